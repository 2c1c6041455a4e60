package lake_test

import (
	"reflect"
	"testing"

	"security-hub-analytics/lake"
)

func TestQuarantineColumnsAreTheLines(t *testing.T) {
	line := reflect.TypeFor[lake.QuarantineLine]()
	columns := lake.QuarantineColumns()
	if len(columns) != line.NumField() {
		t.Fatalf("%d columns, %d members of a line", len(columns), line.NumField())
	}
	for i, c := range columns {
		f := line.Field(i)
		if name := f.Tag.Get("json"); name != c.Name {
			t.Errorf("column %d is %q, the member %q", i, c.Name, name)
		}
		isNumber := f.Type.Kind() == reflect.Int || f.Type.Kind() == reflect.Int64
		if isNumber != (c.Trino == "bigint") {
			t.Errorf("column %q is %s, the member %s", c.Name, c.Trino, f.Type)
		}
		if c.Description == "" || c.Hive == "" {
			t.Errorf("column %q lacks a description or a Hive type", c.Name)
		}
	}
}
