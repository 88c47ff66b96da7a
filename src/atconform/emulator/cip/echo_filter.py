"""AT+CIPCTL, AT+CIPFLT, AT+CIPBEIPING: whose echo requests the module answers (SIM800 AT command manual, 10.2.2 to
10.2.4).

Set, kept and told. No network sends an emulated module echo requests, so that nothing is seen of them. The manual's
table says that AT+CIPCTL and AT+CIPFLT are not kept, its text that they are stored in non-volatile memory: the text
counts. It names no defaults; a module answers nobody until it is told to, as the text of AT+CIPBEIPING has it.
"""

from __future__ import annotations

from collections.abc import Mapping

from atconform.emulator.core.command import Address, Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting

REMOVE, ADD, REMOVE_ALL = range(3)
ITEMS = range(1, 21)

CIPCTL = Setting("cip.echo_mode", 0, Int(0, 2), Saved.AT_ONCE, "+CIPCTL")
CIPFLT: Setting[Mapping[int, tuple[str, str]]] = Setting("cip.echo_filter", {}, saved=Saved.AT_ONCE, command="+CIPFLT")
"""By item: address and mask."""
CIPBEIPING = Setting("cip.echo", 0, Int(0, 1), command="+CIPBEIPING")


def set_rule(module: Device, action: int, item: int | None, address: str | None, mask: str | None) -> Reply:
    """AT+CIPFLT=<action>[,<item>][,<address>,<mask>]: an item that is not given is the first one without a rule."""
    known = module.settings[CIPFLT]
    rules = dict(known)
    bad = error(module.dialect.bad_parameter)
    if action == REMOVE_ALL:
        rules.clear()
    elif action == REMOVE:
        if item is None:
            return bad
        if rules.pop(item, None) is None:
            return error(module.dialect.not_allowed)
    elif address is None or mask is None:
        return bad
    else:
        free = next((number for number in ITEMS if number not in rules), None)
        if item is None and free is None:
            return error(module.dialect.not_allowed)
        rules[item or free or ITEMS[-1]] = (address, mask)
    module.settings[CIPFLT] = dict(sorted(rules.items()))
    return ok()


def rules(module: Device) -> Reply:
    """AT+CIPFLT?: a line for each rule."""
    return ok(
        *(f'+CIPFLT: {item},"{address}","{mask}"' for item, (address, mask) in module.settings[CIPFLT].items()),
    )


SETTINGS = (CIPCTL, CIPFLT, CIPBEIPING)

COMMANDS = (
    one_number(CIPCTL),
    Command(
        "+CIPFLT",
        test=(f"+CIPFLT: (0-2),({ITEMS[0]}-{ITEMS[-1]})",),
        read=rules,
        write=form(
            set_rule,
            Int(REMOVE, REMOVE_ALL),
            Int(ITEMS[0], ITEMS[-1], default=None),
            Address(default=None),
            Address(default=None),
        ),
    ),
    one_number(CIPBEIPING),
)
