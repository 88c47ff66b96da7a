"""An emulated module with faults in virtual time, as an application has it: a port, a clock, a power switch."""

from __future__ import annotations

from collections import deque
from math import ceil

from atconform.base.units import SECOND
from atconform.emulator.families import build
from atconform.faults import FaultyModule
from atconform.faults.calls import Faults
from atconform.faults.plan import Plan
from atconform.network import SimulatedNetwork
from atconform.network.conditions import Conditions
from atconform.protocol.network_delays import NORMAL
from atconform.protocol.peer import Address, PeerClose, PeerEvent, PeerSend
from atconform.protocol.transport import ModuleBytes
from atconform.virtual.transport import MemoryTransport

SERVER = Address("198.51.100.7", 80)
UDP_SERVER = Address("198.51.100.7", 81)
NAME = "report.example"


def checksum(text: str) -> str:
    return f"{sum(text.encode('latin-1')) % 256:02x}"


class Server:
    """Keeps the reports that it takes, and answers each; sends what is asked for by ``get``, and closes 2 s later.

    A report with a checksum that is not whole it does not take.
    """

    def __init__(self, desk: Desk, name: str) -> None:
        self.name = name
        self.taken: list[str] = []
        self.connections = 0
        self.file = b"." * 500
        self._desk = desk
        self._came: dict[int, bytes] = {}

    def __call__(self, event: PeerEvent):
        if event.kind == "connected":
            self.connections = event.connection
        if event.kind != "received":
            return
        *ended, rest = (self._came.get(event.connection, b"") + event.data).split(b"\n")
        self._came[event.connection] = rest
        for line in ended:
            yield from self._answer(line.decode("latin-1"), event.connection)

    def _answer(self, line: str, connection: int):
        if line == "get":
            yield PeerSend(self.name, connection, self.file)
            self._desk.network.carrier.after(2 * SECOND, lambda: self._desk.ask(PeerClose(self.name, connection)))
            return
        body, star, check = line.rpartition("*")
        if star and check != checksum(body):
            yield PeerSend(self.name, connection, b"again\n")
            return
        number, _, text = body.partition(",") if star else ("", "", line)
        self.taken.append(text)
        yield PeerSend(self.name, connection, f"taken {number}".strip().encode() + b"\n")

    def send(self, data: bytes, connection: int | None = None) -> None:
        self._desk.ask(PeerSend(self.name, connection or self.connections, data))

    def hang_up(self) -> None:
        self._desk.ask(PeerClose(self.name, self.connections))


class Desk:
    """A module, switched on.

    :param plan: faults that begin with it
    """

    def __init__(self, name: str = "sim800", plan=(), *, delays: str = "normal", core=FaultyModule) -> None:
        self.network = SimulatedNetwork(Conditions(names={NAME: (SERVER.ip,)}, delays=NORMAL))
        self.module = build(name, delays)
        self.notes: list[str] = []
        self.core = core(self.module, Plan(tuple(plan)), self.notes.append)
        self.transport = MemoryTransport(self.module, self.network, self.core)
        self.faults = Faults(self.core, lambda action: action(self.transport.now()))
        self.servers = {}
        for name, protocol, address in (("tcp", "TCP", SERVER), ("udp", "UDP", UDP_SERVER)):
            self.servers[name] = Server(self, name)
            self.network.open_peer(name, "server", protocol, address)
            self.network.peers.named(name).reaction = self.servers[name]
        self.log = bytearray()
        self._arrived: deque[int] = deque()

    @property
    def tcp(self) -> Server:
        return self.servers["tcp"]

    @property
    def udp(self) -> Server:
        return self.servers["udp"]

    def ask(self, request) -> None:
        self.network.peer_request(request, self.transport.now())

    # --- as an application has it ---

    def monotonic(self) -> float:
        return self.transport.now() / SECOND

    def sleep(self, seconds: float) -> None:
        self._pass_until(self.transport.now() + round(seconds * SECOND), enough=lambda: False)

    def write(self, data: bytes) -> None:
        self.transport.write(data)

    def read(self, count: int, seconds: float) -> bytes:
        """Read so many bytes, or those that come in the time."""
        self._pass_until(self.transport.now() + ceil(seconds * SECOND), enough=lambda: len(self._arrived) >= count)
        return bytes(self._arrived.popleft() for _ in range(min(count, len(self._arrived))))

    def waiting(self) -> bytes:
        """Look at what has come and was not read."""
        return bytes(self._arrived)

    def switch_off_and_on(self) -> None:
        self.transport.power_cycle()

    def _pass_until(self, deadline: int, enough) -> None:
        while not enough():
            event = self.transport.step(deadline)
            if event is None:
                return
            if isinstance(event.body, ModuleBytes):
                self.log += event.body.data
                self._arrived.extend(event.body.data)
