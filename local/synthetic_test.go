package local

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/lake"
)

// TestSynthetic checks that the history ends where the sample does, so that both
// have one now, and is the same every time.
func TestSynthetic(t *testing.T) {
	t.Parallel()
	c, err := Synthetic()
	if err != nil {
		t.Fatal(err)
	}
	in, err := Sample()
	if err != nil {
		t.Fatal(err)
	}
	files, newest := len(in.Keys), in.newest()
	if err := in.AddSynthetic(c); err != nil {
		t.Fatal(err)
	}
	if in.Generated != syntheticDays || len(in.Keys) != files+syntheticDays {
		t.Errorf("%d days, %d inputs", in.Generated, len(in.Keys))
	}
	days := map[string]bool{}
	for _, key := range in.Keys[files:] {
		_, info, err := in.Open(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		at := info.LastModified
		days[at.Format(time.DateOnly)] = true
		if at.After(newest) || newest.Sub(at) > syntheticDays*24*time.Hour || !strings.Contains(key, at.Format(time.DateOnly)) {
			t.Errorf("%s is of %s, the sample ends %s", key, at, newest)
		}
	}
	if len(days) != syntheticDays {
		t.Errorf("%d different days", len(days))
	}
}

// TestAccountsOfTheUser checks that files beside the made-up accounts stay when
// the lake is made anew, and count.
func TestAccountsOfTheUser(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	c, err := Synthetic()
	if err != nil {
		t.Fatal(err)
	}
	write := func(synthetic bool) {
		t.Helper()
		store, err := NewScratch(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		if !synthetic {
			return
		}
		if err := store.WriteAccounts(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	write(true)
	mine := filepath.Join(dir, filepath.FromSlash(lake.AccountsPrefix), "mine.csv")
	if err := os.WriteFile(mine, []byte("id,name,owner,unit,environment\n111122223333,mine,ann,,\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	wantAnswer(t, openLake(t, dir), "select count(*), count_if(name = 'mine'), count_if(id like '%-%') from accounts", "13|1|0")
	write(false)
	wantAnswer(t, openLake(t, dir), "select count(*), count_if(name = 'mine') from accounts", "1|1")
	write(true)
	wantAnswer(t, openLake(t, dir), "select count(*), count_if(name like 'synthetic-%') from accounts", "13|12")
}
