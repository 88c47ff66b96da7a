"""What a test place may lack, and what that means; scenarios ask for it by these names."""

from __future__ import annotations

from typing import get_args

from atconform.place.file import Line

MEANINGS = {
    "tcp-peer": "a TCP server or client at the far end",
    "udp-peer": "a UDP peer at the far end",
    "inbound": "a far end that can reach the module",
    "ack-loss": "a far end that can withhold acknowledgements",
    "dns": "a domain name with two addresses",
    "server-name": "a domain name of the far end: [peer] name in the bench file",
    "ping": "something to ping",
    "psm": "a network that grants short times of power saving mode: [sim] psm in the bench file",
    "source-port": "a network that keeps the module's port numbers",
    "source-address": "a network that keeps the module's addresses",
    "second-apn": "a second APN",
    "network-control": "a network that can be told to misbehave",
    "power-cycle": "a power switch: power of the module, and [allow] power_cycles, in the bench file",
    "persistent": "leave to change what the module keeps: [allow] persistent in the bench file",
    "costs": "leave to make calls and send messages: [allow] costs in the bench file",
}


def known() -> list[str]:
    """Name every capability, modem lines among them."""
    return [*MEANINGS, *(f"line:{line.lower()}" for line in get_args(Line))]


def spell(name: str, tried: str = "") -> str:
    """Say what a capability is, its name first.

    :param tried: what came of trying it, where it was tried in vain
    """
    if name.startswith("line:"):
        return f"{name} (the modem line {name.removeprefix('line:').upper()})"
    return f"{name} ({MEANINGS[name]}{tried and f'; tried: {tried}'})"
