"""Cutting the module's bytes into frames: echo, lines, prompts, payload.

Two inputs: the bytes, and the ledger of what is owed. ``settle`` marks that the line has been quiet, and decides what
was undecided. Frames depend on nothing else: any chunking of the same bytes gives the same frames, and the raw text of
all frames, joined, is the input.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from atconform.judge.grammar import pppframes
from atconform.judge.grammar.grammar import Grammar, Line, Rule
from atconform.judge.grammar.ledger import Ledger, common_length

FrameKind = Literal["echo", "line", "prompt", "header", "payload", "raw", "ppp", "stray", "unknown"]
CRLF = b"\r\n"
SHOWS_ANY_TEXT = "+CMGR"
"""The command among whose answers a line may be of any text; what stands behind its final result is none of them."""
OWED = 4
"""How many bytes of payload that is owed, standing in an unknown line, make it no line."""
Found = tuple["Frame | None", bool]
"""A frame that stands at the beginning of some data, if any, and whether more data could change that."""


@dataclass(slots=True)
class Frame:
    """A piece of the module's output that was understood, or a stray piece that was not.

    ``echo``: what the host wrote, sent back; ``line``: a line of the grammar; ``header``: a line that counts the
    payload after it; ``payload``: what it counts; ``raw``: payload without a header; ``prompt``: the ``>``; ``ppp``:
    what stands from flag to flag, or a flag alone, once the host has dialled; ``unknown``: a line that no rule of the
    grammar fits; ``stray``: what is not even a line.
    """

    kind: FrameKind
    raw: bytes
    at: tuple[int, int] = (0, 0)
    """When its last byte came: not before, not after (microseconds)."""
    line: Line | None = None
    leniencies: tuple[str, ...] = ()
    source: tuple[str, int] | None = None
    pieces: tuple[tuple[int, tuple[int, int]], ...] = field(default=(), compare=False)
    """Of network data: how many bytes came when, as in ``at``."""
    position: int = field(default=0, compare=False)
    """Which frame of its scenario it is, counted from 0."""

    @property
    def rule(self) -> Rule | None:
        """The rule of a line or header."""
        return self.line.rule if self.line else None

    @property
    def fields(self) -> Mapping[str, str | None]:
        """The fields of a line or header."""
        return self.line.fields if self.line else {}

    @property
    def text(self) -> str:
        """The frame without the CR LF around it."""
        text = self.raw.decode("latin-1")
        return text.strip("\r\n") if self.kind in ("line", "header", "unknown") else text


class Framer:
    """Cuts one module's output into frames."""

    def __init__(self, grammar: Grammar, prompt: bytes = b"> ") -> None:
        self.ledger = Ledger()
        self.verbose = True
        self._grammar = grammar
        self._prompt = prompt
        self._buffer = bytearray()
        self._stamps: list[tuple[int, tuple[int, int]]] = []
        self._frames: list[Frame] = []
        self._consumed = 0
        self._received = 0
        self._counted: Line | None = None
        self._may_continue = False
        self._after_flag = False
        self._after_prompt = False

    @property
    def awaits_blank(self) -> bool:
        """Whether all that is undecided is if a blank belongs to the prompt that has come."""
        return bytes(self._buffer).lstrip(CRLF) == b">"

    @property
    def undecided(self) -> bool:
        """Whether there are bytes whose meaning depends on what comes next."""
        return bool(self._buffer)

    @property
    def awaited_payload(self) -> Line | None:
        """The header whose payload has not come yet."""
        return self._counted

    def feed(self, data: bytes, at: tuple[int, int] = (0, 0)) -> None:
        """Receive bytes that came at this time."""
        self._buffer += data
        self._received += len(data)
        self._stamps.append((self._received, at))
        self._cut(final=False)

    def settle(self) -> None:
        """Decide what is undecided: nothing more belongs to what has come so far."""
        self._cut(final=True)
        self._may_continue = False

    def take(self) -> list[Frame]:
        """Hand over the frames that are complete."""
        frames, self._frames = self._frames, []
        return frames

    # --- cutting ---

    def _cut(self, *, final: bool) -> None:
        while self._buffer:
            if self._after_prompt and self._buffer.startswith(b" ") and not self.ledger.echo.startswith(b" "):
                # Print does not show whether a blank stands behind the prompt of those families that have none.
                del self._buffer[0]
                self._consumed += 1
                self._after_prompt = False
                continue
            frame = self._next(bytes(self._buffer), final=final)
            if frame is None:
                return
            strike_out(self.ledger, frame)
            self._emit(frame)

    def _emit(self, frame: Frame) -> None:
        if frame.kind in ("raw", "payload"):
            frame.pieces = self._pieces(len(frame.raw))
        del self._buffer[: len(frame.raw)]
        self._consumed += len(frame.raw)
        while len(self._stamps) > 1 and self._stamps[0][0] < self._consumed:
            del self._stamps[0]
        frame.at = self._stamps[0][1]
        if frame.rule is not None and frame.rule.kind == "final" and self.ledger.command == SHOWS_ANY_TEXT:
            self.ledger.command = ""
        self._may_continue = frame.kind == "line"
        self._after_flag = frame.kind == "ppp"
        self._after_prompt = frame.kind == "prompt" and not self._prompt.endswith(b" ")
        self._counted = frame.line if frame.kind == "header" and frame.line and frame.line.payload_length else None
        if frame.kind in ("raw", "stray") and self._frames and self._frames[-1].kind == frame.kind:
            last = self._frames[-1]
            if last.source == frame.source:
                self._frames[-1] = replace(
                    last, raw=last.raw + frame.raw, at=frame.at, pieces=last.pieces + frame.pieces
                )
                return
        self._frames.append(frame)

    def _pieces(self, length: int) -> tuple[tuple[int, tuple[int, int]], ...]:
        """Return how many of the next so many bytes came when."""
        pieces, begin = [], self._consumed
        for end, at in self._stamps:
            count = min(end, self._consumed + length) - begin
            if count > 0:
                pieces.append((count, at))
                begin += count
        return tuple(pieces)

    def _next(self, data: bytes, *, final: bool) -> Frame | None:
        """Find the frame at the beginning of ``data``; None to wait for more.

        Each way of looking tells the frame that it finds in what has come so far, and whether more could change that.
        """
        if self._counted is not None:
            return counted_payload(self._counted, data, final=final)
        for look in (self._echo, self._whole_payload, self._ppp, self._line, self._continued_line):
            frame, may_change = look(data)
            if may_change and not final:
                return None
            if frame is not None:
                return frame
        length = self.ledger.some_payload(data)
        if length:
            return Frame("raw", data[:length])
        return unknown_line(data, self.ledger) or stray(data, self.ledger, verbose=self.verbose)

    def _echo(self, data: bytes) -> Found:
        owed = self.ledger.echo_for(data)
        length = common_length(owed, data)
        return (Frame("echo", data[:length]) if length else None), length == len(data) < len(owed)

    def _whole_payload(self, data: bytes) -> Found:
        length, may_change = self.ledger.whole_payload(data)
        return (Frame("raw", data[:length]) if length else None), may_change

    def _ppp(self, data: bytes) -> Found:
        if not self.ledger.ppp:
            return None, False
        length, may_change = pppframes.length(data, after_flag=self._after_flag)
        return (Frame("ppp", data[:length]) if length else None), may_change

    def _line(self, data: bytes) -> Found:
        if data.startswith(CRLF):
            return self._line_after(data)
        if CRLF.startswith(data):
            return None, True
        return (None, False) if self.verbose else self._terse_line(data)

    def _continued_line(self, data: bytes) -> Found:
        """Look for a line that stands under the last one without an empty line between them."""
        if not self._may_continue or data.startswith(CRLF):
            return None, False
        end = data.find(CRLF)
        if end < 0:
            return None, True
        line = self._read(data[:end])
        return (found(line, data[: end + 2]) if line and line.rule.continues else None), False

    def _line_after(self, data: bytes) -> Found:
        """Look for a line or a prompt behind CR LF; further empty lines before it are tolerated."""
        start = len(data) - len(data.lstrip(CRLF))
        rest = data[start:]
        if data[:start] != CRLF * (start // 2):
            return None, not rest
        tolerated = () if start == len(CRLF) else ("empty lines before a line",)
        if rest.startswith(self._prompt):
            return Frame("prompt", data[: start + len(self._prompt)], leniencies=tolerated), False
        if rest.startswith(b">"):
            short = Frame("prompt", data[: start + 1], leniencies=(*tolerated, "prompt without its space"))
            return short, self._prompt.startswith(rest)
        end, colon = self._end_of_line(data, start), data.find(b":", start)
        if colon > 0 and (end < 0 or colon < end):
            header = self._grammar.read_inline_header(data[start : colon + 1].decode("latin-1"))
            if header is not None:
                return found(header, data[: colon + 1], tolerated), False
        if end < 0:
            return None, True
        line = self._read(data[start:end])
        if line is None:
            return None, False
        whole, may_change = self._with_text(data, end + 2) if line.rule.text else (end + 2, False)
        return found(line, data[:whole], tolerated), may_change

    def _with_text(self, data: bytes, end: int) -> tuple[int, bool]:
        """Return where a line ends that a line of any text stands under, and whether that may still come."""
        rest = data[end:]
        if CRLF.startswith(rest):  # nothing yet, or half a line end
            return end, rest != CRLF
        if rest.startswith(CRLF) or common_length(self.ledger.echo, rest):
            return end, False
        under = rest.find(CRLF)
        return (end + under + 2, False) if under >= 0 else (end, True)

    def _end_of_line(self, data: bytes, start: int) -> int:
        """Find the CR LF that ends a line, which may hold others within data that it counts; -1 if it is not there."""
        length = self._grammar.length_of_holding(data[start:].decode("latin-1"))
        return data.find(CRLF, start + length)

    def _terse_line(self, data: bytes) -> Found:
        """Look for a line of ATV0: information text ends in CR LF, a result code is a number and CR."""
        end = data.find(b"\r")
        if end < 0:
            return None, True
        code = TERSE_RESULTS.get(data[:end].decode("latin-1"))
        if code is not None and data[end + 1 : end + 2] != b"\n":
            line = self._grammar.read(code)
            # With LF behind it, it would be information text: the value of a register, say.
            return (found(line, data[: end + 1]) if line else None), len(data) == end + 1
        if CRLF.startswith(data[end:]) and len(data) < end + 2:
            return None, True
        line = self._read(data[:end]) if data[end : end + 2] == CRLF else None
        return (found(line, data[: end + 2]) if line else None), False

    def _read(self, text: bytes) -> Line | None:
        return self._grammar.read(text.decode("latin-1"), self.ledger.command)


def strike_out(ledger: Ledger, frame: Frame) -> None:
    """Strike out of the ledger what a frame brought."""
    match frame.kind:
        case "echo":
            ledger.pay_echo(frame.raw)
        case "raw":
            frame.source = ledger.pay_payload(frame.raw)
        case "payload":
            digits = frame.rule is not None and frame.rule.counts_digits and _is_hex(frame.raw)
            data = bytes.fromhex(frame.raw.decode("latin-1")) if digits else frame.raw
            frame.source = ledger.pay_payload(data)
        case "line" if frame.line is not None and (held := frame.line.held_data):
            # In digits or as it is: what was sent tells.
            as_digits = bytes.fromhex(held.decode("latin-1")) if _is_hex(held) else b""
            frame.source = ledger.pay_payload(as_digits) or ledger.pay_payload(held)


def counted_payload(header: Line, data: bytes, *, final: bool) -> Frame | None:
    """Find what a header counts; None to wait for more."""
    length = header.payload_length
    if len(data) < length:
        return Frame("stray", data) if final else None
    return Frame("payload", data[:length], line=header)


def found(line: Line, raw: bytes, leniencies: tuple[str, ...] = ()) -> Frame:
    """Make the frame of a line, or of a header where it counts a payload."""
    kind: FrameKind = "header" if line.rule.counts else "line"
    return Frame(kind, raw, line=line, leniencies=(*leniencies, *line.leniencies))


TERSE_RESULTS = {
    "0": "OK",
    "1": "CONNECT",
    "2": "RING",
    "3": "NO CARRIER",
    "4": "ERROR",
    "6": "NO DIALTONE",
    "7": "BUSY",
    "8": "NO ANSWER",
}


def _is_hex(data: bytes) -> bool:
    return len(data) % 2 == 0 and all(byte in b"0123456789abcdefABCDEF" for byte in data)


UNKNOWN = re.compile(rb"\r\n([\x20-\x7e]+)\r\n")


def unknown_line(data: bytes, ledger: Ledger) -> Frame | None:
    """Find a whole line of text that nobody knows; None where there is none, or it may hold what is owed."""
    match = UNKNOWN.match(data)
    if match is None or any(_holds(match[1], owed) for owed in ledger.payload.values()):
        return None
    return Frame("unknown", match[0])


def _holds(text: bytes, owed: bytes) -> bool:
    """Return whether a text may hold payload: its beginning, or all of it where it is short."""
    return owed[:OWED] in text if len(owed) >= OWED else owed == text


def stray(data: bytes, ledger: Ledger, *, verbose: bool) -> Frame:
    """Give up on what stands here, up to the next byte with which something known could begin."""
    begins = ledger.first_bytes() | {CRLF[0]} | ({pppframes.FLAG[0]} if ledger.ppp else set())
    end = 1
    while verbose and end < len(data) and data[end] not in begins:
        end += 1
    return Frame("stray", data[:end])
