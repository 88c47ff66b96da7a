"""SIM7020 note, 5.7 to 6.2: further ones."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import SECOND
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import received
from tests.defects.seams import Change
from tests.defects.shared_sim7020_again import Firmware


class WritesDigits(Firmware):
    """What AT+CSOSEND sends from digits is otherwise."""

    def wrong(self, digits: bytes, data: bytes) -> bytes:
        """Return what is sent of digits; overridden by what a defect does wrong."""
        return data

    def asks(self, request):
        found = re.fullmatch(rb'AT\+CSOSEND=\d,([1-9]\d*),"?([0-9A-Fa-f]+)"?', self.line)
        if isinstance(request, net.Send) and found is not None:
            return (replace(request, data=self.wrong(found[2], request.data)),)
        return (request,)


class ShortDigits(WritesDigits):
    """The buffer for what the digits say has 128 bytes."""

    def wrong(self, digits, data):
        return data[:128]


class ReportsLastSender(Firmware):
    """SEND tells the number of the socket that was sent on last."""

    def __init__(self):
        self.last = None

    def command(self, line):
        found = re.match(rb"AT\+CSOD?SEND=(\d)", line)
        if found is not None:
            self.last = found[1]

    def speaks(self, piece):
        if self.last is None:
            return (piece,)
        return (re.sub(rb"^(\r\nSEND: )\d,", rb"\g<1>%b," % self.last, piece),)


class TypedUnreported(Firmware):
    """Data from AT+CSODSEND is not reported when it is acknowledged."""

    def speaks(self, piece):
        if self.line.startswith(b"AT+CSODSEND=") and piece.startswith(b"\r\nSEND: "):
            return ()
        return (piece,)


def changes_places_asleep():
    """Let the two sockets that outlive power saving change places."""
    made, woken = [], False

    class Swapping(Firmware):
        def speaks(self, piece):
            nonlocal woken
            woken = woken or b"EXIT PSM" in piece
            return (piece,)

        def asks(self, request):
            if isinstance(request, net.Connect):
                made.append(request.link)
            if woken and isinstance(request, net.Send) and request.link in made[:2] and len(made) > 1:
                request = replace(request, link=made[1 - made.index(request.link)])
            return (request,)

    return Swapping()


def sent_to(limit: int):
    """Cut what is sent with a command."""

    def make():
        def ask(request):
            if isinstance(request, net.Send) and request.size is None:
                request = replace(request, data=request.data[:limit])
            return (request,)

        return ask

    return make


DEFECTS = (
    Defect(
        id="sim7020-5.7-digits-of-128",
        requirement="SIM7020EN-5.7-R2",
        sentence="As many digits as the length says are sent.",
        instead="Of more than 256 digits the first 256 are sent.",
        kind="binary",
        change=Change(firmware=ShortDigits),
        probe=f"""
            server TCP
            given connected-socket server 0
            send AT+CSOSEND=0,260,"{"61" * 130}"
        """,
    ),
    Defect(
        id="sim7020-5.8-last-sender-told",
        requirement="SIM7020EN-5.8-U1",
        sentence="SEND tells the socket whose data has arrived.",
        instead="It tells the socket that was sent on last.",
        kind="two at once",
        change=Change(firmware=ReportsLastSender),
        probe="""
            server TCP
            second TCP
            given connected-socket server 0
            send AT+CSOC=1,1,1
            send AT+CSOCON=1,{second.port},"{second.ip}"
            send AT+CSOSENDFLAG=1
            server stops acknowledging
            send AT+CSOSEND=0,0,"hello"
            send AT+CSOSEND=1,0,"hello"
            server acknowledges
            wait 10
        """,
    ),
    Defect(
        id="sim7020-5.8-typed-unreported",
        requirement="SIM7020EN-5.8-R1",
        sentence="With the flag on, acknowledged TCP data is reported.",
        instead="What was typed after AT+CSODSEND is not.",
        kind="one at a time",
        change=Change(firmware=TypedUnreported),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSOSENDFLAG=1
            send AT+CSODSEND=0,5
            type hello
            wait 3
        """,
    ),
    Defect(
        id="sim7020-5.10-places-changed",
        requirement="SIM7020EN-5.10-R1",
        sentence="The same socket goes on being usable after power saving.",
        instead="Of two that outlive it each sends to the other one's far end.",
        kind="two at once",
        change=Change(firmware=changes_places_asleep),
        probe="""
            server UDP
            second UDP
            given connected-socket server 0
            send AT+CSOC=1,2,1
            send AT+CSOCON=1,{second.port},"{second.ip}"
            send AT+RETENTION=1
            send AT+CPSMS=1
            wait 16
            send AT+CSOSEND=0,0,"hello"
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.2-sent-to-1024",
        requirement="SIM7020EN-6.2-R5",
        sentence="The text that is typed is sent when Ctrl-Z is typed.",
        instead="Of more than 1024 bytes the first 1024 are sent.",
        kind="binary",
        change=Change(asks=sent_to(1024)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type <1100 bytes><Ctrl-Z>
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.2-closed-again-late",
        requirement="SIM7020EN-6.2-U2",
        sentence="When the server closes, CLOSED is told.",
        instead="It is told once more four seconds later.",
        kind="timing",
        change=Change(
            speaks=lambda: lambda piece: (piece, (4 * SECOND, piece)) if piece == b"\r\nCLOSED\r\n" else (piece,)
        ),
        probe="""
            server TCP
            given connected server
            server closes
            wait 6
        """,
    ),
    Defect(
        id="sim7020-6.2-received-to-1024",
        requirement="SIM7020EN-6.2-R7",
        sentence="Received data is put out unchanged.",
        instead="What comes at once is put out up to 1024 bytes.",
        kind="binary",
        change=Change(hears=received(lambda data: data[:1024])),
        probe="""
            server TCP
            given connected server
            server sends <1400 bytes>
        """,
    ),
)
