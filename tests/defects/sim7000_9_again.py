"""SIM7000 note, 9 to 12: further ones."""

from __future__ import annotations

from dataclasses import replace

from atconform.emulator.cip.receive import Receiving
from atconform.emulator.general.sleep import BY_DTR, CSCLK, Sleep
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, mishears
from tests.defects.defect import Defect
from tests.defects.filters_sim7000 import echoed
from tests.defects.seams import Change


class SleepsForGood(Sleep):
    """Cannot be told not to sleep any more."""

    told = False

    def _may_sleep(self):
        self.told = self.told or self.module.settings[CSCLK] == BY_DTR
        return self.told and self.module.pins.host("DTR")


class LosesWhileAsleep(Receiving):
    """Receives asleep once; from the second sleep on what comes is lost."""

    naps = 0
    asleep = False

    def network_event(self, event):
        """Receive data from the network."""
        asleep = self.module.find(Sleep)._asleep
        if asleep and isinstance(event, net.Received):
            self.naps += 1
            if self.naps > 1:
                return
        super().network_event(event)


def state_first():
    """Tell the state before OK, from the second time on."""
    met = 0
    held = b""

    def speak(piece):
        nonlocal met, held
        if echoed(piece) == b"AT+CIPSTATUS":
            met += 1
            return (piece,)
        if met > 1 and piece == b"\r\nOK\r\n" and not held:
            held = piece
            return ()
        if held and b"STATE: " in piece:
            held, late = b"", held
            return (piece, late)
        return (piece,)

    return speak


class ClosedBehindShut(Firmware):
    """Tells UDP CLOSED behind AT+CIPSHUT, where there was a UDP connection."""

    shut = False

    def piece(self, piece):
        if b"SHUT OK" in piece:
            self.shut = "UDP" in self.protocols.values() and not self.multi
        if echoed(piece).startswith(b"AT+CSTT"):
            self.shut = False
        return (piece.replace(b"STATE: IP INITIAL", b"STATE: UDP CLOSED") if self.shut else piece,)


class CutsAsleep(Receiving):
    """Keeps the first 64 bytes of what comes while it sleeps."""

    def network_event(self, event):
        """Receive data from the network."""
        if isinstance(event, net.Received) and self.module.find(Sleep)._asleep:
            event = replace(event, data=event.data[:64])
        super().network_event(event)


DEFECTS = (
    Defect(
        id="sim7000-9-quick-for-good",
        requirement="SIM7000-9-R2",
        sentence="AT+CIPCLOSE without a mode closes slowly.",
        instead="Once there was a quick closing, it closes quickly.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPCLOSE\r", b"AT+CIPCLOSE=1\r", after=rb"AT\+CIPCLOSE=1\r")),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
        """,
    ),
    Defect(
        id="sim7000-9-closed-behind-shut",
        requirement="SIM7000-9-R5",
        sentence="AT+CIPSHUT closes the connection and deactivates the context.",
        instead="After a UDP connection the state told behind it is UDP CLOSED.",
        kind="one at a time",
        change=Change(firmware=ClosedBehindShut),
        probe="""
            server UDP
            given connected server
            send AT+CIPSHUT
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-10-state-first",
        requirement="SIM7000-10-R1",
        sentence="AT+CIPSTATUS answers OK, and then the state.",
        instead="From the second time on the state stands before OK.",
        kind="repetition",
        change=Change(speaks=state_first),
        probe="""
            send AT+CIPSTATUS
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-11-sleeps-for-good",
        requirement="SIM7000-11-R2",
        sentence="AT+CSCLK=1 enables sleep.",
        instead="AT+CSCLK=0 does not take it back.",
        kind="repetition",
        change=Change(parts={Sleep: SleepsForGood}),
        probe="""
            send AT+CSCLK=1
            send AT+CSCLK=0
            line DTR high
            wait 10
            send AT
        """,
    ),
    Defect(
        id="sim7000-11-loses-while-asleep",
        requirement="SIM7000-11-R5",
        sentence="Data of the far end wakes the module.",
        instead="Asleep it receives once; what comes in a further sleep is lost.",
        kind="repetition",
        change=Change(parts={Receiving: LosesWhileAsleep}),
        probe="""
            server TCP
            given connected server
            line DTR low
            send AT+CSCLK=1
            line DTR high
            wait 10
            server sends one
            wait 10
            server sends two
        """,
    ),
    Defect(
        id="sim7000-11-cuts-asleep",
        requirement="SIM7000-11-R5",
        sentence="Data of the far end wakes the module.",
        instead="Of what wakes it, 64 bytes are kept.",
        kind="binary",
        change=Change(parts={Receiving: CutsAsleep}),
        probe="""
            server TCP
            given connected server
            line DTR low
            send AT+CSCLK=1
            line DTR high
            wait 10
            server sends <100 bytes>
        """,
    ),
    Defect(
        id="sim7000-12-third-start-fails",
        requirement="SIM7000-12-X2",
        sentence="AT+CIPSHUT shuts the context off, and the connection can be made anew.",
        instead="After the second AT+CIPSHUT the connection does not come up.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIICR\r", b"AT+CIICR=\r", spared=2)),
        probe="""
            given ip-status
            send AT+CIPSHUT
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIPSHUT
            send AT+CSTT="CMNET"
            send AT+CIICR
        """,
    ),
)
