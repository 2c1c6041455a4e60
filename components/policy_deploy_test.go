package components

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/deploy/*.json anew")

// TestDeployPolicies: what docs/deploy holds is what the code says, and each fits into
// a managed policy of IAM.
func TestDeployPolicies(t *testing.T) {
	folder := "../docs/deploy"
	for name, document := range DeployPolicies(testPlace, "security_hub_database") {
		document.Version = PolicyVersion
		text, err := json.MarshalIndent(document, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		small, err := document.JSON()
		if err != nil {
			t.Fatal(err)
		}
		if len(small) > 6144 {
			t.Errorf("%s has %d characters, a managed policy takes 6144", name, len(small))
		}
		file := filepath.Join(folder, name+".json")
		if *update {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, append(text, '\n'), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil || strings.ReplaceAll(string(got), "\r\n", "\n") != string(text)+"\n" {
			t.Errorf("%s is not current (%v): go test ./components -run TestDeployPolicies -update", file, err)
		}
	}
}

// TestDeployLooksUp: what the program asks AWS before it makes anything takes rights
// too, and the provider asks for more than the name says.
func TestDeployLooksUp(t *testing.T) {
	allowed := map[string]bool{}
	for _, document := range DeployPolicies(testPlace, "db") {
		for _, s := range document.Statement {
			for _, action := range s.Action {
				allowed[action] = true
			}
		}
	}
	for invoke, actions := range map[string][]string{
		// findVPCAttribute in terraform-provider-aws, internal/service/ec2/vpc_data_source.go:
		// an error; its route table is a warning.
		"getVpc":            {"ec2:DescribeVpcs", "ec2:DescribeVpcAttribute", "ec2:DescribeRouteTables"},
		"getSubnet":         {"ec2:DescribeSubnets"},
		"getSubnets":        {"ec2:DescribeSubnets"},
		"getCallerIdentity": {"sts:GetCallerIdentity"},
	} {
		for _, action := range actions {
			if !allowed[action] {
				t.Errorf("%s takes %s, which no policy allows", invoke, action)
			}
		}
	}
}

// TestDeployReadsNoFinding: whoever deploys need not see what the stack holds.
func TestDeployReadsNoFinding(t *testing.T) {
	for name, document := range DeployPolicies(testPlace, "db") {
		for _, s := range document.Statement {
			for _, action := range s.Action {
				if strings.Contains(action, "*") {
					t.Errorf("%s: %s allows %s", name, s.Sid, action)
				}
				if slices.Contains([]string{"athena:StartQueryExecution", "athena:GetQueryResults", "sqs:ReceiveMessage", "logs:GetLogEvents", "quicksight:QueryDashboard", "quicksight:QueryAnalysis"}, action) {
					t.Errorf("%s: %s lets the deployer read findings (%s)", name, s.Sid, action)
				}
				own := strings.HasSuffix(s.Resource[0], "/reference/accounts/*") || s.Resource[0] == "arn:aws:s3:::shub-visualize-*/*"
				if action == "s3:GetObject" && !own {
					t.Errorf("%s: %s lets the deployer read %v", name, s.Sid, s.Resource)
				}
			}
		}
	}
}
