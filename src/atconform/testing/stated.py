"""Commands that a module answers as a test says: such as it does not know, and such as are to be answered otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from atconform.emulator.core.command import Command, Text, form
from atconform.emulator.core.commandline import Form, read_commands
from atconform.emulator.core.replies import Reply, error, ok

MOST_VALUES = 16
"""So many values may stand in a command whose write form is stated."""
_FORMS = {Form.TEST: "test", Form.READ: "read", Form.EXECUTE: "execute", Form.WRITE: "write"}


def stated(
    commands: Mapping[str, Command], command: str, lines: tuple[str, ...], code: int | None
) -> Mapping[str, Command]:
    """Return the commands of a module, one form of one of them answered otherwise.

    :param command: as it is typed, without values: ``AT+CBC``, ``AT+CBC?``, ``AT+CBC=?``, ``AT+CBC=``
    :param lines: what stands before ``OK``
    :param code: the number of an error, that of +CME ERROR, instead of ``OK``
    :raises ValueError: that is no command
    """
    read = read_commands(command[2:]) if command[:2].upper() == "AT" else None
    if read is None or len(read) != 1 or read[0].arguments:
        raise ValueError(f"{command!r} is no command without values; write for instance AT+CBC, AT+CBC? or AT+CBC=")
    name, kind = read[0].name, _FORMS[read[0].form]
    answer = _answer(lines, code)
    values = (Text(bare=True, default=""),) * MOST_VALUES
    said: dict[str, Any] = {kind: form(answer, *values) if kind == "write" else answer}
    return {**commands, name: replace(commands[name] if name in commands else Command(name), **said)}


def _answer(lines: tuple[str, ...], code: int | None) -> Callable[..., Reply]:
    return lambda *_: ok(*lines) if code is None else error(code, *lines)
