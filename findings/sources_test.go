package findings_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"security-hub-analytics/findings"
)

// A source that ends before its time must never pass for one that has ended:
// what came after would be missing without a trace.
func TestSourceFails(t *testing.T) {
	broken := errors.New("broken")
	for name, fault := range map[string]error{
		"truncated":       io.ErrUnexpectedEOF,
		"other":           broken,
		"a wrapped EOF":   fmt.Errorf("getting the rest of the object: %w", io.EOF), // what net/http says of a closed connection
		"a joined EOF":    errors.Join(broken, io.EOF),
		"not even a byte": io.ErrNoProgress,
	} {
		for _, input := range []string{"", " ", imported(asff("1")), imported(asff("1")) + "\n", imported(asff("1")) + `{"a`, "garbage", "\xef\xbb"} {
			t.Run(fmt.Sprintf("%s after %.5q", name, input), func(t *testing.T) {
				_, err := collect(io.MultiReader(strings.NewReader(input), iotest.ErrReader(fault)), findings.Events, nil)
				if !errors.Is(err, fault) {
					t.Errorf("the error is %v", err)
				}
			})
		}
	}
}
