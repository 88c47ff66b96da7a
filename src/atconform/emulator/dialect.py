"""What the emulator has for a family: figures, spellings, orders. Data, so that a variant is a changed copy.

The judge has figures of its own (the claims); they are never shared, else the emulator could not be wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
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
    restart_delay: int = 30 * MS
    search_delay: int = 250 * MS
    bearer_delay: int = 180 * MS
    resolve_delay: int = 3 * MS

    # V.250
    longest_line: int = 556
    prompt: bytes = b"> "
    not_allowed: int = 3
    bad_parameter: int = 3
    register_digits: int = 3

    # SIM and network
    pin: str = ""
    puk: str = "12345678"
    area_code: str = "18D8"
    cell: str = "6B3F"

    # Calls and short messages (application note, 2.2.5)
    ring_interval: int = 3 * SECOND
    ri_call: int = figure(50 * MS, 11 * MS)
    ri_message: int = figure(120 * MS, 25 * MS)
    message_slots: int = 10
    storage_separator: str = ","

    # Sleep (application note, 11; AT command manual, AT+CSCLK)
    sleep_after: int = 1 * SECOND
    wake_dtr: int = figure(50 * MS, 2 * MS)
    wake_characters: int = 100 * MS

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
    wait_step: int = figure(100 * MS, 30 * MS)


def typical(dialect: Dialect) -> Dialect:
    """Give a dialect the delays of real modules, for an emulator that stands alone."""
    return replace(
        dialect,
        command_delay=15 * MS,
        boot_delay=1 * SECOND,
        boot_line_gap=1300 * MS,
        restart_delay=400 * MS,
        search_delay=20 * SECOND,
        bearer_delay=1700 * MS,
        sleep_after=5 * SECOND,
    )


def immediate(dialect: Dialect) -> Dialect:
    """Let a module answer commands at once, where the surroundings take their own time already."""
    return replace(dialect, command_delay=0)


def figures(dialect: Dialect) -> dict[str, int]:
    """Tell which figures of a dialect may be moved, and by how much."""
    return {f.name: f.metadata["step"] for f in fields(dialect) if "step" in f.metadata}
