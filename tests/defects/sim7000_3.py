"""SIM7000 note, 3 to 3.2."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7000 import Paired, echoed
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7000_3 import NOBODYS_PORT

RECEIVED = re.compile(rb"\r\n\+RECEIVE,(\d),(\d+):\r\n", re.DOTALL)


def no_clients_beside_own():
    """Let no client in any more once the module has a connection of its own."""
    own = False

    def hear(event):
        nonlocal own
        own = own or isinstance(event, net.Connected)
        return () if own and isinstance(event, net.Incoming) else (event,)

    return hear


def four_of_tcp():
    """Call nobody with the fifth TCP connection that is open at the same time."""
    open_ = set()

    def ask(request):
        match request:
            case net.Connect(link=link, protocol="TCP"):
                if len(open_) == 4:
                    return (replace(request, port=NOBODYS_PORT),)
                open_.add(link)
            case net.Close(link=link):
                open_.discard(link)
            case net.Deactivate():
                open_.clear()
        return (request,)

    return ask


def header_of_other_left_out():
    """Put data out without a header where data of another connection came just before."""
    before = None

    def speak(piece):
        nonlocal before
        header = RECEIVED.match(piece)
        number, before = before, header and header[1]
        if header and number and number != header[1]:
            return (piece[header.end() :],)
        return (piece,)

    return speak


def last_line_end_left_out(piece):
    """Put data out without the CR LF at its end, whose bytes are counted."""
    header = RECEIVED.match(piece)
    return (piece.removesuffix(b"\r\n") if header and piece[header.end() :] != b"\r\n" else piece,)


def second_close_in_a_row_untold():
    """Do not report an end that follows on another, nothing in between."""
    before = False

    def speak(piece):
        nonlocal before
        closed = re.fullmatch(rb"\r\n\d, CLOSED\r\n", piece) is not None
        untold, before = closed and before, closed
        return () if untold else (piece,)

    return speak


def latest_dropped_too():
    """Drop the connection that was opened last together with any other that is dropped by force."""
    latest = 0

    def ask(request):
        nonlocal latest
        match request:
            case net.Connect(link=latest):
                pass
            case net.Close(link=link, abort=True) if link > 0 and latest not in (0, link):
                return (request, net.Close(latest, abort=True))
        return (request,)

    return ask


def forgotten_when_closed_here():
    """List a connection that the host has closed as one that never was."""
    closed = set()

    def speak(piece):
        if found := re.match(rb"AT\+CIPCLOSE=(\d)", echoed(piece)):
            closed.add(found[1])
        elif found := re.match(rb"AT\+CIPSTART=(\d)", echoed(piece)):
            closed.discard(found[1])
        for number in closed:
            piece = re.sub(
                rb'C: %b,\d,"[^\r\n]*"CLOSED"' % number,
                rb'C: %b,,"","","","INITIAL"' % number,
                piece,
            )
        return (piece,)

    return speak


def clients_counted():
    """Report each client with the count of clients in the place of its number."""
    count = 0

    def speak(piece):
        nonlocal count
        if found := re.fullmatch(rb"\r\n\d(, REMOTE IP: [\d.]+\r\n)", piece):
            count += 1
            return (b"\r\n%d%b" % (count - 1, found[1]),)
        return (piece,)

    return speak


def first_port_listed():
    """List the server with the port of the first one."""
    first = b""

    def speak(piece):
        nonlocal first
        if found := re.search(rb'(\r\nS: \d,\d,")(\d+)', piece):
            first = first or found[2]
            return (piece[: found.start()] + found[1] + first + piece[found.end() :],)
        return (piece,)

    return speak


def data_to_latest_client():
    """Send what is for a client to the client that came last."""
    clients = []

    def ask(request):
        match request:
            case net.Send(link=link) if link < 0:
                return (replace(request, link=min([link, *clients])),)
            case net.Close(link=link) if link in clients:
                clients.remove(link)
        return (request,)

    def hear(event):
        if isinstance(event, net.Incoming):
            clients.append(event.link)
        return (event,)

    return ask, hear


LATEST_CLIENT = Paired(data_to_latest_client)


DEFECTS = (
    Defect(
        id="sim7000-3-no-clients-beside-own",
        requirement="SIM7000-3-R4",
        sentence="The server lets clients in, and the module can connect to servers at the same time.",
        instead="Once it has connected to a server no client is let in any more.",
        kind="two at once",
        change=Change(hears=no_clients_beside_own),
        probe="""
            server TCP
            client TCP
            given listening-multi 5000
            send AT+CIPSTART=3,"TCP","{server.ip}","{server.port}"
            client connects 5000
        """,
    ),
    Defect(
        id="sim7000-3-four-of-tcp",
        requirement="SIM7000-3-L1",
        sentence="There can be eight connections, of TCP and UDP together.",
        instead="Of TCP there can be four; the fifth fails.",
        kind="two at once",
        change=Change(asks=four_of_tcp),
        probe="""
            server TCP
            given connected-multi server 0 3
            send AT+CIPSTART=7,"TCP","{server.ip}","{server.port}"
        """,
        unseen="a call that ends with CONNECT FAIL, and of which the far end saw nothing, may be the network's affair",
    ),
    Defect(
        id="sim7000-3.1-header-of-other-left-out",
        requirement="SIM7000-3.1-U2",
        sentence="Received data is preceded by a line with its connection and its length.",
        instead="Right behind data of another connection it is put out without such a line.",
        kind="two at once",
        change=Change(speaks=header_of_other_left_out),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
            server sends one
            second sends two
            second sends three
        """,
    ),
    Defect(
        id="sim7000-3.1-line-end-of-data-left-out",
        requirement="SIM7000-3.1-U2",
        sentence="The line before received data tells how many bytes follow.",
        instead="The CR LF at the end of data is counted and not put out.",
        kind="binary",
        change=Change(speaks=lambda: last_line_end_left_out),
        probe="""
            server TCP
            given connected-multi server 0
            server sends hello<CR><LF>
        """,
    ),
    Defect(
        id="sim7000-3.1-second-end-in-a-row-untold",
        requirement="SIM7000-3.1-U3",
        sentence="The end of a connection is reported with its number.",
        instead="Of two that end one after the other only the first is reported.",
        kind="two at once",
        change=Change(speaks=second_close_in_a_row_untold),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
            server closes
            second closes
        """,
    ),
    Defect(
        id="sim7000-3.1-latest-dropped-too",
        requirement="SIM7000-3.1-R4",
        sentence="AT+CIPCLOSE=<n> closes connection n alone.",
        instead="Where the far end takes no part in it, it takes the connection with it that was opened last.",
        kind="two at once",
        change=Change(asks=latest_dropped_too),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
            send AT+CIPCLOSE=0,1
            second sends hello
        """,
    ),
    Defect(
        id="sim7000-3.1-forgotten-when-closed-here",
        requirement="SIM7000-3.1-S2",
        sentence="A connection that was closed is listed as such, with its address and port.",
        instead="One that the host has closed is listed as if it had never been.",
        kind="one at a time",
        change=Change(speaks=forgotten_when_closed_here),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPCLOSE=1
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-3.2-clients-counted",
        requirement="SIM7000-3.2-U1",
        sentence="A client is reported with the number of its connection.",
        instead="It is reported with the count of clients before it.",
        kind="two at once",
        change=Change(speaks=clients_counted),
        probe="""
            server TCP
            client TCP
            given listening-multi 5000
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
            client connects 5000
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-3.2-second-server-close-untold",
        requirement="SIM7000-3.2-R7",
        sentence="SERVER CLOSE follows on the OK of AT+CIPSERVER=0.",
        instead="It does not for the second server since power-on.",
        kind="repetition",
        change=Change(lines=(Line("SERVER CLOSE", None, spared=1),)),
        probe="""
            given listening-multi 5000
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,5001
            send AT+CIPSERVER=0
        """,
    ),
    Defect(
        id="sim7000-3.2-first-port-listed",
        requirement="SIM7000-3.2-R10",
        sentence="AT+CIPSTATUS lists the server with its port.",
        instead="It is the port of the first server since power-on.",
        kind="repetition",
        change=Change(speaks=first_port_listed),
        probe="""
            given listening-multi 5000
            send AT+CIPSTATUS
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,5001
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-3.2-data-to-latest-client",
        requirement="SIM7000-3.2-R5",
        sentence="AT+CIPSEND=<n> sends to the client with this number.",
        instead="It goes to the client that came last.",
        kind="two at once",
        change=Change(asks=LATEST_CLIENT.asks, hears=LATEST_CLIENT.hears),
        probe="""
            client TCP
            otherclient TCP
            given listening-multi 5000
            client connects 5000
            otherclient connects 5000
            send AT+CIPQSEND=1
            send AT+CIPSEND=0
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
)
