package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"security-hub-analytics/internal/awstest"
	"security-hub-analytics/internal/doctor"
)

// patient is an account with the credentials to look at it, and a folder with a stack
// of the given configuration.
func patient(t *testing.T, account awstest.Account, config string) (dir string, server *awstest.Server) {
	t.Helper()
	server = awstest.Serve(t, account)
	dir = t.TempDir()
	for name, value := range map[string]string{
		"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "", "AWS_PROFILE": "",
		"AWS_ENDPOINT_URL": server.URL, "AWS_REGION": "", "AWS_DEFAULT_REGION": "", "AWS_EC2_METADATA_DISABLED": "true",
		"AWS_CONFIG_FILE": filepath.Join(dir, "none"), "AWS_SHARED_CREDENTIALS_FILE": filepath.Join(dir, "none"),
	} {
		t.Setenv(name, value)
	}
	for name, text := range map[string]string{"Pulumi.yaml": "name: security-hub-analytics\nruntime: go\n", "Pulumi.dev.yaml": config} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir, server
}

const usEast1 = "config:\n  aws:region: us-east-1\n"

// wrong is an account in which everything that can be is in the way.
func wrong() awstest.Account {
	return awstest.Healthy().With(awstest.Account{
		"securityhub POST /standards/get":                                 awstest.Standards("INCOMPLETE", "aws-foundational-security-best-practices/v/1.0.0"),
		"securityhub GET /administrator":                                  {Body: `{"Administrator":{"AccountId":"444455556666"}}`},
		"securityhub GET /findingAggregator/get/" + awstest.AggregatorARN: awstest.Aggregator("eu-central-1", "ALL_REGIONS"),
		"config StarlingDoveService.DescribeConfigurationRecorderStatus":  {Body: `{"ConfigurationRecordersStatus":[{"name":"default","recording":false}]}`},
		"glue AWSGlue.GetDatabase":                                        {Body: `{"Database":{"Name":"security_hub_database"}}`},
		"lakeformation POST /GetDataLakeSettings":                         {Body: `{"DataLakeSettings":{"CreateDatabaseDefaultPermissions":[]}}`},
		"quicksight GET /account/" + awstest.AccountID:                    {Body: `{"AccountInfo":{"AccountName":"acme","Edition":"STANDARD","AccountSubscriptionStatus":"ACCOUNT_CREATED"}}`},
		"ec2 DescribeVpcs":                                                awstest.VPCs(),
		"iam SimulatePrincipalPolicy":                                     awstest.Simulation("kms:CreateKey", "iam:PassRole"),
	})
}

const empty = usEast1 + `  security-hub-analytics:detectSecurityHub: create
  security-hub-analytics:detectProductSubscription: create
  security-hub-analytics:detectOnDestroy: disable
  security-hub-analytics:detectProwler: true
`

// TestDoctor shows what is said of three accounts.
func TestDoctor(t *testing.T) {
	for _, test := range []struct {
		name    string
		account awstest.Account
		config  string
		code    int
	}{
		{"healthy", awstest.Healthy(), usEast1 + "  security-hub-analytics:detectAggregator: existing\n", exitOK},
		{"empty", awstest.Empty(), empty, exitWarned},
		{"wrong", wrong(), empty + "  security-hub-analytics:detectAggregator: create\n  security-hub-analytics:ingestBufferSeconds: 5m\n", exitProblem},
		{"forbidden", awstest.Forbidden(), usEast1, exitWarned},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir, server := patient(t, test.account, test.config)
			stdout, stderr, code := shub(t, "doctor", "--dir", dir)
			server.Wants(t)
			if code != test.code || stderr != "" {
				t.Errorf("exit code %d, want %d\n%s", code, test.code, stderr)
			}
			golden(t, "doctor."+test.name, stdout)

			stdout, _, code = shub(t, "doctor", "--dir", dir, "--json")
			var report doctor.Report
			if err := json.Unmarshal([]byte(stdout), &report); err != nil || code != test.code || len(report.Lines) < 8 {
				t.Errorf("--json: exit code %d, error %v: %s", code, err, stdout)
			}
		})
	}
}

func TestDoctorWithoutCredentials(t *testing.T) {
	for _, test := range []struct{ name, config, variable, want string }{
		{"no Region", "config: {}\n", "", "no Region is set"},
		{"no credentials", usEast1, "AWS_ACCESS_KEY_ID", "there are no credentials"},
		{"no such profile", usEast1 + "  aws:profile: nobody\n", "", "nobody"},
		{"a role without name", usEast1 + "  aws:assumeRole: {}\n", "", "names no roleArn"},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir, server := patient(t, awstest.Healthy(), test.config)
			if test.variable != "" {
				t.Setenv(test.variable, "")
			}
			stdout, stderr, code := shub(t, "doctor", "--dir", dir)
			if code != exitProblem || stderr != "" || !strings.Contains(strings.Join(strings.Fields(stdout), " "), test.want) {
				t.Errorf("exit code %d: %s%s", code, stdout, stderr)
			}
			if len(server.Asked) != 0 {
				t.Errorf("asked %v", server.Asked)
			}
		})
	}
}

// TestDoctorAssumesRoles: it looks with the rights that the provider will have.
func TestDoctorAssumesRoles(t *testing.T) {
	dir, server := patient(t, awstest.Healthy().With(awstest.Account{
		"sts AssumeRole": {Body: `<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>AKIDROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey>
			<SessionToken>t</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`},
	}), usEast1+"  aws:assumeRole: { roleArn: \"arn:aws:iam::111122223333:role/deploy\" }\n")
	if stdout, stderr, code := shub(t, "doctor", "--dir", dir); code != exitOK {
		t.Errorf("exit code %d: %s%s", code, stdout, stderr)
	}
	if server.Asked[0] != "us-east-1 sts AssumeRole" {
		t.Errorf("asked %v", server.Asked)
	}
}

func TestDoctorWrongUse(t *testing.T) {
	for _, args := range [][]string{{"doctor", "--dir", t.TempDir()}, {"doctor", "extra"}, {"doctor", "--stack", "none"}} {
		if _, stderr, code := shub(t, args...); code != exitUsage || stderr == "" {
			t.Errorf("shub %q: exit code %d: %s", args, code, stderr)
		}
	}
}
