"""Voice calls: RING and the RI pin, answering, hanging up, dialling (SIM800 note, 2.2.5; AT command manual).

A family may report when a call begins and ends (SIM7500/SIM7600 AT command manual, ATD and ATH).
"""

from __future__ import annotations

from dataclasses import dataclass

from atconform.base.timers import Timer
from atconform.base.units import MS, SECOND
from atconform.emulator.core.command import Command, Int, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.figures import figure
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok, result
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.core.transitions import Machine, table
from atconform.emulator.general.registration import Radio
from atconform.emulator.general.v250 import DTR_RULE, PROGRESS, S0
from atconform.protocol import network as net


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of calls (SIM800 note, 2.2.5). Times in microseconds."""

    ring_interval: int = 3 * SECOND
    tells_calls: bool = False
    """Whether the begin and the end of a voice call are reported (VOICE CALL)."""
    caller_details: str = ',"",0,"",0'
    """What +CLIP tells behind the type of the number: an address within, the name in the phone book, validity."""
    called_details: str = ""
    """What +COLP tells behind the type of the number."""
    list_details: str = ',""'
    """What +CLCC tells behind the type of the number: the name in the phone book."""
    ri_call: int = figure(50 * MS, 11 * MS)


IDLE, RINGING, ACTIVE = "idle", "ringing", "active"
CALL = table(
    {
        IDLE: {"comes in": RINGING, "is dialled": ACTIVE},
        RINGING: {"is answered": ACTIVE, "ends": IDLE},
        ACTIVE: {"ends": IDLE},
    }
)
NEEDS_DIAL_TONE = (2, 4)
"""Values of ATX at which a missing network is reported as NO DIALTONE."""
INTERNATIONAL, UNKNOWN = 145, 129
PROVISIONED = 1
"""<m> of AT+CLIP: the network tells who calls."""
HANG_UP_WITH_DTR = 2
"""AT&D2: no call is answered by itself while DTR is off."""

NO_CAUSE, NORMAL_CLEARING = 0, 16
"""Causes of 3GPP TS 24.008, 10.5.4.11, for which a call ended."""
INCOMING, DISCONNECTED = 4, 6
"""<stat> of +CLCC for a call that rings, and for one that has just ended; 0 for one that is active."""

CLIP = Setting("clip", 0, Int(0, 1), command="+CLIP")
CVHU = Setting("cvhu", 0, Int(0, 1), command="+CVHU")
CRC = Setting("crc", 0, Int(0, 1), command="+CRC")
"""Whether a call rings with +CRING, which tells of what kind it is."""
COLP = Setting("colp", 0, Int(0, 1), command="+COLP")
"""Whether the number that has answered is told before the result of ATD."""
MORING = Setting("moring", 0, Int(0, 1), Saved.PROFILE, "+MORING")
"""Whether it is told that the other side rings, and that it has answered."""
CLCC = Setting("clcc", 0, Int(0, 1), Saved.AT_ONCE, "+CLCC")
"""Whether the list of calls is told whenever a call changes its state."""
CDRIND = Setting("cdrind", 0, Int(0, 1), command="+CDRIND")
"""Whether the end of a call is told."""
GSMBUSY = Setting("gsmbusy", 0, Int(0, 2), command="+GSMBUSY")
"""Which calls are rejected: none, all, voice calls."""


class Call(Part):
    """The one call that there is at a time."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.machine = Machine(CALL, IDLE)
        self.muted = False
        """Whether the microphone is off, for as long as the call lasts."""
        self.cause = NO_CAUSE
        """Why the last call ended."""
        self._number = ""
        self._outgoing = False
        self._began = 0
        self._rings = 0
        self._held_ring = False
        self._timer: Timer | None = None

    def network_event(self, event: net.NetworkEvent) -> None:
        """Record a call that comes in, or whose far end hangs up."""
        match event:
            case net.IncomingCall() if self.module.settings[GSMBUSY]:
                self.module.ask(net.HangUp())
            case net.IncomingCall(number=number) if self.machine.permits("comes in"):
                self.machine.pull("comes in")
                self._number, self._outgoing, self._rings, self._held_ring = number, False, 0, False
                self.module.pins.pulse("RI", self.module.figures[Figures].ri_call)
                self._ring()
                self._report()
            case net.CallEnded() if self.machine.permits("ends"):
                for line in self.end() or ("NO CARRIER",):
                    self.module.announce(line)
                self.tell_end()

    def _ring(self) -> None:
        """Ring once; in data mode one RING is kept for later, however often it rings."""
        self._rings += 1
        in_data_mode = not self.module.in_command_mode
        if not (in_data_mode and self._held_ring):
            self.module.announce("+CRING: VOICE" if self.module.settings[CRC] else "RING")
            if self.module.settings[CLIP]:
                self.module.announce(f"+CLIP: {self._address}{self.module.figures[Figures].caller_details}")
        self._held_ring = in_data_mode
        self._timer = self.module.after(self.module.figures[Figures].ring_interval, self._ring)
        if self._rings == self.module.settings[S0] and not self._auto_answer_is_off():
            self.answer()

    @property
    def _address(self) -> str:
        kind = INTERNATIONAL if self._number.startswith("+") else UNKNOWN
        return f'"{self._number}",{kind}'

    def listed(self) -> tuple[str, ...]:
        """List the call that there is, as AT+CLCC does."""
        if self.machine.state == IDLE:
            return ()
        return (self._describe(INCOMING if self.machine.state == RINGING else 0),)

    def _describe(self, stat: int) -> str:
        direction = 0 if self._outgoing else 1
        return f"+CLCC: 1,{direction},{stat},0,0,{self._address}{self.module.figures[Figures].list_details}"

    def _report(self) -> None:
        if self.module.settings[CLCC]:
            for line in self.listed() or (self._describe(DISCONNECTED),):
                self.module.announce(line)

    def _auto_answer_is_off(self) -> bool:
        return self.module.settings[DTR_RULE] == HANG_UP_WITH_DTR and self.module.pins.host("DTR")

    def answer(self) -> None:
        """Take the call."""
        self.machine.pull("is answered")
        self._stop_ringing()
        self.module.ask(net.AnswerCall())
        for line in self._begin():
            self.module.announce(line)
        self._report()

    def dial(self, number: str) -> tuple[str, ...]:
        """Make a call, which is answered at once; returns what is to be told of it."""
        self.machine.pull("is dialled")
        self.module.ask(net.Dial(number))
        self._number, self._outgoing = number, True
        lines = self._begin()
        if self.module.settings[MORING]:
            lines = ("MO RING", *lines, "MO CONNECTED")
        if self.module.settings[COLP]:
            lines = (*lines, f"+COLP: {self._address}{self.module.figures[Figures].called_details}")
        self._report()
        return lines

    def _begin(self) -> tuple[str, ...]:
        self._began = self.module.now
        return ("VOICE CALL: BEGIN",) if self.module.figures[Figures].tells_calls else ()

    def tell_end(self) -> None:
        """Tell by itself that the call is over, as far as that has been asked for."""
        self._report()
        if self.module.settings[CDRIND]:
            self.module.announce("+CDRIND: 0")

    def end(self) -> tuple[str, ...]:
        """Forget the call; returns what is to be told of it."""
        told = self.module.figures[Figures].tells_calls and self.machine.state == ACTIVE
        self.machine.pull("ends")
        self.muted, self.cause = False, NORMAL_CLEARING
        self._stop_ringing()
        if not told:
            return ()
        seconds = (self.module.now - self._began) // SECOND
        return (f"VOICE CALL: END: {seconds // 3600:02}{seconds // 60 % 60:02}{seconds % 60:02}",)

    def _stop_ringing(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


def answer(module: Device) -> Reply:
    """ATA."""
    call = module.part(Call)
    if not call.machine.permits("is answered"):
        return result("NO CARRIER")
    return ok(then=call.answer)


def hang_up(module: Device, _: int = 0) -> Reply:
    """ATH: OK whether there is a call or not, and also where AT+CVHU=1 keeps it from ending one."""
    return ok() if module.settings[CVHU] else end_call(module)


def end_call(module: Device) -> Reply:
    """End the call, if there is one."""
    call = module.part(Call)
    if not call.machine.permits("ends"):
        return ok()
    module.ask(net.HangUp())
    return ok(*call.end(), then=call.tell_end)


def dial(module: Device, number: str) -> Reply:
    """ATD: a voice call, ended by a semicolon, goes out; no data call is answered."""
    call = module.part(Call)
    if not module.part(Radio).registered:
        return result("NO DIALTONE" if module.settings[PROGRESS] in NEEDS_DIAL_TONE else "NO CARRIER")
    if not number.rstrip(";") or not number.endswith(";") or not call.machine.permits("is dialled"):
        return result("NO CARRIER")
    called = number.rstrip(";")
    if module.settings[COLP]:
        # The result comes once the call has been answered, behind all that is told of it.
        return ok(*call.dial(called))
    return ok(then=lambda: announce(module, call.dial(called)))


def announce(module: Device, lines: tuple[str, ...]) -> None:
    """Print lines one after the other."""
    for line in lines:
        module.announce(line)


def present_caller(module: Device, on: int) -> Reply:
    """AT+CLIP=."""
    module.settings[CLIP] = on
    return ok()


CALLER = Command(
    "+CLIP",
    test=("+CLIP: (0,1)",),
    read=lambda module: ok(f"+CLIP: {module.settings[CLIP]},{PROVISIONED}"),
    write=form(present_caller, Int(0, 1)),
)

FIGURES = (Figures,)

SETTINGS = (CLIP, CVHU, CRC, COLP, MORING, CLCC, CDRIND, GSMBUSY)

COMMANDS = (
    Command("A", execute=answer),
    Command("D", write=form(dial, Text(bare=True, default=""))),
    Command("H", write=form(hang_up, Int(0, 0)), execute=hang_up),
    CALLER,
)

PARTS = (Call,)
