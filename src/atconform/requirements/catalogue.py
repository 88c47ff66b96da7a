"""The requirement catalogue: every identified statement of the application notes.

Beside them stand the statements of the AT command manuals that expectations rest on. One file for each document below
``data`` and ``data/manuals``; the form of an entry is described in ``docs/requirement-catalogue.md``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import ClassVar

import msgspec

from atconform.base.basis import Basis
from atconform.base.errors import BenchFault, UsageError
from atconform.base.suggest import did_you_mean
from atconform.requirements import datafiles

NOT_NOTES = frozenset({"circumstances", "contradictions", "readings"})
"""Files beside the notes that are no notes."""


KINDS = {
    "E": "example exchange",
    "R": "rule",
    "L": "limit",
    "T": "timing",
    "S": "state or transition",
    "C": "command",
    "X": "error",
    "U": "unsolicited result code",
}
"""The letter in an id, and what it says about the requirement."""

_ID = re.compile(r"(?P<note>[A-Z0-9]+)-(?P<section>\d+(\.\d+)*)-(?P<kind>[A-Z])\d+")


def section_key(section: str) -> tuple[int, ...]:
    """Make the key by which sections sort as a reader counts them: 2.10 comes after 2.9."""
    return tuple(int(number) for number in section.split("."))


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One edition of a vendor's document."""

    id: str
    document: str
    version: str
    date: str
    language: str
    family: str
    source: str
    """The vendor's document control id."""
    chapters: dict[str, str] = {}
    """Titles of the chapters, by their number."""
    sections: dict[str, str] = {}
    """Titles of the sections below them, by their number."""

    @property
    def edition(self) -> str:
        """Its title and version, for a person."""
        return f"{self.document} V{self.version}"


