package generate

// controls are some of Security Hub's, their subjects in our words.
var controls = []check{
	{"S3.1", "S3 general purpose buckets should have block public access settings enabled", "Whether the account blocks public access to its buckets.", awsAccount, medium, []int{fsbp, cis, pci, nist}, []string{"CIS AWS Foundations Benchmark v5.0.0/2.1.4", "PCI DSS v4.0.1/1.4.4", "NIST.800-53.r5 AC-3"}},
	{"S3.5", "S3 general purpose buckets should require requests to use SSL", "Whether the bucket refuses requests without TLS.", bucket, medium, []int{fsbp, cis, pci}, []string{"CIS AWS Foundations Benchmark v5.0.0/2.1.1", "PCI DSS v4.0.1/4.2.1"}},
	{"S3.8", "S3 general purpose buckets should block public access", "Whether the bucket itself blocks public access.", bucket, high, []int{fsbp, cis, nist}, []string{"CIS AWS Foundations Benchmark v5.0.0/2.1.4"}},
	{"S3.9", "S3 general purpose buckets should have server access logging enabled", "Whether requests to the bucket are logged.", bucket, medium, []int{fsbp, pci, nist}, []string{"PCI DSS v4.0.1/10.2.1"}},
	{"S3.13", "S3 general purpose buckets should have Lifecycle configurations", "Whether old objects go somewhere.", bucket, low, []int{fsbp, nist}, []string{"NIST.800-53.r5 CP-10"}},
	{"EC2.2", "VPC default security groups should not allow inbound or outbound traffic", "Whether the default security group is closed.", securityGroup, high, []int{fsbp, cis, pci}, []string{"CIS AWS Foundations Benchmark v5.0.0/5.5"}},
	{"EC2.8", "EC2 instances should use Instance Metadata Service Version 2 (IMDSv2)", "Whether the instance insists on session tokens.", instance, high, []int{fsbp, cis, nist}, []string{"CIS AWS Foundations Benchmark v5.0.0/5.7"}},
	{"EC2.9", "Amazon EC2 instances should not have a public IPv4 address", "Whether the instance can be reached directly.", instance, high, []int{fsbp, nist}, []string{"NIST.800-53.r5 AC-4"}},
	{"EC2.19", "Security groups should not allow unrestricted access to ports with high risk", "Whether ports such as 3389 are open to everybody.", securityGroup, critical, []int{fsbp, nist}, []string{"NIST.800-53.r5 SC-7"}},
	{"EC2.53", "EC2 security groups should not allow ingress from 0.0.0.0/0 to remote server administration ports", "Whether 22 or 3389 are open to everybody.", securityGroup, high, []int{cis, pci}, []string{"CIS AWS Foundations Benchmark v5.0.0/5.3", "PCI DSS v4.0.1/1.3.1"}},
	{"IAM.3", "IAM users' access keys should be rotated every 90 days or less", "Whether the user's keys are young.", iamUser, medium, []int{fsbp, cis, pci}, []string{"CIS AWS Foundations Benchmark v5.0.0/1.13"}},
	{"IAM.5", "MFA should be enabled for all IAM users that have a console password", "Whether a password alone opens the console.", iamUser, medium, []int{fsbp, cis, pci}, []string{"CIS AWS Foundations Benchmark v5.0.0/1.9"}},
	{"IAM.6", "Hardware MFA should be enabled for the root user", "Whether root needs a hardware token.", awsAccount, critical, []int{fsbp, cis, pci, nist}, []string{"CIS AWS Foundations Benchmark v5.0.0/1.5"}},
	{"IAM.21", "IAM customer managed policies that you create should not allow wildcard actions for services", "Whether a policy allows all actions of a service.", iamRole, low, []int{fsbp, nist}, []string{"NIST.800-53.r5 AC-6"}},
	{"CloudTrail.2", "CloudTrail should have encryption at-rest enabled", "Whether the trail's files are encrypted with a KMS key.", trail, medium, []int{fsbp, cis, pci, nist}, []string{"CIS AWS Foundations Benchmark v5.0.0/3.5"}},
	{"CloudTrail.4", "CloudTrail log file validation should be enabled", "Whether a change of the trail's files would show.", trail, low, []int{fsbp, cis, pci, nist}, []string{"CIS AWS Foundations Benchmark v5.0.0/3.2"}},
	{"Config.1", "AWS Config should be enabled and use the service-linked role for resource recording", "Whether resources are recorded here.", awsAccount, critical, []int{fsbp, cis, pci, nist}, []string{"CIS AWS Foundations Benchmark v5.0.0/3.3"}},
	{"GuardDuty.1", "GuardDuty should be enabled", "Whether threats are looked for here.", awsAccount, high, []int{fsbp, pci, nist}, []string{"PCI DSS v4.0.1/11.5.1"}},
	{"KMS.4", "AWS KMS key rotation should be enabled", "Whether the key is renewed every year.", kmsKey, medium, []int{cis, pci, nist}, []string{"CIS AWS Foundations Benchmark v5.0.0/3.6"}},
	{"Lambda.1", "Lambda function policies should prohibit public access", "Whether everybody may call the function.", function, critical, []int{fsbp, pci, nist}, []string{"PCI DSS v4.0.1/7.2.1"}},
	{"Lambda.2", "Lambda functions should use supported runtimes", "Whether the runtime still gets patches.", function, medium, []int{fsbp, nist}, []string{"NIST.800-53.r5 SI-2"}},
	{"RDS.2", "RDS DB Instances should prohibit public access, as determined by the PubliclyAccessible configuration", "Whether the database can be reached from outside.", database, critical, []int{fsbp, cis, pci, nist}, []string{"CIS AWS Foundations Benchmark v5.0.0/2.2.3"}},
	{"RDS.3", "RDS DB instances should have encryption at-rest enabled", "Whether the database's storage is encrypted.", database, medium, []int{fsbp, cis, nist}, []string{"CIS AWS Foundations Benchmark v5.0.0/2.2.1"}},
	{"RDS.13", "RDS automatic minor version upgrades should be enabled", "Whether the database patches itself.", database, high, []int{fsbp, cis, pci}, []string{"CIS AWS Foundations Benchmark v5.0.0/2.2.2"}},
}
