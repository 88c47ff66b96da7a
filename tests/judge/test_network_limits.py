"""How late what comes through the network may be: remarked after a limit of ours, failed when it has not come then."""

from __future__ import annotations

import pytest

from atconform.base.basis import Basis
from atconform.base.errors import ModuleFault
from atconform.base.units import MS, SECOND
from atconform.emulator.families import FAMILIES
from atconform.judge.bench import Bench
from atconform.judge.ground import Ground
from atconform.network.control import ACTIONS
from atconform.protocol.network_action import CHANGES_CONDITIONS, NetworkAction
from atconform.protocol.peer import Address, PeerEvent
from atconform.protocol.transport import Event, Instant
from atconform.requirements.claims import load
from tests.judge.scripted import ScriptedTransport, session

CALL = 'AT+CIPSTART="TCP","192.0.2.1","80"'
"""What may take 160 s, by the manual of SIM800."""
OURS = Ground(Basis.OWN, ("G120",))


class FarEnd:
    """Peers that do as they are told, and what they see put into the transport."""

    capabilities = frozenset()

    def open(self, peer, role, protocol):
        return Address("192.0.2.1", 80)

    def name_of(self, address):
        return ""

    def request(self, request):
        pass

    def close_all(self):
        pass


class WithSights(ScriptedTransport):
    """Events of peers as well, at their times."""

    def see(self, delay, kind, data=b""):
        event = PeerEvent("server", 1, kind, data, Address("198.51.100.7", 1024))
        self._coming.append((self._now + delay * MS, event))

    def step(self, deadline):
        event = super().step(deadline)
        if event is not None and isinstance(event.body.data, PeerEvent):
            return Event(Instant(*event.at), event.body.data)
        return event


def connected(to_tell=lambda action: None):
    """A bench whose module was told to call the server, and did."""
    script = {f"{CALL}\r".encode(): [(1, f"{CALL}\r\r\nOK\r\n\r\nCONNECT OK\r\n".encode())]}
    conversation = session()
    conversation.transport = WithSights(script)
    bench = Bench(conversation, FarEnd(), load("sim800"), {}, to_tell)
    bench.peers.open("server", "server", "TCP")
    bench.host.sends(CALL)
    bench.module.answers("OK")
    bench.module.reports("CONNECT OK")
    bench.session.transport.see(1, "connected")
    bench.peers.sees("server", "a connection")
    return bench


def data_comes(bench, delay):
    bench.peers.sends("server", "hello")
    bench.session.transport.say(b"hello", delay)
    bench.module.delivers("hello")


def connection_ends(bench, delay):
    bench.peers.ends("server", "closes")
    bench.session.transport.say(b"\r\nCLOSED\r\n", delay)
    bench.module.reports("CLOSED")


def context_ends(bench, delay):
    bench.network(NetworkAction("withdraw-context"))
    bench.session.transport.say(b"\r\n+PDP: DEACT\r\n", delay)
    bench.module.reports("+PDP: DEACT")


def data_arrives(bench, delay):
    bench.session.transport.see(delay, "received", b"hello")
    bench.peers.receives("server", "hello")


def connection_is_closed(bench, delay):
    bench.session.transport.see(delay, "fin")
    bench.peers.sees("server", "FIN")


def caller_is_seen(bench, delay):
    bench.peers.named("server").caller = None
    bench.session.transport.see(delay, "received", b"hello")
    bench.peers.is_called_from_port("server", 1024, wanted=True)


WAYS = [data_comes, connection_ends, context_ends, data_arrives, connection_is_closed, caller_is_seen]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("delay", [40, 2000, 9999])
def test_what_takes_as_long_as_networks_do_is_right(way, delay):
    bench = connected()
    way(bench, delay)
    assert bench.session.findings.remarks == []


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("delay", [12_000, 29_000])
def test_what_is_later_than_our_limit_is_remarked(way, delay):
    bench = connected()
    way(bench, delay)
    assert [deviation.ground for deviation in bench.session.findings.deviations] == [OURS]
    assert bench.session.findings.remarks[0].startswith(f"by our reading G120: it took {delay // 1000} s")


