"""CPING, CPINGSTOP: echo requests in the background, a line for each and a summary (manual, 11.3.4 and 11.3.5)."""

from __future__ import annotations

from dataclasses import dataclass, field

from atconform.base.units import MS
from atconform.emulator.core.command import Command, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.netopen.activation import CONTEXT, Network
from atconform.emulator.netopen.errors import refuse
from atconform.emulator.netopen.names import Names
from atconform.protocol import network as net

IPV4 = 1
REPLY, NO_REPLY, SUMMARY = 1, 2, 3
"""What the first number of a line says that it is about."""


@dataclass(slots=True)
class Run:
    """One command at work; times in microseconds."""

    count: int
    length: int
    interval: int
    patience: int
    ttl: int
    host: str = ""
    query: int = 0
    sent: int = 0
    sent_at: int = 0
    times: list[int] = field(default_factory=list)
    """How long each reply took, in milliseconds."""

    @property
    def summary(self) -> str:
        """Spell the last line."""
        times = self.times or [0]
        lost = self.sent - len(self.times)
        figures = (self.sent, len(self.times), lost, min(times), max(times), sum(times) // len(times))
        return f"+CPING: {SUMMARY},{','.join(map(str, figures))}"


class Pinging(Part):
    """Sends the requests of one command at a time."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.run: Run | None = None
        module.part(Network).when_closed.append(self._network_closed)

    def begin(self, run: Run, host: str) -> None:
        """Look the host up, and send the first request; without network or host the summary comes at once."""
        self.run = run

        def found(address: str | None) -> None:
            if self.run is run and address is not None:
                run.host = address
                self._request(run)
            else:
                self._end(run)

        if self.module.part(Network).open:
            self.module.part(Names).find(host, found)
        else:
            self._end(run)

    def _request(self, run: Run) -> None:
        if self.run is not run:
            return
        run.sent += 1
        run.query, run.sent_at = self.module.new_link(), self.module.now
        self.module.ask(net.Ping(run.query, CONTEXT, run.host, run.length, run.ttl, run.patience))

    def network_event(self, event: net.NetworkEvent) -> None:
        """Report a reply or its lack."""
        run = self.run
        if run is None:
            return
        match event:
            case net.Echoed(query=run.query, address=address, elapsed=elapsed, ttl=ttl):
                run.times.append(elapsed // MS)
                self._report(run, f"+CPING: {REPLY},{address},{run.length},{run.times[-1]},{ttl}")
            case net.EchoLost(query=run.query):
                self._report(run, f"+CPING: {NO_REPLY}")

    def _report(self, run: Run, line: str) -> None:
        self.module.announce(line)
        if run.sent == run.count:
            self._end(run)
        else:
            self.module.after(max(0, run.sent_at + run.interval - self.module.now), lambda: self._request(run))

    def _network_closed(self) -> None:
        if self.run is not None:
            self._end(self.run)

    def _end(self, run: Run) -> None:
        if self.run is run:
            self.run = None
            self.module.announce(run.summary)


def ping(
    module: Device, host: str, _kind: int, count: int, length: int, interval: int, patience: int, ttl: int
) -> Reply:
    """AT+CPING=<host>,1[,<count>[,<length>[,<interval>[,<patience>[,<TTL>]]]]]: OK first; times in milliseconds."""
    pinging = module.part(Pinging)
    if pinging.run is not None or not host:
        return refuse()
    return ok(then=lambda: pinging.begin(Run(count, length, interval * MS, patience * MS, ttl), host))


def stop(module: Device) -> Reply:
    """AT+CPINGSTOP: the summary of what there was, then OK."""
    pinging = module.part(Pinging)
    run, pinging.run = pinging.run, None
    return refuse() if run is None else ok(run.summary)


COMMANDS = (
    Command(
        "+CPING",
        test=("+CPING: IP address,(1,2),(1-100),(4-188),(1000-10000),(10000-100000),(16-255)",),
        write=form(
            ping,
            Text(254),
            Int(IPV4, IPV4),
            Int(1, 100, default=4),
            Int(4, 188, default=64),
            Int(1_000, 10_000, default=2_000),
            Int(10_000, 100_000, default=10_000),
            Int(16, 255, default=255),
        ),
    ),
    Command("+CPINGSTOP", test=(), execute=stop),
)

PARTS = (Pinging,)
