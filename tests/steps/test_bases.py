"""What the steps of the feature files rest on, held against the grammar: a note's line stands in a note."""

from pathlib import PurePosixPath

import pytest
from pytest_bdd.feature import get_features

from atconform.base.basis import Basis
from atconform.base.families import families
from atconform.judge.grammar import grammar
from atconform.judge.ground import Grounds
from atconform.requirements import claims
from atconform.requirements.catalogue import load
from atconform.requirements.scenarios import permanent_name
from atconform.requirements.traceability import TaggedScenario, is_about, rests_on
from steps.marks import read_mark
from steps.vocabulary import PHRASES
from tests import ROOT

OF_TWO_DOCUMENTS = {("apn-default-taken", "sim800"), ("apn-default-taken-again", "sim800")}
"""The form of the line is the manual's, and what it says the note's: the one mark of the step is about SIM7000."""


def scenarios(family):
    """Yield every scenario that is played for a family, with its Then steps."""
    for feature in get_features([str(ROOT / "features")]):
        file = PurePosixPath(feature.filename).relative_to(ROOT).as_posix()
        for template in feature.scenarios.values():
            tags = frozenset(template.tags | feature.tags)
            scenario = TaggedScenario(permanent_name(template, tags), template.name, tags, file, family)
            if is_about(load(), scenario):
                yield scenario, [step for step in template.steps if step.type == "then"]


def lines_of(step):
    """Return the lines that a step expects and that leave nothing open."""
    named = PHRASES["module answers"].read(step.name) or PHRASES["module reports"].read(step.name)
    text = (named["lines"] or step.docstring or "") if named else ""
    return [line.strip() for line in text.splitlines() if line.strip() and not {"{", "<"} & set(line)]


@pytest.mark.parametrize("family", families())
def test_a_line_that_a_step_has_from_a_note_stands_in_a_note(family):
    own = claims.load(family)
    rules = grammar.load(own.stacks, own.spelt)
    wrong = []
    for scenario, steps in scenarios(family):
        grounds = Grounds(family, rests_on(load(), scenario))
        for step in steps:
            if grounds.of(read_mark(step.name)[0]).basis is Basis.NOTE:
                read = [(line, rules.read(line)) for line in lines_of(step)]
                wrong += [(scenario.id, line) for line, known in read if known and known.rule.basis is not Basis.NOTE]
    assert [one for one in wrong if (one[0], family) not in OF_TWO_DOCUMENTS] == []
