package quicksight

import (
	"strings"

	"security-hub-analytics/dashboard"
)

// Dataset is a data set that the definition reads: columns of one view.
type Dataset struct {
	// Identifier is its name in the definition, which is that of the view.
	Identifier string
	// Name is its name in QuickSight's list.
	Name string
	// View is the view that it reads.
	View string
	// Columns are its columns, no more than visuals and filters use.
	Columns []Column
	// Hourly says that it has to be loaded each hour, not each day.
	Hourly bool
}

// Column is a column of a data set.
type Column struct {
	// Name is the column's name.
	Name string
	// Type is QuickSight's: STRING, INTEGER, DECIMAL or DATETIME.
	Type string
}

// types are QuickSight's names of Trino's types. A boolean is none: QuickSight
// turns it into a number
// (https://docs.aws.amazon.com/quicksight/latest/user/supported-data-types-and-values.html).
var types = map[string]string{
	"varchar": "STRING", "bigint": "INTEGER", "integer": "INTEGER", "double": "DECIMAL", "date": "DATETIME", "timestamp(3)": "DATETIME",
}

// seedName is the name that the seed gives to its data set, which our chart of the
// same data keeps.
const seedName = "security-hub-rolled-up-finding"

// Datasets are the data sets of the dashboard, in the order of first use.
func Datasets(d *dashboard.Dashboard) []Dataset {
	var sets []Dataset
	for _, set := range d.Datasets() {
		out := Dataset{Identifier: set.View, Name: "security-hub-" + strings.ReplaceAll(set.View, "_", "-"), View: set.View, Hourly: set.Hourly}
		if set.View == "rolled_up_findings" {
			out.Name = seedName
		}
		for _, c := range set.Columns {
			out.Columns = append(out.Columns, Column{c.Name, types[c.Trino]})
		}
		sets = append(sets, out)
	}
	return sets
}
