"""CIPSCONT: keeping the settings of the TCP/IP commands over a power cycle (SIM800 AT command manual, 8.2.27)."""

from __future__ import annotations

from atconform.emulator.cip.bearer import default_apn
from atconform.emulator.cip.parameters import (
    BEARER,
    FETCH,
    HEAD,
    MULTI,
    QUICK_SEND,
    REMOTE_DELAY,
    SHOW_PROTOCOL,
    SHOW_SOURCE,
    TIMED_SEND,
    TRANSFER,
    TRANSPARENT_MODE,
    WATCH,
)
from atconform.emulator.core.command import Command
from atconform.emulator.core.device import Device
from atconform.emulator.core.dialogue import PROMPT
from atconform.emulator.core.replies import Reply, ok

SAVED = (
    BEARER,
    HEAD,
    SHOW_PROTOCOL,
    SHOW_SOURCE,
    TIMED_SEND,
    PROMPT,
    QUICK_SEND,
    TRANSPARENT_MODE,
    TRANSFER,
    MULTI,
    WATCH,
    FETCH,
    REMOTE_DELAY,
)
IN_MEMORY, NOT_SAVED = 0, 1


def save(module: Device) -> Reply:
    """AT+CIPSCONT: save the settings; they hold at the next power-up."""
    module.settings.save(SAVED)
    return ok()


def show(module: Device) -> Reply:
    """AT+CIPSCONT?: whether the settings in use are the saved ones, and what they are."""
    settings = module.settings
    apn, user, password = default_apn(module)
    return ok(
        f"+CIPSCONT: {IN_MEMORY if settings.are_saved(SAVED) else NOT_SAVED}",
        f"+CIPCSGP: {settings[BEARER].mode}",
        f"Gprs Config APN: {apn}",
        f"Gprs Config UserId: {user}",
        f"Gprs Config Password: {password}",
        f"+CIPHEAD: {settings[HEAD]}",
        f"+CIPSHOWTP: {settings[SHOW_PROTOCOL]}",
        f"+CIPSRIP: {settings[SHOW_SOURCE]}",
        f"+CIPATS: {settings.spell(TIMED_SEND)}",
        f"+CIPSPRT: {settings[PROMPT]},{settings[PROMPT] == 2:d}",
        f"+CIPQSEND: {settings[QUICK_SEND]}",
        f"+CIPMODE: {settings[TRANSPARENT_MODE]}",
        f"+CIPCCFG: {settings.spell(TRANSFER)}",
        f"+CIPMUX: {settings[MULTI]}",
        f"+CIPDPDP: {settings.spell(WATCH)}",
        f"+CIPRXGET: {settings[FETCH]}",
        f"+CIPRDTIMER: {settings.spell(REMOTE_DELAY)}",
    )


COMMANDS = (Command("+CIPSCONT", read=show, execute=save),)
