"""SIM7000 note, 2.1.3 to 2.2.2."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.cip.parameters import TRANSFER, Transfer
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.replies import ok
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7000 import (
    Data,
    asked_too_often,
    echoed,
    in_data_mode,
    leaving,
)
from tests.defects.seams import Change


def deaf_behind_server_close():
    """Put no data out once the server is closed, until there is another server or connection."""
    deaf = False
    data = Data()

    def speak(piece):
        nonlocal deaf
        is_data = data.told(piece)
        if piece == b"\r\nSERVER CLOSE\r\n":
            deaf = True
        elif re.match(rb"AT\+CIP(START|SERVER=1)", echoed(piece)):
            deaf = False
        return () if deaf and is_data else (piece,)

    return speak


def first_client_named():
    """Tell the first client's address for every client."""
    first = ""

    def hear(event):
        nonlocal first
        if isinstance(event, net.Incoming):
            first = first or event.address
            return (replace(event, address=first),)
        return (event,)

    return hear


def source_before():
    """Tell the source of each piece of data as that of the one before."""
    before = None

    def hear(event):
        nonlocal before
        if not isinstance(event, net.Received):
            return (event,)
        told, before = before or (event.address, event.port), (event.address, event.port)
        return (replace(event, address=told[0], port=told[1]),)

    return hear


def other_destination_once():
    """Send one datagram to the other destination, and the next to the usual one again."""
    used = None

    def ask(request):
        nonlocal used
        if isinstance(request, net.Send) and request.to is not None:
            again, used = request.to == used, request.to
            return (replace(request, to=None) if again else request,)
        return (request,)

    return ask


def other_ports_unheard():
    """Take no datagram from another port of the far end's address."""
    far_end = {}

    def hear(event):
        match event:
            case net.Connected(link=link, address=address, port=port):
                far_end[link] = (address, port)
            case net.Received(link=link, address=address, port=port) if link in far_end:
                known = far_end[link]
                return () if address == known[0] and port != known[1] else (event,)
        return (event,)

    return hear


def three_digits_of_length():
    """Tell the length in the IP head by its last three digits."""

    def speak(piece):
        return (re.sub(rb"(?<=\r\n\+IPD,)\d(?=\d{3}[:,])", b"", piece),)

    return speak


def nothing_fits(request):
    """Cut no blocks."""
    return (replace(request, size=None),)


def backspaces_done(data):
    """Let each backspace take back the byte before it, as on a command line."""
    out = bytearray()
    for byte in data:
        if byte == 0x08:
            del out[-1:]
        else:
            out.append(byte)
    return bytes(out)


def line_ends_completed(data):
    """Put a CR before each LF that has none."""
    return re.sub(rb"(?<!\r)\n", b"\r\n", data)


def first_escape_setting(module, *values):
    """AT+CIPCCFG: whether there is an escape sequence is settled by the first such command."""
    now = module.settings[TRANSFER]
    given = values + now[len(values) :]
    if now != module.settings.declared(TRANSFER).default:
        given = (*given[:3], now[3], *given[4:])
    module.settings[TRANSFER] = Transfer(*given)
    return ok()


def usual_retries_later():
    """Send again as usual on every connection but the first."""
    return asked_too_often(net.Connect, 1, lambda request: (replace(request, resending=net.Resending()),))()


