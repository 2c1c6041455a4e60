package benchdata

import (
	"strconv"
	"time"
)

// Streams keep draws for different purposes apart.
const (
	streamFinding = iota + 1
	streamShape
	streamValues
	streamEvents
)

const (
	accounts = 40
	hex      = "0123456789abcdef"
	dashed   = "00000000-0000-0000-0000-000000000000"
)

var regions = [...]string{"us-east-1", "us-west-2", "eu-west-1", "eu-central-1", "ap-southeast-2"}

// past is the seconds before the first event in which findings began.
const past = 180 * 24 * 3600

// The events are spread over a month.
var (
	begin  = time.Date(2026, 10, 1, 0, 0, 0, 0, time.UTC)
	window = 30 * 24 * time.Hour
)

func timeOf(j, n uint64) time.Time {
	return begin.Add(time.Duration(float64(window) * float64(j) / float64(n)))
}

// values is what the slots of one event are filled from: the draws of its
// finding, those of the event itself, and its time.
type values struct {
	finding, event uint64
	time           time.Time
}

// append appends what belongs into the slot.
func (v values) append(buf []byte, s slot) []byte {
	n := draw(v.finding, natural(int(s.kind)), natural(s.index))
	switch s.kind {
	case account:
		return strconv.AppendUint(buf, 100_000_000_000+draw(0, 0, n%accounts)%900_000_000_000, 10)
	case region:
		return append(buf, regions[n%uint64(len(regions))]...)
	case hexDigits:
		return appendHex(buf, n, s.like)
	case eventID:
		return appendHex(buf, v.event, []byte(dashed))
	case eventTime:
		return v.time.AppendFormat(buf, time.RFC3339)
	case epoch:
		ms := v.at(s, n).UnixMilli()
		if s.width <= 10 {
			ms /= 1000
		}
		return strconv.AppendInt(buf, ms, 10)
	case dateTime:
		buf = v.at(s, n).AppendFormat(buf, "2006-01-02T15:04:05")
		if s.width > 0 {
			buf = append(buf, '.')
			for range s.width {
				buf = append(buf, '0'+byte(n%10))
				n /= 10
			}
		}
		if s.zone {
			buf = append(buf, 'Z')
		}
	}
	return buf
}

// at is the time for a slot: that of the event, give or take seconds, or one of
// the finding's past.
func (v values) at(s slot, n uint64) time.Time {
	if s.moving {
		return v.time.Add(-time.Duration(n%60) * time.Second)
	}
	return begin.Add(-time.Duration(v.finding%past)*time.Second + time.Duration(n%3600)*time.Second)
}

// appendHex appends hexadecimal digits, and dashes where like has them.
func appendHex(buf []byte, n uint64, like []byte) []byte {
	state, left := n, 0
	var bits uint64
	for _, c := range like {
		if c == '-' {
			buf = append(buf, '-')
			continue
		}
		if left == 0 {
			state, left = state+1, 16
			bits = draw(state, 0, 0)
		}
		buf = append(buf, hex[bits&15])
		bits >>= 4
		left--
	}
	return buf
}

// natural is n for draws, which know no negative numbers.
func natural(n int) uint64 {
	return uint64(max(n, 0))
}

// draw is a random number that depends on its arguments alone (SplitMix64 over
// their sum), so that the thousandth event is made without the ones before.
func draw(seed, stream, n uint64) uint64 {
	z := seed + stream*0xd1342543de82ef95 + n*0x9e3779b97f4a7c15 + 0x9e3779b97f4a7c15
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}
