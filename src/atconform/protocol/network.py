"""What a module and the network it is attached to say to each other.

The module's core emits *requests*; the network answers with *events*, now or later. Both are plain values, so that the
same core runs against the simulated network in virtual time and against real sockets.

A *link* is one TCP or UDP socket of the module. The module numbers its own links upwards from 1 and never uses a
number twice; the network numbers links that it opens towards the module (accepted clients) downwards from -1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Protocol = Literal["TCP", "UDP"]
FailureReason = Literal["refused", "timeout", "unreachable", "name", "in use"]
System = Literal["GSM", "CDMA", "EVDO", "LTE"]


@dataclass(frozen=True, slots=True)
class Resending:
    """How the module's TCP sends again what the far end does not acknowledge; times in microseconds.

    The first wait is the network's own or, ``by_round_trip``, the round trip that was measured last; each further one
    is twice as long. After ``retries`` of them, and in any case after ``longest`` (None: no such limit) from the first
    sending, the link is given up.
    """

    retries: int = 5
    by_round_trip: bool = False
    least_wait: int = 0
    longest: int | None = None


# --- requests: module to network ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Radio:
    """Switch the radio on or off (AT+CFUN); switching it on leads to ``Registration`` and ``Attachment`` events."""

    on: bool


@dataclass(frozen=True, slots=True)
class Prefer:
    """Be served by one of these radio systems; none: by whichever. Leads to a ``ServingSystem`` event, if to any."""

    systems: tuple[System, ...]

    def choose(self, there: tuple[System, ...]) -> System:
        """Return which system serves the module.

        :param there: those that the network has, the best first; what is not among them is not sought
        """
        return next((system for system in there if system in self.systems), there[0])


@dataclass(frozen=True, slots=True)
class Attach:
    """Attach to, or detach from, the packet service (AT+CGATT). Answered by ``Attachment``."""

    wanted: bool


@dataclass(frozen=True, slots=True)
class Activate:
    """Activate a PDP context. Answered by ``Activated`` or ``ActivationRefused``.

    One answer serves all who ask while the context comes up; a context that is active already stays as it is.
    """

    context: int
    apn: str
    user: str = ""
    password: str = ""
    for_host: bool = False
    """Whether the host itself gets the address, by PPP, and not the module."""
    with_attachment: bool = False
    """Whether the attachment brings it along, and it takes no time of its own (3GPP TS 24.301, 5.5.1)."""


@dataclass(frozen=True, slots=True)
class Deactivate:
    """Deactivate a PDP context; every link in it ends without further events. Answered by ``Deactivated``."""

    context: int


@dataclass(frozen=True, slots=True)
class Connect:
    """Open a link to ``host`` (an address or a name). Answered by ``Connected`` or ``ConnectFailed``.

    ``local_port`` 0 lets the network choose. ``timeout`` is how long to wait for a TCP far end that does not answer, in
    microseconds; None: as long as the network does. ``any_source`` lets a UDP link receive from every sender, not only
    from ``host``.
    """

    link: int
    context: int
    protocol: Protocol
    host: str
    port: int
    local_port: int = 0
    resending: Resending = Resending()
    timeout: int | None = None
    any_source: bool = False


@dataclass(frozen=True, slots=True)
class Resend:
    """Send again on a TCP link, from now on, as this says."""

    link: int
    resending: Resending


@dataclass(frozen=True, slots=True)
class Window:
    """Take no more than ``room`` further bytes on a TCP link, until this is said anew; the rest waits at the far end.

    Without it a link takes what comes.
    """

    link: int
    room: int


@dataclass(frozen=True, slots=True)
class Send:
    """Send ``data`` on a link; ``to`` names the destination of a UDP datagram where it is not the link's own.

    It goes in packets of ``size`` bytes, the last one as long as what is left; None: in one.
    """

    link: int
    data: bytes
    to: tuple[str, int] | None = None
    size: int | None = None

    def packets(self) -> list[bytes]:
        """Cut the data into packets."""
        if self.size is None:
            return [self.data]
        return [self.data[begin : begin + self.size] for begin in range(0, len(self.data), self.size)]


@dataclass(frozen=True, slots=True)
class Close:
    """Close a link: a TCP link is answered by ``Closed`` after the handshake.

    ``abort`` drops the link at once; ``silently`` even without telling the far end.
    """

    link: int
    abort: bool = False
    silently: bool = False


@dataclass(frozen=True, slots=True)
class Listen:
    """Listen for TCP clients on ``port``. Answered by ``Listening`` or ``ListenFailed``."""

    server: int
    context: int
    port: int
    resending: Resending = Resending()


@dataclass(frozen=True, slots=True)
class StopListening:
    """Stop listening: no further client is announced; accepted links live on."""

    server: int


@dataclass(frozen=True, slots=True)
class Resolve:
    """Ask for the addresses of ``name``. Answered by ``Resolved`` or ``ResolveFailed``.

    ``timeout`` is how long to wait for a name server's answer, in microseconds; None: as long as the network does.
    ``reverse``: ``name`` is an address, and its name is asked for, which is that of the answer.
    """

    query: int
    context: int
    name: str
    servers: tuple[str, ...] = ()
    timeout: int | None = None
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Ping:
    """Send one ICMP echo request. Answered by ``Echoed``, ``EchoLost`` or ``ResolveFailed``."""

    query: int
    context: int
    host: str
    length: int
    ttl: int
    timeout: int
    """Microseconds to wait for the reply."""


@dataclass(frozen=True, slots=True)
class Dial:
    """Begin a voice call; it is answered at once."""

    number: str


@dataclass(frozen=True, slots=True)
class AnswerCall:
    """Answer the incoming call (ATA)."""


@dataclass(frozen=True, slots=True)
class HangUp:
    """End or refuse the call (ATH)."""


Request = (
    Radio | Attach | Activate | Deactivate | Connect | Resend | Window | Send | Close | Listen | StopListening | Resolve
    | Ping | Dial | AnswerCall | HangUp | Prefer
)  # fmt: skip


# --- events: network to module -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Registration:
    """The registration state changed: 3GPP TS 27.007 <stat> (1 home, 5 roaming, 2 searching, 0 not, 3 denied)."""

    stat: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """The packet service was attached or detached, on request or by the network."""

    attached: bool


@dataclass(frozen=True, slots=True)
class Dormant:
    """The channel of the packet service was released, and stays so until data has to pass; contexts stay active."""


@dataclass(frozen=True, slots=True)
class Signal:
    """Signal quality as AT+CSQ gives it (3GPP TS 27.007, 8.5)."""

    rssi: int
    ber: int


@dataclass(frozen=True, slots=True)
class Operator:
    """The serving operator: long name, short name and numeric code."""

    long: str
    short: str
    numeric: str


@dataclass(frozen=True, slots=True)
class ServingSystem:
    """The radio system that serves the module."""

    system: System


@dataclass(frozen=True, slots=True)
class Activated:
    """The PDP context is active and has this local address."""

    context: int
    address: str


@dataclass(frozen=True, slots=True)
class ActivationRefused:
    """The network refused the PDP context."""

    context: int


@dataclass(frozen=True, slots=True)
class Deactivated:
    """The PDP context is gone: asked for (``by_network`` false), or taken away with every link in it."""

    context: int
    by_network: bool


@dataclass(frozen=True, slots=True)
class Connected:
    """The link is up; ``address`` and ``port`` are the far end's."""

    link: int
    address: str
    port: int


