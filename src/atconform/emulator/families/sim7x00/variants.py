"""Firmware variants of SIM7X00: what differs from one firmware to the next, as users report it or documents disagree.

A variant stands for a kind of difference, not for a release of the vendor's. Those of ``rightful.py`` are right by the
documents, so that no scenario fails on them; of the others some break what a note says.
"""

from __future__ import annotations

from atconform.emulator.families.sim7x00.rightful import RIGHTFUL
from atconform.emulator.families.varying import Variant

VARIANTS = (
    Variant(
        "plain-error",
        "AT+NETOPEN on the open network answers ERROR alone",
        respellings={r"\+IP ERROR: (Network is already opened|4)": None},
    ),
    # The AT command manual (11.4) does not have the reason 3, which is the note's (2.3.1).
    Variant(
        "reset-as-close",
        "a reset by the far end is told as a close: +IPCLOSE: 0,1",
        respellings={r"\+IPCLOSE: (\d),3": r"+IPCLOSE: \1,1"},
    ),
    # The note (2.3.5) shows received data so, with settings that nothing has touched.
    Variant(
        "no-sender",
        "received data comes without RECV FROM unless asked for",
        defaults={"net.show_source": 0},
    ),
    *RIGHTFUL,
)
