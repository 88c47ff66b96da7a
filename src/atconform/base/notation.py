"""How feature files write bytes, times and limits.

Bytes: text as it is, with ``<Ctrl-Z>``, ``<ESC>``, ``<CR>``, ``<LF>``, ``<BS>``, ``<0x1A>`` for what cannot be printed
``<1460 bytes>`` for so many bytes of a fixed pattern, and ``<all values>`` for the 256 values that a byte can have,
from 0 up (``<all values but BS ESC Ctrl-Z>`` leaves some out). Times: ``500 ms``, ``2 s``. Limits: ``at least 1 s``,
``at most 50 ms``, ``between 1 s and 2 s``; a time may be a figure in braces.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from atconform.base.errors import BenchFault
from atconform.base.plain import NAMES
from atconform.base.units import MS, SECOND

NAMED = {name: bytes([number]) for number, name in NAMES.items()}

ONE = r"(?:Ctrl-Z|ESC|CR|LF|BS|NUL|0x[0-9A-Fa-f]{2})"
MANY = rf"\d+ bytes|all values(?: but(?: {ONE})+)?"
TOKEN = re.compile(rf"<({ONE}|{MANY})>")
PATTERN = b"0123456789abcdefghijklmnopqrstuvwxyz"


def pattern(length: int) -> bytes:
    """Make so many bytes that contain no CR, LF or control character."""
    return (PATTERN * (length // len(PATTERN) + 1))[:length]


def read_bytes(text: str) -> bytes:
    """Read the notation of bytes."""
    out, position = bytearray(), 0
    for match in TOKEN.finditer(text):
        out += text[position : match.start()].encode("latin-1")
        out += _special(match.group(1))
        position = match.end()
    return bytes(out + text[position:].encode("latin-1"))


def _special(name: str) -> bytes:
    if name in NAMED:
        return NAMED[name]
    if name.startswith("0x"):
        return bytes([int(name, 16)])
    if name.startswith("all values"):
        left_out = {_special(one) for one in re.findall(ONE, name)}
        return b"".join(one for one in map(bytes, zip(range(256))) if one not in left_out)
    return pattern(int(name.removesuffix(" bytes")))


def show_bytes(data: bytes, longest: int = 200) -> str:
    """Write bytes for a person, in the same notation; long data is cut."""
    names = {value[0]: name for name, value in NAMED.items()}
    shown = "".join(
        f"<{names[b]}>" if b in names else chr(b) if 0x20 <= b < 0x7F else f"<0x{b:02X}>" for b in data[:longest]
    )
    return shown if len(data) <= longest else f"{shown}... ({len(data)} bytes)"


TIME = re.compile(r"(\d+(?:\.\d+)?) (ms|s)")


def read_time(text: str, figure: Callable[[str], int]) -> int:
    """Read a time, in microseconds; ``figure`` looks up what stands in braces.

    :raises BenchFault: it is not a time
    """
    if text.startswith("{") and text.endswith("}"):
        return figure(text[1:-1])
    match = TIME.fullmatch(text)
    if match is None:
        raise BenchFault(f"not a time: {text!r}; write for instance 500 ms, 2 s or {{escape.before}}")
    return round(float(match[1]) * (MS if match[2] == "ms" else SECOND))


@dataclass(frozen=True, slots=True)
class Limits:
    """From ``low`` to ``high`` microseconds, both included; None is open."""

    low: int | None
    high: int | None


def read_limits(text: str, figure: Callable[[str], int]) -> Limits:
    """Read limits: ``at least T``, ``at most T``, ``between T and T``.

    :raises BenchFault: they are not limits
    """
    if match := re.fullmatch(r"at least (.+)", text):
        return Limits(read_time(match[1], figure), None)
    if match := re.fullmatch(r"at most (.+)", text):
        return Limits(None, read_time(match[1], figure))
    if match := re.fullmatch(r"between (.+) and (.+)", text):
        return Limits(read_time(match[1], figure), read_time(match[2], figure))
    raise BenchFault(f"not limits: {text!r}; write at least T, at most T or between T and T")
