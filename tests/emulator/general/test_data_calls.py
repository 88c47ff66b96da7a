"""The packet service as a data call on the families that have AT+CIICR: ATD*99#, AT+CGDATA, ATO, ATH, DTR."""

import pytest

from atconform.base.units import MS, SECOND
from atconform.ppp.framing import Decoder, encode
from tests.emulator.cip.rig import Rig

JUST_LONGER = 1_001 * MS
RATES = {"sim800": "CONNECT", "sim7000": "CONNECT 150000000", "sim7x00": "CONNECT 115200"}

with_data_calls = pytest.mark.parametrize("family", RATES)
with_cgdata = pytest.mark.parametrize("family", ["sim800", "sim7x00"])


def escape(rig: Rig) -> list[str]:
    rig.later(JUST_LONGER)
    return rig.type(b"+++", JUST_LONGER)


@with_data_calls
@pytest.mark.parametrize("line", ["ATD*99#", "ATDT*99#", "ATD*99***1#", "atd *99#"])
def test_dialling_the_packet_service_leads_to_data_mode(family: str, line: str) -> None:
    rig = Rig(family, 'AT+CGDCONT=1,"IP","CMNET"')
    assert rig.at(line) == [RATES[family]]
    assert rig.dcd == [False]
    assert rig.type(b"AT\r") == []
    assert escape(rig) == ["OK"]
    assert rig.at("ATO") == [RATES[family]]
    assert escape(rig) == ["OK"]
    assert rig.at("ATH") == ["OK"]
    assert rig.dcd == [False, True]
    assert rig.at("ATO") in (["ERROR"], ["NO CARRIER"])


@with_data_calls
def test_ppp_comes_up_and_its_end_is_the_end_of_the_call(family: str) -> None:
    rig = Rig(family, 'AT+CGDCONT=1,"IP","CMNET"', "ATD*99#")
    decoder = Decoder()

    def says(frame: str) -> list[str]:
        out = rig.type_raw(encode(bytes.fromhex("ff03" + frame)), SECOND)
        return [each.hex().removeprefix("ff03") for each in decoder.receive(out)]

    asked, answered = says("c0210101000a02060000000a")
    assert answered == "c0210201000a02060000000a"
    says("c02102" + asked[6:])
    own, offered = says("80210101000a030600000000")
    says("802102" + own[6:])
    assert offered.startswith("80210301000a0306")  # an address of its own
    assert rig.network.subscriber.active_contexts() == [2]
    rig.transport.write(encode(bytes.fromhex("ff03c02105070004")))
    assert b"NO CARRIER" in rig.wait(SECOND)
    assert rig.at("AT") == ["OK"]
    assert rig.network.subscriber.active_contexts() == []


@with_data_calls
@pytest.mark.parametrize("line", ["ATD*99***99#", "ATD*99", "ATD*98#", "ATD12345"])
def test_other_data_calls_are_not_answered(family: str, line: str) -> None:
    assert Rig(family).at(line) == ["NO CARRIER"]


@with_data_calls
def test_a_detached_module_has_no_carrier(family: str) -> None:
    assert Rig(family, "AT+CGATT=0").at("ATD*99#") == ["NO CARRIER"]


@with_data_calls
def test_commands_go_on_beside_a_call_that_waits(family: str) -> None:
    rig = Rig(family, "ATD*99#")
    escape(rig)
    assert rig.at("AT+CGATT?") == ["+CGATT: 1", "OK"]
    assert rig.at("ATD*99#") == ["NO CARRIER"]


@with_data_calls
def test_dtr_leads_to_command_mode_or_ends_the_call_as_d_asks(family: str) -> None:
    for rule, carrier in ((1, True), (2, False)):
        rig = Rig(family, f"AT&D{rule}")
        rig.transport.set_line("DTR", high=False)
        rig.later(2 * SECOND)
        rig.at("ATD*99#")
        rig.transport.set_line("DTR", high=True)
        assert rig.later() == ["OK"]
        assert (rig.at("ATO") == [RATES[family]]) is carrier


def test_without_rates_connect_stands_alone() -> None:
    assert Rig("sim7000", "ATX0").at("ATD*99#") == ["CONNECT"]
    assert Rig("sim7000", "AT&E1").at("ATD*99#") == ["CONNECT 115200"]


def test_a_call_ends_with_the_radio() -> None:
    rig = Rig("sim800", "ATD*99#")
    escape(rig)
    rig.at("AT+CFUN=4")
    assert rig.at("ATO") == ["ERROR"]


@with_cgdata
def test_cgdata_is_a_data_call(family: str) -> None:
    rig = Rig(family)
    assert rig.at("AT+CGDATA=?") == ['+CGDATA: ("PPP")', "OK"]
    assert rig.at('AT+CGDATA="PPP",1') == [RATES[family]]
    assert escape(rig) == ["OK"]
    assert rig.at('AT+CGDATA="PPP",1')[0] in ("ERROR", "+CME ERROR: operation not allowed")
    assert rig.at("ATH") == ["OK"]


@with_cgdata
@pytest.mark.parametrize("line", ['AT+CGDATA="M-PT"', "AT+CGDATA=PPP", 'AT+CGDATA="PPP",0', 'AT+CGDATA="PPP",200'])
def test_cgdata_has_one_protocol_and_so_many_contexts(family: str, line: str) -> None:
    assert Rig(family, "AT+CMEE=0").at(line) == ["ERROR"]


@with_cgdata
def test_cgdata_attaches_by_itself(family: str) -> None:
    rig = Rig(family, "AT+CMEE=0", "AT+CGATT=0")
    assert rig.at('AT+CGDATA="PPP",1') == [RATES[family]]
    assert escape(rig) == ["OK"]
    assert rig.at("AT+CGATT?") == ["+CGATT: 1", "OK"]
    assert Rig(family, "AT+CMEE=0", "AT+CFUN=4").at('AT+CGDATA="PPP",1') == ["ERROR"]


def test_a_sim7020_carries_raw_packets_while_its_context_is_active() -> None:
    rig = Rig("sim7020", "AT+CMEE=0")
    assert rig.at("AT+CGDATA=?") == ['+CGDATA: ("M-PT")', "OK"]
    assert rig.at('AT+CGDATA="PPP"') == ["ERROR"]
    assert rig.at('AT+CGDATA="M-PT",2') == ["ERROR"]
    assert rig.at('AT+CGDATA="M-PT",1') == ["CONNECT"]
    assert rig.dcd == [False]
    assert rig.type(b"AT\r") == []
    assert escape(rig) == ["OK"]
    assert rig.dcd == [False, True]
    assert rig.at("AT+CGDATA=") == ["CONNECT"]
    assert rig.network_does("withdraw-context") == ["NO CARRIER"]
    assert rig.at("AT") == ["OK"]
