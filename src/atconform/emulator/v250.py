"""The basic commands of V.250: echo, result codes, lines, profiles."""

from __future__ import annotations

from atconform.emulator.command import Command, Int, form
from atconform.emulator.module import Module
from atconform.emulator.replies import Reply, ok
from atconform.emulator.settings import Saved, Setting
from atconform.emulator.toggle import toggle


def basic(name: str, setting: str, high: int) -> Command:
    """Declare a basic command that keeps one number; without a number it means 0 (V.250, 5.3.1)."""

    def write(module: Module, value: int) -> Reply:
        module.settings[setting] = value
        return ok()

    return Command(name, write=form(write, Int(0, high)), execute=lambda module: write(module, 0))


SETTINGS = {
    "echo": Setting(1, Saved.PROFILE),
    "verbose": Setting(1, Saved.PROFILE),
    "quiet": Setting(0, Saved.PROFILE),
    "dtr": Setting(0, Saved.PROFILE),
    "cmee": Setting(0, Saved.PROFILE),
    "S3": Setting(13, Saved.PROFILE),
    "S5": Setting(8, Saved.PROFILE),
}

COMMANDS = (
    basic("E", "echo", 1),
    basic("V", "verbose", 1),
    basic("Q", "quiet", 1),
    basic("&D", "dtr", 2),
    toggle("+CMEE", "cmee", 0, 2),
)
