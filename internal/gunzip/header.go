package gunzip

import (
	"compress/gzip"
	"hash/crc32"
	"io"
)

// Flags of a member (RFC 1952, section 2.3.1).
const (
	hasHeaderSum = 1 << 1
	hasExtra     = 1 << 2
	hasName      = 1 << 3
	hasComment   = 1 << 4
)

// headerReader reads bytes of a header and sums them up.
type headerReader struct {
	*Reader
	digest uint32
	err    error
}

// next is the next byte, 0 after an error.
func (h *headerReader) next() byte {
	if h.err != nil {
		return 0
	}
	if h.err = h.fill(1); h.err == nil && h.pos >= h.end {
		h.err = io.ErrUnexpectedEOF
	}
	if h.err != nil {
		return 0
	}
	b := h.in[h.pos]
	h.pos++
	h.digest = crc32.Update(h.digest, crc32.IEEETable, []byte{b})
	return b
}

// text skips a text that ends with a zero; compress/gzip takes 511 bytes at the most.
func (h *headerReader) text() {
	for range 512 {
		if h.next() == 0 {
			return
		}
	}
	h.err = gzip.ErrHeader
}

// header reads the header of a member; io.EOF if there is none.
func (r *Reader) header() error {
	if err := r.fill(1); err != nil {
		return err
	}
	if r.pos >= r.end {
		return io.EOF
	}
	h := headerReader{Reader: r}
	var fixed [10]byte
	for i := range fixed {
		fixed[i] = h.next()
	}
	flags := fixed[3]
	if h.err == nil && (fixed[0] != 0x1f || fixed[1] != 0x8b || fixed[2] != 8) {
		return gzip.ErrHeader
	}
	if flags&hasExtra != 0 {
		for range int(h.next()) | int(h.next())<<8 {
			h.next()
		}
	}
	if flags&hasName != 0 {
		h.text()
	}
	if flags&hasComment != 0 {
		h.text()
	}
	if flags&hasHeaderSum != 0 {
		digest := uint16(h.digest)
		if got := uint16(h.next()) | uint16(h.next())<<8; h.err == nil && got != digest {
			h.err = gzip.ErrHeader
		}
	}
	r.state, r.last = block, false
	r.start, r.summed, r.digest, r.size = r.top, r.top, 0, 0
	return h.err
}
