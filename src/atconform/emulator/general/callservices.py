"""What is asked and told of calls: AT+CRC, +CR, +COLP, +CLIR, +CLCC, +CPAS, +CEER, +MORING, +CHUP and their kin.

SIM800 AT command manual, 3.2.7, 3.2.16 to 3.2.31 and 6.2.14 to 6.2.45; SIM7000, 3.2.10 and 3.2.13; SIM7020, 3.2.1;
SIM7500/SIM7600, 3.2.19 and 5.2.2 to 5.2.21. A family without voice calls has some of these commands too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import KEPT, one_number, several_numbers
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.calls import (
    ACTIVE,
    CDRIND,
    CLCC,
    COLP,
    CRC,
    GSMBUSY,
    IDLE,
    MORING,
    NO_CAUSE,
    NORMAL_CLEARING,
    Call,
    end_call,
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of what is told of calls."""

    activities: str = "(0,3,4)"
    """How AT+CPAS=? lists the states."""
    own_number_hidden: int = 0
    """<m> of AT+CLIR: how the network hides the module's number; not at all."""
    called_told: int = 0
    """<m> of AT+COLP: whether the network tells the number that has answered, as the manual's example has it."""


READY, RINGING, IN_CALL = 0, 3, 4
CAUSES = {NO_CAUSE: "No cause", NORMAL_CLEARING: "normal call clearing"}
"""What AT+CEER prints of a cause; calls of this network end in no other way."""

CEER = Setting("ceer", 0, Int(0, 1), command="+CEER")
"""Whether the cause is told as a number."""
CLIR = Setting("clir", 0, Int(0, 2), command="+CLIR")
CR = Setting("cr", 0, Int(0, 1), command="+CR")
CSSN = Setting("cssn", (0, 0), (Int(0, 1), Int(0, 1)), command="+CSSN")
"""Whether it is told what the network does to a call that is made, and to one that comes in; nothing here."""
CCPD = Setting("ccpd", 0, Int(0, 1), Saved.PROFILE, "+CCPD")


def activity(module: Device) -> Reply:
    """AT+CPAS; a module without calls is always ready."""
    call = module.find(Call)
    states = {ACTIVE: IN_CALL, IDLE: READY}
    return ok(f"+CPAS: {READY if call is None else states.get(call.machine.state, RINGING)}")


def cause(module: Device) -> Reply:
    """AT+CEER: why the last call ended; a module without calls has never had one."""
    call = module.find(Call)
    why = NO_CAUSE if call is None else call.cause
    return ok(f"+CEER: Cause:{why}" if module.settings[CEER] else f"+CEER: {CAUSES[why]}")


def with_status(command: Command, setting: Setting[int], figure: str) -> Command:
    """Declare a command that tells a setting, and what the network gives the subscriber."""

    def read(module: Device) -> Reply:
        return ok(f"{command.name}: {module.settings[setting]},{getattr(module.figures[Figures], figure)}")

    return replace(command, read=read)


def mute(module: Device, on: int) -> Reply:
    """AT+CMUT=: only while a call is active."""
    call = module.part(Call)
    if call.machine.state != ACTIVE:
        return error(module.dialect.not_allowed)
    call.muted = bool(on)
    return ok()


FIGURES = (Figures,)

SETTINGS = (CEER, CLIR, CR, CSSN)

ACTIVITY = Command("+CPAS", test=lambda module: ok(f"+CPAS: {module.figures[Figures].activities}"), execute=activity)
CAUSE = Command(
    "+CEER",
    test=("+CEER: (0,1)",),
    read=one_number(CEER).read,
    write=one_number(CEER).write,
    execute=cause,
)
RING_OF_KIND = one_number(CRC, omitted=KEPT)
CALLED_NUMBER = one_number(COLP)

COMMANDS = (
    ACTIVITY,
    CAUSE,
    RING_OF_KIND,
    one_number(CR, omitted=KEPT),
    with_status(CALLED_NUMBER, COLP, "called_told"),
    with_status(one_number(CLIR), CLIR, "own_number_hidden"),
    several_numbers(CSSN, "(0,1),(0,1)"),
    one_number(MORING),
    replace(one_number(CLCC), execute=lambda module: ok(*module.part(Call).listed())),
    Command("+CHUP", test=(), execute=end_call),
    Command(
        "+CMUT",
        test=("+CMUT: (0,1)",),
        read=lambda module: ok(f"+CMUT: {int(module.part(Call).muted)}"),
        write=form(mute, Int(0, 1)),
    ),
)

MORE_OF_SIM800 = (
    one_number(CDRIND),
    one_number(GSMBUSY, "(0,1,2)"),
    one_number(CCPD),
    Command("+HVOIC", execute=end_call),
)
"""What the SIM800 manual has besides."""
