"""The commonest command: one number that is set, read and listed, and nothing more."""

from __future__ import annotations

from atconform.emulator.command import Command, Int, form
from atconform.emulator.module import Module
from atconform.emulator.replies import Reply, ok


def toggle(name: str, setting: str, low: int = 0, high: int = 1, test: str | None = None) -> Command:
    """Declare an extended command that keeps one number in a setting.

    :param test: what stands in the brackets of the test form's answer, where it is not the plain range
    """

    def read(module: Module) -> Reply:
        return ok(f"{name}: {module.settings[setting]}")

    def write(module: Module, value: int) -> Reply:
        module.settings[setting] = value
        return ok()

    listed = test or (f"({low},{high})" if high - low == 1 else f"({low}-{high})")
    return Command(name, test=(f"{name}: {listed}",), read=read, write=form(write, Int(low, high)))
