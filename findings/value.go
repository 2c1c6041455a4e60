package findings

// Text is a string column's value; nil is null, which differs from "". It
// points into the memory of the Batch that decoded it.
type Text []byte

// Opt is a value that may be null.
type Opt[T any] struct {
	V   T
	Set bool
}

// Pair is one entry of a map column. Keys are unique within a map.
type Pair struct{ Key, Value Text }

// kind is what a column holds.
type kind int

const (
	kindText   kind = iota // a string
	kindJSON               // JSON, as written
	kindInt                // 32-bit integer
	kindLong               // 64-bit integer
	kindDouble             // 64-bit floating point
	kindBool
	kindTime  // milliseconds since 1970 UTC
	kindTexts // a list of strings
	kindPairs // a map from string to string
	kindRows  // a list of records
)

// scalarTypes are the names of a kind in the systems that read the lake.
// kindJSON is a string to all of them. QuickSight types: ColumnDataType of
// the QuickSight API's InputColumn.
var scalarTypes = map[kind]struct{ parquet, hive, trino, quicksight string }{
	kindText:   {"BYTE_ARRAY (STRING)", "string", "varchar", "STRING"},
	kindJSON:   {"BYTE_ARRAY (STRING)", "string", "varchar", "STRING"},
	kindInt:    {"INT32", "int", "integer", "INTEGER"},
	kindLong:   {"INT64", "bigint", "bigint", "INTEGER"},
	kindDouble: {"DOUBLE", "double", "double", "DECIMAL"},
	kindBool:   {"BOOLEAN", "boolean", "boolean", "BOOLEAN"},
	kindTime:   {"INT64 (TIMESTAMP(MILLIS,true))", "timestamp", "timestamp(3)", "DATETIME"},
}
