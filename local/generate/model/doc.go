// Package model works out in plain Go what the views have to answer, so that the
// SQL can be held to something that is not SQL.
//
// It shares no code with the transform and the views: events are read with
// encoding/json, versions are kept in memory and gone through one by one. What it
// does share is the meaning, as docs/views.md and the heads of the views state
// it. Where the two disagree, one of them is wrong, or the statement is.
//
// It reads what package generate makes: a record a line. Real input is not
// always that tidy.
package model
