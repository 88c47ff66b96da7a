"""A small module for tests of the wires, and a way to have it work in real time beside the test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from atconform.emulator.core.effects import Ask, Effect, SetLine, Transmit
from atconform.emulator.core.surroundings import Network
from atconform.protocol.network import Close, Connect, Connected, NetworkEvent, PeerClosed, Received, Send
from atconform.protocol.network_delays import NONE
from atconform.realtime.reactor import Reactor, ReactorThread
from atconform.serve.loop import Emulation
from atconform.serve.network import AddressBook, HostNetwork

OK = b"\r\nOK\r\n"


class StubModule:
    """Understands AT, BLOB n, LINE name level, and OPEN host:port, which leads to a data mode.

    :param answers_after: how long it thinks about AT, in microseconds
    """

    def __init__(self, answers_after: int = 0) -> None:
        self._delay = answers_after
        self.host_lines: dict[str, bool] = {}
        self.events: list[NetworkEvent] = []
        self._effects: list[Effect] = []
        self._typed = b""
        self._due: int | None = None
        self._link = 0
        self._transparent = False

    @property
    def waiting(self) -> StubModule:
        return self

    backlog = unsaid = unfetched = 0

    def change_host(self) -> None:
        self._typed = b""

    def power_on(self, now: int) -> None:
        self._effects.append(SetLine("CTS", False))

    def receive(self, data: bytes, now: int) -> None:
        if self._transparent:
            self._effects.append(Ask(Send(self._link, data)))
            return
        self._typed += data
        while b"\r" in self._typed and not self._transparent:
            line, _, self._typed = self._typed.partition(b"\r")
            self._command(line.decode("latin-1"), now)

    def _command(self, line: str, now: int) -> None:
        match line.split():
            case ["AT"] if self._delay:
                self._due = now + self._delay
            case ["AT"]:
                self.say(OK)
            case ["BLOB", count]:
                self.say(bytes(index % 251 for index in range(int(count))))
            case ["LINE", name, level]:
                self._effects.append(SetLine(name, level == "high"))
            case ["OPEN", address]:
                host, _, port = address.rpartition(":")
                self._link += 1
                self._effects.append(Ask(Connect(self._link, 1, "TCP", host, int(port))))
            case _:
                self.say(b"\r\nERROR\r\n")

    def say(self, data: bytes) -> None:
        self._effects.append(Transmit(data))

    def set_line(self, line: str, high: bool, now: int) -> None:
        self.host_lines[line] = high

    def network_event(self, event: NetworkEvent, now: int) -> None:
        self.events.append(event)
        match event:
            case Connected():
                self._transparent = True
                self.say(b"CONNECT\r\n")
            case Received(data=data):
                self.say(data)
            case PeerClosed():
                self._transparent = False
                self._effects.append(Ask(Close(self._link)))
                self.say(b"CLOSED\r\n")

    def next_deadline(self) -> int | None:
        return self._due

    def advance(self, now: int) -> None:
        if self._due is not None and self._due <= now:
            self._due = None
            self.say(OK)

    def take_effects(self) -> list[Effect]:
        effects, self._effects = self._effects, []
        return effects


@contextmanager
def emulated(
    core, endpoint, *, book: AddressBook | None = None, network: Network | None = None, **options
) -> Iterator[ReactorThread]:
    """Have a module work in a thread; yields the thread, whose ``call`` runs a function there."""
    reactor = Reactor()
    if network is None:
        network = HostNetwork(reactor, book, delays=NONE)
    emulation = Emulation(core, endpoint, network, reactor, **options)
    thread = ReactorThread("emulation", reactor, emulation.turn)
    thread.call(emulation.start)
    try:
        yield thread
    finally:
        thread.stop(emulation.close)
