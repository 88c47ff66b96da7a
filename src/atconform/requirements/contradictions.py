"""Where documents contradict each other, and how that is read: ``data/contradictions.toml``."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from atconform.requirements import datafiles

REFERENCE = re.compile(r"\bC\d{2,3}\b")
"""An id of a contradiction where it is referred to in a text."""


class Contradiction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One point on which documents, or two places of one, differ."""

    id: str
    about: str
    says: tuple[str, ...]
    """Which place says what, each beginning with the document's short name."""
    reading: str
    """What this project takes to be meant."""
    evidence: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    documents: dict[str, str]
    contradiction: list[Contradiction]


def documents() -> dict[str, str]:
    """Return what the short names of documents and logs stand for, and where they are public."""
    return _read().documents


def load() -> dict[str, Contradiction]:
    """Read the contradictions, by id.

    :raises atconform.base.errors.BenchFault: the data file is broken; the message names the place
    """
    return {entry.id: entry for entry in _read().contradiction}


@cache
def _read() -> _File:
    file = datafiles.files()["contradictions"]
    return datafiles.decode(file.read_bytes(), _File, file.name)
