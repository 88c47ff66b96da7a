"""The log of a conversation, for a person to read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TextIO

from atconform.base.masking import HIDDEN, Masker, Piece
from atconform.base.notation import show_bytes
from atconform.base.units import SECOND
from atconform.emulator.core.effects import Refusal
from atconform.realtime.reactor import now
from atconform.serve.refusals import explain

CONTEXT = 1000
"""So many characters that are written already are looked at again, since they tell what the next ones are."""
LONGEST_LINE = 2000
"""A command line that is longer is none."""
_ENDED = re.compile(rb".*[\r\n\x1a\x1b]", re.DOTALL)
_COMMAND = re.compile(rb".*(?:AT|\x08|\x7f).*|A.*|.*A|.*[0-9]{3}|[> ]*[0-9A-F]{1,400}", re.DOTALL | re.IGNORECASE)
"""What a line may be that has no end yet, so that nobody knows which of it is secret: a command, a number, a PDU."""
_SECRETS: dict[str, Callable[[str], str]] = {"password": lambda _: HIDDEN, "number": lambda number: "*" * len(number)}
"""What of a request to the network or an event of it is secret, and what stands in its place."""


@dataclass(slots=True)
class _Entry:
    at: int
    piece: Piece
    written: bool = False


class ConversationLog:
    """Writes one line an event: seconds since the start, who spoke, what was said.

    Secrets are masked in whatever pieces they come: a command line that is being typed, and what comes meanwhile, is
    written when it has its end, or with :meth:`close`.

    :param family: of the module, by whose manual its refusals are explained
    """

    def __init__(self, file: TextIO, family: str) -> None:
        self._file = file
        self._family = family
        self._start = now()
        self._mask = Masker()
        self._entries: list[_Entry] = []
        self._unfinished: dict[str, bytes] = {}
        """What has come of a line that has no end yet, for each that speaks."""
        self._whole = b""
        """What the host has said last, if that was a whole line."""

    def host(self, data: bytes) -> None:
        """Note bytes from the host."""
        self._whole = data if not self._unfinished.get("host") and _ENDED.fullmatch(data) else b""
        self._hear("host", data)

    def module(self, data: bytes) -> None:
        """Note bytes from the module."""
        self._hear("module", data)

    def line(self, who: str, line: str, *, high: bool) -> None:
        """Note that one side drives a modem line."""
        self._note(who, f"{line} {'high' if high else 'low'}")

    def network(self, what: Any) -> None:
        """Note a request to the network or an event of it."""
        for name, hide in _SECRETS.items():
            if secret := getattr(what, name, ""):
                what = replace(what, **{name: hide(secret)})
        self._note("network", str(what))

    def remark(self, what: str, typed: bytes = b"") -> None:
        """Note something about the line itself.

        :param typed: what it is about; counted where it is no whole line, since that could be a part of a password
        """
        if typed:
            what += f": {show_bytes(typed) if typed == self._whole else f'{len(typed)} bytes'}"
        self._note("line", what)

    def refusal(self, refusal: Refusal) -> None:
        """Note why a command was answered with an error."""
        self._note("refused", explain(refusal, self._family))

    def close(self) -> None:
        """Write what has no end yet. Idempotent."""
        self._write()

    def _hear(self, who: str, data: bytes) -> None:
        ended = _ENDED.match(data)
        line = data[ended.end() :] if ended else self._unfinished.get(who, b"") + data
        self._unfinished[who] = line if _COMMAND.fullmatch(line) and len(line) <= LONGEST_LINE else b""
        self._note(who, data)

    def _note(self, who: str, what: bytes | str) -> None:
        self._entries.append(_Entry(now(), Piece(who, what)))
        if not any(self._unfinished.values()):
            self._write()

    def _write(self) -> None:
        left = self._mask.conversation([entry.piece for entry in self._entries])
        for entry, what in zip(self._entries, left, strict=True):
            if entry.written or (not what and entry.piece.what):
                continue
            shown = what if isinstance(what, str) else show_bytes(what, len(what))
            seconds = (entry.at - self._start) / SECOND
            self._file.write(f"{seconds:11.6f}  {entry.piece.stream:<7}  {shown}\n")
        self._file.flush()
        self._forget()

    def _forget(self) -> None:
        """Keep of what is written as much as tells something of what follows."""
        length = 0
        for number in range(len(self._entries) - 1, -1, -1):
            entry = self._entries[number]
            entry.written = True
            if len(entry.piece.what) > CONTEXT:
                entry.piece = entry.piece._replace(what=entry.piece.what[-CONTEXT:])
            length += len(entry.piece.what)
            if length > CONTEXT:
                del self._entries[:number]
                return
