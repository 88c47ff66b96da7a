"""Names of serial ports: devices, and the URLs that pyserial knows."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit


def scheme_of(url: str) -> str:
    """Return the scheme of a URL; empty for a device's name."""
    return url.split("://", 1)[0].lower() if "://" in url else ""


def public_name(url: str) -> str:
    """Write a port's name without a user's name and password."""
    if scheme_of(url) in ("", "emulator"):
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def hosts_of(url: str) -> list[str]:
    """Return the hosts that a port is reached at by a network, also where one URL stands inside another."""
    found = re.findall(r"(?:socket|rfc2217)://([^/?#]*)", url, re.IGNORECASE)
    return [urlsplit(f"//{where}").hostname or "" for where in found]
