"""SIM7X00 note, 2.3.4."""

from __future__ import annotations

from dataclasses import replace

from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.netopen.server import servers, stop
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    OK,
    accepted,
    answered,
    as_before,
    beyond,
    lost,
    ok_lost,
    once_said,
)
from tests.defects.seams import Change, Line

# --- 2.3.4 ---


def fourth_stops_first():
    """Stop the first server when the fourth begins to listen."""
    servers = []

    def ask(request):
        if not isinstance(request, net.Listen):
            return (request,)
        servers.append(request.server)
        return (net.StopListening(servers[0]), request) if len(servers) == 4 else (request,)

    return ask


def next_port_second_time():
    """Listen one port further where the port was listened on before."""
    ports = set()

    def ask(request):
        if not isinstance(request, net.Listen):
            return (request,)
        known = request.port in ports
        ports.add(request.port)
        return (replace(request, port=request.port + known),)

    return ask


def all_stopped():
    """Stop every server with any of them."""
    servers = []

    def ask(request):
        if isinstance(request, net.Listen):
            servers.append(request.server)
        if isinstance(request, net.StopListening):
            return tuple(map(net.StopListening, servers))
        return (request,)

    return ask


def to_first_client():
    """Send what is for any client to the first one."""
    first = None

    def ask(request):
        nonlocal first
        if isinstance(request, net.Send) and request.link < 0:
            first = first or request.link
            return (replace(request, link=first),)
        return (request,)

    return ask


def not_closed_with_clients():
    """Never hear that the network is closed after a client has come."""
    came = False

    def hear(event):
        nonlocal came
        came = came or isinstance(event, net.Incoming)
        return () if came and isinstance(event, net.Deactivated) else (event,)

    return hear


def with_result(piece):
    """Let a result follow on OK."""
    return (piece, b"\r\n+SERVERSTART: 1,0\r\n") if piece == OK else (piece,)


def stop_latest(module):
    """AT+SERVERSTOP: the server with the greatest index that listens."""
    listening = [server.index for server in servers(module) if server.machine.permits("SERVERSTOP")]
    return stop(module, max(listening, default=0))


STOPS_LATEST = Command("+SERVERSTOP", test=(), write=form(stop, Int(0, 255)), execute=stop_latest)


