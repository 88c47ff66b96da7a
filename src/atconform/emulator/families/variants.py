"""Firmware variants: what differs from one firmware to the next, as users report it and as documents disagree.

A variant stands for a kind of difference, not for a release of the vendor's. Those of ``rightful.py`` are right by the
documents, so that no scenario fails on them; of the others some break what a note says.
"""

from __future__ import annotations

from atconform.base.units import MS
from atconform.emulator.cip import ping
from atconform.emulator.families.rightful import RIGHTFUL
from atconform.emulator.families.varying import Variant

VARIANTS: dict[str, dict[str, Variant]] = {
    family: {variant.name: variant for variant in (*variants, *RIGHTFUL[family])}
    for family, variants in {
        "sim800": (
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
        ),
        "sim7000": (
            # So in the AT command manual, AT+CIPQSEND; the note (6.4) prints no space.
            Variant(
                "accept-space",
                "quick sending is answered with a space: DATA ACCEPT: 5",
                figures={"cip.accept_separator": " "},
            ),
        ),
        "sim7020": (
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
        ),
        "sim7x00": (
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
        ),
    }.items()
}
"""By family and name."""
