package findings_test

// schemaIntro begins docs/schema.md: schema version, number of columns, partition.
const schemaIntro = `# The findings table

<!-- Generated from the column list in findings/: go test ./findings -run TestSchemaDoc -update -->

One row is one version of one finding, whatever product wrote it and in
whichever schema (ASFF or OCSF). This is schema version %d: %d columns and the
partition ` + "`%s`" + `.

**The schema only grows.** A later version may add columns at the end; it never
renames, retypes or removes one. So a query written today keeps running, and
files of every version are read together: what a file does not have is null. The
version stands in the metadata of each Parquet file (` + "`shub.schema_version`" + `).

A finding is identified by ` + "`aws_account_id`, `product_arn` and `finding_id`" + ` together;
its versions differ in ` + "`updated_at`" + ` and what follows from it. ` + "`finding`" + ` holds the
finding as it was received, so nothing that has no column is out of reach:
` + "`json_extract_scalar(finding, '$.Action.AwsApiCallAction.Api')`" + `. What you need often,
` + "`transformColumns`" + ` in the stack's config turns into a column of its own
(varchar, after the columns listed here).

`

// schemaRules ends it, but for the table of types.
const schemaRules = `
## How values are read

A path names members from the finding's top down; of several paths the first
that has a value is taken. Where a value is not what its schema wants, it is
bent as long as its meaning is plain, and null otherwise; either way it is
counted as coerced in the report, and ` + "`finding`" + ` keeps the original.

| the column is | taken as it is | bent |
|---|---|---|
| varchar | a string, the empty one too | a number or boolean: its text as written |
| varchar of an enumeration | a string, also one that the enumeration does not know | other letter case: as in the enumeration |
| varchar that holds JSON (` + "`finding`" + `, resources' ` + "`details` and `data_classification`" + `) | any value, byte for byte | - |
| integer | a whole number of 32 bits | a string with one; 12.0 |
| double | a number | a string with one |
| boolean | true, false | the strings true and false, in any letter case |
| timestamp(3) | ISO 8601 with zone (ASFF), milliseconds since 1970 (OCSF); fractions are cut to milliseconds | a blank for the T, no zone (UTC), no seconds, a date alone, seconds since 1970, digits in a string |
| array | a list; elements that are objects or lists as JSON text | a lone value: a list of one |
| map | an object; OCSF's list of names and values | ASFF: such a list, or one of Key and Value |
| array of rows | a list of objects; an element that is none keeps its place, its members null | one object: a list of one |

- null is what is absent, null or without meaning; an empty string, list or map
  stays empty. Of the identity, an empty string counts as absent.
- Names of members match exactly, else in any letter case, save those of the
  identity. Of members with one name the last counts.
- Lists and maps of a finding that would take more than 16 MiB of memory (tens of
  thousands of resources, where AWS allows 32) are cut, which is counted as well.
- Of an event with more than one list of findings all count; each after the first
  is counted as coerced.
- Account ids that came as numbers get their leading zeros back.

## Types in the files

| Trino | Parquet |
|---|---|
`
