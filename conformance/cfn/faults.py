"""Faults planted into a recorded stack, which a judge must refuse.

Each is (kind, path of the input, wrong value or GONE, judge, rule, member): the
judge must name the rule and the member of CloudFormation. A fault goes into the
first resource of that kind which has the path.
"""

import copy
import json

GONE = object()
LINT, VALIDATE = "cfn-lint", "cloudformation-validate"


def policy(action, effect="Allow"):
    return json.dumps({"Version": "2012-10-17", "Statement": [
        {"Sid": "S", "Effect": effect, "Action": [action], "Resource": ["*"]}]})


S3 = "extendedS3Configuration."
SSE = "rules.0.applyServerSideEncryptionByDefault.sseAlgorithm"

FAULTS = [
    # a value that the service does not know
    ("Function", "runtime", "go1.x", LINT, "E2531", "Runtime"),
    ("Function", "architectures.0", "arm65", LINT, "E3030", "Architectures.0"),
    ("Function", "tracingConfig.mode", "Sometimes", VALIDATE, "pf-lambda-tracing-mode-enum", "TracingConfig.Mode"),
    ("Function", "loggingConfig.applicationLogLevel", "LOUD", LINT, "E3030", "LoggingConfig.ApplicationLogLevel"),
    ("EventSourceMapping", "functionResponseTypes.0", "ReportItemFailures", VALIDATE,
     "pf-lambda-esm-function-response-types-allowed-value", "FunctionResponseTypes"),
    ("LogGroup", "retentionInDays", 42, LINT, "E3030", "RetentionInDays"),
    ("FirehoseDeliveryStream", S3 + "compressionFormat", "LZ77", LINT, "E3030", "CompressionFormat"),
    ("FirehoseDeliveryStream", S3 + "processingConfiguration.processors.0.type", "AppendNewline", LINT, "E3030", "Processors.0.Type"),
    ("FirehoseDeliveryStream", "serverSideEncryption.keyType", "MY_KEY", LINT, "E3030", "KeyType"),
    ("BucketLifecycleConfigurationV2", "rules.0.status", "On", LINT, "E3030", "LifecycleConfiguration.Rules.0.Status"),
    ("BucketLifecycleConfigurationV2", "rules.1.transitions.0.storageClass", "ICEBERG", LINT, "E3030", "Transitions.0.StorageClass"),
    ("BucketServerSideEncryptionConfigurationV2", SSE, "AES256", VALIDATE, "pf-s3-encryption-kms-key-with-aes256", "KMSMasterKeyID"),
    ("BucketOwnershipControls", "rule.objectOwnership", "Everybody", LINT, "E3030", "ObjectOwnership"),
    ("BucketVersioningV2", "versioningConfiguration.status", "On", LINT, "E3030", "VersioningConfiguration.Status"),
    ("BucketNotification", "queues.0.events.0", "s3:ObjectMade:*", VALIDATE, "pf-s3-notification-event-name", "Event"),
    ("MetricAlarm", "comparisonOperator", "BiggerThan", LINT, "E3030", "ComparisonOperator"),
    ("MetricAlarm", "statistic", "Median", LINT, "E3030", "Statistic"),
    ("MetricAlarm", "treatMissingData", "ignored", LINT, "E3030", "TreatMissingData"),
    ("Workgroup", "configuration.resultConfiguration.encryptionConfiguration.encryptionOption", "SSE-KMS", LINT, "E3030", "EncryptionOption"),
    ("FindingAggregator", "linkingMode", "SOME_REGIONS", LINT, "E3030", "RegionLinkingMode"),
    ("Crawler", "schemaChangePolicy.deleteBehavior", "FORGET", LINT, "E3030", "DeleteBehavior"),
    ("TaskDefinition", "networkMode", "awsvcp", LINT, "E3030", "NetworkMode"),
    ("TaskDefinition", "cpu", "1000", LINT, "E3047", "Cpu"),
    ("Schedule", "flexibleTimeWindow.mode", "SOMETIMES", LINT, "E3030", "FlexibleTimeWindow.Mode"),
    # a number out of range
    ("Workgroup", "configuration.bytesScannedCutoffPerQuery", 1000, LINT, "E3034", "BytesScannedCutoffPerQuery"),
    ("Function", "memorySize", 64, LINT, "E3034", "MemorySize"),
    ("Function", "timeout", 901, VALIDATE, "pf-lambda-timeout-max", "Timeout"),
    ("EventSourceMapping", "scalingConfig.maximumConcurrency", 1, LINT, "E3034", "MaximumConcurrency"),
    ("EventSourceMapping", "batchSize", 2000, VALIDATE, "pf-lambda-esm-batchsize-window", "BatchSize"),
    ("Queue", "messageRetentionSeconds", 99999999, LINT, "E3034", "MessageRetentionPeriod"),
    ("Queue", "visibilityTimeoutSeconds", 50000, LINT, "E3034", "VisibilityTimeout"),
    ("FirehoseDeliveryStream", S3 + "bufferingInterval", 9000, LINT, "E3034", "IntervalInSeconds"),
    ("FirehoseDeliveryStream", S3 + "bufferingSize", 256, LINT, "E3034", "SizeInMBs"),
    ("Key", "deletionWindowInDays", 3, LINT, "E3034", "PendingWindowInDays"),
    ("EventTarget", "retryPolicy.maximumRetryAttempts", 186, LINT, "E3034", "Targets.0.RetryPolicy"),
    # policies
    ("RolePolicy", "policy", policy("s3:GetObjekt"), LINT, "W3037", "Action"),
    ("QueuePolicy", "policy", policy("sqs:SendMessage", "Permit"), LINT, "E3512", "Effect"),
    # something missing
    ("Schedule", "target.ecsParameters.networkConfiguration", GONE, VALIDATE, "pf-scheduler-target-parameters", "NetworkConfiguration"),
    ("Role", "assumeRolePolicy", GONE, LINT, "E3003", "AssumeRolePolicyDocument"),
    ("FirehoseDeliveryStream", S3 + "roleArn", GONE, LINT, "E3003", "RoleARN"),
    ("EventTarget", "arn", GONE, LINT, "E3003", "Arn"),
]


def plant(recorded):
    """Stacks with the faults, as few as it takes to put none over another:
    [(stack, [(fault, URN of its resource or None)])]."""
    planted = []
    for fault in FAULTS:
        for stack, done in planted:
            if not any(f[0] == fault[0] and overlap(f[1], fault[1]) for f, _ in done):
                done.append((fault, put(stack, fault)))
                break
        else:
            stack = copy.deepcopy(recorded)
            planted.append((stack, [(fault, put(stack, fault))]))
    return planted


def overlap(a, b):
    return f"{a}.".startswith(f"{b}.") or f"{b}.".startswith(f"{a}.")


def put(recorded, fault):
    kind, path, value = fault[:3]
    for r in recorded["resources"]:
        if r["type"].rsplit(":", 1)[1] != kind:
            continue
        at, steps = r["linked"], [int(s) if s.isdigit() else s for s in path.split(".")]
        try:
            for step in steps[:-1]:
                at = at[step]
            at[steps[-1]]
        except (KeyError, IndexError, TypeError):
            continue
        if value is GONE:
            del at[steps[-1]]
        else:
            at[steps[-1]] = value
        return r["urn"]
    return None
