package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestObjects(t *testing.T) {
	raw := func(keys ...string) []object {
		list := []object{}
		for _, key := range keys {
			list = append(list, object{"raw-bucket", key})
		}
		return list
	}
	tests := map[string]struct {
		want []object
		err  string
	}{
		"put.json":                 {want: raw("raw/2025/03/01/10/stream-1-2025-03-01-10-00-00-abc.gz")},
		"multipart.json":           {want: raw("raw/large.gz")},
		"two_records.json":         {want: raw("raw/one.gz", "raw/two.gz")},
		"encoded_key.json":         {want: raw("raw/red flower+ü=100%.gz")},
		"versioned.json":           {want: raw("raw/a.gz")},
		"test_event.json":          {want: raw()},
		"eventbridge.json":         {want: raw("raw/red+flower 100%.gz")},
		"bad_encoding.json":        {err: `decoding key "raw/100%.gz"`},
		"removed.json":             {err: `event "ObjectRemoved:Delete" of "aws:s3", want ObjectCreated:*`},
		"other_source.json":        {err: `of "aws:kinesis"`},
		"no_records.json":          {err: "neither an S3 event notification nor"},
		"eventbridge_deleted.json": {err: `EventBridge event "Object Deleted"`},
		"eventbridge_other.json":   {err: "neither an S3 event notification nor"},
		"sns.json":                 {err: "neither an S3 event notification nor"},
		"empty_object.json":        {err: "neither an S3 event notification nor"},
		"array.json":               {err: "not the JSON of a notification"},
		"not_json.txt":             {err: "not the JSON of a notification"},
	}
	files, err := filepath.Glob("testdata/events/*")
	if err != nil || len(files) != len(tests) {
		t.Fatalf("%d files for %d tests, error %v", len(files), len(tests), err)
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join("testdata/events", name))
			if err != nil {
				t.Fatal(err)
			}
			got, err := objects(string(body))
			if test.err != "" {
				if err == nil || !strings.Contains(err.Error(), test.err) || strings.Contains(err.Error(), "SECRET") {
					t.Errorf("error %v, want one with %q and nothing of the body", err, test.err)
				}
				return
			}
			if err != nil || !slices.Equal(got, test.want) {
				t.Errorf("got %q, error %v, want %q", got, err, test.want)
			}
		})
	}
}

func TestCheck(t *testing.T) {
	for _, test := range []struct {
		object object
		err    string
	}{
		{object{"raw-bucket", "raw/a"}, ""},
		{object{"lake-bucket", "raw/a"}, `bucket "lake-bucket", want the raw bucket "raw-bucket"`},
		{object{"raw-bucket", "findings/a"}, `key "findings/a" does not begin with the raw prefix "raw/"`},
		{object{"raw-bucket", "raw"}, `does not begin`},
		{object{"", ""}, `bucket ""`},
	} {
		err := test.object.check("raw-bucket", "raw/")
		if test.err == "" && err != nil || test.err != "" && (err == nil || !strings.Contains(err.Error(), test.err)) {
			t.Errorf("%q: error %v, want %q", test.object, err, test.err)
		}
	}
}

// FuzzObjects: whatever the body, the answer is objects or an error, and only
// the test message of S3 names none.
func FuzzObjects(f *testing.F) {
	files, _ := filepath.Glob("testdata/events/*")
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(body))
	}
	f.Fuzz(func(t *testing.T, body string) {
		list, err := objects(body)
		if err == nil && len(list) == 0 && !strings.Contains(strings.ToLower(body), "event") {
			t.Errorf("%q names no object and is no error", body)
		}
	})
}
