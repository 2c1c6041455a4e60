package record

import "encoding/json"

// Export writes a stack for the judges in conformance/, which are not Go: each
// resource twice, with references ({"$text": [piece, ...]}, a piece being a
// string or {"urn", "output"}) and with the values that they have here.
func Export(s *Stack) ([]byte, error) {
	type exported struct {
		URN      string         `json:"urn"`
		Type     string         `json:"type"`
		Name     string         `json:"name"`
		Short    string         `json:"short"`
		Parent   string         `json:"parent"`
		Region   string         `json:"region"`
		Source   string         `json:"source"`
		Read     bool           `json:"read,omitempty"`
		ID       string         `json:"id"`
		Outputs  map[string]any `json:"outputs"`
		Resolved map[string]any `json:"resolved"`
		Linked   any            `json:"linked"`
		Depends  []string       `json:"dependsOn"`
		Options  map[string]any `json:"options"`
	}
	resources := []exported{}
	for _, r := range s.Resources {
		if r.Component {
			continue
		}
		resources = append(resources, exported{
			URN: r.URN, Type: r.Type, Name: r.Name, Short: r.Short(), Parent: r.Parent, Region: r.Region,
			Source: r.Source, Read: r.Read, ID: r.ID, Outputs: r.Outputs, Resolved: r.Inputs,
			Linked: exportValue(r.Linked), Depends: r.DependsOn, Options: r.Options,
		})
	}
	return json.MarshalIndent(map[string]any{
		"project": s.Project, "stack": s.Name, "partition": s.Partition, "account": s.Account, "region": s.Region,
		"resources": resources,
	}, "", " ")
}

func exportValue(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, x := range v {
			out[k] = exportValue(x)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, x := range v {
			out[i] = exportValue(x)
		}
		return out
	case Text:
		pieces := []any{}
		for _, p := range v {
			if p.Ref != nil {
				pieces = append(pieces, map[string]any{"urn": p.Ref.URN, "output": p.Ref.Output})
			} else {
				pieces = append(pieces, p.Literal)
			}
		}
		return map[string]any{"$text": pieces}
	}
	return v
}
