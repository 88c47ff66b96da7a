from __future__ import annotations

import contextlib
import socket
import struct
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from atconform.base.errors import UsageError
from atconform.base.units import MS, SECOND
from atconform.protocol.network import (
    Acknowledged,
    Activate,
    Activated,
    ActivationRefused,
    Attach,
    Attachment,
    Close,
    Closed,
    Connect,
    Connected,
    ConnectFailed,
    Deactivate,
    Deactivated,
    EchoLost,
    Incoming,
    LinkLost,
    Listen,
    ListenFailed,
    Listening,
    PeerClosed,
    Ping,
    Prefer,
    Radio,
    Received,
    Registration,
    Resolve,
    Resolved,
    ResolveFailed,
    Send,
    ServingSystem,
    StopListening,
    Window,
)
from atconform.protocol.network_delays import NetworkDelays
from atconform.realtime.reactor import now
from atconform.serve.network import AddressBook, conditions, links, read_mapping, read_name
from tests.serve.network.rig import LOOPBACK, HostNetworkRig

RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@pytest.fixture
def rig() -> Iterator[HostNetworkRig]:
    rig = HostNetworkRig()
    yield rig
    rig.close()


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server((LOOPBACK, 0)) as server:
        server.settimeout(5)
        yield server


def port_of(sock: socket.socket) -> int:
    return sock.getsockname()[1]


def accept(server: socket.socket) -> socket.socket:
    client, _ = server.accept()
    client.settimeout(5)
    return client


def closed_port() -> int:
    with socket.create_server((LOOPBACK, 0)) as server:
        return port_of(server)


# --- registration and contexts ---


def test_switching_the_radio_on_registers_and_attaches(rig):
    rig.ask(Radio(on=True))
    events = rig.until(Attachment)
    assert Registration(1) in events
    assert events[-1] == Attachment(True)


@pytest.mark.parametrize(("wanted", "given"), [(("GSM",), "GSM"), (("GSM", "LTE"), "LTE"), ((), "LTE")])
def test_the_module_is_served_by_a_system_that_it_wants(rig, wanted, given):
    rig.ask(Prefer(wanted))
    assert rig.event() == ServingSystem(given)


def test_registration_takes_its_time():
    rig = HostNetworkRig(delays=NetworkDelays(registration=30 * MS))
    before = now()
    rig.ask(Radio(on=True))
    rig.until(Registration)
    assert now() - before >= 30 * MS
    rig.close()


def test_switching_the_radio_off_during_registration_leaves_the_module_unregistered():
    rig = HostNetworkRig(delays=NetworkDelays(registration=5 * MS))
    rig.ask(Radio(on=True))
    rig.ask(Radio(on=False))
    assert rig.until(Registration) == [Attachment(False), Registration(0)]
    rig.quiet()
    rig.close()


def test_switching_the_radio_off_and_on_makes_the_module_register_anew():
    rig = HostNetworkRig(delays=NetworkDelays(registration=60 * MS))
    rig.ask(Radio(on=True))
    begin = now()
    while now() < begin + 30 * MS:
        rig.reactor.turn(begin + 30 * MS)
    rig.ask(Radio(on=False))
    rig.until(Registration)
    before = now()
    rig.ask(Radio(on=True))
    assert rig.until(Registration)[-1] == Registration(1)
    assert now() - before >= 60 * MS
    rig.close()


def test_without_the_radio_there_is_no_attachment(rig):
    rig.ask(Attach(wanted=True))
    assert rig.event() == Attachment(False)


def test_a_context_gets_the_loopback_address(rig):
    rig.ask(Activate(1, "internet"))
    assert rig.event() == Activated(1, LOOPBACK)


def test_a_host_is_given_no_loopback_address(rig):
    rig.ask(Activate(1, "internet", for_host=True))
    assert rig.event() == Activated(1, "10.64.64.65")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing tells what has been acknowledged")
def test_the_acknowledgement_of_what_was_sent_comes_before_the_answer_to_it(rig, server):
    rig.connect(port_of(server))
    far = accept(server)
    for turn in range(20):
        rig.ask(Send(1, b"hello"))
        far.sendall(far.recv(5))
        assert rig.event() == Acknowledged(1, 5), turn
        assert rig.event() == Received(1, b"hello", LOOPBACK, port_of(server)), turn


