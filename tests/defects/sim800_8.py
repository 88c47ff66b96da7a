"""SIM800 note, 8 to 12: states, closing, checking, sleep, error handling."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.cip import bearer, close, connection_states
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Int, form
from atconform.emulator.core.replies import text
from atconform.emulator.general.sleep import Sleep
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Mishearing, mishears
from tests.defects.defect import Defect
from tests.defects.seams import Change, Line

# --- 8 ---


def first_protocol(state):
    """Show a state with the protocol that it was shown with first."""

    def make():
        first = None

        def speak(piece):
            def spell(found):
                nonlocal first
                first = first or found[1]
                return b"STATE: " + first + b" " + state

            return (re.sub(rb"STATE: (TCP|UDP) " + state, spell, piece),)

        return speak

    return make


class ProtocolOfTheFirst(Firmware):
    """Show the protocol of the first connection in the states of all."""

    first = b""

    def request(self, request):
        if isinstance(request, net.Connect):
            self.first = self.first or request.protocol.encode()
        return (request,)

    def piece(self, piece):
        return (re.sub(rb"STATE: (TCP|UDP) CONNECTING", b"STATE: " + self.first + b" CONNECTING", piece),)


class SecondClientUnseen(Firmware):
    """Stay listening, as far as the state tells, when a second client has connected."""

    clients = 0

    def piece(self, piece):
        self.clients += b"REMOTE IP" in piece
        return (piece.replace(b"STATE: CONNECT OK", b"STATE: SERVER LISTENING") if self.clients > 1 else piece,)


class StillClosing(Firmware):
    """Tell the state before for a while when CLOSE OK has been said."""

    fresh = False

    def piece(self, piece):
        if b"CLOSE OK" in piece:
            self.fresh = True
        if self.fresh and b"STATE: " in piece:
            self.fresh = False
            piece = piece.replace(b" CLOSED", b" CLOSING")
        return (piece,)


class StaleState(Firmware):
    """Tell the state that was, once, when the server has closed."""

    fresh = False

    def piece(self, piece):
        if piece == b"\r\nCLOSED\r\n":
            self.fresh = True
        if self.fresh and b"STATE: " in piece:
            self.fresh = False
            piece = re.sub(rb"STATE: (TCP|UDP) CLOSED", b"STATE: CONNECT OK", piece)
        return (piece,)


def second_detachment_missed():
    """Take no note of a context that is lost for the second time."""
    lost = 0

    def hear(event):
        nonlocal lost
        if isinstance(event, net.Deactivated) and event.by_network:
            lost += 1
            return () if lost > 1 else (event,)
        return (event,)

    return hear


class LossMissedWhenClosed(Firmware):
    """Take no note of a context that is lost while there is no connection any more."""

    closed = False

    def event(self, event):
        self.closed = (self.closed or isinstance(event, net.Closed)) and not isinstance(event, net.Connected)
        return () if self.closed and isinstance(event, net.Deactivated) and event.by_network else (event,)


def shut_in_vain(module):
    """Say SHUT OK, and stay in PDP DEACT."""
    cip = stack(module)
    return text("SHUT OK") if cip.context.machine.state == connection_states.DEACT else bearer.shut_down(module)


class StateOfTheFirst(Firmware):
    """Show the state that the first context had when it was asked for last, also for the second."""

    state = b""

    def piece(self, piece):
        if found := re.match(rb"\r\nSTATE: [^\r]+", piece):
            if self.selected == 0:
                self.state = found[0]
            elif self.state:
                return (self.state + piece[found.end() :],)
        return (piece,)


class AddressOfTheFirst(Firmware):
    """Show the second context as it was before its address was asked for."""

    def piece(self, piece):
        return (piece.replace(b"STATE: IP STATUS", b"STATE: IP GPRSACT") if self.selected else piece,)


class NotBusyAgain(Firmware):
    """Show IP STATUS for connections that are opened when all had been closed."""

    closed = False

    def piece(self, piece):
        self.closed = self.closed or bool(re.search(rb"\d, CLOSE", piece))
        return (piece.replace(b"STATE: IP PROCESSING", b"STATE: IP STATUS") if self.closed else piece,)


class BusyForEver(Firmware):
    """Show IP PROCESSING when two connections have been open and both are closed."""

    two = False

    def piece(self, piece):
        self.two = self.two or len(self.links) > 1
        return (piece.replace(b"STATE: IP STATUS", b"STATE: IP PROCESSING") if self.two else piece,)


class BusyWithoutContext(Firmware):
    """Show IP PROCESSING when the context has been lost with several connections."""

    def piece(self, piece):
        return (piece.replace(b"STATE: PDP DEACT", b"STATE: IP PROCESSING") if len(self.links) > 1 else piece,)


class StatusBehindShut(Firmware):
    """Show IP STATUS when connections have been shut together with a server."""

    served = False

    def request(self, request):
        if isinstance(request, net.Deactivate):
            self.served = any(link < 0 for link in self.links.values()) and len(self.links) > 1
        if isinstance(request, net.Activate):
            self.served = False
        return (request,)

    def piece(self, piece):
        return (piece.replace(b"STATE: IP INITIAL", b"STATE: IP STATUS") if self.served else piece,)


class ClosedThoughListening(Firmware):
    """Show the end of a client's connection, though the server listens."""

    gone = False

    def piece(self, piece):
        self.gone = self.gone or piece == b"\r\nCLOSED\r\n"
        return (piece.replace(b"STATE: SERVER LISTENING", b"STATE: TCP CLOSED") if self.gone else piece,)


