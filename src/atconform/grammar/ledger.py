"""What is owed on the line: echo of what the host wrote, payload that peers sent.

Entries are made before they can cause output, so that the framer recognises echo and headerless payload by what was
written or sent, and never by their look.
"""

from __future__ import annotations

from dataclasses import dataclass, field


def common_length(first: bytes, second: bytes) -> int:
    """Tell how many bytes two byte strings have in common at their beginning."""
    shorter = min(len(first), len(second))
    if first[:shorter] == second[:shorter]:
        return shorter
    return next(index for index in range(shorter) if first[index] != second[index])


@dataclass(slots=True)
class Ledger:
    """The bytes owed, by what owes them."""

    echo: bytes = b""
    optional: bytes = b""
    """Bytes of the echo that a module may leave out (the Ctrl-Z or ESC that ends an entry)."""
    payload: dict[tuple[str, int], bytes] = field(default_factory=dict)
    command: str = ""
    """The command at work: its name in capitals, as in ``+CIFSR``."""

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
        return None

    def longest_payload(self, data: bytes) -> tuple[int, bool]:
        """Tell how much of the beginning of ``data`` is owed payload, and whether that is all that its source owes."""
        best, whole = 0, False
        for owed in self.payload.values():
            length = common_length(owed, data)
            if length > best:
                best, whole = length, length == len(owed)
        return best, whole

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
