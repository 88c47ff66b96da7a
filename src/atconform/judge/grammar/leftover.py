"""What no rule of a grammar knows: where a line ends that nobody knows, and where what is not even a line does.

What can begin anywhere, and is looked for: a line end with what stands under it, a frame of PPP, and what is owed, by
as much of it as is no coincidence. A line of text ends at its line end, whatever letters it has.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from atconform.judge.grammar import pppframes
from atconform.judge.grammar.bounds import CRLF, OWED
from atconform.judge.grammar.frame import Found, Frame
from atconform.judge.grammar.ledger import Ledger

UNKNOWN = re.compile(rb"\r\n([\x20-\x7e]+)\r\n")
TEXT = bytes(range(0x20, 0x7F))
"""The letters of lines."""
EMPTY = re.compile(rb"[\r\n]*")
TERSE = re.compile(rb"[\r\n]+|[^\x20-\x7e\r\n]+|[^\r]+\r?")
"""Where results are numbers, a line has nothing before it: it may begin behind what is no text, and behind CR."""


def leftover(data: bytes, ledger: Ledger, *, verbose: bool) -> Found:
    """Find a whole line of text that nobody knows, else part of what is owed, else what is not even a line."""
    part, sure = ledger.some_payload(data)
    if not sure and (match := UNKNOWN.match(data)) is not None and not ledger.is_in(match[1]):
        return Frame("unknown", match[0]), False
    text = data.partition(CRLF[:1])[0]
    if text.translate(None, TEXT):
        text = b""
    behind = data[len(text) : len(text) + len(CRLF)]
    ends = text != b"" and behind == CRLF and not ledger.is_in(text)
    if ends and not sure and not verbose:
        return Frame("unknown", text + CRLF), False
    if part:
        return Frame("raw", data[:part]), False
    if ends:
        return Frame("stray", text), False
    end, may_change = _stray(data, ledger, verbose=verbose)
    return Frame("stray", data[:end]), may_change or (text != b"" and behind in (b"", CRLF[:1]))


def _stray(data: bytes, ledger: Ledger, *, verbose: bool) -> tuple[int, bool]:
    """Give up on what stands here, up to the next byte with which something known could begin."""
    begins = [CRLF, *ledger.heads(), *((pppframes.FLAG,) if ledger.ppp else ())]
    end, may_change = _next_begin(data, begins)
    if not verbose and (length := _length(TERSE, data)) < end:
        return length, False
    return end, may_change


def _next_begin(data: bytes, begins: Collection[bytes]) -> tuple[int, bool]:
    """Find where something may begin behind the first byte, and whether more data could change that.

    Empty lines are passed over together, but for the last, which belongs to what stands under it.
    """
    empty = _length(EMPTY, data)
    if empty == len(data):
        return max(empty - _last_end(data), 1), True
    found = [data.find(begin, max(empty, 1) if begin == CRLF else 1) for begin in begins]
    if empty > len(CRLF) and data.startswith(CRLF, empty - 2):
        found.append(empty - 2)
    end = min((at for at in found if at > 0), default=len(data))
    for at in range(max(empty, len(data) - OWED + 1, 1), min(end, len(data))):
        if any(begin.startswith(data[at:]) for begin in begins):
            return at, True
    return end, end == len(data)


def _length(pattern: re.Pattern[bytes], data: bytes) -> int:
    match = pattern.match(data)
    return match.end() if match is not None else 0


def _last_end(data: bytes) -> int:
    """Return how many bytes of the end of data are a line end, or half of one."""
    return 2 if data.endswith(CRLF) and len(data) > len(CRLF) else 1 if data.endswith(CRLF[:1]) else 0
