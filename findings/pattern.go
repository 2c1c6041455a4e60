package findings

import (
	"encoding/json"
	"fmt"
	"slices"
)

// maxPattern is the longest pattern that EventBridge takes, in characters
// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html).
const maxPattern = 2048

// severityIDs are OCSF's numbers for ASFF's labels. Fatal counts as critical, here as
// in severity_label (https://schema.ocsf.io/1.6.0/classes/compliance_finding).
var severityIDs = map[string][]int{
	"INFORMATIONAL": {1}, "LOW": {2}, "MEDIUM": {3}, "HIGH": {4}, "CRITICAL": {5, 6},
}

// FilteredPattern is EventPattern narrowed to products (each company/product, as a
// product's ARN ends) and severities (ASFF's labels); none of a kind means all. A
// finding passes in either schema. The error is about an unknown label, or about more
// products than one pattern has room for.
func FilteredPattern(products, severities []string) (string, error) {
	if len(products) == 0 && len(severities) == 0 {
		return EventPattern, nil
	}
	type object = map[string]any
	asff, ocsf := object{}, object{}
	if len(products) > 0 {
		var arns, uids []object
		for _, product := range products {
			// The account in front differs: none for AWS's own and partners' products,
			// the account for one of its own.
			arns = append(arns, object{"suffix": ":product/" + product})
			uids = append(uids, object{"suffix": ":productv2/" + product})
		}
		asff["ProductArn"] = arns
		ocsf["metadata"] = object{"product": object{"uid": uids}}
	}
	if len(severities) > 0 {
		var ids []int
		for _, label := range severities {
			if severityIDs[label] == nil {
				return "", fmt.Errorf("severity %q: want INFORMATIONAL, LOW, MEDIUM, HIGH or CRITICAL", label)
			}
			ids = append(ids, severityIDs[label]...)
		}
		slices.Sort(ids)
		asff["Severity"] = object{"Label": severities}
		ocsf["severity_id"] = ids
	}
	var pattern object
	if err := json.Unmarshal([]byte(EventPattern), &pattern); err != nil {
		return "", fmt.Errorf("reading the event pattern: %w", err)
	}
	pattern["detail"] = object{"findings": object{"$or": []object{asff, ocsf}}}
	text, err := json.Marshal(pattern)
	if err != nil {
		return "", fmt.Errorf("writing the event pattern: %w", err)
	}
	if len(text) > maxPattern {
		return "", fmt.Errorf("the event pattern for %d products has %d characters, EventBridge takes %d: name fewer products", len(products), len(text), maxPattern)
	}
	return string(text), nil
}
