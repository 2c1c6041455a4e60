package main

import (
	"context"
	"encoding/json"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	pkgworkspace "github.com/pulumi/pulumi/pkg/v3/workspace"
	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/esc"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/config"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/settings"
)

// nothing answers a program that makes no resources.
type nothing struct{}

func (nothing) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	return args.Name, args.Inputs, nil
}

func (nothing) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) {
	return resource.PropertyMap{}, nil
}

// load runs loadConfig in a program that is given the values, keys in full.
func load(t *testing.T, stack string, values map[string]string) (*settings.Settings, error) {
	t.Helper()
	text, err := json.Marshal(values)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(pulumi.EnvConfig, string(text))
	var got *settings.Settings
	err = pulumi.RunErr(func(ctx *pulumi.Context) (err error) {
		got, err = loadConfig(ctx)
		return err
	}, pulumi.WithMocks("security-hub-analytics", stack, nothing{}))
	return got, err
}

// project is Pulumi.yaml as Pulumi reads it.
func project(t *testing.T) *workspace.Project {
	t.Helper()
	p, err := workspace.LoadProject("Pulumi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// apply does to a stack's values what Pulumi does before it starts the program:
// it takes defaults from the project and checks types.
func apply(t *testing.T, values config.Map) (map[string]string, error) {
	t.Helper()
	if err := pkgworkspace.ValidateStackConfigAndApplyProjectConfig(context.Background(), "test", project(t), esc.Value{},
		values, config.NewPanicCrypter(), config.NewPanicCrypter()); err != nil {
		return nil, err
	}
	decrypted, err := values.Decrypt(config.NewPanicCrypter())
	if err != nil {
		t.Fatal(err)
	}
	result := map[string]string{}
	for key, value := range decrypted {
		result[key.String()] = value
	}
	return result, nil
}

// TestDefaults: what holds without any key is the same in the declarations, in
// Pulumi.yaml, and with a list that is written as one.
func TestDefaults(t *testing.T) {
	bare, err := load(t, "dev", nil)
	if err != nil {
		t.Fatal(err)
	}
	values, err := apply(t, config.Map{})
	if err != nil {
		t.Fatal(err)
	}
	if len(values) != len(settings.Keys()) {
		t.Errorf("Pulumi.yaml has %d keys with a default, want %d", len(values), len(settings.Keys()))
	}
	got, err := load(t, "dev", values)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, bare) {
		t.Errorf("with the defaults of Pulumi.yaml %+v\nwithout any %+v", got, bare)
	}
}

// TestStackFiles takes every stack file of the project the way that Pulumi takes
// it, and the way that shub doctor does.
func TestStackFiles(t *testing.T) {
	files, err := filepath.Glob("Pulumi.*.yaml")
	if err != nil || len(files) < 2 {
		t.Fatalf("stack files %v, error %v", files, err)
	}
	for _, file := range files {
		t.Run(file, func(t *testing.T) {
			stack := strings.TrimSuffix(strings.TrimPrefix(file, "Pulumi."), ".yaml")
			read, err := workspace.LoadProjectStack(diag.DefaultSink(t.Output(), t.Output(), diag.FormatOptions{Color: "never"}), project(t), file)
			if err != nil {
				t.Fatal(err)
			}
			values, err := apply(t, read.Config)
			if err != nil {
				t.Fatal(err)
			}
			got, err := load(t, stack, values)
			if err != nil {
				t.Fatal(err)
			}
			if values["aws:region"] == "" {
				t.Error("the stack names no Region")
			}
			if warnings := got.Warnings(); len(warnings) > 0 {
				t.Errorf("a file that we hand out warns: %q", warnings)
			}
			without, err := settings.FromStackFile(".", stack, time.Now())
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(without.Settings, got) {
				t.Errorf("without Pulumi %+v\nwith %+v", without.Settings, got)
			}
			if without.AWS["region"] != values["aws:region"] {
				t.Errorf("without Pulumi the Region is %q", without.AWS["region"])
			}
		})
	}
}

// TestTypes: what is of the wrong type is refused by Pulumi itself, so that
// `pulumi preview` says it even of a program that does not compile.
func TestTypes(t *testing.T) {
	list := config.NewObjectValue(`["a@example.com"]`)
	for _, test := range []struct {
		key   string
		value config.Value
		good  bool
	}{
		{"ingestBufferSeconds", config.NewValue("60"), true},
		{"ingestBufferSeconds", config.NewValue("soon"), false},
		{"transformTracing", config.NewValue("true"), true},
		{"transformTracing", config.NewValue("yes"), false},
		{"operateAlarmEmails", list, true},
		{"operateAlarmEmails", config.NewValue("a@example.com"), false},
		{"catalogDatabase", list, false},
	} {
		_, err := apply(t, config.Map{config.MustMakeKey("security-hub-analytics", test.key): test.value})
		if (err == nil) != test.good {
			t.Errorf("%s: %v: error %v", test.key, test.value, err)
		}
	}
}

func TestLoadConfig(t *testing.T) {
	got, err := load(t, "dev", map[string]string{
		"security-hub-analytics:ingestBufferSeconds": "60",
		"security-hub-analytics:operateAlarmEmails":  `["a@example.com"]`,
		"security-hub-analytics:transformTracing":    "true",
		"aws:region":           "us-east-1",
		"other:ingestBufferMB": "x",
	})
	if err != nil {
		t.Fatal(err)
	}
	if got.Ingest.BufferSeconds != 60 || !got.Transform.Tracing || len(got.Operate.AlarmEmails) != 1 || got.Stack != "dev" {
		t.Errorf("got %+v", got)
	}
}

func TestLoadConfigReportsEverything(t *testing.T) {
	_, err := load(t, "a-stack-with-a-rather-long-name", map[string]string{
		"security-hub-analytics:ingestBufferSeconds": "5m",
		"security-hub-analytics:ingestBuferMB":       "5",
		"security-hub-analytics:operateAlarmEmails":  `["me"]`,
		"security-hub-analytics:catalogAccountsFile": "no/such/file.csv",
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range []string{
		`ingestBufferSeconds: got "5m", want a whole number from 60 to 900`,
		"ingestBuferMB: there is no such key: perhaps ingestBufferMB was meant",
		`operateAlarmEmails: got ["me"], want`, "an e-mail address",
		"catalogAccountsFile", "at most 40 characters",
	} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error does not say %q:\n%v", part, err)
		}
	}
}

func TestKnownKeys(t *testing.T) {
	got := knownKeys("p", `{"p:a":"1","q:b":"2","p:c":"3"}`)
	slices.Sort(got)
	if !slices.Equal(got, []string{"a", "c"}) {
		t.Errorf("got %v", got)
	}
	for _, text := range []string{"", "x", "[]"} {
		if got := knownKeys("p", text); got != nil {
			t.Errorf("of %q: %v", text, got)
		}
	}
}
