// Package lake says where rows go: the keys of the lake, and the transform of
// one raw object into one Parquet file and, where something could not become a
// row, one quarantine file. It knows stores only by their interface.
package lake
