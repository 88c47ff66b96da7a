"""What goes wrong on the way to servers, and with servers: names, calls, TCP connections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from atconform.base.addresses import is_ipv4
from atconform.base.timers import Timer
from atconform.faults.fault import Late, Moment, Rule, State
from atconform.network.conditions import Conditions
from atconform.protocol import network as net

USUAL = Conditions()
"""The patience of a network where the module says nothing of its own."""
MOST_HELD = 1024 * 1024
"""Bytes of a silent server that are kept until it speaks; what is beyond that is lost."""


class NameNotResolved(Rule):
    """No name server knows a name, or none answers."""

    def asks(self, request: net.Request) -> Late[net.Request]:
        """Answer instead of them."""
        by = self.given["by"]
        match request:
            case net.Resolve(query=query, name=name) if self._concerns(name):
                self.scene.tell(net.ResolveFailed(query, name), by)
            case net.Ping(query=query, host=name) if self._concerns(name) and not is_ipv4(name):
                self.scene.tell(net.ResolveFailed(query, name), by)
            case net.Connect(link=link, host=name) if self._concerns(name) and not is_ipv4(name):
                self.scene.tell(net.ConnectFailed(link, "name"), by)
            case _:
                return (request,)
        self.strike(name)
        return ()

    def _concerns(self, name: str) -> bool:
        return (self.given["name"] or "").lower() in name.lower()


class CallFails(Rule):
    """A TCP connection that the module asks for does not come about."""

    reason: net.FailureReason

    def asks(self, request: net.Request) -> Late[net.Request]:
        """Let the call fail."""
        if not isinstance(request, net.Connect) or request.protocol != "TCP":
            return (request,)
        wait = self.wait(request)
        if wait is not None:
            self.scene.tell(net.ConnectFailed(request.link, self.reason), wait)
        self.strike(f"{request.host}:{request.port}")
        return ()

    def wait(self, request: net.Connect) -> int | None:
        """Return after how long it fails; None: never."""
        by: int = self.given["by"]
        return by


class NoRoute(CallFails):
    """The far end's host is not reached."""

    reason = "unreachable"


class Refused(CallFails):
    """The far end refuses the call."""

    reason = "refused"


class CallUnanswered(CallFails):
    """Nobody answers the call."""

    reason = "timeout"

    def wait(self, request: net.Connect) -> int | None:
        """Return how long the module tries."""
        if self.given["for_ever"]:
            return None
        if self.given["patience"] is not None:
            patience: int = self.given["patience"]
            return patience
        return USUAL.connect_timeout if request.timeout is None else request.timeout


class SilentServer(State):
    """Servers are connected to and say nothing; what they have said comes when this ends."""

    def begin(self) -> None:
        """Keep what comes from now on."""
        self._held: list[net.NetworkEvent] = []
        self._links: set[int] = set()
        self._size = 0

    def told(self, event: net.NetworkEvent) -> Late[net.NetworkEvent]:
        """Hold what a server sends, and what comes behind that."""
        match event:
            case net.Received(link=link, data=data) if self._is_tcp(link):
                if link not in self._links:
                    self._links.add(link)
                    self.strike(f"link {link}")
                self._size += len(data)
                if self._size <= MOST_HELD:
                    self._held.append(event)
                return ()
            case net.PeerClosed(link=link) | net.LinkLost(link=link) if link in self._links:
                self._held.append(event)
                return ()
        return (event,)

    def _is_tcp(self, link: int) -> bool:
        known = self.scene.seen.links.get(link)
        return known is not None and known.protocol == "TCP"

    def powered(self) -> bool:
        """Forget what was for links of the module before it started."""
        self.begin()
        return True

    def end(self) -> None:
        """Let come what was held."""
        held, self._held = self._held, []
        for event in held:
            self.scene.pass_on(event)


class SlowServer(State):
    """What servers send comes late."""

    def told(self, event: net.NetworkEvent) -> Late[net.NetworkEvent]:
        """Let it come later, in order."""
        known = self.scene.seen.links.get(event.link) if isinstance(event, net.Received) else None
        if known is None or known.protocol != "TCP":
            return (event,)
        self.strike(f"link {known.number}")
        return ((self.given["by"], event),)


class Segments(State):
    """What comes by TCP comes in small pieces."""

    def told(self, event: net.NetworkEvent) -> Late[net.NetworkEvent]:
        """Cut it."""
        known = self.scene.seen.links.get(event.link) if isinstance(event, net.Received) else None
        if not isinstance(event, net.Received) or known is None or known.protocol != "TCP":
            return (event,)
        size, gap = self.given["size"], self.given["gap"]
        pieces = [event.data[begin : begin + size] for begin in range(0, len(event.data), size)]
        if len(pieces) > 1:
            self.strike(f"{len(event.data)} bytes in {len(pieces)} pieces")
        return [(n * gap, net.Received(event.link, piece, event.address, event.port)) for n, piece in enumerate(pieces)]


class ServerCloses(Moment):
    """The far end of every TCP connection closes it, or resets it."""

    def begin(self) -> None:
        """Close them, for the module and for the far end."""
        seen = self.scene.seen
        for link in [link for link in seen.links.values() if link.up and link.protocol == "TCP"]:
            seen.links.pop(link.number)
            if self.given["how"] == "reset":
                self.scene.ask(net.Close(link.number, abort=True))
                self.scene.tell(net.LinkLost(link.number, "reset"))
            else:
                self.scene.tell(net.PeerClosed(link.number))
            self.strike(link.far)