def test_no_more_is_read_than_there_is_room_for(rig, server):
    rig.connect(port_of(server))
    far = accept(server)
    rig.ask(Window(1, 4))
    far.sendall(b"0123456789")
    far.shutdown(socket.SHUT_WR)
    source = (LOOPBACK, port_of(server))
    assert rig.event() == Received(1, b"0123", *source)
    rig.quiet()
    rig.ask(Window(1, 2))
    assert rig.event() == Received(1, b"45", *source)
    rig.quiet()
    rig.ask(Window(1, 100))
    assert [rig.event(), rig.event()] == [Received(1, b"6789", *source), PeerClosed(1)]


def test_deactivating_a_context_ends_its_links_and_no_others(rig, server):
    rig.connect(port_of(server))
    rig.ask(Connect(2, 2, "TCP", LOOPBACK, port_of(server)))
    first = accept(server)
    second = accept(server)
    assert isinstance(rig.event(), Connected)
    rig.ask(Deactivate(1))
    assert rig.event() == Deactivated(1, by_network=False)
    assert first.recv(1) == b""
    second.sendall(b"still here")
    assert rig.event() == Received(2, b"still here", LOOPBACK, port_of(server))


def test_detaching_takes_the_contexts_away(rig):
    rig.ask(Activate(1, "internet"))
    rig.event()
    rig.ask(Attach(wanted=False))
    assert rig.until(Attachment) == [Deactivated(1, by_network=True), Attachment(False)]


# --- TCP clients ---


def test_data_goes_both_ways_and_is_acknowledged(rig, server):
    rig.connect(port_of(server))
    far = accept(server)
    rig.ask(Send(1, b"hello"))
    assert rig.event() == Acknowledged(1, 5)
    assert far.recv(64) == b"hello"
    far.sendall(b"world")
    assert rig.event() == Received(1, b"world", LOOPBACK, port_of(server))


def test_what_a_far_end_answers_before_it_closes_comes_behind_its_acknowledgement(rig, server, monkeypatch):
    monkeypatch.setattr(links, "FIRST_POLL", SECOND)  # by then it has long closed
    rig.connect(port_of(server))
    far = accept(server)
    with monkeypatch.context() as at_first:
        at_first.setattr(links, "unacknowledged", lambda _: 5)
        rig.ask(Send(1, b"hello"))
    with far:
        assert far.recv(64) == b"hello"
        far.sendall(b"bye")
    told = [Received(1, b"bye", LOOPBACK, port_of(server)), PeerClosed(1)]
    assert rig.until(PeerClosed) == [Acknowledged(1, 5), *told]


@pytest.mark.skipif("sys.platform != 'linux'", reason="only Linux tells what is not acknowledged")
def test_what_the_far_end_has_no_room_for_is_not_acknowledged_until_it_has(server):
    rig = HostNetworkRig()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65536)
    rig.connect(port_of(server))
    far = accept(server)
    size = 8_000_000
    rig.ask(Send(1, bytes(size)))
    assert rig.network.congested
    acknowledged = 0
    while rig.network.events:
        acknowledged += rig.event().count
    assert acknowledged < size
    far.setblocking(False)
    deadline = now() + 30 * SECOND
    while acknowledged < size:
        assert now() < deadline
        rig.reactor.turn(now() + MS)
        with contextlib.suppress(BlockingIOError):
            far.recv(1 << 20)
        while rig.network.events:
            acknowledged += rig.event().count
    assert acknowledged == size
    assert not rig.network.congested
    rig.close()


def test_closing_sends_everything_then_fin_and_is_answered(rig, server):
    rig.connect(port_of(server))
    far = accept(server)
    rig.ask(Send(1, b"last words"))
    rig.ask(Close(1))
    assert rig.until(Closed) == [Acknowledged(1, 10), Closed(1)]
    assert far.recv(64) == b"last words"
    assert far.recv(64) == b""


def test_closing_does_not_wait_for_a_far_end_that_holds_its_side_open(rig, server):
    rig.connect(port_of(server))
    far = accept(server)
    rig.ask(Close(1))
    assert rig.event() == Closed(1)
    assert far.recv(64) == b""


def test_an_aborted_link_is_reset_and_nothing_is_answered(rig, server):
    rig.connect(port_of(server))
    far = accept(server)
    rig.ask(Close(1, abort=True))
    with pytest.raises(ConnectionResetError):
        far.recv(64)
    rig.quiet()


