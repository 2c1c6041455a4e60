package memcloud

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// template is what is read of a CloudFormation template, with what its functions give.
type template struct {
	Parameters map[string]struct{ Default *string }
	Conditions map[string]any
	Resources  map[string]struct {
		Type       string
		Properties map[string]any
	}

	values map[string]string // of parameters and pseudo parameters
	err    error             // the first that resolve met
}

// nothing is AWS::NoValue: the member or element that has it is not there.
type nothing struct{}

// template reads the template of a stack, inline or from S3, with its parameters.
func (o *op) template() (*template, error) {
	body := text(resource.NewObjectProperty(o.is.Inputs), "templateBody") // as an output it is there in any case
	limit := 51200
	if url := o.is.Text("templateUrl"); url != "" {
		if body != "" {
			return nil, errors.New("ValidationError: templateBody and templateUrl exclude each other")
		}
		limit = 1_000_000
		if body = o.download(url); body == "" {
			return nil, fmt.Errorf("ValidationError: S3 error: there is no %s", url)
		}
	}
	if len(body) > limit {
		return nil, fmt.Errorf("ValidationError: the template has %d bytes, at most %d are allowed", len(body), limit)
	}
	t := &template{values: map[string]string{"AWS::AccountId": o.cloud.Account, "AWS::StackId": o.is.ID, "AWS::Region": o.region}}
	if err := json.Unmarshal([]byte(body), t); err != nil {
		return nil, fmt.Errorf("ValidationError: Template format error: %w", err)
	}
	given := o.is.Get("parameters")
	if given.IsObject() {
		for name, value := range given.ObjectValue() {
			if _, ok := t.Parameters[string(name)]; !ok {
				return nil, fmt.Errorf("ValidationError: Parameters: [%s] do not exist in the template", name)
			}
			t.values[string(name)] = plain(value).StringValue()
		}
	}
	for name, p := range t.Parameters {
		if _, ok := t.values[name]; ok {
			continue
		}
		if p.Default == nil {
			return nil, fmt.Errorf("ValidationError: Parameters: [%s] must have values", name)
		}
		t.values[name] = *p.Default
	}
	return t, nil
}

// download is the content of an object by its address, such as
// https://bucket.s3.eu-west-1.amazonaws.com/key.
func (o *op) download(url string) string {
	suffix := "amazonaws.com"
	if o.cloud.Partition == "aws-cn" {
		suffix += ".cn"
	}
	bucket, name, found := strings.Cut(strings.TrimPrefix(url, "https://"), ".s3."+o.region+"."+suffix+"/")
	if !found {
		return ""
	}
	for at, object := range o.cloud.objects {
		if at.token == objectType && object.Text("bucket") == bucket && object.Text("key") == name {
			return object.Text("content")
		}
	}
	return ""
}

// resolve replaces functions by what they give.
func (t *template) resolve(v any) any {
	switch v := v.(type) {
	case []any:
		out := []any{}
		for _, e := range v {
			if e = t.resolve(e); e != (nothing{}) {
				out = append(out, e)
			}
		}
		return out
	case map[string]any:
		if len(v) == 1 {
			for name, args := range v {
				if name == "Ref" || strings.HasPrefix(name, "Fn::") {
					return t.call(name, args)
				}
			}
		}
		out := map[string]any{}
		for name, e := range v {
			if e = t.resolve(e); e != (nothing{}) {
				out[name] = e
			}
		}
		return out
	}
	return v
}

func (t *template) call(name string, args any) any {
	items, _ := args.([]any)
	switch {
	case name == "Ref" && args == "AWS::NoValue":
		return nothing{}
	case name == "Ref":
		value, ok := t.values[fmt.Sprint(args)]
		if !ok {
			return t.fail("Unresolved resource dependencies [%v]", args)
		}
		return value
	case name == "Fn::If" && len(items) == 3:
		if t.holds(map[string]any{"Condition": items[0]}) {
			return t.resolve(items[1])
		}
		return t.resolve(items[2])
	case name == "Fn::Join" && len(items) == 2:
		return strings.Join(stringsOf(t.resolve(items[1])), fmt.Sprint(items[0]))
	case name == "Fn::Split" && len(items) == 2:
		var parts []any
		for _, part := range strings.Split(fmt.Sprint(t.resolve(items[1])), fmt.Sprint(items[0])) {
			parts = append(parts, part)
		}
		return parts
	case name == "Fn::Select" && len(items) == 2:
		from := stringsOf(t.resolve(items[1]))
		if i, ok := items[0].(float64); ok && int(i) < len(from) {
			return from[int(i)]
		}
	}
	return t.fail("memcloud: nobody described %s of %v", name, args)
}

func stringsOf(v any) []string {
	items, _ := v.([]any)
	var out []string
	for _, item := range items {
		out = append(out, fmt.Sprint(item))
	}
	return out
}

// holds evaluates a condition.
func (t *template) holds(condition any) bool {
	c, _ := condition.(map[string]any)
	for name, args := range c {
		items, _ := args.([]any)
		switch name {
		case "Condition":
			named, ok := t.Conditions[fmt.Sprint(args)]
			if !ok {
				t.fail("there is no condition %v", args)
				return false
			}
			return t.holds(named)
		case "Fn::Not":
			return !t.holds(items[0])
		case "Fn::Or":
			return slices.ContainsFunc(items, t.holds)
		case "Fn::Equals":
			return t.resolve(items[0]) == t.resolve(items[1])
		}
	}
	t.fail("memcloud: nobody described the condition %v", condition)
	return false
}

func (t *template) fail(format string, args ...any) any {
	if t.err == nil {
		t.err = fmt.Errorf("ValidationError: Template format error: "+format, args...)
	}
	return nothing{}
}
