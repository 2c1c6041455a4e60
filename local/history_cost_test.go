package local

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
)

// watch tells the time, the processor time and, on Linux, the memory from here
// on: how far the process grew beyond what it held.
func watch() func() string {
	began, busy, held := time.Now(), processor(), memory("VmRSS")
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) // forgets the peak
	return func() string {
		return fmt.Sprintf("%7.1f s %7.1f CPU s %7.0f MB", time.Since(began).Seconds(), processor()-busy, memory("VmHWM")-held)
	}
}

// memory is a figure of the process in megabytes; 0 where there is none.
func memory(name string) float64 {
	status, _ := os.ReadFile("/proc/self/status")
	found := regexp.MustCompile(name + `:\s+(\d+) kB`).FindSubmatch(status)
	if found == nil {
		return 0
	}
	kB, _ := strconv.ParseFloat(string(found[1]), 64)
	return kB / 1000
}

// processor is the processor time of the process in seconds, on Linux, where it
// counts ticks of a hundredth.
func processor() float64 {
	stat, _ := os.ReadFile("/proc/self/stat")
	_, after, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(after)
	const user, system = 11, 12 // proc(5): utime and stime, after the name
	if len(fields) <= system {
		return 0
	}
	u, _ := strconv.ParseFloat(fields[user], 64)
	s, _ := strconv.ParseFloat(fields[system], 64)
	return (u + s) / 100
}

// columnSizes is how many bytes each column takes in the lake's files.
type columnSizes map[string]int64

func sizes(t *testing.T, db *DB, dir string) columnSizes {
	t.Helper()
	s := columnSizes{}
	rows, err := db.values(t.Context(), "select split_part(path_in_schema, ', ', 1), cast(sum(total_compressed_size) as bigint) from parquet_metadata("+
		quoteText(lakeGlob(dir, lake.FindingsPrefix, findingsSuffix))+") group by 1")
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		name, _ := row[0].(string)
		n, _ := row[1].(int64)
		s[name] += n
		s[""] += n
	}
	t.Logf("the lake has %.1f MB, finding %.1f MB, finding_digest %.1f MB", float64(s[""])/1e6, float64(s["finding"])/1e6, float64(s["finding_digest"])/1e6)
	return s
}

// read says how much of the lake DuckDB's plan reads, all its scans together.
func (s columnSizes) read(t *testing.T, db *DB, query string) string {
	t.Helper()
	rows, err := db.values(t.Context(), "explain (format json) "+query)
	if err != nil {
		t.Fatal(err)
	}
	plan, _ := rows[0][1].(string)
	var bytes int64
	scans := 0
	names := (&findings.Schema{}).Columns()
	for _, scan := range strings.Split(plan, `"name": "READ_PARQUET`)[1:] {
		scan, _, _ = strings.Cut(scan, `"name":`)
		scans++
		seen := map[string]bool{}
		for _, word := range regexp.MustCompile(`\w+`).FindAllString(scan, -1) {
			if !seen[word] && slices.ContainsFunc(names, func(c findings.Column) bool { return c.Name == word }) {
				bytes += s[word]
			}
			seen[word] = true
		}
	}
	return fmt.Sprintf("%.1f MB in %d scans", float64(bytes)/1e6, scans)
}
