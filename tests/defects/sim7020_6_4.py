"""SIM7020 note, 6.4."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020_6 import (
    answer,
    asked_again,
    pieces,
    swap,
)
from tests.defects.seams import Change, Line


def told(state: str, instead: str, **which) -> Change:
    """Tell a state as another one."""
    return Change(lines=(Line(f"STATE: {state}", f"STATE: {instead}", **which),))


def other_addresses_unheard():
    """Take datagrams of a connection's own address only, whatever the port."""
    addresses = {}

    def hear(event):
        if isinstance(event, net.Connected):
            addresses[event.link] = event.address
        if isinstance(event, net.Received) and event.address != addresses.get(event.link):
            return ()
        return (event,)

    return hear


def destination_kept():
    """Send the first data of a later connection where the one before was told to send."""
    kept, used = None, 0

    def ask(request):
        nonlocal kept, used
        if isinstance(request, net.Send):
            if request.to is not None:
                kept, used = request.to, request.link
            elif kept is not None and request.link != used:
                return (replace(request, to=kept),)
        return (request,)

    return ask


def source_before():
    """Tell the sender of the datagram before."""
    source = None

    def hear(event):
        nonlocal source
        if isinstance(event, net.Received):
            told, source = source or (event.address, event.port), (event.address, event.port)
            return (replace(event, address=told[0], port=told[1]),)
        return (event,)

    return hear


def signed_port():
    """Show a port of more than 32767 as a negative number."""

    def signed(found):
        port = int(found[2])
        return found[1] + str(port - 65536 if port > 32767 else port).encode()

    return lambda piece: (re.sub(rb'(\+CIPUDPMODE: 1,"[\d.]+",)(\d+)', signed, piece),)


def length_up_to_zero():
    """Count received data only up to the first 0x00 in its head."""

    def counted(found):
        return b"\r\n+IPD,%d:" % len(found[1].partition(b"\0")[0]) + found[1]

    return lambda piece: (re.sub(rb"\r\n\+IPD,\d+:(.*)$", counted, piece, flags=re.DOTALL),)


def same_source_untold():
    """Tell where data came from only where that differs from the last time."""
    last = b""

    def speak(piece):
        nonlocal last
        found = re.match(rb"\r\nRECV FROM: [\d.:]+\r\n", piece)
        if found:
            again, last = found[0] == last, found[0]
            return (piece[found.end() :],) if again else (piece,)
        return (piece,)

    return speak


def port_kept(first, request):
    """Take the address of a destination, and leave the port."""
    return (replace(request, to=(request.to[0], first.to[1])),)


