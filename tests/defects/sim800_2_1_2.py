"""SIM800 note, 2.1.2 to 2.1.3."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import SECOND
from atconform.emulator.cip.stack import stack
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.meddling import (
    forgets,
    keeps_first,
    sent,
    until_zero,
    wrapped,
)
from tests.defects.seams import Change, Line
from tests.defects.shared_sim800_2_1 import OK

NOWHERE = "nowhere.invalid"
"""A name without an address."""


# --- UDP client ---


def udp_to_the_first():
    """Send on every UDP connection to where the first one led."""
    first, links = None, set()

    def ask(request):
        nonlocal first
        match request:
            case net.Connect(protocol="UDP", link=link):
                first = first or (request.host, request.port)
                links.add(link)
            case net.Send(link=link, to=None) if link in links:
                return (replace(request, to=first),)
        return (request,)

    return ask


def sent_when_answered():
    """Hold SEND OK of a UDP connection back until something has come from the server."""
    udp = held = False

    def speak(piece):
        nonlocal udp, held
        if piece.startswith(b"AT+CIPSTART"):
            udp = b"UDP" in piece
        elif udp and b"SEND OK" in piece:
            held = True
            return ()
        elif held and not piece.startswith((b"AT", b"\r\n")):
            held = False
            return (b"\r\nSEND OK\r\n", piece)
        return (piece,)

    return speak


def udp_socket_left():
    """Answer that a UDP connection is closed, and leave its socket where it is: the port that was set stays in use."""
    links, left = {}, set()

    def ask(request):
        match request:
            case net.Connect(protocol="UDP", link=link, local_port=port):
                if port in left:
                    return (replace(request, host=NOWHERE),)
                links[link] = port
            case net.Close(link=link) if links.get(link):
                left.add(links[link])
                return ()
        return (request,)

    return ask


# --- TCP server ---


def second_client_ends_first():
    """Lose the client that is there to another one that calls."""
    there = None

    def hear(event):
        nonlocal there
        match event:
            case net.Incoming(link=link):
                first, there = there, link
                if first is not None:
                    return (net.LinkLost(first, "reset"), event)
            case net.PeerClosed(link=link) | net.LinkLost(link=link) | net.Closed(link=link) if link == there:
                there = None
        return (event,)

    return hear


def no_address_for_a_server():
    """Tell the address of nobody while a server listens."""
    listening = False

    def speak(piece):
        nonlocal listening
        if b"SERVER OK" in piece or b"SERVER CLOSE" in piece:
            listening = b"SERVER OK" in piece
        return (re.sub(rb"(?<=\r\n)[\d.]+(?=\r\n)", b"0.0.0.0", piece) if listening else piece,)

    return speak


def second_stop_ignored():
    """Go on listening at the second AT+CIPSERVER=0."""
    return forgets(net.StopListening)()


def client_not_closed():
    """Close no client's link after the server's end."""
    stopped = False

    def ask(request):
        nonlocal stopped
        stopped = stopped or isinstance(request, net.StopListening)
        return () if stopped and isinstance(request, net.Close) and request.link < 0 else (request,)

    return ask


def client_ends_with_server(module, usual, on, port):
    """Reset the client's link with every server but the first."""
    cip = stack(module)
    client, later = cip.connections[0], cip.server is not None and cip.server.number > 1
    answer = usual(module, on, port)
    if later and not on and client.status == "CONNECTED":
        module.ask(net.Close(client.link, abort=True))
    return answer


def still_connected():
    """Tell that a client is connected once there has been one."""
    been = False

    def speak(piece):
        nonlocal been
        been = been or b"REMOTE IP" in piece
        return (piece.replace(b"STATE: SERVER LISTENING", b"STATE: CONNECT OK") if been else piece,)

    return speak


def closed_before_ok():
    """Say SERVER CLOSE before OK."""
    closing = held = False

    def speak(piece):
        nonlocal closing, held
        if piece.startswith(b"AT+CIPSERVER=0"):
            closing = True
        elif closing and piece == OK:
            closing, held = False, True
            return ()
        elif held:
            held = False
            return (piece, OK)
        return (piece,)

    return speak


def is_client(request):
    """Whether it is about a link that a client has opened."""
    return request.link < 0


