package findings

import (
	"bytes"
	"fmt"
	"strings"
)

// schema is a way to write a finding.
type schema int

const (
	asffSchema schema = iota
	ocsfSchema
)

// String is the name as source_schema has it.
func (s schema) String() string { return [...]string{"ASFF", "OCSF"}[s] }

// tree leads from member names to fields, in one schema.
type tree[T any] struct {
	root   *node[T]
	fields []field[T]
	nodes  int
	schema schema
}

// node is one member: an object with members of its own, or a field's value.
type node[T any] struct {
	index    int // among the nodes of the tree
	name     string
	strict   bool // the name matches exactly or not at all
	members  []*node[T]
	byLength [][]*node[T] // the members again, by the length of their names
	field    *field[T]
	position int   // of the field, among the fields of the tree
	rank     uint8 // of this path among the field's paths, 1 is preferred
}

func newTree[T any](fields []field[T], s schema) *tree[T] {
	tr := &tree[T]{fields: fields, schema: s}
	tr.root = tr.newNode()
	for i := range fields {
		f := &fields[i]
		for rank, path := range strings.Fields(f.path(s)) {
			n := tr.root
			for name := range strings.SplitSeq(path, ".") {
				if n.field != nil {
					panic(fmt.Sprintf("path %q goes through the value of %q", path, n.field.name))
				}
				next := n.member(name)
				if next == nil {
					next = tr.newNode()
					next.name, next.strict = name, f.opts&identity != 0
					n.addMember(next)
				}
				n = next
			}
			if n.field != nil || len(n.members) > 0 {
				panic(fmt.Sprintf("path %q is used twice", path))
			}
			n.field, n.position, n.rank = f, i, uint8(rank+1)
		}
	}
	return tr
}

func (tr *tree[T]) newNode() *node[T] {
	n := &node[T]{index: tr.nodes}
	tr.nodes++
	return n
}

func (n *node[T]) addMember(m *node[T]) {
	n.members = append(n.members, m)
	for len(n.byLength) <= len(m.name) {
		n.byLength = append(n.byLength, nil)
	}
	n.byLength[len(m.name)] = append(n.byLength[len(m.name)], m)
}

// member finds a member by its exact name.
func (n *node[T]) member(name string) *node[T] {
	for _, m := range n.members {
		if m.name == name {
			return m
		}
	}
	return nil
}

func (f *field[T]) path(s schema) string {
	if s == ocsfSchema {
		return f.ocsf
	}
	return f.asff
}

// how a member's name was found; a higher one beats a lower one.
const (
	unseen uint8 = iota
	differsByCase
	exact
)

// find looks a name up among the few of its length: quicker than a map.
func (n *node[T]) find(name []byte) (*node[T], uint8) {
	if len(name) >= len(n.byLength) {
		return nil, unseen
	}
	alike := n.byLength[len(name)]
	for _, m := range alike {
		if m.name == string(name) {
			return m, exact
		}
	}
	for _, m := range alike {
		if !m.strict && foldedEqual(m.name, name) {
			return m, differsByCase
		}
	}
	return nil, unseen
}

// foldedEqual compares names of one length, letter case of ASCII aside.
func foldedEqual(a string, b []byte) bool {
	for i := range b {
		if a[i] != b[i] && (a[i]|0x20 != b[i]|0x20 || a[i]|0x20 < 'a' || a[i]|0x20 > 'z') {
			return false
		}
	}
	return true
}

// visit is the state of one walk over one record: how each node was seen and
// by which of its paths each field was set.
type visit[T any] struct {
	seen  []uint8
	ranks []uint8
}

// decode reads the object at the cursor into t.
func (tr *tree[T]) decode(d *decoder, t *T) visit[T] {
	start := len(d.state)
	size := tr.nodes + len(tr.fields)
	d.state = append(d.state, make([]uint8, size)...)
	v := visit[T]{seen: d.state[start : start+tr.nodes], ranks: d.state[start+tr.nodes : start+size]}
	tr.object(d, tr.root, v, t)
	d.state = d.state[:start]
	return v
}

func (tr *tree[T]) object(d *decoder, n *node[T], v visit[T], t *T) {
	c := &d.cursor
	for more := c.Enter(); more; more = c.Next('{') {
		name, escaped := c.Name()
		if escaped {
			name = d.unquote(name)
		}
		m, how := n.find(name)
		if m == nil || v.seen[m.index] > how {
			c.Skip()
			continue
		}
		if v.seen[m.index] != unseen { // twice, or by a better name: the last wins
			tr.forget(m, v, t)
			if v.seen[m.index] == how {
				d.coerced++
			}
		}
		v.seen[m.index] = how
		if how == differsByCase {
			d.coerced++
		}
		switch kind := c.Kind(); {
		case m.field != nil:
			tr.value(d, m, v, t)
		case kind == '{':
			tr.object(d, m, v, t)
		default:
			if kind != 'n' {
				d.coerced++
			}
			c.Skip()
		}
	}
}

// value reads the value of m's field, unless a preferred path has set it.
func (tr *tree[T]) value(d *decoder, m *node[T], v visit[T], t *T) {
	rank := v.ranks[m.position]
	if rank != 0 && rank < m.rank {
		d.cursor.Skip()
		return
	}
	if rank == 0 {
		if m.field.read(d, tr.schema, t) {
			v.ranks[m.position] = m.rank
		}
		return
	}
	before := *t // rare: a lesser path came first, and stays if this one says nothing
	if m.field.read(d, tr.schema, t) {
		v.ranks[m.position] = m.rank
	} else {
		*t = before
	}
}

// forget makes null what was read from m.
func (tr *tree[T]) forget(m *node[T], v visit[T], t *T) {
	if m.field != nil {
		if v.ranks[m.position] == m.rank {
			m.field.reset(t)
			v.ranks[m.position] = 0
		}
		return
	}
	for _, child := range m.members {
		tr.forget(child, v, t)
		v.seen[child.index] = unseen
	}
}

// has reports whether the member of that exact name was there.
func (tr *tree[T]) has(v visit[T], name string) bool {
	m := tr.root.member(name)
	return m != nil && v.seen[m.index] == exact
}

// unquote is the text of an escaped string, kept as long as the batch.
func (d *decoder) unquote(written []byte) []byte {
	room := d.batch.bytes.open(len(written))
	text := unquoteInto(room, written)
	d.batch.bytes.close(text)
	return text
}

var productV2, product = []byte(":productv2/"), []byte(":product/")

// sameProduct names a product as ASFF does.
func sameProduct(arn Text) Text {
	if bytes.Contains(arn, productV2) {
		return bytes.Replace(arn, productV2, product, 1)
	}
	return arn
}
