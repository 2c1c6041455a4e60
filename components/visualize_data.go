package components

import (
	"strings"

	aws "github.com/pulumi/pulumi-aws/sdk/v6/go/aws/quicksight"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/dashboard/quicksight"
)

// dataSets makes the data sets, each of which QuickSight loads from one view, and says
// when. It returns their ARNs by identifier.
func (v *Visualize) dataSets(ctx *pulumi.Context, name string, args *VisualizeArgs, source pulumi.Resource) (map[string]pulumi.StringInput, error) {
	arns := map[string]pulumi.StringInput{}
	for _, set := range quicksight.Datasets(args.Dashboard) {
		id := args.Prefix + "-" + strings.ReplaceAll(set.View, "_", "-")
		made, err := aws.NewDataSet(ctx, name+"-"+set.View, &aws.DataSetArgs{
			DataSetId: pulumi.String(id), Name: pulumi.String(set.Name), ImportMode: pulumi.String("SPICE"),
			PhysicalTableMaps: aws.DataSetPhysicalTableMapArray{aws.DataSetPhysicalTableMapArgs{
				PhysicalTableMapId: pulumi.String("view"),
				RelationalTable: aws.DataSetPhysicalTableMapRelationalTableArgs{
					DataSourceArn: pulumi.String(args.dataSourceARN()), Catalog: pulumi.String("AwsDataCatalog"),
					Schema: pulumi.String(args.Database), Name: pulumi.String(set.View), InputColumns: inputColumns(set),
				},
			}},
			Permissions: v.dataSetPermissions(),
		}, append(v.after(source, args.Views[set.View]),
			// The provider takes what it reads for something to be removed, and fails at it
			// (https://github.com/hashicorp/terraform-provider-aws/issues/42047).
			pulumi.IgnoreChanges([]string{"refreshProperties"}))...)
		if err != nil {
			return nil, err
		}
		arns[set.Identifier] = made.Arn
		if err := v.refresh(ctx, name+"-"+set.View, made, set.Hourly, args.RefreshTime); err != nil {
			return nil, err
		}
	}
	return arns, nil
}

func inputColumns(set quicksight.Dataset) aws.DataSetPhysicalTableMapRelationalTableInputColumnArray {
	var columns aws.DataSetPhysicalTableMapRelationalTableInputColumnArray
	for _, c := range set.Columns {
		columns = append(columns, aws.DataSetPhysicalTableMapRelationalTableInputColumnArgs{Name: pulumi.String(c.Name), Type: pulumi.String(c.Type)})
	}
	return columns
}

// dataSetPermissions are those of owners: whoever looks at the dashboard needs none.
func (v *Visualize) dataSetPermissions() aws.DataSetPermissionArray {
	var permissions aws.DataSetPermissionArray
	for _, arn := range v.owners {
		permissions = append(permissions, aws.DataSetPermissionArgs{
			Principal: pulumi.String(arn), Actions: pulumi.ToStringArray(quicksight.DataSetAccess.Owner),
		})
	}
	return permissions
}

// refresh says when a data set is loaded: at once when it is made, and then every hour
// or once a day. Another time is another schedule: one whose time was changed has been
// seen to refuse it (https://github.com/cds-snc/notification-terraform/pull/2551).
func (v *Visualize) refresh(ctx *pulumi.Context, name string, set *aws.DataSet, hourly bool, at string) error {
	id := "hourly"
	frequency := aws.RefreshScheduleScheduleScheduleFrequencyArgs{Interval: pulumi.String("HOURLY"), Timezone: pulumi.String("UTC")}
	if !hourly {
		id = "daily-" + strings.ReplaceAll(at, ":", "")
		frequency.Interval, frequency.TimeOfTheDay = pulumi.String("DAILY"), pulumi.String(at)
	}
	_, err := aws.NewRefreshSchedule(ctx, name, &aws.RefreshScheduleArgs{
		DataSetId: set.DataSetId, ScheduleId: pulumi.String(id),
		Schedule: aws.RefreshScheduleScheduleArgs{RefreshType: pulumi.String("FULL_REFRESH"), ScheduleFrequency: frequency},
	}, pulumi.Parent(v),
		// QuickSight fills in when it began, and takes no time that is over.
		pulumi.IgnoreChanges([]string{"schedule.startAfterDateTime"}))
	return err
}
