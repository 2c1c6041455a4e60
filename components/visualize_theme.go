package components

import (
	aws "github.com/pulumi/pulumi-aws/sdk/v6/go/aws/quicksight"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/dashboard/quicksight"
)

// theme makes the theme in the dashboard's colours.
func (v *Visualize) theme(ctx *pulumi.Context, name string, args *VisualizeArgs) (*aws.Theme, error) {
	var permissions aws.ThemePermissionArray
	grant := func(principals, actions []string) {
		for _, arn := range principals {
			permissions = append(permissions, aws.ThemePermissionArgs{Principal: pulumi.String(arn), Actions: pulumi.ToStringArray(actions)})
		}
	}
	grant(v.owners, quicksight.ThemeAccess.Owner)
	grant(args.Viewers, quicksight.ThemeAccess.Viewer)
	return aws.NewTheme(ctx, name+"-theme", &aws.ThemeArgs{
		ThemeId: pulumi.String(args.Prefix), Name: pulumi.String(args.Dashboard.Title), BaseThemeId: pulumi.String("CLASSIC"),
		Configuration: configurationOf(quicksight.Theme()), Permissions: permissions,
	}, v.after()...)
}

func configurationOf(look quicksight.Look) aws.ThemeConfigurationArgs {
	shown := pulumi.Bool(true)
	return aws.ThemeConfigurationArgs{
		DataColorPalette: aws.ThemeConfigurationDataColorPaletteArgs{
			Colors: pulumi.ToStringArray(look.Series), EmptyFillColor: pulumi.String(look.Empty), MinMaxGradients: pulumi.ToStringArray(look.Gradient),
		},
		UiColorPalette: aws.ThemeConfigurationUiColorPaletteArgs{
			PrimaryForeground: pulumi.String(look.Foreground[0]), SecondaryForeground: pulumi.String(look.Foreground[1]),
			PrimaryBackground: pulumi.String(look.Background[0]), SecondaryBackground: pulumi.String(look.Background[1]),
			Accent: pulumi.String(look.Accent), AccentForeground: pulumi.String(look.Background[0]),
			Danger: pulumi.String(look.Danger[0]), DangerForeground: pulumi.String(look.Danger[1]),
			Warning: pulumi.String(look.Warning[0]), WarningForeground: pulumi.String(look.Warning[1]),
			Success: pulumi.String(look.Success[0]), SuccessForeground: pulumi.String(look.Success[1]),
		},
		Sheet: aws.ThemeConfigurationSheetArgs{
			Tile: aws.ThemeConfigurationSheetTileArgs{Border: aws.ThemeConfigurationSheetTileBorderArgs{Show: shown}},
			TileLayout: aws.ThemeConfigurationSheetTileLayoutArgs{
				Gutter: aws.ThemeConfigurationSheetTileLayoutGutterArgs{Show: shown}, Margin: aws.ThemeConfigurationSheetTileLayoutMarginArgs{Show: shown},
			},
		},
	}
}
