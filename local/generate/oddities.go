package generate

import "time"

// odd adds a finding that is a row, but awkward by its members, of one kind.
func (o *out) odd(s spot, kind int, members string) {
	o.add(`{"SchemaVersion":"2018-10-08","Id":"synthetic-odd-`)
	*o = appendInt(*o, int64(kind))
	o.add(`-`)
	*o = appendInt(*o, int64(s.record.finding)%3) // a few of them, so that they have versions
	o.add(`","ProductArn":"arn:aws:securityhub:eu-west-1::product/aws/config","GeneratorId":"synthetic-odd"`)
	if s.key%5 > 0 {
		o.add(`,"AwsAccountId":"000000100001"`) // an identity may have a null in it
	}
	o.add(`,"Region":"eu-west-1","Title":"Odd but true","Title":"Of members with one name the last counts","Description":"D"`)
	o.time("CreatedAt", s.at-s.at%day)
	o.add(members, `}`)
}

const rest = `,"Severity":{"Label":"LOW"},"Resources":[{"Type":"Other","Id":"synthetic"}],"Workflow":{"Status":"NEW"},"RecordState":"ACTIVE"`

// oddities are members of awkward findings at a time.
var oddities = []func(at int64) string{
	oddTimes,
	func(at int64) string { // sent late by the product: what comes later is older
		return times(at-at%season+season-at%season, at)
	},
	func(at int64) string { // one update, processed in another order than told
		return times(at-at%season, at-at%season+season-at%season)
	},
	func(at int64) string { // nanoseconds
		return `,"UpdatedAt":"` + format(at, "2006-01-02T15:04:05.000") + `000123Z"` + rest
	},
	func(at int64) string { // neither T nor zone
		return `,"UpdatedAt":"` + format(at, "2006-01-02 15:04:05.000") + `000000"` + rest
	},
	func(int64) string { return `,"UpdatedAt":"yesterday"` + rest },
	func(int64) string { return rest }, // no time but CreatedAt
	func(at int64) string { // in lower case, and one where a list belongs
		return `,"UpdatedAt":"` + format(at, time.RFC3339) + `","Severity":{"Label":"low"},"Types":"TTPs","Resources":{"Type":"Other","Id":"synthetic"},"Workflow":{"Status":"new"},"RecordState":"active"`
	},
	func(at int64) string { // nothing that is not required
		return `,"UpdatedAt":"` + format(at, time.RFC3339) + `"`
	},
	func(at int64) string { // enough to fill a column, with what looks like a boundary
		return `,"UpdatedAt":"` + format(at, time.RFC3339) + `","ProductFields":{"a/b":"}{","A/B":"]}}{","":" "}` + rest
	},
}

// season is a time in which some odd findings have several versions.
const season = 64 * day

func times(updated, processed int64) string {
	return `,"UpdatedAt":"` + format(updated, time.RFC3339Nano) + `","ProcessedAt":"` + format(processed, time.RFC3339Nano) + `"` + rest
}

// oddTimes has an offset.
func oddTimes(at int64) string {
	return `,"UpdatedAt":"` + time.UnixMilli(at).In(time.FixedZone("", 2*3600)).Format("2006-01-02T15:04:05.000-07:00") + `"` + rest
}

func format(at int64, layout string) string { return time.UnixMilli(at).UTC().Format(layout) }
