package findings

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

func TestParseTime(t *testing.T) {
	at := func(s string) time.Time {
		want, err := time.Parse(time.RFC3339Nano, s)
		if err != nil {
			t.Fatal(err)
		}
		return want
	}
	for text, test := range map[string]struct {
		want string // RFC 3339; "" means that it is no time
		bent bool
	}{
		// The forms that Security Hub takes, with its own examples (API
		// reference, introduction, "Timestamps").
		"2019-01-31T23:00:00Z":                {"2019-01-31T23:00:00Z", false},
		"2019-01-31T23:00:00.123456789Z":      {"2019-01-31T23:00:00.123Z", false},
		"2024-01-04T15:25:10+17:59":           {"2024-01-03T21:26:10Z", false},
		"2024-01-04T15:25:10-1759":            {"2024-01-05T09:24:10Z", false},
		"2024-01-04T15:25:10.123456789+17:59": {"2024-01-03T21:26:10.123Z", false},
		"2024-10-31T23:00:00.123Z":            {"2024-10-31T23:00:00.123Z", false},
		"2024-10-31T23:00:00.1Z":              {"2024-10-31T23:00:00.1Z", false},
		"2024-10-31T23:00:00.9999999999Z":     {"2024-10-31T23:00:00.999Z", false}, // never the next second
		"2024-01-04T15:25:10+18:00":           {"2024-01-03T21:25:10Z", false},
		"2024-01-04T15:25:10-18:00":           {"2024-01-05T09:25:10Z", false},
		"2024-01-04T15:25:10-00:00":           {"2024-01-04T15:25:10Z", false},

		// Other ways to say a time plainly.
		"2024-01-04T15:25:10":           {"2024-01-04T15:25:10Z", true},
		"2024-01-04 15:25:10":           {"2024-01-04T15:25:10Z", true},
		"2024-01-04 15:25:10.123456789": {"2024-01-04T15:25:10.123Z", true},
		"2024-01-04 15:25:10 UTC":       {"2024-01-04T15:25:10Z", true},
		"2024-01-04 15:25:10+00:00":     {"2024-01-04T15:25:10Z", true},
		"2024-01-04t15:25:10z":          {"2024-01-04T15:25:10Z", true},
		"2024-01-04T15:25Z":             {"2024-01-04T15:25:00Z", true},
		"2024-01-04T15:25":              {"2024-01-04T15:25:00Z", true},
		"2024-01-04T15:25:10+01":        {"2024-01-04T14:25:10Z", false}, // its grammar leaves the minutes out
		"2024-01-04T15:25:10,5Z":        {"2024-01-04T15:25:10.5Z", false},
		"2024-01-04":                    {"2024-01-04T00:00:00Z", true},
		"  2024-01-04T15:25:10Z\n":      {"2024-01-04T15:25:10Z", true},
		"1704381910":                    {"2024-01-04T15:25:10Z", true},
		"1704381910123":                 {"2024-01-04T15:25:10.123Z", true},
		"2016-12-31T23:59:60Z":          {"2017-01-01T00:00:00Z", true}, // a leap second that there was
		"2016-12-31T23:59:60.5Z":        {"2017-01-01T00:00:00.5Z", true},
		"2024-02-29T00:00:00Z":          {"2024-02-29T00:00:00Z", false},
		"2000-02-29T00:00:00Z":          {"2000-02-29T00:00:00Z", false},
		"1969-12-31T23:59:59.999Z":      {"1969-12-31T23:59:59.999Z", false},
		"1900-03-01T00:00:00.001Z":      {"1900-03-01T00:00:00.001Z", false},
		"0001-01-01T00:00:00Z":          {"0001-01-01T00:00:00Z", false},
		"9999-12-31T23:59:59.999Z":      {"9999-12-31T23:59:59.999Z", false},
		"9999-12-31T23:59:59.999+00:01": {"9999-12-31T23:58:59.999Z", false},
		"0001-01-01T00:00:00.000-00:01": {"0001-01-01T00:01:00Z", false},
		"0001-01-01T00:00:00.000+00:01": {}, // the year 0
		"9999-12-31T23:59:59.999-00:01": {}, // the year 10000
		"2023-02-29T00:00:00Z":          {},
		"1900-02-29T00:00:00Z":          {},
		"2024-02-30T00:00:00Z":          {},
		"2024-04-31T00:00:00Z":          {},
		"2024-13-01T00:00:00Z":          {},
		"2024-00-01T00:00:00Z":          {},
		"2024-01-00T00:00:00Z":          {},
		"0000-01-01T00:00:00Z":          {},
		"2024-01-01T24:00:00Z":          {},
		"2024-01-01T23:60:00Z":          {},
		"2024-01-01T23:59:61Z":          {},
		"2024-01-01T00:00:00+18:01":     {},
		"2024-01-01T00:00:00-1801":      {},
		"2024-01-01T00:00:00+19:00":     {},
		"2024-01-01T00:00:00+01:60":     {},
		"2024-01-01T00:00:00+1":         {},
		"2024-01-01T00:00:00+1:00":      {},
		"2024-01-01T00:00:00+01:0":      {},
		"2024-01-01T00:00:00+:01:00":    {},
		"2024-01-01T00:00:00+01::00":    {},
		"2024-01-01T00:00:00+":          {},
		"2024-01-01T00:00:00.Z":         {},
		"2024-01-01T00:00:00ZZ":         {},
		"2024-01-01T00:00:00Z 2":        {},
		"2024-01-01T00:00:00 CET":       {}, // which of the world's zones of that name?
		"2024-01-01T0:00:00Z":           {},
		"2024-01-01T00-00-00Z":          {},
		"2024-01-01X00:00:00Z":          {},
		"2024-01-01T":                   {},
		"2024-1-1":                      {},
		"24-01-01T00:00:00Z":            {},
		"+2024-01-01T00:00:00Z":         {},
		"-024-01-01T00:00:00Z":          {},
		"01/02/2024":                    {},
		"20240104T152510Z":              {},
		"Thu, 04 Jan 2024 15:25:10 GMT": {},
		"12345678":                      {},
		"999999999999999":               {},
		"NOW()":                         {},
		"":                              {},
		" ":                             {},
		"2024-01-01T00:00:00\u00a0Z":    {},
		"２０２４-01-01T00:00:00Z":          {},
		"2024-01-01T00:00:00Z\x00":      {},
	} {
		ms, exact, ok := parseTime([]byte(text))
		switch {
		case ok != (test.want != ""):
			t.Errorf("%q: taken for a time: %v (%s)", text, ok, time.UnixMilli(ms).UTC())
		case ok && (ms != at(test.want).UnixMilli() || exact == test.bent):
			t.Errorf("%q: %s, exact %v", text, time.UnixMilli(ms).UTC(), exact)
		}
	}
}

