"""The simulated network by itself: what it answers to a module's requests, and when."""

from __future__ import annotations

import pytest

from atconform.base.errors import BenchFault
from atconform.base.units import MS, SECOND
from atconform.network import SimulatedNetwork
from atconform.network.conditions import Conditions
from atconform.network.control import command
from atconform.protocol import network as net
from atconform.protocol import network_delays
from atconform.protocol.network_action import NetworkAction
from atconform.protocol.peer import (
    Address,
    PeerAcknowledge,
    PeerClose,
    PeerConnect,
    PeerRequest,
    PeerReset,
    PeerSend,
)
from tests.emulator.driver import all_events

MODULE = "10.78.245.128"


class Attached:
    """A network with a module in it, whose first context is active."""

    def __init__(self, conditions: Conditions | None = None) -> None:
        self.network = SimulatedNetwork(conditions)
        self.now = 0
        self.ask(net.Radio(on=True))
        self.ask(net.Activate(0, "CMNET"))
        self.after(SECOND)

    def ask(self, request: net.Request) -> None:
        self.network.request(request, self.now)

    def have(self, request: PeerRequest) -> None:
        self.network.peer_request(request, self.now)

    def command(self, action: NetworkAction) -> None:
        command(self.network, action, self.now)

    def after(self, duration: int = SECOND) -> list[net.NetworkEvent]:
        self.now += duration
        self.network.advance(self.now)
        return all_events(self.network)

    def heard(self) -> list[tuple[str, bytes]]:
        return [(event.kind, event.data) for event in self.network.take_peer_events()]

    def connect(self, link: int = 1, retries: int = 5) -> Address:
        server = self.network.open_peer("server", "server", "TCP")
        self.ask(net.Connect(link, 0, "TCP", server.ip, server.port, resending=net.Resending(retries)))
        return server


def test_switching_the_radio_on_leads_to_registration_and_attachment() -> None:
    network = SimulatedNetwork()
    network.request(net.Radio(on=True), 0)
    assert all_events(network)[-2] == net.Registration(1)  # and the time
    network.advance(1 * SECOND)
    assert all_events(network) == [net.Attachment(True)]


NORMAL = Conditions(delays=network_delays.NORMAL)


def test_in_lte_to_register_is_to_attach() -> None:
    network = SimulatedNetwork(Conditions(delays=NORMAL.delays))
    network.request(net.Prefer(("LTE",)), 0)
    network.request(net.Radio(on=True), 0)
    network.advance(NORMAL.delays.registration)
    assert all_events(network)[-1] == net.Attachment(True)


def test_registration_and_then_attachment_take_their_time() -> None:
    network = SimulatedNetwork(NORMAL)
    network.request(net.Radio(on=True), 0)
    network.advance(NORMAL.delays.registration - 1)
    assert all_events(network) == []
    network.advance(NORMAL.delays.registration)
    assert all_events(network)[-2] == net.Registration(1)  # and the time
    network.advance(NORMAL.delays.registration + NORMAL.delays.attachment)
    assert all_events(network) == [net.Attachment(True)]


@pytest.mark.parametrize("stat", [2, 3])
def test_a_network_that_lets_nobody_in_has_no_packet_service_and_no_context(stat: int) -> None:
    network = SimulatedNetwork(Conditions(registration=stat))
    network.request(net.Radio(on=True), 0)
    network.request(net.Attach(wanted=True), 0)
    network.advance(1 * SECOND)
    told = all_events(network)
    assert net.Registration(stat) in told
    assert [event for event in told if isinstance(event, net.Attachment)] == [net.Attachment(False)]
    network.request(net.Activate(0, "CMNET"), 1 * SECOND)
    network.advance(2 * SECOND)
    assert all_events(network) == [net.ActivationRefused(0)]


def test_a_module_that_finds_no_network_is_told_so_while_it_looks_for_one() -> None:
    network = SimulatedNetwork(Conditions(delays=network_delays.NORMAL, registration=2))
    network.request(net.Radio(on=True), 0)
    assert all_events(network)[-1] == net.Registration(2)


def test_a_radio_that_is_switched_off_while_it_registers_stays_out_of_the_network() -> None:
    network = SimulatedNetwork(NORMAL)
    network.request(net.Radio(on=True), 0)
    network.request(net.Radio(on=False), 1 * SECOND)
    assert all_events(network) == [net.Attachment(False), net.Registration(0)]
    network.advance(60 * SECOND)
    assert all_events(network) == []


