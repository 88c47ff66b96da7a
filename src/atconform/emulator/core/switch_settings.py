"""Commands that keep a switch, with numbers that go with its being on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from atconform.emulator.core.command import Command, Form, Int, OneOf, Parameter, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import listed
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Setting

OFF, ON = range(2)


def switched(
    setting: Setting[tuple[int, ...]],
    numbers: tuple[Int | OneOf, ...],
    test: str | None = None,
    *,
    needed: int | None = None,
    allowed: Callable[[tuple[int, ...]], bool] = lambda numbers: True,
) -> Command:
    """Declare an extended command that keeps a switch, and the numbers that it is on with; off it has none.

    :param numbers: what the numbers may be
    :param test: what the test form lists, where it is not the plain ranges; empty: nothing
    :param needed: how many of them must be given; None: all
    :param allowed: whether the numbers fit each other
    """
    name = setting.command
    must = len(numbers) if needed is None else needed
    ranges = ",".join(map(listed, (Int(OFF, ON), *numbers))) if test is None else test

    def write(module: Device, switch: int, *given: int | None) -> Reply:
        row = tuple(number for number in given if number is not None)
        if switch == OFF:
            module.settings[setting] = (OFF,)
            return ok()
        if len(row) < must or None in given[: len(row)] or not allowed(row):
            return error(module.dialect.bad_parameter)
        module.settings[setting] = (ON, *row)
        return ok()

    def write_form(module: Device) -> Form:
        optional: list[Parameter] = [replace(number, default=None) for number in numbers]
        return form(write, Int(OFF, ON), *optional)

    return Command(
        name,
        test=(f"{name}: {ranges}",) if ranges else (),
        read=lambda module: ok(f"{name}: {module.settings.spell(setting)}"),
        write=write_form,
    )


def counted(row: tuple[int, ...]) -> bool:
    """Return whether a row begins with how many numbers follow."""
    return row[0] == len(row) - 1
