//go:build conformance

package sdk

import (
	"context"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/configservice"
	"github.com/aws/aws-sdk-go-v2/service/glue"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	iamtypes "github.com/aws/aws-sdk-go-v2/service/iam/types"
	"github.com/aws/aws-sdk-go-v2/service/lakeformation"
	"github.com/aws/aws-sdk-go-v2/service/quicksight"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/securityhub"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"security-hub-analytics/internal/awsread"
	"security-hub-analytics/internal/awstest"
)

// question is one that both clients ask. Each returns in words what it read, so that
// the two can be compared.
type question struct {
	name string
	ours func(context.Context, *awsread.Client) (string, error)
	sdks func(context.Context, aws.Config) (string, error)
}

func questions() []question {
	account := aws.String(awstest.AccountID)
	return []question{
		{"who am I", func(ctx context.Context, c *awsread.Client) (string, error) {
			who, err := c.WhoAmI(ctx)
			return who.Account + who.ARN, err
		}, func(ctx context.Context, c aws.Config) (string, error) {
			out, err := sts.NewFromConfig(c).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
			if err != nil {
				return "", err
			}
			return *out.Account + *out.Arn, nil
		}},
		{"a role", func(ctx context.Context, c *awsread.Client) (string, error) {
			return c.RoleARN(ctx, "Admin")
		}, func(ctx context.Context, c aws.Config) (string, error) {
			out, err := iam.NewFromConfig(c).GetRole(ctx, &iam.GetRoleInput{RoleName: aws.String("Admin")})
			if err != nil {
				return "", err
			}
			return *out.Role.Arn, nil
		}},
		{"what is allowed", func(ctx context.Context, c *awsread.Client) (string, error) {
			denied, err := c.Simulate(ctx, "arn:aws:iam::111122223333:role/Admin", awsread.Wish{
				Actions: []string{"s3:GetObject", "iam:PassRole"}, Resource: "arn:aws:s3:::b/k",
				Context: map[string]string{"kms:GrantIsForAWSResource": "true", "aws:RequestTag/a": "b"}, Boolean: map[string]bool{"kms:GrantIsForAWSResource": true},
			})
			return fmt.Sprint(denied), err
		}, func(ctx context.Context, c aws.Config) (string, error) {
			out, err := iam.NewFromConfig(c).SimulatePrincipalPolicy(ctx, &iam.SimulatePrincipalPolicyInput{
				PolicySourceArn: aws.String("arn:aws:iam::111122223333:role/Admin"), ActionNames: []string{"s3:GetObject", "iam:PassRole"}, ResourceArns: []string{"arn:aws:s3:::b/k"},
				ContextEntries: []iamtypes.ContextEntry{
					{ContextKeyName: aws.String("aws:RequestTag/a"), ContextKeyValues: []string{"b"}, ContextKeyType: iamtypes.ContextKeyTypeEnumString},
					{ContextKeyName: aws.String("kms:GrantIsForAWSResource"), ContextKeyValues: []string{"true"}, ContextKeyType: iamtypes.ContextKeyTypeEnumBoolean},
				},
			})
			if err != nil {
				return "", err
			}
			var denied []string
			for _, result := range out.EvaluationResults {
				if result.EvalDecision != "allowed" {
					denied = append(denied, *result.EvalActionName)
				}
			}
			return fmt.Sprint(denied), nil
		}},
		{"the hub", func(ctx context.Context, c *awsread.Client) (string, error) {
			hub, err := c.DescribeHub(ctx)
			return fmt.Sprint(hub.HubArn, hub.SubscribedAt, hub.ControlFindingGenerator, hub.AutoEnableControls), err
		}, func(ctx context.Context, c aws.Config) (string, error) {
			out, err := securityhub.NewFromConfig(c).DescribeHub(ctx, &securityhub.DescribeHubInput{})
			if err != nil {
				return "", err
			}
			return fmt.Sprint(*out.HubArn, *out.SubscribedAt, out.ControlFindingGenerator, *out.AutoEnableControls), nil
		}},
		{"standards", func(ctx context.Context, c *awsread.Client) (string, error) {
			list, err := c.EnabledStandards(ctx)
			text := ""
			for _, s := range list {
				text += s.StandardsArn + s.StandardsStatus + s.StandardsStatusReason.StatusReasonCode
			}
			return text, err
		}, func(ctx context.Context, c aws.Config) (string, error) {
			out, err := securityhub.NewFromConfig(c).GetEnabledStandards(ctx, &securityhub.GetEnabledStandardsInput{})
			if err != nil {
				return "", err
			}
			text := ""
			for _, s := range out.StandardsSubscriptions {
				text += *s.StandardsArn + string(s.StandardsStatus) + string(s.StandardsStatusReason.StatusReasonCode)
			}
			return text, nil
		}},
		{"the administrator", func(ctx context.Context, c *awsread.Client) (string, error) {
			return c.Administrator(ctx)
		}, func(ctx context.Context, c aws.Config) (string, error) {
			out, err := securityhub.NewFromConfig(c).GetAdministratorAccount(ctx, &securityhub.GetAdministratorAccountInput{})
			if err != nil {
				return "", err
			}
			return *out.Administrator.AccountId, nil
		}},
		{"products", func(ctx context.Context, c *awsread.Client) (string, error) {
			list, err := c.Products(ctx)
			return fmt.Sprint(list), err
		}, func(ctx context.Context, c aws.Config) (string, error) {
			out, err := securityhub.NewFromConfig(c).ListEnabledProductsForImport(ctx, &securityhub.ListEnabledProductsForImportInput{})
			if err != nil {
				return "", err
			}
			return fmt.Sprint(out.ProductSubscriptions), nil
		}},
		{"the aggregator", func(ctx context.Context, c *awsread.Client) (string, error) {
			a, err := c.FindAggregator(ctx)
			if err != nil {
				return "", err
			}
			return fmt.Sprint(a.FindingAggregatorArn, a.FindingAggregationRegion, a.RegionLinkingMode, a.Regions), nil
		}, func(ctx context.Context, c aws.Config) (string, error) {
			client := securityhub.NewFromConfig(c)
			list, err := client.ListFindingAggregators(ctx, &securityhub.ListFindingAggregatorsInput{})
			if err != nil {
				return "", err
			}
			out, err := client.GetFindingAggregator(ctx, &securityhub.GetFindingAggregatorInput{FindingAggregatorArn: list.FindingAggregators[0].FindingAggregatorArn})
			if err != nil {
				return "", err
			}
			return fmt.Sprint(*out.FindingAggregatorArn, *out.FindingAggregationRegion, *out.RegionLinkingMode, out.Regions), nil
		}},
		{"recorders", func(ctx context.Context, c *awsread.Client) (string, error) {
			list, err := c.Recorders(ctx)
			if err != nil {
				return "", err
			}
			return fmt.Sprint(list[0].Name, list[0].Recording, list[0].LastStatus), nil
		}, func(ctx context.Context, c aws.Config) (string, error) {
			out, err := configservice.NewFromConfig(c).DescribeConfigurationRecorderStatus(ctx, &configservice.DescribeConfigurationRecorderStatusInput{})
			if err != nil {
				return "", err
			}
			r := out.ConfigurationRecordersStatus[0]
			return fmt.Sprint(*r.Name, r.Recording, string(r.LastStatus)), nil
		}},
		{"a database", func(ctx context.Context, c *awsread.Client) (string, error) {
			found, description, err := c.GlueDatabase(ctx, "db")
			return fmt.Sprint(found, description), err
		}, func(ctx context.Context, c aws.Config) (string, error) {
			out, err := glue.NewFromConfig(c).GetDatabase(ctx, &glue.GetDatabaseInput{Name: aws.String("db")})
			if err != nil {
				return "", err
			}
			return fmt.Sprint(true, *out.Database.Description), nil
		}},
		{"Lake Formation", func(ctx context.Context, c *awsread.Client) (string, error) {
			lake, err := c.LakeFormation(ctx)
			if err != nil {
				return "", err
			}
			return lake.CreateDatabaseDefaultPermissions[0].Principal.DataLakePrincipalIdentifier + lake.CreateTableDefaultPermissions[0].Principal.DataLakePrincipalIdentifier, nil
		}, func(ctx context.Context, c aws.Config) (string, error) {
			out, err := lakeformation.NewFromConfig(c).GetDataLakeSettings(ctx, &lakeformation.GetDataLakeSettingsInput{})
			if err != nil {
				return "", err
			}
			s := out.DataLakeSettings
			return *s.CreateDatabaseDefaultPermissions[0].Principal.DataLakePrincipalIdentifier + *s.CreateTableDefaultPermissions[0].Principal.DataLakePrincipalIdentifier, nil
		}},
		{"QuickSight", func(ctx context.Context, c *awsread.Client) (string, error) {
			s, err := c.QuickSightSubscription(ctx, awstest.AccountID)
			if err != nil {
				return "", err
			}
			return s.AccountName + s.Edition + s.AuthenticationType + s.AccountSubscriptionStatus, nil
		}, func(ctx context.Context, c aws.Config) (string, error) {
			out, err := quicksight.NewFromConfig(c).DescribeAccountSubscription(ctx, &quicksight.DescribeAccountSubscriptionInput{AwsAccountId: account})
			if err != nil {
				return "", err
			}
			i := out.AccountInfo
			return *i.AccountName + string(i.Edition) + *i.AuthenticationType + *i.AccountSubscriptionStatus, nil
		}},
		{"QuickSight's users", func(ctx context.Context, c *awsread.Client) (string, error) {
			list, err := c.QuickSightUsers(ctx, awstest.AccountID, "default")
			text := ""
			for _, u := range list {
				text += fmt.Sprint(u.Arn, u.UserName, u.Role, u.Active)
			}
			return text, err
		}, func(ctx context.Context, c aws.Config) (string, error) {
			out, err := quicksight.NewFromConfig(c).ListUsers(ctx, &quicksight.ListUsersInput{AwsAccountId: account, Namespace: aws.String("default"), MaxResults: aws.Int32(100)})
			if err != nil {
				return "", err
			}
			text := ""
			for _, u := range out.UserList {
				text += fmt.Sprint(*u.Arn, *u.UserName, string(u.Role), u.Active)
			}
			return text, nil
		}},
		{"a bucket", func(ctx context.Context, c *awsread.Client) (string, error) {
			return c.BucketRegion(ctx, "kept", awstest.AccountID)
		}, func(ctx context.Context, c aws.Config) (string, error) {
			out, err := pathStyle(c).HeadBucket(ctx, &s3.HeadBucketInput{Bucket: aws.String("kept"), ExpectedBucketOwner: account})
			if err != nil {
				return "", err
			}
			return *out.BucketRegion, nil
		}},
		{"a bucket's notification", func(ctx context.Context, c *awsread.Client) (string, error) {
			told, err := c.Notified(ctx, "kept", awstest.AccountID)
			return fmt.Sprint(told), err
		}, func(ctx context.Context, c aws.Config) (string, error) {
			out, err := pathStyle(c).GetBucketNotificationConfiguration(ctx, &s3.GetBucketNotificationConfigurationInput{Bucket: aws.String("kept"), ExpectedBucketOwner: account})
			if err != nil {
				return "", err
			}
			return fmt.Sprint(len(out.QueueConfigurations)+len(out.TopicConfigurations)+len(out.LambdaFunctionConfigurations) > 0 || out.EventBridgeConfiguration != nil), nil
		}},
	}
}

