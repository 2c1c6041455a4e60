package settings_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"security-hub-analytics/settings"
)

var update = flag.Bool("update", false, "write Pulumi.yaml and docs/configuration.md anew")

// TestGenerated keeps what is generated from the declarations current.
func TestGenerated(t *testing.T) {
	const project, page, section = "../Pulumi.yaml", "../docs/configuration.md", "\nconfig:\n"
	head, _, found := strings.Cut(read(t, project), section)
	if !found {
		t.Fatalf("%s has no line config:", project)
	}
	for file, want := range map[string]string{
		project: head + "\n" + settings.ProjectConfig(),
		page:    settings.Markdown(),
	} {
		if *update {
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if read(t, file) != want {
			t.Errorf("%s is not current: go test ./settings -run TestGenerated -update", file)
		}
	}
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(text)
}
