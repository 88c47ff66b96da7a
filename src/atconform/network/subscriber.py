"""The module as the simulated network's subscriber: registration, packet service, PDP contexts, calls."""

from __future__ import annotations

from collections.abc import Callable

from atconform.base.timers import Timer
from atconform.base.units import SECOND
from atconform.network.carrier import Carrier
from atconform.network.conditions import SEARCHING
from atconform.protocol import network as net


class Subscriber:
    """What the network knows of the module, and lets it have.

    :param context_ended: told of every context that ends, before the module is
    """

    def __init__(self, carrier: Carrier, context_ended: Callable[[int], None]) -> None:
        self._carrier = carrier
        self._context_ended = context_ended
        self._active: dict[int, str] = {}
        self._activating: dict[int, Timer] = {}
        self._attached = False
        self._usual_system = self._carrier.system
        """What serves the module while nobody wants it otherwise."""
        self._registering: Timer | None = None
        self._attaching: Timer | None = None
        self.refuse_contexts = False
        """Whether the next context that is asked for is refused."""
        self.extra_activation_delay = 0
        """How much longer the next context takes to come up, in microseconds."""

    def request(self, request: net.Request) -> None:
        """Receive a request of the module that is about itself; others are of no concern."""
        match request:
            case net.Radio(on=on):
                self._radio(on=on)
            case net.Prefer():
                self._usual_system = request.choose(self._carrier.conditions.systems)
                self._serve_as_usual()
            case net.Attach(wanted=wanted):
                self._attach_later(wanted=wanted)
            case net.Activate(context=context, with_attachment=with_attachment):
                self._begin_to_activate(context, at_once=with_attachment)
            case net.Deactivate(context=context):
                self._end_context(context)
                conditions = self._carrier.conditions
                self._carrier.after(
                    conditions.latency + conditions.delays.deactivation,
                    lambda: self._carrier.tell_module(net.Deactivated(context, by_network=False)),
                )
            case net.Dial() | net.AnswerCall():
                self._carrier.set_call(up=True)
            case net.HangUp():
                self._carrier.set_call(up=False)

    # --- registration and packet service ---

    def _radio(self, *, on: bool) -> None:
        """Let the module in, in the time that this takes, or lose sight of it: its connections end without a word."""
        for timer in (self._registering, self._attaching):
            if timer is not None:
                timer.cancel()
        if not on:
            self._carrier.set_call(up=False)
            for context in list(self._active):
                self._end_context(context)
            self._attached = False
            self._carrier.tell_module(net.Attachment(False))
            self._carrier.tell_module(net.Registration(0))
            return
        delay = self._carrier.conditions.delays.registration
        if delay and self._carrier.conditions.registration != SEARCHING:
            self._registering = self._carrier.after(delay, self._register)
        else:
            self._register()

    def _register(self) -> None:
        """Say whether the module is let in; then it comes into the packet service by itself."""
        conditions = self._carrier.conditions
        self._carrier.tell_module(net.Signal(*conditions.signal))
        self._carrier.tell_module(conditions.operator)
        self._carrier.tell_module(net.ServingSystem(self._carrier.system))
        self._carrier.tell_module(net.Registration(conditions.registration))
        if conditions.lets_in:
            time = conditions.time + self._carrier.now // SECOND
            self._carrier.tell_module(net.NetworkTime(time, conditions.zone))
            if self._carrier.system == "LTE":  # where to register is to attach (3GPP TS 23.401, 5.3.2)
                self.attach(wanted=True)
            else:
                self._attach_later(wanted=True)

    def _attach_later(self, *, wanted: bool) -> None:
        """Attach the module, or detach it, in the time that this takes; what was asked for last counts."""
        if self._attaching is not None:
            self._attaching.cancel()
        wanted = wanted and self._carrier.conditions.lets_in
        delay = self._carrier.conditions.delays.attachment
        self._attaching = self._carrier.after(delay, lambda: self.attach(wanted=wanted))

    def attach(self, *, wanted: bool) -> None:
        """Attach the module to the packet service, or detach it; detaching ends its contexts."""
        self._attached = wanted
        if not wanted:
            for context in [*self._active, *self._activating]:
                self.lose_context(context)
        self._carrier.tell_module(net.Attachment(wanted))

    def serve_by(self, system: net.System) -> None:
        """Let another radio system serve the module from now on."""
        self._carrier.tell_module(net.ServingSystem(system))
        self._carrier.serve_by(system)

    def _serve_as_usual(self) -> None:
        if self._carrier.system != self._usual_system:
            self.serve_by(self._usual_system)

    # --- PDP contexts ---

    def address(self, context: int) -> str:
        """Return the module's address in a context; empty where that is not active."""
        return self._active.get(context, "")

    def active_contexts(self) -> list[int]:
        """Return which PDP contexts are active."""
        return list(self._active)

    def _begin_to_activate(self, context: int, *, at_once: bool) -> None:
        if context in self._activating:
            return
        delay, self.extra_activation_delay = self.extra_activation_delay, 0
        delay += 0 if at_once else self._carrier.conditions.delays.activation
        self._activating[context] = self._carrier.after(delay, lambda: self._activate(context))

    def _activate(self, context: int) -> None:
        del self._activating[context]
        if self.refuse_contexts or not self._attached:
            self.refuse_contexts = False
            self._carrier.tell_module(net.ActivationRefused(context))
            return
        address = self._carrier.conditions.module_addresses[context]
        self._active[context] = address
        self._carrier.tell_module(net.Activated(context, address))

    def lose_context(self, context: int) -> None:
        """Take a PDP context away from the module, also one that is just coming up."""
        if context in self._active or context in self._activating:
            self._end_context(context)
            self._carrier.tell_module(net.Deactivated(context, by_network=True))

    def _end_context(self, context: int) -> None:
        self._active.pop(context, None)
        if timer := self._activating.pop(context, None):
            timer.cancel()
        self._context_ended(context)

    # --- as the network is told from outside ---

    def be_as_usual(self) -> None:
        """Put back what the network was told to do otherwise."""
        self._serve_as_usual()
        self.refuse_contexts, self.extra_activation_delay = False, 0
