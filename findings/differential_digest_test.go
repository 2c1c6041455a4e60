package findings_test

import (
	"encoding/binary"
	"math/bits"
	"testing"
)

// The primes of XXH64 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md).
const (
	prime1 uint64 = 0x9E3779B185EBCA87
	prime2 uint64 = 0xC2B2AE3D27D4EB4F
	prime3 uint64 = 0x165667B19E3779F9
	prime4 uint64 = 0x85EBCA77C2B2AE63
	prime5 uint64 = 0x27D4EB2F165667C5
)

// xxh64 is XXH64 with seed 0 by the letter of its specification, apart from the
// library that the column is made with: Athena's xxhash64 must agree for good.
func xxh64(text []byte) uint64 {
	length, rest := uint64(len(text)), text
	round := func(acc, lane uint64) uint64 { return bits.RotateLeft64(acc+lane*prime2, 31) * prime1 }
	p1, p2 := prime1, prime2 // variables, for their sum overflows
	acc := prime5
	if len(rest) >= 32 {
		accs := [4]uint64{p1 + p2, p2, 0, -p1}
		for ; len(rest) >= 32; rest = rest[32:] {
			for i := range accs {
				accs[i] = round(accs[i], binary.LittleEndian.Uint64(rest[8*i:]))
			}
		}
		acc = bits.RotateLeft64(accs[0], 1) + bits.RotateLeft64(accs[1], 7) + bits.RotateLeft64(accs[2], 12) + bits.RotateLeft64(accs[3], 18)
		for _, a := range accs {
			acc = (acc^round(0, a))*prime1 + prime4
		}
	}
	acc += length
	for ; len(rest) >= 8; rest = rest[8:] {
		acc = bits.RotateLeft64(acc^round(0, binary.LittleEndian.Uint64(rest)), 27)*prime1 + prime4
	}
	if len(rest) >= 4 {
		acc = bits.RotateLeft64(acc^uint64(binary.LittleEndian.Uint32(rest))*prime1, 23)*prime2 + prime3
		rest = rest[4:]
	}
	for _, b := range rest {
		acc = bits.RotateLeft64(acc^uint64(b)*prime5, 11) * prime1
	}
	acc = (acc ^ acc>>33) * prime2
	acc = (acc ^ acc>>29) * prime3
	return acc ^ acc>>32
}

// TestXXH64 holds the oracle to published values.
func TestXXH64(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]uint64{
		"":    0xEF46DB3751D8E999,
		"a":   0xD24EC4F1A98C6E5B,
		"abc": 0x44BC2CF5AD770999,
		"Nobody inspects the spammish repetition": 0xFBCEA83C8A378BF1,
	} {
		if got := xxh64([]byte(text)); got != want {
			t.Errorf("XXH64 of %q is %x, want %x", text, got, want)
		}
	}
}
