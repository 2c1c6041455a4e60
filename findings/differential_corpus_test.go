package findings_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// published is one element of a findings list (or what somebody keeps in a
// file of findings), as bytes that others wrote.
type published struct {
	origin string // file and place
	text   []byte
}

// noJSON are the files among the test data that are not JSON, on purpose or
// because they are about the data.
var noJSON = map[string]bool{"not-json.txt": true, "SOURCES.md": true, "sh_test_event.cli.gz": true, "index.json": true}

// kept gives what lies in this repository: the test corpus and the sample that
// shub local runs on.
func kept(t *testing.T) []published {
	t.Helper()
	return append(folder(t, "testdata/corpus", true), folder(t, "../local/sample/data", true)...)
}

// beside gives the corpus folder that some checkouts have beside them, or that
// SHUB_CORPUS names; "" where there is none.
func beside(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("SHUB_CORPUS"); dir != "" {
		if _, err := os.Stat(filepath.Join(dir, "INDEX.tsv")); err != nil {
			t.Fatalf("SHUB_CORPUS: %v", err)
		}
		return dir
	}
	const sibling = "../../shared/corpus"
	if _, err := os.Stat(filepath.Join(sibling, "INDEX.tsv")); err == nil {
		return sibling
	}
	return ""
}

// folder reads all files of a folder. If strict, each must be JSON.
func folder(t *testing.T, root string, strict bool) []published {
	t.Helper()
	var all []published
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || noJSON[entry.Name()] || filepath.Base(filepath.Dir(path)) == "schema" {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, ".gz") {
			if content, err = gunzip(content); err != nil {
				return err
			}
		}
		origin, _ := filepath.Rel(root, path)
		found, err := elements(content, filepath.ToSlash(origin))
		if err != nil && strict {
			t.Errorf("%s: %v", path, err)
		}
		all = append(all, found...)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatalf("%s: nothing to test with", root)
	}
	return all
}

func gunzip(content []byte) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

// elements takes top-level values apart into the elements of findings lists:
// of events, of bodies of the API, of bare lists; else the value itself.
func elements(content []byte, origin string) ([]published, error) {
	var all []published
	decoder := json.NewDecoder(bytes.NewReader(content))
	for {
		var value json.RawMessage
		err := decoder.Decode(&value)
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		all = append(all, apart(value, origin)...)
	}
}

func apart(value json.RawMessage, origin string) []published {
	var list []json.RawMessage
	if json.Unmarshal(value, &list) == nil && list != nil {
		var all []published
		for _, element := range list {
			all = append(all, apart(element, origin)...)
		}
		return all
	}
	var body struct {
		Detail   struct{ Findings []json.RawMessage }
		Findings []json.RawMessage
	}
	if json.Unmarshal(value, &body) == nil {
		if inner := append(body.Detail.Findings, body.Findings...); len(inner) > 0 {
			var all []published
			for _, element := range inner {
				all = append(all, published{origin, element})
			}
			return all
		}
	}
	return []published{{origin, value}}
}

// distinct leaves out texts that came before.
func distinct(all []published) []published {
	seen := map[string]bool{}
	var first []published
	for _, p := range all {
		if !seen[string(p.text)] {
			seen[string(p.text)] = true
			first = append(first, p)
		}
	}
	return first
}
