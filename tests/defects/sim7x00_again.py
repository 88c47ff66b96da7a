"""SIM7X00 note, all sections: what goes wrong when things meet."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace

from atconform.base.units import SECOND
from atconform.emulator.core.payload import PayloadEntry
from atconform.emulator.general import escape
from atconform.emulator.netopen.activation import Network
from atconform.emulator.netopen.datamode import DataMode
from atconform.emulator.netopen.errors import Err, cip_error
from atconform.emulator.netopen.links import CLIENT, Links, links
from atconform.emulator.netopen.parameters import Transfer
from atconform.emulator.netopen.receive import Receiving
from atconform.emulator.netopen.server import Servers, servers, stop
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    OK,
    beyond,
    once_said,
    with_data,
    with_fields,
)
from tests.defects.meddling import wrapped
from tests.defects.seams import Change, Line

FAMILY = "sim7x00"


class Firmware:
    """All filters, each of which lets everything pass."""

    def speaks(self, piece):
        return (piece,)

    def listens(self, data):
        return data

    def asks(self, request):
        return (request,)

    def hears(self, event):
        return (event,)

    def drives(self, line, high):
        return ((0, line, high),)

    def senses(self, line, high):
        return ((0, line, high),)


# --- 1 and 2.2 ---


def second_opening(module, usual):
    """Lose the address with the refusal."""
    reply = usual(module)
    network = module.part(Network)
    if network.open:
        network.address = ""
    return reply


def closing_with_two_links(module, usual):
    """Tell a failure where more than one link is still open."""
    many = sum(link.connected for link in links(module).all) > 1
    reply = usual(module)
    module.part(Network).told_wrong = many
    return reply


class TellsFailure(Network):
    """Tells whether it has been closed by the number of links that were open."""

    told_wrong = False

    def _closed(self, trigger):
        self.machine.pull(trigger)
        self.module.announce(f"+NETCLOSE: {int(self.told_wrong)}")


# --- 2.3.1 ---


class KeepsCancelled(Firmware):
    """Puts what was cancelled with ESC before what is sent next."""

    def __init__(self):
        self.asked = self.entry = False
        self.typed = b""
        self.left = b""

    def speaks(self, piece):
        if piece.endswith(b"\r\n>"):
            self.entry, self.typed = self.asked, b""
        elif piece.startswith(b"AT"):
            self.asked = re.fullmatch(rb"AT\+CIPSEND=\d,(,.*)?\r", piece) is not None
        return (piece,)

    def listens(self, data):
        if self.entry:
            self.typed += data
            if b"\x1b" in data:
                self.left = self.typed.partition(b"\x1b")[0]
            self.entry = not (b"\x1a" in data or b"\x1b" in data)
        return data

    def asks(self, request):
        if isinstance(request, net.Send) and self.left:
            left, self.left = self.left, b""
            return (replace(request, data=left + request.data),)
        return (request,)


class OneClosingAtOnce(Firmware):
    """Tells one ended link only, until the host asks for something."""

    told = False

    def speaks(self, piece):
        if piece.startswith(b"AT"):
            self.told = False
        elif b"+IPCLOSE: " in piece:
            told, self.told = self.told, True
            return () if told else (piece,)
        return (piece,)


class StuckAfterFailure(Links):
    """Leaves a link that could not be opened in the state in which it was."""

    def end(self, link, trigger):
        if trigger == "failed":
            link.link = 0
        else:
            super().end(link, trigger)


class FailureOfNewest(Firmware):
    """Takes a failure for that of the link that was asked for last."""

    def __init__(self):
        self.under_way = deque()
        self.instead = {}

    def asks(self, request):
        if isinstance(request, net.Connect) and request.protocol == "TCP":
            self.under_way.append(request.link)
        return (request,)

    def hears(self, event):
        if isinstance(event, net.Connected | net.ConnectFailed) and event.link in self.under_way:
            newest = self.under_way[-1]
            if isinstance(event, net.ConnectFailed) and newest != event.link:
                self.instead[newest] = event.link
                self.under_way.remove(newest)
                return (replace(event, link=newest),)
            self.under_way.remove(event.link)
            if event.link in self.instead:
                return (replace(event, link=self.instead.pop(event.link)),)
        return (event,)


def no_line_feed(data):
    """Lose the line feed behind a carriage return."""
    return data.replace(b"\r\n", b"\r")


def cut_entry(module, usual, number, length, *rest):
    """Lose what is typed beyond 1024 bytes before Ctrl-Z."""
    reply = usual(module, number, length, *rest)
    entry = reply.prompt
    if length is None and isinstance(entry, PayloadEntry):
        done = entry._done
        entry._done = lambda data: done(data[:1024])
    return reply


# --- 2.3.2 ---


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


# --- 2.3.3 ---


def head_with_sender(module, usual, on):
    """Switch the head on together with the sender."""
    if on:
        module.settings["net.head"] = 1
    return usual(module, on)


IPD = re.compile(rb"\+IPD(\d+)\r\n(.*)", re.DOTALL)


def without_last_line_end(piece):
    """Take a line end at the end of the data for one of the module's own."""
    found = IPD.search(piece)
    if found is None or not found[2].endswith(b"\r\n"):
        return (piece,)
    data = found[2].removesuffix(b"\r\n")
    return (piece[: found.start()] + b"+IPD%d\r\n" % len(data) + data,)


