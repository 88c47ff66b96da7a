"""SIM800 note, 1 to 2.1."""

from __future__ import annotations

from dataclasses import replace

from atconform.emulator.cip.connect import Connecting
from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.parameters import TRANSPARENT_MODE
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.replies import ok
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.meddling import (
    wrapped,
)
from tests.defects.seams import Change

NOWHERE = "nowhere.invalid"
"""A name without an address."""


# --- connection modes ---


def stay_multi(module, usual, on):
    """Confirm that single connection mode is wanted, and stay in multi connection mode."""
    return ok() if stack(module).multi and not on else usual(module, on)


def shut_to_single(module, usual):
    """Take the mode of power-up at AT+CIPSHUT."""
    answer = usual(module)
    stack(module).use_mode(multi=False)
    return answer


def udp_fails_after_listening():
    """Call no UDP server once the module has been a server."""
    been = False

    def ask(request):
        nonlocal been
        been = been or isinstance(request, net.Listen)
        if been and isinstance(request, net.Connect) and request.protocol == "UDP":
            return (replace(request, host=NOWHERE),)
        return (request,)

    return ask


class DataModeInMulti(Connecting):
    """Goes to data mode as soon as AT+CIPMODE=1 was once set, however many connections there may be."""

    def _connected(self, cip, connection):
        super()._connected(cip, connection)
        if cip.multi and self.module.settings[TRANSPARENT_MODE]:
            self.module.part(DataMode).enter(connection)


def sixth_takes_the_first():
    """Give the oldest link up, silently, when a sixth is wanted."""
    links = []

    def ask(request):
        if isinstance(request, net.Close) and request.link in links:
            links.remove(request.link)
        if isinstance(request, net.Connect):
            links.append(request.link)
            if len(links) == 6:
                return (net.Close(links.pop(0), silently=True), request)
        return (request,)

    return ask


def five_clients_in_all():
    """Count the clients that there have been, and hear of five only."""
    met = 0

    def hear(event):
        nonlocal met
        met += isinstance(event, net.Incoming)
        return () if isinstance(event, net.Incoming) and met > 5 else (event,)

    return hear


def fifth_client_unheard():
    """Take no fifth client while four are there."""
    links = set()

    def hear(event):
        match event:
            case net.Incoming(link=link):
                if len(links) == 4:
                    return ()
                links.add(link)
            case net.PeerClosed(link=link) | net.LinkLost(link=link) | net.Closed(link=link):
                links.discard(link)
        return (event,)

    return hear


def one_call_of_a_server():
    """Let a server make one call."""
    listening, calls = False, 0

    def ask(request):
        nonlocal listening, calls
        listening = listening or isinstance(request, net.Listen)
        if listening and isinstance(request, net.Connect):
            calls += 1
            if calls > 1:
                return (replace(request, host=NOWHERE),)
        return (request,)

    return ask


def no_transparent_mode_later(module, usual, on):
    """Refuse AT+CIPMODE=1 once there has been a connection."""
    been = stack(module).connections[0].protocol is not None
    return refuse(module) if on and been else usual(module, on)


def normal_mode_not_kept(module, usual, on):
    """Confirm AT+CIPMODE=0 and keep transparent mode, once there has been a connection."""
    return ok() if not on and stack(module).connections[0].protocol is not None else usual(module, on)


class SecondInCommandMode(Connecting):
    """Treats the second connection of transparent mode as one of normal mode."""

    def __init__(self, module):
        super().__init__(module)
        self._met = 0

    def _connected(self, cip, connection):
        self._met += cip.transparent
        if cip.transparent and self._met > 1:
            connection.machine.pull("connected")
            cip.pull(connection.context, "connected")
            self.module.announce("CONNECT OK")
        else:
            super()._connected(cip, connection)


def udp_after_tcp_by_tcp():
    """Keep the protocol of the first connection for the second."""
    first = None

    def ask(request):
        nonlocal first
        if isinstance(request, net.Connect):
            first = first or request.protocol
            return (replace(request, protocol=first),)
        return (request,)

    return ask


