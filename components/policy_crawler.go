package components

import (
	"strings"

	"security-hub-analytics/lake"
)

// crawlerLogs is where Glue logs for crawlers with a security configuration.
const crawlerLogs = "/aws-glue/crawlers-role/"

// CrawlerPolicy is what the optional crawler may do: read findings, and write the
// tables of its own database. AWS's managed AWSGlueServiceRole allows all of Glue on
// everything, and is not used.
//
// Its log group is named after the role and the security configuration; the latter is
// known before the former.
func CrawlerPolicy(p Place, database, lakeARN, keyARN, securityConfiguration string) Document {
	logs := p.ARN("logs", "log-group:"+crawlerLogs+"*-"+securityConfiguration)
	return Document{Statement: []Statement{
		{
			Sid: "Database", Effect: allow,
			Action: []string{
				"glue:BatchCreatePartition", "glue:BatchGetPartition", "glue:BatchUpdatePartition", "glue:CreatePartition", "glue:CreateTable",
				"glue:GetDatabase", "glue:GetPartition", "glue:GetPartitions", "glue:GetTable", "glue:GetTables",
				"glue:UpdatePartition", "glue:UpdateTable",
			},
			Resource: []string{p.ARN("glue", "catalog"), p.ARN("glue", "database/"+database), p.ARN("glue", "table/"+database+"/*")},
		},
		{
			Sid: "Findings", Effect: allow,
			Action: []string{"s3:GetObject"}, Resource: []string{lakeARN + "/" + lake.FindingsPrefix + "*"},
		},
		{
			Sid: "FindingsFolder", Effect: allow,
			Action: []string{"s3:ListBucket"}, Resource: []string{lakeARN},
			Condition: Condition{"StringLike": {"s3:prefix": {strings.TrimSuffix(lake.FindingsPrefix, "/"), lake.FindingsPrefix + "*"}}},
		},
		{
			Sid: "Location", Effect: allow,
			Action: []string{"s3:GetBucketLocation"}, Resource: []string{lakeARN},
		},
		{
			Sid: "Key", Effect: allow,
			Action: []string{"kms:Decrypt"}, Resource: []string{keyARN}, Condition: through(p, "s3"),
		},
		{
			// Glue sets the key of its log group at each run.
			Sid: "Log", Effect: allow,
			Action:   []string{"logs:AssociateKmsKey", "logs:CreateLogStream", "logs:PutLogEvents"},
			Resource: []string{logs, logs + ":*"},
		},
	}}
}
