"""SIM7000 note, 6.3 to 7.2."""

from __future__ import annotations

import re

from atconform.base.units import MS
from atconform.emulator.cip import send as sending
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.payload import PayloadEntry
from atconform.emulator.core.replies import prompt
from tests.defects.defect import Defect
from tests.defects.filters_sim7000 import echoed
from tests.defects.seams import Change
from tests.defects.shared_sim7000_3 import cipsend, handing_over


def unlimited(module, number, length):
    """Take every length."""
    connection = stack(module).connections[number]
    if length is None or connection.status != "CONNECTED":
        return sending.send(module, number, length)
    return prompt(PayloadEntry(length=length, **handing_over(module, connection) | {"longest": 65535}))


def ctrl_z_counted(module, number, length):
    """Count the Ctrl-Z with the bytes that it ends: one less may be typed."""
    connection = stack(module).connections[number]
    if length is not None or connection.status != "CONNECTED":
        return sending.send(module, number, length)
    return prompt(PayloadEntry(length=None, **handing_over(module, connection) | {"longest": 1459}))


def third_unconfirmed_refused(module, number, length):
    """Refuse to send while two pieces are not acknowledged."""
    waiting = stack(module).connections[number].sendings
    return refuse(module) if len(waiting) > 1 else sending.send(module, number, length)


def first_length_only(piece):
    """Tell the greatest length of connection 0 only."""
    return (re.sub(rb"(?<=\r\n)\+CIPSEND: [1-7],\d+\r\n", b"", piece),)


def accepted_in_total():
    """Tell how much has been taken in by the sum of all that was, since power-on."""
    total = 0

    def speak(piece):
        nonlocal total
        if found := re.fullmatch(rb"(\r\nDATA ACCEPT:(?:\d,)?)(\d+)(\r\n)", piece):
            total += int(found[2])
            return (found[1] + b"%d" % total + found[3],)
        return (piece,)

    return speak


def confirmed_all_the_same():
    """Report SEND OK behind the second DATA ACCEPT and each further one."""
    told = 0

    def speak(piece):
        nonlocal told
        if piece.startswith(b"\r\nDATA ACCEPT:"):
            told += 1
            if told > 1:
                return (piece, (200 * MS, b"\r\nSEND OK\r\n"))
        return (piece,)

    return speak


def amount_of_lowest(module):
    """AT+CIPACK=: whatever the number, that of the lowest connection that is up."""

    def amount(module, number):
        up = [c.number for c in stack(module).live()]
        return sending.amount(module, min(up, default=number))

    return form(amount, Int(0, 7)) if stack(module).multi else None


def line_ends_counted_once(piece):
    """Count each CR LF of the data as one byte in the IP head."""
    if found := re.match(rb"((?:\r\n[^\r\n]*\r\n)?\r\n\+IPD,)(\d+)(?=[:,])", piece):
        length = int(found[2]) - piece[found.end() :].count(b"\r\n")
        return (found[1] + b"%d" % length + piece[found.end() :],)
    return (piece,)


def first_protocol_shown():
    """Show the protocol of the first connection in every IP head."""
    first = b""

    def speak(piece):
        nonlocal first
        if found := re.search(rb"(?<=\r\n\+IPD,)(\d+,)(TCP|UDP)", piece):
            first = first or found[2]
            return (piece[: found.start()] + found[1] + first + piece[found.end() :],)
        return (piece,)

    return speak


def one_connection_notified():
    """Notify of data on one connection only, until something is fetched."""
    notified = b""

    def speak(piece):
        nonlocal notified
        if echoed(piece).startswith(b"AT+CIPRXGET="):
            notified = b""
        elif found := re.fullmatch(rb"\r\n\+CIPRXGET: 1,(\d)\r\n", piece):
            if notified not in (b"", found[1]):
                return ()
            notified = found[1]
        return (piece,)

    return speak


FETCHED = re.compile(rb"(\r\n\+CIPRXGET: ([23]),(?:\d,)?)(\d+),(\d+)\r\n")
"""What stands before fetched data; in multi connection mode with the number."""


def left_before(piece):
    """Tell how much was there before as what is left, if anything is."""
    found = FETCHED.match(piece)
    if found and int(found[4]):
        left = int(found[3]) + int(found[4])
        return (found[1] + found[3] + b",%d\r\n" % left + piece[found.end() :],)
    return (piece,)


def fetched_up_to_nul(piece):
    """Put fetched data out up to its first 0x00 only, and tell the length of all of it."""
    found = FETCHED.match(piece)
    if found and found[2] == b"2":
        end = found.end() + int(found[3])
        return (piece[: found.end()] + piece[found.end() : end].partition(b"\0")[0] + piece[end:],)
    return (piece,)


def digits_without_zero(piece):
    """Put a byte below 0x10 out as one digit."""
    found = FETCHED.match(piece)
    if found and found[2] == b"3":
        end = found.end() + 2 * int(found[3])
        digits = re.sub(rb"0(.)|(..)", rb"\1\2", piece[found.end() : end])
        return (piece[: found.end()] + digits + piece[end:],)
    return (piece,)


