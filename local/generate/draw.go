package generate

import "strconv"

// Streams keep draws for different purposes apart.
const (
	streamFinding = iota + 1
	streamLife
	streamText
	streamDelivery
	streamFault
	streamAccount
	streamEvent
	streamGroup
	streamControl
)

// draw is a random number that depends on its arguments alone: SplitMix64.
func draw(seed, stream, n uint64) uint64 {
	return mix(mix(seed+stream*0xd1342543de82ef95) + n*0x9e3779b97f4a7c15)
}

func mix(z uint64) uint64 {
	z += 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// dice is a series of draws. Integers alone, since the last digit of a float
// depends on the machine.
type dice struct{ state uint64 }

func (d *dice) next() uint64 {
	d.state += 0x9e3779b97f4a7c15
	return mix(d.state)
}

// below draws a number from 0 up to n, excluded; 0 if n is not positive.
func (d *dice) below(n int64) int64 {
	if n <= 0 {
		return 0
	}
	return int64(d.next() >> 1 % uint64(n)) //nolint:gosec // 63 bits
}

// chance is true n times of a thousand.
func (d *dice) chance(n int64) bool { return d.below(1000) < n }

// exponential are its quantiles, a mean being 1000.
var exponential = [64]int64{
	8, 24, 40, 56, 73, 90, 107, 125, 143, 161, 179, 198, 217, 237, 257, 277, 298, 319, 341, 363, 386, 409,
	433, 458, 483, 508, 535, 562, 589, 618, 647, 678, 709, 741, 774, 809, 845, 882, 920, 960, 1002, 1045,
	1091, 1138, 1188, 1241, 1297, 1356, 1418, 1485, 1556, 1633, 1717, 1808, 1908, 2019, 2144, 2287, 2454,
	2655, 2906, 3243, 3753, 4852,
}

// wait draws how long something takes that comes at random times.
func (d *dice) wait(mean int64) int64 {
	q := exponential[d.below(int64(len(exponential)))]
	return mean/1000*q + d.below(mean/20+1)
}

const hexDigits = "0123456789abcdef"

// appendHex appends n hexadecimal digits that follow from key.
func appendHex(buf []byte, key uint64, n int) []byte {
	d := dice{key}
	var bits uint64
	for i := range n {
		if i%16 == 0 {
			bits = d.next()
		}
		buf = append(buf, hexDigits[bits&15])
		bits >>= 4
	}
	return buf
}

// appendUUID appends what looks like a UUID and follows from key.
func appendUUID(buf []byte, key uint64) []byte {
	at := len(buf)
	buf = appendHex(buf, key, 36)
	for _, i := range [...]int{8, 13, 18, 23} {
		buf[at+i] = '-'
	}
	return buf
}

func appendInt(buf []byte, n int64) []byte { return strconv.AppendInt(buf, n, 10) }
