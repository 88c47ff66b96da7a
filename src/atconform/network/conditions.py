"""What the simulated network is like. The addresses are those of the application notes' examples."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

from atconform.base.units import MS, SECOND
from atconform.protocol.network import Operator, System
from atconform.protocol.network_delays import SHORT, NetworkDelays
from atconform.protocol.peer import Address, TransportProtocol

REGISTERED = (1, 5)
"""<stat> of AT+CREG at home, and roaming."""
SEARCHING = 2
"""<stat> of a module that finds no network."""


@dataclass(slots=True)
class Conditions:
    """Figures and tables of the network; times in microseconds."""

    latency: int = 40 * MS
    """From the module to a peer, or back."""
    jitter: int = 0
    """How much longer than the latency a packet may take. Nothing overtakes what was sent before it."""
    seed: int = 0
    """What the jitter is drawn by: the same every time."""
    segment: int | None = None
    """The greatest amount of a peer's TCP data that arrives at once, in bytes; None: whatever it sent at once."""
    acknowledgement_delay: int = 0
    """How long peers wait before they acknowledge what has arrived."""
    delays: NetworkDelays = SHORT
    resolve_timeout: int = 10 * SECOND
    """How long an answer of the name servers is waited for where the module does not say."""
    name_servers_answer: bool = True
    connect_timeout: int = 75 * SECOND
    """How long an unanswered call is tried where the module does not say (SIM800 manual, AT+CIPSTART)."""
    hops: int = 10
    """How much less the TTL of an echo reply is when it arrives."""
    first_retry: int = 3 * SECOND
    """Time to the first retransmission of a module whose TCP does not measure it."""
    signal: tuple[int, int] = (20, 0)
    registration: int = 1
    """What the network says to the module when it looks for one: <stat> of AT+CREG (3GPP TS 27.007, 7.2)."""
    systems: tuple[System, ...] = ("LTE", "GSM", "EVDO", "CDMA")
    """The radio systems that there are, the best first: that which a module asks for that knows several."""
    time: int = 491_898_127
    """What time it is when the network begins to work, in seconds of universal time since the beginning of 2000: the
    morning of August 3rd, 2015."""
    zone: int = 32
    """Quarters of an hour."""
    operator: Operator = field(default=Operator("CHINA MOBILE", "CMCC", "46000"))
    module_addresses: tuple[str, ...] = ("10.78.245.128", "10.204.70.11", "10.64.80.29", "10.94.36.44")
    """The module's address in its first context and the others."""
    names: dict[str, tuple[str, ...]] = field(
        default_factory=lambda: {
            "www.baidu.com": ("119.75.218.77", "119.75.217.56"),
            "www.sim.com": ("116.228.221.51",),
        }
    )

    @property
    def lets_in(self) -> bool:
        """Whether the module is registered, at home or roaming; else there is no packet service for it."""
        return self.registration in REGISTERED

    def addresses_of(self, host: str) -> tuple[str, ...]:
        """Look up a name; an address stands for itself. Empty where there is no such name."""
        try:
            return (str(ipaddress.IPv4Address(host)),)
        except ValueError:
            return self.names.get(host.lower(), ())


SERVERS: dict[TransportProtocol, tuple[Address, ...]] = {
    "TCP": (
        Address("116.228.221.51", 8500),
        Address("116.236.221.75", 50107),
        Address("116.236.221.75", 8500),
        Address("116.228.221.51", 50107),
    ),
    "UDP": (
        Address("116.228.221.51", 9600),
        Address("211.136.131.65", 4500),
        Address("116.228.221.51", 1234),
    ),
}
"""Where the first peers that are opened as servers stand.

Each of four TCP servers shares its address with one and its port with another: a call that mixes two of them comes to
a third, and can be told from one that does not come through.
There are ports above 32767 among them.
"""

CLIENTS = (Address("10.78.103.220", 2020), Address("10.78.103.221", 52021))
"""Where the first peers that are opened as clients stand."""


def server_address(protocol: TransportProtocol, count: int) -> Address:
    """Return where the server that is opened as number ``count`` (from 0) of its protocol stands."""
    known = SERVERS[protocol]
    return known[count] if count < len(known) else Address("116.228.221.51", 9000 + count)


def client_address(count: int) -> Address:
    """Return where the client that is opened as number ``count`` (from 0) stands."""
    return CLIENTS[count] if count < len(CLIENTS) else Address(f"10.78.104.{count}", 2000 + count)
