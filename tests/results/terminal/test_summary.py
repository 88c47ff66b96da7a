from io import StringIO
from pathlib import Path

from rich.console import Console

from atconform.results.records import Footer, Header, ModuleUnderTest, Run, ScenarioRecord
from atconform.results.terminal.summary import REASONS, SHOWN, summary


def a_header(**keys):
    given = {"emulated": False, "transport": "/dev/ttyUSB0", "variant": "", "firmware": "1418B04SIM800L24"}
    module = ModuleUnderTest(unit="bench-1", family="sim800", uncertainty=0, **(given | keys))
    return Header(format=1, run="", started="", suite="", catalogue="", modules=(module,))


def a_scenario(name, verdict="pass", section="SIM800 2.1", **keys):
    return ScenarioRecord(id=name, family="sim800", title=f"title of {name}", verdict=verdict, section=section, **keys)


def shown(*scenarios, header=None, footer=None, complaints=()):
    run = Run(header=header or a_header(), scenarios=scenarios, footer=footer, complaints=complaints)
    console = Console(file=StringIO(), width=140)
    console.print(summary(run, Path("reports/r1"), {"SIM800 2": "Single connection"}))
    return [line.rstrip() for line in console.file.getvalue().splitlines()]


def test_the_first_line_says_what_was_tested():
    assert shown(a_scenario("a"))[0] == "bench-1 (sim800), 1418B04SIM800L24, over /dev/ttyUSB0"


def test_an_emulated_module_is_called_so_in_the_first_line():
    header = a_header(emulated=True, transport="memory", variant="closed-ok")
    assert shown(a_scenario("a"), header=header)[0].endswith(
        "(sim800@closed-ok), 1418B04SIM800L24, over memory  EMULATED"
    )


def test_chapters_are_counted_by_verdict_in_the_order_of_the_note():
    lines = shown(
        a_scenario("a", section="SIM800 10"),
        a_scenario("b"),
        a_scenario("c", "fail"),
        a_scenario("d", section=""),
    )
    table = [line.split() for line in lines[2:6]]
    assert table == [
        ["chapter", "pass", "fail", "remarks"],
        ["SIM800", "2", "Single", "connection", "1", "1", "·"],
        ["SIM800", "10", "1", "·", "·"],
        ["other", "1", "·", "·"],
    ]


def test_the_counts_name_every_verdict_that_occurred_and_the_remarks():
    lines = shown(a_scenario("a", remarks=("blank",)), a_scenario("b", "skip"), a_scenario("c", "inconc"))
    assert any(line.startswith("3 scenarios, 1 pass, 1 inconc, 1 skip, 1 with remarks, in ") for line in lines)


def test_a_scenario_that_a_run_did_not_come_to_is_counted_apart():
    lines = shown(a_scenario("a", "none"))
    assert any(line.startswith("1 scenario, 1 not played") for line in lines)


def test_a_failure_is_shown_with_its_reason_and_the_command_that_shows_more():
    lines = shown(a_scenario("escape", "fail", case="too short", reason="no OK within 5 s\r\nexpected OK"))
    at = lines.index("fail  escape[too short]  title of escape")
    assert lines[at + 1 : at + 4] == [
        "  no OK within 5 s",
        "  expected OK",
        "  atconform show reports/r1 'escape[too short]'",
    ]


def test_errors_come_before_failures_and_only_the_first_few_are_spelled_out():
    failures = [a_scenario(f"f{number}", "fail", reason="x") for number in range(SHOWN)]
    lines = shown(*failures, a_scenario("broken", "error", reason="the port went away"))
    spelled = [line for line in lines if line.startswith(("fail ", "error "))]
    assert spelled[0].startswith("error  broken")
    assert len(spelled) == SHOWN
    assert "and 1 more that did not pass" in lines


def test_a_run_in_which_all_passed_spells_nothing_out():
    assert not any("atconform show" in line for line in shown(a_scenario("a"), a_scenario("b")))


