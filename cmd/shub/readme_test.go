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
	t.Chdir(t.TempDir())
	shown := regexp.MustCompile("(?s)<!-- picture -->\n```\n(.*?)```\n<!-- /picture -->").FindSubmatchIndex(text)
	if shown == nil {
		t.Fatal("the README has no picture")
	}
	picture := strings.ReplaceAll(must(t, "local"), "  shub ", "  go run ./cmd/shub ")
	if stripTime(string(text[shown[2]:shown[3]])) == stripTime(picture) {
		return
	}
	if !*update {
		t.Errorf("the README's picture is not this (-update writes it):\n%s", picture)
		return
	}
	if err := os.WriteFile(name, []byte(string(text[:shown[2]])+picture+string(text[shown[3]:])), 0o666); err != nil {
		t.Fatal(err)
	}
}
