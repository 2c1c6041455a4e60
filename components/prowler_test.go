package components

import (
	"encoding/json"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
)

// scanner is a scanner as most tests want it.
func scanner() *ProwlerArgs {
	return &ProwlerArgs{
		Schedule: "rate(1 day)", Image: "public.ecr.aws/prowler-cloud/prowler:5.46.0", OnlyFailed: true,
		CPU: "1024", MemoryMB: 4096,
	}
}

func scanned(t *testing.T, a *account, p *ProwlerArgs, further ...string) *Detect {
	t.Helper()
	made, err := detect(t, a, DetectArgs{SecurityHub: Create, ProductSubscription: Create, Prowler: p}, further...)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func TestProwler(t *testing.T) {
	a := &account{subnets: []string{"subnet-b", "subnet-a"}}
	made := scanned(t, a, scanner(), "eu-west-1")
	if made.FailedScans == nil {
		t.Error("nobody hears of scans that fail")
	}
	schedule := a.one(t, "Schedule", "detect-prowler")
	schedule.want(t, map[string]any{
		"scheduleExpression":                                          "rate(1 day)",
		"flexibleTimeWindow.mode":                                     "OFF",
		"target.arn":                                                  "arn:Cluster:detect-prowler",
		"target.roleArn":                                              "arn:Role:detect-prowler-schedule",
		"target.ecsParameters.launchType":                             "FARGATE",
		"target.ecsParameters.taskDefinitionArn":                      "arn:task/detect-prowler:7",
		"target.ecsParameters.networkConfiguration.subnets[0]":        "subnet-a",
		"target.ecsParameters.networkConfiguration.subnets[1]":        "subnet-b",
		"target.ecsParameters.networkConfiguration.assignPublicIp":    true,
		"target.ecsParameters.networkConfiguration.securityGroups[0]": "detect-prowler-id",
		"target.deadLetterConfig.arn":                                 "arn:Queue:detect-prowler-failed",
	})
	for kind, name := range map[string]string{
		"securityhub/productSubscription:ProductSubscription": "detect-prowler",
		"iam/rolePolicy:RolePolicy":                           "detect-prowler-schedule",
		"cloudwatch/eventTarget:EventTarget":                  "detect-prowler-failed",
		"securityhub/account:Account":                         "detect-eu-west-1-hub",
	} {
		if !schedule.waitsFor(kind, name) {
			t.Errorf("the schedule does not wait for %s %s", kind, name)
		}
	}
	task := a.one(t, "TaskDefinition", "detect-prowler")
	task.want(t, map[string]any{
		"family": "detect-prowler-test", "cpu": "1024", "memory": "4096", "networkMode": "awsvpc",
		"requiresCompatibilities[0]": "FARGATE", "runtimePlatform.cpuArchitecture": "ARM64",
		"executionRoleArn": "arn:Role:detect-prowler-start", "taskRoleArn": "arn:Role:detect-prowler-scan",
	})
	var containers []containerDefinition
	text, _ := task.at("containerDefinitions").(string)
	if err := json.Unmarshal([]byte(text), &containers); err != nil || len(containers) != 1 {
		t.Fatalf("containers %s, error %v", text, err)
	}
	want := []string{"aws", "--security-hub", "--ignore-exit-code-3", "--only-logs", "--log-level", "WARNING", "--send-sh-only-fails", "--region", "us-east-1", "eu-west-1"}
	if c := containers[0]; !slices.Equal(c.Command, want) || c.Image != scanner().Image || c.LogConfiguration.Options["awslogs-group"] != "detect-prowler" {
		t.Errorf("container %+v", c)
	}
	for _, policy := range []string{"SecurityAudit", "job-function/ViewOnlyAccess"} {
		found := false
		for _, m := range a.all("RolePolicyAttachment") {
			found = found || m.at("policyArn") == "arn:aws:iam::aws:policy/"+policy
		}
		if !found {
			t.Errorf("the task has not %s", policy)
		}
	}
}

// TestProwlerNetwork: out by HTTPS, in by nothing, where the configuration says.
func TestProwlerNetwork(t *testing.T) {
	a := &account{subnets: []string{"subnet-a"}}
	scanned(t, a, scanner())
	group := a.one(t, "SecurityGroup", "detect-prowler")
	group.want(t, map[string]any{
		"vpcId": "vpc-default", "ingress": nil, "egress[1]": nil,
		"egress[0].fromPort": 443.0, "egress[0].toPort": 443.0, "egress[0].protocol": "tcp", "egress[0].cidrBlocks[0]": "0.0.0.0/0",
	})
	if got := a.of(t, "SecurityGroup detect-prowler").GetVersion(); got != AWSVersion {
		t.Errorf("the provider's version is %q: a second default provider would be started", got)
	}

	p := scanner()
	p.Subnets = []string{"subnet-2", "subnet-1"}
	scanned(t, a, p)
	a.one(t, "SecurityGroup", "detect-prowler").want(t, map[string]any{"vpcId": "vpc-of-subnet-2"})
	const network = "target.ecsParameters.networkConfiguration."
	a.one(t, "Schedule", "detect-prowler").want(t, map[string]any{network + "subnets[0]": "subnet-2", network + "assignPublicIp": false})
	p.PublicIP = true
	scanned(t, a, p)
	a.one(t, "Schedule", "detect-prowler").want(t, map[string]any{network + "assignPublicIp": true})
}

func TestProwlerWithoutNetwork(t *testing.T) {
	for _, a := range []*account{{noVPC: true}, {}} {
		_, err := detect(t, a, DetectArgs{SecurityHub: Create, Prowler: scanner()})
		if err == nil || !strings.Contains(err.Error(), "detectProwlerSubnets") {
			t.Errorf("error %v, want one that says what to do", err)
		}
	}
}

func TestManySubnets(t *testing.T) {
	a := &account{subnets: strings.Split(strings.Repeat("subnet-a,", 20), ",")}
	scanned(t, a, scanner())
	list, _ := a.one(t, "Schedule", "detect-prowler").at("target.ecsParameters.networkConfiguration.subnets").([]any)
	if len(list) != 16 {
		t.Errorf("%d subnets, want the 16 that a schedule takes", len(list))
	}
}

func TestProwlerFailures(t *testing.T) {
	a := &account{subnets: []string{"subnet-a"}}
	scanned(t, a, scanner())
	pattern, _ := a.one(t, "EventRule", "detect-prowler-failed").at("eventPattern").(string)
	const want = `{"detail":{"clusterArn":["arn:Cluster:detect-prowler"],"containers":{"exitCode":[{"anything-but":[0]},{"exists":false}]},"lastStatus":["STOPPED"]},"detail-type":["ECS Task State Change"],"source":["aws.ecs"]}`
	if pattern != want {
		t.Errorf("pattern %s", pattern)
	}
	a.one(t, "EventTarget", "detect-prowler-failed").want(t, map[string]any{"arn": "arn:Queue:detect-prowler-failed", "roleArn": nil})
	policy := a.one(t, "QueuePolicy", "detect-prowler-failed").policy(t, "policy")
	if !slices.ContainsFunc(policy.Statement, func(s Statement) bool { return s.Sid == "Send" }) {
		t.Errorf("EventBridge may not send: %+v", policy)
	}
}

func TestScanCommand(t *testing.T) {
	p := scanner()
	p.OnlyFailed, p.Arguments = false, []string{"--excluded-service", "s3"}
	got := scanCommand(p, []string{"us-east-1"})
	if slices.Contains(got, "--send-sh-only-fails") || !slices.Equal(got[len(got)-4:], []string{"--region", "us-east-1", "--excluded-service", "s3"}) {
		t.Errorf("command %v", got)
	}
}

// TestAWSVersion: resources without types come from the same provider.
func TestAWSVersion(t *testing.T) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		t.Skip("the binary knows nothing of its modules")
	}
	for _, module := range info.Deps {
		if module.Path == "github.com/pulumi/pulumi-aws/sdk/v6" && module.Version != "v"+AWSVersion {
			t.Errorf("go.mod has %s, want v%s", module.Version, AWSVersion)
		}
	}
}
