"""SIM7000 note, 1 to 2.1.2."""

from __future__ import annotations

from dataclasses import replace

from atconform.base.units import MS
from atconform.emulator.cip.modes import set_multi, set_transparent
from atconform.emulator.cip.stack import stack
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.replies import ok
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7000 import (
    Data,
    Paired,
    arriving,
    echoed,
    heard_too_often,
    leaving,
)
from tests.defects.seams import Change, Line


def multi_for_good(module, on):
    """AT+CIPMUX: what is on is not switched off, although it says OK."""
    return ok() if stack(module).multi and not on else set_multi(module, on)


def transparent_since_connected(module, on):
    """AT+CIPMODE: once there was a connection, transparent mode is not switched off, although it says OK."""
    used = stack(module).connections[0].protocol is not None
    return ok() if used and not on else set_transparent(module, on)


def ctrl_z_behind_line_end(data):
    """Send the Ctrl-Z too, where a line end stands before it."""
    return data + b"\x1a" if data.endswith(b"\r\n") else data


def close_behind_data_unheard():
    """Miss a far end's close if data was the last thing that came from it."""
    spoke = set()

    def hear(event):
        match event:
            case net.Received(link=link):
                spoke.add(link)
            case net.PeerClosed(link=link) if link in spoke:
                return ()
            case net.Acknowledged(link=link):
                spoke.discard(link)
        return (event,)

    return hear


def data_acknowledges():
    """Take data from the far end for its acknowledgement of all that was sent."""
    owed = {}
    sent = {}

    def ask(request):
        if isinstance(request, net.Send):
            sent[request.link] = sent.get(request.link, 0) + len(request.data)
        return (request,)

    def hear(event):
        match event:
            case net.Received(link=link) if sent.get(link, 0) > owed.get(link, 0):
                count = sent[link] - owed.get(link, 0)
                owed[link] = sent[link]
                return (net.Acknowledged(link, count), event)
            case net.Acknowledged(link=link, count=count):
                late = max(0, owed.get(link, 0) + count - sent.get(link, 0))
                owed[link] = owed.get(link, 0) + count - late
                return (net.Acknowledged(link, count - late),) if count > late else ()
        return (event,)

    return ask, hear


ACKNOWLEDGED_BY_DATA = Paired(data_acknowledges)


def prompt_gone_for_good():
    """Show no prompt any more once it was switched off."""
    off = False

    def speak(piece):
        nonlocal off
        off = off or echoed(piece).upper() == b"AT+CIPSPRT=0"
        return () if off and piece == b"\r\n> " else (piece,)

    return speak


def second_connection_told_twice():
    """Report a connection after the first twice."""
    told = 0

    def speak(piece):
        nonlocal told
        told += piece == b"\r\nCONNECT OK\r\n"
        return (piece, (300 * MS, piece)) if told > 1 and piece == b"\r\nCONNECT OK\r\n" else (piece,)

    return speak


def datagram_confirmed_by_answer():
    """Hold SEND OK back on UDP until data has come from the far end."""
    udp = False
    held = []
    data = Data()

    def speak(piece):
        nonlocal udp
        is_data = data.told(piece)
        if echoed(piece).startswith(b"AT+CIPSTART"):
            udp = b'"UDP"' in piece
        if udp and piece == b"\r\nSEND OK\r\n":
            held.append(piece)
            return ()
        if held and is_data:
            return (held.pop(), piece)
        return (piece,)

    return speak


def cut_at_nul_on_udp():
    """Send a datagram only up to its first 0x00."""
    udp = set()

    def ask(request):
        match request:
            case net.Connect(link=link, protocol="UDP"):
                udp.add(link)
            case net.Send(link=link, data=data) if link in udp:
                return (replace(request, data=data.partition(b"\x00")[0]),)
        return (request,)

    return ask


