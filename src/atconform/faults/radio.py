"""What goes wrong with the network: registration, signal, packet service, PDP contexts."""

from __future__ import annotations

from atconform.faults.fault import Late, Moment, Rule, State
from atconform.network.conditions import REGISTERED, SEARCHING
from atconform.protocol import network as net

DENIED = 3
"""<stat> of AT+CREG (3GPP TS 27.007, 7.2)."""
NO_SIGNAL = net.Signal(99, 99)
"""AT+CSQ where nothing is received (3GPP TS 27.007, 8.5)."""


class ContextLost(Moment):
    """The network takes away every context that is up or coming up."""

    def begin(self) -> None:
        """Take them."""
        for context in list(self.scene.seen.contexts):
            self.scene.take_context(context)
            self.strike(f"context {context}")


class ActivationRefused(Rule):
    """The network refuses a context that the module asks for."""

    def asks(self, request: net.Request) -> Late[net.Request]:
        """Refuse it, as soon as a network would."""
        if not isinstance(request, net.Activate):
            return (request,)
        self.scene.seen.end_context(request.context)
        self.scene.tell(net.ActivationRefused(request.context), self.given["by"])
        self.strike(f"context {request.context}")
        return ()


class NoPacketService(State):
    """The network gives the module no packet service, and takes what was up."""

    def begin(self) -> None:
        """Take it, if there was any."""
        self.strike("")
        if self.scene.seen.attachment.attached:
            for context in list(self.scene.seen.contexts):
                self.scene.take_context(context)
            self.scene.tell(net.Attachment(False))

    def end(self) -> None:
        """Give it again, as far as the network does."""
        self.scene.pass_on(self.scene.seen.attachment)

    def asks(self, request: net.Request) -> Late[net.Request]:
        """Refuse what needs it."""
        if not isinstance(request, net.Activate):
            return (request,)
        self.scene.seen.end_context(request.context)
        self.scene.tell(net.ActivationRefused(request.context), 1)
        return ()

    def told(self, event: net.NetworkEvent) -> Late[net.NetworkEvent]:
        """Keep the module from hearing that there is some."""
        return () if isinstance(event, net.Attachment) and event.attached else (event,)


class NotLetIn(NoPacketService):
    """The network does not let the module in at all, and says so."""

    stat = SEARCHING

    @property
    def signal(self) -> net.Signal | None:
        """What AT+CSQ tells meanwhile; None: as usual."""
        return None

    def begin(self) -> None:
        """Let it out, unless its radio is off anyway."""
        super().begin()
        if self.signal is not None:
            self.scene.tell(self.signal)
        if self.scene.seen.registration.stat in REGISTERED:
            self.scene.tell(net.Registration(self.stat))

    def end(self) -> None:
        """Let it in again, as far as the network does."""
        seen = self.scene.seen
        if self.signal is not None:
            self.scene.pass_on(seen.signal)
        self.scene.pass_on(seen.registration)
        super().end()

    def told(self, event: net.NetworkEvent) -> Late[net.NetworkEvent]:
        """Say that the module is not let in, whatever the network would say."""
        match event:
            case net.Registration(stat=stat) if stat in REGISTERED:
                return (net.Registration(self.stat),)
            case net.NetworkTime():
                return ()
            case net.Signal() if self.signal is not None:
                return (self.signal,)
        return super().told(event)


class NoNetwork(NotLetIn):
    """There is no network to be heard."""

    @property
    def signal(self) -> net.Signal:
        """What AT+CSQ tells meanwhile."""
        return NO_SIGNAL


class RegistrationDenied(NotLetIn):
    """The network refuses the module."""

    stat = DENIED


class WeakSignal(State):
    """The network is heard badly."""

    def begin(self) -> None:
        """Tell it to the module."""
        self.scene.tell(self._signal)
        self.strike("")

    def end(self) -> None:
        """Tell it how the network is heard."""
        self.scene.pass_on(self.scene.seen.signal)

    @property
    def _signal(self) -> net.Signal:
        return net.Signal(self.given["rssi"], self.given["ber"])

    def told(self, event: net.NetworkEvent) -> Late[net.NetworkEvent]:
        """Tell another signal than the network's."""
        return (self._signal,) if isinstance(event, net.Signal) else (event,)