@dataclass(frozen=True, slots=True)
class ConnectFailed:
    """The link did not come up.

    ``refused`` by the far end, no answer within the ``timeout``, far end ``unreachable``, no such ``name``, local port
    ``in use``.
    """

    link: int
    reason: FailureReason


@dataclass(frozen=True, slots=True)
class Received:
    """Data arrived on a link, from ``address`` and ``port``."""

    link: int
    data: bytes
    address: str
    port: int


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The far end's TCP acknowledged ``count`` more bytes."""

    link: int
    count: int


@dataclass(frozen=True, slots=True)
class PeerClosed:
    """The far end closed the link in order (FIN)."""

    link: int


@dataclass(frozen=True, slots=True)
class LinkLost:
    """The link broke: reset by the far end, or given up after the last retry."""

    link: int
    reason: Literal["reset", "timeout"]


@dataclass(frozen=True, slots=True)
class Closed:
    """The close that the module asked for is complete."""

    link: int


@dataclass(frozen=True, slots=True)
class Listening:
    """The server listens."""

    server: int


@dataclass(frozen=True, slots=True)
class ListenFailed:
    """The port could not be had."""

    server: int


@dataclass(frozen=True, slots=True)
class Incoming:
    """A client connected to a listening server; the module answers nothing, or ``Close`` to refuse it."""

    server: int
    link: int
    address: str
    port: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """The addresses of a name, at least one."""

    query: int
    name: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResolveFailed:
    """The name has no address, by what a name server ``answered``, or no name server did answer in time."""

    query: int
    name: str
    answered: bool = True


@dataclass(frozen=True, slots=True)
class Echoed:
    """An ICMP echo reply: from where, after how many microseconds, with which remaining TTL."""

    query: int
    address: str
    elapsed: int
    ttl: int


@dataclass(frozen=True, slots=True)
class EchoLost:
    """No ICMP echo reply within the time given; ``address`` is where the request went."""

    query: int
    address: str


@dataclass(frozen=True, slots=True)
class IncomingCall:
    """A voice call comes in from ``number``; it rings until answered, refused or ended."""

    number: str


@dataclass(frozen=True, slots=True)
class CallEnded:
    """The caller hung up."""


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """A short message was delivered."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class NetworkTime:
    """The network's time, told when the module registers (NITZ, 3GPP TS 22.042)."""

    utc: int
    """Universal time, in seconds since the beginning of 2000."""
    zone: int
    """The local time zone, in quarters of an hour, summer time included."""
    saving: int = 0
    """How many hours of the zone are summer time."""


NetworkEvent = (
    Registration | Attachment | Signal | Operator | ServingSystem | Activated | ActivationRefused | Deactivated
    | Connected | ConnectFailed | Received | Acknowledged | PeerClosed | LinkLost | Closed | Listening | ListenFailed
    | Incoming | Resolved | ResolveFailed | Echoed | EchoLost | IncomingCall | CallEnded | IncomingMessage | NetworkTime
    | Dormant
)  # fmt: skip