# --- 2.3.4 ---


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


# --- 2.3.5 ---


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


# --- 2.3.6 ---


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


# --- 2.4 ---


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


# --- 2.5 ---


class Together(escape.EscapeDetector):
    """Allows the time between two plus signs for all three together."""

    first = 0

    def _hold(self, pluses):
        now = self._module.now
        if not self._held:
            self.first = now
        elif now - self.first > self._module.figures[escape.Figures].gap:
            self._give_up()
            self._data(b"+" * pluses)
            return
        super()._hold(pluses)


class Behind(escape.EscapeDetector):
    """Passes plus signs on behind the data that follows them."""

    def receive(self, data):
        passed, self._data = self._data, (outs := []).append
        try:
            super().receive(data)
        finally:
            self._data = passed
        for out in reversed(outs):
            passed(out)


class OwnDetector(DataMode):
    """Recognises plus signs in its own way."""

    detector = Together

    def __init__(self, module):
        super().__init__(module)
        self._line._detector = self.detector(module, self._typed, self._line._escaped)


class HoldsBehind(OwnDetector):
    """Passes plus signs on behind the data that follows them."""

    detector = Behind


class FarEndBehind(DataMode):
    """Takes data of the far end for a break of the silence behind the plus signs."""

    def put_out(self, data):
        super().put_out(data)
        if self._line._detector._held == escape.LENGTH:
            self._line._detector._give_up()


class DeafToDtr(Firmware):
    """Does not hear DTR any more after a return with ATO."""

    deaf = False

    def speaks(self, piece):
        self.deaf = self.deaf or piece.upper() == b"ATO\r"
        return (piece,)

    def senses(self, line, high):
        return () if self.deaf and line == "DTR" else ((0, line, high),)


# --- 2.6 to 2.10 ---


class ForgetsWith(Network):
    """Forgets settings when the network is closed."""

    forgotten = {}

    def _closed(self, trigger):
        super()._closed(trigger)
        for name, value in self.forgotten.items():
            self.module.settings[name] = value


class ForgetsTimeouts(ForgetsWith):
    forgotten = {"net.timeouts": (120_000, 120_000, 120_000)}


class ForgetsTransfer(ForgetsWith):
    forgotten = {"net.transfer": tuple(Transfer())}


class EarlySecondTime(Network):
    """Tells from the second opening on at once that the network is open."""

    openings = 0

    def bring_up(self):
        self.openings += 1
        if self.openings > 1:
            self.module.announce("+NETOPEN: 0")
        super().bring_up()

    def network_event(self, event):
        said = self.module.announce
        if self.openings > 1:
            self.module.announce = lambda what: None if what == "+NETOPEN: 0" else said(what)
        try:
            super().network_event(event)
        finally:
            self.module.announce = said


