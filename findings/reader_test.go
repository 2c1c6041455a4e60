package findings_test

import (
	"strings"
	"testing"

	"security-hub-analytics/findings"
)

const bom = "\ufeff"

func notJSON(text string) record {
	return record{findings.NotJSON, findings.KindEvent, text}
}

func noEvent(text string) record {
	return record{findings.NotAFindingEvent, findings.KindEvent, text}
}

func noIdentity(text string) record {
	return record{findings.NoIdentity, findings.KindFinding, text}
}

// pretty puts every token of JSON without blanks in its strings on a line of its own.
func pretty(compact string) string {
	return strings.NewReplacer("{", "{\n\t", ",", ",\n\t", ":", ":\n ", "[", "[\r\n").Replace(compact)
}

// Where one event ends and the next begins, and what becomes of bytes that are
// no event.
func TestSplitting(t *testing.T) {
	a, b, c := imported(asff("a")), imported(asff("b")), imported(ocsf("c"))
	const cut = `{"version":"0","id":"e1","detail-type":"Security Hub Findings - Imported","deta`
	const simple = `{"detail-type":"Findings Imported V2","detail":{"findings":[{"Id":"p","AwsAccountId":"1"}]}}`
	for name, test := range map[string]struct {
		input string
		rows  string
		want  []record
	}{
		"nothing":                      {input: ""},
		"blanks alone":                 {input: " \t\r\n\n"},
		"a BOM alone":                  {input: bom},
		"newline-delimited":            {a + "\n" + b + "\n" + c + "\n", "a b c", nil},
		"no newline at the end":        {a + "\n" + b, "a b", nil},
		"concatenated":                 {a + b + c, "a b c", nil},
		"CRLF":                         {a + "\r\n" + b + "\r\n", "a b", nil},
		"CR alone":                     {a + "\r" + b, "a b", nil},
		"blank lines":                  {"\n\n" + a + "\n\n \t\n" + b + "\n\n", "a b", nil},
		"pretty-printed":               {pretty(simple) + "\n" + pretty(simple), "p p", nil},
		"pretty-printed, concatenated": {pretty(simple) + pretty(simple) + simple, "p p p", nil},
		"BOM at the start":             {bom + a + "\n" + b, "a b", nil},
		"BOM between":                  {a + bom + b + "\n" + bom + c + bom, "a b c", nil},
		"BOMs and blanks":              {bom + bom + " " + bom + "\n" + a, "a", nil},
		"half a BOM at the end":        {a + "\n\xef\xbb", "a", []record{notJSON("\xef\xbb")}},
		"half a BOM before an event":   {"\xef\xbb" + a + "\n" + b, "b", []record{notJSON("\xef\xbb" + a)}},
		"UTF-16":                       {"\xff\xfe{\x00}\x00\n\x00", "", []record{notJSON("\xff\xfe{\x00}\x00"), notJSON("\x00")}},

		"broken JSON":                    {a + "\n{\"id\":1,}\n" + b, "a b", []record{notJSON(`{"id":1,}`)}},
		"words":                          {"error: no data\n" + a, "a", []record{notJSON("error: no data")}},
		"binary between":                 {a + "\n\x00\x1f\x8b\x08\xff}{\n" + b, "a b", []record{notJSON("\x00\x1f\x8b\x08\xff}{")}},
		"binary after an event":          {a + "\x00\x01\n" + b, "a b", []record{notJSON("\x00\x01")}},
		"the stretch keeps its CR":       {"junk\r\n" + a, "a", []record{notJSON("junk\r")}},
		"truncated in a string":          {cut + "\n" + a, "a", []record{notJSON(cut)}},
		"truncated after a colon":        {`{"detail":` + "\n" + a + "\n" + b, "a b", []record{notJSON(`{"detail":`)}},
		"truncated in a list":            {`[{},` + "\n" + a + "\n" + b, "a b", []record{notJSON(`[{},`)}},
		"truncated, then one, then none": {`{"detail":` + "\n" + a, "a", []record{notJSON(`{"detail":`)}},
		"truncated twice":                {cut + "\n" + `[` + "\n" + a, "a", []record{notJSON(cut), notJSON(`[`)}},
		"truncated tail":                 {a + "\n" + b[:len(b)-1], "a", []record{notJSON(b[:len(b)-1])}},
		"truncated tail, line ended":     {a + "\n" + b[:len(b)-1] + "\n", "a", []record{notJSON(b[:len(b)-1])}},
		"truncated, no newline follows":  {cut + a + b, "", []record{notJSON(cut + a + b)}},
		"one bracket too many":           {a + "}\n" + b, "a b", []record{notJSON("}")}},
		"a comma between":                {a + ",\n" + b, "a b", []record{notJSON(",")}},

		"invalid UTF-8 in a string": {strings.Replace(a, `"Title":"a`, "\"Title\":\"\xff", 1) + "\n" + b, "b",
			[]record{notJSON(strings.Replace(a, `"Title":"a`, "\"Title\":\"\xff", 1))}},
		"UTF-8 cut off":          {"\"\xc3\n" + a, "a", []record{notJSON("\"\xc3")}},
		"an overlong NUL":        {"\"\xc0\x80\"\n" + a, "a", []record{notJSON("\"\xc0\x80\"")}},
		"a surrogate in UTF-8":   {"\"\xed\xa0\x80\"\n" + a, "a", []record{notJSON("\"\xed\xa0\x80\"")}},
		"a raw tab in a string":  {"\"\t\"\n" + a, "a", []record{notJSON("\"\t\"")}},
		"letters, arrows, faces": {strings.Replace(a, `"Title":"a`, `"Title":"äл→😀\ud83d\ude00`, 1), "a", nil},

		"scalars":             {"1 \"x\" true\nnull false", "", []record{noEvent("1"), noEvent(`"x"`), noEvent("true"), noEvent("null"), noEvent("false")}},
		"number at the end":   {a + "\n-1.5e3", "a", []record{noEvent("-1.5e3")}},
		"zero at the end":     {"0", "", []record{noEvent("0")}},
		"half a number":       {a + "\n-", "a", []record{notJSON("-")}},
		"half an exponent":    {"1e\n" + a, "a", []record{notJSON("1e")}},
		"half a literal":      {a + "\ntru", "a", []record{notJSON("tru")}},
		"a leading zero":      {"01\n" + a, "a", []record{noEvent("0"), noEvent("1")}}, // concatenated, by the grammar
		"a string at the end": {`"` + strings.Repeat("x", 9) + `"`, "", []record{noEvent(`"xxxxxxxxx"`)}},
		"containers":          {"{}[][{}]", "", []record{noEvent("{}"), noEvent("[]"), noEvent("[{}]")}},
		"NaN":                 {"NaN\n" + a, "a", []record{notJSON("NaN")}},
		"a comment":           {"// x\n" + a, "a", []record{notJSON("// x")}},
		"gzip in gzip":        {"\x1f\x8b\x08\x00", "", []record{notJSON("\x1f\x8b\x08\x00")}},
		"a JSON text sequence": {"\x1e" + a + "\n" + b, "b",
			[]record{notJSON("\x1e" + a)}}, // RFC 7464 is not ours: kept, not guessed at
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, test.input, findings.Events)
			equal(t, "rows", got.ids, strings.Fields(test.rows))
			equal(t, "quarantined", got.records(), test.want)
		})
	}
}