// Any time that Go can write in a form of ASFF's is read as Go reads it.
func TestParseTimeAgainstGo(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	layouts := []string{
		"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05.000Z07:00", "2006-01-02T15:04:05.999999999Z07:00",
		"2006-01-02T15:04:05.000000000-07:00", "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05.000000Z0700",
	}
	for range 100_000 {
		zone := time.FixedZone("", (r.IntN(36*60-1)-18*60+1)*60)
		want := time.UnixMilli(minMillis + 48*3_600_000 + r.Int64N(maxMillis-minMillis-96*3_600_000)).Add(time.Duration(r.IntN(1e6))).In(zone)
		text := want.Format(layouts[r.IntN(len(layouts))])
		if ms, exact, ok := parseTime([]byte(text)); !ok || !exact || ms != reference(t, text) {
			t.Fatalf("%q: %s, exact %v, ok %v", text, time.UnixMilli(ms).UTC(), exact, ok)
		}
	}
}

func reference(t *testing.T, text string) int64 {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999Z0700"} {
		if want, err := time.Parse(layout, text); err == nil {
			return want.UnixMilli()
		}
	}
	t.Fatalf("Go does not read %q", text)
	return 0
}

// Every date from the year 1 to 9999 that there is, and none that there is not.
func TestEveryDate(t *testing.T) {
	for year := 1; year <= 9999; year++ {
		for month := 1; month <= 12; month++ {
			last := time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC)
			text := fmt.Sprintf("%04d-%02d-%02d", year, month, last.Day())
			if ms, _, ok := parseTime([]byte(text)); !ok || ms != last.UnixMilli() {
				t.Fatalf("%s: %d, %v", text, ms, ok)
			}
			text = fmt.Sprintf("%04d-%02d-%02d", year, month, last.Day()+1)
			if _, _, ok := parseTime([]byte(text)); ok {
				t.Fatalf("%s taken for a date", text)
			}
		}
	}
}
