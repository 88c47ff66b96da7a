"""What defects of several sections do alike: see ``sim800_*.py``."""

from __future__ import annotations

from dataclasses import replace

from atconform.base.units import SECOND
from atconform.emulator.cip import send
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.parameters import TIMED_SEND
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Int, form
from atconform.emulator.core.payload import PayloadEntry
from atconform.emulator.core.replies import error, ok, prompt


def sends_with(entry):
    """Make AT+CIPSEND ask for data as ``entry`` has it, given module, connection and length."""

    def ask(module, number, length):
        connection = stack(module).connections[number]
        if not connection.up:
            return refuse(module)
        if length is not None and length > module.figures[Figures].longest_send:
            return error(module.dialect.bad_parameter)
        return prompt(entry(module, connection, length))

    def write(module):
        length = Int(1, 65535, default=None)
        if stack(module).multi:
            return form(ask, Int(0, 5), length)
        return form(lambda m, given: ask(m, 0, given), length)

    def execute(module):
        return refuse(module) if stack(module).multi else ask(module, 0, None)

    usual = next(one for one in send.COMMANDS if one.name == "+CIPSEND")
    return (replace(usual, write=write, execute=execute),)


def entry_of(module, connection, length, *, time, done=send.hand_over):
    """Make the entry of data that AT+CIPSEND usually asks for, but for its time and what is done with the data."""
    return PayloadEntry(
        length=length,
        longest=module.figures[Figures].longest_send,
        time=time,
        done=lambda typed: done(module, connection, typed),
        cancelled=lambda: ok(),
        too_long=lambda: error(module.dialect.bad_parameter),
    )


def usual_time(module, length):
    """Return after how long the data goes by itself."""
    timed, seconds = module.settings[TIMED_SEND]
    return seconds * SECOND if timed and length is None else None


ACK_TWICE = """
    server TCP
    given connected server
    send AT+CIPSEND
    type hello<Ctrl-Z>
    wait 1
    send AT+CIPSEND
    type you<Ctrl-Z>
    wait 1
    send AT+CIPACK
"""


TWO = """
    server TCP
    second TCP
    given connected-multi server 0
    send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
"""
