"""What a fault looks like on the families that are not alike, and what it leaves when it is over."""

import pytest

from atconform.faults import FaultyModule
from tests.faults.desk import SERVER, Desk
from tests.faults.test_reports import BEARER, CALL, sent, type_lines

OPEN = {
    "sim800": (*BEARER, CALL),
    "sim7000": (*BEARER, CALL),
    "sim7020": ("ATE0", "AT+CSOC=1,1,1", f'AT+CSOCON=0,{SERVER.port},"{SERVER.ip}"'),
    "sim7x00": ("ATE0", "AT+NETOPEN", f'AT+CIPOPEN=0,"TCP","{SERVER.ip}",{SERVER.port}'),
}
"""How a connection is opened."""


def connected(family: str) -> Desk:
    desk = Desk(family)
    desk.sleep(10)
    said = type_lines(desk, *OPEN[family])
    assert any(up in said for up in ("CONNECT OK", "\r\nOK\r\n", "+CIPOPEN: 0,0"))
    desk.read(100_000, 0)
    return desk


def passing(desk: Desk, seconds: float) -> str:
    """Let time pass; return what the module said."""
    desk.sleep(seconds)
    return desk.read(100_000, 0).decode("latin-1")


SEND = {
    "sim800": ("AT+CIPSEND=2", "hi"),
    "sim7000": ("AT+CIPSEND=2", "hi"),
    "sim7020": ('AT+CSOSEND=0,0,"hi"', ""),
    "sim7x00": ("AT+CIPSEND=0,2", "hi"),
}


def send(desk: Desk, family: str) -> str:
    command, data = SEND[family]
    said = type_lines(desk, command)
    if data:
        desk.write(data.encode())
        said = passing(desk, 3)
    return said


@pytest.mark.parametrize(
    ("family", "told"),
    [
        ("sim800", "+PDP: DEACT"),
        ("sim7000", "+PDP: DEACT"),
        ("sim7020", "+CSOERR: 0,"),
        ("sim7x00", "+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY"),
    ],
)
def test_a_lost_context(family, told):
    desk = connected(family)
    desk.faults.context_lost()
    assert told in passing(desk, 2)
    assert desk.core.seen.links == {}


@pytest.mark.parametrize(
    ("family", "told"),
    [
        ("sim800", "SEND FAIL"),
        ("sim7000", "SEND FAIL"),
        ("sim7020", "ERROR"),
        ("sim7x00", "+CIPSEND: 0,2,0"),
    ],
)
def test_sending_fails_once_and_the_connection_stays(family, told):
    desk = connected(family)
    failed = desk.faults.send_fail()
    assert told in send(desk, family)
    assert failed.over
    assert told not in send(desk, family)
    assert b"".join(desk.tcp._came.values()) == b"hi"


@pytest.mark.parametrize(
    ("family", "told", "after"),
    [
        ("sim800", "SEND FAIL\r\n\r\nCLOSED", 400),
        ("sim7000", "SEND FAIL\r\n\r\nCLOSED", 400),
        ("sim7020", "+CSOERR: 0,", 400),
        ("sim7x00", "+IPCLOSE: 0,", 130),
    ],
)
def test_without_acknowledgements_the_module_gives_up(family, told, after):
    desk = connected(family)
    desk.faults.no_acknowledgements()
    said = send(desk, family) + passing(desk, after)
    assert told in said


@pytest.mark.parametrize("family", OPEN)
def test_acknowledgements_that_come_after_all(family):
    desk = connected(family)
    desk.faults.no_acknowledgements(lasts=4)
    said = send(desk, family) + passing(desk, 400)
    assert not any(lost in said for lost in ("CLOSED", "SEND FAIL", "+CSOERR", "+IPCLOSE"))


@pytest.mark.parametrize("family", OPEN)
def test_a_link_that_is_lost_is_noticed_when_something_is_sent(family):
    desk = connected(family)
    desk.faults.link_lost()
    assert passing(desk, 3600) == ""
    said = send(desk, family) + passing(desk, 400)
    assert any(lost in said for lost in ("CLOSED", "+CSOERR", "+IPCLOSE"))
    assert desk.faults.active == ()


@pytest.mark.parametrize(
    ("family", "told"),
    [("sim800", "CLOSED"), ("sim7000", "CLOSED"), ("sim7020", "+CSOERR: 0,"), ("sim7x00", "+IPCLOSE: 0,")],
)
@pytest.mark.parametrize("how", ["close", "reset"])
def test_the_far_end_closes(family, told, how):
    desk = connected(family)
    desk.faults.server_closes(how=how)
    assert told in passing(desk, 2)
    assert len(desk.core.seen.links) == 0


