"""Finding out what is on a serial port."""

from __future__ import annotations

import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from serial.tools import list_ports

from atconform.base.errors import BenchFault, UsageError
from atconform.base.porturls import public_name
from atconform.place.conversation import Conversation
from atconform.place.identity import identify, imei
from atconform.place.port_users import PortUser, modem_manager_runs, users_of
from atconform.requirements.claims import family_of
from atconform.transport.serial import SerialTransport

AT_ONCE = 40
"""Ports that are tried at the same time."""
BUSY = "another program has it open"


class Port(NamedTuple):
    """A serial port, and where it is plugged in."""

    url: str
    usb: str = ""
    """The path of the USB device, as in ``1-1.2``."""
    interface: str = ""
    """Which of the device's interfaces it is: its number, and its name if it has one."""


class Found(NamedTuple):
    """What is on a port."""

    port: Port
    model: str = ""
    firmware: str = ""
    imei: str = ""
    family: str = ""
    """Empty: a module answers that is of no family known here."""
    users: tuple[PortUser, ...] = ()
    problem: str = ""
    """Why nothing is known of a module there; empty where one answers."""


def listed() -> list[Port]:
    """List the serial ports of this machine."""
    return sorted(_port(info.device, info.location or "", info.interface or "") for info in list_ports.comports())


def named(urls: Iterable[str]) -> list[Port]:
    """Make ports of names and URLs, knowing of those that are listed where they are plugged in."""
    known = {port.url: port for port in listed()}
    return [known.get(url, Port(url)) for url in urls]


def _port(device: str, location: str, interface: str) -> Port:
    """Read what pyserial tells: the location is ``1-1.2:1.4`` on Linux, the interface last."""
    usb, _, number = location.partition(":")
    return Port(device, usb, " ".join(filter(None, (number.rpartition(".")[2], interface))))


def look(ports: Iterable[Port], baudrate: int) -> list[Found]:
    """Try ports side by side: a module that is there is asked what it is. Nothing is sent to a port that is held."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda port: _look(port, baudrate), ports))


def _look(port: Port, baudrate: int) -> Found:
    if "://" not in port.url and (users := users_of(port.url)):
        return Found(port, users=tuple(users), problem=f"held by {', '.join(map(str, users))}")
    try:
        transport = SerialTransport(port.url, baudrate)
    except UsageError as error:
        return Found(port, problem=_without_name(str(error), port))
    try:
        module = Conversation(transport)
        if not module.hears():
            return Found(port, problem=module.why_silent())
        identity = identify(module)
        model = re.sub(r"(?i)^simcom[ _]", "", identity.model)
        firmware = re.sub(r"(?i)^revision: ?", "", identity.firmware)
        return Found(port, model, firmware, imei(module), family_of(identity.text) or "")
    except BenchFault as fault:
        return Found(port, problem=_without_name(str(fault), port))
    finally:
        transport.close()


def _without_name(problem: str, port: Port) -> str:
    """Leave out the port's name, and name a program that is known to hold ports of others."""
    problem = problem.removeprefix(f"{public_name(port.url)}: ")
    if BUSY in problem and modem_manager_runs():
        return f"{problem}; ModemManager runs, and may be the one"
    return problem
