"""What the TCP/IP commands work on: contexts with their states, connections, the server.

Single connection mode uses connection 0 only. Each of the two contexts (AT+CIPSGTXT) has a state of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from atconform.emulator.cip import connection_states
from atconform.emulator.cip.connections import Connection, Context, Server
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.parameters import MULTI, TRANSPARENT_MODE
from atconform.emulator.core.device import Device
from atconform.emulator.core.dialogue import PROMPT
from atconform.emulator.core.part import Part
from atconform.emulator.core.receivebuffer import ReceiveBuffer
from atconform.emulator.core.replies import Reply, error, text
from atconform.emulator.core.transitions import Machine
from atconform.emulator.general import pdn
from atconform.protocol import network as net

CONTEXTS = 2


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

    def unfetched(self) -> int:
        """Count what has arrived and waits (AT+CIPRXGET)."""
        return sum(len(connection.inbox) for connection in self.connections)

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

    def describe_state(self, command: str) -> str:
        """Say in which state of the notes' figures it is."""
        return self.state_text()

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
        if not self.module.figures[Figures].unread_outlives_connection:
            connection.inbox = ReceiveBuffer()
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
