"""Another host has the line: what the one before it typed is no business of it."""

from __future__ import annotations

import pytest

from atconform.emulator.core.dialogue import CMEE, ECHO
from atconform.emulator.core.serialport import MOST_HELD
from tests.emulator.cip.rig import connected
from tests.emulator.conftest import SECOND, Host


def change_host(host: Host) -> None:
    host.module.waiting.change_host()


def test_what_was_typed_ahead_is_forgotten_and_the_next_host_answered_at_once(any_host):
    any_host.module.receive(b"AT+CGSN\r" * 4000, any_host.now)
    assert any_host.module.waiting.backlog > 20_000
    change_host(any_host)
    assert any_host.module.waiting.backlog == 0
    any_host.pass_time(0)
    assert any_host.say("AT") == ["OK"]


@pytest.mark.parametrize("typed", ["AT+COPS=?\r", "AT+COPS=?;+CSQ\r", "AT+CSQ;+COPS=?\r"])
def test_an_answer_that_takes_long_is_not_given_to_another_host(any_host, typed):
    any_host.type(typed)
    change_host(any_host)
    assert any_host.say("AT") == ["OK"]
    assert not any_host.wait(60 * SECOND)
    assert any_host.say("AT") == ["OK"]


def test_a_command_that_was_begun_is_carried_out_and_not_answered(any_host):
    any_host.transport.write(b"AT+CMEE=2\rAT+CGSN\r")
    any_host.pass_time(0)
    change_host(any_host)
    any_host.pass_time(0)
    assert any_host.say("AT") == ["OK"]
    assert any_host.module.settings[CMEE] == 2


def test_a_prompt_is_not_left_to_a_host_that_did_not_ask_for_it():
    rig = connected("sim800")
    rig.transport.write(b"AT+CIPSEND=5\r")
    rig.pass_time(0)
    rig.module.waiting.change_host()
    rig.pass_time(0)
    assert rig.at("AT") == ["OK"]


def test_who_ends_an_entry_of_data_is_answered():
    rig = connected("sim800")
    assert rig.at("AT+CIPSEND=5") == ["> "]
    rig.module.waiting.change_host()
    assert rig.type(b"hello") == ["SEND OK"]


def test_half_a_line_is_not_the_beginning_of_another_hosts_line(any_host):
    any_host.type("AT+CSQ;")
    change_host(any_host)
    assert any_host.say("AT") == ["OK"]


def test_what_is_typed_while_the_module_starts_does_not_wait():
    host = Host()
    host.transport.write(b"AT+CGSN\r")
    host.pass_time(0)
    assert host.module.waiting.backlog == 0
    change_host(host)
    assert "CGSN" not in host.wait(3 * SECOND)


def test_what_the_host_before_held_back_is_not_for_the_next(host):
    host.say("AT+IFC=1,1")
    assert host.type("\x13AT+CSQ\r") == ""
    assert host.module.waiting.unsaid
    change_host(host)
    assert "+CSQ" not in host.type("\x11", SECOND)


def test_what_a_host_holds_back_for_ever_is_lost_in_the_end(host):
    host.say("AT+IFC=1,1")
    host.module.settings[ECHO] = 1
    host.type("\x13")
    for _ in range(MOST_HELD // 50_000 + 2):
        host.module.receive(b"A" * 50_000, host.now)
    assert host.module.waiting.unsaid == MOST_HELD
    assert len(host.type("\x11")) == MOST_HELD


def test_what_is_held_back_byte_by_byte_comes_together(host):
    host.say("AT+IFC=1,1")
    host.module.settings[ECHO] = 1
    host.type("\x13")
    for _ in range(1000):
        host.module.receive(b"A", host.now)
        host.wait(0)
    host.transport.write(b"\x11")
    event = host.transport.step(host.now)
    assert event.body.data == b"A" * 1000


def test_a_mode_that_the_host_before_left_the_module_in_stays(host):
    host.say("ATE0")
    change_host(host)
    assert host.type("AT\r") == "\r\nOK\r\n"
