"""What defects of several sections do alike: see ``sim800_*.py``."""

from __future__ import annotations

OK = b"\r\nOK\r\n"
