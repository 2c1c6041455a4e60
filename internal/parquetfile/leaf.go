package parquetfile

import (
	"github.com/parquet-go/parquet-go/compress"
	"github.com/parquet-go/parquet-go/format"
)

// Leaf is a column of values. Values are added in ascending order of at, the
// number of the element of the Leaf's List (of the row, if it is in none); what
// is not added is null.
type Leaf struct {
	w         *Writer
	list      *List
	path      []string
	kind      format.Type
	maxLevel  uint8 // the definition level of a value
	distinct  bool  // texts without dictionary
	unbounded bool  // see Unbounded
	codec     compress.Codec

	numbers    []uint32 // by element: of the value, from 1; 0 is null, as is what is missing at the end
	dictionary dictionary
	spans      []span   // of distinct texts, by number less 1
	words      []uint64 // of fixed size, by number less 1
}

// Unbounded says that no query asks for the extremes of the column: they are not
// looked for.
func (l *Leaf) Unbounded() { l.unbounded = true }

// Text adds a text; it is copied. A hint is any number that tends to come with the
// same text, if there is one to be had: texts that repeat are found sooner by it.
func (l *Leaf) Text(at int, v []byte, hint uint32) {
	if l.distinct {
		l.spans = append(l.spans, l.w.plain.add(v))
		l.put(at, uint32(len(l.spans)))
		return
	}
	l.put(at, l.dictionary.add(v, hint, &l.w.texts))
}

// Bits adds a number of 32 or 64 bits, or a double, by its bits.
func (l *Leaf) Bits(at int, v uint64) {
	l.words = append(l.words, v)
	l.put(at, uint32(len(l.words)))
}

// Bool adds a truth.
func (l *Leaf) Bool(at int, v bool) {
	number := uint32(1)
	if v {
		number = 2
	}
	l.put(at, number)
}

func (l *Leaf) put(at int, number uint32) { l.numbers = append(extend(l.numbers, at), number) }

// Value returns the text at at, nil if it is null. It is valid until Flush.
func (l *Leaf) Value(at int) []byte {
	if l == nil || at >= len(l.numbers) || l.numbers[at] == 0 {
		return nil
	}
	return l.text(l.numbers[at] - 1)
}

// Number is the number of the text at at in the dictionary of the column, from
// 1; 0 if it is null. It is valid until Flush.
func (l *Leaf) Number(at int) uint32 {
	if l == nil || at >= len(l.numbers) {
		return 0
	}
	return l.numbers[at]
}

// Texts are the texts of the dictionary of the column, by their number less 1.
func (l *Leaf) Texts() [][]byte {
	if l == nil {
		return nil
	}
	return l.dictionary.texts
}

// Word returns the bits of the number at at, and whether it is not null.
func (l *Leaf) Word(at int) (bits uint64, ok bool) {
	if l == nil || at >= len(l.numbers) || l.numbers[at] == 0 {
		return 0, false
	}
	return l.words[l.numbers[at]-1], true
}

func (l *Leaf) text(index uint32) []byte {
	if l.distinct {
		return l.w.plain.bytes(l.spans[index])
	}
	return l.dictionary.texts[index]
}

// held is the memory that the values take, save the texts themselves, by what
// there is, however much more was made room for.
func (l *Leaf) held() int64 {
	const number, plainText, repeatedText, word = 4, 12, 24 + 3*8, 8
	return int64(number*len(l.numbers) + plainText*len(l.spans) + repeatedText*len(l.dictionary.texts) + word*len(l.words))
}

func (l *Leaf) reset() {
	l.numbers, l.spans, l.words = l.numbers[:0], l.spans[:0], l.words[:0]
	l.dictionary.reset()
}
