// Package jsonwalk walks JSON text in place: it checks the grammar and hands
// out slices of the buffer, so that a finding is read once, never copied into a
// tree and never decoded twice.
//
// It accepts exactly what jsontext accepts with duplicate names allowed (RFC
// 8259 grammar, valid UTF-8, no lone surrogate escapes); FuzzAgainstJSONText
// holds it to that. jsontext itself would do the same work in two passes (one
// to find a value's end, one to read it), which costs a fifth of a transform.
package jsonwalk
