package findings

import (
	"bytes"
	"cmp"
	"slices"

	"security-hub-analytics/internal/parquetfile"
)

// order sorts rows for the disk, not for readers: by what made the finding,
// then by what it is about.
type order struct {
	control, generator, kind, account, region, resource, updated *parquetfile.Leaf

	keys  []sortKey
	index []uint32
}

// sortKey is a row's place: control (else generator), resource type, account
// and Region as ranks, two to a word, for their texts lie far apart in memory
// and repeat; then the resource and the time.
type sortKey struct {
	made, where uint64
	resource    Text
	updated     int64
}

// rowOrderBytes is what sorting takes for a row.
const rowOrderBytes = 48 + 4

func newOrder(w *parquetfile.Writer) order {
	return order{
		control: w.Leaf("compliance_security_control_id"), generator: w.Leaf("generator_id"), kind: w.Leaf("resource_type"),
		account: w.Leaf("aws_account_id"), region: w.Leaf("region"), resource: w.Leaf("resource_id"), updated: w.Leaf("updated_at"),
	}
}

// of returns the numbers of the n rows that were added in their order.
func (o *order) of(n int) []uint32 {
	makers := ranks(o.control, o.generator)
	kinds, accounts, regions := ranks(o.kind)[0], ranks(o.account)[0], ranks(o.region)[0]
	o.keys, o.index = o.keys[:0], o.index[:0]
	for i := range n {
		maker := makers[1][o.generator.Number(i)]
		if number := o.control.Number(i); number != 0 {
			maker = makers[0][number]
		}
		updated, _ := o.updated.Word(i)
		o.keys = append(o.keys, sortKey{
			maker<<32 | kinds[o.kind.Number(i)], accounts[o.account.Number(i)]<<32 | regions[o.region.Number(i)],
			o.resource.Value(i), int64(updated), //nolint:gosec // the bits
		})
		o.index = append(o.index, uint32(i))
	}
	slices.SortFunc(o.index, func(a, b uint32) int {
		if c := o.keys[a].compare(&o.keys[b]); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	return o.index
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

// ranks are the places of the texts of some columns in their common order, by
// column and number; null, number 0, comes first.
func ranks(columns ...*parquetfile.Leaf) [][]uint64 {
	type numbered struct {
		text           []byte
		column, number int
	}
	var all []numbered
	places := make([][]uint64, len(columns))
	for i, c := range columns {
		places[i] = make([]uint64, len(c.Texts())+1)
		for j, text := range c.Texts() {
			all = append(all, numbered{text, i, j + 1})
		}
	}
	slices.SortFunc(all, func(a, b numbered) int { return bytes.Compare(a.text, b.text) })
	place := uint64(0)
	for i, n := range all {
		if i == 0 || !bytes.Equal(n.text, all[i-1].text) {
			place++
		}
		places[n.column][n.number] = place
	}
	return places
}
