"""Devices at which a module stands, for programs that open their port themselves.

The methods of pyserial's own class are replaced, and not the class: subclasses, and names that were bound early, have
them too. Other ports stay what they are.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from weakref import WeakSet

import pytest
import serial

from atconform.testing.clock import Clock
from atconform.testing.endings import WrongUse
from atconform.testing.line import Line
from atconform.testing.port import Serial

NAME = "ports"
_STANDING: dict[str, Line] = {}
"""Which line is at which device."""
_OPENED: WeakSet[Any] = WeakSet()
"""Ports of the program that have to be closed before pyserial has its own methods again."""
_OWN = frozenset({"BAUDRATES", "_line", "_own_line"})
"""What of our port is no part of what stands in pyserial's place."""


def stand_at(clock: Clock, device: str, line: Line) -> None:
    """Let ports that are opened by the name of a device be at a line, until the clock ends.

    :raises WrongUse: another module stands there, or it is no device
    """
    if not isinstance(device, str) or not device or "://" in device:
        raise WrongUse(f"{device!r} is no device", "name what the program gives to serial.Serial: /dev/ttyUSB0")
    if _STANDING.get(device, line) is not line:
        raise WrongUse(f"another module stands at {device}", "give each a device of its own")
    _STANDING[device] = line
    if NAME in clock.taken_over:
        return
    clock.taken_over.add(NAME)
    patch = pytest.MonkeyPatch()
    clock.taken.callback(_leave, patch)
    patch.setattr(serial.Serial, "_line", property(lambda port: _STANDING[port._port]), raising=False)
    for name, ours in vars(Serial).items():
        if name in _OWN or (name.startswith("__") and name.endswith("__")):
            continue
        usual = getattr(serial.Serial, name, None)
        if isinstance(ours, property):
            patch.setattr(serial.Serial, name, _either_property(ours, usual), raising=False)
        elif callable(ours):
            patch.setattr(serial.Serial, name, _either(name, ours, usual), raising=False)
        else:
            patch.setattr(serial.Serial, name, ours, raising=False)


def _either(name: str, ours: Callable[..., Any], usual: Callable[..., Any] | None) -> Callable[..., Any]:
    def method(port: Any, *arguments: Any, **named: Any) -> Any:
        if usual is not None and port._port not in _STANDING:
            return usual(port, *arguments, **named)
        if name == "open":
            _OPENED.add(port)
        return ours(port, *arguments, **named)

    method.__name__ = name
    return method


def _either_property(ours: property, usual: Any) -> property:
    def value(port: Any) -> Any:
        which = ours if port._port in _STANDING else usual
        return which.__get__(port)

    return property(value, getattr(usual, "fset", None))


def _leave(patch: pytest.MonkeyPatch) -> None:
    for port in list(_OPENED):
        port.close()
    _OPENED.clear()
    patch.undo()
    _STANDING.clear()
