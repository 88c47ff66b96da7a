"""SIM7020 note, 5.6 to 5.9."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import SECOND
from atconform.emulator.core.module import Module
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.cso import send as sending
from atconform.emulator.cso import sockets
from atconform.emulator.cso.acknowledge import REPORT_SENT
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import (
    Misheard,
    counted_on,
    held_back,
    missed,
    received,
    sent,
    seven_bits,
    up_to_zero,
)
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7020_5 import SENDING, TWO_TCP, forgetting, on_its_socket, with_write


def without_substitute(data: bytes) -> bytes:
    """Swallow Ctrl-Z."""
    return data.replace(b"\x1a", b"") or data


def modulo_128(data: bytes) -> bytes:
    """Count the digits in a byte: two for each byte of data."""
    return data[: len(data) % 128] if len(data) >= 128 else data


def with_translated_line_ends(data: bytes) -> bytes:
    """Take CR LF for a line end of the host, and send LF."""
    return data.replace(b"\r\n", b"\n")


def short_digits_shown():
    """Give bytes below 0x10 one digit in +CSONMI, and count what is printed."""

    def speak(piece):
        found = re.fullmatch(rb"(\r\n\+CSONMI: \d,)\d+,([0-9A-F]+)\r\n", piece)
        if found is None:
            return (piece,)
        digits = "".join(f"{byte:X}" for byte in bytes.fromhex(found[2].decode()))
        return (found[1] + f"{len(digits)},{digits}\r\n".encode(),)

    return speak


def length_in_a_byte():
    """Tell the length of what is shown modulo 256."""

    def told(found):
        return found[1] + b"%d," % (int(found[2]) % 256)

    return lambda piece: (re.sub(rb"(\r\n\+CSONMI: \d,)(\d+),", told, piece),)


def mute_after_the_first_link():
    """Send nothing more once the first link has been closed."""
    closed = False

    def ask(request):
        nonlocal closed
        closed = closed or (isinstance(request, net.Close) and request.link == 1)
        return () if closed and isinstance(request, net.Send) else (request,)

    return ask


def exchanged_when_both():
    """Tell the data of links 1 and 2 under each other's number, once both have received some."""
    seen: set[int] = set()

    def hear(event):
        if isinstance(event, net.Received) and event.link in (1, 2):
            seen.add(event.link)
            if len(seen) == 2:
                event = replace(event, link=3 - event.link)
        return (event,)

    return hear


def text_taken_for_digits(found, _earlier):
    """Take a text of digits for digits, although its length is 0."""
    return found[1] + b"%d" % len(found[2]) + b',"' + found[2] + b'"'


def told_before_acknowledged(module: Module, socket: sockets.Socket, length: int, written: str) -> Reply:
    """Report data as soon as it is sent."""
    reply = sending.send(module, socket, length, written)
    if reply.result == "OK" and reply.code is None and socket.sendings and module.settings[REPORT_SENT]:
        last = socket.sendings[-1]
        last.reported = False
        return ok(then=lambda: module.announce(f"SEND: {socket.number},{last.length}"))
    return reply


