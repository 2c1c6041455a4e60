package jsonwalk

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

const testDepth = 200

// judge says what jsontext makes of the first value in b.
func judge(b []byte) (value []byte, err error) {
	d := jsontext.NewDecoder(bytes.NewReader(b), jsontext.AllowDuplicateNames(true))
	v, err := d.ReadValue()
	return bytes.Clone(v), err
}

func depthOf(b []byte) (depth int) {
	d := jsontext.NewDecoder(bytes.NewReader(b), jsontext.AllowDuplicateNames(true))
	for {
		if _, err := d.ReadToken(); err != nil || d.StackDepth() == 0 {
			return depth
		}
		depth = max(depth, d.StackDepth())
	}
}

func checkAgainstJSONText(t *testing.T, b []byte) {
	t.Helper()
	var c Cursor
	c.Reset(b, 0, testDepth)
	got := c.Skip()
	want, err := judge(b)
	switch {
	case errors.Is(c.Err(), ErrDepth):
		if err == nil && depthOf(b) <= testDepth {
			t.Fatalf("too deep, but depth is %d: %q", depthOf(b), b)
		}
	case errors.Is(c.Err(), ErrShort):
		// A number at the very end is complete only for who knows that it is the end.
		ended := append(bytes.Clone(b), ' ')
		c.Reset(ended, 0, testDepth)
		if got := c.Skip(); got != nil {
			if !bytes.Equal(got, want) {
				t.Fatalf("got %q, want %q, %v", got, want, err)
			}
		} else if err == nil {
			t.Fatalf("short, but jsontext accepts %q", b)
		} else if !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) && !bytes.Contains(b[max(0, len(b)-11):], []byte(`\u`)) {
			// jsontext may know from half a \u escape that its pair cannot come.
			t.Fatalf("short, but jsontext says %q, %v of %q", want, err, b)
		}
	case c.Err() != nil:
		if err == nil {
			t.Fatalf("refused (%v at %d) what jsontext accepts: %q", c.Err(), c.Pos(), b)
		}
		if errors.Is(err, io.ErrUnexpectedEOF) && !bytes.Contains(b[max(0, len(b)-11):], []byte(`\u`)) {
			t.Fatalf("refused what more input could mend: %q", b)
		}
	default:
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("got %q, want %q, %v", got, want, err)
		}
		var walked Cursor
		walked.Reset(b, 0, testDepth)
		walk(&walked)
		if walked.Err() != nil || walked.Pos() != c.Pos() {
			t.Fatalf("walking stops at %d (%v), skipping at %d: %q", walked.Pos(), walked.Err(), c.Pos(), b)
		}
	}
}

// walk reads a value member by member, as decoders do.
func walk(c *Cursor) {
	switch open := c.Kind(); open {
	case '{', '[':
		for more := c.Enter(); more; more = c.Next(open) {
			if open == '{' {
				c.Name()
			}
			walk(c)
		}
	case '"':
		c.String()
	default:
		c.Skip()
	}
}

var seeds = []string{
	`{}`, `[]`, `{"a":[1,2.5e-3,{"b":null}],"c":"\u00e9\ud83d\ude00\n"}`, ` [ true , false ] `,
	`"\ud800"`, `"\ud800\u0041"`, `"\udc00"`, "\"\x80\"", "\"\xc3\"", "\"\xc3", "\"é\"", `"a` + "\n" + `"`, `01`, `-`, `-0`, `1.`, `1e`, `1e+5`,
	`tru`, `nul`, `truex`, `{"a":1,}`, `{"a"}`, `{"a" :1 , "a":2}`, `[1,]`, `[1 2]`, `{1:2}`, `[}`, `{]`, `"\x"`, `"\u12g4"`, `"\u12`, "", " ", "\x00",
	strings.Repeat("[", 199) + strings.Repeat("]", 199), strings.Repeat("[", 201) + strings.Repeat("]", 201), `{"aaaaaaaaaaaaaaaaaaaaaaaaa\\":"b\"ccccccccccc"}`,
	`[{"a":{}},[[]],[{}],{}]`, "\xef\xbb\xbf{}", "{\"a\":\"\x7f\"}", `"\/\b\f\n\r\t\\\""`, `[1E400,-1e-400]`,
}

func TestAgainstJSONText(t *testing.T) {
	for _, s := range seeds {
		checkAgainstJSONText(t, []byte(s))
		for i := range s { // every truncation
			checkAgainstJSONText(t, []byte(s[:i]))
		}
	}
}

func FuzzAgainstJSONText(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(checkAgainstJSONText)
}

func TestUnquote(t *testing.T) {
	for _, s := range seeds {
		var c Cursor
		c.Reset([]byte(s), 0, testDepth)
		if c.Kind() != '"' {
			continue
		}
		raw, escaped := c.String()
		if c.Err() != nil {
			continue
		}
		want, err := jsontext.AppendUnquote(nil, s[:c.Pos()])
		if err != nil {
			t.Fatal(err)
		}
		if got := Unquote(nil, raw); !bytes.Equal(got, want) {
			t.Errorf("Unquote(%q) = %q, want %q", raw, got, want)
		}
		if wantEscaped := strings.Contains(string(raw), `\`); escaped != wantEscaped {
			t.Errorf("escaped = %v for %q", escaped, raw)
		}
	}
}

func TestFirstErrorSticks(t *testing.T) {
	var c Cursor
	c.Reset([]byte(`{"a":x}`), 0, testDepth)
	walk(&c)
	pos := c.Pos()
	if !errors.Is(c.Err(), ErrSyntax) || pos != 5 {
		t.Fatalf("err %v at %d", c.Err(), pos)
	}
	c.Skip()
	c.Name()
	if c.Enter() || c.Next('{') || c.Pos() != pos || c.Kind() != 0xFF {
		t.Fatal("the cursor went on after an error")
	}
}
