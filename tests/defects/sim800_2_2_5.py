"""SIM800 note, 2.2.5."""

from __future__ import annotations

from atconform.base.units import MS
from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.core.replies import result
from atconform.emulator.general.calls import Call
from atconform.emulator.general.sms import MessageStorage
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.meddling import forgets, wrapped
from tests.defects.seams import Change
from tests.defects.shared_sim800_2_2 import CONNECT

OK = b"\r\nOK\r\n"


# --- calls and messages ---


class SecondCallAsMessage(Call):
    """Gives the pulse of a message for every call but the first."""

    def __init__(self, module):
        super().__init__(module)
        self._met = 0

    def network_event(self, event):
        """Record a call."""
        usual = self.module.figures
        self._met += isinstance(event, net.IncomingCall)
        if self._met > 1:
            self.module.figures = usual.varied({"calls.ri_call": usual.values()["sms.ri_message"]})
        super().network_event(event)
        self.module.figures = usual


class SecondMessageAsCall(MessageStorage):
    """Gives the pulse of a call for every message but the first."""

    def __init__(self, module):
        super().__init__(module)
        self._met = 0

    def network_event(self, event):
        """Record a message."""
        usual = self.module.figures
        self._met += isinstance(event, net.IncomingMessage)
        if self._met > 1:
            self.module.figures = usual.varied({"sms.ri_message": usual.values()["calls.ri_call"]})
        super().network_event(event)
        self.module.figures = usual


def pulse_twice():
    """Give every pulse of RI twice."""

    def drive(line, high):
        if line == "RI" and high:
            return ((0, line, True), (100 * MS, line, False), (150 * MS, line, True))
        return ((0, line, high),)

    return drive


def announced_before_ok():
    """Let an OK that comes by itself wait, so that what was held back comes first."""
    asked = False

    def speak(piece):
        nonlocal asked
        if piece.endswith(b"\r"):
            asked = True
        elif piece == OK and not asked:
            return ((100 * MS, piece),)
        elif piece in (OK, CONNECT):
            asked = False
        return (piece,)

    return speak


def one_of_two_kept():
    """Keep one thing to announce for after data mode: the first."""
    left = False

    def speak(piece):
        nonlocal left
        if piece == OK:
            left = True
        elif left and piece == b"\r\nRING\r\n":
            return (piece,)
        elif left and b"+CMTI" in piece:
            left = False
            return ()
        else:
            left = False
        return (piece,)

    return speak


def first_index_for_all():
    """Tell every message with the index of the first."""
    first = b""

    def speak(piece):
        nonlocal first
        if b"+CMTI" in piece:
            first = first or piece
            return (first,)
        return (piece,)

    return speak


def answer_refused(module, usual):
    """Answer no call while there is a connection to go back to."""
    return result("NO CARRIER") if module.part(DataMode).connection is not None else usual(module)


DEFECTS = (
    Defect(
        id="sim800-2.2.5-second-call-as-message",
        requirement="SIM800-2.2.5-T1",
        sentence="For a call in data mode RI is low for 50 ms.",
        instead="For the second call it is low for 120 ms, as for a message.",
        kind="repetition",
        change=Change(parts={Call: SecondCallAsMessage}),
        probe="""
            server TCP
            given data-mode server
            network call
            network end-call
            network call
        """,
    ),
    Defect(
        id="sim800-2.2.5-pulse-twice",
        requirement="SIM800-2.2.5-T1",
        sentence="For a call in data mode there is one pulse of RI.",
        instead="There are two.",
        kind="timing",
        change=Change(drives=pulse_twice),
        probe="""
            server TCP
            given data-mode server
            network call
        """,
    ),
    Defect(
        id="sim800-2.2.5-second-message-as-call",
        requirement="SIM800-2.2.5-T2",
        sentence="For a short message RI is low for 120 ms.",
        instead="For the second one it is low for 50 ms, as for a call.",
        kind="repetition",
        change=Change(parts={MessageStorage: SecondMessageAsCall}),
        probe="""
            server TCP
            given data-mode server
            network deliver-message
            network deliver-message
        """,
    ),
    Defect(
        id="sim800-2.2.5-announced-before-ok",
        requirement="SIM800-2.2.5-R1",
        sentence="First the module goes to command mode, then it announces the call.",
        instead="The announcement comes before the OK by which data mode ends.",
        kind="timing",
        change=Change(speaks=announced_before_ok),
        probe="""
            server TCP
            given data-mode server
            network call
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.5-one-of-two-kept",
        requirement="SIM800-2.2.5-E1",
        sentence="Call and message of data mode are both announced after it.",
        instead="When both came, the call is.",
        kind="two at once",
        change=Change(speaks=one_of_two_kept),
        probe="""
            server TCP
            given data-mode server
            network call
            network deliver-message
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.5-second-call-rings-on",
        requirement="SIM800-2.2.5-U1",
        sentence="RING reports that a call comes in.",
        instead="The second one rings on when the caller has long hung up.",
        kind="repetition",
        change=Change(hears=forgets(net.CallEnded)),
        probe="""
            network call
            network end-call
            network call
            network end-call
            wait 8
        """,
    ),
    Defect(
        id="sim800-2.2.5-first-index-for-all",
        requirement="SIM800-2.2.5-U2",
        sentence="A new message is reported with its index.",
        instead="Every message is reported with the index of the first.",
        kind="repetition",
        change=Change(speaks=first_index_for_all),
        probe="""
            network deliver-message
            network deliver-message
        """,
    ),
    Defect(
        id="sim800-2.2.5-answer-refused",
        requirement="SIM800-2.2.5-R2",
        sentence="After the switch to command mode the call can be answered.",
        instead="ATA is answered NO CARRIER while there is a connection to go back to.",
        kind="one at a time",
        change=Change(commands=(wrapped("A", execute=answer_refused),)),
        probe="""
            server TCP
            given data-mode server
            network call
            type +++
            wait 2
            send ATA
        """,
    ),
)
