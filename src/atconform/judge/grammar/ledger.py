"""What is owed on the line: echo of what the host wrote, payload that peers sent.

Entries are made before they can cause output, so that the framer recognises echo and headerless payload by what was
written or sent, and never by their look.
"""

from __future__ import annotations

from dataclasses import dataclass, field

OPTIONAL = b"\x1a\x1b\n"
"""Ctrl-Z and ESC, which end an entry of data, and LF, which is echoed as data and not behind a command."""
OPTIONAL_BYTES = tuple(bytes([byte]) for byte in OPTIONAL)


def common_length(first: bytes, second: bytes) -> int:
    """Return how many bytes two byte strings have in common at their beginning."""
    shorter = min(len(first), len(second))
    if first[:shorter] == second[:shorter]:
        return shorter
    return next(index for index in range(shorter) if first[index] != second[index])


@dataclass(slots=True)
class Ledger:
    """The bytes owed, by what owes them."""

    echo: bytes = b""
    payload: dict[tuple[str, int], bytes] = field(default_factory=dict)
    command: str = ""
    """The command at work: its name in capitals, as in ``+CIFSR``."""
    ppp: bool = False
    """Whether the host has dialled the packet service, so that frames of PPP may come."""

    def owe_echo(self, data: bytes) -> None:
        """Expect what the host is about to write to come back."""
        self.echo += data

    def owe_payload(self, source: tuple[str, int], data: bytes) -> None:
        """Expect what a peer is about to send; ``source`` is the peer's name and connection."""
        self.payload[source] = self.payload.get(source, b"") + data

    def pay_payload(self, data: bytes) -> tuple[str, int] | None:
        """Strike out payload that has come; tells which source it was owed by."""
        for source, owed in self.payload.items():
            if data and owed.startswith(data):
                self._keep(source, owed[len(data) :])
                return source
            if data and data == owed.hex().upper().encode():
                del self.payload[source]
                return source
        return None

    def whole_payload(self, data: bytes) -> tuple[int, bool]:
        """Look for all that some source owes at the beginning of ``data``.

        :returns: its length, 0 where it is not there; and whether more data may yet show that some source is meant
        """
        forms = [form for owed in self.payload.values() for form in (owed, owed.hex().upper().encode())]
        may_come = any(len(data) < len(form) and form.startswith(data) for form in forms)
        return max((len(form) for form in forms if data.startswith(form)), default=0), may_come

    def some_payload(self, data: bytes) -> int:
        """Return how much of the beginning of ``data`` is the beginning of what some source owes."""
        return max((common_length(owed, data) for owed in self.payload.values()), default=0)

    def echo_for(self, data: bytes) -> bytes:
        """Return the echo that ``data`` may be the beginning of.

        The Ctrl-Z or ESC that ended an entry may be missing from the echo, and so may LF.
        """
        left_out = 0
        while self.echo[left_out : left_out + 1] != data[:1] and self.echo[left_out : left_out + 1] in OPTIONAL_BYTES:
            left_out += 1
        return self.echo[left_out:]

    def pay_echo(self, data: bytes) -> None:
        """Strike out echo that has come, and what the module left out before it."""
        self.echo = self.echo_for(data)[len(data) :]

    def first_bytes(self) -> set[int]:
        """Return the bytes with which something that is owed may begin."""
        rest = self.echo.lstrip(OPTIONAL)
        left_out = self.echo[: len(self.echo) - len(rest)]
        return {data[0] for data in (rest, *self.payload.values()) if data} | set(left_out)

    def _keep(self, source: tuple[str, int], rest: bytes) -> None:
        if rest:
            self.payload[source] = rest
        else:
            del self.payload[source]

    def clear(self) -> None:
        """Expect nothing any more."""
        self.echo = b""
        self.payload.clear()
        self.command = ""
        self.ppp = False
