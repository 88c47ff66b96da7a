"""Registration, packet service and PDP contexts of a network of real sockets: as its conditions say, in their time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from atconform.base.timers import Timer
from atconform.network.conditions import SEARCHING, Conditions
from atconform.protocol.network import (
    Activate,
    Activated,
    ActivationRefused,
    Attach,
    Attachment,
    Deactivate,
    Deactivated,
    NetworkEvent,
    NetworkTime,
    Operator,
    Prefer,
    Radio,
    Registration,
    Request,
    ServingSystem,
    Signal,
    System,
)
from atconform.protocol.network_delays import NetworkDelays

OPERATOR = Operator("Loopback", "LOOP", "00101")
"""The code 001-01 is reserved for test networks (ITU-T E.212)."""
HOST_ADDRESS = "10.64.64.65"
"""What a host gets by PPP. A loopback address would be of no use to it, and its packets go no further anyway."""
NOT_REGISTERED = 0
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
"""Where the network's time is counted from."""


def network_time() -> NetworkTime:
    """Return what time it is on this machine."""
    here = datetime.now().astimezone()
    shift, saving = here.utcoffset() or timedelta(), here.dst() or timedelta()
    quarter, hour = timedelta(minutes=15), timedelta(hours=1)
    return NetworkTime((here - BEGINNING) // timedelta(seconds=1), shift // quarter, saving // hour)


def conditions() -> Conditions:
    """Return what the network of this machine is like where nobody wants it otherwise."""
    return Conditions(latency=0, signal=(24, 0), operator=OPERATOR)


class Subscription:
    """What the network lets the module have.

    :param tell: hands an event to the module
    :param after: runs something when so many microseconds have passed
    :param address: the address that a PDP context is given
    :param context_ended: told of every context that ends
    :param conditions: signal, operator and registration are taken from here
    """

    def __init__(
        self,
        tell: Callable[[NetworkEvent], None],
        after: Callable[[int, Callable[[], None]], Timer],
        delays: NetworkDelays,
        address: str,
        context_ended: Callable[[int], None],
        conditions: Conditions,
    ) -> None:
        self._tell = tell
        self._after = after
        self._delays = delays
        self._address = address
        self._context_ended = context_ended
        self._conditions = conditions
        self._radio_on = False
        self._system: System = "GSM"
        self._registering: Timer | None = None
        self._contexts: set[int] = set()

    def request(self, request: Request) -> None:
        """Do what the module asks about itself; other requests are of no concern."""
        match request:
            case Radio(on=on):
                self._switch_radio(on)
            case Prefer():
                self._system = request.choose(self._conditions.systems)
                self._tell(ServingSystem(self._system))
            case Attach(wanted=wanted):
                self._attach(wanted)
            case Activate(context=context, for_host=for_host, with_attachment=with_attachment):
                self._after(
                    0 if with_attachment else self._delays.activation,
                    lambda: self._activated(context, HOST_ADDRESS if for_host else self._address),
                )
            case Deactivate(context=context):
                self._end_context(context)
                ended = Deactivated(context, by_network=False)
                self._after(self._delays.deactivation, lambda: self._tell(ended))

    def _switch_radio(self, on: bool) -> None:
        self._radio_on = on
        if self._registering is not None:
            self._registering.cancel()
        if on and self._conditions.registration == SEARCHING:
            self._register()  # it is looking for a network from the beginning
        elif on:
            self._registering = self._after(self._delays.registration, self._register)
        else:
            self._lose_contexts()
            self._tell(Attachment(False))
            self._tell(Registration(NOT_REGISTERED))

    def _register(self) -> None:
        if self._radio_on:
            told = self._conditions
            for event in (Signal(*told.signal), told.operator, Registration(told.registration)):
                self._tell(event)
            if told.lets_in:
                self._tell(network_time())
                self._attach(True, at_once=self._system == "LTE")

    def _attach(self, wanted: bool, *, at_once: bool = False) -> None:
        """Attach the module, or detach it; in LTE to register is to attach (3GPP TS 23.401, 5.3.2)."""
        if not wanted:
            self._lose_contexts()
        self._after(0 if at_once else self._delays.attachment, lambda: self._tell(Attachment(wanted and self._served)))

    @property
    def _served(self) -> bool:
        return self._radio_on and self._conditions.lets_in

    def _activated(self, context: int, address: str) -> None:
        if not self._conditions.lets_in:
            self._tell(ActivationRefused(context))
            return
        self._contexts.add(context)
        self._tell(Activated(context, address))

    def _lose_contexts(self) -> None:
        for context in sorted(self._contexts):
            self._end_context(context)
            self._tell(Deactivated(context, by_network=True))

    def _end_context(self, context: int) -> None:
        self._contexts.discard(context)
        self._context_ended(context)
