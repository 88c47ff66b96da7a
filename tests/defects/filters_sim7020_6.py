"""Filters that the firmware defects of chapter 6 of the SIM7020 notes share."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Literal

from atconform.emulator.core.command import Command, Form, Handler
from atconform.emulator.core.replies import Reply
from atconform.emulator.families import declared
from atconform.protocol import network as net
from tests.defects.seams import Asking, Hear, Said, Speak

LINE_END = b"\r\n"
Respell = Callable[[bytes], Iterable[Said]]


def pieces(instead: Callable[[], Respell]) -> Callable[[], Speak]:
    """Hand on what does not begin with a line end as it is: echo, and data without a head."""

    def make() -> Speak:
        respell = instead()
        return lambda piece: respell(piece) if piece.startswith(LINE_END) else (piece,)

    return make


def answer(
    command: str, respell: Respell, *, spared: int = 0, times: int | None = None, until: str | None = ""
) -> Callable[[], Speak]:
    """Respell what comes behind a command, known by its echo, until the next one that matches ``until``; None: ever.

    The first ``spared`` such commands are answered right, and so are those beyond the next ``times``.
    """

    def make() -> Speak:
        typed, met, wrong = b"", 0, False

        def speak(piece: bytes) -> Iterable[Said]:
            nonlocal typed, met, wrong
            if piece.startswith(LINE_END):
                typed = b""
                return respell(piece) if wrong else (piece,)
            typed += piece
            if piece.endswith(b"\r"):
                line = typed.decode("latin-1")
                if re.search(f"(?:{command})\r$", line):
                    met += 1
                    wrong = met > spared and (times is None or met - spared <= times)
                elif until is not None and re.search(f"(?:{until})\r$", line):
                    wrong = False
                typed = b""
            return (piece,)

        return speak

    return make


def swap(pattern: bytes, instead: bytes) -> Respell:
    """Replace a part of what is printed."""
    return lambda piece: (re.sub(pattern, instead, piece, flags=re.DOTALL),)


def late(pattern: bytes, by: int) -> Respell:
    """Print a piece that contains something so many microseconds later."""
    return lambda piece: ((by, piece) if re.search(pattern, piece, re.DOTALL) else piece,)


def lose(pattern: bytes) -> Respell:
    """Print nothing in the place of a piece that contains something."""
    return lambda piece: () if re.search(pattern, piece, re.DOTALL) else (piece,)


def sent(change: Callable[[bytes], bytes], protocol: str | None = None) -> Callable[[], Asking]:
    """Change the data that goes out by AT+CIPSEND; what has become empty is not sent at all."""

    def make() -> Asking:
        links: dict[int, str] = {}

        def ask(request: net.Request) -> Iterable[net.Request]:
            if isinstance(request, net.Connect):
                links[request.link] = request.protocol
            if isinstance(request, net.Send) and request.size is None and protocol in (None, links.get(request.link)):
                data = change(request.data)
                return (replace(request, data=data),) if data else ()
            return (request,)

        return ask

    return make


def carried(change: Callable[[bytes], bytes]) -> Callable[[], Asking]:
    """Change the data that goes out in data mode; what has become empty is not sent at all."""

    def make() -> Asking:
        def ask(request: net.Request) -> Iterable[net.Request]:
            if isinstance(request, net.Send) and request.size is not None:
                data = change(request.data)
                return (replace(request, data=data),) if data else ()
            return (request,)

        return ask

    return make


def received(change: Callable[[bytes], bytes]) -> Callable[[], Hear]:
    """Change the data that arrives; what has become empty has not arrived."""

    def make() -> Hear:
        def hear(event: net.NetworkEvent) -> Iterable[net.NetworkEvent]:
            if isinstance(event, net.Received):
                data = change(event.data)
                return (replace(event, data=data),) if data else ()
            return (event,)

        return hear

    return make


def asked_again(
    kind: type, change: Callable[[net.Request, net.Request], Iterable[net.Request]], *, only: Callable[..., bool] = bool
) -> Callable[[], Asking]:
    """Change a request of a kind from the second one on, given the first."""

    def make() -> Asking:
        first: net.Request | None = None

        def ask(request: net.Request) -> Iterable[net.Request]:
            nonlocal first
            if not isinstance(request, kind) or not only(request):
                return (request,)
            if first is None:
                first = request
                return (request,)
            return change(first, request)

        return ask

    return make


def told_again(
    kind: type,
    change: Callable[[net.NetworkEvent, net.NetworkEvent], Iterable[net.NetworkEvent]],
    *,
    only: Callable[..., bool] = bool,
) -> Callable[[], Hear]:
    """Change an event of a kind from the second one on, given the first."""

    def make() -> Hear:
        first: net.NetworkEvent | None = None

        def hear(event: net.NetworkEvent) -> Iterable[net.NetworkEvent]:
            nonlocal first
            if not isinstance(event, kind) or not only(event):
                return (event,)
            if first is None:
                first = event
                return (event,)
            return change(first, event)

        return hear

    return make


class Host:
    """What the host has typed, as far as requests to the network hang on it."""

    def __init__(self) -> None:
        self.command = b""
        self.typed = b""

    def listen(self, data: bytes) -> bytes:
        """Hear what is typed; it stays as it is."""
        self.typed = (self.typed + data)[-4000:]
        lines = re.findall(rb"AT[^\r]*\r", data)
        if lines:
            self.command = lines[-1][:-1]
        return data

    def number(self) -> int:
        """Return the number behind the equals sign of the last command."""
        found = re.search(rb"=(\d)", self.command)
        return int(found[1]) if found else 0


def knowing(make: Callable[[Host], Any], seam: Literal["asks", "hears"] = "asks") -> dict[str, Any]:
    """Filter what is asked of the network, or heard of it, by what the host has typed."""
    host = Host()

    def begin() -> Callable[[bytes], bytes]:
        nonlocal host
        host = Host()
        return host.listen

    return {"listens": begin, seam: lambda: make(host)}  # a module makes its listener first


def command(name: str, run: Callable[..., Reply]) -> Command:
    """Let a command of the family run otherwise: ``run`` is given what it usually runs, the module and the values."""
    usual = declared("sim7020").commands[name]

    def bound(handler: Handler) -> Handler:
        return lambda module, *values: run(handler, module, *values)

    def write(module: object) -> Form | None:
        form = usual.write_form(module)
        return form and Form(bound(form.run), form.parameters)

    return replace(usual, write=usual.write and write, execute=usual.execute and bound(usual.execute))
