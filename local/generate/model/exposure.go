package model

// Exposure is what resource_exposure has to answer.
func (h *History) Exposure() Table {
	type key struct{ account, kind, id Text }
	type resource struct {
		region   Text
		open     map[string]int64
		all      int64
		products map[string]bool
		oldest   int64
		last     int64
	}
	resources := map[key]*resource{}
	for _, c := range h.Current() {
		if !h.open(c) {
			continue
		}
		of := map[key]bool{} // this finding's, which may name one twice
		for _, r := range c.Resources {
			k := key{c.Account, r.Type, r.ID}
			if of[k] && r.ID.Set {
				continue
			}
			of[k] = true
			e := resources[k]
			if e == nil {
				e = &resource{open: map[string]int64{}, products: map[string]bool{}, oldest: c.FirstSeen}
				resources[k] = e
			}
			if region := or(r.Region, c.Region); region.Set && region.V > e.region.V {
				e.region = region
			}
			e.all++
			e.open[c.severity()]++
			if c.ProductName.Set {
				e.products[c.ProductName.V] = true
			}
			e.oldest, e.last = min(e.oldest, c.FirstSeen), max(e.last, c.LastSeen)
		}
	}
	t := Table{emit: h.Emit, View: "resource_exposure", Columns: []string{
		"aws_account_id", "resource_type", "resource_id", "resource_region", "worst_severity_label", "open_count", "critical_count",
		"high_count", "medium_count", "low_count", "product_count", "oldest_open_at", "last_seen_at",
	}}
	for k, e := range resources {
		worst := "INFORMATIONAL"
		for s := range e.open {
			if rank[s] > rank[worst] {
				worst = s
			}
		}
		t.add([]any{
			k.account.value(), k.kind.value(), k.id.value(), e.region.value(), worst, e.all, e.open["CRITICAL"],
			e.open["HIGH"], e.open["MEDIUM"], e.open["LOW"], int64(len(e.products)), at(e.oldest), at(e.last),
		})
	}
	return t
}
