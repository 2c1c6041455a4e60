// Package findings says what a security finding is: how it arrives (the event
// and its two schemas, ASFF and OCSF), and the one row that it becomes.
//
// The columns are listed once, in the columns_*.go files; the decoder, the
// Parquet writer, the table definitions and docs/schema.md all follow that
// list. To add a column: a field in row.go and an entry in the list.
package findings
