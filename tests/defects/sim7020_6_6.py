"""SIM7020 note, 6.6: several connections."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.replies import ok
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020_6 import (
    command,
    pieces,
)
from tests.defects.seams import Change


def udp_ends_tcp():
    """Drop the TCP connection to an address when a UDP connection to the same address is opened."""
    links = {}

    def ask(request):
        if isinstance(request, net.Connect):
            if request.protocol == "UDP" and request.host in links:
                return (net.Close(links.pop(request.host), abort=True), request)
            if request.protocol == "TCP":
                links[request.host] = request.link
        return (request,)

    return ask


def sockets_used_up():
    """Never get a socket back: the seventh connection since the start leads nowhere."""
    opened = 0

    def ask(request):
        nonlocal opened
        if isinstance(request, net.Connect):
            opened += 1
            if opened > 6:
                return (replace(request, host="0.0.0.0"),)
        return (request,)

    return ask


def multi_only_once(usual, module, on):
    """Take AT+CIPMUX=1 the first time only; afterwards it is answered, and nothing happens."""
    cip = stack(module)
    if on and not cip.multi and getattr(cip, "was_multi", False):
        return ok()
    cip.was_multi = True
    return usual(module, on)


def one_connecting_at_a_time(usual, module, *values):
    """Refuse a connection while another one is on its way."""
    if any(connection.status == "CONNECTING" for connection in stack(module).connections):
        return refuse(module)
    return usual(module, *values)


def number_of_last_start():
    """Tell that a connection stands with the number that was given to AT+CIPSTART last."""
    typed, number = b"", b"0"

    def speak(piece):
        nonlocal typed, number
        if not piece.startswith(b"\r\n"):
            typed = (typed + piece)[-200:]
            found = re.search(rb"AT\+CIPSTART=(\d),[^\r]*\r$", typed)
            number = found[1] if found else number
            return (piece,)
        return (re.sub(rb"^\r\n\d,CONNECT OK", b"\r\n" + number + b",CONNECT OK", piece),)

    return speak


def sent_where_last_sent():
    """Send on the link before, when the host has changed over to another one."""
    last = None

    def ask(request):
        nonlocal last
        if isinstance(request, net.Send):
            before, last = last or request.link, request.link
            return (replace(request, link=before),)
        return (request,)

    return ask


def confirmed_for_receiver():
    """Confirm data with the number of the connection that has received something since the prompt."""
    number = None

    def respell(piece):
        nonlocal number
        if piece == b"\r\n> ":
            number = None
        if found := re.match(rb"\r\n\+RECEIVE,(\d),", piece):
            number = found[1]
        if number is not None:
            return (re.sub(rb"^\r\n\d,SEND OK", b"\r\n" + number + b",SEND OK", piece),)
        return (piece,)

    return respell


def received_before_zero():
    """Count received data only up to the first 0x00."""

    def counted(found):
        return b"\r\n+RECEIVE,%b,%d:\r\n" % (found[1], len(found[2].partition(b"\0")[0])) + found[2]

    return lambda piece: (re.sub(rb"^\r\n\+RECEIVE,(\d),\d+:\r\n(.*)$", counted, piece, flags=re.DOTALL),)


def received_under_sender():
    """Announce received data under the number that the host has sent to last."""
    typed, number = b"", None

    def speak(piece):
        nonlocal typed, number
        if not piece.startswith(b"\r\n"):
            typed = (typed + piece)[-200:]
            found = re.search(rb"AT\+CIPSEND=(\d)[^\r]*\r$", typed)
            number = found[1] if found else number
            return (piece,)
        return (re.sub(rb"^\r\n\+RECEIVE,\d,", b"\r\n+RECEIVE," + number + b",", piece),) if number else (piece,)

    return speak


def gaps_left_out():
    """Leave out the rows of unused numbers below one that is used."""

    def respell(piece):
        rows = piece.split(b"\r\n")
        used = [index for index, row in enumerate(rows) if re.match(rb"C: \d,\d", row)]
        last = max(used, default=0)
        kept = [row for index, row in enumerate(rows) if index > last or not re.match(rb"C: \d,,", row)]
        return (b"\r\n".join(kept),)

    return respell


def rows_kept():
    """Show numbers that have been in use as closed, even after everything was shut."""
    known = {}

    def respell(piece):
        for number, rest in re.findall(rb'\r\nC: (\d),(\d,"[^\r]*)"[A-Z]+"(?=\r\n)', piece):
            known[number] = rest
        for number, rest in known.items():
            piece = piece.replace(
                b"\r\nC: " + number + b',,"","","","INITIAL"', b"\r\nC: " + number + b"," + rest + b'"CLOSED"'
            )
        return (piece,)

    return respell


def port_of_same_address():
    """Show every connection to an address with the port of the first one to it."""

    def respell(piece):
        ports = {}

        def row(found):
            return found[1] + b'"' + ports.setdefault(found[1].rsplit(b",", 2)[1], found[2]) + b'"'

        return (re.sub(rb'(C: \d,\d,"[A-Z]+","[^"]+",)"(\d+)"', row, piece),)

    return respell


DEFECTS = (
    Defect(
        id="sim7020-6.6-udp-ends-tcp",
        requirement="SIM7020EN-6.6-R1",
        sentence="TCP and UDP connections to servers can stand at the same time.",
        instead="A UDP connection to an address drops the TCP connection to the same address.",
        kind="two at once",
        change=Change(asks=udp_ends_tcp),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"UDP","{server.ip}",9600
        """,
    ),
    Defect(
        id="sim7020-6.6-sockets-used-up",
        requirement="SIM7020EN-6.6-L1",
        sentence="Six connections are possible at a time.",
        instead="Closed ones count too: the seventh connection since the start fails.",
        kind="repetition",
        change=Change(asks=sockets_used_up),
        probe="""
            server TCP
            given connected-multi server 0 5
            send AT+CIPCLOSE=5
            send AT+CIPSTART=5,"TCP","{server.ip}",{server.port}
        """,
    ),
    Defect(
        id="sim7020-6.6-multi-once",
        requirement="SIM7020EN-6.6-R2",
        sentence="AT+CIPMUX=1 is answered by OK and switches to several connections.",
        instead="After AT+CIPMUX=0 it is answered again, and single connection mode stays.",
        kind="repetition",
        change=Change(commands=(command("+CIPMUX", multi_only_once),)),
        probe="""
            send AT+CIPMUX=1
            send AT+CIPMUX=0
            send AT+CIPMUX=1
            send AT+CIPMUX?
        """,
    ),
    Defect(
        id="sim7020-6.6-one-connecting",
        requirement="SIM7020EN-6.6-R3",
        sentence="AT+CIPSTART with a number is answered by OK, and how it went is told with the number.",
        instead="It is refused while another number is being connected.",
        kind="two at once",
        change=Change(commands=(command("+CIPSTART", one_connecting_at_a_time),)),
        probe="""
            server TCP
            given ip-status-multi
            type AT+CIPSTART=0,"TCP","{server.ip}",{server.port}<CR>
            wait 0.02
            send AT+CIPSTART=1,"TCP","{server.ip}",{server.port}
        """,
    ),
    Defect(
        id="sim7020-6.6-number-of-last-start",
        requirement="SIM7020EN-6.6-U1",
        sentence="A connection that stands is told with its number.",
        instead="When a second one is started before the first one stands, both are told with the second number.",
        kind="two at once",
        change=Change(speaks=number_of_last_start),
        probe="""
            server TCP
            given ip-status-multi
            type AT+CIPSTART=0,"TCP","{server.ip}",{server.port}<CR>
            wait 0.02
            send AT+CIPSTART=1,"TCP","{server.ip}",{server.port}
        """,
    ),
    Defect(
        id="sim7020-6.6-sent-where-last-sent",
        requirement="SIM7020EN-6.6-R4",
        sentence="What is typed behind the prompt of AT+CIPSEND=<n> is sent on connection n.",
        instead="When the host changes to another number, the first data still goes to the one before.",
        kind="two at once",
        change=Change(asks=sent_where_last_sent),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}",{second.port}
            send AT+CIPSEND=0
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND=1
            type two<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7020-6.6-confirmed-for-receiver",
        requirement="SIM7020EN-6.6-R5",
        sentence="SEND OK tells the number on which was sent.",
        instead="It tells the number of another connection whose data came in while it was waited for.",
        kind="two at once",
        change=Change(speaks=confirmed_for_receiver),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}",{second.port}
            server stops acknowledging
            send AT+CIPSEND=0
            type one<Ctrl-Z>
            wait 1
            second sends two
            server acknowledges
        """,
    ),
    Defect(
        id="sim7020-6.6-length-before-zero",
        requirement="SIM7020EN-6.6-U2",
        sentence="+RECEIVE tells how many bytes have come.",
        instead="It tells how many there are in front of the first 0x00.",
        kind="binary",
        change=Change(speaks=pieces(received_before_zero)),
        probe="""
            server TCP
            given connected-multi server 0
            server sends ab<0x00>cd
        """,
    ),
    Defect(
        id="sim7020-6.6-received-under-sender",
        requirement="SIM7020EN-6.6-U2",
        sentence="+RECEIVE tells the number of the connection that the data came on.",
        instead="It tells the number that the host has sent to last.",
        kind="two at once",
        change=Change(speaks=received_under_sender),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}",{second.port}
            send AT+CIPSEND=0
            type one<Ctrl-Z>
            wait 1
            second sends two
        """,
    ),
    Defect(
        id="sim7020-6.6-gaps-left-out",
        requirement="SIM7020EN-6.6-R6",
        sentence="AT+CIPSTATUS has a row for each of the six numbers.",
        instead="Unused numbers below one that is used have none.",
        kind="two at once",
        change=Change(speaks=pieces(gaps_left_out)),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSTART=2,"TCP","{server.ip}",{server.port}
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.6-rows-kept",
        requirement="SIM7020EN-6.6-S1",
        sentence="A number that is not in use is shown as INITIAL, with empty fields.",
        instead="After AT+CIPSHUT what had been connected is shown as closed, with its address.",
        kind="repetition",
        change=Change(speaks=pieces(rows_kept)),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSTATUS
            send AT+CIPSHUT
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.6-port-of-same-address",
        requirement="SIM7020EN-6.6-S2",
        sentence="A connection that stands is shown with its address and port.",
        instead="A second one to the same address is shown with the port of the first one.",
        kind="two at once",
        change=Change(speaks=pieces(port_of_same_address)),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"UDP","{server.ip}",9600
            send AT+CIPSTATUS
        """,
    ),
)
