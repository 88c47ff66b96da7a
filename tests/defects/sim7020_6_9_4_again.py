"""SIM7020 note, 6.9.4 to 6.10.2: further ones."""

from __future__ import annotations

import re

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import Misheard
from tests.defects.seams import Change
from tests.defects.shared_sim7020_again import Clients, Firmware


class AmountsBeginAnew(Firmware):
    """AT+CIPQSEND begins the count of what was sent anew."""

    def __init__(self):
        self.base = [0, 0]
        self.now = [0, 0]

    def command(self, line):
        if line.startswith(b"AT+CIPQSEND="):
            self.base = list(self.now)
        if line.startswith(b"AT+CIPSTART="):
            self.base, self.now = [0, 0], [0, 0]

    def asks(self, request):
        if isinstance(request, net.Send):
            self.now[0] += len(request.data)
        return (request,)

    def hears(self, event):
        if isinstance(event, net.Acknowledged):
            self.now[1] += event.count
        return (event,)

    def speaks(self, piece):
        def told(found):
            sent, confirmed = (max(0, int(found[1 + i]) - self.base[i]) for i in (0, 1))
            return b"+CIPACK: %d,%d,%d" % (sent, confirmed, max(0, sent - confirmed))

        return (re.sub(rb"\+CIPACK: (\d+),(\d+),\d+", told, piece),)


class HeadWithoutProtocol(Firmware):
    """Switching the head off switches the protocol in it off for good."""

    def __init__(self):
        self.off = False

    def command(self, line):
        if line == b"AT+CIPHEAD=0":
            self.off = True
        if line.startswith(b"AT+CIPSHOWTP="):
            self.off = False

    def speaks(self, piece):
        return (re.sub(rb"(\+IPD,\d+),(?:TCP|UDP):", rb"\1:", piece) if self.off else piece,)


LENGTH_IN_DIGITS = Misheard(
    rb"AT\+CIPRXGET=3,(\d+)", lambda found, earlier: b"AT+CIPRXGET=3,%d" % max(1, int(found[1]) // 2)
)


class AnnouncesLowest(Firmware):
    """Waiting data is announced under the lowest number of those that have any."""

    def __init__(self):
        self.waiting = set()

    def speaks(self, piece):
        found = re.match(rb"\r\n\+CIPRXGET: ?1,(\d)", piece)
        if found is not None:
            self.waiting.add(found[1])
            piece = piece.replace(b"1," + found[1], b"1," + min(self.waiting), 1)
        for number, left in re.findall(rb"\+CIPRXGET: ?[23],(\d),\d+,(\d+)", piece):
            if left == b"0":
                self.waiting.discard(number)
        return (piece,)


class ClientsUnheaded(Clients):
    """Their data has no head."""

    def otherwise(self, piece):
        return (re.sub(rb"^(\r\nRECV FROM:[^\r]*\r\n)?\r\n\+IPD,\d+(?:,TCP)?:", rb"\1", piece),)


class ClientsUnannounced(Clients):
    """Their data is not announced."""

    def otherwise(self, piece):
        return () if re.fullmatch(rb"\r\n\+CIPRXGET: ?1[^\r]*\r\n", piece) else (piece,)


class ClientsUncounted(Clients):
    """What is sent to them is not counted."""

    def otherwise(self, piece):
        return (re.sub(rb"\+CIPACK: \d+,\d+,\d+", b"+CIPACK: 0,0,0", piece),)


DEFECTS = (
    Defect(
        id="sim7020-6.9.4-anew-with-mode",
        requirement="SIM7020EN-6.9.4-R5",
        sentence="The amounts are totals over everything that was sent on the connection.",
        instead="AT+CIPQSEND begins them anew.",
        kind="repetition",
        change=Change(firmware=AmountsBeginAnew),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND=5
            type hello
            wait 3
            send AT+CIPQSEND=0
            send AT+CIPACK
        """,
    ),
    Defect(
        id="sim7020-6.9.4-clients-uncounted",
        requirement="SIM7020EN-6.9.4-R2",
        sentence="The first amount is what has been sent on the connection.",
        instead="What is sent to a client of the server is not counted.",
        kind="one at a time",
        change=Change(firmware=ClientsUncounted),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            send AT+CIPACK
        """,
    ),
    Defect(
        id="sim7020-6.10.1-protocol-off-with-head",
        requirement="SIM7020EN-6.10.1-R4",
        sentence="AT+CIPSHOWTP makes the head name the protocol while there is a head.",
        instead="Once the head was switched off, a head that is switched on again lacks the protocol.",
        kind="repetition",
        change=Change(firmware=HeadWithoutProtocol),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSHOWTP=1
            send AT+CIPHEAD=0
            send AT+CIPHEAD=1
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-6.10.1-clients-unheaded",
        requirement="SIM7020EN-6.10.1-R2",
        sentence="AT+CIPHEAD=1 puts a head before received data.",
        instead="Data of a client of the server has none.",
        kind="one at a time",
        change=Change(firmware=ClientsUnheaded),
        probe="""
            client TCP
            given listening 5000
            send AT+CIPHEAD=1
            client connects 5000
            client sends hello
        """,
    ),
    Defect(
        id="sim7020-6.10.2-length-in-digits",
        requirement="SIM7020EN-6.10.2-R7",
        sentence="AT+CIPRXGET=3,<len> gives so many bytes.",
        instead="The length counts digits.",
        kind="binary",
        change=Change(**LENGTH_IN_DIGITS.change()),
        probe="""
            server TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}",{server.port}
            server sends hello
            send AT+CIPRXGET=3,4
        """,
    ),
    Defect(
        id="sim7020-6.10.2-lowest-announced",
        requirement="SIM7020EN-6.10.2-U1",
        sentence="Data that waits is announced.",
        instead="It is announced under the lowest number that has any.",
        kind="two at once",
        change=Change(firmware=AnnouncesLowest),
        probe="""
            server TCP
            second TCP
            given ip-status-multi
            send AT+CIPRXGET=1
            send AT+CIPSTART=0,"TCP","{server.ip}",{server.port}
            send AT+CIPSTART=1,"TCP","{second.ip}",{second.port}
            server sends hello
            second sends hello
        """,
    ),
    Defect(
        id="sim7020-6.10.2-clients-unannounced",
        requirement="SIM7020EN-6.10.2-U1",
        sentence="Data that waits is announced.",
        instead="That of a client of the server is not.",
        kind="one at a time",
        change=Change(firmware=ClientsUnannounced),
        probe="""
            client TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPSERVER=1,5000
            client connects 5000
            client sends hello
        """,
    ),
)
