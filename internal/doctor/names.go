package doctor

import (
	"errors"
	"strings"

	"security-hub-analytics/internal/awsread"
)

// Mark stands in the description of the databases of a stack of this project.
func Mark(stack string) string { return "(stack " + stack + ")" }

// names looks whether names that must be free are; and, by the way, whether a stack
// of this project stands here.
func (e *exam) names() {
	const topic = "names"
	databases := []string{e.s.Catalog.Database}
	if e.s.Catalog.Crawler {
		databases = append(databases, e.s.Catalog.CrawlerDatabase())
	}
	for _, name := range databases {
		found, description, err := e.client.GlueDatabase(e.ctx, name)
		switch {
		case err != nil:
			e.blind(topic, e.region, "whether there is a Glue database "+name, err, "aws glue get-database --region "+e.region+" --name "+name)
		case !found:
			e.add(OK, topic, "the Glue database "+name+" is free", "")
		case strings.Contains(description, Mark(e.s.Stack)):
			e.deployed = true
			e.add(OK, topic, "the Glue database "+name+" is of a stack "+e.s.Stack+", which stands here already", "")
		default:
			e.add(Problem, topic, "there is a Glue database "+name+", and it is not of this stack", "pulumi up fails with AlreadyExistsException.",
				"pulumi config set catalogDatabase security_hub_"+strings.ReplaceAll(strings.ToLower(e.s.Stack), "-", "_"))
		}
	}
}

// adopted looks at what exists and the stack is to use.
func (e *exam) adopted() {
	e.key()
	for _, adopted := range []struct{ key, name string }{
		{"ingestRawBucket", e.s.Ingest.RawBucket}, {"transformLakeBucket", e.s.Transform.LakeBucket},
	} {
		if adopted.name != "" {
			e.bucket(adopted.key, adopted.name)
		}
	}
	if name := e.s.Ingest.RawBucket; name != "" {
		e.notified(name)
	}
}

func (e *exam) key() {
	const topic = "adopted"
	arn := e.s.KMSKeyARN
	if arn == "" {
		return
	}
	const leave = "pulumi config rm kmsKeyArn"
	const why = "Everything is encrypted with this key: nothing could be written or read."
	if fields := strings.Split(arn, ":"); len(fields) > 4 && (fields[3] != e.region || fields[4] != e.who.Account) {
		level := Problem
		if fields[3] == e.region {
			level = Warning // another account's key can do, if its policy lets this one in
		}
		e.add(level, topic, "the key of kmsKeyArn is in account "+fields[4]+", "+fields[3], why, leave)
		return
	}
	key, err := e.client.DescribeKey(e.ctx, arn)
	switch {
	case awsread.Is(err, "NotFoundException"):
		e.add(Problem, topic, "there is no key "+arn, why, leave)
	case err != nil:
		e.blind(topic, e.region, "the key of kmsKeyArn", err, "aws kms describe-key --region "+e.region+" --key-id "+arn)
	case key.KeyState == "PendingDeletion":
		e.add(Problem, topic, "the key "+arn+" waits for its deletion", why, "aws kms cancel-key-deletion --region "+e.region+" --key-id "+arn,
			"aws kms enable-key --region "+e.region+" --key-id "+arn)
	case key.KeyState != "Enabled":
		e.add(Problem, topic, "the key "+arn+" is "+key.KeyState, why, "aws kms enable-key --region "+e.region+" --key-id "+arn)
	case key.KeyManager != "CUSTOMER" || key.KeySpec != "SYMMETRIC_DEFAULT" || key.KeyUsage != "ENCRYPT_DECRYPT":
		e.add(Problem, topic, "the key "+arn+" is "+key.KeySpec+" for "+key.KeyUsage+", managed by "+key.KeyManager,
			"It must be a symmetric key for encryption that you manage: S3, SQS and CloudWatch take no other.", leave)
	default:
		e.add(OK, topic, "the key of kmsKeyArn is enabled", "Its policy is yours: docs/security.md lists what it must allow.")
	}
}

func (e *exam) bucket(key, name string) {
	const topic = "adopted"
	leave := "pulumi config rm " + key
	region, err := e.client.BucketRegion(e.ctx, name, e.who.Account)
	var elsewhere *awsread.Error
	if errors.As(err, &elsewhere) && elsewhere.Region != "" && elsewhere.Region != e.region {
		region, err = elsewhere.Region, nil
	}
	switch {
	case awsread.Is(err, "NotFound", "NoSuchBucket"):
		e.add(Problem, topic, "there is no bucket "+name, key+" names it: pulumi up would fail, or write nowhere.", leave)
	case awsread.Denied(err):
		e.add(Problem, topic, "the bucket "+name+" is another account's, or these credentials may not see it",
			"The stack's roles belong to this account, and the bucket has to.", leave, "aws s3api head-bucket --bucket "+name+" --expected-bucket-owner "+e.who.Account)
	case err != nil:
		e.blind(topic, e.region, "the bucket "+name, err, "aws s3api head-bucket --bucket "+name)
	case region != "" && region != e.region:
		e.add(Problem, topic, "the bucket "+name+" is in "+region, "It has to be in the Region of the stack.", leave, "pulumi config set aws:region "+region)
	default:
		e.add(OK, topic, "the bucket "+name+" is there", "Its policy is yours: docs/operations.md lists what it must let through.")
	}
}

func (e *exam) notified(name string) {
	told, err := e.client.Notified(e.ctx, name, e.who.Account)
	command := "aws s3api get-bucket-notification-configuration --bucket " + name
	switch {
	case awsread.Is(err, "NotFound", "NoSuchBucket") || awsread.Denied(err): // the bucket's line says it
	case err != nil:
		e.blind("adopted", e.region, "who is told of objects in "+name, err, command)
	case told && !e.deployed:
		e.add(Warning, "adopted", "somebody is told of objects in "+name+" already",
			"A bucket has one notification, and pulumi up replaces it.", command)
	}
}

// network looks whether the scanner has somewhere to run.
func (e *exam) network() {
	d := e.s.Detect
	if !d.Prowler || len(d.ProwlerSubnets) > 0 {
		return
	}
	const topic = "network"
	vpc, err := e.client.DefaultVPC(e.ctx)
	switch {
	case err != nil:
		e.blind(topic, e.region, "the default VPC", err, "aws ec2 describe-vpcs --region "+e.region+" --filters Name=is-default,Values=true")
	case vpc == "":
		e.add(Problem, topic, "there is no default VPC", "Prowler has nowhere to run: pulumi up stops.",
			"pulumi config set --path 'detectProwlerSubnets[0]' <a subnet with a way to the internet>",
			"aws ec2 create-default-vpc --region "+e.region, "pulumi config set detectProwler false")
	default:
		e.add(OK, topic, "Prowler runs in the default VPC "+vpc, "")
	}
}
