package components

import (
	"fmt"

	"github.com/pulumi/pulumi-aws/sdk/v6/go/aws"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// Place is where a stack stands: everything that makes one ARN differ from the
// same one elsewhere.
type Place struct {
	// Partition is aws, aws-cn or aws-us-gov.
	Partition string
	// DNSSuffix ends the names of the partition's endpoints, such as amazonaws.com.
	DNSSuffix string
	// Region is the Region, such as eu-west-1.
	Region string
	// Account is the account's 12 digits.
	Account string
}

// Locate asks the provider where it is going to work. It needs credentials, as
// every preview does.
func Locate(ctx *pulumi.Context, opts ...pulumi.InvokeOption) (Place, error) {
	partition, err := aws.GetPartition(ctx, &aws.GetPartitionArgs{}, opts...)
	if err != nil {
		return Place{}, fmt.Errorf("asking AWS for the partition: %w", err)
	}
	region, err := aws.GetRegion(ctx, &aws.GetRegionArgs{}, opts...)
	if err != nil {
		return Place{}, fmt.Errorf("asking AWS for the Region: %w", err)
	}
	caller, err := aws.GetCallerIdentity(ctx, &aws.GetCallerIdentityArgs{}, opts...)
	if err != nil {
		return Place{}, fmt.Errorf("asking AWS for the account: %w", err)
	}
	return Place{
		Partition: partition.Partition, DNSSuffix: partition.DnsSuffix,
		Region: region.Name, Account: caller.AccountId,
	}, nil
}

// ARN is the ARN of a resource of the account in the Region.
func (p Place) ARN(service, resource string) string {
	return "arn:" + p.Partition + ":" + service + ":" + p.Region + ":" + p.Account + ":" + resource
}

// BucketARN is the ARN of a bucket, or of objects in it ("name/prefix/*").
func (p Place) BucketARN(bucket string) string { return "arn:" + p.Partition + ":s3:::" + bucket }

// RootARN stands for the account itself: what its IAM policies allow.
func (p Place) RootARN() string { return "arn:" + p.Partition + ":iam::" + p.Account + ":root" }

// Endpoint is a service's name in its Region, as kms:ViaService and the principal
// of CloudWatch Logs are written.
func (p Place) Endpoint(service string) string {
	return service + "." + p.Region + "." + p.DNSSuffix
}
