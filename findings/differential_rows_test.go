package findings_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"security-hub-analytics/findings"
)

// otherNames are the columns whose field in Row is not named like them.
var otherNames = map[string]string{
	"compliance_security_control_parameters": "ComplianceParameters",
	"patch_missing_count":                    "PatchMissing",
	"patch_failed_count":                     "PatchFailed",
}

// fieldOf finds the field of a struct that a column is named after. It does
// not go through the column list, whose accessors could name another field.
func fieldOf(record reflect.Value, column string) reflect.Value {
	want := otherNames[column]
	if want == "" {
		want = strings.ReplaceAll(column, "_", "")
	}
	return record.FieldByNameFunc(func(name string) bool { return strings.EqualFold(name, want) })
}

// plain gives a decoded row in the oracle's terms.
func plain(record reflect.Value, columns []findings.Nested) map[string]any {
	row := map[string]any{}
	for _, c := range columns {
		field := fieldOf(record, c.Name)
		if !field.IsValid() {
			row[c.Name] = "NO FIELD IN " + record.Type().Name()
			continue
		}
		row[c.Name] = plainValue(field, c)
	}
	return row
}

func plainValue(field reflect.Value, c findings.Nested) any {
	switch v := field.Interface().(type) {
	case findings.Text:
		return plainText(v)
	case findings.Opt[int64]:
		if v.Set {
			return v.V
		}
		return nil
	case findings.Opt[float64]:
		if v.Set {
			return v.V
		}
		return nil
	case findings.Opt[bool]:
		if v.Set {
			return v.V
		}
		return nil
	case []findings.Text:
		if v == nil {
			return nil
		}
		list := make([]any, len(v))
		for i := range v {
			list[i] = plainText(v[i])
		}
		return list
	case []findings.Pair:
		if v == nil {
			return nil
		}
		pairs := map[string]any{}
		for _, p := range v {
			if _, twice := pairs[string(p.Key)]; twice {
				pairs["A KEY COMES TWICE"] = string(p.Key)
			}
			pairs[string(p.Key)] = plainText(p.Value)
		}
		return pairs
	}
	if field.IsNil() {
		return nil
	}
	rows := make([]any, field.Len())
	for i := range rows {
		rows[i] = plain(field.Index(i), c.Fields)
	}
	return rows
}

func plainText(t findings.Text) any {
	if t == nil {
		return nil
	}
	return string(t)
}

// differs says where two values differ first, "" if nowhere.
func differs(got, want any) string {
	switch want := want.(type) {
	case anything:
		return ""
	case jsonText:
		text, isText := got.(string)
		if !isText {
			return fmt.Sprintf(": got %s, want JSON text", jsonOf(got))
		}
		value, err := readJSON([]byte(text))
		if err != nil {
			return fmt.Sprintf(": got %s, which is no JSON: %v", jsonOf(got), err)
		}
		if !reflect.DeepEqual(value, want.value) {
			return fmt.Sprintf(": got %s, want the JSON of %s", jsonOf(got), jsonOf(want.value))
		}
		return ""
	case []any:
		list, isList := got.([]any)
		if !isList || len(list) != len(want) {
			return fmt.Sprintf(": got %s, want a list of %d: %s", jsonOf(got), len(want), jsonOf(want))
		}
		for i := range want {
			if d := differs(list[i], want[i]); d != "" {
				return fmt.Sprintf("[%d]%s", i, d)
			}
		}
		return ""
	case map[string]any:
		object, isObject := got.(map[string]any)
		if !isObject || len(object) != len(want) {
			return fmt.Sprintf(": got %s, want %s", jsonOf(got), jsonOf(want))
		}
		for _, key := range slices.Sorted(maps.Keys(want)) {
			value, has := object[key]
			if !has {
				return fmt.Sprintf(": no %q in %s", key, jsonOf(got))
			}
			if d := differs(value, want[key]); d != "" {
				return "." + key + d
			}
		}
		return ""
	}
	if got != want {
		return fmt.Sprintf(": got %s, want %s", jsonOf(got), jsonOf(want))
	}
	return ""
}

func jsonOf(v any) string {
	if v == nil {
		return "null"
	}
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprintf("%#v", v)
	}
	const most = 300
	if len(text) > most {
		text = append(text[:most:most], "..."...)
	}
	return string(text)
}

// readJSON reads one value, numbers as they are written.
func readJSON(text []byte) (value any, err error) {
	d := json.NewDecoder(strings.NewReader(string(text)))
	d.UseNumber()
	err = d.Decode(&value)
	return value, err
}