class LostByRefusal(Firmware):
    """Show no connection any more when a second one has been refused."""

    refused = False

    def piece(self, piece):
        self.refused = self.refused or b"ALREADY CONNECT" in piece
        return (piece.replace(b"STATE: CONNECT OK", b"STATE: IP STATUS") if self.refused else piece,)


def second_context_stays():
    """Take no note when the second context is lost."""

    def hear(event):
        lost = isinstance(event, net.Deactivated) and event.by_network and event.context == 1
        return () if lost else (event,)

    return hear


class SingleStateStays(Firmware):
    """Show the state of single connection mode in the other, once there has been a single connection."""

    single = False

    def request(self, request):
        self.single = self.single or (isinstance(request, net.Connect) and not self.multi)
        return (request,)

    def piece(self, piece):
        if self.single and self.multi:
            piece = piece.replace(b"STATE: IP PROCESSING", b"STATE: CONNECT OK")
        return (piece,)


BRING_UP = """
    send AT+CSTT="CMNET"
    send AT+CIICR
    send AT+CIFSR
"""
TWO = """
    server TCP
    second TCP
    given connected-multi server 0
    send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
"""

SECTION_8 = (
    Defect(
        id="sim800-8-second-start",
        requirement="SIM800-8-S18",
        sentence="AT+CSTT leads from IP INITIAL to IP START.",
        instead="When the context has been shut once, it is answered and IP INITIAL is still shown.",
        kind="repetition",
        change=Change(lines=(Line("STATE: IP START", "STATE: IP INITIAL", spared=1),)),
        probe="""
            send AT+CSTT="CMNET"
            send AT+CIPSTATUS
            send AT+CIPSHUT
            send AT+CSTT="CMNET"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-8-second-activation",
        requirement="SIM800-8-S20",
        sentence="When the context is active, IP CONFIG becomes IP GPRSACT.",
        instead="The second time IP CONFIG stays.",
        kind="repetition",
        change=Change(lines=(Line("STATE: IP GPRSACT", "STATE: IP CONFIG", spared=1),)),
        probe="""
            given ip-gprsact
            send AT+CIPSTATUS
            send AT+CIPSHUT
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-8-second-address",
        requirement="SIM800-8-S21",
        sentence="AT+CIFSR leads from IP GPRSACT to IP STATUS.",
        instead="The second time IP GPRSACT stays.",
        kind="repetition",
        change=Change(lines=(Line("STATE: IP STATUS", "STATE: IP GPRSACT", spared=1),)),
        probe="given ip-status\nsend AT+CIPSTATUS\nsend AT+CIPSHUT" + BRING_UP + "send AT+CIPSTATUS",
    ),
    Defect(
        id="sim800-8-connecting-by-the-first-protocol",
        requirement="SIM800-8-S22",
        sentence="AT+CIPSTART leads to the connecting state of its protocol.",
        instead="It leads to that of the first connection's protocol.",
        kind="repetition",
        change=Change(firmware=ProtocolOfTheFirst),
        probe="""
            server UDP
            second TCP
            given connected server
            send AT+CIPCLOSE
            network round-trip 6000000
            send AT+CIPSTART="TCP","{second.ip}","{second.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-8-second-client-unseen",
        requirement="SIM800-8-S23",
        sentence="When a client has connected, the state is CONNECT OK.",
        instead="With the second client it is still SERVER LISTENING.",
        kind="repetition",
        change=Change(firmware=SecondClientUnseen),
        probe="""
            client TCP
            second-client TCP
            given listening 5000
            client connects 5000
            client closes
            second-client connects 5000
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-8-second-closing-unseen",
        requirement="SIM800-8-S24",
        sentence="AT+CIPCLOSE leads to the closing state until the server has answered.",
        instead="The second time CONNECT OK is shown until then.",
        kind="repetition",
        change=Change(lines=(Line("STATE: TCP CLOSING", "STATE: CONNECT OK", spared=1),)),
        probe="""
            server TCP
            given connected server
            network round-trip 6000000
            send AT+CIPCLOSE
            send AT+CIPSTATUS
            wait 10
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            wait 10
            send AT+CIPCLOSE
            send AT+CIPSTATUS
            wait 10
        """,
    ),
    Defect(
        id="sim800-8-close-ok-before-closed",
        requirement="SIM800-8-S25",
        sentence="When closing has finished with CLOSE OK, the state is that of a closed connection.",
        instead="CLOSE OK comes first; the state asked for then is still the closing one.",
        kind="timing",
        change=Change(firmware=StillClosing),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-8-closed-by-the-first-protocol",
        requirement="SIM800-8-S16",
        sentence="The state of a closed connection has its protocol.",
        instead="It has that of the first that was closed.",
        kind="repetition",
        change=Change(speaks=first_protocol(b"CLOSED")),
        probe="""
            server UDP
            second TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTATUS
            send AT+CIPSTART="TCP","{second.ip}","{second.port}"
            send AT+CIPCLOSE
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-8-second-detachment-missed",
        requirement="SIM800-8-S26",
        sentence="Detaching leads to PDP DEACT.",
        instead="The second time the state stays, and nothing is told.",
        kind="repetition",
        change=Change(hears=second_detachment_missed),
        probe="""
            given ip-status
            send AT+CGATT=0
            send AT+CIPSHUT
            send AT+CGATT=1
        """
        + BRING_UP
        + "send AT+CGATT=0\nsend AT+CIPSTATUS",
    ),
    Defect(
        id="sim800-8-detachment-missed-when-closed",
        requirement="SIM800-8-S26",
        sentence="Detaching leads to PDP DEACT, also when the connection has been closed before.",
        instead="When it has, the state stays.",
        kind="repetition",
        change=Change(firmware=LossMissedWhenClosed),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CGATT=0
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-8-shut-in-vain",
        requirement="SIM800-8-S27",
        sentence="AT+CIPSHUT leads from PDP DEACT to IP INITIAL.",
        instead="SHUT OK is said, and PDP DEACT stays.",
        kind="one at a time",
        change=Change(
            commands=(replace(next(one for one in bearer.COMMANDS if one.name == "+CIPSHUT"), execute=shut_in_vain),)
        ),
        probe="""
            given ip-status
            network withdraw-context
            send AT+CIPSHUT
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-8-state-of-the-first-context",
        requirement="SIM800-8-S28",
        sentence="In multi connection mode AT+CSTT leads from IP INITIAL to IP START.",
        instead="In the second context the state of the first is shown.",
        kind="two at once",
        change=Change(firmware=StateOfTheFirst),
        probe="""
            given ip-status-multi
            send AT+CIPSTATUS
            send AT+CIPSGTXT=1
            send AT+CSTT="CMWAP"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-8-address-of-the-second-context",
        requirement="SIM800-8-S31",
        sentence="In multi connection mode AT+CIFSR leads from IP GPRSACT to IP STATUS.",
        instead="In the second context IP GPRSACT stays.",
        kind="two at once",
        change=Change(firmware=AddressOfTheFirst),
        probe="given ip-status-multi\nsend AT+CIPSGTXT=1" + BRING_UP + "send AT+CIPSTATUS",
    ),
    Defect(
        id="sim800-8-processing-once",
        requirement="SIM800-8-S32",
        sentence="In multi connection mode AT+CIPSTART leads from IP STATUS to IP PROCESSING.",
        instead="When all connections had been closed, the next one leaves it at IP STATUS.",
        kind="repetition",
        change=Change(firmware=NotBusyAgain),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPCLOSE=0
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-8-processing-for-ever",
        requirement="SIM800-8-S33",
        sentence="In multi connection mode AT+CIPCLOSE leads from IP PROCESSING back to IP STATUS.",
        instead="When two connections were open and both are closed, IP PROCESSING stays.",
        kind="two at once",
        change=Change(firmware=BusyForEver),
        probe=TWO + "send AT+CIPCLOSE=1\nsend AT+CIPCLOSE=0\nsend AT+CIPSTATUS",
    ),
    Defect(
        id="sim800-8-processing-without-context",
        requirement="SIM800-8-S34",
        sentence="In multi connection mode detaching leads from IP PROCESSING to PDP DEACT.",
        instead="With several connections IP PROCESSING stays.",
        kind="two at once",
        change=Change(firmware=BusyWithoutContext),
        probe=TWO + "send AT+CGATT=0\nsend AT+CIPSTATUS",
    ),
    Defect(
        id="sim800-8-second-context-stays",
        requirement="SIM800-8-S35",
        sentence="In multi connection mode detaching leads to PDP DEACT without connections, too.",
        instead="With two contexts active the second one's state stays.",
        kind="two at once",
        change=Change(hears=second_context_stays),
        probe="given ip-status-multi\nsend AT+CIPSGTXT=1" + BRING_UP + "send AT+CGATT=0\nsend AT+CIPSTATUS",
    ),
    Defect(
        id="sim800-8-single-state-stays",
        requirement="SIM800-8-S2",
        sentence="In multi connection mode there are its own states only.",
        instead="When there has been a single connection before, a connection leads to CONNECT OK.",
        kind="repetition",
        change=Change(firmware=SingleStateStays),
        probe="server TCP\ngiven connected server\nsend AT+CIPSHUT\nsend AT+CIPMUX=1"
        + BRING_UP
        + """
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-8-second-connecting-unseen",
        requirement="SIM800-8-S11",
        sentence="The state is TCP CONNECTING between the OK and CONNECT OK.",
        instead="The second time the state before is shown.",
        kind="repetition",
        change=Change(lines=(Line("STATE: TCP CONNECTING", "STATE: TCP CLOSED", spared=1),)),
        probe="""
            server TCP
            given ip-status
            network round-trip 6000000
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPSTATUS
            wait 10
            send AT+CIPCLOSE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPSTATUS
            wait 10
        """,
    ),
    Defect(
        id="sim800-8-status-behind-shut",
        requirement="SIM800-8-S36",
        sentence="In multi connection mode AT+CIPSHUT leads to IP INITIAL.",
        instead="With a client and a connection of its own it leads to IP STATUS.",
        kind="two at once",
        change=Change(firmware=StatusBehindShut),
        probe="""
            server TCP
            client TCP
            given listening-multi 5000
            client connects 5000
            send AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
            send AT+CIPSHUT
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-8-closed-though-listening",
        requirement="SIM800-8-S12",
        sentence="The state is SERVER LISTENING while the server listens.",
        instead="When a client has come and gone it is TCP CLOSED, though the next one is let in.",
        kind="repetition",
        change=Change(firmware=ClosedThoughListening),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            client closes
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-8-lost-by-refusal",
        requirement="SIM800-8-S14",
        sentence="The state is CONNECT OK while the connection is up.",
        instead="When a second connection has been refused it is IP STATUS.",
        kind="repetition",
        change=Change(firmware=LostByRefusal),
        probe="""
            server TCP
            given connected server
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-8-second-loss-as-initial",
        requirement="SIM800-8-S17",
        sentence="The state is PDP DEACT when the context has been taken away.",
        instead="The second time it is IP INITIAL.",
        kind="repetition",
        change=Change(lines=(Line("STATE: PDP DEACT", "STATE: IP INITIAL", spared=1),)),
        probe="given ip-status\nnetwork withdraw-context\nsend AT+CIPSTATUS\nsend AT+CIPSHUT"
        + BRING_UP
        + "network withdraw-context\nsend AT+CIPSTATUS",
    ),
)

