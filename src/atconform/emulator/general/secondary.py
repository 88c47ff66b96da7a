"""AT+CGDSCONT and AT+CGTFT: secondary contexts, and which packets go over which context (SIM7500/SIM7600 AT command
manual, 8.2.5 and 8.2.6). Kept and told; no packet is looked at.
"""

from __future__ import annotations

import re
from typing import Any

from atconform.emulator.core.command import Int, Text
from atconform.emulator.core.device import Device
from atconform.emulator.core.settings import Setting
from atconform.emulator.general.contexttable import Table, context_table
from atconform.emulator.general.packet import CGDCONT, PacketService, listed_contexts

SECONDARY: Setting[Table] = Setting("cgdscont", {}, command="+CGDSCONT")
FILTERS: Setting[Table] = Setting("cgtft", {}, command="+CGTFT")

HEXADECIMAL = re.compile("[0-9A-Fa-f]+")
PORTS, TYPE_OF_SERVICE = (65535, 2), (255, 2)
"""The greatest number, and how many of them a range has."""
IPV4, IPV6 = 8, 32
"""How many numbers an address has together with its mask."""


def primary(module: Device, key: tuple[int, ...], row: tuple[Any, ...]) -> bool:
    """Return whether a secondary context is beside a primary one that is defined."""
    return row[0] in module.settings[CGDCONT] and key[0] not in module.settings[CGDCONT]


def listed_secondary(module: Device) -> str:
    """List the values of AT+CGDSCONT; among the primary contexts only the active ones."""
    active = ",".join(map(str, sorted(module.part(PacketService).active)))
    return f'{listed_contexts(module)},({active}),"{{type}}",(0-2),(0-4)'


def dotted(text: str, greatest: int, *counts: int) -> bool:
    """Return whether a text is so many numbers with dots between them."""
    numbers = text.split(".")
    fits = all(one.isascii() and one.isdigit() and int(one) <= greatest for one in numbers)
    return fits and len(numbers) in counts


def passable(module: Device, key: tuple[int, ...], row: tuple[Any, ...]) -> bool:
    """Return whether a filter has texts of the right form."""
    _, address, _, to, from_, security, service, label, _ = row
    return (
        (not address or dotted(address, 255, IPV4, IPV6))
        and dotted(to, *PORTS)
        and dotted(from_, *PORTS)
        and dotted(service, *TYPE_OF_SERVICE)
        and all(HEXADECIMAL.fullmatch(one) is not None for one in (security, label))
    )


def spell(value: int | str) -> str:
    """Spell a value of a filter; of the texts only the address stands in quotation marks (manual, example)."""
    return f'"{value}"' if isinstance(value, str) and (value.count(".") > 1 or not value) else str(value)


SETTINGS = (SECONDARY, FILTERS)

COMMANDS = (
    context_table(
        SECONDARY, (Int(1, 179), Int(0, 2, default=0), Int(0, 4, default=0)), listed_secondary, allowed=primary
    ),
    context_table(
        FILTERS,
        (
            Int(1, 16),
            Int(0, 255),
            Text(127, default=""),
            Int(0, 255, default=0),
            *[Text(11, default="0.0", bare=True)] * 2,
            Text(8, default="0", bare=True),
            Text(7, default="0.0", bare=True),
            Text(5, default="0", bare=True),
            Int(0, 3, default=0),
        ),
        '"{type}",(1-16),(0-255),,(0-255),(0-65535.0-65535),(0-65535.0-65535),(0-FFFFFFFF),(0-255.0-255),(0-FFFFF)',
        keys=2,
        spell=spell,
        allowed=passable,
        alone=True,
    ),
)
