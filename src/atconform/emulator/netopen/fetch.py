"""CIPRXGET: received data waits in the module until the host fetches it (SIM7X00 note, 2.3.6; manual, 11.2.6)."""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.netopen.errors import IpError, ip_error, refuse
from atconform.emulator.netopen.figures import Figures
from atconform.emulator.netopen.links import links, number_range
from atconform.emulator.netopen.parameters import FETCH
from atconform.emulator.netopen.receive import KEEP, push

PUSH, _, AS_IT_IS, AS_DIGITS, HOW_MUCH = range(5)


def switch(module: Device, mode: int) -> Reply:
    """AT+CIPRXGET=0 or =1; what waits is put out when it is not to be fetched any more."""
    module.settings[FETCH] = mode
    return ok(then=lambda: push_waiting(module)) if mode == PUSH else ok()


def push_waiting(module: Device) -> None:
    """Put out what waits on every link."""
    for link in links(module).all:
        while link.inbox:
            source = link.inbox.source
            push(module, link, source, link.inbox.take(module.figures[Figures].longest_read))


def fetch(module: Device, mode: int, number: int, length: int | None) -> Reply:
    """AT+CIPRXGET=2, =3 or =4: hand data over, as it is or as digits, or tell how much there is.

    Data outlives its link, until the number is used again or the network is closed. Of a link that is not open nothing
    waits, which is told (a record of a SIM7100; one of a SIM7600 whose network was lost).
    """
    longest = module.figures[Figures].longest_hex_read if mode == AS_DIGITS else module.figures[Figures].longest_read
    if number >= module.figures[Figures].links or not (length is None or 1 <= length <= longest):
        return ip_error(module, IpError.INVALID_PARAMETER)
    if module.settings[FETCH] != KEEP:
        return ip_error(module, IpError.NOT_SUPPORTED)
    link = links(module).all[number]
    head = f"+CIPRXGET: {mode},{number}"
    if mode == HOW_MUCH:
        return ok(f"{head},{len(link.inbox)}")
    if not link.inbox:
        return ip_error(module, IpError.NO_DATA)
    data = link.inbox.take(length or longest)
    payload = data.hex().upper().encode() if mode == AS_DIGITS else data
    return Reply((f"{head},{len(data)},{len(link.inbox)}",), payload=payload)


def configure(module: Device, mode: int, number: int | None, length: int | None) -> Reply:
    """AT+CIPRXGET=<mode>[,<link>[,<length>]]: modes 0 and 1 are for all links, the others for one."""
    if mode in (PUSH, KEEP):
        return switch(module, mode) if number is None and length is None else refuse()
    return ip_error(module, IpError.INVALID_PARAMETER) if number is None else fetch(module, mode, number, length)


COMMANDS = (
    Command(
        "+CIPRXGET",
        test=lambda module: ok(f"+CIPRXGET: (0-4),{number_range(module)},(1-{module.figures[Figures].longest_read})"),
        read=lambda module: ok(f"+CIPRXGET: {module.settings[FETCH]}"),
        write=form(configure, Int(PUSH, HOW_MUCH), Int(0, 255, default=None), Int(0, 65535, default=None)),
    ),
)