# --- 9 ---


def close_unanswered(module, mode):
    """Close together with the server, and say so before that is done."""
    cip = stack(module)
    connection = cip.connections[0]
    if not connection.in_use or mode == close.QUICK or not cip.context.machine.permits("CIPCLOSE"):
        return close.close_single(module, mode)
    cip.context.machine.pull("CIPCLOSE")
    module.ask(net.Close(connection.link))
    cip.end(connection, "closed")
    return text("CLOSE OK")


def close_form_unanswered(module):
    """Give the parameters of AT+CIPCLOSE."""
    return close.close_form(module) if stack(module).multi else form(close_unanswered, Int(0, 1, default=0))


def close_execute_unanswered(module):
    """Close slowly, in single connection mode."""
    return refuse(module) if stack(module).multi else close_unanswered(module, close.SLOW)


class FirstAskedFirstClosed(Firmware):
    """Take the end of a close for that of the close which was asked for first."""

    def __init__(self):
        super().__init__()
        self.closing = []

    def request(self, request):
        if isinstance(request, net.Close) and not request.abort:
            self.closing.append(request.link)
        return (request,)

    def event(self, event):
        if isinstance(event, net.Closed) and self.closing:
            return (replace(event, link=self.closing.pop(0)),)
        return (event,)


class QuickOkLate(Firmware):
    """Say CLOSE OK of a quick close after three seconds."""

    quick = False

    def command(self, data):
        if data.startswith(b"AT+CIPCLOSE"):
            self.quick = bool(re.fullmatch(rb"AT\+CIPCLOSE=(\d,)?1\r", data)) and (b"," in data or not self.multi)
        return data

    def piece(self, piece):
        return ((3 * SECOND, piece),) if self.quick and b"CLOSE OK" in piece else (piece,)


