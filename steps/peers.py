"""The far end of the network, and the network itself."""

from typing import Literal

from atconform.judge.bench import Bench
from atconform.protocol.peer import TransportProtocol
from steps import network_events
from steps.vocabulary import phrase


@phrase("a server")
def a_server(bench: Bench, protocol: TransportProtocol, peer: str | None) -> None:
    bench.peers.open(peer or "server", "server", protocol)


@phrase("a client")
def a_client(bench: Bench, protocol: TransportProtocol, peer: str | None) -> None:
    bench.peers.open(peer or "client", "client", protocol)


@phrase("peer sends")
def peer_sends(bench: Bench, peer: str, connection: str | None, text: str) -> None:
    bench.peers.sends(peer, text, number(connection))


@phrase("peer connects")
def peer_connects(bench: Bench, peer: str, port: str) -> None:
    bench.peers.connects(peer, int(port))


@phrase("peer ends")
def peer_ends(bench: Bench, peer: str, connection: str | None, how: Literal["closes", "resets"]) -> None:
    bench.peers.ends(peer, how, number(connection))


@phrase("peer acknowledges")
def peer_acknowledges(bench: Bench, peer: str, how: str) -> None:
    bench.peers.acknowledges(peer, on=how == "acknowledges again")


@phrase("peer receives")
def peer_receives(bench: Bench, peer: str, connection: str | None, text: str) -> None:
    bench.peers.receives(peer, text, number(connection))


@phrase("peer receives nothing more")
def peer_receives_nothing_more(bench: Bench, peer: str) -> None:
    bench.peers.receives_nothing_more(peer)


@phrase("peer is called from port")
def peer_is_called_from_port(bench: Bench, peer: str, negation: str | None, port: str) -> None:
    bench.peers.is_called_from_port(peer, int(port), wanted=not negation)


@phrase("peer is called from address")
def peer_is_called_from_address(bench: Bench, peer: str, address: str) -> None:
    bench.peers.is_called_from_address(peer, address)


@phrase("peer sees")
def peer_sees(bench: Bench, peer: str, connection: str | None, what: str) -> None:
    bench.peers.sees(peer, what, number(connection))


@phrase("peer is not connected")
def peer_is_not_connected(bench: Bench, peer: str) -> None:
    bench.peers.is_not_connected(peer)


@phrase("network")
def network(bench: Bench, event: str) -> None:
    bench.network(*network_events.event(event, bench.timing.time))


def number(connection: str | None) -> int | None:
    return int(connection) if connection else None