DEFECTS = (
    Defect(
        id="sim800-2.1.2-sends-to-the-first",
        requirement="SIM800-2.1.2-R1",
        sentence="A UDP connection leads to the server that AT+CIPSTART names.",
        instead="The data of a later one goes to the server of the first.",
        kind="repetition",
        change=Change(asks=udp_to_the_first),
        probe="""
            server UDP
            second UDP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{second.ip}","{second.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.2-datagram-until-zero",
        requirement="SIM800-2.1.2-E1",
        sentence="The server receives exactly what was typed.",
        instead="The datagram ends before the first 0x00.",
        kind="binary",
        change=Change(asks=sent(until_zero, data_mode=False)),
        probe="""
            server UDP
            given connected server
            send AT+CIPSEND
            type one<0x00>two<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.2-sent-when-answered",
        requirement="SIM800-2.1.2-R2",
        sentence="On UDP, SEND OK means that the data has been sent out, wherever it gets to.",
        instead="It is held back until the server has answered.",
        kind="timing",
        change=Change(speaks=sent_when_answered),
        probe="""
            server UDP
            given connected server
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            server sends reply
        """,
    ),
    Defect(
        id="sim800-2.1.2-socket-left",
        requirement="SIM800-2.1.2-R3",
        sentence="AT+CIPCLOSE closes the UDP connection.",
        instead="Its socket stays: a second connection from the same port fails.",
        kind="repetition",
        change=Change(asks=udp_socket_left),
        probe="""
            server UDP
            send AT+CLPORT="UDP",8888
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-2.1.3-second-client-ends-first",
        requirement="SIM800-2.1.3-L1",
        sentence="In single connection mode one client can connect.",
        instead="A second one that calls is let in, and the first one is dropped for it.",
        kind="two at once",
        change=Change(hears=second_client_ends_first),
        probe="""
            client TCP
            other-client TCP
            given listening 5000
            client connects 5000
            other-client connects 5000
        """,
    ),
    Defect(
        id="sim800-2.1.3-port-of-before",
        requirement="SIM800-2.1.3-R1",
        sentence="The module listens on the port that AT+CIPSERVER=1 names.",
        instead="A later server listens on the port of the first.",
        kind="repetition",
        change=Change(asks=keeps_first(net.Listen, "port")),
        probe="""
            client TCP
            given listening 5000
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,6000
            client connects 6000
        """,
    ),
    Defect(
        id="sim800-2.1.3-no-address",
        requirement="SIM800-2.1.3-R2",
        sentence="AT+CIFSR tells the server's address after SERVER OK.",
        instead="While it listens, the address is four zeros.",
        kind="one at a time",
        change=Change(speaks=no_address_for_a_server),
        probe="""
            given listening 5000
            send AT+CIFSR
        """,
    ),
    Defect(
        id="sim800-2.1.3-client-of-before",
        requirement="SIM800-2.1.3-U1",
        sentence="The address of a client that connects is told.",
        instead="A second client is told with the address of the first.",
        kind="repetition",
        change=Change(hears=keeps_first(net.Incoming, "address")),
        probe="""
            client TCP
            other-client TCP
            given listening 5000
            client connects 5000
            client closes
            other-client connects 5000
        """,
    ),
    Defect(
        id="sim800-2.1.3-client-told-late",
        requirement="SIM800-2.1.3-U1",
        sentence="The address of a client that connects is told when it has connected.",
        instead="It comes three seconds later, when data of the client is there already.",
        kind="timing",
        change=Change(lines=(Line("REMOTE IP: .*", r"\g<0>", late=3 * SECOND),)),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            client sends hello
        """,
    ),
    Defect(
        id="sim800-2.1.3-sends-to-the-client-of-before",
        requirement="SIM800-2.1.3-R3",
        sentence="AT+CIPSEND sends to the client.",
        instead="When one client has gone and another come, the data still goes to the one that has gone.",
        kind="repetition",
        change=Change(asks=keeps_first(net.Send, "link", wanted=is_client)),
        probe="""
            client TCP
            other-client TCP
            given listening 5000
            client connects 5000
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            client closes
            other-client connects 5000
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.3-second-stop-ignored",
        requirement="SIM800-2.1.3-R4",
        sentence="After AT+CIPSERVER=0 no client can connect.",
        instead="The second time clients still can, though it is confirmed.",
        kind="repetition",
        change=Change(asks=second_stop_ignored),
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
        id="sim800-2.1.3-client-not-closed",
        requirement="SIM800-2.1.3-R5",
        sentence="AT+CIPCLOSE closes the client's connection.",
        instead="Once the server is closed it does not, and has no answer.",
        kind="one at a time",
        change=Change(asks=client_not_closed),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            send AT+CIPSERVER=0
            send AT+CIPCLOSE
        """,
    ),
    Defect(
        id="sim800-2.1.3-connected-for-ever",
        requirement="SIM800-2.1.3-S1",
        sentence="Without a client the state is SERVER LISTENING.",
        instead="It stays CONNECT OK when the client has gone, and with every later server.",
        kind="repetition",
        change=Change(speaks=still_connected),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            client closes
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-2.1.3-client-ends-with-server",
        requirement="SIM800-2.1.3-R6",
        sentence="AT+CIPSERVER=0 leaves the connection with the client as it is.",
        instead="The second time the client is reset.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPSERVER", write=client_ends_with_server),)),
        probe="""
            client TCP
            given listening 5000
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,5000
            client connects 5000
            send AT+CIPSERVER=0
        """,
    ),
    Defect(
        id="sim800-2.1.3-closed-before-ok",
        requirement="SIM800-2.1.3-U2",
        sentence="SERVER CLOSE follows on the OK of AT+CIPSERVER=0.",
        instead="It comes before.",
        kind="timing",
        change=Change(speaks=closed_before_ok),
        probe="""
            given listening 5000
            send AT+CIPSERVER=0
        """,
    ),
    Defect(
        id="sim800-2.1.3-second-close-untold",
        requirement="SIM800-2.1.3-U2",
        sentence="SERVER CLOSE reports that the server is closed.",
        instead="Only the first time.",
        kind="repetition",
        change=Change(lines=(Line("SERVER CLOSE", None, spared=1),)),
        probe="""
            given listening 5000
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,5000
            send AT+CIPSERVER=0
        """,
    ),
)
