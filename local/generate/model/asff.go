package model

import (
	"encoding/json"
	"strings"
)

// asff is the part of an ASFF finding that views ask for.
type asff struct {
	SchemaVersion, ID, ProductArn, GeneratorID *string
	ProductName, AwsAccountID, AwsAccountName  *string
	Region, Title, WorkflowState, RecordState  *string
	FirstObservedAt, LastObservedAt            string
	CreatedAt, UpdatedAt, ProcessedAt          string
	Severity                                   struct{ Label *string }
	Compliance                                 struct {
		Status, SecurityControlID *string
		AssociatedStandards       []struct{ StandardsID string }
	}
	Workflow struct{ Status *string }
	Note     struct {
		Text, UpdatedBy *string
		UpdatedAt       string
	}
	Resources       loose[struct{ ID, Type, Region *string }]
	ProductFields   map[string]any
	Vulnerabilities loose[struct {
		ID                             string
		Cvss                           []struct{ BaseScore float64 }
		EpssScore                      *float64
		FixAvailable, ExploitAvailable *string
		VulnerablePackages             []struct{}
	}]
}

// loose is a list, or one element where a list belongs.
type loose[T any] []T

// UnmarshalJSON reads either.
func (l *loose[T]) UnmarshalJSON(text []byte) error {
	if strings.HasPrefix(string(text), "{") {
		*l = make(loose[T], 1)
		return json.Unmarshal(text, &(*l)[0])
	}
	return json.Unmarshal(text, (*[]T)(l))
}

func decodeASFF(finding []byte) (*Version, bool) {
	var f asff
	if json.Unmarshal(finding, &f) != nil {
		return nil, false
	}
	if f.SchemaVersion == nil && f.ID == nil && f.ProductArn == nil && f.GeneratorID == nil && f.AwsAccountID == nil {
		return nil, false
	}
	v := &Version{
		Identity: Identity{Account: textOf(f.AwsAccountID), Product: textOf(f.ProductArn), ID: textOf(f.ID)}, Schema: "ASFF",
		ProductName: textOf(f.ProductName), AccountName: textOf(f.AwsAccountName), Region: textOf(f.Region),
		Generator: textOf(f.GeneratorID), Title: textOf(f.Title), Severity: word(f.Severity.Label),
		FirstObserved: clock(f.FirstObservedAt), LastObserved: clock(f.LastObservedAt),
		Created: clock(f.CreatedAt), Updated: clock(f.UpdatedAt), Processed: clock(f.ProcessedAt),
		Status: word(f.Compliance.Status), Control: textOf(f.Compliance.SecurityControlID),
		Workflow: word(f.Workflow.Status), WorkflowState: word(f.WorkflowState), Record: word(f.RecordState),
		Note: textOf(f.Note.Text), NoteBy: textOf(f.Note.UpdatedBy), NoteAt: clock(f.Note.UpdatedAt),
	}
	for _, s := range f.Compliance.AssociatedStandards {
		v.Standards = append(v.Standards, shared(s.StandardsID))
	}
	for _, name := range []string{"StandardsArn", "StandardsGuideArn", "ControlId", "RuleId"} {
		if value, ok := f.ProductFields[name].(string); ok {
			if v.Fields == nil {
				v.Fields = map[string]string{}
			}
			v.Fields[name] = shared(value)
		}
	}
	for _, r := range f.Resources {
		v.Resources = append(v.Resources, Resource{textOf(r.ID), textOf(r.Type), textOf(r.Region)})
	}
	for _, c := range f.Vulnerabilities {
		cve := CVE{ID: shared(c.ID), Fix: textOf(c.FixAvailable), Break: textOf(c.ExploitAvailable), Packages: int64(len(c.VulnerablePackages))}
		for _, score := range c.Cvss {
			cve.Score = max(cve.Score, score.BaseScore)
		}
		if c.EpssScore != nil {
			cve.Epss = some(*c.EpssScore)
		}
		v.CVEs = append(v.CVEs, cve)
	}
	return v, true
}

// word is a value of an enumeration, in the letters that it is defined in.
func word(s *string) Text {
	if s == nil {
		return Text{}
	}
	return some(shared(strings.ToUpper(*s)))
}
