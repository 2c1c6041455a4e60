// Package dashboard says what the dashboard shows: sheets, visuals and filters as
// Go values, about a line for each decision. It draws nothing. dashboard/quicksight
// writes the definition that QuickSight takes, dashboard/page the HTML page; both
// take every number from the same views and columns, by the same rules, so that
// they agree. Neither Pulumi nor the AWS SDK nor DuckDB is known here.
package dashboard

// Dashboard is all of it.
type Dashboard struct {
	// Title stands above everything.
	Title string
	// Sheets are the pages, in order.
	Sheets []Sheet

	views map[string]view // what the visuals read, by name
}

// Sheet is one page.
type Sheet struct {
	// ID names the sheet in links and definitions: [a-z-]+.
	ID string
	// Title is its name on the screen.
	Title string
	// Question is what a reader comes here for.
	Question string
	// Filters are what a reader may narrow it down by, in order.
	Filters []Filter
	// Visuals fill it from left to right and from top to bottom.
	Visuals []Visual
}

// Visual is one picture or table. It names its view and the columns that it shows.
type Visual struct {
	// ID names the visual in the whole dashboard: [a-z-]+.
	ID string
	// Title says what it counts.
	Title string
	// Answers is the question that it answers.
	Answers string
	// View is the view that it reads.
	View string
	// Chart is how it is drawn.
	Chart Chart
	// By is what its rows stand for: the x axis, the bars, the rows and columns of
	// a heat map, the columns of a table that are no numbers.
	By []string
	// Split is the column whose values become series of one colour each.
	Split string
	// Values are its numbers.
	Values []Measure
	// Where leaves rows of the view out, whatever a reader chooses.
	Where []Condition
	// Time is the column that the period narrows down; none, and it is about now.
	Time string
	// Ignores are ids of filters that it does not heed though it could.
	Ignores []string
	// Order sorts a List or Table, the first column first; the numbers of a Table are
	// called value_1 and so on.
	Order []Order
	// Top is how many bars, rows or columns are drawn at most; 0 means all.
	Top int
	// Links makes text of a column (the key) a link to the address in another.
	Links map[string]string
	// Under puts columns of a List (the keys) below others in one cell.
	Under map[string]string
	// Note is what a reader has to know of the numbers.
	Note string
	// Onward is the sheet that a row leads to, narrowed down to its first column.
	Onward string
	// Empty says why there may be nothing to show.
	Empty string
	// Width is how many twelfths of the sheet it takes, Height how many rows of
	// about 40 pixels.
	Width, Height int
}

// Chart is a kind of picture.
type Chart string

// The kinds of pictures.
const (
	Number  Chart = "number"  // one figure, and a second one to compare it with
	Line    Chart = "line"    // a line for each value of Split, or for each measure
	Columns Chart = "columns" // standing bars along time, stacked
	Bars    Chart = "bars"    // lying bars, the longest first, stacked
	Heat    Chart = "heat"    // cells of By[0] x By[1], the darker the more
	Table   Chart = "table"   // a row for each combination of By, with numbers
	List    Chart = "list"    // rows of the view as they are
)

// Order is a column to sort by.
type Order struct {
	// Column is its name.
	Column string `json:"column"`
	// Down says that the greatest comes first.
	Down bool `json:"down"`
}

// Number of columns and rows that visuals take.
const (
	quarter, third, half, twoThirds, whole = 3, 4, 6, 8, 12
	low, middle, tall, tallest             = 3, 8, 10, 15
)
