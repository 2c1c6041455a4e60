"""Faults planted into a definition, which cfn-lint must refuse."""

import copy

GONE = object()

# (member, wrong value or GONE, rule): planted where the definition first has the
# member and no other fault is near.
MEMBERS = [
    ("ElementType", "Visual", "E3030"),
    ("ColumnSpan", 37, "E3034"),
    ("RowSpan", 22, "E3034"),
    ("ColumnIndex", "0", "E3012"),
    ("CrossDataset", "SOME_DATASETS", "E3030"),
    ("MatchOperator", "EXCLUDES", "E3030"),
    ("NullOption", "PERHAPS", "E3030"),
    ("DateGranularity", "FORTNIGHT", "E3030"),
    ("SimpleNumericalAggregation", "TOTAL", "E3030"),
    ("OptimizedViewPortWidth", "wide", "E3031"),
    ("Direction", "UP", "E3030"),
    ("SheetId", "over view!", "E3031"),
    ("FieldId", GONE, "E3003"),
    ("ContentType", "PAPER", "E3030"),
]

# (object, what it becomes, rule): faults of unions and unknown members.
OBJECTS = [
    ("LineChartVisual", "a second kind in one visual", lambda union: union.update(KPIVisual={"VisualId": "second"}), "E3"),
    ("BarChartVisual", "a visual without a kind", lambda union: union.clear(), "E3"),
    ("CategoricalDimensionField", "two kinds in one dimension",
     lambda union: union.update(DateDimensionField=dict(union["CategoricalDimensionField"], DateGranularity="DAY")), "E3"),
    ("CategoryFilter", "two kinds in one filter",
     lambda union: union.update(NumericRangeFilter={"FilterId": "second", "Column": union["CategoryFilter"]["Column"], "NullOption": "ALL_VALUES"}), "E3"),
    ("KPIVisual", "a member that nobody knows", lambda union: union["KPIVisual"].update(LineColour="red"), "E3002"),
]


def plant(definition):
    """The definition with all faults: it, and [(what, path, rule)]."""
    spoilt, done = copy.deepcopy(definition), []
    for member, wrong, rule in MEMBERS:
        path, holder = first(spoilt, member, done)
        if wrong is GONE:
            del holder[member]
            done.append((f"{member} missing", path, rule))
        else:
            holder[member] = wrong
            done.append((f"{member} = {wrong!r}", path + [member], rule))
    for member, what, spoil, rule in OBJECTS:
        path, union = first(spoilt, member, done)
        spoil(union)
        done.append((what, path + ([member] if rule == "E3002" else []), rule))
    return spoilt, done


def first(definition, member, done):
    for path, holder in holders(definition, []):
        if member in holder and not any(path[:len(p)] == p or p[:len(path)] == path for _, p, _ in done):
            return path, holder
    raise SystemExit(f"the definition has no {member} to plant a fault in")


def holders(node, path):
    if isinstance(node, dict):
        yield path, node
        for name in sorted(node):
            yield from holders(node[name], path + [name])
    elif isinstance(node, list):
        for i, one in enumerate(node):
            yield from holders(one, path + [i])
