"""Cutting the module's bytes into frames: echo, lines, prompts, payload.

Two inputs: the bytes, and the ledger of what is owed. ``settle`` marks that the line has been quiet, and decides what
was undecided. Frames depend on nothing else: any chunking of the same bytes gives the same frames, and the raw text of
all frames, joined, is the input.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from atconform.grammar.grammar import Grammar, Line, Rule
from atconform.grammar.ledger import Ledger, common_length

FrameKind = Literal["echo", "line", "prompt", "header", "payload", "raw", "stray"]
CRLF = b"\r\n"


@dataclass(slots=True)
class Frame:
    """A piece of the module's output that was understood, or a stray piece that was not.

    ``echo``: what the host wrote, sent back; ``line``: a line of the grammar; ``header``: a line that counts the
    payload after it; ``payload``: what it counts; ``raw``: payload without a header; ``prompt``: the ``>``.
    """

    kind: FrameKind
    raw: bytes
    at: tuple[int, int] = (0, 0)
    """When its last byte came: not before, not after (microseconds)."""
    line: Line | None = None
    leniencies: tuple[str, ...] = ()
    source: tuple[str, int] | None = None
    claimed: bool = field(default=False, compare=False)

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
        return (
            self.raw.decode("latin-1").strip("\r\n") if self.kind in ("line", "header") else self.raw.decode("latin-1")
        )


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

    @property
    def undecided(self) -> bool:
        """Whether there are bytes whose meaning depends on what comes next."""
        return bool(self._buffer)

    def feed(self, data: bytes, at: tuple[int, int] = (0, 0)) -> None:
        """Take in bytes that came at this time."""
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
            frame = self._next(bytes(self._buffer), final=final)
            if frame is None:
                return
            self._emit(frame)

    def _emit(self, frame: Frame) -> None:
        del self._buffer[: len(frame.raw)]
        self._consumed += len(frame.raw)
        while len(self._stamps) > 1 and self._stamps[0][0] < self._consumed:
            del self._stamps[0]
        frame.at = self._stamps[0][1]
        self._may_continue = frame.kind == "line" and frame.line is not None
        if frame.kind in ("raw", "stray") and self._frames and self._frames[-1].kind == frame.kind:
            last = self._frames[-1]
            if last.source == frame.source:
                self._frames[-1] = replace(last, raw=last.raw + frame.raw, at=frame.at)
                return
        self._frames.append(frame)

    def _next(self, data: bytes, *, final: bool) -> Frame | None:
        """Find the frame at the beginning of ``data``; None to wait for more."""
        if self._counted is not None:
            return self._payload(data, final=final)
        for look in (self._echo, self._whole_payload, self._line, self._continued_line):
            frame, wait = look(data)
            if frame is not None:
                return frame
            if wait and not final:
                return None
        length, _ = self.ledger.longest_payload(data)
        if length:
            source = self.ledger.pay_payload(data[:length])
            return Frame("raw", data[:length], source=source)
        if data.startswith(CRLF + b">"):
            return Frame("prompt", data[:3], leniencies=("prompt without its space",))
        return self._stray(data)

    def _stray(self, data: bytes) -> Frame:
        """Give up on what stands here: as far as the next place where something known could begin."""
        end = data.find(CRLF, 1)
        return Frame("stray", data[:end] if end > 0 else data[:1])

    def _payload(self, data: bytes, *, final: bool) -> Frame | None:
        line = self._counted
        assert line is not None
        length = line.payload_length
        if len(data) < length and not final:
            return None
        self._counted = None
        if len(data) < length:
            return Frame("stray", data)
        taken = data[:length]
        owed = bytes.fromhex(taken.decode("latin-1")) if line.rule.counts_digits and _is_hex(taken) else taken
        return Frame("payload", taken, line=line, source=self.ledger.pay_payload(owed))

    def _echo(self, data: bytes) -> tuple[Frame | None, bool]:
        owed = self.ledger.echo
        length = common_length(owed, data)
        if not length:
            if owed and owed[:1] in (b"\x1a", b"\x1b"):
                self.ledger.echo = owed[1:]
                return self._echo(data)
            return None, False
        if length == len(data) and length < len(owed):
            return None, True
        self.ledger.echo = owed[length:]
        return Frame("echo", data[:length]), False

    def _whole_payload(self, data: bytes) -> tuple[Frame | None, bool]:
        length, whole = self.ledger.longest_payload(data)
        if length and whole:
            source = self.ledger.pay_payload(data[:length])
            return Frame("raw", data[:length], source=source), False
        return None, length == len(data) and length > 0

    def _line(self, data: bytes) -> tuple[Frame | None, bool]:
        if not self.verbose:
            return self._terse_line(data)
        if not data.startswith(CRLF):
            return None, CRLF.startswith(data)
        return self._line_after(data, len(CRLF))

    def _continued_line(self, data: bytes) -> tuple[Frame | None, bool]:
        """Look for a line that stands under the last one without an empty line between them."""
        if not self._may_continue or data.startswith(CRLF):
            return None, False
        end = data.find(CRLF)
        if end < 0:
            return None, True
        line = self._grammar.read(data[:end].decode("latin-1"), self.ledger.command)
        if line is not None and line.rule.continues:
            return self._found(line, data[: end + 2]), False
        return None, False

    def _line_after(self, data: bytes, start: int) -> tuple[Frame | None, bool]:
        rest = data[start:]
        if self._prompt.startswith(rest):
            return (Frame("prompt", data), False) if rest == self._prompt else (None, True)
        if rest.startswith(self._prompt):
            return Frame("prompt", data[: start + len(self._prompt)]), False
        if rest.startswith(b">"):
            return None, False
        end = data.find(CRLF, start)
        colon = data.find(b":", start)
        if colon > 0 and (end < 0 or colon < end):
            header = self._grammar.read_inline_header(data[start : colon + 1].decode("latin-1"))
            if header is not None:
                return self._found(header, data[: colon + 1]), False
        if end < 0:
            return None, True
        line = self._grammar.read(data[start:end].decode("latin-1"), self.ledger.command)
        if line is None:
            return None, False
        return self._found(line, data[: end + 2]), False

    def _terse_line(self, data: bytes) -> tuple[Frame | None, bool]:
        """Look for a line of ATV0: information text ends in CR LF, a result code is a number and CR."""
        if self._prompt.startswith(data.removeprefix(CRLF)) or data.startswith(CRLF + self._prompt):
            return self._line_after(data, len(CRLF)) if data.startswith(CRLF) else (None, True)
        end = data.find(b"\r")
        if end < 0:
            return None, True
        text = data[:end].decode("latin-1")
        if text in TERSE_RESULTS and data[end : end + 2] != CRLF:
            line = self._grammar.read(TERSE_RESULTS[text], self.ledger.command)
            # A CR at the end of what has come may yet be the first half of a CR LF; no information text is a number.
            return (self._found(line, data[: end + 1]), False) if line else (None, False)
        if len(data) < end + 2:
            return None, True
        line = self._grammar.read(text, self.ledger.command)
        if line is None or data[end : end + 2] != CRLF:
            return None, False
        return self._found(line, data[: end + 2]), False

    def _found(self, line: Line, raw: bytes) -> Frame:
        if line.rule.counts:
            self._counted = line if line.payload_length else None
            return Frame("header", raw, line=line, leniencies=line.leniencies)
        return Frame("line", raw, line=line, leniencies=line.leniencies)


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
