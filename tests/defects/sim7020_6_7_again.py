"""SIM7020 note, 6.7 to 6.9.3: further ones."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import Misheard
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7020_again import Clients, Firmware


def connects_to_asked_name():
    """Connect by name to the name that AT+CDNSGIP was asked last."""

    class Cached(Firmware):
        name = None

        def asks(self, request):
            if isinstance(request, net.Resolve) and b"CDNSGIP" in self.line:
                self.name = request.name
            if isinstance(request, net.Connect) and self.name and re.search(r"[A-Za-z]", request.host):
                request = replace(request, host=self.name)
            return (request,)

    return Cached()


ONE_IS_NONE = Misheard(
    rb"AT\+CIPSEND=((?:\d,)?)1", lambda found, earlier: b"AT+CIPSEND" + (b"=" + found[1][:-1] if found[1] else b"")
)


class AcceptsStrings(Firmware):
    """DATA ACCEPT counts to the first 0x00."""

    def __init__(self):
        self.length = None

    def asks(self, request):
        if isinstance(request, net.Send) and b"\0" in request.data:
            self.length = request.data.index(b"\0")
        elif isinstance(request, net.Send):
            self.length = None
        return (request,)

    def speaks(self, piece):
        if self.length is not None:
            piece = re.sub(rb"^(\r\nDATA ACCEPT: ?(?:\d,)?)\d+\r", rb"\g<1>%d\r" % self.length, piece)
        return (piece,)


class ClientLinesWait(Firmware):
    """A second client's data, before the server's own host has sent anything, is kept."""

    def __init__(self):
        self.clients = {}
        self.sent = False

    def hears(self, event):
        if isinstance(event, net.Incoming):
            self.clients[event.link] = len(self.clients)
        if isinstance(event, net.Received) and self.clients.get(event.link, 0) > 0 and not self.sent:
            return ()
        return (event,)

    def asks(self, request):
        if isinstance(request, net.Send) and request.link in self.clients:
            self.sent = True
        return (request,)


class ClientsSlow(Clients):
    """Quick sending is not for them."""

    def otherwise(self, piece):
        return (re.sub(rb"^\r\nDATA ACCEPT: ?\d+\r\n", b"\r\nSEND OK\r\n", piece),)


TWO_DIGITS = Misheard(rb"AT\+CIPSEND=(\d,\d\d)\d+", lambda found, earlier: b"AT+CIPSEND=" + found[1])


DEFECTS = (
    Defect(
        id="sim7020-6.7-second-client-waits",
        requirement="SIM7020EN-6.7-R4",
        sentence="Data of clients is received like that of other connections.",
        instead="Data of a second client is not told as long as nothing was sent to any client.",
        kind="two at once",
        change=Change(firmware=ClientLinesWait),
        probe="""
            client TCP
            second-client TCP
            given listening-multi 5000
            client connects 5000
            second-client connects 5000
            second-client sends hello
        """,
    ),
    Defect(
        id="sim7020-6.8-name-of-before",
        requirement="SIM7020EN-6.8-R3",
        sentence="AT+CIPSTART with a name connects to the host of that name.",
        instead="It connects to the name that AT+CDNSGIP was asked last.",
        kind="repetition",
        change=Change(firmware=connects_to_asked_name),
        probe="""
            server TCP
            given ip-status
            send AT+CDNSGIP="www.sim.com"
            send AT+CIPSTART="TCP","server.example",{server.port}
            wait 5
        """,
    ),
    Defect(
        id="sim7020-6.9.2-one-is-none",
        requirement="SIM7020EN-6.9.2-R1",
        sentence="The data is sent as soon as there is as much as the length says.",
        instead="A length of 1 is taken for none.",
        kind="binary",
        change=Change(**ONE_IS_NONE.change()),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=1
            type a
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.9.2-two-digits",
        requirement="SIM7020EN-6.9.2-R3",
        sentence="In multi connection mode the number is followed by the length.",
        instead="Of a length with three digits the first two count.",
        kind="binary",
        change=Change(**TWO_DIGITS.change()),
        probe="""
            server TCP
            given connected-multi server 1
            send AT+CIPSEND=1,100
            type <100 bytes>
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.9.3-accepts-strings",
        requirement="SIM7020EN-6.9.3-R3",
        sentence="DATA ACCEPT tells how much was taken in.",
        instead="It counts up to the first 0x00.",
        kind="binary",
        change=Change(firmware=AcceptsStrings),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND=5
            type a<0x00>bcd
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.9.3-highest-accepted-lower",
        requirement="SIM7020EN-6.9.3-R5",
        sentence="DATA ACCEPT tells the number of the connection.",
        instead="Numbers 4 and 5 are told as 0 and 1.",
        kind="two at once",
        change=Change(
            lines=(
                Line(r"DATA ACCEPT: ?4,(.*)", r"DATA ACCEPT: 0,\1"),
                Line(r"DATA ACCEPT: ?5,(.*)", r"DATA ACCEPT: 1,\1"),
            )
        ),
        probe="""
            server TCP
            given connected-multi server 4
            send AT+CIPQSEND=1
            send AT+CIPSEND=4
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7020-6.9.3-clients-slow",
        requirement="SIM7020EN-6.9.3-R3",
        sentence="In quick mode DATA ACCEPT is the answer.",
        instead="On the connection of a client of the server it is SEND OK.",
        kind="one at a time",
        change=Change(firmware=ClientsSlow),
        probe="""
            client TCP
            given listening 5000
            send AT+CIPQSEND=1
            client connects 5000
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
)
