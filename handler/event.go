package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// object is a raw object that a message speaks of.
type object struct{ bucket, key string }

// notification is what is of interest in the bodies of all three kinds. That
// a version is named in them is not: the current one is read.
type notification struct {
	// Event is s3:TestEvent in the message that S3 sends, by itself, when
	// notifications are set up
	// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html).
	Event string `json:"Event"`
	// Records are those of an S3 event notification.
	Records []struct {
		EventSource string `json:"eventSource"`
		EventName   string `json:"eventName"`
		S3          struct {
			Bucket struct {
				Name string `json:"name"`
			} `json:"bucket"`
			Object struct {
				Key string `json:"key"`
			} `json:"object"`
		} `json:"s3"`
	} `json:"Records"`
	// Source and what follows are those of an EventBridge event
	// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html).
	Source     string `json:"source"`
	DetailType string `json:"detail-type"`
	Detail     struct {
		Bucket struct {
			Name string `json:"name"`
		} `json:"bucket"`
		Object struct {
			Key string `json:"key"`
		} `json:"object"`
	} `json:"detail"`
}

// objects lists the objects that the body of an SQS message announces: none
// for the test message of S3, else at least one. Errors never quote the body,
// which may be anything.
func objects(body string) ([]object, error) {
	var n notification
	if err := json.Unmarshal([]byte(body), &n); err != nil {
		return nil, errors.New("reading message: the body is not the JSON of a notification")
	}
	switch {
	case n.Event == "s3:TestEvent":
		return nil, nil
	case n.Source == "aws.s3":
		return bridged(n)
	case len(n.Records) > 0:
		return notified(n)
	}
	return nil, errors.New("reading message: the body is neither an S3 event notification nor an S3 event of EventBridge")
}

// notified reads an S3 event notification. Its keys are URL-encoded as a form
// is: "red flower.jpg" is "red+flower.jpg" (same page as s3:TestEvent).
func notified(n notification) ([]object, error) {
	list := make([]object, 0, len(n.Records))
	for i, record := range n.Records {
		if record.EventSource != "aws:s3" || !strings.HasPrefix(record.EventName, "ObjectCreated:") {
			return nil, fmt.Errorf("reading message: record %d is event %q of %q, want ObjectCreated:* of \"aws:s3\"", i, record.EventName, record.EventSource)
		}
		key, err := url.QueryUnescape(record.S3.Object.Key)
		if err != nil {
			return nil, fmt.Errorf("reading message: record %d: decoding key %q: %w", i, record.S3.Object.Key, err)
		}
		list = append(list, object{record.S3.Bucket.Name, key})
	}
	return list, nil
}

// bridged reads an event that S3 sent through EventBridge. Its key is the key
// as it is: AWS describes the encoding for notifications alone, and decoding
// here would turn "a+b" into "a b"
// (that only notifications are encoded: https://github.com/getmoto/moto/pull/9060).
func bridged(n notification) ([]object, error) {
	if n.DetailType != "Object Created" {
		return nil, fmt.Errorf("reading message: EventBridge event %q, want \"Object Created\"", n.DetailType)
	}
	return []object{{n.Detail.Bucket.Name, n.Detail.Object.Key}}, nil
}

// check refuses what is not a raw object of this stack.
func (o object) check(bucket, prefix string) error {
	switch {
	case o.bucket != bucket:
		return fmt.Errorf("reading message: the object is in bucket %q, want the raw bucket %q", o.bucket, bucket)
	case !strings.HasPrefix(o.key, prefix):
		return fmt.Errorf("reading message: the key %q does not begin with the raw prefix %q", o.key, prefix)
	}
	return nil
}
