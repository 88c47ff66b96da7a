"""CIPMUX, CIPMODE, CIPSGTXT: how many connections, command or data mode, which context (SIM800 note, 2, 2.1, 4)."""

from __future__ import annotations

from atconform.emulator.cip import connection_states
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.parameters import MULTI, TRANSPARENT_MODE
from atconform.emulator.cip.stack import CONTEXTS, refuse, stack
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok


def set_multi(module: Device, on: int) -> Reply:
    """AT+CIPMUX: only while nothing of the stack is at work, in either direction (manual)."""
    cip = stack(module)
    if not cip.all_initial:
        return refuse(module)
    cip.use_mode(multi=bool(on))
    return ok()


def set_transparent(module: Device, on: int) -> Reply:
    """AT+CIPMODE: whether a connection leads to data mode; not valid in multi connection mode (note, 3)."""
    cip = stack(module)
    if cip.multi or any(cip.live()):
        return refuse(module)
    if module.figures[Figures].transparent_at_rest and cip.context.machine.state not in (
        connection_states.INITIAL,
        connection_states.CLOSED,
    ):
        return refuse(module)
    module.settings[TRANSPARENT_MODE] = on
    return ok()


def select_context(module: Device, index: int) -> Reply:
    """AT+CIPSGTXT: which context the following commands work on; multi connection mode only (note, 4)."""
    cip = stack(module)
    if not cip.multi:
        return refuse(module)
    cip.selected = index
    return ok()


COMMANDS = (
    Command(
        "+CIPMUX",
        test=("+CIPMUX: (0,1)",),
        read=lambda module: ok(f"+CIPMUX: {module.settings[MULTI]}"),
        write=form(set_multi, Int(0, 1)),
    ),
    Command(
        "+CIPMODE",
        test=("+CIPMODE: (0-NORMAL MODE,1-TRANSPARENT MODE)",),
        read=lambda module: ok(f"+CIPMODE: {module.settings[TRANSPARENT_MODE]}"),
        write=form(set_transparent, Int(0, 1)),
    ),
    Command("+CIPSGTXT", test=("+CIPSGTXT: (0,1)",), write=form(select_context, Int(0, CONTEXTS - 1))),
)