@pytest.mark.parametrize("family", OPEN)
def test_a_card_is_taken_out_and_put_back(family):
    desk = Desk(family)
    desk.sleep(10)
    type_lines(desk, "ATE0", "AT+CMEE=1")
    out = desk.faults.sim_removed()
    assert "+CPIN: NOT READY" in passing(desk, 2)
    assert "+CME ERROR: 10" in type_lines(desk, "AT+CPIN?")
    assert "+CREG: 0,0" in type_lines(desk, "AT+CREG?")
    out.end()
    desk.switch_off_and_on()
    desk.sleep(10)
    assert "+CPIN: READY" in type_lines(desk, "AT+CPIN?")
    assert "+CREG: 0,1" in type_lines(desk, "AT+CREG?")


@pytest.mark.parametrize(
    ("family", "warning"),
    [
        ("sim800", "UNDER-VOLTAGE WARNNING"),
        ("sim7000", "UNDER-VOLTAGE WARNNING"),
        ("sim7020", "UNDER-VOLTAGE WARNNING"),
        ("sim7x00", ""),
    ],
)
def test_a_brown_out_with_its_warning(family, warning):
    """A SIM7X00 warns where AT+CVALARM has asked for it (AT command manual, 19.2.1)."""
    desk = Desk(family)
    desk.sleep(10)
    type_lines(desk, "ATE0", "AT")
    desk.faults.brown_out()
    assert passing(desk, 4).strip() == warning
    assert "3250" in (low := type_lines(desk, "AT+CBC", seconds=0.5)) or "3.250" in low
    assert passing(desk, 2).strip() == (warning and "UNDER-VOLTAGE POWER DOWN")
    assert type_lines(desk, "AT") == ""
    desk.transport.press_power_key()
    assert type_lines(desk, "AT", "AT") == ""
    desk.sleep(20)
    assert "OK" in type_lines(desk, "AT")
    assert "3250" not in type_lines(desk, "AT+CBC")


def test_a_supply_that_is_watched_by_command():
    desk = Desk("sim7x00")
    desk.sleep(10)
    type_lines(desk, "ATE0", "AT+CVALARM=1,3300,4300", "AT+CPMVT=1,3200,4300")
    desk.faults.brown_out()
    assert passing(desk, 4).strip() == "UNDER-VOLTAGE WARNNING"
    assert passing(desk, 2).strip() == "UNDER-VOLTAGE WARNNING POWER DOWN"


def test_a_supply_that_gets_better_in_time():
    desk = Desk()
    desk.sleep(10)
    type_lines(desk, "ATE0", "AT")
    desk.faults.brown_out(lasts=3)
    assert passing(desk, 60).strip() == "UNDER-VOLTAGE WARNNING"
    assert "OK" in type_lines(desk, "AT")


def test_a_hang_up_ends_by_the_power_key_and_by_time():
    desk = Desk()
    desk.sleep(10)
    type_lines(desk, "ATE0", "AT")
    desk.faults.freeze(lasts=30)
    assert type_lines(desk, "AT") == ""
    desk.sleep(30)
    assert "OK" in type_lines(desk, "AT")
    desk.faults.freeze()
    assert type_lines(desk, "AT") == ""
    desk.transport.press_power_key()
    desk.sleep(10)
    assert "OK" in type_lines(desk, "AT")
    assert desk.faults.active == ()


def test_what_a_server_sends_late_loses_nothing_and_stays_in_order():
    """Data that is fetched has little room in the module; what is late counts as what is there."""
    desk = Desk()
    desk.sleep(10)
    type_lines(desk, *BEARER, "AT+CIPRXGET=1", CALL)
    desk.faults.slow_server(by=5)
    data = bytes(range(48, 58)) * 1000
    desk.tcp.send(data)
    got = b""
    for _ in range(40):
        desk.write(b"AT+CIPRXGET=2,1460\r")
        desk.sleep(3)
        answer = desk.read(100_000, 0)
        if b"+CIPRXGET: 2," in answer:
            head, _, rest = answer.partition(b"+CIPRXGET: 2,")[2].partition(b"\r\n")
            got += rest[: int(head.split(b",")[0])]
    assert got == data


