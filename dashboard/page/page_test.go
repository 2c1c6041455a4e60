package page

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/dashboard"
)

// said answers every question with the same row.
type said struct {
	text string
	err  error
}

func (s said) Ask(_ context.Context, q dashboard.Query) (Answer, error) {
	names := regexp.MustCompile(` as "([a-z0-9_]+)"`).FindAllStringSubmatch(q.Text, -1)
	var a Answer
	row := []any{}
	for _, name := range names {
		a.Columns = append(a.Columns, name[1])
		var value any = s.text
		if regexp.MustCompile(`^(n|sum_|known_|max_|min_)`).MatchString(name[1]) {
			value = int64(1)
		}
		row = append(row, value)
	}
	a.Rows = [][]any{row}
	return a, s.err
}

var about = About{
	Subject: `</script><script>alert(1)</script>`, Version: "v1", AsOf: time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC),
	Accounts: map[string]string{"1": `"><img onerror=alert(1)>`},
}

func written(t *testing.T, source Source) string {
	t.Helper()
	d, err := dashboard.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := Write(t.Context(), &b, d, source, about); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestNoMarkupOfStrangers looks for text of findings in the page: none of it may
// stand there as it came.
func TestNoMarkupOfStrangers(t *testing.T) {
	t.Parallel()
	page := written(t, said{text: `</script><script>alert(1)</script>`})
	for _, evil := range []string{"alert(1)", "<img"} {
		for _, found := range regexp.MustCompile(`.{0,12}`+regexp.QuoteMeta(evil)).FindAllString(page, -1) {
			if strings.Contains(found, "<") {
				t.Errorf("the page has %q", found)
			}
		}
	}
	if n := strings.Count(page, "<script"); n != strings.Count(page, "</script>") || n == 0 {
		t.Errorf("%d scripts begin, %d end", n, strings.Count(page, "</script>"))
	}
	// What was said is there all the same.
	if got := unpacked(t, page, "list-findings-list"); !strings.Contains(got, `alert(1)`) {
		t.Errorf("the list is %s", got)
	}
}

// TestNothingIsLoaded looks for whatever would make a browser ask somebody else.
func TestNothingIsLoaded(t *testing.T) {
	t.Parallel()
	page := strings.Replace(written(t, said{}), library, "", 1)
	for _, pattern := range []string{`\bsrc\s*=`, `url\(`, `@import`, `<link[^>]*href="[^d]`, `<iframe`, `<form`, `\bstyle\s*=\s*"`, `innerHTML`, `outerHTML`, `insertAdjacentHTML`, `document\.write`, `\beval\(`, `new Function`} {
		if found := regexp.MustCompile(pattern).FindString(page); found != "" {
			t.Errorf("the page has %q", found)
		}
	}
}

// TestPolicy works the hashes out anew from what the page holds.
func TestPolicy(t *testing.T) {
	t.Parallel()
	page := written(t, said{})
	policy := regexp.MustCompile(`Content-Security-Policy" content="([^"]*)"`).FindStringSubmatch(page)
	if policy == nil {
		t.Fatal("no policy")
	}
	text := strings.ReplaceAll(policy[1], "&#39;", "'")
	var hashes []string
	for _, element := range regexp.MustCompile(`(?s)<(?:script|style)>(.*?)</(?:script|style)>`).FindAllStringSubmatch(page, -1) {
		sum := sha256.Sum256([]byte(element[1]))
		hashes = append(hashes, "'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'")
	}
	if len(hashes) != 3 {
		t.Fatalf("%d elements with a hash, want the style, D3 and our script", len(hashes))
	}
	want := "default-src 'none'; script-src " + hashes[1] + " " + hashes[2] + "; style-src " + hashes[0] +
		"; img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'"
	if text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	if header := Header(); !strings.Contains(header, "connect-src 'self'") || !strings.Contains(header, "frame-ancestors 'none'") {
		t.Errorf("header %s", header)
	}
}

// TestLibrary compares the committed bundle with what SOURCE.md says of it.
func TestLibrary(t *testing.T) {
	t.Parallel()
	sum := sha256.Sum256([]byte(library))
	source, err := os.ReadFile("d3/SOURCE.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(source), hex.EncodeToString(sum[:])) {
		t.Errorf("d3.min.js has the checksum %x, which d3/SOURCE.md does not name", sum)
	}
	if strings.Contains(library, "</script") {
		t.Error("the bundle would end its own element")
	}
}

func TestPageIsAlwaysTheSame(t *testing.T) {
	t.Parallel()
	first := written(t, said{text: "x"})
	if again := written(t, said{text: "x"}); again != first {
		t.Error("two pages of the same lake differ")
	}
}

func TestWriteFails(t *testing.T) {
	t.Parallel()
	d, err := dashboard.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	if err := Write(t.Context(), io.Discard, d, said{err: broken}, about); !errors.Is(err, broken) || !strings.Contains(err.Error(), "open_findings_by_day") {
		t.Errorf("got %v, want the view's name and the cause", err)
	}
	if err := Write(t.Context(), full{}, d, said{}, about); err == nil {
		t.Error("no error from a full disk")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

// TestColumnar has each kind of value.
func TestColumnar(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("east", 3600))
	formats := map[string]dashboard.Format{"day": dashboard.Day, "hour": dashboard.Hour}
	got := columnar(Answer{
		Columns: []string{"text", "day", "hour", "n"},
		Rows:    [][]any{{"a", at, at, int64(1)}, {nil, nil, at, 2.5}, {"a", at, at, nil}},
	}, func(name string) dashboard.Format { return formats[name] }, func(name string) bool { return name == "n" })
	text, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"rows":3,"columns":[{"name":"text","values":["a",null],"codes":[0,1,0]},{"name":"day","values":["2026-01-02",null],"codes":[0,1,0]},` +
		`{"name":"hour","values":["2026-01-02 02:04"],"codes":[0,0,0]},{"name":"n","numbers":[1,2.5,null]}],"total":3}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

// unpacked is a block of the page as the script reads it.
func unpacked(t *testing.T, page, id string) string {
	t.Helper()
	found := regexp.MustCompile(fmt.Sprintf(`id="%s">([^<]*)<`, id)).FindStringSubmatch(page)
	if found == nil {
		t.Fatalf("the page has no block %q", id)
	}
	zipped, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(found[1])))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(zipped)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestDocsNumbers compares what docs/dashboard.md says with the code.
func TestDocsNumbers(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../docs/dashboard.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), fmt.Sprintf("reach back %d days, a list holds its first %d,000 rows", KeptDays, ListRows/1000)) {
		t.Error("docs/dashboard.md has other numbers")
	}
}
