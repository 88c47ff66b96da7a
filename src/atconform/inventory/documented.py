"""The inventory of commands, a table for each family: what the manual says of a command, in facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Annotated, Literal, get_args

import msgspec

from atconform.base.errors import BenchFault

Form = Literal["test", "read", "write", "execute", "report"]
"""The forms of V.250, 5.4; a report is a line that comes unasked, and no command."""
Saving = Literal["no", "profile", "at once", "at restart", "by command"]
"""How a value is kept: not at all; by AT&W; when it is set; when it is set, in effect after a restart; by another
command, which the note names. None: the manual does not say."""
Disposition = Literal["behave", "answer", "refuse"]
"""What the emulated module does: the command has its effect; it is a setting or a figure; it is of another subject, and
answered as by a module that has not got it."""
NeedsSim = Literal["stated", "likely"]
"""Whether the command wants a SIM card: so the manual, or so our judgement. None: nothing speaks for it."""

COLUMNS = (
    *("name", "section", "page", "meaning", "forms", "values", "saving", "needs_sim"),
    *("response", "asked", "disposition", "source", "note"),
)
"""The columns of a table, in order; an empty field is the default."""


@dataclass(frozen=True, slots=True)
class DocumentedCommand:
    """One command of one family."""

    name: str
    """As a user writes it: ``AT+CBC``, ``ATE``, ``AT&C``."""
    meaning: str
    asked: Annotated[int, msgspec.Meta(ge=0, le=4)]
    """How commonly client programs send it: 0 none seen, 1 rare, 2 some, 3 common, 4 most of them, at their start."""
    disposition: Disposition
    forms: tuple[Form, ...] = ()
    values: str = ""
    """The parameters of the write form, ``mode: 0-2 (0); time: 1-100 s``, with the default in brackets where there is
    one, and behind ``answers`` or ``read answers`` the fields of an answer."""
    saving: Saving | None = None
    needs_sim: NeedsSim | None = None
    response: Annotated[int, msgspec.Meta(ge=1)] | None = None
    """The longest that the manual lets its answer take, in seconds; None: not told."""
    section: str = ""
    """The section of the family's manual; empty for a command that it does not describe."""
    page: Annotated[int, msgspec.Meta(ge=1)] | None = None
    source: str = ""
    """Where it is from, if not from the family's manual."""
    note: str = ""

    @property
    def key(self) -> str:
        """Its name as on a command line behind ``AT``, as commands are declared by: ``+CBC``, ``E``, ``&C``."""
        return self.name.removeprefix("AT")

    @property
    def extended(self) -> bool:
        """Whether it has the forms of V.250, 5.4; a basic command (``ATE1``) has a number behind its name."""
        return self.key[:1] in ("+", "*", "S")

    @property
    def emulated(self) -> bool:
        """Whether the emulated module is to know it."""
        return self.disposition != "refuse"


def read(text: str, name: str) -> tuple[DocumentedCommand, ...]:
    """Read a table: lines of fields parted by tabulators, the names of the columns in the first.

    :param name: the table's name, for the message of a fault
    :raises atconform.base.errors.BenchFault: it is not such a table; the message names the line and the field
    """
    header, *lines = text.splitlines() or [""]
    if tuple(header.split("\t")) != COLUMNS:
        raise BenchFault(f"{name}, line 1: the columns are not {', '.join(COLUMNS)}")
    commands: dict[str, DocumentedCommand] = {}
    for number, line in enumerate(lines, 2):
        place = f"{name}, line {number}"
        command = _read_line(line, place)
        if command.name in commands:
            raise BenchFault(f"{place}: {command.name} is there already")
        commands[command.name] = command
    return tuple(commands.values())


def _read_line(line: str, place: str) -> DocumentedCommand:
    fields = line.split("\t")
    if len(fields) != len(COLUMNS):
        raise BenchFault(f"{place}: {len(fields)} fields instead of {len(COLUMNS)}")
    given: dict[str, object] = {column: field for column, field in zip(COLUMNS, fields, strict=True) if field}
    if "forms" in given:
        given["forms"] = str(given["forms"]).split("/")
    try:
        command = msgspec.convert(given, DocumentedCommand, strict=False)
    except msgspec.ValidationError as error:
        raise BenchFault(f"{place}: {error}") from error
    if command.emulated and not command.forms:
        raise BenchFault(f"{place}: {command.name} has no forms, so that nothing can answer it")
    if bool(command.section) == bool(command.source):
        raise BenchFault(f"{place}: {command.name} is either from a section of the manual, or from another source")
    return command


@lru_cache
def inventory(family: str) -> tuple[DocumentedCommand, ...]:
    """Read the commands of a family, those of its manual in the manual's order, then those from elsewhere.

    :param family: a family's own name, as ``atconform.base.families`` has it
    :raises atconform.base.errors.BenchFault: the table is malformed; the message names the place
    """
    file = resources.files("atconform.inventory").joinpath("data", f"{family}.tsv")
    return read(file.read_text("utf-8"), file.name)


def by_key(family: str) -> Mapping[str, DocumentedCommand]:
    """Find the commands of a family by their names on a command line; reports are none."""
    return {command.key: command for command in inventory(family) if command.forms != ("report",)}


def missing(command: DocumentedCommand, declared: tuple[str, ...]) -> tuple[str, ...]:
    """Return the forms that a command is to have and has not.

    :param declared: the forms that the emulated module has of it; none where it does not know it
    """
    if not command.emulated or command.key in NO_COMMANDS or command.forms == ("report",):
        return ()
    if not command.extended:
        return () if declared else command.forms
    return tuple(form for form in command.forms if form not in declared)


NO_COMMANDS = ("A/", "+++")
"""What the line editor and the data mode know by themselves, and no declaration has."""
FORMS: tuple[str, ...] = get_args(Form)
