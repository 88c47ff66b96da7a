"""Received data: shown to the host at once, or kept until it is fetched (SIM7020 note, 5.5 and 5.9)."""

from __future__ import annotations

from atconform.emulator.core.part import Part
from atconform.emulator.cso.fetch import FETCH, keep
from atconform.emulator.cso.push import push
from atconform.emulator.cso.sockets import sockets
from atconform.protocol import network as net


class Receiving(Part):
    """Puts received data out, or keeps it until it is fetched."""

    def network_event(self, event: net.NetworkEvent) -> None:
        """Receive data from the network."""
        if isinstance(event, net.Received):
            socket = sockets(self.module).by_link(event.link)
            if socket is not None:
                take = keep if self.module.settings[FETCH] else push
                take(self.module, socket, event.data)


PARTS = (Receiving,)