class SlowBesideAnother(Mishearing):
    """Close slowly, whatever is asked for, while there is another connection."""

    def takes(self, data):
        return re.sub(rb"^(AT\+CIPCLOSE=\d),1\r", rb"\1\r", data) if len(self.links) > 1 else data


class ContextGoesWithTheSecond(Mishearing):
    """Give the context up with the second close, and say nothing of it."""

    closed = 0

    def takes(self, data):
        if data.startswith(b"AT+CIPSHUT"):
            self.closed = 0
        if self.closed >= 2:
            return re.sub(rb"^AT\+(CIPSTART|CIPSERVER|CIFSR|CDNSGIP).*\r", rb"AT+\1=,\r", data)
        return data

    def event(self, event):
        self.closed += isinstance(event, net.Closed)
        return (event,)


class BothToOneServer(Firmware):
    """End, with a connection that is closed, another to the same address."""

    def __init__(self):
        super().__init__()
        self.hosts = {}

    def request(self, request):
        if isinstance(request, net.Connect):
            self.hosts[request.link] = request.host
        return (request,)

    def event(self, event):
        if not isinstance(event, net.Closed):
            return (event,)
        host = self.hosts.get(event.link)
        others = [one for one in self.links.values() if one != event.link and self.hosts.get(one) == host]
        return (event, *(net.LinkLost(one, "reset") for one in others))


class ShutOnce(Firmware):
    """Say SHUT OK the second time, and keep connection and context."""

    shut = 0
    shutting = False

    def command(self, data):
        self.shutting = data.startswith(b"AT+CIPSHUT")
        self.shut += self.shutting
        return data

    def request(self, request):
        kept = self.shutting and self.shut > 1 and isinstance(request, net.Close | net.Deactivate)
        return () if kept else (request,)