def test_a_far_end_that_closes_is_told_after_its_last_data(rig, server):
    rig.connect(port_of(server))
    far = accept(server)
    far.sendall(b"bye")
    far.close()
    assert rig.event() == Received(1, b"bye", LOOPBACK, port_of(server))
    assert rig.event() == PeerClosed(1)
    rig.ask(Close(1))
    assert rig.event() == Closed(1)


def test_a_far_end_that_resets_is_a_lost_link(rig, server):
    rig.connect(port_of(server))
    far = accept(server)
    far.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
    far.close()
    assert rig.event() == LinkLost(1, "reset")


def test_nobody_listening_is_a_refused_connection(rig):
    rig.ask(Connect(1, 1, "TCP", LOOPBACK, closed_port()))
    assert rig.event() == ConnectFailed(1, "refused")


@pytest.mark.parametrize("protocol", ["TCP", "UDP"])
def test_a_port_that_cannot_exist_does_no_harm(rig, protocol):
    rig.ask(Connect(1, 1, protocol, LOOPBACK, 70000, local_port=70000))
    assert rig.event() == ConnectFailed(1, "unreachable")


@pytest.mark.parametrize("protocol", ["TCP", "UDP"])
def test_a_local_port_that_is_taken_is_in_use(rig, server, protocol):
    kind = socket.SOCK_STREAM if protocol == "TCP" else socket.SOCK_DGRAM
    with socket.socket(socket.AF_INET, kind) as taken:
        taken.bind((LOOPBACK, 0))
        if protocol == "TCP":
            taken.listen()
        rig.ask(Connect(1, 1, protocol, LOOPBACK, port_of(server), local_port=port_of(taken)))
        assert rig.event() == ConnectFailed(1, "in use")


def test_an_unknown_name_is_a_failed_connection(rig):
    rig.ask(Connect(1, 1, "TCP", "nowhere.example", 80))
    assert rig.event() == ConnectFailed(1, "name")


def test_an_address_outside_this_machine_is_unreachable_unless_allowed(rig):
    rig.ask(Connect(1, 1, "TCP", "192.0.2.1", 80))
    assert rig.event() == ConnectFailed(1, "unreachable")


def test_a_udp_link_comes_up_wherever_it_leads(rig):
    rig.ask(Connect(1, 1, "UDP", "192.0.2.1", 80))
    assert rig.event() == Connected(1, "192.0.2.1", 80)


def test_a_local_port_is_used_as_asked(rig, server):
    local = closed_port()
    rig.ask(Connect(1, 1, "TCP", LOOPBACK, port_of(server), local_port=local))
    assert rig.event() == Connected(1, LOOPBACK, port_of(server))
    assert accept(server).getpeername() == (LOOPBACK, local)


def test_a_module_with_an_address_of_its_own_calls_from_there(server):
    rig = HostNetworkRig(address="127.0.0.2")
    rig.ask(Connect(1, 1, "TCP", LOOPBACK, port_of(server)))
    assert rig.event() == Connected(1, LOOPBACK, port_of(server))
    assert accept(server).getpeername()[0] == "127.0.0.2"
    rig.close()


def test_a_link_that_is_held_reads_nothing_until_it_is_let_go(rig, server):
    rig.connect(port_of(server))
    far = accept(server)
    rig.network.hold(True)
    far.sendall(b"wait")
    rig.quiet()
    rig.network.hold(False)
    assert rig.event() == Received(1, b"wait", LOOPBACK, port_of(server))


def test_a_link_opened_while_the_others_are_held_is_held_too(rig, server):
    rig.network.hold(True)
    rig.connect(port_of(server))
    accept(server).sendall(b"wait")
    rig.quiet()
    rig.network.hold(False)
    assert rig.event().data == b"wait"


# --- UDP ---


def udp_socket() -> socket.socket:
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind((LOOPBACK, 0))
    sock.settimeout(5)
    return sock


def test_datagrams_go_both_ways_and_keep_their_bounds(rig):
    with udp_socket() as far:
        rig.ask(Connect(1, 1, "UDP", LOOPBACK, port_of(far)))
        assert rig.event() == Connected(1, LOOPBACK, port_of(far))
        rig.ask(Send(1, b"one"))
        rig.ask(Send(1, b"two"))
        data, module = far.recvfrom(64)
        assert (data, far.recv(64)) == (b"one", b"two")
        far.sendto(b"three", module)
        far.sendto(b"", module)
        assert rig.event() == Received(1, b"three", LOOPBACK, port_of(far))
        assert rig.event() == Received(1, b"", LOOPBACK, port_of(far))


