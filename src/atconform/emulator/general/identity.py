"""What the module, its parts and its SIM card are called: ATI, +GMI and its kin, +GSV, +CIMI, +CCID, +CNUM."""

from __future__ import annotations

from dataclasses import dataclass

from atconform.emulator.core.command import Command, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.sim import with_card


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the identity commands. Times in microseconds."""

    revision_head: str = ""
    """What stands before the revision in the answer to AT+CGMR."""
    own_number_details: str = ",7,4"
    """What AT+CNUM tells behind the type of the number: speed and service."""
    devices: tuple[str, ...] = ("Device Name: W25Q32FW",)
    """What AT+CDEVICE tells of the memories; which names it prints no document shows."""


INTERNATIONAL, UNKNOWN = 145, 129
"""Types of a number."""


def names(command: str, key: str) -> Command:
    """Declare a command that tells one thing of the family's identity."""
    return Command(command, test=(), execute=lambda module: ok(module.identity[key]))


IMEI = Setting("imei", "", saved=Saved.AT_ONCE)
"""The serial number that AT+SIMEI has set (SIM7500/SIM7600 AT command manual, 3.2.20); empty: that of the identity."""


def imei(module: Device) -> str:
    """Return the serial number."""
    return module.settings[IMEI] or module.identity["imei"]


def revision(module: Device) -> Reply:
    """AT+CGMR."""
    return ok(f"{module.figures[Figures].revision_head}{module.identity['revision']}")


def set_imei(module: Device, number: str) -> Reply:
    """AT+SIMEI=: 15 digits without quotation marks."""
    if len(number) != 15 or not number.isascii() or not number.isdigit():
        return error(module.dialect.bad_parameter)
    module.settings[IMEI] = number
    return ok()


def of_card(command: str, key: str, prefix: str = "") -> Command:
    """Declare a command that tells one thing of the SIM card."""
    return Command(command, test=(), execute=with_card(lambda module: ok(f"{prefix}{module.identity[key]}")))


def product(module: Device, _: int = 0) -> Reply:
    """ATI."""
    return ok(*module.identity["product"].replace(module.identity["imei"], imei(module)).splitlines())


def release(module: Device) -> Reply:
    """AT+GSV: maker, model and release, a line each."""
    revision = module.identity["revision"]
    named = revision if revision.startswith("Revision:") else f"Revision: {revision}"
    return ok(module.identity["manufacturer"], module.identity["model"], named)


def everything(module: Device) -> Reply:
    """AT+SIMCOMATI, as a record of a SIM7600 has it."""
    told = module.identity
    return ok(
        f"Manufacturer: {told['manufacturer']}",
        f"Model: {told['model']}",
        f"Revision: {told['revision']}",
        "QCN:",
        f"IMEI: {imei(module)}",
        "MEID:",
        "+GCAP: +CGSM",
        "DeviceInfo: 173,170",
    )


def own_number(module: Device) -> Reply:
    """AT+CNUM; the type of a number tells whether it is an international one (3GPP TS 24.008, 10.5.4.7)."""
    number = module.identity["number"]
    kind = INTERNATIONAL if number.startswith("+") else UNKNOWN
    return ok(f'+CNUM: "","{number}",{kind}{module.figures[Figures].own_number_details}')


FIGURES = (Figures,)

SETTINGS = (IMEI,)

COMMANDS = (
    Command("I", write=form(product, Int(0, 0)), execute=product),
    names("+GMI", "manufacturer"),
    names("+CGMI", "manufacturer"),
    names("+GMM", "model"),
    names("+CGMM", "model"),
    names("+GMR", "revision"),
    Command("+CGMR", test=(), execute=revision),
    Command("+GSN", test=(), execute=lambda module: ok(imei(module))),
    Command("+CGSN", test=(), execute=lambda module: ok(imei(module))),
    names("+GOI", "object"),
    of_card("+CIMI", "imsi"),
    of_card("+CCID", "iccid"),
    Command("+GCAP", test=(), execute=lambda module: ok("+GCAP: +CGSM")),
    Command("+CNUM", test=(), execute=with_card(own_number)),
    Command("+GSV", execute=release),
)

MEMORIES = Command("+CDEVICE", read=lambda module: ok(*module.figures[Figures].devices))
SERIAL_NUMBER = Command(
    "+SIMEI",
    test=(),
    read=lambda module: ok(f"+SIMEI: {imei(module)}"),
    write=form(set_imei, Text(15, bare=True)),
)
EVERYTHING = Command("+SIMCOMATI", execute=everything)
SECOND_SUBSCRIPTION = names("+CIMIM", "imsi")
"""The USIM's own identity, which a card with one application has alone (SIM7500/SIM7600 AT command manual, 2.2.34)."""
