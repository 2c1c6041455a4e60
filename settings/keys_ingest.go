package settings

import (
	"time"

	"security-hub-analytics/lake"
)

// Storage classes that objects can move to. Those of rawClasses that must be
// restored before they can be read are in rawFrozen; Athena reads none of these
// (https://docs.aws.amazon.com/athena/latest/ug/querying-glacier.html).
var (
	lakeClasses = []string{classIA, classTiering, "GLACIER_IR"}
	rawClasses  = []string{classIA, classTiering, "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"}
	rawFrozen   = map[string]bool{"GLACIER": true, "DEEP_ARCHIVE": true}
)

const (
	classIA      = "STANDARD_IA"
	classTiering = "INTELLIGENT_TIERING"
)

// What an event pattern of EventBridge, 2,048 characters at most
// (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html), has
// room for: each product stands in it twice, once a schema.
const maxProducts = 10

const maxDays = 36500

func ingestKeys() []Key {
	return []Key{
		number("ingestBufferSeconds", int(lake.DeliveryInterval/time.Second), 60, int(lake.MaxDeliveryInterval/time.Second),
			func(s *Settings) *int { return &s.Ingest.BufferSeconds },
			"Data Firehose writes a raw object when so many seconds are over since its first event. Fewer seconds show findings earlier; more make fewer and larger files, which are cheaper to query."),
		number("ingestBufferMB", lake.DeliveryMiB, lake.MinDeliveryMiB, lake.MaxDeliveryMiB,
			func(s *Settings) *int { return &s.Ingest.BufferMB },
			"Data Firehose writes a raw object when so many MiB of events have come, before compression."),
		texts("ingestProducts", maxProducts, func(s *Settings) *[]string { return &s.Ingest.Products }, product,
			"Lets only findings of these products through. Without it all come."),
		texts("ingestSeverities", len(severities)-1, func(s *Settings) *[]string { return &s.Ingest.Severities }, severity,
			"Lets only findings of these severities through, and warns: the event that lowers a finding's severity is hidden as well, so the lake goes on showing the old one. A where clause is the better filter. Without it all come."),
		text("ingestRawBucket", "", func(s *Settings) *string { return &s.Ingest.RawBucket }, bucketName,
			"Existing bucket for raw objects, such as one that an earlier stack kept. Nothing of it is managed but its notification, of which a bucket has one: it replaces what was there. Without it the stack makes a bucket; if it did so with dataOnDestroy delete, setting this empties and removes that one."),
		orNever("ingestRawTransitionDays", 90, 1, maxDays, func(s *Settings) *int { return &s.Ingest.RawTransitionDays },
			"Raw objects move to ingestRawStorageClass after so many days. They are read only to replay them."),
		choice("ingestRawStorageClass", "GLACIER_IR", func(s *Settings) *string { return &s.Ingest.RawStorageClass }, rawClasses,
			"Where raw objects move to. From GLACIER and DEEP_ARCHIVE they must be restored before a replay."),
		orNever("ingestRawExpireDays", 0, 1, maxDays, func(s *Settings) *int { return &s.Ingest.RawExpireDays },
			"Raw objects are deleted after so many days. They are the evidence, as it was received, and what the lake can be rebuilt from. Below 90 days warns."),
	}
}