def test_of_attaching_and_detaching_what_was_asked_for_last_counts() -> None:
    network = SimulatedNetwork(NORMAL)
    network.request(net.Attach(wanted=True), 0)
    network.request(net.Attach(wanted=False), 1)
    network.advance(1 * SECOND)
    assert all_events(network) == [net.Attachment(False)]


def test_a_context_is_given_an_address_of_its_own() -> None:
    attached = Attached()
    attached.ask(net.Activate(1, "CMWAP"))
    assert attached.after() == [net.Activated(1, "10.204.70.11")]
    assert attached.network.subscriber.active_contexts() == [0, 1]


def test_a_context_that_is_given_up_while_it_comes_up_does_not_come_up() -> None:
    attached = Attached()
    attached.ask(net.Activate(1, "CMWAP"))
    attached.ask(net.Deactivate(1))
    assert attached.after() == [net.Deactivated(1, by_network=False)]


def test_a_module_that_is_not_attached_gets_no_context() -> None:
    attached = Attached()
    attached.ask(net.Attach(False))
    assert attached.after() == [net.Deactivated(0, by_network=True), net.Attachment(False)]
    attached.ask(net.Activate(0, "CMNET"))
    assert attached.after() == [net.ActivationRefused(0)]


def test_detaching_ends_a_context_that_is_coming_up() -> None:
    attached = Attached()
    attached.ask(net.Activate(1, "CMWAP"))
    attached.command(NetworkAction("detach"))
    assert net.Deactivated(1, by_network=True) in attached.after()
    assert attached.network.subscriber.active_contexts() == []


def test_a_connection_comes_up_after_one_way_there_and_back() -> None:
    attached = Attached()
    server = attached.connect()
    assert attached.after(79 * MS) == []
    assert attached.after(1 * MS) == [net.Connected(1, *server)]
    assert attached.heard() == [("connected", b"")]


@pytest.mark.parametrize("patience", [79 * MS, 81 * MS])
def test_an_answer_that_comes_too_late_is_none(patience: int) -> None:
    attached = Attached()
    server = attached.network.open_peer("server", "server", "TCP")
    attached.ask(net.Connect(1, 0, "TCP", server.ip, server.port, resending=net.Resending(5), timeout=patience))
    (event,) = attached.after()
    if patience < 80 * MS:
        assert event == net.ConnectFailed(1, "timeout")
        assert attached.heard() == [("connected", b""), ("rst", b"")]
    else:
        assert event == net.Connected(1, *server)
        assert attached.heard() == [("connected", b"")]


def test_data_is_acknowledged_after_it_has_arrived() -> None:
    attached = Attached()
    attached.connect()
    attached.after()
    attached.ask(net.Send(1, b"one"))
    attached.after(60 * MS)
    attached.ask(net.Send(1, b"three"))
    assert attached.after(20 * MS) == [net.Acknowledged(1, 3)]
    assert attached.after(60 * MS) == [net.Acknowledged(1, 5)]
    assert attached.heard()[1:] == [("received", b"one"), ("received", b"three")]


def test_data_of_a_peer_arrives_in_segments() -> None:
    attached = Attached(Conditions(segment=4))
    server = attached.connect()
    attached.after()
    attached.have(PeerSend("server", 1, b"0123456789"))
    assert attached.after() == [net.Received(1, piece, *server) for piece in (b"0123", b"4567", b"89")]


def test_a_peer_may_take_its_time_to_acknowledge() -> None:
    attached = Attached(Conditions(acknowledgement_delay=2 * SECOND))
    attached.connect()
    attached.after()
    attached.ask(net.Send(1, b"one"))
    assert attached.after(2079 * MS) == []
    assert attached.after(1 * MS) == [net.Acknowledged(1, 3)]


def test_data_that_a_peer_sends_carries_its_acknowledgement() -> None:
    attached = Attached(Conditions(acknowledgement_delay=2 * SECOND))
    server = attached.connect()
    attached.after()
    attached.ask(net.Send(1, b"one"))
    attached.after(50 * MS)
    attached.have(PeerSend("server", 1, b"two"))
    assert attached.after() == [net.Acknowledged(1, 3), net.Received(1, b"two", *server)]
    assert attached.after(5 * SECOND) == []


def test_a_peer_that_acknowledges_nothing_does_not_with_data_either() -> None:
    attached = Attached()
    server = attached.connect()
    attached.after()
    attached.have(PeerAcknowledge("server", on=False))
    attached.ask(net.Send(1, b"one"))
    attached.after(50 * MS)
    attached.have(PeerSend("server", 1, b"two"))
    assert attached.after() == [net.Received(1, b"two", *server)]


