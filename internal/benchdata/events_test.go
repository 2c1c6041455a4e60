package benchdata

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"io"
	"math"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func TestEventsAreTheSameForASeed(t *testing.T) {
	sum := func(r io.Reader) [32]byte {
		h := sha256.New()
		if _, err := io.Copy(h, r); err != nil {
			t.Fatal(err)
		}
		return [32]byte(h.Sum(nil))
	}
	first := sum(Events(500, 7))
	if sum(Events(500, 7)) != first {
		t.Error("the same seed gives other events")
	}
	if sum(iotest.OneByteReader(Events(500, 7))) != first {
		t.Error("read byte by byte they are other events")
	}
	if sum(Events(500, 8)) == first {
		t.Error("another seed gives the same events")
	}
}

func TestNoEvents(t *testing.T) {
	if content, err := io.ReadAll(Events(0, 1)); err != nil || len(content) != 0 {
		t.Errorf("%d bytes, %v; want none", len(content), err)
	}
}

// TestDistribution measures what the package comment states.
func TestDistribution(t *testing.T) {
	n := 8_000
	if testing.Short() {
		n = 2_000
	}
	content, err := io.ReadAll(Events(n, 1))
	if err != nil {
		t.Fatal(err)
	}
	var sizes []int
	products := map[string]int{}
	ids, eventIDs := map[string]int{}, map[string]bool{}
	account := regexp.MustCompile(`^\d{12}$`)
	lines := bufio.NewScanner(bytes.NewReader(content))
	lines.Buffer(nil, 1<<20)
	last := ""
	for lines.Scan() {
		var event struct {
			ID, Account, Region, Time, Source string
			By                                string `json:"wrapped-by"`
			Detail                            struct {
				Findings []struct {
					ID           string `json:"Id"`
					AwsAccountID string `json:"AwsAccountId"`
					UpdatedAt    string
					FindingInfo  struct{ UID string } `json:"finding_info"`
				}
			}
		}
		if err := json.Unmarshal(lines.Bytes(), &event); err != nil {
			t.Fatalf("event %d: %s\n%s", len(sizes), err, lines.Bytes())
		}
		h, ok := headOf(lines.Bytes())
		if !ok {
			t.Fatalf("event %d has not one finding\n%s", len(sizes), lines.Bytes())
		}
		products[classes[h.class()].name]++
		finding := event.Detail.Findings[0]
		ids[event.Account+finding.ID+finding.FindingInfo.UID]++
		eventIDs[event.ID] = true
		if !account.MatchString(event.Account) || event.By != "" || event.Time < last ||
			finding.AwsAccountID != "" && finding.AwsAccountID != event.Account {
			t.Fatalf("event %d: account %q, time %q after %q, wrapped by %q\n%s", len(sizes), event.Account, event.Time, last, event.By, lines.Bytes())
		}
		last = event.Time
		sizes = append(sizes, len(lines.Bytes())+1)
	}
	if len(sizes) != n || len(eventIDs) != n {
		t.Errorf("%d events with %d ids, want %d", len(sizes), len(eventIDs), n)
	}
	for _, c := range classes {
		if got := 100 * float64(products[c.name]) / float64(n); math.Abs(got-float64(c.share)) > 2.5 {
			t.Errorf("%.1f %% are %s, want %d", got, c.name, c.share)
		}
	}
	if versions := float64(n) / float64(len(ids)); versions < 3.5 || versions > 4.5 {
		t.Errorf("a finding comes %.2f times, want about %d", versions, Versions)
	}
	slices.Sort(sizes)
	packed, err := Object(n, 1)
	if err != nil {
		t.Fatal(err)
	}
	mean, ratio := float64(len(content))/float64(n), float64(len(content))/float64(len(packed))
	if mean < 3300 || mean > 4100 || ratio < 4.5 || ratio > 7 {
		t.Errorf("events have %.0f bytes and compress %.2f times; want about 3700 and 5.6", mean, ratio)
	}
	shapes, err := sampleMix()
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range classes {
		t.Logf("%-12s %5.1f %%, %d shapes", c.name, 100*float64(products[c.name])/float64(n), len((*shapes)[i]))
	}
	t.Logf("%d events, %.1f MB: p10 %d, p50 %d, p90 %d, max %d, mean %.0f bytes; %.1f MB gz = %.2fx; %.2f versions",
		n, float64(len(content))/1e6, sizes[n/10], sizes[n/2], sizes[n*9/10], sizes[n-1], mean,
		float64(len(packed))/1e6, ratio, float64(n)/float64(len(ids)))
}

func TestMemoryIsFlat(t *testing.T) {
	// The sample is read once, before.
	if _, err := io.Copy(io.Discard, Events(10, 1)); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := io.Copy(io.Discard, Events(5_000, 1)); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 1<<20 {
		t.Errorf("5,000 events took %d bytes of memory", used)
	}
}

func TestSeedTransform(t *testing.T) {
	events := `{"detail":{"findings":[{"Id":"a","N":1.5,"T":true,"F":false,"Z":null,"E":[],"O":{},"R":[{"Id":"x"},{"Id":["y"]}]},{"Id":"b"}]}}` +
		"\n" + `{"detail":{"findings":[{"Id":"c"}]}}`
	want := `{"E":"[]","F":"False","Id":"a","N":"1.5","O":"{}","R_0_Id":"x","R_1_Id_0":"y","T":"True","Z":"None"}` + "\n" +
		`{"Id":"b"}` + "\n" + `{"Id":"c"}` + "\n"
	var packed bytes.Buffer
	n, err := SeedTransform(strings.NewReader(events), &packed)
	if err != nil || n != 3 {
		t.Fatalf("%d findings, %v; want 3", n, err)
	}
	r, err := gzip.NewReader(&packed)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(r); err != nil || string(got) != want {
		t.Errorf("wrote %s, %v\nwant %s", got, err, want)
	}
	if _, err := SeedTransform(strings.NewReader(`{"detail":`), io.Discard); err == nil {
		t.Error("a truncated event is no error")
	}
}

func BenchmarkEvents(b *testing.B) {
	for b.Loop() {
		n, err := io.Copy(io.Discard, Events(5_000, 1))
		if err != nil {
			b.Fatal(err)
		}
		b.SetBytes(n)
	}
}

func BenchmarkSeedTransform(b *testing.B) {
	content, err := io.ReadAll(Events(5_000, 1))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		if _, err := SeedTransform(bytes.NewReader(content), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
