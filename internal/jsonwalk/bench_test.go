package jsonwalk

import (
	"bytes"
	"io"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"security-hub-analytics/internal/benchdata"
)

func BenchmarkSkip(b *testing.B) {
	data, _ := io.ReadAll(benchdata.Events(2000, 1))
	b.Run("cursor", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			var c Cursor
			c.Reset(data, 0, 500)
			for c.Skip() != nil {
			}
		}
	})
	b.Run("walk", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			var c Cursor
			c.Reset(data, 0, 500)
			for c.Err() == nil {
				walk(&c)
			}
		}
	})
	b.Run("jsontext", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			d := jsontext.NewDecoder(bytes.NewReader(data), jsontext.AllowDuplicateNames(true))
			for {
				if _, err := d.ReadValue(); err != nil {
					break
				}
			}
		}
	})
}
