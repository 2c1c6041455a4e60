package sql

import (
	"fmt"
	"regexp"
	"strings"
)

// maxQuery is how many bytes Athena takes for a query (API reference,
// StartQueryExecution), and so for a view made anew by its saved query.
const maxQuery = 262_144

// newerFunctions are those of Trino 476, which judges the views, that Trino 435
// does not have (both asked by show functions). Athena does not say which Trino
// its engine version 3 is; views that keep to the older one run on either.
var newerFunctions = []string{
	"bitwise_xor_agg", "cosine_distance", "dot_product", "euclidean_distance",
	"exclude_columns", "json_table", "t_cdf", "t_pdf", "timezone",
}

var (
	newer = regexp.MustCompile(`\b(` + strings.Join(newerFunctions, "|") + `)\s*\(`)
	// What has a time zone, by itself or as the answer of a function.
	zoned = regexp.MustCompile(`\b(current_timestamp|(now|from_unixtime|from_unixtime_nanos|from_iso8601_timestamp|` +
		`from_iso8601_timestamp_nanos|parse_datetime|at_timezone|with_timezone)\s*\(|at\s+time\s+zone|with\s+time\s+zone)`)
	castHead  = regexp.MustCompile(`\b(?:try_)?cast\s*\(`)
	castTail  = regexp.MustCompile(`\s+as\s+timestamp\s*(\(\s*\d+\s*\))?\s*$`)
	unzonedIn = regexp.MustCompile(`\b(date_format|format_datetime|to_iso8601|to_unixtime|date_diff|year|month|day|hour|minute|second)\s*\(`)
)

// AthenaRefuses says what in a query Athena refuses, or may not know, although
// Trino takes it; "" if nothing was found. It looks at one expression at a time: a
// time with zone that got a name of its own is not seen any more.
func AthenaRefuses(query string) string {
	if len(query) > maxQuery {
		return fmt.Sprintf("it has %d bytes, Athena takes %d", len(query), maxQuery)
	}
	text := strings.ToLower(withoutStrings(query))
	if found := newer.FindStringSubmatch(text); found != nil {
		return fmt.Sprintf("it calls %s, which Athena may not have", found[1])
	}
	for _, at := range castHead.FindAllStringIndex(text, -1) {
		inner := argument(text[at[1]:])
		end := castTail.FindStringIndex(inner)
		if end == nil {
			continue
		}
		value := strings.TrimSpace(inner[:end[0]])
		// What takes a zoned time and answers something else hides it.
		if head := unzonedIn.FindStringIndex(value); head != nil && head[0] == 0 {
			continue
		}
		if zoned.MatchString(value) {
			// User guide, "Athena engine version 3", breaking changes: "Casting from
			// TimestampTZ to Timestamp is not supported".
			return fmt.Sprintf("it casts a time with zone to timestamp: cast(%s)", strings.TrimSpace(inner))
		}
	}
	return ""
}

// argument is what stands before the parenthesis that closes the one before it.
func argument(text string) string {
	depth := 0
	for i, r := range text {
		switch r {
		case '(':
			depth++
		case ')':
			if depth == 0 {
				return text[:i]
			}
			depth--
		}
	}
	return text
}
