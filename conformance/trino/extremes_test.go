package trino

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"security-hub-analytics/findings"
	"security-hub-analytics/sql"
)

// checkExtremes asks for the rows with each column's least and greatest value, by a
// condition, for which the engine skips what cannot hold it by the statistics of
// the files. Without one it reads all: as many rows must have the value then. One day
// will do, the one on which everything comes.
func checkExtremes(ctx context.Context, trino, database string, columns []column) error {
	var extremes []string
	var scalars []column
	for _, c := range columns {
		if strings.HasPrefix(c.Type, "array") || strings.HasPrefix(c.Type, "map") {
			continue
		}
		name := quoted(c.Name)
		extremes = append(extremes, "cast(min("+name+") as varchar)", "cast(max("+name+") as varchar)")
		scalars = append(scalars, c)
	}
	day := fmt.Sprintf("%s = '%s'", findings.PartitionColumn, sampleDay.Format(time.DateOnly))
	from := " from findings where " + day
	a, err := ask(ctx, trino, database, "select "+strings.Join(extremes, ", ")+from)
	if err != nil {
		return err
	}
	var conditions, counts []string
	for i, value := range a.rows[0] {
		c := scalars[i/2]
		text, ok := value.(string)
		if !ok {
			return fmt.Errorf("%s is null in every row", c.Name)
		}
		condition := fmt.Sprintf("%s = cast('%s' as %s)", quoted(c.Name), strings.ReplaceAll(text, "'", "''"), c.Type)
		conditions, counts = append(conditions, condition), append(counts, "count_if("+condition+")")
	}
	a, err = ask(ctx, trino, database, "select "+strings.Join(counts, ", ")+from)
	if err != nil {
		return err
	}
	var errs []error
	const together = 16
	for first := 0; first < len(conditions); first += together {
		var queries []string
		for i, condition := range conditions[first:min(first+together, len(conditions))] {
			queries = append(queries, fmt.Sprintf("select %d, count(*)%s and %s", first+i, from, condition))
		}
		found, err := ask(ctx, trino, database, strings.Join(queries, " union all "))
		if err != nil {
			return err
		}
		for _, row := range found.rows {
			var i int
			if _, err := fmt.Sscan(fmt.Sprint(row[0]), &i); err != nil {
				return err
			}
			if fmt.Sprint(row[1]) != fmt.Sprint(a.rows[0][i]) {
				errs = append(errs, fmt.Errorf("%v rows where %.200s, but %v have it", row[1], conditions[i], a.rows[0][i]))
			}
		}
	}
	return errors.Join(errs...)
}

// wrongStatisticsAreRefused has the lake read with files that tell other extremes
// of one column than they hold.
func wrongStatisticsAreRefused(t *testing.T, trino, moto string, w world) {
	t.Helper()
	folder := t.TempDir()
	check(t, os.CopyFS(folder, os.DirFS(w.folder)))
	check(t, filepath.WalkDir(folder, func(name string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".parquet" {
			return err
		}
		return lie(name, "severity_normalized")
	}))
	w.bucket, w.database = "lake-of-wrong-statistics", "wrong_statistics"
	a := aws{t.Context(), moto}
	check(t, a.upload(w.bucket, folder))
	check(t, a.install(w.database, w.bucket, sql.Tables(w.schema, w.since), nil))
	columns := tableColumns("findings", w.schema)
	at := slices.IndexFunc(columns, func(c column) bool { return c.Name == "severity_normalized" })
	if err := checkExtremes(t.Context(), trino, w.database, columns[at:at+1]); err == nil {
		t.Error("wrong statistics are not noticed")
	}
}

// lie makes the least value that a file tells of a column its greatest one.
func lie(name, of string) error {
	file, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	const tail = 8 // the footer's length, and what ends every file
	footer := len(file) - tail - int(binary.LittleEndian.Uint32(file[len(file)-tail:]))
	var m format.FileMetaData
	if err := thrift.Unmarshal(new(thrift.CompactProtocol), file[footer:len(file)-tail], &m); err != nil {
		return err
	}
	for i := range m.RowGroups {
		for j := range m.RowGroups[i].Columns {
			c := &m.RowGroups[i].Columns[j].MetaData
			if slices.Equal(c.PathInSchema, []string{of}) {
				c.Statistics.MinValue = c.Statistics.MaxValue
			}
		}
	}
	text, err := thrift.Marshal(new(thrift.CompactProtocol), &m)
	if err != nil {
		return err
	}
	file = append(file[:footer], text...)
	file = append(binary.LittleEndian.AppendUint32(file, uint32(len(text))), "PAR1"...)
	return os.WriteFile(name, file, 0o666)
}

// withoutPartition are the columns that stand in the files.
func withoutPartition(columns []column) []column {
	return slices.DeleteFunc(slices.Clone(columns), func(c column) bool { return c.Name == findings.PartitionColumn })
}
