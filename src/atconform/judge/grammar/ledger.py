"""What is owed on the line: echo of what the host wrote, payload that peers sent.

Entries are made before they can cause output, so that the framer recognises echo and headerless payload by what was
written or sent, and never by their look. However much is owed, only as much of it is looked at as has come.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from atconform.judge.grammar.bounds import CRLF, LONGEST, OWED

OPTIONAL = b"\x1a\x1b\n"
"""Ctrl-Z and ESC, which end an entry of data, and LF, which is echoed as data and not behind a command."""


def common_length(first: bytes, second: bytes) -> int:
    """Return how many bytes two byte strings have in common at their beginning."""
    shorter = min(len(first), len(second))
    return bisect_left(range(shorter), True, key=lambda last: first[: last + 1] != second[: last + 1])


def digits(data: bytes | bytearray) -> bytes:
    """Write bytes as the digits in which a module may show them."""
    return data.hex().upper().encode()


@dataclass(slots=True)
class Ledger:
    """The bytes owed, by what owes them."""

    echo: bytearray = field(default_factory=bytearray)
    payload: dict[tuple[str, int], bytearray] = field(default_factory=dict)
    command: str = ""
    """The command at work: its name in capitals, as in ``+CIFSR``."""
    ppp: bool = False
    """Whether the host has dialled the packet service, so that frames of PPP may come."""

    def owe_echo(self, data: bytes) -> None:
        """Expect what the host is about to write to come back."""
        self.echo += data

    def owe_payload(self, source: tuple[str, int], data: bytes) -> None:
        """Expect what a peer is about to send; ``source`` is the peer's name and connection."""
        self.payload.setdefault(source, bytearray()).extend(data)

    def forgive_echo(self) -> None:
        """Expect no echo any more."""
        self.echo.clear()

    def clear(self) -> None:
        """Expect nothing any more."""
        self.forgive_echo()
        self.payload.clear()
        self.command = ""
        self.ppp = False

    # --- echo ---

    def echoed(self, data: bytes) -> tuple[int, bool]:
        """Look for echo at the beginning of ``data``.

        The Ctrl-Z or ESC that ended an entry may be missing from the echo, and so may LF. Echo that goes on as another
        text is none, be its first letters those that are owed.

        :returns: how much of it stands there, and whether more data could change that
        """
        begin = self._left_out(data)
        owed = bytes(self.echo[begin : begin + len(data) + 1])
        length = common_length(owed, data)
        if length == len(data):
            return length, length < len(owed)
        whole = length >= OWED or length == len(owed) or owed[length] in OPTIONAL
        if length == 0 or whole or data.startswith(CRLF, length):
            return length, False
        half = CRLF.startswith(data[length:])
        return (length if half else 0), half

    def pay_echo(self, data: bytes) -> None:
        """Strike out echo that has come, and what the module left out before it."""
        del self.echo[: self._left_out(data) + len(data)]

    def _left_out(self, data: bytes) -> int:
        """Return how much of the echo the module has left out, if ``data`` is what it goes on with."""
        for index, byte in enumerate(self.echo):
            if byte == data[0] or byte not in OPTIONAL:
                return index
        return len(self.echo)

    # --- payload ---

    def whole_payload(self, data: bytes) -> tuple[int, bool]:
        """Look for all that some source owes at the beginning of ``data``, or for as much of it as is looked at.

        :returns: its length, 0 where it is not there; and whether more data may yet show that some source is meant
        """
        whole, may_come = 0, False
        for owed in self.payload.values():
            shown = (bytes(owed[: len(data)]), len(owed)), (digits(owed[: len(data) // 2 + 1]), 2 * len(owed))
            for form, length in shown:
                if length <= len(data) and data.startswith(form):
                    whole = max(whole, length)
                may_come |= length > len(data) and form.startswith(data)
        return (LONGEST, False) if may_come and len(data) == LONGEST else (whole, may_come)

    def some_payload(self, data: bytes) -> tuple[int, bool]:
        """Look for the beginning of what some source owes at the beginning of ``data``.

        :returns: how much of it stands there, and whether that is no coincidence
        """
        length, sure = 0, False
        for owed in self.payload.values():
            common = common_length(bytes(owed[: len(data)]), data)
            if common > length:
                length, sure = common, common >= OWED or common == len(owed) or data.startswith(CRLF, common)
        return length, sure

    def pay_payload(self, data: bytes) -> tuple[str, int] | None:
        """Strike out payload that has come; tells which source it was owed by."""
        for source, owed in self.payload.items() if data else ():
            if owed.startswith(data):
                self._strike_out(source, len(data))
                return source
            if len(data) in (2 * len(owed), LONGEST) and data == digits(owed[: len(data) // 2]):
                self._strike_out(source, len(data) // 2)
                return source
        return None

    def _strike_out(self, source: tuple[str, int], length: int) -> None:
        del self.payload[source][:length]
        if not self.payload[source]:
            del self.payload[source]

    def is_in(self, text: bytes) -> bool:
        """Return whether a text may hold payload: its beginning, or all of it where it is short."""
        heads = (bytes(owed[:OWED]) for owed in self.payload.values())
        return any(head in text if len(head) == OWED else head == text for head in heads)

    # --- both ---

    def heads(self) -> Iterator[bytes]:
        """Yield what all that is owed begins with, as far as it is no coincidence."""
        echo = bytes(self.echo[:LONGEST])
        for owed in (echo, echo.lstrip(OPTIONAL), *self.payload.values()):
            if owed:
                yield bytes(owed[:OWED])
