"""What defects of several sections do alike: see ``sim7x00_*.py``."""

from __future__ import annotations

import re


def mark_counted(piece):
    """Count the end mark."""
    found = re.fullmatch(rb"\r\n\+CIPSEND: (\d),(\d+),(\d+)\r\n", piece)
    if not found:
        return (piece,)
    number, asked, sent = map(int, found.groups())
    return (f"\r\n+CIPSEND: {number},{asked + 1},{sent + 1}\r\n".encode(),)


# --- 2.3.3 ---

HEAD = re.compile(rb"(\+IPD)(\d+)(\r\n)")
