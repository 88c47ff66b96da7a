"""SIM800 note, 8 to 12: further ones."""

from __future__ import annotations

import re

from atconform.base.units import MS
from atconform.emulator.cip.datamode import DataMode
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Mishearing
from tests.defects.defect import Defect
from tests.defects.seams import Change
from tests.defects.shared_sim800_8 import TWO


class CarrierFlickersAtReturn(DataMode):
    """Let DCD go high for 100 ms when ATO leads back to data mode."""

    carried = 0

    def carry(self):
        self.carried += 1
        super().carry()
        if self.carried > 1:
            self.module.pins.drive("DCD", high=True)
            self.module.after(100 * MS, lambda: self.module.pins.drive("DCD", high=self.connection is None))


class QuickWithoutNumber(Firmware):
    """Tell the end of a quick close without the number."""

    quick = False

    def command(self, data):
        if data.startswith(b"AT+CIPCLOSE"):
            self.quick = bool(re.match(rb"AT\+CIPCLOSE=\d,1", data))
        return data

    def piece(self, piece):
        return (re.sub(rb"\d, ?CLOSE OK", b"CLOSE OK", piece) if self.quick else piece,)


class DeactToldOnce(Firmware):
    """Tell PDP DEACT the first time it is asked for, IP INITIAL from then on."""

    told = False

    def command(self, data):
        if data.startswith(b"AT+CIPSHUT"):
            self.told = False
        return data

    def piece(self, piece):
        if b"STATE: PDP DEACT" in piece:
            if self.told:
                piece = piece.replace(b"PDP DEACT", b"IP INITIAL")
            self.told = True
        return (piece,)


class ClosedLostAsleep(Firmware):
    """Say nothing of a connection that is closed while DTR lets the module sleep."""

    sleeps = False
    high = False
    unsaid = False

    def command(self, data):
        if found := re.match(rb"AT\+CSCLK=(\d)", data):
            self.sleeps = found[1] == b"1"
        return data

    def sense(self, line, high):
        if line == "DTR":
            self.high = high
        return ((0, line, high),)

    def piece(self, piece):
        lost = self.sleeps and self.high and re.fullmatch(rb"\r\n(\d, )?CLOSED\r\n", piece)
        return () if lost else (piece,)


class DeafAfterReset(Firmware):
    """Receive nothing on the connection that follows one which was reset."""

    reset = False
    deaf = 0

    def request(self, request):
        if isinstance(request, net.Connect) and self.reset:
            self.reset, self.deaf = False, request.link
        return (request,)

    def event(self, event):
        if isinstance(event, net.LinkLost):
            self.reset = True
        return () if isinstance(event, net.Received) and event.link == self.deaf else (event,)


class SlowNotByNumber(Mishearing):
    """Refuse mode 0 of AT+CIPCLOSE, which can only be left out, in multi connection mode."""

    def takes(self, data):
        return re.sub(rb"(AT\+CIPCLOSE=\d),0\r", rb"\1,9\r", data) if self.multi else data


class DatagramsLostAsleep(ClosedLostAsleep):
    """Lose datagrams that come while DTR lets the module sleep."""

    def event(self, event):
        asleep = self.sleeps and self.high and isinstance(event, net.Received)
        return () if asleep and self.protocols.get(event.link) == "UDP" else (event,)

    def piece(self, piece):
        return (piece,)


class QuickCloseOfUdpUntold(Firmware):
    """Say nothing when a UDP connection is closed quickly."""

    quick = False

    def command(self, data):
        self.quick = bool(re.match(rb"AT\+CIPCLOSE=(\d,)?1\r", data)) and "UDP" in self.protocols.values()
        return data

    def piece(self, piece):
        return () if self.quick and b"CLOSE OK" in piece else (piece,)


DEFECTS = (
    Defect(
        id="sim800-8-deact-told-once",
        requirement="SIM800-8-S17",
        sentence="PDP DEACT is the state after the context was deactivated.",
        instead="It is told once; asked again, IP INITIAL is told.",
        kind="repetition",
        change=Change(firmware=DeactToldOnce),
        probe="""
            given ip-status
            network withdraw-context
            send AT+CIPSTATUS
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-9-quick-close-without-number",
        requirement="SIM800-9-R3",
        sentence="In multi connection mode the number goes before what is told.",
        instead="CLOSE OK of a quick close comes without.",
        kind="one at a time",
        change=Change(firmware=QuickWithoutNumber),
        probe=f"""
            {TWO}
            send AT+CIPCLOSE=1,1
        """,
    ),
    Defect(
        id="sim800-9-slow-not-by-number",
        requirement="SIM800-9-R3",
        sentence="In multi connection mode the mode stands behind the number.",
        instead="0 is refused there; it can be left out only.",
        kind="one at a time",
        change=Change(firmware=SlowNotByNumber),
        probe=f"""
            {TWO}
            send AT+CIPCLOSE=1,0
        """,
    ),
    Defect(
        id="sim800-9-quick-close-of-udp-untold",
        requirement="SIM800-9-R1",
        sentence="AT+CIPCLOSE=1 closes, and CLOSE OK is reported.",
        instead="Not of a UDP connection.",
        kind="one at a time",
        change=Change(firmware=QuickCloseOfUdpUntold),
        probe="""
            server UDP
            given connected server
            send AT+CIPCLOSE=1
        """,
    ),
    Defect(
        id="sim800-10-carrier-flickers-at-return",
        requirement="SIM800-10-R2",
        sentence="DCD is low as long as the connection lives.",
        instead="It goes high for 100 ms when ATO leads back.",
        kind="timing",
        change=Change(parts={DataMode: CarrierFlickersAtReturn}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            wait 2
        """,
    ),
    Defect(
        id="sim800-11-closed-lost-asleep",
        requirement="SIM800-11-R6",
        sentence="Any event over the air wakes the module.",
        instead="That the server closed is never told if the module was asleep.",
        kind="two at once",
        change=Change(firmware=ClosedLostAsleep),
        probe="""
            server TCP
            given connected server
            send AT+CSCLK=1
            line DTR high
            wait 10
            server closes
            line DTR low
            wait 2
        """,
    ),
    Defect(
        id="sim800-11-datagrams-lost-asleep",
        requirement="SIM800-11-R5",
        sentence="Data of the remote end wakes the module.",
        instead="That of a UDP connection does not, and is lost.",
        kind="two at once",
        change=Change(firmware=DatagramsLostAsleep),
        probe="""
            server UDP
            given connected server
            send AT+CIPSEND
            type x<Ctrl-Z>
            wait 1
            send AT+CSCLK=1
            line DTR high
            wait 10
            server sends hello
            line DTR low
            wait 2
        """,
    ),
    Defect(
        id="sim800-12-deaf-after-reset",
        requirement="SIM800-12-X1",
        sentence="After an error AT+CIPCLOSE and AT+CIPSTART set the connection up again.",
        instead="They do, but on one that follows a reset nothing is received.",
        kind="repetition",
        change=Change(firmware=DeafAfterReset),
        probe="""
            server TCP
            given connected server
            server resets
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
        """,
    ),
)
