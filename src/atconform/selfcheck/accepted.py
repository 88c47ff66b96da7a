"""Mutants that may survive, each with its reason: ``accepted.toml``."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from atconform.selfcheck.replay import Survivor


class Accepted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Survivors of one kind; each pattern has to match the whole text."""

    reason: str
    scenario: str = ".*"
    mutant: str = ".*"
    sent: str = ".*"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    accepted: list[Accepted] = []


@cache
def entries() -> tuple[Accepted, ...]:
    """Read the list."""
    data = (resources.files("atconform.selfcheck") / "accepted.toml").read_bytes()
    return tuple(msgspec.toml.decode(data, type=_File).accepted)


def reason(survivor: Survivor) -> str | None:
    """Return why a survivor is accepted; None if it is not."""
    for entry in entries():
        pairs = ((entry.scenario, survivor.scenario), (entry.mutant, survivor.mutant), (entry.sent, survivor.sent))
        if all(re.fullmatch(pattern, text, re.DOTALL) for pattern, text in pairs):
            return entry.reason
    return None
