package settings_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"security-hub-analytics/settings"
)

// folder is a project's folder with the given files.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFromStackFile(t *testing.T) {
	dir := folder(t, map[string]string{
		"Pulumi.yaml": "name: shub\nruntime: go\nconfig:\n  catalogScanLimitGB: { type: integer, default: 7 }\n  kmsKeyArn: { type: string, default: \"\" }\n",
		"Pulumi.dev.yaml": `
environment: [base, org/extra]
config:
  aws:region: eu-west-1
  aws:defaultTags: { tags: { a: b } }
  other:key: value
  dataOnDestroy: delete
  shub:ingestBufferSeconds: 60
  shub:transformTracing: true
  shub:operateAlarmEmails:
    - a@example.com
    - b@example.com
  shub:catalogAccountsFile: accounts.csv
`,
		"accounts.csv": "id,name,owner,unit,environment\n",
	})
	for _, name := range []string{"dev", "org/dev"} {
		got, err := settings.FromStackFile(dir, name, today)
		if err != nil {
			t.Fatal(err)
		}
		s := got.Settings
		if s.Project != "shub" || s.DataOnDestroy != "delete" || s.Ingest.BufferSeconds != 60 || !s.Transform.Tracing ||
			s.Catalog.ScanLimitGB != 7 || !reflect.DeepEqual(s.Operate.AlarmEmails, []string{"a@example.com", "b@example.com"}) {
			t.Errorf("got %+v", s)
		}
		if got.AWS["region"] != "eu-west-1" || !reflect.DeepEqual(got.Environments, []string{"base", "org/extra"}) {
			t.Errorf("AWS %v, environments %v", got.AWS, got.Environments)
		}
	}
}

func TestFromStackFileProblems(t *testing.T) {
	const project = "name: shub\nruntime: go\n"
	for _, test := range []struct{ name, stack, want string }{
		{"a bad value", "config: { shub:ingestBufferSeconds: soon }", "ingestBufferSeconds"},
		{"a misspelt key", "config: { shub:ingestBuferSeconds: 60 }", "perhaps ingestBufferSeconds"},
		{"an encrypted value", "config: { shub:catalogDatabase: { secure: AAA } }", "the value is encrypted"},
		{"an object", "config: { shub:catalogDatabase: { a: b } }", "catalogDatabase"},
		{"no YAML", "config: [", "Pulumi.dev.yaml"},
		{"a config that is a list", "config: [a]", "Pulumi.dev.yaml"},
		{"an accounts file that is not there", "config: { shub:catalogAccountsFile: a.csv }", "catalogAccountsFile"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := settings.FromStackFile(folder(t, map[string]string{"Pulumi.yaml": project, "Pulumi.dev.yaml": test.stack}), "dev", today)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
	if _, err := settings.FromStackFile(t.TempDir(), "dev", today); !os.IsNotExist(err) {
		t.Errorf("without Pulumi.yaml: error %v", err)
	}
	if _, err := settings.FromStackFile(folder(t, map[string]string{"Pulumi.yaml": project}), "dev", today); !os.IsNotExist(err) {
		t.Errorf("without the stack's file: error %v", err)
	}
}

func TestEnvironments(t *testing.T) {
	for text, want := range map[string][]string{
		"config: {}":                                nil,
		"environment: [a, b]":                       {"a", "b"},
		"environment: { imports: [a] }":             {"a"},
		"environment: { values: { x: y } }":         {"environment"},
		"environment: { imports: [a, b: { m: 1 }]}": {"environment"},
	} {
		got, err := settings.FromStackFile(folder(t, map[string]string{"Pulumi.yaml": "name: shub", "Pulumi.dev.yaml": text}), "dev", today)
		if err != nil || !reflect.DeepEqual(got.Environments, want) {
			t.Errorf("%s: environments %q, error %v, want %q", text, got.Environments, err, want)
		}
	}
}