DEFECTS = (
    Defect(
        id="sim800-1-single-mode-lost",
        requirement="SIM800-1-R1",
        sentence="A command chooses between single and multi connection mode.",
        instead="Once multi connection mode is on, the way back is confirmed and not taken.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPMUX", write=stay_multi),)),
        probe="""
            send AT+CIPMUX=1
            send AT+CIPMUX=0
            send AT+CIPMUX?
        """,
    ),
    Defect(
        id="sim800-1-udp-client-after-server",
        requirement="SIM800-1-R2",
        sentence="Single connection mode has TCP client, UDP client and TCP server.",
        instead="After it has been a server, no UDP client comes up.",
        kind="repetition",
        change=Change(asks=udp_fails_after_listening),
        probe="""
            server UDP
            given listening 5000
            send AT+CIPSERVER=0
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-1-data-mode-in-multi",
        requirement="SIM800-1-R3",
        sentence="Multi connection mode is non-transparent only.",
        instead="Transparent mode chosen before AT+CIPMUX=1 lives on: the connection leads to data mode.",
        kind="repetition",
        change=Change(parts={Connecting: DataModeInMulti}),
        probe="""
            server TCP
            send AT+CIPMODE=1
            send AT+CIPMUX=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-1-sixth-takes-the-first",
        requirement="SIM800-1-L1",
        sentence="Six connections can be open at once.",
        instead="The sixth comes up at the cost of the first, of which nothing is said.",
        kind="two at once",
        change=Change(asks=sixth_takes_the_first),
        probe="""
            server TCP
            given connected-multi server 0 5
            send AT+CIPSEND=0
            type hello<Ctrl-Z>
            wait 3
        """,
    ),
    Defect(
        id="sim800-1-five-clients-in-all",
        requirement="SIM800-1-L2",
        sentence="Up to five clients can be connected at the same time.",
        instead="Clients that have gone are still counted: after five no more are let in.",
        kind="repetition",
        change=Change(hears=five_clients_in_all),
        probe="""
            client TCP
            given listening-multi 5000
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
            client closes
            client connects 5000
        """,
    ),
    Defect(
        id="sim800-1-fifth-client-unheard",
        requirement="SIM800-1-L2",
        sentence="Up to five clients can be connected at the same time.",
        instead="The fifth is never told of while four are there.",
        kind="two at once",
        change=Change(hears=fifth_client_unheard),
        probe="""
            client TCP
            given listening-multi 5000
            client connects 5000
            client connects 5000
            client connects 5000
            client connects 5000
            client connects 5000
        """,
    ),
    Defect(
        id="sim800-1-one-call-of-a-server",
        requirement="SIM800-1-L3",
        sentence="A server can have five outgoing connections besides.",
        instead="It makes one: the second call fails.",
        kind="two at once",
        change=Change(asks=one_call_of_a_server),
        probe="""
            server TCP
            given listening-multi 5000
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
            send AT+CIPSTART=1,"TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-2-shut-ends-multi",
        requirement="SIM800-2-R1",
        sentence="AT+CIPMUX=1 chooses multi connection mode.",
        instead="The next AT+CIPSHUT silently goes back to single connection mode.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPSHUT", execute=shut_to_single),)),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSHUT
            send AT+CIPMUX?
        """,
    ),
    Defect(
        id="sim800-2-multi-at-power-up",
        requirement="SIM800-2-R2",
        sentence="Single connection mode is the default.",
        instead="The module begins in multi connection mode.",
        kind="one at a time",
        change=Change(defaults={"cip.multi": 1}),
        probe="""
            power
            send AT+CIPMUX?
        """,
    ),
    Defect(
        id="sim800-2-transparent-refused-later",
        requirement="SIM800-2-R3",
        sentence="Single connection mode can be transparent or not.",
        instead="Transparent mode is refused once there has been a connection, though it is closed.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPMODE", write=no_transparent_mode_later),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPMODE=1
        """,
    ),
    Defect(
        id="sim800-2.1-normal-mode-not-kept",
        requirement="SIM800-2.1-R1",
        sentence="AT+CIPMODE=0 chooses normal mode: later connections stay in command mode.",
        instead="After a transparent connection it is confirmed without effect.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPMODE", write=normal_mode_not_kept),)),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPMODE=0
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-2.1-second-in-command-mode",
        requirement="SIM800-2.1-R1",
        sentence="AT+CIPMODE=1 chooses transparent mode: later connections lead to data mode.",
        instead="The second one is reported as in normal mode and stays in command mode.",
        kind="repetition",
        change=Change(parts={Connecting: SecondInCommandMode}),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-2.1-transparent-at-power-up",
        requirement="SIM800-2.1-R2",
        sentence="Normal mode is the default.",
        instead="The module begins in transparent mode.",
        kind="one at a time",
        change=Change(defaults={"cip.transparent": 1}),
        probe="""
            power
            server TCP
            given ip-status
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-2.1-udp-after-tcp",
        requirement="SIM800-2.1-R3",
        sentence="The module works as TCP client, as UDP client and as TCP server.",
        instead="The protocol of the first connection is kept: a UDP client after a TCP client calls by TCP.",
        kind="repetition",
        change=Change(asks=udp_after_tcp_by_tcp),
        probe="""
            server TCP
            second UDP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{second.ip}","{second.port}"
        """,
    ),
)
