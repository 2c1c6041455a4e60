// Package browser drives a headless Chromium, for pictures of the page and for the
// tests that look at it.
package browser

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// ErrNone says that there is no Chromium on this machine.
var ErrNone = errors.New("no chromium: install it, or name it in SHUB_CHROMIUM")

// Path is the Chromium to use: that of SHUB_CHROMIUM, else the first on the path.
func Path() (string, error) {
	if path := os.Getenv("SHUB_CHROMIUM"); path != "" {
		return path, nil
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", ErrNone
}

// Tab is one tab.
type Tab struct {
	ctx     context.Context //nolint:containedctx // chromedp's tab is its context
	cancels []context.CancelFunc
	guard   sync.Mutex
	said    []string
}

// Open starts a Chromium with one tab.
func Open(ctx context.Context) (*Tab, error) {
	path, err := Path()
	if err != nil {
		return nil, err
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("font-render-hinting", "none"))
	allocated, stop := chromedp.NewExecAllocator(ctx, options...)
	t := &Tab{}
	tab, closeTab := chromedp.NewContext(allocated, chromedp.WithListener(t.listen))
	t.ctx, t.cancels = tab, []context.CancelFunc{closeTab, stop}
	if _, err := chromedp.Call(tab, cdplog.Enable, cdp.Empty{}); err != nil {
		t.Close()
		return nil, fmt.Errorf("starting %q: %w", path, err)
	}
	return t, nil
}

// Close ends the browser.
func (t *Tab) Close() {
	for _, cancel := range t.cancels {
		cancel()
	}
}

// listen keeps what the page complains about.
func (t *Tab) listen(event any) {
	t.guard.Lock()
	defer t.guard.Unlock()
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		t.said = append(t.said, fmt.Sprintf("exception: %s %+v", e.ExceptionDetails.Text, e.ExceptionDetails.Exception))
	case *runtime.EventConsoleAPICalled:
		if e.Type != "error" && e.Type != "warning" {
			return
		}
		for _, arg := range e.Args {
			t.said = append(t.said, fmt.Sprintf("console.%s: %s %s", e.Type, arg.Value, arg.Description))
		}
	case *cdplog.EventEntryAdded:
		if e.Entry.Level == "error" || e.Entry.Level == "warning" {
			t.said = append(t.said, fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	}
}

// Complaints are the errors and warnings of the page so far.
func (t *Tab) Complaints() []string {
	t.guard.Lock()
	defer t.guard.Unlock()
	return append([]string(nil), t.said...)
}

// Screen is what the page is shown on.
type Screen struct {
	// Width and Height are in CSS pixels.
	Width, Height int64
	// Dark asks for dark colours.
	Dark bool
	// Phone says that it is touched, not pointed at.
	Phone bool
	// Paper lays the page out as for print, as wide as Width.
	Paper bool
}

// Show sets the screen.
func (t *Tab) Show(s Screen) error {
	mode := "light"
	if s.Dark {
		mode = "dark"
	}
	var how []chromedp.EmulateViewportOption
	if s.Phone {
		how = append(how, chromedp.EmulateMobile, chromedp.EmulateTouch, chromedp.EmulatePortrait)
	}
	medium := ""
	if s.Paper {
		medium = "print"
	}
	_, err := chromedp.Call(t.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Media:    medium,
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: mode}},
	})
	return errors.Join(err, chromedp.Do(t.ctx, chromedp.EmulateViewport(s.Width, s.Height, how...)))
}

// Visit opens an address anew and waits until the dashboard is drawn.
func (t *Tab) Visit(url string) error {
	if err := chromedp.Do(t.ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(url)); err != nil {
		return fmt.Errorf("opening %q: %w", url, err)
	}
	return t.Drawn()
}

// patience is how long a busy machine may take to draw the page.
const patience = 2 * time.Minute

// Drawn waits until the dashboard has drawn what it was last asked for.
func (t *Tab) Drawn() error {
	const drawn = `Boolean(document.documentElement.dataset.drawn) && document.documentElement.dataset.drawn === document.documentElement.dataset.asked`
	for began := time.Now(); ; time.Sleep(20 * time.Millisecond) {
		done, err := Ask[bool](t, drawn) // which fails while one page gives way to the next
		if done {
			return nil
		}
		if time.Since(began) > patience || t.ctx.Err() != nil {
			return fmt.Errorf("waiting until the page is drawn (it said %q): %w", t.Complaints(), errors.Join(err, t.ctx.Err(), context.DeadlineExceeded))
		}
	}
}

// Ask is the value of an expression in the page.
func Ask[T any](t *Tab, expression string) (T, error) {
	value, err := chromedp.Run(t.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		return value, fmt.Errorf("asking the page %q: %w", expression, err)
	}
	return value, nil
}

// keys are the keys that Press knows.
var keys = map[string]string{"Tab": kb.Tab, "Enter": kb.Enter, "End": kb.End, "ArrowLeft": kb.ArrowLeft}

// Press presses a key and lets it go.
func (t *Tab) Press(key string) error { return chromedp.Do(t.ctx, chromedp.KeyEvent(keys[key])) }

// Whole is the whole page, however tall, as PNG.
func (t *Tab) Whole() ([]byte, error) {
	// What is taken is the last frame, which may be older than the page.
	const painted = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`
	if _, err := Ask[bool](t, painted); err != nil {
		return nil, err
	}
	return chromedp.Run(t.ctx, chromedp.FullScreenshot(100))
}

// Print is the page as it is printed, as PDF.
func (t *Tab) Print() ([]byte, error) {
	return chromedp.Run(t.ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
}
