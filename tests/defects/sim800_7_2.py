"""SIM800 note, 7.2."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.cip import fetch
from atconform.emulator.cip.parameters import FETCH
from atconform.emulator.cip.receive import Receiving
from atconform.emulator.cip.stack import stack
from atconform.emulator.core.command import Int, form
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, mishears, respells
from tests.defects.defect import Defect
from tests.defects.seams import Change, Line

# --- 7.2 ---


class Forgetful(Receiving):
    """Go back to pushing data when a connection has ended."""

    def network_event(self, event):
        super().network_event(event)
        if isinstance(event, net.PeerClosed | net.Closed):
            self.module.settings[FETCH] = 0


class FetchedUntilNul(Firmware):
    """Put out, of what is fetched, what stands before the first 0x00."""

    def piece(self, piece):
        if found := re.match(rb"(?s)(\r\n\+CIPRXGET: 2,[\d,.:]+\r\n)([^\0]*)\0.*(\r\nOK\r\n)$", piece):
            return (found[1] + found[2] + found[3],)
        return (piece,)


def rest_lost(module, mode, length):
    """Give up what is left when a part has been fetched."""
    reply = fetch.fetch_single(module, mode, length)
    if mode in (fetch.AS_IT_IS, fetch.AS_DIGITS) and reply.lines:
        inbox = stack(module).connections[0].inbox
        inbox.take(len(inbox))
    return reply


def fetch_form_with_loss(module):
    """Give the parameters of AT+CIPRXGET."""
    if stack(module).multi:
        return fetch.fetch_form(module)
    return form(rest_lost, Int(0, 4), Int(0, 1460, default=None))


class QuietBesideUnread(Firmware):
    """Tell of no data while another connection has some that was told and not fetched."""

    def __init__(self):
        super().__init__()
        self.unread = set()

    def command(self, data):
        if found := re.match(rb"AT\+CIPRXGET=[23],(\d)", data):
            self.unread.discard(found[1])
        return data

    def piece(self, piece):
        found = re.fullmatch(rb"\r\n\+CIPRXGET: 1,(\d).*\r\n", piece)
        if not found:
            return (piece,)
        told = not self.unread - {found[1]}
        self.unread.add(found[1])
        return (piece,) if told else ()


def digits_counted(firmware, found):
    """Count digits instead of bytes."""
    return found[1] + b"%d,%d" % (2 * int(found[2]), 2 * int(found[3]))


def hex_piece(spell):
    """Spell the digits of what is fetched byte by byte."""

    class Digits(Firmware):
        def piece(self, piece):
            if found := re.match(rb"(\r\n\+CIPRXGET: 3,[\d,.:]+\r\n)([0-9A-F]*)(.*)", piece, re.DOTALL):
                digits = b"".join(spell(byte).encode() for byte in bytes.fromhex(found[2].decode()))
                return (found[1] + digits + found[3],)
            return (piece,)

    return Digits


TWO_FETCHED = """
    server TCP
    second TCP
    given ip-status-multi
    send AT+CIPRXGET=1
    send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
"""


FETCHED = """
    server TCP
    given ip-status
    send AT+CIPRXGET=1
    send AT+CIPSTART="TCP","{server.ip}","{server.port}"
