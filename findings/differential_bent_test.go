package findings_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
)

// bentTo is what a value may be turned into.
var bentTo = []func(v any, r *rand.Rand) any{
	func(any, *rand.Rand) any { return nil },
	func(v any, _ *rand.Rand) any { return []any{v} },
	func(v any, _ *rand.Rand) any { return []any{v, v, nil, "text", json.Number("7")} },
	func(v any, _ *rand.Rand) any { return map[string]any{"name": v, "Value": "x"} },
	func(any, *rand.Rand) any { return []any{} },
	func(any, *rand.Rand) any { return map[string]any{} },
	func(any, *rand.Rand) any { return "" },
	func(any, *rand.Rand) any { return true },
	odd, odd, odd, odd,
	func(v any, _ *rand.Rand) any { // what it says, as a string
		if n, isNumber := v.(json.Number); isNumber {
			return n.String()
		}
		return v
	},
	func(v any, _ *rand.Rand) any { // the first of a list
		if list, isList := v.([]any); isList && len(list) > 0 {
			return list[0]
		}
		return v
	},
	func(v any, _ *rand.Rand) any {
		if text, isText := v.(string); isText {
			return strings.ToLower(text)
		}
		return v
	},
}

// odd turns a value into one like it, mostly: a number, a time, a word.
func odd(v any, r *rand.Rand) any {
	like := slices.Concat(oddNumbers, oddTimes, oddWords)
	text, isText := v.(string)
	switch _, isNumber := v.(json.Number); {
	case isNumber || numeral.MatchString(text):
		like = oddNumbers
	case isText && len(text) > 10 && text[4] == '-' && text[7] == '-':
		like = oddTimes
	case isText && len(text) < 20 && r.IntN(2) == 0:
		like = oddWords
	}
	return like[r.IntN(len(like))]
}

var (
	oddNumbers = []any{
		json.Number("0"), json.Number("-1"), json.Number("5"), json.Number("6"), json.Number("99"),
		json.Number("12.0"), json.Number("12.5"), json.Number("1e2"), json.Number("1e400"),
		json.Number("2147483647"), json.Number("2147483648"), json.Number("-2147483649"),
		json.Number("1763000000"), json.Number("1763000000123"), json.Number("1763000000.5"), json.Number("123456789012"),
		"7", " 7 ", "7.0", "0.97", "1e2", "0x10", "NaN", "Infinity", "1763000000", "1763000000123",
	}
	oddTimes = []any{
		"2026-02-30T00:00:00Z", "2024-02-29T00:00:00Z", "2023-02-29T00:00:00Z", "2026-01-02 03:04:05.123456789", "2026-01-02T03:04:05",
		"2026-01-02T03:04Z", "2026-01-02", "2026-01-02t03:04:05z", "2026-12-31T23:59:60Z", "2026-01-02T24:00:00Z",
		"2026-01-02T03:04:05,5Z", "2026-01-02T03:04:05.9999+18:00", "2026-01-02T03:04:05-0030", "2026-01-02T03:04:05+01",
		"2026-01-02T03:04:05+18:01", "2026-01-02T03:04:05-1800", "2026-01-02 03:04:05 UTC", " 2026-01-02T03:04:05Z",
		"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "0000-12-31T23:59:59Z", "1/2/2026", "yesterday",
	}
	oddWords = []any{
		"Fatal", "Archived", "In Progress", "Unknown", "Pass", "true", "FALSE", "yes", "arn:aws:iam::aws:policy/x",
		"\"quoted\" and \u00fc\n", "{\"json\": 1}", "\U0001f600",
	}
)

// mutate bends some values of a finding, renames some members and writes the
// members in another order, in which nothing should matter.
func mutate(value any, r *rand.Rand) []byte {
	var out strings.Builder
	write(&out, value, r, 0)
	return []byte(out.String())
}

func write(out *strings.Builder, value any, r *rand.Rand, depth int) {
	if depth > 0 && r.IntN(12) == 0 {
		value = bentTo[r.IntN(len(bentTo))](value, r)
	}
	switch v := value.(type) {
	case map[string]any:
		keys := slices.Sorted(maps.Keys(v)) // their own order would differ from run to run
		r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		out.WriteByte('{')
		for i, key := range keys {
			if i > 0 {
				out.WriteByte(',')
			}
			name := key
			if other := swapCase(key); r.IntN(30) == 0 && v[other] == nil {
				name = other
			}
			writeString(out, name, r)
			out.WriteString(": ")
			write(out, v[key], r, depth+1)
		}
		out.WriteByte('}')
	case []any:
		out.WriteByte('[')
		for i, element := range v {
			if i > 0 {
				out.WriteString(" ,\n")
			}
			write(out, element, r, depth+1)
		}
		out.WriteByte(']')
	case string:
		writeString(out, v, r)
	default:
		text, _ := json.Marshal(v)
		out.Write(text)
	}
}

// writeString escapes some strings throughout, which JSON allows anywhere.
func writeString(out *strings.Builder, s string, r *rand.Rand) {
	if r.IntN(25) > 0 {
		text, _ := json.Marshal(s)
		out.Write(text)
		return
	}
	out.WriteByte('"')
	for _, unit := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(out, `\u%04x`, unit)
	}
	out.WriteByte('"')
}

func swapCase(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsUpper(c) {
			return unicode.ToLower(c)
		}
		return unicode.ToUpper(c)
	}, s)
}

// Published findings show what happens to go wrong; bent ones show the rest.
// SHUB_SEEDS says how often to bend each (20).
func TestBentRowsEqualAnIndependentReading(t *testing.T) {
	seeds := uint64(20)
	if text := os.Getenv("SHUB_SEEDS"); text != "" {
		var err error
		if seeds, err = strconv.ParseUint(text, 10, 32); err != nil {
			t.Fatalf("SHUB_SEEDS: %v", err)
		}
	}
	originals := append(made(), fewOfEach(folder(t, "testdata/corpus", true), 10)...)
	for seed := range seeds {
		var bent []published
		for i, p := range originals {
			value, err := readJSON(p.text)
			if err != nil {
				t.Fatal(err)
			}
			r := rand.New(rand.NewPCG(seed, uint64(i)))
			bent = append(bent, published{fmt.Sprintf("%s, bent with seed %d, %d", p.origin, seed, i), mutate(value, r)})
		}
		checkDecoded(t, expect(t, bent, nil))
	}
}

// fewOfEach keeps the first few findings of each file.
func fewOfEach(all []published, few int) []published {
	var kept []published
	taken := map[string]int{}
	for _, p := range all {
		if taken[p.origin]++; taken[p.origin] <= few {
			kept = append(kept, p)
		}
	}
	return kept
}
