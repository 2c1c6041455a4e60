package findings

import (
	"fmt"
	"strings"

	"security-hub-analytics/internal/jsonwalk"
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
	nodes  []*node[T]
	schema schema
	habit  int // which of the decoder's
}

// node is one member: an object with members of its own, or a field's value.
type node[T any] struct {
	index    int // among the nodes of the tree
	name     string
	written  string // the name as JSON, with its colon
	strict   bool   // the name matches exactly or not at all
	members  []*node[T]
	byLength [][]*node[T] // the members again, by the length of their names
	field    *field[T]
	position int   // of the field, among the fields of the tree
	rank     uint8 // of this path among the field's paths, 1 is preferred
}

func newTree[T any](fields []field[T], s schema) *tree[T] {
	tr := &tree[T]{fields: fields, schema: s, habit: trees}
	trees++
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
					next.name, next.written, next.strict = name, `"`+name+`":`, f.opts&identity != 0
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
	n := &node[T]{index: len(tr.nodes)}
	tr.nodes = append(tr.nodes, n)
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

// trees counts the trees.
var trees int

// habit remembers which members came lately, first in an object or after another
// member, so that their names are compared before any other. It decides nothing
// but how soon a name is found.
type habit struct{ first, after []recent }

// recent are members by index plus 1, the latest first.
type recent [3]uint16

func (r *recent) remember(m int) {
	r[0], r[1], r[2] = uint16(m+1), r[0], r[1] //nolint:gosec // a few hundred
}

// expected reads the name of a member that came lately, if that is next.
func (tr *tree[T]) expected(c *jsonwalk.Cursor, r *recent) *node[T] {
	for i, number := range r {
		if number == 0 {
			return nil
		}
		if m := tr.nodes[number-1]; c.Match(m.written) {
			for ; i > 0; i-- {
				r[i] = r[i-1]
			}
			r[0] = number
			return m
		}
	}
	return nil
}

func (tr *tree[T]) habitOf(d *decoder) *habit {
	if len(d.habits) <= tr.habit {
		d.habits = append(d.habits, make([]habit, trees-len(d.habits))...)
	}
	h := &d.habits[tr.habit]
	if h.first == nil {
		*h = habit{make([]recent, len(tr.nodes)), make([]recent, len(tr.nodes))}
	}
	return h
}

// visit is the state of one walk over one record: how each node was seen and
// by which of its paths each field was set.
type visit[T any] struct {
	seen  []uint8
	ranks []uint8
}

// decode reads the object at the cursor into t.
func (tr *tree[T]) decode(d *decoder, t *T) visit[T] {
	start, nodes := len(d.state), len(tr.nodes)
	size := nodes + len(tr.fields)
	d.state = append(d.state, make([]uint8, size)...)
	v := visit[T]{seen: d.state[start : start+nodes], ranks: d.state[start+nodes : start+size]}
	tr.object(d, tr.root, v, t)
	d.state = d.state[:start]
	return v
}

func (tr *tree[T]) object(d *decoder, n *node[T], v visit[T], t *T) {
	c, h := &d.cursor, tr.habitOf(d)
	likely := &h.first[n.index]
	for more := c.Enter(); more; more = c.Next('{') {
		m, how := tr.expected(c, likely), exact
		if m == nil {
			name, escaped := c.Name()
			if escaped {
				name = d.unquote(name)
			}
			if m, how = n.find(name); m == nil {
				c.Skip()
				continue
			}
			likely.remember(m.index)
		}
		likely = &h.after[m.index]
		if v.seen[m.index] > how {
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
