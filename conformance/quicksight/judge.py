"""judge.py RECORDINGS WORK: the QuickSight templates, by cfn-lint with strict unions.

Templates are the dashboard's definition, as a Dashboard and as an Analysis, and
every CloudFormation stack of the recorded stacks.
"""

import json
import pathlib
import subprocess
import sys
import time

import faults
import strict

# Findings that are no faults, each with its reason.
OPINIONS = {}


def main(recordings, work):
    started, failures, work = time.time(), [], pathlib.Path(work)
    recordings = pathlib.Path(recordings)
    definition = json.loads((recordings / "definition").read_text())
    spoilt, planted = faults.plant(definition)
    templates = {
        "definition": template(definition),
        "faults": template(spoilt),
        **{f"{stack}-{name}": body for stack, name, body in stacks(recordings, failures)},
    }
    found = lint(templates, work)
    for name in templates:
        if name != "faults":
            failures += [f"{name}: {rule} {'.'.join(map(str, path))}: {message}" for rule, path, message in found[name]]
    refused = 0
    for what, path, rule in planted:
        at = ["Resources", "Dashboard", "Properties", "Definition"] + path
        if any(r.startswith(rule) and p[:len(at)] == at for r, p, _ in found["faults"]):
            refused += 1
        else:
            failures.append(f"fault {what} at {'.'.join(map(str, path))}: not refused")
    for f in failures:
        print("FAIL", f)
    visuals = sum(len(s["Visuals"]) for s in definition["Sheets"])
    good = len(templates) - 1
    print(f"cfn-lint, unions strict, agreed with {good} QuickSight templates ({visuals} visuals) "
          f"and refused {refused} of {len(planted)} planted faults ({time.time() - started:.0f} s)")
    print(f"quicksight: {good + refused} passed, {len(failures)} failed")
    return 1 if failures else 0


def template(definition):
    resource = {"AwsAccountId": {"Ref": "AWS::AccountId"}, "Name": "Findings", "Definition": definition}
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": {
        "Dashboard": {"Type": "AWS::QuickSight::Dashboard", "Properties": {**resource, "DashboardId": "findings"}},
        "Analysis": {"Type": "AWS::QuickSight::Analysis", "Properties": {**resource, "AnalysisId": "findings"}},
    }}


def stacks(recordings, failures):
    """The templates of recorded stacks: inline, or an object that their URL names."""
    for file in sorted(recordings.glob("*.json")):
        resources = json.loads(file.read_text())["resources"]
        objects = {r["resolved"]["key"]: r["resolved"] for r in resources if r["type"] == "aws:s3/bucketObjectv2:BucketObjectv2"}
        for r in resources:
            if r["type"] != "aws:cloudformation/stack:Stack":
                continue
            body = r["resolved"].get("templateBody")
            if body is None:
                key = next((k for k in objects if r["resolved"].get("templateUrl", "").endswith("/" + k)), None)
                body = key and objects[key].get("content")
            if body is None:
                failures.append(f"{file.stem}: {r['short']} has no template that can be read")
                continue
            yield file.stem, r["name"], json.loads(body)


def lint(templates, work):
    strict.write(work / "schemas")
    names = {}
    for name, body in templates.items():
        path = work / f"{name}.template"
        path.write_text(json.dumps(body))
        names[str(path)] = name
    ran = subprocess.run([
        pathlib.Path(sys.executable).parent / "cfn-lint", "-s", work / "schemas", "-x", "E3012:strict=true",
        "--format", "json", "-t", *names,
    ], capture_output=True, text=True, check=False)
    if ran.returncode & 1 or not ran.stdout:  # a bit field: 2 errors, 4 warnings, 8 information
        raise SystemExit(f"cfn-lint did not run ({ran.returncode}): {ran.stderr[-2000:]}")
    found = {name: [] for name in templates}
    for one in json.loads(ran.stdout):
        if one["Level"] != "Informational" and one["Rule"]["Id"] not in OPINIONS:
            found[names[one["Filename"]]].append((one["Rule"]["Id"], one["Location"]["Path"] or [], one["Message"]))
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