def test_data_goes_in_as_many_datagrams_as_it_is_told_to(rig):
    with udp_socket() as far:
        rig.ask(Connect(1, 1, "UDP", LOOPBACK, port_of(far)))
        assert rig.event() == Connected(1, LOOPBACK, port_of(far))
        rig.ask(Send(1, b"onetwo3", size=3))
        assert [far.recv(64) for _ in range(3)] == [b"one", b"two", b"3"]


@pytest.mark.parametrize("any_source", [False, True])
def test_a_stranger_is_heard_only_where_every_source_is(rig, any_source):
    with udp_socket() as far, udp_socket() as stranger:
        rig.ask(Connect(1, 1, "UDP", LOOPBACK, port_of(far), any_source=any_source))
        rig.event()
        rig.ask(Send(1, b"to a stranger", to=(LOOPBACK, port_of(stranger))))
        _, module = stranger.recvfrom(64)
        stranger.sendto(b"boo", module)
        if any_source:
            assert rig.event() == Received(1, b"boo", LOOPBACK, port_of(stranger))
        far.sendto(b"hello", module)
        assert rig.event() == Received(1, b"hello", LOOPBACK, port_of(far))


def test_a_datagram_that_nobody_takes_does_no_harm(rig):
    rig.ask(Connect(1, 1, "UDP", LOOPBACK, closed_port()))
    rig.event()
    for _ in range(3):
        rig.ask(Send(1, b"?"))
    rig.quiet()
    rig.ask(Close(1))
    assert rig.event() == Closed(1)


# --- servers ---


def test_clients_get_numbers_downwards_from_minus_one(rig):
    port = closed_port()
    rig.ask(Listen(7, 1, port))
    assert rig.event() == Listening(7)
    with socket.create_connection((LOOPBACK, port), 5) as first:
        assert rig.event() == Incoming(7, -1, *first.getsockname())
        first.sendall(b"hi")
        assert rig.event() == Received(-1, b"hi", *first.getsockname())
        with socket.create_connection((LOOPBACK, port), 5) as second:
            assert rig.event() == Incoming(7, -2, *second.getsockname())
            rig.ask(Send(-2, b"welcome"))
            second.settimeout(5)
            assert second.recv(64) == b"welcome"


def test_links_outlive_the_server_that_accepted_them(rig):
    port = closed_port()
    rig.ask(Listen(7, 1, port))
    rig.event()
    with socket.create_connection((LOOPBACK, port), 5) as client:
        rig.event()
        rig.ask(StopListening(7))
        client.sendall(b"hi")
        assert rig.event().data == b"hi"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((LOOPBACK, port), 5)


def test_a_client_that_was_not_announced_before_the_server_stopped_is_reset(rig):
    port = closed_port()
    rig.ask(Listen(7, 1, port))
    assert rig.event() == Listening(7)
    with socket.create_connection((LOOPBACK, port), timeout=5) as client:
        deadline = now() + 5 * SECOND
        while not rig.network.events:
            assert now() < deadline, "the client was not accepted"
            rig.reactor.turn(deadline)
        rig.ask(StopListening(7))
        assert not rig.network.events
        with pytest.raises(ConnectionResetError):
            client.recv(1)


def test_a_port_that_is_taken_cannot_be_listened_on(rig, server):
    rig.ask(Listen(7, 1, port_of(server)))
    assert rig.event() == ListenFailed(7)


# --- names, mapping, ping ---


def test_names_come_from_the_users_table():
    rig = HostNetworkRig(AddressBook(names=dict([read_name("www.Example.com=127.0.0.5")])))
    rig.ask(Resolve(1, 1, "WWW.example.com"))
    assert rig.event() == Resolved(1, "WWW.example.com", ("127.0.0.5",))
    rig.ask(Resolve(2, 1, "other.example"))
    assert rig.event() == ResolveFailed(2, "other.example")
    rig.ask(Resolve(3, 1, "127.0.0.5", reverse=True))
    assert rig.event() == Resolved(3, "www.example.com", ("127.0.0.5",))
    rig.ask(Resolve(4, 1, "127.0.0.6", reverse=True))
    assert rig.event() == ResolveFailed(4, "127.0.0.6")
    rig.close()