def test_what_was_amiss_with_the_record_is_said():
    assert "! the run was cut off" in shown(a_scenario("a"), complaints=("the run was cut off",))


def test_an_empty_run_says_that_nothing_ran():
    assert "nothing ran" in shown()


def test_the_last_line_says_where_the_records_are():
    assert shown(a_scenario("a"))[-1] == "records: reports/r1"


def test_virtual_and_real_time_are_told_apart():
    footer = Footer(ended="", verdicts={}, exit_code=0, wall_seconds=2.0)
    lines = shown(a_scenario("a", module_seconds=3725.0), footer=footer)
    assert any(line.endswith("in 2.0 s (1 h 2 min of the module's time)") for line in lines)


def test_brackets_in_a_reason_are_shown_as_they_are():
    assert any("[bold]x[/bold]" in line for line in shown(a_scenario("a", "fail", reason="got [bold]x[/bold]")))


def test_attempts_are_one_scenario_of_their_worst_verdict():
    lines = shown(a_scenario("a"), a_scenario("a", "fail", attempt=2, reason="no OK"), a_scenario("b"))
    assert any(line.startswith("2 scenarios, 1 pass, 1 fail, 1 flaky, played 3 times in all, in ") for line in lines)
    assert sum(line.startswith("fail  a") for line in lines) == 1
    assert "flaky  a  passed 1 of 2 times" in lines


def test_attempts_that_agree_are_not_flaky():
    lines = shown(a_scenario("a", "fail"), a_scenario("a", "fail", attempt=2))
    assert not any("flaky" in line for line in lines)


def test_a_known_failure_has_a_column_of_its_own_and_is_not_spelled_out():
    lines = shown(a_scenario("a", "fail", known="the vendor knows"), a_scenario("b"))
    assert lines[2].split() == ["chapter", "pass", "known", "remarks"]
    assert any(line.startswith("2 scenarios, 1 pass, 1 known to fail, in ") for line in lines)
    assert not any("atconform show" in line for line in lines)


def test_where_the_list_of_known_failures_is_wrong_is_spelled_out():
    lines = shown(a_scenario("a", not_as_known="it passes, but is listed"))
    at = lines.index("pass  a  title of a")
    assert lines[at + 1] == "  it passes, but is listed"


def test_what_the_list_of_known_failures_names_in_vain_is_said():
    footer = Footer(ended="", verdicts={}, exit_code=1, known_faults=("known.toml: entry 1: no scenario 'x'",))
    assert "! known.toml: entry 1: no scenario 'x'" in shown(a_scenario("a"), footer=footer)


def test_what_was_skipped_is_told_by_reason_and_not_by_scenario():
    lack = "/dev/ttyUSB0 lacks dns (a domain name with two addresses)"
    lines = shown(
        *(a_scenario(f"s{n}", "skip", reason=lack) for n in range(3)), a_scenario("b", "skip", reason="other")
    )
    assert [line for line in lines if "skipped" in line] == [f"3 skipped: {lack}", "1 skipped: other"]


def test_the_least_reasons_of_many_share_a_line():
    lines = shown(*(a_scenario(f"s{n}", "skip", reason=f"reason {n}") for n in range(REASONS + 3)))
    told = [line for line in lines if "skipped" in line]
    assert len(told) == REASONS + 1
    assert told[-1] == "3 skipped for other reasons: atconform show tells of each"


def test_a_run_that_was_cut_off_says_how_its_rest_is_played():
    assert "play the rest: atconform run --resume reports/r1 --module sim800 --port /dev/ttyUSB0 --baudrate 115200" in (
        shown(a_scenario("a"), a_scenario("b", "none"), footer=Footer(ended="", verdicts={}, exit_code=2))
    )
    whole = shown(a_scenario("a"), footer=Footer(ended="", verdicts={}, exit_code=0))
    assert not any("play the rest" in line for line in whole)
