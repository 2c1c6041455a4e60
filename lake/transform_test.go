package lake_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
)

// parquetRow is some columns of the table, as a reader that knows nothing of us sees them.
type parquetRow struct {
	FindingID  string `parquet:"finding_id"`
	Title      string `parquet:"title"`
	ResourceID string `parquet:"resource_id"`
	Finding    string `parquet:"finding"`
	EventID    string `parquet:"event_id"`
	RawObject  string `parquet:"raw_object"`
	IngestedAt int64  `parquet:"ingested_at"`
	EventTime  int64  `parquet:"event_time"`
	Schema     string `parquet:"source_schema"`
}

func readParquet(t testing.TB, data []byte) []parquetRow {
	t.Helper()
	rows, err := parquet.Read[parquetRow](bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func readQuarantine(t testing.TB, data []byte) []lake.QuarantineLine {
	t.Helper()
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	var lines []lake.QuarantineLine
	scanner := bufio.NewScanner(z)
	scanner.Buffer(nil, 4*findings.PartBytes)
	for scanner.Scan() {
		var line lake.QuarantineLine
		d := json.NewDecoder(bytes.NewReader(scanner.Bytes()))
		d.DisallowUnknownFields()
		if err := d.Decode(&line); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	if scanner.Err() != nil {
		t.Fatal(scanner.Err())
	}
	return lines
}

func TestObject(t *testing.T) {
	const key = "raw/2026/11/22/x.gz"
	input := mixed()
	report, sink := transform(t, lake.Options{}, key, zipped(t, input))
	want := lake.Report{
		Objects: 1, Events: 7, Empty: 1, Findings: 4, Rows: 3,
		Quarantined: map[string]int64{"not_json": 2, "too_deep": 1, "not_a_finding_event": 1, "no_identity": 1},
		Bytes:       lake.Bytes{In: int64(len(input)), Events: int64(len(input) - 6), Blank: 6},
	}
	report.Seconds = 0
	if !reflect.DeepEqual(report, want) {
		t.Errorf("report %+v, want %+v", report, want)
	}
	if len(sink.objects) != 2 {
		t.Fatalf("%d files, want two", len(sink.objects))
	}

	rows := readParquet(t, sink.objects[lake.FindingsKey(testTime, key)])
	if len(rows) != 3 {
		t.Fatalf("%d rows", len(rows))
	}
	for i, id := range []string{"a", "b", "c"} {
		want := parquetRow{
			FindingID: id, Title: "title of " + id, ResourceID: "arn:aws:s3:::" + id, Finding: finding(id), EventID: "e",
			RawObject: key, IngestedAt: testTime.UnixMilli(), EventTime: 1795341601000, Schema: "ASFF",
		}
		if rows[i] != want {
			t.Errorf("row %d: %+v, want %+v", i, rows[i], want)
		}
	}

	lines := readQuarantine(t, sink.objects[lake.QuarantineKey(testTime, key)])
	var texts []string
	for _, line := range lines {
		if line.RawObject != key || line.IngestedAt != "2026-11-22T23:59:59.000Z" || line.Part != 0 || line.Bytes != int64(len(line.Record)) {
			t.Errorf("line %+v", line)
		}
		if got := input[line.Offset : line.Offset+line.Bytes]; got != string(line.Record) {
			t.Errorf("at %d stands %q, not %q", line.Offset, got, line.Record)
		}
		texts = append(texts, string(line.Reason)+" "+string(line.Kind)+" "+string(line.Record[:min(8, len(line.Record))]))
	}
	if want := []string{`no_identity finding {"Id":"x`, "not_json event no JSON", "too_deep event [[[[[[[[", `not_a_finding_event event {"detail`, `not_json event {"trunca`}; !slices.Equal(texts, want) {
		t.Errorf("quarantine %q, want %q", texts, want)
	}
}

// A record larger than a part takes several lines and is counted once.
func TestQuarantineParts(t *testing.T) {
	long := strings.Repeat("x", 2*findings.PartBytes+5)
	report, sink := transform(t, lake.Options{}, "x", []byte(rowsOnly(1)+long+"\n"+rowsOnly(1)))
	if report.Quarantined["not_json"] != 1 || report.Rows != 2 {
		t.Errorf("report %+v", report)
	}
	var whole []byte
	for i, line := range readQuarantine(t, sink.objects[lake.QuarantineKey(testTime, "x")]) {
		if line.Part != i || line.Offset != int64(len(rowsOnly(1))+len(whole)) || line.Bytes != int64(len(line.Record)) {
			t.Errorf("part %d: part %d at %d, %d bytes", i, line.Part, line.Offset, line.Bytes)
		}
		whole = append(whole, line.Record...)
	}
	if string(whole) != long {
		t.Errorf("%d bytes come out, %d went in", len(whole), len(long))
	}
}

// However an object is compressed, and however little is in it.
func TestForms(t *testing.T) {
	input := rowsOnly(3)
	for name, test := range map[string]struct {
		data  []byte
		rows  int64
		files int
	}{
		"gzip":                      {zipped(t, input), 3, 1},
		"several members":           {zipped(t, input, rowsOnly(2)), 5, 1},
		"a member ends in a record": {zipped(t, input[:100], input[100:1000], input[1000:]), 3, 1},
		"members without content":   {zipped(t, "", input, "", ""), 3, 1},
		"plain":                     {[]byte(input), 3, 1},
		"plain, no line end":        {[]byte(strings.TrimSpace(input)), 3, 1},
		"empty":                     {nil, 0, 0},
		"gzip of nothing":           {zipped(t, ""), 0, 0},
		"blank":                     {[]byte(" \n"), 0, 0},
		"one byte":                  {[]byte("\x1f"), 0, 1},
		"empty lists":               {[]byte(event() + event()), 0, 0},
		"gzip in gzip":              {zipped(t, string(zipped(t, input))), 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			report, sink := transform(t, lake.Options{}, "x", test.data)
			if report.Rows != test.rows || len(sink.objects) != test.files {
				t.Errorf("%d rows in %d files, want %d in %d", report.Rows, len(sink.objects), test.rows, test.files)
			}
			if data, ok := sink.objects[lake.FindingsKey(testTime, "x")]; ok != (test.rows > 0) || ok && len(readParquet(t, data)) != int(test.rows) {
				t.Errorf("the Parquet file is there: %v, with %d bytes", ok, len(data))
			}
		})
	}
}
