"""CIPOPEN: opening links, and how they come up and end (SIM7X00 note, 2.3.1, 2.3.2, 2.4; manual, 11.2.3)."""

from __future__ import annotations

from typing import TypeAlias

from atconform.base.units import MS
from atconform.emulator.core.command import Command, Int, Text, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, ok, text
from atconform.emulator.netopen import network_states
from atconform.emulator.netopen.activation import CONTEXT, Network
from atconform.emulator.netopen.close import CLOSED
from atconform.emulator.netopen.datamode import DataMode
from atconform.emulator.netopen.dormancy import Dormancy
from atconform.emulator.netopen.errors import FAILURES, Err, IpError, ip_error, refuse
from atconform.emulator.netopen.figures import Figures
from atconform.emulator.netopen.links import NO_ADDRESS, TRANSPARENT, Link, Links, links, list_links, number_range
from atconform.emulator.netopen.names import Names
from atconform.emulator.netopen.parameters import TIMEOUTS, TRANSPARENT_MODE, resending
from atconform.emulator.netopen.send import NOT_ACKNOWLEDGED
from atconform.protocol import network as net

CLOSED_BY_FAR_END, RESET = 1, 3
"""Reasons of +IPCLOSE; the manual (11.4) does not have the second, which is the note's (2.3.1)."""
BROKEN = {"timeout": NOT_ACKNOWLEDGED, "reset": RESET}

LinkEvent: TypeAlias = net.Connected | net.ConnectFailed | net.PeerClosed | net.LinkLost | net.Closed


def obstacle(module: Device, number: int, *, complete: bool) -> Err | None:
    """Return why a link cannot be opened, or None.

    :param complete: whether all the parameters that this kind of link needs were given
    """
    if not module.part(Network).open:
        return Err.NETWORK_NOT_OPENED
    if not links(module).all[number].machine.permits("CIPOPEN"):
        return Err.NOT_SUPPORTED
    return None if complete else Err.WRONG_PARAMETER


def open_link(module: Device, number: int, protocol: net.Protocol, host: str, port: int, local_port: int) -> Reply:
    """AT+CIPOPEN=<link>,"TCP",<host>,<port>[,<local port>] or =<link>,"UDP",[<host>],[<port>],<local port>.

    UDP needs a far end in transparent mode only.
    """
    if number >= module.figures[Figures].links:
        return ip_error(module, IpError.INVALID_PARAMETER)
    transparent = number == TRANSPARENT and bool(module.settings[TRANSPARENT_MODE])
    far_end = bool(host and port)
    why_not = obstacle(
        module, number, complete=far_end if protocol == "TCP" else bool(local_port) and (far_end or not transparent)
    )
    if why_not is not None:
        return refuse(f"+CIPOPEN: {number},{why_not:d}")
    link = links(module).begin(number, protocol, "CIPOPEN")
    link.transparent = transparent
    if protocol == "TCP" or transparent:
        link.address, link.port = host, port
    if protocol == "TCP" and not transparent:
        link.report = lambda err: module.announce(told(link, err))
        return ok(then=lambda: find(module, link, local_port))
    answer = module.interpreter.defer()
    link.report = lambda err: answer(answer_to(module, link, err))
    find(module, link, local_port)
    return PENDING


def told(link: Link, err: Err) -> str:
    """Spell how the opening of a link ended."""
    return f"+CIPOPEN: {link.number},{err:d}"


def answer_to(module: Device, link: Link, err: Err) -> Reply:
    """Answer the opening of a link where OK does not come first."""
    if not link.transparent:
        return refuse(told(link, err)) if err else ok(told(link, err))
    return text("CONNECT FAIL") if err else text(then=lambda: module.part(DataMode).enter(link))


def find(module: Device, link: Link, local_port: int) -> None:
    """Look the far end's name up, if it is one, and connect to it."""

    def found(address: str | None) -> None:
        if link.state != network_states.CONNECTING:
            return  # the network was closed meanwhile
        if address is None:
            links(module).end(link, "failed")
            link.conclude(Err.NAME)
        else:
            connect(module, link, address, local_port)

    module.part(Names).find(link.address, found)


def connect(module: Device, link: Link, address: str, local_port: int) -> None:
    """Ask the network for the link."""
    link.link = module.new_link()
    module.ask(
        net.Connect(
            link.link,
            CONTEXT,
            link.protocol or "TCP",
            address,
            link.port,
            local_port,
            resending(module),
            timeout=module.settings[TIMEOUTS].link * MS,
            any_source=link.address == NO_ADDRESS,
        )
    )


class Connecting(Part):
    """Follows links as they come up and end, and hands on how their data is sent again."""

    hears_after = (Links,)

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._resending = resending(module)

    def settings_changed(self) -> None:
        """Let AT+CIPCCFG take effect on links that are open already."""
        if self._resending != resending(self.module):
            self._resending = resending(self.module)
            for link in links(self.module).all:
                if link.link and link.protocol == "TCP":
                    self.module.ask(net.Resend(link.link, self._resending))

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record a link that came up, failed or ended."""
        match event:
            case net.Connected() | net.ConnectFailed() | net.PeerClosed() | net.LinkLost() | net.Closed():
                link = links(self.module).by_link(event.link)
                if link is not None:
                    self.module.part(Dormancy).disturb()
                    self._follow(link, event)

    def _follow(self, link: Link, event: LinkEvent) -> None:
        match event:
            case net.Connected(address=address, port=port):
                link.machine.pull("connected")
                if link.port:
                    link.address, link.port = address, port
                link.conclude(Err.NONE)
            case net.ConnectFailed(reason=reason):
                links(self.module).end(link, "failed")
                link.conclude(FAILURES[reason])
            case net.PeerClosed():
                self.module.ask(net.Close(link.link))
                self._lost(link, CLOSED_BY_FAR_END)
            case net.LinkLost(reason=why):
                self._lost(link, BROKEN[why])
            case net.Closed():
                self._closed(link)

    def _closed(self, link: Link) -> None:
        links(self.module).end(link, "closed")
        link.conclude(Err.NONE)

    def _lost(self, link: Link, reason: int) -> None:
        if link.state == network_states.ENDING:
            self._closed(link)
            return
        links(self.module).end(link, "lost")
        self.module.announce(CLOSED if link.transparent else f"+IPCLOSE: {link.number},{reason}")


COMMANDS = (
    Command(
        "+CIPOPEN",
        test=lambda module: ok(f'+CIPOPEN: {number_range(module)},("TCP","UDP")'),
        read=list_links,
        write=form(
            open_link,
            Int(0, 255),
            Word(("TCP", "UDP")),
            Text(default=""),
            Int(0, 65535, default=0),
            Int(0, 65535, default=0),
        ),
    ),
)

PARTS = (Connecting,)
