package model

import (
	"cmp"
	"strings"
)

// Text is a string that may be null.
type Text = Opt[string]

// Time is a number of milliseconds since 1970, or null.
type Time = Opt[int64]

// Identity tells findings apart; null parts are equal.
type Identity struct{ Account, Product, ID Text }

// Version is one version of one finding, as far as views ask for it.
type Version struct {
	Identity
	Schema                                      string
	ProductName, AccountName, Region, Generator Text
	FirstObserved, LastObserved                 Time
	Created, Updated, Processed                 Time
	Severity, Title                             Text
	Status, Control                             Text
	Standards                                   []string
	Workflow, WorkflowState, Record             Text
	Note, NoteBy                                Text
	NoteAt                                      Time
	Resources                                   []Resource
	CVEs                                        []CVE
	Fields                                      map[string]string // of ProductFields what standards ask for

	EventID   Text
	EventTime Time
	Digest    int64 // of the finding's bytes
	Ingested  int64
	RawObject string
}

// Resource is one resource of a finding.
type Resource struct{ ID, Type, Region Text }

// CVE is one vulnerability of a finding.
type CVE struct {
	ID         string
	Score      float64
	Epss       Opt[float64]
	Fix, Break Text // whether there is a fix, an exploit
	Packages   int64
}

// Compare says which of two versions is newer: below zero if a is older.
func Compare(a, b *Version) int {
	zero := some[int64](0)
	return cmp.Or(
		cmp.Compare(or(a.Updated, a.Created, a.EventTime, zero).V, or(b.Updated, b.Created, b.EventTime, zero).V),
		cmp.Compare(or(a.Processed, a.EventTime, zero).V, or(b.Processed, b.EventTime, zero).V),
		cmp.Compare(a.EventTime.V, b.EventTime.V),
		strings.Compare(a.EventID.V, b.EventID.V),
		cmp.Compare(a.Digest, b.Digest),
	)
}

// Seen is when the version was heard of.
func (v *Version) Seen() int64 {
	return or(v.EventTime, v.Processed, v.Updated, v.Created, some(v.Ingested)).V
}

// Archived says that nobody sees the finding any more.
func (v *Version) Archived() bool { return v.Record.is("ARCHIVED") }

// Suppressed says that people do not want to see it.
func (v *Version) Suppressed() bool { return v.Workflow.is("SUPPRESSED") }

// Counts says that it is open, time left aside.
func (v *Version) Counts() bool {
	return !v.Archived() && !v.Suppressed() && !v.Workflow.is("RESOLVED") && !v.Status.is("PASSED")
}
