// Make builds the built-in sample out of a folder of findings that other
// projects published:
//
//	go run ./local/sample/make [-out local/sample] CORPUS
//
// CORPUS holds INDEX.tsv - tab-separated, with a header line: file, owner/repo,
// path, commit, licence - beside the files it names. Only what the catalogue
// here admits goes in; what it does not know is an error, so a new source is
// looked at by somebody first. The same corpus gives the same bytes.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	out := flag.String("out", "local/sample", "the `folder` to write data/ and SOURCES.md into")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: make [-out DIR] CORPUS")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *out); err != nil {
		fmt.Fprintln(os.Stderr, "make:", err)
		os.Exit(1)
	}
}

func run(corpus, out string) error {
	upstream, err := readIndex(corpus)
	if err != nil {
		return err
	}
	files, err := collect(upstream)
	if err != nil {
		return err
	}
	if err := writeData(out, files); err != nil {
		return err
	}
	return writeSources(out, files)
}
