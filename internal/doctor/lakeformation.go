package doctor

import (
	"slices"

	"security-hub-analytics/internal/awsread"
)

// everybody is Lake Formation's word for whoever IAM lets in
// (https://docs.aws.amazon.com/lake-formation/latest/dg/change-settings.html).
const everybody = "IAM_ALLOWED_PRINCIPALS"

// lakeFormation looks whether IAM alone decides over databases that are made anew.
// Over the tables it does in any case: the stack's database says so.
func (e *exam) lakeFormation() {
	const topic = "lake-formation"
	lake, err := e.client.LakeFormation(e.ctx)
	if err != nil {
		e.blind(topic, e.region, "whether Lake Formation decides over databases", err, "aws lakeformation get-data-lake-settings --region "+e.region)
		return
	}
	open := slices.ContainsFunc(lake.CreateDatabaseDefaultPermissions, func(g awsread.Grant) bool {
		return g.Principal.DataLakePrincipalIdentifier == everybody
	})
	if open {
		e.add(OK, topic, "IAM alone decides over databases", "")
		return
	}
	database := e.s.Catalog.Database
	e.add(Warning, topic, "Lake Formation decides over databases that are made anew",
		"pulumi up needs a grant to make "+database+", and those who query need one to see it; IAM policies alone do not do. "+
			"An administrator of the data lake gives the first before pulumi up and the second after it.",
		"aws lakeformation grant-permissions --region "+e.region+" --principal DataLakePrincipalIdentifier="+e.principal()+
			" --permissions CREATE_DATABASE --resource '{\"Catalog\":{}}'",
		"aws lakeformation grant-permissions --region "+e.region+" --principal DataLakePrincipalIdentifier="+everybody+
			" --permissions ALL --resource '{\"Database\":{\"Name\":\""+database+"\"}}'")
}
