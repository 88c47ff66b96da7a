"""Commands that keep one word, or a switch with numbers that go with its being on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from atconform.emulator.core.command import Command, Form, Int, OneOf, Parameter, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import listed
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Setting

OFF, ON = range(2)


def one_choice(setting: Setting[str], *, test: str | None = None, quoted: bool = False, alone: bool = False) -> Command:
    """Declare an extended command that keeps one of a few words in a setting, and has its name from there.

    :param test: what the test form lists, where it is not all of the words
    :param quoted: whether the words stand in quotation marks when they are told
    :param alone: whether the command alone goes back to the default
    """
    name, mark = setting.command, '"' if quoted else ""

    def words(module: Device) -> Word:
        within = module.settings.declared(setting).only
        assert isinstance(within, Word)
        return within

    def list_words(module: Device) -> Reply:
        return ok(f"{name}: {test or '(' + ','.join(mark + word + mark for word in words(module).choices) + ')'}")

    def write(module: Device, value: str) -> Reply:
        module.settings[setting] = value
        return ok()

    return Command(
        name,
        test=list_words,
        read=lambda module: ok(f"{name}: {mark}{module.settings[setting]}{mark}"),
        write=lambda module: form(write, words(module)),
        execute=(lambda module: write(module, module.settings.declared(setting).default)) if alone else None,
    )


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
