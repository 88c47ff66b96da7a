import pytest

from atconform.base.units import SECOND
from atconform.emulator.families import FAMILIES
from atconform.selfcheck import accepted
from atconform.selfcheck.mutants import change, wire_mutants
from atconform.selfcheck.replay import Call, Recorded, Survivor, figure_survives, usual, wire_survivors


def sends(bench, command):
    bench.host.sends(command)


def answers(bench, lines):
    bench.module.answers(lines)


def looks_away(bench):
    """Wait, take whatever comes, and call it judged."""
    bench.session.pass_time(bench.session.transport.now() + SECOND)
    for frame in bench.session.log.frames:
        bench.session.log.claim(frame)
    bench.session.findings.judgements += 1


def scenario(*calls):
    return Recorded("example", "sim800", (), tuple(Call(function, arguments) for function, arguments in calls))


CAREFUL = scenario((sends, {"command": "AT+CIPMUX?"}), (answers, {"lines": "+CIPMUX: 0\nOK"}))
CARELESS = scenario((sends, {"command": "AT+CIPMUX?"}), (looks_away, {}))


def test_a_scenario_that_claims_everything_notices_every_wire_mutant():
    survivors, count = wire_survivors(usual("sim800"), CAREFUL)
    assert survivors == []
    assert count == 11


def test_a_scenario_that_looks_away_is_found_out():
    survivors, count = wire_survivors(usual("sim800"), CARELESS)
    assert len(survivors) > count / 2


def test_a_scenario_that_does_not_pass_again_is_itself_reported():
    wrong = scenario((sends, {"command": "AT"}), (answers, {"lines": "ERROR"}))
    survivors, _ = wire_survivors(usual("sim800"), wrong)
    assert survivors == [Survivor("example", "none", "does not pass when it is played again")]


def test_a_figure_that_a_scenario_holds_is_killed_and_another_survives():
    longest = scenario((sends, {"command": "AT+CIPRXGET=?"}), (answers, {"lines": "+CIPRXGET: (0-4),(1-1460)\nOK"}))
    figures = FAMILIES["sim800"].figures
    assert not figure_survives("sim800", figures.varied({"cip.longest_read": 1461}), [longest])
    assert figure_survives("sim800", figures.varied({"calls.ri_call": 1}), [longest])


@pytest.mark.parametrize(
    ("data", "last", "changed"),
    [
        (b"\r\nOK\r\n", False, b"\r\nNK\r\n"),
        (b"\r\n+CSQ: 20,9\r\n", True, b"\r\n+CSQ: 20,0\r\n"),
        (b"\r\n> ", False, b"\x0e\n> "),
    ],
)
def test_a_change_stays_in_the_class_of_the_character(data, last, changed):
    assert change(data, set(), last=last) == changed


def test_a_change_of_what_nothing_determines_leaves_its_class():
    assert change(b"+CSQ: 20,0", {6, 7}, last=False) == b"+BSQ: 20,0"
    assert change(b"7", {0}, last=False) == b"?"


def test_mutants_that_would_change_nothing_are_left_out():
    kinds = [str(mutant) for mutant in wire_mutants([b"AT\r", b"AT\r"])]
    assert "exchange #0" not in kinds
    assert "drop #1" in kinds


def test_only_survivors_of_a_named_kind_are_accepted():
    assert accepted.reason(Survivor("call-ring", "drop #0", "RING"))
    assert accepted.reason(Survivor("call-ring", "change the first #0", "RING")) is None
    assert accepted.reason(Survivor("tcp-client", "drop #4", "OK")) is None
