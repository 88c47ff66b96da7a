"""SIM7X00 note, 2.3.5 to 2.4.2: further ones."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.netopen.fetch import FETCH
from atconform.emulator.netopen.links import Links, links
from atconform.emulator.netopen.receive import Receiving
from atconform.emulator.netopen.server import servers
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    OK,
    once_said,
)
from tests.defects.meddling import wrapped
from tests.defects.seams import Change
from tests.defects.shared_sim7x00_again import FAMILY, Firmware


def lines_beyond_buffer(piece):
    """End an answer behind 255 bytes, at the end of a line."""
    if b"+CIPOPEN: 9" not in piece or len(piece) <= 255:
        return (piece,)
    head = piece[:255]
    return (head[: head.rindex(b"\r\n") + 2] + OK,)


def server_of_same_number(module, usual):
    """Tell a client link under the server that has its number, if that listens."""
    reply = usual(module)
    listening = {server.index for server in servers(module) if server.machine.state == "listening"}

    def spell(line):
        found = re.fullmatch(r"(\+CIPOPEN: (\d),.*),-1", line)
        return f"{found[1]},{found[2]}" if found and int(found[2]) in listening else line

    return replace(reply, lines=tuple(map(spell, reply.lines)))


def rest_of_all(module, usual, mode, number, *rest):
    """Tell as the rest what waits on all links."""
    reply = usual(module, mode, number, *rest)
    if mode != 2 or not reply.lines or not reply.payload:
        return reply
    left = sum(len(link.inbox) for link in links(module).all)
    return replace(reply, lines=(f"{reply.lines[0].rpartition(',')[0]},{left}",))


def rest_in_eight_bits(module, usual, mode, number, *rest):
    """Tell the lower eight bits of the rest."""
    reply = usual(module, mode, number, *rest)
    if mode != 2 or not reply.lines or not reply.payload:
        return reply
    head, _, left = reply.lines[0].rpartition(",")
    return replace(reply, lines=(f"{head},{int(left) & 0xFF}",))


class EmptiesAll(Links):
    """Empties what waits on every link when one is closed."""

    def end(self, link, trigger):
        super().end(link, trigger)
        if trigger == "closed":
            for one in self.all:
                while one.inbox:
                    one.inbox.take(1500)


class SendsOnTransparent(Firmware):
    """Sends what is entered for another link on the one that was in data mode."""

    def __init__(self):
        self.last = self.carried = None
        self.entered = False

    def asks(self, request):
        if isinstance(request, net.Connect):
            self.last = request.link
        elif isinstance(request, net.Send) and self.entered and self.carried is not None:
            return (replace(request, link=self.carried),)
        return (request,)

    def speaks(self, piece):
        if b"CONNECT " in piece:
            self.entered, self.carried = False, self.carried or self.last
        elif piece.startswith(b"AT+CIPSEND"):
            self.entered = True
        return (piece,)


def connect_before_client():
    """Print CONNECT before the second client."""
    met, held = 0, b""

    def speak(piece):
        nonlocal met, held
        if b"+CLIENT: 0,0," in piece:
            met += 1
            if met > 1:
                held = piece
                return ()
        if held and b"CONNECT" in piece:
            client, held = held, b""
            return (piece, client)
        return (piece,)

    return speak


class LostDuringEntry(Firmware):
    """Loses what comes at the prompt of AT+CIPSEND."""

    entry = False

    def speaks(self, piece):
        if piece.endswith(b"\r\n>"):
            self.entry = True
        elif piece == OK or b"ERROR" in piece:
            self.entry = False
        return (piece,)

    def hears(self, event):
        return () if self.entry and isinstance(event, net.Received) else (event,)


class LastFirst(Receiving):
    """Keeps the latest data in front."""

    def _received(self, link, source, data):
        before = list(link.inbox._pieces)
        super()._received(link, source, data)
        if before and link.inbox and self.module.settings[FETCH]:
            kept = bytes(before[-1][1])
            if kept.endswith(data):
                before[-1][1][:] = data + kept[: -len(data)]


class NoConnectAfterRestart(Firmware):
    """Does not go to data mode for a server that was stopped."""

    stopped = False

    def speaks(self, piece):
        self.stopped = self.stopped or b"+SERVERSTOP: 0,0" in piece
        return () if self.stopped and b"CONNECT" in piece else (piece,)


class FirstByteLost(Firmware):
    """Loses the first byte that is typed behind ATO."""

    returned = lose = False

    def speaks(self, piece):
        if piece.upper() == b"ATO\r":
            self.returned = True
        elif self.returned and b"CONNECT" in piece:
            self.returned, self.lose = False, True
        return (piece,)

    def listens(self, data):
        if self.lose and not data.startswith(b"+"):
            self.lose = False
            return data[1:]
        return data


DEFECTS = (
    Defect(
        id="sim7x00-2.3.5-list-in-255-bytes",
        requirement="SIM7X00-2.3.5-L1",
        sentence="The list has ten lines.",
        instead="It ends behind 255 bytes.",
        kind="binary",
        change=Change(speaks=lambda: lines_beyond_buffer),
        probe="""
            server TCP
            given connected-link server 0 1 2 3 4 5 6 7 8 9
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.5-server-of-same-number",
        requirement="SIM7X00-2.3.5-R2",
        sentence="A client link is told with -1.",
        instead="While the server listens that has its number it is told under that.",
        kind="two at once",
        change=Change(commands=(wrapped("+CIPOPEN", read=server_of_same_number, family=FAMILY),)),
        probe="""
            server TCP
            given connected-link server 1
            send AT+SERVERSTART=9090,1
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-rest-of-all-links",
        requirement="SIM7X00-2.3.6-R4",
        sentence="The last figure is how many bytes of the link are left.",
        instead="It is how many are left on all links.",
        kind="two at once",
        change=Change(commands=(wrapped("+CIPRXGET", write=rest_of_all, family=FAMILY),)),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPRXGET=1
            server sends hello
            second sends others
            send AT+CIPRXGET=2,0,1024
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-rest-in-eight-bits",
        requirement="SIM7X00-2.3.6-R4",
        sentence="The last figure is how many bytes are left.",
        instead="It is their number modulo 256.",
        kind="binary",
        change=Change(commands=(wrapped("+CIPRXGET", write=rest_in_eight_bits, family=FAMILY),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPRXGET=1
            server sends <500 bytes>
            send AT+CIPRXGET=2,0,100
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-closing-empties-all",
        requirement="SIM7X00-2.3.6-R2",
        sentence="Data waits until it is fetched.",
        instead="When another link is closed it is gone.",
        kind="two at once",
        change=Change(parts={Links: EmptiesAll}),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPRXGET=1
            server sends hello
            send AT+CIPCLOSE=1
            send AT+CIPRXGET=2,0,1024
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-silent-when-set-again",
        requirement="SIM7X00-2.3.6-E2",
        sentence="Data that waits is announced.",
        instead="After manual reception was off and on again it is not.",
        kind="repetition",
        change=Change(speaks=once_said(r"AT\+CIPRXGET=0", r"\+CIPRXGET: 1,\d", "")),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPRXGET=1
            send AT+CIPRXGET=0
            send AT+CIPRXGET=1
            server sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-lost-during-entry",
        requirement="SIM7X00-2.3.6-R2",
        sentence="What comes is kept until it is fetched.",
        instead="What comes while data is typed for AT+CIPSEND is lost.",
        kind="two at once",
        change=Change(firmware=LostDuringEntry),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPRXGET=1
            send AT+CIPSEND=0,5
            server sends hello
            type again
            send AT+CIPRXGET=2,0,1024
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-later-data-first",
        requirement="SIM7X00-2.3.6-R4",
        sentence="Data is handed over in the order in which it came.",
        instead="What came last is handed over first.",
        kind="repetition",
        change=Change(parts={Receiving: LastFirst}),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPRXGET=1
            server sends hello
            server sends again
            send AT+CIPRXGET=2,0,1024
        """,
    ),
    Defect(
        id="sim7x00-2.4-entered-for-transparent-link",
        requirement="SIM7X00-2.4-R3",
        sentence="The other links work as in command mode: AT+CIPSEND sends on the link that it names.",
        instead="What is entered goes to the far end of link 0.",
        kind="two at once",
        change=Change(firmware=SendsOnTransparent),
        probe="""
            server TCP
            second TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPSEND=1,5
            type hello
        """,
    ),
    Defect(
        id="sim7x00-2.4.1-first-byte-after-return-lost",
        requirement="SIM7X00-2.4.1-E4",
        sentence="After ATO what is typed goes to the peer.",
        instead="Its first byte does not.",
        kind="repetition",
        change=Change(firmware=FirstByteLost),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            type hello
        """,
    ),
    Defect(
        id="sim7x00-2.4.2-connect-before-second-client",
        requirement="SIM7X00-2.4.2-U1",
        sentence="+CLIENT comes, then CONNECT.",
        instead="For the second client CONNECT comes first.",
        kind="repetition",
        change=Change(speaks=connect_before_client),
        probe="""
            client TCP
            second-client TCP
            send ATS0=7
            send AT+CIPMODE=1
            send AT+NETOPEN
            send AT+SERVERSTART=8080,0
            client connects 8080
            wait 2
            type +++
            wait 2
            send AT+CIPCLOSE=0
            second-client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.4.2-no-connect-after-restart",
        requirement="SIM7X00-2.4.2-E5",
        sentence="A client of server 0 leads to CONNECT.",
        instead="Not when the server was stopped and started again.",
        kind="repetition",
        change=Change(firmware=NoConnectAfterRestart),
        probe="""
            client TCP
            send ATS0=7
            send AT+CIPMODE=1
            send AT+NETOPEN
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTOP=0
            send AT+SERVERSTART=8080,0
            client connects 8080
            client sends hello
        """,
    ),
)
