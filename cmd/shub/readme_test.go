package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReadme checks that the README shows what a newcomer sees (-update writes it).
func TestReadme(t *testing.T) {
	name, err := filepath.Abs(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	readme := string(text)
	t.Chdir(t.TempDir())
	picture := strings.ReplaceAll(must(t, "local"), "  shub ", "  go run ./cmd/shub ")
	question := regexp.MustCompile(`--lake shub-local \\\n  '([^']+)'\n` + "```\n\n<!-- answer -->").FindStringSubmatch(readme)
	if question == nil {
		t.Fatal("the README asks nothing of the lake")
	}
	for mark, shown := range map[string]string{"picture": picture, "answer": must(t, "query", "--lake", localOut, question[1])} {
		open, end := "<!-- "+mark+" -->\n```\n", "```\n<!-- /"+mark+" -->"
		before, rest, has := strings.Cut(readme, open)
		old, after, ends := strings.Cut(rest, end)
		if !has || !ends {
			t.Fatalf("the README has no %s", mark)
		}
		if stripTime(old) == stripTime(shown) {
			continue
		}
		if !*update {
			t.Errorf("the README's %s is not this (-update writes it):\n%s", mark, shown)
		}
		readme = before + open + shown + end + after
	}
	if *update && readme != string(text) {
		if err := os.WriteFile(name, []byte(readme), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
