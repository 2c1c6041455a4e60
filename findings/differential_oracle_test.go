package findings_test

import (
	"maps"
	"strings"

	"security-hub-analytics/findings"
)

// allColumns is the column list; making it anew for each finding would take long.
var allColumns = findings.NestedColumns()

// oracle reads a finding a second time, the plain way: encoding/json into any,
// then the documented path of each column. It shares the column list with the
// decoder and nothing else, so that what both agree on is what is documented.
//
// Its rows are made of nil, string, float64, bool, int64 (integers, and times
// as milliseconds), []any, map[string]any (maps and nested rows) and jsonText.
type oracle struct {
	ocsf bool
	bent int // values that are not as their schema wants them
	// unused are the same, of paths that a preferred one made needless.
	unused int
	// set counts by column and schema how often a value was found.
	set map[string]int
}

// jsonText is a value that a column holds as JSON text.
type jsonText struct{ value any }

// anything is where nothing says what the column should hold, as for a tag
// whose name is an object.
type anything struct{}

// What becomes of an element of a findings list.
const (
	outcomeRow        = "row"
	outcomeNoIdentity = string(findings.NoIdentity)
	outcomeNoFinding  = string(findings.NotAFindingEvent)
)

// identityMembers are the members on the way to a finding's identity: their
// names match exactly, other names may differ by letter case.
var identityMembers = map[string]bool{
	"Id": true, "ProductArn": true, "AwsAccountId": true,
	"finding_info": true, "finding_info.uid": true, "metadata": true, "metadata.product": true,
	"metadata.product.uid": true, "cloud": true, "cloud.account": true, "cloud.account.uid": true,
}

// finding reads one element of a findings list into the columns that come from
// the finding itself.
func (o *oracle) finding(element any) (row map[string]any, outcome string) {
	f, isObject := element.(map[string]any)
	if !isObject {
		return nil, outcomeNoFinding
	}
	quiet := oracle{}
	switch class, _ := quiet.whole(quiet.member(f, "class_uid", true)).(int64); class {
	case 2002, 2003, 2004, 2006:
		o.ocsf = true
	default:
		known := false
		for _, required := range []string{"SchemaVersion", "Id", "ProductArn", "GeneratorId", "AwsAccountId"} {
			_, has := f[required]
			known = known || has
		}
		if !known {
			return nil, outcomeNoFinding
		}
	}
	row = o.record(f, allColumns, "")
	o.promote(f, row)
	row["source_schema"] = "ASFF"
	if o.ocsf {
		row["source_schema"] = "OCSF"
		o.derive(f, row)
	}
	if row["finding_id"] == nil || row["aws_account_id"] == nil && row["product_arn"] == nil {
		return nil, outcomeNoIdentity
	}
	if arn, ok := row["product_arn"].(string); ok {
		row["product_arn"] = strings.Replace(arn, ":productv2/", ":product/", 1)
	}
	o.product(row)
	if resources, ok := row["resources"].([]any); ok {
		row["resource_count"] = int64(len(resources))
		if len(resources) > 0 {
			if first, ok := resources[0].(map[string]any); ok {
				row["resource_id"], row["resource_type"], row["resource_region"] = first["id"], first["type"], first["region"]
			}
		}
	}
	return row, outcomeRow
}

// record reads the columns, or the members of a nested row, from an object.
// prefix names the nested row.
func (o *oracle) record(object map[string]any, columns []findings.Nested, prefix string) map[string]any {
	row := map[string]any{}
	for _, c := range columns {
		name := prefix + c.Name
		row[c.Name] = nil
		paths := c.ASFF
		if o.ocsf {
			paths = c.OCSF
		}
		// In order of preference: the first that has a value.
		reader := o
		for path := range strings.FieldsSeq(paths) {
			v := reader.member(object, path, prefix == "")
			if got := reader.value(c, name, v); got != nil && reader == o {
				row[c.Name] = got
				o.count(name, path)
				reader = &oracle{ocsf: o.ocsf}
			}
		}
		if reader != o {
			o.unused += reader.bent + reader.unused
		}
	}
	return row
}

func (o *oracle) count(column, path string) {
	if o.set != nil {
		o.set[column+" "+path]++
	}
}

// member follows a path through objects.
func (o *oracle) member(object map[string]any, path string, ofFinding bool) any {
	var value any = object
	walked := ""
	for name := range strings.SplitSeq(path, ".") {
		walked = strings.TrimPrefix(walked+"."+name, ".")
		in, isObject := value.(map[string]any)
		if !isObject {
			if value != nil {
				o.bent++
			}
			return nil
		}
		exact, has := in[name]
		strict := ofFinding && identityMembers[walked]
		if !has && !strict {
			exact = o.otherCase(in, name)
		}
		value = exact
	}
	return value
}

// otherCase finds a member whose name differs by letter case.
func (o *oracle) otherCase(in map[string]any, name string) any {
	var found []any
	for key := range maps.Keys(in) {
		if strings.EqualFold(key, name) {
			found = append(found, in[key])
			o.bent++
		}
	}
	switch len(found) {
	case 0:
		return nil
	case 1:
		return found[0]
	}
	return anything{}
}

// value reads a value as what the column holds.
func (o *oracle) value(c findings.Nested, name string, v any) any {
	switch {
	case v == nil, v == anything{}:
		return v
	case c.Fields != nil:
		return o.rows(c, name, v)
	case name == "resources.details" || name == "resources.data_classification":
		return jsonText{v}
	}
	switch c.Trino {
	case "varchar":
		return o.column(name, v)
	case "integer":
		return o.whole(v)
	case "double":
		return o.double(v)
	case "boolean":
		return o.flag(v)
	case "timestamp(3)":
		return o.time(v)
	case "array(varchar)":
		return o.texts(v)
	case "map(varchar, varchar)":
		return o.pairs(v)
	}
	panic("column " + name + " has the type " + c.Trino + ", which the oracle does not know")
}
