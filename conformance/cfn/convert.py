"""A recorded stack (record.Export) -> one CloudFormation template.

Each input is looked for by name in CloudFormation's schema, breadth first, in any
case, singular or plural; mapping.py says the rest. What an input became is kept in
Template.became, so that a wrong guess is seen and nothing is dropped unseen.
References become Ref, Fn::GetAtt and Fn::Sub, so that rules which look across
resources have something to look at.
"""

import functools
import json
import pathlib
import re

import cfnlint

from mapping import ADDED, AS_VALUES, ATTRIBUTES, BUILT, DOCUMENTS, FLATTENED, LEFT_OUT, MERGED, NO_TYPE, RENAMED, TYPES

SCHEMAS = pathlib.Path(cfnlint.__file__).parent / "data/schemas"


@functools.cache
def schema(region, kind):
    provider = json.loads((SCHEMAS / f"providers/{region}.json").read_text())
    return json.loads((SCHEMAS / f"resources/{provider[kind]}.json").read_text()) if kind in provider else None


def resolve(root, node):
    while "$ref" in node:
        node = root["definitions"][node["$ref"].rsplit("/", 1)[1]]
    return node


def item(root, node):
    return resolve(root, node["items"]) if node.get("type") == "array" and "items" in node else node


def find(root, node, name):
    """The path to the member of that name, and its schema; None without one."""
    todo, seen = [((), resolve(root, node))], []
    while todo:
        path, at = todo.pop(0)
        at = item(root, at)
        if any(at is x for x in seen):
            continue
        seen.append(at)
        members = at.get("properties", {})
        by_name = {k.lower(): k for k in members}
        for want in (name.lower(), name.lower() + "s", name.lower().rstrip("s")):
            if want in by_name:
                return path + (by_name[want],), resolve(root, members[by_name[want]])
        for k, v in members.items():
            v = resolve(root, v)
            if v.get("type") == "object" and "properties" in v:
                todo.append((path + (k,), v))
    return None