class Note(Document, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One edition of an application note."""

    basis: ClassVar[Basis] = Basis.NOTE


class Manual(Document, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One edition of an AT command manual."""

    basis: ClassVar[Basis] = Basis.MANUAL


class Requirement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One statement of a document, in our words."""

    id: str
    section: str
    title: str
    text: str = ""
    """What the document says."""
    reading: str = ""
    """What is ours in it: how what the document leaves open is taken here."""
    exchange: str = ""
    timing: dict[str, int | list[int]] = {}
    """Figures in milliseconds, as the note gives them."""
    doubt: str = ""
    disposition: str = ""
    """Why the requirement gets no scenario."""
    same_as: str = ""
    part_of: str = ""

    @property
    def note(self) -> str:
        """The id of the document that states it."""
        return self.id.partition("-")[0]

    @property
    def chapter(self) -> str:
        """The number of the document's chapter."""
        return self.section.partition(".")[0]

    @property
    def kind(self) -> str:
        """The letter of its id, see :data:`KINDS`."""
        return self.id.rpartition("-")[2][0]

    @property
    def has_own_statement(self) -> bool:
        """Whether it says something that the requirement it is the ``same_as`` does not."""
        return bool(self.text or self.exchange)


class _NoteFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    note: Note
    requirement: list[Requirement]


class _ManualFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    manual: Manual
    requirement: list[Requirement] = []


class Catalogue:
    """The requirements of some notes, in the order of the notes, and the statements of manuals beside them.

    Iterated, and counted, are the requirements of the notes; looked up by id is every statement.
    """

    def __init__(self, documents: Iterable[tuple[Note | Manual, Iterable[Requirement]]], version: str = "") -> None:
        """Put documents together.

        :raises atconform.base.errors.BenchFault: an id is malformed, used twice or refers to nothing
        """
        self.version = version
        """Changes whenever a data file does."""
        self.documents: dict[str, Note | Manual] = {}
        self._requirements: dict[str, Requirement] = {}
        for document, requirements in documents:
            self.documents[document.id] = document
            for requirement in requirements:
                _check(document, requirement)
                if requirement.id in self._requirements:
                    raise BenchFault(f"{requirement.id} stands twice in the requirement catalogue")
                self._requirements[requirement.id] = requirement
        self.notes = {name: note for name, note in self.documents.items() if isinstance(note, Note)}
        for requirement in self.statements():
            self._check_references(requirement)
        for requirement in self.statements():
            self._check_chain(requirement)

    def __iter__(self) -> Iterator[Requirement]:
        return (requirement for requirement in self.statements() if requirement.note in self.notes)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def statements(self) -> Iterator[Requirement]:
        """Yield every statement, those of the manuals included."""
        return iter(self._requirements.values())

    def __contains__(self, requirement_id: object) -> bool:
        return requirement_id in self._requirements

    def __getitem__(self, requirement_id: str) -> Requirement:
        """Look a requirement up by its id.

        :raises KeyError: there is none of that id
        """
        return self._requirements[requirement_id]

    def stated(self, requirement: Requirement) -> Requirement:
        """Find the requirement whose text and exchange say what this one says: itself, or the sibling's it follows."""
        while not requirement.has_own_statement:
            requirement = self[requirement.same_as]
        return requirement

    def family(self, requirement_id: str) -> str:
        """Return which family's document states a requirement."""
        return self.documents[self[requirement_id].note].family

    def basis(self, requirement_id: str) -> Basis:
        """Return which kind of document states a requirement."""
        return self.documents[self[requirement_id].note].basis

    def for_family(self, family: str) -> list[Requirement]:
        """List the requirements of the notes about a family, in their order."""
        return [requirement for requirement in self if self.notes[requirement.note].family == family]

    def for_note(self, note: str) -> list[Requirement]:
        """List the requirements of one note, in its order."""
        return [requirement for requirement in self if requirement.note == note]

    def notes_named(self, name: str) -> list[str]:
        """Find the notes that a user means by a note's id or a family's name, in either case.

        :raises atconform.base.errors.UsageError: there is none
        """
        meant = name.lower()
        found = [note.id for note in self.notes.values() if meant in (note.id.lower(), note.family.lower())]
        if not found:
            known = [note.id for note in self.notes.values()]
            raise UsageError(f"no note {name!r}{did_you_mean(name.upper(), known)} (known: {', '.join(known)})")
        return found

    def chapter_titles(self) -> dict[str, str]:
        """Give the titles of all chapters, by note and number: ``SIM800 2``."""
        return {f"{note.id} {number}": title for note in self.notes.values() for number, title in note.chapters.items()}

    def covers(self, family: str, requirement_id: str) -> tuple[str, ...]:
        """Return which requirements of ``family`` are shown by a scenario that carries ``requirement_id``.

        The requirement itself where it is the family's own, and those of the family that say the same and
        state nothing of their own. Empty where the scenario shows nothing about this family, or where it is a manual
        that states it.
        """
        return tuple(one for one in self.carried(family, requirement_id) if self[one].note in self.notes)

    def carried(self, family: str, requirement_id: str) -> tuple[str, ...]:
        """Return which statements of the documents about ``family`` a scenario rests on that carries an id."""
        carried = [requirement_id] if self.family(requirement_id) == family else []
        carried += [other for other in self._followers.get(requirement_id, ()) if self.family(other) == family]
        return tuple(carried)

    @cached_property
    def _followers(self) -> dict[str, list[str]]:
        """Requirement to those that stand and fall with it, through any number of notes."""
        followers: dict[str, list[str]] = {}
        for requirement in self.statements():
            follower = requirement
            while follower.same_as and not follower.has_own_statement:
                followers.setdefault(follower.same_as, []).append(requirement.id)
                follower = self[follower.same_as]
        return followers

    def _check_references(self, requirement: Requirement) -> None:
        for key, target in (("same_as", requirement.same_as), ("part_of", requirement.part_of)):
            if target and target not in self:
                raise BenchFault(f"{requirement.id}: {key} names {target}, which is not in the catalogue")

    def _check_chain(self, requirement: Requirement) -> None:
        seen = {requirement.id}
        follower = requirement
        while follower.same_as:
            if follower.same_as in seen:
                raise BenchFault(f"{requirement.id}: same_as leads back to {follower.same_as}")
            seen.add(follower.same_as)
            follower = self[follower.same_as]


def _check(note: Document, requirement: Requirement) -> None:
    parts = _ID.fullmatch(requirement.id)
    if parts is None or parts["kind"] not in KINDS:
        raise BenchFault(f"{requirement.id} is not of the form NOTE-section-Kn, K being one of {' '.join(KINDS)}")
    if parts["note"] != note.id or parts["section"] != requirement.section:
        raise BenchFault(f"{requirement.id}: does not fit note {note.id}, section {requirement.section}")
    if not requirement.has_own_statement and not requirement.same_as:
        raise BenchFault(f"{requirement.id}: says nothing: it has neither text, exchange nor same_as")


def read_note(content: bytes, name: str) -> tuple[Note, list[Requirement]]:
    """Read the requirements of one note from the content of its file.

    :param name: the file's name, for the message of a fault
    :raises atconform.base.errors.BenchFault: the file is broken; the message names file and place
    """
    file = datafiles.decode(content, _NoteFile, name)
    return file.note, file.requirement


def read_manual(content: bytes, name: str) -> tuple[Manual, list[Requirement]]:
    """Read the statements of one manual from the content of its file.

    :param name: the file's name, for the message of a fault
    :raises atconform.base.errors.BenchFault: the file is broken; the message names file and place
    """
    file = datafiles.decode(content, _ManualFile, name)
    return file.manual, file.requirement


@cache
def load() -> Catalogue:
    """Read the catalogue that ships with the package.

    :raises atconform.base.errors.BenchFault: a data file is broken; the message names file and place
    """
    digest = hashlib.sha256()
    documents: list[tuple[Note | Manual, list[Requirement]]] = []
    for name, file in datafiles.files().items():
        if name in NOT_NOTES:
            continue
        content = file.read_bytes()
        digest.update(content)
        documents.append(read_note(content, file.name))
    for file in datafiles.files("manuals").values():
        content = file.read_bytes()
        digest.update(content)
        documents.append(read_manual(content, f"manuals/{file.name}"))
    return Catalogue(documents, version=digest.hexdigest()[:12])
