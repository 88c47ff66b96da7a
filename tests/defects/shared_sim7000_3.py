"""What defects of several sections do alike: see ``sim7000_*.py``."""

from __future__ import annotations

from atconform.emulator.cip import send as sending
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.replies import error, ok

NOBODYS_PORT = 1


def handing_over(module, connection):
    """Give what every entry at the prompt of AT+CIPSEND does in the end."""
    return {
        "longest": module.figures[Figures].longest_send,
        "done": lambda typed: sending.hand_over(module, connection, typed),
        "cancelled": ok,
        "too_long": lambda: error(module.dialect.bad_parameter),
    }


def cipsend(single=sending.send, multi=sending.send):
    """Declare AT+CIPSEND with other ways to send in either mode."""

    def parameters(module):
        length = Int(1, 65535, default=None)
        if stack(module).multi:
            return form(multi, Int(0, 7), length)
        return form(lambda module, given: single(module, 0, given), length)

    def alone(module):
        return refuse(module) if stack(module).multi else single(module, 0, None)

    return Command("+CIPSEND", test=sending.send_test, read=sending.send_read, write=parameters, execute=alone)
