"""Verdicts, in the sense of TTCN-3 (ETSI ES 201 873-1, 24)."""

from __future__ import annotations

import enum

STRICT = "--strict: "
"""How the reason begins of what fails because it was remarked."""


class Verdict(enum.IntEnum):
    """none < pass < inconc < fail < error; the worse one wins."""

    NONE = 0
    PASS = 1
    INCONC = 2
    FAIL = 3
    ERROR = 4

    def __str__(self) -> str:
        return self.name.lower()
