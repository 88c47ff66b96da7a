"""SIM800 note, 1 to 2.1.4: the two connection modes, and single connection without data mode."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import SECOND
from atconform.emulator.cip.connect import Connecting
from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.receive import Receiving
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.cip.udp import UdpModes
from atconform.emulator.core.replies import ok, text
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.meddling import (
    forgets,
    in_data_mode,
    keeps_first,
    received,
    sent,
    seven_bits,
    speaks_of,
    until_zero,
    without,
    wrapped,
    zeros_from_zero,
)
from tests.defects.seams import Change, Line

NOWHERE = "nowhere.invalid"
"""A name without an address."""
OK = b"\r\nOK\r\n"
PROMPT = b"\r\n> "


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
        if cip.multi and self.module.settings["cip.transparent"]:
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
            connection.status = "CONNECTED"
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


MODES = (
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


# --- TCP client ---


def attached_once(spared):
    """Hear of the packet service's return no more, but for the first times."""
    return forgets(net.Attachment, spared, lambda event: event.attached)


def confirm_at_once(module, usual):
    """Confirm AT+CIICR before the bearer is up."""
    context = stack(module).context
    if not context.machine.permits("CIICR"):
        return usual(module)
    context.machine.pull("CIICR")

    def activate():
        stack(module).activate(context, lambda: None, lambda: module.announce("+PDP: DEACT"))

    return ok(then=activate)


def ok_with_connect_ok():
    """Hold the OK of AT+CIPSTART back until it is known how the call went."""
    calling = held = False

    def speak(piece):
        nonlocal calling, held
        if piece.startswith(b"AT+CIPSTART"):
            calling = True
        elif calling and piece == OK:
            calling, held = False, True
            return ()
        elif held:
            held = False
            return (OK, piece)
        return (piece,)

    return speak


def connected_at_once():
    """Report the connection with the OK of AT+CIPSTART, in single connection and normal mode."""
    calling = early = transparent = False

    def speak(piece):
        nonlocal calling, early, transparent
        if piece.startswith(b"AT+CIPMODE="):
            transparent = b"=1" in piece
        elif piece.startswith(b'AT+CIPSTART="'):
            calling = not transparent
        elif calling and piece == OK:
            calling, early = False, True
            return (OK, b"\r\nCONNECT OK\r\n")
        elif early and b"CONNECT OK" in piece:
            early = False
            return ()
        return (piece,)

    return speak


def ctrl_z_from_the_second():
    """Send the Ctrl-Z too, from the second sending on; the far end's count of it goes unnoticed."""
    met = 0

    def ask(request):
        nonlocal met
        if isinstance(request, net.Send) and not in_data_mode(request):
            met += 1
            if met > 1:
                return (replace(request, data=request.data + b"\x1a"),)
        return (request,)

    return ask


def deaf_while_asking():
    """Lose what arrives between the prompt and SEND OK."""
    asking = typing = False

    def speak(piece):
        nonlocal asking, typing
        if piece == PROMPT:
            asking = typing = True
        elif typing:
            typing = not piece.endswith(b"\x1a")
        elif asking and b"SEND" in piece:
            asking = False
        elif asking and not piece.startswith((b"AT", b"\r\n")):
            return ()
        return (piece,)

    return speak


def close_without_fin(module, usual):
    """Answer CLOSE OK for every connection but the first, and leave it be."""
    connection = stack(module).connections[0]
    if connection.status != "CONNECTED" or connection.link <= 1:
        return usual(module)
    stack(module).context.machine.pull("CIPCLOSE")
    stack(module).end(connection, "closed")
    return text("CLOSE OK")


def sent_at_once():
    """Give SEND OK as soon as the data is typed, and not again."""
    asking = early = False

    def speak(piece):
        nonlocal asking, early
        if piece == PROMPT:
            asking = True
        elif asking and piece.endswith(b"\x1a"):
            asking, early = False, True
            return (piece, b"\r\nSEND OK\r\n")
        elif early and b"SEND OK" in piece:
            early = False
            return ()
        return (piece,)

    return speak


