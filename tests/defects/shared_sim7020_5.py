"""What defects of several sections do alike: see ``sim7020_*.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from atconform.emulator.core.command import Command, Form
from atconform.emulator.core.module import Module
from atconform.emulator.core.replies import Reply
from atconform.emulator.cso import sockets


def with_write(commands: tuple[Command, ...], name: str, run: Callable[..., Reply]) -> Command:
    """Make a command whose write form runs something else; all the rest is as it should be."""
    usual = next(command for command in commands if command.name == name)
    assert isinstance(usual.write, Form)
    return replace(usual, write=replace(usual.write, run=run))


def on_its_socket(run: Callable[..., Reply]) -> Callable[..., Reply]:
    """Find the socket that is named, for what runs in a write form."""
    return sockets.on_socket(run).run


def kind_of_before(found, earlier):
    """Make a socket of the kind that the last one had."""
    return (earlier or [found])[0][0]


def forgetting(setting: str):
    """Make an AT+CSOCL that puts a setting back."""

    def close(module: Module, socket: sockets.Socket) -> Reply:
        module.settings[setting] = 0
        return sockets.close(module, socket)

    return (with_write(sockets.COMMANDS, "+CSOCL", on_its_socket(close)),)


TWO_TCP = """
    server TCP
    second TCP
    given connected-socket server 0
    given connected-socket second 1
"""


SENDING = """
    server TCP
    given connected-socket server 0
"""
