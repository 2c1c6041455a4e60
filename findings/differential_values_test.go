package findings_test

import (
	"encoding/json"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// enumerations are the values that the API model of Security Hub allows; a
// value that differs from one by letter case alone is written as it is there.
var enumerations = map[string][]string{
	"severity_label":          {"INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"},
	"provider_severity_label": {"INFORMATIONAL", "LOW", "MEDIUM", "HIGH", "CRITICAL"},
	"compliance_status":       {"PASSED", "WARNING", "FAILED", "NOT_AVAILABLE"},
	"workflow_status":         {"NEW", "NOTIFIED", "RESOLVED", "SUPPRESSED"},
	"workflow_state":          {"NEW", "ASSIGNED", "IN_PROGRESS", "DEFERRED", "RESOLVED"},
	"record_state":            {"ACTIVE", "ARCHIVED"},
	"verification_state":      {"UNKNOWN", "TRUE_POSITIVE", "FALSE_POSITIVE", "BENIGN_POSITIVE"},
}

// column reads a text column, with what is special about a few of them.
func (o *oracle) column(name string, v any) any {
	list, isList := v.([]any)
	if name == "remediation_url" && isList != o.ocsf { // OCSF has a list there, ASFF has not
		o.bent++
	}
	if name == "remediation_url" && isList { // the first
		if len(list) == 0 {
			return nil
		}
		v = list[0]
	}
	number, isNumber := v.(json.Number)
	text, ok := o.text(v).(string)
	if !ok {
		return nil
	}
	switch name {
	case "finding_id", "product_arn", "aws_account_id": // an empty identity is none
		if text == "" {
			o.bent++
			return nil
		}
	}
	switch name {
	case "aws_account_id", "resources.owner_account_id": // twelve digits: a number lost its zeros
		if n, err := strconv.ParseUint(number.String(), 10, 64); isNumber && err == nil && len(text) < 12 {
			return strings.Repeat("0", 12-len(text)) + strconv.FormatUint(n, 10)
		}
	}
	if i := slices.IndexFunc(enumerations[name], func(legal string) bool { return strings.EqualFold(legal, text) }); i >= 0 {
		if enumerations[name][i] != text {
			o.bent++
		}
		return enumerations[name][i]
	}
	return text
}

// text takes strings, and numbers and booleans as they are written.
func (o *oracle) text(v any) any {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		o.bent++
		return v.String()
	case bool:
		o.bent++
		return strconv.FormatBool(v)
	case nil:
		return nil
	}
	o.bent++
	return nil
}

var numeral = regexp.MustCompile(`^\s*([+-]?\d+(\.\d+)?([eE][+-]?\d+)?)\s*$`)

// number takes numbers and strings that hold one.
func (o *oracle) number(v any) (text string, ok bool) {
	switch v := v.(type) {
	case json.Number:
		return v.String(), true
	case string:
		o.bent++
		if m := numeral.FindStringSubmatch(v); m != nil {
			return m[1], true
		}
		return "", false
	case nil:
		return "", false
	}
	o.bent++
	return "", false
}

// whole takes whole numbers of 32 bits, however they are written.
func (o *oracle) whole(v any) any {
	text, ok := o.number(v)
	if !ok {
		return nil
	}
	if len(text) > 40 { // 1e999999999 would fill the memory
		o.bent++
		return nil
	}
	exact, ok := new(big.Rat).SetString(text)
	if !ok || !exact.IsInt() || !exact.Num().IsInt64() {
		o.bent++
		return nil
	}
	n := exact.Num().Int64()
	if n < math.MinInt32 || n > math.MaxInt32 {
		o.bent++
		return nil
	}
	if strings.ContainsAny(text, ".eE") {
		o.bent++
	}
	return n
}

func (o *oracle) double(v any) any {
	text, ok := o.number(v)
	if !ok {
		return nil
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		o.bent++
		return nil
	}
	return f
}

func (o *oracle) flag(v any) any {
	switch v := v.(type) {
	case bool:
		return v
	case string:
		o.bent++
		switch strings.ToLower(v) {
		case "true":
			return true
		case "false":
			return false
		}
		return nil
	}
	o.bent++
	return nil
}