def arrivals(conditions: Conditions) -> list[tuple[int, bytes]]:
    """Let a server send every 10 ms; returns after how many milliseconds what arrives."""
    attached = Attached(conditions)
    attached.connect()
    attached.after()
    begin, came = attached.now, []
    for step in range(200):
        if step < 100 and not step % 10:
            attached.have(PeerSend("server", 1, bytes([step])))
        came += [((attached.now - begin) // MS, event) for event in attached.after(1 * MS)]
    return [(at, event.data) for at, event in came if isinstance(event, net.Received)]


def test_jitter_delays_packets_by_differing_times_and_none_overtakes_another() -> None:
    came = arrivals(Conditions(jitter=50 * MS))
    assert [data for _, data in came] == [bytes([step]) for step in range(0, 100, 10)]
    taken = [at - data[0] for at, data in came]
    assert len(set(taken)) > 3
    assert all(39 <= time <= 90 for time in taken)


def test_jitter_is_the_same_every_time_and_another_by_another_seed() -> None:
    assert arrivals(Conditions(jitter=50 * MS)) == arrivals(Conditions(jitter=50 * MS))
    assert arrivals(Conditions(jitter=50 * MS)) != arrivals(Conditions(jitter=50 * MS, seed=1))


def test_a_round_trip_that_is_asked_for_takes_exactly_so_long() -> None:
    attached = Attached(Conditions(jitter=500 * MS, acknowledgement_delay=2 * SECOND))
    attached.connect()
    attached.after(10 * SECOND)
    attached.command(NetworkAction("round-trip", (3 * SECOND,)))
    attached.ask(net.Send(1, b"one"))
    assert attached.after(3 * SECOND - 1) == []
    assert attached.after(1) == [net.Acknowledged(1, 3)]


def test_data_that_is_not_acknowledged_comes_again_at_doubling_intervals() -> None:
    attached = Attached()
    attached.connect()
    attached.after()
    attached.have(PeerAcknowledge("server", on=False))
    attached.ask(net.Send(1, b"hello"))
    attached.after()
    attached.heard()
    seen = []
    for second in range(2, 30):
        attached.after()
        seen += [second for kind, _ in attached.heard() if kind == "resend"]
    assert seen == [4, 10, 22]


def test_data_is_acknowledged_when_it_comes_again() -> None:
    attached = Attached()
    attached.connect()
    attached.after()
    attached.have(PeerAcknowledge("server", on=False))
    attached.ask(net.Send(1, b"hello"))
    attached.after(4 * SECOND)
    attached.have(PeerAcknowledge("server", on=True))
    assert attached.after(4 * SECOND) == []
    assert attached.after(2 * SECOND) == [net.Acknowledged(1, 5)]
    attached.ask(net.Send(1, b"again"))
    assert attached.after() == [net.Acknowledged(1, 5)]


def test_after_the_last_retry_the_link_is_lost() -> None:
    attached = Attached()
    attached.connect(retries=2)
    attached.after()
    attached.have(PeerAcknowledge("server", on=False))
    attached.ask(net.Send(1, b"hello"))
    assert attached.after(20 * SECOND) == []
    assert attached.after(2 * SECOND) == [net.LinkLost(1, "timeout")]


def test_a_close_is_complete_when_the_far_end_has_acknowledged_it() -> None:
    attached = Attached()
    attached.connect()
    attached.after()
    attached.ask(net.Close(1))
    assert attached.after(79 * MS) == []
    assert attached.after(1 * MS) == [net.Closed(1)]
    assert attached.heard()[-1] == ("fin", b"")


def test_an_aborted_link_is_reset_and_over_at_once() -> None:
    attached = Attached()
    attached.connect()
    attached.after()
    attached.ask(net.Close(1, abort=True))
    assert attached.after() == []
    assert attached.heard()[-1] == ("rst", b"")


def test_a_peer_sends_closes_and_resets() -> None:
    attached = Attached()
    server = attached.connect()
    attached.after()
    attached.have(PeerSend("server", 1, b"hi"))
    attached.have(PeerClose("server", 1))
    assert attached.after() == [net.Received(1, b"hi", *server), net.PeerClosed(1)]
    attached.ask(net.Connect(2, 0, "TCP", server.ip, server.port))
    attached.after()
    attached.have(PeerReset("server", 2))
    assert attached.after() == [net.LinkLost(2, "reset")]


def test_a_call_that_is_answered_late_comes_through_late() -> None:
    attached = Attached()
    server = attached.network.open_peer("server", "server", "TCP")
    attached.have(PeerAcknowledge("server", on=False))
    attached.ask(net.Connect(1, 0, "TCP", server.ip, server.port))
    assert attached.after(10 * SECOND) == []
    attached.have(PeerAcknowledge("server", on=True))
    assert attached.after(100 * SECOND) == [net.Connected(1, *server)]


def test_a_peer_can_do_nothing_with_a_call_that_it_has_not_answered() -> None:
    attached = Attached()
    server = attached.network.open_peer("server", "server", "TCP")
    attached.have(PeerAcknowledge("server", on=False))
    attached.ask(net.Connect(1, 0, "TCP", server.ip, server.port))
    attached.after()
    for request in (PeerSend("server", 1, b"x"), PeerClose("server", 1), PeerReset("server", 1)):
        with pytest.raises(BenchFault, match="has not answered connection 1 yet"):
            attached.have(request)
    assert attached.after() == []


def test_a_call_that_nobody_answers_is_given_up_after_75_s() -> None:
    attached = Attached()
    server = attached.network.open_peer("server", "server", "TCP")
    attached.have(PeerAcknowledge("server", on=False))
    attached.ask(net.Connect(1, 0, "TCP", server.ip, server.port))
    assert attached.after(75 * SECOND - 1) == []
    assert attached.after(1) == [net.ConnectFailed(1, "timeout")]


@pytest.mark.parametrize(("host", "reason"), [("192.0.2.1", "refused"), ("nowhere.test", "name")])
def test_a_connection_to_nobody_fails(host: str, reason: str) -> None:
    attached = Attached()
    attached.ask(net.Connect(1, 0, "TCP", host, 80))
    assert attached.after() == [net.ConnectFailed(1, reason)]  # type: ignore[arg-type]


def test_a_host_without_a_route_is_unreachable_until_there_is_one() -> None:
    attached = Attached()
    server = attached.network.open_peer("server", "server", "TCP")
    attached.command(NetworkAction("cut-route", ("server",)))
    attached.ask(net.Connect(1, 0, "TCP", server.ip, server.port))
    assert attached.after() == [net.ConnectFailed(1, "unreachable")]
    attached.command(NetworkAction("restore-route", ("server",)))
    attached.ask(net.Connect(2, 0, "TCP", server.ip, server.port))
    assert attached.after() == [net.Connected(2, *server)]


def test_the_route_is_there_again_when_the_peers_have_gone() -> None:
    attached = Attached()
    attached.network.open_peer("server", "server", "TCP")
    attached.command(NetworkAction("cut-route", ("server",)))
    attached.network.close_peers()
    attached.network.be_as_usual()
    attached.connect()
    assert [type(event) for event in attached.after()] == [net.Connected]


def test_there_is_no_route_to_take_away_from_a_peer_that_is_not_there() -> None:
    with pytest.raises(BenchFault, match="no peer named 'nobody'"):
        command(SimulatedNetwork(), NetworkAction("cut-route", ("nobody",)), 0)


def test_a_local_port_of_udp_is_used_once_until_its_link_is_closed() -> None:
    attached = Attached()
    server = attached.network.open_peer("server", "server", "UDP")
    for link in (1, 2):
        attached.ask(net.Connect(link, 0, "UDP", *server, local_port=8888))
    assert attached.after() == [net.ConnectFailed(2, "in use"), net.Connected(1, *server)]
    attached.ask(net.Close(1))
    attached.ask(net.Connect(3, 0, "UDP", *server, local_port=8888))
    assert attached.after() == [net.Closed(1), net.Connected(3, *server)]


def test_a_context_that_two_ask_for_comes_up_once() -> None:
    attached = Attached()
    attached.ask(net.Activate(1, "CMWAP"))
    attached.after(100 * MS)
    attached.ask(net.Activate(1, "CMWAP"))
    assert attached.after() == [net.Activated(1, "10.204.70.11")]


def test_a_client_that_comes_too_late_is_refused() -> None:
    attached = Attached()
    attached.network.open_peer("client", "client", "TCP")
    attached.ask(net.Listen(7, 0, 8888))
    attached.have(PeerConnect("client", Address(MODULE, 8888)))
    attached.ask(net.StopListening(7))
    assert attached.after() == [net.Listening(7)]
    assert attached.heard() == [("refused", b"")]


def test_a_client_reaches_the_modules_server_until_it_stops_listening() -> None:
    attached = Attached()
    client = attached.network.open_peer("client", "client", "TCP")
    attached.ask(net.Listen(7, 0, 8888))
    attached.have(PeerConnect("client", Address(MODULE, 8888)))
    assert attached.after() == [net.Listening(7), net.Incoming(7, -1, *client)]
    attached.ask(net.StopListening(7))
    attached.have(PeerConnect("client", Address(MODULE, 8888)))
    attached.after()
    assert attached.heard() == [("connected", b""), ("refused", b"")]


def test_a_port_is_listened_on_once_and_only_in_an_active_context() -> None:
    attached = Attached()
    attached.ask(net.Listen(7, 0, 8888))
    attached.ask(net.Listen(8, 0, 8888))
    attached.ask(net.Listen(9, 1, 8888))
    assert attached.after() == [net.Listening(7), net.ListenFailed(8), net.ListenFailed(9)]


def test_a_lost_context_takes_links_and_servers_with_it() -> None:
    attached = Attached()
    attached.connect()
    attached.network.open_peer("client", "client", "TCP")
    attached.ask(net.Listen(7, 0, 8888))
    attached.after()
    attached.command(NetworkAction("withdraw-context"))
    attached.have(PeerConnect("client", Address(MODULE, 8888)))
    attached.ask(net.Send(1, b"too late"))
    assert attached.after() == [net.Deactivated(0, by_network=True)]
    assert attached.heard() == [("connected", b""), ("refused", b"")]


def test_datagrams_pass_between_a_socket_and_the_peers_that_it_hears() -> None:
    attached = Attached()
    server = attached.network.open_peer("server", "server", "UDP")
    other = attached.network.open_peer("other", "server", "UDP")
    attached.ask(net.Connect(1, 0, "UDP", server.ip, server.port, local_port=8888))
    attached.ask(net.Connect(2, 0, "UDP", server.ip, server.port, local_port=9999, any_source=True))
    attached.after()
    attached.ask(net.Send(1, b"to server"))
    attached.ask(net.Send(1, b"to other", tuple(other)))
    attached.have(PeerSend("other", 1, b"unheard", Address(MODULE, 8888)))
    attached.have(PeerSend("other", 1, b"heard", Address(MODULE, 9999)))
    assert attached.after() == [net.Received(2, b"heard", *other)]
    assert attached.heard() == [("received", b"to server"), ("received", b"to other")]


def test_names_are_resolved_and_echo_requests_answered() -> None:
    attached = Attached()
    attached.ask(net.Resolve(1, 0, "WWW.BAIDU.COM"))
    attached.ask(net.Resolve(2, 0, "abctest"))
    attached.ask(net.Ping(3, 0, "www.sim.com", 32, 64, 10 * SECOND))
    attached.ask(net.Ping(4, 0, "192.0.2.1", 32, 64, 500 * MS))
    attached.ask(net.Ping(5, 0, "abctest", 32, 64, SECOND))
    assert attached.after() == [
        net.Resolved(1, "WWW.BAIDU.COM", ("119.75.218.77", "119.75.217.56")),
        net.ResolveFailed(2, "abctest"),
        net.ResolveFailed(5, "abctest"),
        net.Echoed(3, "116.228.221.51", 80 * MS, 54),
        net.EchoLost(4, "192.0.2.1"),
    ]


def test_an_action_that_the_network_does_not_know_is_refused_with_the_one_that_was_meant() -> None:
    with pytest.raises(BenchFault, match="cannot be told 'detatch'; did you mean detach"):
        command(SimulatedNetwork(), NetworkAction("detatch"), 0)


def test_a_peer_that_is_not_there_is_refused() -> None:
    with pytest.raises(BenchFault, match="no peer named 'nobody'"):
        Attached().have(PeerClose("nobody", 1))


def test_what_the_network_was_told_is_forgotten_when_it_is_as_usual_again() -> None:
    attached = Attached()
    for action in (
        ("round-trip", (3 * SECOND,)),
        ("silence-name-servers",),
        ("serve-by", ("GSM",)),
        ("refuse-context",),
    ):
        attached.command(NetworkAction(*action))
    attached.network.be_as_usual()
    assert attached.network.conditions == Conditions()
    assert not attached.network.subscriber.refuse_contexts


@pytest.mark.parametrize("host", ["1234", "1.2.3", "999.1.1.1", "", "1.2.3.4.5", "\u00b2"])
def test_figures_that_are_no_address_are_a_name_that_there_is_not(host: str) -> None:
    attached = Attached()
    attached.ask(net.Resolve(1, 0, host))
    attached.ask(net.Ping(2, 0, host, 32, 64, SECOND))
    assert attached.after(2 * SECOND) == [net.ResolveFailed(1, host), net.ResolveFailed(2, host)]
