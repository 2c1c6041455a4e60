package local

import (
	"os"
	"path/filepath"

	"security-hub-analytics/lake"
)

// CheckOut refuses a folder out whose lake would lie among the inputs, where the
// next run took it for input, or over them. What else is written below it lies
// under the prefixes more.
func CheckOut(out string, paths []string, more ...string) error {
	full, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	for _, name := range paths {
		if name == Stdin {
			continue
		}
		if within(full, name) {
			return usage("--out %q lies in the input %q, where the next run would read it: choose a folder outside of it", out, name)
		}
		for _, prefix := range append(more, lake.FindingsPrefix, lake.QuarantinePrefix) {
			if within(name, filepath.Join(full, prefix)) {
				return usage("the input %q lies in the lake of --out %q: choose another folder", name, out)
			}
		}
	}
	return nil
}

// within says whether path, which need not exist, is folder or lies in it. It
// compares files, not names: links and letter case do not deceive it.
func within(path, folder string) bool {
	target, err := os.Stat(folder)
	if err != nil {
		return false
	}
	if path, err = filepath.Abs(path); err != nil {
		return false
	}
	linked := true // until the first part that exists was followed to where it is
	for {
		if linked {
			if followed, err := filepath.EvalSymlinks(path); err == nil {
				path, linked = followed, false
			}
		}
		if stat, err := os.Stat(path); err == nil && os.SameFile(stat, target) {
			return true
		}
		parent := filepath.Dir(path)
		if parent == path {
			return false
		}
		path = parent
	}
}
