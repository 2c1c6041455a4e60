package main

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"security-hub-analytics/internal/record"
)

// policy is a policy document of a stack. It stands in the input field of r.
type policy struct {
	r          *record.Resource
	field      string
	Version    string
	Statement  []policyStatement
	statements []map[string]any
}

// policyStatement is a statement; lists may be single strings in a document.
type policyStatement struct {
	Sid, Effect      string
	Principal        any
	Action, Resource []string
	Condition        map[string]map[string]any
}

// policies are all policy documents of a stack.
func policies(s *record.Stack) []policy {
	var found []policy
	for _, r := range s.Custom() {
		for _, field := range slices.Sorted(maps.Keys(r.Inputs)) {
			text, _ := r.Inputs[field].(string)
			p := policy{r: r, field: field}
			if !strings.Contains(text, `"Statement"`) || json.Unmarshal([]byte(text), &p) != nil || len(p.Statement) == 0 {
				continue
			}
			var raw struct{ Statement []map[string]any }
			_ = json.Unmarshal([]byte(text), &raw)
			p.statements = raw.Statement
			found = append(found, p)
		}
	}
	return found
}

// edit changes the text of a policy.
func edit(s *record.Stack, short, from, to string) {
	for _, p := range policies(s) {
		if p.r.Short() == short {
			text := p.r.Text(p.field)
			p.r.Inputs[p.field] = strings.Replace(text, from, to, 1)
		}
	}
}

// anyResource are the statements that allow something on every resource, with the
// reason. In the policy of a key "*" is the key itself.
var anyResource = map[string]string{
	"Key shub-key Account":                           "in a key policy * is the key",
	"Key shub-key Logs":                              "in a key policy * is the key",
	"Key shub-key AlarmTopic":                        "in a key policy * is the key",
	"Policy shub-catalog-reader Console":             "lists that AWS lets nobody narrow",
	"Policy shub-catalog-reader LakeFormation":       "lakeformation:GetDataAccess knows no resource",
	"RolePolicy shub-visualize-source LakeFormation": "lakeformation:GetDataAccess knows no resource",
	"RolePolicy shub-visualize-source Catalogs":      "a list that AWS lets nobody narrow",
	"RolePolicy shub-transform Trace":                "X-Ray knows no resource",
	"RolePolicy shub-detect-prowler-scan Read":       "Prowler reads the configuration of whatever there is",
	"RolePolicy shub-detect-prowler-scan Send":       "the product has no account in its ARN; bound to Regions",
	"RolePolicy shub-detect-prowler-start Registry":  "ecr:GetAuthorizationToken knows no resource",
}

// wideActions are the statements whose actions hold *, with the reason.
var wideActions = map[string]string{
	"Key shub-key Account":                     "without kms:* for the account nobody could manage the key",
	"Key shub-key Logs":                        "as CloudWatch Logs documents it",
	"Key shub-key AlarmTopic":                  "kms:GenerateDataKey*, as SNS documents it",
	"RolePolicy shub-detect-prowler-scan Read": "as Prowler documents it; a test of the component says that all of it reads",
}

// keyDirectly are the statements that may use the key other than through S3.
var keyDirectly = map[string]string{
	"RolePolicy shub-ingest-route Key": "EventBridge puts records into an encrypted stream, by no service that KMS would name",
}

// trustsAnybody are roles whose service takes them on without saying for whom.
var trustsAnybody = map[string]string{
	"Role shub-transform":            "Lambda names no source for an execution role",
	"Role shub-catalog-crawler":      "Glue's guide documents none for a crawler",
	"Role shub-visualize-source":     "QuickSight's guide has none for the role of a data source",
	"Role shub-detect-prowler-start": "ECS's guide has a condition for task roles only",
}

