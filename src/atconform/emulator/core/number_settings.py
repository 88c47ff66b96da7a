"""The commonest commands: one number, or a row of numbers, that is set, read and listed, and nothing more."""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.module import Module
from atconform.emulator.core.replies import Reply, ok


def one_number(
    name: str,
    setting: str,
    low: int = 0,
    high: int = 1,
    test: str | None = None,
    *,
    readable: bool = True,
    alone: int | None = None,
) -> Command:
    """Declare an extended command that keeps one number in a setting.

    :param test: what stands in the brackets of the test form's answer, where it is not the plain range
    :param readable: whether there is a read form
    :param alone: what the execute form sets; None: there is none
    """

    def read(module: Module) -> Reply:
        return ok(f"{name}: {module.settings[setting]}")

    def write(module: Module, value: int) -> Reply:
        module.settings[setting] = value
        return ok()

    listed = test or (f"({low},{high})" if high - low == 1 else f"({low}-{high})")
    return Command(
        name,
        test=(f"{name}: {listed}",),
        read=read if readable else None,
        write=form(write, Int(low, high)),
        execute=None if alone is None else lambda module: write(module, alone),
    )


def spell_numbers(values: tuple[int, ...]) -> str:
    """Write the numbers with commas between them."""
    return ",".join(map(str, values))


def several_numbers(
    name: str,
    setting: str,
    test: str | None,
    *parameters: Int,
    required: int = 1,
    alone: tuple[int, ...] | None = None,
) -> Command:
    """Declare an extended command that keeps a row of numbers in a setting.

    :param test: what the test form lists; None: there is none
    :param required: how many of the numbers must be given; the others keep their value where they are left out
    :param alone: what the execute form sets; None: there is none
    """
    optional = [Int(p.low, p.high, default=None) for p in parameters[required:]]

    def read(module: Module) -> Reply:
        return ok(f"{name}: {spell_numbers(module.settings[setting])}")

    def write(module: Module, *values: int | None) -> Reply:
        kept = module.settings[setting]
        module.settings[setting] = tuple(old if new is None else new for old, new in zip(kept, values, strict=True))
        return ok()

    return Command(
        name,
        test=None if test is None else (f"{name}: {test}",),
        read=read,
        write=form(write, *parameters[:required], *optional),
        execute=None if alone is None else lambda module: write(module, *alone),
    )
