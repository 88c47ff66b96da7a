"""What the TCP/IP commands work on: contexts with their states, connections, the server.

Single connection mode uses connection 0 only. Each of the two contexts (AT+CIPSGTXT) has a state of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from atconform.emulator.cip import states
from atconform.emulator.module import Module, Part
from atconform.emulator.replies import Reply, error, text
from atconform.emulator.states import Machine
from atconform.network import messages as net

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
class Sending:
    """Data handed to the network, and what to answer once all of it is acknowledged."""

    left: int
    answer: Callable[[Reply], None] | None


@dataclass(slots=True)
class Connection:
    """One connection number: what it is, or was last, connected to, and what it has carried."""

    number: int
    status: str = "INITIAL"
    link: int = 0
    context: int = 0
    protocol: net.Protocol | None = None
    address: str = ""
    port: int = 0
    accepted: bool = False
    sent: int = 0
    acknowledged: int = 0
    sendings: list[Sending] = field(default_factory=list)
    inbox: bytearray = field(default_factory=bytearray)
    notified: bool = False
    close_answer: Callable[[], None] | None = None

    @property
    def in_use(self) -> bool:
        """Whether the number is taken by a connection that lives, or is coming or going."""
        return self.status not in ("INITIAL", "CLOSED")


@dataclass(slots=True)
class Server:
    """The listening server."""

    number: int
    port: int
    context: int


class Stack(Part):
    """The TCP/IP stack: finds connections by number and link, moves states, spells results."""

    def __init__(self, module: Module) -> None:
        super().__init__(module)
        self.contexts = [Context(index, Machine(states.SINGLE, states.INITIAL)) for index in range(CONTEXTS)]
        self.selected = 0
        self.connections = [Connection(number) for number in range(module.dialect.connections)]
        self.server: Server | None = None
        self.servers_made = 0

    # --- looking things up ---

    @property
    def multi(self) -> bool:
        """Whether multi connection mode is on (AT+CIPMUX=1)."""
        return bool(self.module.settings["cip.multi"])

    @property
    def transparent(self) -> bool:
        """Whether a connection leads to data mode (AT+CIPMODE=1, single connection mode only)."""
        return not self.multi and bool(self.module.settings["cip.transparent"])

    @property
    def context(self) -> Context:
        """The context that commands work on."""
        return self.contexts[self.selected]

    def by_link(self, link: int) -> Connection | None:
        """Find the connection that a link belongs to."""
        return next((c for c in self.connections if c.link == link and c.in_use), None)

    def live(self) -> Iterator[Connection]:
        """Go through the connections that are in use."""
        return (c for c in self.connections if c.in_use)

    def state_text(self) -> str:
        """Spell the state of the selected context as AT+CIPSTATUS prints it."""
        return self.context.machine.state.format(protocol=self.connections[0].protocol or "TCP")

    def spell(self, connection: Connection, result: str) -> str:
        """Spell a connection's result: with its number in front in multi connection mode."""
        return f"{connection.number}{self.module.dialect.multi_separator}{result}" if self.multi else result

    # --- states ---

    def use_mode(self, *, multi: bool) -> None:
        """Take the figure of single or multi connection mode; every context begins anew."""
        self.module.settings["cip.multi"] = int(multi)
        for context in self.contexts:
            context.machine = Machine(states.MULTI if multi else states.SINGLE, states.INITIAL)

    def pull(self, context: int, trigger: str) -> None:
        """Change a context's state, where its state takes note of the trigger at all."""
        machine = self.contexts[context].machine
        if machine.permits(trigger):
            machine.pull(trigger)

    def connection_gone(self, connection: Connection, trigger: str) -> None:
        """Take note that a connection has ended: ``lost`` (from outside) or ``closed`` (by command)."""
        connection.status = "CLOSED"
        connection.sendings.clear()
        listening = self.server is not None and self.server.context == connection.context
        if not self.multi:
            self.pull(connection.context, f"{trigger}, listening" if listening else trigger)
        elif not listening and not any(c.context == connection.context for c in self.live()):
            self.pull(connection.context, "nothing left")

    # --- bringing the bearer up, and taking it down ---

    def activate(self, context: Context, then: Callable[[], None], refused: Callable[[], None]) -> None:
        """Ask for the PDP context; one of the callbacks runs in the end."""
        context.once_active, context.on_refusal = then, refused
        self.module.ask(net.Activate(context.index, context.apn, context.user, context.password))

    def shut(self, context: Context) -> None:
        """AT+CIPSHUT: drop the context's connections and server, give the context up."""
        self.drop_connections(context.index)
        if context.address or context.machine.state == states.CONFIG:
            self.module.ask(net.Deactivate(context.index))
        context.machine.pull("CIPSHUT")
        context.address = ""
        context.once_active = context.on_refusal = None

    def drop_connections(self, context: int) -> None:
        """Forget a context's connections and server without a word."""
        if self.server is not None and self.server.context == context:
            self.module.ask(net.StopListening(self.server.number))
            self.server = None
        for connection in self.connections:
            if connection.context == context:
                if connection.in_use:
                    self.module.ask(net.Close(connection.link, abort=False))
                self.connections[connection.number] = Connection(connection.number)

    def _context_event(self, event: net.Activated | net.ActivationRefused | net.Deactivated) -> None:
        context = self.contexts[event.context]
        match event:
            case net.Activated(address=address):
                context.address = address
                self.pull(event.context, "activated")
                then, context.once_active, context.on_refusal = context.once_active, None, None
                if then is not None:
                    then()
            case net.ActivationRefused():
                self.pull(event.context, "refused")
                then, context.once_active, context.on_refusal = context.on_refusal, None, None
                if then is not None:
                    then()
            case net.Deactivated(by_network=True):
                self._context_lost(context)

    def _context_lost(self, context: Context) -> None:
        if not context.machine.permits("deactivated") or context.machine.state == states.DEACT:
            return
        refused, context.once_active, context.on_refusal = context.on_refusal, None, None
        context.machine.pull("deactivated")
        context.address = ""
        for connection in self.live():
            if connection.context == context.index:
                connection.status = "CLOSED"
        if self.server is not None and self.server.context == context.index:
            self.server = None
        if refused is not None:
            refused()
        else:
            self.bearer_lost()

    def bearer_lost(self) -> None:
        """Report that the bearer has gone; hooked by the data mode, which ends with it."""
        self.module.announce("+PDP: DEACT")

    # --- network events ---

    def network_event(self, event: net.NetworkEvent) -> None:
        """Take note of what happened to a context or a connection."""
        match event:
            case net.Activated() | net.ActivationRefused() | net.Deactivated():
                self._context_event(event)
            case net.Acknowledged(link=link, count=count):
                connection = self.by_link(link)
                if connection is not None:
                    self._acknowledged(connection, count)

    def _acknowledged(self, connection: Connection, count: int) -> None:
        connection.acknowledged += count
        while count and connection.sendings:
            sending = connection.sendings[0]
            part = min(count, sending.left)
            sending.left -= part
            count -= part
            if sending.left:
                return
            del connection.sendings[0]
            if sending.answer is not None:
                sending.answer(text(self.spell(connection, "SEND OK")))


def stack(module: Module) -> Stack:
    """Find a module's TCP/IP stack."""
    return module.part(Stack)


def refuse(module: Module) -> Reply:
    """Answer a command that the present state does not allow."""
    return error(module.dialect.not_allowed)
