package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// upstream is one file of the corpus and where it comes from.
type upstream struct {
	file, repository, path, commit, licence string
	content                                 []byte
}

// prowlerRun is one scan of ours with Prowler, in both schemas. It is in the
// corpus but not in its index, being nobody's file in a repository.
var prowlerRun = []upstream{
	{file: "prowler-run/scan.asff.ndjson.gz", path: "-M json-asff", commit: "Prowler 5.46.0", licence: apache, repository: "prowler-cloud/prowler"},
	{file: "prowler-run/scan.ocsf.ndjson.gz", path: "-M json-ocsf", commit: "Prowler 5.46.0", licence: apache, repository: "prowler-cloud/prowler"},
}

// readIndex reads the files that the corpus lists and the catalogue admits, in
// the order of the index.
func readIndex(corpus string) ([]upstream, error) {
	index, err := os.ReadFile(filepath.Join(corpus, "INDEX.tsv"))
	if err != nil {
		return nil, fmt.Errorf("reading the index: %w", err)
	}
	var all []upstream
	for n, line := range strings.Split(strings.TrimSpace(string(index)), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) < 5 {
			return nil, fmt.Errorf("reading the index: line %d has %d cells, want 5 or more", n+1, len(cells))
		}
		if n == 0 {
			continue
		}
		u := upstream{file: cells[0], repository: cells[1], path: cells[2], commit: cells[3], licence: cells[4]}
		if leftOut(u) != "" {
			continue
		}
		if p, ok := projects[u.repository]; !ok || p.licence != u.licence {
			return nil, fmt.Errorf("admitting %q: %s under %q is not in the catalogue", u.file, u.repository, u.licence)
		}
		all = append(all, u)
	}
	all = append(all, prowlerRun...)

	for i := range all {
		if all[i].content, err = readFile(filepath.Join(corpus, filepath.FromSlash(all[i].file))); err != nil {
			return nil, fmt.Errorf("reading the corpus: %w", err)
		}
	}
	return all, nil
}
