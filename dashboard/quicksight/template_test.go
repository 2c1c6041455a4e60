package quicksight

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// templates are all templates of a dashboard.
func templates(t *testing.T) map[string][]byte {
	t.Helper()
	d := made(t, "owner=Resources[0].Tags.Owner")
	all := map[string][]byte{}
	for name, make := range map[string]func() ([]byte, error){
		"data source": func() ([]byte, error) { return DataSourceTemplate("shub-test") },
		"analysis":    func() ([]byte, error) { return AnalysisTemplate(d, "shub-test", Lenient) },
		"dashboard":   func() ([]byte, error) { return DashboardTemplate(d, "shub-test", Strict) },
	} {
		text, err := make()
		if err != nil {
			t.Fatal(err)
		}
		all[name] = text
	}
	return all
}

// references lists what a template refers to, parameters and pseudo parameters, and the
// conditions that it names.
func references(v any) (refs, conditions []string) {
	collect := func(inner any) {
		r, c := references(inner)
		refs, conditions = append(refs, r...), append(conditions, c...)
	}
	switch v := v.(type) {
	case map[string]any:
		for key, inner := range v {
			switch key {
			case "Ref":
				refs = append(refs, fmt.Sprint(inner))
			case "Condition":
				conditions = append(conditions, fmt.Sprint(inner))
			case "Fn::If":
				if args, ok := inner.([]any); ok {
					conditions = append(conditions, fmt.Sprint(args[0]))
				}
			}
			collect(inner)
		}
	case []any:
		for _, inner := range v {
			collect(inner)
		}
	}
	return refs, conditions
}

// TestTemplates: every reference leads somewhere and every parameter is used; nothing
// is replaced within texts, since those of QuickSight have ${} of their own.
func TestTemplates(t *testing.T) {
	t.Parallel()
	pseudo := []string{"AWS::AccountId", "AWS::NoValue", "AWS::StackId"}
	for name, text := range templates(t) {
		var parsed struct {
			Parameters, Conditions, Resources map[string]any
		}
		if err := json.Unmarshal(text, &parsed); err != nil {
			t.Fatal(err)
		}
		refs, conditions := references(map[string]any{"r": parsed.Resources, "c": parsed.Conditions})
		refs = slices.DeleteFunc(refs, func(r string) bool { return slices.Contains(pseudo, r) })
		slices.Sort(refs)
		if want := slices.Sorted(maps.Keys(parsed.Parameters)); !slices.Equal(slices.Compact(refs), want) {
			t.Errorf("%s: refers to %v, has the parameters %v", name, slices.Compact(refs), want)
		}
		slices.Sort(conditions)
		if want := slices.Sorted(maps.Keys(parsed.Conditions)); !slices.Equal(slices.Compact(conditions), want) {
			t.Errorf("%s: needs the conditions %v, has %v", name, slices.Compact(conditions), want)
		}
		if strings.Contains(string(text), "Fn::Sub") {
			t.Errorf("%s: has Fn::Sub", name)
		}
		// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
		if len(parsed.Parameters) > 200 || len(text) > MaxTemplate {
			t.Errorf("%s: %d parameters, %d bytes", name, len(parsed.Parameters), len(text))
		}
		t.Logf("%s: %d parameters, %d bytes", name, len(parsed.Parameters), len(text))
	}
	if n := len(templates(t)["data source"]); n > InlineLimit {
		t.Errorf("the template of the data source has %d bytes, and goes inline", n)
	}
}

// TestAccess compares the sets with those that are known to be taken: QuickSight takes
// no other.
func TestAccess(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		Access
		viewer, owner int
	}{
		"dashboard": {DashboardAccess, 3, 8}, "analysis": {AnalysisAccess, 0, 7}, "data set": {DataSetAccess, 5, 10},
		"data source": {DataSourceAccess, 3, 6}, "theme": {ThemeAccess, 4, 11}, "folder": {FolderAccess, 1, 8},
	} {
		if len(test.Viewer) != test.viewer || len(test.Owner) != test.owner {
			t.Errorf("%s: %d and %d actions, want %d and %d", name, len(test.Viewer), len(test.Owner), test.viewer, test.owner)
		}
		sorted := slices.Sorted(slices.Values(test.Owner))
		if len(slices.Compact(sorted)) != test.owner {
			t.Errorf("%s: an action comes twice: %v", name, test.Owner)
		}
		for _, action := range test.Owner {
			if !strings.HasPrefix(action, "quicksight:") {
				t.Errorf("%s: %s", name, action)
			}
		}
	}
}

func TestPrincipals(t *testing.T) {
	t.Parallel()
	got, err := Principals(DashboardAccess, []string{"a", "b"}, []string{"c"})
	if err != nil || len(got) != 3 || got["Owner1"] != "a" || got["Owner2"] != "b" || got["Viewer1"] != "c" {
		t.Errorf("%v, error %v", got, err)
	}
	if got, err := Principals(AnalysisAccess, []string{"a"}, []string{"c"}); err != nil || len(got) != 1 {
		t.Errorf("an analysis has viewers: %v, error %v", got, err)
	}
	for _, n := range [][2]int{{MaxOwners + 1, 0}, {0, MaxViewers + 1}} {
		if _, err := Principals(DashboardAccess, make([]string, n[0]), make([]string, n[1])); err == nil {
			t.Errorf("%v principals are taken", n)
		}
	}
}
