from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Callable, Iterator

import pytest

from atconform.base.errors import BenchFault, UsageError
from atconform.base.units import MS
from atconform.peer.remote import RemotePeers
from atconform.protocol.peer import Address, PeerConnect, PeerEvent, PeerSend
from atconform.protocol.transport import Fault
from atconform.realtime.inbox import Inbox
from atconform.realtime.reactor import now
from tests.peer.contract import LOOPBACK, PATIENCE, Bench, PeersContract
from tests.peer.farend import QUICK, FarEnd, make_certificate, running


@pytest.fixture
def far_end(tmp_path) -> Iterator[FarEnd]:
    with running(tmp_path) as far_end:
        yield far_end


@pytest.fixture
def test_host(far_end) -> Iterator[Callable[[], Bench]]:
    benches = []

    def sign_in() -> Bench:
        inbox = Inbox()
        benches.append(Bench(RemotePeers(inbox.put, far_end.address()), inbox))
        return benches[-1]

    yield sign_in
    for bench in benches:
        bench.peers.shut_down()


@pytest.fixture
def stranger(test_host) -> Bench:
    """A test host whose module has not called yet."""
    return test_host()


class TestRemotePeers(PeersContract):
    @pytest.fixture
    def bench(self, stranger) -> Bench:
        stranger.call_from_the_module()
        return stranger


def test_test_hosts_have_names_peers_and_events_of_their_own(test_host):
    first, second = test_host(), test_host()
    there, elsewhere = (bench.peers.open("server", "server", "TCP") for bench in (first, second))
    assert there.port != elsewhere.port
    with second.dial(elsewhere), first.dial(there) as module:
        module.sendall(b"to the first")
        assert first.event() == PeerEvent("server", 1, "received", b"to the first")
        second.peers.close_all()
        first.peers.request(PeerSend("server", 1, b"still there"))
        assert module.recv(64) == b"still there"


def test_where_the_module_has_not_called_from_nobody_is_called(stranger):
    stranger.peers.open("client", "client", "TCP")
    with socket.create_server((LOOPBACK, 0)) as somebody:
        with pytest.raises(BenchFault, match="has not called this far end"):
            stranger.peers.request(PeerConnect("client", Address(*somebody.getsockname())))
        somebody.setblocking(False)
        with pytest.raises(BlockingIOError):
            somebody.accept()


@pytest.mark.parametrize("to", [("192.0.2.7", 53), (LOOPBACK, 53), ("localhost", 53), (LOOPBACK, 70000)])
def test_datagrams_go_to_nobody_who_has_not_just_sent_one(stranger, to):
    stranger.peers.open("client", "client", "UDP")
    for request in (PeerSend("client", 0, b"hello", to=Address(*to)), PeerConnect("client", Address(*to))):
        with pytest.raises(BenchFault, match="has not called this far end"):
            stranger.peers.request(request)


def test_what_one_test_host_was_called_from_another_may_not_reach(test_host):
    first, second = test_host(), test_host()
    first.call_from_the_module()
    second.peers.open("client", "client", "TCP")
    with pytest.raises(BenchFault, match="has not called this far end"):
        second.peers.request(PeerConnect("client", Address(LOOPBACK, 80)))


def test_when_a_test_host_goes_its_ports_are_closed(far_end, test_host):
    bench = test_host()
    server = bench.peers.open("server", "server", "TCP")
    bench.peers.shut_down()
    far_end.await_log("ended")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(server, 5)


def test_a_far_end_that_goes_away_is_a_fault_where_a_scenario_needs_it(tmp_path):
    inbox = Inbox()
    with running(tmp_path) as far_end:
        peers = RemotePeers(inbox.put, far_end.address())
        peers.open("server", "server", "TCP")
    try:
        event = inbox.get(now() + PATIENCE)
        assert isinstance(event.body, Fault)
        assert "went away" in event.body.what
        with pytest.raises(BenchFault, match="went away"):
            peers.request(PeerSend("server", 1, b"hello"))
        with pytest.raises(BenchFault, match="went away"):
            peers.check()
        peers.close_all()
        with pytest.raises(BenchFault, match="cannot be reached"):
            peers.open("server", "server", "TCP")
    finally:
        peers.shut_down()


