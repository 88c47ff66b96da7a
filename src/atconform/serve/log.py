"""The log of a conversation, for a person to read."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TextIO

from atconform.base.errors import UsageError
from atconform.base.masking import HIDDEN, Masker, Piece
from atconform.base.notation import show_bytes
from atconform.base.units import SECOND
from atconform.emulator.core.effects import Refusal
from atconform.protocol.network import Connect, Incoming, Received, Send
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


_LINES = {
    "host": re.compile(rb"[^\r\n\x1a\x1b]*(?:\r\n|[\r\n\x1a\x1b])"),
    "module": re.compile(rb"[\r\n]*[^\r\n]+(?:\r\n|[\r\n])|[\r\n]*(?:[>@] )\Z"),
}
"""A whole line of each that speaks. The module's begins with a line end, too, or is a prompt."""
PATIENCE, TYPING = 1 * SECOND, 10 * SECOND
"""A line that is not ended is written when nothing more of it has come for so long; later if it may be a command."""


@dataclass(slots=True)
class _Entry:
    at: int
    piece: Piece
    about: str = ""
    """What stands before it, and is no part of it."""
    written: bool = False


class ConversationLog:
    """Writes one line for each line that was said: seconds since the start, who spoke, what was said.

    Pieces of a line are joined; the time is that of the last one. A line that has no end is written when somebody does
    something else, when nothing more of it comes (``advance``), or with :meth:`close`.

    With ``mask``, secrets are masked in whatever pieces they come: a command line that is being typed, and what comes
    meanwhile, is written when it has its end, or with :meth:`close`.

    :param family: of the module, by whose manual its refusals are explained
    """

    def __init__(self, file: TextIO, family: str, *, mask: bool = False) -> None:
        self._file = file
        self._family = family
        self._start = now()
        self._mask = Masker() if mask else None
        self._entries: list[_Entry] = []
        self._begun: dict[str, bytes] = {"host": b"", "module": b""}
        """What has come of a line, and is not noted yet, for each that speaks."""
        self._last = {"host": 0, "module": 0}
        """When something of it has come."""
        self._due: int | None = None
        self._far: dict[int, str] = {}
        """Where the far end of each link is."""
        self._unfinished: dict[str, bytes] = {}
        """What was noted of a line that has no end yet, for each that speaks."""
        self._whole = b""
        """What the host has said last, if that was a whole line."""

    def host(self, data: bytes) -> None:
        """Note bytes from the host."""
        self._whole = data if not self._unfinished.get("host") and _ENDED.fullmatch(data) else b""
        self._join("host", data)

    def module(self, data: bytes) -> None:
        """Note bytes from the module."""
        self._join("module", data)

    def line(self, who: str, line: str, *, high: bool) -> None:
        """Note that one side drives a modem line; that is none of what was said, and nothing of it is secret."""
        self._end_lines()
        self._put(now(), who, "", f"{line} {'high' if high else 'low'}")
        self._file.flush()

    def network(self, what: Any) -> None:
        """Note a request to the network or an event of it; what goes to a far end and comes from it stands apart."""
        self._end_lines()
        match what:
            case Connect(link=link, host=host, port=port):
                self._far[link] = f"{host}:{port} "
            case Incoming(link=link, address=address, port=port):
                self._far[link] = f"{address}:{port} "
        match what:
            case Send(link=link, data=data, to=to):
                self._note("to-peer", data, f"{to[0]}:{to[1]} " if to else self._far.get(link, ""))
            case Received(data=data, address=address, port=port):
                self._note("peer", data, f"{address}:{port} ")
            case _:
                for name, hide in _SECRETS.items() if self._mask else ():
                    if secret := getattr(what, name, ""):
                        what = replace(what, **{name: hide(secret)})
                self._note("network", _told(what))

    def remark(self, what: str, typed: bytes = b"") -> None:
        """Note something about the line itself.

        :param typed: what it is about; where secrets are masked, it is counted if it is no whole line, since that could
            be a part of a password
        """
        if typed:
            shown = self._mask is None or typed == self._whole
            what += f": {show_bytes(typed) if shown else f'{len(typed)} bytes'}"
        self._note("line", what)

    def fault(self, what: str) -> None:
        """Note something that went wrong because it was wanted so."""
        self._end_lines()
        self._note("fault", what)

    def refusal(self, refusal: Refusal) -> None:
        """Note why a command was answered with an error."""
        self._note("refused", explain(refusal, self._family))

    def next_deadline(self) -> int | None:
        """Return when ``advance`` is due, or None."""
        return self._due

    def advance(self, present: int) -> None:
        """Write what has begun and not gone on for a while."""
        if self._due is not None and self._due <= present:
            self._due = None
            for who in self._begun:
                if self._mask is None or not self._may_be_command(who):
                    self._end(who)

    def close(self) -> None:
        """Write what has no end yet. Idempotent."""
        for who in self._begun:
            self._end(who)
        self._write()

    def _join(self, who: str, data: bytes) -> None:
        """Note the lines that are whole with this."""
        begun, end = self._begun[who] + data, 0
        self._last[who] = now()
        for line in _LINES[who].finditer(begun):
            if line.start() != end:
                break
            end = line.end()
            if who == "module":
                self._end_lines("host")
            self._hear(who, line[0], self._last[who])
        self._begun[who] = begun[end:]
        if len(self._begun[who]) > LONGEST_LINE:
            self._end(who)
        patience = TYPING if any(map(self._may_be_command, self._begun)) else PATIENCE
        self._due = now() + patience if any(self._begun.values()) else None

    def _end_lines(self, *whose: str) -> None:
        """Note what has begun, since something else happens; a command goes on."""
        for who in whose or self._begun:
            if not self._may_be_command(who):
                self._end(who)

    def _may_be_command(self, who: str) -> bool:
        """Return whether what has begun is a command that is being typed, or its echo."""
        return bool(_COMMAND.fullmatch(self._begun[who]))

    def _end(self, who: str) -> None:
        if begun := self._begun[who]:
            self._begun[who] = b""
            self._hear(who, begun, self._last[who])

    def _hear(self, who: str, data: bytes, at: int) -> None:
        ended = _ENDED.match(data)
        line = data[ended.end() :] if ended else self._unfinished.get(who, b"") + data
        self._unfinished[who] = line if _COMMAND.fullmatch(line) and len(line) <= LONGEST_LINE else b""
        self._note(who, data, at=at)

    def _note(self, who: str, what: bytes | str, about: str = "", at: int | None = None) -> None:
        at = now() if at is None else at
        if self._mask is None:
            self._put(at, who, about, what)
            self._file.flush()
            return
        self._entries.append(_Entry(at, Piece(who, what), about))
        if not any(self._unfinished.values()):
            self._write()

    def _put(self, at: int, who: str, about: str, what: bytes | str) -> None:
        shown = what if isinstance(what, str) else show_bytes(what, len(what))
        self._file.write(f"{(at - self._start) / SECOND:11.6f}  {who:<7}  {about}{shown}\n")

    def _write(self) -> None:
        if self._mask is None:
            return
        left = self._mask.conversation([entry.piece for entry in self._entries])
        for entry, what in zip(self._entries, left, strict=True):
            if not entry.written and (what or not entry.piece.what):
                self._put(entry.at, entry.piece.stream, entry.about, what)
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


def _told(what: Any) -> str:
    """Spell a request or an event, without what it leaves as it is usually."""
    told = ((each.name, getattr(what, each.name), each.default) for each in fields(what))
    return f"{type(what).__name__}({', '.join(f'{name}={value!r}' for name, value, usual in told if value != usual)})"


def open_log(
    path: Path | None, family: str, stack: contextlib.ExitStack, *, mask: bool = False
) -> ConversationLog | None:
    """Open a log that is closed with ``stack``.

    :param path: None: there is to be none
    :param mask: whether it is to be without secrets
    :raises UsageError: the file cannot be written
    """
    if path is None:
        return None
    try:
        log = ConversationLog(stack.enter_context(path.open("w", encoding="utf-8")), family, mask=mask)
    except OSError as error:
        raise UsageError(f"--log {path}: {error.strerror}", "name a file that can be written") from None
    stack.callback(log.close)
    return log
