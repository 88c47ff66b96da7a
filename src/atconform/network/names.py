"""The name servers of the simulated network, and the answers to echo requests."""

from __future__ import annotations

from collections.abc import Callable

from atconform.network.carrier import Carrier
from atconform.protocol import network as net


class Names:
    """Looks up names, and answers pings.

    :param is_peer: whether a peer stands at an address
    """

    def __init__(self, carrier: Carrier, is_peer: Callable[[str], bool]) -> None:
        self._carrier = carrier
        self._is_peer = is_peer

    def resolve(self, query: int, name: str, timeout: int | None = None, *, reverse: bool = False) -> None:
        """Ask the name servers, whose answer comes late, or not at all.

        :param name: the name; ``reverse``: the address that a name is asked for
        :param timeout: how long their answer is waited for, in microseconds; None: as long as the network does
        """
        conditions, carrier = self._carrier.conditions, self._carrier
        patience = conditions.resolve_timeout if timeout is None else timeout
        if conditions.name_servers_answer and conditions.delays.resolution < patience:
            carrier.after(conditions.delays.resolution, lambda: self._resolved(query, name, reverse=reverse))
        else:
            carrier.after(patience, lambda: carrier.tell_module(net.ResolveFailed(query, name, answered=False)))

    def _resolved(self, query: int, name: str, *, reverse: bool) -> None:
        conditions = self._carrier.conditions
        addresses: tuple[str, ...]
        if reverse:
            named = next((each for each, addresses in conditions.names.items() if name in addresses), None)
            name, addresses = (name, ()) if named is None else (named, (name,))
        else:
            addresses = conditions.addresses_of(name)
        found = net.Resolved(query, name, addresses) if addresses else net.ResolveFailed(query, name)
        self._carrier.tell_module(found)

    def ping(self, request: net.Ping) -> None:
        """Carry an echo request, and the reply of a host that is there."""
        conditions, carrier = self._carrier.conditions, self._carrier
        addresses = conditions.addresses_of(request.host)
        if not addresses:
            self.resolve(request.query, request.host)
            return
        address, elapsed = addresses[0], 2 * conditions.latency
        if self._is_there(address) and elapsed <= request.timeout and request.ttl > conditions.hops:
            reply = net.Echoed(request.query, address, elapsed, request.ttl - conditions.hops)
            carrier.after(elapsed, lambda: carrier.tell_module(reply))
        else:
            carrier.after(request.timeout, lambda: carrier.tell_module(net.EchoLost(request.query, address)))

    def _is_there(self, address: str) -> bool:
        """Return whether echo requests to an address are answered: a peer, or a host that has a name."""
        names = self._carrier.conditions.names
        return self._is_peer(address) or any(address in addresses for addresses in names.values())
