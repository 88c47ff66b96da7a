"""Commands that wait for the network, and what is typed while they do."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from atconform.emulator.families import FAMILIES
from atconform.protocol import network as net
from tests.emulator.conftest import MS, SECOND, Host

BOOT = 420 * MS
"""When a module takes commands."""
WAITING = [
    (family, command)
    for family in sorted(FAMILIES)
    for command in ("AT+CGATT=1", "AT+CGACT=1,1", "AT+SAPBR=1,1", "AT+COPS=0")
    if command.removeprefix("AT").split("=")[0] in FAMILIES[family].commands
]


def starting(family: str, *, registration: int = 5 * SECOND, figures: Mapping[str, Any] | None = None) -> Host:
    """Make a host with a module that has just begun to take commands, and a network that takes its time."""
    host = Host(family, figures)
    conditions = host.network.conditions
    conditions.delays = replace(conditions.delays, registration=registration)
    host.wait(BOOT)
    host.say("ATE0;+CMEE=0", 'AT+CGDCONT=1,"IP","CMNET"', duration=20 * MS)
    return host


@pytest.mark.parametrize(("family", "command"), WAITING)
def test_it_stays_at_work_until_the_module_is_in_the_network(family: str, command: str) -> None:
    host = starting(family)
    assert "OK" not in host.say(command, duration=4 * SECOND)
    assert "OK" in host.hear(3 * SECOND)
    assert host.say("AT+CREG?") == ["+CREG: 0,1", "OK"]


@pytest.mark.parametrize(
    ("family", "command", "hinder"),
    [
        (family, command, hinder)
        for family, command in WAITING
        for hinder in ("radio off", "no network for it", "asks for a PIN", "deregistered")
        if (command, hinder) != ("AT+COPS=0", "deregistered")  # which is how that ends
    ],
)
def test_what_cannot_come_is_refused_at_once(family: str, command: str, hinder: str) -> None:
    figures = {"sim.pin": "1234"} if hinder == "asks for a PIN" else {}
    host = starting(family, registration=0, figures=figures)
    host.network.conditions.registration = 3 if hinder == "no network for it" else 1
    if hinder == "deregistered":
        host.say("AT+COPS=2", duration=20 * MS)
    if hinder == "radio off":
        host.say("AT+CFUN=4", duration=20 * MS)
    host.hear(2 * SECOND)
    assert host.say(command, duration=20 * MS) == ["ERROR"]


@pytest.mark.parametrize(
    ("family", "command", "longest"),
    [
        ("sim800", "AT+CGATT=1", 10),
        ("sim7000", "AT+CGATT=1", 75),
        ("sim800", "AT+CGACT=1", 150),
        ("sim7020", "AT+CGACT=1", 150),
        ("sim800", "AT+SAPBR=1,1", 85),
        ("sim7000", "AT+COPS=0", 120),
    ],
)
def test_it_is_given_up_after_the_greatest_time_of_the_manual(family: str, command: str, longest: int) -> None:
    host = starting(family, registration=1000 * SECOND)
    assert "ERROR" not in host.say(command, duration=(longest - 1) * SECOND)
    assert host.hear(2 * SECOND) == ["ERROR"]
    assert host.say("AT") == ["OK"]


@pytest.mark.parametrize("family", ["sim800", "sim7020"])
def test_a_card_that_turns_out_to_ask_for_its_pin_ends_it(family: str) -> None:
    host = starting(family, figures={"sim.pin": "1234"})
    assert host.say("AT+CGATT=1", duration=100 * MS) == []
    assert host.hear() == ["+CPIN: SIM PIN", "ERROR"]


def test_a_network_that_denies_the_module_ends_it() -> None:
    host = starting("sim800")
    host.say("AT+COPS=0", duration=3 * SECOND)
    host.happens(net.Registration(3))
    assert host.hear() == ["ERROR"]


@pytest.mark.parametrize("command", ["AT+CGATT=1", "AT+CGACT=1,1", "AT+COPS=0"])
def test_what_is_typed_meanwhile_is_answered_behind_it(command: str) -> None:
    host = starting("sim800")
    assert host.type(f"{command}\rAT+CGSN\r", 4 * SECOND).count("OK") == 0
    assert [line for line in host.hear(3 * SECOND) if "Ready" not in line] == ["OK", "864713037301317", "OK"]


def test_a_bearer_that_waits_for_the_network_tells_that_it_is_connecting() -> None:
    host = starting("sim800", registration=100 * SECOND)
    host.say("AT+SAPBR=1,1")
    assert host.say("AT+SAPBR=2,1") == ['+SAPBR: 1,0,"0.0.0.0"', "OK"]
    assert host.say("AT+SAPBR=1,1") == ["ERROR"]
    assert host.hear(85 * SECOND) == ["ERROR"]
    assert host.say("AT+SAPBR=2,1") == ['+SAPBR: 1,3,"0.0.0.0"', "OK"]


def test_an_operator_that_is_not_there_is_refused_when_the_network_is_found() -> None:
    host = starting("sim800")
    assert "ERROR" not in host.say('AT+COPS=1,2,"26201"', duration=4 * SECOND)
    assert host.hear(3 * SECOND) == ["ERROR"]


@pytest.mark.parametrize(
    ("command", "contexts", "answer"),
    [
        ("AT+CGACT=1", ["+CGACT: 1,1", "+CGACT: 2,0"], "OK"),
        ("AT+CGACT=0", ["+CGACT: 1,0", "+CGACT: 2,0"], "OK"),
        ("AT+CGACT=1,2", ["+CGACT: 1,0", "+CGACT: 2,1"], "OK"),
        ("AT+CGACT=1,3", ["+CGACT: 1,0", "+CGACT: 2,0"], "ERROR"),
    ],
)
def test_without_a_number_the_first_context_is_meant(
    new_host: Callable[..., Host], command: str, contexts: list[str], answer: str
) -> None:
    host = new_host("sim800")
    host.say('AT+CGDCONT=1,"IP","one"', 'AT+CGDCONT=2,"IP","two"')
    assert host.say(command) == [answer]
    assert host.say("AT+CGACT?") == [*contexts, "OK"]


@pytest.mark.parametrize(
    ("family", "system", "defined", "active"),
    [
        ("sim800", "GSM", [], []),
        ("sim7000", "LTE", ['+CGDCONT: 1,"IP","","",0,0,0,0'], ["+CGACT: 1,1"]),
        ("sim7020", "LTE", ['+CGDCONT: 1,"IP","shnbiot","",0,0,0'], ["+CGACT: 1,1"]),
        ("sim7x00", "LTE", ['+CGDCONT: 1,"IP","","0.0.0.0",0,0,0,0'], ["+CGACT: 1,1"]),
        ("sim7x00", "GSM", ['+CGDCONT: 1,"IP","","0.0.0.0",0,0,0,0'], ["+CGACT: 1,0"]),
    ],
)
def test_what_attaches_to_lte_or_nb_iot_has_its_default_context(
    family: str, system: net.System, defined: list[str], active: list[str]
) -> None:
    host = Host(family)
    host.network.conditions.systems = (system,)
    host.power_cycle()
    host.wait(2 * SECOND)
    assert host.say("AT+CGDCONT?") == [*defined, "OK"]
    assert host.say("AT+CGACT?") == [*active, "OK"]
    host.say("AT+CGATT=0")
    assert host.say("AT+CGACT?") == [*(line.replace(",1", ",0") for line in active), "OK"]


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_module_that_the_host_has_detached_attaches_for_a_context(new_host: Callable[..., Host], family: str) -> None:
    host = new_host(family)
    host.say('AT+CGDCONT=1,"IP","CMNET"', "AT+CGATT=0")
    assert host.say("AT+CGACT=1,1") == ["OK"]
    assert host.say("AT+CGATT?;+CGACT?") == ["+CGATT: 1", "+CGACT: 1,1", "OK"]


def test_several_contexts_are_activated_together(new_host: Callable[..., Host]) -> None:
    host = new_host("sim7000")
    host.say('AT+CGDCONT=2,"IP","two"', 'AT+CGDCONT=3,"IP","three"')
    assert host.say("AT+CGACT=1,2,3", "AT+CGACT?") == ["+CGACT: 1,1", "+CGACT: 2,1", "+CGACT: 3,1", "OK"]
    assert host.say("AT+CGACT=1,4") == ["ERROR"]


def test_an_address_that_is_not_given_is_told_as_long_as_its_type_has_it(new_host: Callable[..., Host]) -> None:
    host = new_host("sim7x00")
    host.say('AT+CGDCONT=2,"IPV4V6","apn.example"')
    nowhere = ".".join("0" * 16)
    assert host.say("AT+CGDCONT?")[1] == f'+CGDCONT: 2,"IPV4V6","apn.example","{nowhere}",0,0,0,0'


def test_where_no_context_is_defined_none_need_be_given_up(host: Host) -> None:
    assert host.say("AT+CGACT=0") == ["OK"]
    assert host.say("AT+CGACT=1") == ["ERROR"]


@pytest.mark.parametrize(
    ("family", "told"),
    [("sim800", "+CME ERROR: 609"), ("sim7000", "+CME ERROR: 609"), ("sim7020", "ERROR"), ("sim7x00", "ERROR")],
)
def test_whatever_is_typed_ends_the_search_for_operators(new_host: Callable[..., Host], family: str, told: str) -> None:
    host = new_host(family)
    host.say("AT+CMEE=1")
    host.say("ATE0")
    assert host.type("AT+COPS=?\r\n", 100 * MS) == ""
    assert host.type("A", 10 * MS) == f"\r\n{told}\r\n"
    assert host.hear() == []
    assert host.say("AT") == ["OK"]


def test_what_was_typed_at_once_behind_it_ends_the_search_too(host: Host) -> None:
    host.say("AT+CMEE=1")
    assert host.type("AT+COPS=?\rAT\r", 100 * MS) == "\r\n+CME ERROR: 609\r\n"


def test_the_end_of_the_line_itself_does_not_end_the_search(host: Host) -> None:
    host.type("ATE0\r")
    host.type("AT+COPS=?\r", 10 * MS)
    assert "CMCC" in host.type("\n")
