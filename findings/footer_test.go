package findings

import (
	"io"
	"strings"
	"testing"
)

// A file whose footer counts other rows than were handed over is refused.
func TestFooterCountsTheRows(t *testing.T) {
	for _, lost := range []int64{0, 1} {
		w := NewParquetWriter(nil)
		w.Reset(io.Discard)
		for range 2 { // two row groups
			if err := w.Write([]Row{{FindingID: Text("a")}, {FindingID: Text("b")}}); err != nil {
				t.Fatal(err)
			}
		}
		w.written += lost
		switch err := w.Close(); {
		case lost == 0 && err != nil:
			t.Error(err)
		case lost != 0 && (err == nil || !strings.Contains(err.Error(), "5 rows written, but the Parquet footer counts 4")):
			t.Errorf("error %v", err)
		}
	}
}
