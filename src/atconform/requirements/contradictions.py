"""Where documents contradict each other or say nothing, and how that is read: ``data/contradictions.toml``."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from atconform.requirements import datafiles

REFERENCE = re.compile(r"\bC\d{2,3}\b")
"""An id of a contradiction where it is referred to in a text."""
GAP = re.compile(r"\bG\d{2,3}\b")
"""An id of a gap where it is referred to."""


class Contradiction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One point on which documents, or two places of one, differ."""

    id: str
    about: str
    says: tuple[str, ...]
    """Which place says what, each beginning with the document's short name."""
    reading: str
    """What this project takes to be meant."""
    evidence: tuple[str, ...]


class Gap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One point on which the documents are silent or open, and which expectations fill by a reading of ours."""

    id: str
    about: str
    families: tuple[str, ...]
    """For these the expectation is ours; for others it rests on what their documents say."""
    reading: str
    """What this project expects."""
    why: str
    evidence: tuple[str, ...] = ()
    """What supports it, each beginning with the short name of a document or a log; empty: nothing but reason."""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    documents: dict[str, str]
    contradiction: list[Contradiction]
    gap: list[Gap] = []


def documents() -> dict[str, str]:
    """Return what the short names of documents and logs stand for, and where they are public."""
    return _read().documents


def load() -> dict[str, Contradiction]:
    """Read the contradictions, by id.

    :raises atconform.base.errors.BenchFault: the data file is broken; the message names the place
    """
    return {entry.id: entry for entry in _read().contradiction}


def gaps() -> dict[str, Gap]:
    """Read the gaps, by id.

    :raises atconform.base.errors.BenchFault: the data file is broken; the message names the place
    """
    return {entry.id: entry for entry in _read().gap}


@cache
def _read() -> _File:
    file = datafiles.files()["contradictions"]
    return datafiles.decode(file.read_bytes(), _File, file.name)
