package dashboard

import "slices"

// Derived is a column that no view has: made of others, in SQL and in QuickSight
// by the same rule.
type Derived struct {
	// Name is the column's name.
	Name string
	// Trino is its type.
	Trino string
	// Reads are the columns that it is made of.
	Reads []string
	// SQL makes it in Athena and DuckDB, QuickSight in a calculated field.
	SQL, QuickSight string
}

// derived are the derived columns.
var derived = []Derived{
	{
		Name: "severity_rank", Trino: "integer", Reads: []string{"severity_label"},
		SQL: "case severity_label when 'CRITICAL' then 5 when 'HIGH' then 4 when 'MEDIUM' then 3" +
			" when 'LOW' then 2 when 'INFORMATIONAL' then 1 else 0 end",
		QuickSight: "ifelse({severity_label} = 'CRITICAL', 5, {severity_label} = 'HIGH', 4, {severity_label} = 'MEDIUM', 3," +
			" {severity_label} = 'LOW', 2, {severity_label} = 'INFORMATIONAL', 1, 0)",
	},
	{
		// The form of the address is that of the console's own search for an id.
		Name: "console_url", Trino: "varchar", Reads: []string{"region", "finding_id"},
		SQL: "'https://' || region || '.console.' ||" +
			" case when region like 'cn-%' then 'amazonaws.cn' when region like 'us-gov-%' then 'amazonaws-us-gov.com' else 'aws.amazon.com' end" +
			" || '/securityhub/home?region=' || region || '#/findings?search=Id%3D%255Coperator%255C%253AEQUALS%255C%253A' || finding_id",
		QuickSight: "concat('https://', {region}, '.console.'," +
			" ifelse(startsWith({region}, 'cn-'), 'amazonaws.cn', startsWith({region}, 'us-gov-'), 'amazonaws-us-gov.com', 'aws.amazon.com')," +
			" '/securityhub/home?region=', {region}, '#/findings?search=Id%3D%255Coperator%255C%253AEQUALS%255C%253A', {finding_id})",
	},
}

// DerivedOf is the derived column of a name, ok false if it is a view's own.
func DerivedOf(column string) (d Derived, ok bool) {
	i := slices.IndexFunc(derived, func(d Derived) bool { return d.Name == column })
	if i < 0 {
		return Derived{}, false
	}
	return derived[i], true
}
