package sql

import (
	"maps"
	"strings"
	"time"

	"security-hub-analytics/findings"
	"security-hub-analytics/lake"
)

// GlueColumn is one column as the Glue catalog has it.
type GlueColumn struct {
	// Name is the column's name.
	Name string
	// Type is its type in Hive's words.
	Type string
	// Comment says what it holds, in at most 255 bytes, as many as Glue takes.
	Comment string
}

// GlueTable is a table or a view as the Glue catalog is to have it, the same for
// the program that deploys it and for the judges that read it. Its members are
// those of Glue's TableInput (AWS Glue web API reference).
type GlueTable struct {
	// Name is the table's.
	Name string
	// Description has at most 2,048 bytes; "" for a view: Trino takes it for the
	// parameter comment, by which it knows a view.
	Description string
	// TableType is EXTERNAL_TABLE or VIRTUAL_VIEW.
	TableType string
	// Owner is what Athena writes there itself (user guide, "Best practices when
	// using Athena with AWS Glue"). It gives nobody a right; Trino reads no view
	// without one.
	Owner string
	// Columns are in the order of the table, without the partition.
	Columns []GlueColumn
	// PartitionKeys is the partition; empty, never nil: Athena fails on a table
	// without the list.
	PartitionKeys []GlueColumn
	// Prefix is where the table's objects stand in the lake's bucket; "" for a view.
	Prefix string
	// InputFormat, OutputFormat and the serde are Java classes that Hive reads the
	// objects with. A view has a serde as well, that says nothing: without it
	// Athena reports "Table storage descriptor is missing SerDe info".
	InputFormat, OutputFormat string
	SerdeName, SerdeLibrary   string
	SerdeParameters           map[string]string
	// ViewOriginalText and ViewExpandedText are of a view alone.
	ViewOriginalText, ViewExpandedText string

	parameters map[string]string
}

// Location is where the table's objects stand, with the lake's bucket named;
// "" for a view.
func (t GlueTable) Location(bucket string) string {
	if t.Prefix == "" {
		return ""
	}
	return "s3://" + bucket + "/" + t.Prefix
}

// Parameters are the table's, with the lake's bucket named. What a view has does
// not depend on it. The ${...} in it is for Athena and goes there as it stands.
func (t GlueTable) Parameters(bucket string) map[string]string {
	parameters := maps.Clone(t.parameters)
	if len(t.PartitionKeys) > 0 {
		const day = findings.PartitionColumn
		parameters["storage.location.template"] = t.Location(bucket) + day + "=${" + day + "}/"
	}
	return parameters
}

// The kinds of GlueTable.
const (
	externalTable = "EXTERNAL_TABLE"
	virtualView   = "VIRTUAL_VIEW"
)

const owner = "hadoop"

