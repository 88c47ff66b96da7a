"""What peers of the simulated network do by themselves, and data that gets lost on its way."""

from __future__ import annotations

import pytest

from atconform.base.units import MS, SECOND
from atconform.protocol import network as net
from atconform.protocol.peer import Address, PeerAcknowledge, PeerClose, PeerEvent, PeerRequest, PeerSend
from tests.network.test_simulated import Attached

WHERE = Address("192.0.2.7", 8080)


@pytest.fixture
def attached() -> Attached:
    return Attached()


def connect(attached: Attached) -> None:
    attached.ask(net.Connect(1, 0, "TCP", *WHERE))


def answering(event: PeerEvent) -> list[PeerRequest]:
    """Answer what arrives, and hang up."""
    if event.kind != "received":
        return []
    return [PeerSend(event.peer, event.connection, b"> " + event.data), PeerClose(event.peer, event.connection)]


def test_a_server_stands_where_it_is_wanted(attached: Attached) -> None:
    assert attached.network.open_peer("report", "server", "TCP", WHERE) == WHERE
    connect(attached)
    assert attached.after() == [net.Connected(1, *WHERE)]


def test_a_server_that_refuses_answers_as_if_it_were_not_there(attached: Attached) -> None:
    attached.network.peers.open("report", "server", "TCP", WHERE).refuses = True
    connect(attached)
    assert attached.after() == [net.ConnectFailed(1, "refused")]


def test_a_server_refuses_so_many_calls_and_then_takes_one(attached: Attached) -> None:
    attached.network.peers.open("report", "server", "TCP", WHERE).refusals = 2
    for link in (1, 2):
        attached.ask(net.Connect(link, 0, "TCP", *WHERE))
        assert attached.after() == [net.ConnectFailed(link, "refused")]
    attached.ask(net.Connect(3, 0, "TCP", *WHERE))
    assert attached.after() == [net.Connected(3, *WHERE)]


def test_a_server_answers_by_itself_what_it_receives(attached: Attached) -> None:
    attached.network.peers.open("report", "server", "TCP", WHERE).reaction = answering
    connect(attached)
    attached.after()
    attached.ask(net.Send(1, b"21.5"))
    assert set(attached.after()) == {net.Received(1, b"> 21.5", *WHERE), net.PeerClosed(1), net.Acknowledged(1, 4)}
    assert attached.heard() == [("connected", b""), ("received", b"21.5")]


def test_a_slow_server_accepts_and_answers_after_its_time(attached: Attached) -> None:
    server = attached.network.peers.open("report", "server", "TCP", WHERE)
    server.reaction, server.reaction_time = answering, 5 * SECOND
    connect(attached)
    assert attached.after(5 * SECOND) == []
    assert attached.after(SECOND) == [net.Connected(1, *WHERE)]
    attached.ask(net.Send(1, b"21.5"))
    assert attached.after(5 * SECOND) == [net.Acknowledged(1, 4)]
    assert attached.after(SECOND)[0] == net.Received(1, b"> 21.5", *WHERE)


def test_a_call_that_a_slow_server_answers_too_late_fails(attached: Attached) -> None:
    attached.network.peers.open("report", "server", "TCP", WHERE).reaction_time = 5 * SECOND
    attached.ask(net.Connect(1, 0, "TCP", *WHERE, timeout=3 * SECOND))
    assert attached.after(10 * SECOND) == [net.ConnectFailed(1, "timeout")]
    assert attached.heard() == []


def test_a_peer_that_was_taken_away_does_nothing_more(attached: Attached) -> None:
    server = attached.network.peers.open("report", "server", "TCP", WHERE)
    server.reaction, server.reaction_time = answering, 1 * SECOND
    connect(attached)
    attached.after(2 * SECOND)
    attached.ask(net.Send(1, b"21.5"))
    attached.after(100 * MS)
    attached.network.close_peers()
    assert attached.after(10 * SECOND) == []


def test_what_the_module_sent_and_is_lost_arrives_when_it_is_sent_again_in_order(attached: Attached) -> None:
    attached.connect()
    attached.after()
    attached.heard()
    attached.network.carrier.lose("to peers")
    attached.ask(net.Send(1, b"one "))
    attached.ask(net.Send(1, b"two"))
    assert attached.after(1 * SECOND) == []
    assert attached.heard() == []
    assert attached.after(10 * SECOND) == [net.Acknowledged(1, 7)]
    assert attached.heard() == [("received", b"one "), ("received", b"two")]


def test_what_a_peer_sent_and_is_lost_arrives_a_second_later_in_order(attached: Attached) -> None:
    server = attached.connect()
    attached.after()
    attached.network.carrier.lose("to the module")
    for data in (b"one ", b"two"):
        attached.have(PeerSend("server", 1, data))
    assert attached.after(1 * SECOND) == []
    assert attached.after(1 * SECOND) == [net.Received(1, b"one ", *server), net.Received(1, b"two", *server)]


@pytest.mark.parametrize("way", ["to peers", "to the module"])
def test_a_datagram_that_is_lost_never_arrives(attached: Attached, way: str) -> None:
    attached.network.open_peer("log", "server", "UDP", WHERE)
    attached.ask(net.Connect(1, 0, "UDP", *WHERE))
    attached.ask(net.Send(1, b"known"))
    attached.after()
    attached.heard()
    attached.network.carrier.lose(way)
    attached.ask(net.Send(1, b"out"))
    attached.have(PeerSend("log", 1, b"in"))
    arrived = attached.after(), attached.heard()
    assert arrived == (([net.Received(1, b"in", *WHERE)], []) if way == "to peers" else ([], [("received", b"out")]))


def test_loss_ends_when_the_network_is_as_usual_again(attached: Attached) -> None:
    attached.connect()
    attached.after()
    attached.network.carrier.lose("to peers", 5)
    attached.network.be_as_usual()
    attached.ask(net.Send(1, b"x"))
    assert attached.after() == [net.Acknowledged(1, 1)]


def test_an_unacknowledged_loss_gives_the_link_up(attached: Attached) -> None:
    attached.connect(retries=1)
    attached.after()
    attached.have(PeerAcknowledge("server", False))
    attached.network.carrier.lose("to peers")
    attached.ask(net.Send(1, b"x"))
    assert attached.after(60 * SECOND) == [net.LinkLost(1, "timeout")]
