"""The clock, the network's time and that of time servers (AT command manuals)."""

from datetime import datetime, timedelta

import pytest

from atconform.protocol import network as net
from tests.emulator.conftest import SECOND

SERVER = "202.120.2.101"
NITZ = net.NetworkTime((datetime(2021, 8, 3, 6, 22, 7) - datetime(2000, 1, 1)) // timedelta(seconds=1), 32, 1)
SECONDS = int((datetime(2021, 11, 21, 18, 9, 50) - datetime(1900, 1, 1)).total_seconds())
ANSWER = bytes(40) + SECONDS.to_bytes(4) + bytes(4)
BEARER = 'AT+SAPBR=3,1,"APN","CMNET"', "AT+SAPBR=1,1"


def answers(host, data=ANSWER):
    """Let the time server answer the first question that this module has asked."""
    host.happens(net.Received(1, data, SERVER, 123))
    return host.hear(SECOND // 10)


@pytest.mark.parametrize(
    ("family", "setup", "told", "time"),
    [
        ("sim800", (*BEARER, f'AT+CNTP="{SERVER}",8'), "+CNTP: 1", '"21/11/21,20:09:50+08"'),
        ("sim7000", (*BEARER, f'AT+CNTP="{SERVER}",8'), "+CNTP: 1", '"21/11/21,20:09:50+08"'),
        (
            "sim7000",
            (*BEARER, f'AT+CNTP="{SERVER}",-4,1,2'),
            '+CNTP: 1,"2021/11/21,17:09:50"',
            '"21/11/21,17:09:50-04"',
        ),
        ("sim7000", (*BEARER, f'AT+CNTP="{SERVER}",8,1,1'), '+CNTP: 1,"2021/11/21,20:09:50"', None),
        ("sim7x00", (f'AT+CNTP="{SERVER}",32',), "+CNTP: 0", '"21/11/22,02:09:50+32"'),
        ("sim7x00", (f'AT+CNTP="{SERVER}",96',), "+CNTP: 5", None),
    ],
)
def test_a_time_server_sets_the_clock(new_host, family, setup, told, time):
    host = new_host(family)
    before = host.say("AT+CCLK?")[0]
    host.say(*setup)
    assert host.say("AT+CNTP", duration=SECOND // 2) == ["OK"]
    assert answers(host) == [told]
    after = host.say("AT+CCLK?", duration=SECOND // 10)[0]
    assert after == f"+CCLK: {time}" if time else after[:16] == before[:16]


@pytest.mark.parametrize(
    ("family", "setup", "told"),
    [
        ("sim800", (), ["OK", "+CNTP: 61"]),
        ("sim7000", (), ["OK", "+CNTP: 61"]),
        ("sim7x00", ("AT+CGATT=0",), ["OK", "+CNTP: 4"]),
        ("sim800", (*BEARER, 'AT+CNTP="no.such.name"'), ["OK", "+CNTP: 62"]),
        ("sim800", (*BEARER, f'AT+CNTP="{SERVER}"'), ["OK", "+CNTP: 65"]),
        ("sim7x00", (f'AT+CNTP="{SERVER}"',), ["OK", "+CNTP: 6"]),
    ],
)
def test_what_keeps_a_time_server_from_answering_is_told(new_host, family, setup, told):
    host = new_host(family)
    host.say(*setup, "ATE0")
    assert host.say("AT+CNTP", duration=30 * SECOND) == told


def test_an_answer_that_is_none_is_told(host):
    host.say(*BEARER, f'AT+CNTP="{SERVER}"')
    host.say("AT+CNTP", duration=SECOND // 2)
    assert host.say("AT+CNTP", duration=SECOND // 10) == ["ERROR"]
    assert answers(host, b"x") == ["+CNTP: 64"]


@pytest.mark.parametrize(
    ("family", "listed", "first", "chosen"),
    [
        ("sim800", "(255),(-47-48)", "pool.ntp.org,0", f"{SERVER},-47"),
        ("sim7000", "(255),(-47-48),(1-3),(0-2)", "pool.ntp.org,0,1,0", f"{SERVER},-47,1,0"),
        ("sim7x00", "255,(-96~96)", "pool.ntp.org,0", f"{SERVER},-47"),
    ],
)
def test_the_time_server_is_chosen(new_host, family, listed, first, chosen):
    host = new_host(family)
    host.say("AT+CMEE=0")
    assert host.say("AT+CNTP=?") == [f"+CNTP: {listed}", "OK"]
    assert host.say("AT+CNTP?") == [f"+CNTP: {first}", "OK"]
    assert host.say(f'AT+CNTP="{SERVER}",-47') == ["OK"]
    assert host.say(f'AT+CNTP="{SERVER}",-97') == host.say('AT+CNTP=""') == ["ERROR"]
    assert host.say('AT+CNTP="time,example.com"') == ["ERROR"]
    assert host.say("AT+CNTP?") == [f"+CNTP: {chosen}", "OK"]


@pytest.mark.parametrize(
    ("zone", "told"), [("", "21/11/21,18:09:50:"), (",32", "21/11/22,02:09:50:"), (',"+32"', "21/11/22,02:09:50:")]
)
def test_a_sim7020_tells_the_time_of_a_server(new_host, zone, told):
    host = new_host("sim7020")
    assert host.say(f'AT+CSNTPSTART="{SERVER}"{zone}', duration=SECOND // 2) == ["OK"]
    (line,) = answers(host)
    assert line.startswith(f"+CSNTP: {told}")
    assert line.endswith(",+32") is bool(zone)


def test_a_sim7020_asks_no_more_once_it_is_stopped(new_host):
    host = new_host("sim7020")
    host.say(f'AT+CSNTPSTART="{SERVER}"', duration=SECOND // 2)
    assert host.say("AT+CSNTPSTOP", duration=SECOND // 10) == ["OK"]
    assert answers(host) == []


def start_anew(host):
    host.power_cycle()
    host.wait(2 * SECOND)
    host.say("ATE0")


@pytest.mark.parametrize(
    ("family", "told"), [("sim7020", '+CTZV: "+32"'), ("sim7x00", "+CTZV: 32,21/08/03,06:22:07,1")]
)
def test_a_change_of_the_zone_is_told_if_asked_for(new_host, family, told):
    host = new_host(family)
    host.say("AT+CTZR=1", "AT+CTZU=0", 'AT+CCLK="21/08/03,06:22:07+00"')
    if family == "sim7020":  # what is set there waits for a restart
        host.happens(NITZ)
        assert host.hear() == []
        start_anew(host)
    host.happens(NITZ)
    assert host.hear() == [told]
    host.say('AT+CCLK="21/08/03,14:22:07+32"')
    host.happens(NITZ)
    assert host.hear() == []


@pytest.mark.parametrize(
    ("family", "setup", "time"),
    [
        ("sim7x00", (), '"21/08/03,14:22:07+32"'),
        ("sim7020", ("AT+CTZU=1", "AT+CURTC=1"), "21/08/03,14:22:07+32"),
        ("sim7020", ("AT+CTZU=1",), "21/08/03,06:22:07+32"),
        ("sim7020", (), None),
        ("sim7x00", ("AT+CTZU=0",), None),
    ],
)
def test_the_network_sets_the_clock_if_asked_for(new_host, family, setup, time):
    host = new_host(family)
    host.say(*setup, "ATE0")
    start_anew(host)
    host.happens(NITZ)
    host.wait(SECOND // 10)
    told = host.say("AT+CCLK?", duration=SECOND // 10)[0].replace('"', "")
    assert (told == f"+CCLK: {time}".replace('"', "")) if time else told.startswith("+CCLK: 04/01/01")


def test_a_sim7020_starts_anew_by_itself(new_host):
    host = new_host("sim7020")
    host.say("AT+IPR=115200")
    assert host.say("AT+CRESET", duration=2 * SECOND)[:2] == ["OK", "RDY"]
