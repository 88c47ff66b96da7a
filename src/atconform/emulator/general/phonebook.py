"""AT+CPBS: which phone book is chosen, and how full it is.

SIM800 AT command manual, 3.2.26; SIM7500/SIM7600, 6.2.1. There are no commands for the entries themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from atconform.emulator.core.command import Word
from atconform.emulator.core.device import Device
from atconform.emulator.core.settings import Setting
from atconform.emulator.core.word_settings import one_word


@dataclass(frozen=True, slots=True)
class Figures:
    """How full the phone books are: the SIM7500/SIM7600 manual has sizes for the module's own, and for one card."""

    books: Mapping[str, tuple[int, int]] = field(
        default_factory=lambda: {
            "SM": (0, 200),
            "ME": (0, 500),
            "ON": (1, 1),
            "FD": (0, 10),
            "LD": (0, 10),
            "EN": (2, 2),
            "DC": (0, 100),
            "MC": (0, 100),
            "RC": (0, 100),
        }
    )
    """By the name of a book: how many entries it has, and how many it takes."""


CPBS = Setting("cpbs", "SM", Word(("SM", "ME", "ON", "FD")), command="+CPBS")


def filled(module: Device) -> str:
    """Spell how full the chosen book is."""
    used, total = module.figures[Figures].books[module.settings[CPBS]]
    return f",{used},{total}"


FIGURES = (Figures,)

SETTINGS = (CPBS,)

COMMANDS = (one_word(CPBS, behind=filled),)
