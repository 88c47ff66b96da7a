"""SIM800 note, 6.5 to 7.1."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, mishears, receives, respells, until
from tests.defects.defect import Defect
from tests.defects.seams import Change, Line
from tests.defects.shared_sim800_6 import ACK_TWICE, TWO

# --- 6.5 ---


class LastSendingOnly(Firmware):
    """Tell how much was sent the last time."""

    length = 0

    def request(self, request):
        if isinstance(request, net.Send):
            self.length = len(request.data)
        return (request,)

    def piece(self, piece):
        def spell(found):
            waiting = int(found[3])
            return b"+CIPACK: %d,%d,%d" % (self.length, max(self.length - waiting, 0), min(waiting, self.length))

        yield re.sub(rb"\+CIPACK: (\d+),(\d+),(\d+)", spell, piece)


class ClosedForEver(Firmware):
    """Show the first connection's end as the state of a second that is up."""

    closed = False

    def piece(self, piece):
        self.closed = self.closed or b"CLOSED" in piece or b"CLOSE OK" in piece
        return (piece.replace(b"STATE: CONNECT OK", b"STATE: TCP CLOSED") if self.closed else piece,)


class UdpAsTcp(Firmware):
    """Tell UDP data as confirmed while there is a TCP connection too."""

    number = None

    def command(self, data):
        found = re.match(rb"AT\+CIPACK=(\d)", data)
        self.number = int(found[1]) if found else None
        return data

    def piece(self, piece):
        kinds = {self.protocols[link] for link in self.links.values()}
        if len(kinds) == 2 and self.protocols.get(self.links.get(self.number)) == "UDP":
            piece = re.sub(rb"\+CIPACK: (\d+),\d+,\d+", rb"+CIPACK: \1,\1,0", piece)
        return (piece,)


TCP_AND_UDP = """
    server TCP
    second UDP
    given connected-multi server 0
    send AT+CIPSTART=1,"UDP","{second.ip}","{second.port}"
"""


# --- 7.1 ---


def without_line_end_held_back():
    """Keep data that does not end with a line feed until more has arrived."""
    held = None

    def hear(event):
        nonlocal held
        if not isinstance(event, net.Received):
            return (event,)
        if held is not None and held.link == event.link:
            event = replace(event, data=held.data + event.data)
        held = None if event.data.endswith(b"\n") else event
        return () if held is not None and len(event.data) < 20 else (event,)

    return hear


def length_until_nul(firmware, found):
    """Spell the length of a text that ends at 0x00."""
    return found[1] + b"%d" % len(until(b"\0")(found[3])) + found[2] + found[3]


class HeaderOnce(Firmware):
    """Put no header before data of a second connection."""

    connections = 0

    def request(self, request):
        self.connections += isinstance(request, net.Connect)
        return (request,)

    def piece(self, piece):
        return (re.sub(rb"\r\n\+IPD,\d+(,\w+)?:", b"", piece) if self.connections > 1 else piece,)


def first_sender():
    """Name every datagram's source as that of the first."""
    first = None

    def speak(piece):
        def spell(found):
            nonlocal first
            first = first or found[1]
            return b"RECV FROM:" + first

        return (re.sub(rb"RECV FROM: ?([\d.:]+)", spell, piece),)

    return speak


def sender_when_it_changes():
    """Name the source only where it is not that of the data before."""
    last = None

    def speak(piece):
        nonlocal last
        found = re.match(rb"\r\nRECV FROM: ?([\d.:]+)\r\n", piece)
        if found and found[1] == last:
            return (piece[found.end() :],)
        last = found[1] if found else last
        return (piece,)

    return speak


def first_protocol():
    """Show the protocol of the first data with all that follows."""
    first = None

    def speak(piece):
        def spell(found):
            nonlocal first
            first = first or found[2]
            return found[1] + first + b":"

        return (re.sub(rb"(\r\n\+IPD,\d+,)(TCP|UDP):", spell, piece),)

    return speak


class BareBehindEntry(Firmware):
    """Put no header before data that arrives while data is asked for."""

    arrived = 0

    def event(self, event):
        self.arrived += isinstance(event, net.Received) and self.entering
        return (event,)

    def piece(self, piece):
        if self.arrived and b"+IPD" in piece:
            self.arrived -= 1
            piece = re.sub(rb"\r\n\+IPD,\d+(,\w+)?:", b"", piece)
        return (piece,)


def one_header_for_all():
    """Put a header with the length of the first data before whatever arrives."""
    length = None

    def speak(piece):
        def spell(found):
            nonlocal length
            length = length or found[2]
            return found[1] + length + found[3]

        return (re.sub(rb"(\r\n\+IPD,)(\d+)(,\w+:|:)", spell, piece),)

    return speak