def written_twice(module, usual, item, index, value):
    """Turn off what is written again."""
    again = module.settings["net.fin_when_dormant"] == value == "01"
    return usual(module, item, index, "00" if again else value)


class OneLinkAfterCall(Firmware):
    """Lets the data of one link alone through once there was a call."""

    def __init__(self):
        self.links = []
        self.over = False

    def asks(self, request):
        if isinstance(request, net.Connect):
            self.links.append(request.link)
        self.over = self.over or isinstance(request, net.HangUp)
        return (request,)

    def hears(self, event):
        self.over = self.over or isinstance(event, net.CallEnded)
        return () if self.over and isinstance(event, net.Received) and event.link in self.links[1:] else (event,)


class OneAtATime(Firmware):
    """Begins to open a second link only when the first has had its time."""

    def __init__(self):
        self.under_way = set()

    def asks(self, request):
        if isinstance(request, net.Connect) and request.protocol == "TCP":
            others = bool(self.under_way)
            self.under_way.add(request.link)
            return ((20 * SECOND, request) if others else request,)
        return (request,)

    def hears(self, event):
        if isinstance(event, net.Connected | net.ConnectFailed):
            self.under_way.discard(event.link)
        return (event,)


# --- more ---


class ForgetsSender(ForgetsWith):
    """Shows the sender again."""

    forgotten = {"net.show_source": 1}


def three_digits(piece):
    """Print three digits of a length."""
    return (re.sub(rb"\+IPD\d(\d\d\d)\r", rb"+IPD\1\r", piece),)


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


def three_bits(module, usual, number, *rest):
    """Take three bits of the link for AT+CIPSEND."""
    return usual(module, number & 7, *rest)


def in_two(request):
    """Send what is long in two."""
    if not isinstance(request, net.Send) or request.to is None or len(request.data) <= 1024:
        return (request,)
    return (replace(request, data=request.data[:1024]), replace(request, data=request.data[1024:]))


class LastFirst(Receiving):
    """Keeps the latest data in front."""

    def _received(self, link, source, data):
        before = list(link.inbox._pieces)
        super()._received(link, source, data)
        if before and link.inbox and self.module.settings["net.fetch"]:
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


class DeafAfterReturn(Firmware):
    """Does not hear the first plus signs behind ATO."""

    returned = False

    def speaks(self, piece):
        self.returned = self.returned or piece.upper() == b"ATO\r"
        return (piece,)

    def listens(self, data):
        if self.returned and data == b"+++":
            self.returned = False
            return b"++"
        return data


