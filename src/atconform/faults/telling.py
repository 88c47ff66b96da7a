"""What a person tells a module that is at work, in words: ``context-lost after=3s``, ``show``, ``clear``."""

from __future__ import annotations

from collections.abc import Sequence

from atconform.base.errors import UsageError
from atconform.base.suggest import did_you_mean
from atconform.base.units import SECOND
from atconform.emulator.general.registration import Radio
from atconform.faults.faulty import FaultyModule
from atconform.faults.table import BY_NAME

SHOW, CLEAR = "show", "clear"
REGISTRATIONS = {0: "not registered", 1: "registered", 2: "searching", 3: "denied", 5: "registered, roaming"}
"""<stat> of AT+CREG (3GPP TS 27.007, 7.2)."""


def tell(core: FaultyModule, words: Sequence[str], now: int) -> str:
    """Do what somebody tells, and say what became of it.

    :param words: the name of a fault and its values (``after=3s``), or ``show``, or ``clear``
    :raises UsageError: it cannot be done
    """
    if not words:
        raise UsageError("tell what?", f"a fault, {SHOW} or {CLEAR}")
    name, *given = words
    if name in (SHOW, CLEAR) and given:
        raise UsageError(f"{name} takes no values", "leave them out")
    if name == SHOW:
        return show(core, now)
    if name == CLEAR:
        before = len(core.active(now)) + (core.odds is not None)
        core.clear(now)
        return f"{before} ended" if before else "there was nothing to end"
    if name not in BY_NAME:
        similar = did_you_mean(name, [*BY_NAME, SHOW, CLEAR])
        raise UsageError(f"there is no fault {name}{similar}", "atconform emulate --list-faults names them")
    order = core.begin(name, dict(_value(word) for word in given), now)
    if not order.over:
        return str(order)
    return f"{name}: done" if order.struck else f"{name}: there was nothing that it could act on"


def _value(word: str) -> tuple[str, str]:
    name, equals, value = word.partition("=")
    if not equals:
        raise UsageError(f"{word!r} is no value", "write PARAMETER=VALUE, for instance after=3s")
    return name, value


def show(core: FaultyModule, now: int) -> str:
    """Describe the module, its contexts and links, and the faults that wait or act."""
    orders = core.active(now)
    module, seen = core.module, core.seen
    radio = module.find(Radio)
    lines = [f"module: {module.family.name}, {_state(core)}"]
    if radio is not None and module.supply.on:
        attached = "attached" if radio.attached else "not attached"
        stat = REGISTRATIONS.get(radio.stat, str(radio.stat))
        lines.append(f"network: {stat}, {attached}, signal {radio.rssi}")
    for context, address in seen.contexts.items():
        lines.append(f"context {context}: {address or 'coming up'}")
    for link in seen.links.values():
        lines.append(f"link {link.number}: {link.protocol} {link.far}, {'up' if link.up else 'coming up'}")
    for order in orders:
        begins = "" if order.due is None else f", begins in {(order.due - now) / SECOND:.0f} s"
        lines.append(f"fault: {order}{begins}")
    if core.odds is not None:
        lines.append(f"fault: {core.odds}")
    return "\n".join(lines)


def _state(core: FaultyModule) -> str:
    module = core.module
    if not module.supply.on:
        return "off or in deep sleep"
    waits = module.waiting.unfetched
    mode = "command mode" if module.in_command_mode else "data mode"
    return f"on for {core.powered_for / SECOND:.0f} s, {mode}{f', {waits} bytes unfetched' if waits else ''}"
