"""cfn-lint's QuickSight schemas, with unions that are unions.

CloudFormation writes a choice of one as an object whose members are all optional,
so that two kinds of visual in one, or none, pass. Here such an object has one
member exactly. The schemas are read from the package and written to a folder;
nothing of them is kept.
"""

import json
import pathlib

import cfnlint

SCHEMAS = pathlib.Path(cfnlint.__file__).parent / "data/schemas"
TYPES = ("AWS::QuickSight::Analysis", "AWS::QuickSight::Dashboard")

# Objects that are a choice of one of their members (the API reference says of each
# "this structure is a union" or "only one of the attributes").
UNIONS = (
    "AggregationFunction", "CategoryFilterConfiguration", "Computation", "ConditionalFormattingColor",
    "ConditionalFormattingIcon", "DefaultFilterControlOptions", "DimensionField", "FieldSortOptions", "Filter",
    "FilterControl", "FilterScopeConfiguration", "FormatConfiguration", "LayoutConfiguration", "MeasureField",
    "NumericFormatConfiguration", "NumericalAggregationFunction", "ParameterControl", "ParameterDeclaration",
    "TableFieldWells", "Visual", "VisualCustomActionOperation",
)


def write(folder):
    folder.mkdir(parents=True, exist_ok=True)
    provider = json.loads((SCHEMAS / "providers/us-east-1.json").read_text())
    for kind in TYPES:
        schema = json.loads((SCHEMAS / f"resources/{provider[kind]}.json").read_text())
        for name in UNIONS:
            union = schema["definitions"][name]
            if union["type"] != "object" or union.get("required"):
                raise SystemExit(f"{kind}: {name} is no choice of its members any more")
            union.update(minProperties=1, maxProperties=1)
        # The guide: a number and px (GridLayoutScreenCanvasSizeOptions).
        width = schema["definitions"]["GridLayoutScreenCanvasSizeOptions"]["properties"]["OptimizedViewPortWidth"]
        width["pattern"] = r"^\d+px$"
        (folder / f"{kind.replace('::', '-').lower()}.json").write_text(json.dumps(schema))
