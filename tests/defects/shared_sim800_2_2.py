"""What defects of several sections do alike: see ``sim800_*.py``."""

from __future__ import annotations

CONNECT = b"\r\nCONNECT\r\n"
