package findings

import (
	"bytes"
	"math"
	"strconv"
	"time"
)

// time reads a point in time: in ASFF a string, in OCSF a number of
// milliseconds (timestamp_t) or a string (datetime_t). The other way round, or
// a number of seconds, is a deviation with a plain meaning.
func (d *decoder) time(s schema) Opt[int64] {
	c := &d.cursor
	switch c.Kind() {
	case '"':
		raw, escaped := c.String()
		if escaped { // .NET writes + as \u002b
			raw = d.unquote(raw)
		}
		if ms, exact, ok := parseTime(raw); ok {
			if !exact {
				d.coerced++
			}
			return Opt[int64]{ms, true}
		}
	case '0':
		ms, exact, ok := parseEpoch(c.Skip())
		if !ok {
			break
		}
		if !exact || s == asffSchema {
			d.coerced++
		}
		return Opt[int64]{ms, true}
	case 'n':
		c.Skip()
		return Opt[int64]{}
	default:
		c.Skip()
	}
	d.coerced++
	return Opt[int64]{}
}

// maxOffset is the largest offset from UTC that ASFF allows.
const maxOffset = 18 * 3_600_000

// secondsEnd parts seconds from milliseconds: as seconds it is the year 5138,
// as milliseconds 1973.
const secondsEnd = 100_000_000_000

// The years that SQL engines agree on.
var (
	minMillis = time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).UnixMilli()
	maxMillis = time.Date(9999, 12, 31, 23, 59, 59, 999e6, time.UTC).UnixMilli()
)

// parseEpoch reads a number of milliseconds (exact) or seconds.
func parseEpoch(text []byte) (ms int64, exact, ok bool) {
	n, err := strconv.ParseInt(string(text), 10, 64)
	exact = err == nil
	if err != nil {
		f, err := strconv.ParseFloat(string(text), 64)
		if err != nil || bytes.ContainsAny(text, "xX_") || math.Abs(f) > float64(maxMillis) {
			return 0, false, false
		}
		if math.Abs(f) < secondsEnd {
			f *= 1000
		}
		return int64(math.Floor(f)), false, true
	}
	if n > -secondsEnd && n < secondsEnd {
		n, exact = n*1000, false
	}
	return n, exact, n >= minMillis && n <= maxMillis
}

// parseTime reads the forms of ISO 8601 that ASFF allows (user guide,
// "Required top-level ASFF attributes", timestamps: T, fraction of a second,
// Z or an offset as +hh:mm, +hhmm, +hh or +hhmmss), and with exact = false what is
// as plain: a blank for T, lower case, no zone (UTC), no seconds, a date alone,
// " UTC", a leap second, digits that count seconds or milliseconds.
func parseTime(b []byte) (ms int64, exact, ok bool) {
	exact = true
	if t := bytes.TrimSpace(b); len(t) != len(b) {
		b, exact = t, false
	}
	if isDigits(b) && len(b) >= 9 && len(b) <= 14 {
		ms, _, ok = parseEpoch(b)
		return ms, false, ok
	}
	if len(b) < 10 || b[4] != '-' || b[7] != '-' {
		return 0, false, false
	}
	year, ok1 := digits(b[0:4])
	month, ok2 := digits(b[5:7])
	day, ok3 := digits(b[8:10])
	if !ok1 || !ok2 || !ok3 || year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0, false, false
	}
	ms = daysSince1970(year, month, day) * 86_400_000
	b = b[10:]
	if len(b) == 0 {
		return ms, false, true
	}
	switch b[0] {
	case 'T':
	case 't', ' ':
		exact = false
	default:
		return 0, false, false
	}
	clock, rest, whole, ok := parseClock(b[1:])
	if !ok {
		return 0, false, false
	}
	offset, zoned, ok := parseZone(rest)
	if !ok {
		return 0, false, false
	}
	ms += clock - offset
	return ms, exact && whole && zoned, ms >= minMillis && ms <= maxMillis
}

// parseClock reads hh:mm[:ss[.fraction]] into milliseconds; whole is false
// without seconds and for a leap second.
func parseClock(b []byte) (ms int64, rest []byte, whole, ok bool) {
	if len(b) < 5 || b[2] != ':' {
		return 0, nil, false, false
	}
	hour, ok1 := digits(b[0:2])
	minute, ok2 := digits(b[3:5])
	if !ok1 || !ok2 || hour > 23 || minute > 59 {
		return 0, nil, false, false
	}
	ms = (hour*60 + minute) * 60_000
	b = b[5:]
	if len(b) < 3 || b[0] != ':' {
		return ms, b, false, true
	}
	second, ok1 := digits(b[1:3])
	if !ok1 || second > 60 {
		return 0, nil, false, false
	}
	ms += second * 1000
	b = b[3:]
	if len(b) > 1 && (b[0] == '.' || b[0] == ',') && isDigits(b[1:2]) {
		n := 1
		for scale := int64(100); n < len(b) && b[n] >= '0' && b[n] <= '9'; n++ {
			ms += int64(b[n]-'0') * scale
			scale /= 10
		}
		b = b[n:]
	}
	return ms, b, second < 60, true
}

// parseZone reads Z or an offset into milliseconds; zoned is false where the
// zone is missing, or written in another way than ASFF's.
func parseZone(b []byte) (ms int64, zoned, ok bool) {
	switch string(b) {
	case "Z":
		return 0, true, true
	case "", "z", " UTC", "UTC":
		return 0, false, true
	}
	sign := int64(1)
	if b[0] == '-' {
		sign = -1
	} else if b[0] != '+' {
		return 0, false, false
	}
	b = b[1:]
	for i, unit := range []int64{3_600_000, 60_000, 1000} {
		if i > 0 && len(b) == 0 {
			break
		}
		if i > 0 && b[0] == ':' {
			b = b[1:]
		}
		if len(b) < 2 {
			return 0, false, false
		}
		n, ok := digits(b[:2])
		if !ok || n > 59 {
			return 0, false, false
		}
		ms, b = ms+n*unit, b[2:]
	}
	return sign * ms, true, len(b) == 0 && ms <= maxOffset
}

func digits(b []byte) (n int64, ok bool) {
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int64(c-'0')
	}
	return n, len(b) > 0
}

func isDigits(b []byte) bool {
	_, ok := digits(b)
	return ok
}

func daysIn(year, month int64) int64 {
	switch {
	case month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case month == 2:
		return 28
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}

// daysSince1970 counts in eras of 400 years that begin in March, so that the
// leap day comes last (H. Hinnant, chrono-compatible low-level date algorithms).
func daysSince1970(year, month, day int64) int64 {
	if month <= 2 {
		year--
	}
	era := year / 400
	ofEra := year - era*400
	ofYear := (153*((month+9)%12)+2)/5 + day - 1
	return era*146_097 + ofEra*365 + ofEra/4 - ofEra/100 + ofYear - 719_468
}
