"""SIM7X00 note, 2.3.2 to 2.3.4: further ones."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.netopen.activation import Network
from atconform.emulator.netopen.errors import Err, cip_error
from atconform.emulator.netopen.links import CLIENT, links
from atconform.emulator.netopen.parameters import HEAD, SHOW_SOURCE
from atconform.emulator.netopen.server import Servers, servers, stop
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    beyond,
)
from tests.defects.meddling import wrapped
from tests.defects.seams import Change
from tests.defects.shared_sim7x00_again import FAMILY, Firmware, ForgetsWith


class EarlierDestination(Firmware):
    """Sends what ends with Ctrl-Z to where the last datagram of a given length went."""

    def __init__(self):
        self.marked = False
        self.last = None

    def speaks(self, piece):
        found = re.match(rb"AT\+CIPSEND=\d,(\d*)", piece)
        if found:
            self.marked = not found[1]
        return (piece,)

    def asks(self, request):
        if isinstance(request, net.Send) and request.to:
            if self.marked and self.last:
                return (replace(request, to=self.last),)
            self.last = request.to
        return (request,)


class SenderIsDestination(Firmware):
    """Tells as the sender of a datagram where the link has sent last."""

    def __init__(self):
        self.to = {}

    def asks(self, request):
        if isinstance(request, net.Send) and request.to:
            self.to[request.link] = request.to
        return (request,)

    def hears(self, event):
        if isinstance(event, net.Received) and event.link in self.to:
            address, port = self.to[event.link]
            return (replace(event, address=address, port=port),)
        return (event,)


def signed_port(request):
    """Let a local port of 16 bits be a negative number, and hence none."""
    return (replace(request, local_port=0) if request.local_port > 0x7FFF else request,)


def head_with_sender(module, usual, on):
    """Switch the head on together with the sender."""
    if on:
        module.settings[HEAD] = 1
    return usual(module, on)


IPD = re.compile(rb"\+IPD(\d+)\r\n(.*)", re.DOTALL)


def without_last_line_end(piece):
    """Take a line end at the end of the data for one of the module's own."""
    found = IPD.search(piece)
    if found is None or not found[2].endswith(b"\r\n"):
        return (piece,)
    data = found[2].removesuffix(b"\r\n")
    return (piece[: found.start()] + b"+IPD%d\r\n" % len(data) + data,)


class LastStarted(Servers):
    """Tells every client under the server that was started last."""

    def _client(self, server, event):
        started = [one for one in self.all if one.number]
        super()._client(max(started, key=lambda one: one.number), event)


class ClosesAll(Firmware):
    """Closes every client of the server with one of them."""

    def __init__(self):
        self.servers = {}

    def hears(self, event):
        if isinstance(event, net.Incoming):
            self.servers[event.link] = event.server
        return (event,)

    def asks(self, request):
        if isinstance(request, net.Close) and request.link in self.servers:
            server = self.servers.pop(request.link)
            others = [link for link, index in self.servers.items() if index == server]
            for link in others:
                del self.servers[link]
            return (request, *(net.Close(link, abort=True) for link in others))
        return (request,)


class NumbersUsedUp(Servers):
    """Takes ten clients in all."""

    taken = 0

    def _client(self, server, event):
        self.taken += 1
        if self.taken > 10:
            self.module.ask(net.Close(event.link, abort=True))
        else:
            super()._client(server, event)


def refused_after_refusal(module, usual, number, length, *rest):
    """Refuse a send on an accepted link behind a refused one."""
    every = links(module)
    reply = usual(module, number, length, *rest)
    refused, every.refused = getattr(every, "refused", False), reply.prompt is None
    accepted = number < len(every.all) and every.all[number].server != CLIENT
    return cip_error(Err.NOT_SUPPORTED) if refused and accepted else reply


def stops_lowest(module, usual):
    """Stop the lowest server that listens."""
    listening = [server.index for server in servers(module) if server.machine.state == "listening"]
    return stop(module, listening[0]) if listening else usual(module)


def negative_port(piece):
    """Print a port as a signed number of 16 bits."""

    def spell(found):
        port = int(found[2])
        return found[1] + b"%d" % (port - 0x10000 if port > 0x7FFF else port)

    return (re.sub(rb"(\+CLIENT: \d,\d,[\d.]+:)(\d+)", spell, piece),)


class ForgetsSender(ForgetsWith):
    """Shows the sender again."""

    forgotten = {SHOW_SOURCE: 1}


def three_digits(piece):
    """Print three digits of a length."""
    return (re.sub(rb"\+IPD\d(\d\d\d)\r", rb"+IPD\1\r", piece),)


def in_two(request):
    """Send what is long in two."""
    if not isinstance(request, net.Send) or request.to is None or len(request.data) <= 1024:
        return (request,)
    return (replace(request, data=request.data[:1024]), replace(request, data=request.data[1024:]))


