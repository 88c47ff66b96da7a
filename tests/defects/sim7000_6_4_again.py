"""SIM7000 note, 6.4 to 8: further ones."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.cip.fetch import AS_DIGITS
from atconform.emulator.cip.parameters import FETCH
from atconform.emulator.cip.stack import stack
from atconform.emulator.core.replies import ok
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, mishears, respells
from tests.defects.defect import Defect
from tests.defects.filters_sim7000 import after, echoed
from tests.defects.meddling import wrapped
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7000_again import FAMILY


def heads_once():
    """Put a header before the first data of a connection only."""
    shown = False

    def speak(piece):
        nonlocal shown
        if b"CONNECT OK" in piece:
            shown = False
        if found := re.match(rb"(?:\r\n)?\+IPD,\d+:", piece):
            if shown:
                return (piece[found.end() :],)
            shown = True
        return (piece,)

    return speak


def digits_after_digits(module, usual, mode, *rest):
    """AT+CIPRXGET=2: hand over digits for ever, once they were asked for."""
    reply = usual(module, mode, *rest)
    if mode == AS_DIGITS:
        module.digits_asked_for = True
    if mode == 2 and reply.payload and getattr(module, "digits_asked_for", False):
        return replace(reply, payload=reply.payload.hex().upper().encode())
    return reply


def left_of_all(module, usual, mode, *rest):
    """AT+CIPRXGET=2,<n>: tell what is left of all connections."""
    reply = usual(module, mode, *rest)
    left = sum(len(connection.inbox) for connection in stack(module).connections)
    lines = tuple(
        re.sub(r"(\+CIPRXGET: [23],\d,\d+),\d+", rf"\g<1>,{left}", line) if isinstance(line, str) else line
        for line in reply.lines
    )
    return replace(reply, lines=lines)


def stays_deactivated():
    """Tell PDP DEACT behind AT+CIPSHUT too, where it was told before."""
    deactivated = False
    told = False

    def speak(piece):
        nonlocal deactivated, told
        if b"+PDP: DEACT" in piece or b"STATE: PDP DEACT" in piece:
            deactivated = True
        if echoed(piece).startswith(b"AT+CSTT"):
            deactivated = False
        return (piece.replace(b"STATE: IP INITIAL", b"STATE: PDP DEACT") if deactivated else piece,)

    return speak


def not_quick(firmware: Firmware, found: re.Match) -> bytes:
    """Report on UDP what was sent as in normal mode."""
    return b"SEND OK" if "UDP" in firmware.protocols.values() and not firmware.multi else found[0]


class Confirmed(Firmware):
    """Counts what went out by UDP as confirmed."""

    asked = 0

    def piece(self, piece):
        if found := re.match(rb"AT\+CIPACK(?:=(\d))?\r", piece):
            self.asked = int(found[1] or 0)
        if self.protocols.get(self.links.get(self.asked)) == "UDP":
            piece = re.sub(rb"(\+CIPACK: )(\d+),\d+,\d+", rb"\1\2,\2,0", piece)
        return (piece,)


def manual_for_good(module, usual, mode, *rest):
    """AT+CIPRXGET=0: say OK, and go on keeping what comes."""
    return ok() if mode == 0 and module.settings[FETCH] else usual(module, mode, *rest)


def digits_extended(module, usual, mode, *rest):
    """AT+CIPRXGET=3: spell bytes as signed numbers of 32 bits, of which the upper ones are left out if they are 0."""
    reply = usual(module, mode, *rest)
    if mode != AS_DIGITS or not reply.payload:
        return reply
    data = bytes.fromhex(reply.payload.decode())
    return replace(reply, payload=b"".join(b"%02X" % byte if byte < 0x80 else b"FFFFFF%02X" % byte for byte in data))


def head_before_source(piece: bytes) -> bytes:
    """Put the source of data behind its length."""
    return re.sub(rb"(\r\nRECV FROM:[^\r]*)\r\n(\r\n\+IPD,[^:]*:)", rb"\2\1\r\n", piece)


class PacketByPacket(Firmware):
    """Keeps packets apart that arrive on a connection: each fetch gives of one only."""

    met = 0

    def event(self, event):
        if isinstance(event, net.Received):
            self.met += 1
            return (replace(event, port=event.port - self.met % 2),)
        return (event,)


DEFECTS = (
    Defect(
        id="sim7000-6.4-udp-not-quick",
        requirement="SIM7000-6.4-R2",
        sentence="In quick mode DATA ACCEPT is the answer, and not SEND OK.",
        instead="On UDP it is SEND OK still.",
        kind="one at a time",
        change=Change(firmware=respells(rb"DATA ACCEPT:\d+", not_quick)),
        probe="""
            server UDP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND=5
            type hello
            wait 1
        """,
    ),
    Defect(
        id="sim7000-6.4-three-digits",
        requirement="SIM7000-6.4-R4",
        sentence="DATA ACCEPT tells how many bytes were accepted.",
        instead="From 1000 on it tells the last three digits.",
        kind="binary",
        change=Change(lines=(Line(r"DATA ACCEPT:\d(\d{3})", r"DATA ACCEPT:\1"),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND=1234
            type <1234 bytes>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-6.5-udp-confirmed",
        requirement="SIM7000-6.5-R4",
        sentence="On UDP nothing is confirmed.",
        instead="All counts as confirmed.",
        kind="one at a time",
        change=Change(firmware=Confirmed),
        probe="""
            server UDP
            given connected server
            send AT+CIPSEND=5
            type hello
            wait 1
            send AT+CIPACK
        """,
    ),
    Defect(
        id="sim7000-6.5-upper-numbers-lower",
        requirement="SIM7000-6.5-R3",
        sentence="AT+CIPACK=<n> tells the amounts of connection n.",
        instead="From 4 on it tells those of n less 4.",
        kind="two at once",
        change=Change(firmware=mishears(rb"AT\+CIPACK=([4-7])\r", b"AT+CIPACK=0\r")),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSTART=5,"TCP","{server.ip}","{server.port}"
            send AT+CIPSEND=0,5
            type hello
            wait 1
            send AT+CIPACK=5
        """,
    ),
    Defect(
        id="sim7000-7.1-heads-once",
        requirement="SIM7000-7.1-C1",
        sentence="AT+CIPHEAD=1 puts a header before received data.",
        instead="It stands before the first data of a connection only.",
        kind="repetition",
        change=Change(speaks=heads_once),
        probe="""
            server TCP
            given ip-status
            send AT+CIPHEAD=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
            server sends again
        """,
    ),
    Defect(
        id="sim7000-7.1-head-before-source",
        requirement="SIM7000-7.1-C2",
        sentence="The source of data is shown before it.",
        instead="Together with the header of the length it stands between that and the data.",
        kind="two at once",
        change=Change(speaks=lambda: lambda piece: (head_before_source(piece),)),
        probe="""
            server TCP
            given ip-status
            send AT+CIPHEAD=1
            send AT+CIPSRIP=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
        """,
    ),
    Defect(
        id="sim7000-7.1-head-for-good",
        requirement="SIM7000-7.1-C1",
        sentence="AT+CIPHEAD=1 adds the header.",
        instead="AT+CIPHEAD=0 does not take it away.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPHEAD=0\r", b"AT+CIPHEAD=1\r")),
        probe="""
            send AT+CIPHEAD=1
            send AT+CIPHEAD=0
            send AT+CIPHEAD?
        """,
    ),
    Defect(
        id="sim7000-7.1-source-for-good",
        requirement="SIM7000-7.1-C2",
        sentence="AT+CIPSRIP=1 shows the source.",
        instead="AT+CIPSRIP=0 does not hide it.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPSRIP=0\r", b"AT+CIPSRIP=1\r")),
        probe="""
            send AT+CIPSRIP=1
            send AT+CIPSRIP=0
            send AT+CIPSRIP?
        """,
    ),
    Defect(
        id="sim7000-7.1-protocol-for-good",
        requirement="SIM7000-7.1-C3",
        sentence="AT+CIPSHOWTP shows the protocol.",
        instead="AT+CIPSHOWTP=0 does not hide it.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPSHOWTP=0\r", b"AT+CIPSHOWTP=1\r")),
        probe="""
            send AT+CIPSHOWTP=1
            send AT+CIPSHOWTP=0
            send AT+CIPSHOWTP?
        """,
    ),
    Defect(
        id="sim7000-7.2-digits-for-good",
        requirement="SIM7000-7.2-C1",
        sentence="AT+CIPRXGET=2 hands data over as it is.",
        instead="Once it was handed over as digits, mode 2 does so too.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPRXGET", write=digits_after_digits, family=FAMILY),)),
        probe="""
            server TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
            send AT+CIPRXGET=3,2
            send AT+CIPRXGET=2,2
        """,
    ),
    Defect(
        id="sim7000-7.2-left-of-all",
        requirement="SIM7000-7.2-R3",
        sentence="In multi connection mode data is fetched by the number of its connection.",
        instead="How much is left is told of all connections together.",
        kind="two at once",
        change=Change(commands=(wrapped("+CIPRXGET", write=left_of_all, family=FAMILY),)),
        probe="""
            server TCP
            given ip-status-multi
            send AT+CIPRXGET=1
            second TCP
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
            send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
            server sends hello
            second sends there
            send AT+CIPRXGET=2,0,100
        """,
    ),
    Defect(
        id="sim7000-7.2-manual-for-good",
        requirement="SIM7000-7.2-R2",
        sentence="With AT+CIPRXGET=0 data is put out by itself.",
        instead="After AT+CIPRXGET=1 it says OK, and data goes on being kept.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPRXGET", write=manual_for_good, family=FAMILY),)),
        probe="""
            send AT+CIPRXGET=1
            send AT+CIPRXGET=0
            send AT+CIPRXGET?
        """,
    ),
    Defect(
        id="sim7000-7.2-digits-extended",
        requirement="SIM7000-7.2-C1",
        sentence="AT+CIPRXGET=3 hands data over as hexadecimal digits.",
        instead="Bytes from 0x80 on have eight digits, of which the first six are F.",
        kind="binary",
        change=Change(commands=(wrapped("+CIPRXGET", write=digits_extended, family=FAMILY),)),
        probe="""
            server TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends a<0x80>b
            send AT+CIPRXGET=3,3
        """,
    ),
    Defect(
        id="sim7000-7.2-packet-by-packet",
        requirement="SIM7000-7.2-C1",
        sentence="AT+CIPRXGET=2,<len> gives as much as is asked for, of what there is.",
        instead="It gives of the packet that came first only.",
        kind="two at once",
        change=Change(firmware=PacketByPacket),
        probe="""
            server TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
            server sends again
            send AT+CIPRXGET=2,10
        """,
    ),
    Defect(
        id="sim7000-8-closed-once",
        requirement="SIM7000-8-S37",
        sentence="A connection that is closed leaves the state TCP CLOSED or UDP CLOSED.",
        instead="From the second one on the state told is IP STATUS.",
        kind="repetition",
        change=Change(lines=(Line(r"STATE: (?:TCP|UDP) CLOSED", "STATE: IP STATUS", spared=1),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTATUS
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-8-stays-deactivated",
        requirement="SIM7000-8-S26",
        sentence="AT+CIPSHUT leads to IP INITIAL.",
        instead="After the network took the context away, the state told stays PDP DEACT.",
        kind="repetition",
        change=Change(speaks=stays_deactivated),
        probe="""
            given ip-status-multi
            network withdraw-context
            send AT+CIPSHUT
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-8-address-changes-state",
        requirement="SIM7000-8-S35",
        sentence="With a connection up the state is CONNECT OK.",
        instead="After AT+CIFSR it is IP STATUS.",
        kind="repetition",
        change=Change(speaks=after(rb"^AT\+CIFSR\r", rb"STATE: CONNECT OK", b"STATE: IP STATUS", rb"^AT\+CIPSTART=")),
        probe="""
            server TCP
            given connected server
            send AT+CIFSR
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-8-status-at-once-again",
        requirement="SIM7000-8-S30",
        sentence="A context that is active, whose address was not asked for, is IP GPRSACT.",
        instead="The second time it is told as IP STATUS.",
        kind="repetition",
        change=Change(lines=(Line("STATE: IP GPRSACT", "STATE: IP STATUS", spared=1),)),
        probe="""
            given ip-gprsact
            send AT+CIPSTATUS
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-8-initial-when-detached",
        requirement="SIM7000-8-S24",
        sentence="In multi connection mode AT+CGATT=0 leads to PDP DEACT.",
        instead="The state told is IP INITIAL there.",
        kind="one at a time",
        change=Change(
            firmware=respells(
                rb"STATE: PDP DEACT", lambda firmware, found: b"STATE: IP INITIAL" if firmware.multi else found[0]
            )
        ),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CGATT=0
            send AT+CIPSTATUS
        """,
    ),
)
