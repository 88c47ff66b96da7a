"""Filters that several defects of the SIM7X00 share."""

from __future__ import annotations

import re
from dataclasses import replace

OK = b"\r\nOK\r\n"
ERROR = b"\r\nERROR\r\n"


def always(_):
    return True


def beyond(kind, change, *, spared=0, times=None, when=always):
    """Change requests or events of a kind: all but the first ``spared``, at most ``times`` of them."""

    def make():
        met = 0

        def pass_on(said):
            nonlocal met
            if not isinstance(said, kind) or not when(said):
                return (said,)
            met += 1
            return change(said) if met > spared and (times is None or met <= spared + times) else (said,)

        return pass_on

    return make


def lost(_):
    """Let nothing pass."""
    return ()


def with_fields(**fields):
    """Change fields of what is asked or heard."""
    return lambda said: (replace(said, **fields),)


def with_data(respell):
    """Change the data that is sent or received."""
    return lambda said: (replace(said, data=respell(said.data)),)


def as_before(kind, *fields, when=always):
    """Repeat in each later request or event what these fields were in the first."""

    def make():
        first = None

        def pass_on(said):
            nonlocal first
            if not isinstance(said, kind) or not when(said):
                return (said,)
            first = first or {name: getattr(said, name) for name in fields}
            return (replace(said, **first),)

        return pass_on

    return make


def is_tcp(request):
    return request.protocol == "TCP"


def is_udp(request):
    return request.protocol == "UDP"


def accepted(said):
    """Tell whether it is about a link that a server has accepted."""
    return said.link < 0


def answered(command, change, *, spared=0, times=None):
    """Change each piece behind the echo of a command, until the next one: see ``beyond``.

    :param change: makes what is put out of the piece
    """

    def make():
        met, concerned = 0, False

        def speak(piece):
            nonlocal met, concerned
            if piece[:2].upper() == b"AT" and piece.endswith(b"\r"):
                fits = re.fullmatch(command, piece[:-1].decode("latin-1")) is not None
                met += fits
                concerned = fits and met > spared and (times is None or met <= spared + times)
                return (piece,)
            return change(piece) if concerned else (piece,)

        return speak

    return make


def ok_late(delay):
    """Print OK, where it comes alone, so many microseconds later."""
    return lambda piece: ((delay, piece),) if piece == OK else (piece,)


def refused(piece):
    """Answer ERROR in the place of OK."""
    return (piece.replace(OK, ERROR),)


def ok_lost(piece):
    """Leave OK out."""
    return (piece.replace(OK, b""),)


def ok_first(piece):
    """Put OK before the lines that come together with it."""
    return (OK + piece.removesuffix(OK),) if piece.endswith(OK) else (piece,)


def once_said(trigger, pattern, instead):
    """Print lines otherwise from the moment on at which the module has printed, or echoed, something."""

    def make():
        said = False

        def speak(piece):
            nonlocal said
            text = piece.decode("latin-1")
            if said:
                text = re.sub(rf"(?<=\r\n){pattern}\r\n", lambda found: spelt(found, instead), text)
            said = said or re.search(trigger, text) is not None
            return () if text == "\r\n" != piece.decode("latin-1") else (text.encode("latin-1"),)

        return speak

    return make


def spelt(found, instead):
    """Spell a line; an empty one takes the line end before it away as well as it can."""
    return found.expand(instead) + "\r\n" if instead else ""


def later_data(respell, *, spared=0):
    """Change what is put out as received data, with its headers: all pieces but the first."""

    def make():
        met = 0

        def speak(piece):
            nonlocal met
            if b"+IPD" not in piece and b"RECV FROM" not in piece:
                return (piece,)
            met += 1
            return (respell(piece),) if met > spared else (piece,)

        return speak

    return make


def second_plus_signs_unheard():
    """Lose the second three of the plus signs that are typed alone."""
    heard = 0

    def listen(data):
        nonlocal heard
        if data.strip(b"+"):
            return data
        before, heard = heard, heard + len(data)
        return b"" if 3 <= before < 6 else data

    return listen


def cut_at_zero(data):
    """Take what stands before the first 0x00 for the whole."""
    return data.split(b"\x00")[0]


def seven_bits(data):
    """Lose the eighth bit."""
    return bytes(byte & 0x7F for byte in data)


def without_mark(data):
    """Lose 0x1A."""
    return data.replace(b"\x1a", b"")


def lost_when_empty(change):
    """Send nothing where nothing is left to send."""
    return lambda said: tuple(one for one in change(said) if one.data)


def escape_confirmed(change, *, spared=0, times=None):
    """Change the OK that comes in data mode, with which the escape sequence is confirmed: see ``beyond``."""

    def make():
        met, carrying = 0, False

        def speak(piece):
            nonlocal met, carrying
            if re.fullmatch(rb"\r\nCONNECT( \d+)?\r\n", piece):
                carrying = True
            elif carrying and piece == OK:
                met, carrying = met + 1, False
                return change(piece) if met > spared and (times is None or met <= spared + times) else (piece,)
            return (piece,)

        return speak

    return make
