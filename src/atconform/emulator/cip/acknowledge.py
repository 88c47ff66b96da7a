"""SEND OK: data that the far end has acknowledged (SIM800 note, 6.1)."""

from __future__ import annotations

from atconform.emulator.cip.stack import stack
from atconform.emulator.core.part import Part
from atconform.emulator.core.sending import acknowledge
from atconform.protocol import network as net


class Acknowledging(Part):
    """Answers that data has been sent, once all of it is acknowledged."""

    def network_event(self, event: net.NetworkEvent) -> None:
        """Count what has been acknowledged on a connection."""
        cip = stack(self.module)
        connection = cip.by_link(event.link) if isinstance(event, net.Acknowledged) else None
        if not isinstance(event, net.Acknowledged) or connection is None:
            return
        connection.acknowledged += event.count
        for sending in acknowledge(connection.sendings, event.count):
            if sending.answer is not None:
                sending.answer(cip.send_ok(connection))


PARTS = (Acknowledging,)
