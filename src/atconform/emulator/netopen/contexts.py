"""CGSOCKCONT, CSOCKSETPN, CSOCKAUTH: what the network is opened with (SIM7X00 note, 2.2 and 2.4.3).

The manual does not have these commands; their forms are those that published programs use. Of the four for the quality
of service the note has the names only: their test forms say that they exist.
"""

from __future__ import annotations

from collections.abc import Mapping

from atconform.emulator.core.command import Command, Int, Text, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Setting

CONTEXTS = 16
TYPES = ("IP", "PPP", "IPV6", "IPV4V6")
NONE, PAP, CHAP = range(3)
NO_ADDRESS = "0.0.0.0"

DEFINED: Setting[Mapping[int, tuple[str, str, str, int, int]]] = Setting(
    "net.contexts", {1: ("IP", "", NO_ADDRESS, 0, 0)}, command="+CGSOCKCONT"
)
"""By number: type, access point name, address, and whether data and headers are compressed."""
AUTHENTICATION: Setting[Mapping[int, tuple[int, str, str]]] = Setting("net.authentication", {}, command="+CSOCKAUTH")
"""By number: how, and the two texts."""
PROFILE = Setting("net.profile", 1, Int(1, CONTEXTS), command="+CSOCKSETPN")

QUALITY = ("+CGSOCKQREQ", "+CGSOCKEQREQ", "+CGSOCKQMIN", "+CGSOCKEQMIN")
"""Commands for the quality of service, on which the rate of the radio link depends (note, 2.4.3)."""


def define(module: Device, number: int, kind: str | None, apn: str, address: str, data: int, header: int) -> Reply:
    """AT+CGSOCKCONT=; a number alone takes the definition away."""
    known = module.settings[DEFINED]
    defined = {other: known[other] for other in known if other != number}
    if kind is not None:
        defined[number] = (kind, apn, address, data, header)
    module.settings[DEFINED] = dict(sorted(defined.items()))
    return ok()


def definitions(module: Device) -> Reply:
    """AT+CGSOCKCONT?."""
    return ok(
        *(
            f'+CGSOCKCONT: {number},"{kind}","{apn}","{address}",{data},{header}'
            for number, (kind, apn, address, data, header) in module.settings[DEFINED].items()
        )
    )


def authenticate(module: Device, number: int, kind: int, first: str, second: str) -> Reply:
    """AT+CSOCKAUTH=: clients disagree on which of the two texts is the password; neither is checked here."""
    known = module.settings[AUTHENTICATION]
    module.settings[AUTHENTICATION] = {**known, number: (kind, first, second)}
    return ok()


def authentications(module: Device) -> Reply:
    """AT+CSOCKAUTH?: how, but not with what."""
    known = module.settings[AUTHENTICATION]
    return ok(*(f"+CSOCKAUTH: {number},{known.get(number, (NONE,))[0]}" for number in module.settings[DEFINED]))


SETTINGS = (DEFINED, AUTHENTICATION, PROFILE)

COMMANDS = (
    Command(
        "+CGSOCKCONT",
        test=tuple(f'+CGSOCKCONT: (1-{CONTEXTS}),"{kind}",,,(0-2),(0-4)' for kind in TYPES),
        read=definitions,
        write=form(
            define,
            Int(1, CONTEXTS),
            Word(TYPES, default=None),
            Text(64, default=""),
            Text(15, default=NO_ADDRESS),
            Int(0, 2, default=0),
            Int(0, 4, default=0),
        ),
    ),
    one_number(PROFILE, alone=1),
    Command(
        "+CSOCKAUTH",
        test=(f"+CSOCKAUTH: (1-{CONTEXTS}),(0-2)",),
        read=authentications,
        write=form(
            authenticate, Int(1, CONTEXTS), Int(NONE, CHAP), *(Text(64, default="", bare=True) for _ in range(2))
        ),
    ),
    *(Command(name, test=()) for name in QUALITY),
)
