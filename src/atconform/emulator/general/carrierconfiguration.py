"""AT+CMCFG: which network operator the module is configured for (SIM7000 AT command manual, 5.2.40)."""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting

BY_HAND, BY_CARD, ACTIVATE, DEACTIVATE, ASK = range(5)
NAMES = ("Default", "ATT", "Verizon")
"""The configurations that the manual names. No document tells what version they have."""
VERSION = "0x1"
LONGEST_NAME = 32

MODE = Setting("cmcfg", BY_CARD, Int(BY_HAND, BY_CARD), Saved.AT_ONCE)
ACTIVE = Setting("cmcfg.active", "Default", saved=Saved.AT_ONCE)
"""The name of the one that is active; empty where none is."""


def configurations(module: Device) -> Reply:
    """AT+CMCFG?: the mode, and the configurations there are."""
    active = module.settings[ACTIVE]
    return ok(
        f"+CMCFG: {module.settings[MODE]},{len(NAMES)}",
        *(f'+CMCFG: {index},"{name}",{VERSION},{int(name == active)}' for index, name in enumerate(NAMES)),
    )


def configure(module: Device, mode: int, name: str) -> Reply:
    """AT+CMCFG=: a configuration is activated or not by its name, which has to be given, and by hand only."""
    settings = module.settings
    if mode == ASK:
        active = settings[ACTIVE]
        return ok(f'+CMCFG: {ASK},{0 if active else 1},"{active}"')
    if mode in (BY_HAND, BY_CARD):
        settings[MODE] = mode
        return ok()
    if not name:
        return error(module.dialect.bad_parameter)
    if settings[MODE] != BY_HAND or (mode == DEACTIVATE and name != settings[ACTIVE]):
        return error(module.dialect.not_allowed)
    settings[ACTIVE] = name if mode == ACTIVATE else ""
    return ok()


SETTINGS = (MODE, ACTIVE)

COMMANDS = (
    Command(
        "+CMCFG",
        test=(f"+CMCFG: (0-4),{LONGEST_NAME}",),
        read=configurations,
        write=form(configure, Int(BY_HAND, ASK), Word(NAMES, default="")),
    ),
)
