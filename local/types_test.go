package local

import (
	"strings"
	"testing"
)

func TestDuckType(t *testing.T) {
	t.Parallel()
	tests := []struct{ trino, want, wantErr string }{
		{trino: "varchar", want: "VARCHAR"},
		{trino: "VARCHAR", want: "VARCHAR"},
		{trino: "bigint", want: "BIGINT"},
		{trino: "integer", want: "INTEGER"},
		{trino: "double", want: "DOUBLE"},
		{trino: "boolean", want: "BOOLEAN"},
		{trino: "date", want: "DATE"},
		{trino: "timestamp(3)", want: "TIMESTAMP"},
		{trino: "timestamp(3) with time zone", want: "TIMESTAMP WITH TIME ZONE"},
		{trino: "array(varchar)", want: "VARCHAR[]"},
		{trino: "array(array(timestamp(3)))", want: "TIMESTAMP[][]"},
		{trino: "map(varchar, varchar)", want: "MAP(VARCHAR, VARCHAR)"},
		{trino: "map(varchar,array(integer))", want: "MAP(VARCHAR, INTEGER[])"},
		{trino: "row(id varchar, type varchar)", want: `STRUCT("id" VARCHAR, "type" VARCHAR)`},
		{
			trino: "array(row(id varchar, tags map(varchar, varchar), cvss array(row(score double, at timestamp(3)))))",
			want:  `STRUCT("id" VARCHAR, "tags" MAP(VARCHAR, VARCHAR), "cvss" STRUCT("score" DOUBLE, "at" TIMESTAMP)[])[]`,
		},
		{trino: `row("end" integer)`, want: `STRUCT("end" INTEGER)`},
		{trino: "", wantErr: "unknown type"},
		{trino: "string", wantErr: `"string"`},
		{trino: "array(struct)", wantErr: `"struct"`},
		{trino: "map(varchar)", wantErr: "unknown type"},
		{trino: "map(x, varchar)", wantErr: `"x"`},
		{trino: "row(id)", wantErr: "has no type"},
		{trino: "row(id x)", wantErr: `"x"`},
		{trino: "array(varchar", wantErr: "unknown type"},
	}
	for _, test := range tests {
		t.Run(test.trino, func(t *testing.T) {
			t.Parallel()
			got, err := duckType(test.trino)
			if test.wantErr != "" {
				if err == nil || !strings.Contains(err.Error(), test.wantErr) {
					t.Fatalf("duckType(%q) = %q, %v, want an error naming %s", test.trino, got, err, test.wantErr)
				}
				return
			}
			if err != nil || got != test.want {
				t.Fatalf("duckType(%q) = %q, %v, want %q", test.trino, got, err, test.want)
			}
		})
	}
}

func TestQuote(t *testing.T) {
	t.Parallel()
	if got, want := quoteName(`a"b-c`), `"a""b-c"`; got != want {
		t.Errorf("quoteName = %s, want %s", got, want)
	}
	if got, want := quoteText(`it's`), `'it''s'`; got != want {
		t.Errorf("quoteText = %s, want %s", got, want)
	}
}
