package model

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// Account is a line of the accounts table.
type Account struct{ ID, Name, Owner, Unit, Environment string }

// ReadAccounts adds a file of the accounts table. Of the lines of one account
// the first by its fields counts.
func (h *History) ReadAccounts(r io.Reader) error {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord = 5
	all, err := lines.ReadAll()
	if err != nil {
		return fmt.Errorf("reading accounts: %w", err)
	}
	for _, line := range all[1:] { // the first names the fields
		a := Account{strings.TrimSpace(line[0]), line[1], line[2], line[3], line[4]}
		if known, ok := h.Listed[a.ID]; !ok || a.before(known) {
			h.Listed[a.ID] = a
		}
	}
	return nil
}

func (a Account) before(b Account) bool {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Owner, b.Owner), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Environment, b.Environment)) < 0
}

// said is a field of the table; an empty one says nothing.
func said(field string) Text { return Text{field, field != ""} }

// Enriched is what findings_enriched has to answer.
func (h *History) Enriched() Table {
	t := Table{emit: h.Emit, View: "findings_enriched", Columns: []string{
		"aws_account_id", "product_arn", "finding_id", "account_name", "account_owner", "account_unit", "account_environment", "is_listed",
		"region", "severity_label", "workflow_status", "record_state", "resource_id", "updated_at", "first_seen_at", "last_seen_at",
		"is_archived", "is_suppressed", "is_expired", "is_open", "state", "age_days",
	}}
	for _, c := range h.Current() {
		name, owner, unit, environment := c.AccountName, Text{}, Text{}, Text{}
		a, listed := h.Listed[c.Account.V]
		if listed = listed && c.Account.Set; listed {
			name = or(said(a.Name), name)
			owner, unit, environment = said(a.Owner), said(a.Unit), said(a.Environment)
		}
		resource, _ := c.resource()
		state, age := h.state(c)
		t.add([]any{
			c.Account.value(), c.Product.value(), c.ID.value(), name.value(), owner.value(), unit.value(), environment.value(), listed,
			c.Region.value(), c.Severity.value(), c.Workflow.value(), c.Record.value(), resource, atOf(c.Updated), at(c.FirstSeen), at(c.LastSeen),
			c.Archived(), c.Suppressed(), c.Expires <= h.Now, h.open(c), state, age,
		})
	}
	return t
}

// state says why nothing is to be done about a finding, or that something is,
// and how many days old it is then.
func (h *History) state(c Current) (state string, age any) {
	switch {
	case h.open(c):
		return "OPEN", (h.Now - c.FirstSeen) / day
	case c.Counts():
		return "EXPIRED", nil
	}
	return c.reason(), nil
}
