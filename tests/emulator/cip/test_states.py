"""The state tables against the arrows of figures 2 and 3, read off the printed figures one by one."""

import pytest

from atconform.base.units import SECOND
from atconform.emulator.cip import connection_states
from tests.emulator.cip.rig import UP, Rig, connected, in_sim800s_way

SINGLE_ARROWS = [
    ("IP INITIAL", "CSTT", "IP START"),
    ("IP START", "CIICR", "IP CONFIG"),
    ("IP CONFIG", "activated", "IP GPRSACT"),
    ("IP GPRSACT", "CIFSR", "IP STATUS"),
    ("IP STATUS", "CIPSTART", "{protocol} CONNECTING"),
    ("{protocol} CONNECTING", "connected", "CONNECT OK"),
    ("SERVER LISTENING", "accepted", "CONNECT OK"),
    ("CONNECT OK", "CIPCLOSE", "{protocol} CLOSING"),
    ("{protocol} CLOSING", "closed", "{protocol} CLOSED"),
    ("IP START", "CIPSHUT", "IP INITIAL"),
    ("IP CONFIG", "CIPSHUT", "IP INITIAL"),
    ("IP GPRSACT", "CIPSHUT", "IP INITIAL"),
    ("{protocol} CONNECTING", "CIPSHUT", "IP INITIAL"),
    ("SERVER LISTENING", "CIPSHUT", "IP INITIAL"),
    ("CONNECT OK", "CIPSHUT", "IP INITIAL"),
    ("{protocol} CLOSED", "CIPSHUT", "IP INITIAL"),
    ("PDP DEACT", "CIPSHUT", "IP INITIAL"),
    ("IP GPRSACT", "deactivated", "PDP DEACT"),
    ("IP STATUS", "deactivated", "PDP DEACT"),
    ("CONNECT OK", "deactivated", "PDP DEACT"),
    ("{protocol} CLOSED", "deactivated", "PDP DEACT"),
]

MULTI_ARROWS = [
    ("IP INITIAL", "CSTT", "IP START"),
    ("IP START", "CIICR", "IP CONFIG"),
    ("IP CONFIG", "activated", "IP GPRSACT"),
    ("IP GPRSACT", "CIFSR", "IP STATUS"),
    ("IP STATUS", "CIPSTART", "IP PROCESSING"),
    ("IP PROCESSING", "nothing left", "IP STATUS"),
    ("IP START", "CIPSHUT", "IP INITIAL"),
    ("IP CONFIG", "CIPSHUT", "IP INITIAL"),
    ("IP GPRSACT", "CIPSHUT", "IP INITIAL"),
    ("IP STATUS", "CIPSHUT", "IP INITIAL"),
    ("IP PROCESSING", "CIPSHUT", "IP INITIAL"),
    ("PDP DEACT", "CIPSHUT", "IP INITIAL"),
    ("IP CONFIG", "deactivated", "PDP DEACT"),
    ("IP GPRSACT", "deactivated", "PDP DEACT"),
    ("IP STATUS", "deactivated", "PDP DEACT"),
    ("IP PROCESSING", "deactivated", "PDP DEACT"),
]


@pytest.mark.parametrize(("state", "trigger", "following"), SINGLE_ARROWS)
def test_every_arrow_of_figure_2_is_in_the_table(state: str, trigger: str, following: str) -> None:
    assert connection_states.SINGLE[state, trigger] == following


@pytest.mark.parametrize(("state", "trigger", "following"), MULTI_ARROWS)
def test_every_arrow_of_figure_3_is_in_the_table(state: str, trigger: str, following: str) -> None:
    assert connection_states.MULTI[state, trigger] == following


def test_the_tables_have_the_states_of_the_figures_and_no_others() -> None:
    assert {state for state, _ in connection_states.SINGLE} == {
        end for arrow in SINGLE_ARROWS for end in (arrow[0], arrow[2])
    }
    assert {state for state, _ in connection_states.MULTI} == {
        end for arrow in MULTI_ARROWS for end in (arrow[0], arrow[2])
    }


def test_no_trigger_leads_out_of_the_table() -> None:
    for table in (connection_states.SINGLE, connection_states.MULTI):
        assert set(table.values()) <= {state for state, _ in table}


def test_one_run_along_figure_2_shows_each_state(family: str) -> None:
    rig = Rig(family)
    server = rig.server()
    shown = [rig.state()]
    rig.at("AT+CSTT", 10_000)
    shown.append(rig.state())
    rig.at("AT+CIICR", 10_000)
    shown.append(rig.state())
    assert rig.later() == ["OK"]
    shown.append(rig.state())
    rig.at("AT+CIFSR", 10_000)
    shown.append(rig.state())
    rig.at(f'AT+CIPSTART="TCP","{server.ip}",{server.port}', 10_000)
    shown.append(rig.state())
    assert rig.later() == ["CONNECT OK"]
    shown.append(rig.state())
    rig.at("AT+CIPCLOSE", 10_000)
    shown.append(rig.state())
    assert rig.later() == ["CLOSE OK"]
    shown.append(rig.state())
    rig.network_does("withdraw-context")
    shown.append(rig.state())
    rig.at("AT+CIPSHUT")
    shown.append(rig.state())
    assert shown == [
        "IP INITIAL",
        "IP START",
        "IP CONFIG",
        "IP GPRSACT",
        "IP STATUS",
        "TCP CONNECTING",
        "CONNECT OK",
        "TCP CLOSING",
        "TCP CLOSED",
        "PDP DEACT",
        "IP INITIAL",
    ]


