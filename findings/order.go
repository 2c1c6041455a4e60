package findings

import (
	"bytes"
	"cmp"
	"slices"
)

// order sorts rows for the disk, not for readers: by what made the finding,
// then by what it is about. It sorts indices, the rows stay where they are.
type order struct {
	keys  []sortKey
	index []int32
}

type sortKey struct {
	maker, resourceType, account, region, resource Text
	updated                                        int64
}

func (o *order) of(rows []Row) []int32 {
	o.keys, o.index = o.keys[:0], o.index[:0]
	for i := range rows {
		r := &rows[i]
		maker := r.ComplianceSecurityControlID
		if maker == nil {
			maker = r.GeneratorID
		}
		o.keys = append(o.keys, sortKey{maker, r.ResourceType, r.AwsAccountID, r.Region, r.ResourceID, r.UpdatedAt.V})
		o.index = append(o.index, int32(i)) //nolint:gosec // a batch is far smaller
	}
	slices.SortFunc(o.index, func(a, b int32) int {
		if c := o.keys[a].compare(&o.keys[b]); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	return o.index
}

func (a *sortKey) compare(b *sortKey) int {
	if c := bytes.Compare(a.maker, b.maker); c != 0 {
		return c
	}
	if c := bytes.Compare(a.resourceType, b.resourceType); c != 0 {
		return c
	}
	if c := bytes.Compare(a.account, b.account); c != 0 {
		return c
	}
	if c := bytes.Compare(a.region, b.region); c != 0 {
		return c
	}
	if c := bytes.Compare(a.resource, b.resource); c != 0 {
		return c
	}
	return cmp.Compare(a.updated, b.updated)
}
