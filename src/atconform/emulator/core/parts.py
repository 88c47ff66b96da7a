"""The parts that a module is made of, in the order in which they hear of what happens."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeVar

from atconform.emulator.core.device import Device
from atconform.emulator.core.effects import Spoken
from atconform.emulator.core.part import Part
from atconform.protocol.network import NetworkEvent

PartT = TypeVar("PartT")


class Parts:
    """One part of each kind."""

    def __init__(self) -> None:
        self._kinds: tuple[type[Part], ...] = ()
        self._parts: dict[type[Any], Any] = {}
        self._with: dict[str, tuple[Part, ...]] = {}

    def make(self, kinds: tuple[type[Part], ...], module: Device) -> None:
        """Make the parts of a module; each may ask the module for those before it."""
        self._kinds = kinds
        for kind in kinds:
            self._parts[kind] = kind(module)
        self._with.clear()

    def _that(self, hook: str) -> tuple[Part, ...]:
        """Return the parts that do something of their own: few do, and every command line asks several times."""
        if (found := self._with.get(hook)) is None:
            found = self._with[hook] = tuple(self._parts[kind] for kind in _those(self._kinds, hook))
        return found

    def __iter__(self) -> Iterator[Part]:
        return iter(self._parts.values())

    def __contains__(self, kind: type[object]) -> bool:
        return kind in self._parts

    def __getitem__(self, kind: type[PartT]) -> PartT:
        part: PartT = self._parts[kind]
        return part

    @property
    def unfetched(self) -> int:
        """How many bytes from the network they keep until the host has them."""
        return sum(part.unfetched() for part in self._that("unfetched"))

    @property
    def keep_awake(self) -> bool:
        """Whether one of them is at something for which the module does not go to deep sleep."""
        return any(part.keeps_awake() for part in self)

    @property
    def offline(self) -> bool:
        """Whether one of them keeps the module out of the network."""
        return any(part.keeps_offline() for part in self._that("keeps_offline"))

    def accept(self, command: str) -> bool:
        """Return whether the module's present functionality (AT+CFUN) lets a command be used at all."""
        return all(part.accepts(command) for part in self._that("accepts"))

    def describe_state(self, command: str) -> str:
        """Say what of the module's state can be why a command is refused, for a person to read."""
        return ", ".join(filter(None, (part.describe_state(command) for part in self)))

    def radio_off(self) -> tuple[str, ...]:
        """Give up what needs the radio; return the lines that tell so."""
        return tuple(line for part in self for line in part.radio_off())

    def hear(self, event: NetworkEvent) -> None:
        """Let every part know of an event of the network."""
        for part in self._that("network_event"):
            part.network_event(event)

    def see_line(self, line: str, *, high: bool) -> None:
        """Let every part know of a modem line that the host drives."""
        for part in self._that("line_changed"):
            part.line_changed(line, high=high)

    def see_announcement(self, what: str | bytes, kind: Spoken) -> None:
        """Let every part know of an unsolicited line, a late answer or received data."""
        for part in self._that("announced"):
            part.announced(what, kind)

    def see_settings(self) -> None:
        """Let every part know that settings have changed."""
        for part in self._that("settings_changed"):
            part.settings_changed()

    def see_command_line_done(self) -> None:
        """Let every part know that the module is ready for the next command line."""
        for part in self._that("command_line_done"):
            part.command_line_done()


@lru_cache
def _those(kinds: tuple[type[Part], ...], hook: str) -> tuple[type[Part], ...]:
    """Return the kinds that do something of their own: the same for all modules of a family."""
    nothing = getattr(Part, hook)
    return tuple(kind for kind in kinds if getattr(kind, hook) is not nothing)
