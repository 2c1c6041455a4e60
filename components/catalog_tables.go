package components

import (
	"maps"
	"slices"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws/glue"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"security-hub-analytics/sql"
)

// tables declares the tables, and the views, each after those that it reads. They are
// declared and not crawled, so that the columns are those of the Row and nobody
// else's.
func (c *Catalog) tables(ctx *pulumi.Context, name string, args *CatalogArgs) error {
	for _, table := range sql.Tables(args.Schema, args.Since) {
		if err := c.table(ctx, name, args, table, nil); err != nil {
			return err
		}
	}
	views, err := sql.Views(args.Schema)
	if err != nil {
		return err
	}
	for _, view := range views {
		table, err := view.GlueTable(args.Database)
		if err != nil {
			return err
		}
		// A view of a user's own may read any of ours, and does not say which.
		reads := view.Reads
		if view.Custom {
			reads = slices.Sorted(maps.Keys(c.Views))
		}
		if err := c.table(ctx, name, args, table, reads); err != nil {
			return err
		}
	}
	return nil
}

// table declares one table or view, which reads others.
func (c *Catalog) table(ctx *pulumi.Context, name string, args *CatalogArgs, table sql.GlueTable, reads []string) error {
	var after []pulumi.Resource
	for _, other := range reads {
		if made := c.Views[other]; made != nil {
			after = append(after, made)
		}
	}
	storage := glue.CatalogTableStorageDescriptorArgs{
		Columns: columnsOf(table.Columns),
		SerDeInfo: glue.CatalogTableStorageDescriptorSerDeInfoArgs{
			Name: pulumi.String(table.SerdeName), SerializationLibrary: pulumi.String(table.SerdeLibrary),
		},
	}
	declared := &glue.CatalogTableArgs{
		DatabaseName: c.Database, Name: pulumi.String(table.Name), Description: pulumi.String(table.Description),
		TableType: pulumi.String(table.TableType), Owner: pulumi.String(table.Owner),
		PartitionKeys: partitionsOf(table.PartitionKeys),
	}
	lakeBucket := args.LakeBucket.ToStringOutput()
	declared.Parameters = lakeBucket.ApplyT(table.Parameters).(pulumi.StringMapOutput)
	if table.Prefix == "" {
		declared.Parameters = pulumi.ToStringMap(table.Parameters(""))
		declared.ViewOriginalText = pulumi.String(table.ViewOriginalText)
		declared.ViewExpandedText = pulumi.String(table.ViewExpandedText)
	} else {
		storage.Location = lakeBucket.ApplyT(table.Location).(pulumi.StringOutput)
		storage.InputFormat, storage.OutputFormat = pulumi.String(table.InputFormat), pulumi.String(table.OutputFormat)
		storage.SerDeInfo = glue.CatalogTableStorageDescriptorSerDeInfoArgs{
			Name: pulumi.String(table.SerdeName), SerializationLibrary: pulumi.String(table.SerdeLibrary),
			Parameters: pulumi.ToStringMap(table.SerdeParameters),
		}
	}
	declared.StorageDescriptor = storage
	made, err := glue.NewCatalogTable(ctx, name+"-"+table.Name, declared, pulumi.Parent(c), pulumi.DependsOn(after))
	c.Views[table.Name] = made
	return err
}

func columnsOf(columns []sql.GlueColumn) glue.CatalogTableStorageDescriptorColumnArray {
	var list glue.CatalogTableStorageDescriptorColumnArray
	for _, column := range columns {
		list = append(list, glue.CatalogTableStorageDescriptorColumnArgs{
			Name: pulumi.String(column.Name), Type: pulumi.String(column.Type), Comment: pulumi.String(column.Comment),
		})
	}
	return list
}

// partitionsOf is empty and not absent for a table without partitions.
func partitionsOf(columns []sql.GlueColumn) glue.CatalogTablePartitionKeyArray {
	list := glue.CatalogTablePartitionKeyArray{}
	for _, column := range columns {
		list = append(list, glue.CatalogTablePartitionKeyArgs{
			Name: pulumi.String(column.Name), Type: pulumi.String(column.Type), Comment: pulumi.String(column.Comment),
		})
	}
	return list
}
