"""The bench of one scenario: the one thing that steps hold.

It ties the session to the peers, the claims of the family, and the values that placeholders stand for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

from atconform.base.errors import BenchFault, Inconclusive, ModuleFault
from atconform.base.notation import Limits, read_bytes, read_limits, read_time, show_bytes
from atconform.base.units import SECOND, spell
from atconform.judge import preambles
from atconform.judge.dialup import call
from atconform.judge.dialup.host import Host
from atconform.judge.grammar.framer import Frame
from atconform.judge.peer import Peer
from atconform.judge.placeholders import Placeholders
from atconform.judge.session import Expected, Measured, Session, judge_interval
from atconform.protocol.peer import (
    Address,
    PeerAcknowledge,
    PeerClose,
    PeerConnect,
    PeerEvent,
    PeerReset,
    Peers,
    PeerSend,
    TransportProtocol,
)
from atconform.protocol.transport import Instant
from atconform.requirements import readings
from atconform.requirements.claims import Claims

ABOUT = re.compile(r"about (?:(\d+) x )?\{([a-z.]+)\}")
JUST = re.compile(r"just \{([a-z.]+)\}")
SOCKET_KINDS: dict[TransportProtocol, str] = {"TCP": "1", "UDP": "2"}
"""How the command that creates a socket calls the protocols."""
PEER_PATIENCE = 10 * SECOND
IGNORED = 5 * SECOND
SIGHTS = {
    "FIN": ("fin",),
    "RST": ("rst",),
    "a resend": ("resend",),
    "a connection": ("connected",),
    # A module may refuse a client before or after its TCP has answered the call.
    "a refusal": ("refused", "rst", "fin"),
}
UNWANTED = {"no FIN": "FIN", "no resend": "a resend"}
"""What a peer should not have seen, since the last time that it saw it."""


class Allowed(NamedTuple):
    """Limits that a time may lie in, and the remark that goes with it, if any."""

    limits: Limits
    remark: str = ""


class Bench:
    """One scenario's host, peers and network.

    :param values: what placeholders stand for; None: any value is right
    :param command_network: makes the network do something, where it can be told to
    :param restart: takes the module's power away, gives it back, and waits until it is in the packet service again
    """

    def __init__(
        self,
        session: Session,
        peers: Peers,
        claims: Claims,
        values: Mapping[str, str | None],
        command_network: Callable[[str], None] | None = None,
        restart: Callable[[], None] | None = None,
    ) -> None:
        self.session = session
        self.claims = claims
        self._peers = peers
        self._text = Placeholders(claims, values)
        self._command_network = command_network
        self._restart = restart
        self.patience: int | None = None
        """How long to wait for what comes through the network; None: as long as the last command may take."""
        self.played: frozenset[str] = frozenset()
        """The requirements that the scenario plays, for what is a misprint in one example and right elsewhere."""
        self._held: dict[str, Peer] = {}
        self.found: dict[str, tuple[int, int]] = {}
        """Figures found by trials, in microseconds: not less than, not more than."""
        self._ppp: Host | None = None
        session.on_peer_event = self._peer_event

    # --- text of steps ---

    def figure(self, name: str) -> int:
        """Look up a figure of the family, in microseconds or bytes; ``limit`` is the time of the last command."""
        return self._limit() if name == "limit" else self.claims.figure(name).value

    def fill_in(self, text: str) -> str:
        """Put values in the place of ``{placeholders}``."""
        return self._text.fill_in(text)

    def time(self, text: str) -> int:
        """Read a time; what stands in braces is a figure of the family."""
        return read_time(text, self.figure)

    def limits(self, text: str) -> list[Allowed]:
        """Read what a time may be: limits, ``just {figure}`` for a figure as far as the transport can tell, or
        ``about 3 x {figure}`` for a figure that has a tolerance.

        Where the note prints another value than the family is known to have, that one is allowed with a remark.
        """
        if match := JUST.fullmatch(text):
            return [Allowed(_around(self.figure(match[1]), self.session.transport.edge))]
        match = ABOUT.fullmatch(text)
        if match is None:
            return [Allowed(read_limits(text, self.figure))]
        times, figure = int(match[1] or 1), self.claims.figure(match[2])
        allowed = [Allowed(_around(times * figure.value, times * figure.tolerance))]
        if figure.printed is not None:
            remark = f"{figure.name} is {spell(figure.printed)}, as the note prints it, and not {spell(figure.value)}"
            allowed.append(Allowed(_around(times * figure.printed, times * figure.tolerance), remark))
        return allowed

    def took(self, text: str, name: str) -> None:
        """Judge the time from the last stimulus to what was claimed last."""
        self._judge_time(*self.session.elapsed(), text, name)

    def measures(self, name: str, text: str) -> None:
        """Judge a figure that was found by trials, or else the time from the last stimulus to what was claimed last."""
        self._judge_time(*self.found.get(name, self.session.elapsed()), text, name)

    def _judge_time(self, earliest: int, latest: int, text: str, name: str) -> None:
        allowed = self.limits(text)
        self.session.judgements += 1
        self.session.measured.append(Measured(name, earliest, latest, allowed[0].limits))
        for alternative in allowed[1:]:
            if _fits(earliest, latest, alternative.limits) and not _fits(earliest, latest, allowed[0].limits):
                self.session.remarks.append(alternative.remark)
                return
        judge_interval(earliest, latest, allowed[0].limits, name)

    # --- the module ---

    def prepare(self, state: str) -> None:
        """Bring the module from where every scenario begins to the state that this one begins in.

        :raises Inconclusive: the network or the peer did not play along
        :raises ModuleFault: the module did not
        """
        named = preambles.find(state, self.claims.stacks)
        if named is None:
            raise BenchFault(f"the module cannot be {state!r}; known: {', '.join(preambles.STATES)}")
        if named.peer:
            peer = self.peer(named.peer)
            self._text.values |= {"peer.ip": peer.address.ip, "peer.port": str(peer.address.port)}
            self._text.values |= {"peer.protocol": peer.protocol, "peer.kind": SOCKET_KINDS[peer.protocol]}
        numbers = [self._text.number(number) for number in named.numbers]
        for stage in named.way:
            self._play(stage, state)
        for number in range(min(numbers), max(numbers) + 1) if numbers else (0,):
            self._text.values["number"] = str(number)
            for stage in named.each:
                self._play(stage, state)

    def _play(self, stage: preambles.Stage, state: str) -> None:
        try:
            self._pass_stage(stage)
        except ModuleFault as fault:
            if stage.needs_network:
                raise Inconclusive(f"the module could not be brought to be {state}: {fault}") from None
            raise

    def _pass_stage(self, stage: preambles.Stage) -> None:
        self.send(stage.command)
        self.answers("\n".join(stage.answer))
        for line in stage.report:
            self.reports(line)

    def send(self, command: str) -> None:
        """Send a command line."""
        self.session.send(self.fill_in(command))

    def type(self, text: str) -> None:
        """Type bytes, without anything added."""
        self.session.type(read_bytes(self.fill_in(text)))

    def bring_ppp_up(self) -> None:
        """Bring PPP up over a dialled call.

        :raises ModuleFault: the module does not play along, or gives the host no address
        """
        self._ppp = call.bring_up(self.session)

    def end_ppp(self) -> None:
        """End PPP, the module being told.

        :raises ModuleFault: it does not confirm that
        """
        if self._ppp is None:
            raise BenchFault("PPP was not brought up")
        call.end(self.session, self._ppp)

    def answers(self, text: str) -> None:
        """Judge the exchange that the last command, or the data typed last, began."""
        printed = [Expected(line) for line in self._text.expect(text)]
        self._learn(text, self.session.answers(self._expected(text), self._limit(), printed))

    def reports(self, text: str) -> None:
        """Judge the lines that come next."""
        self._learn(text, self.session.reports(self._expected(text), self._limit()))

    def _learn(self, text: str, frames: Sequence[Frame]) -> None:
        self._text.learn(text, [frame.text for frame in frames])

    def _expected(self, text: str) -> list[Expected]:
        """Read lines as they are meant, with what is tolerated beside it: a misprint, values that were left open."""
        choices = max(map(len, self.claims.alternatives.values()), default=1)
        spelt = [self._text.expect(text, choice) for choice in range(choices)]
        meant = readings.readings_of(self.claims.family, spelt[0], self.played)
        if len(meant) != len(spelt[0]):
            return [Expected(line) for line in meant]
        return [
            Expected(line, tuple(other for other in dict.fromkeys(others) if other != line))
            for line, *others in zip(meant, *spelt, strict=True)
        ]

    def _limit(self) -> int:
        return self.claims.time_limit(self.session.command)

    def power_cycle(self) -> None:
        """Take the module's power away and give it back, and wait until it is in the packet service again.

        :raises Inconclusive: it does not come back into the packet service
        :raises BenchFault: this bench has no power switch
        """
        if self._restart is None:
            raise BenchFault("this bench has no power switch")
        self.session.begin_anew()
        self._restart()

    def delivers(self, text: str) -> None:
        """Judge received network data."""
        limit = self._limit() if self.patience is None else self.patience
        self.session.delivers(read_bytes(self.fill_in(text)), limit)

    def ignores(self, command: str) -> None:
        """Judge that a command is neither echoed nor answered, within the time that any answer would take."""
        self.session.ignores(self.fill_in(command), IGNORED)

    def holds(self, line: str, *, high: bool) -> None:
        """Judge the level of a modem line.

        :raises ModuleFault: it is at the other one
        """
        self.session.judgements += 1
        self.session.wait(lambda: self._level(line) == high, self.session.transport.edge)
        if self._level(line) != high:
            raise ModuleFault(f"{line} is {'low' if high else 'high'}, expected {'high' if high else 'low'}")

    def _level(self, line: str) -> bool:
        changes = self.session.lines.get(line)
        return changes[-1][1] if changes else True

    def pulses(self, line: str, limits: str) -> None:
        """Judge one low pulse of a modem line.

        :raises ModuleFault: there was none, or its length is outside the limits
        """
        changes = self.session.lines.setdefault(line, [])

        def complete() -> bool:
            return any(not level for _, level in changes) and changes[-1][1]

        if not self.session.wait(complete, self._limit()):
            raise ModuleFault(f"{line} gave no low pulse within {spell(self._limit())}")
        fell = next(index for index, (_, level) in enumerate(changes) if not level)
        fall, rise = changes[fell][0], changes[fell + 1][0]
        del changes[: fell + 2]
        earliest, latest = rise.earliest - fall.latest, rise.latest - fall.earliest
        self._judge_time(max(0, earliest), latest, limits, f"the pulse of {line}")

    # --- the network ---

    def network(self, phrase: str) -> None:
        """Make the network do something.

        :raises BenchFault: this network cannot be told
        """
        if self._command_network is None:
            raise BenchFault(f"the network of this bench cannot be told: {phrase}")
        self.session.transcript.note(self.session.transport.now(), "--", f"the network {phrase}")
        now = self.session.transport.now()
        self.session.stimulus = Instant(now, now)
        self._command_network(phrase)

    # --- peers ---

    def open_peer(self, name: str, role: Literal["server", "client"], protocol: TransportProtocol) -> None:
        """Make a peer."""
        address = self._peers.open(name, role, protocol)
        self._held[name] = Peer(name, protocol, address)
        self._text.values |= {f"{name}.ip": address.ip, f"{name}.port": str(address.port)}
        self._text.values[f"{name}.name"] = self._peers.name_of(address)

    def peer(self, name: str) -> Peer:
        """Find a peer of this scenario.

        :raises BenchFault: there is none of that name
        """
        if name not in self._held:
            raise BenchFault(f"there is no peer named {name!r} in this scenario")
        return self._held[name]

    def _peer_event(self, event: PeerEvent, at: Instant) -> None:
        if event.peer in self._held:
            self._held[event.peer].take_event(event, at)

    def _connection(self, name: str, connection: int | None) -> int:
        """Choose a connection: the one that is named, or the latest.

        A server may see a connection a moment after the module has reported it, so it is waited for.
        """
        peer = self.peer(name)
        number = connection or max(1, peer.connections)
        if peer.protocol == "TCP":
            self.session.wait(lambda: peer.connections >= number, PEER_PATIENCE)
        return number

    def peer_sends(self, name: str, text: str, connection: int | None = None) -> None:
        """Have a peer send bytes; the module may put them out from now on."""
        data = read_bytes(self.fill_in(text))
        number = self._connection(name, connection)
        self.session.expect_payload((name, number), data)
        self._peers.request(PeerSend(name, number, data))

    def peer_connects(self, name: str, port: int) -> None:
        """Have a peer connect to a port of the module."""
        ip = self._text.values.get("module.ip")
        if not ip:
            raise BenchFault("the module's address is not known; ask AT+CIFSR first")
        self.session.note_peer(name, f"connects to port {port}")
        self._peers.request(PeerConnect(name, Address(ip, port)))

    def peer_ends(self, name: str, how: Literal["closes", "resets"], connection: int | None = None) -> None:
        """Have a peer close or reset a connection."""
        number = self._connection(name, connection)
        self.session.note_peer(name, how)
        self._peers.request(PeerClose(name, number) if how == "closes" else PeerReset(name, number))

    def peer_acknowledges(self, name: str, *, on: bool) -> None:
        """Have a peer stop acknowledging, or acknowledge again."""
        self.session.note_peer(name, "acknowledges again" if on else "stops acknowledging")
        self._peers.request(PeerAcknowledge(name, on))

    def peer_receives(self, name: str, text: str, connection: int | None = None) -> None:
        """Judge what a peer receives next.

        :raises ModuleFault: it received something else, or not all of it
        """
        data, peer = read_bytes(self.fill_in(text)), self.peer(name)

        def number() -> int:
            return self._connection(name, connection)  # a UDP peer learns of a connection when something arrives

        self.session.wait(lambda: len(peer.received(number())) >= len(data), self._patience())
        have = peer.received(number())
        right = have == data if peer.protocol == "UDP" else have.startswith(data)
        if not right:
            raise ModuleFault(f"the {name} received {show_bytes(have)!r}, expected {show_bytes(data)!r}")
        self.session.observed = peer.claim_received(number(), len(data))
        self.session.judgements += 1

    def peer_is_called_from_port(self, name: str, port: int, *, wanted: bool) -> None:
        """Judge from which port of the module a peer was called, or heard.

        :raises ModuleFault: it was another one, or that one where it should not be, or no call came
        """
        caller = self._caller(name)
        if (caller.port == port) != wanted:
            expected = f"port {port}" if wanted else f"a port other than {port}"
            raise ModuleFault(f"the {name} was called from port {caller.port}, expected {expected}")

    def peer_is_called_from_address(self, name: str, address: str) -> None:
        """Judge from which address of the module a peer was called, or heard.

        :raises ModuleFault: it was another one, or no call came
        """
        caller, expected = self._caller(name), self.fill_in(address)
        if caller.ip != expected:
            raise ModuleFault(f"the {name} was called from {caller.ip}, expected {expected}")

    def _caller(self, name: str) -> Address:
        peer = self.peer(name)
        self.session.wait(lambda: peer.caller is not None, self._patience())
        self.session.judgements += 1
        if peer.caller is None:
            raise ModuleFault(f"nobody called the {name}")
        return peer.caller

    def _patience(self) -> int:
        return max(PEER_PATIENCE, self._limit()) if self.patience is None else self.patience

    def peer_receives_nothing_more(self, name: str) -> None:
        """Judge that a peer has received nothing beyond what was claimed.

        :raises ModuleFault: it has
        """
        self.session.pass_time(self.session.transport.now() + self.session.transport.quiet)
        self.session.judgements += 1
        if left := self.peer(name).unclaimed():
            raise ModuleFault(f"the {name} also received {show_bytes(left)!r}")

    def peer_sees(self, name: str, what: str, connection: int | None = None) -> None:
        """Judge that something happened at a peer: a connection, FIN, RST, a resend, a refusal.

        :raises ModuleFault: it did not
        """
        if unwanted := UNWANTED.get(what):
            self.session.judgements += 1
            if self.peer(name).claim_seen(SIGHTS[unwanted], connection) is not None:
                raise ModuleFault(f"the {name} saw {unwanted}")
            return
        found: list[Instant] = []

        def seen() -> bool:
            at = self.peer(name).claim_seen(SIGHTS[what], connection)
            if at is not None:
                found.append(at)
            return bool(found)

        if not self.session.wait(seen, self._patience()):
            raise ModuleFault(f"the {name} saw no {what.removeprefix('a ')} within {spell(self._patience())}")
        self.session.observed = found[0]
        self.session.judgements += 1

    # --- the end ---

    def end(self) -> None:
        """Judge, once the line is quiet, that nothing came without being asked for; a step must have judged something.

        :raises ModuleFault: something came
        :raises BenchFault: no step judged anything
        """
        self.session.end()
        for peer in self._held.values():
            if left := peer.unclaimed():
                raise ModuleFault(f"the {peer.name} also received {show_bytes(left)!r}")
        if not self.session.judgements:
            raise BenchFault("no step of this scenario judged anything")

    def close(self) -> None:
        """Take the peers away."""
        self._peers.close_all()


def _around(value: int, tolerance: int) -> Limits:
    return Limits(value - tolerance, value + tolerance)


def _fits(earliest: int, latest: int, limits: Limits) -> bool:
    return (limits.low is None or earliest >= limits.low) and (limits.high is None or latest <= limits.high)
