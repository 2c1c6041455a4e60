package local

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"security-hub-analytics/lake"
)

// file opens a file; streamed dates it if it is none but a pipe.
func file(name string, streamed time.Time) opener {
	return func() (io.ReadCloser, lake.Info, error) {
		f, err := os.Open(name)
		if err != nil {
			return nil, lake.Info{}, err
		}
		stat, err := f.Stat()
		if err != nil {
			return nil, lake.Info{}, errors.Join(err, f.Close())
		}
		if !stat.Mode().IsRegular() {
			return f, lake.Info{LastModified: streamed, Size: -1}, nil
		}
		return &whole{file: f, left: stat.Size()}, lake.Info{LastModified: stat.ModTime(), Size: stat.Size()}, nil
	}
}

// once opens a stream, which cannot be read a second time.
func once(stream io.Reader, at time.Time) opener {
	read := false
	return func() (io.ReadCloser, lake.Info, error) {
		if read {
			return nil, lake.Info{}, errors.New("it was read already")
		}
		read = true
		return io.NopCloser(stream), lake.Info{LastModified: at, Size: -1}, nil
	}
}

// whole reads a file as long as it was when it was opened: what is appended
// meanwhile is left for the next time, and a shorter file is an error.
type whole struct {
	file *os.File
	left int64
}

func (w *whole) Read(p []byte) (int, error) {
	if w.left == 0 {
		return 0, io.EOF
	}
	n, err := w.file.Read(p[:min(int64(len(p)), w.left)])
	w.left -= int64(n)
	if errors.Is(err, io.EOF) && w.left > 0 {
		err = fmt.Errorf("the file became shorter while it was read: %w", io.ErrUnexpectedEOF)
	}
	return n, err
}

func (w *whole) Close() error { return w.file.Close() }
