"""SIM7020 note, 5.2 to 5.5: further ones."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020_6 import answer
from tests.defects.seams import Change
from tests.defects.shared_sim7020_again import Firmware


class SignedDigits(Firmware):
    """Digits of what is fetched are made of signed characters."""

    def __init__(self):
        self.due = False

    def speaks(self, piece):
        found = re.fullmatch(rb"(.*\r\n\+CSORXGET: 3,\d,\d+,\d+\r\n)(.*?)((?:\r\n)+(?:OK\r\n)?)?", piece, re.DOTALL)
        if found is not None and found[2]:
            return (found[1] + self.wrong(found[2]) + (found[3] or b""),)
        if self.due and re.fullmatch(rb"(?:[0-9A-F]{2})+", piece):
            self.due = False
            return (self.wrong(piece),)
        self.due = re.search(rb"\+CSORXGET: 3,", piece) is not None
        return (piece,)

    def wrong(self, digits):
        return re.sub(rb"(?:..)", lambda two: (b"FFFFFF" if two[0][:1] in b"89ABCDEF" else b"") + two[0], digits)


class LeftOnAll(Firmware):
    """What is left to be fetched is counted over all sockets."""

    def __init__(self):
        self.waiting = {}
        self.numbers = {}
        self.next = 0

    def asks(self, request):
        if isinstance(request, net.Connect):
            found = re.match(rb"AT\+CSOCON=(\d)", self.line)
            if found is not None:
                self.numbers[request.link] = int(found[1])
        return (request,)

    def hears(self, event):
        if isinstance(event, net.Received) and event.link in self.numbers:
            number = self.numbers[event.link]
            self.waiting[number] = self.waiting.get(number, 0) + len(event.data)
        return (event,)

    def speaks(self, piece):
        def told(found):
            number = int(found[2])
            self.waiting[number] = int(found[4])
            return b"%b%d,%b,%d" % (found[1], number, found[3], sum(self.waiting.values()))

        return (re.sub(rb"(\+CSORXGET: [23],)(\d),(\d+),(\d+)", told, piece),)


class ToldOnceForAll(Firmware):
    """Waiting data of one socket is enough; that of others is not told of."""

    def __init__(self):
        self.told = set()

    def speaks(self, piece):
        found = re.fullmatch(rb"\r\n\+CSORXGET: 1,(\d)\r\n", piece)
        if found is not None:
            if self.told - {found[1]}:
                return ()
            self.told.add(found[1])
        for fetched in re.finditer(rb"\+CSORXGET: [23],(\d),\d+,0", piece):
            self.told.discard(fetched[1])
        return (piece,)


class ToldOnceBeforeDigits(Firmware):
    """Emptying the buffer as digits leaves the mark that the host knows of data."""

    def __init__(self):
        self.marked = set()

    def speaks(self, piece):
        found = re.fullmatch(rb"\r\n\+CSORXGET: 1,(\d)\r\n", piece)
        if found is not None and found[1] in self.marked:
            return ()
        for mode, number, left in re.findall(rb"\+CSORXGET: ([23]),(\d),\d+,(\d+)", piece):
            if mode == b"3" and left == b"0":
                self.marked.add(number)
            elif mode == b"2":
                self.marked.discard(number)
        return (piece,)


class TextToSemicolon(Firmware):
    """Text ends at a semicolon, as another command begins there."""

    def asks(self, request):
        if isinstance(request, net.Send) and re.match(rb"AT\+CSOSEND=\d,0,", self.line):
            return (replace(request, data=request.data.partition(b";")[0] or request.data),)
        return (request,)


class TakesTheClientAlong(Firmware):
    """The second listening socket that is closed takes its client with it."""

    def __init__(self):
        self.ended = 0
        self.clients = []

    def hears(self, event):
        if isinstance(event, net.Incoming):
            self.clients.append(event.link)
        return (event,)

    def asks(self, request):
        if isinstance(request, net.StopListening):
            self.ended += 1
            if self.ended > 1:
                return (request, *(net.Close(link) for link in self.clients))
        return (request,)


DEFECTS = (
    Defect(
        id="sim7020-5.2-text-to-semicolon",
        requirement="SIM7020EN-5.2-R3",
        sentence="The characters between the quotation marks are sent.",
        instead="Text ends before a semicolon.",
        kind="binary",
        change=Change(firmware=TextToSemicolon),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSOSEND=0,0,"a;b"
        """,
    ),
    Defect(
        id="sim7020-5.4-second-end-takes-client",
        requirement="SIM7020EN-5.4-R5",
        sentence="Closing the listening socket leaves its client connected.",
        instead="The second listening socket that is closed takes its client with it.",
        kind="repetition",
        change=Change(firmware=TakesTheClientAlong),
        probe="""
            client TCP
            given listening-socket 5000
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
            send AT+CSOB=0,5000
            send AT+CSOLIS=0
            client connects 5000
            send AT+CSOCL=0
            send AT+CSOSEND=1,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.5-left-on-all",
        requirement="SIM7020EN-5.5-R2",
        sentence="What is left of that socket is told.",
        instead="What is left is counted over all sockets.",
        kind="two at once",
        change=Change(firmware=LeftOnAll),
        probe="""
            server TCP
            second TCP
            given connected-socket server 0
            send AT+CSOC=1,1,1
            send AT+CSOCON=1,{second.port},"{second.ip}"
            send AT+CSORXGET=1
            server sends hello
            second sends hello
            send AT+CSORXGET=2,0,3
        """,
    ),
    Defect(
        id="sim7020-5.5-signed-digits",
        requirement="SIM7020EN-5.5-R3",
        sentence="Mode 3 prints two hex digits a byte.",
        instead="Bytes from 0x80 on are printed with the sign that they have as characters: FFFFFF80.",
        kind="binary",
        change=Change(firmware=SignedDigits),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSORXGET=1
            server sends <0x80>
            send AT+CSORXGET=3,0,10
        """,
    ),
    Defect(
        id="sim7020-5.5-told-once-for-all",
        requirement="SIM7020EN-5.5-U1",
        sentence="Data that waits on a socket is told of.",
        instead="As long as data of one socket waits, that of others is not told of.",
        kind="two at once",
        change=Change(firmware=ToldOnceForAll),
        probe="""
            server TCP
            second TCP
            given connected-socket server 0
            send AT+CSOC=1,1,1
            send AT+CSOCON=1,{second.port},"{second.ip}"
            send AT+CSORXGET=1
            server sends hello
            second sends hello
        """,
    ),
    Defect(
        id="sim7020-5.5-untold-after-digits",
        requirement="SIM7020EN-5.5-U1",
        sentence="New data is told of when everything was fetched.",
        instead="When what waited was fetched as digits, new data is not told of any more.",
        kind="repetition",
        change=Change(firmware=ToldOnceBeforeDigits),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSORXGET=1
            server sends hello
            send AT+CSORXGET=3,0,10
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-5.5-empty-error-again",
        requirement="SIM7020EN-5.5-R4",
        sentence="With nothing left the answer is a length of 0, and OK.",
        instead="It is so once; each further time it is ERROR.",
        kind="repetition",
        change=Change(
            speaks=answer(
                r"AT\+CSORXGET=[23],.*",
                lambda piece: (
                    (re.sub(rb"(?s)\r\n\+CSORXGET: [23],\d,0,0\r\n.*", b"\r\nERROR\r\n", piece),)
                    if b",0,0" in piece
                    else (piece,)
                ),
                spared=2,
            )
        ),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSORXGET=1
            server sends hello
            send AT+CSORXGET=2,0,10
            send AT+CSORXGET=3,0,10
            send AT+CSORXGET=3,0,10
        """,
    ),
)
