"""SIM7020 note, 6.9.4 to 6.10.1."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020_6 import (
    answer,
    pieces,
    swap,
)
from tests.defects.seams import Change

AMOUNTS = rb"\+CIPACK: (\d+),(\d+),(\d+)"


def amounts_go_on():
    """Let the amounts of a connection go on where those of the one before it ended."""
    typed, base, last = b"", (0, 0), (0, 0)

    def speak(piece):
        nonlocal typed, base, last

        def amounts(found):
            nonlocal last
            last = (int(found[1]) + base[0], int(found[2]) + base[1])
            return b"+CIPACK: %d,%d,%d" % (*last, last[0] - last[1])

        if not piece.startswith(b"\r\n"):
            typed = (typed + piece)[-100:]
            if re.search(rb"AT\+CIPSTART=[^\r]*\r$", typed):
                base = last
            return (piece,)
        return (re.sub(AMOUNTS, amounts, piece),)

    return speak


def confirmations_of_first():
    """Count everything that is acknowledged for the connection that was made first."""
    first = None

    def hear(event):
        nonlocal first
        if isinstance(event, net.Connected) and first is None:
            first = event.link
        return (replace(event, link=first),) if first and isinstance(event, net.Acknowledged) else (event,)

    return hear


def amounts_since_asked():
    """Tell what has been sent and confirmed since it was asked before."""
    before = (0, 0)

    def amounts(found):
        nonlocal before
        now = (int(found[1]), int(found[2]))
        if now < before:
            before = (0, 0)
        sent, confirmed = now[0] - before[0], now[1] - before[1]
        before = now
        return b"+CIPACK: %d,%d,%d" % (sent, confirmed, max(0, sent - confirmed))

    return lambda piece: (re.sub(AMOUNTS, amounts, piece),)


def amounts_of_first_asked():
    """Tell the amounts of the number that was asked for first, whatever number is asked for."""
    first = b""

    def amounts(found):
        nonlocal first
        first = first or found[0]
        return first

    return lambda piece: (re.sub(AMOUNTS, amounts, piece),)


def udp_confirmed():
    """Tell data on UDP as confirmed."""
    typed, udp, asked = b"", set(), b""

    def speak(piece):
        nonlocal typed, asked
        if not piece.startswith(b"\r\n"):
            typed = (typed + piece)[-200:]
            if found := re.search(rb'AT\+CIPSTART=(?:(\d),)?"(TCP|UDP)",[^\r]*\r$', typed):
                (udp.add if found[2] == b"UDP" else udp.discard)(found[1] or b"")
            if found := re.search(rb"AT\+CIPACK(?:=(\d))?\r$", typed):
                asked = found[1] or b""
            return (piece,)
        return (re.sub(AMOUNTS, rb"+CIPACK: \1,\1,0", piece),) if asked in udp else (piece,)

    return speak


def single_bytes_wait():
    """Keep a byte that comes alone until there is more."""
    kept = b""

    def hear(event):
        nonlocal kept
        if isinstance(event, net.Received):
            data, kept = kept + event.data, b""
            if len(data) == 1:
                kept = data
                return ()
            return (replace(event, data=data),)
        return (event,)

    return hear


def length_of_three_digits():
    """Print the last three digits of a length."""
    return lambda piece: (re.sub(rb"^(\r\n\+IPD,)\d+(\d{3}[,:])", rb"\1\2", piece),)


def first_protocol_kept():
    """Name the protocol of the first reception in every head."""
    first = b""

    def respell(piece):
        nonlocal first
        if found := re.match(rb"\r\n(?:RECV FROM: [^\r]*\r\n\r\n)?\+IPD,\d+,(TCP|UDP):", piece):
            first = first or found[1]
            return (piece[: found.start(1)] + first + piece[found.end(1) :],)
        return (piece,)

    return respell


def results_without_head():
    """Put no head in front of data that looks like a result."""
    head = rb"^(?:\r\nRECV FROM: [^\r]*\r\n)?\r\n\+IPD,\d+(?:,[A-Z]+)?:(?=(?:\r\n)?(?:OK|ERROR)\b)"
    return lambda piece: (re.sub(head, b"", piece),)


DEFECTS = (
    Defect(
        id="sim7020-6.9.4-amounts-go-on",
        requirement="SIM7020EN-6.9.4-R2",
        sentence="The first amount is what has been sent on the connection.",
        instead="What had been told of the connection before it is counted in.",
        kind="repetition",
        change=Change(speaks=amounts_go_on),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPACK
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPACK
        """,
    ),
    Defect(
        id="sim7020-6.9.4-confirmations-of-first",
        requirement="SIM7020EN-6.9.4-R3",
        sentence="The second amount is what the server has confirmed.",
        instead="Confirmations of other connections are counted for the one that was made first.",
        kind="two at once",
        change=Change(hears=confirmations_of_first),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPQSEND=1
            send AT+CIPSEND=1
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPACK=1
        """,
    ),
    Defect(
        id="sim7020-6.9.4-confirmed-when-sent",
        requirement="SIM7020EN-6.9.4-R4",
        sentence="The third amount is what has been sent and not confirmed.",
        instead="On TCP data counts as confirmed as soon as it has been sent.",
        kind="timing",
        change=Change(
            speaks=answer(
                r'AT\+CIPSTART=(?:\d,)?"TCP".*',
                swap(AMOUNTS, rb"+CIPACK: \1,\1,0"),
                until=r'AT\+CIPSTART=(?:\d,)?"UDP".*',
            )
        ),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            server stops acknowledging
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPACK
        """,
    ),
    Defect(
        id="sim7020-6.9.4-amounts-since-asked",
        requirement="SIM7020EN-6.9.4-R5",
        sentence="The amounts are those of everything that was sent on the connection.",
        instead="They begin anew with every query.",
        kind="repetition",
        change=Change(speaks=pieces(amounts_since_asked)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPACK
            send AT+CIPACK
        """,
    ),
    Defect(
        id="sim7020-6.9.4-amounts-of-first-asked",
        requirement="SIM7020EN-6.9.4-R6",
        sentence="AT+CIPACK=<n> tells the amounts of connection n.",
        instead="Those that were told first are told for every number.",
        kind="two at once",
        change=Change(speaks=pieces(amounts_of_first_asked)),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPSEND=1
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPACK=1
            send AT+CIPACK=0
        """,
    ),
    Defect(
        id="sim7020-6.9.4-udp-confirmed",
        requirement="SIM7020EN-6.9.4-R7",
        sentence="On UDP sent data counts as not confirmed.",
        instead="It counts as confirmed.",
        kind="one at a time",
        change=Change(speaks=udp_confirmed),
        probe="""
            server UDP
            given connected server
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPACK
        """,
    ),
    Defect(
        id="sim7020-6.9.4-second-connection-not-shown",
        requirement="SIM7020EN-6.9.4-S1",
        sentence="After CONNECT OK the state is CONNECT OK.",
        instead="On a second connection it stays TCP CLOSED.",
        kind="repetition",
        change=Change(
            speaks=answer(r"AT\+CIPSTART=.*", swap(rb"STATE: CONNECT OK", b"STATE: TCP CLOSED"), spared=1, until=None)
        ),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.10.1-single-bytes-wait",
        requirement="SIM7020EN-6.10.1-R1",
        sentence="What the far end sends is put out without a command.",
        instead="A single byte waits until more has come.",
        kind="timing",
        change=Change(hears=single_bytes_wait),
        probe="""
            server TCP
            given connected server
            server sends x
            wait 5
        """,
    ),
    Defect(
        id="sim7020-6.10.1-length-of-three-digits",
        requirement="SIM7020EN-6.10.1-R2",
        sentence="The head tells the length of the data.",
        instead="Of a length of 1000 or more the thousands are missing.",
        kind="binary",
        change=Change(speaks=pieces(length_of_three_digits)),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            server sends <1100 bytes>
        """,
    ),
    Defect(
        id="sim7020-6.10.1-source-not-again",
        requirement="SIM7020EN-6.10.1-R3",
        sentence="AT+CIPSRIP=1 shows where data comes from.",
        instead="After AT+CIPSRIP=0 it is never shown again.",
        kind="repetition",
        change=Change(speaks=answer(r"AT\+CIPSRIP=0", swap(rb"^\r\nRECV FROM: [^\r]*\r\n", b""), until=None)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSRIP=1
            send AT+CIPSRIP=0
            send AT+CIPSRIP=1
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-6.10.1-first-protocol-kept",
        requirement="SIM7020EN-6.10.1-R4",
        sentence="With AT+CIPSHOWTP the head names the protocol.",
        instead="It names the protocol of the first reception for good.",
        kind="repetition",
        change=Change(speaks=pieces(first_protocol_kept)),
        probe="""
            server TCP
            second UDP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSHOWTP=1
            server sends hello
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{second.ip}","{second.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            second sends hello
        """,
    ),
    Defect(
        id="sim7020-6.10.1-results-without-head",
        requirement="SIM7020EN-6.10.1-R5",
        sentence="With the heads on, received data can be told from answers.",
        instead="Data that looks like a result has no head.",
        kind="binary",
        change=Change(speaks=pieces(results_without_head)),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            server sends <CR><LF>OK<CR><LF>
        """,
    ),
)
