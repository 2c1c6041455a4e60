// Package parquetfile writes Parquet files of wide rows, most of whose columns
// are null in most rows, and sorts each row group before it is written.
//
// Values are kept column by column as they arrive (a null costs nothing), texts
// that repeat as numbers of a dictionary, lists as lengths; the levels of Dremel
// are made once the order of the rows is known. parquet-go, which takes value by
// value with its levels, needs about four times the processor time for such rows
// and holds a row group twice.
//
// The format is the one of https://github.com/apache/parquet-format: data pages
// of version 1 (the one that every reader knows), dictionary or plain encoding,
// page index. Its structures and their Thrift encoding come from parquet-go.
package parquetfile
