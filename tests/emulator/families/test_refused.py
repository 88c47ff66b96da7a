"""A command that is answered with an error leaves word of why, as an effect beside the answer."""

from __future__ import annotations

import pytest

from tests.emulator.cip.rig import UP, Rig


@pytest.fixture
def refusals(monkeypatch):
    """Types command lines to a rig, and returns the refusals that they leave."""

    def typing(rig, *lines):
        seen = []
        monkeypatch.setattr(rig.transport, "refused", seen.append)
        for line in lines:
            rig.at(line)
        return [(refusal.command, refusal.reason, refusal.state) for refusal in seen]

    return typing


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        pytest.param("AT+HTTPINIT", ("+HTTPINIT", "unknown", ""), id="no such command"),
        pytest.param('AT+HTTPPARA="CID",1', ("+HTTPPARA=", "unknown", ""), id="without what it was given"),
        pytest.param("AT+FOO=?", ("+FOO=?", "unknown", ""), id="in its form"),
        pytest.param("AT+CSQ?", ("+CSQ?", "form", ""), id="no such form"),
        pytest.param("AT+CIPMUX=7", ("+CIPMUX=", "parameters", ""), id="out of range"),
        pytest.param('AT+CIPSTART="TCP', ("+CIPSTART=", "parameters", ""), id="quotation marks"),
        pytest.param("ATB3", ("B", "unknown", ""), id="basic, with its number"),
        pytest.param("ATS99=1", ("S99=", "unknown", ""), id="S-parameter"),
        pytest.param("AT!", ("", "unreadable", ""), id="no command"),
        pytest.param("AT+CIICR", ("+CIICR", "state", "IP INITIAL"), id="state of the stack"),
    ],
)
def test_why_a_command_is_refused_is_told(refusals, line, refusal):
    assert refusals(Rig("sim800"), line) == [refusal]


@pytest.mark.parametrize(
    ("lines", "command", "state"),
    [
        pytest.param((*UP, "AT+CIICR"), "+CIICR", "IP STATUS", id="bearer up"),
        pytest.param(("AT+CFUN=4", "AT+COPS=?"), "+COPS=?", "AT+CFUN=4, not registered, IP INITIAL", id="radio off"),
        pytest.param(("AT+CFUN=0", "AT+CIMI"), "+CIMI", "AT+CFUN=0, SIM off, not registered, IP INITIAL", id="SIM off"),
        pytest.param(("AT+CPIN=1234",), "+CPIN=", "SIM ready, IP INITIAL", id="no PIN wanted"),
        pytest.param(("AT+CGATT=0", "AT+CGACT=1,1"), "+CGACT=", "detached, IP INITIAL", id="detached"),
    ],
)
def test_the_state_that_refuses_is_told_in_words(refusals, lines, command, state):
    assert refusals(Rig("sim800"), *lines)[-1] == (command, "state", state)


def test_the_network_of_sim7x00_is_told(refusals):
    assert refusals(Rig("sim7x00"), "AT+IPADDR") == [("+IPADDR", "state", "network closed")]


def test_what_stands_before_the_refused_command_of_a_line_is_no_refusal(refusals):
    assert refusals(Rig("sim800"), "AT+CSQ;+FOO;+BAR") == [("+FOO", "unknown", "")]
    assert refusals(Rig("sim800"), "AT+CSQ", "AT", "AT+CIPSTATUS") == []
