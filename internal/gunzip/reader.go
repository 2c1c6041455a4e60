package gunzip

import (
	"compress/flate"
	"compress/gzip"
	"encoding/binary"
	"hash/crc32"
	"io"
)

// Reader decompresses a gzip stream, all of its members. The zero value is ready
// for Reset; it takes 0.3 MB and no more, however large the stream.
//
// Errors are those of the source, io.ErrUnexpectedEOF where the stream is cut,
// gzip.ErrHeader and gzip.ErrChecksum of compress/gzip, and
// flate.CorruptInputError of compress/flate.
type Reader struct {
	src  io.Reader
	base int64 // offset of in[0] in the stream
	eof  bool
	err  error

	inflater
	summed int // out[:summed] is in the checksum
	digest uint32
	size   uint32
}

// Reset makes the Reader read another stream, and reads its first header; an
// empty stream is io.EOF.
func (r *Reader) Reset(src io.Reader) error {
	r.src, r.base, r.eof, r.err = src, 0, false, nil
	r.pos, r.end, r.word, r.filled = 0, 0, 0, 0
	r.given, r.top, r.summed = 0, 0, 0
	r.err = r.header()
	return r.err
}

// Read returns what is decompressed.
func (r *Reader) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for r.given == r.top {
		if r.err != nil {
			return 0, r.err
		}
		r.slide()
		r.err = r.run()
		r.sum()
	}
	n := copy(p, r.out[r.given:r.top])
	r.given += n
	return n, nil
}

// slide makes room for output behind what matches may refer to.
func (r *Reader) slide() {
	if r.top < outFull {
		return
	}
	from := r.top - window
	copy(r.out[:], r.out[from:r.top])
	r.start = max(r.start-from, 0)
	r.given, r.top, r.summed = window, window, window
}

func (r *Reader) sum() {
	r.digest = crc32.Update(r.digest, crc32.IEEETable, r.out[r.summed:r.top])
	r.size += uint32(r.top - r.summed)
	r.summed = r.top
}

// run decodes until the output is full or the stream ends.
func (r *Reader) run() error {
	for r.top < outFull {
		if err := r.step(); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) step() error {
	switch r.state {
	case header:
		return r.header()
	case block:
		if r.last {
			r.state = trailer
			return nil
		}
		if err := r.fill(maxHeader); err != nil {
			return err
		}
		return r.check(r.begin())
	case stored:
		return r.store()
	case codes:
		if err := r.fill(inPadding); err != nil {
			return err
		}
		if r.end-r.pos > lookahead {
			return r.check(r.decode(r.end - lookahead))
		}
		top := r.top // the stream may end within the next symbols
		valid := r.decode(r.pos + 1)
		if r.overran() {
			r.top = top
		}
		return r.check(valid)
	default:
		return r.trailer()
	}
}

// check is the error of a step that decoded something.
func (r *Reader) check(valid bool) error {
	switch {
	case r.overran():
		return io.ErrUnexpectedEOF
	case !valid:
		return flate.CorruptInputError(r.base + int64(r.pos))
	}
	return nil
}

// store copies bytes of a stored block.
func (r *Reader) store() error {
	if r.stored > 0 && r.pos >= r.end {
		if err := r.fill(1); err != nil {
			return err
		}
		if r.pos >= r.end {
			return io.ErrUnexpectedEOF
		}
	}
	n := copy(r.out[r.top:outFull], r.in[r.pos:min(r.end, r.pos+r.stored)])
	r.pos, r.top, r.stored = r.pos+n, r.top+n, r.stored-n
	if r.stored == 0 {
		r.state = block
	}
	return nil
}

// trailer checks the end of a member.
func (r *Reader) trailer() error {
	r.align()
	if err := r.fill(8); err != nil {
		return err
	}
	if r.end-r.pos < 8 {
		return io.ErrUnexpectedEOF
	}
	r.sum()
	digest, size := binary.LittleEndian.Uint32(r.in[r.pos:]), binary.LittleEndian.Uint32(r.in[r.pos+4:])
	r.pos += 8
	if digest != r.digest || size != r.size {
		return gzip.ErrChecksum
	}
	r.state = header
	return nil
}

// fill makes at least n bytes of input available, unless the source ends before;
// zeros follow its end.
func (r *Reader) fill(n int) error {
	if r.end-r.pos >= n || r.eof {
		return nil
	}
	r.giveBack()
	copy(r.in[:], r.in[r.pos:r.end])
	r.base += int64(r.pos)
	r.pos, r.end = 0, r.end-r.pos
	for idle := 0; r.end < n; idle++ {
		got, err := r.src.Read(r.in[r.end:inBytes])
		if got < 0 || got > inBytes-r.end {
			panic("gunzip: the source returned an impossible number of bytes")
		}
		r.end += got
		switch {
		case err == io.EOF: // compared as it is: what wraps io.EOF is no end, but a closed connection, say
			r.eof = true
			clear(r.in[r.end : r.end+inPadding])
			return nil
		case err != nil:
			return err
		case got > 0:
			idle = -1
		case idle == 100:
			return io.ErrNoProgress
		}
	}
	return nil
}
