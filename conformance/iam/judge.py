"""judge.py RECORDINGS WORK JUDGES: every policy document of the recorded stacks.

iam-policy-validator reads each by its kind, principals.tsv knows each service, and
a simulator answers what each role may do (questions.yaml). Faults are planted into
all of it.
"""

import json
import pathlib
import sys
import time

import documents
import faults
import questions
import validate


def main(recordings, work, judges):
    started, failures, work = time.time(), [], pathlib.Path(work)
    stacks = {f.stem: json.loads(f.read_text()) for f in sorted(pathlib.Path(recordings).glob("*.json"))}

    # documents: the same one in several stacks is read once
    read, names = {}, {}
    for stack, recorded in stacks.items():
        mine = {}
        for kind, r, document in documents.of(recorded):
            name = f"{stack}-{r['short'].replace(' ', '-')}"
            mine[name] = (kind, document)
            text = kind + json.dumps(document, sort_keys=True)
            if text not in names:
                names[text] = name
                read[name] = (kind, document)
        failures += validate.principals(recorded, mine)
    deploy = documents.deploy()
    read |= deploy
    found, used = validate.judge({**read, **faults.planted()}, work)
    failures += [f"{name}: {severity} {issue}: {message}" for name in read for severity, issue, message in found[name]]
    failures += [f"validate.py accepts {a}, which never comes up" for a in validate.ACCEPTED if a not in used]
    refused = 0
    for name, (_, must, _) in faults.DOCUMENTS.items():
        if any(must in f"{issue} {message}" for _, issue, message in found[name]):
            refused += 1
        else:
            failures.append(f"fault {name}: not refused; found {found[name]}")
    for name, principal in faults.PRINCIPALS.items():
        document = {"Statement": [{"Principal": {"Service": [principal]}}]}
        if validate.principals(stacks["maximal"], {name: ("trust", document)}):
            refused += 1
        else:
            failures.append(f"fault {name}: not refused")

    # questions
    failures += questions.without_table(stacks)
    answers, skipped = questions.ask(stacks, judges)
    right = 0
    for stack, asker, question, may, answer in answers:
        if (answer == "Allowed") == may and not answer.startswith("error"):
            right += 1
        else:
            failures.append(f"{stack}: {questions.name_of(asker)} {'may' if may else 'may not'} {question}: {answer}")
    noticed = changes(stacks["maximal"], judges, failures)

    for f in failures:
        print("FAIL", f)
    planted = len(faults.DOCUMENTS) + len(faults.PRINCIPALS)
    print(f"iam-policy-validator agreed with {len(read)} policy documents ({len(deploy)} of them for whoever deploys) and refused {refused} of {planted} planted ones; "
          f"the simulator answered {right} of {len(answers)} questions as it must ({skipped} are about what a stack does not have) "
          f"and noticed {noticed} of {len(faults.CHANGES)} planted changes ({time.time() - started:.0f} s)")
    print(f"iam: {len(read) + refused + right + noticed} passed, {len(failures)} failed")
    return 1 if failures or not read or not answers else 0


def changes(recorded, judges, failures):
    """How many planted changes turn the answer to their question."""
    stacks = {name: faults.change(recorded, short, field, edit) for name, (short, field, edit, _) in faults.CHANGES.items()}
    answers, _ = questions.ask(stacks, judges)
    noticed = 0
    for name, (_, _, _, must) in faults.CHANGES.items():
        if any(stack == name and question.startswith(must) and (answer == "Allowed") != may
               for stack, _, question, may, answer in answers):
            noticed += 1
        else:
            failures.append(f"fault {name}: the answer to {must!r} did not change")
    return noticed


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
