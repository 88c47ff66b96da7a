"""AT+CENG in GSM: the cell that serves the module and those around it (SIM800 AT command manual, 6.2.21 and 20.2), and
AT+CNETSCAN and AT*CELLLOCK (6.2.67 and 6.2.47).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from atconform.base.timers import Timer
from atconform.base.units import SECOND
from atconform.emulator.core.command import Int, OneOf
from atconform.emulator.core.device import Device
from atconform.emulator.core.figures import delay
from atconform.emulator.core.number_settings import one_number, several_numbers
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.core.switch_settings import counted, switched
from atconform.emulator.general import registration
from atconform.emulator.general.registration import Radio


class Cell(NamedTuple):
    """A cell around the one that serves the module."""

    channel: int
    level: int
    """In decibels above -113 dBm."""
    code: int
    identity: str
    area: str
    selection: tuple[int, int]
    """C1 and C2."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The cells (manual, 20.2). Times in microseconds."""

    channel: int = 81
    code: int = 31
    """The identity code of the base station that serves the module."""
    least_level: int = 8
    greatest_power: int = 5
    selection: tuple[int, int] = (177, 617)
    neighbours: tuple[Cell, ...] = (
        Cell(14, 35, 15, "f2a1", "1816", (91, 531)),
        Cell(12, 25, 48, "f411", "1816", (51, 491)),
        Cell(565, 24, 55, "f1a1", "1816", (45, 485)),
        Cell(27, 20, 13, "f412", "1816", (31, 471)),
        Cell(584, 20, 24, "f1a3", "1816", (29, 469)),
        Cell(28, 16, 14, "6253", "1823", (18, 455)),
    )
    report_period: int = 10 * SECOND
    """How often the cells are told by themselves; the manual does not say."""
    survey_delay: int = delay(2 * SECOND, normal=20 * SECOND)


OFF, ON, REPORTED, LIMITED, EXTENDED = range(5)
NO_ADVANCE = 255
"""The timing advance without a connection."""
WEAKEST = 113
UNKNOWN_SIGNAL = 99

CENG = Setting("ceng", (OFF, 0), (Int(OFF, EXTENDED), Int(0, 1)), command="+CENG")
"""The mode, and whether the identities of cells around are told."""
CNETSCAN = Setting("cnetscan", 0, Int(0, 1), command="+CNETSCAN")
CHANNELS = OneOf((*range(125), *range(128, 252), *range(512, 886), *range(975, 1024)))
LOCK: Setting[tuple[int, ...]] = Setting("celllock", (0,), saved=Saved.AT_ONCE, command="*CELLLOCK")


class Serving(NamedTuple):
    """What is told of the cell that serves the module."""

    country: str
    network: str
    area: str
    identity: str
    level: int


def serving(module: Device) -> Serving | None:
    """Return the cell that serves the module, or None."""
    radio, place = module.part(Radio), module.figures[registration.Figures]
    if radio.operator is None or not radio.registered:
        return None
    level = 0 if radio.rssi == UNKNOWN_SIGNAL else 2 * radio.rssi
    number = radio.operator.numeric
    return Serving(number[:3], number[3:], place.area_code.lower(), place.cell.lower(), level)


def cells(module: Device) -> list[str]:
    """Spell the cells as the mode has them."""
    found, figures = serving(module), module.figures[Figures]
    (mode, identities), own = module.settings[CENG], figures.selection
    if found is None or mode == OFF:
        return []
    network = f"{found.country},{found.network}"
    if mode == LIMITED:
        rows = [f"{network},{found.area},{found.identity},{figures.code:02},{found.level:02}"]
        rows += [f"{network},{one.area},{one.identity},{one.code:02},{one.level:02}" for one in figures.neighbours]
    else:
        first = f"{figures.channel:04},{found.level:02},00,{network},{figures.code:02},{found.identity}"
        first += f",{figures.least_level:02},{figures.greatest_power:02},{found.area},{NO_ADVANCE}"
        if mode == EXTENDED:
            first += f",{found.level - WEAKEST},{own[0]},{own[1]}" + ",x" * 6
        rows = [first]
        for one in figures.neighbours:
            identity = f"{one.identity}," if identities else ""
            more = ",{},{}".format(*one.selection) if mode == EXTENDED else ""
            rows.append(f"{one.channel:04},{one.level:02},{one.code:02},{identity}{network},{one.area}{more}")
    return [f'+CENG: {number},"{row}"' for number, row in enumerate(rows)]


class CellReports(Part):
    """Tells the cells again and again where the mode asks for it."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._timer: Timer | None = None

    def settings_changed(self) -> None:
        """Begin to tell, or cease."""
        wanted = self.module.settings[CENG][0] == REPORTED
        if wanted and self._timer is None:
            self._timer = self.module.after(self.module.figures[Figures].report_period, self._due)
        elif not wanted and self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _due(self) -> None:
        if self.module.in_command_mode:
            for line in cells(self.module):
                self.module.announce(line)
        self._timer = self.module.after(self.module.figures[Figures].report_period, self._due)


def tell(module: Device) -> Reply:
    """AT+CENG?: the mode, and the cells."""
    return ok(f"+CENG: {module.settings.spell(CENG)}", *cells(module))


def survey(module: Device) -> Reply:
    """AT+CNETSCAN: all cells there are; the search takes a while."""
    answer = module.interpreter.defer()

    def found() -> None:
        answer(ok(*_surveyed(module)))

    module.after(module.figures[Figures].survey_delay, found)
    return PENDING


def _surveyed(module: Device) -> list[str]:
    radio, own, figures = module.part(Radio), serving(module), module.figures[Figures]
    if radio.operator is None or own is None:
        return []
    head = f'Operator:"{radio.operator.long}",MCC:{own.country},MNC:{own.network}'
    first = Cell(figures.channel, own.level, figures.code, own.identity, own.area, figures.selection)
    return [
        f"{head},Rxlev:{one.level},Cellid:{one.identity.upper()},Arfcn:{one.channel}"
        + (f",Lac:{one.area.upper()},Bsic:{one.code:02X}" if module.settings[CNETSCAN] else "")
        for one in (first, *figures.neighbours)
    ]


FIGURES = (Figures,)

SETTINGS = (CENG, CNETSCAN, LOCK)

COMMANDS = (
    replace(several_numbers(CENG, "(0-4),(0,1)"), read=tell),
    replace(one_number(CNETSCAN), execute=survey),
    switched(
        LOCK,
        (Int(1, 3), *[CHANNELS] * 3),
        "(0,1),(1-3)" + ",(0-124,128-251,512-885,975-1023)" * 3,
        needed=2,
        allowed=counted,
    ),
)

PARTS = (CellReports,)