// access is who may do what.
var access = map[string]invariant{
	"statements say what they allow, not what they do not": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, p := range policies(s) {
				c.add(p.Version == "2012-10-17", "%s: version %q", p.r.Short(), p.Version)
				for i, raw := range p.statements {
					sid := p.r.Short() + " " + p.Statement[i].Sid
					c.add(p.Statement[i].Sid != "", "%s: statement %d has no Sid", p.r.Short(), i)
					for _, not := range []string{"NotAction", "NotResource", "NotPrincipal"} {
						c.add(raw[not] == nil, "%s has %s", sid, not)
					}
				}
			}
			return c
		},
		spoil: func(s *record.Stack) { edit(s, "RolePolicy shub-transform", `"Resource"`, `"NotResource"`) },
	},
	"nothing is allowed to everybody": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, p := range policies(s) {
				for _, st := range p.Statement {
					text, _ := json.Marshal(st.Principal)
					c.add(st.Effect != "Allow" || !strings.Contains(string(text), `"*"`), "%s %s", p.r.Short(), st.Sid)
				}
			}
			return c
		},
		spoil: func(s *record.Stack) { edit(s, "BucketPolicy shub-ingest-raw", `"Deny"`, `"Allow"`) },
	},
	"actions are named": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, p := range policies(s) {
				for _, st := range p.Statement {
					if st.Effect != "Allow" || wideActions[p.r.Short()+" "+st.Sid] != "" {
						continue
					}
					for _, action := range st.Action {
						c.add(!strings.Contains(action, "*"), "%s %s allows %s", p.r.Short(), st.Sid, action)
					}
				}
			}
			return c
		},
		spoil: func(s *record.Stack) { edit(s, "RolePolicy shub-transform", "s3:GetObject", "s3:Get*") },
	},
	"resources are named": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, p := range policies(s) {
				for _, st := range p.Statement {
					if st.Effect != "Allow" || anyResource[p.r.Short()+" "+st.Sid] != "" {
						continue
					}
					c.add(!slices.Contains(st.Resource, "*"), "%s %s allows %v on everything", p.r.Short(), st.Sid, st.Action)
				}
			}
			return c
		},
		spoil: func(s *record.Stack) { edit(s, "RolePolicy shub-transform", `"Resource":["`, `"Resource":["*","`) },
	},
	"the key is used through S3": {
		check: func(s *record.Stack) []string {
			var c complaints
			through := "s3." + s.Region + "." + record.DNSSuffix(s.Partition)
			for _, p := range policies(s) {
				for _, st := range p.Statement {
					uses := slices.ContainsFunc(st.Action, func(a string) bool { return strings.HasPrefix(a, "kms:") })
					if p.r.Type == keyType || !uses || keyDirectly[p.r.Short()+" "+st.Sid] != "" {
						continue
					}
					by, _ := json.Marshal(st.Condition["StringEquals"]["kms:ViaService"])
					c.add(string(by) == `["`+through+`"]`, "%s %s: through %s", p.r.Short(), st.Sid, by)
				}
			}
			return c
		},
		spoil: func(s *record.Stack) { edit(s, "RolePolicy shub-transform", "kms:ViaService", "kms:CallerAccount") },
	},
	"nobody comes without TLS": {
		check: func(s *record.Stack) []string {
			var c complaints
			for setting, of := range map[string]struct{ token, action string }{
				"aws:s3/bucketPolicy:BucketPolicy": {bucketType, "s3:*"},
				"aws:sqs/queuePolicy:QueuePolicy":  {queueType, "sqs:*"},
				"aws:sns/topicPolicy:TopicPolicy":  {topicType, "sns:Publish"},
			} {
				for _, r := range s.OfType(of.token) {
					refuses := false
					for _, p := range policies(s) {
						if p.r.Type != setting || refersBy(p.r, r.URN) == "" {
							continue
						}
						for _, st := range p.Statement {
							arn, _ := r.Outputs["arn"].(string)
							whole := slices.Contains(st.Resource, arn) && (of.token != bucketType || slices.Contains(st.Resource, arn+"/*"))
							refuses = refuses || st.Effect == "Deny" && st.Principal == "*" && whole && slices.Equal(st.Action, []string{of.action}) &&
								at(st.Condition["Bool"]["aws:SecureTransport"], 0) == "false"
						}
					}
					c.add(refuses, "%s lets them in", r.Short())
				}
			}
			return c
		},
		spoil: func(s *record.Stack) {
			edit(s, "QueuePolicy shub-ingest-objects", "aws:SecureTransport", "aws:ViaAWSService")
		},
	},
	"services act for this account": {
		check: func(s *record.Stack) []string {
			var c complaints
			for _, p := range policies(s) {
				for _, st := range p.Statement {
					services, _ := st.Principal.(map[string]any)
					if st.Effect != "Allow" || services["Service"] == nil || trustsAnybody[p.r.Short()] != "" {
						continue
					}
					bound, _ := json.Marshal(st.Condition)
					c.add(strings.Contains(string(bound), s.Account), "%s %s: %v may come from any account", p.r.Short(), st.Sid, services["Service"])
				}
			}
			return c
		},
		spoil: func(s *record.Stack) {
			edit(s, "QueuePolicy shub-ingest-objects", `"aws:SourceAccount":["`+testAccount, `"aws:SourceAccount":["*`)
			edit(s, "QueuePolicy shub-ingest-objects", testAccount, "")
			edit(s, "Role shub-ingest-delivery", testAccount, "")
		},
	},
	"the boundary bounds every role": {
		check: func(s *record.Stack) []string {
			var c complaints
			boundaries := map[any]bool{}
			for _, r := range s.OfType("aws:iam/role:Role") {
				boundaries[r.Value("permissionsBoundary")] = true
			}
			// In gov and maximal there is one, elsewhere none: never a mixture.
			c.add(len(boundaries) <= 1, "roles have the boundaries %v", boundaries)
			wants := s.Name == "maximal" || s.Name == "gov"
			c.add(boundaries[nil] != wants, "roles have the boundaries %v", boundaries)
			return c
		},
		spoil: func(s *record.Stack) { delete(s.OfType("aws:iam/role:Role")[0].Inputs, "permissionsBoundary") },
	},
}

// TestExceptionsAreInUse: an exception that no stack needs any more is a hole.
func TestExceptionsAreInUse(t *testing.T) {
	there := map[string]bool{}
	for _, f := range stackFiles {
		for _, p := range policies(recorded(t, f)) {
			there[p.r.Short()] = true
			for _, st := range p.Statement {
				there[p.r.Short()+" "+st.Sid] = true
			}
		}
	}
	for _, exceptions := range []map[string]string{anyResource, wideActions, keyDirectly, trustsAnybody} {
		for name, reason := range exceptions {
			if !there[name] {
				t.Errorf("%s (%s) is in no stack", name, reason)
			}
		}
	}
}
