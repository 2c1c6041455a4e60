package lake

import (
	"encoding/hex"
	"time"
)

// How Data Firehose delivers, deployed and on the laptop: it writes an object
// when DeliveryMiB have come (before compression) or DeliveryInterval is over
// since the first record, whichever is first. Fewer and larger objects make
// fewer and larger Parquet files, which are cheaper to query.
const (
	DeliveryMiB      = 64
	DeliveryInterval = 5 * time.Minute
)

// What Data Firehose allows (API reference, BufferingHints and Record).
const (
	MinDeliveryMiB      = 1
	MaxDeliveryMiB      = 128
	MaxDeliveryInterval = 15 * time.Minute
	// MaxRecordBytes is the size of a record before base64.
	MaxRecordBytes = 1000 << 10
)

// RecordDelimiter follows each record in a raw object. Nothing relies on it:
// the transform parts records by JSON's structure.
const RecordDelimiter = "\n"

// rawHours is what Data Firehose puts between a prefix and the name.
const rawHours = "2006/01/02/15/"

// RawKey is the key of a raw object as Data Firehose names it: below the hour
// in which its first record arrived, the stream's name and version, that time
// again and a UUID.
func RawKey(stream string, opened time.Time, id [16]byte) string {
	opened = opened.UTC()
	h := hex.EncodeToString(id[:])
	uuid := h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
	return RawPrefix + opened.Format(rawHours) + stream + "-1-" + opened.Format("2006-01-02-15-04-05-") + uuid + ".gz"
}
