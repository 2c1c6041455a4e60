package sql

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write docs/views.md anew")

// TestViewsPage keeps docs/views.md current.
func TestViewsPage(t *testing.T) {
	const page = "../docs/views.md"
	want := Markdown(listed())
	if *update {
		if err := os.WriteFile(page, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/views.md is not current: go test ./sql -run TestViewsPage -update")
	}
}
