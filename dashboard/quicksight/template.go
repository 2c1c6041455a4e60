package quicksight

import (
	"encoding/json"
	"fmt"

	"security-hub-analytics/dashboard"
)

// Names that a person meets in QuickSight are those of the seed: its data source, and
// its analysis, which QuickSight had named after the data set.
const (
	DataSourceName = seedName
	AnalysisName   = seedName + " analysis"
)

// MaxTemplate is the largest template, in bytes, that CloudFormation takes by way of
// S3 (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html).
const MaxTemplate = 1_000_000

// Parameters of templates, beside those of DataSetParameter and Principals.
const (
	RoleParameter      = "RoleArn"
	WorkgroupParameter = "Workgroup"
	ThemeParameter     = "ThemeArn"
)

// Modes of validation: with Lenient QuickSight shows a visual that it has something
// against as broken, with Strict it refuses all
// (https://docs.aws.amazon.com/quicksight/latest/APIReference/API_ValidationStrategy.html).
const (
	Lenient = "LENIENT"
	Strict  = "STRICT"
)

// DataSourceTemplate is a CloudFormation template with the data source of id, which
// reads Athena in one workgroup with one role.
func DataSourceTemplate(id string) ([]byte, error) {
	t := newTemplate(RoleParameter, WorkgroupParameter)
	return t.with("DataSource", "AWS::QuickSight::DataSource", object{
		"AwsAccountId": ref("AWS::AccountId"), "DataSourceId": id, "Name": DataSourceName, "Type": "ATHENA",
		"DataSourceParameters": object{"AthenaParameters": object{"RoleArn": ref(RoleParameter), "WorkGroup": ref(WorkgroupParameter)}},
		// Who only looks at the dashboard has nothing to do with it.
		"Permissions": t.permissions(Access{Owner: DataSourceAccess.Owner}),
	})
}

// DashboardTemplate is a CloudFormation template with the dashboard of id.
func DashboardTemplate(d *dashboard.Dashboard, id, mode string) ([]byte, error) {
	t := newTemplate(parametersOf(d)...)
	return t.with("Dashboard", "AWS::QuickSight::Dashboard", object{
		"AwsAccountId": ref("AWS::AccountId"), "DashboardId": id, "Name": d.Title, "ThemeArn": ref(ThemeParameter),
		"Definition": definition(d), "ValidationStrategy": object{"Mode": mode}, "Permissions": t.permissions(DashboardAccess),
		"DashboardPublishOptions": object{
			"AdHocFilteringOption": object{"AvailabilityStatus": "ENABLED"}, "ExportToCSVOption": object{"AvailabilityStatus": "ENABLED"},
			"SheetControlsOption": object{"VisibilityState": "EXPANDED"},
		},
	})
}

// AnalysisTemplate is a CloudFormation template with an analysis, which its owners may
// change and publish as a dashboard of their own. Its id begins with that given and
// ends with that of the stack: a deleted analysis keeps its id for 30 days, so the
// next one needs another
// (https://docs.aws.amazon.com/quicksight/latest/APIReference/API_DeleteAnalysis.html).
func AnalysisTemplate(d *dashboard.Dashboard, id, mode string) ([]byte, error) {
	t := newTemplate(parametersOf(d)...)
	// arn:aws:cloudformation:region:account:stack/name/uuid
	unique := object{"Fn::Select": list{2, object{"Fn::Split": list{"/", ref("AWS::StackId")}}}}
	return t.with("Analysis", "AWS::QuickSight::Analysis", object{
		"AwsAccountId": ref("AWS::AccountId"), "AnalysisId": object{"Fn::Join": list{"-", list{id, unique}}},
		"Name": AnalysisName, "ThemeArn": ref(ThemeParameter),
		"Definition": definition(d), "ValidationStrategy": object{"Mode": mode}, "Permissions": t.permissions(AnalysisAccess),
	})
}

func definition(d *dashboard.Dashboard) object {
	return Definition(d, func(identifier string) any { return ref(DataSetParameter(identifier)) })
}

// parametersOf are the ARNs that a definition takes as parameters: so its template is
// known before they are.
func parametersOf(d *dashboard.Dashboard) []string {
	names := []string{ThemeParameter}
	for _, set := range Datasets(d) {
		names = append(names, DataSetParameter(set.Identifier))
	}
	return names
}

// template is a template in the making.
type template struct{ parameters, conditions object }

func newTemplate(parameters ...string) *template {
	t := &template{object{}, object{}}
	for _, name := range parameters {
		t.parameters[name] = object{"Type": "String"}
	}
	return t
}

// with is the template of one resource, written as compact JSON, members sorted.
func (t *template) with(name, kind string, properties object) ([]byte, error) {
	text, err := json.Marshal(object{
		"AWSTemplateFormatVersion": "2010-09-09",
		"Parameters":               t.parameters,
		"Conditions":               t.conditions,
		"Resources":                object{name: object{"Type": kind, "Properties": properties}},
	})
	if err != nil {
		return nil, fmt.Errorf("writing the template of %s: %w", kind, err)
	}
	if len(text) > MaxTemplate {
		return nil, fmt.Errorf("writing the template of %s: it has %d bytes, and CloudFormation takes %d", kind, len(text), MaxTemplate)
	}
	return text, nil
}

func ref(name string) object { return object{"Ref": name} }
