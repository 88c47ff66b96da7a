"""How a SIM7000 looks for cells, and holds to them; power saving of the network beyond AT+CPSMS (SIM7000 AT command
manual, 5.2.14 to 5.2.51). Kept and told, but for what is worked out from AT+CPSMS and the cell.
"""

from __future__ import annotations

from dataclasses import replace

from atconform.base.units import SECOND
from atconform.emulator.core.command import Command, Int
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number, several_numbers
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.core.switch_settings import switched
from atconform.emulator.general import psm, registration, servingcell
from atconform.emulator.general.gprsclass import CSGS
from atconform.emulator.general.registration import Radio
from atconform.protocol import network as net

CSDP = Setting("csdp", 2, Int(0, 2), Saved.AT_ONCE, "+CSDP")
"""Service domain in GSM and CAT-M: circuit-switched, packet, both; like the following, in effect after a restart."""
CNDS = Setting("cnds", 2, Int(1, 2), Saved.AT_ONCE, "+CNDS")
"""Service domain in NB-IoT: packet, both."""
CNBS = Setting("cnbs", 1, Int(1, 5), Saved.AT_ONCE, "+CNBS")
"""How hard NB-IoT is looked for."""
NBSC = Setting("nbsc", 0, Int(0, 1), Saved.AT_ONCE, "+NBSC")
"""Scrambling in NB-IoT."""
CAT_M_LOCK: Setting[tuple[int, ...]] = Setting("mcelllock", (0,), saved=Saved.AT_ONCE, command="+MCELLLOCK")
NB_IOT_LOCK: Setting[tuple[int, ...]] = Setting("ncelllock", (0,), saved=Saved.AT_ONCE, command="+NCELLLOCK")
CAPNMODE = Setting("capnmode", 0, Int(0, 1), command="+CAPNMODE")
CRRCSTATE = Setting("crrcstate", 0, Int(0, 1), command="+CRRCSTATE")
CRATSRCH = Setting("cratsrch", (60, 20), (Int(0, 65535), Int(0, 65535)), command="+CRATSRCH")
"""Minutes; the manual has defaults and no ranges."""
CPSMCFG = Setting("cpsmcfg", (60, 15), (Int(60, 86400), Int(0, 15)), command="+CPSMCFG")
CPSMCFGEXT = Setting(
    "cpsmcfgext",
    (10, 2, 120, 5, 600, 3),
    (Int(0, 15), Int(1, 100), Int(120, 4294967295), Int(1, 1000), Int(1, 65535), Int(1, 1000)),
    command="+CPSMCFGEXT",
)
"""The manual has no default for the fifth."""
CRAI = Setting("crai", (0, 0), (Int(0, 2), Int(0, 1)), command="+CRAI")
CENG = Setting("ceng", (0, 1), (Int(0, 1), Int(1, 1)), command="+CENG")

IDLE, OTHER = 0, 255
"""<state> of AT+CRRCSTATE: no connection goes on, or there is no network for one."""
NO_SIGNAL_SENT = 255
EARFCN, PHYSICAL_CELL = Int(0, 65535), Int(0, 503)


def connection(module: Device) -> int:
    """Return the state of the radio connection; the network lets every one go as soon as it has been used."""
    return IDLE if module.part(Radio).registered else OTHER


def connection_state(module: Device) -> Reply:
    """AT+CRRCSTATE?."""
    return ok(f"+CRRCSTATE: {module.settings[CRRCSTATE]},{connection(module)}")


class ConnectionReports(Part):
    """Tells the state of the radio connection when it changes."""

    hears_after = (Radio,)

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._known = OTHER

    def network_event(self, event: net.NetworkEvent) -> None:
        """Tell another state than before."""
        before, self._known = self._known, connection(self.module)
        if self._known != before and self.module.settings[CRRCSTATE]:
            self.module.announce(f"+CRRCSTATE: {self._known}")


def granted_timers(module: Device) -> Reply:
    """AT+CPSMRDP: mode, the timers asked for, and those that the network gave, in seconds; it gives what was
    asked for."""
    mode, tau, active = module.settings[psm.CPSMS]
    asked = (_seconds(psm.active_time(module)) if active else 0, _seconds(psm.period(module)) if tau else 0)
    given = (_seconds(psm.active_time(module)), _seconds(psm.period(module))) if mode == psm.ON else (0, 0)
    return ok(f"+CPSMRDP: {mode},{asked[0]},{asked[1]},{given[0]},{given[1]},{USUAL_UPDATE}")


def _seconds(time: int | None) -> int:
    return (time or 0) // SECOND


USUAL_UPDATE = 3240
"""T3412 without the extension, in seconds (3GPP TS 24.008, 54 minutes)."""


def cells(module: Device) -> Reply:
    """AT+CENG?: the mode, how many cells there are, the system, and with mode 1 the cell that serves the module."""
    radio, place = module.part(Radio), module.figures[registration.Figures]
    head = f"+CENG: {module.settings.spell(CENG)}"
    if radio.operator is None or not radio.registered:
        return ok(f'{head},0,"NO SERVICE"')
    received, plmn = servingcell.strength(radio.rssi), radio.operator.numeric
    cell = (
        f"{servingcell.CHANNEL},{servingcell.PHYSICAL_CELL},{received - servingcell.REFERENCE_BELOW_TOTAL},{received},"
        f"{servingcell.QUALITY},{2 * servingcell.NOISE - 20},{int(place.area_code, 16)},{place.cell.lower()},"
        f"{plmn[:3]},{plmn[3:]},{NO_SIGNAL_SENT}"
    )
    lines = (f'+CENG: 0,"{cell}"',) if module.settings[CENG][0] else ()
    return ok(f'{head},1,"{servingcell.SYSTEM}"', *lines)


SETTINGS = (
    *(CSGS.but(saved=Saved.NO), CSDP, CNDS, CNBS, NBSC, CAT_M_LOCK, NB_IOT_LOCK, CAPNMODE, CRRCSTATE, CRATSRCH),
    *(CPSMCFG, CPSMCFGEXT, CRAI, CENG),
)

COMMANDS = (
    *map(one_number, (CSGS, CSDP, CNDS, CNBS, NBSC, CAPNMODE)),
    *(switched(lock, (EARFCN, PHYSICAL_CELL)) for lock in (CAT_M_LOCK, NB_IOT_LOCK)),
    replace(one_number(CRRCSTATE), read=connection_state),
    several_numbers(CRATSRCH, "(0-65535),(0-65535)", required=2),
    several_numbers(CPSMCFG, "(60-86400),(0-15)"),
    several_numbers(CPSMCFGEXT, "(0-15),(1-100),(120-4294967295),(1-1000),(1-65535),(1-1000)"),
    several_numbers(CRAI, "(0-2),(0,1)"),
    replace(several_numbers(CENG, "(0,1),(1)"), read=cells),
    Command("+CPSMRDP", test=("+CPSMRDP: (0,1)",), execute=granted_timers),
)

PARTS = (ConnectionReports,)
