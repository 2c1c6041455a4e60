// Package components holds what the program deploys, one component resource for
// each step of the way of the data, in the order in which it passes them:
//
//	detect      Security Hub itself and the scheduled scanner
//	ingest      rule, delivery stream, raw bucket
//	transform   queue, function, lake bucket
//	catalog     database, tables, views, workgroup, saved queries
//	visualize   the dashboard in QuickSight
//	operate     alarm topic, alarms, operations dashboard
//
// and Key, which encrypts what they store.
//
// A component reads no configuration and makes no provider: it learns all from its
// arguments. What decides whether a resource exists is a plain Go value, since a
// preview has to know it; what is only passed on is an Input. A child is named
// after its component and a suffix that stays, and lets AWS names be made by the
// provider, so that a replacement can be created before its predecessor goes.
//
// Policy documents are made by pure functions (policy*.go) of plain strings.
package components
