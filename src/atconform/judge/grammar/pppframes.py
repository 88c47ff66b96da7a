"""Finding frames of PPP among bytes (RFC 1662, 4.1 and 4.4.1). No frame begins with CR, which is escaped there."""

from __future__ import annotations

import re

FLAG = b"~"
CR = b"\r"
WHOLE = re.compile(rb"~(?![~\r])[^~]+~")
AFTER_FLAG = re.compile(rb"[^~\r][^~]*~")
"""A frame whose first flag was the last of the frame before it."""
FILLING = re.compile(rb"~+(?=~[^~]|\r|\Z)")
"""Flags that belong to no frame; the last before something else may begin one."""


def length(data: bytes, *, after_flag: bool) -> tuple[int, bool]:
    """Return how many bytes of the beginning are a frame or flags alone, and whether more data may change that.

    :param after_flag: whether a frame, and so a flag, stood right before
    """
    if not (after_flag or data.startswith(FLAG)) or data.startswith(CR):
        return 0, False
    if match := WHOLE.match(data) or AFTER_FLAG.match(data):
        return len(match[0]), False
    filling = FILLING.match(data)
    return (filling.end() if filling else 0), filling is None or filling.end() == len(data)
