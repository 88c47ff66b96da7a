"""Bytes a second through data mode with ``atconform emulate --pace``, against what a UART of that rate carries.

    python benchmarks/pace.py [FAMILY...]

On each kind of line, in both directions; a byte is ten bits.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from functools import partial

from data_mode import DIRECTIONS, LINES, PATIENCE, Bridge, block, through_module
from measuring import families, in_turns, show

RATES = (9600, 115200, 921600)
SECONDS = 2
TURNS = 3


def ratio(direction: Callable[[bytes, Bridge], float], rate: int, bridge: Bridge) -> float:
    """Send for a while, and divide what came in a second by what a line of this rate carries."""
    data = block(rate * SECONDS // 10 // 1024 * 1024)
    return direction(data, bridge) * 1e6 / (rate / 10)


def main() -> None:
    """Measure every rate on every kind of line."""
    for family in families(["sim800"]):
        for line in LINES:
            rows = []
            for rate in RATES:
                with socket.create_server(("127.0.0.1", 0)) as listener:
                    listener.settimeout(PATIENCE)
                    with through_module(family, line, listener, "--pace", str(rate)) as bridge:
                        for title, direction in DIRECTIONS.items():
                            (ratios,) = in_turns(TURNS, partial(ratio, direction, rate, bridge))
                            rows.append((f"--pace {rate}, {title}", ratios, "x"))
            show(f"{family} on {line}, {SECONDS} s a turn, bytes a second as a part of what the line carries", rows)
    print("goal: within 0.01 of 1")


if __name__ == "__main__":
    main()
