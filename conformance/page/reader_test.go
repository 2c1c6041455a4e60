package page_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"security-hub-analytics/dashboard"
	"security-hub-analytics/internal/browser"
)

// TestStrangeTitles shows text of strangers as text.
func TestStrangeTitles(t *testing.T) {
	tab := opened(t)
	for _, base := range []string{file(lakeOf(t).lake), serve(t)} {
		for _, title := range []string{scriptTitle, leftwardTitle, formulaTitle} {
			visit(t, tab, base+"#findings")
			do(t, tab, `const find = document.querySelector("#v-findings-list input"); find.value = `+quote(title)+`; find.dispatchEvent(new Event("input", {bubbles: true}))`)
			// The search is no redraw: wait for its answer.
			until(t, func() bool {
				return in[int](t, tab, `document.querySelectorAll("#v-findings-list tbody tr").length`) == 1
			})
			if got := in[string](t, tab, `document.querySelector("#v-findings-list td.c-title bdi").textContent`); got != title {
				t.Errorf("the title is %q, want %q", got, title)
			}
			if got := in[string](t, tab, `getComputedStyle(document.querySelector("#v-findings-list td.c-title bdi")).unicodeBidi`); got != "isolate" {
				t.Errorf("the title is not kept apart: unicode-bidi %s", got)
			}
			if got := in[int](t, tab, `document.querySelectorAll("main img, main script, a[href^='javascript']").length`); got != 0 {
				t.Errorf("%d elements came out of text", got)
			}
		}
		for _, sheet := range []string{"overview", "trend", "compliance", "resources", "pipeline"} {
			visit(t, tab, base+"#"+sheet)
		}
		if in[bool](t, tab, `Boolean(window.owned)`) {
			t.Error("a title ran as a script")
		}
	}
	quiet(t, tab)
}

// TestClicks goes the ways of a reader: a click on a bar narrows the sheet down, a
// chip undoes it, a filter's list, the period, a row that leads on, back.
func TestClicks(t *testing.T) {
	tab := opened(t)
	for _, base := range []string{file(lakeOf(t).lake), serve(t)} {
		visit(t, tab, base)
		text := func(selector string) string {
			return in[string](t, tab, `[...document.querySelectorAll(`+quote(selector)+`)].map((e) => e.textContent).join("|")`)
		}
		before := text("#v-top-accounts .count")
		do(t, tab, `document.querySelector('#v-open-by-severity [data-key="HIGH"]').click()`)
		if got := text("#chips .chip"); got != "Severity: HIGH ×" {
			t.Errorf("after a click on HIGH the chips are %q", got)
		}
		if got := text("#v-open-by-severity .name"); got != "HIGH" {
			t.Errorf("the sheet shows %q, want HIGH alone", got)
		}
		narrowed := text("#v-top-accounts .count")
		if narrowed == before {
			t.Error("the accounts did not change")
		}
		if note := text("#v-score .note"); !strings.Contains(note, "Not narrowed down by Severity") {
			t.Errorf("the score says %q", note)
		}
		// By the address alone the same is shown.
		address := in[string](t, tab, "location.href")
		visit(t, tab, address)
		if got := text("#v-top-accounts .count"); got != narrowed {
			t.Errorf("by its address %s the sheet shows %q, want %q", address, got, narrowed)
		}
		do(t, tab, `document.querySelector("#chips .chip").click()`)
		if got := text("#v-top-accounts .count"); got != before {
			t.Errorf("after the chip was clicked away the accounts are %q, want %q", got, before)
		}
		do(t, tab, `document.querySelector('#filter-account summary').click()`)
		until(t, func() bool {
			return in[int](t, tab, `document.querySelectorAll("#filter-account .options input").length`) > 1
		})
		do(t, tab, `document.querySelector("#filter-account .options input").click()`)
		if got := in[int](t, tab, `document.querySelectorAll("#v-top-accounts .bar-list li").length`); got != 1 {
			t.Errorf("of one account chosen %d are shown", got)
		}
		do(t, tab, `document.getElementById("clear").click()`)
		do(t, tab, `const p = document.querySelector("#filter-recent"); p.value = "1"; p.dispatchEvent(new Event("change"))`)
		if got := in[string](t, tab, "location.hash"); got != "#overview?recent=1" {
			t.Errorf("the address is %s", got)
		}
		do(t, tab, `document.querySelector('nav [data-sheet="accounts"]').click()`)
		do(t, tab, `document.querySelector("#v-accounts-owners .link").click()`)
		if got := in[string](t, tab, "location.hash"); !strings.HasPrefix(got, "#findings?") || !strings.Contains(got, "account=") {
			t.Errorf("a row leads to %s", got)
		}
		do(t, tab, `document.documentElement.dataset.asked = "0"; history.back()`)
		if got := text("nav [aria-current]"); got != "Accounts and Regions" {
			t.Errorf("back leads to %q", got)
		}
		// A picture as a table, by the keyboard.
		do(t, tab, `const b = [...document.querySelectorAll("#v-account-by-region .tools button")].find((b) => b.textContent === "Table"); b.focus(); b.click()`)
		until(t, func() bool {
			return in[int](t, tab, `document.querySelectorAll("#v-account-by-region table.rows tbody tr").length`) > 0
		})
	}
	quiet(t, tab)
}

