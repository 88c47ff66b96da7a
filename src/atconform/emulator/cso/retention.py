"""RETENTION: connected UDP sockets that outlive power saving mode (SIM7020 note, 5.10; manual, 6.2.5).

The setting is read when the module enters power saving mode, so that it does not matter whether AT+CPSMS came before
it (the manual's order) or after (the note's).
"""

from __future__ import annotations

from atconform.emulator.core.command import Int
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.part import Part
from atconform.emulator.core.settings import Setting
from atconform.emulator.cso import socket_states
from atconform.emulator.cso.sockets import sockets
from atconform.protocol import network as net

LOST, KEPT = 0, 1
"""Values of AT+RETENTION."""

RETENTION = Setting("cso.retention", LOST, Int(LOST, KEPT), command="+RETENTION")


class Retention(Part):
    """Keeps UDP sockets, and the setting with them, while the module is in power saving mode."""

    def keeps_awake(self) -> bool:
        """Return whether there is a TCP connection (low power mode note V1.03, 3.3)."""
        return any(socket.link and socket.protocol == "TCP" for socket in sockets(self.module).all())

    def entering_deep_sleep(self) -> None:
        """Keep the connected UDP sockets if AT+RETENTION=1, and give up the others."""
        module = self.module
        live = [socket for socket in sockets(module).all() if socket.link]
        if module.settings[RETENTION] == KEPT:
            module.supply.retained["cso"] = [socket for socket in live if socket.state == socket_states.CONNECTED]
        for socket in live:
            if socket not in module.supply.retained.get("cso", ()):
                module.ask(net.Close(socket.link, abort=True))

    def left_deep_sleep(self) -> None:
        """Go on with the sockets that were kept."""
        kept = self.module.supply.retained.get("cso")
        if kept is not None:
            self.module.settings[RETENTION] = KEPT
            sockets(self.module).by_number = {socket.number: socket for socket in kept}


SETTINGS = (RETENTION,)

COMMANDS = (one_number(RETENTION, test="(0-1)"),)

PARTS = (Retention,)
