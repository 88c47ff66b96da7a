import pytest

from atconform.base.terminal import Terminal
from atconform.requirements.catalogue import load
from atconform.results.comparison import compare
from atconform.results.terminal.comparison import print_matrix, print_two
from tests.results.report.reporting import SPOKEN, a_run, a_scenario

NAMES = ("one", "two", "three", "four")
MISSING = "no '+NEW CLIENT CONNEC: 1' within 30 s"


@pytest.fixture
def printed(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    old = a_run(tmp_path / "old", *(a_scenario(name) for name in NAMES))
    failed = [a_scenario(name, "fail", reason=MISSING, basis="note", rests_on=("SIM800-2.2.4-T1",)) for name in NAMES]
    new = a_run(tmp_path / "new", *failed, spoken=SPOKEN.replace("OK", "ERROR"))

    def printing(**keys):
        print_two(Terminal(), old, new, compare(old.run, new.run), load(), **keys)
        return capsys.readouterr().out

    return printing


def test_a_cause_is_told_once_with_its_first_scenarios_and_without_transcripts(printed):
    *_, text = printed().partition("regressed: ")
    assert text.splitlines() == [
        "1 cause, 4 scenarios",
        "  4 scenarios: same line missing",
        f"    {MISSING}",
        "    expected by the application note: SIM800-2.2.4-T1",
        "    one  sim800  Escape",
        "    two  sim800  Escape",
        "    three  sim800  Escape",
        "    and 1 more",
        "",
        "4 scenarios, 4 regressed",
        "-v names every scenario, with both transcripts side by side",
    ]


def test_asked_for_every_scenario_is_named_with_both_transcripts_and_the_statement(printed):
    text = printed(verbose=True)
    assert text.count("+ <  <CR><LF>ERROR<CR><LF>") == text.count("- <  <CR><LF>OK<CR><LF>") == 4
    assert ("  four  sim800" in text, "SIM800-2.2.4-T1, SIM800 Series" in text, "-v names" in text) == (
        True,
        True,
        False,
    )


def test_of_three_runs_each_row_of_a_table_of_examples_has_a_line_of_its_own(tmp_path, capsys):
    first, *later = [
        a_run(tmp_path / name, *(a_scenario("close-multi", verdict, case=case) for case in ("tcp", "udp")))
        for name, verdict in (("one", "pass"), ("two", "fail"), ("three", "pass"))
    ]
    print_matrix(Terminal(), [first, *later], [compare(first.run, run.run) for run in later], (), "")
    rows = [line.split() for line in capsys.readouterr().out.splitlines() if line.startswith("close-multi")]
    assert rows == [[f"close-multi[{case}]", "sim800", "pass", "fail", "pass"] for case in ("tcp", "udp")]
