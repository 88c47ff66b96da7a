"""Received data: put out with or without headers, carried in data mode, or kept (SIM800 note, 2.1.4, 3.1, 7)."""

from __future__ import annotations

from atconform.emulator.cip import hexoutput
from atconform.emulator.cip.connections import Connection
from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.fetch import keep, tell_room
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.parameters import FETCH, HEAD, SHOW_PROTOCOL, SHOW_SOURCE
from atconform.emulator.cip.stack import stack
from atconform.emulator.cip.udp import UdpModes
from atconform.emulator.core.part import Part
from atconform.protocol import network as net


class Receiving(Part):
    """Puts received data out, or keeps it until it is fetched."""

    def network_event(self, event: net.NetworkEvent) -> None:
        """Receive data from the network; what is kept has a limit, of which a new connection tells the network."""
        if isinstance(event, net.Connected | net.Incoming):
            connection = stack(self.module).by_link(event.link)
            if connection is not None and connection.up:
                tell_room(self.module, connection)
        if isinstance(event, net.Received):
            connection = stack(self.module).by_link(event.link)
            if connection is not None and connection.up:
                self._received(connection, event)

    def _received(self, connection: Connection, event: net.Received) -> None:
        if not self.module.part(UdpModes).takes(connection, event.address, event.port):
            return
        source = f"{event.address}:{event.port}"
        data_mode = self.module.part(DataMode)
        if data_mode.carries(connection):
            data_mode.put_out(event.data)
        elif self.module.settings[FETCH]:
            keep(self.module, connection, source, event.data)
        else:
            data = hexoutput.spell(self.module, event.data)
            self.module.announce(self.header(connection, source, len(event.data)) + data, "data")

    def header(self, connection: Connection, source: str, length: int) -> bytes:
        """Spell what stands before pushed data, as CIPMUX, CIPHEAD, CIPSRIP and CIPSHOWTP ask."""
        settings = self.module.settings
        if stack(self.module).multi:
            named = f",{source}" if settings[SHOW_SOURCE] else ""
            return f"\r\n+RECEIVE,{connection.number},{length}{named}:\r\n".encode()
        told_by = self.module.figures[Figures].received_from
        header = f"\r\n{told_by}{source}\r\n" if settings[SHOW_SOURCE] else ""
        if settings[HEAD]:
            protocol = f",{connection.protocol}" if settings[SHOW_PROTOCOL] else ""
            header += f"\r\n+IPD,{length}{protocol}:"
        return header.encode()


PARTS = (Receiving,)
