package parquetfile

import (
	"bytes"
	"hash/maphash"
)

// dictionary numbers texts from 1 in order of appearance.
type dictionary struct {
	texts []([]byte) // by number less 1
	table []slot     // open addressing, a power of two, half empty
	hints [hints]uint32
}

type slot struct{ hash, number uint32 }

const (
	leastSlots = 64
	hints      = 1 << 11
)

// seed is another one in each process: nobody can make texts that collide. No
// order comes from it.
var seed = maphash.MakeSeed()

// add returns the number of the text. A hint is any number that tends to come
// with the same text: the text that came with it last is compared before the
// table is asked.
func (d *dictionary) add(text []byte, hint uint32, arena *arena) uint32 {
	likely := &d.hints[hint%hints]
	if n := *likely; n != 0 && bytes.Equal(d.texts[n-1], text) {
		return n
	}
	*likely = d.find(text, arena)
	return *likely
}

func (d *dictionary) find(text []byte, arena *arena) uint32 {
	if 2*len(d.texts) >= len(d.table) {
		d.grow()
	}
	hash := uint32(maphash.Bytes(seed, text))
	mask := uint32(len(d.table) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		s := &d.table[i]
		if s.number == 0 {
			d.texts = append(d.texts, arena.bytes(arena.add(text)))
			*s = slot{hash, uint32(len(d.texts))}
			return s.number
		}
		if s.hash == hash && bytes.Equal(d.texts[s.number-1], text) {
			return s.number
		}
	}
}

func (d *dictionary) grow() {
	old := d.table
	d.table = make([]slot, max(2*len(old), leastSlots))
	mask := uint32(len(d.table) - 1)
	for _, s := range old {
		if s.number == 0 {
			continue
		}
		i := s.hash & mask
		for d.table[i].number != 0 {
			i = (i + 1) & mask
		}
		d.table[i] = s
	}
}

func (d *dictionary) reset() {
	if len(d.texts) == 0 {
		return
	}
	clear(d.table)
	clear(d.texts)
	d.texts, d.hints = d.texts[:0], [hints]uint32{}
}
