package lake_test

import (
	"bytes"
	"sort"
	"testing"

	"github.com/parquet-go/parquet-go"

	"security-hub-analytics/internal/benchdata"
	"security-hub-analytics/lake"
)

func TestSizes(t *testing.T) {
	data, err := benchdata.Object(50000, 1)
	if err != nil {
		t.Fatal(err)
	}
	r, sink := transform(t, lake.Options{MemoryBytes: 512 << 20}, "x", data)
	out := sink.objects[lake.FindingsKey(testTime, "x")]
	f, err := parquet.OpenFile(bytes.NewReader(out), int64(len(out)))
	if err != nil {
		t.Fatal(err)
	}
	t.Log(r, len(data), len(out), len(f.RowGroups()))
	type c struct {
		name string
		u, z, n int64
	}
	m := map[string]*c{}
	for _, rg := range f.Metadata().RowGroups {
		for _, cc := range rg.Columns {
			k := ""
			for _, p := range cc.MetaData.PathInSchema {
				k += p + "."
			}
			if m[k] == nil {
				m[k] = &c{name: k}
			}
			m[k].u += cc.MetaData.TotalUncompressedSize
			m[k].z += cc.MetaData.TotalCompressedSize
		}
	}
	var l []*c
	for _, x := range m {
		l = append(l, x)
	}
	sort.Slice(l, func(i, j int) bool { return l[i].z > l[j].z })
	for _, x := range l[:45] {
		t.Log(x.name, x.u, x.z)
	}
}
