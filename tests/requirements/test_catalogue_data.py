"""What must hold for the catalogue that ships: every reference leads somewhere, every example is playable."""

import re

import pytest

from atconform.requirements import catalogue, claims, contradictions, readings

CATALOGUE = list(catalogue.load())
IDS = re.compile(r"\bSIM\d[0-9A-Z]*-\d+(?:\.\d+)*-[A-Z]\d+\b")
PREFIXES = ("> ", ">> ", "< ", "<> >", "<< ", "p> ", "p< ", "-- ")


def having(attribute):
    return [pytest.param(entry, id=entry.id) for entry in CATALOGUE if getattr(entry, attribute)]


def texts(entry):
    return " ".join([entry.title, entry.text, entry.doubt, entry.disposition])


def test_the_sim800_note_has_all_its_requirements():
    assert len(catalogue.load().for_note("SIM800")) == 247


def test_every_chapter_has_a_title():
    chapters = {f"{entry.note} {entry.chapter}" for entry in CATALOGUE}
    assert chapters == set(catalogue.load().chapter_titles())


def test_every_example_has_an_exchange():
    examples = [entry for entry in CATALOGUE if entry.kind == "E"]
    assert [entry.id for entry in examples if not entry.exchange] == []


@pytest.mark.parametrize("entry", having("exchange"))
def test_every_line_of_an_exchange_says_who_speaks(entry):
    assert [line for line in entry.exchange.strip("\n").split("\n") if not line.startswith(PREFIXES)] == []


def test_titles_are_short():
    assert [entry.id for entry in CATALOGUE if len(entry.title) >= 70] == []


def test_requirements_that_are_mentioned_exist():
    mentioned = {(entry.id, name) for entry in CATALOGUE for name in IDS.findall(texts(entry))}
    assert sorted(pair for pair in mentioned if pair[1] not in catalogue.load()) == []


def test_contradictions_that_are_mentioned_exist():
    mentioned = {(entry.id, name) for entry in CATALOGUE for name in contradictions.REFERENCE.findall(texts(entry))}
    assert sorted(pair for pair in mentioned if pair[1] not in contradictions.load()) == []


def test_every_contradiction_is_referred_to_and_names_both_sides():
    referring = " ".join(
        [
            *map(texts, CATALOGUE),
            *(entry.contradiction for entry in readings.load()),
            *(entry.source for family in claims.families() for entry in claims.load(family).figures),
        ]
    )
    entries = contradictions.load().values()
    assert [entry.id for entry in entries if entry.id not in referring] == []
    assert [entry.id for entry in entries if len(entry.says) < 2] == []


def test_every_document_that_a_contradiction_quotes_is_listed():
    known = tuple(contradictions.documents())
    quoted = [(entry.id, place) for entry in contradictions.load().values() for place in entry.says]
    assert [pair for pair in quoted if not pair[1].startswith((*known, "everywhere else"))] == []


def test_every_reading_names_a_contradiction():
    assert [entry for entry in readings.load() if entry.contradiction not in contradictions.load()] == []


def test_every_printed_line_that_is_misread_stands_in_an_exchange_of_its_note():
    printed = {
        family: [
            [line[2:] for line in entry.exchange.splitlines() if line.startswith("< ")]
            for entry in catalogue.load().for_family(family)
        ]
        for family in {reading.family for reading in readings.load()}
    }
    unused = [
        reading
        for reading in readings.load()
        if not any(reading.apply(lines) != lines for lines in printed[reading.family])
    ]
    assert [reading.contradiction for reading in unused] == ["C77"], "+PDP DEACT is in running text only"