def test_where_the_network_is_allowed_the_system_is_asked():
    rig = HostNetworkRig(AddressBook(anywhere=True))
    rig.ask(Resolve(1, 1, "name.invalid"))
    assert rig.event(30 * SECOND) == ResolveFailed(1, "name.invalid")
    rig.close()


def test_the_system_is_asked_for_the_name_of_an_address(monkeypatch):
    asked = []
    monkeypatch.setattr(socket, "gethostbyaddr", lambda address: asked.append(address) or ("host.example", [], []))
    rig = HostNetworkRig(AddressBook(anywhere=True))
    rig.ask(Resolve(1, 1, "192.0.2.7", reverse=True))
    assert rig.event(30 * SECOND) == Resolved(1, "host.example", ("192.0.2.7",))
    assert asked == ["192.0.2.7"]
    rig.close()


def test_a_mapped_address_is_reached_elsewhere_and_reported_as_the_application_knows_it(server):
    rig = HostNetworkRig(AddressBook([read_mapping(f"116.228.221.51:8500={LOOPBACK}:{port_of(server)}")]))
    rig.ask(Connect(1, 1, "TCP", "116.228.221.51", 8500))
    assert rig.event() == Connected(1, "116.228.221.51", 8500)
    accept(server).sendall(b"hello")
    assert rig.event() == Received(1, b"hello", "116.228.221.51", 8500)
    rig.close()


def test_a_mapped_name_needs_no_name_server(server):
    rig = HostNetworkRig(AddressBook([read_mapping(f"Server.example:5000={LOOPBACK}:{port_of(server)}")]))
    rig.ask(Connect(1, 1, "TCP", "server.example", 5000))
    assert rig.event() == Connected(1, "192.0.2.1", 5000)
    rig.close()


@pytest.mark.parametrize(
    ("maps", "names", "typed"),
    [
        (["server.example:5000={real}"], [], "192.0.2.1"),
        (["server.example:5000={real}"], ["server.example=9.8.7.6"], "9.8.7.6"),
        (["server.example:5000={real}"], ["server.example=9.8.7.6"], "SERVER.example"),
        (["9.8.7.6:5000={real}"], ["server.example=9.8.7.6"], "server.example"),
        (["9.8.7.6:5000={real}"], [], "9.8.7.6"),
    ],
)
def test_a_mapping_holds_for_a_name_for_its_address_and_for_what_is_typed(server, maps, names, typed):
    real = f"{LOOPBACK}:{port_of(server)}"
    book = AddressBook([read_mapping(text.format(real=real)) for text in maps], dict(map(read_name, names)))
    rig = HostNetworkRig(book)
    rig.ask(Connect(1, 1, "TCP", typed, 5000))
    assert rig.event() == Connected(1, "9.8.7.6" if "9.8.7.6" in f"{maps}{names}" else "192.0.2.1", 5000)
    rig.close()


def test_a_mapped_name_that_nobody_knows_has_an_address_that_leads_to_the_same_far_end(server):
    rig = HostNetworkRig(AddressBook([read_mapping(f"server.example:5000={LOOPBACK}:{port_of(server)}")]))
    rig.ask(Resolve(1, 1, "Server.example"))
    assert rig.event() == Resolved(1, "Server.example", ("192.0.2.1",))
    rig.ask(Connect(1, 1, "TCP", "192.0.2.1", 5000))
    assert rig.event() == Connected(1, "192.0.2.1", 5000)
    rig.close()


def test_a_mapping_does_not_lead_to_another_mapped_name():
    maps = [read_mapping("a.example:80=b.example:80"), read_mapping("b.example:80=127.0.0.1:80")]
    with pytest.raises(UsageError, match=r"b\.example is no address; say which it is"):
        AddressBook(maps)


def test_what_the_system_says_of_a_name_is_mapped_as_the_name_is(server):
    book = AddressBook([read_mapping(f"server.invalid:5000={LOOPBACK}:{port_of(server)}")], anywhere=True)
    assert book.learned("server.invalid", ("9.8.7.6",)) == ("9.8.7.6",)
    assert book.outward("9.8.7.6", 5000) == (LOOPBACK, port_of(server))
    assert book.learned("server.invalid", ()) == ("192.0.2.1",)


# --- registration, latency ---


