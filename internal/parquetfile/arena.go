package parquetfile

// arena keeps bytes until it is reset, in blocks: growing copies nothing, and
// the blocks serve again.
type arena struct {
	blocks [][]byte
	block  int // the one in use
	used   int64
}

const blockBytes = 1 << 20

// span is where an arena keeps some bytes.
type span struct{ block, at, size uint32 }

func (a *arena) add(b []byte) span {
	a.used += int64(len(b))
	if len(b) > blockBytes { // a block of its own
		a.blocks = append(a.blocks, append([]byte(nil), b...))
		return newSpan(len(a.blocks)-1, 0, len(b))
	}
	for ; a.block < len(a.blocks); a.block++ {
		if block := a.blocks[a.block]; cap(block)-len(block) >= len(b) {
			a.blocks[a.block] = append(block, b...)
			return newSpan(a.block, len(block), len(b))
		}
	}
	a.blocks = append(a.blocks, append(make([]byte, 0, blockBytes), b...))
	return newSpan(a.block, 0, len(b))
}

func newSpan(block, at, size int) span {
	return span{uint32(block), uint32(at), uint32(size)}
}

func (a *arena) bytes(s span) []byte {
	return a.blocks[s.block][s.at : s.at+s.size : s.at+s.size]
}

// reset forgets all bytes. Of the blocks it keeps those of the usual size.
func (a *arena) reset() {
	kept := a.blocks[:0]
	for _, b := range a.blocks {
		if cap(b) == blockBytes {
			kept = append(kept, b[:0])
		}
	}
	clear(a.blocks[len(kept):])
	a.blocks, a.block, a.used = kept, 0, 0
}
