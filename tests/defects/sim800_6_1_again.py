"""SIM800 note, 6.1 to 7.2: further ones."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import SECOND
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Mishearing, Sending, respells
from tests.defects.defect import Defect
from tests.defects.seams import Change
from tests.defects.shared_sim800_6 import entry_of, sends_with, usual_time
from tests.defects.shared_sim800_8 import BRING_UP
from tests.defects.shared_sim800_again import SaysItWasSent, signed


class SendsRefusedAgain(Sending):
    """Begin what is sent next with what was refused for its length."""

    typed = b""
    refused = b""

    def command(self, data):
        if self.entering:
            self.typed += data
        return data

    def piece(self, piece):
        if b"ERROR" in piece and self.typed:
            self.refused = self.typed[:16]
        if not self.entering:
            self.typed = b""
        return (piece,)

    def sent(self, request):
        refused, self.refused = self.refused, b""
        return refused + request.data


def fixed_length_for_five_seconds(module, connection, length):
    """Send what is there five seconds after the prompt, a length given or not."""
    time = 5 * SECOND if length is not None else usual_time(module, length)
    return entry_of(module, connection, length, time=time)


class FixedIsNeverQuick(Firmware):
    """Answer SEND OK in quick mode, where a length was given."""

    fixed = False

    def command(self, data):
        if data.startswith(b"AT+CIPSEND"):
            self.fixed = bool(re.match(rb"AT\+CIPSEND=\d,\d" if self.multi else rb"AT\+CIPSEND=\d", data))
        return data

    def piece(self, piece):
        if self.fixed:
            piece = re.sub(rb"DATA ACCEPT: ?(?:(\d),)?\d+", self._spelt, piece)
        return (piece,)

    def _spelt(self, found):
        return (found[1] + b", " if found[1] else b"") + b"SEND OK"


class NormalAgainDoesNotWait(SaysItWasSent):
    """Do not wait for the acknowledgement in normal mode, once there was quick mode."""

    was_quick = False

    def command(self, data):
        if data.startswith(b"AT+CIPQSEND=1"):
            self.was_quick = True
        return super().command(data)

    def hasty(self):
        return self.was_quick


class ConfirmsTheLast(Firmware):
    """Credit what is acknowledged to the connection that sent last."""

    last = 0

    def request(self, request):
        if isinstance(request, net.Send):
            self.last = request.link
        return (request,)

    def event(self, event):
        return (replace(event, link=self.last) if isinstance(event, net.Acknowledged) else event,)


class UnannouncedAfterDigits(Firmware):
    """Do not announce what arrives after the waiting data was fetched as digits."""

    quiet = False

    def command(self, data):
        if found := re.match(rb"AT\+CIPRXGET=([23])", data):
            self.quiet = found[1] == b"3"
        return data

    def piece(self, piece):
        return () if self.quiet and re.fullmatch(rb"\r\n\+CIPRXGET: ?1(,\d)?\r\n", piece) else (piece,)


class TimeOfOneDigit(Mishearing):
    """Read one digit of the time of AT+CIPATS."""

    def takes(self, data):
        return re.sub(rb"(AT\+CIPATS=1,[1-9])\d+", rb"\1", data)


class UdpIsNeverQuick(Firmware):
    """Answer SEND OK in quick mode for UDP."""

    asked = 0

    def command(self, data):
        if data.startswith(b"AT+CIPSEND"):
            found = re.match(rb"AT\+CIPSEND=(\d)", data)
            self.asked = int(found[1]) if found and self.multi else 0
        return data

    def piece(self, piece):
        if self.protocols.get(self.links.get(self.asked)) == "UDP":
            spelt = b"%d, SEND OK" % self.asked if self.multi else b"SEND OK"
            piece = re.sub(rb"DATA ACCEPT:[ \d,]+", spelt, piece)
        return (piece,)


class AcksOfTheDead(Firmware):
    """Count what a number sent before among what it has sent, when it is used again."""

    def __init__(self):
        super().__init__()
        self.before = {}
        self.total = {}
        self.asked = 0

    def command(self, data):
        if found := re.match(rb"AT\+CIPACK=(\d)", data):
            self.asked = int(found[1])
        if found := re.match(rb"AT\+CIPSTART=(\d),", data):
            number = int(found[1])
            self.before[number] = self.total.get(number, 0)
        return data

    def request(self, request):
        if isinstance(request, net.Send):
            number = self.number_of(request.link)
            self.total[number] = self.total.get(number, 0) + len(request.data)
        return (request,)

    def piece(self, piece):
        return (re.sub(rb"\+CIPACK: (\d+), ?(\d+), ?(\d+)", self._spelt, piece),)

    def _spelt(self, found):
        sent, confirmed, rest = (int(found[index]) for index in (1, 2, 3))
        more = self.before.get(self.asked, 0)
        return b"+CIPACK: %d,%d,%d" % (sent + more, confirmed + more, rest)


class CapitalsOnly(Firmware):
    """Spell digits of bytes in small letters from the second fetch on."""

    fetched = 0

    def piece(self, piece):
        if b"+CIPRXGET: 3" in piece:
            self.fetched += 1
            if self.fetched > 1:
                piece = re.sub(rb"(?<=\r\n)[0-9A-F]+(?=\r\n)", lambda found: found[0].lower(), piece)
        return (piece,)


DEFECTS = (
    Defect(
        id="sim800-6.1-fixed-length-expires",
        requirement="SIM800-6.1-R1",
        sentence="With a length given, data is sent when so much of it has been typed.",
        instead="What is there five seconds after the prompt is sent as well.",
        kind="timing",
        change=Change(commands=sends_with(fixed_length_for_five_seconds)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=10
            type hello
            wait 8
            type world
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.2-time-of-one-digit",
        requirement="SIM800-6.2-R1",
        sentence="AT+CIPATS sets the time of timed sending.",
        instead="Of a time of two digits one is read.",
        kind="binary",
        change=Change(firmware=TimeOfOneDigit),
        probe="""
            server TCP
            given connected server
            send AT+CIPATS=1,12
            send AT+CIPSEND
            type hello
            wait 14
        """,
    ),
    Defect(
        id="sim800-6.3-refused-sent-again",
        requirement="SIM800-6.3-X2",
        sentence="Input that is too long ends with ERROR.",
        instead="Its beginning is sent with the next.",
        kind="repetition",
        change=Change(firmware=SendsRefusedAgain),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type <1461 bytes><Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.4-fixed-is-never-quick",
        requirement="SIM800-6.4-R2",
        sentence="In quick mode what was typed is answered by DATA ACCEPT.",
        instead="By SEND OK, where AT+CIPSEND gave the length.",
        kind="one at a time",
        change=Change(firmware=FixedIsNeverQuick),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND=5
            type hello
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.4-normal-again-not-waited",
        requirement="SIM800-6.4-R1",
        sentence="In normal mode SEND OK waits for the acknowledgement.",
        instead="Not when it is normal mode again, after quick mode.",
        kind="repetition",
        change=Change(firmware=NormalAgainDoesNotWait),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPQSEND=0
            server stops
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.4-udp-is-never-quick",
        requirement="SIM800-6.4-R2",
        sentence="In quick mode what was typed is answered by DATA ACCEPT.",
        instead="By SEND OK, where it goes by UDP.",
        kind="two at once",
        change=Change(firmware=UdpIsNeverQuick),
        probe="""
            server UDP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.5-confirms-the-last",
        requirement="SIM800-6.5-R3",
        sentence="AT+CIPACK=<n> tells what was confirmed on connection n.",
        instead="What is confirmed counts for the connection that sent last.",
        kind="two at once",
        change=Change(firmware=ConfirmsTheLast),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
            send AT+CIPQSEND=1
            server stops
            send AT+CIPSEND=0
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPSEND=1
            type you<Ctrl-Z>
            wait 1
            server acknowledges
            wait 10
            send AT+CIPACK=0
            send AT+CIPACK=1
        """,
    ),
    Defect(
        id="sim800-6.5-amount-of-the-number",
        requirement="SIM800-6.5-R2",
        sentence="The amounts are those of the connection.",
        instead="In multi connection mode they go on from those that the number had before.",
        kind="repetition",
        change=Change(firmware=AcksOfTheDead),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSEND=0
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPCLOSE=0
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
            send AT+CIPSEND=0
            type you<Ctrl-Z>
            wait 1
            send AT+CIPACK=0
        """,
    ),
    Defect(
        id="sim800-7.1-source-port-with-a-sign",
        requirement="SIM800-7.1-C2",
        sentence="RECV FROM tells the port that data came from.",
        instead="Ports from 32768 up are told as negative numbers.",
        kind="binary",
        change=Change(firmware=respells(rb"(RECV FROM:[\d.]+:)(\d+)", lambda _, found: signed(found))),
        probe="""
            server TCP
            second TCP
            send AT+CIPSRIP=1
            send AT+CIPSTART="TCP","{second.ip}","{second.port}"
            second sends hello
        """,
    ),
    Defect(
        id="sim800-7.2-left-in-digits",
        requirement="SIM800-7.2-R4",
        sentence="The third figure is the number of bytes left.",
        instead="In mode 3 it is the number of digits.",
        kind="binary",
        change=Change(
            firmware=respells(rb"(\+CIPRXGET: ?3,\d+,)(\d+)", lambda _, found: found[1] + b"%d" % (2 * int(found[2])))
        ),
        probe="""
            server TCP
            send AT+CIPRXGET=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
            send AT+CIPRXGET=3,2
        """,
    ),
    Defect(
        id="sim800-7.2-unannounced-after-digits",
        requirement="SIM800-7.2-U1",
        sentence="Data that arrives is announced by +CIPRXGET:1.",
        instead="Not what arrives after the last was fetched as digits.",
        kind="repetition",
        change=Change(firmware=UnannouncedAfterDigits),
        probe="""
            server TCP
            send AT+CIPRXGET=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
            send AT+CIPRXGET=3,10
            server sends hello
        """,
    ),
    Defect(
        id="sim800-7.2-small-letters-later",
        requirement="SIM800-7.2-R5",
        sentence="In mode 3 each byte is two digits, in capitals.",
        instead="From the second fetch on they are small letters.",
        kind="repetition",
        change=Change(firmware=CapitalsOnly),
        probe=f"""
            server TCP
            send AT+CIPRXGET=1
            {BRING_UP}
            send AT+CIPSTART="TCP","{{server.ip}}","{{server.port}}"
            server sends jk
            send AT+CIPRXGET=3,1
            send AT+CIPRXGET=3,1
        """,
    ),
)
