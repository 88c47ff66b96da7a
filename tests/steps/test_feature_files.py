"""The feature files' form: what pytest-bdd would let pass silently, and what the project asks of every scenario."""

import ast
import re
from collections import Counter

import pytest
from pytest_bdd.feature import get_features

from atconform.base.families import families
from atconform.place.capabilities import spell
from atconform.requirements import claims, traceability
from atconform.requirements.catalogue import load
from atconform.requirements.scenarios import permanent_name, read_scenarios
from steps import network_events, states
from steps.vocabulary import PHRASES, needs
from tests import ROOT

FILES = sorted((ROOT / "features").rglob("*.feature"))
TEMPLATES = [
    (feature, template) for feature in get_features([str(ROOT / "features")]) for template in feature.scenarios.values()
]
SCENARIO = "Scenario|Scenario Outline|Example|场景|剧本|场景大纲|剧本大纲"
TAG = re.compile(r"id-[a-z0-9-]+|SIM\w+-\d+(\.\d+)*-[A-Z]\d+|smoke|long|persistent|costs")


def shown(path):
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_no_two_scenarios_of_a_file_have_one_name(path):
    names = re.findall(f"^\\s*(?:{SCENARIO}): *(.+?) *$", path.read_text("utf-8"), re.MULTILINE)
    assert [name for name, count in Counter(names).items() if count > 1] == []


@pytest.mark.parametrize("path", FILES, ids=shown)
def test_no_scenario_belongs_to_a_rule_keyword(path):
    assert not re.search(r"^\s*(Rule|规则):", path.read_text("utf-8"), re.MULTILINE)


def test_rules_are_sorted_by_protocol_stack():
    folders = {path.name for path in (ROOT / "features" / "rules").iterdir()}
    assert folders == {stack for family in families() for stack in claims.load(family).stacks}


def test_permanent_names_are_unique():
    names = Counter(permanent_name(t, frozenset(t.tags | f.tags)) for f, t in TEMPLATES)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_tag_is_of_a_known_form():
    tags = {tag for feature, template in TEMPLATES for tag in template.tags | feature.tags}
    assert [tag for tag in sorted(tags) if not TAG.fullmatch(tag)] == []


def test_examples_have_a_column_case_with_unique_words_and_no_tags():
    for _, template in TEMPLATES:
        cases = []
        for examples in template.examples:
            assert not examples.tags, template.name
            cases += [row["case"] for row in examples.as_contexts()]
        assert len(cases) == len(set(cases)), template.name


def test_every_step_is_exactly_one_phrase_of_the_vocabulary():
    for feature, template in TEMPLATES:
        rows = [row for examples in template.examples for row in examples.as_contexts()] or [{}]
        for step in template.render(rows[0]).steps:
            fitting = [
                name
                for name, phrase in PHRASES.items()
                if step.type in phrase.kinds and phrase.read(step.name) is not None
            ]
            assert len(fitting) == 1, f"{feature.rel_filename}: {step.name!r} is {fitting or 'no phrase'}"


def test_no_limit_is_written_as_a_time():
    for feature, template in TEMPLATES:
        for row in [row for examples in template.examples for row in examples.as_contexts()] or [{}]:
            for step in template.render(row).steps:
                named = [phrase.read(step.name) or {} for phrase in PHRASES.values() if step.type in phrase.kinds]
                written = [limits for names in named if re.search(r"\d m?s\b", limits := names.get("limits") or "")]
                assert not written, f"{feature.rel_filename}: {step.name!r}: a limit is a figure of the claims"


def test_every_state_and_every_event_of_a_step_has_a_wording():
    for _, template in TEMPLATES:
        for row in [row for examples in template.examples for row in examples.as_contexts()] or [{}]:
            for step in template.render(row).steps:
                if step.type in PHRASES["module is"].kinds and (named := PHRASES["module is"].read(step.name)):
                    assert states.state(named["state"])
                if named := PHRASES["network"].read(step.name):
                    assert network_events.event(named["event"], len)


def _called(decorator):
    return getattr(getattr(decorator, "func", None), "id", "")


def test_steps_are_plain_functions_that_take_the_bench():
    for path in (ROOT / "steps").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            assert not isinstance(node, ast.AsyncFunctionDef), f"{path.name}: pytest-bdd never awaits {node.name}"
            if isinstance(node, ast.FunctionDef) and "phrase" in map(_called, node.decorator_list):
                assert node.args.args[0].arg == "bench", f"{path.name}: {node.name}"


def test_every_tag_names_a_requirement_and_every_requirement_has_a_scenario_or_a_disposition():
    scenarios = list(read_scenarios(ROOT / "features"))
    rows = traceability.coverage(load(), scenarios)
    assert traceability.faults(load(), scenarios) == []
    assert [row.requirement.id for row in traceability.missing(rows)] == []


def test_everything_that_a_scenario_asks_of_a_bench_has_a_meaning_that_can_be_said():
    for _, template in TEMPLATES:
        for row in [row for examples in template.examples for row in examples.as_contexts()] or [{}]:
            for step in template.render(row).steps:
                for need in needs(step.name, step.docstring or ""):
                    assert spell(need).startswith(need)
