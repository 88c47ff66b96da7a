"""An emulated module in memory.

Every scenario gets a module of its own, unless one module is to live through all of them, as on hardware.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from atconform.judge import placeholder_table
from atconform.judge.bench import Bench
from atconform.place.conversation import Conversation
from atconform.place.identity import Identity, identify
from atconform.place.place import lines_of, session_with
from atconform.place.recovery import restore
from atconform.place.registration import wait_until_attached
from atconform.protocol.transport import Transport
from atconform.requirements import stacks
from atconform.requirements.claims import load
from atconform.virtual.peers import MemoryPeers
from atconform.virtual.transport import MemoryTransport

IN_MEMORY = frozenset(
    {
        "network-control",
        "power-cycle",
        "source-port",
        "source-address",
        "second-apn",
        "server-name",
        "psm",
        "persistent",
        "costs",
    }
)


class MemoryPlace:
    """An emulated module in memory.

    :param unit: what the module is called
    :param power_up: gives power to a fresh module, attached to a network of its own
    :param one_module: let one module live through all scenarios
    :param left: what is typed at a fresh module before it is used, a command each, as somebody else may have left it
    :param between: what to put between the module and the session, for the self-check
    """

    remark = ""
    blocked: Mapping[str, str] = {}

    def __init__(
        self,
        unit: str,
        power_up: Callable[[], MemoryTransport],
        *,
        one_module: bool = False,
        left: Sequence[str] = (),
        between: Callable[[MemoryTransport], Transport] = lambda transport: transport,
    ) -> None:
        self.unit = unit
        self._power_up = power_up
        self._one_module = one_module
        self._left = left
        self._between = between
        self._used: set[str] = set()
        self.transport = self._begin_anew()
        self.capabilities = MemoryPeers.capabilities | lines_of(self.transport) | IN_MEMORY
        self.identity = identify(self._conversation)

    def _begin_anew(self) -> MemoryTransport:
        transport = self._power_up()
        self._conversation = Conversation(transport)
        self._attach()
        for command in self._left:
            self._conversation.ask(command)
        return transport

    def begin(self, family: str) -> Bench:
        """Hand out a bench with a fresh module, or with the one module brought back to where scenarios begin."""
        claims = load(family)
        if not self._one_module:
            self.transport = self._begin_anew()
            self._used = {entry.after for entry in stacks.of(family).restore} if self._left else set()
        if self._one_module or self._left:
            restore(self._conversation, claims, self._used, self._attach)
        conditions = self.transport.network.conditions
        addresses = conditions.module_addresses
        name, (first, second) = next(item for item in conditions.names.items() if len(item[1]) == 2)
        values = placeholder_table.values(
            {
                "apn": "CMNET",
                "second_apn": "CMWAP",
                "module.ip": addresses[0],
                "module.second_ip": addresses[1],
                "signal": "{},{}".format(*conditions.signal),
                "registration": str(conditions.registration),
                "operator": conditions.operator.long,
                "message.sender": "+8613800000000",
                "message.text": "hello",
                "dns.name": name,
                "dns.ip": first,
                "dns.second_ip": second,
                "line.rate": "115200",
            }
        )
        peers = MemoryPeers(self.transport)
        session = session_with(self._between(self.transport), claims)
        return Bench(session, peers, claims, values, peers.command_network, self._restart)

    def _restart(self) -> None:
        self.transport.power_cycle()
        self._attach()

    def _attach(self) -> None:
        wait_until_attached(self._conversation)

    def end(self, bench: Bench) -> None:
        """Record what the scenario has used, and take the peers away."""
        self._used |= bench.session.line.used
        bench.close()

    def identify(self) -> Identity:
        """Return what the module said: a fresh one says the same."""
        return self.identity

    def check_peers(self) -> None:
        """Nothing to ask: it is here."""

    def close(self) -> None:
        """Nothing to release."""
