package findings_test

import (
	"encoding/json"
	"strconv"

	"security-hub-analytics/findings"
)

// promotion is a column that a stack's config adds, and the steps of its path:
// members and, as numbers, elements.
type promotion struct {
	name, spec string
	asff, ocsf []any
}

var promotions = []promotion{
	{"p_second_resource", `Resources[1].Id|resources[0]["uid"]`, []any{"Resources", 1, "Id"}, []any{"resources", 0, "uid"}},
	{"p_field", `ProductFields["aws/securityhub/FindingId"]|unmapped.compliance["CIS-1.4"][0]`,
		[]any{"ProductFields", "aws/securityhub/FindingId"}, []any{"unmapped", "compliance", "CIS-1.4", 0}},
	{"p_number", "Severity.Normalized|severity_id", []any{"Severity", "Normalized"}, []any{"severity_id"}},
	{"p_list", "Types|finding_info.types", []any{"Types"}, []any{"finding_info", "types"}},
	{"p_object", "Action|cloud.account", []any{"Action"}, []any{"cloud", "account"}},
	{"p_bool", "Sample", []any{"Sample"}, nil},
	{"p_title", "|finding_info.title", nil, []any{"finding_info", "title"}},
}

// widest is the schema with those columns.
var widest = func() *findings.Schema {
	var specs []string
	for _, p := range promotions {
		specs = append(specs, p.name+"="+p.spec)
	}
	schema, err := findings.NewSchema(specs...)
	if err != nil {
		panic(err)
	}
	return schema
}()

// promote reads the promoted columns: a scalar as its text, anything else as
// JSON. Names match exactly.
func (o *oracle) promote(f, row map[string]any) {
	for _, p := range promotions {
		steps := p.asff
		if o.ocsf {
			steps = p.ocsf
		}
		var value any
		if steps != nil {
			value = f
		}
		for _, step := range steps {
			switch step := step.(type) {
			case string:
				in, _ := value.(map[string]any)
				value = in[step]
			case int:
				in, _ := value.([]any)
				if value = nil; step < len(in) {
					value = in[step]
				}
			}
		}
		switch v := value.(type) {
		case json.Number:
			value = v.String()
		case bool:
			value = strconv.FormatBool(v)
		case map[string]any, []any:
			value = jsonText{v}
		}
		row[p.name] = value
	}
}
