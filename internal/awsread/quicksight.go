package awsread

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
)

const quickSight = "quicksight"

// Subscription is the account's subscription to QuickSight
// (https://docs.aws.amazon.com/quicksight/latest/APIReference/API_AccountInfo.html).
type Subscription struct {
	AccountName, AuthenticationType string
	// Edition is STANDARD, ENTERPRISE or ENTERPRISE_AND_Q.
	Edition string
	// AccountSubscriptionStatus is ACCOUNT_CREATED, where all is well.
	AccountSubscriptionStatus string
}

// QuickSightSubscription reads the subscription; nil if there is none.
func (c *Client) QuickSightSubscription(ctx context.Context, account string) (*Subscription, error) {
	var out struct{ AccountInfo Subscription }
	err := c.rest(ctx, quickSight, http.MethodGet, "/account/"+label(account, false), nil, &out)
	if Is(err, "ResourceNotFoundException") {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &out.AccountInfo, nil
}

// QuickSightUser is a user of QuickSight.
type QuickSightUser struct {
	Arn, UserName, Role string
	Active              bool
}

// MostUsers is how many users QuickSightUsers lists at most.
const MostUsers = 100

// QuickSightUsers lists the first users of a namespace. It must be asked in the
// identity Region: see IdentityRegion.
func (c *Client) QuickSightUsers(ctx context.Context, account, namespace string) ([]QuickSightUser, error) {
	var out struct{ UserList []QuickSightUser }
	_, answer, err := c.do(ctx, request{service: quickSight, method: http.MethodGet,
		path: "/accounts/" + label(account, false) + "/namespaces/" + label(namespace, false) + "/users", query: "max-results=" + strconv.Itoa(MostUsers)})
	err = decode(quickSight, answer, err, &out, json.Unmarshal)
	return out.UserList, err
}

// QuickSight says it in words alone: "Operation is being called from endpoint
// us-west-2, but your identity region is us-east-1. Please use the us-east-1
// endpoint." (https://github.com/ekristen/aws-nuke/issues/995).
var identityRegion = regexp.MustCompile(`identity region is ([a-z0-9-]+)`)

// IdentityRegion is the Region that QuickSight keeps its users in, if err is that it
// was asked elsewhere; "" otherwise.
func IdentityRegion(err error) string {
	if err == nil {
		return ""
	}
	if found := identityRegion.FindStringSubmatch(err.Error()); found != nil {
		return found[1]
	}
	return ""
}
