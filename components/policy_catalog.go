package components

import (
	"slices"
	"strings"

	"security-hub-analytics/lake"
)

// tablePrefixes are where the tables' objects stand in the lake.
var tablePrefixes = []string{lake.FindingsPrefix, lake.QuarantinePrefix, lake.AccountsPrefix}

// AthenaStatements let their holder run queries in one workgroup over one database,
// and nothing else. resultsPrefix is the workgroup's part of the results bucket.
func AthenaStatements(p Place, database, workgroup, lakeARN, resultsARN, resultsPrefix, keyARN string) []Statement {
	var objects, listed []string
	for _, prefix := range tablePrefixes {
		objects = append(objects, lakeARN+"/"+prefix+"*")
		listed = append(listed, strings.TrimSuffix(prefix, "/"), prefix+"*")
	}
	return []Statement{
		{
			Sid: "Queries", Effect: allow,
			Action: []string{
				"athena:BatchGetNamedQuery", "athena:BatchGetQueryExecution", "athena:GetNamedQuery", "athena:GetQueryExecution",
				"athena:GetQueryResults", "athena:GetQueryResultsStream", "athena:GetQueryRuntimeStatistics", "athena:GetWorkGroup",
				"athena:ListNamedQueries", "athena:ListQueryExecutions", "athena:StartQueryExecution", "athena:StopQueryExecution",
			},
			Resource: []string{p.ARN("athena", "workgroup/"+workgroup)},
		},
		{
			Sid: "DataCatalog", Effect: allow,
			Action: []string{
				"athena:GetDataCatalog", "athena:GetDatabase", "athena:GetTableMetadata", "athena:ListDatabases", "athena:ListTableMetadata",
			},
			Resource: []string{p.ARN("athena", "datacatalog/AwsDataCatalog")},
		},
		{
			// Athena asks for the database "default" whatever a query reads
			// (https://docs.aws.amazon.com/athena/latest/ug/fine-grained-access-to-glue-resources.html).
			Sid: "Catalog", Effect: allow,
			Action: []string{
				"glue:BatchGetPartition", "glue:GetDatabase", "glue:GetDatabases", "glue:GetPartition", "glue:GetPartitions",
				"glue:GetTable", "glue:GetTables",
			},
			Resource: []string{
				p.ARN("glue", "catalog"), p.ARN("glue", "database/default"), p.ARN("glue", "database/"+database), p.ARN("glue", "table/"+database+"/*"),
			},
		},
		{
			// Where Lake Formation governs the account Athena asks it for access. Without
			// that it decides nothing, and it knows no resource to name
			// (https://docs.aws.amazon.com/lake-formation/latest/dg/access-control-underlying-data.html).
			Sid: "LakeFormation", Effect: allow,
			Action: []string{"lakeformation:GetDataAccess"}, Resource: []string{all},
		},
		{
			Sid: "Tables", Effect: allow,
			Action: []string{"s3:GetObject"}, Resource: objects,
		},
		{
			Sid: "TableFolders", Effect: allow,
			Action: []string{"s3:ListBucket"}, Resource: []string{lakeARN},
			Condition: Condition{"StringLike": {"s3:prefix": listed}},
		},
		{
			Sid: "Locations", Effect: allow,
			Action: []string{"s3:GetBucketLocation"}, Resource: []string{lakeARN, resultsARN},
		},
		{
			Sid: "Results", Effect: allow,
			Action:   []string{"s3:AbortMultipartUpload", "s3:GetObject", "s3:ListMultipartUploadParts", "s3:PutObject"},
			Resource: []string{resultsARN + "/" + resultsPrefix + "*"},
		},
		{
			Sid: "ResultFolders", Effect: allow,
			Action: []string{"s3:ListBucket", "s3:ListBucketMultipartUploads"}, Resource: []string{resultsARN},
		},
		{
			Sid: "Key", Effect: allow,
			Action: []string{"kms:Decrypt", "kms:GenerateDataKey"}, Resource: []string{keyARN}, Condition: through(p, "s3"),
		},
	}
}

// ReaderPolicy is for people who ask questions: what a query takes, and what the
// console shows around it.
func ReaderPolicy(p Place, database, workgroup, lakeARN, resultsARN, keyARN string) Document {
	return Document{Statement: slices.Concat(
		AthenaStatements(p, database, workgroup, lakeARN, resultsARN, peoplePrefix, keyARN),
		[]Statement{{
			// Lists of what there is, which the console asks for before one can choose; AWS
			// lets no resource be named
			// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonathena.html).
			Sid: "Console", Effect: allow,
			Action:   []string{"athena:ListDataCatalogs", "athena:ListEngineVersions", "athena:ListWorkGroups"},
			Resource: []string{all},
		}},
	)}
}
