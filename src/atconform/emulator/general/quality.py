"""AT+CGQREQ, +CGQMIN, +CGEQREQ, +CGEQMIN: the quality of service that contexts ask for, and the least that they take
(SIM800 AT command manual, 7.2.3 and 7.2.4; SIM7500/SIM7600, 8.2.7 to 8.2.10). The network gives what it has.
"""

from __future__ import annotations

from atconform.emulator.core.command import Command, Int, OneOf, Parameter, Word
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general.contexttable import Table, context_table

ERROR_RATIOS = ("0E0", "1E1", "1E2", "7E3", "1E3", "1E4", "1E5", "1E6")
RESIDUAL_ERROR_RATIOS = ("0E0", "5E2", "1E2", "5E3", "4E3", "1E3", "1E4", "1E5", "1E6", "6E8")
BACKGROUND_MEAN = (*range(19), 31)
SUBSCRIBED_CLASS, SUBSCRIBED_ORDER, SUBSCRIBED_DELIVERY = 4, 2, 3
"""The values that leave a figure to the subscription, where that is not 0."""

RELEASE_97: tuple[Parameter, ...] = (
    Int(0, 3, default=0),
    Int(0, 4, default=0),
    Int(0, 5, default=3),
    Int(0, 9, default=0),
    OneOf(BACKGROUND_MEAN, default=0),
)
"""Precedence, delay, reliability, peak and mean throughput."""
RELEASE_99: tuple[Parameter, ...] = (
    Int(0, 4, default=SUBSCRIBED_CLASS),
    *[Int(0, 8460, default=0)] * 4,
    Int(0, 2, default=SUBSCRIBED_ORDER),
    Int(0, 1520, default=0),
    Word(ERROR_RATIOS, default="0E0"),
    Word(RESIDUAL_ERROR_RATIOS, default="0E0"),
    Int(0, 3, default=SUBSCRIBED_DELIVERY),
    Int(0, 4000, default=0),
    Int(0, 3, default=0),
)
"""Traffic class, the greatest and the guaranteed rates up and down, order, size and errors of packets, delay,
priority."""

LISTED_97 = '"{type}",(0-3),(0-4),(0-5),(0-9),(0-18,31)'


def _listed_99(rates: str, delays: str, flags: str) -> str:
    """Write what the test form lists; each command has ranges of its own there (manual, examples)."""
    ratios, residual = (",".join(f'"{one}"' for one in each) for each in (ERROR_RATIOS, RESIDUAL_ERROR_RATIOS))
    return f'"{{type}}",(0-4),{rates},(0-2),(0-1520),({ratios}),({residual}),(0-3),{delays},(0-3),{flags},{flags}'


USUAL: Table = {(number,): (0, 0, 3, 0, 0) for number in (1, 2, 3)}
"""What every context of SIM800 has from the start (manual, 20.8)."""

REQUESTED: Setting[Table] = Setting("cgqreq", USUAL, saved=Saved.AT_ONCE, command="+CGQREQ")
LEAST: Setting[Table] = Setting("cgqmin", USUAL, saved=Saved.AT_ONCE, command="+CGQMIN")
REQUESTED_3G: Setting[Table] = Setting("cgeqreq", {}, command="+CGEQREQ")
LEAST_3G: Setting[Table] = Setting("cgeqmin", {}, command="+CGEQMIN")


def profile(setting: Setting[Table], *, alone: bool) -> Command:
    """Declare one of the commands of the first release.

    :param alone: whether the command alone is accepted
    """
    return context_table(setting, RELEASE_97, LISTED_97, alone=alone)


SETTINGS = (REQUESTED, LEAST)

COMMANDS = (profile(REQUESTED, alone=False), profile(LEAST, alone=False))

FOR_3G = (
    context_table(
        REQUESTED_3G,
        RELEASE_99,
        _listed_99("(0-384),(0-7168),(0-384),(0-7168)", "(0-4000)", "(0,1)"),
        alone=True,
    ),
    context_table(
        LEAST_3G,
        RELEASE_99,
        _listed_99("(0-11520),(0-42200),(0-11520),(0-42200)", "(0,100-4000)", "(0-1)"),
        alone=True,
    ),
)
"""AT+CGEQREQ and AT+CGEQMIN."""
