// Package quicksight writes the dashboard as the definition that QuickSight takes
// (AWS::QuickSight::Dashboard and Analysis, Definition), and the data sets that it
// reads. The values are plain Go ones whose JSON is always the same, byte for byte:
// the program deploys them; neither Pulumi nor the AWS SDK is known here.
//
// The shape follows the CloudFormation schema, which lags behind the API:
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-quicksight-dashboard-dashboardversiondefinition.html
package quicksight

import (
	"encoding/json"
	"fmt"

	"security-hub-analytics/dashboard"
)

// object is a JSON object. Its members are written in the order of their names.
type object = map[string]any

// list is a JSON array.
type list = []any

// InlineLimit is the largest template, in bytes, that CloudFormation takes inline;
// a larger one goes by way of S3
// (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html).
const InlineLimit = 51_200

// Definition is the definition. arn stands for the data set of an identifier: its
// ARN, or what CloudFormation makes one of, such as {"Ref": "parameter"}.
func Definition(d *dashboard.Dashboard, arn func(identifier string) any) map[string]any {
	r := renderer{d: d}
	declarations := list{}
	for _, set := range Datasets(d) {
		declarations = append(declarations, object{"Identifier": set.Identifier, "DataSetArn": arn(set.Identifier)})
	}
	sheets := list{}
	for _, s := range d.Sheets {
		sheets = append(sheets, r.sheet(s))
	}
	groups := r.filterGroups()
	return object{
		"DataSetIdentifierDeclarations": declarations,
		"Sheets":                        sheets,
		"CalculatedFields":              r.calculated(),
		"ParameterDeclarations":         r.parameters(),
		"FilterGroups":                  groups,
		"ColumnConfigurations":          colours(d),
	}
}

// JSON is the definition as compact JSON.
func JSON(definition map[string]any) ([]byte, error) {
	text, err := json.Marshal(definition)
	if err != nil {
		return nil, fmt.Errorf("writing the definition: %w", err)
	}
	return text, nil
}

// renderer writes one definition.
type renderer struct{ d *dashboard.Dashboard }

func (r renderer) sheet(s dashboard.Sheet) object {
	visuals := list{}
	for _, v := range s.Visuals {
		visuals = append(visuals, r.visual(s, v))
	}
	out := object{
		"SheetId": s.ID, "Name": s.Title, "Title": s.Title, "Description": s.Question, "ContentType": "INTERACTIVE",
		"Visuals": visuals, "Layouts": layout(s),
	}
	if controls := r.filterControls(s); len(controls) > 0 {
		out["FilterControls"] = controls
	}
	if controls := parameterControls(s); len(controls) > 0 {
		out["ParameterControls"] = controls
	}
	return out
}

// layout places visuals on QuickSight's grid of 36 columns.
func layout(s dashboard.Sheet) list {
	elements := list{}
	row, column, tallest := 0, 0, 0
	for _, v := range s.Visuals {
		span, height := v.Width*3, v.Height+3
		if column+span > 36 {
			row, column, tallest = row+tallest, 0, 0
		}
		elements = append(elements, object{
			"ElementId": v.ID, "ElementType": "VISUAL", "ColumnIndex": column, "ColumnSpan": span, "RowIndex": row, "RowSpan": height,
		})
		column, tallest = column+span, max(tallest, height)
	}
	return list{object{"Configuration": object{"GridLayout": object{
		"Elements": elements,
		"CanvasSizeOptions": object{"ScreenCanvasSizeOptions": object{
			"ResizeOption": "FIXED", "OptimizedViewPortWidth": "1600px",
		}},
	}}}}
}