DEFECTS = (
    Defect(
        id="sim7000-6.3-no-limit-behind-number",
        requirement="SIM7000-6.3-X1",
        sentence="A length above the greatest is answered ERROR.",
        instead="Behind a connection number it is taken.",
        kind="one at a time",
        change=Change(commands=(cipsend(multi=unlimited),)),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSEND=0,1461
        """,
    ),
    Defect(
        id="sim7000-6.3-first-connection-told",
        requirement="SIM7000-6.3-R2",
        sentence="AT+CIPSEND? tells the greatest length for every connection that is up.",
        instead="It tells that of connection 0 only.",
        kind="two at once",
        change=Change(speaks=lambda: first_length_only),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPSEND?
        """,
    ),
    Defect(
        id="sim7000-6.3-ctrl-z-counted",
        requirement="SIM7000-6.3-L1",
        sentence="Up to 1460 bytes can be sent at once.",
        instead="The Ctrl-Z counts: 1460 bytes before it are answered ERROR.",
        kind="binary",
        change=Change(commands=(cipsend(ctrl_z_counted, ctrl_z_counted),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type <1460 bytes><Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-6.4-third-unconfirmed-refused",
        requirement="SIM7000-6.4-R3",
        sentence="In quick sending mode there can be one AT+CIPSEND after the other.",
        instead="With two that the server has not acknowledged the third is refused.",
        kind="timing",
        change=Change(commands=(cipsend(third_unconfirmed_refused, third_unconfirmed_refused),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            server stops acknowledging
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 1
            send AT+CIPSEND
        """,
    ),
    Defect(
        id="sim7000-6.4-accepted-in-total",
        requirement="SIM7000-6.4-R4",
        sentence="DATA ACCEPT tells how many bytes have been typed.",
        instead="It tells how many have been since power-on.",
        kind="repetition",
        change=Change(speaks=accepted_in_total),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type three<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-6.4-confirmed-all-the-same",
        requirement="SIM7000-6.4-R2",
        sentence="In quick sending mode DATA ACCEPT is reported and SEND OK is not.",
        instead="From the second sending on SEND OK follows a little later.",
        kind="repetition",
        change=Change(speaks=confirmed_all_the_same),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-6.5-amount-of-lowest",
        requirement="SIM7000-6.5-R3",
        sentence="AT+CIPACK=<n> tells the amounts of connection n.",
        instead="They are those of the lowest connection that is up.",
        kind="two at once",
        change=Change(commands=(Command("+CIPACK", test=(), write=amount_of_lowest, execute=sending.amount_execute),)),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPSEND=1
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPACK=1
        """,
    ),
    Defect(
        id="sim7000-7.1-line-ends-counted-once",
        requirement="SIM7000-7.1-C1",
        sentence="The IP head tells the length of the data.",
        instead="Each CR LF in it counts as one byte.",
        kind="binary",
        change=Change(speaks=lambda: line_ends_counted_once),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            server sends one<CR><LF>two<CR><LF>
        """,
    ),
    Defect(
        id="sim7000-7.1-first-protocol-shown",
        requirement="SIM7000-7.1-C3",
        sentence="AT+CIPSHOWTP shows the protocol in the IP head.",
        instead="It shows that of the first connection, after it too.",
        kind="repetition",
        change=Change(speaks=first_protocol_shown),
        probe="""
            server TCP
            second UDP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSHOWTP=1
            server sends one
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{second.ip}","{second.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            second sends two
        """,
    ),
    Defect(
        id="sim7000-7.2-one-connection-notified",
        requirement="SIM7000-7.2-R3",
        sentence="In multi connection mode each connection has its data to fetch.",
        instead="While data of one waits, no other one is reported.",
        kind="two at once",
        change=Change(speaks=one_connection_notified),
        probe="""
            server TCP
            second TCP
            send AT+CIPRXGET=1
            send AT+CIPMUX=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
            send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
            server sends one
            second sends two
        """,
    ),
    Defect(
        id="sim7000-7.2-left-before",
        requirement="SIM7000-7.2-R4",
        sentence="The answer to a fetch tells how much is left.",
        instead="While anything is left it tells how much there was before.",
        kind="repetition",
        change=Change(speaks=lambda: left_before),
        probe="""
            server TCP
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello world
            send AT+CIPRXGET=2,4
            send AT+CIPRXGET=2,4
            send AT+CIPRXGET=2,4
        """,
    ),
    Defect(
        id="sim7000-7.2-fetched-up-to-nul",
        requirement="SIM7000-7.2-C1",
        sentence="Mode 2 gives the data as it is.",
        instead="It gives it up to the first 0x00, and tells the length of all.",
        kind="binary",
        change=Change(speaks=lambda: fetched_up_to_nul),
        probe="""
            server TCP
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends one<0x00>two
            send AT+CIPRXGET=2,100
        """,
    ),
    Defect(
        id="sim7000-7.2-digits-without-zero",
        requirement="SIM7000-7.2-R5",
        sentence="Mode 3 gives two digits for each byte.",
        instead="A byte below 0x10 gets one.",
        kind="binary",
        change=Change(speaks=lambda: digits_without_zero),
        probe="""
            server TCP
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends a<0x0D><0x0A><0x1A><0xFF>
            send AT+CIPRXGET=3,100
        """,
    ),
)