DEFECTS = (
    Defect(
        id="sim7000-2.1.3-deaf-behind-server-close",
        requirement="SIM7000-2.1.3-R6",
        sentence="AT+CIPSERVER=0 leaves the connection with the client as it is.",
        instead="It sends still, but what the client sends is no longer put out.",
        kind="one at a time",
        change=Change(speaks=deaf_behind_server_close),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            client sends before
            send AT+CIPSERVER=0
            client sends behind
        """,
    ),
    Defect(
        id="sim7000-2.1.3-second-server-stays",
        requirement="SIM7000-2.1.3-R4",
        sentence="AT+CIPSERVER=0 ends listening.",
        instead="The second time the port stays open: clients can connect, and nothing is reported.",
        kind="repetition",
        change=Change(asks=asked_too_often(net.StopListening, 1, lambda request: ())),
        probe="""
            client TCP
            given listening 5000
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,5000
            send AT+CIPSERVER=0
            client connects 5000
        """,
    ),
    Defect(
        id="sim7000-2.1.3-first-client-named",
        requirement="SIM7000-2.1.3-U1",
        sentence="The address of the client that has connected is reported.",
        instead="Every client is reported with the address of the first.",
        kind="repetition",
        change=Change(hears=first_client_named),
        probe="""
            client TCP
            otherclient TCP
            given listening 5000
            client connects 5000
            client closes
            otherclient connects 5000
        """,
    ),
    Defect(
        id="sim7000-2.1.4-source-of-the-one-before",
        requirement="SIM7000-2.1.4-R3",
        sentence="With AT+CIPSRIP=1 the source of received data is told.",
        instead="It is the source of the datagram before.",
        kind="two at once",
        change=Change(hears=source_before),
        probe="""
            server UDP
            second UDP
            given connected server
            send AT+CIPSRIP=1
            send AT+CIPUDPMODE=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server sends one
            second sends two
            server sends three
        """,
    ),
    Defect(
        id="sim7000-2.1.4-other-destination-once",
        requirement="SIM7000-2.1.4-R7",
        sentence="AT+CIPUDPMODE=2 sets where data goes from then on.",
        instead="Only the first datagram goes there.",
        kind="repetition",
        change=Change(asks=other_destination_once),
        probe="""
            server UDP
            second UDP
            given connected server
            send AT+CIPUDPMODE=1
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-2.1.4-other-ports-unheard",
        requirement="SIM7000-2.1.4-R1",
        sentence="In UDP extended mode data is taken from every address and port.",
        instead="From the address of AT+CIPSTART it is taken from that port only.",
        kind="two at once",
        change=Change(hears=other_ports_unheard),
        probe="""
            server UDP
            between UDP
            second UDP
            given connected server
            send AT+CIPUDPMODE=1
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            second sends from another port
        """,
    ),
    Defect(
        id="sim7000-2.1.4-length-of-three-digits",
        requirement="SIM7000-2.1.4-U1",
        sentence="The IP head tells how many bytes follow.",
        instead="Of a length of four digits the first is left out.",
        kind="binary",
        change=Change(speaks=three_digits_of_length),
        probe="""
            server UDP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSRIP=1
            send AT+CIPUDPMODE=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server sends <999 bytes>
            server sends <1234 bytes>
        """,
        unseen="no document promises so much data under one head (G54)",
    ),
    Defect(
        id="sim7000-2.2.1-backspace-takes-back",
        requirement="SIM7000-2.2.1-R2",
        sentence="All that is typed in data mode is data.",
        instead="A 0x08 is not sent, and takes back the byte before it.",
        kind="binary",
        change=Change(asks=leaving(backspaces_done)),
        probe="""
            server TCP
            given data-mode server
            type abc<0x08>def
            wait 2
        """,
    ),
    Defect(
        id="sim7000-2.2.1-line-ends-completed",
        requirement="SIM7000-2.2.1-R3",
        sentence="In data mode data from the far end is put out as it is.",
        instead="A CR is put before each LF that has none.",
        kind="binary",
        change=Change(speaks=in_data_mode(line_ends_completed)),
        probe="""
            server TCP
            given data-mode server
            server sends one<LF>two<CR><LF>three
        """,
    ),
    Defect(
        id="sim7000-2.2.1-swallows-what-looks-like-a-line",
        requirement="SIM7000-2.2.1-R3",
        sentence="In data mode data from the far end is put out as it is.",
        instead="Data that looks like a result between line ends is taken for one of the module's and left out.",
        kind="binary",
        change=Change(speaks=in_data_mode(lambda data: data.replace(b"\r\nERROR\r\n", b""))),
        probe="""
            server TCP
            given data-mode server
            server sends one<CR><LF>ERROR<CR><LF>two
        """,
    ),
    Defect(
        id="sim7000-2.2.2-blocks-not-cut",
        requirement="SIM7000-2.2.2-R4",
        sentence="SendSz is the size of the blocks in which what is typed is sent.",
        instead="Several blocks that are there at once are sent in one.",
        kind="binary",
        change=Change(asks=asked_too_often(net.Send, 0, nothing_fits)),
        probe="""
            server UDP
            send AT+CIPCCFG=5,2,100,1
            send AT+CIPMODE=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            type <300 bytes>
            wait 2
        """,
    ),
    Defect(
        id="sim7000-2.2.2-escape-settled-once",
        requirement="SIM7000-2.2.2-R5",
        sentence="The fourth parameter of AT+CIPCCFG switches the escape sequence on and off.",
        instead="Only the first such command does; later ones change the other parameters.",
        kind="repetition",
        change=Change(
            commands=(
                Command(
                    "+CIPCCFG",
                    write=form(first_escape_setting, Int(3, 8), Int(1, 10), Int(1, 1460), *(Int(0, 1, default=0),) * 2),
                ),
            )
        ),
        probe="""
            server TCP
            send AT+CIPCCFG=5,3,1024,1
            send AT+CIPCCFG=5,2,1024,0
            send AT+CIPMODE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            wait 2
            type +++
            wait 3
        """,
    ),
    Defect(
        id="sim7000-2.2.2-retries-of-first-connection",
        requirement="SIM7000-2.2.2-R3",
        sentence="NmRetry is how often a packet is sent again.",
        instead="It holds for the first connection only; all others try as often as by default.",
        kind="repetition",
        change=Change(asks=usual_retries_later),
        probe="""
            server TCP
            send AT+CIPCCFG=3,2,1024,1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server stops acknowledging
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 200
        """,
    ),
)