DEFECTS = (
    Defect(
        id="sim7000-1-places-not-given-back",
        requirement="SIM7000-1-L1",
        sentence="Eight client connections can be open at the same time.",
        instead="The place of a connection that the server has closed stays taken: the ninth since power-on fails.",
        kind="repetition",
        change=Change(
            hears=heard_too_often(net.Connected, 8, lambda event: (net.ConnectFailed(event.link, "refused"),))
        ),
        probe="""
            server TCP
            given connected-multi server 0 7
            server closes 1
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-1-clients-counted-for-ever",
        requirement="SIM7000-1-L2",
        sentence="Seven clients can be connected to the server at the same time.",
        instead="Clients that have gone are still counted: the eighth client since power-on is not let in.",
        kind="repetition",
        change=Change(hears=heard_too_often(net.Incoming, 7, lambda event: ())),
        probe="""
            client TCP
            given listening-multi 5000
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
        """,
    ),
    Defect(
        id="sim7000-2-multi-for-good",
        requirement="SIM7000-2-R1",
        sentence="AT+CIPMUX=0 leads to single connection mode.",
        instead="After AT+CIPMUX=1 it answers OK and changes nothing.",
        kind="repetition",
        change=Change(commands=(Command("+CIPMUX", write=form(multi_for_good, Int(0, 1))),)),
        probe="""
            server TCP
            given ip-status-multi
            send AT+CIPSHUT
            send AT+CIPMUX=0
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-2.1-transparent-once-connected",
        requirement="SIM7000-2.1-R1",
        sentence="AT+CIPMODE=0 leads to non-transparent mode.",
        instead="Once there was a connection it answers OK, and the next connection leads to data mode again.",
        kind="repetition",
        change=Change(commands=(Command("+CIPMODE", write=form(transparent_since_connected, Int(0, 1))),)),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPMODE=0
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-2.1.1-ctrl-z-behind-line-end",
        requirement="SIM7000-2.1.1-R4",
        sentence="Ctrl-Z ends what is typed, and is not sent.",
        instead="Behind CR LF it is sent as well.",
        kind="binary",
        change=Change(asks=leaving(ctrl_z_behind_line_end)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type hello<CR><LF><Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7000-2.1.1-rest-of-a-kilobyte-lost",
        requirement="SIM7000-2.1.1-R6",
        sentence="Data from the server is put out.",
        instead="Of a piece of more than 1024 bytes the rest is lost.",
        kind="binary",
        change=Change(hears=arriving(lambda data: data[:1024])),
        probe="""
            server TCP
            given connected server
            server sends <1024 bytes>
            server sends <1025 bytes>
        """,
    ),
    Defect(
        id="sim7000-2.1.1-close-behind-data-unheard",
        requirement="SIM7000-2.1.1-U2",
        sentence="CLOSED is reported when the server closes the connection.",
        instead="It is not if the last thing that came was data: the connection is then kept for alive.",
        kind="one at a time",
        change=Change(hears=close_behind_data_unheard),
        probe="""
            server TCP
            given connected server
            server sends goodbye
            server closes
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-2.1.1-data-taken-for-acknowledgement",
        requirement="SIM7000-2.1.1-R12",
        sentence="SEND OK on TCP means that the far end has the data.",
        instead="It comes as soon as data arrives from the far end, acknowledged or not.",
        kind="timing",
        change=Change(asks=ACKNOWLEDGED_BY_DATA.asks, hears=ACKNOWLEDGED_BY_DATA.hears),
        probe="""
            server TCP
            given connected server
            server stops acknowledging
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server sends something else
            server acknowledges
        """,
    ),
    Defect(
        id="sim7000-2.1.1-prompt-gone-for-good",
        requirement="SIM7000-2.1.1-R11",
        sentence="AT+CIPSPRT sets whether the prompt is shown.",
        instead="Once switched off it is never shown again.",
        kind="repetition",
        change=Change(speaks=prompt_gone_for_good),
        probe="""
            server TCP
            given connected server
            send AT+CIPSPRT=0
            send AT+CIPSPRT=1
            send AT+CIPSEND
        """,
    ),
    Defect(
        id="sim7000-2.1.1-still-attached",
        requirement="SIM7000-2.1.1-R1",
        sentence="AT+CGATT? tells whether the module is attached.",
        instead="Asked for the first time after the network has detached it, it still says 1.",
        kind="timing",
        change=Change(lines=(Line(r"\+CGATT: 0", "+CGATT: 1", times=1),)),
        probe="""
            send AT+CGATT?
            network detach
            send AT+CGATT?
            send AT+CGATT?
        """,
    ),
    Defect(
        id="sim7000-2.1.1-second-connection-told-twice",
        requirement="SIM7000-2.1.1-U1",
        sentence="CONNECT OK reports that the connection is up.",
        instead="From the second connection on it is reported twice.",
        kind="repetition",
        change=Change(speaks=second_connection_told_twice),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-2.1.2-waits-for-an-answer",
        requirement="SIM7000-2.1.2-R2",
        sentence="SEND OK on UDP tells only that the data has been sent, whether or not it arrives.",
        instead="It comes with the first data from the server, and not at all without.",
        kind="timing",
        change=Change(speaks=datagram_confirmed_by_answer),
        probe="""
            server UDP
            given connected server
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 3
            server sends hello yourself
        """,
    ),
    Defect(
        id="sim7000-2.1.2-cut-at-nul",
        requirement="SIM7000-2.1.2-E1",
        sentence="What is typed is sent to the server as a datagram.",
        instead="It ends before the first 0x00.",
        kind="binary",
        change=Change(asks=cut_at_nul_on_udp),
        probe="""
            server UDP
            given connected server
            send AT+CIPSEND
            type one<0x00>two<Ctrl-Z>
            wait 2
        """,
    ),
)
