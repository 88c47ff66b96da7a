"""CIPSENDHEX: data for AT+CIPSEND typed as hexadecimal digits (SIM7000 AT command manual, 8.2.30).

What the manual leaves open: lengths count what is typed, blanks between bytes are skipped (clients of the module type
them), Ctrl-Z and ESC end the entry as always.
"""

from __future__ import annotations

from atconform.emulator.cip.parameters import HEX_INPUT
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number


def read(module: Device, typed: bytes) -> bytes:
    """Read the data out of what was typed; empty where there should be digits and something else stands there."""
    if not module.settings[HEX_INPUT]:
        return typed
    try:
        return bytes.fromhex(typed.decode("ascii"))
    except ValueError:
        return b""


COMMANDS = (one_number(HEX_INPUT, readable=False),)
