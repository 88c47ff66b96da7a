"""Firmware variants of SIM7000: what differs from one firmware to the next, as users report it or documents disagree.

A variant stands for a kind of difference, not for a release of the vendor's. Those of ``rightful.py`` are right by the
documents, so that no scenario fails on them; of the others some break what a note says.
"""

from __future__ import annotations

from atconform.emulator.families.sim7000.rightful import RIGHTFUL
from atconform.emulator.families.varying import Variant

VARIANTS = (
    # So in the AT command manual, AT+CIPQSEND; the note (6.4) prints no space.
    Variant(
        "accept-space",
        "quick sending is answered with a space: DATA ACCEPT: 5",
        figures={"cip.accept_separator": " "},
    ),
    *RIGHTFUL,
)
