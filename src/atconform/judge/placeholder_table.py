"""The placeholders that stand in scenarios for a value of the bench, one row each.

Beside them there are the figures of the family, and for every peer ``{NAME.ip}``, ``{NAME.port}``,
``{NAME.name}`` and, the same in capitals, ``{NAME.capitals}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from atconform.base.errors import BenchFault


class Known(Enum):
    """How the value of a placeholder comes to be known."""

    GIVEN = "given"
    """The place gives it, or has not got it."""
    LEARNT = "learnt"
    """Where the place does not give it, the module's own answer tells it, and holds from then on."""
    FREE = "free"
    """Where the place does not give it, any value of its shape is right."""


class Placeholder(NamedTuple):
    """One placeholder."""

    name: str
    known: Known
    shape: str = ".+"
    """A regular expression for its value: it takes none that scenarios cannot mean."""
    needs: str = ""
    """The capability that a bench must have for it."""
    at_most: str = ""
    """The figure of the family that a number learnt from the module may not exceed."""


IP = r"\d+(?:\.\d+){3}"
OWN_IP = rf"(?!0\.){IP}"
"""0.0.0.0 is no address to be reached at."""
REGISTERED = "[15]"
"""At home or roaming (3GPP TS 27.007, AT+CREG)."""
NOT_SERIAL = r"(?!(?:9600|57600|115200)\b)\d+"
"""No rate that scenarios give the serial line."""
NOT_ZERO = r"(?!0\b)\d+"
"""0 would mean success, or nothing left."""

PLACEHOLDERS = (
    # access to the packet service
    Placeholder("apn", Known.GIVEN),
    Placeholder("login", Known.GIVEN, r'(,".*",".*")?'),
    Placeholder("second_apn", Known.GIVEN, needs="second-apn"),
    Placeholder("pdn.apn", Known.FREE),
    Placeholder("pdn.bearer", Known.FREE, r"\d+"),
    Placeholder("module.ip", Known.LEARNT, OWN_IP),
    Placeholder("module.second_ip", Known.LEARNT, OWN_IP, "second-apn"),
    Placeholder("module.new_ip", Known.FREE, OWN_IP),  # where the context was down in between
    Placeholder("module.mask", Known.FREE, IP),
    # the radio
    Placeholder("signal", Known.FREE, r"\d+,\d+"),
    Placeholder("registration", Known.FREE, REGISTERED),
    Placeholder("operator", Known.FREE),
    Placeholder("serving.system", Known.FREE),
    Placeholder("serving.cell", Known.FREE),
    # short messages
    Placeholder("message.index", Known.LEARNT, r"\d+"),
    Placeholder("message.next_index", Known.LEARNT, r"\d+"),
    Placeholder("message.third_index", Known.LEARNT, r"\d+"),
    Placeholder("message.sender", Known.FREE, r"\+?\d+"),
    Placeholder("message.text", Known.FREE),
    Placeholder("message.time", Known.FREE),
    # names, and answers to echo requests
    Placeholder("dns.name", Known.GIVEN, r"[\w.-]+", "dns"),
    Placeholder("dns.ip", Known.GIVEN, IP, "dns"),
    Placeholder("dns.second_ip", Known.GIVEN, IP, "dns"),
    Placeholder("dns.server", Known.FREE, IP),
    Placeholder("ping.time", Known.FREE, r"\d+"),
    Placeholder("ping.ttl", Known.FREE, r"\d+"),
    # connections
    Placeholder("line.rate", Known.GIVEN, r"\d+"),
    Placeholder("wireless.rate", Known.LEARNT, r"\d+"),
    Placeholder("wireless.now", Known.FREE, NOT_SERIAL),  # where it may have changed in between
    Placeholder("accepted.link", Known.LEARNT, r"\d"),
    Placeholder("accepted.any", Known.FREE, r"\d"),
    Placeholder("socket.number", Known.LEARNT, r"\d"),
    Placeholder("socket.second", Known.LEARNT, r"\d"),
    Placeholder("accepted.second", Known.LEARNT, r"\d"),
    Placeholder("accepted.third", Known.LEARNT, r"\d"),
    Placeholder("accepted.fourth", Known.LEARNT, r"\d"),
    Placeholder("send.greatest", Known.LEARNT, r"\d+", at_most="send.max"),
    Placeholder("rxget.given", Known.LEARNT, r"\d+", at_most="rxget.max"),
    Placeholder("rxget.given_hex", Known.LEARNT, r"\d+", at_most="rxget.hex"),
    Placeholder("rxget.left", Known.FREE, r"\d+"),
    Placeholder("counted", Known.FREE, r"\d+"),
    Placeholder("confirmed", Known.FREE, r"\d+"),
    Placeholder("unread", Known.FREE, NOT_ZERO),
    Placeholder("unstated", Known.FREE),
    Placeholder("error.words", Known.FREE),
    Placeholder("failure", Known.FREE, NOT_ZERO),
)

LEARNT = {placeholder.name: placeholder.shape for placeholder in PLACEHOLDERS if placeholder.known is Known.LEARNT}
"""Placeholders whose value the module's own answer tells, and their shapes."""
AT_MOST = {placeholder.name: placeholder.at_most for placeholder in PLACEHOLDERS if placeholder.at_most}
"""Placeholders for a number that may not exceed a figure of the family, and that figure."""
SHAPES = {placeholder.name: placeholder.shape for placeholder in PLACEHOLDERS}


def values(given: Mapping[str, str]) -> dict[str, str | None]:
    """Return what the placeholders stand for at a place; None: it is yet to be learnt, or any value is right.

    :param given: what the place knows
    :raises BenchFault: it knows something for which there is no placeholder
    """
    if strange := given.keys() - {placeholder.name for placeholder in PLACEHOLDERS}:
        raise BenchFault(f"there is no placeholder {{{min(strange)}}}")
    left_open = (placeholder.name for placeholder in PLACEHOLDERS if placeholder.known is not Known.GIVEN)
    return {**dict.fromkeys(left_open), **given}