def told_after_a_while():
    """Report data a second and a half after it was sent, acknowledged or not."""
    length, flag, told = 0, False, 0

    def speak(piece):
        nonlocal length, flag, told
        if piece.startswith(b"AT+CSOSENDFLAG="):
            flag = piece == b"AT+CSOSENDFLAG=1\r"
        found = re.fullmatch(rb'AT\+CSOSEND=0,0,"(.*)"\r', piece)
        if found:
            length = len(found[1])
        elif length and flag and piece == b"\r\nOK\r\n":
            line, length = b"\r\nSEND: 0,%d\r\n" % length, 0
            told += 1
            return (piece, (3 * SECOND // 2, line))
        elif told and piece.startswith(b"\r\nSEND: 0,"):
            told -= 1
            return ()
        return (piece,)

    return speak


DEFECTS = (
    Defect(
        id="sim7020-5.6-third-number",
        requirement="SIM7020EN-5.6-R1",
        sentence="The numbers are given in order from 0.",
        instead="The third socket is told to have the number of the second.",
        kind="two at once",
        change=Change(lines=(Line(r"\+CSOC: 2", "+CSOC: 1"),)),
        probe="""
            send AT+CSOC=1,1,1
            send AT+CSOC=1,2,1
            send AT+CSOC=1,1,1
        """,
    ),
    Defect(
        id="sim7020-5.6-mute-after-the-other-closed",
        requirement="SIM7020EN-5.6-E1",
        sentence="Two sockets live side by side, each with its own number.",
        instead="Once the first has been closed, the second sends nothing more.",
        kind="two at once",
        change=Change(asks=mute_after_the_first_link),
        probe="""
            server TCP
            second UDP
            given connected-socket server 0
            given connected-socket second 1
            send AT+CSOCL=0
            send AT+CSOSEND=1,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.6-exchanged",
        requirement="SIM7020EN-5.6-E1",
        sentence="Two sockets live side by side, each with its own data.",
        instead="When both have received something, the data of one is told under the number of the other.",
        kind="two at once",
        change=Change(hears=exchanged_when_both),
        probe=TWO_TCP
        + """
            server sends hello
            second sends world
        """,
    ),
    Defect(
        id="sim7020-5.7-seven-bits",
        requirement="SIM7020EN-5.7-R1",
        sentence="Data can be given as hexadecimal digits.",
        instead="The eighth bit of each byte is lost.",
        kind="binary",
        change=Change(asks=sent(seven_bits)),
        probe=SENDING + 'send AT+CSOSEND=0,6,"41FF42"',
    ),
    Defect(
        id="sim7020-5.7-substitute-swallowed",
        requirement="SIM7020EN-5.7-R1",
        sentence="Data can be given as hexadecimal digits.",
        instead="A byte 0x1A in it is not sent.",
        kind="binary",
        change=Change(asks=sent(without_substitute)),
        probe=SENDING + 'send AT+CSOSEND=0,6,"411A42"',
    ),
    Defect(
        id="sim7020-5.7-line-end-translated",
        requirement="SIM7020EN-5.7-R1",
        sentence="Data can be given as hexadecimal digits.",
        instead="CR LF in it is sent as LF.",
        kind="binary",
        change=Change(asks=sent(with_translated_line_ends)),
        probe=SENDING + 'send AT+CSOSEND=0,8,"410D0A42"',
    ),
    Defect(
        id="sim7020-5.7-digits-counted-in-a-byte",
        requirement="SIM7020EN-5.7-R2",
        sentence="With the right and even number of digits the data is sent.",
        instead="The number is taken modulo 256.",
        kind="binary",
        change=Change(asks=sent(modulo_128)),
        probe=SENDING + f'send AT+CSOSEND=0,300,"{"41" * 150}"',
    ),
    Defect(
        id="sim7020-5.7-text-of-digits",
        requirement="SIM7020ZH-5.7-R3",
        sentence="With the length 0 the data is text.",
        instead="A text of digits only is taken for digits nevertheless.",
        kind="binary",
        change=Change(**Misheard(rb'(AT\+CSOSEND=\d,)0,"((?:[0-9A-F]{2})+)"', text_taken_for_digits).change()),
        probe=SENDING + 'send AT+CSOSEND=0,0,"313233"',
    ),
    Defect(
        id="sim7020-5.7-short-digits",
        requirement="SIM7020EN-5.7-R3",
        sentence="What arrives is shown in digits.",
        instead="A byte below 0x10 has one digit.",
        kind="binary",
        change=Change(speaks=short_digits_shown),
        probe=SENDING + "server sends a<0x01>b",
    ),
    Defect(
        id="sim7020-5.7-arrives-in-seven-bits",
        requirement="SIM7020EN-5.7-R3",
        sentence="What arrives is shown in digits.",
        instead="The eighth bit of each byte is lost.",
        kind="binary",
        change=Change(hears=received(seven_bits)),
        probe=SENDING + "server sends a<0xFF>b",
    ),
    Defect(
        id="sim7020-5.8-flag-forgotten-by-close",
        requirement="SIM7020EN-5.8-R1",
        sentence="From the setting of the flag on acknowledged data is reported.",
        instead="Closing a socket puts the flag back.",
        kind="repetition",
        change=Change(commands=forgetting(REPORT_SENT)),
        probe=TWO_TCP
        + """
            send AT+CSOSENDFLAG=1
            send AT+CSOCL=0
            send AT+CSOSEND=1,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.8-reported-once",
        requirement="SIM7020EN-5.8-R1",
        sentence="From the setting of the flag on acknowledged data is reported.",
        instead="Only the first is, until the flag is set again.",
        kind="repetition",
        change=Change(lines=(Line(r"SEND: .*", None, spared=1),)),
        probe=SENDING
        + """
            send AT+CSOSENDFLAG=1
            send AT+CSOSEND=0,0,"one"
            send AT+CSOSEND=0,0,"two"
        """,
    ),
    Defect(
        id="sim7020-5.8-amounts-added-up",
        requirement="SIM7020EN-5.8-U1",
        sentence="The report tells how many bytes were sent.",
        instead="It tells how many were sent altogether.",
        kind="repetition",
        change=Change(speaks=counted_on(rb"(\r\nSEND: \d,)(\d+)(\r\n)")),
        probe=SENDING
        + """
            send AT+CSOSENDFLAG=1
            send AT+CSOSEND=0,0,"hello"
            send AT+CSOSEND=0,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.8-reported-for-the-other",
        requirement="SIM7020EN-5.8-U1",
        sentence="The report names the socket.",
        instead="That of socket 1 names socket 0.",
        kind="two at once",
        change=Change(lines=(Line(r"SEND: 1(,\d+)", r"SEND: 0\1"),)),
        probe=TWO_TCP
        + """
            send AT+CSOSENDFLAG=1
            send AT+CSOSEND=1,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.8-reported-at-once",
        requirement="SIM7020EN-5.8-U1",
        sentence="The report comes when the data has arrived.",
        instead="It comes behind the OK, before the acknowledgement.",
        kind="timing",
        change=Change(commands=(with_write(sending.COMMANDS, "+CSOSEND", on_its_socket(told_before_acknowledged)),)),
        probe=SENDING
        + """
            send AT+CSOSENDFLAG=1
            send AT+CSOSEND=0,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.8-reported-unacknowledged",
        requirement="SIM7020ZH-5.8-U1",
        sentence="Without an acknowledgement there is no report.",
        instead="After a second and a half it comes in any case.",
        kind="timing",
        change=Change(speaks=told_after_a_while),
        probe=SENDING
        + """
            send AT+CSOSENDFLAG=1
            server stops acknowledging
            send AT+CSOSEND=0,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.9-length-in-a-byte",
        requirement="SIM7020EN-5.9-U1",
        sentence="The indication tells how many digits follow.",
        instead="It tells that modulo 256.",
        kind="binary",
        change=Change(speaks=length_in_a_byte),
        probe=SENDING + "server sends <128 bytes>",
    ),
    Defect(
        id="sim7020-5.9-shown-up-to-zero",
        requirement="SIM7020EN-5.9-U1",
        sentence="The data that arrived is indicated.",
        instead="It is up to its first 0x00, on whichever socket.",
        kind="binary",
        change=Change(hears=received(up_to_zero)),
        probe=SENDING + "server sends ab<0x00>cd",
    ),
    Defect(
        id="sim7020-5.9-held-back",
        requirement="SIM7020EN-5.9-U1",
        sentence="Incoming data is indicated.",
        instead="From the second on the indication waits until something else is said.",
        kind="timing",
        change=Change(speaks=held_back(rb"\+CSONMI: ", spared=1)),
        probe=SENDING
        + """
            server sends one
            server sends two
            wait 5
        """,
    ),
    Defect(
        id="sim7020-5.9-second-missed",
        requirement="SIM7020EN-5.9-E1",
        sentence="Three bytes that arrive are indicated.",
        instead="What arrives as the second is lost.",
        kind="repetition",
        change=Change(hears=missed(net.Received, 2)),
        probe=SENDING
        + """
            server sends 123
            server sends 123
        """,
    ),
)
