package findings_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"github.com/go-json-experiment/json/jsontext"
)

// member is one member of an object.
type member struct {
	name  string
	value json.RawMessage
}

type members []member

// membersOf returns the members of an object in order; ok is false for what is none.
func membersOf(object []byte) (all members, ok bool) {
	d := jsontext.NewDecoder(bytes.NewReader(object), jsontext.AllowDuplicateNames(true))
	if token, err := d.ReadToken(); err != nil || token.Kind() != '{' {
		return nil, false
	}
	for d.PeekKind() != '}' {
		name, err := d.ReadToken()
		if err != nil {
			return nil, false
		}
		text := name.String()
		value, err := d.ReadValue()
		if err != nil {
			return nil, false
		}
		all = append(all, member{text, json.RawMessage(bytes.Clone(value))})
	}
	return all, true
}

// get returns the last value of that name; nil if there is none.
func (m members) get(name string) (value json.RawMessage) {
	for _, member := range m {
		if member.name == name {
			value = member.value
		}
	}
	return value
}

func at(m members, path ...string) json.RawMessage {
	for _, name := range path[:len(path)-1] {
		m, _ = membersOf(m.get(name))
	}
	return m.get(path[len(path)-1])
}

// textOf is the text of a string, a number or a boolean; "" for anything else.
func textOf(value json.RawMessage) string {
	var text any
	d := json.NewDecoder(bytes.NewReader(value))
	d.UseNumber()
	if err := d.Decode(&text); errors.Is(err, io.EOF) {
		return ""
	}
	switch text := text.(type) {
	case string:
		return text
	case json.Number, bool:
		return string(value)
	}
	return ""
}