def test_a_far_end_that_ended_the_session_is_signed_in_to_again(tmp_path):
    with running(tmp_path) as far_end:
        inbox = Inbox()
        peers = RemotePeers(inbox.put, far_end.address())
        try:
            peers.open("x" * 100, "server", "TCP")
            with pytest.raises(BenchFault, match="went away"):
                peers.open("x" * 101, "server", "TCP")
            assert isinstance(inbox.get(now() + PATIENCE).body, Fault)
            peers.close_all()
            assert peers.open("server", "server", "TCP").ip == LOOPBACK
        finally:
            peers.shut_down()


def test_peers_stand_on_the_ports_that_were_given_one_after_the_other(tmp_path):
    with socket.create_server((LOOPBACK, 0)) as taken:
        port = taken.getsockname()[1]
        with running(tmp_path, ports=range(port, port + 1)) as far_end:
            peers = RemotePeers(Inbox().put, far_end.address())
            try:
                assert peers.open("udp", "server", "UDP").port == port
                with pytest.raises(BenchFault, match=f"no port to be had on {LOOPBACK}"):
                    peers.open("tcp", "server", "TCP")
            finally:
                peers.shut_down()


def test_a_wrong_token_is_refused_and_does_not_stand_in_the_log(far_end):
    with pytest.raises(UsageError, match="the far end refuses: the token is wrong"):
        RemotePeers(Inbox().put, far_end.address("a token that is wrong"))
    far_end.await_log(f"{LOOPBACK} refused: the token is wrong")
    assert not any("a token" in line for line in far_end.log)
    assert "token that" not in repr(far_end.address("a token that is wrong"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    where = tmp_path_factory.mktemp("tls")
    make_certificate(where, LOOPBACK)
    return where


@pytest.fixture
def tls(certificate) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    return context


@pytest.fixture
def secure(tmp_path, tls) -> Iterator[FarEnd]:
    with running(tmp_path, tls=tls) as far_end:
        yield far_end


def test_peers_work_over_tls(secure, certificate):
    inbox = Inbox()
    peers = RemotePeers(inbox.put, secure.address(scheme="tls", ca=str(certificate / "cert.pem")))
    try:
        bench = Bench(peers, inbox)
        with bench.dial(peers.open("server", "server", "TCP")) as module:
            peers.request(PeerSend("server", 1, bytes(300_000)))
            assert module.makefile("rb").read(300_000) == bytes(300_000)
            module.sendall(b"hello")
            assert bench.event() == PeerEvent("server", 1, "received", b"hello")
    finally:
        peers.shut_down()


def test_a_far_end_whose_certificate_nobody_vouches_for_does_not_get_the_token(secure):
    with pytest.raises(UsageError, match="certificate is not trusted"):
        RemotePeers(Inbox().put, secure.address(scheme="tls"))
    assert not any("signed in" in line for line in secure.log)


@pytest.mark.parametrize(
    ("said", "logged"), [(b"", "did not sign in"), (b"GET / HTTP/1.1\r\n\r\n", "no TLS came about")]
)
def test_who_does_not_speak_tls_is_refused(tmp_path, tls, said, logged):
    with running(tmp_path, QUICK._replace(sign_in=200 * MS), tls) as far_end:
        with socket.create_connection((LOOPBACK, far_end.port), 5) as intruder:
            intruder.sendall(said)
            far_end.await_log(logged)
            with contextlib.suppress(ConnectionResetError):
                while intruder.recv(4096):
                    pass
        assert not any("signed in" in line for line in far_end.log)
