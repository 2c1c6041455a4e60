package doctor_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/credentials"

	"security-hub-analytics/internal/awsread"
	"security-hub-analytics/internal/awstest"
	"security-hub-analytics/internal/doctor"
	"security-hub-analytics/settings"
)

// stack is a stack with the given lines of configuration.
func stack(t *testing.T, config ...string) (*settings.Stack, error) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"Pulumi.yaml":     "name: security-hub-analytics\nruntime: go\n",
		"Pulumi.dev.yaml": "config:\n  aws:region: us-east-1\n  " + strings.Join(config, "\n  ") + "\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return settings.FromStackFile(dir, "dev", time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC))
}

// examine looks at an account with such a stack. Everything that is asked must be in
// the account.
func examine(t *testing.T, account awstest.Account, config ...string) *doctor.Report {
	t.Helper()
	s, err := stack(t, config...)
	if s == nil {
		t.Fatal(err)
	}
	server := awstest.Serve(t, account)
	report := doctor.Run(context.Background(), doctor.Options{Stack: s, SettingsError: err, Client: client(server)})
	server.Wants(t)
	return report
}

func client(server *awstest.Server) *awsread.Client {
	return &awsread.Client{
		Region: awstest.Region, Credentials: credentials.NewStaticCredentialsProvider("AKIDEXAMPLE", "secret", ""),
		Endpoint: server.URL, Pause: time.Millisecond,
	}
}

// line is the first of the topic at that level.
func line(t *testing.T, r *doctor.Report, topic string, level doctor.Level) doctor.Line {
	t.Helper()
	for _, l := range r.Lines {
		if l.Topic == topic && l.Level == level {
			return l
		}
	}
	text, _ := json.MarshalIndent(r.Lines, "", " ")
	t.Fatalf("no line about %s is %s:\n%s", topic, level, text)
	return doctor.Line{}
}

func TestHealthy(t *testing.T) {
	r := examine(t, awstest.Healthy(), "detectAggregator: existing", "detectProductSubscription: existing", "detectProwler: true")
	if r.Worst != doctor.OK || r.Account != awstest.AccountID || r.Region != "us-east-1" {
		text, _ := json.MarshalIndent(r, "", " ")
		t.Errorf("a healthy account is:\n%s", text)
	}
	for _, topic := range []string{
		"config", "identity", "names", "security-hub", "standards", "subscription", "aggregator", "config-recorder", "network",
		"lake-formation", "quicksight", "rights",
	} {
		line(t, r, topic, doctor.OK)
	}
}

// TestEmpty: on an account without anything, a stack that creates is well.
func TestEmpty(t *testing.T) {
	r := examine(t, awstest.Empty(), "detectSecurityHub: create", "detectProductSubscription: create", "detectAggregator: create", "detectOnDestroy: disable")
	if r.Worst != doctor.Warning {
		t.Errorf("worst is %s, want warning: AWS Config does not record", r.Worst)
	}
	recorder := line(t, r, "config-recorder", doctor.Warning)
	if len(recorder.Do) != 4 || !strings.Contains(recorder.Do[1], "arn:aws:iam::111122223333:role/aws-service-role/") {
		t.Errorf("to do %q", recorder.Do)
	}
	line(t, r, "security-hub", doctor.OK)
	line(t, r, "quicksight", doctor.Note)

	r = examine(t, awstest.Empty())
	if hub := line(t, r, "security-hub", doctor.Problem); hub.Do[0] != "pulumi config set detectSecurityHub create" {
		t.Errorf("to do %q", hub.Do)
	}
}

// TestForbidden: what may not be looked at is a line each, and nothing more.
func TestForbidden(t *testing.T) {
	r := examine(t, awstest.Forbidden(), "detectAggregator: existing", "detectProductSubscription: existing", "detectProwler: true")
	if r.Worst != doctor.Unknown {
		t.Errorf("worst is %s", r.Worst)
	}
	unknown := 0
	for _, l := range r.Lines {
		if l.Level == doctor.Unknown {
			unknown++
			if l.Topic == "rights" {
				if !strings.Contains(l.Why, "iam: AttachRolePolicy") {
					t.Errorf("the rights are not listed: %s", l.Why)
				}
				continue
			}
			if !strings.Contains(l.Why, "may not look") || len(l.Do) != 1 || !strings.HasPrefix(l.Do[0], "aws ") {
				t.Errorf("%s: why %q, to do %q", l.Found, l.Why, l.Do)
			}
		}
	}
	if unknown < 8 {
		t.Errorf("%d lines are unknown", unknown)
	}
}

func TestNoCredentials(t *testing.T) {
	s, err := stack(t)
	if err != nil {
		t.Fatal(err)
	}
	r := doctor.Run(context.Background(), doctor.Options{Stack: s, Trouble: errors.New("no Region")})
	if l := line(t, r, "identity", doctor.Problem); l.Found != "no Region" || len(l.Do) == 0 {
		t.Errorf("line %+v", l)
	}
	r = examine(t, awstest.Healthy().With(awstest.Account{
		"sts GetCallerIdentity": awstest.XMLFailure(403, "<ErrorResponse><Error>", "ExpiredToken", "The security token included in the request is expired", "</Error></ErrorResponse>"),
	}))
	if l := line(t, r, "identity", doctor.Problem); !strings.Contains(l.Found, "ExpiredToken") || len(r.Lines) != 2 {
		t.Errorf("lines %+v", r.Lines)
	}
}

// TestInterrupted stops asking.
func TestInterrupted(t *testing.T) {
	s, err := stack(t)
	if err != nil {
		t.Fatal(err)
	}
	server := awstest.Serve(t, awstest.Healthy())
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r := doctor.Run(ctx, doctor.Options{Stack: s, Client: client(server)})
	if r.Worst != doctor.Problem || len(server.Asked) != 0 {
		t.Errorf("asked %v", server.Asked)
	}
}

func TestLevels(t *testing.T) {
	for _, level := range []doctor.Level{doctor.OK, doctor.Note, doctor.Unknown, doctor.Warning, doctor.Problem} {
		text, err := json.Marshal(level)
		if err != nil {
			t.Fatal(err)
		}
		var back doctor.Level
		if err := json.Unmarshal(text, &back); err != nil || back != level {
			t.Errorf("%s comes back as %s, error %v", text, back, err)
		}
	}
	var level doctor.Level
	if err := json.Unmarshal([]byte(`"fine"`), &level); err == nil {
		t.Error("a level that is none was read")
	}
}