DEFECTS = (
    Defect(
        id="sim800-6.5-confirmed-when-sent",
        requirement="SIM800-6.5-R1",
        sentence="AT+CIPACK tells how much the server has confirmed, and how much it has not.",
        instead="It tells all that was sent as confirmed, before the server has done so.",
        kind="timing",
        change=Change(lines=(Line(r"\+CIPACK: (\d+),\d+,[1-9]\d*", r"+CIPACK: \1,\1,0"),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            server stops acknowledging
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPACK
        """,
    ),
    Defect(
        id="sim800-6.5-last-sending-only",
        requirement="SIM800-6.5-R2",
        sentence="The amounts are totals of the connection.",
        instead="They are those of the last sending.",
        kind="repetition",
        change=Change(firmware=LastSendingOnly),
        probe=ACK_TWICE,
    ),
    Defect(
        id="sim800-6.5-closed-for-ever",
        requirement="SIM800-6.5-S1",
        sentence="The state is CONNECT OK while a TCP connection is up.",
        instead="For a second one it is still what it was when the first had been closed.",
        kind="repetition",
        change=Change(firmware=ClosedForEver),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-6.5-amount-of-number-0",
        requirement="SIM800-6.5-R3",
        sentence="AT+CIPACK=<n> tells the amounts of connection n.",
        instead="It tells those of number 0.",
        kind="two at once",
        change=Change(firmware=mishears(rb"AT\+CIPACK=\d\r", b"AT+CIPACK=0\r")),
        probe=TWO + "send AT+CIPSEND=1\ntype hello<Ctrl-Z>\nwait 1\nsend AT+CIPACK=1",
    ),
    Defect(
        id="sim800-6.5-udp-confirmed",
        requirement="SIM800-6.5-R4",
        sentence="What is sent by UDP is told as not confirmed.",
        instead="While there is a TCP connection, too, it is told as confirmed.",
        kind="two at once",
        change=Change(firmware=UdpAsTcp),
        probe=TCP_AND_UDP + "send AT+CIPSEND=1\ntype hello<Ctrl-Z>\nwait 1\nsend AT+CIPACK=1",
    ),
    Defect(
        id="sim800-7.1-held-back-without-line-end",
        requirement="SIM800-7.1-R1",
        sentence="Data that arrives is put out by itself.",
        instead="A few bytes without a line feed behind them are kept until more arrives.",
        kind="binary",
        change=Change(hears=without_line_end_held_back),
        probe="""
            server TCP
            given connected server
            server sends hello
        """,
    ),
    Defect(
        id="sim800-7.1-put-out-until-nul",
        requirement="SIM800-7.1-R1",
        sentence="Data that arrives is put out.",
        instead="What stands before the first 0x00 is.",
        kind="binary",
        change=Change(hears=receives(until(b"\0"))),
        probe="""
            server TCP
            given connected server
            server sends ab<0x00>de
        """,
    ),
    Defect(
        id="sim800-7.1-length-until-nul",
        requirement="SIM800-7.1-C1",
        sentence="The header tells the length of the data.",
        instead="It tells how much stands before the first 0x00.",
        kind="binary",
        change=Change(firmware=respells(rb"(?s)(\r\n\+IPD,)\d+(,\w+:|:)(.*)", length_until_nul)),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            server sends ab<0x00>de
        """,
    ),
    Defect(
        id="sim800-7.1-header-once",
        requirement="SIM800-7.1-C1",
        sentence="AT+CIPHEAD=1 puts a header before the data.",
        instead="It holds for the first connection; a second one's data has none.",
        kind="repetition",
        change=Change(firmware=HeaderOnce),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
        """,
    ),
    Defect(
        id="sim800-7.1-first-sender",
        requirement="SIM800-7.1-C2",
        sentence="AT+CIPSRIP=1 names the source of received data.",
        instead="It names the source of the first data, whoever sends.",
        kind="two at once",
        change=Change(speaks=first_sender),
        probe="""
            server UDP
            second UDP
            given ip-status
            send AT+CIPUDPMODE=1
            send AT+CIPSRIP=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server sends one
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            second sends two
        """,
    ),
    Defect(
        id="sim800-7.1-sender-when-it-changes",
        requirement="SIM800-7.1-C2",
        sentence="AT+CIPSRIP=1 names the source of all received data.",
        instead="It names it when it is not the one of the data before.",
        kind="repetition",
        change=Change(speaks=sender_when_it_changes),
        probe="""
            server TCP
            given connected server
            send AT+CIPSRIP=1
            server sends one
            server sends two
        """,
    ),
    Defect(
        id="sim800-7.1-first-protocol",
        requirement="SIM800-7.1-C3",
        sentence="AT+CIPSHOWTP shows whether data came by TCP or by UDP.",
        instead="It shows by what the first data came.",
        kind="repetition",
        change=Change(speaks=first_protocol),
        probe="""
            server TCP
            second UDP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSHOWTP=1
            server sends hello
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{second.ip}","{second.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            second sends hello
        """,
    ),
    Defect(
        id="sim800-7.1-bare-behind-entry",
        requirement="SIM800-7.1-R2",
        sentence="With the header on, received data can be told from answers.",
        instead="Data that arrives while data is asked for is put out afterwards without one.",
        kind="timing",
        change=Change(firmware=BareBehindEntry),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSEND
            server sends one
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-7.1-first-length",
        requirement="SIM800-7.1-R2",
        sentence="The length of each payload can be read off its header.",
        instead="All headers have the length of the first payload.",
        kind="repetition",
        change=Change(speaks=one_header_for_all),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            server sends hello
            server sends you
        """,
    ),
)
