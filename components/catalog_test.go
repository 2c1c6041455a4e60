package components

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/findings"
	"security-hub-analytics/sql"
)

func catalogArgs() *CatalogArgs {
	return &CatalogArgs{
		Stack: testStack(), LakeBucket: pulumi.String("the-lake"), LakeBucketARN: pulumi.String("arn:aws:s3:::the-lake"),
		Database: "security_hub_database", Since: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), ScanLimitGB: 100, ResultExpireDays: 30,
	}
}

func catalog(t *testing.T, args *CatalogArgs) *cloud {
	t.Helper()
	return deployed(t, func(ctx *pulumi.Context) error {
		_, err := NewCatalog(ctx, "catalog", args)
		return err
	})
}

func TestCatalogTables(t *testing.T) {
	c := catalog(t, catalogArgs())
	c.one(t, "CatalogDatabase", "catalog").want(t, map[string]any{
		"name": "security_hub_database", "createTableDefaultPermissions[0].permissions[0]": "ALL",
		"createTableDefaultPermissions[0].principal.dataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS",
	})
	c.one(t, "CatalogTable", "catalog-findings").want(t, map[string]any{
		"name": "findings", "databaseName": "security_hub_database", "tableType": "EXTERNAL_TABLE",
		"storageDescriptor.location": "s3://the-lake/findings/", "partitionKeys[0].name": "ingest_date",
		`parameters["projection.ingest_date.range"]`: "2026-01-01,NOW",
		`parameters["storage.location.template"]`:    "s3://the-lake/findings/ingest_date=${ingest_date}/",
		"viewOriginalText":                           nil,
	})
	c.one(t, "CatalogTable", "catalog-accounts").want(t, map[string]any{"storageDescriptor.location": "s3://the-lake/reference/accounts/"})
}

// TestOneSchema follows each column from the Row to the Glue table, from the views to
// their Glue views and to their saved queries: all agree.
func TestOneSchema(t *testing.T) {
	schema, err := findings.NewSchema("owner=Resources[0].Tags.Owner")
	if err != nil {
		t.Fatal(err)
	}
	args := catalogArgs()
	args.Schema = schema
	c := catalog(t, args)
	columns := func(m made) []string {
		var list []string
		given, _ := m.at("storageDescriptor.columns").([]any)
		for i := range given {
			at := fmt.Sprintf("storageDescriptor.columns[%d].", i)
			list = append(list, fmt.Sprint(m.at(at+"name"), " ", m.at(at+"type")))
		}
		return list
	}
	var want []string
	for _, column := range schema.Columns() {
		want = append(want, column.Name+" "+column.Hive)
	}
	if got := columns(c.one(t, "CatalogTable", "catalog-findings")); !slices.Equal(got, want) {
		t.Errorf("findings has %v, want %v", got, want)
	}
	views, err := sql.Views(schema)
	if err != nil {
		t.Fatal(err)
	}
	for _, view := range views {
		table := c.one(t, "CatalogTable", "catalog-"+view.Name)
		var hive []string
		for _, column := range view.Columns {
			kind, err := sql.HiveType(column.Trino)
			if err != nil {
				t.Fatal(err)
			}
			hive = append(hive, column.Name+" "+kind)
		}
		if got := columns(table); !slices.Equal(got, hive) {
			t.Errorf("%s has %v, want %v", view.Name, got, hive)
		}
		definition := prestoView(t, table)
		var trino []string
		for _, column := range definition.Columns {
			trino = append(trino, column.Name+" "+column.Type)
		}
		for i, column := range view.Columns {
			if trino[i] != column.Name+" "+column.Trino {
				t.Errorf("%s: Athena reads %q where the view has %s %s", view.Name, trino[i], column.Name, column.Trino)
			}
		}
		saved, _ := c.one(t, "NamedQuery", "catalog-create-"+view.Name).at("query").(string)
		if definition.OriginalSQL != view.SQL || !strings.HasSuffix(saved, view.SQL) || definition.Schema != "security_hub_database" {
			t.Errorf("%s: view, Glue view and saved query are not one text", view.Name)
		}
		for _, read := range view.Reads {
			if !table.waitsFor("CatalogTable", "catalog-"+read) {
				t.Errorf("%s does not wait for %s, which it reads", view.Name, read)
			}
		}
	}
}

type presto struct {
	OriginalSQL string
	Schema      string
	Columns     []struct{ Name, Type string }
}

func prestoView(t *testing.T, m made) presto {
	t.Helper()
	text, _ := m.at("viewOriginalText").(string)
	inner := strings.TrimSuffix(strings.TrimPrefix(text, "/* Presto View: "), " */")
	raw, err := base64.StdEncoding.DecodeString(inner)
	if err != nil {
		t.Fatalf("%s: %v", m.name, err)
	}
	var p presto
	if err := json.Unmarshal(raw, &p); err != nil {
		t.Fatalf("%s: %v", m.name, err)
	}
	return p
}

