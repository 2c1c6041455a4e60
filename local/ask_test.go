package local

import "testing"

// TestAsk has values that would be SQL if they were text of it.
func TestAsk(t *testing.T) {
	t.Parallel()
	db := tell(t, "2026-01-10T00:00:00Z", []event{
		said("2026-01-01T00:00:00Z"), said("2026-01-01T00:00:00Z", asff{"Id": "f2", "Title": `' or "a" = 'a`}),
	})
	for _, test := range []struct {
		value any
		want  int64
	}{{"S3.1", 1}, {`' or "a" = 'a`, 1}, {"' or true --", 0}} {
		var got collected
		if err := db.Ask(t.Context(), "select count(*) from findings where title = ?", []any{test.value}, &got); err != nil {
			t.Fatal(err)
		}
		if got.rows[0][0] != test.want {
			t.Errorf("%v: %v findings, want %d", test.value, got.rows[0][0], test.want)
		}
	}
	if err := db.Ask(t.Context(), "select nothing", nil, &collected{}); err == nil {
		t.Error("no error for a column that does not exist")
	}
}

// TestKeep asks what was kept, and keeps what cannot be kept.
func TestKeep(t *testing.T) {
	t.Parallel()
	db := tell(t, "2026-01-10T00:00:00Z", []event{said("2026-01-01T00:00:00Z")})
	if err := db.Keep(t.Context(), "kept", "select title from findings"); err != nil {
		t.Fatal(err)
	}
	wantAnswer(t, db, "select title from kept", "S3.1")
	if err := db.Keep(t.Context(), "other", "select nothing"); err == nil {
		t.Error("no error for a column that does not exist")
	}
}
