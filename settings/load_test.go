package settings_test

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"time"

	"security-hub-analytics/settings"
)

// today is the day that these tests run on.
var today = time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)

// source is a stack with the given keys and files.
func source(keys map[string]string, files map[string]string) settings.Source {
	return settings.Source{
		Project: "security-hub-analytics", Stack: "dev", Now: today,
		Get: func(key string) (string, bool, error) {
			text, found := keys[key]
			return text, found, nil
		},
		Open: func(name string) (io.ReadCloser, error) {
			text, found := files[name]
			if !found {
				return nil, errors.New("open " + name + ": no such file or directory")
			}
			return io.NopCloser(strings.NewReader(text)), nil
		},
	}
}

func TestDefaults(t *testing.T) {
	got, err := settings.Load(source(nil, nil))
	if err != nil {
		t.Fatal(err)
	}
	want := &settings.Settings{
		Project: "security-hub-analytics", Stack: "dev",
		DataOnDestroy: "keep", LogRetentionDays: 90,
		Detect: settings.Detect{
			SecurityHub: "existing", ProductSubscription: "none", Aggregator: "none", AggregatorLinking: "all", OnDestroy: "keep",
			ProwlerSchedule: "rate(1 day)", ProwlerImage: "public.ecr.aws/prowler-cloud/prowler:5.46.0", ProwlerFindings: "failed",
			ProwlerCPU: "1024", ProwlerMemoryMB: 4096,
		},
		Ingest: settings.Ingest{
			BufferSeconds: 300, BufferMB: 64, RawTransitionDays: 90, RawStorageClass: "GLACIER_IR",
		},
		Transform: settings.Transform{
			MemoryMB: 1769, TimeoutSeconds: 300, Concurrency: 10, LogLevel: "INFO", LakeStorageClass: "INTELLIGENT_TIERING",
		},
		Catalog: settings.Catalog{
			Database: "security_hub_database", ProjectionStart: "2026-01-01", CrawlerSchedule: "cron(0 * * * ? *)",
			ScanLimitGB: 100, ResultExpireDays: 30,
		},
		Visualize: settings.Visualize{Subscription: "existing", Namespace: "default", RefreshTime: "05:00", Validation: "lenient"},
		Operate:   settings.Operate{SilenceHours: 24},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if warnings := got.Warnings(); len(warnings) > 0 {
		t.Errorf("the defaults warn: %q", warnings)
	}
	// Nothing given is nothing at all, however it is written.
	empty := map[string]string{}
	for _, key := range settings.Keys() {
		if key.Default == "" || key.Default == "[]" {
			empty[key.Name] = key.Default
		}
		if key.Type == settings.Strings {
			empty[key.Name] = ""
		}
	}
	if got, err := settings.Load(source(empty, nil)); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("with empty keys: %+v, error %v", got, err)
	}
}