func TestCatalogWorkgroups(t *testing.T) {
	args := catalogArgs()
	if got := len(catalog(t, args).all("Workgroup")); got != 1 {
		t.Errorf("%d workgroups, want one where QuickSight is not asked for", got)
	}
	args.QuickSight = true
	c := catalog(t, args)
	for name, location := range map[string]string{"catalog": "s3://catalog-results/people/", "catalog-quicksight": "s3://catalog-results/quicksight/"} {
		in, result := "configuration.", "configuration.resultConfiguration."
		c.one(t, "Workgroup", name).want(t, map[string]any{
			"forceDestroy": true, in + "enforceWorkgroupConfiguration": true, in + "publishCloudwatchMetricsEnabled": true,
			in + "bytesScannedCutoffPerQuery": 100e9, in + "engineVersion.selectedEngineVersion": "Athena engine version 3",
			result + "outputLocation": location, result + "expectedBucketOwner": testAccount,
			result + "encryptionConfiguration.encryptionOption": "SSE_KMS", result + "encryptionConfiguration.kmsKeyArn": testKey,
		})
	}
	c.one(t, "BucketLifecycleConfigurationV2", "catalog-results").want(t, map[string]any{"rules[1].expiration.days": 30.0})
}

// TestCatalogSavedQueries: everything is saved under a name of its own, for people.
func TestCatalogSavedQueries(t *testing.T) {
	c := catalog(t, catalogArgs())
	names := map[any]bool{}
	for _, q := range c.all("NamedQuery") {
		if names[q.at("name")] {
			t.Errorf("two queries are called %v", q.at("name"))
		}
		names[q.at("name")] = true
		q.want(t, map[string]any{"workgroup": "catalog", "database": "security_hub_database"})
		if name, _ := q.at("name").(string); len(name) > 128 {
			t.Errorf("%q is longer than Athena takes", name)
		}
		if text, _ := q.at("description").(string); len(text) > maxDescription {
			t.Errorf("the description of %v is longer than Athena takes", q.at("name"))
		}
	}
	for _, want := range []string{"Worst controls", "create or replace view findings_current"} {
		if !names[want] {
			t.Errorf("%q is not saved", want)
		}
	}
}

func TestCatalogAccounts(t *testing.T) {
	file := filepath.Join(t.TempDir(), "accounts.csv")
	if err := os.WriteFile(file, []byte("id,name,owner,unit,environment\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	args := catalogArgs()
	args.AccountsFile = file
	c := catalog(t, args)
	c.one(t, "BucketObjectv2", "catalog-accounts").want(t, map[string]any{"bucket": "the-lake", "key": "reference/accounts/accounts.csv"})
	if got := catalog(t, catalogArgs()).all("BucketObjectv2"); len(got) > 0 {
		t.Errorf("without a file there is %v", got)
	}
}

func TestCatalogCrawler(t *testing.T) {
	args := catalogArgs()
	if got := catalog(t, args).all("Crawler"); len(got) > 0 {
		t.Errorf("a crawler is not asked for: %v", got)
	}
	args.Crawler = &CrawlerArgs{Database: "security_hub_database_crawled", Schedule: "cron(0 * * * ? *)"}
	c := catalog(t, args)
	crawler := c.one(t, "Crawler", "catalog-crawler")
	crawler.want(t, map[string]any{
		"databaseName": "security_hub_database_crawled", "schedule": "cron(0 * * * ? *)", "tablePrefix": "security-hub-crawled-",
		"s3Targets[0].path": "s3://the-lake/findings/", "securityConfiguration": "catalog-crawler",
		"schemaChangePolicy.deleteBehavior": "LOG", "schemaChangePolicy.updateBehavior": "UPDATE_IN_DATABASE",
	})
	if !crawler.waitsFor("LogGroup", "catalog-crawler") || !crawler.waitsFor("RolePolicy", "catalog-crawler") {
		t.Error("the crawler does not wait for its log group and its rights")
	}
	c.one(t, "LogGroup", "catalog-crawler").want(t, map[string]any{"name": "/aws-glue/crawlers-role/catalog-crawler-catalog-crawler", "kmsKeyId": testKey})
}

func TestReaderPolicyFits(t *testing.T) {
	c := catalog(t, catalogArgs())
	text, _ := c.one(t, "Policy", "catalog-reader").at("policy").(string)
	const most = 6144 // of a managed policy (IAM quotas)
	if len(text) > most-500 {
		t.Errorf("the policy has %d characters of %d, and real names are longer", len(text), most)
	}
}

func TestCut(t *testing.T) {
	for _, test := range []struct {
		text string
		most int
		want string
	}{{"short", 5, "short"}, {"longer", 5, "lo..."}, {"aééé", 5, "a..."}, {"abé", 4, "abé"}} {
		if got := cut(test.text, test.most); got != test.want {
			t.Errorf("cut(%q, %d) = %q, want %q", test.text, test.most, got, test.want)
		}
	}
}

func TestCatalogRefuses(t *testing.T) {
	args := catalogArgs()
	args.Database = ""
	for name, args := range map[string]*CatalogArgs{"nothing": nil, "no database": args} {
		err := pulumi.RunErr(func(ctx *pulumi.Context) error {
			_, err := NewCatalog(ctx, "catalog", args)
			return err
		}, pulumi.WithMocks("p", "s", &cloud{}))
		if err == nil || !strings.Contains(err.Error(), "are required") {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