DEFECTS = (
    Defect(
        id="sim7020-6.4-other-addresses-unheard",
        requirement="SIM7020EN-6.4-R1",
        sentence="In extended mode datagrams are taken from any address and port.",
        instead="Another port of the same address is heard, another address is not.",
        kind="two at once",
        change=Change(hears=other_addresses_unheard),
        probe="""
            server UDP
            stranger UDP
            given ip-status
            send AT+CLPORT="UDP",8888
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPUDPMODE=2,"{stranger.ip}",{stranger.port}
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            stranger sends hello
        """,
    ),
    Defect(
        id="sim7020-6.4-local-port-once",
        requirement="SIM7020EN-6.4-R2",
        sentence="A UDP socket that is opened after AT+CLPORT uses the port given there.",
        instead="The first one does, further ones have a port of the network's choice.",
        kind="repetition",
        change=Change(
            asks=asked_again(
                net.Connect, lambda _, request: (replace(request, local_port=0),), only=lambda r: r.local_port > 0
            )
        ),
        probe="""
            server UDP
            client UDP
            given ip-status
            send AT+CIPUDPMODE=1
            send AT+CLPORT="UDP",8888
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            client connects 8888
            client sends hello
        """,
    ),
    Defect(
        id="sim7020-6.4-sender-of-datagram-before",
        requirement="SIM7020EN-6.4-R3",
        sentence="Each reception is preceded by the address and port of its sender.",
        instead="The sender of the datagram before is told.",
        kind="two at once",
        change=Change(hears=source_before),
        probe="""
            server UDP
            stranger UDP
            given ip-status
            send AT+CIPSRIP=1
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPUDPMODE=2,"{stranger.ip}",{stranger.port}
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server sends one
            stranger sends two
        """,
    ),
    Defect(
        id="sim7020-6.4-head-forgotten",
        requirement="SIM7020EN-6.4-R4",
        sentence="With AT+CIPHEAD=1 the length stands in front of received data.",
        instead="When the senders are no longer to be shown (AT+CIPSRIP=0) the head is gone as well.",
        kind="repetition",
        change=Change(speaks=answer(r"AT\+CIPSRIP=0", swap(rb"^\r\n\+IPD,\d+:", b""), until=r"AT\+CIPHEAD=1")),
        probe="""
            server UDP
            given ip-status
            send AT+CIPHEAD=1
            send AT+CIPSRIP=0
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-6.4-destination-of-connection-before",
        requirement="SIM7020EN-6.4-R5",
        sentence="In extended mode data goes first to the address of AT+CIPSTART.",
        instead="After an earlier connection it goes where AT+CIPUDPMODE=2 sent it then.",
        kind="repetition",
        change=Change(asks=destination_kept),
        probe="""
            server UDP
            second UDP
            given ip-status
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 1
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7020-6.4-negative-port",
        requirement="SIM7020EN-6.4-R6",
        sentence="AT+CIPUDPMODE? tells the destination in force, with its port.",
        instead="A port of more than 32767 is told as a negative number.",
        kind="binary",
        change=Change(speaks=pieces(signed_port)),
        probe="""
            server UDP
            given ip-status
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPUDPMODE=2,"{server.ip}",40000
            send AT+CIPUDPMODE?
        """,
    ),
    Defect(
        id="sim7020-6.4-second-port-not-taken",
        requirement="SIM7020EN-6.4-R7",
        sentence="AT+CIPUDPMODE=2 changes address and port of what is sent next.",
        instead="The second time the address changes and the port stays.",
        kind="repetition",
        change=Change(asks=asked_again(net.Send, port_kept, only=lambda request: request.to is not None)),
        probe="""
            server UDP
            second UDP
            third UDP
            given ip-status
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 1
            send AT+CIPUDPMODE=2,"{third.ip}",{third.port}
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7020-6.4-mode-2-shown",
        requirement="SIM7020EN-6.4-R8",
        sentence="Behind AT+CIPUDPMODE=2 the query still tells mode 1.",
        instead="From the second new destination on it tells 2.",
        kind="repetition",
        change=Change(
            speaks=answer(
                r"AT\+CIPUDPMODE=2,.*",
                swap(rb"\+CIPUDPMODE: 1", b"+CIPUDPMODE: 2"),
                spared=1,
                until=r"AT\+CIPUDPMODE=[01]",
            )
        ),
        probe="""
            server UDP
            given ip-status
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPUDPMODE=2,"{server.ip}",1234
            send AT+CIPUDPMODE?
            send AT+CIPUDPMODE=2,"{server.ip}",1235
            send AT+CIPUDPMODE?
        """,
    ),
    Defect(
        id="sim7020-6.4-same-sender-untold",
        requirement="SIM7020EN-6.4-U1",
        sentence="With AT+CIPSRIP=1 the sender is told in front of every datagram.",
        instead="It is told only when it differs from the last one.",
        kind="repetition",
        change=Change(speaks=same_source_untold),
        probe="""
            server UDP
            given ip-status
            send AT+CIPSRIP=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server sends one
            server sends two
        """,
    ),
    Defect(
        id="sim7020-6.4-length-up-to-zero",
        requirement="SIM7020EN-6.4-U2",
        sentence="The head of received data tells its length.",
        instead="It tells how much there is in front of the first 0x00.",
        kind="binary",
        change=Change(speaks=pieces(length_up_to_zero)),
        probe="""
            server UDP
            given ip-status
            send AT+CIPHEAD=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server sends ab<0x00>cd
        """,
    ),
)
