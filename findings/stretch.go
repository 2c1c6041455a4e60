package findings

import "bytes"

// quarantine hands a record over in parts.
func (r *Reader) quarantine(reason Reason, kind Kind, offset int64, record []byte) error {
	for part := 0; part == 0 || len(record) > 0; part++ {
		n := min(len(record), PartBytes)
		q := Quarantined{Reason: reason, Kind: kind, Part: part, Offset: offset, Record: record[:n]}
		if err := r.Quarantine(q); err != nil {
			return err
		}
		record, offset = record[n:], offset+int64(n)
	}
	return nil
}

// stretch quarantines what is no event: from here to the first newline after
// the first skip bytes, or to the end. Reading resumes at that newline, so that
// a broken record never takes the next line along. The stretch may be as long
// as the object: it goes out in parts while it is read.
func (r *Reader) stretch(reason Reason, skip int) error {
	searched := r.base + int64(r.pos+skip) // no newline before this offset ends it
	for part := 0; ; {
		from := int(searched - r.base)
		end, found := r.end, false
		if i := bytes.IndexByte(r.buf[from:r.end], '\n'); i >= 0 {
			end, found = from+i, true
		}
		searched = r.base + int64(end)
		done := found || r.eof
		for n := end - r.pos; n >= PartBytes || done && n > 0; n = end - r.pos {
			n = min(n, PartBytes)
			q := Quarantined{Reason: reason, Kind: KindEvent, Part: part, Offset: r.base + int64(r.pos), Record: r.buf[r.pos : r.pos+n]}
			if err := r.Quarantine(q); err != nil {
				return err
			}
			r.pos += n
			r.counts.BytesEvents += int64(n)
			part++
		}
		if done {
			return nil
		}
		if err := r.fill(); err != nil {
			return err
		}
	}
}
