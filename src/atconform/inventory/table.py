"""The inventory as the terminal shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.table import Table
from rich.text import Text

from atconform.inventory.documented import FORMS, DocumentedCommand, Saving, missing

LETTERS = dict(zip(FORMS, "trwxu", strict=True))
STYLES = {"behave": "green", "answer": "", "refuse": "dim"}
LEGEND = """\
forms  t test, r read, w write, x execute, u comes unasked; capitals: not yet
does   behave: it has its effect; answer: a setting or a figure;
       refuse: of another subject, and answered with an error
Below a command stand its values, the defaults in brackets, how long they are
kept, and where it is from, if not from the manual. --json tells more."""
KEPT: dict[Saving | None, str] = {
    "profile": "kept by AT&W",
    "at once": "kept",
    "at restart": "kept, in effect after a restart",
    "by command": "kept by another command",
}


def command_table(commands: Sequence[DocumentedCommand], declared: Mapping[str, tuple[str, ...]]) -> Table:
    """Lay the commands out, one below the other.

    :param declared: the forms that the emulated module has, by the command's name on a command line
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("command", no_wrap=True)
    table.add_column("forms", no_wrap=True)
    table.add_column("does", no_wrap=True)
    table.add_column("what", overflow="fold")
    for command in commands:
        letters = _letters(command, declared.get(command.key, ()))
        table.add_row(command.name, letters, command.disposition, _text(command), style=STYLES[command.disposition])
    return table


def counts(commands: Sequence[DocumentedCommand], declared: Mapping[str, tuple[str, ...]]) -> str:
    """Count the commands by what becomes of them."""
    by = Counter(command.disposition for command in commands)
    waiting = sum(bool(missing(command, declared.get(command.key, ()))) for command in commands)
    told = ", ".join(f"{count} {disposition}" for disposition, count in sorted(by.items()))
    return f"{len(commands)} commands: {told}" + (f"; of those {waiting} not wholly emulated yet" if waiting else "")


def _letters(command: DocumentedCommand, declared: tuple[str, ...]) -> str:
    waiting = missing(command, declared)
    return "".join(LETTERS[form].upper() if form in waiting else LETTERS[form] for form in command.forms)


def _text(command: DocumentedCommand) -> Text:
    text = Text(command.meaning)
    below = (
        command.values,
        KEPT.get(command.saving, "") if command.emulated else "",
        f"from: {command.source}" if command.source else "",
    )
    if any(below):
        text.append("\n" + "; ".join(filter(None, below)), style="dim")
    return text
