package lake_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
)

type sortedRow struct {
	Control  string  `parquet:"compliance_security_control_id"`
	Maker    string  `parquet:"generator_id"`
	Type     string  `parquet:"resource_type"`
	Account  string  `parquet:"aws_account_id"`
	Region   string  `parquet:"region"`
	Resource string  `parquet:"resource_id"`
	Updated  int64   `parquet:"updated_at"`
	ID       string  `parquet:"finding_id"`
	Owner    *string `parquet:"owner"`
}

func (r sortedRow) key() string {
	maker := r.Control
	if maker == "" {
		maker = r.Maker
	}
	return strings.Join([]string{maker, r.Type, r.Account, r.Region, r.Resource, fmt.Sprintf("%020d", r.Updated)}, "\x00")
}

// Rows stand in the order that makes the file small and queries skip, within
// each row group; however many there are, the rows are the same.
func TestRowGroups(t *testing.T) {
	const n = 2000
	r := rand.New(rand.NewPCG(3, 3))
	pick := func(name string) string { return fmt.Sprint(name, r.IntN(3)) }
	var input strings.Builder
	for i := range n {
		owner, control := fmt.Sprintf(`,"Tags":{"Owner":"o%d"}`, i), `"Compliance":{"SecurityControlId":"`+pick("C.")+`"},`
		if i%3 == 0 {
			owner, control = "", ""
		}
		input.WriteString(event(fmt.Sprintf(`{%s"Id":"%d","GeneratorId":"%s","AwsAccountId":"%s","Region":"%s","UpdatedAt":%d,"Resources":[{"Id":"%s","Type":"%s"%s}]}`,
			control, i, pick("g"), pick("00000000000"), pick("r"), 1_700_000_000_000+int64(r.IntN(3)), pick("b"), pick("T"), owner)))
	}
	schema, err := findings.NewSchema("owner=Resources[0].Tags.Owner")
	if err != nil {
		t.Fatal(err)
	}
	var first []string
	for memory, atLeast := range map[int64]int{0: 1, 128 << 10: 10} {
		_, sink := transform(t, lake.Options{Schema: schema, MemoryBytes: memory}, "x", []byte(input.String()))
		data := sink.objects[lake.FindingsKey(testTime, "x")]
		file, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		if got := len(file.RowGroups()); got < atLeast || atLeast == 1 && got != 1 {
			t.Errorf("%d row groups with %d bytes of memory", got, memory)
		}
		if v, _ := file.Lookup(findings.MetadataSchemaVersion); v != fmt.Sprint(findings.SchemaVersion) {
			t.Errorf("schema version %q", v)
		}
		rows, err := parquet.Read[sortedRow](bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		for _, group := range file.RowGroups() {
			of := rows[at : at+int(group.NumRows())]
			at += len(of)
			if !slices.IsSortedFunc(of, func(a, b sortedRow) int { return strings.Compare(a.key(), b.key()) }) {
				t.Error("a row group is not sorted")
			}
		}
		var ids []string
		for _, row := range rows {
			i := 0
			if _, err := fmt.Sscan(row.ID, &i); err != nil {
				t.Fatal(err)
			}
			if (row.Owner == nil) != (i%3 == 0) || row.Owner != nil && *row.Owner != "o"+row.ID {
				t.Errorf("row %s belongs to %v", row.ID, row.Owner)
			}
			ids = append(ids, row.ID)
		}
		slices.Sort(ids)
		if ids = slices.Compact(ids); len(ids) != n {
			t.Errorf("%d rows", len(ids))
		}
		if first == nil {
			first = ids
		}
		if !slices.Equal(ids, first) {
			t.Error("other rows with another memory")
		}
	}
}
