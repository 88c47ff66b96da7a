"""The commonest commands: one number, or a row of numbers, that is set, read and listed, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Literal

from atconform.emulator.core.command import Command, Form, Int, OneOf, Parameter, Ranges, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Setting

Kept = Literal["as before"]
KEPT: Kept = "as before"
"""In the place of a number: the setting keeps the one that it has."""


def one_number(
    setting: Setting[int],
    test: str | None = None,
    *,
    readable: bool = True,
    alone: int | None = None,
    omitted: int | Kept | None = None,
) -> Command:
    """Declare an extended command that keeps one number in a setting, and has its name from there.

    :param test: what the test form lists, where it is not the plain range
    :param readable: whether there is a read form
    :param alone: what the execute form sets; None: there is none
    :param omitted: what the write form sets where it has no value (``AT+CRC=``); None: it must have one
    """
    name = setting.command

    def read(module: Device) -> Reply:
        return ok(f"{name}: {module.settings.spell(setting)}")

    def write(module: Device, value: int | Kept) -> Reply:
        if isinstance(value, int):
            module.settings[setting] = value
        return ok()

    def write_form(module: Device) -> Form:
        values = module.settings.declared(setting).only
        return form(write, values if omitted is None else replace(values, default=omitted))

    return Command(
        name,
        test=lambda module: ok(f"{name}: {test or listed(module.settings.declared(setting).only)}"),
        read=read if readable else None,
        write=write_form,
        execute=None if alone is None else lambda module: write(module, alone),
    )


def listed(values: Parameter) -> str:
    """List the values of a number as test forms do: ``(0,1)``, ``(0-3)``, ``(2,13,38)``."""
    match values:
        case Int(low=low, high=high):
            return f"({low},{high})" if high - low == 1 else f"({low}-{high})"
        case OneOf(choices=choices):
            return f"({spell_numbers(choices)})"
        case Ranges(ranges=ranges):
            return f"({','.join(str(one.low) if one.low == one.high else f'{one.low}-{one.high}' for one in ranges)})"
        case _:
            raise TypeError(f"{values!r} is no number")


def spell_numbers(values: Iterable[int]) -> str:
    """Write the numbers with commas between them."""
    return ",".join(map(str, values))


def several_numbers(
    setting: Setting[Any], test: str | None, *, required: int = 1, alone: tuple[int, ...] | None = None
) -> Command:
    """Declare an extended command that keeps a row of numbers in a setting, and has its name from there.

    :param test: what the test form lists; None: there is none
    :param required: how many of the numbers must be given; the others keep their value where they are left out
    :param alone: what the execute form sets; None: there is none
    """
    name = setting.command

    def read(module: Device) -> Reply:
        return ok(f"{name}: {module.settings.spell(setting)}")

    def write(module: Device, *values: int | None) -> Reply:
        kept = module.settings[setting]
        make = getattr(type(kept), "_make", tuple)
        module.settings[setting] = make(old if new is None else new for old, new in zip(kept, values, strict=True))
        return ok()

    def write_form(module: Device) -> Form:
        first, rest = (each := module.settings.declared(setting).each)[:required], each[required:]
        return form(write, *first, *(replace(parameter, default=None) for parameter in rest))

    return Command(
        name,
        test=None if test is None else (f"{name}: {test}",),
        read=read,
        write=write_form,
        execute=None if alone is None else lambda module: write(module, *alone),
    )