DEFECTS = (
    Defect(
        id="sim7x00-2.3.4-fourth-stops-first",
        requirement="SIM7X00-2.3.4-L1",
        sentence="Four sockets can listen.",
        instead="The fourth takes the place of the first, which nothing tells.",
        kind="two at once",
        change=Change(asks=fourth_stops_first),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
            send AT+SERVERSTART=7070,2
            send AT+SERVERSTART=6060,3
            client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-result-behind-ok",
        requirement="SIM7X00-2.3.4-R1",
        sentence="Starting a server is answered with OK alone.",
        instead="On servers other than 0 a result follows.",
        kind="two at once",
        change=Change(speaks=answered(r"AT\+SERVERSTART=\d+,[1-3]", with_result)),
        probe="""
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-port-busy-after-stop",
        requirement="SIM7X00-2.3.4-S1",
        sentence="A server that was stopped can be started again on its port.",
        instead="It listens one port further.",
        kind="repetition",
        change=Change(asks=next_port_second_time),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTOP=0
            send AT+SERVERSTART=8080,0
            client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-second-start-unconfirmed",
        requirement="SIM7X00-2.3.4-E2",
        sentence="Each of the servers is confirmed with OK.",
        instead="Where another one listens already, the confirmation is missing.",
        kind="two at once",
        change=Change(speaks=answered(r"AT\+SERVERSTART=.*", ok_lost, spared=1)),
        probe="""
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-client-of-wrong-server",
        requirement="SIM7X00-2.3.4-U1",
        sentence="A client is told with the server that it has come to.",
        instead="It is always told as one of server 0.",
        kind="two at once",
        change=Change(lines=(Line(r"\+CLIENT: (\d),[1-3],(.*)", r"+CLIENT: \1,0,\2"),)),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
            client connects 9090
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-second-client-silent",
        requirement="SIM7X00-2.3.4-U1",
        sentence="Each client that is accepted is told.",
        instead="The second one is accepted without a word.",
        kind="two at once",
        change=Change(lines=(Line(r"\+CLIENT: .*", None, spared=1),)),
        probe="""
            client TCP
            other-client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            other-client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-address-of-first-client",
        requirement="SIM7X00-2.3.4-E3",
        sentence="A client is told with its address and port.",
        instead="A later one is told with those of the first.",
        kind="two at once",
        change=Change(hears=as_before(net.Incoming, "address", "port")),
        probe="""
            client TCP
            other-client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            other-client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-accepted-listed-as-own-second-time",
        requirement="SIM7X00-2.3.4-R2",
        sentence="In the list an accepted link shows the server that has accepted it.",
        instead="The second time that the list is asked for it shows -1.",
        kind="repetition",
        change=Change(lines=(Line(r'(\+CIPOPEN: \d,"TCP",.*),[0-3]', r"\1,-1", spared=1),)),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            send AT+CIPOPEN?
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-listed-with-other-server",
        requirement="SIM7X00-2.3.4-E4",
        sentence="The list tells the index of the server behind an accepted link.",
        instead="For servers other than 0 it is one too small.",
        kind="two at once",
        change=Change(
            lines=tuple(Line(rf'(\+CIPOPEN: \d,"TCP",.*,\d+),{index}', rf"\g<1>,{index - 1}") for index in (1, 2, 3))
        ),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
            client connects 9090
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-second-client-hangs",
        requirement="SIM7X00-2.3.4-L2",
        sentence="There are ten links, and an accepted connection takes one of them.",
        instead="The second accepted connection does not get one: it hangs.",
        kind="two at once",
        change=Change(hears=beyond(net.Incoming, lost, spared=1)),
        probe="""
            client TCP
            other-client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            other-client connects 8080
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-data-to-first-client",
        requirement="SIM7X00-2.3.4-E5",
        sentence="What is sent on an accepted link arrives at its client.",
        instead="It arrives at the client that was sent to first.",
        kind="two at once",
        change=Change(asks=to_first_client),
        probe="""
            client TCP
            other-client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            other-client connects 8080
            send AT+CIPSEND=0,5
            type hello
            wait 2
            send AT+CIPSEND=1,5
            type other
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-second-stop-listens-on",
        requirement="SIM7X00-2.3.4-E6",
        sentence="A server that was stopped listens no more.",
        instead="The second time it does, whatever is told.",
        kind="repetition",
        change=Change(asks=beyond(net.StopListening, lost, spared=1)),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTOP=0
            send AT+SERVERSTART=8081,0
            send AT+SERVERSTOP=0
            client connects 8081
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-latest-stopped",
        requirement="SIM7X00-2.3.4-R4",
        sentence="Without an index, server 0 is stopped.",
        instead="The server with the greatest index is stopped.",
        kind="two at once",
        change=Change(commands=(STOPS_LATEST,)),
        probe="""
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
            send AT+SERVERSTOP
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-stop-told-of-first",
        requirement="SIM7X00-2.3.4-U2",
        sentence="The result of stopping begins with the index of the server.",
        instead="It begins with 0 for every server.",
        kind="two at once",
        change=Change(lines=(Line(r"\+SERVERSTOP: [1-3],0", "+SERVERSTOP: 0,0"),)),
        probe="""
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
            send AT+SERVERSTOP=1
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-all-stopped",
        requirement="SIM7X00-2.3.4-E7",
        sentence="Each server is stopped by itself.",
        instead="With one of them all stop listening.",
        kind="two at once",
        change=Change(asks=all_stopped),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
            send AT+SERVERSTOP=1
            client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-not-closed-with-clients",
        requirement="SIM7X00-2.3.4-E8",
        sentence="The network can be closed while a client is connected, and that is told.",
        instead="After a client has come the result of closing never does.",
        kind="one at a time",
        change=Change(hears=not_closed_with_clients),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            send AT+NETCLOSE
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-list-short-with-servers",
        requirement="SIM7X00-2.3.4-R5",
        sentence="The state of all links can be asked for at any time.",
        instead="After a client has come the list leaves the last link out.",
        kind="two at once",
        change=Change(speaks=once_said(r"\+CLIENT: ", r"\+CIPOPEN: 9", "")),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-second-client-not-closed",
        requirement="SIM7X00-2.3.4-R6",
        sentence="An accepted link is closed with its number.",
        instead="The second one that is closed is not: the client learns nothing.",
        kind="repetition",
        change=Change(asks=beyond(net.Close, lost, spared=1, when=accepted)),
        probe="""
            client TCP
            other-client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            other-client connects 8080
            send AT+CIPCLOSE=0
            send AT+CIPCLOSE=1
        """,
    ),
)