DEFECTS = (
    Defect(
        id="sim7x00-2.2-address-lost-with-refusal",
        requirement="SIM7X00-2.2-E4",
        sentence="While the context is open AT+IPADDR tells the address.",
        instead="After AT+NETOPEN was refused, because it is open, there is none.",
        kind="repetition",
        change=Change(commands=(wrapped("+NETOPEN", execute=second_opening, family=FAMILY),)),
        probe="""
            given network-open
            send AT+NETOPEN
            send AT+IPADDR
        """,
    ),
    Defect(
        id="sim7x00-2.2-closing-with-two-links",
        requirement="SIM7X00-2.2-U2",
        sentence="+NETCLOSE: 0 tells that the context is closed.",
        instead="With two links open the figure is 1.",
        kind="two at once",
        change=Change(
            commands=(wrapped("+NETCLOSE", execute=closing_with_two_links, family=FAMILY),),
            parts={Network: TellsFailure},
        ),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+NETCLOSE
        """,
    ),
    Defect(
        id="sim7x00-2.2-told-too-early-again",
        requirement="SIM7X00-2.2-E3",
        sentence="+NETOPEN: 0 comes when the context is up.",
        instead="From the second opening on it comes at once.",
        kind="timing",
        change=Change(parts={Network: EarlySecondTime}),
        probe="""
            given network-open
            send AT+NETCLOSE
            network delay-context 10000000
            send AT+NETOPEN
            send AT+IPADDR
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-line-feed-lost",
        requirement="SIM7X00-2.3.1-E2",
        sentence="As many bytes as the length says are sent unchanged.",
        instead="A line feed behind a carriage return is lost.",
        kind="binary",
        change=Change(asks=beyond(net.Send, with_data(no_line_feed))),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,4
            type a<0x0D><0x0A>b
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-long-entry-cut",
        requirement="SIM7X00-2.3.1-R3",
        sentence="With no length everything before Ctrl-Z is sent.",
        instead="What is typed beyond 1024 bytes is lost.",
        kind="binary",
        change=Change(commands=(wrapped("+CIPSEND", write=cut_entry, family=FAMILY),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,
            type <1200 bytes><Ctrl-Z>
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-confirmed-up-to-1460",
        requirement="SIM7X00-2.3.1-U2",
        sentence="The second count is how many bytes were sent.",
        instead="It is 1460 at most, although all are sent.",
        kind="binary",
        change=Change(lines=(Line(r"(\+CIPSEND: \d,(?:14[6-9]\d|15\d\d)),1[45]\d\d", r"\1,1460"),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,1500
            type <1500 bytes>
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-cancelled-sent-with-next",
        requirement="SIM7X00-2.3.1-E3",
        sentence="What was typed since the prompt is sent.",
        instead="What was cancelled before with ESC is sent as well.",
        kind="repetition",
        change=Change(firmware=KeepsCancelled),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,
            type old<ESC>
            send AT+CIPSEND=0,
            type new<Ctrl-Z>
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-one-of-two-closings",
        requirement="SIM7X00-2.3.1-U4",
        sentence="+IPCLOSE tells of each link that the far end closes.",
        instead="Of two that end without a command in between one is told.",
        kind="two at once",
        change=Change(firmware=OneClosingAtOnce),
        probe="""
            server TCP
            given connected-link server 0 1
            server closes
            server closes 1
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-stuck-after-failure",
        requirement="SIM7X00-2.3.1-S1",
        sentence="A link that is not open can be opened.",
        instead="One that could not be opened cannot be opened again.",
        kind="repetition",
        change=Change(parts={Links: StuckAfterFailure}),
        probe="""
            server TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",1
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-failure-of-newest",
        requirement="SIM7X00-2.3.1-U1",
        sentence="+CIPOPEN tells with the link's number how its opening ended.",
        instead="Of two that are being opened the later is told as failed when the other fails.",
        kind="two at once",
        change=Change(firmware=FailureOfNewest),
        probe="""
            server TCP
            given network-open
            type AT+CIPOPEN=0,"TCP","116.228.221.99",1<CR>AT+CIPOPEN=1,"TCP","116.228.221.51",8500<CR>
            wait 60
            wait 80
        """,
    ),
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
        id="sim7x00-2.4.3-local-port-once",
        requirement="SIM7X00-2.4.3-R2",
        sentence="The fifth parameter is the local port.",
        instead="At the second opening it is not used.",
        kind="repetition",
        change=Change(
            asks=beyond(
                net.Connect,
                with_fields(local_port=0),
                spared=1,
                when=lambda said: said.protocol == "UDP" and not said.any_source,
            )
        ),
        probe="""
            server UDP
            given network-open-transparent
            send AT+CIPOPEN=0,"UDP","{server.ip}",{server.port},8080
            wait 2
            type +++
            wait 2
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"UDP","{server.ip}",{server.port},8080
            server connects 8080
            server sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.5-gaps-together",
        requirement="SIM7X00-2.5-T3",
        sentence="Up to 900 ms may pass between two plus signs.",
        instead="No more than 900 ms may pass from the first to the third.",
        kind="timing",
        change=Change(parts={DataMode: OwnDetector}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +
            wait 0.8
            type +
            wait 0.8
            type +
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-signs-behind-data",
        requirement="SIM7X00-2.5-X1",
        sentence="Plus signs that are no escape sequence are data.",
        instead="They come behind the data that follows them.",
        kind="binary",
        change=Change(parts={DataMode: HoldsBehind}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type ++
            wait 0.5
            type abc
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-far-end-breaks-silence-behind",
        requirement="SIM7X00-2.5-T2",
        sentence="The host has to be silent behind the plus signs.",
        instead="Data of the far end breaks the silence as well.",
        kind="timing",
        change=Change(parts={DataMode: FarEndBehind}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            server sends hello
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-deaf-to-dtr-after-ato",
        requirement="SIM7X00-2.5-R4",
        sentence="With AT&D1 DTR leads from data mode to command mode.",
        instead="After a return with ATO it does not.",
        kind="repetition",
        change=Change(firmware=DeafToDtr),
        probe="""
            server TCP
            line DTR low
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            wait 2
            line DTR high
            wait 1
        """,
    ),
    Defect(
        id="sim7x00-2.6-retries-forgotten-with-network",
        requirement="SIM7X00-2.6-C1",
        sentence="The first parameter of AT+CIPCCFG is how often a packet is sent again.",
        instead="When the network is closed it is forgotten.",
        kind="repetition",
        change=Change(parts={Network: ForgetsTransfer}),
        probe="""
            server TCP
            given network-open
            send AT+CIPCCFG=3
            send AT+NETCLOSE
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            server stops
            send AT+CIPSEND=0,5
            type hello
            wait 100
        """,
    ),
    Defect(
        id="sim7x00-2.7-times-forgotten-with-network",
        requirement="SIM7X00-2.7-T2",
        sentence="A link that cannot be opened is told within the second time of AT+CIPTIMEOUT.",
        instead="When the network is closed the times are forgotten.",
        kind="repetition",
        change=Change(parts={Network: ForgetsTimeouts}),
        probe="""
            server TCP
            given network-open
            server stops
            send AT+CIPTIMEOUT=40000,30000,25000
            send AT+NETCLOSE
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 130
        """,
    ),
    Defect(
        id="sim7x00-2.7-second-waits-for-first",
        requirement="SIM7X00-2.7-T2",
        sentence="A link that cannot be opened is told within the second time of AT+CIPTIMEOUT.",
        instead="While another is being opened that time begins twenty seconds later.",
        kind="two at once",
        change=Change(firmware=OneAtATime),
        probe="""
            server TCP
            second TCP
            given network-open
            server stops
            second stops
            send AT+CIPTIMEOUT=40000,30000,25000
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            wait 80
        """,
    ),
    Defect(
        id="sim7x00-2.9-written-twice",
        requirement="SIM7X00-2.9-R2",
        sentence="With the item written the FIN is sent after the next start.",
        instead="Written twice it is off again.",
        kind="repetition",
        change=Change(commands=(wrapped("+CNVW", write=written_twice, family=FAMILY),)),
        probe="""
            server TCP
            send AT+CNVW=1341,0,"01"
            send AT+CNVW=1341,0,"01"
            power
            wait 5
            send AT+NETOPEN
            wait 5
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 60
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim7x00-2.10-one-link-after-call",
        requirement="SIM7X00-2.10-S1",
        sentence="After the call data passes again.",
        instead="It does on the first link only.",
        kind="two at once",
        change=Change(firmware=OneLinkAfterCall),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            network call
            send ATA
            send AT+CHUP
            second sends hello
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
        id="sim7x00-2.3.1-sent-on-lower-link",
        requirement="SIM7X00-2.3.1-R2",
        sentence="The first parameter is the link.",
        instead="8 and 9 stand for 0 and 1.",
        kind="two at once",
        change=Change(commands=(wrapped("+CIPSEND", write=three_bits, family=FAMILY),)),
        probe="""
            server TCP
            given connected-link server 9
            send AT+CIPSEND=9,5
            type hello
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
        id="sim7x00-2.5-guard-from-connect",
        requirement="SIM7X00-2.5-T1",
        sentence="The host has to have been silent before the plus signs.",
        instead="After ATO the sequence is not heard for ten seconds.",
        kind="timing",
        change=Change(firmware=DeafAfterReturn),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            wait 2
            type +++
            wait 2
        """,
    ),
)
