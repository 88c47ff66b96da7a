"""What a client asks before TCP/IP: SIM, signal, registration, packet service (SIM800 note, 2.1.1)."""

from __future__ import annotations

from atconform.emulator.command import Command
from atconform.emulator.module import Module, Part
from atconform.emulator.replies import Reply, ok
from atconform.network import messages as net


class Radio(Part):
    """What the module knows of the network it is registered in."""

    def __init__(self, module: Module) -> None:
        super().__init__(module)
        self.stat = 0
        self.attached = False
        self.rssi, self.ber = 99, 99

    def power_on(self) -> None:
        """Switch the radio on."""
        self.module.ask(net.Radio(on=True))

    def network_event(self, event: net.NetworkEvent) -> None:
        """Take note of registration, attachment and signal."""
        match event:
            case net.Registration(stat=stat):
                self.stat = stat
            case net.Attachment(attached=attached):
                self.attached = attached
            case net.Signal(rssi=rssi, ber=ber):
                self.rssi, self.ber = rssi, ber


def signal(module: Module) -> Reply:
    """AT+CSQ."""
    radio = module.part(Radio)
    return ok(f"+CSQ: {radio.rssi},{radio.ber}")


def attachment(module: Module) -> Reply:
    """AT+CGATT?."""
    return ok(f"+CGATT: {module.part(Radio).attached:d}")


COMMANDS = (
    Command("+CSQ", test=("+CSQ: (0-31,99),(0-7,99)",), execute=signal),
    Command("+CREG", read=lambda module: ok(f"+CREG: 0,{module.part(Radio).stat}")),
    Command("+CGATT", test=("+CGATT: (0,1)",), read=attachment),
    Command("+CPIN", test=(), read=lambda module: ok("+CPIN: READY")),
)
