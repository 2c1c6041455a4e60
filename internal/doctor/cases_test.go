package doctor_test

import (
	"strings"
	"testing"

	"security-hub-analytics/internal/awstest"
	"security-hub-analytics/internal/doctor"
)

const key = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"

func described(state, spec, usage, manager string) awstest.Account {
	return awstest.Account{"kms TrentService.DescribeKey": {Body: `{"KeyMetadata":{"Arn":"` + key + `","KeyState":"` + state +
		`","KeySpec":"` + spec + `","KeyUsage":"` + usage + `","KeyManager":"` + manager + `"}}`}}
}

func bucket(region string) awstest.Answer {
	return awstest.Answer{Headers: map[string]string{"X-Amz-Bucket-Region": region}}
}

var quiet = awstest.Answer{Body: `<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></NotificationConfiguration>`}

// TestCases goes through everything that can be wrong, one by one: what is said of
// it, how bad it is, and the command that settles it.
func TestCases(t *testing.T) {
	recorder := "config StarlingDoveService.DescribeConfigurationRecorderStatus"
	users := "quicksight GET /accounts/111122223333/namespaces/default/users"
	for _, test := range []struct {
		name    string
		config  []string
		account awstest.Account // what differs from a healthy one
		topic   string
		level   doctor.Level
		found   string
		do      string
	}{
		{"the configuration is malformed", []string{"ingestBufferSeconds: soon"}, nil, "config", doctor.Problem, "ingestBufferSeconds", "docs/configuration.md"},
		{"the configuration may not be meant", []string{"ingestSeverities: [HIGH]"}, nil, "config", doctor.Warning, "ingestSeverities", ""},
		{"the root user", nil, awstest.Account{"sts GetCallerIdentity": awstest.Identity("arn:aws:iam::111122223333:root")}, "identity", doctor.Warning, "root user", "aws configure"},

		{"created though it is on", []string{"detectSecurityHub: create"}, nil, "security-hub", doctor.Problem, "on since 2024-05-01", "pulumi config set detectSecurityHub existing"},
		{"created by this stack", []string{"detectSecurityHub: create"},
			awstest.Account{"glue AWSGlue.GetDatabase": {Body: `{"Database":{"Name":"security_hub_database","Description":"Findings of Security Hub (stack dev)"}}`}},
			"security-hub", doctor.Note, "on since", "detectSecurityHub existing"},
		{"imported though it is off", []string{"detectSecurityHub: import"}, awstest.Empty(), "security-hub", doctor.Problem, "is off", "detectSecurityHub create"},
		{"imported though it differs", []string{"detectSecurityHub: import", "detectControlFindings: per-standard"}, nil, "security-hub", doctor.Problem, "consolidated", "pulumi config set detectControlFindings consolidated"},
		{"another Region is off", []string{"detectRegions: [eu-west-1]", "detectAggregator: existing"},
			awstest.Account{"eu-west-1 securityhub GET /accounts": awstest.Failure(401, "InvalidAccessException", "not subscribed")},
			"security-hub", doctor.Problem, "is off", "aws securityhub enable-security-hub --no-enable-default-standards --region eu-west-1"},
		{"a member", nil, awstest.Account{"securityhub GET /administrator": {Body: `{"Administrator":{"AccountId":"444455556666","MemberStatus":"Enabled"}}`}},
			"security-hub", doctor.Note, "444455556666", ""},
		{"a member with an aggregator", []string{"detectAggregator: create"}, awstest.Account{
			"securityhub GET /administrator":          {Body: `{"Administrator":{"AccountId":"444455556666"}}`},
			"securityhub GET /findingAggregator/list": {Body: `{"FindingAggregators":[]}`},
		}, "security-hub", doctor.Problem, "444455556666", "pulumi config set detectAggregator none"},
		{"a member without an aggregator", nil, awstest.Account{
			"securityhub GET /administrator":          {Body: `{"Administrator":{"AccountId":"444455556666"}}`},
			"securityhub GET /findingAggregator/list": {Body: `{"FindingAggregators":[]}`},
		}, "aggregator", doctor.OK, "a member account cannot have one", ""},
		{"a member that relies on an aggregator", []string{"detectAggregator: existing"}, awstest.Account{
			"securityhub GET /administrator":          {Body: `{"Administrator":{"AccountId":"444455556666"}}`},
			"securityhub GET /findingAggregator/list": {Body: `{"FindingAggregators":[]}`},
		}, "aggregator", doctor.Problem, "detectAggregator is existing", "pulumi config set detectAggregator none"},
		{"Security Hub is slow to answer", nil, awstest.Account{"securityhub GET /accounts": awstest.Failure(500, "InternalException", "try again")},
			"security-hub", doctor.Unknown, "Security Hub is unknown", "aws securityhub describe-hub --region us-east-1"},

		{"no standard", nil, awstest.Account{"securityhub POST /standards/get": awstest.Standards("READY")}, "standards", doctor.Warning, "no standard is on", "detectStandards[0]"},
		{"a standard without recorder", nil, awstest.Account{"securityhub POST /standards/get": awstest.Standards("INCOMPLETE", "pci-dss/v/4.0.1")},
			"standards", doctor.Warning, "pci-dss/4.0.1 is INCOMPLETE (NO_AVAILABLE_CONFIGURATION_RECORDER)", "get-enabled-standards"},

		{"subscribed twice", []string{"detectProductSubscription: create"}, nil, "subscription", doctor.Problem, "already", "pulumi config set detectProductSubscription existing"},
		{"not subscribed", []string{"detectProductSubscription: existing"}, awstest.Account{"securityhub GET /productSubscriptions": {Body: `{"ProductSubscriptions":[]}`}},
			"subscription", doctor.Problem, "does not take", "pulumi config set detectProductSubscription create"},

		{"a second aggregator", []string{"detectAggregator: create"}, nil, "aggregator", doctor.Problem, "all Regions come together in us-east-1", "pulumi config set detectAggregator existing"},
		{"another aggregator", []string{"detectAggregator: import", "detectAggregatorArn: arn:aws:securityhub:us-east-1:111122223333:finding-aggregator/00000000-e89b-12d3-a456-426614174000"}, nil,
			"aggregator", doctor.Problem, awstest.AggregatorARN, "pulumi config set detectAggregatorArn " + awstest.AggregatorARN},
		{"an aggregator elsewhere", nil, awstest.Account{"securityhub GET /findingAggregator/get/" + awstest.AggregatorARN: awstest.Aggregator("eu-central-1", "SPECIFIED_REGIONS", "us-east-1", "eu-west-1")},
			"aggregator", doctor.Problem, "us-east-1, eu-west-1 come together in eu-central-1", "pulumi config set aws:region eu-central-1"},
		{"no aggregator where there is to be one", []string{"detectAggregator: existing"}, awstest.Account{"securityhub GET /findingAggregator/list": {Body: `{"FindingAggregators":[]}`}},
			"aggregator", doctor.Problem, "there is no finding aggregator", "pulumi config set detectAggregator create"},
		{"no aggregator", nil, awstest.Account{"securityhub GET /findingAggregator/list": {Body: `{"FindingAggregators":[]}`}},
			"aggregator", doctor.Note, "there is no finding aggregator", "detectAggregator create"},

		{"the recorder has stopped", nil, awstest.Account{recorder: {Body: `{"ConfigurationRecordersStatus":[{"name":"mine","recording":false}]}`}},
			"config-recorder", doctor.Warning, "mine of AWS Config has stopped", "start-configuration-recorder --region us-east-1 --configuration-recorder-name mine"},
		{"the recorder fails", nil, awstest.Account{recorder: {Body: `{"ConfigurationRecordersStatus":[{"name":"mine","recording":true,"lastStatus":"FAILURE","lastErrorMessage":"bucket is gone"}]}`}},
			"config-recorder", doctor.Warning, "bucket is gone", "describe-delivery-channel-status"},

		{"the database is somebody's", nil, awstest.Account{"glue AWSGlue.GetDatabase": {Body: `{"Database":{"Name":"security_hub_database"}}`}},
			"names", doctor.Problem, "not of this stack", "pulumi config set catalogDatabase security_hub_dev"},
		{"the database is another stack's", nil, awstest.Account{"glue AWSGlue.GetDatabase": {Body: `{"Database":{"Description":"Findings of Security Hub (stack prod)"}}`}},
			"names", doctor.Problem, "not of this stack", "catalogDatabase security_hub_dev"},

		{"no such key", []string{"kmsKeyArn: " + key}, awstest.Account{"kms TrentService.DescribeKey": awstest.Failure(400, "NotFoundException", "Key does not exist")},
			"adopted", doctor.Problem, "there is no key", "pulumi config rm kmsKeyArn"},
		{"a key that is going", []string{"kmsKeyArn: " + key}, described("PendingDeletion", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "CUSTOMER"), "adopted", doctor.Problem, "waits for its deletion", "cancel-key-deletion"},
		{"a key that is off", []string{"kmsKeyArn: " + key}, described("Disabled", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "CUSTOMER"), "adopted", doctor.Problem, "is Disabled", "enable-key"},
		{"a key of AWS's", []string{"kmsKeyArn: " + key}, described("Enabled", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "AWS"), "adopted", doctor.Problem, "managed by AWS", "config rm"},
		{"a key to sign with", []string{"kmsKeyArn: " + key}, described("Enabled", "RSA_2048", "SIGN_VERIFY", "CUSTOMER"), "adopted", doctor.Problem, "RSA_2048 for SIGN_VERIFY", "config rm"},
		{"a key elsewhere", []string{"kmsKeyArn: " + strings.Replace(key, "us-east-1", "eu-west-1", 1)}, nil, "adopted", doctor.Problem, "eu-west-1", "config rm"},
		{"another account's key", []string{"kmsKeyArn: " + strings.Replace(key, "111122223333", "444455556666", 1)}, nil, "adopted", doctor.Warning, "444455556666", "config rm"},
		{"a good key", []string{"kmsKeyArn: " + key}, described("Enabled", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "CUSTOMER"), "adopted", doctor.OK, "is enabled", ""},

		{"no such bucket", []string{"transformLakeBucket: kept"}, awstest.Account{"s3 HEAD /kept": {Status: 404}}, "adopted", doctor.Problem, "there is no bucket kept", "pulumi config rm transformLakeBucket"},
		{"another's bucket", []string{"transformLakeBucket: kept"}, awstest.Account{"s3 HEAD /kept": {Status: 403}}, "adopted", doctor.Problem, "another account's", "--expected-bucket-owner 111122223333"},
		{"a bucket elsewhere", []string{"transformLakeBucket: kept"}, awstest.Account{"s3 HEAD /kept": {Status: 301, Headers: bucket("eu-west-1").Headers}}, "adopted", doctor.Problem, "is in eu-west-1", "pulumi config set aws:region eu-west-1"},
		{"a bucket elsewhere that answers", []string{"transformLakeBucket: kept"}, awstest.Account{"s3 HEAD /kept": bucket("eu-west-1")}, "adopted", doctor.Problem, "is in eu-west-1", "config rm"},
		{"a good bucket", []string{"ingestRawBucket: kept"}, awstest.Account{"s3 HEAD /kept": bucket("us-east-1"), "s3 GET /kept?notification": quiet}, "adopted", doctor.OK, "kept is there", ""},
		{"somebody is told already", []string{"ingestRawBucket: kept"}, awstest.Account{"s3 HEAD /kept": bucket("us-east-1"), "s3 GET /kept?notification": {
			Body: `<NotificationConfiguration><QueueConfiguration><Id>x</Id><Queue>arn:aws:sqs:us-east-1:111122223333:q</Queue></QueueConfiguration></NotificationConfiguration>`}},
			"adopted", doctor.Warning, "somebody is told", "get-bucket-notification-configuration"},

		{"no default VPC", []string{"detectProwler: true", "detectProductSubscription: existing"}, awstest.Account{"ec2 DescribeVpcs": awstest.VPCs()}, "network", doctor.Problem, "no default VPC", "detectProwlerSubnets[0]"},

		{"Lake Formation decides", nil, awstest.Account{"lakeformation POST /GetDataLakeSettings": {Body: `{"DataLakeSettings":{"CreateDatabaseDefaultPermissions":[],"CreateTableDefaultPermissions":[]}}`}},
			"lake-formation", doctor.Warning, "Lake Formation decides", "--principal DataLakePrincipalIdentifier=arn:aws:iam::111122223333:user/deployer --permissions CREATE_DATABASE"},

		{"QuickSight is Standard", nil, awstest.Account{"quicksight GET /account/111122223333": {Body: `{"AccountInfo":{"AccountName":"acme","Edition":"STANDARD","AccountSubscriptionStatus":"ACCOUNT_CREATED"}}`}},
			"quicksight", doctor.Warning, "STANDARD edition", "quicksight.aws.amazon.com"},
		{"QuickSight's users are elsewhere", nil, awstest.Account{
			users:                awstest.Failure(403, "AccessDeniedException", "Operation is being called from endpoint us-east-1, but your identity region is eu-west-1. Please use the eu-west-1 endpoint."),
			"eu-west-1 " + users: {Body: `{"UserList":[{"UserName":"eve","Role":"AUTHOR"}]}`},
		}, "quicksight", doctor.Note, "keeps its users in eu-west-1", ""},
		{"QuickSight's users are elsewhere, and are needed", []string{"visualizeEnabled: true", "visualizeOwners: [user/eve]"}, awstest.Account{
			users:                awstest.Failure(403, "AccessDeniedException", "Operation is being called from endpoint us-east-1, but your identity region is eu-west-1. Please use the eu-west-1 endpoint."),
			"eu-west-1 " + users: {Body: `{"UserList":[{"UserName":"eve","Role":"AUTHOR"}]}`},
		}, "quicksight", doctor.Problem, "keeps its users in eu-west-1", "pulumi config set visualizeIdentityRegion eu-west-1"},
		{"QuickSight's users are elsewhere, as is known", []string{"visualizeEnabled: true", "visualizeOwners: [user/eve]", "visualizeIdentityRegion: eu-west-1"}, awstest.Account{
			"eu-west-1 " + users: {Body: `{"UserList":[{"UserName":"eve","Role":"AUTHOR"}]}`},
		}, "quicksight", doctor.OK, "QuickSight acme", ""},
		{"an owner is nobody", []string{"visualizeEnabled: true", "visualizeOwners: [user/zoe]"}, nil, "quicksight", doctor.Problem, "no user zoe", "list-users"},
		{"an owner is a reader", []string{"visualizeEnabled: true", "visualizeOwners: [user/bob]"}, nil, "quicksight", doctor.Warning, "bob is to own", "--role AUTHOR"},
		{"no QuickSight for a dashboard", []string{"visualizeEnabled: true", "visualizeOwners: [user/ann]"}, awstest.Empty(), "quicksight", doctor.Problem, "has no QuickSight", "pulumi config set visualizeSubscription create"},
		{"QuickSight is to be made", []string{"visualizeEnabled: true", "visualizeSubscription: create", "visualizeAccountName: a", "visualizeNotificationEmail: a@example.com"},
			awstest.Empty(), "quicksight", doctor.OK, "the stack subscribes it", ""},
		{"QuickSight is to be made, and is there", []string{"visualizeEnabled: true", "visualizeSubscription: create", "visualizeAccountName: a", "visualizeNotificationEmail: a@example.com"},
			nil, "quicksight", doctor.Problem, "acme is there", "pulumi config set visualizeSubscription existing"},
		{"QuickSight is Standard, for a dashboard", []string{"visualizeEnabled: true", "visualizeOwners: [user/ann]"},
			awstest.Account{"quicksight GET /account/111122223333": {Body: `{"AccountInfo":{"AccountName":"acme","Edition":"STANDARD","AccountSubscriptionStatus":"ACCOUNT_CREATED"}}`}},
			"quicksight", doctor.Problem, "STANDARD edition", "quicksight.aws.amazon.com"},
		{"QuickSight has no users", nil, awstest.Account{users: {Body: `{"UserList":[]}`}}, "quicksight", doctor.Note, "no users", "admin#users"},

		{"rights are missing", nil, awstest.Account{"iam SimulatePrincipalPolicy": awstest.Simulation("iam:PassRole")}, "rights", doctor.Warning, "iam: PassRole", "docs/deploy/identity.json has them, statement HandOver"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := examine(t, awstest.Healthy().With(test.account), test.config...)
			got := line(t, r, test.topic, test.level)
			if !strings.Contains(got.Found, test.found) || !strings.Contains(strings.Join(got.Do, "\n"), test.do) {
				t.Errorf("found %q, to do %q, want %q and %q", got.Found, got.Do, test.found, test.do)
			}
			if test.level >= doctor.Unknown && got.Why == "" {
				t.Error("it does not say why it matters")
			}
		})
	}
}

// TestRole: rights hang on the role, whose path an assumed role does not tell.
func TestRole(t *testing.T) {
	assumed := awstest.Account{
		"sts GetCallerIdentity":       awstest.Identity("arn:aws:sts::111122223333:assumed-role/Admin/me@example.com"),
		"iam SimulatePrincipalPolicy": awstest.Simulation("iam:PassRole"),
		"iam GetRole":                 {Body: `<GetRoleResponse><GetRoleResult><Role><Arn>arn:aws:iam::111122223333:role/aws-reserved/Admin</Arn></Role></GetRoleResult></GetRoleResponse>`},
	}
	r := examine(t, awstest.Healthy().With(assumed))
	if why := line(t, r, "rights", doctor.Warning).Why; !strings.Contains(why, "role/aws-reserved/Admin;") {
		t.Errorf("why %q", why)
	}
	assumed["iam GetRole"] = awstest.XMLFailure(403, "<ErrorResponse><Error>", "AccessDenied", "no", "</Error></ErrorResponse>")
	r = examine(t, awstest.Healthy().With(assumed))
	if why := line(t, r, "rights", doctor.Warning).Why; !strings.Contains(why, "arn:aws:iam::111122223333:role/Admin;") {
		t.Errorf("why %q", why)
	}
}
