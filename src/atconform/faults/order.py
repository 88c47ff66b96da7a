"""A fault that was asked for: when it begins, how often, and when it is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from atconform.base.errors import UsageError
from atconform.base.timers import Timer
from atconform.faults.fault import Fault, Moment, Rule, Scene
from atconform.faults.kind import FaultKind
from atconform.faults.parameters import ALWAYS, write
from atconform.faults.seen import begins


class Order:
    """One fault with its values; begun, and begun again, by its times and by what the host types.

    :param values: as :meth:`FaultKind.read` gives them
    :param note: told of whatever it does
    :raises UsageError: its values do not go together
    """

    def __init__(self, scene: Scene, kind: FaultKind, values: Mapping[str, Any], note: Callable[[str], None]) -> None:
        if values["every"] is not None and values["after_command"] is not None:
            raise UsageError(f"{kind.name}: every and after-command exclude each other", "leave one of them out")
        if values["every"] == 0:
            raise UsageError(f"{kind.name}: every=0s would never let time pass", "name a time")
        self.kind = kind
        self.values = values
        self.struck = 0
        """How often it has done something."""
        self.over = False
        self.fault: Fault | None = None
        """What is at work; None while it waits."""
        self._scene = scene
        self._note = note
        self._timers: list[Timer] = []
        self._until: Timer | None = None
        """Ends what is at work."""
        self._command: str | None = (values["after_command"] or "").upper() or None
        self._left = 0
        """How many more it meets, or how often it happens yet."""
        if issubclass(kind.acts, Moment):
            once = ALWAYS if values["every"] is not None else 1
            self._left = once if values["times"] is None else values["times"]

    def start(self) -> None:
        """Begin, now or when it is time."""
        if self._command is None:
            self._after(self.values["after"], self._begin)

    def typed(self, command: str) -> None:
        """Record a command line of the host, in capitals."""
        if not self.over and self._command is not None and begins(command, self._command):
            if not issubclass(self.kind.acts, Moment):
                self._command = None
            self._after(self.values["after"], self._begin)

    def end(self) -> None:
        """Let things be as they are without it; idempotent."""
        self.over = True
        for timer in self._timers:
            timer.cancel()
        self._stop()

    def powered(self) -> None:
        """Record that the module has got power anew."""
        if self.fault is not None and not self.fault.powered():
            self._finish()

    def _after(self, delay: int, action: Callable[[], None]) -> None:
        self._timers = [timer for timer in self._timers if timer.action is not None]
        if delay:
            self._timers.append(self._scene.after(delay, action))
        else:
            action()

    def _begin(self) -> None:
        if self.over:
            return
        if self.values["every"] is not None:
            self._after(self.values["every"], self._begin)
        if issubclass(self.kind.acts, Moment):
            self._happen()
            return
        if issubclass(self.kind.acts, Rule):
            self._left = self.values["times"]
        if self.fault is not None:
            self.fault.again()
            return
        self.fault = self.kind.acts(self._scene, self.values, self._strike, self._finish)
        if self.values["lasts"] is not None:
            self._until = self._scene.after(self.values["lasts"], self._finish)
        self.fault.begin()

    def _happen(self) -> None:
        self._left -= 1
        if not self._left:
            self.over = True
        self.kind.acts(self._scene, self.values, self._strike, self._finish).begin()

    def _strike(self, what: str) -> None:
        """Record that it has done something.

        :param what: what it did, for a person; empty: what its name says
        """
        self.struck += 1
        self._note(f"{self.kind.name}: {what}" if what else self.kind.name)
        if issubclass(self.kind.acts, Rule):
            self._left -= 1
            if not self._left:
                self._finish()

    def _finish(self) -> None:
        """Record that it is done, until it begins again."""
        self._stop()
        if self.values["every"] is None:
            self.over = True

    def _stop(self) -> None:
        fault, self.fault = self.fault, None
        if self._until is not None:
            self._until.cancel()
        if fault is not None:
            fault.end()

    @property
    def due(self) -> int | None:
        """When it begins next, in microseconds; None: that is not known, or never."""
        return min((timer.due for timer in self._timers if timer.action is not None), default=None)

    def __str__(self) -> str:
        given = (
            f"{one.name}={write(one.kind, self.values[one.key])}"
            for one in self.kind.parameters
            if self.values[one.key] != one.default
        )
        state = "is over" if self.over else "acts" if self.fault is not None else "waits"
        met = f", {self.struck} so far" if self.struck else ""
        return f"{' '.join((self.kind.name, *given))}: {state}{met}"
