import pytest

from atconform.base.errors import BenchFault, UsageError
from atconform.requirements import catalogue
from atconform.requirements.catalogue import Catalogue, Note, Requirement, section_key


def a_note(name, family):
    return Note(id=name, document="", version="", date="", language="en", family=family, source="")


def a_requirement(name, **keys):
    section = name.split("-")[1]
    return Requirement(id=name, section=section, title="", **keys)


SIM800 = a_note("SIM800", "sim800")
SIM7000 = a_note("SIM7000", "sim7000")


def two_notes(*followers):
    return Catalogue([(SIM800, [a_requirement("SIM800-1-R1", text="says this")]), (SIM7000, followers)])


def test_a_requirement_is_found_by_its_id():
    assert catalogue.load()["SIM800-2.2.4-T1"].timing["gap_max"] == 1000


def test_an_id_that_nothing_has_is_not_in_the_catalogue():
    assert "SIM800-99-R1" not in catalogue.load()


def test_requirements_come_in_the_order_of_the_note():
    sections = [requirement.section for requirement in catalogue.load().for_note("SIM800")]
    assert sections == sorted(sections, key=section_key)


def test_section_2_10_comes_after_section_2_9():
    assert sorted(["2.10", "10", "2.9", "2"], key=section_key) == ["2", "2.9", "2.10", "10"]


def test_the_requirements_of_a_family_are_those_of_its_notes():
    both = two_notes(a_requirement("SIM7000-1-R1", same_as="SIM800-1-R1"))
    assert [requirement.id for requirement in both.for_family("sim7000")] == ["SIM7000-1-R1"]


def test_coverage_carries_over_to_an_entry_that_says_nothing_of_its_own():
    both = two_notes(a_requirement("SIM7000-1-R1", same_as="SIM800-1-R1"))
    assert both.covers("sim7000", "SIM800-1-R1") == ("SIM7000-1-R1",)


@pytest.mark.parametrize("own", ["text", "exchange"])
def test_coverage_does_not_carry_over_to_an_entry_with_a_statement_of_its_own(own):
    both = two_notes(a_requirement("SIM7000-1-R1", same_as="SIM800-1-R1", **{own: "eight, not six"}))
    assert both.covers("sim7000", "SIM800-1-R1") == ()


def test_coverage_carries_over_through_a_chain_but_not_past_a_statement_of_its_own():
    chain = two_notes(
        a_requirement("SIM7000-1-R1", same_as="SIM800-1-R1"),
        a_requirement("SIM7000-1-R2", same_as="SIM7000-1-R1"),
        a_requirement("SIM7000-1-R3", same_as="SIM7000-1-R2", text="differs"),
        a_requirement("SIM7000-1-R4", same_as="SIM7000-1-R3"),
    )
    assert chain.covers("sim7000", "SIM800-1-R1") == ("SIM7000-1-R1", "SIM7000-1-R2")


def test_a_requirement_shows_nothing_about_a_family_without_it():
    assert two_notes().covers("sim7000", "SIM800-1-R1") == ()


def test_a_requirement_covers_itself_for_its_own_family():
    assert two_notes().covers("sim800", "SIM800-1-R1") == ("SIM800-1-R1",)


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ([a_requirement("SIM7000-1-Q1", text="x")], "not of the form"),
        ([a_requirement("SIM800-1-R1", text="x")], "does not fit note SIM7000"),
        ([a_requirement("SIM7000-1-R1")], "says nothing"),
        ([a_requirement("SIM7000-1-R1", text="x")] * 2, "twice"),
        ([a_requirement("SIM7000-1-R1", same_as="SIM800-9-R9")], "same_as names SIM800-9-R9"),
        (
            [
                a_requirement("SIM7000-1-R1", same_as="SIM7000-1-R2"),
                a_requirement("SIM7000-1-R2", same_as="SIM800-9-R9"),
            ],
            "SIM7000-1-R2: same_as names SIM800-9-R9",
        ),
        ([a_requirement("SIM7000-1-R1", text="x", part_of="SIM7000-9-E9")], "part_of names SIM7000-9-E9"),
        ([a_requirement("SIM7000-1-R1", same_as="SIM7000-1-R1")], "leads back"),
    ],
)
def test_a_broken_entry_is_refused_by_name(broken, told):
    with pytest.raises(BenchFault, match=told):
        two_notes(*broken)


def test_a_fault_in_a_data_file_is_told_with_its_place():
    content = b"[note]\nid = 1\n"
    with pytest.raises(BenchFault, match=r"sim800\.toml: .*`\$\.note\.id`"):
        catalogue.read_note(content, "sim800.toml")


def test_a_file_that_is_no_toml_is_told_with_the_line():
    with pytest.raises(BenchFault, match=r"sim800\.toml: .*line 2"):
        catalogue.read_note(b"[note]\nid = \n", "sim800.toml")


def test_a_misspelt_key_is_refused():
    content = b'[note]\nid = "SIM800"\ntilte = ""\n'
    with pytest.raises(BenchFault, match="tilte"):
        catalogue.read_note(content, "sim800.toml")


@pytest.mark.parametrize("name", ["SIM7000", "sim7000"])
def test_a_note_is_found_by_its_id_or_its_family_whatever_the_case(name):
    assert two_notes().notes_named(name) == ["SIM7000"]


def test_an_unknown_note_is_refused_with_what_is_known():
    with pytest.raises(UsageError, match=r"no note 'sim80'; did you mean SIM800\? \(known: SIM800, SIM7000\)"):
        two_notes().notes_named("sim80")


def test_the_catalogue_has_a_version():
    assert len(catalogue.load().version) == 12


def test_what_a_requirement_says_is_its_siblings_where_it_has_nothing_of_its_own():
    known = catalogue.load()
    follower = next(r for r in known.for_note("SIM7000") if r.same_as and not r.has_own_statement)
    assert known.stated(follower) == known[follower.same_as]
    own = next(r for r in known.for_note("SIM7000") if r.text)
    assert known.stated(own) == own
