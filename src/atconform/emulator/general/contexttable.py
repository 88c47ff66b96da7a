"""The shape of commands that keep a row of values for each context: AT+CGQREQ, +CGDSCONT, +CGTFT and others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from atconform.emulator.core.command import REQUIRED, Command, Form, Parameter, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Setting
from atconform.emulator.general.packet import Figures, context_number

Table = Mapping[tuple[int, ...], tuple[Any, ...]]
"""Rows of values, by the number of the context and what else tells them apart."""


def context_table(
    setting: Setting[Table],
    parameters: tuple[Parameter, ...],
    test: str | Callable[[Device], str],
    *,
    keys: int = 1,
    spell: Callable[[Any], str] | None = None,
    allowed: Callable[[Device, tuple[int, ...], tuple[Any, ...]], bool] = lambda module, key, row: True,
    alone: bool = False,
) -> Command:
    """Declare a command that keeps rows, and has its name from its setting; a context alone takes its rows away.

    :param parameters: what stands behind the context; all may be left out but those among the keys
    :param test: what the test form lists; with ``{type}`` in it, a line for each type of context
    :param keys: how many numbers tell a row from the others, the context's among them
    :param spell: how one value is printed, where texts are not to be in quotation marks
    :param allowed: whether a row may be
    :param alone: whether the command alone is accepted, of which the manual says no more
    """
    name = setting.command

    def listed(module: Device) -> Reply:
        one = test(module) if callable(test) else test
        types = module.figures[Figures].types if "{type}" in one else ("",)
        return ok(*(f"{name}: {one.replace('{type}', kind)}" for kind in types))

    def read(module: Device) -> Reply:
        rows = module.settings[setting].items()
        return ok(*(f"{name}: {','.join(map(spell or spelled, (*key, *row)))}" for key, row in rows))

    def write(module: Device, number: int, *values: Any) -> Reply:
        key, row = (number, *values[: keys - 1]), values[keys - 1 :]
        if all(value is None for value in values):
            return keep(module, {kept: old for kept, old in module.settings[setting].items() if kept[0] != number})
        defaults = parameters[keys - 1 :]
        full = tuple(given.default if value is None else value for value, given in zip(row, defaults, strict=True))
        if None in key or REQUIRED in full or not allowed(module, key, full):
            return error(module.dialect.bad_parameter)
        rows: dict[tuple[int, ...], tuple[Any, ...]] = dict(module.settings[setting].items())
        rows[key] = full
        return keep(module, rows)

    def keep(module: Device, rows: Table) -> Reply:
        module.settings[setting] = dict(sorted(rows.items()))
        return ok()

    def write_form(module: Device) -> Form:
        return form(write, context_number(module), *(replace(each, default=None) for each in parameters))

    return Command(name, test=listed, read=read, write=write_form, execute=(lambda module: ok()) if alone else None)


def spelled(value: int | str) -> str:
    """Spell a value of a row: texts in quotation marks."""
    return f'"{value}"' if isinstance(value, str) else str(value)
