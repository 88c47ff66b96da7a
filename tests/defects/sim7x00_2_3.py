"""SIM7X00 note, 2.3 to 2.3.1."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.netopen.links import Links
from atconform.emulator.netopen.parameters import TRANSPARENT_MODE
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    answered,
    as_before,
    beyond,
    cut_at_zero,
    is_tcp,
    lost_when_empty,
    ok_late,
    once_said,
    with_data,
)
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7x00_2_3 import mark_counted

# --- 2.3, 2.3.1 ---


class TransparentAfterLoss(Links):
    """Changes to data mode when a link is lost."""

    def end(self, link, trigger):
        super().end(link, trigger)
        if trigger == "lost":
            self.module.settings[TRANSPARENT_MODE] = 1


def all_to_latest():
    """Send everything on the link that was opened last."""
    latest = 0

    def ask(request):
        nonlocal latest
        if isinstance(request, net.Connect):
            latest = request.link
        return (replace(request, link=latest),) if isinstance(request, net.Send) else (request,)

    return ask


def counts_in_a_byte():
    """Count the bytes that were sent in eight bits."""

    def speak(piece):
        found = re.fullmatch(rb"\r\n\+CIPSEND: (\d),(\d+),(\d+)\r\n", piece)
        if not found:
            return (piece,)
        number, asked, sent = map(int, found.groups())
        return (f"\r\n+CIPSEND: {number},{asked & 0xFF},{sent & 0xFF}\r\n".encode(),)

    return speak


def refused_after_close():
    """Let the first connection fail that is opened after the far end has closed one."""
    closed = False

    def hear(event):
        nonlocal closed
        if isinstance(event, net.PeerClosed):
            closed = True
        elif closed and isinstance(event, net.Connected):
            closed = False
            return (net.ConnectFailed(event.link, "refused"),)
        return (event,)

    return hear


def tail_beyond_a_byte(data):
    """Send, of 256 bytes and more, only as many as the lower byte of the length says."""
    return data if len(data) < 256 else data[: len(data) & 0xFF]


DEFECTS = (
    Defect(
        id="sim7x00-2.3-transparent-after-far-close",
        requirement="SIM7X00-2.3-R1",
        sentence="Command mode is the default.",
        instead="It is so until a far end has closed a link; the next link takes the port.",
        kind="repetition",
        change=Change(parts={Links: TransparentAfterLoss}),
        probe="""
            server TCP
            given connected-link server 0
            server closes
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            type AT<CR>
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3-data-to-latest-link",
        requirement="SIM7X00-2.3-R2",
        sentence="Several sockets can be open at once in command mode.",
        instead="What is sent on any of them goes out on the one that was opened last.",
        kind="two at once",
        change=Change(asks=all_to_latest),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPSEND=0,5
            type hello
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-ok-late-on-second-link",
        requirement="SIM7X00-2.3.1-E1",
        sentence="Opening is answered with OK at once, the result follows.",
        instead="On a second link OK comes behind the result.",
        kind="two at once",
        change=Change(speaks=answered(r'AT\+CIPOPEN=[1-9],"TCP".*', ok_late(500 * MS))),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-address-of-first-link",
        requirement="SIM7X00-2.3.1-R1",
        sentence="A link goes to the address that its command gives.",
        instead="A further link goes to the address of the first, with the port of its own.",
        kind="two at once",
        change=Change(asks=as_before(net.Connect, "host", when=is_tcp)),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-second-link-told-as-first",
        requirement="SIM7X00-2.3.1-U1",
        sentence="The result of opening begins with the number of the link.",
        instead="It begins with 0 for every link.",
        kind="two at once",
        change=Change(lines=(Line(r"\+CIPOPEN: [1-9],0", "+CIPOPEN: 0,0"),)),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-data-cut-at-zero",
        requirement="SIM7X00-2.3.1-E2",
        sentence="The peer receives the bytes that were typed.",
        instead="It receives those before the first 0x00.",
        kind="binary",
        change=Change(asks=beyond(net.Send, lost_when_empty(with_data(cut_at_zero)))),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,5
            type he<0x00>lo
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-length-in-a-byte",
        requirement="SIM7X00-2.3.1-R2",
        sentence="With a length, that many bytes are sent.",
        instead="Of 256 and more only the rest of the division by 256 is sent.",
        kind="binary",
        change=Change(asks=beyond(net.Send, lost_when_empty(with_data(tail_beyond_a_byte)))),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,300
            type <300 bytes>
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-waits-for-more",
        requirement="SIM7X00-2.3.1-R2",
        sentence="With a length, the data is sent when its last byte has been typed.",
        instead="It stays in the module for half a minute more, in case that more comes.",
        kind="timing",
        change=Change(asks=beyond(net.Send, lambda request: ((30 * SECOND, request),))),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,5
            type hello
            wait 31
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-count-in-a-byte",
        requirement="SIM7X00-2.3.1-U2",
        sentence="The result of sending counts the bytes.",
        instead="It counts them modulo 256.",
        kind="binary",
        change=Change(speaks=counts_in_a_byte),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,256
            type <256 bytes>
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-second-mark-counted",
        requirement="SIM7X00-2.3.1-E3",
        sentence="The end mark is not counted.",
        instead="From the second time on it is.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPSEND=\d,", mark_counted, spared=1)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,
            type hello<Ctrl-Z>
            wait 2
            send AT+CIPSEND=0,
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-data-cut-at-line-end",
        requirement="SIM7X00-2.3.1-R3",
        sentence="Without a length the data goes as far as the end mark.",
        instead="What stands behind a line end does not arrive.",
        kind="binary",
        change=Change(asks=beyond(net.Send, lost_when_empty(with_data(lambda data: data.split(b"\r\n")[0])))),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,
            type hello<CR><LF>you<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-close-of-second-link-ok-late",
        requirement="SIM7X00-2.3.1-E4",
        sentence="Closing is answered with OK, then the result comes.",
        instead="On a link other than 0, OK comes behind the result.",
        kind="two at once",
        change=Change(speaks=answered(r"AT\+CIPCLOSE=[1-9]", ok_late(500 * MS))),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPCLOSE=1
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-second-close-without-result",
        requirement="SIM7X00-2.3.1-U3",
        sentence="Closing a link has a result.",
        instead="The second time that the same link is closed it has none.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CIPCLOSE: 0,0", None, spared=1),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-far-close-under-first-link",
        requirement="SIM7X00-2.3.1-U4",
        sentence="That the far end has closed is told with the number of the link.",
        instead="It is told of link 0, whichever it is.",
        kind="two at once",
        change=Change(lines=(Line(r"\+IPCLOSE: [1-9],1", "+IPCLOSE: 0,1"),)),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            second closes
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-second-far-close-silent",
        requirement="SIM7X00-2.3.1-U4",
        sentence="That the far end has closed is told.",
        instead="It is told the first time only.",
        kind="repetition",
        change=Change(lines=(Line(r"\+IPCLOSE: \d,1", None, spared=1),)),
        probe="""
            server TCP
            given connected-link server 0
            server closes
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            server closes
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-own-close-told-as-far",
        requirement="SIM7X00-2.3.1-U5",
        sentence="Reason 0 is for a close by the module itself.",
        instead="The second time that the host closes a link, a close by the far end is told besides.",
        kind="repetition",
        change=Change(lines=(Line(r"(\+CIPCLOSE: (\d),0)", "\\1\r\n\r\n+IPCLOSE: \\2,1", spared=1),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-reason-stays-reset",
        requirement="SIM7X00-2.3.1-U6",
        sentence="A close in order by the far end has reason 1.",
        instead="After one reset every close is told as a reset.",
        kind="repetition",
        change=Change(speaks=once_said(r"\+IPCLOSE: \d,3", r"\+IPCLOSE: (\d),1", r"+IPCLOSE: \1,3")),
        probe="""
            server TCP
            given connected-link server 0
            server resets
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            server closes
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-reset-of-second-link-as-own",
        requirement="SIM7X00-2.3.1-U7",
        sentence="A reset has a reason of its own.",
        instead="On links other than 0 it is told as a close by the module itself.",
        kind="two at once",
        change=Change(lines=(Line(r"\+IPCLOSE: ([1-9]),3", r"+IPCLOSE: \1,0"),)),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            second resets
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-no-link-after-far-close",
        requirement="SIM7X00-2.3.1-S1",
        sentence="A link that the far end has closed is closed, and can be opened again.",
        instead="The next opening fails.",
        kind="repetition",
        change=Change(hears=refused_after_close),
        probe="""
            server TCP
            given connected-link server 0
            server closes
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
        """,
    ),
)
