package main

import (
	_ "embed"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed licences.md
var licences string

// writeSources writes SOURCES.md: where every line of the sample comes from, and
// the notices that its licences ask for.
func writeSources(out string, files []*file) error {
	var b strings.Builder
	b.WriteString(`# Where the sample comes from

Written by ` + "`go run ./local/sample/make`" + `; do not edit.

These are findings and events that other projects published in their
repositories, as they published them: the text in them is theirs, and so are the
account numbers and addresses that they left in. (Access key ids were replaced
by AWS's example ones.) Blanks between JSON tokens were taken out, so that each
is one line; a record that occurs twice is here once.

Most were published as bare findings. Those stand in an envelope made here,
which says so twice: its ` + "`id`" + ` starts with ` + "`wrapped-`" + `, and it has the member
` + "`\"wrapped-by\":\"shub\"`" + `. Account, Region and time of the envelope are the
finding's own.

| file below data/ | events | findings | repository | licence | what was done |
|---|---|---|---|---|---|
`)
	events, findings := 0, 0
	for _, f := range files {
		fmt.Fprintf(&b, "| `%s` | %d | %d | %s | %s | %s |\n", f.name, f.events, f.findings, f.repository, f.licence, f.done)
		events += f.events
		findings += f.findings
	}
	fmt.Fprintf(&b, "| all | %d | %d | | | |\n", events, findings)

	b.WriteString("\n## Files taken\n")
	for _, f := range files {
		fmt.Fprintf(&b, "\n### `%s`\n\nFrom %s, %s.\n\n| path | commit | records |\n|---|---|---|\n", f.name, f.repository, f.licence)
		for _, o := range f.origins {
			fmt.Fprintf(&b, "| `%s` | %s | %d |\n", o.path, o.commit, o.records)
		}
	}
	b.WriteString(`
The two files of ` + "`prowler-run`" + ` are one scan, run for this sample on 2026-11-22
with Prowler 5.46.0 against an emulated account (moto 5.2.5, seeded by hand), at
most three findings a check and status, written in both of its formats. Text and
shape are Prowler's, the estate is not real.

## Notices
`)
	for _, name := range repositories(files) {
		p := projects[name]
		fmt.Fprintf(&b, "\n**%s** (%s)\n\n", name, p.licence)
		for _, notice := range p.notices {
			fmt.Fprintf(&b, "> %s\n", notice)
		}
		if p.notices == nil {
			b.WriteString("> (no copyright line found in the project)\n")
		}
	}
	b.WriteString("\n" + licences)
	return write(filepath.Join(out, "SOURCES.md"), []byte(b.String()))
}

func repositories(files []*file) []string {
	var names []string
	for _, f := range files {
		if !slices.Contains(names, f.repository) {
			names = append(names, f.repository)
		}
	}
	slices.Sort(names)
	return names
}
