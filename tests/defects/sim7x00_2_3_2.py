"""SIM7X00 note, 2.3.2 to 2.3.3."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.netopen.links import Links
from atconform.emulator.netopen.parameters import SHOW_SOURCE
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    answered,
    as_before,
    beyond,
    cut_at_zero,
    is_udp,
    later_data,
    lost,
    ok_first,
    ok_lost,
    refused,
    seven_bits,
    with_data,
    with_fields,
)
from tests.defects.seams import Change
from tests.defects.shared_sim7x00_2_3 import HEAD, mark_counted

# --- 2.3.2 ---


def first_source_only():
    """Hear, on each UDP link, of the datagrams of the first source only."""
    sources = {}

    def hear(event):
        if isinstance(event, net.Received):
            source = sources.setdefault(event.link, (event.address, event.port))
            if source != (event.address, event.port):
                return ()
        return (event,)

    return hear


def first_destination():
    """Send to the destination that was named first."""
    first = None

    def ask(request):
        nonlocal first
        if isinstance(request, net.Send) and request.to is not None:
            first = first or request.to
            return (replace(request, to=first),)
        return (request,)

    return ask


def cut_in_lines(request):
    """Send each line of the data by itself."""
    return tuple(replace(request, data=line) for line in request.data.splitlines(keepends=True))


def head_of_first_block_only():
    """Put a head before the first of several blocks that come without a command between them."""
    block = 0

    def speak(piece):
        nonlocal block
        if b"\r\n+IPD" not in piece:
            block = 0
            return (piece,)
        block += 1
        return (HEAD.sub(b"", piece, count=1) if block > 1 else piece,)

    return speak


def length_in_a_byte(piece):
    """Tell the length modulo 256."""
    return HEAD.sub(lambda found: b"%s%d%s" % (found[1], int(found[2]) & 0xFF, found[3]), piece, count=1)


def cut_behind_head(piece):
    """Put out what stands before the first 0x00, under a head that tells the whole length."""
    head, found, data = piece.partition(b"\r\n+IPD")
    length, line_end, data = data.partition(b"\r\n")
    return head + found + length + line_end + cut_at_zero(data)


def sender_behind_head(piece):
    """Put the line about the sender behind the head."""
    return re.sub(rb"^\r\n(RECV FROM:[^\r]*\r\n)(\+IPD\d+\r\n)", rb"\r\n\2\1", piece)


def without_sender(piece):
    """Leave the line about the sender out."""
    return re.sub(rb"^\r\nRECV FROM:[^\r]*\r\n(?=\+IPD)", b"\r\n", piece)


def sender_one_block_late():
    """Let AT+CIPSRIP=1 take effect with the second block behind it."""
    waiting = False

    def speak(piece):
        nonlocal waiting
        if piece == b"AT+CIPSRIP=1\r":
            waiting = True
        elif waiting and b"RECV FROM:" in piece:
            waiting = False
            return (without_sender(piece),)
        return (piece,)

    return speak


class TellsSenderAgain(Links):
    """Tells the sender again as soon as a link has been closed."""

    def end(self, link, trigger):
        super().end(link, trigger)
        self.module.settings[SHOW_SOURCE] = 1


def close_behind_data_unconfirmed():
    """Lose the OK of a close that comes right behind received data."""
    data = closing = False

    def speak(piece):
        nonlocal data, closing
        if b"\r\n+IPD" in piece:
            data = True
        elif piece.startswith(b"AT") and piece.endswith(b"\r"):
            closing, data = data and piece.startswith(b"AT+CIPCLOSE="), False
        elif closing:
            return ok_lost(piece)
        return (piece,)

    return speak


DEFECTS = (
    Defect(
        id="sim7x00-2.3.2-one-source",
        requirement="SIM7X00-2.3.2-R1",
        sentence="One UDP link exchanges datagrams with several far ends.",
        instead="After the first datagram that arrives, those of other senders are dropped.",
        kind="two at once",
        change=Change(hears=first_source_only),
        probe="""
            server UDP
            second UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPSEND=0,5,"{server.ip}",{server.port}
            type hello
            wait 2
            send AT+CIPSEND=0,5,"{second.ip}",{second.port}
            type hello
            wait 2
            server sends first
            second sends other
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-second-udp-link-ok-first",
        requirement="SIM7X00-2.3.2-R2",
        sentence="For UDP the results of opening stand before OK.",
        instead="On a second UDP link OK comes first.",
        kind="two at once",
        change=Change(speaks=answered(r'AT\+CIPOPEN=[1-9],"UDP".*', ok_first)),
        probe="""
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPOPEN=1,"UDP",,,9001
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-second-open-ok-first",
        requirement="SIM7X00-2.3.2-E1",
        sentence="Opening a UDP link tells the result, then OK.",
        instead="When the link has been open before, OK comes first.",
        kind="repetition",
        change=Change(speaks=answered(r'AT\+CIPOPEN=0,"UDP".*', ok_first, spared=1)),
        probe="""
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"UDP",,,9000
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-local-port-not-free-again",
        requirement="SIM7X00-2.3.2-R3",
        sentence="The datagrams come from the local port that the command gives.",
        instead="When a UDP link has been open before, they come from some other port.",
        kind="repetition",
        change=Change(asks=beyond(net.Connect, with_fields(local_port=0), spared=1, when=is_udp)),
        probe="""
            server UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"UDP",,,9000
            server connects 9000
            server sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-datagram-cut-in-lines",
        requirement="SIM7X00-2.3.2-E2",
        sentence="What is typed for one sending arrives as one datagram.",
        instead="Each line of it is a datagram.",
        kind="binary",
        change=Change(asks=beyond(net.Send, cut_in_lines)),
        probe="""
            server UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPSEND=0,6,"{server.ip}",{server.port}
            type he<CR><LF>lo
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-first-destination-stays",
        requirement="SIM7X00-2.3.2-E3",
        sentence="A sending goes to the destination that it names.",
        instead="All go to the one that was named first.",
        kind="repetition",
        change=Change(asks=first_destination),
        probe="""
            server UDP
            second UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPSEND=0,5,"{server.ip}",{server.port}
            type hello
            wait 2
            send AT+CIPSEND=0,5,"{second.ip}",{second.port}
            type hello
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-second-mark-counted",
        requirement="SIM7X00-2.3.2-E4",
        sentence="The end mark is not part of the datagram's length.",
        instead="From the second time on it is counted.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPSEND=\d,,.*", mark_counted, spared=1)),
        probe="""
            server UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPSEND=0,,"{server.ip}",{server.port}
            type hello<Ctrl-Z>
            wait 2
            send AT+CIPSEND=0,,"{server.ip}",{server.port}
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-second-close-ok-first",
        requirement="SIM7X00-2.3.2-E5",
        sentence="Closing a UDP link tells the result, then OK.",
        instead="From the second time on OK comes first.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPCLOSE=\d", ok_first, spared=1)),
        probe="""
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-three-datagrams",
        requirement="SIM7X00-2.3.2-S1",
        sentence="As long as the UDP link is open, datagrams can be sent.",
        instead="The fourth and those after it do not go out: their buffers are never given back.",
        kind="repetition",
        change=Change(asks=beyond(net.Send, lost, spared=3)),
        probe="""
            server UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPSEND=0,1,"{server.ip}",{server.port}
            type 1
            wait 2
            send AT+CIPSEND=0,1,"{server.ip}",{server.port}
            type 2
            wait 2
            send AT+CIPSEND=0,1,"{server.ip}",{server.port}
            type 3
            wait 2
            send AT+CIPSEND=0,1,"{server.ip}",{server.port}
            type 4
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-head-of-first-block-only",
        requirement="SIM7X00-2.3.3-R1",
        sentence="Received data has a head.",
        instead="Of two blocks without a command between them only the first has one.",
        kind="repetition",
        change=Change(speaks=head_of_first_block_only),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSRIP=0
            server sends hello
            server sends again
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-sender-back-after-close",
        requirement="SIM7X00-2.3.3-R2",
        sentence="With the sender switched off, received data comes without it.",
        instead="After a link was closed it comes with it again.",
        kind="repetition",
        change=Change(parts={Links: TellsSenderAgain}),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSRIP=0
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            server sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-sender-one-block-late",
        requirement="SIM7X00-2.3.3-R3",
        sentence="Switching the sender on concerns the data that comes next.",
        instead="It concerns the data after that.",
        kind="repetition",
        change=Change(speaks=sender_one_block_late),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSRIP=0
            send AT+CIPSRIP=1
            server sends hello
            server sends again
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-data-cut-at-zero",
        requirement="SIM7X00-2.3.3-E3",
        sentence="Behind the head come as many bytes as it says.",
        instead="They end before the first 0x00.",
        kind="binary",
        change=Change(speaks=later_data(cut_behind_head)),
        probe="""
            server TCP
            given connected-link server 0
            server sends he<0x00>lo
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-length-in-a-byte",
        requirement="SIM7X00-2.3.3-U1",
        sentence="The head tells how many bytes follow.",
        instead="It tells that modulo 256.",
        kind="binary",
        change=Change(speaks=later_data(length_in_a_byte)),
        probe="""
            server TCP
            given connected-link server 0
            server sends <256 bytes>
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-line-feed-not-counted",
        requirement="SIM7X00-2.3.3-U1",
        sentence="The head tells how many bytes follow.",
        instead="Where data ends with a line feed the head leaves it out of the count.",
        kind="binary",
        change=Change(
            speaks=later_data(
                lambda piece: (
                    HEAD.sub(lambda found: b"%s%d%s" % (found[1], int(found[2]) - 1, found[3]), piece, count=1)
                    if piece.endswith(b"\n")
                    else piece
                )
            )
        ),
        probe="""
            server TCP
            given connected-link server 0
            server sends hello<CR><LF>
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-seven-bits",
        requirement="SIM7X00-2.3.3-E5",
        sentence="Behind sender and head come the bytes of the far end.",
        instead="They come without their eighth bit.",
        kind="binary",
        change=Change(hears=beyond(net.Received, with_data(seven_bits))),
        probe="""
            server TCP
            given connected-link server 0
            server sends h<0xE9>llo<0xFF>
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-sender-of-first-link",
        requirement="SIM7X00-2.3.3-U2",
        sentence="The sender is told with its address and port.",
        instead="For data of every link the sender of the first data is told.",
        kind="two at once",
        change=Change(hears=as_before(net.Received, "address", "port")),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            server sends hello
            second sends other
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-sender-behind-head-second-time",
        requirement="SIM7X00-2.3.3-R4",
        sentence="First comes the sender, then the head, then the data.",
        instead="From the second block on the head comes first.",
        kind="repetition",
        change=Change(speaks=later_data(sender_behind_head, spared=1)),
        probe="""
            server TCP
            given connected-link server 0
            server sends hello
            server sends again
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-sender-on-already",
        requirement="SIM7X00-2.3.3-E4",
        sentence="Switching the sender on is answered with OK.",
        instead="Where it was switched on before, the answer is ERROR.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPSRIP=1", refused, spared=1)),
        probe="""
            given network-open
            send AT+CIPSRIP=1
            send AT+CIPSRIP=0
            send AT+CIPSRIP=1
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-close-behind-data-unconfirmed",
        requirement="SIM7X00-2.3.3-E6",
        sentence="Closing a link behind received data is answered with OK, then told.",
        instead="Right behind received data the OK is missing.",
        kind="one at a time",
        change=Change(speaks=close_behind_data_unconfirmed),
        probe="""
            server TCP
            given connected-link server 0
            server sends hello
            send AT+CIPCLOSE=0
        """,
    ),
)