func pathStyle(c aws.Config) *s3.Client {
	return s3.NewFromConfig(c, func(o *s3.Options) { o.UsePathStyle = true })
}

// asked is an account with an answer to every question.
func asked() awstest.Account {
	return awstest.Healthy().With(awstest.Account{
		"iam GetRole": {Body: `<GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role><Path>/x/</Path><RoleName>Admin</RoleName>
			<RoleId>AROA</RoleId><CreateDate>2024-01-01T00:00:00Z</CreateDate><Arn>arn:aws:iam::111122223333:role/x/Admin</Arn></Role></GetRoleResult></GetRoleResponse>`},
		"iam SimulatePrincipalPolicy":    awstest.Simulation("iam:PassRole"),
		"securityhub GET /administrator": {Body: `{"Administrator":{"AccountId":"444455556666","MemberStatus":"Enabled"}}`},
		"glue AWSGlue.GetDatabase":       {Body: `{"Database":{"Name":"db","Description":"Findings (stack dev)"}}`},
		"s3 HEAD /kept":                  {Headers: map[string]string{"X-Amz-Bucket-Region": "us-east-1"}},
		"s3 GET /kept?notification": {Body: `<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><CloudFunctionConfiguration><Id>x</Id>
			<CloudFunction>arn:aws:lambda:us-east-1:111122223333:function:f</CloudFunction><Event>s3:ObjectCreated:*</Event></CloudFunctionConfiguration></NotificationConfiguration>`},
	})
}
