"""Received data: carried in data mode, kept until it is fetched, or put out with its headers (SIM7X00 note, 2.3.3)."""

from __future__ import annotations

from atconform.base.units import MS
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.netopen.datamode import DataMode
from atconform.emulator.netopen.dormancy import Dormancy
from atconform.emulator.netopen.figures import Figures
from atconform.emulator.netopen.links import Link, Links, links
from atconform.emulator.netopen.parameters import FETCH, HEAD, SHOW_SOURCE, TRANSFER
from atconform.protocol import network as net

KEEP = 1
"""The value of AT+CIPRXGET at which data waits."""


class Receiving(Part):
    """Puts received data out, or keeps it until it is fetched."""

    hears_after = (Links,)

    def network_event(self, event: net.NetworkEvent) -> None:
        """Receive data from the network."""
        if isinstance(event, net.Received):
            link = links(self.module).by_link(event.link)
            if link is not None and link.connected:
                self.module.part(Dormancy).disturb()
                link.received += len(event.data)
                self._received(link, f"{event.address}:{event.port}", event.data)

    def _received(self, link: Link, source: str, data: bytes) -> None:
        if link.transparent:
            self.module.part(DataMode).put_out(data)
        elif self.module.settings[FETCH] == KEEP:
            keep(self.module, link, source, data)
        else:
            delay = self.module.settings[TRANSFER].delay
            if delay:
                self.module.after(delay * MS, lambda: push(self.module, link, source, data))
            else:
                push(self.module, link, source, data)


def keep(module: Device, link: Link, source: str, data: bytes) -> None:
    """Keep received data, and tell the host once that there is some."""
    link.inbox.put(source, data)
    if not link.inbox.notified:
        link.inbox.notified = True
        module.announce(f"+CIPRXGET: {KEEP},{link.number}")


def push(module: Device, link: Link, source: str, data: bytes) -> None:
    """Put received data out, in pieces of at most what one header may stand for."""
    most = module.figures[Figures].longest_read
    for start in range(0, len(data), most):
        piece = data[start : start + most]
        module.announce(header(module, link, source, len(piece)) + piece, "data")


def header(module: Device, link: Link, source: str, length: int) -> bytes:
    """Spell what stands before received data, as AT+CIPSRIP, AT+CIPHEAD and AT+CIPCCFG ask.

    The colon of +RECEIVE is that of published programs; the manual prints none.
    """
    settings = module.settings
    lines = [f"RECV FROM:{source}"] if settings[SHOW_SOURCE] else []
    if settings[HEAD]:
        numbered = settings[TRANSFER].numbered_header
        lines.append(f"+RECEIVE,{link.number},{length}:" if numbered else f"+IPD{length}")
    return "".join(["\r\n" if lines else "", *(f"{line}\r\n" for line in lines)]).encode()


PARTS = (Receiving,)
