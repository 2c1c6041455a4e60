"""Documents that the validator must refuse, and changes of a recorded stack that the
questions must notice."""

import copy
import json

B, ACCOUNT = "arn:aws:s3:::lake-bucket", "111122223333"
QUEUE = f"arn:aws:sqs:eu-west-1:{ACCOUNT}:q"


def allow(action, resource=None, **more):
    return {"Sid": "S", "Effect": "Allow", "Action": action, **({"Resource": resource} if resource else {}), **more}


def when(operator, key, value):
    return {"Condition": {operator: {key: value}}}


def service(name):
    return {"Principal": {"Service": name}}


# name -> (kind, issue that must be found or part of its message, statements)
DOCUMENTS = {
    "action-misspelt": ("identity", "GetObjekt", [allow("s3:GetObjekt", B + "/*")]),
    "action-of-an-api-only": ("identity", "GetFindingsV2", [allow("securityhub:GetFindingsV2", "*")]),
    "service-unknown": ("identity", "kinesisfirehose", [allow("kinesisfirehose:PutRecord", "*")]),
    "wildcard-matches-nothing": ("identity", "Putt", [allow("firehose:Putt*", "*")]),
    "everything": ("identity", "*", [allow("*", "*")]),
    "all-of-a-service": ("identity", "s3:*", [allow("s3:*", "*")]),
    "arn-of-another-service": ("identity", "firehose:PutRecord", [allow("firehose:PutRecord", B + "/*")]),
    "bucket-action-on-objects": ("identity", "s3:ListBucket", [allow("s3:ListBucket", B + "/*")]),
    "object-action-on-a-bucket": ("identity", "s3:PutObject", [allow("s3:PutObject", B)]),
    "arn-malformed": ("identity", "arn:aws:s3::lake-bucket", [allow("s3:GetObject", "arn:aws:s3::lake-bucket/*")]),
    "resource-for-an-action-without": ("identity", "quicksight:CreateDataSource", [allow("quicksight:CreateDataSource", f"arn:aws:quicksight:eu-west-1:{ACCOUNT}:datasource/a")]),
    "data-set-without-its-source": ("identity", "quicksight:CreateDataSet", [allow("quicksight:CreateDataSet", f"arn:aws:quicksight:eu-west-1:{ACCOUNT}:dataset/a")]),
    "condition-key-unknown": ("identity", "aws:SourceAcount", [allow("s3:GetObject", B + "/*", **when("StringEquals", "aws:SourceAcount", ACCOUNT))]),
    "condition-operator": ("identity", "StringEqualz", [allow("s3:GetObject", B + "/*", **when("StringEqualz", "aws:SourceAccount", ACCOUNT))]),
    "condition-type": ("identity", "NumericEquals", [allow("s3:GetObject", B + "/*", **when("NumericEquals", "aws:SourceArn", "x"))]),
    "effect": ("identity", "Permit", [{**allow("s3:GetObject", B + "/*"), "Effect": "Permit"}]),
    "not-action": ("identity", "NotAction", [{"Sid": "S", "Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]),
    "principal-in-a-role": ("identity", "Principal", [allow("s3:GetObject", B + "/*", Principal="*")]),
    "sid-twice": ("identity", "duplicate_sid", [allow("s3:GetObject", B + "/*"), allow("s3:PutObject", B + "/*")]),
    "pass-any-role": ("identity", "iam:PassRole", [allow("iam:PassRole", f"arn:aws:iam::{ACCOUNT}:role/*")]),
    "trust-with-a-resource": ("trust", "Resource", [allow("sts:AssumeRole", "*", **service("firehose.amazonaws.com"))]),
    "trust-action-misspelt": ("trust", "AssumeRoles", [allow("sts:AssumeRoles", **service("firehose.amazonaws.com"))]),
    "trust-from-anywhere": ("trust", "confused_deputy_risk", [allow("sts:AssumeRole", **service("events.amazonaws.com"))]),
    "bucket-without-principal": ("s3", "Principal", [allow("s3:GetObject", B + "/*")]),
    "bucket-public": ("s3", "Principal", [allow("s3:GetObject", B + "/*", Principal="*")]),
    "queue-from-anywhere": ("sqs", "confused_deputy_risk", [allow("sqs:SendMessage", QUEUE, **service("s3.amazonaws.com"))]),
    "queue-action-of-another-service": ("sqs", "sns:Publish", [allow("sns:Publish", QUEUE, **service("s3.amazonaws.com"))]),
}

# Service principals that do not exist.
PRINCIPALS = {"principal-misspelt": "firehoses.amazonaws.com", "principal-of-another-region": "logs.mars-north-1.amazonaws.com"}


def planted():
    """{name: (kind, document)}"""
    return {name: (kind, {"Version": "2012-10-17", "Statement": statements})
            for name, (kind, _, statements) in DOCUMENTS.items()}


def change(recorded, short, name, edit):
    """A copy of a stack with one document edited."""
    stack = copy.deepcopy(recorded)
    r = next(r for r in stack["resources"] if r["short"] == short)
    document = json.loads(r["resolved"][name])
    edit(document["Statement"])
    r["resolved"][name] = json.dumps(document)
    return stack


def statement(statements, sid):
    return next(s for s in statements if s["Sid"] == sid)


def without(sid):
    return lambda statements: statements.remove(statement(statements, sid))


def unconditional(sid):
    return lambda statements: statement(statements, sid).pop("Condition")


def also(sid, member, value):
    return lambda statements: statement(statements, sid)[member].append(value)


# name -> (resource, input, edit, a question whose answer must be wrong then)
CHANGES = {
    "a right too many": ("RolePolicy shub-transform", "policy", also("RawObjects", "Action", "s3:DeleteObject"), "s3:DeleteObject {raw}/raw/part.gz"),
    "a right too few": ("RolePolicy shub-transform", "policy", without("Queue"), "sqs:ReceiveMessage {Queue shub-ingest-objects.arn}"),
    "a prefix too wide": ("RolePolicy shub-ingest-delivery", "policy",
                          lambda s: statement(s, "Objects")["Resource"].append("*"), "s3:PutObject {raw}/elsewhere/part.gz"),
    "the key without its services": ("RolePolicy shub-transform", "policy", unconditional("Key"), "kms:Decrypt {key} via=sqs"),
    "the key without the account": ("Key shub-key", "policy", without("Account"), "kms:Decrypt {key} via=s3"),
    "a bucket without TLS": ("BucketPolicy shub-ingest-raw", "policy", without("TLSOnly"), "s3:GetObject {raw}/raw/part.gz plain=true"),
    "a queue for everybody's bucket": ("QueuePolicy shub-ingest-objects", "policy", unconditional("Send"),
                                       "sqs:SendMessage {Queue shub-ingest-objects.arn} aws:SourceAccount=444455556666 aws:SourceArn={raw}"),
    "a role for everybody's rule": ("Role shub-ingest-route", "assumeRolePolicy", unconditional("Trust"),
                                    "sts:AssumeRole {Role shub-ingest-route.arn} aws:SourceAccount=444455556666"),
    "any role passed on": ("RolePolicy shub-detect-prowler-schedule", "policy", lambda s: statement(s, "Roles")["Resource"].append("*"),
                           "iam:PassRole {Role shub-transform.arn}"),
}
