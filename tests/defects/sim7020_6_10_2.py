"""SIM7020 note, 6.10.2."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.cip.parameters import FETCH
from atconform.emulator.cip.stack import stack
from atconform.emulator.core.receivebuffer import ReceiveBuffer
from atconform.emulator.core.replies import ok
from tests.defects.defect import Defect
from tests.defects.filters_sim7020_6 import (
    command,
)
from tests.defects.seams import Change, Line


def fetching_forgotten(usual, module, *values):
    """Forget with the end of a connection that data is to be fetched."""
    reply = usual(module, *values)
    module.settings[FETCH] = 0
    return reply


def never_pushed_again(usual, module, mode, *values):
    """Answer AT+CIPRXGET=0, and go on keeping data."""
    return ok() if mode == 0 and module.settings[FETCH] else usual(module, mode, *values)


def rest_dropped(usual, module, mode, *values):
    """Drop what has not been fetched at once."""
    reply = usual(module, mode, *values)
    if mode in (2, 3):
        number = values[0] if stack(module).multi else 0
        stack(module).connections[number].inbox = ReceiveBuffer()
    return reply


def one_store(usual, module, mode, *values):
    """Hand out data of the number below first."""
    if mode in (2, 3) and stack(module).multi and values[0] and stack(module).connections[values[0] - 1].inbox:
        return usual(module, mode, values[0] - 1, *values[1:])
    return usual(module, mode, *values)


def fetched_up_to_zero(usual, module, mode, *values):
    """Print fetched data up to the first 0x00."""
    reply = usual(module, mode, *values)
    return replace(reply, payload=reply.payload.partition(b"\0")[0]) if mode == 2 else reply


def digits_of_signed_bytes(usual, module, mode, *values):
    """Print a byte of 0x80 or more as a negative number of 32 bits."""
    reply = usual(module, mode, *values)
    if mode != 3:
        return reply
    digits = re.sub(rb"[0-9A-F]{2}", lambda byte: (b"FFFFFF" if byte[0] >= b"8" else b"") + byte[0], reply.payload)
    return replace(reply, payload=digits)


DEFECTS = (
    Defect(
        id="sim7020-6.10.2-fetching-forgotten",
        requirement="SIM7020EN-6.10.2-R2",
        sentence="AT+CIPRXGET=1 before a connection lets its data be fetched.",
        instead="It holds for one connection; closing that one turns it off.",
        kind="repetition",
        change=Change(commands=(command("+CIPCLOSE", fetching_forgotten),)),
        probe="""
            server TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-6.10.2-never-pushed-again",
        requirement="SIM7020EN-6.10.2-R3",
        sentence="With AT+CIPRXGET=0 data is put out directly.",
        instead="After AT+CIPRXGET=1 it is answered, and data is still kept.",
        kind="repetition",
        change=Change(commands=(command("+CIPRXGET", never_pushed_again),)),
        probe="""
            server TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPRXGET=0
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-6.10.2-rest-dropped",
        requirement="SIM7020EN-6.10.2-R4",
        sentence="Data can be fetched in pieces of a given length.",
        instead="The first piece is all there is: the rest is dropped.",
        kind="repetition",
        change=Change(commands=(command("+CIPRXGET", rest_dropped),)),
        probe="""
            server TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
            send AT+CIPRXGET=2,3
            send AT+CIPRXGET=2,3
        """,
    ),
    Defect(
        id="sim7020-6.10.2-number-below-first",
        requirement="SIM7020EN-6.10.2-R5",
        sentence="The number given with AT+CIPRXGET tells whose data is fetched.",
        instead="While data of the number below waits, that is handed out.",
        kind="two at once",
        change=Change(commands=(command("+CIPRXGET", one_store),)),
        probe="""
            server TCP
            second TCP
            given ip-status-multi
            send AT+CIPRXGET=1
            send AT+CIPSTART=0,"TCP","{server.ip}",{server.port}
            send AT+CIPSTART=1,"TCP","{second.ip}",{second.port}
            server sends one
            second sends two
            send AT+CIPRXGET=2,1,100
        """,
    ),
    Defect(
        id="sim7020-6.10.2-zero-ends-data",
        requirement="SIM7020EN-6.10.2-R6",
        sentence="AT+CIPRXGET=2 puts the data out as it is.",
        instead="Its length is told right, and it ends in front of the first 0x00.",
        kind="binary",
        change=Change(commands=(command("+CIPRXGET", fetched_up_to_zero),)),
        probe="""
            server TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends ab<0x00>cd
            send AT+CIPRXGET=2,100
        """,
    ),
    Defect(
        id="sim7020-6.10.2-signed-digits",
        requirement="SIM7020EN-6.10.2-R7",
        sentence="AT+CIPRXGET=3 puts each byte out as two hexadecimal digits.",
        instead="A byte of 0x80 or more has six digits F in front.",
        kind="binary",
        change=Change(commands=(command("+CIPRXGET", digits_of_signed_bytes),)),
        probe="""
            server TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends a<0x80>
            send AT+CIPRXGET=3,100
        """,
    ),
    Defect(
        id="sim7020-6.10.2-more-than-1460",
        requirement="SIM7020EN-6.10.2-L1",
        sentence="As it is, at most 1460 bytes are put out at a time.",
        instead="Up to 2048 are.",
        kind="binary",
        change=Change(figures={"cip.longest_read": 2048}),
        probe="""
            server TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends <1460 bytes>
            server sends <100 bytes>
            send AT+CIPRXGET=2
        """,
    ),
    Defect(
        id="sim7020-6.10.2-more-than-730",
        requirement="SIM7020EN-6.10.2-L2",
        sentence="As digits, at most 730 bytes are put out at a time.",
        instead="Up to 1460 are.",
        kind="binary",
        change=Change(figures={"cip.longest_hex_read": 1460}),
        probe="""
            server TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends <1000 bytes>
            send AT+CIPRXGET=3
        """,
    ),
    Defect(
        id="sim7020-6.10.2-announced-once",
        requirement="SIM7020EN-6.10.2-U1",
        sentence="Data that comes in is announced.",
        instead="Only the first data since the start is: what comes after all has been fetched is not.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CIPRXGET: 1(?:,\d)?", None, spared=1),)),
        probe="""
            server TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends one
            send AT+CIPRXGET=2,100
            server sends two
        """,
    ),
)
