"""CIPSENDHEX: data for AT+CIPSEND typed as hexadecimal digits (SIM7000 AT command manual, 8.2.30).

What the manual leaves open: lengths count what is typed, blanks between bytes are skipped, the digits 1A end an entry
without a length (published programs for the module type blanks, and 1A at the end), Ctrl-Z and ESC end it as always.
"""

from __future__ import annotations

from atconform.emulator.cip.parameters import HEX_INPUT
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number


def is_on(module: Device) -> bool:
    """Return whether data is typed as digits."""
    return bool(module.settings[HEX_INPUT])


def read(module: Device, typed: bytes) -> bytes:
    """Read the data out of what was typed; empty where there should be digits and something else stands there."""
    if not is_on(module):
        return typed
    try:
        return bytes.fromhex(typed.decode("ascii"))
    except ValueError:
        return b""


COMMANDS = (one_number(HEX_INPUT, readable=False),)
