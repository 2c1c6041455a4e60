package dashboard

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write docs/dashboard.md anew")

const docsHead = `# The dashboard

<!-- Made from the Go code in dashboard/ by go test ./dashboard -run TestDocs -update; do not edit. -->

The dashboard is Go values in ` + "`dashboard/`" + `, a file for each sheet, about a line for each decision. They are
drawn twice: ` + "`dashboard/page`" + ` writes the HTML page of ` + "`shub local`" + ` and ` + "`shub serve`" + `,
` + "`dashboard/quicksight`" + ` the definition and the data sets that the program deploys. Both take each number
from the same view by the same rule, and tests compare the answers.

## The page

` + "`shub local`" + ` ends by writing ` + "`dashboard.html`" + ` beside the lake: one file that any browser opens, that loads
nothing and can be sent on like a picture - to whoever may see the findings in it. It has been looked at in
Chromium; it needs a browser of 2023 or newer (DecompressionStream, color-mix).

- A click on a bar, a cell or a legend narrows the sheet down to it; a chip takes it back. What is chosen stands in
  the address. A visual that a filter does not narrow down says so: a score is one of all accounts, and no sum.
- *Table* shows the numbers behind a picture, *CSV* saves them, *SQL* is the question for Athena or ` + "`shub query`" + `.
  All of it works by the keyboard; in a chart along time the arrow keys read the values.
- Numbers are summed up before they enter the page, so it stays small: findings count once, by their identity.
  Trends reach back %d days, a list holds its first %s rows; the page says when there are more.
- A step along time that is higher by far is cut off, marked and written out. Lines of more steps than fit get a lane
  each, one above the other, all to one scale.
- The browser prints the sheet that is open, for A4 across.

` + "`shub serve --lake DIR`" + ` shows the same page on the loopback address and asks DuckDB anew when a filter changes: for
lakes that are too large for a file. First it works the views out, for 5 million rows in 3 minutes and 5 GB on two
cores; a change of a filter then takes 0.2 seconds. Whoever has an account on the machine can reach it while it runs.

## Sheets

`

const docsFilters = `## Filters

A filter looks at one column in every visual whose view has it, and keeps its choice from sheet to sheet.
In QuickSight the period is a date from which on, at first so many days ago.

| filter | column | at first |
|---|---|---|
`

const docsAdd = `## Add a visual

Write it into its sheet's file:

` + "```diff\n%s```" + `

` + "`go test ./dashboard/...`" + ` says what is wrong with it: a view or column that does not exist, a type that cannot be shown,
a row of the grid that overflows. That is all: the page draws it, the QuickSight definition has it, and the data set
of its view carries the one column more. Then
` + "`go test ./dashboard ./dashboard/quicksight -update`" + ` writes this page and the list of data sets anew.

- ` + "`Chart`" + `: ` + "`number`, `line`, `columns`, `bars`, `heat`, `table` (a row for each combination of `By`), `list` (rows of the view)" + `.
- ` + "`Values`" + `: ` + "`rows`, `sum`, `mean`, `highest`, `lowest`; `.of(...)` counts only rows that meet conditions, `.ago(7)` the day seven days back" + `.
- ` + "`Where`" + ` leaves rows out whatever a reader chooses; ` + "`Time`" + ` is the column that the period narrows down.
- A view of your own in ` + "`sql/custom/`" + ` can be shown like any other.

Columns that ` + "`transformColumns`" + ` promotes, such as an owner from a tag, get a visual each on the sheet Resources.

Colours stand in ` + "`dashboard/palette.go`" + `, one for each severity and status in light and in dark; tests measure that they are
told apart without red, green or blue, and stand out from the ground.
`

// TestDocs compares docs/dashboard.md with the code.
func TestDocs(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	fmt.Fprintf(&b, docsHead, 400, "100,000") // page.KeptDays and page.ListRows, which TestDocsNumbers there compares
	filters := []Filter{}
	for _, s := range made(t).Sheets {
		fmt.Fprintf(&b, "### %s\n\n%s\n\n| visual | answers | from |\n|---|---|---|\n", s.Title, s.Question)
		for _, v := range s.Visuals {
			fmt.Fprintf(&b, "| %s | %s | [`%s`](views.md#%[3]s) |\n", v.Title, v.Answers, v.View)
		}
		labels := []string{}
		for _, f := range s.Filters {
			labels = append(labels, strings.ToLower(f.Label))
			if !containsFilter(filters, f) {
				filters = append(filters, f)
			}
		}
		fmt.Fprintf(&b, "\nFilters: %s.\n\n", strings.Join(labels, ", "))
	}
	b.WriteString(docsFilters)
	for _, f := range filters {
		column, first := "`"+f.Column+"`", "everything"
		if f.Period() {
			column, first = "the time of trends", fmt.Sprintf("%d days", f.Days)
		} else if f.Default != nil {
			first = strings.Join(f.Default, ", ")
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", strings.ToLower(f.Label), column, first)
	}
	diff := "   // dashboard/sheet_resources.go, behind the last visual\n"
	for _, line := range strings.Split(example, "\n") {
		diff += "+  " + line + "\n"
	}
	fmt.Fprintf(&b, "\n"+docsAdd, diff)
	const name = "../docs/dashboard.md"
	if *update {
		if err := os.WriteFile(name, []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if b.String() != string(want) {
		t.Errorf("%s is not what the code says (-update writes it)", name)
	}
}

func containsFilter(all []Filter, f Filter) bool {
	for _, one := range all {
		if one.ID == f.ID {
			return true
		}
	}
	return false
}

// TestExampleIsWhatItSays compares the example's text with its Go.
func TestExampleIsWhatItSays(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, code, _ := strings.Cut(string(source), "return Visual{\n")
	code, _, _ = strings.Cut(code, "\t}\n}")
	squeezed := func(text string) string { return strings.Join(strings.Fields(text), " ") }
	if got, want := squeezed(code), squeezed(strings.TrimSuffix(strings.TrimPrefix(example, "{"), "},")); got != want {
		t.Errorf("the text is\n%s\nthe code\n%s", want, got)
	}
}
