"""iam-policy-validator over documents, offline, by AWS's action reference."""

import json
import pathlib
import re
import subprocess
import sys

import reference

HERE = pathlib.Path(__file__).parent

# The kind of a document -> the validator's. Its own guess takes a document of the
# wrong shape for another kind.
TYPES = {"identity": "IDENTITY_POLICY", "trust": "TRUST_POLICY"}
RESOURCE = "RESOURCE_POLICY"

# Findings that are no faults: (issue, kind, what the message names) -> reason.
ACCEPTED = {
    ("confused_deputy_risk", "trust", "firehose.amazonaws.com"): "Data Firehose says its customer by sts:ExternalId, which the policy asks for",
    ("confused_deputy_risk", "trust", "ecs-tasks.amazonaws.com"): "the guide has a condition for task roles, none for the role that starts a task",
    ("confused_deputy_risk", "trust", "glue.amazonaws.com"): "Glue's guide documents none for the role of a crawler",
    ("confused_deputy_risk", "trust", "quicksight.amazonaws.com"): "QuickSight's guide has none for the role of a data source; who makes one needs iam:PassRole for it",
    ("invalid_action", "identity", "DescribeAnalysisDefinition"): "an operation of the API, asked for by its name; the reference does not list it",
    ("invalid_action", "identity", "DescribeDashboardDefinition"): "an operation of the API, asked for by its name; the reference does not list it",
    ("confused_deputy_risk", "kms", "cloudwatch.amazonaws.com"): "bound to the account's topics by encryption context",
    ("confused_deputy_risk", "kms", "budgets.amazonaws.com"): "bound to the account's topics by encryption context",
    ("confused_deputy_risk", "kms", "logs."): "bound to the account's log groups by encryption context, as CloudWatch Logs documents it",
    ("type_mismatch", "kms", "kms:EncryptionContext:aws:"): "the value of the context is an ARN; AWS's own example for CloudWatch Logs compares it by ArnLike",
}


def judge(documents, work):
    """{name: (kind, document)} -> {name: [(severity, issue, message)]}, the accepted
    left out; and the set of ACCEPTED that came up."""
    services = work / "services"
    reference.write(services)
    found, used = {name: [] for name in documents}, set()
    by_type = {}
    for name, (kind, document) in documents.items():
        folder = work / TYPES.get(kind, RESOURCE)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.json").write_text(json.dumps(document, indent=1))
        by_type[folder] = TYPES.get(kind, RESOURCE)
    running = [(folder, start(folder, kind, services, work)) for folder, kind in by_type.items()]
    for folder, process in running:
        output, errors = process.communicate()
        report = work / f"{folder.name}.report"
        if not report.exists():
            raise SystemExit(f"iam-validator did not run: {errors[-2000:]} {output[-500:]}")
        for result in json.loads(report.read_text())["results"]:
            name = pathlib.Path(result["policy_file"]).stem
            for issue in result["issues"]:
                one = (issue["severity"], issue["issue_type"], re.sub(r"\s+", " ", issue["message"]))
                accepted = accept(documents[name][0], one)
                if accepted:
                    used.add(accepted)
                elif one[0] not in ("low", "info"):
                    found[name].append(one)
    return found, used


def start(folder, kind, services, work):
    return subprocess.Popen([
        pathlib.Path(sys.executable).parent / "iam-validator", "validate", "--path", folder, "--policy-type", kind,
        "--aws-services-dir", services, "--config", HERE / "iam-validator.yaml",
        "--format", "json", "--output", work / f"{folder.name}.report",
    ], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def accept(kind, issue):
    for issue_type, of, names in ACCEPTED:
        if issue[1] == issue_type and kind == of and names in issue[2]:
            return issue_type, of, names
    return None


def principals(stack, documents):
    """Service principals that principals.tsv does not know."""
    known = {line.split("\t")[0] for line in (HERE / "principals.tsv").read_text().splitlines() if not line.startswith("#")}
    known = {name.format(region=stack["region"], suffix=suffix(stack)) for name in known}
    strange = []
    for name, (_, document) in documents.items():
        for statement in document["Statement"]:
            principal = statement.get("Principal", {})
            services = principal.get("Service", []) if isinstance(principal, dict) else []
            for service in [services] if isinstance(services, str) else services:
                if service not in known:
                    strange.append(f"{name}: no such service principal is known: {service}")
    return strange


def suffix(stack):
    return "amazonaws.com.cn" if stack["partition"] == "aws-cn" else "amazonaws.com"
