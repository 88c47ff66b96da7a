"""A voice call and TCP at the same time (SIM7X00 note, 2.10; manual, 2.2.2 to 2.2.7, 5.2)."""

import pytest

from atconform.base.units import SECOND
from tests.emulator.netopen.rig import Rig, connected

CALL = "ATD10086;"


@pytest.mark.parametrize("system", ["GSM", "CDMA", "EVDO"])
def test_a_call_suspends_what_tcp_carries_until_its_end(system: str) -> None:
    rig = connected("AT+CIPSRIP=0")
    rig.network_does("serve-by", system)
    assert rig.at(CALL) == ["OK", "VOICE CALL: BEGIN"]
    assert rig.send(b"hello") == ["OK", "+CIPSEND: 0,5,5"]
    assert rig.peer_sends(b"hi") == b""
    assert rig.later(300 * SECOND) == []
    assert rig.received() == b""
    assert rig.at("AT+CHUP")[1:] == ["OK", "+IPD2", "hi"]
    assert rig.received() == b"hello"
    assert rig.at("AT+CIPACK=0") == ["+CIPACK: 5,5,2", "OK"]
    assert rig.seen() == ["connected"]


def test_in_lte_both_go_together() -> None:
    rig = connected("AT+CIPSRIP=0")
    rig.network_does("serve-by", "LTE")
    rig.at(CALL)
    rig.send(b"hello")
    assert rig.received() == b"hello"
    assert rig.peer_sends(b"hi") == b"\r\n+IPD2\r\nhi"


def test_a_call_from_outside_suspends_from_its_answer_to_its_end() -> None:
    rig = connected("AT+CIPSRIP=0")
    rig.network_does("serve-by", "GSM")
    assert rig.network_does("call") == ["RING"]
    assert rig.peer_sends(b"one") == b"\r\n+IPD3\r\none"
    assert "VOICE CALL: BEGIN" in rig.at("ATA")
    assert rig.peer_sends(b"two") == b""
    assert rig.network_does("end-call") == ["+IPD3", "two", "VOICE CALL: END: 000001"]


def test_ath_ends_a_call_only_if_asked_to() -> None:
    rig = Rig(CALL)
    assert rig.at("ATH") == ["OK"]
    rig.at("AT+CVHU=0", 14 * SECOND)
    assert rig.at("ATH") == ["VOICE CALL: END: 000016", "OK"]
    assert rig.at("ATH") == ["OK"]


@pytest.mark.parametrize(
    ("system", "cell", "access"),
    [("GSM", "GSM,Online,460-00 0x1816,", 0), ("LTE", "LTE,Online,460-00,0x1816,", 7), ("EVDO", "EVDO,Online,", 8)],
)
def test_the_radio_system_is_told(system: str, cell: str, access: int) -> None:
    rig = Rig()
    rig.network_does("serve-by", system)
    assert rig.at("AT+CPSI?")[0].startswith(f"+CPSI: {cell}")
    assert rig.at("AT+COPS?") == [f'+COPS: 0,0,"CHINA MOBILE",{access}', "OK"]


def test_without_service_there_is_no_system() -> None:
    assert Rig("AT+CFUN=4").at("AT+CPSI?") == ["+CPSI: NO SERVICE, Low Power Mode", "OK"]