// TestNothingIsEmptyInSilence looks at every card on every screen, of a lake with
// findings and of one without: it shows something or says why not, and nothing
// reaches past the edge of a phone.
func TestNothingIsEmptyInSilence(t *testing.T) {
	tab := opened(t)
	d, err := dashboard.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{lakeOf(t).lake, lakeOf(t).empty} {
		for _, screen := range []browser.Screen{{Width: 1440, Height: 900}, {Width: 390, Height: 844, Phone: true}} {
			if err := tab.Show(screen); err != nil {
				t.Fatal(err)
			}
			for _, s := range d.Sheets {
				visit(t, tab, file(folder)+"#"+s.ID)
				silent := in[[]string](t, tab, `[...document.querySelectorAll(".card")].filter((card) => {
					const body = card.querySelector(".body");
					const shows = body.querySelector("svg path, svg rect, .bar-list li, table tbody tr, .figure");
					const says = body.querySelector(".empty");
					return !(shows && !/^[–\s]*$/.test(body.textContent)) && !(says && says.textContent.length > 10);
				}).map((card) => card.id)`)
				if len(silent) > 0 {
					t.Errorf("%s, sheet %s at %d pixels: empty in silence: %v", folder, s.ID, screen.Width, silent)
				}
				if over := in[int](t, tab, `document.documentElement.scrollWidth - window.innerWidth`); over > 0 {
					t.Errorf("%s, sheet %s reaches %d pixels past a screen of %d", folder, s.ID, over, screen.Width)
				}
			}
		}
	}
	quiet(t, tab)
}

// TestTowers looks at the day of the crowd, far higher than all others: the axis ends
// below it, it is marked and written out in full, and the table still has it. Where
// none is, none is said to be.
func TestTowers(t *testing.T) {
	tab := opened(t)
	for _, base := range []string{file(lakeOf(t).lake), serve(t)} {
		visit(t, tab, base+"#trend")
		highest := 0
		for _, row := range csv(t, tab, "opened-closed")[1:] {
			n, err := strconv.Atoi(row[1])
			if err != nil {
				t.Fatal(err)
			}
			highest = max(highest, n)
		}
		said := in[string](t, tab, `document.querySelector("#v-opened-closed p.cut")?.textContent || ""`)
		if !strings.HasPrefix(said, "Cut off") || !strings.HasSuffix(said, fmt.Sprint(" with ", highest)) {
			t.Errorf("a day with %d is cut off, and the chart says %q", highest, said)
		}
		axis := in[int](t, tab, `Math.max(...[...document.querySelectorAll("#v-opened-closed svg.time text[text-anchor=end]")].map((e) => Number(e.textContent)))`)
		if axis*2 > highest {
			t.Errorf("the axis reaches %d, beside a highest day of %d", axis, highest)
		}
		if marks := in[int](t, tab, `document.querySelectorAll("#v-opened-closed svg line.cut").length`); marks != strings.Count(said, " with ") {
			t.Errorf("%d cuts are drawn, %q said", marks, said)
		}
		if in[bool](t, tab, `Boolean(document.querySelector("#v-open-over-time .cut"))`) {
			t.Error("open findings are cut off, of which no day has many times the others'")
		}
	}
	quiet(t, tab)
}

// TestKeyboard goes by the keys alone: into a chart along time, whose values the
// arrows read out, and to a bar, which Enter chooses.
func TestKeyboard(t *testing.T) {
	tab := opened(t)
	visit(t, tab, file(lakeOf(t).lake)+"#overview")
	reached := func(selector string) bool {
		for range 60 {
			if err := tab.Press("Tab"); err != nil {
				t.Fatal(err)
			}
			if in[bool](t, tab, `document.activeElement.matches(`+quote(selector)+`)`) {
				return true
			}
		}
		t.Errorf("no number of tabs leads to %s", selector)
		return false
	}
	if reached("#v-failed-by-hour svg.time") {
		for _, key := range []string{"End", "ArrowLeft"} {
			if err := tab.Press(key); err != nil {
				t.Fatal(err)
			}
		}
		if tip := in[string](t, tab, `const tip = document.querySelector("#v-failed-by-hour .tip"); tip.hidden ? "" : tip.textContent`); !strings.Contains(tip, "2026") {
			t.Errorf("the arrows read out %q", tip)
		}
	}
	if reached(`#v-open-by-severity [data-key="HIGH"]`) {
		if err := tab.Press("Enter"); err != nil {
			t.Fatal(err)
		}
		if err := tab.Drawn(); err != nil {
			t.Fatal(err)
		}
		if got := in[string](t, tab, `location.hash`); got != "#overview?severity=HIGH" {
			t.Errorf("Enter on a bar leads to %s", got)
		}
	}
	quiet(t, tab)
}

// TestLanes counts the strokes of each lane of a crowded chart against its table: an
// hour with a finding has one, and the top of none is cut off in silence.
func TestLanes(t *testing.T) {
	tab := opened(t)
	visit(t, tab, file(lakeOf(t).lake)+"#trend?period=*")
	const card = `document.querySelector("#v-titles-by-hour")`
	lanes := in[[]int64](t, tab, `[...`+card+`.querySelectorAll("path.lane")].map((p) => p.getAttribute("d").split("M").length - 1)`)
	hours := map[string]int64{}
	for _, row := range csv(t, tab, "titles-by-hour")[1:] {
		if row[len(row)-1] != "0" {
			hours[row[1]]++
		}
	}
	legend := in[[]string](t, tab, `[...`+card+`.querySelectorAll(".legend button")].map((b) => b.dataset.value)`)
	if len(lanes) < 3 || len(lanes) != len(legend) {
		t.Fatalf("%d lanes for the series %q", len(lanes), legend)
	}
	for i, name := range legend {
		if lanes[i] != hours[name] {
			t.Errorf("the lane of %s has %d strokes, its table %d hours", name, lanes[i], hours[name])
		}
	}
}