// Tables are the three tables of the lake: findings with the columns of schema
// (nil means those without promoted ones), quarantine and accounts. The first two
// have a partition for each day from since, which Athena works out by itself
// (partition projection); days before it are not seen, and each costs a query one
// request to S3 unless the query names the days that it wants.
func Tables(schema *findings.Schema, since time.Time) []GlueTable {
	if schema == nil {
		schema = &findings.Schema{}
	}
	parquet := "org.apache.hadoop.hive.ql.io.parquet."
	table := GlueTable{
		Name: "findings", Description: "One row per version of a finding, whatever product and schema it came in.",
		Prefix: lake.FindingsPrefix, Columns: glueColumns(schema.Columns()),
		InputFormat: parquet + "MapredParquetInputFormat", OutputFormat: parquet + "MapredParquetOutputFormat",
		SerdeName: "parquet", SerdeLibrary: parquet + "serde.ParquetHiveSerDe",
		SerdeParameters: map[string]string{"serialization.format": "1"},
		parameters:      map[string]string{"classification": "parquet"},
	}
	const text = "org.apache.hadoop.mapred.TextInputFormat"
	const textOut = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat"
	quarantine := GlueTable{
		Name: "quarantine", Description: "What arrived and could not become a row: one row per record, or per MiB of a longer one.",
		Prefix: lake.QuarantinePrefix, Columns: glueColumns(lake.QuarantineColumns()),
		InputFormat: text, OutputFormat: textOut,
		// Hive's, not OpenX's, of which Athena's user guide says that its answers can
		// be non-deterministic ("OpenX JSON SerDe").
		SerdeName: "json", SerdeLibrary: "org.apache.hive.hcatalog.data.JsonSerDe",
		SerdeParameters: map[string]string{"serialization.format": "1"},
		parameters:      map[string]string{"classification": "json"},
	}
	accounts := GlueTable{
		Name: "accounts", Description: "What you know of your accounts: CSV files with a header line.",
		Prefix: lake.AccountsPrefix, Columns: glueColumns(lake.AccountsColumns()), PartitionKeys: []GlueColumn{},
		InputFormat: text, OutputFormat: textOut,
		SerdeName: "csv", SerdeLibrary: "org.apache.hadoop.hive.serde2.OpenCSVSerde",
		// The serde takes the character that escapes for a backslash unless told one,
		// and a backslash out of a name such as CORP\ann: so it is one that no file has.
		SerdeParameters: map[string]string{"separatorChar": ",", "quoteChar": `"`, "escapeChar": "\u241b"},
		parameters:      map[string]string{"classification": "csv", "skip.header.line.count": "1"},
	}
	project(&table, since)
	project(&quarantine, since)
	tables := []GlueTable{table, quarantine, accounts}
	for i := range tables {
		tables[i].TableType, tables[i].Owner = externalTable, owner
		tables[i].parameters["EXTERNAL"] = "TRUE"
	}
	return tables
}

// project gives a table its partition (Athena user guide, "Supported types for
// partition projection"). The range begins with a day, not with NOW minus some
// years, which Athena alone would understand.
func project(t *GlueTable, since time.Time) {
	const day = findings.PartitionColumn
	t.PartitionKeys = []GlueColumn{{day, "string", "UTC day of ingested_at as YYYY-MM-DD: name it in a query and only those days are read."}}
	t.parameters["projection.enabled"] = "true"
	for key, value := range map[string]string{
		"type": "date", "format": "yyyy-MM-dd", "range": since.UTC().Format(time.DateOnly) + ",NOW",
		"interval": "1", "interval.unit": "DAYS",
	} {
		t.parameters["projection."+day+"."+key] = value
	}
}

// GlueTable is the view as the Glue catalog is to have it, in the database named.
func (v *View) GlueTable(database string) (GlueTable, error) {
	text, err := v.PrestoView(database)
	if err != nil {
		return GlueTable{}, err
	}
	table := GlueTable{
		Name: v.Name, TableType: virtualView, Owner: owner, PartitionKeys: []GlueColumn{},
		SerdeName: "-", SerdeLibrary: "-", // what Athena itself takes for nothing
		ViewOriginalText: text, ViewExpandedText: "/* Presto View */",
		parameters: map[string]string{"presto_view": "true", "comment": "Presto View"},
	}
	for _, column := range v.Columns {
		hive, err := HiveType(column.Trino)
		if err != nil {
			return GlueTable{}, err
		}
		table.Columns = append(table.Columns, GlueColumn{column.Name, hive, comment(column.Description)})
	}
	return table, nil
}

func glueColumns(columns []findings.Column) []GlueColumn {
	made := make([]GlueColumn, len(columns))
	for i, c := range columns {
		made[i] = GlueColumn{c.Name, c.Hive, comment(c.Description)}
	}
	return made
}

// maxComment is how many bytes Glue takes for a column's comment.
const maxComment = 255

// comment is as much of a description as Glue takes, cut between words.
func comment(description string) string {
	if len(description) <= maxComment {
		return description
	}
	const more = " ..."
	at := strings.LastIndexByte(description[:maxComment-len(more)+1], ' ')
	if at < 0 {
		return ""
	}
	return description[:at] + more
}
