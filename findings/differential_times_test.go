package findings_test

import (
	"encoding/json"
	"math/big"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Layouts as the ASFF syntax allows them, and what else is as plain. Go reads
// a fraction of a second after any of the seconds.
var (
	asffLayouts = []string{
		"2006-01-02T15:04:05Z07:00", "2006-01-02T15:04:05Z07", "2006-01-02T15:04:05Z0700", "2006-01-02T15:04:05Z070000", "2006-01-02T15:04:05Z07:00:00",
	}
	plainLayouts = []string{
		"2006-01-02T15:04:05",
		"2006-01-02T15:04", "2006-01-02T15:04Z07", "2006-01-02T15:04Z07:00", "2006-01-02T15:04Z0700",
		"2006-01-02",
	}
	epochDigits = regexp.MustCompile(`^\d{9,14}$`)
	leapSecond  = regexp.MustCompile(`(:\d\d):60`)
)

// time takes ISO 8601 text and epoch numbers (seconds where milliseconds would
// be before 1973), and gives milliseconds. Text without a zone is UTC.
func (o *oracle) time(v any) any {
	switch v := v.(type) {
	case json.Number:
		if !o.ocsf {
			o.bent++
		}
		return o.epoch(v.String())
	case string:
		if epochDigits.MatchString(strings.TrimSpace(v)) {
			o.bent++
			return o.epoch(strings.TrimSpace(v))
		}
		return o.clock(v)
	}
	o.bent++
	return nil
}

func (o *oracle) clock(text string) any {
	for _, layout := range asffLayouts {
		if t, err := time.Parse(layout, text); err == nil {
			return o.moment(t)
		}
	}
	o.bent++
	text = strings.ToUpper(strings.TrimSpace(text))
	text = strings.TrimSuffix(strings.TrimSuffix(text, "UTC"), " ")
	if len(text) > 10 && text[10] == ' ' {
		text = text[:10] + "T" + text[11:]
	}
	extra := time.Duration(0)
	if leapSecond.MatchString(text) {
		text, extra = leapSecond.ReplaceAllString(text, "$1:59"), time.Second
	}
	for _, layout := range append(asffLayouts, plainLayouts...) {
		if t, err := time.Parse(layout, text); err == nil {
			return o.moment(t.Add(extra))
		}
	}
	return nil
}

func (o *oracle) moment(t time.Time) any {
	if _, offset := t.Zone(); max(offset, -offset) > 18*3600 { // ASFF's bound
		o.bent++
		return nil
	}
	if year := t.UTC().Year(); year < 1 || year > 9999 {
		o.bent++
		return nil
	}
	return t.UnixMilli()
}

// epoch reads a number; whole milliseconds are what OCSF wants.
func (o *oracle) epoch(text string) any {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		o.bent++
		exact, ok := new(big.Float).SetPrec(200).SetString(text)
		if !ok || exact.MantExp(nil) > 60 {
			return nil
		}
		n, _ = exact.Int64()
		if n > -1e11 && n < 1e11 {
			n, _ = exact.Mul(exact, big.NewFloat(1000)).Int64()
		}
		return o.moment(time.UnixMilli(n))
	}
	if n > -1e11 && n < 1e11 {
		o.bent++
		n *= 1000
	}
	if n < -1e15 || n > 1e15 { // time.Time would wrap around
		o.bent++
		return nil
	}
	return o.moment(time.UnixMilli(n))
}
