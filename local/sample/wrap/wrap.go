// Package wrap puts an EventBridge envelope around a finding that comes without
// one, and marks it so that nobody takes it for an event that AWS sent.
//
// The mark is twofold: the event's id starts with IDPrefix, and the envelope has
// a member Mark, which AWS never sends. (EventBridge's own replay-name would be
// a false claim: it names a replay of an archive.) Everything else follows from
// the finding, so the same finding always gets the same envelope.
package wrap

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

const (
	// IDPrefix starts the id of every event made here.
	IDPrefix = "wrapped-"
	// Mark is the envelope's member that says who made it; its value is By.
	Mark = "wrapped-by"
	// By is the value of Mark.
	By = "shub"
)

const (
	detailTypeASFF = "Security Hub Findings - Imported"
	detailTypeOCSF = "Findings Imported V2"
)

// Event returns the event, on one line, that Security Hub would announce the
// finding with. The finding's bytes stay as they are but for insignificant
// blanks. Only a finding that is no JSON object is an error: what else may be
// odd about it is for the transform to judge.
func Event(finding []byte) ([]byte, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(finding, &members); err != nil {
		return nil, fmt.Errorf("reading the finding to wrap: %w", err)
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, finding); err != nil {
		return nil, fmt.Errorf("reading the finding to wrap: %w", err)
	}

	o := originOf(members)
	sum := sha256.Sum256(compact.Bytes())
	envelope := struct {
		Version    string   `json:"version"`
		ID         string   `json:"id"`
		DetailType string   `json:"detail-type"`
		Source     string   `json:"source"`
		Account    string   `json:"account"`
		Time       string   `json:"time"`
		Region     string   `json:"region"`
		Resources  []string `json:"resources"`
		By         string   `json:"wrapped-by"`
	}{
		Version: "0", ID: IDPrefix + hex.EncodeToString(sum[:16]), DetailType: o.detailType,
		Source: "aws.securityhub", Account: o.account, Time: o.time, Region: o.region,
		Resources: o.resources, By: By,
	}

	// The finding is written between the encoder's bytes and not by it: an
	// encoder would escape characters that the finding's author did not.
	var event bytes.Buffer
	enc := json.NewEncoder(&event)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(envelope); err != nil {
		return nil, fmt.Errorf("writing the envelope: %w", err)
	}
	event.Truncate(event.Len() - len("}\n"))
	event.WriteString(`,"detail":{"findings":[`)
	event.Write(compact.Bytes())
	event.WriteString("]}}")
	return event.Bytes(), nil
}
