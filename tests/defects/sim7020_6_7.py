"""SIM7020 note, 6.7 and 6.8: clients and servers mixed, names."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import MS
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020_6 import (
    answer,
    asked_again,
    knowing,
    late,
    pieces,
    told_again,
)
from tests.defects.seams import Change, Line


def no_clients_beside_udp(host):
    """Take no client while a UDP connection stands."""
    links = set()

    def hear(event):
        if isinstance(event, net.Connected) and b'"UDP"' in host.command:
            links.add(event.link)
        if isinstance(event, net.Closed):
            links.discard(event.link)
        return () if links and isinstance(event, net.Incoming) else (event,)

    return hear


def clients_counted():
    """Tell a client with the number of clients before it, whatever number it has."""
    count = 0

    def respell(piece):
        nonlocal count
        found = re.fullmatch(rb"\r\n\d,(REMOTE IP: [^\r]+\r\n)", piece)
        if found:
            count += 1
            return (b"\r\n%d," % (count - 1) + found[1],)
        return (piece,)

    return respell


def client_heard_as_own():
    """Take a client's data for that of the connection which the module has made itself."""
    own = 0

    def hear(event):
        nonlocal own
        if isinstance(event, net.Connected):
            own = event.link
        if isinstance(event, net.Received) and event.link < 0 and own:
            return (replace(event, link=own),)
        return (event,)

    return hear


def sent_to_first_client():
    """Send what is for a client to the first one."""

    def ask(request):
        if isinstance(request, net.Send) and request.link < -1:
            return (replace(request, link=-1),)
        return (request,)

    return ask


def no_udp_beside_server():
    """Never open a UDP connection while the server listens."""
    listening = False

    def ask(request):
        nonlocal listening
        if isinstance(request, net.Listen | net.StopListening):
            listening = isinstance(request, net.Listen)
        if listening and isinstance(request, net.Connect) and request.protocol == "UDP":
            return ()
        return (request,)

    return ask


def same_address_closed():
    """Close all connections to the same address with one of them."""
    hosts = {}

    def ask(request):
        if isinstance(request, net.Connect):
            hosts[request.link] = request.host
        if isinstance(request, net.Close) and request.link in hosts:
            host = hosts.pop(request.link)
            others = [link for link, other in hosts.items() if other == host]
            return (request, *(net.Close(link, abort=True) for link in others))
        return (request,)

    return ask


def first_outlives_shutting(host):
    """Leave the first connection open when everything is shut."""
    first = None

    def ask(request):
        nonlocal first
        if isinstance(request, net.Connect) and first is None:
            first = request.link
        if isinstance(request, net.Close) and request.link == first and host.command == b"AT+CIPSHUT":
            return ()
        return (request,)

    return ask


def port_of_first_server():
    """Show the port of the first server in the row of every server."""
    port = b""

    def respell(piece):
        nonlocal port
        found = re.search(rb'\r\nS: 0,0,"(\d+)"', piece)
        if found:
            port = port or found[1]
            return (piece.replace(b'"' + found[1] + b'"', b'"' + port + b'"'),)
        return (piece,)

    return respell


def server_hidden_by_client():
    """Show no row of the server once a client has connected."""
    client = False

    def respell(piece):
        nonlocal client
        client = client or b"REMOTE IP" in piece
        return (re.sub(rb"\r\nS: [^\r]*\r\n", b"", piece) if client else piece,)

    return respell


def neighbour_closed():
    """Show the number below a closed one as closed too."""

    def respell(piece):
        return (re.sub(rb'"CONNECTED"(\r\nC: \d,\d,[^\r]*"CLOSED")', rb'"CLOSED"\1', piece),)

    return respell


def name_kept(first, event):
    """Tell addresses under the name that was asked for first."""
    return (replace(event, name=first.name),)


def old_addresses():
    """Tell the addresses found before for a name that has none."""
    found = None

    def hear(event):
        nonlocal found
        if isinstance(event, net.Resolved):
            found = event
        if isinstance(event, net.ResolveFailed) and found is not None:
            return (net.Resolved(event.query, event.name, found.addresses),)
        return (event,)

    return hear


