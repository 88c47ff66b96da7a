"""SIM7020 note, 5.1 to 5.3."""

from __future__ import annotations

import re
from dataclasses import replace
from weakref import WeakKeyDictionary

from atconform.emulator.core.module import Module
from atconform.emulator.core.replies import PENDING, Reply, error, ok
from atconform.emulator.cso import connect as connecting
from atconform.emulator.cso import sockets
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import (
    Misheard,
    dropped,
    sent,
    sent_on,
)
from tests.defects.seams import Change
from tests.defects.shared_sim7020_5 import SENDING, TWO_TCP, kind_of_before, on_its_socket, with_write


def deaf_clients_beside_a_server():
    """Hear nothing more of the module's own connections once a server has a client."""
    served = False

    def hear(event):
        nonlocal served
        served = served or isinstance(event, net.Incoming)
        return () if served and isinstance(event, net.Received) and event.link > 0 else (event,)

    return hear


def closes_the_one_before():
    """Give up the connection before, from the second on."""
    last = None

    def ask(request):
        nonlocal last
        if not isinstance(request, net.Connect):
            return (request,)
        before, last = last, request.link
        return (request,) if before is None else (net.Close(before), request)

    return ask


MADE: WeakKeyDictionary[sockets.Sockets, int] = WeakKeyDictionary()
"""How many sockets have been made since the start, which makes the parts of a module anew."""


def made_five_times(module: Module, *values: int) -> Reply:
    """Make a socket, as long as five have not been made since the start."""
    known = sockets.sockets(module)
    MADE[known] = MADE.get(known, 0) + 1
    return error() if MADE[known] > 5 else sockets.create(module, *values)


LEAKY = with_write(sockets.COMMANDS, "+CSOC", made_five_times)


def raw_in_transparent_mode():
    """Put received data of a socket out as it is once AT+CIPMODE=1 was given."""
    transparent = False

    def speak(piece):
        nonlocal transparent
        if piece.startswith(b"AT+CIPMODE="):
            transparent = piece == b"AT+CIPMODE=1\r"
        found = re.fullmatch(rb"\r\n\+CSONMI: \d,\d+,([0-9A-F]+)\r\n", piece)
        return (bytes.fromhex(found[1].decode()) if transparent and found else piece,)

    return speak


def stays_udp(found, earlier):
    """Make UDP sockets only, as soon as there was one."""
    return b"AT+CSOC=1,2,1" if any(b",2," in match[0] for match in earlier) else found[0]


def connect_at_once(module: Module, socket: sockets.Socket, port: int, host: str) -> Reply:
    """Confirm a connection as soon as it is asked for."""
    reply = connecting.connect(module, socket, port, host)
    if reply is PENDING:
        socket.conclude(ok())
    return reply


def port_of_before():
    """Connect to the port of the connection before."""
    last = None

    def ask(request):
        nonlocal last
        if isinstance(request, net.Connect):
            before, last = last, request.port
            request = replace(request, port=before or request.port)
        return (request,)

    return ask


def up_to_comma(data: bytes) -> bytes:
    """Take the comma in a text for the end of the parameter."""
    return data.partition(b",")[0] or data


def up_to_255(data: bytes) -> bytes:
    """Count the length in a byte: at most 255."""
    return data[:255]


def datagram_in_two():
    """Send what is longer than 256 bytes in two datagrams."""

    def ask(request):
        if isinstance(request, net.Send) and len(request.data) > 256:
            return replace(request, data=request.data[:256]), replace(request, data=request.data[256:])
        return (request,)

    return ask


def merged_under_the_first():
    """Tell all that arrives under the link that received something first."""
    first = None

    def hear(event):
        nonlocal first
        if isinstance(event, net.Received):
            first = first or event.link
            event = replace(event, link=first)
        return (event,)

    return hear


