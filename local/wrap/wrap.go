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
	"slices"

	"security-hub-analytics/findings"
)

const (
	// IDPrefix starts the id of every event made here.
	IDPrefix = "wrapped-"
	// Mark is the envelope's member that says who made it; its value is By.
	Mark = "wrapped-by"
	// By is the value of Mark.
	By = "shub"
)

// Event returns the event, on one line, that Security Hub would announce the
// finding with. The finding's bytes stay as they are but for insignificant
// blanks. Only a finding that is no JSON object is an error: what else may be
// odd about it is for the transform to judge.
func Event(finding []byte) ([]byte, error) {
	if _, err := membersOf(finding); err != nil {
		return nil, err
	}
	return List(finding)
}

// List returns the event whose list of findings has the elements, of which the
// first says whose it is. They may be any JSON, and none.
func List(elements ...[]byte) ([]byte, error) {
	var list bytes.Buffer
	for i, element := range elements {
		if i > 0 {
			list.WriteByte(',')
		}
		if err := json.Compact(&list, element); err != nil {
			return nil, fmt.Errorf("reading the finding to wrap: %w", err)
		}
	}
	var members map[string]json.RawMessage
	if len(elements) > 0 {
		members, _ = membersOf(elements[0]) // what is no object says nothing of its origin
	}
	envelope, err := envelopeOf(members, list.Bytes())
	if err != nil {
		return nil, err
	}
	// The findings are written between the encoder's bytes and not by it: an
	// encoder would escape characters that their author did not.
	return slices.Concat(envelope[:len(envelope)-len("}\n")], []byte(`,"detail":{"findings":[`), list.Bytes(), []byte("]}}")), nil
}

func membersOf(finding []byte) (members map[string]json.RawMessage, err error) {
	if err = json.Unmarshal(finding, &members); err != nil {
		return nil, fmt.Errorf("reading the finding to wrap: %w", err)
	}
	return members, nil
}

// envelopeOf is the event without its detail.
func envelopeOf(members map[string]json.RawMessage, list []byte) ([]byte, error) {
	o := originOf(members)
	sum := sha256.Sum256(list)
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
		Source: findings.EventSource, Account: o.account, Time: o.time, Region: o.region,
		Resources: o.resources, By: By,
	}
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(envelope); err != nil {
		return nil, fmt.Errorf("writing the envelope: %w", err)
	}
	return text.Bytes(), nil
}
