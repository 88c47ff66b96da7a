"""CSOSENDFLAG, CSOACK: what the far end has acknowledged (SIM7020 note, 5.8; manual, 6.2.9 and 6.2.12)."""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.sending import acknowledge
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.cso.sockets import Socket, number_range, on_socket, sockets
from atconform.protocol import network as net

REPORT_SENT = Setting("cso.report_sent", 0, Int(0, 1), Saved.AT_ONCE, "+CSOSENDFLAG")


class Acknowledging(Part):
    """Counts what is acknowledged, and reports each piece of data that has arrived whole."""

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record an acknowledgement."""
        if isinstance(event, net.Acknowledged):
            socket = sockets(self.module).by_link(event.link)
            if socket is not None:
                self._acknowledged(socket, event.count)

    def _acknowledged(self, socket: Socket, count: int) -> None:
        socket.acknowledged += count
        for sending in acknowledge(socket.sendings, count):
            if sending.reported:
                self.module.announce(f"SEND: {socket.number},{sending.length}")


def amount(socket: Socket) -> str:
    """Spell how much was sent, acknowledged and not acknowledged; UDP is not acknowledged."""
    unacknowledged = socket.sent - socket.acknowledged
    return f"+CSOACK: {socket.number},{socket.sent},{socket.acknowledged},{unacknowledged}"


def amount_of_one(module: Device, socket: Socket) -> Reply:
    """AT+CSOACK=<id>."""
    return ok(amount(socket))


def amounts(module: Device) -> Reply:
    """AT+CSOACK: of every socket."""
    return ok(*map(amount, sockets(module).all()))


SETTINGS = (REPORT_SENT,)

COMMANDS = (
    one_number(REPORT_SENT),
    Command(
        "+CSOACK",
        test=lambda module: ok(f"+CSOACK: {number_range(module)}"),
        write=on_socket(amount_of_one),
        execute=amounts,
    ),
)

PARTS = (Acknowledging,)
