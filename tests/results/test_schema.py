import json

import pytest

from atconform.results.records import Footer, MeasuredFigure
from atconform.results.schema import schema, schema_text
from tests import ROOT
from tests.results.report.reporting import a_run, a_scenario

PUBLISHED = ROOT / "docs" / "run-record.schema.json"
TYPES = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "object": dict,
    "array": list,
    "null": type(None),
}
KNOWN = {"type", "enum", "properties", "required", "items", "additionalProperties", "propertyNames", "$ref", "anyOf"}
KNOWN |= {"minimum", "maximum", "minItems", "minLength"}
SAYS_NOTHING = {"title", "description", "default", "discriminator"}


def faults(value, rule, where="$"):
    """Hold a value against a schema, as far as ours goes; a key that the schema does not name is a fault, too."""
    if "$ref" in rule:
        return faults(value, schema()["$defs"][rule["$ref"].rpartition("/")[2]], where)
    if "anyOf" in rule:
        return min((faults(value, choice, where) for choice in rule["anyOf"]), key=len)
    assert not rule.keys() - KNOWN - SAYS_NOTHING
    found = []
    if "type" in rule and (
        not isinstance(value, TYPES[rule["type"]]) or isinstance(value, bool) > ("bool" in rule["type"])
    ):
        return [f"{where}: no {rule['type']}"]
    if "enum" in rule and value not in rule["enum"]:
        found.append(f"{where}: not one of {rule['enum']}")
    if isinstance(value, (int, float)) and not rule.get("minimum", value) <= value <= rule.get("maximum", value):
        found.append(f"{where}: out of range")
    if isinstance(value, str) and len(value) < rule.get("minLength", 0):
        found.append(f"{where}: too short")
    if isinstance(value, list):
        found += [f"{where}: too few"] * (len(value) < rule.get("minItems", 0))
        found += [f for n, item in enumerate(value) for f in faults(item, rule.get("items", {}), f"{where}[{n}]")]
    if isinstance(value, dict):
        named = rule.get("properties", {})
        others = rule.get("additionalProperties", False if named else {})
        found += [f"{where}: {key} is missing" for key in rule.get("required", ()) if key not in value]
        for key, item in value.items():
            inside = named.get(key, others)
            found += (
                [f"{where}: {key} is not described"]
                if inside is False
                else faults(item, inside or {}, f"{where}.{key}")
            )
    return found


def line_faults(line):
    return faults(json.loads(line), {"anyOf": schema()["anyOf"]})


@pytest.fixture
def lines(tmp_path):
    figure = MeasuredFigure(name="that", unit="us", earliest=1, latest=2, limit="at most 1 s")
    whole = a_scenario(
        verdict="fail", reason="no OK", remarks=("a",), figures=(figure,), steps=("b",), wall_seconds=0.5
    )
    footer = Footer(ended="", verdicts={"fail": 1}, exit_code=1, wall_seconds=1.0, remark="c")
    source = a_run(tmp_path / "run", whole, footer=footer, strict=True, bench={"sim": {"apn": "internet"}})
    return (source.folder / "run.jsonl").read_text().splitlines()


def test_the_published_schema_is_that_of_the_writer():
    written = "python -m atconform.results.schema > docs/run-record.schema.json writes it anew"
    assert PUBLISHED.read_text("utf-8") == schema_text(), written


def test_what_the_writer_writes_is_described_by_the_schema(lines):
    assert len(lines) == 3
    assert [line_faults(line) for line in lines] == [[], [], []]


@pytest.mark.parametrize(
    ("number", "changes"),
    [
        (0, {"modules": "sim800"}),
        (0, {"kind": "head"}),
        (1, {"verdict": "passed"}),
        (1, {"colour": "red"}),
        (1, {"figures": [{"name": "that"}]}),
        (2, {"exit_code": "1"}),
    ],
)
def test_a_line_of_another_form_does_not_fit_the_schema(lines, number, changes):
    assert line_faults(json.dumps(json.loads(lines[number]) | changes))
