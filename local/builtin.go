package local

import (
	"io"

	"security-hub-analytics/lake"
	"security-hub-analytics/local/sample"
)

// Sample is the built-in sample of real findings: the input of a run that names
// none. It has fixed times, so that the same lake comes out everywhere.
func Sample() (*Inputs, error) {
	files, err := sample.Files()
	if err != nil {
		return nil, err
	}
	in := &Inputs{open: map[string]opener{}}
	for _, f := range files {
		in.Bytes += f.Size
		err := in.addAt(f.Key, f.LastModified, func() (io.ReadCloser, lake.Info, error) {
			reader, err := f.Open()
			return reader, lake.Info{LastModified: f.LastModified, Size: f.Size}, err
		})
		if err != nil {
			return nil, err
		}
	}
	return in, nil
}
