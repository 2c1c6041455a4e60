package page_test

import (
	"os"
	"testing"

	"security-hub-analytics/dashboard"
	"security-hub-analytics/internal/browser"
)

// TestAccessibility lets axe-core look at every sheet, light and dark, and with
// what opens open. Faults that are planted it has to find.
func TestAccessibility(t *testing.T) {
	tab := opened(t)
	path := os.Getenv("SHUB_AXE")
	if path == "" {
		t.Skip("SHUB_AXE names no axe-core")
	}
	axe, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d, err := dashboard.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	// As text: what is wrong, and where first.
	const judge = `axe.run(document, {resultTypes: ["violations"]}).then((r) => r.violations.map((v) => v.id + ": " + v.help + ": " + v.nodes[0].html.slice(0, 200)))`
	asked := 0
	for _, dark := range []bool{false, true} {
		if err := tab.Show(browser.Screen{Width: 1440, Height: 900, Dark: dark}); err != nil {
			t.Fatal(err)
		}
		for _, s := range d.Sheets {
			visit(t, tab, file(lakeOf(t).lake)+"#"+s.ID)
			in[bool](t, tab, string(axe)+"; true")
			for _, open := range []string{"", `document.querySelector("details.values summary").click(); document.querySelector(".tools button:last-child").click()`} {
				in[bool](t, tab, `(async () => { `+open+`; await new Promise((r) => setTimeout(r, 200)); return true; })()`)
				for _, violation := range in[[]string](t, tab, judge) {
					t.Errorf("sheet %s, dark %v, %q: %s", s.ID, dark, open, violation)
				}
				asked++
			}
		}
	}
	for _, fault := range []string{
		`document.querySelector("svg.time").removeAttribute("aria-label")`,
		`document.querySelector(".tools button").textContent = ""`,
		`document.documentElement.removeAttribute("lang")`,
		`document.querySelector(".answers").style.color = "#ddd"`,
		`document.querySelector("#filter-period").parentElement.replaceWith(document.querySelector("#filter-period"))`,
	} {
		if err := tab.Show(browser.Screen{Width: 1440, Height: 900}); err != nil {
			t.Fatal(err)
		}
		visit(t, tab, file(lakeOf(t).lake)+"#trend")
		in[bool](t, tab, string(axe)+"; "+fault+"; true")
		if found := in[[]string](t, tab, judge); len(found) == 0 {
			t.Errorf("axe-core does not mind %s", fault)
		}
	}
	t.Logf("axe-core agreed with %d views", asked)
}
