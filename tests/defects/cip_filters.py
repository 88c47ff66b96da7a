"""Filters that several defects of the stack of AT+CIPSTART need."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace

from atconform.protocol import network as net

Test = Callable[[int], bool]
"""Tells, for the how many-th it is, whether it is wrong."""


class Firmware:
    """Follows commands, connection numbers and their links; a defect overrides the hooks of what it does wrong.

    The hooks are ``command`` (what the host sends), ``piece`` (what the module prints), ``request``, ``event``,
    ``drive`` and ``sense``; each is called when what it is given has been taken note of.
    """

    def __init__(self) -> None:
        self.links: dict[int, int] = {}
        """The links that live or are coming, by connection number."""
        self.protocols: dict[int, str] = {}
        """Protocols by link, also of those that are over."""
        self.entering = False
        """Whether data is asked for, by a prompt."""
        self.multi = False
        self.selected = 0
        self._called: deque[int] = deque()
        self._clients: deque[int] = deque()

    def listens(self, data: bytes) -> bytes:
        if found := re.match(rb'AT\+CIPSTART=(?:(\d),)?"', data):
            self._called.append(int(found[1] or 0))
        if found := re.match(rb"AT\+CIPSGTXT=([01])\r", data):
            self.selected = int(found[1])
        if found := re.match(rb"AT\+CIPMUX=([01])\r", data):
            self.multi = found[1] == b"1"
        return self.command(data)

    def speaks(self, piece: bytes) -> Iterable:
        if piece == b"\r\n> ":
            self.entering = True
        elif self.entering and re.search(rb"SEND OK|SEND FAIL|DATA ACCEPT|ERROR", piece):
            self.entering = False
        if b"ERROR" in piece and self._called:
            self._called.popleft()
        if (found := re.search(rb"(?:(\d), ?)?REMOTE IP", piece)) and self._clients:
            self.links[int(found[1] or 0)] = self._clients.popleft()
        yield from self.piece(piece)

    def asks(self, request: net.Request) -> Iterable[net.Request]:
        if isinstance(request, net.Connect):
            self.links[self._called.popleft() if self._called else 0] = request.link
            self.protocols[request.link] = request.protocol
        if isinstance(request, net.Close) and request.abort:
            self._forget(request.link)
        yield from self.request(request)

    def hears(self, event: net.NetworkEvent) -> Iterable:
        if isinstance(event, net.Incoming):
            self._clients.append(event.link)
            self.protocols[event.link] = "TCP"
        yield from self.event(event)
        if isinstance(event, net.PeerClosed | net.LinkLost | net.Closed | net.ConnectFailed):
            self._forget(event.link)

    def drives(self, line: str, high: bool) -> Iterable[tuple[int, str, bool]]:
        return self.drive(line, high)

    def senses(self, line: str, high: bool) -> Iterable[tuple[int, str, bool]]:
        return self.sense(line, high)

    def _forget(self, link: int) -> None:
        self.links = {number: one for number, one in self.links.items() if one != link}

    def number_of(self, link: int) -> int | None:
        """Return the number of the connection that has a link."""
        return next((number for number, one in self.links.items() if one == link), None)

    # --- hooks ---

    def command(self, data: bytes) -> bytes:
        return data

    def piece(self, piece: bytes) -> Iterable:
        return (piece,)

    def request(self, request: net.Request) -> Iterable[net.Request]:
        return (request,)

    def event(self, event: net.NetworkEvent) -> Iterable:
        return (event,)

    def drive(self, line: str, high: bool) -> Iterable[tuple[int, str, bool]]:
        return ((0, line, high),)

    def sense(self, line: str, high: bool) -> Iterable[tuple[int, str, bool]]:
        return ((0, line, high),)


class Mishearing(Firmware):
    """Takes command lines for others; their echo is of what was sent."""

    def __init__(self) -> None:
        super().__init__()
        self._taken: tuple[bytes, bytes] | None = None

    def takes(self, data: bytes) -> bytes:
        """Return the command line that is worked on instead."""
        return data

    def command(self, data: bytes) -> bytes:
        taken = self.takes(data)
        self._taken = None if taken == data else (taken, data)
        return taken

    def speaks(self, piece: bytes) -> Iterable:
        if self._taken is not None and piece == self._taken[0]:
            piece, self._taken = self._taken[1], None
        yield from super().speaks(piece)


def mishears(pattern: bytes, instead: bytes, *, spared: int = 0, after: bytes = b"") -> Callable[[], Firmware]:
    """Take each command line of a form, but for so many, for another: once one of the form ``after`` has been sent."""

    class Misheard(Mishearing):
        met = 0
        ready = not after

        def takes(self, data: bytes) -> bytes:
            found = re.fullmatch(pattern, data)
            if found and self.ready:
                self.met += 1
                if self.met > spared:
                    return found.expand(instead)
            if after and re.fullmatch(after, data):
                self.ready = True
            return data

    return Misheard


class Sending(Firmware):
    """Sends other data than it was given, without knowing it: what is acknowledged is counted as if it were the same.

    ``sent`` returns the data; ``b""`` is never sent.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sendings = 0
        self._missing: dict[int, int] = {}

    def sent(self, request: net.Send) -> bytes:
        return request.data

    def request(self, request: net.Request) -> Iterable[net.Request]:
        if not isinstance(request, net.Send):
            return (request,)
        self.sendings += 1
        data = self.sent(request) or request.data
        self._missing[request.link] = self._missing.get(request.link, 0) + len(request.data) - len(data)
        return (replace(request, data=data),)

    def event(self, event: net.NetworkEvent) -> Iterable:
        if isinstance(event, net.Acknowledged):
            return (replace(event, count=event.count + self._missing.pop(event.link, 0)),)
        return (event,)


class Misdirecting(Firmware):
    """Sends data on another link than asked for; the acknowledgement goes to the link that was meant."""

    def __init__(self) -> None:
        super().__init__()
        self._meant: dict[int, int] = {}

    def directed(self, request: net.Send) -> int:
        return request.link

    def request(self, request: net.Request) -> Iterable[net.Request]:
        if not isinstance(request, net.Send):
            return (request,)
        link = self.directed(request)
        if link != request.link:
            self._meant[link] = request.link
        return (replace(request, link=link),)

    def event(self, event: net.NetworkEvent) -> Iterable:
        if isinstance(event, net.Acknowledged) and event.link in self._meant:
            return (replace(event, link=self._meant.pop(event.link)),)
        return (event,)


def receives(alter: Callable[[bytes], bytes], *, clients: bool = False) -> Callable[[], Callable]:
    """Alter received data; of clients of the server only, if wanted."""

    def make() -> Callable:
        def hear(event):
            if isinstance(event, net.Received) and (event.link < 0 or not clients):
                event = replace(event, data=alter(event.data))
                return (event,) if event.data else ()
            return (event,)

        return hear

    return make


def until(byte: bytes) -> Callable[[bytes], bytes]:
    """Cut data at a byte, as functions for strings do at 0x00."""
    return lambda data: data.partition(byte)[0]


def respells(pattern: bytes, spell: Callable[[Firmware, re.Match], bytes], *, base: type[Firmware] = Firmware):
    """Spell a part of what is printed otherwise, with knowledge of what has been going on."""

    class Respelling(base):
        def piece(self, piece: bytes) -> Iterable:
            yield re.sub(pattern, lambda found: spell(self, found), piece)

    return Respelling
