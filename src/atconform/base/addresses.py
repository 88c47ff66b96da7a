"""Which addresses only this machine reaches: the one answer that every way out of it, and in, goes by."""

from __future__ import annotations

import ipaddress

LOOPBACK = "127.0.0.1"


def loopback_of(host: str) -> str:
    """Return the loopback address that a host means; empty where it means another, or may.

    Nobody is asked: a name says nothing, whatever it leads to today, but ``localhost``, which means loopback by
    definition (RFC 6761) and not what a table of this machine says.

    :param host: a name, or an address of IPv4 or IPv6, as it is or in brackets
    """
    if host.lower() == "localhost":
        return LOOPBACK
    try:
        address = ipaddress.ip_address(host.removeprefix("[").removesuffix("]"))
    except ValueError:
        return ""
    inner = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    address = inner or address
    return str(address) if address.is_loopback else ""


def is_loopback(host: str) -> bool:
    """Return whether a host certainly is this machine, by an address that never leaves it."""
    return bool(loopback_of(host))


def is_ipv4(host: str) -> bool:
    """Return whether a host is an IPv4 address in dotted decimals."""
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return False
    return True
