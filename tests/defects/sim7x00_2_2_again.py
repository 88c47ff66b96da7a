"""SIM7X00 note, 2.2 to 2.3.1: further ones."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace

from atconform.emulator.core.payload import PayloadEntry
from atconform.emulator.netopen.activation import Network
from atconform.emulator.netopen.links import Links, links
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    beyond,
    with_data,
)
from tests.defects.meddling import wrapped
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7x00_again import FAMILY, Firmware


def second_opening(module, usual):
    """Lose the address with the refusal."""
    reply = usual(module)
    network = module.part(Network)
    if network.open:
        network.address = ""
    return reply


def closing_with_two_links(module, usual):
    """Tell a failure where more than one link is still open."""
    many = sum(link.connected for link in links(module).all) > 1
    reply = usual(module)
    module.part(Network).told_wrong = many
    return reply


class TellsFailure(Network):
    """Tells whether it has been closed by the number of links that were open."""

    told_wrong = False

    def _closed(self, trigger):
        self.machine.pull(trigger)
        self.module.announce(f"+NETCLOSE: {int(self.told_wrong)}")


class KeepsCancelled(Firmware):
    """Puts what was cancelled with ESC before what is sent next."""

    def __init__(self):
        self.asked = self.entry = False
        self.typed = b""
        self.left = b""

    def speaks(self, piece):
        if piece.endswith(b"\r\n>"):
            self.entry, self.typed = self.asked, b""
        elif piece.startswith(b"AT"):
            self.asked = re.fullmatch(rb"AT\+CIPSEND=\d,(,.*)?\r", piece) is not None
        return (piece,)

    def listens(self, data):
        if self.entry:
            self.typed += data
            if b"\x1b" in data:
                self.left = self.typed.partition(b"\x1b")[0]
            self.entry = not (b"\x1a" in data or b"\x1b" in data)
        return data

    def asks(self, request):
        if isinstance(request, net.Send) and self.left:
            left, self.left = self.left, b""
            return (replace(request, data=left + request.data),)
        return (request,)


class OneClosingAtOnce(Firmware):
    """Tells one ended link only, until the host asks for something."""

    told = False

    def speaks(self, piece):
        if piece.startswith(b"AT"):
            self.told = False
        elif b"+IPCLOSE: " in piece:
            told, self.told = self.told, True
            return () if told else (piece,)
        return (piece,)


class StuckAfterFailure(Links):
    """Leaves a link that could not be opened in the state in which it was."""

    def end(self, link, trigger):
        if trigger == "failed":
            link.link = 0
        else:
            super().end(link, trigger)


class FailureOfNewest(Firmware):
    """Takes a failure for that of the link that was asked for last."""

    def __init__(self):
        self.under_way = deque()
        self.instead = {}

    def asks(self, request):
        if isinstance(request, net.Connect) and request.protocol == "TCP":
            self.under_way.append(request.link)
        return (request,)

    def hears(self, event):
        if isinstance(event, net.Connected | net.ConnectFailed) and event.link in self.under_way:
            newest = self.under_way[-1]
            if isinstance(event, net.ConnectFailed) and newest != event.link:
                self.instead[newest] = event.link
                self.under_way.remove(newest)
                return (replace(event, link=newest),)
            self.under_way.remove(event.link)
            if event.link in self.instead:
                return (replace(event, link=self.instead.pop(event.link)),)
        return (event,)


def no_line_feed(data):
    """Lose the line feed behind a carriage return."""
    return data.replace(b"\r\n", b"\r")


def cut_entry(module, usual, number, length, *rest):
    """Lose what is typed beyond 1024 bytes before Ctrl-Z."""
    reply = usual(module, number, length, *rest)
    entry = reply.prompt
    if length is None and isinstance(entry, PayloadEntry):
        done = entry._done
        entry._done = lambda data: done(data[:1024])
    return reply


class EarlySecondTime(Network):
    """Tells from the second opening on at once that the network is open."""

    openings = 0

    def bring_up(self):
        self.openings += 1
        if self.openings > 1:
            self.module.announce("+NETOPEN: 0")
        super().bring_up()

    def network_event(self, event):
        said = self.module.announce
        if self.openings > 1:
            self.module.announce = lambda what: None if what == "+NETOPEN: 0" else said(what)
        try:
            super().network_event(event)
        finally:
            self.module.announce = said


def three_bits(module, usual, number, *rest):
    """Take three bits of the link for AT+CIPSEND."""
    return usual(module, number & 7, *rest)


DEFECTS = (
    Defect(
        id="sim7x00-2.2-address-lost-with-refusal",
        requirement="SIM7X00-2.2-E4",
        sentence="While the context is open AT+IPADDR tells the address.",
        instead="After AT+NETOPEN was refused, because it is open, there is none.",
        kind="repetition",
        change=Change(commands=(wrapped("+NETOPEN", execute=second_opening, family=FAMILY),)),
        probe="""
            given network-open
            send AT+NETOPEN
            send AT+IPADDR
        """,
    ),
    Defect(
        id="sim7x00-2.2-closing-with-two-links",
        requirement="SIM7X00-2.2-U2",
        sentence="+NETCLOSE: 0 tells that the context is closed.",
        instead="With two links open the figure is 1.",
        kind="two at once",
        change=Change(
            commands=(wrapped("+NETCLOSE", execute=closing_with_two_links, family=FAMILY),),
            parts={Network: TellsFailure},
        ),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+NETCLOSE
        """,
    ),
    Defect(
        id="sim7x00-2.2-told-too-early-again",
        requirement="SIM7X00-2.2-E3",
        sentence="+NETOPEN: 0 comes when the context is up.",
        instead="From the second opening on it comes at once.",
        kind="timing",
        change=Change(parts={Network: EarlySecondTime}),
        probe="""
            given network-open
            send AT+NETCLOSE
            network delay-context 10000000
            send AT+NETOPEN
            send AT+IPADDR
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-line-feed-lost",
        requirement="SIM7X00-2.3.1-E2",
        sentence="As many bytes as the length says are sent unchanged.",
        instead="A line feed behind a carriage return is lost.",
        kind="binary",
        change=Change(asks=beyond(net.Send, with_data(no_line_feed))),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,4
            type a<0x0D><0x0A>b
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-long-entry-cut",
        requirement="SIM7X00-2.3.1-R3",
        sentence="With no length everything before Ctrl-Z is sent.",
        instead="What is typed beyond 1024 bytes is lost.",
        kind="binary",
        change=Change(commands=(wrapped("+CIPSEND", write=cut_entry, family=FAMILY),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,
            type <1200 bytes><Ctrl-Z>
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-confirmed-up-to-1460",
        requirement="SIM7X00-2.3.1-U2",
        sentence="The second count is how many bytes were sent.",
        instead="It is 1460 at most, although all are sent.",
        kind="binary",
        change=Change(lines=(Line(r"(\+CIPSEND: \d,(?:14[6-9]\d|15\d\d)),1[45]\d\d", r"\1,1460"),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,1500
            type <1500 bytes>
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-cancelled-sent-with-next",
        requirement="SIM7X00-2.3.1-E3",
        sentence="What was typed since the prompt is sent.",
        instead="What was cancelled before with ESC is sent as well.",
        kind="repetition",
        change=Change(firmware=KeepsCancelled),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,
            type old<ESC>
            send AT+CIPSEND=0,
            type new<Ctrl-Z>
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-one-of-two-closings",
        requirement="SIM7X00-2.3.1-U4",
        sentence="+IPCLOSE tells of each link that the far end closes.",
        instead="Of two that end without a command in between one is told.",
        kind="two at once",
        change=Change(firmware=OneClosingAtOnce),
        probe="""
            server TCP
            given connected-link server 0 1
            server closes
            server closes 1
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-stuck-after-failure",
        requirement="SIM7X00-2.3.1-S1",
        sentence="A link that is not open can be opened.",
        instead="One that could not be opened cannot be opened again.",
        kind="repetition",
        change=Change(parts={Links: StuckAfterFailure}),
        probe="""
            server TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",1
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-failure-of-newest",
        requirement="SIM7X00-2.3.1-U1",
        sentence="+CIPOPEN tells with the link's number how its opening ended.",
        instead="Of two that are being opened the later is told as failed when the other fails.",
        kind="two at once",
        change=Change(firmware=FailureOfNewest),
        probe="""
            server TCP
            given network-open
            type AT+CIPOPEN=0,"TCP","116.228.221.99",1<CR>AT+CIPOPEN=1,"TCP","116.228.221.51",8500<CR>
            wait 60
            wait 80
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-sent-on-lower-link",
        requirement="SIM7X00-2.3.1-R2",
        sentence="The first parameter is the link.",
        instead="8 and 9 stand for 0 and 1.",
        kind="two at once",
        change=Change(commands=(wrapped("+CIPSEND", write=three_bits, family=FAMILY),)),
        probe="""
            server TCP
            given connected-link server 9
            send AT+CIPSEND=9,5
            type hello
        """,
    ),
)