def test_multi_connection_mode_is_back_in_ip_status_when_the_last_connection_has_closed(family: str) -> None:
    rig = Rig(family, "AT+CIPMUX=1", *UP)
    server = rig.server()
    for number in (0, 1):
        rig.at(f'AT+CIPSTART={number},"TCP","{server.ip}",{server.port}')
    rig.at("AT+CIPCLOSE=0")
    assert rig.state() == "IP PROCESSING"
    rig.at("AT+CIPCLOSE=1")
    assert rig.state() == "IP STATUS"


@in_sim800s_way
def test_a_server_keeps_multi_connection_mode_processing(family: str) -> None:
    rig = Rig(family, "AT+CIPMUX=1", *UP, "AT+CIPSERVER=1,8888")
    rig.client(8888)
    assert rig.at("AT+CIPCLOSE=0") == ["0, CLOSE OK"]
    assert rig.state() == "IP PROCESSING"
    assert rig.at("AT+CIPSERVER=0") == ["OK", "SERVER CLOSE"]
    assert rig.state() == "IP STATUS"


@pytest.mark.parametrize("setup", [(), UP[:1], UP[:2], UP])
def test_shutting_is_answered_in_every_state(family: str, setup: tuple[str, ...]) -> None:
    rig = Rig(family, *setup)
    assert rig.at("AT+CIPSHUT") == ["SHUT OK"]
    assert rig.state() == "IP INITIAL"


def test_shutting_while_the_context_is_being_configured_leaves_nothing_behind(family: str) -> None:
    rig = Rig(family, "AT+CSTT")
    rig.at("AT+CIICR", 10_000)
    assert rig.at("AT+CIPSHUT") == ["SHUT OK"]
    assert rig.at("AT+CIFSR") == ["ERROR"]
    assert [rig.at(command) for command in UP] == [["OK"], ["OK"], ["10.78.245.128"]]


@pytest.mark.parametrize("action", ["withdraw-context", "detach"])
def test_losing_the_context_ends_the_connection_with_one_line(family: str, action: str) -> None:
    rig = connected(family)
    assert rig.network_does(action) == ["+PDP: DEACT"]
    assert rig.state() == "PDP DEACT"
    assert rig.at('AT+CIPSTART="TCP","116.228.221.51",8500') == ["ERROR"]


def test_detaching_by_command_ends_the_connection_before_the_ok(family: str) -> None:
    rig = connected(family)
    assert rig.at("AT+CGATT=0") == ["+PDP: DEACT", "OK"]
    assert rig.state() == "PDP DEACT"
    assert rig.at("AT+CIPSHUT") == ["SHUT OK"]
    assert [rig.at(command) for command in ("AT+CSTT", "AT+CIICR")] == [["OK"], ["+PDP: DEACT", "ERROR"]]


def test_detaching_while_the_context_is_being_configured_fails_the_command(family: str) -> None:
    rig = Rig(family, "AT+CIPMUX=1", "AT+CSTT")
    rig.at("AT+CIICR", 10_000)
    assert rig.network_does("detach") == ["+PDP: DEACT", "ERROR"]
    assert rig.state() == "PDP DEACT"


def test_a_refused_context_fails_the_command(family: str) -> None:
    rig = Rig(family, "AT+CSTT")
    rig.network_does("refuse-context")
    assert rig.at("AT+CIICR") == ["+PDP: DEACT", "ERROR"]
    assert rig.state() == "PDP DEACT"


def test_losing_the_context_that_a_connection_is_coming_up_with_fails_the_connection(family: str) -> None:
    rig = Rig(family)
    rig.at('AT+CIPSTART="TCP","116.228.221.51",8500', 50_000)
    assert rig.network_does("detach") == ["STATE: PDP DEACT", "CONNECT FAIL"]
    assert rig.state() == "PDP DEACT"
    assert rig.at("AT+CIPSHUT") == ["SHUT OK"]


@pytest.mark.parametrize("family", ["sim800", "sim7000", "sim7020"])
def test_a_server_whose_bearer_is_coming_up_cannot_be_closed_yet(family: str) -> None:
    rig = Rig(family)
    rig.network_does("delay-context", 4 * SECOND)
    assert rig.at("AT+CIPSERVER=1,1234") == ["OK"]
    assert rig.at("AT+CIPSERVER=0") == ["ERROR"]
    assert rig.later(4 * SECOND) == ["SERVER OK"]
    assert rig.at("AT+CIPSERVER=0") == ["OK", "SERVER CLOSE"]