class Unacknowledged:
    """Follows what is not acknowledged on links, until the module's TCP gives them up."""

    def __init__(self, after: Callable[[int, Callable[[], None]], Timer], give_up: Callable[[int, bool], None]) -> None:
        self._after = after
        self._give_up = give_up
        self._waiting: dict[int, Timer] = {}
        self.closing: set[int] = set()
        """Links that the module has begun to close."""

    def sent(self, link: int, resending: net.Resending, *, closing: bool = False) -> None:
        """Begin to wait for an acknowledgement, unless that has begun."""
        if closing:
            self.closing.add(link)
        if link not in self._waiting:
            self._waiting[link] = self._after(patience(resending), lambda: self._too_late(link))

    def _too_late(self, link: int) -> None:
        del self._waiting[link]
        self._give_up(link, link in self.closing)

    def stop(self) -> None:
        """Wait for nothing more."""
        for timer in self._waiting.values():
            timer.cancel()
        self._waiting.clear()


def patience(resending: net.Resending) -> int:
    """Return how long a TCP waits from what it sent first to where it gives up: each wait is twice the one before."""
    first = max(resending.least_wait, 2 * USUAL.latency if resending.by_round_trip else USUAL.first_retry)
    whole = first * ((1 << (resending.retries + 1)) - 1)
    return whole if resending.longest is None else min(whole, resending.longest)


class NoAcknowledgements(State):
    """Nothing that the module sends by TCP is acknowledged, until its TCP gives the connection up."""

    def begin(self) -> None:
        """Begin to hold acknowledgements."""
        self._held: Counter[int] = Counter()
        self._closed: list[int] = []
        self._unacknowledged = Unacknowledged(self.scene.after, self._give_up)

    def asks(self, request: net.Request) -> Late[net.Request]:
        """Follow what is sent."""
        if isinstance(request, net.Send | net.Close):
            known = self.scene.seen.links.get(request.link)
            if known is not None and known.up and known.protocol == "TCP":
                self._unacknowledged.sent(known.number, known.resending, closing=isinstance(request, net.Close))
        return (request,)

    def told(self, event: net.NetworkEvent) -> Late[net.NetworkEvent]:
        """Hold acknowledgements."""
        match event:
            case net.Acknowledged(link=link, count=count):
                self._held[link] += count
                self.strike(f"link {link}")
                return ()
            case net.Closed(link=link) if link in self._unacknowledged.closing:
                self._closed.append(link)
                return ()
        return (event,)

    def _give_up(self, link: int, closing: bool) -> None:
        self._held.pop(link, None)
        if link in self._closed:
            self._closed.remove(link)
        self.scene.lose_link(link, closing=closing)

    def powered(self) -> bool:
        """Forget the links of the module before it started."""
        self._unacknowledged.stop()
        self.begin()
        return True

    def end(self) -> None:
        """Let the acknowledgements come."""
        self._unacknowledged.stop()
        for link, count in self._held.items():
            self.scene.pass_on(net.Acknowledged(link, count))
        for link in self._closed:
            self.scene.pass_on(net.Closed(link))


class LinkLost(State):
    """Every TCP connection that is up is dead, and nobody tells: nothing passes any more, in either direction."""

    def begin(self) -> None:
        """Cut them."""
        self._dead: dict[int, net.Resending] = {}
        self._unacknowledged = Unacknowledged(self.scene.after, self._give_up)
        self.again()
        if not self._dead:
            self.finish()

    def again(self) -> None:
        """Cut those that have come up since."""
        for link in self.scene.seen.links.values():
            if link.up and link.protocol == "TCP" and link.number not in self._dead:
                self._dead[link.number] = link.resending
                self.scene.ask(net.Close(link.number, abort=True, silently=True))
                self.strike(link.far)

    def asks(self, request: net.Request) -> Late[net.Request]:
        """Let nothing pass."""
        if isinstance(request, net.Send | net.Close | net.Window | net.Resend) and request.link in self._dead:
            if isinstance(request, net.Close) and (request.abort or request.silently):
                self._forget(request.link)
            elif isinstance(request, net.Send | net.Close):
                closing = isinstance(request, net.Close)
                self._unacknowledged.sent(request.link, self._dead[request.link], closing=closing)
            return ()
        return (request,)

    def told(self, event: net.NetworkEvent) -> Late[net.NetworkEvent]:
        """Let nothing pass."""
        return () if getattr(event, "link", 0) in self._dead else (event,)

    def _give_up(self, link: int, closing: bool) -> None:
        self.scene.lose_link(link, closing=closing)
        self._forget(link)

    def _forget(self, link: int) -> None:
        self._dead.pop(link, None)
        if not self._dead:
            self.finish()

    def powered(self) -> bool:
        """End: the module that had these connections is gone."""
        return False

    def end(self) -> None:
        """Wait for nothing more; a dead connection that still stands is found to be reset."""
        self._unacknowledged.stop()
        for link in self._dead:
            self.scene.lose_link(link, closing=False)
        self._dead.clear()
