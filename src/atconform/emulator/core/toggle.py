"""The commonest command: one number that is set, read and listed, and nothing more."""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.module import Module
from atconform.emulator.core.replies import Reply, ok


def toggle(
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
