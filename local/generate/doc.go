// Package generate makes the history of an estate that does not exist: accounts
// with findings of several products, each finding with a life of its own, as the
// events that Security Hub would have sent about them.
//
// # What a history holds
//
// Products: Security Hub controls (consolidated; in every fourth account per
// standard), Inspector, Prowler, GuardDuty, IAM Access Analyzer and Macie. Lives:
// findings appear, are seen again, change severity, are notified, suppressed and
// un-suppressed by people (which moves no UpdatedAt), are fixed, come back, are
// archived with their resource, or are never heard of again. Trends look like
// something: most findings are there when an account joins, accounts join over
// time, people work on weekdays and in their hours, and at three fifths of the
// time a wave of new vulnerabilities comes. Delivery is not perfect: events come
// late, out of order, twice, and several in one.
//
// # What is fictive
//
// Account ids are 000000100001 and up (000000100000 is the administrator), names
// begin with synthetic-, and so do the names of resources; addresses are those
// reserved for documentation (192.0.2.0/24). CVE ids have numbers of nine digits,
// which nobody assigns. Control ids, finding types and the texts' subjects are
// those of the real products, in words of our own.
//
// # How it is made
//
// Everything follows from the seed and a finding's number by hashing with
// integers alone, so equal Configs give equal bytes on every machine, and nothing
// is kept: the time is cut into windows of some 100,000 events, and for each of
// them all lives are worked out anew. Memory does not grow with the history; the
// time does, a little faster than it (see BenchmarkEvents).
package generate
