"""TCP data that nobody acknowledges: the schedules of SIM7X00 note 2.6, to the millisecond."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atconform.base.units import MS, SECOND
from atconform.network.conditions import Conditions
from atconform.network.simulated import SimulatedNetwork
from atconform.network.tcplink import TcpLink
from atconform.protocol import network as net
from atconform.protocol.peer import Address, PeerAcknowledge
from tests.emulator.driver import all_events
from tests.emulator.netopen.rig import Rig, opened

ROUND_TRIP = 3_000
ONE_WAY = ROUND_TRIP // 2


def unacknowledged(*setup: str, round_trip: int = 3 * SECOND) -> tuple[Rig, int]:
    """Send something that nobody acknowledges; tells when it was sent."""
    rig = opened(*setup)
    rig.network_does("round-trip", round_trip)
    rig.open()
    rig.later(10 * SECOND)
    rig.acknowledging(False)
    rig.send(b"hello", duration=0)
    sent = rig.transport.now() // MS
    rig.later(200 * SECOND)
    return rig, sent


@pytest.mark.parametrize(
    ("setting", "waits"),
    [
        ("AT", [3, 6, 12, 24, 48, 27]),
        ("AT+CIPCCFG=3", [3, 6, 12, 24]),
        ("AT+CIPCCFG=,,,,,,10000", [10, 10, 12, 24, 48, 16]),
        ("AT+CIPCCFG=3,,,,,,10000", [10, 10, 12, 24]),
        ("AT+CIPCCFG=0", [3]),
        ("AT+CIPCCFG=,,,,,,120000", [120]),
    ],
    ids=["by default", "three retries", "10 s at least", "both", "no retry", "two minutes at least"],
)
def test_unacknowledged_data_is_sent_again_at_these_times_and_the_link_then_closed(
    setting: str, waits: list[int]
) -> None:
    rig, sent = unacknowledged(setting)
    *resent, failed = accumulate(wait * 1000 for wait in waits)
    assert rig.times("server resend") == [sent + at + ONE_WAY for at in resent]
    assert rig.times("+IPCLOSE: 0,2") == [sent + failed]
    assert rig.at("AT+CIPOPEN?")[0] == "+CIPOPEN: 0"


def test_a_short_round_trip_is_stretched_to_half_a_second() -> None:
    rig, sent = unacknowledged(round_trip=80 * MS)
    waits = [500, 500, 500, 640, 1280, 2560, 5120, 10_240, 20_480, 40_960]
    assert rig.times("server resend") == [sent + at + 40 for at in accumulate(waits)]
    assert rig.times("+IPCLOSE: 0,2") == [sent + 120_000]


def test_the_latest_round_trip_counts() -> None:
    rig = opened()
    rig.open()
    rig.network_does("round-trip", 4 * SECOND)
    rig.send(b"one", duration=10 * SECOND)
    rig.acknowledging(False)
    rig.send(b"two", duration=0)
    sent = rig.transport.now() // MS
    rig.later(30 * SECOND)
    assert rig.times("server resend")[-3:] == [sent + 4_000 + 2_000, sent + 12_000 + 2_000, sent + 28_000 + 2_000]


def test_a_late_acknowledgement_ends_it_and_the_link_stays_open() -> None:
    rig = opened()
    rig.network_does("round-trip", 3 * SECOND)
    rig.open()
    rig.later(10 * SECOND)
    rig.acknowledging(False)
    rig.send(b"hello", duration=5 * SECOND)
    rig.acknowledging(True)
    rig.later(200 * SECOND)
    assert len(rig.times("server resend")) == 2
    assert rig.send(b"again", duration=10 * SECOND) == ["OK", "+CIPSEND: 0,5,5"]
    assert rig.received() == b"helloagain"


def test_parameters_set_while_the_link_is_open_hold_for_it_and_for_clients_alike() -> None:
    rig = opened()
    rig.at("AT+SERVERSTART=80,0")
    rig.client(80)
    rig.at("AT+CIPCCFG=1,,,,,,1000")
    rig.acknowledging(False, "client")
    rig.send(b"hello", duration=0)
    sent = rig.transport.now() // MS
    rig.later(10 * SECOND)
    assert rig.times("client resend") == [sent + 1_000 + 40]
    assert rig.times("+IPCLOSE: 0,2") == [sent + 2_000]


def test_closing_a_link_is_tried_as_long_as_sending_is() -> None:
    rig = opened("AT+CIPCCFG=2,,,,,,1000")
    rig.open()
    rig.acknowledging(False)
    rig.at("AT+CIPCLOSE=0", 0)
    asked = rig.transport.now() // MS + 2
    rig.later(10 * SECOND)
    assert rig.times("+CIPCLOSE: 0,0") == [asked + 3_000]


@given(
    retries=st.integers(0, 10),
    round_trip=st.integers(2, 20_000).map(lambda half: 2 * half * MS),
    least=st.integers(500, 120_000).map(lambda wait: wait * MS),
)
def test_waits_never_shrink_but_the_last_and_two_minutes_are_never_exceeded(
    retries: int, round_trip: int, least: int
) -> None:
    network = SimulatedNetwork(Conditions(latency=round_trip // 2))
    server = network.peers.open("server", "server", "TCP")
    resending = net.Resending(retries, True, least, 120 * SECOND)
    link = TcpLink(network.carrier, 1, 0, server, 1, resending, Address("10.0.0.1", 1), Address("10.0.0.2", 2))
    network.peer_request(PeerAcknowledge("server", False), 0)
    link.send(b"x")
    sent_again, failed = [], None
    while (due := network.next_deadline()) is not None:
        network.advance(due)
        sent_again += [network.now - round_trip // 2 for event in network.take_peer_events() if event.kind == "resend"]
        if all_events(network):
            failed = network.now
    assert failed is not None
    assert failed <= 120 * SECOND
    waits = [later - earlier for earlier, later in zip([0, *sent_again], [*sent_again, failed], strict=True)]
    assert waits[:-1] == sorted(waits[:-1])
    assert waits[:-1] == [max(least, round_trip << n) for n in range(len(waits) - 1)]
    assert len(sent_again) <= retries
    assert len(sent_again) == retries or failed == 120 * SECOND
