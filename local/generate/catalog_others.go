package generate

// prowlerChecks are some of Prowler's.
var prowlerChecks = []check{
	{"s3_bucket_default_encryption", "S3 bucket has default encryption with a KMS key", "Bucket is not encrypted with a KMS key.", bucket, medium, nil, nil},
	{"s3_bucket_object_versioning", "S3 bucket has object versioning enabled", "Bucket keeps no old versions.", bucket, low, nil, nil},
	{"iam_user_two_active_access_key", "IAM user has at most one active access key", "User has two active access keys.", iamUser, medium, nil, nil},
	{"iam_role_administratoraccess_policy", "IAM role does not have the AdministratorAccess policy", "Role may do everything.", iamRole, high, nil, nil},
	{"ec2_securitygroup_allow_ingress_from_internet_to_tcp_port_22", "Security group does not allow ingress from the Internet to port 22", "Port 22 is open to 0.0.0.0/0.", securityGroup, high, nil, nil},
	{"ec2_instance_public_ip", "EC2 instance has no public IP address", "Instance has the public address 192.0.2.10.", instance, medium, nil, nil},
	{"cloudtrail_cloudwatch_logging_enabled", "CloudTrail trail delivers to CloudWatch Logs", "Trail does not deliver to CloudWatch Logs.", trail, low, nil, nil},
	{"rds_instance_backup_enabled", "RDS instance has automated backups enabled", "Instance has no backups.", database, medium, nil, nil},
	{"awslambda_function_url_public", "Lambda function URL requires authentication", "Function URL asks nobody who he is.", function, high, nil, nil},
	{"kms_cmk_rotation_enabled", "KMS key has rotation enabled", "Key is not renewed.", kmsKey, medium, nil, nil},
}

// threats are some finding types of GuardDuty.
var threats = []check{
	{"UnauthorizedAccess:EC2/SSHBruteForce", "An EC2 instance is performing SSH brute force attacks.", "The instance tries passwords on port 22 of 192.0.2.44.", instance, low, nil, nil},
	{"Recon:EC2/PortProbeUnprotectedPort", "An unprotected port on an EC2 instance is being probed.", "A known scanner probes port 8080.", instance, low, nil, nil},
	{"CryptoCurrency:EC2/BitcoinTool.B!DNS", "An EC2 instance is querying a domain name associated with cryptocurrency activity.", "The instance asks for pool.example.net.", instance, high, nil, nil},
	{"Stealth:S3/ServerAccessLoggingDisabled", "S3 server access logging was disabled for a bucket.", "Somebody switched the log off.", bucket, low, nil, nil},
	{"Exfiltration:S3/AnomalousBehavior", "An IAM entity invoked an S3 API in a suspicious way.", "GetObject was called more often than ever before.", bucket, high, nil, nil},
	{"Policy:IAMUser/RootCredentialUsage", "An API was invoked using root credentials.", "Root called ConsoleLogin from 192.0.2.99.", awsAccount, low, nil, nil},
	{"Execution:Runtime/NewBinaryExecuted", "A container has executed a newly created binary file.", "A binary ran that was written minutes before.", instance, medium, nil, nil},
	{"Impact:EC2/MaliciousDomainRequest.Reputation", "An EC2 instance is querying a domain of bad reputation.", "The instance asks for bad.example.org.", instance, critical, nil, nil},
}

// accesses are what IAM Access Analyzer finds.
var accesses = []check{
	{"external-bucket", "AwsS3Bucket allows cross-account access", "Another account may read the bucket.", bucket, low, nil, nil},
	{"external-role", "AwsIamRole allows cross-account access", "Another account may assume the role.", iamRole, low, nil, nil},
	{"public-bucket", "AwsS3Bucket allows public access", "Everybody may read the bucket.", bucket, high, nil, nil},
	{"external-key", "AwsKmsKey allows cross-account access", "Another account may use the key.", kmsKey, medium, nil, nil},
}

// sensitive are some finding types of Macie.
var sensitive = []check{
	{"SensitiveData:S3Object/Credentials", "The S3 object contains credentials data", "There are private keys in the object.", bucket, high, nil, nil},
	{"SensitiveData:S3Object/Personal", "The S3 object contains personal data", "There are names and addresses in the object.", bucket, medium, nil, nil},
	{"Policy:IAMUser/S3BucketPublic", "The S3 bucket is publicly accessible", "Anonymous users may read the bucket.", bucket, high, nil, nil},
}

// packages are what Inspector finds holes in; a title names one and a CVE.
var packages = [...]struct{ name, manager, version, fixed string }{
	{"openssl", "OS", "3.0.7-18.el9", "3.0.7-25.el9"}, {"curl", "OS", "7.76.1-23", "7.76.1-29"},
	{"log4j-core", "JAR", "2.14.1", "2.17.1"}, {"python3", "OS", "3.9.16-1", "3.9.18-3"},
	{"lodash", "NODEPKG", "4.17.15", "4.17.21"}, {"glibc", "OS", "2.34-60", "2.34-83"},
	{"golang.org/x/net", "GOMOD", "0.7.0", "0.38.0"}, {"kernel", "OS", "6.1.55", "6.1.112"},
}

// notes are what people write; as JSON, with what makes readers stumble.
var notes = [...]string{
	`Accepted until the end of the quarter, see RISK-17`,
	`False positive: the bucket holds a public web site`,
	`{\"ticket\":\"SEC-204\",\"reason\":\"compensating control\"}`,
	`Ausnahme genehmigt \u2013 gilt für \"sandbox\"\nzweite Zeile`,
	`Will be replaced by the new platform; owner informed}{`,
	`Duplicate of another finding`,
}

var noters = [...]string{"alice@example.com", "bob@example.com", "arn:aws:sts::000000100000:assumed-role/SecurityAuditor/carol", "security-hub-automation"}
