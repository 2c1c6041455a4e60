package components

import (
	"slices"
	"strings"
	"testing"
)

// statement is the one named.
func (d Document) statement(t *testing.T, sid string) Statement {
	t.Helper()
	i := slices.IndexFunc(d.Statement, func(s Statement) bool { return s.Sid == sid })
	if i < 0 {
		t.Fatalf("there is no statement %s in %+v", sid, d)
	}
	return d.Statement[i]
}

// TestScanReads: nothing that Prowler is given on all resources writes.
func TestScanReads(t *testing.T) {
	reading := []string{"Get", "List", "Describe", "BatchGet", "Search", "Filter"}
	for _, action := range scanReads {
		_, name, _ := strings.Cut(action, ":")
		if !slices.ContainsFunc(reading, func(verb string) bool { return strings.HasPrefix(name, verb) }) {
			t.Errorf("%s does not only read", action)
		}
	}
	if !slices.IsSorted(scanReads) {
		t.Error("the actions are not sorted")
	}
	send := ScanPolicy(testPlace, []string{"us-east-1", "eu-west-1"}).statement(t, "Send")
	if !slices.Equal(send.Action, []string{"securityhub:BatchImportFindings", "securityhub:GetFindings"}) ||
		!slices.Equal(send.Condition["StringEquals"]["aws:RequestedRegion"], []string{"us-east-1", "eu-west-1"}) {
		t.Errorf("sends by %+v", send)
	}
}

func TestStartPolicy(t *testing.T) {
	const group = "arn:aws:logs:us-east-1:111122223333:log-group:scan"
	public := StartPolicy(testPlace, "public.ecr.aws/prowler-cloud/prowler:5.46.0", group)
	if len(public.Statement) != 1 || !slices.Equal(public.statement(t, "Log").Resource, []string{group + ":*"}) {
		t.Errorf("for a public image %+v", public)
	}
	for _, image := range []string{
		"444455556666.dkr.ecr.eu-west-1.amazonaws.com/sec/prowler:5.46.0",
		"444455556666.dkr.ecr.eu-west-1.amazonaws.com/sec/prowler@sha256:" + strings.Repeat("a", 64),
	} {
		private := StartPolicy(testPlace, image, group)
		if got := private.statement(t, "Image").Resource; !slices.Equal(got, []string{"arn:aws:ecr:eu-west-1:444455556666:repository/sec/prowler"}) {
			t.Errorf("pulls %v for %s", got, image)
		}
		if got := private.statement(t, "Registry").Action; !slices.Equal(got, []string{"ecr:GetAuthorizationToken"}) {
			t.Errorf("registry %v", got)
		}
	}
}

func TestSchedulePolicy(t *testing.T) {
	d := SchedulePolicy("arn:task/t", "arn:cluster", "arn:start", "arn:scan", "arn:queue")
	run := d.statement(t, "Run")
	if !slices.Equal(run.Resource, []string{"arn:task/t:*"}) || !slices.Equal(run.Condition["ArnEquals"]["ecs:cluster"], []string{"arn:cluster"}) {
		t.Errorf("runs %+v", run)
	}
	roles := d.statement(t, "Roles")
	if !slices.Equal(roles.Resource, []string{"arn:start", "arn:scan"}) || !slices.Equal(roles.Condition["StringEquals"]["iam:PassedToService"], []string{"ecs-tasks.amazonaws.com"}) {
		t.Errorf("passes %+v", roles)
	}
	if len(d.Statement) != 3 || !slices.Equal(d.statement(t, "Failed").Resource, []string{"arn:queue"}) {
		t.Errorf("got %+v", d)
	}
}
