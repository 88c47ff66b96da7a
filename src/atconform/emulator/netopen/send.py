"""CIPSEND, CIPACK: sending in command mode, and what became of it (SIM7X00 note, 2.3.1, 2.3.2; manual, 11.2.5)."""

from __future__ import annotations

from atconform.base.timers import Timer
from atconform.base.units import MS
from atconform.emulator.core.command import Address, Command, Int, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.payload import PayloadEntry
from atconform.emulator.core.replies import Reply, ok, prompt
from atconform.emulator.core.sending import acknowledge
from atconform.emulator.netopen.activation import Network
from atconform.emulator.netopen.dormancy import Dormancy
from atconform.emulator.netopen.errors import Err, IpError, cip_error, ip_error, refuse
from atconform.emulator.netopen.figures import Figures
from atconform.emulator.netopen.links import CLIENT, Link, Links, TimedSending, links, number_range
from atconform.emulator.netopen.parameters import AWAIT_ACKNOWLEDGEMENT, TIMEOUTS
from atconform.protocol import network as net

ETX = 0x03
"""Makes an end mark, an ESC or another ETX behind it data."""
DISCONNECTED, STUCK = -1, 0
"""What stands for the confirmed length of data that did not get through."""
NOT_ACKNOWLEDGED = 2
"""The reason of +IPCLOSE for a link whose data was not acknowledged (manual, 11.4)."""


class Sendings(Part):
    """Follows what is under way on each link."""

    hears_after = (Links,)

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        links(module).when_ended.append(self._ended)

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record an acknowledgement."""
        if isinstance(event, net.Acknowledged):
            link = links(self.module).by_link(event.link)
            if link is not None:
                self._acknowledged(link, event.count)

    def _acknowledged(self, link: Link, count: int) -> None:
        self.module.part(Dormancy).disturb()
        link.acknowledged += count
        for sending in acknowledge(link.sendings, count):
            self._conclude(link, sending, sending.length)

    def give_up(self, link: Link) -> None:
        """End a link whose data was not acknowledged in time: it cannot be used any further (manual, AT+CIPSEND)."""
        self._conclude_all(link, STUCK)
        if link.connected:
            self.module.ask(net.Close(link.link, abort=True))
            links(self.module).end(link, "lost")
            self.module.announce(f"+IPCLOSE: {link.number},{NOT_ACKNOWLEDGED}")

    def _ended(self, link: Link) -> None:
        self._conclude_all(link, DISCONNECTED)

    def _conclude_all(self, link: Link, confirmed: int) -> None:
        for sending in link.sendings:
            self._conclude(link, sending, confirmed)
        link.sendings.clear()

    def _conclude(self, link: Link, sending: TimedSending, confirmed: int) -> None:
        if sending.patience is not None:
            sending.patience.cancel()
            self.module.announce(report(link, sending.length, confirmed))


def report(link: Link, requested: int, confirmed: int) -> str:
    """Spell the result of AT+CIPSEND."""
    return f"+CIPSEND: {link.number},{requested},{confirmed}"


def transmit(
    module: Device, link: Link, data: bytes, to: tuple[str, int] | None = None, patience: Timer | None = None
) -> None:
    """Give data to the network."""
    module.part(Dormancy).disturb()
    link.sent += len(data)
    if link.protocol == "TCP":
        link.sendings.append(TimedSending(len(data), len(data), patience))
    module.ask(net.Send(link.link, data, to))


def obstacle(module: Device, number: int) -> Err | None:
    """Return why nothing can be sent on a link in command mode, or None."""
    if not module.part(Network).open:
        return Err.NETWORK_NOT_OPENED
    if number >= module.figures[Figures].links or links(module).all[number].protocol is None:
        return Err.WRONG_PARAMETER
    link = links(module).all[number]
    return None if link.connected and not link.transparent else Err.NOT_SUPPORTED


def send(module: Device, number: int, length: int | None, address: str | None, port: int | None) -> Reply:
    """AT+CIPSEND=<link>,[<length>][,<address>,<port>]: ask for so many bytes, or for what stands before Ctrl-Z.

    UDP needs an address and a port, TCP has none. A link that a server accepted sends by length only (note, 2.3.4).
    """
    why_not = obstacle(module, number)
    if why_not is not None:
        return cip_error(why_not)
    link, longest = links(module).all[number], module.figures[Figures].longest_send
    to = None if address is None or port is None else (address, port)
    given = (address is not None, port is not None)
    if length is None and link.server != CLIENT:
        return cip_error(Err.NOT_SUPPORTED)
    if given != (link.protocol == "UDP",) * 2 or not (length is None or 1 <= length <= longest):
        return cip_error(Err.WRONG_PARAMETER)
    return prompt(
        PayloadEntry(
            length=length,
            longest=longest,
            mark=ETX,
            done=lambda data: hand_over(module, link, data, to),
            cancelled=refuse,
            too_long=lambda: cip_error(Err.WRONG_PARAMETER),
        )
    )


def hand_over(module: Device, link: Link, data: bytes, to: tuple[str, int] | None) -> Reply:
    """Send what was typed, and tell how it went behind the OK: at once or, with AT+CIPSENDMODE=1, when acknowledged."""
    if not data:
        return cip_error(Err.WRONG_PARAMETER)
    if not link.connected:
        return ok(then=lambda: module.announce(report(link, len(data), DISCONNECTED)))
    if module.outlet_blocked():
        return ok(then=lambda: module.announce(report(link, len(data), STUCK)))
    if link.protocol == "TCP" and module.settings[AWAIT_ACKNOWLEDGEMENT]:
        give_up = module.part(Sendings).give_up
        patience = module.after(module.settings[TIMEOUTS].sending * MS, lambda: give_up(link))
        transmit(module, link, data, to, patience)
        return ok()
    transmit(module, link, data, to)
    return ok(then=lambda: module.announce(report(link, len(data), len(data))))


def amounts(module: Device, number: int) -> Reply:
    """AT+CIPACK=<link>: how many bytes were sent, acknowledged and received; for TCP in command mode."""
    if number >= module.figures[Figures].links:
        return ip_error(module, IpError.INVALID_PARAMETER)
    if not module.part(Network).open:
        return ip_error(module, IpError.NETWORK_NOT_OPENED)
    link = links(module).all[number]
    if not link.connected:
        return ip_error(module, IpError.NOT_CREATED)
    if link.protocol != "TCP" or link.transparent:
        return ip_error(module, IpError.NOT_SUPPORTED)
    return ok(f"+CIPACK: {link.sent},{link.acknowledged},{link.received}")


COMMANDS = (
    Command(
        "+CIPSEND",
        test=lambda module: ok(f"+CIPSEND: {number_range(module)},(1-{module.figures[Figures].longest_send})"),
        write=form(send, Int(0, 255), Int(0, 65535, default=None), Address(default=None), Int(0, 65535, default=None)),
    ),
    Command("+CIPACK", test=lambda module: ok(f"+CIPACK: {number_range(module)}"), write=form(amounts, Int(0, 255))),
)

PARTS = (Sendings,)
