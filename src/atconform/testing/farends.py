"""The far ends of a test's network: what they received, and what they do by themselves."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

from atconform.network.peers import Peer
from atconform.protocol.peer import (
    PeerClose,
    PeerEvent,
    PeerRequest,
    PeerReset,
    PeerSend,
)
from atconform.testing.driving import Driver
from atconform.testing.endings import WrongUse
from atconform.testing.given import check_count, microseconds

_ENDS: dict[type[PeerRequest], str] = {PeerClose: "closes", PeerReset: "resets"}
"""What a transcript says of a far end that ends a connection."""
_OF_DATA = inspect.signature(lambda data: data)
Answer = bytes | Callable[[bytes], bytes | None] | Callable[["Connection", bytes], bytes | None]


class Connection:
    """One connection of a far end; of a UDP server, what it has heard from one address of the module."""

    def __init__(self, far_end: FarEnd, number: int) -> None:
        self._far_end = far_end
        self.number = number
        """From 1, in the order in which they came about."""
        self.received = b""
        """What the module has sent on it."""
        self.open = True
        """Whether neither side has closed it."""

    def __repr__(self) -> str:
        return f"<connection {self.number} of {self._far_end.name}, {'open' if self.open else 'closed'}>"

    def send(self, data: bytes, after: float = 0) -> None:
        """Send bytes to the module.

        :param after: seconds from now; if it is closed by then, they are lost
        :raises BrokenPipeError: it is closed already
        :raises TypeError: these are no bytes
        """
        if not isinstance(data, bytes | bytearray):
            raise TypeError(f"a far end sends bytes, and not {data!r}")
        self._check()
        self._far_end.request(PeerSend(self._far_end.name, self.number, bytes(data)), after)

    def close(self, after: float = 0) -> None:
        """Close it in order (FIN), ``after`` seconds from now.

        :raises BrokenPipeError: it is closed already
        """
        self._end(PeerClose(self._far_end.name, self.number), after)

    def reset(self, after: float = 0) -> None:
        """Reset it (RST), ``after`` seconds from now.

        :raises BrokenPipeError: it is closed already
        """
        self._end(PeerReset(self._far_end.name, self.number), after)

    def _check(self) -> None:
        if not self.open:
            raise BrokenPipeError(f"connection {self.number} of {self._far_end.name} is closed")

    def _end(self, request: PeerRequest, after: float) -> None:
        self._far_end.check_tcp("to be closed")
        self._check()
        if not after:
            self.ended(_ENDS[type(request)])
        self._far_end.request(request, after)

    def ended(self, how: str) -> None:
        """Take note that the far end ends it now."""
        self.open = False
        self._far_end.note(how)


@dataclass
class _HangUp:
    after: int
    times: int | None
    reset: bool


class FarEnd:
    """A server or a client of the test's network, and what it does by itself."""

    _KIND = ""
    """What stands before its name where it is shown."""
    _NONE_YET = "nothing has connected to {} yet"
    """What is said to who asks for a connection before there is one."""

    def __init__(self, driver: Driver, peer: Peer) -> None:
        self._driver = driver
        self._peer = peer
        self.name = peer.name
        self.connections: list[Connection] = []
        """Those that came about, in order, also if they are closed."""
        self._answer: Callable[[Connection, bytes], object] | None = None
        self._answer_after = 0.0
        self._hang_up: _HangUp | None = None
        self._reacting: list[PeerRequest] | None = None
        """What it does at once, while something happens at it."""
        peer.reaction = self._happened

    def __repr__(self) -> str:
        count = len(self.connections)
        return f"<{self._KIND}{self.name}, {count} connection{'s' * (count != 1)}>"

    @property
    def received(self) -> bytes:
        """All that the module has sent to it, connection after connection."""
        return b"".join(connection.received for connection in self.connections)

    @property
    def connection(self) -> Connection:
        """The last connection.

        :raises LookupError: none has come about yet
        """
        if not self.connections:
            raise LookupError(self._NONE_YET.format(self.name))
        return self.connections[-1]

    # --- what it does by itself ---

    def answers(self, answer: Answer, after: float = 0) -> None:
        """Answer whatever arrives.

        :param answer: bytes; or a function of what has arrived, or of the connection and that, which returns bytes or
            None
        :param after: how many seconds it takes to answer
        :raises TypeError: it is neither bytes nor a function of one or two arguments
        :raises ValueError: the time is negative
        """
        microseconds(after)
        self._answer, self._answer_after = _answerer(answer), after

    def echoes(self, after: float = 0) -> None:
        """Send back whatever arrives, ``after`` seconds later.

        :raises ValueError: the time is negative
        """
        microseconds(after)
        self._answer, self._answer_after = lambda connection, data: data, after

    def is_silent(self) -> None:
        """Accept calls and data, and answer nothing; as it is at first."""
        self._answer = None

    def hangs_up(self, after: int = 0, times: int | None = None, *, reset: bool = False) -> None:
        """Close connections.

        :param after: as soon as so many bytes have come; 0: as soon as they come about
        :param times: so many connections, and then no more; None: every one
        :param reset: whether by a RST, as of a server that has crashed
        :raises ValueError: so many there are not
        """
        self.check_tcp("to hang up")
        check_count("after", after)
        check_count("times", times)
        self._hang_up = _HangUp(after, times, reset)

    def check_tcp(self, wanted_for: str) -> None:
        """Find out whether there are connections.

        :raises WrongUse: it speaks UDP
        """
        if self._peer.protocol == "UDP":
            raise WrongUse(f"{self.name} has no connections {wanted_for}", "that goes with TCP only")

    # --- what happens at it ---

    def note(self, what: bytes | str) -> None:
        """Write down what it does, or what happens at it."""
        self._driver.transcript.note(self.name, what)

    def request(self, request: PeerRequest, after: float = 0) -> None:
        """Have it do something, ``after`` seconds from now."""
        if later := microseconds(after):
            self._driver.do(lambda: self._driver.network.carrier.after(later, lambda: self._due(request)))
        elif self._reacting is not None:
            self._reacting.append(request)
        else:
            self._driver.do(lambda: self._peer.obey(request))

    def _due(self, request: PeerRequest) -> None:
        """Do something that was put off, unless its connection has been closed meanwhile."""
        if isinstance(request, PeerSend | PeerClose | PeerReset) and request.connection:
            connection = self.connections[request.connection - 1]
            if not connection.open:
                return
            if not isinstance(request, PeerSend):
                connection.ended(_ENDS[type(request)])
        self._peer.obey(request)

    def _happened(self, event: PeerEvent) -> Iterable[PeerRequest]:
        """Take note of what has happened, and return what it does at once."""
        self.note(event.data or event.kind)
        while len(self.connections) < event.connection:
            self.connections.append(Connection(self, len(self.connections) + 1))
        if not event.connection:
            return ()
        connection = self.connections[event.connection - 1]
        connection.received += event.data
        connection.open = connection.open and event.kind not in ("fin", "rst")
        requests: list[PeerRequest] = []
        self._reacting = requests
        try:
            if event.kind in ("connected", "received"):
                self._react(connection, event.data)
        finally:
            self._reacting = None
        return requests

    def _react(self, connection: Connection, data: bytes) -> None:
        if data and self._answer is not None:
            answering = self._answering(self._answer, connection, data)
            self._driver.call(f"the function that {self.name} answers by", answering)
        hang_up = self._hang_up
        if hang_up is None or not connection.open or len(connection.received) < hang_up.after or hang_up.times == 0:
            return
        if hang_up.times is not None:
            hang_up.times -= 1
        if hang_up.reset:
            connection.reset()
        else:
            connection.close()

    def _answering(
        self, function: Callable[[Connection, bytes], object], connection: Connection, data: bytes
    ) -> Callable[[], None]:
        def answer() -> None:
            returned = function(connection, data)
            if not isinstance(returned, bytes | bytearray | None):
                raise TypeError(f"it returned {returned!r}, and not bytes or None")
            if returned:
                connection.send(bytes(returned), self._answer_after)

        return answer


def _answerer(answer: Answer) -> Callable[[Connection, bytes], object]:
    """Return a function of a connection and what has arrived on it."""
    if isinstance(answer, bytes | bytearray):
        return lambda connection, data: answer
    if not callable(answer):
        raise TypeError(f"a server answers with bytes, or by a function, and not with {answer!r}")
    try:
        signature = inspect.signature(answer)
    except ValueError:  # some functions in C do not tell
        signature = _OF_DATA
    if len(signature.parameters) > 1 and _takes(signature, 2):
        return cast(Callable[[Connection, bytes], object], answer)
    if not _takes(signature, 1):
        raise TypeError(f"a server's function takes the data, or connection and data, and not {signature}")
    function = cast(Callable[[bytes], object], answer)
    return lambda connection, data: function(data)


def _takes(signature: inspect.Signature, count: int) -> bool:
    try:
        signature.bind(*range(count))
    except TypeError:
        return False
    return True
