package page_test

import (
	"strings"
	"testing"

	"security-hub-analytics/dashboard"
	"security-hub-analytics/internal/browser"
)

// TestPrint lays every sheet out on paper, where nobody can scroll, and prints one.
func TestPrint(t *testing.T) {
	tab := opened(t)
	d, err := dashboard.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	// A4 across, less its margins, at 96 pixels an inch.
	if err := tab.Show(browser.Screen{Width: 1032, Height: 703, Paper: true}); err != nil {
		t.Fatal(err)
	}
	const cut = `[...document.querySelectorAll(".card, .card table, .card svg")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.closest(".card").id).join(" ")`
	for _, s := range d.Sheets {
		visit(t, tab, file(lakeOf(t).lake)+"#"+s.ID)
		if got := in[string](t, tab, cut); got != "" {
			t.Errorf("on paper %s of %s is cut off", got, s.ID)
		}
		rows := in[int64](t, tab, `new Set([...document.querySelectorAll(".card.number")].map((e) => Math.round(e.getBoundingClientRect().top))).size`)
		if rows > 1 {
			t.Errorf("on paper the figures of %s stand in %d rows, on a screen in one", s.ID, rows)
		}
	}
	visit(t, tab, file(lakeOf(t).lake)+"#compliance")
	in[bool](t, tab, `(() => { for (const e of document.querySelectorAll(".heat")) e.style.width = "1500px"; return true; })()`)
	if in[string](t, tab, cut) == "" {
		t.Error("planted fault: a heat map wider than the paper went unnoticed")
	}
	pdf, err := tab.Print()
	if err != nil || !strings.HasPrefix(string(pdf), "%PDF") || len(pdf) < 20_000 {
		t.Errorf("%d bytes, %v", len(pdf), err)
	}
	quiet(t, tab)
}
