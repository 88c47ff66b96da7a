"""An emulated module in memory.

Every scenario gets a module of its own, unless one module is to live through all of them, as on hardware.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from atconform.base.units import SECOND
from atconform.judge import placeholder_table
from atconform.judge.bench import Bench
from atconform.judge.circumstances import Circumstances
from atconform.place import lineform
from atconform.place.conversation import Conversation
from atconform.place.found import assume, give_back, look
from atconform.place.identity import Identity, identify
from atconform.place.place import lines_of, session_with
from atconform.place.recovery import Recovery, delete_messages, put_back, settable
from atconform.place.registration import wait_until_attached
from atconform.protocol.transport import Transport
from atconform.requirements.claims import load
from atconform.virtual.peers import MemoryPeers
from atconform.virtual.transport import MemoryTransport

LEFT = 3 * SECOND
"""How long ago each thing was typed that a module was left with."""
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
        self._typed = left
        self._between = between
        self._met: Circumstances | None = None
        """What was met in the last scenario, where one module lives through all."""
        self._messages: list[str] = []
        """Where the short messages are stored that the last scenario had delivered."""
        self._ever_touched: set[str] = set()
        self._left = False
        self.transport, self._conversation = self._fresh()
        self._recovery = Recovery(self._conversation)
        self._claims = load(self.transport.module.family.name)
        form = lineform.seen(self._conversation)
        self.identity = identify(self._conversation)
        self._found = look(self._conversation, self._claims, form)
        self.blocked = self._found.blocked
        able = MemoryPeers.capabilities | lines_of(self.transport) | IN_MEMORY
        self.capabilities = able - self.blocked.keys()
        self._touched: Collection[str] = settable(self._claims)
        """Names of the commands that may have set something since the module was brought to where scenarios begin."""
        self._attach(self._found.changed)

    def _fresh(self) -> tuple[MemoryTransport, Conversation]:
        """Give power to a fresh module, and leave it as somebody else may have."""
        transport = self._power_up()
        conversation = Conversation(transport)
        if self._typed:
            wait_until_attached(conversation)
        for command in self._typed:
            conversation.ask(command)
            conversation.wait(LEFT)
        return transport, conversation

    def begin(self, family: str) -> Bench:
        """Hand out a bench with a fresh module, or with the one module brought back to where scenarios begin."""
        claims = load(family)
        if self._one_module:
            self._recovery.restore(claims, {*self._touched, *self._found.stored}, self._attach)
            delete_messages(self._conversation, self._messages)
        else:
            self.transport, self._conversation = self._fresh()
            if self._typed:
                put_back(self._conversation, claims, settable(claims))
            self._attach()
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
        session = session_with(self._between(self.transport), claims, self._found, self._met)
        return Bench(session, peers, claims, values, peers.command_network, self._restart)

    def _restart(self) -> None:
        self.transport.power_cycle()
        self._attach()

    def _attach(self, changed: Collection[str] | None = None) -> None:
        """Set what scenarios assume, and wait until the module is in the packet service.

        :param changed: the commands that may set something; None: those with whose settings it may have started
        """
        names = self._found.stored if changed is None else changed
        assume(self._conversation, self._claims, self._found, names)
        wait_until_attached(self._conversation)

    def end(self, bench: Bench) -> None:
        """Record what the scenario has used, and take the peers away."""
        self._touched = bench.session.line.touched
        self._messages = bench.session.messages
        self._ever_touched |= bench.session.line.touched
        if self._one_module:
            self._met = bench.session.circumstances.ended(self.transport.now())
            self._recovery.heed(bench.session)
        bench.close()

    def identify(self) -> Identity:
        """Return what the module said: a fresh one says the same."""
        return self.identity

    def check_peers(self) -> None:
        """Nothing to ask: it is here."""

    def leave(self) -> str:
        """Put back what was found, where one module lived through all; fresh ones are gone with their scenarios."""
        if self._left or not self._one_module:
            return ""
        self._left = True
        return give_back(self._conversation, self._claims, self._found, self._touched, self._ever_touched)

    def close(self) -> None:
        """Nothing to release."""
