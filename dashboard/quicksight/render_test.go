package quicksight

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/quicksight"
	sdk "github.com/aws/aws-sdk-go-v2/service/quicksight/types"

	"security-hub-analytics/dashboard"
	schema "security-hub-analytics/findings"
)

var update = flag.Bool("update", false, "write the golden files anew")

const arnPrefix = "arn:aws:quicksight:eu-west-1:111122223333:dataset/"

func testARN(identifier string) any { return arnPrefix + identifier }

func made(t *testing.T, promoted ...string) *dashboard.Dashboard {
	t.Helper()
	s, err := schema.NewSchema(promoted...)
	if err != nil {
		t.Fatal(err)
	}
	d, err := dashboard.New(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// defined is the definition as JSON, and read back.
func defined(t *testing.T, promoted ...string) (text []byte, definition map[string]any) {
	t.Helper()
	text, err := JSON(Definition(made(t, promoted...), testARN))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &definition); err != nil {
		t.Fatal(err)
	}
	return text, definition
}

// TestDefinition checks that the bytes are always the same, and says how many.
func TestDefinition(t *testing.T) {
	t.Parallel()
	text, _ := defined(t)
	again, _ := defined(t)
	if !bytes.Equal(text, again) {
		t.Error("two renderings differ")
	}
	visuals := 0
	for _, s := range made(t).Sheets {
		visuals += len(s.Visuals)
	}
	t.Logf("%d visuals, %d bytes, %d a visual; CloudFormation takes %d inline", visuals, len(text), len(text)/visuals, InlineLimit)
}

// strict decodes into the SDK's types and refuses members that these do not have.
func strict(text []byte) (*sdk.DashboardVersionDefinition, error) {
	var definition sdk.DashboardVersionDefinition
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	return &definition, decoder.Decode(&definition)
}

// sent lets the SDK check what is required; nothing is sent.
func sent(definition *sdk.DashboardVersionDefinition) error {
	client := quicksight.New(quicksight.Options{
		Region: "eu-west-1", Credentials: aws.AnonymousCredentials{}, HTTPClient: nobody{}, Retryer: aws.NopRetryer{},
	})
	_, err := client.CreateDashboard(context.Background(), &quicksight.CreateDashboardInput{
		AwsAccountId: aws.String("111122223333"), DashboardId: aws.String("d"), Name: aws.String("n"), Definition: definition,
	})
	if errors.Is(err, errNobody) {
		return nil
	}
	return err
}

var errNobody = errors.New("nobody is there")

type nobody struct{}

func (nobody) Do(*http.Request) (*http.Response, error) { return nil, errNobody }

// TestSDK has the definition read by the SDK's types, and planted faults refused.
func TestSDK(t *testing.T) {
	t.Parallel()
	text, _ := defined(t, "owner=Resources[0].Tags.Owner")
	tests := []struct{ name, old, new, want string }{
		{"as it is", "", "", ""},
		{"a member that does not exist", `"VisualId":"score"`, `"VisualID2":"x","VisualId":"score"`, `unknown field "VisualID2"`},
		{"a visual of no kind", `"KPIVisual"`, `"KPIVisuals"`, `unknown field "KPIVisuals"`},
		{"text for a number", `"ColumnSpan":9`, `"ColumnSpan":"9"`, "cannot unmarshal string"},
		{"no id", `"VisualId":"score",`, ``, "VisualId"},
		{"no id", `,"VisualId":"score"`, ``, "VisualId"},
		{"a filter without a column", `"CategoryFilter":{"Column":{"ColumnName":"aws_account_id","DataSetIdentifier":"open_findings_by_day"},`, `"CategoryFilter":{`, "Column"},
	}
	refused := map[string]bool{}
	for _, test := range tests {
		broken := bytes.Replace(text, []byte(test.old), []byte(test.new), 1)
		definition, err := strict(broken)
		if err == nil {
			err = sent(definition)
		}
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%s: %v", test.name, err)
		case test.want != "" && err != nil && strings.Contains(err.Error(), test.want):
			refused[test.name] = true
		}
	}
	for _, test := range tests {
		if test.want != "" && !refused[test.name] {
			t.Errorf("%s: not refused", test.name)
		}
	}
}

// TestDatasets compares the data sets with those that were looked at: a column
// that no visual uses costs memory and time at each refresh.
func TestDatasets(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for _, set := range Datasets(made(t)) {
		b.WriteString(set.Identifier + " as " + set.Name)
		if set.Hourly {
			b.WriteString(", hourly")
		}
		b.WriteString("\n")
		for _, c := range set.Columns {
			if c.Type == "" {
				t.Errorf("%s.%s has no type of QuickSight's", set.Identifier, c.Name)
			}
			b.WriteString("  " + c.Name + " " + c.Type + "\n")
		}
	}
	const golden = "testdata/datasets.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("%s differs (-update writes it):\n%s", golden, b.String())
	}
}
