"""SIM7000 note, 3.2 to 6.3: further ones."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.cip import send as sending
from atconform.emulator.cip.parameters import TIMED_SEND
from atconform.emulator.cip.stack import stack
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Sending, respells
from tests.defects.defect import Defect
from tests.defects.meddling import wrapped
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7000_3 import cipsend
from tests.defects.shared_sim7000_again import FAMILY


class SelectsFirst:
    """AT+CIPSHUT: go back to the first context."""

    @staticmethod
    def execute(module, usual):
        """Shut down, and select the first context."""
        reply = usual(module)
        stack(module).selected = 0
        return reply


class DeafInOther(Firmware):
    """Loses what comes in the context that is not selected."""

    def __init__(self):
        super().__init__()
        self.contexts = {}

    def request(self, request):
        if isinstance(request, net.Connect):
            self.contexts[request.link] = request.context
        return (request,)

    def event(self, event):
        if isinstance(event, net.Received) and self.contexts.get(event.link, self.selected) != self.selected:
            return ()
        return (event,)


class NoNameAfterFailure(Firmware):
    """Finds no name any more, once one was not found."""

    failed = False

    def event(self, event):
        if isinstance(event, net.ResolveFailed):
            self.failed = True
        if self.failed and isinstance(event, net.Resolved):
            return (net.ResolveFailed(event.query, event.name),)
        return (event,)


class FirstName(Firmware):
    """Connects to the host that was named first, whatever name is given."""

    first = ""

    def request(self, request):
        if isinstance(request, net.Connect) and re.search("[A-Za-z]", request.host):
            self.first = self.first or request.host
            return (replace(request, host=self.first),)
        return (request,)


def first_time_stays(module, usual, on, seconds):
    """AT+CIPATS: keep the time that was given first."""
    time = module.settings[TIMED_SEND][1]
    return usual(module, on, time or seconds)


class RefusedAgain(Firmware):
    """Refuses the sending after one that was too long."""

    refused = False

    def command(self, data):
        if re.fullmatch(rb"AT\+CIPSEND=(\d,)?14(6[1-9]|[7-9]\d)\r", data):
            self.refused = True
            return data
        if self.refused and data.startswith(b"AT+CIPSEND") and b"?" not in data:
            self.refused = False
            return b"AT+CIPSEND=1461\r" if not self.multi else b"AT+CIPSEND=0,1461\r"
        return data


def server_without_udp(firmware: Firmware, found: re.Match) -> bytes:
    """Leave UDP out of what can be sent on each connection."""
    link = firmware.links.get(int(found[1]))
    return b"" if link is not None and firmware.protocols.get(link) == "UDP" else found[0]


def listed_for_good():
    """List the server after it has been closed too."""
    line = b""
    closed = False

    def speak(piece):
        nonlocal line, closed
        if found := re.match(rb"\r\nS: [^\r]*\r\n", piece):
            line, closed = found[0], False
        closed = closed or piece == b"\r\nSERVER CLOSE\r\n"
        if closed and line and piece.startswith(b"\r\nC: 0,"):
            return (line, piece)
        return (piece,)

    return speak


def state_of_first(module, usual):
    """AT+CIPSTATUS: tell the state of the first context, whichever is selected."""
    reply = usual(module)

    def printed():
        cip = stack(module)
        selected, cip.selected = cip.selected, 0
        reply.then()
        cip.selected = selected

    return replace(reply, then=printed)


class NameAskedLast(Firmware):
    """Tells each result with the name that was asked for last."""

    name = ""

    def request(self, request):
        if isinstance(request, net.Resolve):
            self.name = request.name
        return (request,)

    def event(self, event):
        return (replace(event, name=self.name),) if isinstance(event, net.Resolved) else (event,)


def timed_on_lowest(module, number, length):
    """AT+CIPSEND=<n>: send on the lowest number where the timer is on."""
    timed, _ = module.settings[TIMED_SEND]
    if timed and length is None:
        number = min((connection.number for connection in stack(module).live()), default=number)
    return sending.send(module, number, length)


def timer_goes_on(module, number, length):
    """Let the timer of the entry before go on for the next one, which has half of it left."""
    reply = sending.send(module, number, length)
    if reply.prompt is not None and reply.prompt.time:
        if getattr(module, "timed_before", False):
            reply.prompt.time //= 2
        module.timed_before = True
    return reply


class ShutStaysOpen(Firmware):
    """Goes on listening when the context is shut."""

    asked = False

    def command(self, data):
        self.asked = data.startswith((b"AT+CIPSERVER=0", b"AT+CIPCLOSE"))
        return data

    def request(self, request):
        return () if isinstance(request, net.StopListening | net.Deactivate) and not self.asked else (request,)


class RestGoesAlong(Sending):
    """Sends the last byte of what was too long with what is typed next."""

    rest = b""
    was_entering = False

    def piece(self, piece):
        if self.was_entering and b"ERROR" in piece:
            self.rest = b"x"
        self.was_entering = self.entering
        return (piece,)

    def sent(self, request):
        rest, self.rest = self.rest, b""
        return rest + request.data


DEFECTS = (
    Defect(
        id="sim7000-3.2-listed-for-good",
        requirement="SIM7000-3.2-R10",
        sentence="The server is listed while it listens.",
        instead="It is listed as listening after AT+CIPSERVER=0 too.",
        kind="repetition",
        change=Change(speaks=listed_for_good),
        probe="""
            given listening-multi 5000
            send AT+CIPSTATUS
            send AT+CIPSERVER=0
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-3.2-shut-stays-open",
        requirement="SIM7000-3.2-R9",
        sentence="AT+CIPSHUT closes all connections and deactivates the context.",
        instead="The server goes on to let clients connect, of which nothing is told.",
        kind="repetition",
        change=Change(firmware=ShutStaysOpen),
        probe="""
            client TCP
            given listening-multi 5000
            send AT+CIPSHUT
            client connects 5000
        """,
    ),
    Defect(
        id="sim7000-4-shut-selects-first",
        requirement="SIM7000-4-R3",
        sentence="AT+CIPSGTXT=1 switches to the second context.",
        instead="AT+CIPSHUT switches back to the first.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPSHUT", execute=SelectsFirst.execute, family=FAMILY),)),
        probe="""
            given ip-status-multi
            send AT+CIPSGTXT=1
            send AT+CSTT="CMWAP"
            send AT+CIPSHUT
            send AT+CSTT="CMWAP"
        """,
    ),
    Defect(
        id="sim7000-4-deaf-in-other",
        requirement="SIM7000-4-R6",
        sentence="With two contexts data comes on all connections as usual.",
        instead="What comes on a connection of the context that is not selected is lost.",
        kind="two at once",
        change=Change(firmware=DeafInOther),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSGTXT=1
            server sends hello
        """,
    ),
    Defect(
        id="sim7000-4-state-of-first",
        requirement="SIM7000-4-R4",
        sentence="The second context is brought up by itself, beginning with AT+CSTT.",
        instead="With it selected, the state told is that of the first.",
        kind="two at once",
        change=Change(commands=(wrapped("+CIPSTATUS", execute=state_of_first, family=FAMILY),)),
        probe="""
            given ip-status-multi
            send AT+CIPSGTXT=1
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-5-no-name-after-failure",
        requirement="SIM7000-5-R4",
        sentence="AT+CDNSGIP asks for the address of a name.",
        instead="After a name that there is not, none is found any more.",
        kind="repetition",
        change=Change(firmware=NoNameAfterFailure),
        probe="""
            given ip-status
            send AT+CDNSGIP="abctest"
            send AT+CDNSGIP="www.sim.com"
        """,
    ),
    Defect(
        id="sim7000-5-first-name",
        requirement="SIM7000-5-R1",
        sentence="AT+CIPSTART connects to the host of the name that it is given.",
        instead="Each further name leads to the host of the first.",
        kind="repetition",
        change=Change(firmware=FirstName),
        probe="""
            server TCP
            given ip-status-multi
            send AT+CIPSTART=0,"TCP","{server.name}",{server.port}
            send AT+CIPSTART=1,"TCP","abctest",{server.port}
        """,
    ),
    Defect(
        id="sim7000-5-name-asked-last",
        requirement="SIM7000-5-U1",
        sentence="The result names the name that was asked for.",
        instead="Of two questions at once both results have the name of the second.",
        kind="two at once",
        change=Change(firmware=NameAskedLast),
        probe="""
            given ip-status
            type AT+CDNSGIP="www.sim.com"<CR>
            wait 0.02
            type AT+CDNSGIP="www.baidu.com"<CR>
            wait 2
        """,
    ),
    Defect(
        id="sim7000-5-other-code-again",
        requirement="SIM7000-5-X1",
        sentence="A name that cannot be resolved is reported with 0,8.",
        instead="The second time the code is 3.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CDNSGIP: 0,8", "+CDNSGIP: 0,3", spared=1),)),
        probe="""
            given ip-status
            send AT+CDNSGIP="abctest"
            send AT+CDNSGIP="abctest"
        """,
    ),
    Defect(
        id="sim7000-6.2-first-time-stays",
        requirement="SIM7000-6.2-R1",
        sentence="AT+CIPATS sets the time of the timer.",
        instead="It keeps the one that was given first.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPATS", write=first_time_stays, family=FAMILY),)),
        probe="""
            send AT+CIPATS=1,5
            send AT+CIPATS=1,2
            send AT+CIPATS?
        """,
    ),
    Defect(
        id="sim7000-6.2-timed-on-lowest",
        requirement="SIM7000-6.2-T1",
        sentence="In multi connection mode too what is typed is sent on connection n when the time is over.",
        instead="With the timer on it goes out on the lowest number.",
        kind="two at once",
        change=Change(commands=(cipsend(multi=timed_on_lowest),)),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPATS=1,2
            send AT+CIPSEND=1
            type hello
            wait 4
        """,
    ),
    Defect(
        id="sim7000-6.2-timer-goes-on",
        requirement="SIM7000-6.2-T1",
        sentence="Data is sent when the time that is set is over.",
        instead="Each further sending has half of it.",
        kind="repetition",
        change=Change(commands=(cipsend(timer_goes_on, timer_goes_on),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPATS=1,4
            send AT+CIPSEND
            type hello
            wait 5
            send AT+CIPSEND
            type hello
            wait 5
        """,
    ),
    Defect(
        id="sim7000-6.3-refused-again",
        requirement="SIM7000-6.3-X1",
        sentence="A length above the maximum is answered ERROR.",
        instead="The next sending is as well, whatever its length.",
        kind="repetition",
        change=Change(firmware=RefusedAgain),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=1461
            send AT+CIPSEND
        """,
    ),
    Defect(
        id="sim7000-6.3-udp-not-listed",
        requirement="SIM7000-6.3-R2",
        sentence="In multi connection mode AT+CIPSEND? tells the maximum of all active connections.",
        instead="It leaves those of UDP out.",
        kind="two at once",
        change=Change(firmware=respells(rb"\+CIPSEND: (\d),\d+\r\n", server_without_udp)),
        probe="""
            server TCP
            given connected-multi server 0
            second UDP
            send AT+CIPSTART=1,"UDP","{second.ip}","{second.port}"
            send AT+CIPSEND?
        """,
    ),
    Defect(
        id="sim7000-6.3-nothing-left",
        requirement="SIM7000-6.3-R1",
        sentence="AT+CIPSEND? tells how much can be sent.",
        instead="The second time it tells 0.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CIPSEND: \d+", "+CIPSEND: 0", spared=1),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND?
            send AT+CIPSEND?
        """,
    ),
    Defect(
        id="sim7000-6.3-rest-goes-along",
        requirement="SIM7000-6.3-X2",
        sentence="Input above the maximum is answered ERROR.",
        instead="Its last byte goes out before what is typed next.",
        kind="repetition",
        change=Change(firmware=RestGoesAlong),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type <1461 bytes><Ctrl-Z>
            wait 1
            send AT+CIPSEND=5
            type hello
            wait 1
        """,
    ),
)