@pytest.mark.parametrize("way", WAYS)
def test_what_is_a_minute_late_has_not_come(way):
    with pytest.raises(ModuleFault):
        way(connected(), 60_000)


@pytest.mark.parametrize("seconds", [45, 150])
def test_what_belongs_to_a_command_has_that_command_s_time(seconds):
    bench = connected()
    bench.peers.sends("server", "hello")
    bench.session.transport.say(b"hello", 10)
    bench.module.delivers("hello")
    bench.session.transport.script[b"AT+CIPSTART\r"] = [
        (1, b"AT+CIPSTART\r\r\nOK\r\n"),
        (seconds * 1000, b"\r\nCONNECT OK\r\n"),
    ]
    bench.host.sends("AT+CIPSTART")
    bench.module.answers("OK")
    bench.module.reports("CONNECT OK")
    assert bench.session.findings.remarks == []


def test_a_resend_has_the_time_of_the_command_that_sent():
    bench = connected()
    bench.session.transport.see(60_000, "resend")
    bench.peers.sees("server", "a resend")
    assert bench.session.findings.remarks == []


def test_what_was_held_up_may_wait_until_tcp_tries_again():
    bench = connected()
    bench.peers.acknowledges("server", on=True)
    bench.session.transport.see(60_000, "connected")
    bench.peers.sees("server", "a connection")
    assert bench.session.findings.remarks == []


def test_a_slower_network_that_the_scenario_asks_for_is_waited_for():
    bench = connected()
    bench.network(NetworkAction("round-trip", (8 * SECOND,)))
    data_comes(bench, 17_000)
    assert bench.session.findings.remarks == []


def test_much_data_takes_longer():
    bench = connected()
    bench.peers.sends("server", "<10000 bytes>")
    for second in range(20):
        bench.session.transport.say(bench.text.data("<10000 bytes>")[second * 500 :][:500], second * 1000)
    bench.module.delivers("<10000 bytes>")
    assert bench.session.findings.remarks == []


def test_every_condition_is_an_action_of_the_network():
    assert set(ACTIONS) >= CHANGES_CONDITIONS


def test_every_family_says_how_long_its_network_may_take():
    for family in FAMILIES:
        assert load(family).figure("network.late").source.own == "G120"


@pytest.mark.parametrize("end", ["fin", "rst", "refused"])
def test_a_call_that_is_ended_is_no_connection(end):
    bench = connected()
    bench.session.transport.see(100, end)
    bench.peers.is_not_connected("server")


def test_a_call_that_stands_is_a_connection():
    bench = connected()
    with pytest.raises(ModuleFault, match="the server is connected"):
        bench.peers.is_not_connected("server")


PORTIONS = (0, 50, 100)
"""When portions of 100 bytes come, in milliseconds."""


def portions_come(bench, *times, size=100):
    data = bench.text.data("<300 bytes>")
    bench.peers.sends("server", "<300 bytes>")
    for begin, delay in zip(range(0, len(data), size), times, strict=False):
        bench.session.transport.say(data[begin : begin + size], delay)
    bench.module.puts_out("<300 bytes>", 100, "rxtimer.default")


@pytest.mark.parametrize("times", [PORTIONS, (0, 41, 90), (0, 900, 1800)])
def test_portions_that_take_their_pauses_are_right(times):
    portions_come(connected(), *times)


@pytest.mark.parametrize("times", [(0, 10, 100), (0, 50, 80), (0, 0, 0)])
def test_a_portion_that_comes_too_soon_is_the_modules_fault(times):
    with pytest.raises(ModuleFault, match="portion"):
        portions_come(connected(), *times)


def test_longer_portions_are_the_modules_fault():
    with pytest.raises(ModuleFault, match="portion 2 began 0 s after"):
        portions_come(connected(), *PORTIONS, size=101)


@pytest.mark.parametrize("kind", ["fin", "rst"])
def test_a_connection_ends_either_way(kind):
    bench = connected()
    bench.session.transport.see(1, kind)
    bench.peers.sees("server", "the end")
    bench.peers.sees("server", "no end")
    bench.session.transport.see(1, kind)
    bench.session.pass_time(bench.session.transport.now() + SECOND)
    with pytest.raises(ModuleFault, match="saw the end"):
        bench.peers.sees("server", "no end")
