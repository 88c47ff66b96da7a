"""Filters that several defects of the SIM7020 need."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from atconform.protocol import network as net


class Misheard:
    """A command line that the firmware takes for another one; its echo is as it should be."""

    def __init__(self, pattern: bytes, instead: Callable[[re.Match[bytes], list[re.Match[bytes]]], bytes]) -> None:
        """Remember what is misheard.

        :param pattern: the whole command line, without CR
        :param instead: gets the match and the earlier ones, and returns what the firmware understands
        """
        self._pattern = re.compile(pattern)
        self._instead = instead
        self._begin()

    def _begin(self) -> None:
        self._earlier: list[re.Match[bytes]] = []
        self._echoes: list[tuple[bytes, bytes]] = []

    def listens(self):
        """Make the filter of what the module hears."""
        self._begin()

        def listen(data):
            found = self._pattern.fullmatch(data.removesuffix(b"\r")) if data.endswith(b"\r") else None
            if found is None:
                return data
            instead = self._instead(found, self._earlier) + b"\r"
            self._earlier.append(found)
            if instead != data:
                self._echoes.append((instead, data))
            return instead

        return listen

    def speaks(self):
        """Make the filter that puts the echo right."""

        def speak(piece):
            if self._echoes and piece == self._echoes[0][0]:
                return (self._echoes.pop(0)[1],)
            return (piece,)

        return speak

    def change(self) -> dict[str, object]:
        """Return the fields of the change."""
        return {"listens": self.listens, "speaks": self.speaks}


def unheeded_again(on: bytes, off: bytes) -> dict[str, object]:
    """Take a setting for the other one as soon as that has been made: what was switched on stays."""

    def instead(found, earlier):
        return on if on in [match[0] for match in earlier] else found[0]

    return Misheard(re.escape(on) + b"|" + re.escape(off), instead).change()


def received(alter: Callable[[bytes], bytes]):
    """Alter what arrives."""

    def hears():
        def hear(event):
            if isinstance(event, net.Received):
                event = replace(event, data=alter(event.data))
            return (event,)

        return hear

    return hears


def sent(alter: Callable[[bytes], bytes]):
    """Alter what is sent."""

    def asks():
        def ask(request):
            if isinstance(request, net.Send):
                request = replace(request, data=alter(request.data))
            return (request,)

        return ask

    return asks


def up_to_zero(data: bytes) -> bytes:
    """Take data for a string of C: it ends before its first 0x00, but is never nothing."""
    return data.partition(b"\x00")[0] or data


def seven_bits(data: bytes) -> bytes:
    """Strip the eighth bit."""
    return bytes(byte & 0x7F for byte in data)


def dropped(kind: type, *which: int):
    """Forget the requests of a kind with these places, counted from 1."""

    def asks():
        met = 0

        def ask(request):
            nonlocal met
            met += isinstance(request, kind)
            return () if isinstance(request, kind) and met in which else (request,)

        return ask

    return asks


def not_activated(*which: int):
    """Forget to activate the PDN connection after the radio was switched on for these times, counted from 1."""

    def asks():
        met, due = 0, False

        def ask(request):
            nonlocal met, due
            if isinstance(request, net.Radio):
                met += request.on
                due = request.on and met in which
            elif due and isinstance(request, net.Activate):
                due = False
                return ()
            return (request,)

        return ask

    return asks


def missed(kind: type, *which: int):
    """Miss the events of a kind with these places, counted from 1."""

    def hears():
        met = 0

        def hear(event):
            nonlocal met
            met += isinstance(event, kind)
            return () if isinstance(event, kind) and met in which else (event,)

        return hear

    return hears


def sent_on(wrong: int, right: int):
    """Send on one link what belongs to the other."""

    def asks():
        def ask(request):
            if isinstance(request, net.Send) and request.link == right:
                request = replace(request, link=wrong)
            return (request,)

        return ask

    return asks


def told_of_the_other(name: str, wrong: int = 0, right: int = 1):
    """Tell of one socket what was told last of the other."""
    pattern = re.compile(rb"(\r\n%s: )(\d)(,[^\r\n]*)(?=\r\n)" % re.escape(name.encode()))

    def speaks():
        last = None

        def told(found):
            nonlocal last
            if int(found[2]) == wrong:
                last = found[3]
            elif int(found[2]) == right and last is not None:
                return found[1] + found[2] + last
            return found[0]

        return lambda piece: (pattern.sub(told, piece),)

    return speaks


def after_command(command: bytes, alter: Callable[[bytes], bytes], spared: int = 0, times: int | None = None):
    """Alter what is said after command lines that match, up to the next echo."""

    def speaks():
        met, on = 0, False

        def speak(piece):
            nonlocal met, on
            if piece.endswith(b"\r"):
                on = re.fullmatch(command, piece[:-1]) is not None
                met += on
                return (piece,)
            wrong = on and met > spared and (times is None or met <= spared + times)
            return (alter(piece),) if wrong else (piece,)

        return speak

    return speaks


def confirmed_after(command: bytes, line: bytes, spared: int = 0):
    """Hold the OK of a command back until another line has come."""

    def speaks():
        met, on, held = 0, False, None

        def speak(piece):
            nonlocal met, on, held
            if piece.endswith(b"\r"):
                on = re.fullmatch(command, piece[:-1]) is not None
                met += on
                return (piece,)
            if on and met > spared and piece == b"\r\nOK\r\n":
                on, held = False, piece
                return ()
            if held is not None and re.search(line, piece):
                held, ok = None, held
                return (piece, ok)
            return (piece,)

        return speak

    return speaks


def counted_on(pattern: bytes):
    """Add to a number that is told (the second group) those that were told before."""
    known = re.compile(pattern)

    def speaks():
        total = 0

        def told(found):
            nonlocal total
            total += int(found[2])
            return found[1] + b"%d" % total + found[3]

        return lambda piece: (known.sub(told, piece),)

    return speaks


def held_back(line: bytes, spared: int = 0):
    """Keep a line that contains this in the buffer until anything else is said."""

    def speaks():
        met, held = 0, b""

        def speak(piece):
            nonlocal met, held
            waiting, held = held, b""
            found = re.search(line, piece) is not None
            met += found
            if found and met > spared:
                held = piece
                return (waiting,)
            return (waiting, piece)

        return speak

    return speaks
