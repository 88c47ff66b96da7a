"""Filters that defects of the SIM7000 note share: what is said, heard and asked otherwise, and from when on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.seams import Asking, Hear, Said, Speak

Change = Callable[[bytes], bytes]


def echoed(piece: bytes) -> bytes:
    """Return the command line that a piece echoes, without its CR; nothing if it is no echo."""
    return piece[:-1] if piece.endswith(b"\r") else b""


class Data:
    """Tells data of the network from lines, and from echoes of command lines and of what is typed at the prompt."""

    def __init__(self) -> None:
        self._typing = False

    def told(self, piece: bytes) -> bool:
        """Take note of a piece, and return whether it is bare data of the network."""
        if piece.startswith(b"\r\n"):
            self._typing = piece == b"\r\n> "
            return False
        return not self._typing and not piece.endswith(b"\r")


def after(begin: bytes, pattern: bytes, instead: bytes, end: bytes = b"(?!)") -> Callable[[], Speak]:
    """Print otherwise what comes once a piece has matched ``begin``, until one matches ``end``."""

    def make() -> Speak:
        on = False

        def speak(piece: bytes) -> Iterable[Said]:
            nonlocal on
            if re.search(end, piece):
                on = False
            said = re.sub(pattern, instead, piece) if on else piece
            if re.search(begin, piece):
                on = True
            return (said,)

        return speak

    return make


def in_data_mode(change: Change) -> Callable[[], Speak]:
    """Change what is put out between CONNECT and the line that tells the end of data mode."""

    def make() -> Speak:
        on = False

        def speak(piece: bytes) -> Iterable[Said]:
            nonlocal on
            if piece == b"\r\nCONNECT\r\n":
                on = True
                return (piece,)
            if re.fullmatch(rb"\r\n(OK|CLOSED|\+PDP: DEACT)\r\n", piece):
                on = False
            return (change(piece) if on else piece,)

        return speak

    return make


def arriving(change: Change) -> Callable[[], Hear]:
    """Change the data that arrives from the network."""

    def hear(event: net.NetworkEvent) -> Iterable[net.NetworkEvent]:
        return (replace(event, data=change(event.data)) if isinstance(event, net.Received) else event,)

    return lambda: hear


def leaving(change: Change) -> Callable[[], Asking]:
    """Change the data that is handed to the network; what becomes empty is not sent."""

    def ask(request: net.Request) -> Iterable[net.Request]:
        if not isinstance(request, net.Send):
            return (request,)
        data = change(request.data)
        return (replace(request, data=data),) if data else ()

    return lambda: ask


def heard_too_often(kind: type[net.NetworkEvent], spared: int, instead: Callable[..., Iterable[net.NetworkEvent]]):
    """Hear another thing than an event of a kind, once so many of them have been heard."""

    def make() -> Hear:
        met = 0

        def hear(event: net.NetworkEvent) -> Iterable[net.NetworkEvent]:
            nonlocal met
            if not isinstance(event, kind):
                return (event,)
            met += 1
            return instead(event) if met > spared else (event,)

        return hear

    return make


def asked_too_often(kind: type[net.Request], spared: int, instead: Callable[..., Iterable[net.Request]]):
    """Ask another thing than a request of a kind, once so many of them have been made."""

    def make() -> Asking:
        met = 0

        def ask(request: net.Request) -> Iterable[net.Request]:
            nonlocal met
            if not isinstance(request, kind):
                return (request,)
            met += 1
            return instead(request) if met > spared else (request,)

        return ask

    return make


class Paired:
    """Two filters that share what they know: of what is asked of the network, and of what is heard of it."""

    def __init__(self, make: Callable[[], tuple[Asking, Hear]]) -> None:
        self._make = make
        self._hear: Hear | None = None

    def asks(self) -> Asking:
        """Make both, and give the one: it is asked for first."""
        ask, self._hear = self._make()
        return ask

    def hears(self) -> Hear:
        """Give the other, which was made with the first."""
        assert self._hear is not None
        return self._hear
