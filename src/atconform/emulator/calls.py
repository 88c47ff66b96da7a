"""Voice calls: RING and the RI pin, answering, hanging up, dialling (SIM800 note, 2.2.5; AT command manual)."""

from __future__ import annotations

from atconform.emulator.command import Command, Int, Text, form
from atconform.emulator.module import Module, Part
from atconform.emulator.registration import Radio
from atconform.emulator.replies import Reply, ok, result
from atconform.emulator.settings import Setting
from atconform.emulator.states import Machine, table
from atconform.network import messages as net
from atconform.timers import Timer

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


class Call(Part):
    """The one call that there is at a time."""

    def __init__(self, module: Module) -> None:
        super().__init__(module)
        self.machine = Machine(CALL, IDLE)
        self._number = ""
        self._rings = 0
        self._held_ring = False
        self._timer: Timer | None = None

    def network_event(self, event: net.NetworkEvent) -> None:
        """Take note of a call that comes in, or whose far end hangs up."""
        match event:
            case net.IncomingCall(number=number) if self.machine.permits("comes in"):
                self.machine.pull("comes in")
                self._number, self._rings, self._held_ring = number, 0, False
                self.module.pulse_line("RI", self.module.dialect.ri_call)
                self._ring()
            case net.CallEnded() if self.machine.permits("ends"):
                self.end()
                self.module.announce("NO CARRIER")

    def _ring(self) -> None:
        """Ring once; in data mode one RING is kept for later, however often it rings."""
        self._rings += 1
        in_data_mode = not self.module.in_command_mode
        if not (in_data_mode and self._held_ring):
            self.module.announce("RING")
            if self.module.settings["clip"]:
                kind = INTERNATIONAL if self._number.startswith("+") else UNKNOWN
                self.module.announce(f'+CLIP: "{self._number}",{kind},"",0,"",0')
        self._held_ring = in_data_mode
        self._timer = self.module.after(self.module.dialect.ring_interval, self._ring)
        if self._rings == self.module.settings["S0"] and not self._auto_answer_is_off():
            self.answer()

    def _auto_answer_is_off(self) -> bool:
        return self.module.settings["dtr"] == HANG_UP_WITH_DTR and self.module.host_line("DTR")

    def answer(self) -> None:
        """Take the call."""
        self.machine.pull("is answered")
        self._stop_ringing()
        self.module.ask(net.AnswerCall())

    def end(self) -> None:
        """Forget the call."""
        self.machine.pull("ends")
        self._stop_ringing()

    def _stop_ringing(self) -> None:
        if self._timer is not None:
            self._timer.cancel()


def answer(module: Module) -> Reply:
    """ATA."""
    call = module.part(Call)
    if not call.machine.permits("is answered"):
        return result("NO CARRIER")
    call.answer()
    return ok()


def hang_up(module: Module, _: int = 0) -> Reply:
    """ATH: OK whether there is a call or not."""
    call = module.part(Call)
    if call.machine.permits("ends"):
        call.end()
        module.ask(net.HangUp())
    return ok()


def dial(module: Module, number: str) -> Reply:
    """ATD: a voice call, ended by a semicolon, goes out; there is nobody to take a data call."""
    call = module.part(Call)
    if not module.part(Radio).registered:
        return result("NO DIALTONE" if module.settings["progress"] in NEEDS_DIAL_TONE else "NO CARRIER")
    if not number.rstrip(";") or not number.endswith(";") or not call.machine.permits("is dialled"):
        return result("NO CARRIER")
    call.machine.pull("is dialled")
    return ok()


def present_caller(module: Module, on: int) -> Reply:
    """AT+CLIP=."""
    module.settings["clip"] = on
    return ok()


SETTINGS = {"clip": Setting(0)}

COMMANDS = (
    Command("A", execute=answer),
    Command("D", write=form(dial, Text(bare=True, default=""))),
    Command("H", write=form(hang_up, Int(0, 0)), execute=hang_up),
    Command(
        "+CLIP",
        test=("+CLIP: (0,1)",),
        read=lambda module: ok(f"+CLIP: {module.settings['clip']},{PROVISIONED}"),
        write=form(present_caller, Int(0, 1)),
    ),
)
