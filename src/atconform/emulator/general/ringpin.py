"""AT+CFGRI: whether unsolicited lines show on the RI pin (SIM800 AT command manual, 6.2.11; SIM7000, 5.2.3; SIM7020,
5.2.31; SIM7500/SIM7600, 19.2.16). Calls and short messages show there in any case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from atconform.base.units import MS
from atconform.emulator.core.command import Int
from atconform.emulator.core.effects import Spoken
from atconform.emulator.core.number_settings import one_number, several_numbers
from atconform.emulator.core.part import Part
from atconform.emulator.core.settings import Saved, Setting


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the RI pin. Times in microseconds."""

    pulse: int = 120 * MS
    """For how long RI is low (SIM7020 AT command manual; the others tell no time)."""
    all_lines: bool = True
    """Whether 1 means every unsolicited line, or those of the network's data alone."""


OFF, ON, NETWORK_ONLY = range(3)
OWN_PULSE = re.compile(r"RING|\+CRING: |\+CLIP: |NO CARRIER|\+CMTI: |\+CMT: |\+CDS|\+CBM: ")
"""Lines of calls and short messages, which have a pulse of their own."""
NETWORK_LINE = re.compile(
    r"(\d, ?)?CLOSED|\+CIPRXGET: 1|\+RECEIVE,|\+PDP: DEACT|\+IPCLOSE|RECV FROM|REMOTE IP|\+CSONMI|\+CSOERR|\+CLIENT: "
)
"""Unsolicited lines that tell of connections and their data."""

CFGRI: Setting[Any] = Setting("cfgri", OFF, Int(OFF, NETWORK_ONLY), Saved.PROFILE, "+CFGRI")
CFGRI_WITH_TIMES = CFGRI.but(
    default=(OFF, 60, 120), within=(Int(OFF, ON), Int(10, 6000), Int(20, 6000)), saved=Saved.NO
)
"""With how long RI is low for a line, and for a short message, in milliseconds (SIM7500 and SIM7600)."""


class RingPin(Part):
    """Pulls RI down for a while when something is said."""

    def announced(self, what: str | bytes, kind: Spoken) -> None:
        """Show on RI that an unsolicited line, or data, is there."""
        settings, pulse = self.module.settings[CFGRI], self.module.figures[Figures].pulse
        if isinstance(settings, tuple):
            settings, pulse = settings[0], settings[1] * MS
        if settings != OFF and self._shows(what, kind, only_network=settings == NETWORK_ONLY):
            self.module.pins.pulse("RI", pulse)

    def _shows(self, what: str | bytes, kind: Spoken, *, only_network: bool) -> bool:
        if kind == "data":
            return True
        line = what.decode("latin-1").strip() if isinstance(what, bytes) else what
        if NETWORK_LINE.match(line):
            return True
        wanted = self.module.figures[Figures].all_lines and not only_network
        return kind == "unsolicited" and wanted and not OWN_PULSE.match(line)


FIGURES = (Figures,)

SETTINGS = (CFGRI,)

COMMANDS = (one_number(CFGRI),)

PARTS = (RingPin,)

# The manual's test form leaves out the value 2, which it describes.
AS_SIM800_LISTS = one_number(CFGRI, "(0,1)")
WITH_TIMES = several_numbers(CFGRI_WITH_TIMES, "(0-1),(10-6000),(20-6000)", alone=(OFF, 60, 120))
