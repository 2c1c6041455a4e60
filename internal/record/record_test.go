package record

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var toyOptions = Options{
	Project: "shub", Stack: "toy", Partition: "aws", Account: "111122223333", Region: "us-east-1",
}

func TestGoldenAndExport(t *testing.T) {
	s, err := Run(toyOptions, toy)
	if err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(*Stack) ([]byte, error){"toy.golden.json": Golden, "toy.export.json": Export} {
		got, err := write(s)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s: got\n%s\nrun with -update when that is right", path, got)
		}
	}
}

func TestRunTwiceIsEqual(t *testing.T) {
	var runs [2]string
	for i := range runs {
		s, err := Run(toyOptions, toy)
		if err != nil {
			t.Fatal(err)
		}
		b, err := Export(s)
		if err != nil {
			t.Fatal(err)
		}
		runs[i] = string(b)
	}
	if runs[0] != runs[1] {
		t.Error("two runs of one program differ")
	}
}

func TestRecorded(t *testing.T) {
	s, err := Run(toyOptions, toy)
	if err != nil {
		t.Fatal(err)
	}
	bucket, queue := s.OfType("aws:s3/bucketV2:BucketV2")[0], s.OfType("aws:sqs/queue:Queue")[0]
	policy := s.OfType("aws:s3/bucketPolicy:BucketPolicy")[0]
	if !policy.RefersTo(bucket.URN) || policy.RefersTo(queue.URN) {
		t.Error("the policy refers to the bucket alone")
	}
	if queue.Region != "eu-west-1" || !strings.Contains(fmt.Sprint(queue.Outputs["arn"]), ":eu-west-1:") {
		t.Errorf("the queue of another provider is in %q: %v", queue.Region, queue.Outputs)
	}
	if len(policy.DependsOn) != 1 {
		t.Errorf("depends on %q: the bucket is implied by an input, only the database is an option", policy.DependsOn)
	}
	ingest := s.OfType("shub:index:Ingest")[0]
	if !ingest.Component || ingest.Registered != 1 {
		t.Errorf("got %+v", ingest)
	}
	if got := len(s.Custom()); got != 5 {
		t.Errorf("%d resources to make, want 5: no component, no provider, nothing that is only read", got)
	}
	if !bucket.Autonamed || !strings.HasPrefix(fmt.Sprint(bucket.Outputs["bucket"]), "ingest-raw-") {
		t.Errorf("got %v", bucket.Outputs)
	}
}

func TestRefused(t *testing.T) {
	for _, test := range []struct {
		name, want string
		program    pulumi.RunFunc
	}{
		{"unknown type", "no identity for the type aws:x/y:Y", func(ctx *pulumi.Context) error {
			return ctx.RegisterResource("aws:x/y:Y", "a", pulumi.Map{}, &thing{})
		}},
		{"unknown function", "no answer known", func(ctx *pulumi.Context) error {
			return ctx.Invoke("aws:x/getY:getY", &struct{}{}, &struct{}{})
		}},
		{"one URN twice", "registered twice", func(ctx *pulumi.Context) error {
			return errors.Join(
				ctx.RegisterResource("aws:sqs/queue:Queue", "a", pulumi.Map{}, &thing{}),
				ctx.RegisterResource("aws:sqs/queue:Queue", "a", pulumi.Map{}, &thing{}))
		}},
		{"an input that the identity stands on", "absent", func(ctx *pulumi.Context) error {
			return ctx.RegisterResource("aws:glue/catalogTable:CatalogTable", "a", pulumi.Map{}, &thing{})
		}},
		{"the program's own error", "no way", func(*pulumi.Context) error { return errors.New("no way") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := Run(toyOptions, test.program); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v, want %q", err, test.want)
			}
		})
	}
}

func TestCallsOfTheTest(t *testing.T) {
	o := toyOptions
	o.Calls = map[string]func(map[string]any) (resource.PropertyMap, error){
		"aws:x/getY:getY": func(args map[string]any) (resource.PropertyMap, error) {
			return resource.NewPropertyMapFromMap(map[string]any{"z": args["y"]}), nil
		},
	}
	var answer struct {
		Z string `pulumi:"z"`
	}
	s, err := Run(o, func(ctx *pulumi.Context) error {
		return ctx.Invoke("aws:x/getY:getY", &map[string]any{"y": "yes"}, &answer)
	})
	if err != nil || answer.Z != "yes" || len(s.Calls) != 1 {
		t.Errorf("got %v, %+v, %v", err, answer, s)
	}
}

func TestStackConfig(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	project := write("Pulumi.yaml", "name: shub\nruntime: go\nconfig:\n  seconds: {type: integer, default: 60}\n  names: {type: array, items: {type: string}, default: []}\n")
	name, got, err := StackConfig(project, write("Pulumi.a.yaml", "config:\n  aws:region: us-east-1\n  shub:names: [x]\n"))
	if err != nil {
		t.Fatal(err)
	}
	if name != "shub" || got["shub:seconds"] != "60" || got["shub:names"] != `["x"]` || got["aws:region"] != "us-east-1" {
		t.Errorf("got %q, %v", name, got)
	}
	if _, _, err := StackConfig(project, write("Pulumi.b.yaml", "config:\n  shub:seconds: soon\n")); err == nil {
		t.Error("a text for an integer passed")
	}
}
