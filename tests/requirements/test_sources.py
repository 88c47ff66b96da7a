"""Every value of the claims says what it rests on, and that exists."""

import re

import msgspec
import pytest

from atconform.base.basis import Basis
from atconform.base.families import families
from atconform.requirements import catalogue, circumstances, claims, contradictions
from atconform.requirements.catalogue import section_key
from atconform.requirements.sources import Source
from tests import ROOT
from tests.records.record import differences

CATALOGUE = catalogue.load()


def sources(family):
    said = claims.load(family)
    yield "prompt", said.prompt.source
    yield "answers_within", said.answers_within_source
    yield from ((terminal, spelt.source) for terminal, spelt in said.spelling.items())
    yield from ((entry.name, entry.source) for entry in said.figures)
    yield from ((entry.command, entry.source) for entry in said.time_limits)
    for name, alternatives in said.alternatives.items():
        yield from ((f"{name} = {one.value}", one.source) for one in alternatives)


SOURCES = [
    pytest.param(family, source, id=f"{family} {name}") for family in families() for name, source in sources(family)
]


@pytest.mark.parametrize(("family", "source"), SOURCES)
def test_what_a_value_rests_on_exists_and_is_about_the_family(family, source):
    assert [name for name in source.statements if family != CATALOGUE.family(name)] == []
    assert {CATALOGUE.basis(name) for name in source.note} <= {Basis.NOTE}
    assert {CATALOGUE.basis(name) for name in source.manual} <= {Basis.MANUAL}
    assert not source.own or family in contradictions.gaps()[source.own].families
    assert not source.contradiction or source.contradiction in contradictions.load()


def test_a_value_without_a_source_does_not_load():
    with pytest.raises(msgspec.ValidationError, match="a source names"):
        msgspec.convert({}, Source)


@pytest.mark.parametrize(
    ("given", "basis"),
    [
        ({"note": ["SIM800-2.2.4-T1"], "own": "G01"}, Basis.NOTE),
        ({"manual": ["SIM800AT-8.2.7-T1"], "own": "G01"}, Basis.MANUAL),
        ({"observed": ["SIM800/09"], "own": "G01"}, Basis.OBSERVED),
        ({"own": "G01"}, Basis.OWN),
    ],
)
def test_the_strongest_ground_counts(given, basis):
    assert msgspec.convert(given, Source).basis is basis


def test_every_statement_of_a_manual_and_every_gap_is_used():
    """By a tag or a mark of a scenario, a value, a rule or a record; or it says what another one says that is used."""
    suite = [*(ROOT / "features").rglob("*.feature"), *(ROOT / "src/atconform/judge/grammar/rules").glob("*.lark")]
    written = set(
        re.findall(r"\bSIM\w+AT\d*-[\d.]+-[A-Z]\d+|\bG\d{2,3}\b", "".join(p.read_text("utf-8") for p in suite))
    )
    used = written | differences() | {name for one in circumstances.load() for name in one.statements}
    used |= {name for family in families() for _, source in sources(family) for name in source.names}
    of_manuals = [one for one in CATALOGUE.statements() if one.note not in CATALOGUE.notes]
    used |= {one.same_as for one in of_manuals} | {one.id for one in of_manuals if one.same_as in used}
    assert [one.id for one in of_manuals if one.id not in used] == []
    assert [gap for gap in contradictions.gaps() if gap not in used] == []


@pytest.mark.parametrize("manual", [name for name in CATALOGUE.documents if name not in CATALOGUE.notes])
def test_statements_of_a_manual_stand_in_its_order(manual):
    sections = [entry.section for entry in CATALOGUE.statements() if entry.note == manual]
    assert sections == sorted(sections, key=section_key)


def test_gaps_are_numbered_in_order():
    assert list(contradictions.gaps()) == sorted(contradictions.gaps(), key=lambda gap: int(gap[1:]))
