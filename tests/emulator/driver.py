"""An emulated module in virtual time, and a test in the host's place: what came is remembered with its time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from atconform.base.units import MS, SECOND
from atconform.emulator.core.module import Module
from atconform.emulator.families import declared
from atconform.network import SimulatedNetwork
from atconform.protocol.network import NetworkEvent
from atconform.protocol.peer import PeerEvent
from atconform.protocol.transport import LineChange, ModuleBytes
from atconform.virtual.transport import MemoryTransport


class Driver:
    """Types to a module, and keeps what it does: bytes, levels of lines, what peers see.

    :param name: FAMILY[@VARIANT]
    :param figures: those in which the module differs from its family, by subject and name
    """

    def __init__(self, name: str, figures: Mapping[str, Any] | None = None) -> None:
        family = declared(name)
        self.network = SimulatedNetwork()
        self.module = Module(replace(family, figures=family.figures.varied(figures or {})))
        self.transport = MemoryTransport(self.module, self.network)
        self.heard: list[PeerEvent] = []
        self.lines: dict[str, bool] = defaultdict(lambda: True)
        self.changes: list[tuple[int, str, bool]] = []
        self.log: list[tuple[int, str]] = []
        """What the module said and peers saw ("server resend"), with milliseconds."""

    @property
    def now(self) -> int:
        return self.transport.now()

    def pass_time(self, duration: int) -> bytes:
        """Let time pass; return what the module put on the line."""
        out, end = b"", self.now + duration
        while (event := self.transport.step(end)) is not None:
            at = event.at.latest // MS
            match event.body:
                case ModuleBytes(data=data):
                    out += data
                    self.log += [(at, line) for line in lines(data)]
                case PeerEvent() as heard:
                    self.heard.append(heard)
                    self.log.append((at, f"{heard.peer} {heard.kind}"))
                case LineChange(line=line, high=high):
                    self.lines[line] = high
                    self.changes.append((event.at.latest, line, high))
        return out

    def type_raw(self, data: bytes, duration: int = SECOND) -> bytes:
        """Type bytes; return what the module put on the line, as it is."""
        self.transport.write(data)
        return self.pass_time(duration)

    def times(self, what: str) -> list[int]:
        """Return when the module said a line, or a peer saw something, in milliseconds."""
        return [at for at, happened in self.log if happened == what]


def all_events(network: SimulatedNetwork) -> list[NetworkEvent]:
    """Take everything that the network has for a module."""
    return list(iter(network.next_module_event, None))


def lines(out: bytes) -> list[str]:
    """Split what the module said into the lines that are not empty."""
    return [line for line in out.decode("latin-1").split("\r\n") if line]
