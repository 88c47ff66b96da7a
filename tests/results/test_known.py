import pytest

from atconform.base.errors import UsageError
from atconform.results.known import KnownFailure, Range, faults, read


def an_entry(**keys):
    given = {"scenario": "escape", "family": "sim800", "reason": "slow", "contains": "within 5 s"}
    return KnownFailure(**(given | keys))


def covers(entry, *, names=("escape", "escape[short]"), requirements=(), variant="", firmware="1418B05SIM800L24"):
    return entry.covers(names, requirements, "sim800", variant, firmware)


@pytest.mark.parametrize(
    ("firmware", "inside"),
    [
        ("1418B04SIM800L24", True),
        ("Revision:1418B04SIM800L24", True),
        ("1418B10SIM800L24", True),
        ("1418B03SIM800L24", False),
        ("1418B11SIM800L24", False),
        ("1418B05SIM800C24", False),
        ("", False),
    ],
)
def test_a_firmware_lies_in_a_range_by_its_numbers_and_with_the_same_letters(firmware, inside):
    assert Range("1418B04SIM800L24", "1418B10SIM800L24").covers(firmware) is inside


def test_an_end_that_is_left_out_is_open():
    assert Range().covers("")
    assert Range(first="B2").covers("B9999")
    assert not Range(last="B2").covers("B3")


def test_an_entry_is_about_one_case_or_about_all_of_a_scenario():
    assert covers(an_entry(scenario="escape"))
    assert covers(an_entry(scenario="escape[short]"))
    assert not covers(an_entry(scenario="escape[long]"))


def test_an_entry_may_be_about_every_scenario_of_a_requirement():
    entry = an_entry(scenario="", requirement="SIM800-2.2.4-T1")
    assert covers(entry, requirements=("SIM800-2.2.4-T1",))
    assert not covers(entry, requirements=("SIM800-2.2.4-T3",))


def test_a_family_covers_its_variants_and_a_variant_itself_alone():
    assert covers(an_entry(family="sim800"), variant="slow")
    assert covers(an_entry(family="sim800@slow"), variant="slow")
    assert not covers(an_entry(family="sim800@slow"))
    assert not covers(an_entry(family="sim7000"))


def test_what_is_told_of_an_entry_says_where_more_is_to_be_read():
    assert an_entry().note == "slow"
    assert an_entry(link="https://example.com/7").note == "slow (https://example.com/7)"


def test_names_that_do_not_exist_are_told_with_the_entry_and_a_similar_name():
    entries = [
        an_entry(),
        an_entry(scenario="escpe", family="sim80"),
        an_entry(scenario="", requirement="R1"),
        an_entry(family="sim800@short-gard"),
    ]
    assert faults(entries, {"escape"}, {"R2"}, {"sim800", "sim800@short-guard"}) == [
        "entry 2: no scenario 'escpe'; did you mean escape?",
        "entry 2: no family 'sim80'; did you mean sim800?",
        "entry 3: no requirement 'R1'",
        "entry 4: no variant 'sim800@short-gard'; did you mean sim800@short-guard?",
    ]


WHOLE = 'scenario = "x"\nfamily = "sim800"\nreason = "r"\ncontains = "c"\n'


def test_a_list_is_read_entry_by_entry(tmp_path):
    file = tmp_path / "known.toml"
    file.write_text(f'[[known]]\n{WHOLE}\n[[known]]\n{WHOLE}firmware = {{ from = "B1" }}\nlink = "l"\n')
    first, second = read(file)
    assert (first.scenario, first.firmware) == ("x", Range())
    assert (second.firmware, second.link) == (Range(first="B1"), "l")


def test_an_empty_list_is_a_list(tmp_path):
    (tmp_path / "known.toml").write_text("")
    assert read(tmp_path / "known.toml") == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"[[known]]\n{WHOLE}\n[[known]]\n{WHOLE}famly = 1", "entry 2: the key 'famly' is not known; did you mean fam"),
        (WHOLE, "the key 'scenario' is not known"),
        (f'[[known]]\n{WHOLE}firmware = {{ form = "B1" }}', "entry 1 firmware: the key 'form' is not known"),
        ('[[known]]\nfamily = "sim800"', "entry 1: the key 'reason' is missing"),
        (f"[[known]]\n{WHOLE}".replace('"r"', "3"), "entry 1 reason: expected text"),
        (f"[[known]]\n{WHOLE}".replace('"c"', '""'), "entry 1 contains: it may not be empty"),
        (f'[[known]]\n{WHOLE}requirement = "y"', "entry 1: name a scenario or a requirement, one of the two"),
        (f"[[known]]\n{WHOLE}".replace('"x"', '""'), "entry 1: name a scenario or a requirement, one of the two"),
        (f'[[known]]\n{WHOLE}firmware = "B1"', "entry 1 firmware: write { from = "),
        (f'[[known]]\n{WHOLE}firmware = {{ from = "B2", to = "B1" }}', "entry 1 firmware: no firmware lies between"),
        ("known = 3", "known: write [[known]] before each"),
        ("[", "is not TOML"),
    ],
)
def test_a_fault_in_a_list_is_named_with_its_place(tmp_path, text, says):
    (tmp_path / "known.toml").write_text(text)
    with pytest.raises(UsageError) as fault:
        read(tmp_path / "known.toml")
    assert f"{tmp_path}/known.toml" in str(fault.value)
    assert says in str(fault.value)
    assert "\n" not in str(fault.value)


def test_a_list_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(UsageError, match="No such file or directory; name a list of known failures that can be read"):
        read(tmp_path / "known.toml")
