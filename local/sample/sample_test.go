package sample

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"security-hub-analytics/local/wrap"
)

// What the sample is, so that a change of it is seen: the README and others
// speak of these numbers.
const (
	wantFiles    = 16
	wantEvents   = 1127
	wantFindings = 1132
	wantWrapped  = 1087
	maxBytes     = 600_000
)

// event is what the tests look at in an envelope.
type event struct {
	ID         string
	DetailType string `json:"detail-type"`
	Source     string
	Account    string
	Region     string
	Time       string
	By         string `json:"wrapped-by"`
	Detail     struct{ Findings []json.RawMessage }
}

func TestFilesHoldWhatTheIndexSays(t *testing.T) {
	files := filesOf(t)
	var events, findings, wrapped int
	var size int64
	types := map[string]int{}
	for _, f := range files {
		size += f.Size
		if f.LastModified.IsZero() || f.LastModified.Year() < 2018 {
			t.Errorf("%s: LastModified = %s", f.Key, f.LastModified)
		}
		if !f.JSON {
			continue
		}
		fileEvents, fileFindings := 0, 0
		for _, e := range eventsOf(t, f) {
			fileEvents++
			fileFindings += len(e.Detail.Findings)
			types[e.DetailType]++
			if f.Wrapped {
				wrapped++
			}
			if marked := strings.HasPrefix(e.ID, wrap.IDPrefix) && e.By == wrap.By; marked != f.Wrapped {
				t.Errorf("%s: event %q is marked as wrapped: %t, the file says %t", f.Key, e.ID, marked, f.Wrapped)
			}
		}
		if fileEvents != f.Events || fileFindings != f.Findings {
			t.Errorf("%s: %d events and %d findings, the index says %d and %d", f.Key, fileEvents, fileFindings, f.Events, f.Findings)
		}
		events += fileEvents
		findings += fileFindings
	}
	if len(files) != wantFiles || events != wantEvents || findings != wantFindings || wrapped != wantWrapped {
		t.Errorf("%d files, %d events (%d wrapped), %d findings; want %d, %d (%d), %d",
			len(files), events, wrapped, findings, wantFiles, wantEvents, wantWrapped, wantFindings)
	}
	if size > maxBytes {
		t.Errorf("the sample has %d bytes, want at most %d: every shub carries it", size, maxBytes)
	}
	for _, name := range []string{"Security Hub Findings - Imported", "Findings Imported V2", "Security Hub Findings - Custom Action"} {
		if types[name] == 0 {
			t.Errorf("no event of type %q", name)
		}
	}
	t.Logf("%d bytes, events by type: %v", size, types)
}

func TestEnvelopes(t *testing.T) {
	account, when := regexp.MustCompile(`^\d{12}$`), regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`)
	seen := map[string]bool{}
	for _, f := range filesOf(t) {
		if !f.JSON || !f.Wrapped {
			continue
		}
		for _, e := range eventsOf(t, f) {
			if e.Source != "aws.securityhub" || !account.MatchString(e.Account) || e.Region == "" || !when.MatchString(e.Time) {
				t.Errorf("%s: event %q has source %q, account %q, region %q, time %q", f.Key, e.ID, e.Source, e.Account, e.Region, e.Time)
			}
			if len(e.Detail.Findings) != 1 {
				t.Errorf("%s: event %q has %d findings, want 1", f.Key, e.ID, len(e.Detail.Findings))
			}
			if seen[e.ID] {
				t.Errorf("%s: event %q is there twice", f.Key, e.ID)
			}
			seen[e.ID] = true
		}
	}
}

func TestOneFileIsNoJSON(t *testing.T) {
	var others []string
	for _, f := range filesOf(t) {
		if !f.JSON {
			others = append(others, f.Key)
			if content := contentOf(t, f); !strings.HasPrefix(content, "aws securityhub batch-import-findings") {
				t.Errorf("%s: begins %.40q", f.Key, content)
			}
		}
	}
	if len(others) != 1 {
		t.Errorf("files without events: %q, want one", others)
	}
}

func TestSourcesNameEveryFile(t *testing.T) {
	text, err := os.ReadFile("SOURCES.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| `([^`]+)` \\| \\d+ \\| \\d+ \\| ([^|]+) \\| ([^|]+) \\| [^|]+ \\|$")
	listed := map[string]bool{}
	for _, match := range row.FindAllStringSubmatch(string(text), -1) {
		file, repository, licence := match[1], match[2], match[3]
		listed[file] = true
		switch licence {
		case "Apache-2.0", "MIT", "MIT-0":
		default:
			t.Errorf("%s: licence %q is not of the allowed ones", file, licence)
		}
		if !strings.Contains(string(text), "\n### `"+file+"`\n\nFrom "+repository+", "+licence+".") {
			t.Errorf("%s: the files taken are not listed", file)
		}
		if !strings.Contains(string(text), "\n**"+repository+"** ("+licence+")\n") {
			t.Errorf("%s: no notice of %s", file, repository)
		}
	}
	stored := 0
	err = fs.WalkDir(data, "data", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path == "data/index.json" {
			return err
		}
		stored++
		if name := strings.TrimPrefix(path, "data/"); !listed[name] {
			t.Errorf("%s: not in SOURCES.md", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files := filesOf(t); stored != len(files) || len(listed) != len(files) {
		t.Errorf("%d files stored, %d in the index, %d in SOURCES.md", stored, len(files), len(listed))
	}
}

func filesOf(t *testing.T) []File {
	t.Helper()
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func contentOf(t *testing.T, f File) string {
	t.Helper()
	packed, err := f.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer packed.Close()
	r, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatalf("%s: %s", f.Key, err)
	}
	if !r.ModTime.IsZero() || r.Name != "" {
		t.Errorf("%s: the gzip header has time %s and name %q, want none", f.Key, r.ModTime, r.Name)
	}
	content, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("%s: %s", f.Key, err)
	}
	return string(content)
}

func eventsOf(t *testing.T, f File) []event {
	t.Helper()
	var events []event
	lines := bufio.NewScanner(strings.NewReader(contentOf(t, f)))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			t.Fatalf("%s: line %d: %s", f.Key, len(events)+1, err)
		}
		events = append(events, e)
	}
	if err := lines.Err(); err != nil {
		t.Fatalf("%s: %s", f.Key, err)
	}
	return events
}
