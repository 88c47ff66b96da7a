"""A module in memory with a network and peers, driven line by line in virtual time."""

from __future__ import annotations

import pytest

from atconform.base.units import MS, SECOND
from atconform.network.control import command as network_command
from atconform.protocol.network_action import NetworkAction
from atconform.protocol.peer import (
    Address,
    PeerAcknowledge,
    PeerClose,
    PeerConnect,
    PeerReset,
    PeerSend,
)
from atconform.virtual.peers import MemoryPeers
from tests.emulator.driver import Driver, lines

in_sim800s_way = pytest.mark.parametrize("family", ["sim800", "sim7000"])
"""Marks what holds only where a connection leads to data mode by itself, and results are spelt as SIM800's are."""

UP = ('AT+CSTT="CMNET"', "AT+CIICR", "AT+CIFSR")
MODULE_IP = "10.78.245.128"


class Rig(Driver):
    """Echo is off; what the module said is read as the lines that are not empty.

    :param family: whose module it is
    :param setup: command lines to begin with
    """

    def __init__(self, family: str, *setup: str) -> None:
        super().__init__(family)
        self.peers = MemoryPeers(self.transport)
        self.pass_time(5 * SECOND)
        self.at("ATE0")
        for line in setup:
            self.at(line)

    @property
    def dcd(self) -> list[bool]:
        """The levels that DCD has changed to."""
        return [high for _, line, high in self.changes if line == "DCD"]

    def wait(self, duration: int) -> bytes:
        """Let time pass; returns what the module put on the line."""
        return self.pass_time(duration)

    def at(self, line: str, duration: int = SECOND) -> list[str]:
        """Send a command line, and let time pass."""
        return self.type(line.encode() + b"\r", duration)

    def type(self, data: bytes, duration: int = SECOND) -> list[str]:
        """Type bytes, and let time pass."""
        return lines(self.type_raw(data, duration))

    def later(self, duration: int = SECOND) -> list[str]:
        """Let time pass, and read what the module said."""
        return lines(self.wait(duration))

    def state(self) -> str:
        """Ask for the state, without letting time pass that matters."""
        return self.at("AT+CIPSTATUS", 10 * MS)[1].removeprefix("STATE: ")

    # --- far end ---

    def server(self, name: str = "server", protocol: str = "TCP") -> Address:
        """Open a server."""
        return self.peers.open(name, "server", protocol)  # type: ignore[arg-type]

    def client(self, port: int, name: str = "client") -> list[str]:
        """Open a client if there is none of this name, and connect it."""
        if name not in self.opened():
            self.peers.open(name, "client", "TCP")
        self.peers.request(PeerConnect(name, Address(MODULE_IP, port)))
        return self.later()

    def opened(self) -> set[str]:
        """Return the names of the peers."""
        return {peer.name for peer in self.network.peers}

    def peer_sends(self, data: bytes, name: str = "server", connection: int = 1, to: Address | None = None) -> bytes:
        """Have a peer send; returns what the module put on the line."""
        self.peers.request(PeerSend(name, connection, data, to))
        return self.wait(SECOND)

    def peer_closes(self, name: str = "server", connection: int = 1) -> list[str]:
        """Have a peer close."""
        self.peers.request(PeerClose(name, connection))
        return self.later()

    def peer_resets(self, name: str = "server", connection: int = 1) -> list[str]:
        """Have a peer reset a connection."""
        self.peers.request(PeerReset(name, connection))
        return self.later()

    def acknowledging(self, on: bool, name: str = "server") -> None:
        """Have a peer stop or resume acknowledging."""
        self.peers.request(PeerAcknowledge(name, on))

    def network_does(self, name: str, *arguments: str | int) -> list[str]:
        """Have the network do something: an action of its table, and what that is about."""
        network_command(self.network, NetworkAction(name, arguments), self.transport.now())
        return self.later()

    def received(self, name: str = "server") -> bytes:
        """Return what a peer has received so far."""
        return b"".join(event.data for event in self.heard if event.peer == name and event.kind == "received")

    def seen(self, name: str = "server") -> list[str]:
        """Return what else happened at a peer."""
        return [event.kind for event in self.heard if event.peer == name and event.kind != "received"]


def connected(family: str, *setup: str, protocol: str = "TCP") -> Rig:
    """Make a rig whose module is connected to a server in single connection mode."""
    rig = Rig(family, *setup, *UP)
    server = rig.server(protocol=protocol)
    rig.at(f'AT+CIPSTART="{protocol}","{server.ip}",{server.port}')
    return rig
