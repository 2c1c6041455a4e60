package findings_test

import (
	"strings"

	"security-hub-analytics/findings"
)

// rows reads a list of nested rows. One object is a list of one; an element
// that is no object keeps its place.
func (o *oracle) rows(c findings.Nested, name string, v any) any {
	list, isList := v.([]any)
	if object, isObject := v.(map[string]any); isObject {
		list, isList = []any{object}, true
		o.bent++
	}
	if !isList {
		o.bent++
		return nil
	}
	rows := make([]any, len(list))
	for i, element := range list {
		object, isObject := element.(map[string]any)
		row := o.record(object, c.Fields, name+".")
		switch text, isText := element.(string); {
		case isObject && o.ocsf:
			o.deriveNested(name, object, row)
		case isText && name == "compliance_standards": // a list of names
			row["standards_id"] = text
			if !o.ocsf { // there it is a list of objects
				o.bent++
			}
			o.count(name+".standards_id", "string")
		case !isObject && element != nil:
			o.bent++
		}
		rows[i] = row
	}
	return rows
}

// loose takes an element of a list or map: an object or a list as JSON text.
func (o *oracle) loose(v any) any {
	switch v.(type) {
	case map[string]any, []any:
		o.bent++
		return jsonText{v}
	}
	return o.text(v)
}

// texts takes a list; a lone scalar is a list of one.
func (o *oracle) texts(v any) any {
	switch v := v.(type) {
	case []any:
		list := make([]any, len(v))
		for i := range v {
			list[i] = o.loose(v[i])
		}
		return list
	case map[string]any:
		o.bent++
		return nil
	}
	o.bent++
	return []any{o.text(v)}
}

// pairs takes an object, or OCSF's list of name and value, or AWS's list of
// Key and Value.
func (o *oracle) pairs(v any) any {
	pairs := map[string]any{}
	switch v := v.(type) {
	case map[string]any:
		if o.ocsf {
			o.bent++
		}
		for key, value := range v {
			pairs[key] = o.loose(value)
		}
		return pairs
	case []any:
		if !o.ocsf {
			o.bent++
		}
		for _, element := range v {
			object, _ := element.(map[string]any)
			var key, value any
			keys, values := 0, 0
			for name, v := range object {
				switch strings.ToLower(name) {
				case "name", "key":
					key = o.loose(v)
					keys++
				case "value":
					value = o.loose(v)
					values++
				}
			}
			if keys > 1 || values > 1 {
				o.bent++
				return anything{}
			}
			switch key := key.(type) {
			case string:
				if _, twice := pairs[key]; twice {
					o.bent++
				}
				pairs[key] = value
			case jsonText:
				o.bent++
				return anything{}
			default:
				o.bent++
			}
		}
		return pairs
	}
	o.bent++
	return nil
}