DEFECTS = (
    Defect(
        id="sim7020-5.1-own-connections-deaf-beside-server",
        requirement="SIM7020EN-5.1-R1",
        sentence="Client connections and one server work beside each other.",
        instead="Once the server has a client, the module's own connections receive nothing.",
        kind="two at once",
        change=Change(hears=deaf_clients_beside_a_server),
        probe="""
            server TCP
            client TCP
            given connected-socket server 0
            send AT+CSOC=1,1,1
            send AT+CSOB=1,5000
            send AT+CSOLIS=1
            client connects 5000
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-5.1-second-connection-ends-first",
        requirement="SIM7020EN-5.1-R1",
        sentence="Several clients are connected at the same time.",
        instead="A second connection ends the first.",
        kind="two at once",
        change=Change(asks=closes_the_one_before),
        probe=TWO_TCP,
    ),
    Defect(
        id="sim7020-5.1-one-socket-less",
        requirement="SIM7020EN-5.1-L1",
        sentence="So many sockets can exist at a time, of TCP or UDP.",
        instead="One less than there should be.",
        kind="two at once",
        change=Change(figures={"cso.sockets": 4}),
        probe="""
            send AT+CSOC=1,1,1
            send AT+CSOC=1,2,1
            send AT+CSOC=1,1,1
            send AT+CSOC=1,2,1
            send AT+CSOC=1,1,1
        """,
    ),
    Defect(
        id="sim7020-5.1-places-not-given-back",
        requirement="SIM7020ZH-5.1-L1",
        sentence="Five sockets can exist at a time.",
        instead="Five can be made altogether: one that was closed still counts.",
        kind="repetition",
        change=Change(commands=(LEAKY,)),
        probe="""
            send AT+CSOC=1,1,1
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
            send AT+CSOC=1,1,1
            send AT+CSOC=1,1,1
            send AT+CSOC=1,1,1
            send AT+CSOC=1,1,1
        """,
    ),
    Defect(
        id="sim7020-5.1-sockets-transparent",
        requirement="SIM7020ZH-5.1-R1",
        sentence="The sockets have no transparent mode.",
        instead="With AT+CIPMODE=1 what they receive is put out as it is.",
        kind="binary",
        change=Change(speaks=raw_in_transparent_mode),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CIPMODE=1
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-5.1-all-under-the-first",
        requirement="SIM7020ZH-5.1-R3",
        sentence="Several clients are possible without anything being set.",
        instead="All that arrives is told under the first socket that received something.",
        kind="two at once",
        change=Change(hears=merged_under_the_first),
        probe=TWO_TCP
        + """
            server sends hello
            second sends world
        """,
    ),
    Defect(
        id="sim7020-5.2-tcp-after-udp-is-udp",
        requirement="SIM7020EN-5.2-R1",
        sentence="The type 1 makes a TCP socket.",
        instead="After a UDP socket was made it makes a UDP one.",
        kind="repetition",
        change=Change(**Misheard(rb"AT\+CSOC=1,[12],1", stays_udp).change()),
        probe="""
            server TCP
            send AT+CSOC=1,2,1
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
            send AT+CSOCON=0,{server.port},"{server.ip}"
        """,
    ),
    Defect(
        id="sim7020-5.2-connected-too-early",
        requirement="SIM7020EN-5.2-R2",
        sentence="The OK says that the connection stands.",
        instead="It comes when the connection is asked for.",
        kind="timing",
        change=Change(commands=(with_write(connecting.COMMANDS, "+CSOCON", on_its_socket(connect_at_once)),)),
        probe=SENDING,
    ),
    Defect(
        id="sim7020-5.2-port-of-before",
        requirement="SIM7020EN-5.2-R2",
        sentence="The port is the one that is given.",
        instead="It is that of the connection before.",
        kind="repetition",
        change=Change(asks=port_of_before),
        probe="""
            server TCP
            second TCP
            third TCP
            given connected-socket second 0
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
            send AT+CSOCON=0,{third.port},"{third.ip}"
        """,
    ),
    Defect(
        id="sim7020-5.2-text-up-to-comma",
        requirement="SIM7020EN-5.2-R3",
        sentence="All that stands between the quotation marks is sent.",
        instead="A comma in it ends it.",
        kind="binary",
        change=Change(asks=sent(up_to_comma)),
        probe=SENDING + 'send AT+CSOSEND=0,0,"one,two"',
    ),
    Defect(
        id="sim7020-5.2-text-up-to-255",
        requirement="SIM7020EN-5.2-R3",
        sentence="All that stands between the quotation marks is sent.",
        instead="It is sent up to 255 characters.",
        kind="binary",
        change=Change(asks=sent(up_to_255)),
        probe=SENDING + f'send AT+CSOSEND=0,0,"{"x" * 260}"',
    ),
    Defect(
        id="sim7020-5.2-second-close-only-said",
        requirement="SIM7020EN-5.2-R4",
        sentence="The socket is closed.",
        instead="The second time the command only says so, and the far end stays connected.",
        kind="repetition",
        change=Change(asks=dropped(net.Close, 2)),
        probe=TWO_TCP
        + """
            send AT+CSOCL=0
            send AT+CSOCL=1
        """,
    ),
    Defect(
        id="sim7020-5.2-second-sending-lost",
        requirement="SIM7020EN-5.2-E1",
        sentence="What is sent and confirmed reaches the far end.",
        instead="The second sending is confirmed only.",
        kind="repetition",
        change=Change(asks=dropped(net.Send, 2)),
        probe=SENDING
        + """
            send AT+CSOSEND=0,0,"one"
            send AT+CSOSEND=0,0,"two"
            send AT+CSOCL=0
        """,
    ),
    Defect(
        id="sim7020-5.3-udp-beside-tcp-is-tcp",
        requirement="SIM7020EN-5.3-R1",
        sentence="The type 2 makes a UDP socket.",
        instead="Beside a TCP socket it makes another of those.",
        kind="two at once",
        change=Change(**Misheard(rb"AT\+CSOC=1,[12],1", kind_of_before).change()),
        probe="""
            server TCP
            second UDP
            given connected-socket server 0
            send AT+CSOC=1,2,1
            send AT+CSOCON=1,{second.port},"{second.ip}"
            send AT+CSOSEND=1,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.3-datagram-in-two",
        requirement="SIM7020EN-5.3-R2",
        sentence="What one command sends is one datagram.",
        instead="What is longer than 256 bytes goes in two.",
        kind="binary",
        change=Change(asks=datagram_in_two),
        probe="""
            server UDP
            given connected-socket server 0
        """
        + f'send AT+CSOSEND=0,0,"{"x" * 300}"',
    ),
    Defect(
        id="sim7020-5.3-second-peer-gets-nothing",
        requirement="SIM7020EN-5.3-R2",
        sentence="Data goes to the peer that the socket was connected to.",
        instead="Of two UDP sockets both send to the peer of the first.",
        kind="two at once",
        change=Change(asks=sent_on(1, 2)),
        probe="""
            server UDP
            second UDP
            given connected-socket server 0
            given connected-socket second 1
            send AT+CSOSEND=1,0,"hello"
        """,
    ),
)
