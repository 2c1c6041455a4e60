package parquetfile

// List is a LIST or MAP column, or one within another.
type List struct {
	parent *List // nil: it stands in the rows
	// null is the definition level at which the list is null; at null+1 it is
	// empty, at null+2 its elements stand.
	null, repetition uint8

	lengths  []uint32 // by element of the parent, plus 1; 0 is null, as is what is missing at the end
	elements int
	shape
}

// shape is how the elements of a list, or the rows, follow each other once the
// rows stand in their order.
type shape struct {
	full uint8 // the definition level of an element
	// A slot is an element, or a list or an ancestor of it that has none: its levels.
	repetitions, definitions []uint8
	order                    []uint32 // the elements, as they were numbered when they were added
	encoded                  []byte   // the repetition levels, once a page of all slots has been written
}

func (s *shape) reset() {
	s.repetitions, s.definitions, s.order, s.encoded = s.repetitions[:0], s.definitions[:0], s.order[:0], s.encoded[:0]
}

// Add says that the list in element at of its parent (of the rows, if it has
// none) has n elements, and returns the number of the first. Lists are added in
// ascending order of at; one that is not added is null.
func (l *List) Add(at, n int) int {
	l.lengths = append(extend(l.lengths, at), uint32(n)+1)
	first := l.elements
	l.elements += n
	return first
}

// extend lengthens a list to n with zeros.
func extend(list []uint32, n int) []uint32 {
	for len(list) < n {
		list = append(list, 0)
	}
	return list
}

// slots is the most that there can be.
func (l *List) slots(rows int) int {
	if l == nil {
		return rows
	}
	return l.parent.slots(rows) + l.elements
}

// arrange makes the shape of the list from its parent's.
func (l *List) arrange(in *shape, firsts []uint32) []uint32 {
	firsts = firsts[:0]
	first := uint32(0)
	for _, length := range l.lengths {
		firsts = append(firsts, first)
		first += max(length, 1) - 1
	}
	next := 0 // of in.order
	for i, definition := range in.definitions {
		repetition := in.repetitions[i]
		if definition == in.full {
			element, length := int(in.order[next]), uint32(0)
			next++
			if element < len(l.lengths) {
				length = l.lengths[element]
			}
			if length > 1 {
				l.fill(firsts[element], length-1, repetition)
				continue
			}
			definition += uint8(length)
		}
		l.repetitions, l.definitions = append(l.repetitions, repetition), append(l.definitions, definition)
	}
	return firsts
}

// fill appends the slots of a list with elements: the first repeats at the level
// of what holds the list, the others at the list's own.
func (l *List) fill(first, n uint32, repetition uint8) {
	for i := range n {
		l.repetitions, l.definitions = append(l.repetitions, repetition), append(l.definitions, l.full)
		l.order = append(l.order, first+i)
		repetition = l.repetition
	}
}

func (l *List) reset() {
	l.lengths, l.elements = l.lengths[:0], 0
	l.shape.reset()
}
