"""Firmware variants of SIM800: what differs from one firmware to the next, as users report it or documents disagree.

A variant stands for a kind of difference, not for a release of the vendor's. Those of ``rightful.py`` are right by the
documents, so that no scenario fails on them; of the others some break what a note says.
"""

from __future__ import annotations

from atconform.base.units import MS
from atconform.emulator.families.sim800.rightful import RIGHTFUL
from atconform.emulator.families.varying import Variant

VARIANTS = (
    Variant(
        "short-guard",
        "half a second of silence around +++ is enough",
        figures={"escape.before": 500 * MS, "escape.after": 500 * MS},
    ),
    # The SIM800 note and logs have the space, manuals and the SIM7020 note do not.
    Variant(
        "no-space",
        "no space in results of several connections: 0,CONNECT OK",
        figures={"cip.multi_separator": ","},
    ),
    # The notes print it so (2.2.4), manuals and logs have the colon.
    Variant(
        "no-colon",
        "the loss of the bearer is told as +PDP DEACT",
        respellings={r"\+PDP: DEACT": "+PDP DEACT"},
    ),
    *RIGHTFUL,
)
