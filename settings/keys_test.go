package settings

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// TestNames holds keys and fields together: each key sets the field of its name,
// and no field is without a key.
func TestNames(t *testing.T) {
	fields := map[string]reflect.Value{}
	var s Settings
	var collect func(prefix string, v reflect.Value)
	collect = func(prefix string, v reflect.Value) {
		for i := range v.NumField() {
			name, field := prefix+v.Type().Field(i).Name, v.Field(i)
			if field.Kind() == reflect.Struct {
				collect(name, field)
			} else if name != "Project" && name != "Stack" {
				fields[strings.ToLower(name)] = field
			}
		}
	}
	collect("", reflect.ValueOf(&s).Elem())
	for _, key := range Keys() {
		field, found := fields[strings.ToLower(key.Name)]
		if !found {
			t.Errorf("%s is no field of Settings", key.Name)
			continue
		}
		delete(fields, strings.ToLower(key.Name))
		before := reflect.New(field.Type()).Elem()
		for _, text := range []string{"x", "1", "true", `["x"]`} {
			field.Set(before)
			key.set(&s, text)
			if !field.IsZero() {
				break
			}
		}
		if field.IsZero() {
			t.Errorf("%s does not set its field", key.Name)
		}
		types := map[Type]reflect.Kind{String: reflect.String, Integer: reflect.Int, Boolean: reflect.Bool, Strings: reflect.Slice}
		if field.Kind() != types[key.Type] {
			t.Errorf("%s is %s, its field is %s", key.Name, key.Type, field.Kind())
		}
	}
	for name := range fields {
		t.Errorf("no key sets the field %s", name)
	}
}

// TestDeclarations: every key is led by its component, described, and has a
// default that it allows.
func TestDeclarations(t *testing.T) {
	camel := regexp.MustCompile(`^[a-z]+([A-Z][a-z0-9]*|[A-Z]+)*$`)
	seen := map[string]bool{}
	for _, section := range Sections() {
		for _, key := range section.Keys {
			if !camel.MatchString(key.Name) || seen[key.Name] {
				t.Errorf("%s is no camelCase or comes twice", key.Name)
			}
			seen[key.Name] = true
			if section.Title != "stack" && !strings.HasPrefix(key.Name, section.Title) {
				t.Errorf("%s is in section %s", key.Name, section.Title)
			}
			if !strings.HasSuffix(key.Description, ".") || key.Allowed == "" {
				t.Errorf("%s is not described: %q, allowed %q", key.Name, key.Description, key.Allowed)
			}
			if !key.set(new(Settings), key.Default) && key.Default != "[]" {
				t.Errorf("%s does not allow its default %q", key.Name, key.Default)
			}
		}
	}
}

func TestNearest(t *testing.T) {
	known := []string{"ingestBufferSeconds", "ingestBufferMB", "catalogDatabase"}
	for name, want := range map[string]string{
		"ingestBuferSeconds": "ingestBufferSeconds", "ingestbufferseconds": "ingestBufferSeconds",
		"ingestBufferMiB": "ingestBufferMB", "database": "", "catalogDataBase": "catalogDatabase", "x": "",
	} {
		if got := nearest(name, known); got != want {
			t.Errorf("nearest(%q) = %q, want %q", name, got, want)
		}
	}
}