// TestBadValues: each is refused, by its key, its value and what is allowed, and
// nothing else is.
func TestBadValues(t *testing.T) {
	const key = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	for _, test := range []struct{ name, key, value, want string }{
		{"an alias", "kmsKeyArn", "alias/mine", "the ARN of a KMS key"},
		{"the ARN of an alias", "kmsKeyArn", "arn:aws:kms:us-east-1:111122223333:alias/mine", "the ARN of a KMS key"},
		{"a blank behind the ARN", "kmsKeyArn", key + " ", "the ARN of a KMS key"},
		{"a policy's name", "permissionsBoundary", "boundary", "the ARN of an IAM policy"},
		{"a role as boundary", "permissionsBoundary", "arn:aws:iam::111122223333:role/r", "the ARN of an IAM policy"},
		{"an unknown word", "dataOnDestroy", "retain", "delete or keep"},
		{"upper case", "dataOnDestroy", "Keep", "delete or keep"},
		{"nothing where there is a default", "dataOnDestroy", "", "delete or keep"},
		{"days that CloudWatch Logs does not know", "logRetentionDays", "10", "1, 3, 5, 7, 14"},
		{"a shorter buffer than sensible", "ingestBufferSeconds", "30", "from 60 to 900"},
		{"a longer buffer than there is", "ingestBufferSeconds", "901", "from 60 to 900"},
		{"words for a number", "ingestBufferSeconds", "5m", "a whole number"},
		{"a fraction", "ingestBufferSeconds", "60.5", "a whole number"},
		{"a blank before a number", "ingestBufferSeconds", " 60", "a whole number"},
		{"nothing for a number", "ingestBufferSeconds", "", "a whole number"},
		{"too many megabytes", "ingestBufferMB", "129", "from 1 to 128"},
		{"a filter by name", "ingestProducts", `["GuardDuty"]`, "company/product"},
		{"a filter by ARN", "ingestProducts", `["arn:aws:securityhub:us-east-1::product/aws/guardduty"]`, "company/product"},
		{"a filter of nothing", "ingestProducts", `[""]`, "company/product"},
		{"a filter with a wildcard", "ingestProducts", `["aws/*"]`, "company/product"},
		{"a filter twice", "ingestProducts", `["aws/guardduty","aws/guardduty"]`, "none twice"},
		{"more than a rule holds", "ingestProducts", `["a/b","a/c","a/d","a/e","a/f","a/g","a/h","a/i","a/j","a/k","a/l"]`, "at most 10"},
		{"a severity that no finding has", "ingestSeverities", `["Critical"]`, "INFORMATIONAL, LOW, MEDIUM, HIGH or CRITICAL"},
		{"a filter that filters nothing", "ingestSeverities", `["INFORMATIONAL","LOW","MEDIUM","HIGH","CRITICAL"]`, "at most 4"},
		{"a list that is none", "ingestSeverities", "CRITICAL", "a list"},
		{"a list of numbers", "ingestSeverities", "[1]", "a list"},
		{"a list of null", "ingestSeverities", "[null]", "a list"},
		{"null", "ingestSeverities", "null", "a list"},
		{"two lists", "ingestSeverities", `["LOW"]["HIGH"]`, "a list"},
		{"the ARN of a bucket", "ingestRawBucket", "arn:aws:s3:::mine", "the name of a bucket"},
		{"a bucket in upper case", "ingestRawBucket", "Mine", "the name of a bucket"},
		{"a bucket too long", "transformLakeBucket", strings.Repeat("b", 64), "3 to 63"},
		{"a class that does not exist", "ingestRawStorageClass", "COLD", "GLACIER_IR"},
		{"a class that Athena cannot read", "transformLakeStorageClass", "GLACIER", "STANDARD_IA, INTELLIGENT_TIERING or GLACIER_IR"},
		{"days below zero", "ingestRawExpireDays", "-1", "or 0 for never"},
		{"expiry before the finding's", "transformLakeExpireDays", "89", "from 90"},
		{"quarantine gone before anybody looks", "transformQuarantineExpireDays", "1", "from 7"},
		{"too little memory", "transformMemoryMB", "128", "from 512 to 10240"},
		{"too much time", "transformTimeoutSeconds", "901", "from 60 to 900"},
		{"concurrency that the mapping does not take", "transformConcurrency", "1", "from 2 to 1000"},
		{"yes", "transformTracing", "yes", "true or false"},
		{"True", "transformTracing", "True", "true or false"},
		{"an unknown level", "transformLogLevel", "TRACE", "DEBUG, INFO, WARN or ERROR"},
		{"a level in lower case", "transformLogLevel", "info", "DEBUG, INFO, WARN or ERROR"},
		{"a column without path", "transformColumns", `["owner"]`, "name=asffPath"},
		{"a column of the schema", "transformColumns", `["severity_label=Severity.Label"]`, "no column of docs/schema.md"},
		{"a database too long", "catalogDatabase", strings.Repeat("d", 65), "at most 64"},
		{"a database with a hyphen", "catalogDatabase", "security-hub", "a-z, 0-9 and _"},
		{"a database that begins with a digit", "catalogDatabase", "1db", "a letter first"},
		{"a day that does not exist", "catalogProjectionStart", "2026-02-30", "YYYY-MM-DD"},
		{"a relative day", "catalogProjectionStart", "NOW-90DAYS", "YYYY-MM-DD"},
		{"a day to come", "catalogProjectionStart", "2026-11-26", "a day that is over or today"},
		{"a schedule in plain words", "catalogCrawlerSchedule", "hourly", "cron("},
		{"a rate, which Glue does not take", "catalogCrawlerSchedule", "rate(1 hour)", "cron("},
		{"cron with five fields", "catalogCrawlerSchedule", "cron(0 * * * ?)", "cron("},
		{"cron with two days", "catalogCrawlerSchedule", "cron(0 * * * * *)", "a ? for one of the two days"},
		{"cron without a day", "catalogCrawlerSchedule", "cron(0 * ? * ? *)", "a ? for one of the two days"},
		{"a file that is not there", "catalogAccountsFile", "missing.csv", "no such file"},
		{"a scan limit of nothing", "catalogScanLimitGB", "0", "from 1"},
		{"results that never expire", "catalogResultExpireDays", "0", "from 1"},
		{"an address without @", "operateAlarmEmails", `["me.example.com"]`, "an e-mail address"},
		{"an address with a name", "operateAlarmEmails", `["Me <me@example.com>"]`, "an e-mail address"},
		{"two addresses in one", "operateAlarmEmails", `["a@example.com,b@example.com"]`, "an e-mail address"},
		{"more hours than an alarm can see", "operateSilenceHours", "169", "from 1 to 168"},
		{"a budget below zero", "operateBudgetUSD", "-5", "or 0 for none"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := settings.Load(source(map[string]string{test.key: test.value}, nil))
			if err == nil {
				t.Fatal("no error")
			}
			for _, part := range []string{"config key " + test.key, test.want} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("error %q does not say %q", err, part)
				}
			}
			value := strings.TrimPrefix(test.value, `["`)
			if short := value[:min(len(value), 20)]; test.key != "transformColumns" && !strings.Contains(err.Error(), short) {
				t.Errorf("error %q does not say what was given", err)
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than one problem: %v", err)
			}
			if got == nil {
				t.Error("no settings")
			}
		})
	}
}

