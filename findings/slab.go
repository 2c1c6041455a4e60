package findings

import "reflect"

// slab hands out short slices from large blocks, so that a million lists cost
// a few allocations. What it hands out lives until the reset.
type slab[T any] struct {
	blocks [][]T
	block  int // the one in use
	count  int // of elements handed out
}

const slabBlock = 4096

// open returns an empty slice to append to, with room for at least n. Finish
// with close before the next open.
func (s *slab[T]) open(n int) []T {
	for {
		if s.block == len(s.blocks) {
			s.blocks = append(s.blocks, make([]T, 0, max(n, slabBlock)))
		}
		b := s.blocks[s.block]
		if cap(b)-len(b) >= max(n, 1) {
			return b[len(b):]
		}
		s.block++
	}
}

// close keeps what was appended to the slice that open returned. If appending
// outgrew the block, the slice lives elsewhere and there is nothing to keep.
func (s *slab[T]) close(list []T) {
	s.count += len(list)
	b := s.blocks[s.block]
	if len(list) > 0 && len(list) <= cap(b)-len(b) && &list[0] == &b[:len(b)+1][len(b)] {
		s.blocks[s.block] = b[:len(b)+len(list)]
	}
}

func (s *slab[T]) reset() {
	for i, b := range s.blocks {
		s.blocks[i] = b[:0]
	}
	s.block, s.count = 0, 0
}

// used is the number of bytes handed out, however they are laid out.
func (s *slab[T]) used() int64 {
	return int64(s.count) * int64(reflect.TypeFor[T]().Size()) //nolint:gosec // a few hundred
}
