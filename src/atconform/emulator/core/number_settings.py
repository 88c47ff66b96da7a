"""The commonest commands: one number, or a row of numbers, that is set, read and listed, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from atconform.emulator.core.command import Command, Form, Int, OneOf, Parameter, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Setting


def one_number(
    setting: Setting[int], test: str | None = None, *, readable: bool = True, alone: int | None = None
) -> Command:
    """Declare an extended command that keeps one number in a setting, and has its name from there.

    :param test: what the test form lists, where it is not the plain range
    :param readable: whether there is a read form
    :param alone: what the execute form sets; None: there is none
    """
    name = setting.command

    def read(module: Device) -> Reply:
        return ok(f"{name}: {module.settings.spell(setting)}")

    def write(module: Device, value: int) -> Reply:
        module.settings[setting] = value
        return ok()

    return Command(
        name,
        test=lambda module: ok(f"{name}: {test or listed(module.settings.declared(setting).only)}"),
        read=read if readable else None,
        write=lambda module: form(write, module.settings.declared(setting).only),
        execute=None if alone is None else lambda module: write(module, alone),
    )


def listed(values: Parameter) -> str:
    """List the values of a number as test forms do: ``(0,1)``, ``(0-3)``, ``(2,13,38)``."""
    match values:
        case Int(low=low, high=high):
            return f"({low},{high})" if high - low == 1 else f"({low}-{high})"
        case OneOf(choices=choices):
            return f"({spell_numbers(choices)})"
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
