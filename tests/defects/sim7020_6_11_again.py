"""SIM7020 note, 6.11 to 6.14.4: further ones."""

from __future__ import annotations

import re

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import Misheard
from tests.defects.seams import Change
from tests.defects.shared_sim7020_again import Firmware


class AfterThirdClose(Firmware):
    """The third close takes the context along: neither address nor connection is to be had."""

    def __init__(self):
        self.closed = 0
        self.echo = None

    def speaks(self, piece):
        if re.fullmatch(rb"\r\n(?:\d, ?)?CLOSE OK\r\n", piece):
            self.closed += 1
        if self.echo is not None and piece == self.echo[0]:
            piece, self.echo = self.echo[1], None
        return (piece,)

    def command(self, line):
        if line.startswith(b"AT+CIPSHUT"):
            self.closed = 0

    def listens(self, data):
        super().listens(data)
        if self.closed >= 3 and re.match(rb"AT\+(?:CIPSTART|CIFSR)", data):
            self.echo = (b"AT+NOSUCH\r", data)
            return b"AT+NOSUCH\r"
        return data


def four_pluses():
    """Take four pluses for three."""
    return lambda data: b"+++" if data == b"++++" else data


class NoEscapeAtOnce(Firmware):
    """After ATO the escape sequence is looked for once something else was typed."""

    def __init__(self):
        self.back = False

    def listens(self, data):
        super().listens(data)
        if data.startswith(b"ATO\r"):
            self.back = True
        elif self.back and data == b"+++":
            return b""
        elif self.back and not data.startswith(b"AT"):
            self.back = False
        return data


class BackOnTheLine(Firmware):
    """A burst of data that begins as ATO does is swallowed."""

    def __init__(self):
        self.data_mode = False

    def speaks(self, piece):
        if re.fullmatch(rb"\r\nCONNECT\r\n", piece):
            self.data_mode = True
        elif piece in {b"\r\nOK\r\n", b"\r\nCLOSED\r\n"}:
            self.data_mode = False
        return (piece,)

    def listens(self, data):
        return b"" if self.data_mode and data.startswith(b"ATO") else data


class OccupiedAfterReset(Misheard):
    """A connection that the far end reset occupies the module until AT+CIPSHUT came."""

    def __init__(self):
        super().__init__(
            rb"AT\+CIPSTART=.*|AT\+CIPSHUT",
            lambda found, earlier: b"AT+NOSUCH" if self.occupied(found[0]) else found[0],
        )
        self.lost = False

    def occupied(self, line):
        self.lost = self.lost and line != b"AT+CIPSHUT"
        return self.lost

    def hears(self):
        self.lost = False

        def hear(event):
            self.lost = self.lost or isinstance(event, net.LinkLost)
            return (event,)

        return hear


OCCUPIED = OccupiedAfterReset()


class StaysAfterSecondClose(Firmware):
    """The second far end that closes in data mode is told of, and leaves the module deaf to commands until +++."""

    def __init__(self):
        self.closed = 0
        self.deaf = False

    def speaks(self, piece):
        if b"\r\nCLOSED\r\n" in piece:
            self.closed += 1
            self.deaf = self.closed > 1
        return (piece,)

    def listens(self, data):
        if self.deaf and data.startswith(b"+++"):
            self.deaf = False
            return b"", b"\r\nOK\r\n"
        return b"" if self.deaf else data


class ResumesNothing(Firmware):
    """ATO is answered by CONNECT when the connection has ended meanwhile."""

    ended = False

    def speaks(self, piece):
        if b"\r\nCLOSED\r\n" in piece:
            self.ended = True
        elif re.match(rb"\r\nCONNECT( OK)?\r\n", piece):
            self.ended = False
        return (piece,)

    def listens(self, data):
        return (b"", b"ATO\r\r\nCONNECT\r\n") if self.ended and data == b"ATO\r" else data


