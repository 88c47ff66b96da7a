"""What the TCP/IP commands work on: contexts with their states, connections, the server.

Single connection mode uses connection 0 only. Each of the two contexts (AT+CIPSGTXT) has a state of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from atconform.emulator.cip import connection_states
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.parameters import MULTI, TRANSPARENT_MODE
from atconform.emulator.core.device import Device
from atconform.emulator.core.dialogue import PROMPT
from atconform.emulator.core.part import Part
from atconform.emulator.core.receivebuffer import ReceiveBuffer
from atconform.emulator.core.replies import Reply, error, text
from atconform.emulator.core.sending import Sending, acknowledge
from atconform.emulator.core.transitions import Machine
from atconform.emulator.general import pdn
from atconform.protocol import network as net

CONTEXTS = 2


@dataclass(slots=True)
class Context:
    """One PDP context of the TCP/IP stack, with its APN, its address and its state."""

    index: int
    machine: Machine
    apn: str = ""
    user: str = ""
    password: str = ""
    address: str = ""
    once_active: Callable[[], None] | None = None
    on_refusal: Callable[[], None] | None = None


@dataclass(slots=True)
class AnsweredSending(Sending):
    """Data handed to the network, and what to answer once all of it is acknowledged."""

    answer: Callable[[Reply], None] | None


@dataclass(slots=True)
class Connection:
    """One connection number: what it is, or was last, connected to, and what it has carried."""

    number: int
    link: int = 0
    context: int = 0
    protocol: net.Protocol | None = None
    address: str = ""
    port: int = 0
    sent: int = 0
    acknowledged: int = 0
    sendings: list[AnsweredSending] = field(default_factory=list)
    inbox: ReceiveBuffer = field(default_factory=ReceiveBuffer)
    close_answer: Callable[[], None] | None = None
    machine: Machine = field(default_factory=lambda: Machine(connection_states.NUMBER, connection_states.FREE))

    @property
    def status(self) -> str:
        """How AT+CIPSTATUS tells its state."""
        return self.machine.state

    @property
    def up(self) -> bool:
        """Whether data can be sent and received on it."""
        return self.status == connection_states.UP

    @property
    def in_use(self) -> bool:
        """Whether the number is taken by a connection that lives, or is coming or going."""
        return self.status not in (connection_states.FREE, connection_states.GONE)


@dataclass(slots=True)
class Server:
    """The listening server."""

    number: int
    port: int
    context: int


class Stack(Part):
    """The TCP/IP stack: finds connections by number and link, moves states, spells results."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.selected = 0
        self.server: Server | None = None
        self.when_ended: list[Callable[[Connection], None]] = []
        """Called with each connection that has just ended, in any way."""
        self._begin_anew()

    def _begin_anew(self) -> None:
        figure = connection_states.MULTI if self.multi else connection_states.SINGLE
        self.contexts = [Context(index, Machine(figure, connection_states.INITIAL)) for index in range(CONTEXTS)]
        self.connections = [Connection(number) for number in range(self.module.figures[Figures].connections)]
        self.selected = 0

    # --- looking things up ---

    @property
    def multi(self) -> bool:
        """Whether multi connection mode is on (AT+CIPMUX=1)."""
        return bool(self.module.settings[MULTI])

    @property
    def transparent(self) -> bool:
        """Whether a connection leads to data mode (AT+CIPMODE=1, single connection mode only)."""
        return not self.multi and bool(self.module.settings[TRANSPARENT_MODE])

    @property
    def context(self) -> Context:
        """The context that commands work on."""
        return self.contexts[self.selected]

    def by_link(self, link: int) -> Connection | None:
        """Find the connection that a link belongs to; late events of links no longer in use find none."""
        return next((c for c in self.connections if c.link == link and c.in_use), None)

    def live(self) -> Iterator[Connection]:
        """Go through the connections that are in use."""
        return (c for c in self.connections if c.in_use)

    def full(self) -> bool:
        """Return whether no further connection is possible; the server itself takes one of them (note, 3)."""
        figures = self.module.figures[Figures]
        limit = figures.connections if self.server is None else figures.connections_with_server
        return sum(1 for _ in self.live()) >= (limit if self.multi else 1)

    def state_text(self) -> str:
        """Spell the state of the selected context as AT+CIPSTATUS prints it."""
        return self.context.machine.state.format(protocol=self.connections[0].protocol or "TCP")

    def spell(self, connection: Connection, result: str) -> str:
        """Spell a connection's result: with its number in front in multi connection mode."""
        return f"{connection.number}{self.module.figures[Figures].multi_separator}{result}" if self.multi else result

    # --- states ---

    @property
    def all_initial(self) -> bool:
        """Whether every context is in IP INITIAL, so that nothing of the stack is at work."""
        return all(context.machine.state == connection_states.INITIAL for context in self.contexts)

    def use_mode(self, *, multi: bool) -> None:
        """Take the figure of single or multi connection mode; everything begins anew."""
        self.module.settings[MULTI] = int(multi)
        self._begin_anew()

    def pull(self, context: int, trigger: str) -> None:
        """Change a context's state."""
        self.contexts[context].machine.pull(trigger)

    @property
    def online(self) -> bool:
        """Whether the network can be reached: over the selected context, or over what attaching has brought up."""
        return bool(self.context.address) or pdn.active(self.module)

    # --- deep sleep ---

    def keeps_awake(self) -> bool:
        """Return whether there is a TCP connection, or a server (low power mode note V1.03, 3.3)."""
        return self.server is not None or any(connection.protocol == "TCP" for connection in self.live())

    def entering_deep_sleep(self) -> None:
        """Give up what is left, which is UDP: nothing of this stack outlives deep sleep (at least, nothing says so)."""
        for connection in self.live():
            self.module.ask(net.Close(connection.link, abort=True))

    # --- connections ---

    def end(self, connection: Connection, trigger: str) -> None:
        """Record that a connection has ended: ``lost``, ``closed``, ``failed``, or ``deactivated`` with its context.

        What waited for an acknowledgement fails; a close that was asked for is complete.
        """
        connection.machine.pull(trigger)
        for hook in self.when_ended:
            hook(connection)
        self._pull_end(connection, trigger)
        sendings, connection.sendings = connection.sendings, []
        for sending in sendings:
            if sending.answer is not None:
                sending.answer(text(self.spell(connection, "SEND FAIL")))
        if connection.close_answer is not None:
            connection.close_answer()

    def _pull_end(self, connection: Connection, trigger: str) -> None:
        """Let the context take note of the end of a connection; its own end it has to take note of by itself."""
        listening = self.server is not None and self.server.context == connection.context
        if trigger == "deactivated":
            return
        if not self.multi:
            self.pull(connection.context, f"{trigger}, listening" if listening else trigger)
        elif not listening:
            self.pull_if_idle(connection.context)

    def pull_if_idle(self, context: int) -> None:
        """Go from IP PROCESSING back to IP STATUS when the context has neither connection nor server left."""
        if self.multi and not any(c.context == context for c in self.live()):
            self.pull(context, "nothing left")

    # --- bringing the bearer up, and taking it down ---

    def activate(self, context: Context, then: Callable[[], None], refused: Callable[[], None]) -> None:
        """Ask for the PDP context; one of the callbacks runs in the end."""
        context.once_active, context.on_refusal = then, refused
        self.module.ask(net.Activate(context.index, context.apn, context.user, context.password))

    def shut(self, context: Context) -> None:
        """AT+CIPSHUT: drop the context's connections and server, give the context up."""
        self._drop_server(context)
        for connection in self.connections:
            if connection.context == context.index:
                self._drop_connection(connection)
        if (context.address or context.machine.state == connection_states.CONFIG) and not pdn.shared(self.module):
            self.module.ask(net.Deactivate(context.index))
        context.machine.pull("CIPSHUT")
        context.address = ""
        context.once_active = context.on_refusal = None

    def _drop_connection(self, connection: Connection) -> None:
        """Forget a connection; SHUT OK answers for all that is still waited for on it."""
        if connection.in_use:
            self.module.ask(net.Close(connection.link))
            connection.sendings.clear()
            connection.close_answer = None
            for hook in self.when_ended:
                hook(connection)
        self.connections[connection.number] = Connection(connection.number)

    def _drop_server(self, context: Context) -> None:
        if self.server is not None and self.server.context == context.index:
            self.module.ask(net.StopListening(self.server.number))
            self.server = None

    # --- network events ---

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record what happened to a context, or to data that was sent."""
        match event:
            case net.Activated(context=index, address=address):
                self._activated(self.contexts[index], address)
            case net.ActivationRefused(context=index):
                self._activation_refused(self.contexts[index])
            case net.Deactivated(context=index, by_network=True):
                self._context_lost(self.contexts[index])
            case net.Acknowledged(link=link, count=count):
                connection = self.by_link(link)
                if connection is not None:
                    self._acknowledged(connection, count)

    def _activated(self, context: Context, address: str) -> None:
        if context.machine.permits("activated"):
            context.machine.pull("activated")
            context.address = address
            then, context.once_active, context.on_refusal = context.once_active, None, None
            if then is not None:
                then()

    def _activation_refused(self, context: Context) -> None:
        if context.machine.permits("refused"):
            context.machine.pull("refused")
            then, context.once_active, context.on_refusal = context.on_refusal, None, None
            if then is not None:
                then()

    def _context_lost(self, context: Context) -> None:
        if not context.machine.permits("deactivated"):
            return
        refused, context.once_active, context.on_refusal = context.on_refusal, None, None
        self._drop_server(context)
        if refused is not None:  # it was still coming up, and what was to stand on it fails with it
            self.pull(context.index, "deactivated")
            refused()
            return
        for connection in list(self.live()):
            if connection.context == context.index:
                self.end(connection, "deactivated")
        self.pull(context.index, "deactivated")
        context.address = ""
        self.module.announce("+PDP: DEACT")

    def _acknowledged(self, connection: Connection, count: int) -> None:
        connection.acknowledged += count
        for sending in acknowledge(connection.sendings, count):
            if sending.answer is not None:
                sending.answer(self.send_ok(connection))

    def send_ok(self, connection: Connection) -> Reply:
        """Answer that data has been sent; AT+CIPSPRT=2 wants to hear nothing of it (manual)."""
        return text() if self.module.settings[PROMPT] == QUIET else text(self.spell(connection, "SEND OK"))


QUIET = 2
"""The value of AT+CIPSPRT at which neither the prompt nor SEND OK is shown."""


def stack(module: Device) -> Stack:
    """Find a module's TCP/IP stack."""
    return module.part(Stack)


def refuse(module: Device) -> Reply:
    """Answer a command that the present state does not allow."""
    return error(module.dialect.not_allowed)


PARTS = (Stack,)
