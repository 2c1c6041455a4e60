"""judge.py RECORDINGS WORK [--update]: the recorded stacks as CloudFormation.

Converts each stack, lets cfn-lint and cloudformation-validate judge the templates,
and plants faults which they must refuse. --update rewrites mapping.txt.
"""

import json
import pathlib
import sys
import time

import faults
from convert import Template
from judges import Lint, Validator

HERE = pathlib.Path(__file__).parent


def main(recordings, work, update):
    started, failures = time.time(), []
    stacks = {f.stem: json.loads(f.read_text()) for f in sorted(pathlib.Path(recordings).glob("*.json"))}
    if not stacks:
        raise SystemExit(f"no recordings in {recordings}")
    templates = {name: Template(s) for name, s in stacks.items()}
    for name, t in templates.items():
        failures += [f"{name}: {lost}" for lost in t.lost]
    failures += mapping(templates.values(), update)

    planted = {}
    for n, (stack, done) in enumerate(faults.plant(stacks["maximal"])):
        planted[f"faults-{n}"] = Template(stack)
        planted[f"faults-{n}"].faults = done
    passed = sum(len(t.resources) for t in templates.values())
    once({**templates, **planted})
    found = judge({**templates, **planted}, pathlib.Path(work))
    for name in stacks:
        failures += [f"{name}: {judge} {rule} {templates[name].source.get(where, where)} {path}: {message}"
                     for judge, rule, where, path, message in found[name]]
    refused, missed = refusals(planted, found)
    failures += missed
    for f in failures:
        print("FAIL", f)
    print(f"cfn-lint and cloudformation-validate agreed with {passed} resources of {len(stacks)} stacks "
          f"and refused {refused} of {len(faults.FAULTS)} planted faults ({time.time() - started:.0f} s)")
    print(f"cfn: {passed + refused} passed, {len(failures)} failed")
    return 1 if failures or not passed else 0


def mapping(templates, update):
    """What every input became, against mapping.txt."""
    lines = sorted({f"{k} -> {v}" for t in templates for k, v in t.became.items()})
    path = HERE / "mapping.txt"
    if update:
        path.write_text("\n".join(lines) + "\n")
    known = set(path.read_text().splitlines())
    return ([f"mapping.txt lacks {line!r}: look at it, then run with --update" for line in lines if line not in known]
            + [f"mapping.txt has {line!r}, which no stack has" for line in sorted(known - set(lines))])


def once(templates):
    """Tables and saved queries are the same in every stack, and most of what the
    judges spend their time on: each is judged in the first stack that has it. One
    of a kind stays, so that every Region is asked whether it knows the type."""
    seen = set()
    for t in templates.values():
        kinds = set()
        for name, r in list(t.resources.items()):
            if r["Type"] not in ("AWS::Glue::Table", "AWS::Athena::NamedQuery"):
                continue
            same = json.dumps(r, sort_keys=True)
            if same in seen and r["Type"] in kinds:
                del t.resources[name]
            seen.add(same)
            kinds.add(r["Type"])
        left = set(t.resources)
        for r in t.resources.values():
            if "DependsOn" in r:
                r["DependsOn"] = [d for d in r["DependsOn"] if d in left]


def judge(templates, work):
    work.mkdir(parents=True, exist_ok=True)
    lint, validator = Lint(), Validator({r["Type"] for t in templates.values() for r in t.resources.values()})
    found = {}
    for name, t in templates.items():
        path, s = work / f"{name}.template", t.recorded
        path.write_text(json.dumps(t.json(), indent=1))
        found[name] = ([(faults.LINT, *f) for f in lint.judge(path, s["region"])]
                       + [(faults.VALIDATE, *f) for f in validator.judge(path, s["partition"], s["region"], s["account"])])
    return found


def refusals(planted, found):
    """How many planted faults were refused, and what is wrong about the others."""
    refused, missed = 0, []
    for name, t in planted.items():
        for fault, urn in t.faults:
            kind, path, _, by, rule, member = fault
            if urn is None:
                missed.append(f"fault {kind}.{path}: no resource of the maximal stack has it")
            elif any(f[0] == by and f[1] == rule and member in f"{f[3]} {f[4]}" and f[2] == t.host(urn) for f in found[name]):
                refused += 1
            else:
                missed.append(f"fault {kind}.{path}: {by} did not refuse it by {rule} at {member}")
    return refused, missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], "--update" in sys.argv))
