"""Firmware variants of SIM7020: what differs from one firmware to the next, as users report it or documents disagree.

A variant stands for a kind of difference, not for a release of the vendor's. Those of ``rightful.py`` are right by the
documents, so that no scenario fails on them; of the others some break what a note says.
"""

from __future__ import annotations

from atconform.emulator.cip import ping
from atconform.emulator.families.sim7020.rightful import RIGHTFUL
from atconform.emulator.families.varying import Variant

VARIANTS = (
    # AT+CIPPING of the SIM800 AT command manual, 10.2.1.
    Variant(
        "ping-first",
        "AT+CIPPING answers as on SIM800: replies, quoted, then OK",
        commands=ping.COMMANDS,
    ),
    # Printed in the Chinese note alone (5.4).
    Variant(
        "silent-accept",
        "a client of the socket server is accepted without a word",
        respellings={r"\+NEW CLIENT CONNEC: \d": None},
    ),
    # AT command manuals before V1.02 (2018-12) do not have the command.
    Variant(
        "no-retention",
        "there is no AT+RETENTION",
        without=frozenset({"+RETENTION"}),
    ),
    *RIGHTFUL,
)
