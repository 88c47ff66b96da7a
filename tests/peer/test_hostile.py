"""What a far end that everybody can reach has to bear; each test host and module here does what it should not."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable, Iterator

import pytest

from atconform.base.units import MS, SECOND
from atconform.peer.control import (
    FROM_PEERS,
    LONGEST_LINE,
    VERSION,
    Answer,
    Ask,
    CloseAll,
    Happened,
    Open,
    Refused,
    StayAwake,
    Welcome,
    line_of,
)
from atconform.peer.controlsession import BOUNDS, OPENING
from atconform.protocol.peer import Address, PeerConnect, PeerSend
from atconform.realtime.reactor import now
from tests.peer.contract import LOOPBACK
from tests.peer.farend import PATIENCE, QUICK, TOKEN, FarEnd, RawTestHost, running

MEGABYTE = 1024 * 1024
KERNEL = 32 * MEGABYTE
"""More than the system keeps of what nobody reads, at both ends of a connection."""

Connect = Callable[[FarEnd], RawTestHost]


@pytest.fixture
def connect() -> Iterator[Connect]:
    with contextlib.ExitStack() as stack:

        def open_one(far_end: FarEnd) -> RawTestHost:
            test_host = RawTestHost(far_end)
            stack.callback(test_host.close)
            return test_host

        yield open_one


@pytest.fixture
def far_end(tmp_path) -> Iterator[FarEnd]:
    with running(tmp_path) as far_end:
        yield far_end


@pytest.fixture
def guest(far_end, connect) -> RawTestHost:
    """A test host that has signed in."""
    test_host = connect(far_end)
    assert isinstance(test_host.signs_in(), Welcome)
    return test_host


def opens(test_host: RawTestHost, peer: str, protocol: str = "TCP") -> Answer:
    return test_host.asks(line_of(Ask(1, Open(peer, "server", protocol))))


def is_served(far_end: FarEnd, connect: Connect) -> bool:
    return isinstance(connect(far_end).signs_in(), Welcome)


def flood(sock: socket.socket, data: bytes, most: int) -> int:
    """Send until the other end takes nothing more for a while; returns how much it took."""
    sock.settimeout(0.3)
    taken = 0
    with contextlib.suppress(TimeoutError, ConnectionError):
        while taken < most:
            taken += sock.send(data)
    return taken


# --- signing in ---


@pytest.mark.parametrize("token", ["", TOKEN[:-1], TOKEN + "x", "x" * 100_000, "\u00e9" * 20])
def test_a_wrong_token_is_refused_and_the_next_test_host_is_served(far_end, connect, token):
    assert connect(far_end).signs_in(token) == Refused("the token is wrong")
    assert is_served(far_end, connect)


def test_a_wrong_token_is_answered_late_and_its_connection_counts_meanwhile(tmp_path, connect):
    with running(tmp_path, QUICK._replace(slow_down=200 * MS, waiting_each=2)) as far_end:
        begin = now()
        guesses = [connect(far_end) for _ in range(2)]
        for guess in guesses:
            guess.say(b'{"type":"SignIn","version":1,"token":"wrong"}\n')
        far_end.await_log("the token is wrong")
        assert connect(far_end).hears() == b""
        assert b"Refused" in guesses[0].hears()
        assert now() - begin >= 200 * MS


def test_another_version_is_refused_only_to_those_who_know_the_token(far_end, connect):
    assert "version" in connect(far_end).signs_in(version=VERSION + 1).why
    assert "token" in connect(far_end).signs_in("wrong", VERSION + 1).why


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"GET / HTTP/1.1\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\n",
        b'{"type":"SignIn"}\n',
        b'{"type":"SignIn","version":"1","token":"x"}\n',
        b'{"type":"Ask","number":1,"request":{"type":"StayAwake"}}\n',
        b"[" * 100_000 + b"\n",
        b"x" * (3 * LONGEST_LINE),
    ],
    ids=["nothing", "http", "tls", "missing", "wrong type", "request", "nested", "endless"],
)
def test_what_is_no_sign_in_is_refused(far_end, connect, line):
    intruder = connect(far_end)
    with contextlib.suppress(ConnectionError):
        intruder.say(line)
    far_end.await_log("is not how a test host signs in")
    assert is_served(far_end, connect)


def test_half_open_connections_are_ended(tmp_path, connect):
    with running(tmp_path, QUICK._replace(sign_in=50 * MS)) as far_end:
        silent = connect(far_end)
        assert b"it did not sign in" in silent.hears()
        assert silent.hears() == b""


def test_half_open_connections_are_no_more_than_a_few(tmp_path, connect):
    with running(tmp_path, QUICK._replace(waiting_each=4)) as far_end:
        silent = [connect(far_end) for _ in range(4)]
        for _ in range(200):
            assert connect(far_end).hears() == b""
        assert sum("turned away" in line for line in far_end.log) == 1
        assert isinstance(silent[0].signs_in("wrong"), Refused)
        assert is_served(far_end, connect)


def test_a_far_end_serves_no_more_test_hosts_than_it_can(tmp_path, connect):
    with running(tmp_path, QUICK._replace(sessions=1)) as far_end:
        assert is_served(far_end, connect)
        assert connect(far_end).signs_in() == Refused("1 test hosts are served already")


# --- a test host that has signed in ---


@pytest.mark.parametrize(
    "line",
    [
        b"{}\n",
        b"\xff\xfe\n",
        b'{"type":"Ask","number":1,"request":{"type":"Shell","command":"ls"}}\n',
        b'{"type":"Ask","number":1,"request":{"type":"PeerSend","peer":"a","connection":1,"data":"%%%"}}\n',
        b'{"type":"Ask","number":1,"request":{"type":"StayAwake","more":1}}\n',
        b'{"type":"Ask","number":1,"request":{"type":"Open","peer":"a","role":"server","protocol":"SCTP"}}\n',
        b"x" * (3 * LONGEST_LINE),
    ],
    ids=["empty", "no text", "unknown request", "no base64", "unknown key", "unknown protocol", "endless"],
)
def test_a_malformed_request_ends_the_session(far_end, guest, connect, line):
    with contextlib.suppress(ConnectionError):
        guest.say(line)
    assert guest.hears() == b""
    far_end.await_log("ended")
    assert is_served(far_end, connect)


def test_a_session_that_says_nothing_ends_and_its_ports_are_closed(tmp_path, connect):
    with running(tmp_path, QUICK._replace(idle=100 * MS)) as far_end:
        silent = connect(far_end)
        silent.signs_in()
        port = opens(silent, "server").port
        assert silent.hears() == b""
        far_end.await_log("idle for 0.1 s")
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection((LOOPBACK, port), PATIENCE)


def test_a_session_has_no_more_sockets_than_it_may(far_end, guest):
    for number in range(BOUNDS.sockets):
        assert not opens(guest, f"peer {number}").fault
    assert "no more than" in opens(guest, "one more").fault


def free_range(length: int) -> range:
    """Find ports that are free one behind the other."""
    for begin in range(30000, 60000, length):
        with contextlib.ExitStack() as stack, contextlib.suppress(OSError):
            for port in range(begin, begin + length):
                for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
                    stack.enter_context(socket.socket(socket.AF_INET, kind)).bind((LOOPBACK, port))
            return range(begin, begin + length)
    raise AssertionError("no ports are free here")


def test_sessions_that_hold_all_they_can_leave_every_other_its_share(tmp_path, connect):
    with running(tmp_path, QUICK._replace(sessions=4, ports=4), ports=free_range(16)) as far_end:
        for _ in range(4):
            greedy = connect(far_end)
            greedy.signs_in()
            for protocol in ("TCP", "UDP"):
                got = [opens(greedy, f"{protocol} {number}", protocol).fault for number in range(5)]
                assert got[:4] == [""] * 4
                assert "no more than 4 ports" in got[4]
        assert connect(far_end).signs_in() == Refused("4 test hosts are served already")


@pytest.mark.parametrize(("ports", "files", "served"), [(7, 10_000, 2), (2, 10_000, 1), (40, 500, 2)])
def test_no_more_test_hosts_are_served_than_there_are_ports_and_files_for(ports, files, served):
    limits = QUICK._replace(sessions=10, ports=3, files=files)
    assert limits.shares(ports)[0] == served


def test_ports_that_connections_have_just_ended_on_can_be_had_again_at_once(tmp_path, connect):
    with running(tmp_path, QUICK._replace(ports=1), ports=free_range(1)) as far_end:
        guest = connect(far_end)
        guest.signs_in()
        for _ in range(3):
            port = opens(guest, "server").port
            with socket.create_connection((LOOPBACK, port), PATIENCE) as module:
                guest.hears()  # of the connection
                guest.asks(line_of(Ask(2, CloseAll())))
                assert module.recv(1) == b""


def test_a_session_opens_no_more_peers_than_a_log_can_bear(guest):
    for _ in range(OPENING.at_once // 2):
        for number in range(2):
            opens(guest, f"peer {number}")
        guest.asks(line_of(Ask(1, CloseAll())))
    faults = [opens(guest, f"peer {number}").fault for number in range(BOUNDS.sockets)]
    assert any("peers a second" in fault for fault in faults)


# --- what a caller's address gets ---


@pytest.fixture
def called(guest) -> RawTestHost:
    """A test host whose session was called from loopback, and has two clients."""
    port = opens(guest, "server").port
    with socket.create_connection((LOOPBACK, port), PATIENCE):
        guest.hears()
    guest.hears()
    for protocol in ("TCP", "UDP"):
        guest.asks(line_of(Ask(1, Open(protocol, "client", protocol))))
    return guest


def tries(test_host: RawTestHost, port: int, protocol: str = "TCP", data: bytes = b"hello") -> str:
    """Try to reach a port at the address that called; returns what the far end has against it."""
    to = Address(LOOPBACK, port)
    request = PeerConnect("TCP", to) if protocol == "TCP" else PeerSend("UDP", 0, data, to=to)
    test_host.say(line_of(Ask(3, request)))
    while True:
        answer = FROM_PEERS.decode(test_host.hears())
        if isinstance(answer, Answer) and answer.number == 3:
            return answer.fault


@pytest.mark.parametrize("protocol", ["TCP", "UDP"])
def test_a_callers_address_is_not_reached_at_ports_that_no_module_has(far_end, called, protocol):
    for port in (0, 22, 53, 443, 1023, 65536):
        assert "only ports from 1024" in tries(called, port, protocol)
    assert "which has that port itself" in tries(called, far_end.port, protocol)
    assert not tries(called, 40009, protocol)


def test_a_session_does_not_reach_the_peers_of_another(tmp_path, connect):
    ports = free_range(8)
    with running(tmp_path, QUICK._replace(ports=4), ports=ports) as far_end:
        guest, other = connect(far_end), connect(far_end)
        for test_host in (guest, other):
            test_host.signs_in()
        with socket.create_connection((LOOPBACK, opens(guest, "server").port), PATIENCE):
            guest.hears()
        guest.asks(line_of(Ask(1, Open("TCP", "client", "TCP"))))
        assert "which has that port itself" in tries(guest, opens(other, "server").port)


@pytest.mark.parametrize(
    ("protocol", "data", "says"),
    [("TCP", b"", "calls a second"), ("UDP", b"", "datagrams a second"), ("UDP", bytes(60_000), "bytes a second")],
)
def test_a_callers_address_gets_no_more_than_a_module_needs(called, protocol, data, says):
    got = [tries(called, 40009, protocol, data) for _ in range(600)]
    assert not any(got[:50])
    assert any(says in fault for fault in got)
    assert sum(not fault for fault in got) < 600 - 50


def test_what_an_address_has_had_from_one_session_another_does_not_give_it_again(far_end, called, connect):
    while not tries(called, 40009, "UDP"):
        pass
    other = connect(far_end)
    other.signs_in()
    with socket.create_connection((LOOPBACK, opens(other, "server").port), PATIENCE):
        other.hears()
    other.hears()
    other.asks(line_of(Ask(1, Open("UDP", "client", "UDP"))))
    faults = [tries(other, 40009, "UDP") for _ in range(50)]
    assert sum(map(bool, faults)) > 25


def test_a_test_host_that_asks_and_never_listens_is_ended(tmp_path, connect):
    with running(tmp_path, QUICK._replace(idle=SECOND)) as far_end:
        deaf = connect(far_end)
        deaf.signs_in()
        assert flood(deaf.socket, line_of(Ask(1, StayAwake())) * 1000, 4 * KERNEL) < KERNEL
        far_end.await_log("idle")
        assert is_served(far_end, connect)


def test_what_the_module_does_not_take_does_not_pile_up(far_end, guest):
    port = opens(guest, "server").port
    with socket.create_connection((LOOPBACK, port), PATIENCE):
        guest.hears()  # of the connection
        piece = line_of(Ask(2, PeerSend("server", 1, bytes(65536))))
        faults = (guest.asks(piece).fault for _ in range(4 * KERNEL // 65536))
        assert "would wait" in next(filter(None, faults))


# --- a module, or whoever else finds a peer's port ---


def test_a_module_that_floods_a_test_host_that_does_not_listen_is_held_back(far_end, guest, connect):
    port = opens(guest, "server").port
    with socket.create_connection((LOOPBACK, port), PATIENCE) as module:
        assert flood(module, bytes(65536), 8 * KERNEL) < 2 * KERNEL
        assert is_served(far_end, connect)


def test_datagrams_that_nobody_listens_to_are_lost_and_the_session_goes_on(far_end, guest):
    port = opens(guest, "server", "UDP").port
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as module:
        for _ in range(2000):
            module.sendto(bytes(8192), (LOOPBACK, port))
    guest.say(line_of(Ask(7, StayAwake())))
    line = b""
    while b"Answer" not in line:
        line = guest.hears()
        assert line
    assert b'"number":7' in line


def test_a_peer_hears_no_more_senders_than_it_can_number(far_end, guest):
    port = opens(guest, "server", "UDP").port
    for _ in range(BOUNDS.connections + 20):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as module:
            module.sendto(b"hello", (LOOPBACK, port))
    guest.say(line_of(Ask(7, StayAwake())))
    heard = []
    while isinstance(happened := FROM_PEERS.decode(guest.hears()), Happened):
        heard.append(happened.event.connection)
    assert heard
    assert max(heard) <= BOUNDS.connections


def test_callers_beyond_what_a_session_may_have_are_turned_away(far_end, guest, connect):
    port = opens(guest, "server").port
    with contextlib.ExitStack() as stack:
        callers = [
            stack.enter_context(socket.create_connection((LOOPBACK, port), PATIENCE)) for _ in range(BOUNDS.sockets)
        ]
        assert callers[-1].recv(1) == b""
        assert is_served(far_end, connect)
        other = connect(far_end)
        other.signs_in()
        assert not opens(other, "server").fault
