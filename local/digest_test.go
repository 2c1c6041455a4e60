package local

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/cespare/xxhash/v2"
)

// TestVersionsOfOneEvent has an event that tells two versions of a finding at the
// same time, so that the digest alone decides. Each case names them so that it
// decides for another one, and tells them in both orders.
func TestVersionsOfOneEvent(t *testing.T) {
	t.Parallel()
	const event = `{"id":"e","detail-type":"Security Hub Findings - Imported","source":"aws.securityhub","time":"2026-01-01T00:00:00Z","detail":{"findings":[%s,%s]}}`
	const version = `{"SchemaVersion":"2018-10-08","Id":"f1","AwsAccountId":"111122223333","UpdatedAt":"2026-01-01T00:00:00Z","Title":"%s"}`
	decided := map[bool]bool{}
	for _, other := range []string{"b", "c", "d", "e"} {
		one, two := fmt.Sprintf(version, "a"), fmt.Sprintf(version, other)
		newer := "a"
		if int64(xxhash.Sum64String(two)) > int64(xxhash.Sum64String(one)) {
			newer = other
		}
		decided[newer == "a"] = true
		for _, told := range [][2]string{{one, two}, {two, one}} {
			dir := t.TempDir()
			store(t, dir, "2026-01-10T00:00:00Z", "raw/1", fmt.Sprintf(event, told[0], told[1]))
			db := openLake(t, dir)
			wantAnswer(t, db, "select title from findings_current", newer)
			wantAnswer(t, db, "select title, is_newest from finding_history", newer+"|true")
		}
	}
	if len(decided) != 2 {
		t.Error("the digest always decides for the same: take other titles")
	}
}

// TestFilesWithoutDigest reads a lake in which files of schema version 1, which
// have no digest, stand alone and beside others: the answer is the same.
func TestFilesWithoutDigest(t *testing.T) {
	t.Parallel()
	both := t.TempDir()
	for _, version := range []string{"v1", "v2"} {
		content, err := os.ReadFile(filepath.Join("..", "findings", "testdata", "parquet", version+".parquet"))
		if err != nil {
			t.Fatal(err)
		}
		for _, dir := range []string{both, filepath.Join(both, version)} { // alone, and together
			folder := filepath.Join(dir, "findings", "ingest_date=2026-01-01")
			if err := errors.Join(os.MkdirAll(folder, 0o777), os.WriteFile(filepath.Join(folder, version+".parquet"), content, 0o666)); err != nil {
				t.Fatal(err)
			}
		}
	}
	const rows = "select * from findings_current order by aws_account_id, product_arn, finding_id"
	want := answer(t, openLake(t, filepath.Join(both, "v2")), rows)
	equal(t, "findings_current of version 1", answer(t, openLake(t, filepath.Join(both, "v1")), rows), want)
	db := openLake(t, both)
	equal(t, "findings_current of both", answer(t, db, rows), want)
	wantAnswer(t, db, "select count_if(finding_digest is null) = count_if(finding_digest is not null), count(*) > 0 from findings", "true|true")
}
