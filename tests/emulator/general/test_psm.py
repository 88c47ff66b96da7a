"""Power saving mode: into deep sleep and out of it (SIM7020 note, 5.10; AT command manual, 3.2.27)."""

import pytest

from atconform.emulator.core.supply import AN_EVENT, MOST_UNHEARD
from atconform.emulator.general import psm
from atconform.emulator.general.psm import CPSMS
from atconform.emulator.general.registration import CGREG
from atconform.protocol import network as net
from atconform.protocol.peer import PeerClose, PeerSend
from atconform.virtual.peers import MemoryPeers
from tests.emulator.conftest import MS, SECOND

ENTER, EXIT = '+CPSMSTATUS: "ENTER PSM"', '+CPSMSTATUS: "EXIT PSM"'
TEN_AND_TWO_SECONDS = 'AT+CPSMS=1,,,"01100101","00000001"'


@pytest.fixture
def host(new_host):
    return new_host("sim7020")


@pytest.fixture
def asleep(host):
    host.say(TEN_AND_TWO_SECONDS, duration=3 * SECOND)
    return host


@pytest.fixture
def peers(host):
    return MemoryPeers(host.transport)


def connect(host, peers, protocol):
    server = peers.open("server", "server", protocol)
    host.say("AT+CSTT", "AT+CIICR", "AT+CIFSR")
    assert host.say(f'AT+CIPSTART="{protocol}","{server.ip}",{server.port}') == ["OK", "CONNECT OK"]


def test_the_module_says_that_it_falls_asleep_when_the_active_time_is_over(host):
    assert host.say(TEN_AND_TWO_SECONDS, duration=2 * SECOND) == ["OK"]
    assert host.hear(3 * MS) == [ENTER]


def test_what_is_typed_begins_the_active_time_anew(host):
    host.say(TEN_AND_TWO_SECONDS)
    for _ in range(5):
        assert host.say("AT", duration=1900 * MS) == ["OK"]
    assert host.hear(200 * MS) == [ENTER]


def test_asleep_the_serial_port_neither_echoes_nor_answers(asleep):
    assert asleep.type("AT\r") == ""


def test_the_module_wakes_when_the_period_is_over(asleep):
    assert asleep.hear(9 * SECOND) == []
    assert asleep.hear() == ["+CPIN: READY", EXIT]
    assert asleep.say("AT") == ["OK"]


def test_the_power_key_wakes_the_module_before_that_once(asleep):
    asleep.wait(2 * SECOND)
    asleep.press_power_key()
    assert asleep.hear() == ["+CPIN: READY", EXIT]
    assert asleep.say("AT") == ["OK"]
    assert asleep.hear(2 * SECOND) == [ENTER]


def test_awake_the_active_time_begins_anew(asleep):
    asleep.wait(9 * SECOND)
    assert asleep.hear(1 * SECOND) == ["+CPIN: READY", EXIT]
    assert asleep.hear(2 * SECOND) == [ENTER]


def test_the_module_does_not_fall_asleep_again_before_it_has_said_that_it_is_awake(new_host):
    host = new_host("sim7020", figures={"power.boot_line_gap": 5 * SECOND})
    host.wait(20 * SECOND)
    host.say('AT+CPSMS=1,,,"01100001","00000000"')
    assert host.hear(10 * SECOND) == [ENTER, "+CPIN: READY", EXIT, ENTER]


def test_without_timers_those_of_the_family_count(new_host):
    host = new_host("sim7020", figures={"psm.active": 4 * SECOND, "psm.period": 20 * SECOND})
    host.say("AT+CPSMS=1")
    assert host.hear(3 * SECOND) == []
    assert host.hear(1 * SECOND) == [ENTER]
    assert host.hear(19 * SECOND) == []
    assert host.hear(2 * SECOND) == ["+CPIN: READY", EXIT]


def test_switched_off_the_module_stays_awake(host):
    host.say(TEN_AND_TWO_SECONDS, "AT+CPSMS=0")
    assert host.hear(60 * SECOND) == []
    assert host.say("AT") == ["OK"]


def test_its_reports_can_be_switched_off(host):
    host.say("AT+CPSMSTATUS=0;&W", TEN_AND_TWO_SECONDS)
    assert host.hear(3 * SECOND) == []
    assert host.say("AT") == []
    assert host.hear(10 * SECOND) == ["+CPIN: READY"]


def test_the_mode_outlives_deep_sleep_and_a_power_cycle(asleep):
    asleep.power_cycle()
    asleep.wait(1 * SECOND)
    assert asleep.say("AT+CPSMS?") == ['+CPSMS: 1,,,"01100101","00000001"', "OK"]


def test_mode_2_forgets_the_timers(host):
    host.say(TEN_AND_TWO_SECONDS, "AT+CPSMS=0")
    assert host.say("AT+CPSMS?") == ['+CPSMS: 0,,,"01100101","00000001"', "OK"]
    host.say("AT+CPSMS=2")
    assert host.say("AT+CPSMS?") == ["+CPSMS: 0", "OK"]


@pytest.mark.parametrize("timers", ['"111"', '"0110010x"', '"","","11100000"', '"","","01100101","000000012"', "1"])
def test_timers_are_eight_bits_and_the_period_is_never_endless(host, timers):
    assert host.say(f"AT+CPSMS=1,{timers}") == ["ERROR"]
    assert host.say("AT+CPSMS?") == ["+CPSMS: 0", "OK"]


