"""How a context comes up, and is lost or given up (SIM800 note, 2.1.3, 2.2.4; manual, AT+CIPSHUT)."""

from __future__ import annotations

from collections.abc import Callable

from atconform.emulator.cip import connection_states
from atconform.emulator.cip.connections import Connection, Context
from atconform.emulator.cip.stack import Stack, stack
from atconform.emulator.core.part import Part
from atconform.emulator.general import pdn
from atconform.protocol import network as net


def activate(cip: Stack, context: Context, then: Callable[[], None], refused: Callable[[], None]) -> None:
    """Ask for a PDP context; one of the callbacks runs in the end."""
    context.once_active, context.on_refusal = then, refused
    cip.module.ask(net.Activate(context.index, context.apn, context.user, context.password))


def shut(cip: Stack, context: Context) -> None:
    """AT+CIPSHUT: drop the context's connections and server, give the context up."""
    drop_server(cip, context)
    for connection in cip.connections:
        if connection.context == context.index:
            drop_connection(cip, connection)
    if (context.address or context.machine.state == connection_states.CONFIG) and not pdn.shared(cip.module):
        cip.module.ask(net.Deactivate(context.index))
    context.machine.pull("CIPSHUT")
    context.address = ""
    context.once_active = context.on_refusal = None


def drop_connection(cip: Stack, connection: Connection) -> None:
    """Forget a connection; SHUT OK answers for all that is still waited for on it."""
    if connection.in_use:
        cip.module.ask(net.Close(connection.link))
        connection.sendings.clear()
        connection.close_answer = None
        for hook in cip.when_ended:
            hook(connection)
    cip.connections[connection.number] = Connection(connection.number)


def drop_server(cip: Stack, context: Context) -> None:
    """Forget the server, where the context has one."""
    if cip.server is not None and cip.server.context == context.index:
        cip.module.ask(net.StopListening(cip.server.number))
        cip.server = None


class Activation(Part):
    """Follows the contexts as they come up, are refused and are lost."""

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record what happened to a context; there are others than those of this stack."""
        contexts = dict(enumerate(stack(self.module).contexts))
        match event:
            case net.Activated(context=index, address=address) if index in contexts:
                self._activated(contexts[index], address)
            case net.ActivationRefused(context=index) if index in contexts:
                self._refused(contexts[index])
            case net.Deactivated(context=index, by_network=True) if index in contexts:
                for line in self._lost(stack(self.module), contexts[index]):
                    self.module.announce(line)

    def radio_off(self) -> tuple[str, ...]:
        """Lose the contexts."""
        cip = stack(self.module)
        return tuple(line for context in cip.contexts for line in self._lost(cip, context))

    def _activated(self, context: Context, address: str) -> None:
        if context.machine.permits("activated"):
            context.machine.pull("activated")
            context.address = address
            then, context.once_active, context.on_refusal = context.once_active, None, None
            if then is not None:
                then()

    def _refused(self, context: Context) -> None:
        if context.machine.permits("refused"):
            context.machine.pull("refused")
            then, context.once_active, context.on_refusal = context.on_refusal, None, None
            if then is not None:
                then()

    def _lost(self, cip: Stack, context: Context) -> tuple[str, ...]:
        """Record that a context is gone; return what is to be told of it."""
        if not context.machine.permits("deactivated"):
            return ()
        refused, context.once_active, context.on_refusal = context.on_refusal, None, None
        drop_server(cip, context)
        if refused is not None:  # it was still coming up, and what was to stand on it fails with it
            cip.pull(context.index, "deactivated")
            refused()
            return ()
        for connection in list(cip.live()):
            if connection.context == context.index:
                cip.end(connection, "deactivated")
        cip.pull(context.index, "deactivated")
        context.address = ""
        return ("+PDP: DEACT",)


PARTS = (Activation,)