DEFECTS = (
    Defect(
        id="sim7x00-2.3.2-marked-to-earlier-destination",
        requirement="SIM7X00-2.3.2-E4",
        sentence="A datagram goes where its AT+CIPSEND says.",
        instead="One that ends with Ctrl-Z goes where the last one of a given length went.",
        kind="repetition",
        change=Change(firmware=EarlierDestination),
        probe="""
            server UDP
            second UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPSEND=0,5,"{server.ip}",{server.port}
            type hello
            send AT+CIPSEND=0,,"{second.ip}",{second.port}
            type other<Ctrl-Z>
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-high-local-port",
        requirement="SIM7X00-2.3.2-R3",
        sentence="Datagrams come from the local port that was given.",
        instead="One above 32767 is not used.",
        kind="binary",
        change=Change(asks=beyond(net.Connect, signed_port)),
        probe="""
            stranger UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,50000
            stranger connects 50000
            stranger sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-long-datagram-in-two",
        requirement="SIM7X00-2.3.2-E2",
        sentence="What is sent at once is one datagram.",
        instead="More than 1024 bytes are two.",
        kind="binary",
        change=Change(asks=lambda: in_two),
        probe="""
            server UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPSEND=0,1200,"{server.ip}",{server.port}
            type <1200 bytes>
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-sender-is-destination",
        requirement="SIM7X00-2.3.3-U2",
        sentence="The line names the sender of the data.",
        instead="For a datagram it names where the link has sent last.",
        kind="two at once",
        change=Change(firmware=SenderIsDestination),
        probe="""
            server UDP
            second UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPSEND=0,5,"{server.ip}",{server.port}
            type hello
            send AT+CIPSEND=0,5,"{second.ip}",{second.port}
            type other
            server sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-head-on-with-sender",
        requirement="SIM7X00-2.3.3-R1",
        sentence="AT+CIPHEAD switches the head.",
        instead="AT+CIPSRIP=1 switches it on as well.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPSRIP", write=head_with_sender, family=FAMILY),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPHEAD=0
            send AT+CIPSRIP=0
            send AT+CIPSRIP=1
            server sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-last-line-end-lost",
        requirement="SIM7X00-2.3.3-U1",
        sentence="The head tells how many bytes have come, and these follow.",
        instead="A line end at their end is neither counted nor printed.",
        kind="binary",
        change=Change(speaks=lambda: without_last_line_end),
        probe="""
            server TCP
            given connected-link server 0
            server sends hello<0x0D><0x0A>
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-settings-forgotten-with-network",
        requirement="SIM7X00-2.3.3-R2",
        sentence="AT+CIPSRIP switches the sender.",
        instead="When the network is closed it is on again.",
        kind="repetition",
        change=Change(parts={Network: ForgetsSender}),
        probe="""
            server TCP
            given network-open
            send AT+CIPSRIP=0
            send AT+NETCLOSE
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            server sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-length-in-three-digits",
        requirement="SIM7X00-2.3.3-U1",
        sentence="The head tells how many bytes have come.",
        instead="It has three digits: of 1000 and more the first is lost.",
        kind="binary",
        change=Change(speaks=lambda: three_digits),
        probe="""
            server TCP
            given connected-link server 0
            server sends <1200 bytes>
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-client-of-last-started",
        requirement="SIM7X00-2.3.4-U1",
        sentence="+CLIENT tells which server accepted the client.",
        instead="It tells the one that was started last.",
        kind="two at once",
        change=Change(parts={Servers: LastStarted}),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,2
            send AT+SERVERSTART=9090,1
            client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-all-clients-closed",
        requirement="SIM7X00-2.3.4-R6",
        sentence="AT+CIPCLOSE closes the link that it names.",
        instead="With one client of a server all its clients are closed.",
        kind="two at once",
        change=Change(firmware=ClosesAll),
        probe="""
            client TCP
            second-client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            second-client connects 8080
            send AT+CIPCLOSE=0
            second-client sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-numbers-used-up",
        requirement="SIM7X00-2.3.4-L2",
        sentence="An accepted client takes a link that is free.",
        instead="After ten clients in all no other is taken.",
        kind="repetition",
        change=Change(parts={Servers: NumbersUsedUp}),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            client closes
            client connects 8080
            client closes
            client connects 8080
            client closes
            client connects 8080
            client closes
            client connects 8080
            client closes
            client connects 8080
            client closes
            client connects 8080
            client closes
            client connects 8080
            client closes
            client connects 8080
            client closes
            client connects 8080
            client closes
            client connects 8080
            client closes
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-refused-after-refusal",
        requirement="SIM7X00-2.3.4-E5",
        sentence="On an accepted link a send by length works.",
        instead="Behind a refused send it is refused.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPSEND", write=refused_after_refusal, family=FAMILY),)),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            send AT+CIPSEND=0,1501
            send AT+CIPSEND=0,5
            type hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-stops-lowest",
        requirement="SIM7X00-2.3.4-R4",
        sentence="AT+SERVERSTOP without an index stops server 0.",
        instead="It stops the lowest that listens.",
        kind="two at once",
        change=Change(commands=(wrapped("+SERVERSTOP", execute=stops_lowest, family=FAMILY),)),
        probe="""
            given network-open
            send AT+SERVERSTART=9090,1
            send AT+SERVERSTOP
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-negative-port",
        requirement="SIM7X00-2.3.4-U1",
        sentence="+CLIENT tells the client's port.",
        instead="One above 32767 is printed as a negative number.",
        kind="binary",
        change=Change(speaks=lambda: negative_port),
        probe="""
            client TCP
            far-client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            far-client connects 8080
        """,
    ),
)
