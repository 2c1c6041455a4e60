package awsread

import (
	"context"
	"encoding/json"
	"net/http"
)

const hubService = "securityhub"

// Hub is Security Hub in one Region
// (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_DescribeHub.html).
type Hub struct {
	HubArn, SubscribedAt string
	// ControlFindingGenerator is SECURITY_CONTROL or STANDARD_CONTROL.
	ControlFindingGenerator string
	AutoEnableControls      bool
}

// HubOff says whether err is that Security Hub is not on.
func HubOff(err error) bool { return Is(err, "InvalidAccessException", "ResourceNotFoundException") }

// DescribeHub reads the hub.
func (c *Client) DescribeHub(ctx context.Context) (Hub, error) {
	var out Hub
	err := c.rest(ctx, hubService, http.MethodGet, "/accounts", nil, &out)
	return out, err
}

// Standard is a standard that is enabled.
type Standard struct {
	StandardsArn string
	// StandardsStatus is PENDING, READY, FAILED, DELETING or INCOMPLETE.
	StandardsStatus       string
	StandardsStatusReason struct{ StatusReasonCode string }
}

// EnabledStandards lists the standards that are on.
func (c *Client) EnabledStandards(ctx context.Context) ([]Standard, error) {
	var all []Standard
	in := map[string]any{}
	for {
		var out struct {
			StandardsSubscriptions []Standard
			NextToken              string
		}
		if err := c.rest(ctx, hubService, http.MethodPost, "/standards/get", in, &out); err != nil {
			return nil, err
		}
		all = append(all, out.StandardsSubscriptions...)
		if out.NextToken == "" {
			return all, nil
		}
		in["NextToken"] = out.NextToken
	}
}

// Administrator is the account that administers this one's Security Hub; "" if none.
func (c *Client) Administrator(ctx context.Context) (string, error) {
	var out struct {
		Administrator struct {
			AccountID string `json:"AccountId"`
		}
	}
	err := c.rest(ctx, hubService, http.MethodGet, "/administrator", nil, &out)
	return out.Administrator.AccountID, err
}

// Products lists the ARNs of product subscriptions.
func (c *Client) Products(ctx context.Context) ([]string, error) {
	var all []string
	path := "/productSubscriptions"
	next := ""
	for {
		var out struct {
			ProductSubscriptions []string
			NextToken            string
		}
		if err := c.restPage(ctx, path, next, &out); err != nil {
			return nil, err
		}
		all = append(all, out.ProductSubscriptions...)
		if next = out.NextToken; next == "" {
			return all, nil
		}
	}
}

// Aggregator is the finding aggregator
// (https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_GetFindingAggregator.html).
type Aggregator struct {
	FindingAggregatorArn, FindingAggregationRegion, RegionLinkingMode string
	Regions                                                           []string
}

// FindAggregator reads the aggregator, from whichever Region it is linked to; nil if
// there is none.
func (c *Client) FindAggregator(ctx context.Context) (*Aggregator, error) {
	var list struct {
		FindingAggregators []struct{ FindingAggregatorArn string }
	}
	if err := c.restPage(ctx, "/findingAggregator/list", "", &list); err != nil || len(list.FindingAggregators) == 0 {
		return nil, err
	}
	var out Aggregator
	path := "/findingAggregator/get/" + label(list.FindingAggregators[0].FindingAggregatorArn, true)
	return &out, c.rest(ctx, hubService, http.MethodGet, path, nil, &out)
}

// restPage asks for one page of a list.
func (c *Client) restPage(ctx context.Context, path, next string, out any) error {
	r := request{service: hubService, method: http.MethodGet, path: path}
	if next != "" {
		r.query = "NextToken=" + label(next, false)
	}
	_, answer, err := c.do(ctx, r)
	return decode(hubService, answer, err, out, json.Unmarshal)
}
