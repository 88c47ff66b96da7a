"""Files of the SIM card: AT+CRSM, and what is read of them by commands of its own, AT+CSPN and AT+CGID.

SIM800 AT command manual, 3.2.34, 6.2.15 and 6.2.29; SIM7000, 3.2.15; SIM7020, 3.2.14; SIM7500/SIM7600, 3.2.5 and 3.2.7.
There are the files that client programs read: the number of the card, the subscriber's, the administrative data and the
provider's name. How they are coded, and what the card answers, is in 3GPP TS 51.011.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from atconform.emulator.core.command import Command, Form, Int, OneOf, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.general.pdu import swap_digits
from atconform.emulator.general.sim import with_card


@dataclass(frozen=True, slots=True)
class Figures:
    """What stands in the card."""

    provider: str = "CMCC"
    """The provider's name, as the SIM7500/SIM7600 manual prints it (3.2.7)."""
    shows_network: int = 0
    """Whether the network's name is to be shown besides."""
    card_commands: tuple[int, ...] = (176, 178, 192, 214, 220, 242)
    """The commands of AT+CRSM."""
    takes_path: bool = False
    """Whether AT+CRSM can be told the path of the file."""


READ_BINARY, READ_RECORD, GET_RESPONSE, UPDATE_BINARY, UPDATE_RECORD, STATUS = 176, 178, 192, 214, 220, 242
DONE = (144, 0)
NO_SUCH_FILE = (106, 130)
NO_RECORDS = (105, 129)
NOT_FULFILLED = (105, 130)
"""The file cannot be written with what has been presented."""
OUTSIDE = (107, 0)
WRONG_LENGTH = 103
NO_SUCH_COMMAND = (109, 0)
REFUSALS = {READ_RECORD: NO_RECORDS, UPDATE_RECORD: NO_RECORDS, UPDATE_BINARY: NOT_FULFILLED}
"""What the card answers to commands that its files do not allow."""
HEADER = "0000{size:04X}{file:04X}040011FFFF01020000"
"""How GET RESPONSE describes a file that is no row of records (3GPP TS 51.011, 9.2.1)."""
PRESENT_FOLDER = (
    "62358202782183023F00A509800171830400080F608A01058B032F0611C6189001BC95010083011183010183010A83010B83010C83010D"
)
"""The answer to STATUS (SIM7020 manual, 3.2.14)."""
LONGEST_NAME = 16
MNC_LENGTH = 2


def _subscriber(module: Device) -> str:
    digits = module.identity["imsi"]
    odd = len(digits) % 2
    coded = swap_digits(f"{9 if odd else 1}{digits}")
    return f"{len(coded) // 2:02X}{coded}"


def _provider(module: Device) -> str:
    figures = module.figures[Figures]
    name = figures.provider.encode("ascii")[:LONGEST_NAME].ljust(LONGEST_NAME, b"\xff")
    return f"{figures.shows_network:02X}{name.hex().upper()}"


FILES: Mapping[int, Callable[[Device], str]] = {
    0x2FE2: lambda module: swap_digits(module.identity["iccid"]),
    0x6F07: _subscriber,
    0x6FAD: lambda module: f"000000{MNC_LENGTH:02X}",
    0x6F46: _provider,
}
"""The files there are, by their identifiers, in hexadecimal digits."""


def access(
    module: Device, command: int, file: int | None, first: int, second: int, third: int, data: str, path: str = ""
) -> Reply:
    """AT+CRSM=: what the card answers, be it that it could do what was asked or not."""
    if file is None and command != STATUS:
        return error(module.dialect.bad_parameter)
    status, response = _carry_out(module, command, file or 0, 256 * first + second, third)
    shown = f',"{response}"' if response else ""
    return ok(f"+CRSM: {status[0]},{status[1]}{shown}")


def _carry_out(module: Device, command: int, file: int, offset: int, length: int) -> tuple[tuple[int, int], str]:
    if command == STATUS:
        return DONE, PRESENT_FOLDER
    if file not in FILES:
        return NO_SUCH_FILE, ""
    content = FILES[file](module)
    if command == READ_BINARY:
        return _read(content, offset, length)
    if command == GET_RESPONSE:
        return DONE, HEADER.format(size=len(content) // 2, file=file)
    return REFUSALS.get(command, NO_SUCH_COMMAND), ""


def _read(content: str, offset: int, length: int) -> tuple[tuple[int, int], str]:
    """Read so many octets; 0 are all that there are from there on."""
    there = len(content) // 2 - offset
    if there <= 0:
        return OUTSIDE, ""
    if length > there:
        return (WRONG_LENGTH, there), ""
    return DONE, content[2 * offset : 2 * (offset + (length or there))]


def provider_name(module: Device) -> Reply:
    """AT+CSPN?."""
    figures = module.figures[Figures]
    return ok(f'+CSPN: "{figures.provider}",{figures.shows_network}')


def access_form(module: Device) -> Form:
    """The parameters of AT+CRSM."""
    figures = module.figures[Figures]
    octet, text = Int(0, 255, default=0), Text(512, default="", bare=True)
    path = (text,) if figures.takes_path else ()
    file = Int(0, 0xFFFF, default=None)
    return form(with_card(access), OneOf(figures.card_commands), file, octet, octet, octet, text, *path)


FIGURES = (Figures,)

COMMANDS = (Command("+CRSM", test=(), write=access_form),)

PROVIDER = Command("+CSPN", read=with_card(provider_name))
"""Of the families that have it."""
GROUPS = Command("+CGID", execute=with_card(lambda module: ok("+GID: 0xff,0xff")))
"""The card has no file of groups (SIM800 manual, 6.2.29)."""