def test_the_end_of_one_fault_is_not_the_end_of_another():
    desk = Desk()
    desk.sleep(10)
    type_lines(desk, "ATE0")
    desk.faults.no_network(lasts=60)
    desk.faults.registration_denied(lasts=30)
    desk.sleep(40)
    assert "+CREG: 0,2" in type_lines(desk, "AT+CREG?")
    desk.sleep(30)
    assert "+CREG: 0,1" in type_lines(desk, "AT+CREG?")


def test_what_finds_no_room_is_lost():
    desk = Desk()
    desk.sleep(10)
    type_lines(desk, *BEARER, "AT+CIPRXGET=1", CALL)
    overrun = desk.faults.receive_buffer_overrun(limit=100, effect="lost")
    desk.tcp.send(b"." * 150)
    desk.sleep(1)
    assert "+CIPRXGET: 4,100\r\n" in type_lines(desk, "AT+CIPRXGET=4")
    assert overrun.struck == 1
    assert "SEND OK" in sent(desk, "x")


def test_datagrams_on_both_ways():
    desk = Desk()
    desk.sleep(10)
    type_lines(desk, *BEARER, CALL.replace("TCP", "UDP").replace(",80", ",81"))
    lost = desk.faults.datagrams_lost(way="from-module", times=2)
    assert sent(desk, "a\n") + sent(desk, "b\n") == "\r\nSEND OK\r\n" * 2
    assert (lost.struck, desk.udp.taken) == (2, [])
    desk.faults.datagrams_doubled(way="both", times=2)
    assert sent(desk, "c\n").count("taken\n") == 3
    assert desk.udp.taken == ["c", "c"]
    desk.faults.datagrams_late(way="to-module", by=5)
    assert "taken" not in sent(desk, "d\n")
    assert "taken" in passing(desk, 3)


def test_an_error_for_a_form_of_a_command_alone():
    desk = Desk()
    desk.sleep(10)
    type_lines(desk, "ATE0")
    desk.faults.error(command="AT+CSTT?", answer="+CME ERROR: 100", times="always")
    assert type_lines(desk, "AT+CSTT?") == "\r\n+CME ERROR: 100\r\n"
    assert type_lines(desk, 'AT+CSTT="internet"') == "\r\nOK\r\n"
    assert type_lines(desk, "AT+CSQ;+CSTT?") == "\r\n+CSQ: 20,0\r\n\r\n+CME ERROR: 100\r\n"
    desk.faults.clear()
    assert "internet" in type_lines(desk, "AT+CSTT?")


def test_two_errors_for_one_command():
    desk = Desk()
    desk.sleep(10)
    type_lines(desk, "ATE0")
    desk.faults.error(command="AT+CSQ", answer="ERROR")
    desk.faults.error(command="AT+CSQ", answer="BUSY")
    assert [type_lines(desk, "AT+CSQ") for _ in range(3)] == [
        "\r\nERROR\r\n",
        "\r\nBUSY\r\n",
        "\r\n+CSQ: 20,0\r\n\r\nOK\r\n",
    ]


@pytest.mark.parametrize("family", OPEN)
def test_without_faults_it_is_the_module_itself(family):
    """The same conversation, with the core around the core and without it, is the same to the microsecond."""

    def talk(core) -> bytes:
        desk = Desk(family, core=core)
        desk.sleep(10)
        for line in (*OPEN[family], *filter(None, SEND[family]), "AT+CSQ", "AT+CFUN=0", "AT+CFUN=1"):
            desk.write(line.encode() + b"\r")
            desk.sleep(3)
        return bytes(desk.log)

    assert talk(FaultyModule) == talk(lambda module, *_: module)


def test_a_call_is_hung_up_by_who_made_it():
    desk = Desk()
    desk.sleep(10)
    type_lines(desk, "ATE0")
    desk.faults.call(rings_for=7)
    assert "RING" in (said := passing(desk, 20))
    assert said.rstrip().endswith("NO CARRIER")


@pytest.mark.parametrize(
    ("family", "asks", "told"),
    [
        ("sim800", "AT+CLTS=1", '"-8"'),
        ("sim7000", "AT+CLTS=1", '"-8"'),
        ("sim7020", "AT+CLTS=1", "+CLTS: "),
        ("sim7x00", "AT+CTZR=1", "+CTZV: "),
    ],
)
def test_the_time_of_another_zone(family, asks, told):
    desk = Desk(family)
    desk.sleep(10)
    type_lines(desk, "ATE0", asks)
    if family == "sim7020":  # in effect from the next start on
        type_lines(desk, "AT+CFUN=1,1")
        desk.sleep(15)
        type_lines(desk, "AT")
    desk.faults.network_time(zone=-8)
    assert told in passing(desk, 2)
