"""Cutting the module's bytes into frames: echo, lines, prompts, payload.

Two inputs: the bytes, and the ledger of what is owed. ``settle`` marks that the line has been quiet, and decides what
was undecided. Frames depend on nothing else: any chunking of the same bytes gives the same frames, and the raw text of
all frames, joined, is the input.

No more is looked at than belongs together at the most (``bounds.py``): what is undecided after so many bytes is decided
by them alone, so that every byte costs the same, however many come.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from atconform.judge.grammar import pppframes
from atconform.judge.grammar.bounds import CRLF, LONGEST, OWED
from atconform.judge.grammar.frame import Found, Frame, FrameKind, of_line
from atconform.judge.grammar.grammar import Grammar, Line
from atconform.judge.grammar.ledger import Ledger
from atconform.judge.grammar.leftover import leftover

__all__ = ["Frame", "FrameKind", "Framer"]


class Framer:
    """Cuts one module's output into frames."""

    def __init__(self, grammar: Grammar, prompt: bytes = b"> ") -> None:
        self.ledger = Ledger()
        self.verbose = True
        self._grammar = grammar
        self._prompt = prompt
        self._buffer = bytearray()
        self._stamps: deque[tuple[int, tuple[int, int]]] = deque()
        """Up to which byte of the input came when."""
        self._settled: deque[Frame] = deque()
        self._consumed = 0
        self._received = 0
        self._counted: Line | None = None
        self._may_continue = False
        self._after_flag = False
        self._after_prompt = False

    @property
    def awaits_blank(self) -> bool:
        """Whether all that is undecided is if a blank belongs to the prompt that has come."""
        return len(self._buffer) <= LONGEST and self._buffer.lstrip(CRLF) == b">"

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

    def settle(self) -> None:
        """Decide what is undecided: nothing more belongs to what has come so far."""
        self._settled.extend(self._cut(final=True))
        self._may_continue = False

    def frames(self) -> Iterator[Frame]:
        """Cut the frames that are complete, one by one: each by what the ledger owes when it is asked for."""
        while self._settled:
            yield self._settled.popleft()
        yield from self._cut(final=False)

    def take(self) -> list[Frame]:
        """Hand over the frames that are complete."""
        return list(self.frames())

    # --- cutting ---

    def _cut(self, *, final: bool) -> Iterator[Frame]:
        while (frame := self._next(final=final)) is not None:
            strike_out(self.ledger, frame)
            self._consume(frame)
            yield frame

    def _consume(self, frame: Frame) -> None:
        if frame.kind in ("raw", "payload"):
            frame.pieces = tuple(self._pieces(len(frame.raw)))
        self._drop(len(frame.raw))
        frame.at = self._stamps[0][1]
        if frame.rule is not None and frame.rule.kind == "final" and self._grammar.shows_any_text(self.ledger.command):
            self.ledger.command = ""
        self._may_continue = frame.kind == "line"
        self._after_flag = frame.kind == "ppp"
        self._after_prompt = frame.kind == "prompt" and not self._prompt.endswith(b" ")
        self._counted = frame.line if frame.kind == "header" and frame.line and frame.line.payload_length else None

    def _drop(self, length: int) -> None:
        """Take so many bytes out of the buffer; the first stamp is then that of the last of them."""
        del self._buffer[:length]
        self._consumed += length
        while len(self._stamps) > 1 and self._stamps[0][0] < self._consumed:
            self._stamps.popleft()

    def _pieces(self, length: int) -> Iterator[tuple[int, tuple[int, int]]]:
        """Yield how many of the next so many bytes came when."""
        begin, last = self._consumed, self._consumed + length
        for end, at in self._stamps:
            count = min(end, last) - begin
            if count > 0:
                yield count, at
                begin += count
            if begin >= last:
                return

    def _next(self, *, final: bool) -> Frame | None:
        """Find the frame that the buffer begins with; None to wait for more.

        Each way of looking tells the frame that it finds in what has come so far, and whether more could change that.
        """
        if self._after_prompt and self._buffer.startswith(b" ") and not self.ledger.echo.startswith(b" "):
            # Print does not show whether a blank stands behind the prompt of those families that have none.
            self._drop(1)
            self._after_prompt = False
        if not self._buffer:
            return None
        if self._counted is not None:
            return self._counted_payload(self._counted, final=final)
        data = bytes(self._buffer[:LONGEST])
        decided = final or len(data) == LONGEST
        for look in (self._echo, self._whole_payload, self._ppp, self._line, self._continued_line, self._leftover):
            frame, may_change = look(data)
            if may_change and not decided:
                return None
            if frame is not None:
                return frame
        return None

    def _counted_payload(self, header: Line, *, final: bool) -> Frame | None:
        length = header.payload_length
        if len(self._buffer) < length:
            return Frame("stray", bytes(self._buffer)) if final else None
        return Frame("payload", bytes(self._buffer[:length]), line=header)

    def _echo(self, data: bytes) -> Found:
        length, may_change = self.ledger.echoed(data) if self.ledger.echo else (0, False)
        return (Frame("echo", data[:length]) if length else None), may_change

    def _whole_payload(self, data: bytes) -> Found:
        length, may_change = self.ledger.whole_payload(data)
        return (Frame("raw", data[:length]) if length else None), may_change

    def _leftover(self, data: bytes) -> Found:
        frame, may_change = leftover(data, self.ledger, verbose=self.verbose)
        if may_change and frame is not None and LONGEST - len(frame.raw) < OWED and self._begins_line(data):
            frame.kind = "excess"
        return frame, may_change

    def _begins_line(self, data: bytes) -> bool:
        """Return whether data begins as a line does, with text or anything else under a line end."""
        text = data.removeprefix(CRLF)
        return (text != data or not self.verbose) and text[0] not in CRLF

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
        return (of_line(line, data[: end + 2]) if line and line.rule.continues else None), False

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
                return of_line(header, data[: colon + 1], tolerated), False
        if end < 0:
            return None, True
        line = self._read(data[start:end])
        if line is None:
            return None, False
        whole, may_change = self._with_text(data, end + 2) if line.rule.text else (end + 2, False)
        return of_line(line, data[:whole], tolerated), may_change

    def _with_text(self, data: bytes, end: int) -> tuple[int, bool]:
        """Return where a line ends that a line of any text stands under, and whether that may still come."""
        rest = data[end:]
        if CRLF.startswith(rest):  # nothing yet, or half a line end
            return end, rest != CRLF
        if rest.startswith(CRLF):
            return end, False
        echoed, may_change = self.ledger.echoed(rest)
        if echoed:
            return end, may_change
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
            return (of_line(line, data[: end + 1]) if line else None), len(data) == end + 1
        if CRLF.startswith(data[end:]) and len(data) < end + 2:
            return None, True
        line = self._read(data[:end]) if data[end : end + 2] == CRLF else None
        return (of_line(line, data[: end + 2]) if line else None), False

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
