package model

import (
	"strings"
	"time"
)

// Coverage is what product_coverage has to answer, the hours of silence left
// aside, which the clock decides.
func (h *History) Coverage() Table {
	type key struct{ product, account, region Text }
	type heard struct {
		name        Text
		first, last int64
		findings    map[Identity]bool
		rows        int64
	}
	all := map[key]*heard{}
	for id, versions := range h.Findings {
		for _, v := range versions {
			k := key{account: id.Account, region: or(v.Region, some("eu-west-1"))}
			if i := strings.Index(id.Product.V, "product/"); i >= 0 {
				k.product = some(id.Product.V[i:])
			}
			e := all[k]
			if e == nil {
				e = &heard{first: v.Seen(), last: v.Seen(), findings: map[Identity]bool{}}
				all[k] = e
			}
			if v.ProductName.Set && v.ProductName.V > e.name.V {
				e.name = v.ProductName
			}
			e.first, e.last = min(e.first, v.Seen()), max(e.last, v.Seen())
			e.findings[id] = true
			e.rows++
		}
	}
	t := Table{emit: h.Emit, View: "product_coverage", Columns: []string{
		"product_id", "aws_account_id", "region", "product_name", "first_event_at", "last_event_at", "finding_count", "row_count",
	}}
	for k, e := range all {
		t.add([]any{
			k.product.value(), k.account.value(), k.region.value(), e.name.value(), at(e.first), at(e.last), int64(len(e.findings)), e.rows,
		})
	}
	return t
}

// Pipeline is what pipeline_by_day has to answer.
func (h *History) Pipeline() Table {
	type arrived struct {
		objects map[string]bool
		rows    int64
		causes  map[string]int64
	}
	days := map[string]*arrived{}
	on := func(day string) *arrived {
		if days[day] == nil {
			days[day] = &arrived{map[string]bool{}, 0, map[string]int64{}}
		}
		return days[day]
	}
	for _, versions := range h.Findings {
		for _, v := range versions {
			a := on(time.UnixMilli(v.Ingested).UTC().Format(time.DateOnly))
			a.rows++
			a.objects[v.RawObject] = true
		}
	}
	for cause, n := range h.Quarantined {
		a := on(cause.Day)
		a.causes[cause.Reason] += n
		a.causes[""] += n
	}
	t := Table{emit: h.Emit, View: "pipeline_by_day", Columns: []string{
		"ingest_date", "object_count", "row_count", "quarantined_count", "not_json_count", "not_a_finding_event_count", "no_identity_count",
	}}
	for day, a := range days {
		t.add([]any{
			day, int64(len(a.objects)), a.rows, a.causes[""], a.causes["not_json"], a.causes["not_a_finding_event"], a.causes["no_identity"],
		})
	}
	return t
}
