package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// Golden writes a stack for people who review what a change does to it: indented
// JSON, sorted, references as ${Kind name.output}, documents within strings as
// documents, columns one a line, long SQL and large documents by their hash (the
// text is in sql/, the dashboard in dashboard/).
func Golden(s *Stack) ([]byte, error) {
	type entry struct {
		Resource  string         `json:"resource"`
		Type      string         `json:"type"`
		Parent    string         `json:"parent,omitempty"`
		Provider  string         `json:"provider,omitempty"`
		Read      string         `json:"read,omitempty"`
		Options   map[string]any `json:"options,omitempty"`
		DependsOn []string       `json:"dependsOn,omitempty"`
		Secrets   []string       `json:"secrets,omitempty"`
		Inputs    any            `json:"inputs,omitempty"`
		Outputs   any            `json:"outputs,omitempty"`
	}
	g := golden{s}
	resources := make([]entry, 0, len(s.Resources))
	for _, r := range s.Resources {
		e := entry{
			Resource: r.Short(), Type: r.Type, Parent: g.name(r.Parent), Provider: g.name(r.Provider),
			Options: r.Options, Secrets: r.Secrets,
		}
		if r.Read {
			e.Read = r.ID
		}
		for _, urn := range r.DependsOn {
			e.DependsOn = append(e.DependsOn, g.name(urn))
		}
		if len(r.Linked) > 0 {
			e.Inputs = g.value("", r.Linked)
		}
		if len(r.RegisteredOutputs) > 0 {
			e.Outputs = sortedNames(r.RegisteredOutputs)
		}
		resources = append(resources, e)
	}
	slices.SortStableFunc(resources, func(a, b entry) int {
		return strings.Compare(a.Parent+"/"+a.Resource, b.Parent+"/"+b.Resource)
	})
	calls := []string{}
	for _, c := range s.Calls {
		calls = append(calls, strings.TrimSpace(c.Token+" "+compact(c.Args)))
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	err := encoder.Encode(struct {
		Stack     map[string]any `json:"stack"`
		Resources []entry        `json:"resources"`
	}{map[string]any{
		"name": s.Name, "partition": s.Partition, "region": s.Region,
		"resources": len(s.Resources), "warnings": s.Warnings, "functions": slices.Compact(calls),
		"outputs": g.value("", s.Outputs),
	}, resources})
	return out.Bytes(), err
}

type golden struct{ stack *Stack }

// name is the short name of a resource; nothing for the stack itself.
func (g golden) name(urn string) string {
	if r := g.stack.ByURN(urn); r != nil {
		return r.Short()
	}
	return ""
}

func (g golden) value(key string, v any) any {
	switch v := v.(type) {
	case map[string]any:
		if path, ok := v["archive"].(string); ok && len(v) == 1 {
			return map[string]any{"archive": filepath.Base(path)}
		}
		if column, ok := column(v); ok {
			return column
		}
		out := map[string]any{}
		for k, x := range v {
			out[k] = g.value(k, x)
		}
		return out
	case []any:
		out := make([]any, 0, len(v))
		for _, x := range v {
			out = append(out, g.value(key, x))
		}
		return fewColumns(key, out)
	case Text:
		return g.text(g.write(v))
	case string:
		return g.text(v)
	}
	return v
}

// write is a text with its references as a reader sees them.
func (g golden) write(t Text) string {
	var b strings.Builder
	for _, p := range t {
		if p.Ref != nil {
			fmt.Fprintf(&b, "${%s.%s}", g.name(p.Ref.URN), p.Ref.Output)
		} else {
			b.WriteString(p.Literal)
		}
	}
	return b.String()
}

const (
	prestoView = "/* Presto View: "
	longText   = 400
	// A template with the definition of a dashboard is more than anybody reads.
	longDocument = 20_000
	maxColumns   = 4
)

func (g golden) text(s string) any {
	if inner, ok := strings.CutPrefix(s, prestoView); ok {
		if b, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(inner, " */")); err == nil {
			return map[string]any{"Presto View": g.text(string(b))}
		}
	}
	if len(s) < longDocument && (strings.HasPrefix(s, "{") || strings.HasPrefix(s, "[")) {
		var document any
		if json.Unmarshal([]byte(s), &document) == nil {
			return map[string]any{"json": g.value("", document)}
		}
	}
	if len(s) > longText {
		first, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
		sum := sha256.Sum256([]byte(s))
		return fmt.Sprintf("%.80s... (%d bytes, sha256 %x)", first, len(s), sum[:6])
	}
	return s
}

// column writes a column of a table in one line.
func column(v map[string]any) (string, bool) {
	name, named := v["name"].(string)
	kind, typed := v["type"].(string)
	comment, _ := v["comment"].(string)
	if !named || !typed || len(v) > 3 || len(v) == 3 && comment == "" {
		return "", false
	}
	return strings.TrimSpace(fmt.Sprintf("%s %s  %s", name, kind, comment)), true
}

// fewColumns writes the columns of a wide table by their number and hash: docs/schema.md
// and docs/views.md list them, and would be the place to see a change.
func fewColumns(key string, list []any) any {
	if key != "columns" || len(list) <= maxColumns {
		return list
	}
	sum := sha256.Sum256([]byte(fmt.Sprint(list)))
	return fmt.Sprintf("%d columns (sha256 %x)", len(list), sum[:6])
}

func compact(v map[string]any) string {
	if len(v) == 0 {
		return ""
	}
	b, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

func sortedNames(m map[string]any) []string {
	names := make([]string, 0, len(m))
	for k := range m {
		names = append(names, k)
	}
	slices.Sort(names)
	return names
}
