"""``atconform ports``: which modules are on the serial ports of this machine, and how they are called."""

from __future__ import annotations

import click
from rich.table import Table
from rich.text import Text

from atconform.base.exitcodes import ExitCode
from atconform.base.porturls import public_name
from atconform.base.terminal import Terminal
from atconform.place import probing
from atconform.place.port_users import modem_manager_runs
from atconform.place.probing import Found

BAUDRATE = 115200
MODEM_MANAGER_RUNS = """
ModemManager runs, which opens modems and talks to them. Stop it (systemctl stop ModemManager),
or have it leave these ports alone (udev: ENV{ID_MM_DEVICE_IGNORE}="1")."""


@click.command("ports")
@click.argument("ports", nargs=-1, metavar="[PORT]...")
@click.option("--baudrate", type=click.IntRange(min=1), default=BAUDRATE, show_default=True, metavar="N")
def command(ports: tuple[str, ...], baudrate: int) -> int:
    """Ask on every serial port, or on those named (devices or URLs), what module is there.

    AT is sent to each port that no other program holds. Exit code: 0 if a module answered, else 1.
    """
    found = probing.look(probing.named(ports) if ports else probing.listed(), baudrate)
    console = Terminal()
    if not found:
        console.print("there are no serial ports; name one: atconform ports rfc2217://HOST:PORT")
        return ExitCode.FAILED
    table = Table("port", "module", "IMEI", "USB", box=None, pad_edge=False, header_style="bold")
    for one in found:
        table.add_row(Text(public_name(one.port.url), overflow="fold"), _module(one), _imei(one), _usb(one))
    console.print(table)
    if modem_manager_runs():
        console.print(MODEM_MANAGER_RUNS, soft_wrap=True)
    return ExitCode.PASSED if any(not one.problem for one in found) else ExitCode.FAILED


def _module(found: Found) -> Text:
    if found.problem:
        return Text(found.problem, style="yellow", overflow="fold")
    family = found.family or "of no known family; name one with --module"
    return Text(", ".join(filter(None, (found.model, found.firmware, family))))


def _imei(found: Found) -> str:
    return f"...{found.imei[-4:]}" if found.imei else ""


def _usb(found: Found) -> Text:
    return Text(" interface ".join(filter(None, (found.port.usb, found.port.interface))))
