// Package trino has Trino, the engine behind Athena, judge the lake: the tables
// and views that the program puts into the Glue catalog, the files that the
// transform writes, and that every view answers as it does on DuckDB. Its tests
// need the two servers that the script run starts; without them they are skipped.
package trino
