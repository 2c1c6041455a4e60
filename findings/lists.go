package findings

import (
	"bytes"
	"reflect"
	"slices"
)

// listBytes is how much memory the lists and maps of one finding may take: tens of
// thousands of resources, where AWS allows 32. What comes then is left out of the
// columns, which is counted; finding has it.
const listBytes = 16 << 20

// spare says whether there is memory for so many bytes more.
func (d *decoder) spare(bytes int64) bool {
	if d.room >= bytes {
		d.room -= bytes
		return true
	}
	if d.room >= 0 {
		d.room = -1
		d.coerced++
	}
	return false
}

var (
	textBytes = int64(reflect.TypeFor[Text]().Size())
	pairBytes = int64(reflect.TypeFor[Pair]().Size())
)

// loose reads a value inside a free list or map: a string, or anything else
// as its JSON text, which is counted.
func (d *decoder) loose() Text {
	c := &d.cursor
	if v, ok := c.Plain(); ok {
		return v
	}
	if kind := c.Kind(); kind == '{' || kind == '[' {
		d.coerced++
		return c.Skip()
	}
	return d.text(asffSchema, 0)
}

// texts reads a list of strings; a lone scalar is a list of one.
func (d *decoder) texts() []Text {
	c := &d.cursor
	list := d.batch.texts.open(8)
	switch c.Kind() {
	case '[':
		for more := c.Enter(); more; more = c.Next('[') {
			if !d.spare(textBytes) {
				c.Skip()
				continue
			}
			list = append(list, d.loose())
		}
	case 'n':
		c.Skip()
		return nil
	case '{':
		c.Skip()
		d.coerced++
		return nil
	default:
		before := d.coerced
		list = append(list, d.loose())
		d.coerced = before + 1
	}
	d.batch.texts.close(list)
	return list
}

// pairs reads a map: an object, or OCSF's list of {name, value}.
func (d *decoder) pairs(s schema) []Pair {
	c := &d.cursor
	switch c.Kind() {
	case '{':
		if s == ocsfSchema {
			d.coerced++
		}
		list := d.batch.pairs.open(8)
		for more := c.Enter(); more; more = c.Next('{') {
			key, escaped := c.Name()
			if !d.spare(pairBytes) {
				c.Skip()
				continue
			}
			if escaped {
				key = d.unquote(key)
			}
			list = d.put(list, key, d.loose())
		}
		d.batch.pairs.close(list)
		return list
	case '[':
		if s == asffSchema {
			d.coerced++
		}
		return d.namedPairs()
	case 'n':
		c.Skip()
		return nil
	}
	d.coerced++
	c.Skip()
	return nil
}

// namedPairs reads [{"name": k, "value": v}, ...]; key is another word for name
// (AWS's own tag lists say Key and Value).
func (d *decoder) namedPairs() []Pair {
	c := &d.cursor
	list := d.batch.pairs.open(8)
	for more := c.Enter(); more; more = c.Next('[') {
		if !d.spare(pairBytes) {
			c.Skip()
			continue
		}
		if c.Kind() != '{' {
			d.coerced++
			c.Skip()
			continue
		}
		var p Pair
		for more := c.Enter(); more; more = c.Next('{') {
			name, escaped := c.Name()
			if escaped {
				name = d.unquote(name)
			}
			switch {
			case bytes.EqualFold(name, []byte("name")), bytes.EqualFold(name, []byte("key")):
				p.Key = d.loose()
			case bytes.EqualFold(name, []byte("value")):
				p.Value = d.loose()
			default:
				c.Skip()
			}
		}
		if p.Key == nil {
			d.coerced++ // a value without a key has no place in a map
			continue
		}
		list = d.put(list, p.Key, p.Value)
	}
	d.batch.pairs.close(list)
	return list
}

// manyPairs is where looking at every key before costs more than an index;
// real maps stay below.
const manyPairs = 64

// put adds an entry; of entries with one key the last wins.
func (d *decoder) put(list []Pair, key, value Text) []Pair {
	same := -1
	if len(list) < manyPairs {
		same = slices.IndexFunc(list, func(p Pair) bool { return bytes.Equal(p.Key, key) })
	} else {
		if len(list) == manyPairs {
			d.index = make(map[string]int)
			for i, p := range list {
				d.index[string(p.Key)] = i
			}
		}
		if i, found := d.index[string(key)]; found {
			same = i
		} else {
			d.index[string(key)] = len(list)
		}
	}
	if same >= 0 {
		d.coerced++
		list[same].Value = value
		return list
	}
	return append(list, Pair{key, value})
}

func (r *records[T, E]) decode(d *decoder, s schema, t *T) bool {
	c := &d.cursor
	switch c.Kind() {
	case '[':
		list := r.slab(d.batch).open(4)
		for more := c.Enter(); more; more = c.Next('[') {
			if !d.spare(r.size) {
				c.Skip()
				continue
			}
			list = append(list, *new(E))
			r.element(d, s, &list[len(list)-1])
		}
		r.slab(d.batch).close(list)
		*r.at(t) = list
	case 'n':
		c.Skip()
		*r.at(t) = nil
		return false
	case '{': // one record where a list belongs
		d.coerced++
		list := append(r.slab(d.batch).open(1), *new(E))
		r.element(d, s, &list[0])
		r.slab(d.batch).close(list)
		*r.at(t) = list
	default:
		d.coerced++
		c.Skip()
		*r.at(t) = nil
		return false
	}
	return true
}

// element reads one record. One that is no object keeps its place in the list,
// so that positions and counts agree with the finding.
func (r *records[T, E]) element(d *decoder, s schema, e *E) {
	kind := d.cursor.Kind()
	switch {
	case kind == '{':
		r.trees[s].decode(d, e)
		if s == ocsfSchema && r.finish != nil {
			r.finish(e)
		}
	case kind == '"' && r.scalar != nil:
		if s == asffSchema {
			d.coerced++
		}
		*r.scalar(e) = d.text(s, 0)
	default:
		if kind != 'n' {
			d.coerced++
		}
		d.cursor.Skip()
	}
}

func (r *records[T, E]) reset(t *T) { *r.at(t) = nil }