@pytest.mark.parametrize(
    ("bits", "seconds"),
    [("00001111", 30), ("00100100", 240), ("01000010", 720), ("00000000", 1), ("10000010", 120)],
)
def test_the_active_time_is_coded_in_units(host, bits, seconds):
    host.module.settings[CPSMS] = (psm.ON, "", bits)
    assert psm.active_time(host.module) == seconds * SECOND


@pytest.mark.parametrize(
    ("bits", "seconds"),
    [("00000010", 1200), ("00100001", 3600), ("01000111", 70 * 3600), ("01100101", 10), ("10000011", 90)],
)
def test_the_period_is_coded_in_units(host, bits, seconds):
    host.module.settings[CPSMS] = (psm.ON, bits, "")
    assert psm.period(host.module) == seconds * SECOND


def test_an_active_time_that_is_switched_off_keeps_the_module_awake(host):
    host.say('AT+CPSMS=1,,,"01100101","11100000"')
    assert host.hear(60 * SECOND) == []


def test_deep_sleep_loses_what_was_not_stored_and_keeps_the_registration(asleep):
    asleep.wait(10 * SECOND)
    assert asleep.type("AT+CREG?;+CGREG?;+CGATT?\r") == (
        "AT+CREG?;+CGREG?;+CGATT?\r\r\n+CREG: 0,1\r\n\r\n+CGREG: 0,1\r\n\r\n+CGATT: 1\r\n\r\nOK\r\n"
    )


def test_the_network_sees_nothing_of_deep_sleep(asleep):
    assert asleep.network.subscriber.active_contexts() == [0]
    asleep.wait(10 * SECOND)
    assert asleep.say("AT+CGCONTRDP", duration=100 * MS)[-2:] == [
        '+CGCONTRDP: 1,5,"shnbiot","10.78.245.128.255.255.255.0"',
        "OK",
    ]


def test_a_power_cycle_ends_deep_sleep_and_the_registration(asleep):
    asleep.power_cycle()
    assert asleep.network.subscriber.active_contexts() == []
    asleep.wait(2 * SECOND)
    assert asleep.say("AT+CGACT?", duration=100 * MS) == ["+CGACT: 1,1", "OK"]


def test_without_attachment_the_module_does_not_fall_asleep(host):
    host.say("AT+CGATT=0", TEN_AND_TWO_SECONDS)
    assert host.hear(60 * SECOND) == []


def test_a_tcp_connection_keeps_the_module_awake_until_it_ends(host, peers):
    connect(host, peers, "TCP")
    host.say(TEN_AND_TWO_SECONDS)
    assert host.hear(60 * SECOND) == []
    peers.request(PeerClose("server", 1))
    assert host.hear(5 * SECOND) == ["CLOSED", ENTER]


def test_a_udp_connection_of_the_compatible_stack_is_lost(host, peers):
    connect(host, peers, "UDP")
    host.say(TEN_AND_TWO_SECONDS)
    assert host.hear(12 * SECOND) == [ENTER, "+CPIN: READY", EXIT]
    assert host.say("AT+CIPSTATUS", duration=100 * MS) == ["OK", "STATE: IP INITIAL"]


def test_data_mode_keeps_the_module_awake(host, peers):
    host.say("AT+CIPMODE=1")
    connect(host, peers, "UDP")
    host.say('AT+CPSMS=1,,,,"00000001"')
    assert host.say("AT+CIPCHAN") == ["CONNECT"]
    assert host.hear(60 * SECOND) == []


def test_what_the_network_has_for_the_module_waits_until_it_is_awake(asleep):
    asleep.module.settings[CGREG] = 1
    asleep.module.memory.profile["+cgreg"] = 1
    asleep.happens(net.Registration(0))
    assert asleep.hear(9 * SECOND) == []
    assert asleep.hear(1 * SECOND) == ["+CPIN: READY", EXIT, "+CGREG: 0"]


@pytest.mark.parametrize(("retention", "received"), [(0, []), (1, ["+CSONMI: 0,10,68656C6C6F"])])
def test_data_for_a_socket_waits_where_the_socket_is_retained_and_is_lost_elsewhere(host, peers, retention, received):
    server = peers.open("server", "server", "UDP")
    host.say(f"AT+RETENTION={retention}", "AT+CSOC=1,2,1")
    host.say(f'AT+CSOCON=0,{server.port},"{server.ip}"', 'AT+CSOSEND=0,0,"hi"')
    host.say(TEN_AND_TWO_SECONDS, duration=3 * SECOND)
    peers.request(PeerSend("server", 1, b"hello"))
    assert host.hear(11 * SECOND) == ["+CPIN: READY", EXIT, *received]


def test_a_network_keeps_so_much_for_a_module_that_sleeps_and_no_more(asleep):
    for number in range(MOST_UNHEARD // 1000):
        asleep.module.network_event(net.Received(number % 6, bytes(1460), "192.0.2.1", 9600), asleep.now)
    assert MOST_UNHEARD - 2000 < asleep.module.waiting.unfetched <= MOST_UNHEARD
    asleep.hear(11 * SECOND)
    assert asleep.module.waiting.unfetched == 0
    assert asleep.say("AT") == ["OK"]


def test_an_event_without_data_counts_as_well(asleep):
    for _ in range(MOST_UNHEARD // 50):
        asleep.module.network_event(net.Dormant(), asleep.now)
    assert asleep.module.waiting.unfetched == MOST_UNHEARD // AN_EVENT * AN_EVENT
