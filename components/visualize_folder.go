package components

import (
	"strings"

	aws "github.com/pulumi/pulumi-aws/sdk/v6/go/aws/quicksight"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/dashboard/quicksight"
)

// file makes the folder, and puts the dashboard in it. The data is not in it: whoever
// may look into a folder may use all that is there.
func (v *Visualize) file(ctx *pulumi.Context, name string, args *VisualizeArgs, dashboard pulumi.Resource) error {
	if args.Folder == "" {
		return nil
	}
	var permissions aws.FolderPermissionArray
	grant := func(arn string, actions []string) {
		permissions = append(permissions, aws.FolderPermissionArgs{Principal: pulumi.String(arn), Actions: pulumi.ToStringArray(actions)})
	}
	for _, arn := range v.owners {
		grant(arn, quicksight.FolderAccess.Owner)
	}
	for _, arn := range args.Viewers {
		// Folders are shared with users and groups, not with all of a namespace
		// (https://docs.aws.amazon.com/quicksight/latest/APIReference/API_ResourcePermission.html).
		if !strings.Contains(arn, ":namespace/") {
			grant(arn, quicksight.FolderAccess.Viewer)
		}
	}
	folder, err := aws.NewFolder(ctx, name+"-folder", &aws.FolderArgs{
		FolderId: pulumi.String(args.Prefix), Name: pulumi.String(args.Folder), FolderType: pulumi.String("SHARED"), Permissions: permissions,
	}, v.after()...)
	if err != nil {
		return err
	}
	_, err = aws.NewFolderMembership(ctx, name+"-folder-dashboard", &aws.FolderMembershipArgs{
		FolderId: folder.FolderId, MemberType: pulumi.String("DASHBOARD"), MemberId: pulumi.String(args.dashboardID()),
	}, pulumi.Parent(v), pulumi.DependsOn([]pulumi.Resource{dashboard}))
	return err
}
