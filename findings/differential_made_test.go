package findings_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"security-hub-analytics/findings"
)

// made gives findings that hold every documented path of every column, for
// what nobody has published: the n-th has of each column the n-th path, or the
// last one. They say nothing about what real products write.
func made() []published {
	var all []published
	for _, ocsf := range []bool{false, true} {
		for n := range 10 {
			f := object{}
			fill(f, allColumns, ocsf, n)
			if ocsf {
				f["class_uid"] = []int{2002, 2003, 2004, 2006}[n%4]
				f["severity_id"], f["status_id"] = n+1, n+1
				f.set("compliance.status_id", n)
				f["activity_id"] = n
			}
			text, err := json.Marshal(f)
			if err != nil {
				panic(err)
			}
			all = append(all, published{fmt.Sprintf("made, OCSF %v, path %d", ocsf, n), text})
		}
	}
	return all
}

type object map[string]any

func (o object) set(path string, value any) {
	names := strings.Split(path, ".")
	for _, name := range names[:len(names)-1] {
		inner, ok := o[name].(object)
		if !ok {
			inner = object{}
			o[name] = inner
		}
		o = inner
	}
	o[names[len(names)-1]] = value
}

func fill(f object, columns []findings.Nested, ocsf bool, n int) {
	for _, c := range columns {
		paths := strings.Fields(c.ASFF)
		if ocsf {
			paths = strings.Fields(c.OCSF)
		}
		if len(paths) > 0 {
			f.set(paths[min(n, len(paths)-1)], example(c, ocsf, n))
		}
	}
	if ocsf && len(columns) > 0 && columns[0].Name == "id" { // what derived members of nested rows are made of
		f["uid"], f["uid_alt"] = []string{"uid", "uid", "uid", ""}[n%4], []string{"arn:aws:s3:::a", "a", "", "a"}[n%4]
		f["is_exploit_available"], f["is_fix_available"] = n%2 == 0, n%2 != 0
	}
}

// example is a value as the schema wants it; no two columns have the same.
func example(c findings.Nested, ocsf bool, n int) any {
	if c.Fields != nil {
		list := make([]any, 1+n%2)
		for i := range list {
			element := object{}
			fill(element, c.Fields, ocsf, n+i)
			list[i] = element
		}
		return list
	}
	if legal := enumerations[c.Name]; legal != nil {
		word := legal[n%len(legal)]
		if n >= 5 { // none has more
			word = strings.ToLower(word)
		}
		return word
	}
	text := fmt.Sprintf("%s %d", c.Name, n)
	size := len(c.Name)
	switch c.Trino {
	case "integer":
		return size*10 + n
	case "double":
		return float64(size) + float64(n)/4
	case "boolean":
		return n%2 == 0
	case "timestamp(3)":
		return []any{"2026-01-02T03:04:05.678Z", "2026-01-02T03:04:05+05:30", "2026-01-02T03:04:05.123456789Z", "1999-12-31T23:59:59-0800"}[n%4]
	case "array(varchar)":
		return []string{text, "", "and more"}[:n%4]
	case "map(varchar, varchar)":
		if ocsf {
			return []object{{"name": text, "value": "x"}, {"name": "y"}}[:n%3]
		}
		return object{text: "x", "/:.": "y"}
	}
	return text
}
