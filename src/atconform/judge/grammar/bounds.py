"""How much belongs together at the most, so that looking at what comes costs the same for every byte of it."""

from __future__ import annotations

CRLF = b"\r\n"
LONGEST = 4096
"""Bytes that are looked at at once. No line of a module is longer, and no frame of PPP."""
MOST_COUNTED = 65_535
"""Bytes that a line can count of what follows it: no datagram and no segment has more (RFC 768, RFC 791)."""
OWED = 4
"""How many bytes of something that is owed are no coincidence; where less is owed, all of it."""
