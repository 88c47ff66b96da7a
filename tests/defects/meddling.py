"""Filters for the seams that several defects need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from atconform.emulator.core.command import Command
from atconform.emulator.families import declared
from atconform.protocol import network as net

WRITE = "write"
EXECUTE = "execute"


def in_data_mode(request: net.Send) -> bool:
    """Whether it was typed in data mode, where it is cut into packets."""
    return request.size is not None


def sent(change: Callable[[bytes], bytes], *, data_mode: bool) -> Callable[[], object]:
    """Make a filter that changes what goes to the network, from data mode or from command mode."""

    def make():
        def ask(request):
            if not isinstance(request, net.Send) or in_data_mode(request) != data_mode:
                return (request,)
            data = change(request.data)
            return (replace(request, data=data),) if data else ()

        return ask

    return make


def received(change: Callable[[bytes], bytes]) -> Callable[[], object]:
    """Make a filter that changes what comes from the network."""

    def make():
        def hear(event):
            if not isinstance(event, net.Received):
                return (event,)
            data = change(event.data)
            return (replace(event, data=data),) if data else ()

        return hear

    return make


def without(*lost: int) -> Callable[[bytes], bytes]:
    """Drop these bytes."""
    return lambda data: data.translate(None, bytes(lost))


def seven_bits(data: bytes) -> bytes:
    """Clear the eighth bit."""
    return bytes(byte & 0x7F for byte in data)


def until_zero(data: bytes) -> bytes:
    """Keep what a string function keeps."""
    return data.partition(b"\0")[0]


def zeros_from_zero(data: bytes) -> bytes:
    """Copy as strncpy does: zeros to the end behind the first zero."""
    return until_zero(data).ljust(len(data), b"\0")


def forgets(kind: type, spared: int = 1, wanted: Callable[[object], bool] = lambda one: True):
    """Make a filter that loses requests or events of a kind, but for the first."""

    def make():
        met = 0

        def pass_on(one):
            nonlocal met
            if isinstance(one, kind) and wanted(one):
                met += 1
                return (one,) if met <= spared else ()
            return (one,)

        return pass_on

    return make


def keeps_first(kind: type, *names: str, wanted: Callable[[object], bool] = lambda one: True):
    """Make a filter that puts what stood in the first request or event of a kind into all further ones."""

    def make():
        first: dict[str, object] = {}

        def pass_on(one):
            if not isinstance(one, kind) or not wanted(one):
                return (one,)
            if not first:
                first.update((name, getattr(one, name)) for name in names)
            return (replace(one, **first),)

        return pass_on

    return make


def usual(name: str, family: str = "sim800") -> Command:
    """Return a command as it should be."""
    return declared(family).commands[name]


def wrapped(name: str, *, write=None, execute=None, read=None, family: str = "sim800") -> Command:
    """Return a command of which some forms are otherwise; each is given the module and the usual handler's arguments.

    ``write`` is given the usual handler behind the module.
    """
    command = usual(name, family)
    changes: dict[str, object] = {}
    if write is not None:

        def other_form(module):
            right = command.write_form(module)
            return right and replace(right, run=lambda m, *values: write(m, right.run, *values))

        changes[WRITE] = other_form
    if execute is not None:
        changes[EXECUTE] = lambda module: execute(module, command.execute)
    if read is not None:
        changes["read"] = lambda module: read(module, command.read)
    return replace(command, **changes)


def speaks_of(what: bytes, instead: Callable[[bytes, int], tuple], spared: int = 0) -> Callable[[], object]:
    """Make a filter of the pieces that contain this, of which so many are right; the others come with their number."""

    def make():
        met = 0

        def speak(piece):
            nonlocal met
            if what in piece:
                met += 1
                if met > spared:
                    return instead(piece, met)
            return (piece,)

        return speak

    return make
