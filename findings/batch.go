package findings

import "reflect"

// Batch holds decoded rows and the memory they point into. It is filled by a
// Reader and reset when its rows have been written.
type Batch struct {
	rows []Row

	chunks [][]byte // input that rows point into
	held   int64    // bytes of chunks
	free   [][]byte // input buffers to use again

	bytes           slab[byte]
	texts           slab[Text]
	pairs           slab[Pair]
	resources       slab[Resource]
	standards       slab[Standard]
	reasons         slab[StatusReason]
	parameters      slab[ControlParameter]
	related         slab[RelatedFinding]
	vulnerabilities slab[Vulnerability]
	cvss            slab[Cvss]
	packages        slab[Package]
	malware         slab[Malware]
	threats         slab[Threat]
	indicators      slab[ThreatIntelIndicator]
}

// Rows are the rows of the batch; they are valid until Reset.
func (b *Batch) Rows() []Row { return b.rows }

// Size is about the memory, in bytes, that the rows and what they point to take.
func (b *Batch) Size() int64 { return max(b.held, b.decoded()) }

// Full says that the batch should be emptied, into a ParquetWriter say: more rows
// would not fit a core's cache.
func (b *Batch) Full() bool { return len(b.rows) >= blockRows || b.Size() >= chunkSize }

// decoded is the number of bytes that rows take besides what they point to in
// the input.
func (b *Batch) decoded() int64 {
	return int64(len(b.rows))*rowBytes + b.bytes.used() + b.texts.used() + b.pairs.used() + b.resources.used() + b.standards.used() +
		b.reasons.used() + b.parameters.used() + b.related.used() + b.vulnerabilities.used() + b.cvss.used() + b.packages.used() +
		b.malware.used() + b.threats.used() + b.indicators.used()
}

var rowBytes = int64(reflect.TypeFor[Row]().Size())

// Reset forgets the rows and keeps the memory.
func (b *Batch) Reset() {
	b.rows, b.held = b.rows[:0], 0
	for _, c := range b.chunks {
		b.recycle(c)
	}
	b.chunks = b.chunks[:0]
	b.bytes.reset()
	b.texts.reset()
	b.pairs.reset()
	b.resources.reset()
	b.standards.reset()
	b.reasons.reset()
	b.parameters.reset()
	b.related.reset()
	b.vulnerabilities.reset()
	b.cvss.reset()
	b.packages.reset()
	b.malware.reset()
	b.threats.reset()
	b.indicators.reset()
}

// chunkSize is the size of an input buffer: large against an event (the part
// event at its end is moved and read again), small against the memory of a batch.
const chunkSize = 1 << 20

func (b *Batch) chunk(size int) []byte {
	if n := len(b.free); n > 0 && size <= chunkSize {
		c := b.free[n-1]
		b.free = b.free[:n-1]
		return c
	}
	return make([]byte, max(size, chunkSize))
}

// hold keeps a chunk that rows point into until the reset.
func (b *Batch) hold(c []byte) {
	b.chunks = append(b.chunks, c)
	b.held += int64(len(c))
}

func (b *Batch) recycle(c []byte) {
	if len(c) == chunkSize {
		b.free = append(b.free, c)
	}
}
