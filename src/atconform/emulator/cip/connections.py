"""What the stack keeps of a context, of a connection and of the server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from atconform.emulator.cip import connection_states
from atconform.emulator.core.receivebuffer import ReceiveBuffer
from atconform.emulator.core.replies import Reply
from atconform.emulator.core.sending import Sending
from atconform.emulator.core.transitions import Machine
from atconform.protocol import network as net


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
