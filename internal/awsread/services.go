package awsread

import (
	"context"
	"encoding/xml"
	"net/http"
	"net/url"
)

// Recorder is a recorder of AWS Config, with its state.
type Recorder struct {
	Name      string `json:"name"`
	Recording bool   `json:"recording"`
	// LastStatus is Pending, Success, Failure or NotApplicable.
	LastStatus       string `json:"lastStatus"`
	LastErrorMessage string `json:"lastErrorMessage"`
}

// Recorders lists the recorders of AWS Config in the Region
// (https://docs.aws.amazon.com/config/latest/APIReference/API_DescribeConfigurationRecorderStatus.html).
func (c *Client) Recorders(ctx context.Context) ([]Recorder, error) {
	var out struct{ ConfigurationRecordersStatus []Recorder }
	err := c.target(ctx, "config", "StarlingDoveService.DescribeConfigurationRecorderStatus", struct{}{}, &out)
	return out.ConfigurationRecordersStatus, err
}

// GlueDatabase says whether there is a database of that name, and what describes it.
func (c *Client) GlueDatabase(ctx context.Context, name string) (found bool, description string, err error) {
	var out struct{ Database struct{ Description string } }
	err = c.target(ctx, "glue", "AWSGlue.GetDatabase", map[string]string{"Name": name}, &out)
	if Is(err, "EntityNotFoundException") {
		return false, "", nil
	}
	return err == nil, out.Database.Description, err
}

// DataLake is what Lake Formation gives on what is made anew
// (https://docs.aws.amazon.com/lake-formation/latest/APIReference/API_DataLakeSettings.html).
type DataLake struct {
	CreateDatabaseDefaultPermissions []Grant
	CreateTableDefaultPermissions    []Grant
}

// Grant is what one principal is given.
type Grant struct {
	Principal struct{ DataLakePrincipalIdentifier string }
}

// LakeFormation reads the settings of Lake Formation.
func (c *Client) LakeFormation(ctx context.Context) (DataLake, error) {
	var out struct{ DataLakeSettings DataLake }
	err := c.rest(ctx, "lakeformation", http.MethodPost, "/GetDataLakeSettings", struct{}{}, &out)
	return out.DataLakeSettings, err
}

// KMSKey is a key of KMS.
type KMSKey struct {
	Arn, KeyState, KeySpec, KeyUsage, KeyManager string
}

// DescribeKey reads a key.
func (c *Client) DescribeKey(ctx context.Context, arn string) (KMSKey, error) {
	var out struct{ KeyMetadata KMSKey }
	err := c.target(ctx, "kms", "TrentService.DescribeKey", map[string]string{"KeyId": arn}, &out)
	return out.KeyMetadata, err
}

// DefaultVPC is the id of the Region's default VPC; "" if there is none.
func (c *Client) DefaultVPC(ctx context.Context) (string, error) {
	var out struct {
		ID []string `xml:"vpcSet>item>vpcId"`
	}
	err := c.query(ctx, "ec2", "2016-11-15", "DescribeVpcs", url.Values{"Filter.1.Name": {"isDefault"}, "Filter.1.Value.1": {"true"}}, &out)
	if err != nil || len(out.ID) == 0 {
		return "", err
	}
	return out.ID[0], nil
}

// BucketRegion is the Region of a bucket of the account. That it belongs to another
// account is AccessDenied; that it is in another Region may be an Error that names it.
func (c *Client) BucketRegion(ctx context.Context, name, account string) (string, error) {
	r := request{service: "s3", method: http.MethodHead, path: "/" + label(name, false),
		headers: map[string]string{"X-Amz-Expected-Bucket-Owner": account}}
	headers, _, err := c.do(ctx, r)
	if err != nil {
		return "", err
	}
	return headers.Get("X-Amz-Bucket-Region"), nil
}

// Notified says whether somebody is told of the bucket's objects.
func (c *Client) Notified(ctx context.Context, name, account string) (bool, error) {
	_, answer, err := c.do(ctx, request{service: "s3", method: http.MethodGet, path: "/" + label(name, false), query: "notification=",
		headers: map[string]string{"X-Amz-Expected-Bucket-Owner": account}})
	var out struct {
		Queues []struct {
			ID string `xml:"Id"`
		} `xml:"QueueConfiguration"`
		Topics []struct {
			ID string `xml:"Id"`
		} `xml:"TopicConfiguration"`
		Functions []struct {
			ID string `xml:"Id"`
		} `xml:"CloudFunctionConfiguration"`
		EventBridge []struct{} `xml:"EventBridgeConfiguration"`
	}
	err = decode("s3", answer, err, &out, xml.Unmarshal)
	return len(out.Queues)+len(out.Topics)+len(out.Functions)+len(out.EventBridge) > 0, err
}
