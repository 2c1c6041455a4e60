// Package eventruler has event-ruler, the engine that EventBridge matches with,
// judge the event pattern and the matching that stands in for it on a laptop. Its
// tests need the class path that the script run makes; without it they are skipped.
package eventruler
