"""SIM7020 note, 6.4 to 6.6: further ones."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7020_again import Firmware


class PortOnly(Firmware):
    """A destination with the address of the one before is taken for the same one."""

    def __init__(self):
        self.before = None

    def asks(self, request):
        if isinstance(request, net.Connect):
            self.before = (request.host, request.port)
        if isinstance(request, net.Send) and request.to is not None:
            if self.before is not None and request.to[0] == self.before[0]:
                request = replace(request, to=self.before)
            self.before = request.to
        return (request,)


class SourceAsSentTo(Firmware):
    """Data is told to be from the port that was sent to last."""

    def __init__(self):
        self.port = None

    def asks(self, request):
        if isinstance(request, net.Send) and request.to is not None:
            self.port = request.to[1]
        return (request,)

    def speaks(self, piece):
        if self.port is not None:
            piece = re.sub(rb"^(\r\nRECV ?FROM: ?[\d.]+: ?)\d+", rb"\g<1>%d" % self.port, piece)
        return (piece,)


class NumberOfBefore(Firmware):
    """Of receptions between which the host says nothing, the number of the first one is told."""

    def __init__(self):
        self.number = None

    def command(self, line):
        self.number = None

    def speaks(self, piece):
        found = re.match(rb"(\r\n\+RECEIVE,)(\d)(.*)", piece, re.DOTALL)
        if found is None:
            return (piece,)
        self.number = self.number or found[2]
        return (found[1] + self.number + found[3],)


class RowOfBefore(Firmware):
    """A row of the status keeps the address and port that the number was connected to first."""

    def __init__(self):
        self.first = {}

    def command(self, line):
        found = re.match(rb'AT\+CIPSTART=(\d),"[A-Z]+","([\d.]+)","?(\d+)', line)
        if found is not None:
            self.first.setdefault(found[1], (found[2], found[3]))

    def speaks(self, piece):
        def told(found):
            address, port = self.first.get(found[2], (found[3], found[4]))
            return found[1] + b'"%b","%b"' % (address, port)

        return (re.sub(rb'(C: (\d),\d,"(?:TCP|UDP)",)"([\d.]+)","(\d+)"', told, piece),)


class CutRows(Firmware):
    """Ports in the status have room for four digits."""

    def speaks(self, piece):
        return (re.sub(rb'(C: \d,\d,"(?:TCP|UDP)","[\d.]+","\d{4})\d"', rb'\1"', piece),)


DEFECTS = (
    Defect(
        id="sim7020-6.4-port-unheeded",
        requirement="SIM7020EN-6.4-R7",
        sentence="AT+CIPUDPMODE=2 changes address and port.",
        instead="With the address unchanged, a new port is not taken over.",
        kind="repetition",
        change=Change(firmware=PortOnly),
        probe="""
            server UDP
            given ip-status
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPUDPMODE=2,"{server.ip}",7777
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7020-6.4-source-as-sent-to",
        requirement="SIM7020EN-6.4-U1",
        sentence="RECV FROM tells the port that the datagram came from.",
        instead="Once the destination was changed, it tells the port that was sent to last.",
        kind="repetition",
        change=Change(firmware=SourceAsSentTo),
        probe="""
            server UDP
            second UDP
            given ip-status
            send AT+CIPSRIP=1
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}",{server.port}
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-6.6-number-of-before",
        requirement="SIM7020EN-6.6-U2",
        sentence="+RECEIVE tells the connection that data is of.",
        instead="Receptions between which the host gives no command are all told under the number of the first.",
        kind="two at once",
        change=Change(firmware=NumberOfBefore),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}",{second.port}
            server sends hello
            second sends hello
        """,
    ),
    Defect(
        id="sim7020-6.6-ports-of-four-digits",
        requirement="SIM7020EN-6.6-R6",
        sentence="The status tells address and port.",
        instead="Of a port with five digits the first four are told.",
        kind="binary",
        change=Change(firmware=CutRows),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPCLOSE=0
            send AT+CIPSTART=0,"UDP","{server.ip}","50000"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.6-row-of-before",
        requirement="SIM7020EN-6.6-S2",
        sentence="A connected number is shown with its type, address and port.",
        instead="The address and port of the first connection with that number are shown ever after.",
        kind="repetition",
        change=Change(firmware=RowOfBefore),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPCLOSE=0
            send AT+CIPSTART=0,"TCP","{second.ip}","{second.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.6-highest-sent-unnumbered",
        requirement="SIM7020EN-6.6-R5",
        sentence="SEND OK has the number in front.",
        instead="That of number 5 has none.",
        kind="two at once",
        change=Change(lines=(Line(r"5,(SEND OK)", r"\1"),)),
        probe="""
            server TCP
            given connected-multi server 5
            send AT+CIPSEND=5
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
)
