"""The door of a remote far end: how many may wait in front of it."""

from __future__ import annotations

import sys
from collections import Counter
from typing import NamedTuple

from atconform.base.units import SECOND

SPARE_FILES = 32
"""Of the program itself."""


class AdmissionLimits(NamedTuple):
    """What a remote far end puts up with; times in microseconds."""

    sessions: int = 64
    """Test hosts that are served at a time, if there are ports and files for so many."""
    ports: int = 20
    """Ports that each of them gets at least, of TCP and of UDP each; no scenario needs more than a dozen."""
    sockets: int = 128
    """Peers and open connections that each of them may have."""
    files: int = sys.maxsize
    """Sockets and files that the system lets this far end have, all together."""
    waiting: int = 128
    """Connections that have not signed in yet."""
    waiting_each: int = 16
    """Of these, from one address."""
    sign_in: int = 10 * SECOND
    """Time for the TLS handshake and the token."""
    slow_down: int = 2 * SECOND
    """How long the answer to a wrong token takes; meanwhile the connection counts as waiting."""
    idle: int = 60 * SECOND
    """After this long without a word, a session ends."""
    unread: int = 1024 * 1024
    """Bytes that a test host has not read yet, from which on nothing more is taken in from the module."""

    def shares(self, ports: int) -> tuple[int, int]:
        """Return how many test hosts are served at a time, and how many ports each may hold.

        However many ports and sockets the others hold, each finds its share.

        :param ports: how many there are, of TCP and of UDP each
        """
        places = (self.files - self.waiting - SPARE_FILES) // (self.sockets + 1)
        sessions = max(1, min(self.sessions, ports // self.ports, places))
        return sessions, min(ports // sessions, self.sockets)


USUAL = AdmissionLimits()


class Admission:
    """Counts who waits to sign in."""

    def __init__(self, limits: AdmissionLimits) -> None:
        self._limits = limits
        self._waiting: Counter[str] = Counter()

    def enter(self, ip: str) -> bool:
        """Let a connection wait, or tell it to go away."""
        if self._waiting.total() >= self._limits.waiting or self._waiting[ip] >= self._limits.waiting_each:
            return False
        self._waiting[ip] += 1
        return True

    def leave(self, ip: str) -> None:
        """Record that a connection waits no more."""
        self._waiting[ip] -= 1
        if not self._waiting[ip]:
            del self._waiting[ip]
