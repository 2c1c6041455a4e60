package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/internal/record"
)

// invariant is what holds of every stack, whatever it is made of: check says what
// breaks it, and spoil breaks it in one place, so that the check is seen to fail.
type invariant struct {
	check func(s *record.Stack) []string
	spoil func(s *record.Stack)
}

var invariants = map[string]invariant{}

func init() {
	for name, i := range shape {
		invariants[name] = i
	}
	for name, i := range safekeeping {
		invariants[name] = i
	}
	for name, i := range access {
		invariants[name] = i
	}
}

func TestInvariants(t *testing.T) {
	eachStack(t, func(t *testing.T, s *record.Stack) {
		for name, i := range invariants {
			for _, broken := range i.check(s) {
				t.Errorf("%s: %s", name, broken)
			}
		}
	})
}

// TestInvariantsCanFail spoils the maximal stack for each invariant in turn.
func TestInvariantsCanFail(t *testing.T) {
	for name, i := range invariants {
		t.Run(name, func(t *testing.T) {
			s, err := run(stackNamed(t, "maximal"), nil)
			if err != nil {
				t.Fatal(err)
			}
			i.spoil(s)
			if len(i.check(s)) == 0 {
				t.Error("what was spoilt went unnoticed")
			}
		})
	}
}

func stackNamed(t *testing.T, name string) stackFile {
	t.Helper()
	i := slices.IndexFunc(stackFiles, func(s stackFile) bool { return s.name == name })
	if i < 0 {
		t.Fatalf("no stack is named %s", name)
	}
	return stackFiles[i]
}

// complaints collects what is wrong.
type complaints []string

func (c *complaints) add(ok bool, format string, args ...any) {
	if !ok {
		*c = append(*c, fmt.Sprintf(format, args...))
	}
}

// shape is how the program is built.
var shape = map[string]invariant{
	"every resource belongs to a component": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, r := range s.Custom() {
				parent := s.ByURN(r.Parent)
				c.add(parent != nil && parent.Component, "%s has no component for a parent", r.Short())
			}
			return c
		},
		spoil: func(s *record.Stack) { s.Custom()[0].Parent = "" },
	},
	"a child is named after its component": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, r := range s.Custom() {
				if parent := s.ByURN(r.Parent); parent != nil {
					c.add(r.Name == parent.Name || strings.HasPrefix(r.Name, parent.Name+"-"), "%s is a child of %s", r.Short(), parent.Short())
				}
			}
			return c
		},
		spoil: func(s *record.Stack) { s.Custom()[0].Name = "findings" },
	},
	"a component registers its outputs, once": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, r := range s.Resources {
				c.add(!r.Component || r.Registered == 1, "%s registered outputs %d times", r.Short(), r.Registered)
			}
			return c
		},
		spoil: func(s *record.Stack) { s.ByURN(s.Custom()[0].Parent).Registered = 2 },
	},
	"names fit, whatever Pulumi adds to them": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, r := range s.Custom() {
				identity := record.Identities[r.Type]
				name := r.Text(identity.Name)
				if r.Autonamed {
					name, _ = r.Outputs[identity.Name].(string)
				}
				c.add(identity.Max == 0 || len(name) <= identity.Max, "%s: %q is longer than %d characters", r.Short(), name, identity.Max)
			}
			return c
		},
		spoil: func(s *record.Stack) {
			r := s.OfType("aws:athena/namedQuery:NamedQuery")[0]
			r.Inputs["name"] = strings.Repeat("n", 129)
		},
	},
	"every ARN is of the partition": {
		check: func(s *record.Stack) []string {
			var c complaints
			eachText(s, func(r *record.Resource, path, text string) {
				for _, found := range anyARN.FindAllStringSubmatch(text, -1) {
					c.add(found[1] == s.Partition, "%s.%s: %s", r.Short(), path, found[0])
				}
			})
			return c
		},
		spoil: func(s *record.Stack) { s.Custom()[0].Inputs["x"] = "arn:aws-cn:s3:::b" },
	},
	"no Region stands in it but those of the stack": {
		check: func(s *record.Stack) []string {
			var c complaints
			own := map[string]bool{s.Region: true}
			for _, r := range s.Resources {
				own[r.Region] = true
			}
			eachText(s, func(r *record.Resource, path, text string) {
				for _, found := range anyRegion.FindAllString(text, -1) {
					c.add(own[found], "%s.%s names %s", r.Short(), path, found)
				}
			})
			return c
		},
		spoil: func(s *record.Stack) { s.Custom()[0].Inputs["x"] = "s3.sa-east-1.amazonaws.com" },
	},
	"nothing is secret": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, r := range s.Resources {
				c.add(len(r.Secrets) == 0, "%s has secret inputs %v", r.Short(), r.Secrets)
			}
			eachText(s, func(r *record.Resource, path, text string) {
				c.add(!anyCredential.MatchString(text), "%s.%s looks like a credential", r.Short(), path)
			})
			return c
		},
		spoil: func(s *record.Stack) { s.Custom()[0].Inputs["x"] = "AKIA" + strings.Repeat("A", 16) },
	},
	"further providers are set up like the default one": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, r := range s.OfType("pulumi:providers:aws") {
				c.add(r.Text("region") != "", "%s has no Region of its own", r.Short())
				// All stacks with further Regions have default tags.
				c.add(strings.Contains(fmt.Sprint(r.Value("defaultTags")), s.Name), "%s lacks the default tags", r.Short())
			}
			return c
		},
		spoil: func(s *record.Stack) { delete(s.OfType("pulumi:providers:aws")[0].Inputs, "defaultTags") },
	},
	"nothing is protected": { // a destroy that fails half-way is worse
		check: func(s *record.Stack) []string {
			var c complaints
			for _, r := range s.Resources {
				c.add(r.Options["protect"] == nil, "%s is protected", r.Short())
			}
			return c
		},
		spoil: func(s *record.Stack) { s.Custom()[0].Options["protect"] = true },
	},
	"the stack says what it made": {
		check: func(s *record.Stack) []string {
			var c complaints
			c.add(len(s.Outputs) > 0, "nothing is exported")
			for name, v := range s.Outputs {
				c.add(v != nil && v != "", "the output %s is empty", name)
			}
			return c
		},
		spoil: func(s *record.Stack) { s.Outputs["lakeBucket"] = "" },
	},
}

var (
	anyARN        = regexp.MustCompile(`\barn:([a-z-]+):[a-z0-9-]+:[^"\s]*`)
	anyRegion     = regexp.MustCompile(`\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov)-(?:central|east|north|south|west|northeast|northwest|southeast|southwest)-\d\b`)
	anyCredential = regexp.MustCompile(`\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|PRIVATE KEY-----`)
)

// eachText visits every string of every input, but for texts: what describes a thing,
// and SQL, which may speak of any ARN.
func eachText(s *record.Stack, visit func(r *record.Resource, path, text string)) {
	for _, r := range s.Resources {
		record.Walk(r.Inputs, func(path string, v any) {
			member := path[strings.LastIndex(path, ".")+1:]
			if slices.Contains([]string{"comment", "description", "query", "viewOriginalText"}, member) {
				return
			}
			if text, ok := v.(string); ok {
				visit(r, path, text)
			}
		})
	}
}
