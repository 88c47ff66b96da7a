"""What the emulator has for a family: figures, spellings, orders. Data, so that a variant is a changed copy.

The judge has figures of its own (the claims); they are never shared, else the emulator could not be wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from atconform.units import MS, SECOND


def figure(default: int, step: int = 1) -> Any:
    """Declare a figure that the self-check may move by ``step``: a scenario must notice."""
    return field(default=default, metadata={"step": step})


@dataclass(frozen=True, slots=True)
class Dialect:
    """One family's figures and spellings. Times in microseconds."""

    # How long things take. Small, distinct and not zero, so that no order is an accident.
    command_delay: int = 2 * MS
    boot_delay: int = 400 * MS
    boot_line_gap: int = 150 * MS
    resolve_delay: int = 3 * MS

    # V.250
    longest_line: int = figure(556)
    prompt: bytes = b"> "
    not_allowed: int = 3
    bad_parameter: int = 3

    # Data mode (application note, 2.2.4)
    escape_before: int = figure(1 * SECOND, 2 * MS)
    escape_after: int = figure(1 * SECOND, 2 * MS)
    escape_gap: int = figure(1 * SECOND, 2 * MS)
    escape_gap_may_equal: bool = True
    dtr_low: int = figure(1 * SECOND, 2 * MS)

    # TCP/IP
    connections: int = figure(6)
    connections_with_server: int = figure(5)
    longest_send: int = figure(1460)
    longest_read: int = figure(1460)
    longest_hex_read: int = figure(730)
    multi_separator: str = ", "
    accept_separator: str = ""
    default_apn: str = "CMNET"
    wait_step: int = figure(100 * MS, 3 * MS)


def figures(dialect: Dialect) -> dict[str, int]:
    """Tell which figures of a dialect may be moved, and by how much."""
    return {f.name: f.metadata["step"] for f in fields(dialect) if "step" in f.metadata}
