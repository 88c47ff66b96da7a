"""AT+CSCS: the character set in which names, numbers and texts of messages are told and given.

SIM800 AT command manual, 3.2.12 and 4.2.3; SIM7000, 3.2.5; SIM7020, 3.2.15; SIM7500/SIM7600, 2.2.32. No manual prints
what it is at first but those of SIM7020 and SIM7X00, which is taken for all.
"""

from __future__ import annotations

from atconform.emulator.core.command import Word
from atconform.emulator.core.device import Device
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.core.word_settings import one_word

UCS2, HEX = "UCS2", "HEX"
ALL = ("IRA", "GSM", "UCS2", "HEX", "PCCP", "PCDN", "8859-1")
GSM_ALPHABET = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""3GPP TS 23.038, 6.2.1: the place of a character is its code."""

CSCS = Setting("cscs", "IRA", Word(ALL), Saved.PROFILE, "+CSCS")


def told(module: Device, text: str) -> str:
    """Spell a text, a name or a number in the character set of the host; what that does not have becomes a ``?``."""
    charset = module.settings[CSCS]
    if charset == UCS2:
        return text.encode("utf-16-be").hex().upper()
    if charset == HEX:
        return "".join(f"{GSM_ALPHABET.find(one if one in GSM_ALPHABET else '?'):02X}" for one in text)
    return text.encode("latin-1", "replace").decode("latin-1")


def given(module: Device, text: str) -> str | None:
    """Read a text, a name or a number that the host gave in its character set; None: it is none of that set."""
    charset = module.settings[CSCS]
    try:
        if charset == UCS2:
            return bytes.fromhex(text).decode("utf-16-be")
        if charset == HEX:
            return "".join(GSM_ALPHABET[code & 0x7F] for code in bytes.fromhex(text))
    except ValueError:
        return None
    return text


SETTINGS = (CSCS,)

COMMANDS = (one_word(CSCS),)
