"""The packet service as a data call (SIM7X00 note, chapter 1), and a scripted host's LCP and IPCP."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atconform.base.units import MS, SECOND
from atconform.ppp.framing import Decoder, encode
from tests.emulator.netopen.rig import Rig, opened

LCP, PAP, IPCP, IPV6CP, IP = "c021", "c023", "8021", "8057", "0021"
HOST_ADDRESS = bytes([10, 64, 80, 29])
FIRST, SECOND_SERVER = bytes([211, 136, 112, 50]), bytes([211, 136, 150, 66])


def dialled(*setup: str) -> Rig:
    rig = Rig('AT+CGDCONT=1,"IP","CMNET"', *setup)
    assert rig.at("ATD*99#") == ["CONNECT 115200"]
    return rig


# --- the line


def test_dialling_leads_to_data_mode_and_the_escape_sequence_out_of_it() -> None:
    rig = dialled()
    assert rig.dcd == [False]
    assert rig.type(b"AT\r") == []
    assert rig.escape() == ["OK"]
    assert rig.at("ATO") == ["CONNECT 115200"]
    assert rig.escape() == ["OK"]
    assert rig.at("ATH") == ["OK"]
    assert rig.dcd == [False, True]
    assert rig.at("ATO") == ["NO CARRIER"]


def test_without_the_packet_service_there_is_no_carrier() -> None:
    assert Rig("AT+CGATT=0").at("ATD*99#") == ["NO CARRIER"]


def test_there_is_one_data_call_at_a_time() -> None:
    rig = dialled()
    rig.escape()
    assert rig.at("ATD*99***1#") == ["NO CARRIER"]
    rig.at("ATH")
    assert rig.at("ATD*99***1#") == ["CONNECT 115200"]


def test_a_call_that_was_hung_up_does_not_end_the_next() -> None:
    rig = dialled()
    rig.escape()
    assert rig.at("ATH", 10 * MS) == ["OK"]
    assert rig.at("ATD*99#") == ["CONNECT 115200"]
    assert rig.escape() == ["OK"]
    assert rig.at("ATO") == ["CONNECT 115200"]


def test_the_call_and_the_links_of_the_module_go_together() -> None:
    rig = opened()
    rig.at("ATD*99#")
    rig.escape()
    assert rig.open() == ["OK", "+CIPOPEN: 0,0"]
    assert rig.network.subscriber.active_contexts() == [0, 2]


@pytest.mark.parametrize("action", ["withdraw-context", "detach"])
def test_the_network_that_takes_the_context_away_ends_the_call(action: str) -> None:
    rig = dialled()
    rig.network_does(action)
    assert rig.dcd == [False, True]
    assert rig.at("AT") == ["OK"]
    assert rig.at("ATO") == ["NO CARRIER"]


def test_voice_calls_are_dialled_as_before() -> None:
    assert Rig().at("ATD10086;") == ["OK", "VOICE CALL: BEGIN"]


# --- frames


@given(st.lists(st.binary(min_size=2, max_size=50), max_size=5), st.integers(1, 30))
def test_frames_come_out_as_they_went_in_however_the_bytes_are_cut(frames: list[bytes], size: int) -> None:
    line = b"".join(map(encode, frames))
    decoder, found = Decoder(), []
    for start in range(0, len(line), size):
        found += decoder.receive(line[start : start + size])
    assert found == frames


@given(st.binary(min_size=2, max_size=50), st.integers(0, 7), st.data())
def test_a_frame_with_a_wrong_bit_is_dropped(frame: bytes, bit: int, data: st.DataObject) -> None:
    line = bytearray(encode(frame))
    at = data.draw(st.integers(1, len(line) - 2))
    line[at] ^= 1 << bit
    assert frame not in list(Decoder().receive(bytes(line)))


def test_the_checksum_is_that_of_the_standard() -> None:
    # The frame check sequence of the nine digits is 0x906E (CRC-16/X-25).
    assert encode(b"123456789") == b"~123456789n\x90~"


# --- a scripted host


class DialledHost:
    """The other end of PPP, written out in hexadecimal digits."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig
        self._decoder = Decoder()

    def says(self, protocol: str, packet: str) -> list[str]:
        """Send a packet; returns the frames that come, without address and control."""
        out = self.rig.type_raw(encode(bytes.fromhex(f"ff03{protocol}{packet}")), SECOND)
        return [frame.hex().removeprefix("ff03") for frame in self._decoder.receive(out)]

    def agrees(self, protocol: str, asked: str) -> list[str]:
        """Acknowledge what the module has asked for."""
        return self.says(protocol, "02" + asked.removeprefix(protocol)[2:])

    def brings_the_link_up(self) -> None:
        """Configure LCP."""
        asked, answered = self.says(LCP, "0101000a02060000000a")
        assert answered == LCP + "0201000a02060000000a"
        self.agrees(LCP, asked)


