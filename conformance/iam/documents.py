"""The policy documents of recorded stacks, by kind, and those for whoever deploys."""

import json
import pathlib

# (Pulumi type, input) -> kind.
WHERE = {
    ("aws:iam/role:Role", "assumeRolePolicy"): "trust",
    ("aws:iam/rolePolicy:RolePolicy", "policy"): "identity",
    ("aws:iam/policy:Policy", "policy"): "identity",
    ("aws:kms/key:Key", "policy"): "kms",
    ("aws:s3/bucketPolicy:BucketPolicy", "policy"): "s3",
    ("aws:sns/topicPolicy:TopicPolicy", "policy"): "sns",
    ("aws:sqs/queuePolicy:QueuePolicy", "policy"): "sqs",
}


def of(stack):
    """[(kind, resource, document)]; an input that holds a document and is not known
    to is an error: a policy that nobody judges."""
    found = []
    for r in stack["resources"]:
        for name, value in r["resolved"].items():
            document = parsed(value)
            kind = WHERE.get((r["type"], name))
            if kind:
                found.append((kind, r, document))
            elif document is not None:
                raise SystemExit(f"{r['short']}.{name} holds a policy document of a kind that documents.py does not know")
    return found


def deploy():
    """{name: (kind, document)} of docs/deploy."""
    folder = pathlib.Path(__file__).parents[2] / "docs" / "deploy"
    found = {f"deploy-{f.stem}": ("identity", json.loads(f.read_text())) for f in sorted(folder.glob("*.json"))}
    if not found:
        raise SystemExit(f"reading {folder}: no policies")
    return found


def parsed(value):
    """The policy document in a string, or None."""
    if not isinstance(value, str) or '"Statement"' not in value:
        return None
    try:
        document = json.loads(value)
    except ValueError:
        return None
    return document if isinstance(document, dict) and "Statement" in document else None