DEFECTS = (
    Defect(
        id="sim7020-6.7-no-client-beside-udp",
        requirement="SIM7020EN-6.7-R1",
        sentence="The server lets clients in while the module has connections of its own.",
        instead="While it has a UDP connection no client is let in.",
        kind="two at once",
        change=Change(**knowing(no_clients_beside_udp, "hears")),
        probe="""
            server UDP
            client TCP
            given connected-multi server 0
            send AT+CIPSERVER=1,1234
            client connects 1234
        """,
    ),
    Defect(
        id="sim7020-6.7-port-of-15-bits",
        requirement="SIM7020EN-6.7-R3",
        sentence="AT+CIPSERVER=1 listens on the port that it gives.",
        instead="Of a port of more than 32767 the highest bit is lost.",
        kind="binary",
        change=Change(
            asks=lambda: (
                lambda request: (
                    (replace(request, port=request.port & 0x7FFF),) if isinstance(request, net.Listen) else (request,)
                )
            )
        ),
        probe="""
            client TCP
            given listening-multi 40000
            client connects 40000
        """,
    ),
    Defect(
        id="sim7020-6.7-clients-counted",
        requirement="SIM7020EN-6.7-U1",
        sentence="A client is told with the connection number that it has got.",
        instead="It is told with the number of clients before it, as if the module had no connections of its own.",
        kind="two at once",
        change=Change(speaks=pieces(clients_counted)),
        probe="""
            server TCP
            client TCP
            given connected-multi server 0
            send AT+CIPSERVER=1,1234
            client connects 1234
        """,
    ),
    Defect(
        id="sim7020-6.7-client-heard-as-own",
        requirement="SIM7020EN-6.7-R4",
        sentence="Data of a client comes under the client's number.",
        instead="It comes under the number of the connection that the module has made itself last.",
        kind="two at once",
        change=Change(hears=client_heard_as_own),
        probe="""
            server TCP
            client TCP
            given connected-multi server 0
            send AT+CIPSERVER=1,1234
            client connects 1234
            client sends hello
        """,
    ),
    Defect(
        id="sim7020-6.7-sent-to-first-client",
        requirement="SIM7020EN-6.7-R5",
        sentence="AT+CIPSEND=<n> sends to the client with number n.",
        instead="With two clients everything goes to the first one.",
        kind="two at once",
        change=Change(asks=sent_to_first_client),
        probe="""
            client TCP
            second-client TCP
            given listening-multi 1234
            client connects 1234
            second-client connects 1234
            send AT+CIPSEND=1
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7020-6.7-no-udp-beside-server",
        requirement="SIM7020EN-6.7-R6",
        sentence="While the server listens, TCP and UDP connections to servers can be made.",
        instead="UDP is answered by OK, and nothing follows.",
        kind="two at once",
        change=Change(asks=no_udp_beside_server),
        probe="""
            server UDP
            client TCP
            given listening-multi 1234
            client connects 1234
            send AT+CIPSTART=1,"UDP","{server.ip}",{server.port}
        """,
    ),
    Defect(
        id="sim7020-6.7-second-server-close-untold",
        requirement="SIM7020EN-6.7-R7",
        sentence="AT+CIPSERVER=0 is answered by OK and SERVER CLOSE.",
        instead="From the second server on SERVER CLOSE is missing.",
        kind="repetition",
        change=Change(lines=(Line("SERVER CLOSE", None, spared=1),)),
        probe="""
            given listening-multi 1234
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,1234
            send AT+CIPSERVER=0
        """,
    ),
    Defect(
        id="sim7020-6.7-same-address-closed",
        requirement="SIM7020EN-6.7-R8",
        sentence="AT+CIPCLOSE=<n> closes connection n only.",
        instead="Other connections to the same address are dropped with it.",
        kind="two at once",
        change=Change(asks=same_address_closed),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim7020-6.7-first-outlives-shutting",
        requirement="SIM7020EN-6.7-R9",
        sentence="AT+CIPSHUT closes all connections.",
        instead="The one that was made first stays open, and only the module has forgotten it.",
        kind="two at once",
        change=Change(**knowing(first_outlives_shutting)),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPSHUT
        """,
        unseen=(
            "The module has forgotten the connection and given up its address; whether the far end is told "
            "stands nowhere, and quick closing closes without it."
        ),
    ),
    Defect(
        id="sim7020-6.7-port-of-first-server",
        requirement="SIM7020EN-6.7-R10",
        sentence="The server's row in AT+CIPSTATUS tells its port.",
        instead="A second server is shown with the port of the first one.",
        kind="repetition",
        change=Change(speaks=pieces(port_of_first_server)),
        probe="""
            given listening-multi 1234
            send AT+CIPSTATUS
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,4321
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.7-server-hidden-by-client",
        requirement="SIM7020EN-6.7-S1",
        sentence="While the server listens it is shown as LISTENING.",
        instead="Once it has a client its row is gone.",
        kind="two at once",
        change=Change(speaks=pieces(server_hidden_by_client)),
        probe="""
            client TCP
            given listening-multi 1234
            client connects 1234
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.7-neighbour-closed",
        requirement="SIM7020EN-6.7-S2",
        sentence="The number that was closed is shown as CLOSED.",
        instead="The number below it is shown as CLOSED too, though it is connected.",
        kind="two at once",
        change=Change(speaks=pieces(neighbour_closed)),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPCLOSE=1
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.7-port-of-first-client",
        requirement="SIM7020EN-6.7-S3",
        sentence="A client is shown with its own address and port.",
        instead="A second client is shown with the port of the first one.",
        kind="two at once",
        change=Change(hears=told_again(net.Incoming, lambda first, event: (replace(event, port=first.port),))),
        probe="""
            client TCP
            second-client TCP
            given listening-multi 1234
            client connects 1234
            second-client connects 1234
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.8-addresses-before-ok",
        requirement="SIM7020EN-6.8-R1",
        sentence="AT+CDNSGIP is answered by OK at once, and the result follows.",
        instead="OK is held back until the name server has answered, and comes behind the result.",
        kind="timing",
        change=Change(speaks=answer(r"AT\+CDNSGIP=.*", late(rb"^\r\nOK\r\n$", 500 * MS))),
        probe="""
            given ip-status
            send AT+CDNSGIP="www.baidu.com"
        """,
    ),
    Defect(
        id="sim7020-6.8-name-of-first-query",
        requirement="SIM7020EN-6.8-R2",
        sentence="The result line tells the name that was asked for, with its addresses.",
        instead="From the second query on it tells the first name.",
        kind="repetition",
        change=Change(hears=told_again(net.Resolved, name_kept)),
        probe="""
            given ip-status
            send AT+CDNSGIP="www.sim.com"
            send AT+CDNSGIP="www.baidu.com"
        """,
    ),
    Defect(
        id="sim7020-6.8-one-address",
        requirement="SIM7020EN-6.8-R2",
        sentence="Two addresses of a name stand in the one result line.",
        instead="From the second query on there is only the first one.",
        kind="repetition",
        change=Change(
            hears=told_again(net.Resolved, lambda _, event: (replace(event, addresses=event.addresses[:1]),))
        ),
        probe="""
            given ip-status
            send AT+CDNSGIP="www.baidu.com"
            send AT+CDNSGIP="www.baidu.com"
        """,
    ),
    Defect(
        id="sim7020-6.8-old-addresses",
        requirement="SIM7020EN-6.8-X1",
        sentence="A name that has no address is told as a failure.",
        instead="After a name that was found, the addresses of that one are told.",
        kind="repetition",
        change=Change(hears=old_addresses),
        probe="""
            given ip-status
            send AT+CDNSGIP="www.baidu.com"
            send AT+CDNSGIP="abctest"
        """,
    ),
    Defect(
        id="sim7020-6.8-first-name-connected",
        requirement="SIM7020EN-6.8-R3",
        sentence="AT+CIPSTART with a name connects to that name's address.",
        instead="A second name leads to the address of the first one.",
        kind="repetition",
        change=Change(
            asks=asked_again(
                net.Connect,
                lambda first, request: (replace(request, host=first.host),),
                only=lambda request: not request.host[0].isdigit(),
            )
        ),
        probe="""
            server TCP
            given ip-status
            send AT+CIPSTART="TCP","www.sim.com",{server.port}
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","www.baidu.com",{server.port}
        """,
    ),
)
