package components

import "slices"

// QuickSightPolicy is for the role that QuickSight reads findings with: queries in its
// own workgroup, whose results go to its own prefix.
func QuickSightPolicy(p Place, database, workgroup, lakeARN, resultsARN, keyARN string) Document {
	return Document{Statement: slices.Concat(
		AthenaStatements(p, database, workgroup, lakeARN, resultsARN, quickSightPrefix, keyARN),
		[]Statement{{
			// QuickSight lists the catalogs before it asks for ours, and AWS lets no
			// resource be named
			// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonathena.html).
			Sid: "Catalogs", Effect: allow, Action: []string{"athena:ListDataCatalogs"}, Resource: []string{all},
		}},
	)}
}