SECTION_9 = (
    Defect(
        id="sim800-9-slow-after-quick",
        requirement="SIM800-9-R1",
        sentence="AT+CIPCLOSE=0 closes slowly, with AT+CIPCLOSE=1 it is quick.",
        instead="After a quick close every close is quick.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPCLOSE=0\r", b"AT+CIPCLOSE=1\r", after=rb"AT\+CIPCLOSE=1\r")),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim800-9-close-ok-before-the-server",
        requirement="SIM800-9-T1",
        sentence="Slow closing is reported when the server has taken part.",
        instead="It is reported when the server has been told.",
        kind="timing",
        change=Change(
            commands=(replace(close.COMMANDS[0], write=close_form_unanswered, execute=close_execute_unanswered),)
        ),
        probe="""
            server TCP
            given connected server
            network round-trip 4000000
            send AT+CIPCLOSE
            wait 5
        """,
    ),
    Defect(
        id="sim800-9-close-ok-of-the-first-asked",
        requirement="SIM800-9-T1",
        sentence="Slow closing is reported when that connection's server has taken part.",
        instead="Of two that are being closed, the one asked for first is reported whichever server answers.",
        kind="two at once",
        change=Change(firmware=FirstAskedFirstClosed),
        probe=TWO
        + """
            server stops acknowledging
            send AT+CIPCLOSE=0
            send AT+CIPCLOSE=1
        """,
    ),
    Defect(
        id="sim800-9-quick-ok-late",
        requirement="SIM800-9-T2",
        sentence="Quick closing is reported at once.",
        instead="It is reported after three seconds.",
        kind="timing",
        change=Change(firmware=QuickOkLate),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE=1
            wait 5
        """,
    ),
    Defect(
        id="sim800-9-quick-once",
        requirement="SIM800-9-T2",
        sentence="Quick closing does not wait for the server.",
        instead="From the second time on it does.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPCLOSE=1\r", b"AT+CIPCLOSE=0\r", spared=1)),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            network round-trip 4000000
            send AT+CIPCLOSE=1
            wait 5
        """,
    ),
    Defect(
        id="sim800-9-last-mode-is-default",
        requirement="SIM800-9-R2",
        sentence="Without a mode a close is slow.",
        instead="It is what the last one was.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPCLOSE\r", b"AT+CIPCLOSE=1\r", after=rb"AT\+CIPCLOSE=1\r")),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
        """,
    ),
    Defect(
        id="sim800-9-slow-beside-another",
        requirement="SIM800-9-R3",
        sentence="In multi connection mode the mode stands behind the number.",
        instead="While there is another connection the mode is not looked at.",
        kind="two at once",
        change=Change(firmware=SlowBesideAnother),
        probe=TWO + "send AT+CIPCLOSE=0,1",
    ),
    Defect(
        id="sim800-9-mode-of-another-number",
        requirement="SIM800-9-R3",
        sentence="In multi connection mode a close with a number only is slow.",
        instead="After a quick close of another number it is quick.",
        kind="two at once",
        change=Change(
            firmware=mishears(rb"AT\+CIPCLOSE=(\d)\r", b"AT+CIPCLOSE=\\1,1\r", after=rb"AT\+CIPCLOSE=\d,1\r")
        ),
        probe=TWO + "send AT+CIPCLOSE=0,1\nsend AT+CIPCLOSE=1",
    ),
    Defect(
        id="sim800-9-context-goes-with-the-second",
        requirement="SIM800-9-R4",
        sentence="AT+CIPCLOSE leaves the context active.",
        instead="The second close takes the context away.",
        kind="repetition",
        change=Change(firmware=ContextGoesWithTheSecond),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIFSR
        """,
    ),
    Defect(
        id="sim800-9-both-to-one-server",
        requirement="SIM800-9-R4",
        sentence="AT+CIPCLOSE closes one connection only.",
        instead="Another one to the same address ends with it.",
        kind="two at once",
        change=Change(firmware=BothToOneServer),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim800-9-shut-once",
        requirement="SIM800-9-R5",
        sentence="AT+CIPSHUT closes the connection and gives the context up.",
        instead="The second time it says so, and the server hears nothing of it.",
        kind="repetition",
        change=Change(firmware=ShutOnce),
        probe="""
            server TCP
            given connected server
            send AT+CIPSHUT
        """
        + BRING_UP
        + """
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPSHUT
        """,
    ),
)

# --- 10 ---


class StatusRefusedWhileWaiting(Mishearing):
    """Refuse to tell the status while an acknowledgement is waited for."""

    waiting = 0

    def takes(self, data):
        return b"AT+CIPSTATUS=9\r" if self.waiting and data == b"AT+CIPSTATUS\r" else data

    def request(self, request):
        self.waiting += isinstance(request, net.Send) and self.protocols.get(request.link) == "TCP"
        return (request,)

    def event(self, event):
        if isinstance(event, net.Acknowledged):
            self.waiting = max(self.waiting - 1, 0)
        return (event,)


def carrier_once():
    """Show the carrier of the first connection, and of no other."""
    shown = 0

    def drive(line, high):
        nonlocal shown
        if line == "DCD" and not high:
            shown += 1
            return () if shown > 1 else ((0, line, high),)
        return ((0, line, high),)

    return drive


def carrier_dips():
    """Let the carrier go for an instant, a little after the connection has come up."""

    def drive(line, high):
        if line == "DCD" and not high:
            return ((0, line, False), (1500 * MS, line, True), (1520 * MS, line, False))
        return ((0, line, high),)

    return drive


def carrier_off_late():
    """Show the end of the carrier five seconds late."""

    def drive(line, high):
        return ((5 * SECOND if line == "DCD" and high else 0, line, high),)

    return drive


class CarrierStays(Firmware):
    """Show the carrier on when the connection ends in command mode."""

    carried = False

    def piece(self, piece):
        if b"CONNECT" in piece:
            self.carried = True
        elif piece == b"\r\nOK\r\n":
            self.carried = False
        return (piece,)

    def drive(self, line, high):
        return () if line == "DCD" and high and not self.carried else ((0, line, high),)


