from io import StringIO

import pytest
from rich.console import Console

from atconform.requirements.catalogue import Catalogue, Manual, Note, Requirement
from atconform.requirements.table import chapter_table, requirement_table
from atconform.requirements.traceability import TaggedScenario, coverage, faults, is_about, missing


def a_note(name, family, kind=Note):
    return kind(
        id=name,
        document="",
        version="",
        date="",
        language="en",
        family=family,
        source="",
        chapters={"2": "Sending"},
    )


def a_requirement(name, **keys):
    return Requirement(id=name, section=name.split("-")[1], title=f"title of {name}", **keys)


CATALOGUE = Catalogue(
    [
        (
            a_note("SIM800", "sim800"),
            [
                a_requirement("SIM800-2.1-R1", text="x"),
                a_requirement("SIM800-2.1-E1", exchange="> AT\n< OK"),
                a_requirement("SIM800-2.2-L1", text="x", disposition="a current does not show"),
            ],
        ),
        (
            a_note("SIM7000", "sim7000"),
            [
                a_requirement("SIM7000-2.1-R1", same_as="SIM800-2.1-R1"),
                a_requirement("SIM7000-2.1-E1", same_as="SIM800-2.1-E1"),
            ],
        ),
        (a_note("SIM800AT", "sim800", Manual), [a_requirement("SIM800AT-8.1-R1", text="x")]),
        (a_note("SIM7020AT", "sim7020", Manual), [a_requirement("SIM7020AT-7.1-R1", same_as="SIM800AT-8.1-R1")]),
    ]
)


def a_scenario(*tags, family="sim800", file="features/rules/cip/send.feature", name="send"):
    return TaggedScenario(id=name, title="", tags=frozenset(tags), file=file, family=family)


def statuses(*scenarios, notes=None):
    return {row.requirement.id: row.status for row in coverage(CATALOGUE, scenarios, notes)}


def test_a_requirement_is_covered_by_the_scenario_that_carries_it():
    row = coverage(CATALOGUE, [a_scenario("SIM800-2.1-R1", "smoke")])[0]
    assert (row.status, [scenario.id for scenario in row.scenarios]) == ("covered", ["send"])


def test_a_requirement_with_a_disposition_needs_no_scenario():
    assert statuses()["SIM800-2.2-L1"] == "disposed"


def test_what_has_neither_scenario_nor_disposition_is_missing():
    rows = coverage(CATALOGUE, [a_scenario("SIM800-2.1-R1")], notes=["SIM800"])
    assert [row.requirement.id for row in missing(rows)] == ["SIM800-2.1-E1"]


def test_a_scenario_covers_a_sibling_only_where_it_ran_for_that_family():
    assert statuses(a_scenario("SIM800-2.1-R1"))["SIM7000-2.1-R1"] == "missing"
    assert statuses(a_scenario("SIM800-2.1-R1", family="sim7000"))["SIM7000-2.1-R1"] == "covered"


def test_a_scenario_that_ran_for_a_sibling_does_not_cover_the_requirement_itself():
    assert statuses(a_scenario("SIM800-2.1-R1", family="sim7000"))["SIM800-2.1-R1"] == "missing"


@pytest.mark.parametrize(
    ("tags", "families"),
    [
        (["SIM800-2.1-R1"], ["sim800", "sim7000"]),
        (["SIM800-2.1-R1", "SIM800AT-8.1-R1"], ["sim800", "sim7000"]),
        (["SIM800-2.1-R1", "SIM7020AT-7.1-R1"], ["sim800", "sim7000", "sim7020"]),
        (["SIM800AT-8.1-R1"], ["sim800", "sim7020"]),
    ],
)
def test_a_scenario_is_played_where_a_note_has_it_or_the_family_s_own_manual_is_named(tags, families):
    played = [
        family for family in ("sim800", "sim7000", "sim7020") if is_about(CATALOGUE, a_scenario(*tags, family=family))
    ]
    assert played == families


def test_playing_one_note_says_nothing_about_another():
    played = a_scenario("SIM800-2.1-E1", family="sim7000", file="features/notes/sim800/2.feature")
    assert statuses(played)["SIM7000-2.1-E1"] == "missing"


def test_a_table_can_be_of_one_note():
    assert set(statuses(notes=["SIM7000"])) == {"SIM7000-2.1-R1", "SIM7000-2.1-E1"}


@pytest.mark.parametrize("tag", ["SIM800-2.1-R9", "SIM800-2.1R1", "sim800-2.1-R1"])
def test_a_tag_that_names_no_requirement_is_a_fault_with_the_nearest_name(tag):
    (fault,) = faults(CATALOGUE, [a_scenario(tag)])
    assert fault == f"features/rules/cip/send.feature: send: @{tag} names no requirement; did you mean SIM800-2.1-R1?"


def test_other_tags_are_nobody_s_fault():
    assert faults(CATALOGUE, [a_scenario("smoke", "id-send", "long", "SIM800-2.1-R1")]) == []


def test_a_scenario_about_a_requirement_that_is_disposed_of_is_a_fault():
    (fault,) = faults(CATALOGUE, [a_scenario("SIM800-2.2-L1")])
    assert fault.endswith("@SIM800-2.2-L1 is disposed of in the catalogue (a current does not show)")


def test_a_played_note_carries_examples_only():
    (fault,) = faults(CATALOGUE, [a_scenario("SIM800-2.1-R1", file="features/notes/sim800/2.feature")])
    assert "@SIM800-2.1-R1 is not an example" in fault


def test_a_fault_is_told_once_for_all_families_and_cases():
    scenarios = [a_scenario("SIM800-9-R1", family=family) for family in ("sim800", "sim7000")]
    assert len(faults(CATALOGUE, scenarios)) == 1


def shown(table):
    console = Console(file=StringIO(), width=120)
    console.print(table)
    return console.file.getvalue()


def test_the_table_names_what_shows_a_requirement_and_why_one_is_left_out():
    text = shown(requirement_table(coverage(CATALOGUE, [a_scenario("SIM800-2.1-R1")], ["SIM800"])))
    lines = {line.split()[0]: line for line in text.splitlines()}
    assert lines["SIM800-2.1-R1"].split()[-1] == "send"
    assert lines["SIM800-2.1-E1"].split()[-1] == "nothing"
    assert "a current does not show" in lines["SIM800-2.2-L1"]


def test_the_chapter_table_counts_each_status_and_all():
    rows = coverage(CATALOGUE, [a_scenario("SIM800-2.1-R1")], ["SIM800"])
    text = shown(chapter_table(rows, CATALOGUE.chapter_titles()))
    assert text.splitlines()[1].split() == ["SIM800", "2", "Sending", "1", "1", "1", "3"]
    assert text.splitlines()[-1].split() == ["all", "1", "1", "1", "3"]


def test_brackets_in_a_title_are_shown_as_they_are():
    bracketed = Catalogue(
        [
            (
                a_note("SIM800", "sim800"),
                [Requirement(id="SIM800-2-R1", section="2", title="[red]x", text="x")],
            )
        ]
    )
    assert "[red]x" in shown(requirement_table(coverage(bracketed, [])))