// TestContradictions are values that are good by themselves.
func TestContradictions(t *testing.T) {
	for _, test := range []struct {
		name string
		keys map[string]string
		want string // "" if it is none
	}{
		{"raw deleted before it moves", map[string]string{"ingestRawExpireDays": "90"}, "ingestRawExpireDays"},
		{"raw deleted after it moves", map[string]string{"ingestRawExpireDays": "91"}, ""},
		{"raw deleted, never moved", map[string]string{"ingestRawExpireDays": "30", "ingestRawTransitionDays": "0"}, ""},
		{"raw moved earlier than S3 allows", map[string]string{"ingestRawTransitionDays": "29", "ingestRawStorageClass": "STANDARD_IA"}, "ingestRawTransitionDays"},
		{"raw moved as early as S3 allows", map[string]string{"ingestRawTransitionDays": "30", "ingestRawStorageClass": "STANDARD_IA"}, ""},
		{"raw frozen at once", map[string]string{"ingestRawTransitionDays": "1"}, ""},
		{"lake deleted before it moves", map[string]string{"transformLakeExpireDays": "100", "transformLakeTransitionDays": "200"}, "transformLakeExpireDays"},
		{"lake moved earlier than S3 allows", map[string]string{"transformLakeTransitionDays": "7", "transformLakeStorageClass": "STANDARD_IA"}, "transformLakeTransitionDays"},
		{"lake kept as long as a finding", map[string]string{"transformLakeExpireDays": "90"}, ""},
		{"a column's name twice", map[string]string{"transformColumns": `["a=X","a=Y"]`}, "transformColumns"},
		{"a column that a view has", map[string]string{"transformColumns": `["last_seen_at=X"]`}, "transformColumns"},
		{"the tables begin today", map[string]string{"catalogProjectionStart": "2026-11-25"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := settings.Load(source(test.keys, nil))
			if test.want == "" && err != nil {
				t.Errorf("error %v", err)
			}
			if test.want != "" && (err == nil || !strings.Contains(err.Error(), "config key "+test.want+": ")) {
				t.Errorf("error %v, want one about %s", err, test.want)
			}
		})
	}
}

