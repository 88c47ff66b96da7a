"""How short messages are sent and shown: AT+CSCA, +CSMP, +CSMS, +CSDH, +CGSMS, and their profiles, AT+CSAS and +CRES.

SIM800 AT command manual, 4.2.10 to 4.2.16 and 7.2.11; SIM7000, 4.2.10 to 4.2.15 and 6.2.6; SIM7020, 4.2.11 to 4.2.14;
SIM7500/SIM7600, 9.2.1 to 9.2.10. What is kept is by the text of these sections: their tables say that nothing is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from atconform.emulator.core.command import Command, Form, Int, OneOf, Parameter, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import listed, one_number
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general import charset
from atconform.emulator.general.sim import with_card


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the settings of short messages."""

    kinds: tuple[int, int, int] = (1, 1, 1)
    """Whether messages can be received, sent and broadcast, as AT+CSMS tells."""
    internal_services: Mapping[int, int] | None = None
    """The values of AT+CGSMS that count as others."""


INTERNATIONAL, UNKNOWN = 145, 129
NUMBER = re.compile(r"\+?\d{1,20}", re.ASCII)
LONGEST_IN_UCS2 = 84
TIME = re.compile(r"\d\d/\d\d/\d\d,\d\d:\d\d:\d\d[+-]\d\d")
OCTET = Int(0, 255)
REFUSED = ""

# The card of every module knows a service centre; no manual prints one that is there at first.
CSCA = Setting("csca", ("+8613800100500", INTERNATIONAL), saved=Saved.AT_ONCE, command="+CSCA")
FIRST_OCTET = Setting("csmp.fo", 17, OCTET, Saved.AT_ONCE)
VALIDITY: Setting[int | str] = Setting("csmp.vp", 167, saved=Saved.AT_ONCE)
PROTOCOL = Setting("csmp.pid", 0, OCTET, Saved.AT_ONCE)
CODING = Setting("csmp.dcs", 0, OCTET, Saved.AT_ONCE)
CSMS = Setting("csms", 0, Int(0, 1), command="+CSMS")
CSDH = Setting("csdh", 0, Int(0, 1, default=0), command="+CSDH")
# The value that the SIM7500/SIM7600 manual prints in its example, 9.2.10; the others print none.
CGSMS = Setting("cgsms", 3, Int(0, 3), Saved.AT_ONCE, "+CGSMS")
PROFILES: Setting[dict[int, dict[str, Any]]] = Setting("message profiles", {}, saved=Saved.AT_ONCE)
"""What AT+CSAS has saved, by its number."""

SERVICE_SETTINGS: tuple[Setting[Any], ...] = (CSCA, FIRST_OCTET, VALIDITY, PROTOCOL, CODING)
"""What AT+CSAS saves and AT+CRES restores."""


def type_of(number: str) -> int:
    """Return the type of a number by its look (SIM800 manual, 4.2.3, <toda>)."""
    return INTERNATIONAL if number.startswith("+") else UNKNOWN


def service_centre(module: Device) -> str:
    """Spell the number of the service centre and its type."""
    number, kind = module.settings[CSCA]
    return f'"{charset.told(module, number)}",{kind}'


def set_service_centre(module: Device, number: str, kind: int | None) -> Reply:
    """AT+CSCA=."""
    read = charset.given(module, number)
    if read is None or not NUMBER.fullmatch(read):
        return error(module.dialect.bad_parameter)
    module.settings[CSCA] = (read, type_of(read) if kind is None else kind)
    return ok()


def text_parameters(module: Device) -> Reply:
    """AT+CSMP?."""
    settings = module.settings
    until = settings[VALIDITY]
    validity = f'"{until}"' if isinstance(until, str) else until
    return ok(f"+CSMP: {settings[FIRST_OCTET]},{validity},{settings[PROTOCOL]},{settings[CODING]}")