def prompt_comes_back(module, usual):
    """Forget AT+CIPSPRT=0 with the first sending."""
    answer = usual(module)
    if answer.prompt is None or module.settings["prompt"]:
        return answer
    conclude = answer.prompt.conclude

    def concluded():
        module.settings["prompt"] = 1
        return conclude()

    answer.prompt.conclude = concluded
    return answer


def apn_of_before(module, usual):
    """Take the APN that was set last for the default."""
    apn = stack(module).context.apn
    answer = usual(module)
    if apn:
        stack(module).context.apn = apn
    return answer


def closed_by_a_word():
    """Take data that says so for the end of the connection."""

    def hear(event):
        if isinstance(event, net.Received) and event.data.strip() == b"CLOSED":
            return (event, net.PeerClosed(event.link))
        return (event,)

    return hear


def with_ok(piece, _):
    """Put an OK behind what ends without."""
    return (piece, OK)


def twice(piece, _):
    """Say it again."""
    return (piece, piece)


CLIENT = (
    Defect(
        id="sim800-2.1.1-registration-stale",
        requirement="SIM800-2.1.1-C3",
        sentence="AT+CREG? tells that the module is registered.",
        instead="When it registers again, the state of before is still told.",
        kind="repetition",
        change=Change(hears=forgets(net.Registration, 1, lambda event: event.stat == 1)),
        probe="""
            send AT+CFUN=0
            send AT+CFUN=1
            wait 3
            send AT+CREG?
        """,
    ),
    Defect(
        id="sim800-2.1.1-attachment-stale",
        requirement="SIM800-2.1.1-C4",
        sentence="AT+CGATT? tells 1 while the module is attached.",
        instead="Once the network has detached it, coming back goes unnoticed.",
        kind="repetition",
        change=Change(hears=attached_once(1)),
        probe="""
            network detach
            network attach
            send AT+CGATT?
        """,
    ),
    Defect(
        id="sim800-2.1.1-second-bearer-never",
        requirement="SIM800-2.1.1-R2",
        sentence="APN, bearer and address, in this order, lead to where a connection can be started.",
        instead="They do so once: after AT+CIPSHUT the bearer is not asked for again.",
        kind="repetition",
        change=Change(asks=forgets(net.Activate)),
        probe="""
            given ip-status
            send AT+CIPSHUT
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
        """,
    ),
    Defect(
        id="sim800-2.1.1-bearer-confirmed-early",
        requirement="SIM800-2.1.1-R9",
        sentence="The OK of AT+CIICR tells that the wireless connection is up.",
        instead="It comes before, however long the network takes.",
        kind="timing",
        change=Change(commands=(wrapped("+CIICR", execute=confirm_at_once),)),
        probe="""
            network delay-context 5000000
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
        """,
    ),
    Defect(
        id="sim800-2.1.1-address-with-ok-later",
        requirement="SIM800-2.1.1-R10",
        sentence="The local address is answered alone, no OK follows.",
        instead="From the second time on an OK follows.",
        kind="repetition",
        change=Change(speaks=speaks_of(b"\r\n10.", with_ok, spared=1)),
        probe="""
            given ip-status
            send AT+CIFSR
        """,
    ),
    Defect(
        id="sim800-2.1.1-start-answered-late",
        requirement="SIM800-2.1.1-R3",
        sentence="AT+CIPSTART is answered OK at once, and CONNECT OK follows when the connection is up.",
        instead="The OK is held back until it is known how the call went.",
        kind="timing",
        change=Change(speaks=ok_with_connect_ok),
        probe="""
            server TCP
            given ip-status
            server stops acknowledging
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server acknowledges
        """,
    ),
    Defect(
        id="sim800-2.1.1-connected-before",
        requirement="SIM800-2.1.1-U1",
        sentence="CONNECT OK tells that the connection is established.",
        instead="It comes with the OK, before the far end has answered.",
        kind="timing",
        change=Change(speaks=connected_at_once),
        probe="""
            server TCP
            given ip-status
            server stops acknowledging
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server acknowledges
        """,
    ),
    Defect(
        id="sim800-2.1.1-second-connected-twice",
        requirement="SIM800-2.1.1-U1",
        sentence="CONNECT OK reports, behind the OK of AT+CIPSTART, that the connection is established.",
        instead="The second connection is reported twice.",
        kind="repetition",
        change=Change(speaks=speaks_of(b"\r\nCONNECT OK\r\n", twice, spared=1)),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-2.1.1-ctrl-z-sent",
        requirement="SIM800-2.1.1-R4",
        sentence="Ctrl-Z ends the input, and is no part of it.",
        instead="From the second sending on it is sent along.",
        kind="repetition",
        change=Change(asks=ctrl_z_from_the_second),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 2
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.1-sent-until-zero",
        requirement="SIM800-2.1.1-R4",
        sentence="What is typed behind the prompt is sent.",
        instead="It is copied as a string: behind the first 0x00 there are zeros only.",
        kind="binary",
        change=Change(asks=sent(zeros_from_zero, data_mode=False)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type one<0x00>two<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.1-sending-of-seven-bits",
        requirement="SIM800-2.1.1-E2",
        sentence="The server receives exactly what was typed.",
        instead="The eighth bit is cleared on the way.",
        kind="binary",
        change=Change(asks=sent(seven_bits, data_mode=False)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type a<0x80><0xFF>b<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.1-sent-before-received",
        requirement="SIM800-2.1.1-R12",
        sentence="On TCP, SEND OK means that the far end has received the data.",
        instead="It comes as soon as the data is typed.",
        kind="timing",
        change=Change(speaks=sent_at_once),
        probe="""
            server TCP
            given connected server
            server stops acknowledging
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.1-third-sending-unconfirmed",
        requirement="SIM800-2.1.1-R5",
        sentence="SEND OK reports that the data has been sent.",
        instead="The third time it stays out, and from then on.",
        kind="repetition",
        change=Change(lines=(Line("SEND OK", None, spared=2),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 2
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 2
            send AT+CIPSEND
            type three<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.1-received-until-zero",
        requirement="SIM800-2.1.1-R6",
        sentence="What the server sends is put out on the serial line.",
        instead="It is put out as a string, which ends at 0x00.",
        kind="binary",
        change=Change(hears=received(until_zero)),
        probe="""
            server TCP
            given connected server
            server sends one<0x00>two
        """,
    ),
    Defect(
        id="sim800-2.1.1-ctrl-z-not-put-out",
        requirement="SIM800-2.1.1-R6",
        sentence="What the server sends is put out on the serial line.",
        instead="0x1A is left out of it.",
        kind="binary",
        change=Change(hears=received(without(0x1A))),
        probe="""
            server TCP
            given connected server
            server sends one<0x1A>two
        """,
    ),
    Defect(
        id="sim800-2.1.1-deaf-while-asking",
        requirement="SIM800-2.1.1-R6",
        sentence="What the server sends is put out on the serial line, without a command.",
        instead="What arrives between the prompt and SEND OK is lost.",
        kind="timing",
        change=Change(speaks=deaf_while_asking),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            server sends hello
            type one<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.1-second-close-without-fin",
        requirement="SIM800-2.1.1-R7",
        sentence="AT+CIPCLOSE closes the connection.",
        instead="From the second connection on it is only said to be: the server hears nothing.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPCLOSE", execute=close_without_fin),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
        """,
    ),
    Defect(
        id="sim800-2.1.1-apn-of-before",
        requirement="SIM800-2.1.1-R8",
        sentence="AT+CSTT without an APN takes the default one.",
        instead="It takes the one that was set before, though AT+CIPSHUT came in between.",
        kind="repetition",
        change=Change(commands=(wrapped("+CSTT", execute=apn_of_before),)),
        probe="""
            send AT+CSTT="private"
            send AT+CIPSHUT
            send AT+CSTT
            send AT+CSTT?
        """,
    ),
    Defect(
        id="sim800-2.1.1-prompt-comes-back",
        requirement="SIM800-2.1.1-R11",
        sentence="AT+CIPSPRT sets whether the prompt is shown.",
        instead="One sending without it, and it is back.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPSEND", execute=prompt_comes_back),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSPRT=0
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 2
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.1-closed-by-a-word",
        requirement="SIM800-2.1.1-U2",
        sentence="CLOSED reports that the far end has closed the connection.",
        instead="Data that consists of this word is taken for the report: the connection is closed.",
        kind="binary",
        change=Change(hears=closed_by_a_word),
        probe="""
            server TCP
            given connected server
            server sends <CR><LF>CLOSED<CR><LF>
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-2.1.1-second-close-untold",
        requirement="SIM800-2.1.1-U2",
        sentence="CLOSED reports that the far end has closed the connection.",
        instead="Only the first time.",
        kind="repetition",
        change=Change(lines=(Line("CLOSED", None, spared=1),)),
        probe="""
            server TCP
            given connected server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server closes
        """,
    ),
)


# --- UDP client ---


def udp_to_the_first():
    """Send on every UDP connection to where the first one led."""
    first, links = None, set()

    def ask(request):
        nonlocal first
        match request:
            case net.Connect(protocol="UDP", link=link):
                first = first or (request.host, request.port)
                links.add(link)
            case net.Send(link=link, to=None) if link in links:
                return (replace(request, to=first),)
        return (request,)

    return ask


def sent_when_answered():
    """Hold SEND OK of a UDP connection back until something has come from the server."""
    udp = held = False

    def speak(piece):
        nonlocal udp, held
        if piece.startswith(b"AT+CIPSTART"):
            udp = b"UDP" in piece
        elif udp and b"SEND OK" in piece:
            held = True
            return ()
        elif held and not piece.startswith((b"AT", b"\r\n")):
            held = False
            return (b"\r\nSEND OK\r\n", piece)
        return (piece,)

    return speak


def udp_socket_left():
    """Answer that a UDP connection is closed, and leave its socket to the network."""
    links = set()

    def ask(request):
        match request:
            case net.Connect(protocol="UDP", link=link):
                links.add(link)
            case net.Close(link=link) if link in links:
                return ()
        return (request,)

    return ask


UDP_CLIENT = (
    Defect(
        id="sim800-2.1.2-sends-to-the-first",
        requirement="SIM800-2.1.2-R1",
        sentence="A UDP connection leads to the server that AT+CIPSTART names.",
        instead="The data of a later one goes to the server of the first.",
        kind="repetition",
        change=Change(asks=udp_to_the_first),
        probe="""
            server UDP
            second UDP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{second.ip}","{second.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.2-datagram-until-zero",
        requirement="SIM800-2.1.2-E1",
        sentence="The server receives exactly what was typed.",
        instead="The datagram ends before the first 0x00.",
        kind="binary",
        change=Change(asks=sent(until_zero, data_mode=False)),
        probe="""
            server UDP
            given connected server
            send AT+CIPSEND
            type one<0x00>two<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.2-sent-when-answered",
        requirement="SIM800-2.1.2-R2",
        sentence="On UDP, SEND OK means that the data has been sent out, wherever it gets to.",
        instead="It is held back until the server has answered.",
        kind="timing",
        change=Change(speaks=sent_when_answered),
        probe="""
            server UDP
            given connected server
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            server sends reply
        """,
    ),
    Defect(
        id="sim800-2.1.2-socket-left",
        requirement="SIM800-2.1.2-R3",
        sentence="AT+CIPCLOSE closes the UDP connection.",
        instead="Its socket stays: a second connection from the same port fails.",
        kind="repetition",
        change=Change(asks=udp_socket_left),
        probe="""
            server UDP
            send AT+CLPORT="UDP",8888
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
        """,
    ),
)


# --- TCP server ---


def second_client_ends_first():
    """Lose the client that is there to another one that calls."""
    there = None

    def hear(event):
        nonlocal there
        match event:
            case net.Incoming(link=link):
                first, there = there, link
                if first is not None:
                    return (net.LinkLost(first, "reset"), event)
            case net.PeerClosed(link=link) | net.LinkLost(link=link) | net.Closed(link=link) if link == there:
                there = None
        return (event,)

    return hear


def no_address_for_a_server():
    """Tell the address of nobody while a server listens."""
    listening = False

    def speak(piece):
        nonlocal listening
        if b"SERVER OK" in piece or b"SERVER CLOSE" in piece:
            listening = b"SERVER OK" in piece
        return (re.sub(rb"(?<=\r\n)[\d.]+(?=\r\n)", b"0.0.0.0", piece) if listening else piece,)

    return speak


def second_stop_ignored():
    """Go on listening at the second AT+CIPSERVER=0."""
    return forgets(net.StopListening)()


def client_not_closed():
    """Close no client's link after the server's end."""
    stopped = False

    def ask(request):
        nonlocal stopped
        stopped = stopped or isinstance(request, net.StopListening)
        return () if stopped and isinstance(request, net.Close) and request.link < 0 else (request,)

    return ask


def client_ends_with_server(module, usual, on, port):
    """Reset the client's link with every server but the first."""
    cip = stack(module)
    client, later = cip.connections[0], cip.server is not None and cip.server.number > 1
    answer = usual(module, on, port)
    if later and not on and client.status == "CONNECTED":
        module.ask(net.Close(client.link, abort=True))
    return answer


def still_connected():
    """Tell that a client is connected once there has been one."""
    been = False

    def speak(piece):
        nonlocal been
        been = been or b"REMOTE IP" in piece
        return (piece.replace(b"STATE: SERVER LISTENING", b"STATE: CONNECT OK") if been else piece,)

    return speak


def closed_before_ok():
    """Say SERVER CLOSE before OK."""
    closing = held = False

    def speak(piece):
        nonlocal closing, held
        if piece.startswith(b"AT+CIPSERVER=0"):
            closing = True
        elif closing and piece == OK:
            closing, held = False, True
            return ()
        elif held:
            held = False
            return (piece, OK)
        return (piece,)

    return speak


def is_client(request):
    """Whether it is about a link that a client has opened."""
    return request.link < 0


SERVER = (
    Defect(
        id="sim800-2.1.3-second-client-ends-first",
        requirement="SIM800-2.1.3-L1",
        sentence="In single connection mode one client can connect.",
        instead="A second one that calls is let in, and the first one is dropped for it.",
        kind="two at once",
        change=Change(hears=second_client_ends_first),
        probe="""
            client TCP
            other-client TCP
            given listening 5000
            client connects 5000
            other-client connects 5000
        """,
    ),
    Defect(
        id="sim800-2.1.3-port-of-before",
        requirement="SIM800-2.1.3-R1",
        sentence="The module listens on the port that AT+CIPSERVER=1 names.",
        instead="A later server listens on the port of the first.",
        kind="repetition",
        change=Change(asks=keeps_first(net.Listen, "port")),
        probe="""
            client TCP
            given listening 5000
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,6000
            client connects 6000
        """,
    ),
    Defect(
        id="sim800-2.1.3-no-address",
        requirement="SIM800-2.1.3-R2",
        sentence="AT+CIFSR tells the server's address after SERVER OK.",
        instead="While it listens, the address is four zeros.",
        kind="one at a time",
        change=Change(speaks=no_address_for_a_server),
        probe="""
            given listening 5000
            send AT+CIFSR
        """,
    ),
    Defect(
        id="sim800-2.1.3-client-of-before",
        requirement="SIM800-2.1.3-U1",
        sentence="The address of a client that connects is told.",
        instead="A second client is told with the address of the first.",
        kind="repetition",
        change=Change(hears=keeps_first(net.Incoming, "address")),
        probe="""
            client TCP
            other-client TCP
            given listening 5000
            client connects 5000
            client closes
            other-client connects 5000
        """,
    ),
    Defect(
        id="sim800-2.1.3-client-told-late",
        requirement="SIM800-2.1.3-U1",
        sentence="The address of a client that connects is told when it has connected.",
        instead="It comes three seconds later, when data of the client is there already.",
        kind="timing",
        change=Change(lines=(Line("REMOTE IP: .*", r"\g<0>", late=3 * SECOND),)),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            client sends hello
        """,
    ),
    Defect(
        id="sim800-2.1.3-sends-to-the-client-of-before",
        requirement="SIM800-2.1.3-R3",
        sentence="AT+CIPSEND sends to the client.",
        instead="When one client has gone and another come, the data still goes to the one that has gone.",
        kind="repetition",
        change=Change(asks=keeps_first(net.Send, "link", wanted=is_client)),
        probe="""
            client TCP
            other-client TCP
            given listening 5000
            client connects 5000
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            client closes
            other-client connects 5000
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.3-second-stop-ignored",
        requirement="SIM800-2.1.3-R4",
        sentence="After AT+CIPSERVER=0 no client can connect.",
        instead="The second time clients still can, though it is confirmed.",
        kind="repetition",
        change=Change(asks=second_stop_ignored),
        probe="""
            client TCP
            given listening 5000
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,5000
            send AT+CIPSERVER=0
            client connects 5000
        """,
    ),
    Defect(
        id="sim800-2.1.3-client-not-closed",
        requirement="SIM800-2.1.3-R5",
        sentence="AT+CIPCLOSE closes the client's connection.",
        instead="Once the server is closed it does not, and has no answer.",
        kind="one at a time",
        change=Change(asks=client_not_closed),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            send AT+CIPSERVER=0
            send AT+CIPCLOSE
        """,
    ),
    Defect(
        id="sim800-2.1.3-connected-for-ever",
        requirement="SIM800-2.1.3-S1",
        sentence="Without a client the state is SERVER LISTENING.",
        instead="It stays CONNECT OK when the client has gone, and with every later server.",
        kind="repetition",
        change=Change(speaks=still_connected),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            client closes
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-2.1.3-client-ends-with-server",
        requirement="SIM800-2.1.3-R6",
        sentence="AT+CIPSERVER=0 leaves the connection with the client as it is.",
        instead="The second time the client is reset.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPSERVER", write=client_ends_with_server),)),
        probe="""
            client TCP
            given listening 5000
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,5000
            client connects 5000
            send AT+CIPSERVER=0
        """,
    ),
    Defect(
        id="sim800-2.1.3-closed-before-ok",
        requirement="SIM800-2.1.3-U2",
        sentence="SERVER CLOSE follows on the OK of AT+CIPSERVER=0.",
        instead="It comes before.",
        kind="timing",
        change=Change(speaks=closed_before_ok),
        probe="""
            given listening 5000
            send AT+CIPSERVER=0
        """,
    ),
    Defect(
        id="sim800-2.1.3-second-close-untold",
        requirement="SIM800-2.1.3-U2",
        sentence="SERVER CLOSE reports that the server is closed.",
        instead="Only the first time.",
        kind="repetition",
        change=Change(lines=(Line("SERVER CLOSE", None, spared=1),)),
        probe="""
            given listening 5000
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,5000
            send AT+CIPSERVER=0
        """,
    ),
)


# --- UDP extended mode ---


def two_sources():
    """Hear of two senders only."""
    known = []

    def hear(event):
        if isinstance(event, net.Received):
            source = (event.address, event.port)
            if source not in known and len(known) == 2:
                return ()
            known.extend(() if source in known else (source,))
        return (event,)

    return hear


def source_of_before():
    """Name the sender of the data before."""
    before = None

    def hear(event):
        nonlocal before
        if isinstance(event, net.Received):
            last, before = before, (event.address, event.port)
            if last is not None:
                return (replace(event, address=last[0], port=last[1]),)
        return (event,)

    return hear


def source_when_it_changes():
    """Name a sender once, until another one sends."""
    last = None

    def speak(piece):
        nonlocal last
        found = re.match(rb"\r\nRECV FROM:[\d.:]+\r\n", piece)
        if found is None:
            return (piece,)
        repeated, last = found[0] == last, found[0]
        return (piece[found.end() :] if repeated else piece,)

    return speak


def length_otherwise(length):
    """Make a filter that tells another length in the IP head."""

    def speak(piece):
        found = re.search(rb"\+IPD,(\d+):", piece)
        if found is None:
            return (piece,)
        return (piece[: found.start(1)] + b"%d" % length(piece[found.end() :]) + piece[found.end(1) :],)

    return lambda: speak


def head_forgotten():
    """Put the IP head before the data of the first connection only."""
    met = 0

    def speak(piece):
        nonlocal met
        met += b"CONNECT OK\r\n" in piece
        return (re.sub(rb"\r\n\+IPD,\d+:", b"", piece) if met > 1 else piece,)

    return speak


def extended_once():
    """Hear on later connections of their own server only."""
    servers = {}

    def hear(event):
        match event:
            case net.Connected(link=link):
                servers[link] = (event.address, event.port)
            case net.Received(link=link) if len(servers) > 1 and servers.get(link) != (event.address, event.port):
                return ()
        return (event,)

    return hear


class AnswersLastSender(Receiving):
    """Sends to whoever has sent last."""

    def _received(self, connection, event):
        super()._received(connection, event)
        if connection.protocol == "UDP":
            self.module.part(UdpModes).modes[connection.number].destination = (event.address, event.port)


class RedirectionUndone(Receiving):
    """Sends to the server of AT+CIPSTART again when that has sent something."""

    def _received(self, connection, event):
        super()._received(connection, event)
        if (event.address, event.port) == (connection.address, connection.port):
            self.module.part(UdpModes).modes[connection.number].destination = None


def port_forgotten():
    """Forget the local port when the context goes."""
    gone = False

    def ask(request):
        nonlocal gone
        gone = gone or isinstance(request, net.Deactivate)
        if gone and isinstance(request, net.Connect):
            return (replace(request, local_port=0),)
        return (request,)

    return ask


def has_destination(request):
    """Whether it goes to another address than that of its link."""
    return request.to is not None


EXTENDED = (
    Defect(
        id="sim800-2.1.4-two-sources",
        requirement="SIM800-2.1.4-R1",
        sentence="In UDP extended mode data of any sender is put out.",
        instead="That of the first two is, a third one is not heard.",
        kind="two at once",
        change=Change(hears=two_sources),
        probe="""
            server UDP
            second UDP
            third UDP
            send AT+CLPORT="UDP",8888
            send AT+CIPUDPMODE=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            server connects 8888
            second connects 8888
            third connects 8888
            server sends one
            second sends two
            third sends three
        """,
    ),
    Defect(
        id="sim800-2.1.4-port-forgotten",
        requirement="SIM800-2.1.4-R2",
        sentence="AT+CLPORT sets the local UDP port.",
        instead="AT+CIPSHUT makes it forget the port.",
        kind="repetition",
        change=Change(asks=port_forgotten),
        probe="""
            server UDP
            send AT+CLPORT="UDP",8888
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSHUT
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            send AT+CIPSHUT
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            server connects 8888
            server sends hello
        """,
    ),
    Defect(
        id="sim800-2.1.4-source-of-before",
        requirement="SIM800-2.1.4-R3",
        sentence="With AT+CIPSRIP=1 the sender stands before its data.",
        instead="From the second datagram on it is the sender of the one before.",
        kind="two at once",
        change=Change(hears=source_of_before),
        probe="""
            server UDP
            second UDP
            send AT+CLPORT="UDP",8888
            send AT+CIPUDPMODE=1
            send AT+CIPSRIP=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            server connects 8888
            second connects 8888
            server sends one
            second sends two
        """,
    ),
    Defect(
        id="sim800-2.1.4-length-of-a-byte",
        requirement="SIM800-2.1.4-R4",
        sentence="With AT+CIPHEAD=1 the length of the data stands before it.",
        instead="It is counted in a byte: from 256 bytes on it begins anew.",
        kind="binary",
        change=Change(speaks=length_otherwise(lambda data: len(data) % 256)),
        probe="""
            server UDP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            server sends <300 bytes>
        """,
    ),
    Defect(
        id="sim800-2.1.4-head-forgotten",
        requirement="SIM800-2.1.4-R4",
        sentence="AT+CIPHEAD=1 puts a head before received data.",
        instead="The next connection has none.",
        kind="repetition",
        change=Change(speaks=head_forgotten),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            server sends one
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends two
        """,
    ),
    Defect(
        id="sim800-2.1.4-extended-once",
        requirement="SIM800-2.1.4-R5",
        sentence="AT+CIPUDPMODE=1 has the module put out data of other senders too.",
        instead="On the first connection; on later ones other senders are not heard.",
        kind="repetition",
        change=Change(hears=extended_once),
        probe="""
            server UDP
            second UDP
            send AT+CLPORT="UDP",8888
            send AT+CIPUDPMODE=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            second connects 8888
            second sends two
        """,
    ),
    Defect(
        id="sim800-2.1.4-answers-last-sender",
        requirement="SIM800-2.1.4-R6",
        sentence="Data goes to the address of AT+CIPSTART until another one is set, and the query tells it.",
        instead="It goes to whoever has sent last, as the query tells too.",
        kind="two at once",
        change=Change(parts={Receiving: AnswersLastSender}),
        probe="""
            server UDP
            second UDP
            send AT+CLPORT="UDP",8888
            send AT+CIPUDPMODE=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            second connects 8888
            second sends two
            send AT+CIPUDPMODE?
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.4-source-when-it-changes",
        requirement="SIM800-2.1.4-U1",
        sentence="The sender stands before each datagram.",
        instead="Before the first of several in a row only.",
        kind="repetition",
        change=Change(speaks=source_when_it_changes),
        probe="""
            server UDP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSRIP=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            server sends one
            server sends two
        """,
    ),
    Defect(
        id="sim800-2.1.4-length-until-zero",
        requirement="SIM800-2.1.4-U1",
        sentence="The length counts the bytes of the data.",
        instead="It counts them to the first 0x00.",
        kind="binary",
        change=Change(speaks=length_otherwise(lambda data: len(until_zero(data)))),
        probe="""
            server UDP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            server sends one<0x00>two
        """,
    ),
    Defect(
        id="sim800-2.1.4-second-redirection-ignored",
        requirement="SIM800-2.1.4-R7",
        sentence="AT+CIPUDPMODE=2 changes where data goes.",
        instead="The second time it is confirmed, and data goes where the first time led.",
        kind="repetition",
        change=Change(asks=keeps_first(net.Send, "to", wanted=has_destination)),
        probe="""
            server UDP
            second UDP
            third UDP
            given connected server
            send AT+CIPUDPMODE=1
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 2
            send AT+CIPUDPMODE=2,"{third.ip}",{third.port}
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.4-redirection-undone",
        requirement="SIM800-2.1.4-R7",
        sentence="AT+CIPUDPMODE=2 changes where data goes from then on.",
        instead="A datagram of the first address makes it go there again.",
        kind="two at once",
        change=Change(parts={Receiving: RedirectionUndone}),
        probe="""
            server UDP
            second UDP
            given connected server
            send AT+CIPUDPMODE=1
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 2
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            server sends hello
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 2
        """,
    ),
)

DEFECTS = (*MODES, *CLIENT, *UDP_CLIENT, *SERVER, *EXTENDED)