class NoCarrierByUdp(Firmware):
    """Show no carrier for UDP connections."""

    def drive(self, line, high):
        udp = any(self.protocols.get(link) == "UDP" for link in self.links.values())
        return () if line == "DCD" and not high and udp else ((0, line, high),)


SECTION_10 = (
    Defect(
        id="sim800-10-status-refused-while-waiting",
        requirement="SIM800-10-R1",
        sentence="AT+CIPSTATUS tells the present status.",
        instead="While an acknowledgement is waited for it is refused.",
        kind="timing",
        change=Change(firmware=StatusRefusedWhileWaiting),
        probe="""
            server TCP
            given connected server
            server stops acknowledging
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-10-stale-status",
        requirement="SIM800-10-R1",
        sentence="AT+CIPSTATUS tells the present status.",
        instead="When the server has closed, the first answer still says that there is a connection.",
        kind="timing",
        change=Change(firmware=StaleState),
        probe="""
            server TCP
            given connected server
            server closes
            send AT+CIPSTATUS
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-10-carrier-once",
        requirement="SIM800-10-R2",
        sentence="DCD is low while there is a connection.",
        instead="With a second connection it stays high.",
        kind="repetition",
        change=Change(drives=carrier_once),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-10-carrier-dips",
        requirement="SIM800-10-R2",
        sentence="DCD is low while there is a connection.",
        instead="Soon after the beginning it is high for 20 ms.",
        kind="timing",
        change=Change(drives=carrier_dips),
        probe="""
            server TCP
            given data-mode server
        """,
    ),
    Defect(
        id="sim800-10-no-carrier-by-udp",
        requirement="SIM800-10-R2",
        sentence="DCD is low while there is a TCP or UDP connection.",
        instead="With UDP it stays high.",
        kind="one at a time",
        change=Change(firmware=NoCarrierByUdp),
        probe="""
            server UDP
            given data-mode server
        """,
    ),
    Defect(
        id="sim800-10-carrier-off-late",
        requirement="SIM800-10-R3",
        sentence="DCD goes high when the connection ends.",
        instead="It goes high five seconds later.",
        kind="timing",
        change=Change(drives=carrier_off_late),
        probe="""
            server TCP
            given data-mode server
            server closes
            wait 5
        """,
    ),
    Defect(
        id="sim800-10-carrier-stays",
        requirement="SIM800-10-R3",
        sentence="DCD goes high at any time when the connection ends.",
        instead="It stays low where the connection ends in command mode.",
        kind="repetition",
        change=Change(firmware=CarrierStays),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            server closes
        """,
    ),
)

# --- 11 ---


class ClosesAsleep(Sleep):
    """Drop all connections when falling asleep."""

    def _fall_asleep(self):
        for connection in stack(self.module).live():
            self.module.ask(net.Close(connection.link, abort=True))
        super()._fall_asleep()


class SleepsAgainstDtr(Sleep):
    """Sleep also with DTR low, once it has been high."""

    been_high = False

    def line_changed(self, line, *, high):
        self.been_high = self.been_high or (line == "DTR" and high)
        super().line_changed(line, high=high)

    def _may_sleep(self):
        return super()._may_sleep() or (self.been_high and self.module.settings["csclk"] == 1)


class SleepsOnce(Sleep):
    """Fall asleep once and, when woken, never again."""

    slept = False

    def _fall_asleep(self):
        if not self.slept:
            self.slept = True
            super()._fall_asleep()


class Remembers(Sleep):
    """Keep what is typed while asleep, and work on it when woken."""

    typed = b""

    def _heard(self, data):
        self.typed += data

    def _wake(self):
        super()._wake()
        typed, self.typed = self.typed, b""
        self.module.port.receive(typed)


class DeafOnce(Sleep):
    """Take commands in every sleep but the first."""

    slept = 0

    def _fall_asleep(self):
        self.slept += 1
        super()._fall_asleep()
        if self.slept > 1:
            self.module.port.divert(None)


class Asleep(Firmware):
    """Takes the module for asleep while AT+CSCLK=1 holds and DTR is high."""

    enabled = False
    dtr = False

    def command(self, data):
        if found := re.fullmatch(rb"AT\+CSCLK=(\d)\r", data):
            self.enabled = found[1] == b"1"
        return data

    def sense(self, line, high):
        if line == "DTR":
            self.dtr = high
        return ((0, line, high),)

    @property
    def asleep(self):
        return self.enabled and self.dtr


class SecondDataLost(Asleep):
    """Lose, in each sleep, all data but the first."""

    arrived = 0

    def event(self, event):
        if not isinstance(event, net.Received) or not self.asleep:
            self.arrived = self.arrived if self.asleep else 0
            return (event,)
        self.arrived += 1
        return (event,) if self.arrived == 1 else ()


class OneConnectionWakes(Asleep):
    """Lose, asleep, data of all connections but the first."""

    def event(self, event):
        lost = isinstance(event, net.Received) and self.asleep and event.link != min(self.links.values(), default=0)
        return () if lost else (event,)


class SecondMessageLost(Asleep):
    """Lose all messages that come while asleep but the first."""

    arrived = 0

    def event(self, event):
        if isinstance(event, net.IncomingMessage) and self.asleep:
            self.arrived += 1
            return (event,) if self.arrived == 1 else ()
        return (event,)


class NoCallsBesideConnection(Asleep):
    """Lose calls that come while asleep with a connection."""

    def event(self, event):
        return () if isinstance(event, net.IncomingCall) and self.asleep and self.links else (event,)


class Waking(Sleep):
    """Takes commands again by itself, until DTR changes."""

    woken = False

    def wake_up(self):
        """Take commands again."""
        self.woken = True
        self._wake()

    def line_changed(self, line, *, high):
        self.woken = False
        super().line_changed(line, high=high)

    def _may_sleep(self):
        return super()._may_sleep() and not self.woken


class WokenByData(Waking):
    """Take commands again when data has arrived for the second time."""

    arrived = 0

    def network_event(self, event):
        super().network_event(event)
        if self._asleep and isinstance(event, net.Received):
            self.arrived += 1
            if self.arrived > 1:
                self.wake_up()


class WokenByMessage(Waking):
    """Take commands again when a message has arrived."""

    def network_event(self, event):
        super().network_event(event)
        if self._asleep and isinstance(event, net.IncomingMessage):
            self.wake_up()


class HarderToWake(Sleep):
    """Take half a second of DTR to wake up from the second sleep on."""

    woken = 0

    def line_changed(self, line, *, high):
        super().line_changed(line, high=high)
        if self.woken and self._waking is not None and not high and self._asleep:
            self._waking.cancel()
            self._waking = self.module.after(500 * MS, self._wake)

    def _wake(self):
        self.woken += 1
        super()._wake()


class FallsAsleepAtOnce(Sleep):
    """Go back to sleep at the moment when DTR goes high again."""

    woken = False

    def _wake(self):
        self.woken = True
        super()._wake()

    def line_changed(self, line, *, high):
        super().line_changed(line, high=high)
        if line == "DTR" and high and self.woken and not self._asleep:
            self.woken = False
            self._fall_asleep()


WITH_CONNECTION = """
    server TCP
    given connected server
    send AT+CSCLK=1
    line DTR high
    wait 3
"""

SECTION_11 = (
    Defect(
        id="sim800-11-connection-dropped",
        requirement="SIM800-11-R1",
        sentence="The connection is kept in sleep.",
        instead="It is reset when the module falls asleep.",
        kind="one at a time",
        change=Change(parts={Sleep: ClosesAsleep}),
        probe=WITH_CONNECTION,
    ),
    Defect(
        id="sim800-11-enabled-once",
        requirement="SIM800-11-R2",
        sentence="AT+CSCLK=1 lets the module sleep.",
        instead="When it has been set back once, it has no effect any more.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CSCLK=1\r", b"AT+CSCLK=0\r", spared=1)),
        probe="""
            given ready
            send AT+CSCLK=1
            send AT+CSCLK=0
            send AT+CSCLK=1
            line DTR high
            wait 3
            send AT
        """,
    ),
    Defect(
        id="sim800-11-sleeps-against-dtr",
        requirement="SIM800-11-R3",
        sentence="The module sleeps while DTR is high.",
        instead="Once it has been, it sleeps with DTR low as well.",
        kind="repetition",
        change=Change(parts={Sleep: SleepsAgainstDtr}),
        probe="""
            given ready
            send AT+CSCLK=1
            line DTR high
            wait 3
            line DTR low
            wait 3
            send AT
        """,
    ),
    Defect(
        id="sim800-11-sleeps-once",
        requirement="SIM800-11-R3",
        sentence="The module goes to sleep when DTR is high and nothing is going on.",
        instead="It does so once.",
        kind="repetition",
        change=Change(parts={Sleep: SleepsOnce}),
        probe="""
            given ready
            send AT+CSCLK=1
            line DTR high
            wait 3
            line DTR low
            wait 1
            line DTR high
            wait 3
            send AT
        """,
    ),
    Defect(
        id="sim800-11-remembers",
        requirement="SIM800-11-R4",
        sentence="Asleep, the serial port does not work.",
        instead="What is sent is kept, and answered when the module has been woken.",
        kind="timing",
        change=Change(parts={Sleep: Remembers}),
        probe=WITH_CONNECTION + "send AT\nline DTR low\nwait 1",
    ),
    Defect(
        id="sim800-11-deaf-once",
        requirement="SIM800-11-R4",
        sentence="Asleep, commands are not answered.",
        instead="From the second sleep on they are.",
        kind="repetition",
        change=Change(parts={Sleep: DeafOnce}),
        probe=WITH_CONNECTION + "line DTR low\nwait 1\nline DTR high\nwait 3\nsend AT",
    ),
    Defect(
        id="sim800-11-second-data-lost",
        requirement="SIM800-11-R5",
        sentence="Data wakes a sleeping module.",
        instead="Only the first does; what follows in the same sleep is lost.",
        kind="repetition",
        change=Change(firmware=SecondDataLost),
        probe=WITH_CONNECTION + "server sends one\nwait 2\nserver sends two\nline DTR low\nwait 1",
    ),
    Defect(
        id="sim800-11-one-connection-wakes",
        requirement="SIM800-11-R5",
        sentence="Data wakes a sleeping module.",
        instead="Of several connections only the first one's does; the others' is lost.",
        kind="two at once",
        change=Change(firmware=OneConnectionWakes),
        probe=TWO
        + """
            send AT+CSCLK=1
            line DTR high
            wait 3
            second sends hello
            line DTR low
            wait 1
        """,
    ),
    Defect(
        id="sim800-11-second-message-lost",
        requirement="SIM800-11-R6",
        sentence="A message wakes a sleeping module.",
        instead="The second is lost.",
        kind="repetition",
        change=Change(firmware=SecondMessageLost),
        probe=WITH_CONNECTION
        + """
            network deliver-message
            wait 2
            network deliver-message
            line DTR low
            wait 1
        """,
    ),
    Defect(
        id="sim800-11-no-calls-beside-connection",
        requirement="SIM800-11-R6",
        sentence="A call wakes a module that sleeps with a connection.",
        instead="With a connection calls are missed.",
        kind="one at a time",
        change=Change(firmware=NoCallsBesideConnection),
        probe=WITH_CONNECTION + "network call\nline DTR low\nwait 1",
    ),
    Defect(
        id="sim800-11-woken-by-data",
        requirement="SIM800-11-R7",
        sentence="Woken by data, the module answers no commands.",
        instead="When data has come for the second time, it does.",
        kind="repetition",
        change=Change(parts={Sleep: WokenByData}),
        probe=WITH_CONNECTION + "server sends one\nserver sends two\nsend AT",
    ),
    Defect(
        id="sim800-11-woken-by-message",
        requirement="SIM800-11-R7",
        sentence="Woken over the air, the module answers no commands.",
        instead="After a message it does.",
        kind="one at a time",
        change=Change(parts={Sleep: WokenByMessage}),
        probe=WITH_CONNECTION + "network deliver-message\nsend AT",
    ),
    Defect(
        id="sim800-11-harder-to-wake",
        requirement="SIM800-11-T1",
        sentence="DTR low for 50 ms brings the serial port back.",
        instead="From the second time on it takes half a second.",
        kind="timing",
        change=Change(parts={Sleep: HarderToWake}),
        probe=WITH_CONNECTION
        + """
            line DTR low
            wait 0.1
            line DTR high
            wait 3
            line DTR low
            wait 0.1
            line DTR high
            wait 0.01
            send AT
        """,
    ),
    Defect(
        id="sim800-11-asleep-at-once",
        requirement="SIM800-11-T1",
        sentence="When DTR has been low for 50 ms, the serial port receives again.",
        instead="It receives while DTR is low, and no longer.",
        kind="timing",
        change=Change(parts={Sleep: FallsAsleepAtOnce}),
        probe=WITH_CONNECTION
        + """
            line DTR low
            wait 0.1
            line DTR high
            wait 0.01
            send AT
        """,
    ),
)

# --- 12 ---


class NoneBehindReset(Mishearing):
    """Refuse a new connection when one has been reset, until the context has been shut."""

    broken = False

    def takes(self, data):
        if data.startswith(b"AT+CIPSHUT"):
            self.broken = False
        return data.replace(b"AT+CIPSTART=", b"AT+CIPSTART=,") if self.broken else data

    def event(self, event):
        self.broken = self.broken or isinstance(event, net.LinkLost)
        return (event,)


class OneErrorForBoth(Mishearing):
    """Refuse to connect a number again, when its connection was reset, while there is another."""

    def __init__(self):
        super().__init__()
        self.broken = set()

    def takes(self, data):
        found = re.match(rb"AT\+CIPSTART=(\d),", data)
        if found and int(found[1]) in self.broken and self.links:
            return data.replace(b"=", b"=9", 1)
        return data

    def event(self, event):
        if isinstance(event, net.LinkLost):
            self.broken.add(self.number_of(event.link))
        return (event,)


class NeverActiveAgain(Mishearing):
    """Refuse to bring up the context when it was lost once."""

    lost = False

    def takes(self, data):
        return b"AT+CIICR=0\r" if self.lost and data == b"AT+CIICR\r" else data

    def event(self, event):
        self.lost = self.lost or (isinstance(event, net.Deactivated) and event.by_network)
        return (event,)


SECTION_12 = (
    Defect(
        id="sim800-12-none-behind-reset",
        requirement="SIM800-12-X1",
        sentence="After an error the connection can be closed and started again.",
        instead="When the server has reset one, a new one is refused until the context has been shut.",
        kind="repetition",
        change=Change(firmware=NoneBehindReset),
        probe="""
            server TCP
            given connected server
            server resets
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-12-none-beside-another",
        requirement="SIM800-12-X1",
        sentence="After an error the connection can be started again.",
        instead="Its number can only be used again when the other connections are closed too.",
        kind="two at once",
        change=Change(firmware=OneErrorForBoth),
        probe=TWO + 'second resets\nsend AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"',
    ),
    Defect(
        id="sim800-12-never-active-again",
        requirement="SIM800-12-X2",
        sentence="After AT+CIPSHUT everything can be started again.",
        instead="A context that the network has taken away once is not brought up again.",
        kind="repetition",
        change=Change(firmware=NeverActiveAgain),
        probe="given ip-status\nnetwork withdraw-context\nsend AT+CIPSHUT" + BRING_UP,
    ),
    Defect(
        id="sim800-12-reset-does-not-help",
        requirement="SIM800-12-X3",
        sentence="A reset leads out of every error.",
        instead="After AT+CFUN=1,1 no context comes up; only power off and on helps.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIICR\r", b"AT+CIICR=0\r", after=rb"AT\+CFUN=1,1\r")),
        probe="given ip-status\nsend AT+CFUN=1,1\nwait 10" + BRING_UP,
    ),
)

DEFECTS = (*SECTION_8, *SECTION_9, *SECTION_10, *SECTION_11, *SECTION_12)
