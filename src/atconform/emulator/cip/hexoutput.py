"""CIPHEXS: the form in which received data is put out (SIM7000 AT command manual, 8.2.31; SIM7020's, 7.2.16).

What the manuals leave open: the length in the header counts bytes of data, as AT+CIPRXGET=3 does, in either form.
"""

from __future__ import annotations

from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.parameters import HEAD, HEX_OUTPUT
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number

AS_IT_IS, WITH_SUFFIX, DIGITS = range(3)
SUFFIX = b"\r\n"


def spell(module: Device, data: bytes) -> bytes:
    """Spell received data as AT+CIPHEXS asks; the suffix comes with AT+CIPHEAD=1 only."""
    mode, header = module.settings[HEX_OUTPUT], module.settings[HEAD]
    if mode == DIGITS and (header or not module.figures[Figures].hex_output_needs_header):
        data = data.hex().upper().encode()
    return data + SUFFIX if header and mode != AS_IT_IS else data


COMMANDS = (one_number(HEX_OUTPUT),)
