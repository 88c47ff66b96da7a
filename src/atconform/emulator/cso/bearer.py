"""The bearer under the sockets: the PDN connection, which comes up by itself (SIM7020 note, 3.1)."""

from __future__ import annotations

from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.cso.errors import fail, report
from atconform.emulator.cso.sockets import sockets
from atconform.emulator.general import pdn
from atconform.protocol import network as net

CONTEXT = pdn.CONTEXT
"""What the network calls the context of every socket."""


class Bearer(Part):
    """Ends what needs the bearer when it is lost."""

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record that the bearer is gone, by itself or with the attachment."""
        match event:
            case net.Attachment(attached=False):
                self._lost()
            case net.Deactivated(context=context) if context == CONTEXT:
                self._lost()

    def _lost(self) -> None:
        for socket in sockets(self.module).all():
            if not socket.machine.permits("bearer lost"):
                continue
            waiting = socket.answer is not None
            socket.machine.pull("bearer lost")
            socket.drop_link()
            if waiting:
                socket.conclude(fail(self.module, socket, "no bearer"))
            else:
                report(self.module, socket, "no bearer")


def address(module: Device) -> str:
    """Return the module's own address, empty while there is no bearer."""
    return module.part(pdn.Pdn).address


PARTS = (Bearer,)
