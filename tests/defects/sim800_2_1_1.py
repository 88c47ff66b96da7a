"""SIM800 note, 2.1.1."""

from __future__ import annotations

from dataclasses import replace

from atconform.emulator.cip.activation import activate
from atconform.emulator.cip.stack import stack
from atconform.emulator.core import dialogue
from atconform.emulator.core.replies import ok, text
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.meddling import (
    forgets,
    in_data_mode,
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
from tests.defects.shared_sim800_2_1 import OK

PROMPT = b"\r\n> "


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

    def bring_up():
        activate(stack(module), context, lambda: None, lambda: module.announce("+PDP: DEACT"))

    return ok(then=bring_up)


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
    if answer.prompt is None or module.settings[dialogue.PROMPT]:
        return answer
    conclude = answer.prompt.conclude

    def concluded():
        module.settings[dialogue.PROMPT] = 1
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


DEFECTS = (
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
