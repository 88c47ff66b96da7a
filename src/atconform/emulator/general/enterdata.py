"""AT+CGDATA: data mode over a context, which is what dialling *99***<context># does (3GPP TS 27.007, 10.1.12
and 10.2.1.1; SIM800 AT command manual, 7.2.6; SIM7500/SIM7600, 8.2.11).
"""

from __future__ import annotations

from atconform.emulator.core.command import Argument, Command, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error
from atconform.emulator.general.packet import context_number


def enter(module: Device, protocol: str, number: int) -> Reply:
    """AT+CGDATA=."""
    dial = module.commands["D"].write_form(module)
    if dial is None:
        return error(module.dialect.not_allowed)
    return dial.run(module, *dial.parse([Argument(f"*99***{number}#", quoted=False)]))


COMMANDS = (
    Command(
        "+CGDATA",
        test=('+CGDATA: ("PPP")',),
        write=lambda module: form(enter, Word(("PPP",), default="PPP"), context_number(module, default=1)),
    ),
)
