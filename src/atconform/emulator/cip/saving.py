"""CIPSCONT: keeping the settings of the TCP/IP commands over a power cycle (SIM800 AT command manual, 8.2.27)."""

from __future__ import annotations

from atconform.emulator.cip.bearer import default_apn
from atconform.emulator.core.command import Command
from atconform.emulator.core.module import Module
from atconform.emulator.core.number_settings import spell_numbers
from atconform.emulator.core.replies import Reply, ok

SAVED = (
    "cip.bearer",
    "cip.head",
    "cip.show_protocol",
    "cip.show_source",
    "cip.timed_send",
    "prompt",
    "cip.quick_send",
    "cip.transparent",
    "cip.transfer",
    "cip.multi",
    "cip.watch",
    "cip.fetch",
    "cip.remote_delay",
)
IN_MEMORY, NOT_SAVED = 0, 1


def save(module: Module) -> Reply:
    """AT+CIPSCONT: save the settings; they hold at the next power-up."""
    for name in SAVED:
        module.memory.at_once[name] = module.settings[name]
    return ok()


def show(module: Module) -> Reply:
    """AT+CIPSCONT?: whether the settings in use are the saved ones, and what they are."""
    settings, stored = module.settings, module.memory.at_once
    saved = all(stored.get(name) == settings[name] for name in SAVED)
    apn, user, password = default_apn(module)
    return ok(
        f"+CIPSCONT: {IN_MEMORY if saved else NOT_SAVED}",
        f"+CIPCSGP: {settings['cip.bearer'][0]}",
        f"Gprs Config APN: {apn}",
        f"Gprs Config UserId: {user}",
        f"Gprs Config Password: {password}",
        f"+CIPHEAD: {settings['cip.head']}",
        f"+CIPSHOWTP: {settings['cip.show_protocol']}",
        f"+CIPSRIP: {settings['cip.show_source']}",
        f"+CIPATS: {spell_numbers(settings['cip.timed_send'])}",
        f"+CIPSPRT: {settings['prompt']},{settings['prompt'] == 2:d}",
        f"+CIPQSEND: {settings['cip.quick_send']}",
        f"+CIPMODE: {settings['cip.transparent']}",
        f"+CIPCCFG: {spell_numbers(settings['cip.transfer'])}",
        f"+CIPMUX: {settings['cip.multi']}",
        f"+CIPDPDP: {spell_numbers(settings['cip.watch'])}",
        f"+CIPRXGET: {settings['cip.fetch']}",
        f"+CIPRDTIMER: {spell_numbers(settings['cip.remote_delay'])}",
    )


COMMANDS = (Command("+CIPSCONT", read=show, execute=save),)
