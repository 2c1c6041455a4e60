package wrap

import (
	"encoding/json"
	"strings"
	"time"

	"security-hub-analytics/findings"
)

// What an envelope says when the finding does not.
const (
	noAccount = "000000000000"
	noRegion  = "us-east-1"
	noTime    = "1970-01-01T00:00:00Z"
)

// origin is what the envelope repeats of the finding.
type origin struct {
	detailType, account, region, time string
	resources                         []string
}

func originOf(finding map[string]json.RawMessage) origin {
	if _, ok := finding["class_uid"]; ok {
		return originOfOCSF(finding)
	}
	return originOfASFF(finding)
}

func originOfASFF(finding map[string]json.RawMessage) origin {
	product, id := text(finding["ProductArn"]), text(finding["Id"])
	var first struct{ Region string }
	var resources []json.RawMessage
	if json.Unmarshal(finding["Resources"], &resources) == nil && len(resources) > 0 {
		_ = json.Unmarshal(resources[0], &first) // an odd resource just has no Region
	}
	return origin{
		detailType: findings.DetailTypeASFF,
		account:    or(account(text(finding["AwsAccountId"])), account(arnPart(product, 4)), noAccount),
		region:     or(text(finding["Region"]), arnPart(product, 3), first.Region, noRegion),
		time: or(eventTime(text(finding["UpdatedAt"])), eventTime(text(finding["CreatedAt"])),
			noTime),
		resources: about(id, product+"/"+id),
	}
}

func originOfOCSF(finding map[string]json.RawMessage) origin {
	cloud := object(finding["cloud"])
	info := object(finding["finding_info"])
	uid := text(info["uid"])
	return origin{
		detailType: findings.DetailTypeOCSF,
		account:    or(account(text(object(cloud["account"])["uid"])), noAccount),
		region:     or(text(cloud["region"]), noRegion),
		time: or(
			eventTime(text(info["modified_time_dt"])), epoch(info["modified_time"]),
			eventTime(text(finding["time_dt"])), epoch(finding["time"]),
			eventTime(text(info["created_time_dt"])), epoch(info["created_time"]), noTime),
		resources: about(uid, uid),
	}
}

// account is s if it is an account number, which is all that an envelope can hold;
// in findings it may be anything.
func account(s string) string {
	if len(s) != 12 || strings.Trim(s, "0123456789") != "" {
		return ""
	}
	return s
}

// about is the list of what the event is about: nothing, if the finding has no id.
func about(id, resource string) []string {
	if id == "" {
		return []string{}
	}
	return []string{resource}
}

// eventTime turns the times that products write into the form of an envelope, in
// whole seconds; anything else is "".
func eventTime(s string) string {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05.999999999"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.UTC().Format(time.RFC3339)
		}
	}
	return ""
}

// epoch is eventTime for a number: milliseconds as OCSF has it, or seconds as
// Prowler writes them; as milliseconds those would all lie in January 1970.
func epoch(raw json.RawMessage) string {
	var n int64
	if json.Unmarshal(raw, &n) != nil || n <= 0 {
		return ""
	}
	if n < 100_000_000_000 {
		n *= 1000
	}
	return time.UnixMilli(n).UTC().Format(time.RFC3339)
}

// text is the string in raw, "" if it holds anything else.
func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

// object is the members of raw, none if it holds anything else.
func object(raw json.RawMessage) map[string]json.RawMessage {
	var m map[string]json.RawMessage
	if json.Unmarshal(raw, &m) != nil {
		return nil
	}
	return m
}

// arnPart is the part of an ARN at index i, "" if it has none.
func arnPart(arn string, i int) string {
	parts := strings.SplitN(arn, ":", 6)
	if len(parts) < 6 || parts[0] != "arn" {
		return ""
	}
	return parts[i]
}

// or is the first string that is not empty.
func or(candidates ...string) string {
	for _, s := range candidates {
		if s != "" {
			return s
		}
	}
	return ""
}