class StaysInStatus(Firmware):
    """In multi connection mode detaching leaves IP STATUS told, where there is no connection."""

    multi = False
    state = b""
    stuck = False

    def command(self, line):
        if line == b"AT+CIPMUX=1":
            self.multi = True
        if line == b"AT+CGATT=0":
            self.stuck = self.multi and self.state == b"IP STATUS"
        if line == b"AT+CIPSHUT":
            self.stuck = False
            self.state = b""
        if line == b"AT+CIFSR":
            self.state = b"IP STATUS"
        if line.startswith(b"AT+CIPSTART"):
            self.state = b"IP PROCESSING"

    def speaks(self, piece):
        return (piece.replace(b"STATE: PDP DEACT", b"STATE: IP STATUS") if self.stuck else piece,)


DEFECTS = (
    Defect(
        id="sim7020-6.11-status-stays",
        requirement="SIM7020EN-6.11-S33",
        sentence="In multi connection mode AT+CGATT=0 leads to PDP DEACT.",
        instead="Without a connection it leaves IP STATUS.",
        kind="one at a time",
        change=Change(firmware=StaysInStatus),
        probe="""
            given ip-status-multi
            send AT+CGATT=0
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.12-third-takes-context",
        requirement="SIM7020EN-6.12-R6",
        sentence="AT+CIPCLOSE leaves the context active.",
        instead="The third one takes it along: AT+CIPSTART is answered by ERROR.",
        kind="repetition",
        change=Change(firmware=AfterThirdClose),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7020-6.13-occupied-after-reset",
        requirement="SIM7020EN-6.13-X1",
        sentence="After a dropped connection AT+CIPCLOSE and AT+CIPSTART make a new one.",
        instead="When the far end reset it, AT+CIPSTART is answered by ERROR until AT+CIPSHUT came.",
        kind="repetition",
        change=Change(**OCCUPIED.change(), hears=OCCUPIED.hears),
        probe="""
            server TCP
            given connected server
            server resets
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            wait 5
        """,
    ),
    Defect(
        id="sim7020-6.14.1-begins-as-ato",
        requirement="SIM7020EN-6.14.1-R3",
        sentence="Everything that comes in data mode is data.",
        instead="What begins with ATO is swallowed.",
        kind="binary",
        change=Change(firmware=BackOnTheLine),
        probe="""
            server TCP
            given data-mode server
            type ATOM<CR>
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.14.4-four-pluses",
        requirement="SIM7020EN-6.14.4-T2",
        sentence="Behind +++ the line has to be idle for 1000 ms.",
        instead="A fourth + at once does no harm.",
        kind="timing",
        change=Change(listens=four_pluses),
        probe="""
            server TCP
            given data-mode server
            wait 3
            type ++++
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.14.4-no-escape-at-once",
        requirement="SIM7020EN-6.14.4-R1",
        sentence="+++ leads from data mode to command mode.",
        instead="Back in data mode by ATO, it does once something else was typed.",
        kind="repetition",
        change=Change(firmware=NoEscapeAtOnce),
        probe="""
            server TCP
            given data-mode server
            wait 3
            type +++
            wait 3
            send ATO
            wait 3
            type +++
            wait 3
            send AT
        """,
    ),
    Defect(
        id="sim7020-6.14.4-deaf-after-second",
        requirement="SIM7020EN-6.14.4-R2",
        sentence="When the far end closes, the module is in command mode.",
        instead="The second time CLOSED is printed, and commands are not taken until +++.",
        kind="repetition",
        change=Change(firmware=StaysAfterSecondClose),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            wait 3
            server closes
            send AT
        """,
    ),
    Defect(
        id="sim7020-6.14.4-resumes-nothing",
        requirement="SIM7020EN-6.14.4-R4",
        sentence="ATO leads back to data mode if the connection is active.",
        instead="When it has ended in command mode, ATO is answered by CONNECT as well.",
        kind="one at a time",
        change=Change(firmware=ResumesNothing),
        probe="""
            server TCP
            given data-mode server
            wait 3
            type +++
            wait 3
            server closes
            send ATO
        """,
    ),
)
