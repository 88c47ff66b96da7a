"""Twelve public reports about modules, each brought about by the plan that docs/faults.md shows for it."""

import re

import pytest

from atconform.faults.plan import parse_plan
from tests import ROOT
from tests.faults.desk import NAME, SERVER, Desk

PAGE = (ROOT / "docs" / "faults.md").read_text("utf-8")
PLANS = dict(re.findall(r"^### (\d+)\. .*?^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))


def desk_of(number: int, family: str) -> Desk:
    """Switch a module on with the plan of a report."""
    desk = Desk(family, parse_plan(PLANS[str(number)], f"report {number}").faults)
    desk.sleep(10)
    return desk


def type_lines(desk: Desk, *lines: str, seconds: float = 2) -> str:
    """Type lines, each when the one before has had its time; return what the last one brought."""
    for line in lines:
        desk.read(100_000, 0)
        desk.write(line.encode() + b"\r")
        desk.sleep(seconds)
    return desk.read(100_000, 0).decode("latin-1")


BEARER = ("ATE0", 'AT+CSTT="internet"', "AT+CIICR", "AT+CIFSR")
CALL = f'AT+CIPSTART="TCP","{NAME}",{SERVER.port}'


def sent(desk: Desk, data: str, *, seconds: float = 3) -> str:
    """Send data with AT+CIPSEND; return what the module said behind the prompt."""
    type_lines(desk, f"AT+CIPSEND={len(data)}")
    desk.write(data.encode())
    desk.sleep(seconds)
    return desk.read(100_000, 0).decode("latin-1")


def test_every_report_has_a_plan():
    assert [*PLANS] == [str(number) for number in range(1, 13)]


def test_1_an_announcement_inside_the_answer_that_is_waited_for():
    desk = desk_of(1, "sim7000")
    type_lines(desk, *BEARER, "AT+CIPRXGET=1", CALL)
    desk.tcp.send(b"abc")
    desk.sleep(1)
    assert type_lines(desk, "AT+CIPRXGET=4") == "\r\n+CIPRXGET: 4,3\r\n\r\n+CIPRXGET: 1\r\n\r\nOK\r\n"


def test_2_with_2_8_kilobytes_unread_every_sending_fails():
    desk = desk_of(2, "sim800")
    type_lines(desk, *BEARER, "AT+CIPRXGET=1", CALL)
    desk.tcp.send(b"." * 3000)
    desk.sleep(1)
    assert "SEND FAIL" in sent(desk, "x")
    assert "SEND FAIL" in sent(desk, "x")
    type_lines(desk, "AT+CIPRXGET=2,1460")
    assert "SEND OK" in sent(desk, "x")


def test_3_the_link_closes_while_data_waits():
    desk = desk_of(3, "sim800")
    type_lines(desk, *BEARER, "AT+CIPRXGET=1", CALL)
    desk.tcp.send(b"." * 100)
    desk.sleep(1)
    answer = type_lines(desk, "AT+CIPRXGET=2,50")
    announced, _, data = answer.partition("+CIPRXGET: 2,50,50\r\n")
    assert (announced.strip(), data.count(".")) == ("", 40)
    desk.sleep(60)
    assert "CLOSED" in desk.log.decode("latin-1")
    assert type_lines(desk, "AT+CIPRXGET=2,50") == "\r\nERROR\r\n"


def test_4_connect_fail_comes_in_the_middle_of_the_next_command():
    desk = desk_of(4, "sim800")
    type_lines(desk, *BEARER[1:], CALL, seconds=2)
    desk.sleep(71)
    desk.write(b"AT+CIPST")
    desk.sleep(4)
    desk.write(b"ATUS\r")
    desk.sleep(1)
    assert "AT+CIPST\r\nSTATE: IP STATUS\r\n\r\nCONNECT FAIL\r\nATUS\r" in desk.log.decode("latin-1")


def test_5_the_context_is_refused():
    desk = desk_of(5, "sim800")
    assert "ERROR" in type_lines(desk, *BEARER[:3])
    assert "STATE: PDP DEACT" in type_lines(desk, "AT+CIPSTATUS")


def test_6_the_context_is_taken_away_every_hour():
    desk = desk_of(6, "sim7000")
    for _ in range(3):
        type_lines(desk, "AT+CIPSHUT", *BEARER[1:])
        desk.sleep(3600)
    assert desk.log.count(b"+PDP: DEACT") == 3


def test_7_no_rdy_and_the_first_at_is_lost():
    desk = desk_of(7, "sim7000")
    assert b"RDY" not in desk.log
    assert type_lines(desk, "AT") == ""
    assert "OK" in type_lines(desk, "AT")


def test_8_the_network_closes_unexpectedly_after_cipopen():
    desk = desk_of(8, "sim7x00")
    type_lines(desk, "ATE0", "AT+NETOPEN")
    assert "+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY" in type_lines(
        desk, f'AT+CIPOPEN=0,"TCP","{SERVER.ip}",{SERVER.port}'
    )


def test_9_netopen_is_a_plain_error_and_the_firmware_before_opens():
    desk = desk_of(9, "sim7x00")
    assert type_lines(desk, "ATE0", "AT+NETOPEN") == type_lines(desk, "AT+NETOPEN") == "\r\nERROR\r\n"
    before = Desk("sim7x00")
    before.sleep(10)
    assert "+NETOPEN: 0" in type_lines(before, "ATE0", "AT+NETOPEN")


def test_10_a_short_message_in_the_middle():
    desk = desk_of(10, "sim7x00")
    type_lines(desk, "ATE0", "AT+NETOPEN", f'AT+CIPOPEN=0,"TCP","{SERVER.ip}",{SERVER.port}')
    type_lines(desk, "AT+CIPSEND=0,3", seconds=0.3)
    desk.write(b"abc")
    desk.sleep(3)
    said = desk.read(10_000, 0).decode("latin-1")
    assert said.index("OK") < said.index("+CMTI") < said.index("+CIPSEND: 0,3,3")


def test_11_nothing_waits_on_a_link_that_the_network_has_closed():
    desk = desk_of(11, "sim7x00")
    type_lines(desk, "ATE0", "AT+NETOPEN", "AT+CIPRXGET=1", f'AT+CIPOPEN=0,"TCP","{SERVER.ip}",{SERVER.port}')
    desk.sleep(60)
    assert "+IPCLOSE: 0,1" in desk.log.decode("latin-1")
    assert type_lines(desk, "AT+CIPRXGET=4,0") == "\r\n+CIPRXGET: 4,0,0\r\n\r\nOK\r\n"


def test_12_a_call_that_stays_in_tcp_connecting():
    desk = desk_of(12, "sim7000")
    type_lines(desk, *BEARER, CALL)
    desk.sleep(3600)
    assert "STATE: TCP CONNECTING" in type_lines(desk, "AT+CIPSTATUS")


@pytest.mark.parametrize("number", [*PLANS])
def test_a_plan_of_a_report_can_be_had_by_the_family_that_it_is_about(number):
    title = re.search(rf"^### {number}\. (.*)$", PAGE, re.MULTILINE)[1]
    family = "sim7x00" if "SIM76" in title else "sim7000" if "SIM7000" in title else "sim800"
    assert Desk(family, parse_plan(PLANS[number], "plan").faults).faults.active