"""


DEFECTS = (
    Defect(
        id="sim800-7.2-fetching-once",
        requirement="SIM800-7.2-R1",
        sentence="AT+CIPRXGET=1 makes data wait until it is fetched.",
        instead="It is forgotten when the connection ends; the next one's data is pushed.",
        kind="repetition",
        change=Change(parts={Receiving: Forgetful}),
        probe=FETCHED
        + """
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
        """,
    ),
    Defect(
        id="sim800-7.2-never-pushed-again",
        requirement="SIM800-7.2-R2",
        sentence="With AT+CIPRXGET=0 data is pushed.",
        instead="Once it has been fetched it is never pushed again.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPRXGET=0\r", b"AT+CIPRXGET=1\r", after=rb"AT\+CIPRXGET=1\r")),
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
        id="sim800-7.2-fetched-until-nul",
        requirement="SIM800-7.2-C1",
        sentence="Mode 2 puts out the data as it is.",
        instead="It puts out what stands before the first 0x00.",
        kind="binary",
        change=Change(firmware=FetchedUntilNul),
        probe=FETCHED + "server sends ab<0x00>de\nsend AT+CIPRXGET=2,1460",
    ),
    Defect(
        id="sim800-7.2-rest-lost",
        requirement="SIM800-7.2-C1",
        sentence="A fetch gives as many bytes as it says, and the rest waits for the next one.",
        instead="The rest is told, and lost.",
        kind="repetition",
        change=Change(
            commands=(
                replace(
                    next(one for one in fetch.COMMANDS if one.name == "+CIPRXGET"),
                    write=fetch_form_with_loss,
                ),
            )
        ),
        probe=FETCHED + "server sends hello\nsend AT+CIPRXGET=2,2\nsend AT+CIPRXGET=2,3",
    ),
    Defect(
        id="sim800-7.2-limit-of-digits-stays",
        requirement="SIM800-7.2-C1",
        sentence="A fetch in mode 2 gives as many bytes as it asks for.",
        instead="After a fetch in mode 3 it gives no more than that mode does.",
        kind="repetition",
        change=Change(
            firmware=mishears(
                rb"AT\+CIPRXGET=2,(?:7[3-9]\d|[89]\d\d|1\d{3})\r",
                b"AT+CIPRXGET=2,730\r",
                after=rb"AT\+CIPRXGET=3.*\r",
            )
        ),
        probe=FETCHED + "server sends <1000 bytes>\nsend AT+CIPRXGET=3,10\nsend AT+CIPRXGET=2,900",
    ),
    Defect(
        id="sim800-7.2-fetched-from-number-0",
        requirement="SIM800-7.2-R3",
        sentence="In multi connection mode the number says whose data is fetched.",
        instead="That of number 0 is.",
        kind="two at once",
        change=Change(firmware=mishears(rb"AT\+CIPRXGET=([23]),\d(.*\r)", rb"AT+CIPRXGET=\1,0\2")),
        probe=TWO_FETCHED + "server sends one\nsecond sends two\nsend AT+CIPRXGET=2,1",
    ),
    Defect(
        id="sim800-7.2-told-once",
        requirement="SIM800-7.2-U1",
        sentence="Data that arrives is told of.",
        instead="The first is; after a fetch there is never a word again.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CIPRXGET: 1.*", None, spared=1),)),
        probe=FETCHED + "server sends one\nsend AT+CIPRXGET=2,1460\nserver sends two",
    ),
    Defect(
        id="sim800-7.2-quiet-beside-unread",
        requirement="SIM800-7.2-U1",
        sentence="Data that arrives on a connection is told of.",
        instead="It is not while another connection has data that was not fetched.",
        kind="two at once",
        change=Change(firmware=QuietBesideUnread),
        probe=TWO_FETCHED + "server sends one\nsecond sends two",
    ),
    Defect(
        id="sim800-7.2-nothing-left",
        requirement="SIM800-7.2-R4",
        sentence="The answer tells how much is left.",
        instead="It tells 0, also where a part has been fetched.",
        kind="one at a time",
        change=Change(lines=(Line(r"(\+CIPRXGET: [23],\d+),[1-9]\d*", r"\1,0"),)),
        probe=FETCHED + "server sends hello\nsend AT+CIPRXGET=2,2",
    ),
    Defect(
        id="sim800-7.2-digits-counted",
        requirement="SIM800-7.2-R4",
        sentence="The answer counts bytes, in mode 3 too.",
        instead="In mode 3 it counts digits.",
        kind="one at a time",
        change=Change(firmware=respells(rb"(\+CIPRXGET: 3,)(\d+),(\d+)", digits_counted)),
        probe=FETCHED + "server sends hello\nsend AT+CIPRXGET=3,10",
    ),
    Defect(
        id="sim800-7.2-greatest-fetch-refused",
        requirement="SIM800-7.2-L1",
        sentence="Mode 2 gives up to 1460 bytes at a time.",
        instead="Exactly so many are refused.",
        kind="binary",
        change=Change(firmware=mishears(rb"AT\+CIPRXGET=2,1460\r", b"AT+CIPRXGET=2,1461\r")),
        probe=FETCHED + "server sends hello\nsend AT+CIPRXGET=2,1460",
    ),
    Defect(
        id="sim800-7.2-greatest-fetch-of-digits-refused",
        requirement="SIM800-7.2-L2",
        sentence="Mode 3 gives up to 730 bytes at a time.",
        instead="Exactly so many are refused.",
        kind="binary",
        change=Change(firmware=mishears(rb"AT\+CIPRXGET=3,730\r", b"AT+CIPRXGET=3,731\r")),
        probe=FETCHED + "server sends hello\nsend AT+CIPRXGET=3,730",
    ),
    Defect(
        id="sim800-7.2-digits-signed",
        requirement="SIM800-7.2-R5",
        sentence="Mode 3 gives two digits for a byte.",
        instead="A byte with the eighth bit set has six F in front.",
        kind="binary",
        change=Change(firmware=hex_piece(lambda byte: f"{byte:02X}" if byte < 0x80 else f"FFFFFF{byte:02X}")),
        probe=FETCHED + "server sends a<0xFF>b\nsend AT+CIPRXGET=3,10",
    ),
    Defect(
        id="sim800-7.2-digits-without-zero",
        requirement="SIM800-7.2-R5",
        sentence="Mode 3 gives two digits for a byte.",
        instead="A byte below 0x10 has one.",
        kind="binary",
        change=Change(firmware=hex_piece(lambda byte: f"{byte:X}")),
        probe=FETCHED + "server sends a<0x00><0x1A>b\nsend AT+CIPRXGET=3,10",
    ),
)
