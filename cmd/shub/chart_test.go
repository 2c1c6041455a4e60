package main

import (
	"strings"
	"testing"
	"time"

	"security-hub-analytics/local"
)

func TestCells(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		counts  [6]int64
		width   int
		longest int64
		want    [6]int
	}{
		{"nothing", [6]int64{}, 10, 5, [6]int{}},
		{"the longest is full", [6]int64{0, 5}, 10, 5, [6]int{0, 10}},
		{"half of it", [6]int64{0, 0, 5}, 10, 10, [6]int{0, 0, 5}},
		{"shared", [6]int64{1, 2, 3, 4}, 20, 10, [6]int{2, 4, 6, 8}},
		{"one among a thousand shows", [6]int64{1, 0, 999}, 10, 1000, [6]int{1, 0, 9}},
		{"the worst show where there is no room", [6]int64{1, 1, 1000}, 30, 30000, [6]int{1}},
		{"something is never nothing", [6]int64{0, 0, 0, 1}, 10, 1 << 40, [6]int{0, 0, 0, 1}},
		{"other labels count", [6]int64{0, 0, 0, 0, 5, 5}, 10, 10, [6]int{0, 0, 0, 0, 5, 5}},
	}
	for _, test := range tests {
		if got := (line{counts: test.counts}).cells(test.width, test.longest); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	for n, want := range map[int64]string{0: "0", 7: "7", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := count(n); got != want {
			t.Errorf("count(%d) = %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int64]string{0: "0 bytes", 1: "1 byte", 999: "999 bytes", 1000: "1.0 kB", 3_210_000: "3.2 MB", 5e15: "5000.0 TB"} {
		if got := size(n); got != want {
			t.Errorf("size(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestShellWord(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{"": "''", "lake": "lake", "../a_b-c/d.e": "../a_b-c/d.e", "a b": "'a b'", "it's": `'it'\''s'`, "$x": "'$x'"} {
		if got := shellWord(word); got != want {
			t.Errorf("shellWord(%q) = %s, want %s", word, got, want)
		}
	}
}

func TestPrintable(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"plain": "plain", "Ünï 日本": "Ünï 日本", "a\nb\tc": `a\nb\tc`, "\x1b]0;title\a": `\x1b]0;title\a`,
		"\u202eevil": `\u202eevil`, "\u009b31m": `\u009b31m`, "\x7f": `\x7f`,
	} {
		if got := printable(text); got != want || strings.ContainsFunc(got, unprintable) {
			t.Errorf("printable(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestProgress(t *testing.T) {
	t.Parallel()
	var to strings.Builder
	p := startProgress(screen{Writer: &to}, nil)
	time.Sleep(2 * progressEvery)
	p.stop()
	if to.Len() > 0 {
		t.Errorf("in a pipe it says %q", to.String())
	}
	p = startProgress(screen{Writer: &to, width: 80}, &local.Inputs{Keys: []string{"a", "b"}, Bytes: 1000})
	p.meter.Objects.Add(1)
	p.meter.Read.Add(250)
	time.Sleep(2 * progressEvery)
	p.stop()
	p.stop() // once is enough, twice no harm
	if got := to.String(); !strings.Contains(got, "1 of 2 objects, 250 bytes read (25 %)") || !strings.HasSuffix(got, "\r\x1b[K") {
		t.Errorf("on a terminal it says %q", got)
	}
}