@pytest.mark.parametrize("stat", [2, 3])
def test_a_network_that_lets_nobody_in_has_no_packet_service_and_no_context(stat):
    rig = HostNetworkRig(conditions=replace(conditions(), registration=stat))
    rig.ask(Radio(True))
    assert rig.until(Registration)[-1] == Registration(stat)
    rig.ask(Attach(True))
    assert rig.event() == Attachment(False)
    rig.ask(Activate(1, "internet"))
    assert rig.event() == ActivationRefused(1)
    rig.close()


LATENCY = 60 * MS


@pytest.fixture
def far_away():
    rig = HostNetworkRig(conditions=replace(conditions(), latency=LATENCY, jitter=20 * MS))
    yield rig
    rig.close()


def test_a_connection_data_and_acknowledgement_take_the_way_there_and_back(far_away, server):
    begun = now()
    far_away.connect(port_of(server))
    assert now() - begun >= 2 * LATENCY
    far = accept(server)
    begun = now()
    far_away.ask(Send(1, b"one "))
    far_away.ask(Send(1, b"two"))
    acknowledged = 0
    while acknowledged < len(b"one two"):
        event = far_away.event()
        assert isinstance(event, Acknowledged)
        acknowledged += event.count
    assert now() - begun >= 2 * LATENCY
    assert far.recv(100) == b"one two"
    begun = now()
    far.sendall(b"hello")
    assert far_away.event() == Received(1, b"hello", LOOPBACK, port_of(server))
    assert now() - begun >= LATENCY


def test_nothing_comes_of_a_link_that_was_given_up_and_what_was_sent_before_arrives(far_away, server):
    far_away.connect(port_of(server))
    far = accept(server)
    far.sendall(b"late")
    far_away.ask(Send(1, b"last words"))
    far_away.ask(Close(1, abort=True))
    deadline = now() + 4 * LATENCY
    while now() < deadline:
        far_away.reactor.turn(deadline)
    assert not far_away.network.events
    with contextlib.suppress(ConnectionResetError):
        assert far.recv(100) == b"last words"


def test_a_context_that_ends_takes_what_is_on_its_way_along(far_away, server):
    far_away.ask(Connect(1, 1, "TCP", LOOPBACK, port_of(server)))
    far_away.ask(Deactivate(1))
    assert far_away.event() == Deactivated(1, by_network=False)
    deadline = now() + 4 * LATENCY
    while now() < deadline:
        far_away.reactor.turn(deadline)
    assert not far_away.network.events


def test_a_far_end_that_sends_much_is_held_up_while_it_is_under_way(far_away, server):
    far_away.connect(port_of(server))
    far = accept(server)
    far.settimeout(0.05)
    size = 2_000_000
    blob, sent, got = bytes(size), 0, 0
    while got < size:
        with contextlib.suppress(TimeoutError):
            sent += far.send(blob[sent : sent + 65536]) if sent < size else 0
        deadline = now() + 5 * MS
        far_away.reactor.turn(deadline)
        assert far_away.network._back.waiting < 300_000
        while far_away.network.events:
            got += len(far_away.network.events.popleft().data)


def test_names_take_the_way_there_and_back_and_their_time_limit_holds(far_away):
    begun = now()
    far_away.ask(Resolve(1, 1, "localhost", timeout=SECOND))
    assert far_away.event() == Resolved(1, "localhost", (LOOPBACK,))
    assert now() - begun >= 2 * LATENCY


@pytest.mark.parametrize("text", ["", "a:1", "a:1=b", "a=b:1", "a:x=b:1", "a:1=b:70000"])
def test_a_mapping_that_cannot_be_read_says_how_to_write_it(text):
    with pytest.raises(UsageError, match="write NAMED-HOST:PORT=REAL-HOST:PORT"):
        read_mapping(text)


@pytest.mark.parametrize("text", ["", "name", "name=", "=127.0.0.1", "name=other.name"])
def test_a_name_that_cannot_be_read_says_how_to_write_it(text):
    with pytest.raises(UsageError, match="write NAME=IPv4-ADDRESS"):
        read_name(text)


def test_an_echo_that_may_not_be_sent_is_lost_after_its_time(rig):
    before = now()
    rig.ask(Ping(1, 1, "192.0.2.1", 32, 64, timeout=20 * MS))
    assert rig.event() == EchoLost(1, "192.0.2.1")
    assert now() - before >= 20 * MS


def test_an_echo_to_an_unknown_name_fails_to_resolve(rig):
    rig.ask(Ping(1, 1, "nowhere.example", 32, 64, timeout=20 * MS))
    assert rig.event() == ResolveFailed(1, "nowhere.example")
