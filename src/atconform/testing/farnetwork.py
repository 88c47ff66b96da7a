"""The network of a test, as the test tells it what to be like."""

from __future__ import annotations

import re

from atconform.base.addresses import is_ipv4
from atconform.faults.table import BY_NAME, has
from atconform.network.control import ACTIONS
from atconform.protocol import network as net
from atconform.protocol.peer import Address, TransportProtocol
from atconform.testing.clients import Client
from atconform.testing.driving import Driver
from atconform.testing.endings import WrongUse
from atconform.testing.given import microseconds
from atconform.testing.servers import Server

_NAME = re.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*")
HOSTS = "203.0.113."
"""Where the hosts of a test stand; the addresses are no host's in the world (RFC 5737)."""


class Network:
    """The far ends that a module can reach, and what the network does to it."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self._hosts = 0
        self.servers: list[Server] = []
        """Those that were put up, in order."""
        self.clients: list[Client] = []

    # --- far ends ---

    def tcp_server(self, host: str, port: int) -> Server:
        """Put up a TCP server.

        :param host: a name, which gets an address of its own, or an address
        :raises ValueError: it is neither, or the port is none
        :raises WrongUse: there is a server already
        """
        return self._server(host, port, "TCP")

    def udp_server(self, host: str, port: int) -> Server:
        """Put up a UDP server; each address of the module that it hears from is a connection of it."""
        return self._server(host, port, "UDP")

    def _server(self, host: str, port: int, protocol: TransportProtocol) -> Server:
        if not isinstance(port, int) or not 0 < port < 65536:
            raise ValueError(f"a port is a number from 1 to 65535, and not {port!r}")
        address = Address(self.name(host), port)
        name = f"{host}:{port}" if protocol == "TCP" else f"{host}:{port}/udp"
        if self._driver.network.peers.at(protocol, address):
            raise WrongUse(f"there is a server at {name} already", "tell that one what to do, or give this one a port")
        peer = self._driver.do(lambda: self._driver.network.peers.open(name, "server", protocol, address))
        server = Server(self._driver, peer)
        self.servers.append(server)
        return server

    def tcp_client(self) -> Client:
        """Have somebody who calls servers of the module."""
        return self._client("TCP")

    def udp_client(self) -> Client:
        """Have somebody who sends datagrams to sockets of the module."""
        return self._client("UDP")

    def _client(self, protocol: TransportProtocol) -> Client:
        name = f"client {len(self.clients) + 1}"
        peer = self._driver.do(lambda: self._driver.network.peers.open(name, "client", protocol))
        client = Client(self._driver, peer)
        self.clients.append(client)
        return client

    # --- names ---

    def name(self, host: str, address: str = "") -> str:
        """Let the name servers know a name, and a host with its address answer pings; returns the address.

        :param address: where it stands; empty: where it stood, or at an address of its own
        :raises ValueError: that is no name, or no address
        """
        if is_ipv4(host):
            return host
        if not isinstance(host, str) or not _NAME.fullmatch(host):
            raise ValueError(f"{host!r} is no name of a host, as report.example is")
        if address and not is_ipv4(address):
            raise ValueError(f"{address!r} is no address, as {HOSTS}1 is")
        names = self._driver.network.conditions.names
        if not address and host.lower() in names:
            return names[host.lower()][0]
        if not address:
            self._hosts += 1
            address = f"{HOSTS}{self._hosts}"
        names[host.lower()] = (address,)
        return address

    def forgets_name(self, host: str) -> None:
        """Let the name servers know a name no more."""
        self._driver.network.conditions.names.pop(host.lower(), None)

    def name_servers_are_silent(self) -> None:
        """Let no name server answer."""
        self._act("silence-name-servers")

    def name_servers_answer(self) -> None:
        """Let the name servers answer again."""
        self._act("restore-name-servers")

    # --- what it does to the module ---

    @property
    def contexts(self) -> dict[int, str]:
        """The PDP contexts that are active, by their numbers: the module's address in each."""
        subscriber = self._driver.network.subscriber
        return {context: subscriber.address(context) for context in subscriber.active_contexts()}

    def takes(self, seconds: float) -> None:
        """Let a round trip to a far end take so many seconds from now on."""
        round_trip = microseconds(seconds)
        self._driver.transcript.note("network", f"a round trip takes {seconds:g} s")
        self._driver.do(lambda: ACTIONS["round-trip"](self._driver.network, round_trip))

    def loses_context(self) -> None:
        """Take every PDP context away from the module, as networks do after some time."""
        self._act("withdraw-context")

    def refuses_context(self) -> None:
        """Refuse the next PDP context that the module asks for."""
        self._act("refuse-context")

    def sends_message(self, number: str, text: str) -> None:
        """Deliver a short message.

        :raises WrongUse: the module takes none
        """
        self._check_has("sms")
        self._tell(net.IncomingMessage(number, text))

    def calls(self, number: str) -> None:
        """Let a voice call come in.

        :raises WrongUse: the module takes none
        """
        self._check_has("call")
        self._tell(net.IncomingCall(number))

    def ends_call(self) -> None:
        """Let the caller hang up."""
        self._act("end-call")

    def _check_has(self, visitor: str) -> None:
        module, kind = self._driver.module, BY_NAME[visitor]
        if not has(module, kind):
            raise WrongUse(f"the emulated {module.family.name} has no {kind.lacks}", "test that with another family")

    def _act(self, name: str) -> None:
        self._driver.transcript.note("network", name)
        self._driver.do(lambda: ACTIONS[name](self._driver.network))

    def _tell(self, event: net.NetworkEvent) -> None:
        self._driver.transcript.note("network", str(event))
        self._driver.do(lambda: self._driver.network.carrier.tell_module(event))
