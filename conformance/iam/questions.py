"""The questions of questions.yaml, asked of recorded stacks by the simulator."""

import json
import pathlib
import re
import subprocess

import yaml

import documents
from validate import suffix

HERE = pathlib.Path(__file__).parent

# Kind of resource policy -> the input that says on which resource it stands.
ON = {"s3": "bucket", "sqs": "queueUrl", "sns": "arn"}


class Unknown(Exception):
    """A question is about a resource that the stack does not have."""


class Stack:
    def __init__(self, recorded):
        self.recorded = recorded
        self.resources = {r["short"]: r for r in recorded["resources"]}
        self.identity, self.resource, self.trust = {}, {}, {}
        for kind, r, document in documents.of(recorded):
            if kind == "identity" and r["type"] == "aws:iam/rolePolicy:RolePolicy":
                self.identity.setdefault(self.role(r["resolved"]["role"]), []).append(document)
            elif kind == "identity":
                self.identity[r["name"]] = [document]
            elif kind == "trust":
                self.trust[r["outputs"]["arn"]] = document
            elif kind == "kms":
                self.resource[r["outputs"]["arn"]] = document
            else:
                self.resource[self.owner(r["resolved"][ON[kind]])] = document

    def role(self, name):
        return next(r["name"] for r in self.resources.values() if r["type"] == "aws:iam/role:Role" and name in (r["outputs"].get("name"), r["id"]))

    def owner(self, reference):
        """The ARN of the bucket, queue or topic that an input names."""
        for r in self.resources.values():
            if r["type"] in ("aws:s3/bucketV2:BucketV2", "aws:sqs/queue:Queue", "aws:sns/topic:Topic"):
                if reference in (r["id"], r["outputs"].get("arn"), r["outputs"].get("url"), r["outputs"].get("bucket")):
                    return r["outputs"]["arn"]
        return f"arn:{self.recorded['partition']}:s3:::{reference}"  # adopted

    def fill(self, text):
        s = self.recorded
        names = {"account": s["account"], "region": s["region"], "partition": s["partition"], "suffix": suffix(s)}

        def one(match):
            expression = match[1]
            if expression in names:
                return names[expression]
            if expression in ("raw", "lake"):
                return self.output(f"BucketV2 {'shub-ingest-raw' if expression == 'raw' else 'shub-transform-lake'}", "arn")
            if expression == "key":
                return self.output("Key shub-key", "arn")
            return self.output(*expression.rsplit(".", 1))
        return re.sub(r"\{([^}]+)\}", one, text)

    def output(self, short, name):
        if short not in self.resources:
            raise Unknown(short)
        r = self.resources[short]
        return r["outputs"].get(name) or r["resolved"][name]

    def simulation(self, asker, question):
        """The simulator's form of a question."""
        action, resource, *keys = self.fill(question).split(" ")
        context = {"aws:SecureTransport": "true"}
        for key in keys:
            name, value = key.split("=", 1)
            if name == "plain":
                context["aws:SecureTransport"] = "false"
            elif name == "via":
                context["kms:ViaService"] = f"{value}.{self.recorded['region']}.{suffix(self.recorded)}"
            else:
                context[name] = value
        s = self.recorded
        principal, policies = f"arn:{s['partition']}:iam::{s['account']}:role/analyst", []
        if "service" in asker:
            principal = self.fill(asker["service"])
        elif "who" in asker:
            principal = self.output(f"Role {asker['who']}", "arn")
            policies = self.identity.get(asker["who"], [])
        else:
            self.output(f"Policy {asker['policy']}", "arn")
            policies = self.identity[asker["policy"]]
        asked = {
            "request": {"principal": principal, "action": action, "contextVariables": context,
                        "resource": {"resource": resource, "accountId": s["account"]}},
            "identityPolicies": [{"name": f"p{i}", "policy": p} for i, p in enumerate(policies)],
            "serviceControlPolicies": [], "resourceControlPolicies": [],
        }
        stands = self.trust.get(resource) if action == "sts:AssumeRole" else self.resource.get(resource)
        if resource.startswith(f"arn:{s['partition']}:s3:::"):
            stands = self.resource.get(resource.split("/")[0])
        if stands:
            asked["resourcePolicy"] = stands
        return asked


def tables():
    return yaml.safe_load((HERE / "questions.yaml").read_text())


def name_of(asker):
    return asker.get("who") or asker.get("policy") or asker["service"]


def ask(stacks, judges):
    """{name: recorded} -> [(stack, asker, question, may, answer)], and how many
    questions were about something that a stack does not have."""
    asked, skipped = [], 0
    for name, recorded in stacks.items():
        stack = Stack(recorded)
        for asker in tables():
            for may in ("may", "may-not"):
                for question in asker[may]:
                    try:
                        asked.append((name, asker, question, may == "may", stack.simulation(asker, question)))
                    except Unknown:
                        skipped += 1
    # The simulator drops condition keys with a colon in their variable part: as tags,
    # which it knows, they are compared alike.
    text = re.sub(r'"kms:EncryptionContext:([^"]+)"', lambda m: '"aws:PrincipalTag/' + m[1].replace(":", "-") + '"',
                  json.dumps([a[4] for a in asked]))
    # And it takes the principal of CloudWatch Logs in China for no service.
    text = re.sub(r'"(logs\.cn-[a-z0-9-]+\.amazonaws\.com)\.cn"', r'"\1"', text)
    ran = subprocess.run(["node", HERE / "simulate.mjs", judges], input=text,
                         capture_output=True, text=True, check=False)
    if ran.returncode:
        raise SystemExit(f"the simulator did not run: {ran.stderr[-2000:]}")
    answers = json.loads(ran.stdout)
    return [(*a[:4], answer) for a, answer in zip(asked, answers)], skipped


def without_table(stacks):
    """Roles and policies that no table asks about, and askers that no stack has."""
    asked = {name_of(a) for a in tables()}
    there = {r["name"] for s in stacks.values() for r in s["resources"]
             if r["type"] in ("aws:iam/role:Role", "aws:iam/policy:Policy")}
    return ([f"{name}: questions.yaml does not ask what it may do" for name in sorted(there - asked)]
            + [f"questions.yaml asks about {name_of(a)}, which no stack has" for a in tables()
               if "service" not in a and name_of(a) not in there])
