package lake_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"
)

// Parts of raw objects.

func finding(id string) string {
	return `{"SchemaVersion":"2018-10-08","Id":"` + id + `","ProductArn":"arn:aws:securityhub:eu-west-1::product/aws/securityhub","AwsAccountId":"123456789012",` +
		`"UpdatedAt":"2026-11-22T10:00:00.000Z","Title":"title of ` + id + `","Resources":[{"Id":"arn:aws:s3:::` + id + `","Type":"AwsS3Bucket","Tags":{"Owner":"o-` + id + `"}}]}`
}

func event(findings ...string) string {
	return `{"id":"e","detail-type":"Security Hub Findings - Imported","account":"999999999999","time":"2026-11-22T10:00:01Z","region":"eu-west-1","detail":{"findings":[` +
		strings.Join(findings, ",") + `]}}` + "\n"
}

// rowsOnly is n events with a row each.
func rowsOnly(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(event(finding(fmt.Sprintf("f%d", (i*7)%n))))
	}
	return b.String()
}

// mixed has rows, an empty event, and what must go to quarantine, by each reason but one.
func mixed() string {
	return event(finding("a"), `{"Id":"x"}`, finding("b")) + event() + "no JSON\n" + strings.Repeat("[", 1000) + "\n" +
		`{"detail-type":"Scheduled Event"}` + "\n" + event(finding("c")) + `{"truncated":"`
}

// zipped is each of the parts as a gzip member.
func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, part := range parts {
		w := gzip.NewWriter(&b)
		if _, err := w.Write([]byte(part)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}
