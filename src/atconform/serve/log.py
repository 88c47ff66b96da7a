"""The log of a conversation, for a person to read."""

from __future__ import annotations

from typing import TextIO

from atconform.reactor import now
from atconform.units import SECOND

NAMES = {0x0D: "<CR>", 0x0A: "<LF>", 0x1A: "<Ctrl-Z>", 0x1B: "<ESC>"}
SPELLING = [NAMES.get(code, chr(code) if 0x20 <= code < 0x7F else f"<0x{code:02X}>") for code in range(256)]


def spell(data: bytes) -> str:
    """Write bytes so that every one of them can be seen."""
    return "".join(SPELLING[byte] for byte in data)


class ConversationLog:
    """Writes one line an event: seconds since the start, who spoke, what was said."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._start = now()

    def host(self, data: bytes) -> None:
        """Note bytes from the host."""
        self._note("host", spell(data))

    def module(self, data: bytes) -> None:
        """Note bytes from the module."""
        self._note("module", spell(data))

    def line(self, who: str, line: str, *, high: bool) -> None:
        """Note that one side drives a modem line."""
        self._note(who, f"{line} {'high' if high else 'low'}")

    def network(self, what: object) -> None:
        """Note a request to the network or an event of it."""
        self._note("network", str(what))

    def remark(self, what: str) -> None:
        """Note something about the line itself."""
        self._note("line", what)

    def _note(self, who: str, what: str) -> None:
        self._file.write(f"{(now() - self._start) / SECOND:11.6f}  {who:<7}  {what}\n")
        self._file.flush()
