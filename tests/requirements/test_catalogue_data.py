"""What must hold for the catalogue that ships: every reference leads somewhere, every example is playable."""

import re

import pytest

from atconform.base.families import families
from atconform.requirements import catalogue, claims, contradictions, datafiles, readings
from atconform.requirements.catalogue import section_key
from tests import ROOT
from tests.records.record import differences

CATALOGUE = list(catalogue.load())
FILE_NAMES = {file.name for file in datafiles.files().values()}
NOTES = {"SIM800": 247, "SIM7000": 248, "SIM7020EN": 298, "SIM7020ZH": 304, "SIM7X00": 207}
FILES = [pytest.param(file.read_text("utf-8"), id=file.name) for file in datafiles.files().values()]
IDS = re.compile(r"\bSIM\d[0-9A-Z]*-\d+(?:\.\d+)*-[A-Z]\d+\b")
PREFIXES = ("> ", ">> ", "< ", "<> >", "<< ", "p> ", "p< ", "-- ")


def having(attribute):
    return [pytest.param(entry, id=entry.id) for entry in CATALOGUE if getattr(entry, attribute)]


def texts(entry):
    return " ".join([entry.title, entry.text, entry.doubt, entry.disposition])


def exchange(entry):
    """What the note prints, taken from the requirement that says the same where nothing stands here."""
    while not entry.exchange and entry.same_as:
        entry = catalogue.load()[entry.same_as]
    return entry.exchange


def printed(entry):
    return [line[2:] for line in exchange(entry).splitlines() if line.startswith("< ")]


def test_every_note_has_all_its_requirements():
    assert {note: len(catalogue.load().for_note(note)) for note in catalogue.load().notes} == NOTES


@pytest.mark.parametrize("note", NOTES)
def test_requirements_stand_in_the_order_of_the_note(note):
    sections = [entry.section for entry in catalogue.load().for_note(note)]
    assert sections == sorted(sections, key=section_key)


def test_every_chapter_has_a_title():
    chapters = {f"{entry.note} {entry.chapter}" for entry in CATALOGUE}
    assert chapters == set(catalogue.load().chapter_titles())


def test_every_section_of_a_note_has_a_title():
    titled = {(note.id, section) for note in catalogue.load().notes.values() for section in note.sections}
    assert titled == {(entry.note, entry.section) for entry in CATALOGUE if entry.section != entry.chapter}


def test_every_example_has_an_exchange():
    examples = [entry for entry in CATALOGUE if entry.kind == "E"]
    assert [entry.id for entry in examples if not exchange(entry)] == []


@pytest.mark.parametrize("entry", having("exchange"))
def test_every_line_of_an_exchange_says_who_speaks(entry):
    assert [line for line in entry.exchange.strip("\n").split("\n") if not line.startswith(PREFIXES)] == []


def test_a_requirement_that_another_note_has_as_well_is_of_the_same_kind_there():
    followers = [entry for entry in CATALOGUE if entry.same_as]
    assert [entry.id for entry in followers if catalogue.load()[entry.same_as].note == entry.note] == []
    assert [entry.id for entry in followers if catalogue.load()[entry.same_as].kind != entry.kind] == []


def test_what_stands_and_falls_with_another_requirement_is_disposed_of_with_it():
    followers = [entry for entry in CATALOGUE if entry.same_as and not entry.has_own_statement]
    differing = [
        entry.id for entry in followers if bool(entry.disposition) != bool(catalogue.load()[entry.same_as].disposition)
    ]
    assert differing == []


def test_what_a_disposition_refers_to_is_not_disposed_of_itself():
    named = [(entry.id, name) for entry in CATALOGUE for name in IDS.findall(entry.disposition)]
    assert [pair for pair in named if catalogue.load()[pair[1]].disposition] == []


def test_a_part_is_within_an_example_of_its_section():
    for entry in CATALOGUE:
        if entry.part_of:
            whole = catalogue.load()[entry.part_of]
            assert (whole.section, whole.kind) == (entry.section, "E"), entry.id
            assert exchange(entry).strip() in exchange(whole), entry.id


def test_titles_are_short():
    assert [entry.id for entry in CATALOGUE if len(entry.title) >= 70] == []


def test_requirements_that_are_mentioned_exist():
    mentioned = {(entry.id, name) for entry in CATALOGUE for name in IDS.findall(texts(entry))}
    assert sorted(pair for pair in mentioned if pair[1] not in catalogue.load()) == []


def test_contradictions_that_are_mentioned_exist():
    mentioned = {(entry.id, name) for entry in CATALOGUE for name in contradictions.REFERENCE.findall(texts(entry))}
    assert sorted(pair for pair in mentioned if pair[1] not in contradictions.load()) == []


def test_contradictions_are_numbered_in_order_and_once():
    content = datafiles.files()["contradictions"].read_text("utf-8")
    ids = re.findall(r'^id = "(.+)"$', content, re.MULTILINE)
    assert ids == sorted(set(ids), key=lambda name: (name[0], int(name[1:])))


@pytest.mark.parametrize("content", FILES)
def test_a_file_that_is_mentioned_is_one_of_the_project(content):
    mentioned = set(re.findall(r"[\w./-]+\.(?:toml|md|txt|png|py)\b", content))
    assert [name for name in sorted(mentioned) if name not in FILE_NAMES and not (ROOT / name).is_file()] == []


def test_every_contradiction_is_referred_to_and_names_both_sides():
    referring = " ".join(
        [
            *map(texts, CATALOGUE),
            *(entry.contradiction for entry in readings.load()),
            *(" ".join(entry.source.names) for family in families() for entry in claims.load(family).figures),
            *differences(),
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


def test_every_misprint_stands_in_an_exchange_of_its_notes():
    def stands(reading, entry):
        return reading.apply(printed(entry)) != printed(entry)

    unused = [
        (reading.contradiction, family)
        for reading in readings.load()
        for family in reading.families
        if not any(stands(reading, entry) for entry in catalogue.load().for_family(family) if entry.exchange)
    ]
    assert unused == [("C77", "sim800")], "+PDP DEACT is in running text only"


def test_a_misprint_of_some_examples_stands_in_each_of_them_and_is_told_by_its_family():
    for reading in readings.load():
        for example in reading.examples:
            entry = catalogue.load()[example]
            assert catalogue.load().family(example) in reading.families
            assert reading.apply(printed(entry)) != printed(entry), example
