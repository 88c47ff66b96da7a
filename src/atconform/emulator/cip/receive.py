"""Received data in command mode: pushed to the serial line, with or without headers (SIM800 note, 2.1.4, 3.1, 7.1)."""

from __future__ import annotations

from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.stack import Connection, stack
from atconform.emulator.module import Part
from atconform.network import messages as net


class Receiving(Part):
    """Puts received data out, or keeps it until it is fetched."""

    def network_event(self, event: net.NetworkEvent) -> None:
        """Take in data from the network."""
        if isinstance(event, net.Received):
            connection = stack(self.module).by_link(event.link)
            if connection is not None:
                self._received(connection, event)

    def _received(self, connection: Connection, event: net.Received) -> None:
        cip = stack(self.module)
        if cip.transparent:
            self.module.part(DataMode).put_out(event.data)
        else:
            self.module.announce(self.header(connection, event) + event.data)

    def header(self, connection: Connection, event: net.Received) -> bytes:
        """Spell what stands before pushed data, as CIPMUX, CIPHEAD, CIPSRIP and CIPSHOWTP ask."""
        settings, source, length = self.module.settings, f"{event.address}:{event.port}", len(event.data)
        if stack(self.module).multi:
            named = f",{source}" if settings["cip.show_source"] else ""
            return f"\r\n+RECEIVE,{connection.number},{length}{named}:\r\n".encode()
        header = f"\r\nRECV FROM:{source}\r\n" if settings["cip.show_source"] else ""
        if settings["cip.head"]:
            protocol = f",{connection.protocol}" if settings["cip.show_protocol"] else ""
            header += f"\r\n+IPD,{length}{protocol}:"
        return header.encode()
