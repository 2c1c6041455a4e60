"""The two judges of a CloudFormation template. Each answers with findings:
(rule, logical id, path within the resource, message), opinions left out."""

import json
import pathlib
import tarfile

import cloudformation_validate as cv
from cfnlint.api import lint
from cfnlint.core import get_rules

# Findings that are no faults here, each with its reason. Information is left out
# altogether: what could be tagged, described or kept.
OPINIONS = {
    "W3005": "DependsOn besides a reference: Pulumi writes both",
    "W9002": "an ARN written out: those of AWS's own standards and products are no resource of a template",
    "W9013": "an account written out: a program asks which account it is in, a template cannot",
}


class Lint:
    """cfn-lint in this process: its start takes longer than any of our templates."""

    def __init__(self):
        self.rules = get_rules([], [], ["W", "E"])

    def judge(self, template, region):
        found = []
        for m in lint(template.read_text(), rules=self.rules, regions=[region]):
            path = [str(p) for p in m.path]
            if m.rule.id not in OPINIONS:
                found.append((m.rule.id, path[1] if len(path) > 1 else "",
                              ".".join(path[2:]).removeprefix("Properties."), m.message))
        return found


class Validator:
    """AWS's cloudformation-validate with the rules of cdk-preflight."""

    def __init__(self, types):
        # Read from the package: to import it would want the whole CDK.
        package = next(pathlib.Path(cv.__file__).parent.parent.glob("cdk_preflight/_jsii/*.tgz"))
        with tarfile.open(package) as tar:
            source = tar.extractfile("package/lib/rules.generated.js").read().decode()
        rules, libs = source.split("exports.BUNDLED_LIBS = [")
        rules = json.loads(rules[rules.index("BUNDLED_RULES = [") + 16:rules.rindex("]") + 1])
        libs = json.loads("[" + libs[:libs.rindex("]") + 1])
        # Those for our types alone: all of them take minutes.
        ours = [r for r in rules if types & set(r["resourceTypes"])]
        self.rules = len(ours)
        self.engine = cv.RegoEngine(cv.EngineConfig(custom_rules=[
            *(cv.ExternalRuleSource(name=lib["name"], content=lib["rego"]) for lib in libs),
            *(cv.ExternalRuleSource(name=r["id"], content=r["rego"]) for r in ours)]))

    def judge(self, template, partition, region, account):
        config = cv.ValidateConfig(pseudo_parameter_overrides=cv.PseudoParameterOverrides(
            partition=partition, region=region, account_id=account))
        found = []
        for d in self.engine.validate_template(str(template), config).diagnostics:
            if d.rule_id not in OPINIONS and d.severity.name != "INFO":
                found.append((d.rule_id, d.entity.logical_id if d.entity else "",
                              (d.property_path or "").removeprefix("Properties."), d.message))
        return found