// TestAllProblemsAtOnce: a stack is mended in one go.
func TestAllProblemsAtOnce(t *testing.T) {
	bad := map[string]string{}
	for _, key := range settings.Keys() {
		bad[key.Name] = "\x00"
	}
	from := source(bad, nil)
	from.Stack = "a-stack-with-a-rather-long-name"
	from.Known = []string{"ingestBuferSeconds"}
	_, err := settings.Load(from)
	if err == nil {
		t.Fatal("no error")
	}
	for _, key := range settings.Keys() {
		if !strings.Contains(err.Error(), "config key "+key.Name+": ") {
			t.Errorf("%s is not reported", key.Name)
		}
	}
	for _, part := range []string{"at most 40 characters", "perhaps ingestBufferSeconds was meant"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error does not say %q", part)
		}
	}
	// Each key, the names, the misspelt key.
	if got, want := strings.Count(err.Error(), "\n"), len(settings.Keys())+1; got != want {
		t.Errorf("%d problems, want %d:\n%v", got+1, want+1, err)
	}
}

func TestNames(t *testing.T) {
	for stack, good := range map[string]bool{
		"dev": true, "eu-prod": true, strings.Repeat("s", 17): true,
		strings.Repeat("s", 18): false, "my.stack": false, "my_stack": false, "": true,
	} {
		from := source(nil, nil)
		from.Stack = stack
		if _, err := settings.Load(from); (err == nil) != good {
			t.Errorf("stack %q: error %v", stack, err)
		}
	}
}

func TestUnknownKey(t *testing.T) {
	from := source(nil, nil)
	from.Known = []string{"catalogDatabase", "color"}
	_, err := settings.Load(from)
	if err == nil || !strings.Contains(err.Error(), "color") || strings.Contains(err.Error(), "catalogDatabase") {
		t.Errorf("error %v, want one about color alone", err)
	}
}

func TestAnErrorOfTheSource(t *testing.T) {
	from := source(nil, nil)
	broken := errors.New("broken")
	from.Get = func(key string) (string, bool, error) {
		if key == "catalogDatabase" {
			return "", false, broken
		}
		return "", false, nil
	}
	got, err := settings.Load(from)
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "catalogDatabase") {
		t.Errorf("error %v, want one that names the key", err)
	}
	if got.Catalog.Database != "security_hub_database" {
		t.Errorf("Database = %q, want the default", got.Catalog.Database)
	}
}

func TestWarnings(t *testing.T) {
	for _, test := range []struct {
		keys map[string]string
		want []string
	}{
		{map[string]string{"ingestSeverities": `["CRITICAL"]`}, []string{"ingestSeverities"}},
		{map[string]string{"ingestRawExpireDays": "30", "ingestRawTransitionDays": "0"}, []string{"ingestRawExpireDays"}},
		{map[string]string{"ingestRawExpireDays": "120"}, nil},
		{map[string]string{"ingestRawStorageClass": "DEEP_ARCHIVE"}, []string{"ingestRawStorageClass"}},
		{map[string]string{"ingestRawStorageClass": "DEEP_ARCHIVE", "ingestRawTransitionDays": "0"}, nil},
	} {
		s, err := settings.Load(source(test.keys, nil))
		if err != nil {
			t.Fatal(err)
		}
		got := s.Warnings()
		if len(got) != len(test.want) {
			t.Errorf("%v: warnings %q, want about %v", test.keys, got, test.want)
			continue
		}
		for i, want := range test.want {
			if !strings.Contains(got[i], "config key "+want+": ") {
				t.Errorf("%v: warning %q, want about %s", test.keys, got[i], want)
			}
		}
	}
}
