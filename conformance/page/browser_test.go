package page_test

import (
	"bufio"
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/internal/browser"
)

// opened is a tab on a desktop.
func opened(t *testing.T) *browser.Tab {
	t.Helper()
	if os.Getenv("SHUB_CHROMIUM") == "" {
		t.Skip("SHUB_CHROMIUM names no browser")
	}
	tab, err := browser.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(tab.Close)
	if err := tab.Show(browser.Screen{Width: 1440, Height: 900}); err != nil {
		t.Fatal(err)
	}
	return tab
}

// file is the address of the page of a lake.
func file(folder string) string {
	return (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(folder, "dashboard.html"))}).String()
}

// serve starts shub serve and returns its address.
func serve(t *testing.T) string {
	t.Helper()
	m := lakeOf(t)
	c := exec.CommandContext(t.Context(), m.shub, "serve", "--lake", m.lake, "--port", "0")
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Wait() }) //nolint:errcheck // interrupted with the test
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if address := regexp.MustCompile(`http://\S+`).FindString(lines.Text()); address != "" {
			return address
		}
	}
	t.Fatal("shub serve gives no address")
	return ""
}

func visit(t *testing.T, tab *browser.Tab, address string) {
	t.Helper()
	if err := tab.Visit(address); err != nil {
		t.Fatal(err)
	}
}

// in is the value of an expression in the page.
func in[T any](t *testing.T, tab *browser.Tab, expression string) T {
	t.Helper()
	value, err := browser.Ask[T](tab, expression)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// do does something in the page and waits until it is drawn.
func do(t *testing.T, tab *browser.Tab, statements string) {
	t.Helper()
	in[bool](t, tab, "(() => { "+statements+"; return true; })()")
	if err := tab.Drawn(); err != nil {
		t.Fatal(err)
	}
}

// until waits for what comes without a redraw, as long as a busy machine may take.
func until(t *testing.T, done func() bool) {
	t.Helper()
	for began := time.Now(); !done(); time.Sleep(20 * time.Millisecond) {
		if time.Since(began) > time.Minute {
			t.Fatal("the page does not come to show it")
		}
	}
}

func quiet(t *testing.T, tab *browser.Tab) {
	t.Helper()
	for _, complaint := range tab.Complaints() {
		t.Errorf("the page complains: %s", complaint)
	}
}

func quote(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(err)
	}
	return string(quoted)
}

// csv is the table of a visual as its button CSV gives it. The file is caught
// where the page would hand it to the browser.
func csv(t *testing.T, tab *browser.Tab, visual string) [][]string {
	t.Helper()
	text := in[string](t, tab, `(async () => {
		const own = URL.createObjectURL, click = HTMLAnchorElement.prototype.click;
		const caught = new Promise((done) => { URL.createObjectURL = (blob) => { done(blob.text()); return "data:,"; }; });
		HTMLAnchorElement.prototype.click = () => {};
		[...document.querySelectorAll("#v-`+visual+` .tools button")].find((b) => b.textContent === "CSV").click();
		const text = await caught;
		await new Promise((r) => setTimeout(r, 0));
		URL.createObjectURL = own; HTMLAnchorElement.prototype.click = click;
		return text;
	})()`)
	var rows [][]string
	for _, line := range strings.Split(strings.TrimSuffix(strings.TrimPrefix(text, "\ufeff"), "\r\n"), "\r\n") {
		rows = append(rows, cells(line))
	}
	return rows
}

// cells splits a line as the page writes it: text in quotes, numbers bare.
func cells(line string) []string {
	out, quotes := []string{""}, false
	for i := 0; i < len(line); i++ {
		last := &out[len(out)-1]
		switch c := line[i]; {
		case c == '"' && quotes && i+1 < len(line) && line[i+1] == '"':
			*last += `"`
			i++
		case c == '"':
			quotes = !quotes
		case c == ',' && !quotes:
			out = append(out, "")
		default:
			*last += line[i : i+1]
		}
	}
	return out
}
