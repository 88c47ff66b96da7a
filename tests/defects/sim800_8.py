"""SIM800 note, 8."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.cip import bearer, connection_states
from atconform.emulator.cip.stack import stack
from atconform.emulator.core.replies import text
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware
from tests.defects.defect import Defect
from tests.defects.seams import Change, Line
from tests.defects.shared_sim800_8 import BRING_UP, TWO

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


DEFECTS = (
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
