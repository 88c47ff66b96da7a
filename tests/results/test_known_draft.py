import tomllib

import pytest

from atconform.base.errors import UsageError
from atconform.results.known import UNEXPLAINED, read
from atconform.results.known_draft import draft, stable
from atconform.results.records import Header, ModuleUnderTest, Run, ScenarioRecord


def a_run(*scenarios, variant="", firmware="Revision:1418B05SIM800L24", complaints=()):
    module = ModuleUnderTest(
        unit="", family="sim800", variant=variant, firmware=firmware, emulated=False, transport="", uncertainty=0
    )
    header = Header(format=1, run="r1", started="", suite="", catalogue="", modules=(module,))
    return Run(header=header, scenarios=scenarios, footer=None, complaints=complaints)


def a_scenario(name, verdict="fail", reason="said ERROR", **keys):
    return ScenarioRecord(id=name, family="sim800", title=f"title of {name}", verdict=verdict, reason=reason, **keys)


def entries(run):
    return tomllib.loads(draft(run)).get("known", [])


def test_a_draft_has_what_failed_and_nothing_else():
    run = a_run(a_scenario("a", "pass"), a_scenario("b"), a_scenario("c", "inconc"), a_scenario("d", case="x"))
    assert [entry["scenario"] for entry in entries(run)] == ["b", "d[x]"]


def test_an_entry_is_about_the_firmware_that_failed():
    (entry,) = entries(a_run(a_scenario("a"), variant="slow"))
    assert entry == {
        "scenario": "a",
        "family": "sim800@slow",
        "firmware": {"from": "1418B05SIM800L24", "to": "1418B05SIM800L24"},
        "reason": UNEXPLAINED,
        "contains": "said ERROR",
    }


def test_a_module_that_did_not_tell_its_firmware_is_meant_with_any():
    (entry,) = entries(a_run(a_scenario("a"), firmware=""))
    assert "firmware" not in entry


def test_a_failure_that_was_known_keeps_its_reason():
    (entry,) = entries(a_run(a_scenario("a", known="the vendor's fault")))
    assert entry["reason"] == "the vendor's fault"


def test_attempts_that_fail_with_several_texts_are_an_entry_each():
    run = a_run(a_scenario("a"), a_scenario("a", reason="said nothing", attempt=2), a_scenario("a", attempt=3))
    assert [entry["contains"] for entry in entries(run)] == ["said ERROR", "said nothing"]


def test_what_failed_only_sometimes_is_named_and_not_listed():
    text = draft(a_run(a_scenario("a", "pass"), a_scenario("a", attempt=2)))
    assert "# a (sim800) failed 1 of 2 times: flaky, so not listed." in text
    assert "[[known]]" not in text


def test_a_draft_says_what_was_amiss_with_the_run():
    assert "# the run was cut off" in draft(a_run(complaints=("the run was cut off",)))


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("no 'OK' within 5 s", "no 'OK' within"),
        ("said [+CSQ: 20,0] [OK], expected [OK]", "] [OK], expected [OK]"),
        ("the server was called from 10.1.2.3, expected 10.1.2.4", "the server was called from"),
        ("5 s", "5 s"),
    ],
)
def test_the_text_of_an_entry_is_what_stays_the_same_from_run_to_run(reason, text):
    assert stable(reason) == text
    assert text in reason


def test_a_draft_can_be_read_whatever_a_module_says(tmp_path):
    reasons = ['quotes " and \\ and <CR>', "two\nlines", "中文 \x7f \x01"]
    run = a_run(*(a_scenario(r[0], reason=r, known="the vendor's fault") for r in reasons))
    (tmp_path / "known.toml").write_text(draft(run), "utf-8")
    assert [entry.contains for entry in read(tmp_path / "known.toml")] == reasons


def test_a_draft_is_refused_as_it_stands(tmp_path):
    run = a_run(a_scenario("a", known="the vendor's fault"), a_scenario("b", case="x"))
    (tmp_path / "known.toml").write_text(draft(run), "utf-8")
    with pytest.raises(UsageError, match=r"entry 2 \(b\[x\]\): not explained yet; write into its reason why it fails"):
        read(tmp_path / "known.toml")