def set_text_parameters(
    module: Device, first_octet: int | None, validity: str | None, protocol: int | None, coding: int | None
) -> Reply:
    """AT+CSMP=: what is left out stays; the validity is a number, or a time where the family takes one."""
    until = None if validity is None else _validity(module, validity)
    if until == REFUSED:
        return error(module.dialect.bad_parameter)
    given: tuple[tuple[Setting[Any], object], ...] = (
        *((FIRST_OCTET, first_octet), (VALIDITY, until)),
        *((PROTOCOL, protocol), (CODING, coding)),
    )
    for setting, value in given:
        if value is not None:
            module.settings[setting] = value
    return ok()


def _validity(module: Device, text: str) -> int | str:
    if re.fullmatch(r"\d{1,3}", text, re.ASCII) and OCTET.allows(int(text)):
        return int(text)
    takes_time = module.settings.declared(VALIDITY).within is None
    return text if takes_time and TIME.fullmatch(text) else REFUSED


def select_service(module: Device, service: int) -> Reply:
    """AT+CSMS=."""
    module.settings[CSMS] = service
    return ok(f"+CSMS: {kinds(module)}")


def kinds(module: Device) -> str:
    """Spell which kinds of messages there are."""
    return ",".join(map(str, module.figures[Figures].kinds))


def select_way(module: Device, service: int) -> Reply:
    """AT+CGSMS=: some values are taken for others (SIM7000 manual, 6.2.6)."""
    module.settings[CGSMS] = (module.figures[Figures].internal_services or {}).get(service, service)
    return ok()


def profiles(highest: int) -> tuple[Command, Command]:
    """Declare AT+CSAS and AT+CRES.

    :param highest: the greatest number of a profile
    """
    numbers: Parameter = Int(0, highest) if highest else OneOf((0,))

    def save(module: Device, number: int = 0) -> Reply:
        values = {setting.name: module.settings[setting] for setting in SERVICE_SETTINGS}
        saved = module.settings[PROFILES]
        module.settings[PROFILES] = {**saved, number: values}
        return ok()

    def restore(module: Device, number: int = 0) -> Reply:
        stored = module.settings[PROFILES].get(number, {})
        for setting in SERVICE_SETTINGS:
            module.settings[setting] = stored.get(setting.name, module.settings.declared(setting).default)
        return ok()

    return (
        Command("+CSAS", test=(f"+CSAS: {listed(numbers)}",), write=form(save, numbers), execute=save),
        Command("+CRES", test=(f"+CRES: {listed(numbers)}",), write=form(restore, numbers), execute=restore),
    )


def text_parameters_command(*test: str) -> Command:
    """Declare AT+CSMP.

    :param test: what the test form lists; empty: OK alone
    """
    return Command(
        "+CSMP",
        test=test,
        read=with_card(text_parameters),
        write=form(
            with_card(set_text_parameters),
            Int(0, 255, default=None),
            Text(20, default=None, bare=True),
            Int(0, 255, default=None),
            Int(0, 255, default=None),
        ),
    )


def _service_form(module: Device) -> Form:
    return form(select_service, module.settings.declared(CSMS).only)


FIGURES = (Figures,)

SETTINGS = (*SERVICE_SETTINGS, CSMS, CSDH, PROFILES)

COMMANDS = (
    Command(
        "+CSCA",
        test=(),
        read=with_card(lambda module: ok(f"+CSCA: {service_centre(module)}")),
        write=form(with_card(set_service_centre), Text(LONGEST_IN_UCS2), Int(0, 255, default=None)),
    ),
    text_parameters_command(),
    Command(
        "+CSMS",
        test=lambda module: ok(f"+CSMS: {listed(module.settings.declared(CSMS).only)}"),
        read=lambda module: ok(f"+CSMS: {module.settings[CSMS]},{kinds(module)}"),
        write=_service_form,
    ),
    one_number(CSDH),
)

WAY = Command(
    "+CGSMS",
    test=("+CGSMS: (0-3)",),
    read=lambda module: ok(f"+CGSMS: {module.settings[CGSMS]}"),
    write=form(select_way, Int(0, 3)),
)
"""By which service messages are sent; SIM7020 has not got it."""