class Template:
    def __init__(self, recorded):
        self.recorded = recorded
        self.resources = {}
        self.became = {}      # "Kind.path" -> path in CloudFormation, or the reason why not
        self.lost = []        # what nothing is known of
        self.logical = {}     # URN -> logical id
        self.kinds = {r["urn"]: r["type"].rsplit(":", 1)[1] for r in recorded["resources"]}
        self.outputs = {r["urn"]: {**r["outputs"], **r["resolved"], "id": r["id"]} for r in recorded["resources"]}
        self.source = {}      # logical id -> where the program says it
        made = [r for r in recorded["resources"] if not r.get("read")]
        for r in made:
            if r["type"] in TYPES:
                self.logical[r["urn"]] = self.identifier(r)
        for r in made:
            if r["type"] in TYPES:
                self.add(r)
        for r in made:
            if r["type"] in MERGED:
                self.merge(r)
            elif r["type"] in NO_TYPE:
                self.became[self.kinds[r["urn"]]] = f"left out: {NO_TYPE[r['type']]}"
            elif r["type"] not in TYPES:
                self.lost.append(f"{r['short']}: no CloudFormation type is known for {r['type']}")
        for r in recorded["resources"]:
            if r.get("read"):
                self.became[f"{self.kinds[r['urn']]} (read)"] = "left out: exists already"

    def json(self):
        return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": self.resources}

    def identifier(self, r):
        name = self.kinds[r["urn"]] + "".join(p.capitalize() for p in re.split(r"[^a-zA-Z0-9]+", r["name"]))
        if name in self.logical.values():
            name += "In" + re.sub(r"[^a-zA-Z0-9]", "", r["region"])
        return name

    def add(self, r):
        kind = self.kinds[r["urn"]]
        root = schema(r["region"], TYPES[r["type"]])
        if root is None:
            self.lost.append(f"{r['short']}: {TYPES[r['type']]} does not exist in {r['region']}")
            return
        added = {k: r["outputs"][v[1:]] if str(v).startswith("$") else v for k, v in ADDED.get(kind, {}).items()}
        properties = {**added, **self.members(root, root, r["linked"], kind)}
        one = {"Type": TYPES[r["type"]], "Properties": properties}
        after = sorted({self.logical[u] for u in r["dependsOn"] or [] if u in self.logical})
        if after:
            one["DependsOn"] = after
        self.resources[self.logical[r["urn"]]] = one
        self.source[self.logical[r["urn"]]] = r["short"]

    def merge(self, r):
        kind, (by, member) = self.kinds[r["urn"]], MERGED[r["type"]]
        target = self.target(r["linked"][by])
        if target is None:
            self.became[f"{kind}.{by} (of what exists already)"] = "left out: exists already, so no template holds it"
            return
        self.became[f"{kind}.{by}"] = "is the resource that it is part of"
        host = self.resources[target]
        root = schema(r["region"], host["Type"])
        at, node = host["Properties"], root
        inputs = {k: v for k, v in r["linked"].items() if k != by}
        if kind == "RolePolicyAttachment":
            self.became[f"{kind}.policyArn"] = "ManagedPolicyArns"
            at.setdefault("ManagedPolicyArns", []).append(self.text(inputs["policyArn"]))
            return
        name = member.removesuffix("[]")
        if name:
            node = resolve(root, root["properties"][name])
        made = {**ADDED.get(kind, {}), **self.members(root, node, inputs, kind)}
        if member.endswith("[]"):
            at.setdefault(name, []).append(made)
        elif name:
            at[name] = made
        else:
            at.update(made)

    def host(self, urn):
        """The logical id of what a resource became, or became part of."""
        r = next(r for r in self.recorded["resources"] if r["urn"] == urn)
        return self.logical.get(urn) or self.target(r["linked"][MERGED[r["type"]][0]])

    def target(self, reference):
        for piece in reference.get("$text", []) if isinstance(reference, dict) else []:
            if isinstance(piece, dict) and piece["urn"] in self.logical:
                return self.logical[piece["urn"]]
        return None

    def members(self, root, node, inputs, path):
        """The inputs as members of node."""
        node, out = item(root, node), {}
        for name, v in sorted(inputs.items()):
            if v is None:
                continue
            full = f"{path}.{name}"
            if full in LEFT_OUT:
                self.became[full] = f"left out: {LEFT_OUT[full]}"
            elif full in BUILT:
                member, made = BUILT[full](v)
                self.became[full] = member
                merge_into(out, {member: self.text(made)})
            elif full in FLATTENED:
                self.became[full] = "(its members, one level up)"
                merge_into(out, self.members(root, node, v, full))
            else:
                where = self.locate(root, node, full, name)
                if where is None:
                    lost = f"{full}: CloudFormation has no such member"
                    self.lost += [] if lost in self.lost else [lost]
                    continue
                at, sub = where
                self.became[full] = ".".join(at)
                if full in AS_VALUES:
                    self.became[full] += f", references as values: {AS_VALUES[full]}"
                    v = "".join(p if isinstance(p, str) else self.known(p) for p in v["$text"])
                put(out, at, self.value(root, sub, v, full, name))
        return out

    def locate(self, root, node, full, name):
        if full not in RENAMED:
            return find(root, node, name)
        at, sub = (), node
        for part in RENAMED[full].split("."):
            found = find(root, sub, part)
            if found is None:
                return None
            at, sub = at + found[0], found[1]
        return at, sub

    def value(self, root, node, v, path, name):
        if name in DOCUMENTS:
            v = self.document(v)
            if name != "containerDefinitions":
                return [v] if node.get("type") == "array" and not isinstance(v, list) else v
        if isinstance(v, dict) and "$text" in v:
            return wrap(node, self.text(v))
        if isinstance(v, dict):
            inner = item(root, node)
            pair = pair_of(inner, v)
            if node.get("type") == "array" and pair:
                return [{pair[0]: k, pair[1]: self.text(x)} for k, x in sorted(v.items())]
            if "properties" not in inner:
                return {k: self.text(x) for k, x in v.items()}
            return wrap(node, self.members(root, node, v, path))
        if isinstance(v, list) and node.get("type") == "string" and len(v) == 1:
            v = v[0]  # CloudFormation takes one where the provider takes a list
        if isinstance(v, list):
            return [self.members(root, node, x, path) if isinstance(x, dict) and "$text" not in x else self.text(x) for x in v]
        kinds = node.get("type") if isinstance(node.get("type"), list) else [node.get("type")]
        if isinstance(v, str) and ("number" in kinds or "integer" in kinds) and "string" not in kinds:
            v = float(v) if "." in v else int(v)
        return wrap(node, v)

    def text(self, v):
        """A text with references, as CloudFormation writes it."""
        if isinstance(v, list):
            return [self.text(x) for x in v]
        if isinstance(v, dict) and "$text" not in v:
            return {k: self.text(x) for k, x in v.items()}
        if not isinstance(v, dict):
            return v
        pieces = v["$text"]
        if len(pieces) == 1:
            return self.reference(pieces[0])
        whole = ""
        for piece in pieces:
            if isinstance(piece, str):
                whole += piece.replace("${", "${!")
                continue
            e = self.reference(piece)
            if isinstance(e, str):
                whole += e
            elif "Ref" in e:
                whole += "${%s}" % e["Ref"]
            elif "Fn::GetAtt" in e:
                whole += "${%s}" % ".".join(e["Fn::GetAtt"])
            else:
                whole += e["Fn::Sub"]
        return {"Fn::Sub": whole} if "${" in whole.replace("${!", "") else whole.replace("${!", "${")

    def reference(self, piece):
        urn, output = piece["urn"], piece["output"]
        logical, kind = self.logical.get(urn), self.kinds[urn]
        known = ATTRIBUTES.get(kind, {})
        if logical is None or output not in known:
            value = self.known(piece)
            if logical is not None:
                self.became[f"{kind}.{output} (in other resources)"] = "its value: CloudFormation has no such attribute"
            return value
        attribute = known[output]
        if attribute is None:
            return {"Ref": logical}
        if attribute.startswith("arn:"):
            return {"Fn::Sub": attribute.replace("@", "${%s}" % logical)}
        return {"Fn::GetAtt": [logical, attribute]}

    def known(self, piece):
        """The value that a reference has in this recording."""
        value = self.outputs[piece["urn"]]
        for part in piece["output"].split("."):
            value = value[part]
        return value

    def document(self, v):
        """The document in a string, references inside it included."""
        pieces = v["$text"] if isinstance(v, dict) else [v]
        marked = "".join(p if isinstance(p, str) else f"\u0001{json.dumps(p)}\u0001".replace('"', "\u0002") for p in pieces)
        return self.unmark(json.loads(marked, strict=False))

    def unmark(self, v):
        if isinstance(v, dict):
            return {k: self.unmark(x) for k, x in v.items()}
        if isinstance(v, list):
            return [self.unmark(x) for x in v]
        if not isinstance(v, str) or "\u0001" not in v:
            return v
        pieces = [p if i % 2 == 0 else json.loads(p.replace("\u0002", '"')) for i, p in enumerate(v.split("\u0001"))]
        return self.text({"$text": [p for p in pieces if p != ""]})


def pair_of(node, v):
    members = node.get("properties", {})
    if any(k[:1].upper() + k[1:] in members for k in v):
        return None
    return next((p for p in (("Key", "Value"), ("Name", "Value")) if set(p) <= set(members)), None)


def wrap(node, v):
    return [v] if node.get("type") == "array" and not isinstance(v, list) else v


def put(out, path, v):
    for k in path[:-1]:
        out = out.setdefault(k, {})
    if isinstance(out.get(path[-1]), dict) and isinstance(v, dict):
        merge_into(out[path[-1]], v)
    else:
        out[path[-1]] = v


def merge_into(out, more):
    for k, v in more.items():
        put(out, (k,), v)
