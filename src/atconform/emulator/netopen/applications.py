"""CNETSTART, CNETSTOP, CNETIPADDR: the network of the module's applications, a context of its own (SIM7500/SIM7600 AT
command manual, 18.3). It is asked for as that of the links is, by AT+CGSOCKCONT and AT+CSOCKSETPN.
"""

from __future__ import annotations

from enum import IntEnum

from atconform.emulator.core.command import Command
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.general.registration import Radio
from atconform.emulator.netopen.contexts import AUTHENTICATION, DEFINED, PROFILE
from atconform.protocol import network as net

CONTEXT = 3
"""What the network calls the context; links and a data call have others."""
CLOSED, OPENING, OPEN, CLOSING = range(4)
"""<net_state>."""


class Err(IntEnum):
    """What became of opening and closing (manual, 18.3.3)."""

    NONE = 0
    OPEN_FAILED = 2
    NOT_OPENED = 4
    BUSY = 6
    ALREADY_OPENED = 7


class ApplicationNetwork(Part):
    """The context: its state, and the module's address while it is open."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.state = CLOSED
        self.address = ""

    def open(self) -> None:
        """Ask for the context."""
        profile = self.module.settings[PROFILE]
        _, apn, *_ = self.module.settings[DEFINED].get(profile, ("IP", ""))
        _, user, password = self.module.settings[AUTHENTICATION].get(profile, (0, "", ""))
        self.state = OPENING
        self.module.ask(net.Activate(CONTEXT, apn, user, password))

    def close(self) -> None:
        """Give the context back."""
        self.state, self.address = CLOSING, ""
        self.module.ask(net.Deactivate(CONTEXT))

    def network_event(self, event: net.NetworkEvent) -> None:
        """Follow the context, and tell what became of what was asked for."""
        match event:
            case net.Activated(context=context, address=address) if context == CONTEXT and self.state == OPENING:
                self.state, self.address = OPEN, address
                self.module.announce(f"+CNETSTART: {Err.NONE:d}")
            case net.ActivationRefused(context=context) if context == CONTEXT:
                self._lost()
            case net.Deactivated(context=context) if context == CONTEXT:
                self._lost()
            case net.Attachment(attached=False):
                self._lost()

    def _lost(self) -> None:
        before, self.state, self.address = self.state, CLOSED, ""
        if before == OPENING:
            self.module.announce(f"+CNETSTART: {Err.OPEN_FAILED:d}")
        elif before == CLOSING:
            self.module.announce(f"+CNETSTOP: {Err.NONE:d}")


def start(module: Device) -> Reply:
    """AT+CNETSTART: OK first, the result when there is one."""
    network = module.part(ApplicationNetwork)
    if network.state != CLOSED:
        err = Err.ALREADY_OPENED if network.state == OPEN else Err.BUSY
        return error(None, f"+CNETSTART: {err:d}")
    if not module.part(Radio).attached:
        return error(None, f"+CNETSTART: {Err.OPEN_FAILED:d}")
    return ok(then=network.open)


def stop(module: Device) -> Reply:
    """AT+CNETSTOP: OK first, the result when there is one."""
    network = module.part(ApplicationNetwork)
    if network.state != OPEN:
        err = Err.NOT_OPENED if network.state == CLOSED else Err.BUSY
        return error(None, f"+CNETSTOP: {err:d}")
    return ok(then=network.close)


def address(module: Device) -> Reply:
    """AT+CNETIPADDR?; the text that the manual has for an error is not told there, so that it is ERROR alone."""
    own = module.part(ApplicationNetwork).address
    return ok(f"+CNETIPADDR: {own}") if own else error(None)


COMMANDS = (
    Command(
        "+CNETSTART",
        read=lambda module: ok(f"+CNETSTART: {module.part(ApplicationNetwork).state}"),
        execute=start,
    ),
    Command("+CNETSTOP", execute=stop),
    Command("+CNETIPADDR", read=address),
)

PARTS = (ApplicationNetwork,)
