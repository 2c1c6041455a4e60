package parquetfile

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"testing"
)

// unhybrid is an independent reading of the format.
func unhybrid(t *testing.T, b []byte, width, n int) (values []uint32) {
	t.Helper()
	for len(values) < n {
		header, size := binary.Uvarint(b)
		if size <= 0 {
			t.Fatalf("%d values of %d", len(values), n)
		}
		b = b[size:]
		if header&1 == 0 {
			v, bytes := uint32(0), (width+7)/8
			for i := range bytes {
				v |= uint32(b[i]) << (8 * i)
			}
			b = b[bytes:]
			for range header >> 1 {
				values = append(values, v)
			}
			continue
		}
		for i := range int(header>>1) * 8 {
			v := uint32(0)
			for bit := range width {
				at := i*width + bit
				v |= uint32(b[at/8]>>(at%8)&1) << bit
			}
			values = append(values, v)
		}
		b = b[int(header>>1)*width:]
	}
	if len(b) > 0 || len(values)-n >= 8 {
		t.Fatalf("%d bytes are left, %d values are too many", len(b), len(values)-n)
	}
	return values[:n]
}

func TestHybrid(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 3000 {
		width := 1 + r.IntN(32)
		var values []uint32
		for range r.IntN(12) {
			v := r.Uint32() >> (32 - width)
			if r.IntN(2) == 0 {
				values = append(values, slices.Repeat([]uint32{v}, r.IntN(40))...)
			} else {
				for range r.IntN(20) {
					values = append(values, r.Uint32()>>(32-width))
				}
			}
		}
		if got := unhybrid(t, appendHybrid(nil, values, width), width, len(values)); !slices.Equal(got, values) {
			t.Fatalf("width %d: %d, want %d", width, got, values)
		}
		if width <= 8 {
			levels := make([]uint8, len(values))
			for i, v := range values {
				levels[i] = uint8(v)
			}
			if got := unhybrid(t, appendHybrid(nil, levels, width), width, len(values)); !slices.Equal(got, values) {
				t.Fatalf("levels of width %d: %d, want %d", width, got, values)
			}
		}
	}
}

func TestWidth(t *testing.T) {
	for most, want := range map[int]int{0: 1, 1: 1, 2: 2, 3: 2, 4: 3, 255: 8, 256: 9} {
		if got := widthOf(most); got != want {
			t.Errorf("width of %d is %d, want %d", most, got, want)
		}
	}
}