def test_a_host_brings_the_link_up_and_learns_its_address_and_name_servers() -> None:
    host = DialledHost(dialled())
    host.brings_the_link_up()
    asked, answered = host.says(IPCP, "01010016" + "030600000000" + "810600000000" + "830600000000")
    assert asked == IPCP + "0101000a" + "0306" + "0a404040"
    given_ = "0306" + HOST_ADDRESS.hex() + "8106" + FIRST.hex() + "8306" + SECOND_SERVER.hex()
    assert answered == IPCP + "03010016" + given_
    host.agrees(IPCP, asked)
    again = host.says(IPCP, "01020016" + given_)
    assert again[-1] == IPCP + "02020016" + given_
    assert host.says(IP, "4500") == []


def test_the_module_says_nothing_before_the_host_does() -> None:
    assert dialled().wait(60 * SECOND) == b""


def test_options_that_the_module_does_not_have_are_rejected() -> None:
    host = DialledHost(dialled())
    assert host.says(LCP, "010100080304c023")[-1] == LCP + "040100080304c023"
    host.brings_the_link_up()
    assert host.says(IPCP, "0101000a0206002d0f01")[-1] == IPCP + "0401000a0206002d0f01"


def test_what_the_host_refuses_is_not_asked_for_again() -> None:
    host = DialledHost(dialled())
    asked, _ = host.says(LCP, "01010004")
    assert asked == LCP + "01010010" + "020600000000" + "050653494d43"
    assert host.says(LCP, "0401000a" + "020600000000") == [LCP + "0102000a" + "050653494d43"]


def test_echo_requests_are_answered_when_the_link_is_up() -> None:
    host = DialledHost(dialled())
    assert host.says(LCP, "0905000801020304") == []
    host.brings_the_link_up()
    assert host.says(LCP, "0905000801020304") == [LCP + "0a05000853494d43"]


def test_without_a_magic_number_echoes_have_zero() -> None:
    host = DialledHost(dialled())
    host.says(LCP, "01010004")
    (again,) = host.says(LCP, "0401000a" + "050653494d43")
    host.agrees(LCP, again)
    assert host.says(LCP, "0905000801020304") == [LCP + "0a05000800000000"]


def test_a_request_that_is_refused_after_all_has_to_be_agreed_to_again() -> None:
    host = DialledHost(dialled())
    host.brings_the_link_up()
    (again,) = host.says(LCP, "0401000a" + "050653494d43")
    assert host.says(LCP, "0905000801020304") == []
    host.agrees(LCP, again)
    assert host.says(LCP, "0905000801020304") == []
    assert host.says(LCP, "0102000a02060000000a") == [LCP + "0202000a02060000000a"]
    assert host.says(LCP, "0905000801020304") == [LCP + "0a05000800000000"]


def test_an_address_that_the_host_insists_on_is_rejected_in_the_end() -> None:
    host = DialledHost(dialled())
    host.brings_the_link_up()
    insisted = "0306" + "0a010203"
    answers = [host.says(IPCP, f"01{number:02}000a" + insisted)[-1] for number in range(1, 7)]
    proposed = "0306" + HOST_ADDRESS.hex()
    assert answers[:5] == [IPCP + f"03{number:02}000a" + proposed for number in range(1, 6)]
    assert answers[5] == IPCP + "0406000a" + insisted


def test_a_name_and_password_are_taken_whatever_they_are() -> None:
    host = DialledHost(dialled())
    host.brings_the_link_up()
    assert host.says(PAP, "0101000a0475736572" + "00") == [PAP + "0201000c" + "07" + b"Welcome".hex()]


def test_other_protocols_and_codes_are_rejected() -> None:
    host = DialledHost(dialled())
    host.brings_the_link_up()
    assert host.says(IPV6CP, "01010004") == [LCP + "0802000a" + IPV6CP + "01010004"]
    assert host.says(IPV6CP, "01020004") == [LCP + "0803000a" + IPV6CP + "01020004"]
    assert host.says(LCP, "0f010004")[0].startswith(LCP + "07")


def test_the_host_that_ends_the_session_ends_the_call() -> None:
    rig = dialled()
    host = DialledHost(rig)
    host.brings_the_link_up()
    out = rig.type_raw(encode(bytes.fromhex("ff03c02105090004")))
    assert out == encode(bytes.fromhex("ff03c02106090004")) + b"\r\nNO CARRIER\r\n"
    assert rig.at("AT") == ["OK"]


@given(st.lists(st.tuples(st.sampled_from([LCP, PAP, IPCP, IPV6CP, IP]), st.binary(max_size=20)), max_size=10))
def test_no_packet_breaks_the_session(packets: list[tuple[str, bytes]]) -> None:
    rig = dialled()
    host = DialledHost(rig)
    for protocol, packet in packets:
        host.says(protocol, packet.hex())
    rig.escape()
    assert rig.at("AT")[-1] == "OK"
