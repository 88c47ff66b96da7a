"""Sleep and the ways back (SIM800 note, 11)."""

import pytest

from atconform.protocol import network as net
from atconform.protocol.peer import PeerSend
from atconform.virtual.peers import MemoryPeers
from tests.emulator.conftest import MS, SECOND


@pytest.fixture
def asleep(host):
    host.say("AT+CSCLK=1")
    host.set_line("DTR", high=True)
    host.wait(1500 * MS)
    return host


def test_asleep_the_serial_port_is_dead(asleep):
    assert asleep.type("AT\r") == ""


def test_the_module_stays_awake_while_dtr_is_low(host):
    host.say("AT+CSCLK=1")
    host.wait(10 * SECOND)
    assert host.say("AT") == ["OK"]


def test_the_module_stays_awake_while_something_is_going_on(host):
    host.say("AT+CSCLK=1")
    host.set_line("DTR", high=True)
    for _ in range(5):
        host.wait(900 * MS)
        assert host.say("AT", duration=10 * MS) == ["OK"]


def test_without_the_command_dtr_does_not_put_the_module_to_sleep(host):
    host.set_line("DTR", high=True)
    host.wait(10 * SECOND)
    assert host.say("AT") == ["OK"]


def test_dtr_low_for_50_ms_wakes_the_serial_port(asleep):
    asleep.set_line("DTR", high=False)
    assert asleep.type("AT\r", 49 * MS) == ""
    asleep.wait(1 * MS)
    assert asleep.say("AT") == ["OK"]


def test_dtr_low_for_less_than_50_ms_does_not(asleep):
    asleep.set_line("DTR", high=False)
    asleep.wait(49 * MS)
    asleep.set_line("DTR", high=True)
    asleep.wait(100 * MS)
    assert asleep.say("AT") == []


def test_a_pulse_of_dtr_wakes_the_module_until_it_falls_asleep_again(asleep):
    asleep.set_line("DTR", high=False)
    asleep.wait(60 * MS)
    asleep.set_line("DTR", high=True)
    assert asleep.say("AT") == ["OK"]
    asleep.wait(1500 * MS)
    assert asleep.say("AT") == []


def test_a_call_wakes_the_module_but_commands_are_answered_only_after_dtr(asleep):
    asleep.happens(net.IncomingCall("10086"))
    assert asleep.hear(100 * MS) == ["RING"]
    assert asleep.say("ATH", duration=100 * MS) == []
    asleep.set_line("DTR", high=False)
    asleep.wait(60 * MS)
    assert asleep.say("ATH") == ["OK"]


def test_characters_wake_the_module_in_mode_2_and_are_lost(host):
    host.say("AT+CSCLK=2")
    host.wait(2 * SECOND)
    assert host.type("A", 99 * MS) == ""
    assert host.type("AT\r", 1 * MS) == ""
    assert host.say("AT") == ["OK"]


@pytest.mark.parametrize("high", [True, False])
def test_dtr_does_not_keep_characters_from_waking_the_module_in_mode_2(host, high):
    host.set_line("DTR", high=not high)
    host.say("AT+CSCLK=2")
    host.wait(2 * SECOND)
    host.type("A", 50 * MS)
    host.set_line("DTR", high=high)
    host.wait(50 * MS)
    assert host.say("AT") == ["OK"]


def test_the_module_sleeps_again_after_a_power_cycle_if_that_is_stored(host):
    host.say("AT+CSCLK=1;&W")
    host.set_line("DTR", high=True)
    host.power_cycle()
    host.wait(5 * SECOND)
    assert host.say("AT") == []


def test_data_wakes_the_module_and_is_put_out(host):
    peer = MemoryPeers(host.transport)
    address = peer.open("server", "server", "TCP")
    host.say('AT+CSTT="CMNET"', "AT+CIICR", "AT+CIFSR")
    host.say(f'AT+CIPSTART="TCP","{address.ip}",{address.port}', "AT+CSCLK=1")
    host.set_line("DTR", high=True)
    host.wait(1500 * MS)
    peer.request(PeerSend("server", 1, b"hello"))
    assert host.wait() == "hello"
    assert host.say("AT") == []
