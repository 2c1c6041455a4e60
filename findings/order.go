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
	ranks ranks
}

// sortKey is a row's place: control (else generator), resource type, account
// and Region as ranks, two to a word, for their texts lie far apart in memory
// and repeat; then the resource and the time.
type sortKey struct {
	made, where uint64
	resource    Text
	updated     int64
}

func (o *order) of(rows []Row) []int32 {
	o.ranks.reset()
	for i := range rows {
		r := &rows[i]
		for _, text := range []Text{maker(r), r.ResourceType, r.AwsAccountID, r.Region} {
			o.ranks.add(text)
		}
	}
	o.ranks.sort()
	o.keys, o.index = o.keys[:0], o.index[:0]
	for i := range rows {
		r, seen := &rows[i], o.ranks.added[4*i:]
		rank := func(n int) uint64 { return uint64(o.ranks.rank[seen[n]]) }
		o.keys = append(o.keys, sortKey{rank(0)<<32 | rank(1), rank(2)<<32 | rank(3), r.ResourceID, r.UpdatedAt.V})
		o.index = append(o.index, int32(i))
	}
	slices.SortFunc(o.index, func(a, b int32) int {
		if c := o.keys[a].compare(&o.keys[b]); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	return o.index
}

func maker(r *Row) Text {
	if r.ComplianceSecurityControlID != nil {
		return r.ComplianceSecurityControlID
	}
	return r.GeneratorID
}

func (a *sortKey) compare(b *sortKey) int {
	if c := cmp.Compare(a.made, b.made); c != 0 {
		return c
	}
	if c := cmp.Compare(a.where, b.where); c != 0 {
		return c
	}
	if c := bytes.Compare(a.resource, b.resource); c != 0 {
		return c
	}
	return cmp.Compare(a.updated, b.updated)
}

// ranks numbers texts in their order.
type ranks struct {
	number map[string]int32 // of each different text, in order of appearance
	texts  []string
	added  []int32  // the numbers of what was added
	rank   []uint32 // by number
}

func (r *ranks) reset() {
	r.number = map[string]int32{}
	r.texts, r.added, r.rank = r.texts[:0], r.added[:0], r.rank[:0]
}

func (r *ranks) add(text Text) {
	n, known := r.number[string(text)]
	if !known {
		n = int32(len(r.texts)) //nolint:gosec // a batch is far smaller
		r.texts = append(r.texts, string(text))
		r.number[r.texts[n]] = n
	}
	r.added = append(r.added, n)
}

func (r *ranks) sort() {
	sorted := make([]int32, len(r.texts))
	for i := range sorted {
		sorted[i] = int32(i)
	}
	slices.SortFunc(sorted, func(a, b int32) int { return cmp.Compare(r.texts[a], r.texts[b]) })
	r.rank = slices.Grow(r.rank, len(sorted))[:len(sorted)]
	for rank, number := range sorted {
		r.rank[number] = uint32(rank)
	}
}
