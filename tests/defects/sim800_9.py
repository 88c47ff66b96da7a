"""SIM800 note, 9 to 10."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.cip import close
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Int, form
from atconform.emulator.core.replies import text
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Mishearing, mishears
from tests.defects.defect import Defect
from tests.defects.seams import Change
from tests.defects.shared_sim800_8 import BRING_UP, TWO


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


DEFECTS = (
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
        unseen="No document says how soon is immediately: three seconds are within it as G13 takes it.",
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
        unseen=(
            "The module says and does the same on its serial line, and what the far end sees of AT+CIPSHUT is not "
            "stated: a context that is gone carries no segment that ends a connection."
        ),
    ),
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
