package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"time"
)

// bootstrap is the name by which the runtime provided.al2023 starts a function.
const bootstrap = "bootstrap"

// packed is the date of the file in the archive: the oldest that a zip archive can
// say (APPNOTE 4.4.6), as any true one would make each build another archive.
var packed = time.Date(1980, time.January, 1, 0, 0, 0, 0, time.UTC)

// pack makes an archive of one executable file.
func pack(binary []byte) ([]byte, error) {
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(out, flate.BestCompression)
	})
	header := &zip.FileHeader{Name: bootstrap, Method: zip.Deflate, Modified: packed}
	// Lambda unpacks the file with its mode (and SetMode says that Unix made it).
	header.SetMode(0o755)
	file, err := w.CreateHeader(header)
	if err == nil {
		_, err = file.Write(binary)
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("packing: %w", err)
	}
	return archive.Bytes(), nil
}
