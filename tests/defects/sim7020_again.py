"""SIM7020 note, once more from one end to the other."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import SECOND
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import Misheard, received
from tests.defects.filters_sim7020_6 import answer
from tests.defects.seams import Change, Line


class Firmware:
    """What the module hears and says, as it should be; a defect changes some of it."""

    typed = b""
    line = b""
    """The last command line."""

    def command(self, line: bytes) -> None:
        """Take note of a command line."""

    def listens(self, data):
        """Hear the host."""
        self.typed = (self.typed + data)[-4000:]
        *lines, self.typed = self.typed.split(b"\r")
        for line in lines:
            found = re.search(rb"AT[^\r]*$", line)
            if found is not None:
                self.line = found[0]
                self.command(found[0])
        return data

    def speaks(self, piece):
        """Say what the module says."""
        return (piece,)

    def asks(self, request):
        """Ask the network."""
        return (request,)

    def hears(self, event):
        """Hear the network."""
        return (event,)

    def drives(self, line, high):
        """Drive a modem line."""
        return ((0, line, high),)

    senses = drives


# --- sockets ---


def forgotten_on_closing(setting: bytes) -> dict[str, object]:
    """Let a setting fall back to 0 as soon as a socket is closed."""
    return Misheard(rb"AT\+CSOCL=\d", lambda found, earlier: found[0] + b";" + setting + b"=0").change()


class SignedDigits(Firmware):
    """Digits of what is fetched are made of signed characters."""

    def __init__(self):
        self.due = False

    def speaks(self, piece):
        found = re.fullmatch(rb"(.*\r\n\+CSORXGET: 3,\d,\d+,\d+\r\n)(.*?)((?:\r\n)+(?:OK\r\n)?)?", piece, re.DOTALL)
        if found is not None and found[2]:
            return (found[1] + self.wrong(found[2]) + (found[3] or b""),)
        if self.due and re.fullmatch(rb"(?:[0-9A-F]{2})+", piece):
            self.due = False
            return (self.wrong(piece),)
        self.due = re.search(rb"\+CSORXGET: 3,", piece) is not None
        return (piece,)

    def wrong(self, digits):
        return re.sub(rb"(?:..)", lambda two: (b"FFFFFF" if two[0][:1] in b"89ABCDEF" else b"") + two[0], digits)


class LeftOnAll(Firmware):
    """What is left to be fetched is counted over all sockets."""

    def __init__(self):
        self.waiting = {}
        self.numbers = {}
        self.next = 0

    def asks(self, request):
        if isinstance(request, net.Connect):
            found = re.match(rb"AT\+CSOCON=(\d)", self.line)
            if found is not None:
                self.numbers[request.link] = int(found[1])
        return (request,)

    def hears(self, event):
        if isinstance(event, net.Received) and event.link in self.numbers:
            number = self.numbers[event.link]
            self.waiting[number] = self.waiting.get(number, 0) + len(event.data)
        return (event,)

    def speaks(self, piece):
        def told(found):
            number = int(found[2])
            self.waiting[number] = int(found[4])
            return b"%b%d,%b,%d" % (found[1], number, found[3], sum(self.waiting.values()))

        return (re.sub(rb"(\+CSORXGET: [23],)(\d),(\d+),(\d+)", told, piece),)


class ToldOnceForAll(Firmware):
    """Waiting data of one socket is enough; that of others is not told of."""

    def __init__(self):
        self.told = set()

    def speaks(self, piece):
        found = re.fullmatch(rb"\r\n\+CSORXGET: 1,(\d)\r\n", piece)
        if found is not None:
            if self.told - {found[1]}:
                return ()
            self.told.add(found[1])
        for fetched in re.finditer(rb"\+CSORXGET: [23],(\d),\d+,0", piece):
            self.told.discard(fetched[1])
        return (piece,)


class ToldOnceBeforeDigits(Firmware):
    """Emptying the buffer as digits leaves the mark that the host knows of data."""

    def __init__(self):
        self.marked = set()

    def speaks(self, piece):
        found = re.fullmatch(rb"\r\n\+CSORXGET: 1,(\d)\r\n", piece)
        if found is not None and found[1] in self.marked:
            return ()
        for mode, number, left in re.findall(rb"\+CSORXGET: ([23]),(\d),\d+,(\d+)", piece):
            if mode == b"3" and left == b"0":
                self.marked.add(number)
            elif mode == b"2":
                self.marked.discard(number)
        return (piece,)


class WritesDigits(Firmware):
    """What AT+CSOSEND sends from digits is otherwise."""

    def wrong(self, digits: bytes, data: bytes) -> bytes:
        raise NotImplementedError

    def asks(self, request):
        found = re.fullmatch(rb'AT\+CSOSEND=\d,([1-9]\d*),"?([0-9A-Fa-f]+)"?', self.line)
        if isinstance(request, net.Send) and found is not None:
            return (replace(request, data=self.wrong(found[2], request.data)),)
        return (request,)


class ShortDigits(WritesDigits):
    """The buffer for what the digits say has 128 bytes."""

    def wrong(self, digits, data):
        return data[:128]


class TextToSemicolon(Firmware):
    """Text ends at a semicolon, as another command begins there."""

    def asks(self, request):
        if isinstance(request, net.Send) and re.match(rb"AT\+CSOSEND=\d,0,", self.line):
            return (replace(request, data=request.data.partition(b";")[0] or request.data),)
        return (request,)


class ReportsLastSender(Firmware):
    """SEND tells the number of the socket that was sent on last."""

    def __init__(self):
        self.last = None

    def command(self, line):
        found = re.match(rb"AT\+CSOD?SEND=(\d)", line)
        if found is not None:
            self.last = found[1]

    def speaks(self, piece):
        if self.last is None:
            return (piece,)
        return (re.sub(rb"^(\r\nSEND: )\d,", rb"\g<1>%b," % self.last, piece),)


class TypedUnreported(Firmware):
    """Data from AT+CSODSEND is not reported when it is acknowledged."""

    def speaks(self, piece):
        if self.line.startswith(b"AT+CSODSEND=") and piece.startswith(b"\r\nSEND: "):
            return ()
        return (piece,)


class TypedUncounted(Firmware):
    """AT+CSOACK does not count what was typed after AT+CSODSEND."""

    def __init__(self):
        self.typed_in = {}

    def asks(self, request):
        found = re.match(rb"AT\+CSODSEND=(\d)", self.line)
        if isinstance(request, net.Send) and found is not None:
            self.typed_in[found[1]] = self.typed_in.get(found[1], 0) + len(request.data)
        return (request,)

    def speaks(self, piece):
        def told(found):
            less = self.typed_in.get(found[2], 0)
            amounts = [max(0, int(value) - less) for value in found[3].split(b",")[:2]]
            return b"%b%b,%d,%d,%d" % (found[1], found[2], *amounts, amounts[0] - amounts[1])

        return (re.sub(rb"(\+CSOACK: )(\d),(\d+,\d+),\d+", told, piece),)


class ClientsNotConnected(Firmware):
    """A client that came to the server counts as created only."""

    def __init__(self):
        self.clients = set()

    def speaks(self, piece):
        for found in re.finditer(rb"\+NEW CLIENT CONNECT?: ?(\d)", piece):
            self.clients.add(found[1])

        def told(found):
            return found[1] + found[2] + (b",1" if found[2] in self.clients else b",2")

        return (re.sub(rb"(\+CSOSTATUS: )(\d),2", told, piece),)


class TakesTheClientAlong(Firmware):
    """The second listening socket that is closed takes its client with it."""

    def __init__(self):
        self.ended = 0
        self.clients = []

    def hears(self, event):
        if isinstance(event, net.Incoming):
            self.clients.append(event.link)
        return (event,)

    def asks(self, request):
        if isinstance(request, net.StopListening):
            self.ended += 1
            if self.ended > 1:
                return (request, *(net.Close(link) for link in self.clients))
        return (request,)


def changes_places_asleep():
    """Let the two sockets that outlive power saving change places."""
    made, woken = [], False

    class Swapping(Firmware):
        def speaks(self, piece):
            nonlocal woken
            woken = woken or b"EXIT PSM" in piece
            return (piece,)

        def asks(self, request):
            if isinstance(request, net.Connect):
                made.append(request.link)
            if woken and isinstance(request, net.Send) and request.link in made[:2] and len(made) > 1:
                request = replace(request, link=made[1 - made.index(request.link)])
            return (request,)

    return Swapping()


# --- bearer, names, ping ---


class TailOfTheName(Firmware):
    """A shorter APN is written over a longer one, of which the rest stays."""

    def __init__(self):
        self.apn = ""

    def asks(self, request):
        if isinstance(request, net.Activate) and request.apn:
            self.apn = request.apn + self.apn[len(request.apn) :]
            request = replace(request, apn=self.apn)
        return (request,)

    def speaks(self, piece):
        if self.apn:
            piece = re.sub(
                rb'(\+CGCONTRDP: \d,\d,")([^"]*)"',
                lambda found: (
                    found[1] + self.apn.encode() + b'"' if self.apn.encode().startswith(found[2]) else found[0]
                ),
                piece,
            )
        return (piece,)


class FailsOnceMore(Firmware):
    """After a name that was not found, the next one is not found either."""

    def __init__(self):
        self.failed = False

    def speaks(self, piece):
        if re.match(rb"\r\n\+CDNSGIP: 0,", piece):
            self.failed = not self.failed
        elif self.failed and re.match(rb"\r\n\+CDNSGIP: 1,", piece):
            self.failed = False
            return (b"\r\n+CDNSGIP: 0,8\r\n",)
        return (piece,)


def connects_to_asked_name():
    """Connect by name to the name that AT+CDNSGIP was asked last."""

    class Cached(Firmware):
        name = None

        def asks(self, request):
            if isinstance(request, net.Resolve) and b"CDNSGIP" in self.line:
                self.name = request.name
            if isinstance(request, net.Connect) and self.name and re.search(r"[A-Za-z]", request.host):
                request = replace(request, host=self.name)
            return (request,)

    return Cached()


# --- commands as of the SIM800 ---


class PortOnly(Firmware):
    """A destination with the address of the one before is taken for the same one."""

    def __init__(self):
        self.before = None

    def asks(self, request):
        if isinstance(request, net.Connect):
            self.before = (request.host, request.port)
        if isinstance(request, net.Send) and request.to is not None:
            if self.before is not None and request.to[0] == self.before[0]:
                request = replace(request, to=self.before)
            self.before = request.to
        return (request,)


class SourceAsSentTo(Firmware):
    """Data is told to be from the port that was sent to last."""

    def __init__(self):
        self.port = None

    def asks(self, request):
        if isinstance(request, net.Send) and request.to is not None:
            self.port = request.to[1]
        return (request,)

    def speaks(self, piece):
        if self.port is not None:
            piece = re.sub(rb"^(\r\nRECV ?FROM: ?[\d.]+: ?)\d+", rb"\g<1>%d" % self.port, piece)
        return (piece,)


class NumberOfBefore(Firmware):
    """Of receptions between which the host says nothing, the number of the first one is told."""

    def __init__(self):
        self.number = None

    def command(self, line):
        self.number = None

    def speaks(self, piece):
        found = re.match(rb"(\r\n\+RECEIVE,)(\d)(.*)", piece, re.DOTALL)
        if found is None:
            return (piece,)
        self.number = self.number or found[2]
        return (found[1] + self.number + found[3],)


class RowOfBefore(Firmware):
    """A row of the status keeps the address and port that the number was connected to first."""

    def __init__(self):
        self.first = {}

    def command(self, line):
        found = re.match(rb'AT\+CIPSTART=(\d),"[A-Z]+","([\d.]+)","?(\d+)', line)
        if found is not None:
            self.first.setdefault(found[1], (found[2], found[3]))

    def speaks(self, piece):
        def told(found):
            address, port = self.first.get(found[2], (found[3], found[4]))
            return found[1] + b'"%b","%b"' % (address, port)

        return (re.sub(rb'(C: (\d),\d,"(?:TCP|UDP)",)"([\d.]+)","(\d+)"', told, piece),)


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


class AfterThirdClose(Firmware):
    """The third close takes the context along: neither address nor connection is to be had."""

    def __init__(self):
        self.closed = 0
        self.echo = None

    def speaks(self, piece):
        if re.fullmatch(rb"\r\n(?:\d, ?)?CLOSE OK\r\n", piece):
            self.closed += 1
        if self.echo is not None and piece == self.echo[0]:
            piece, self.echo = self.echo[1], None
        return (piece,)

    def command(self, line):
        if line.startswith(b"AT+CIPSHUT"):
            self.closed = 0

    def listens(self, data):
        super().listens(data)
        if self.closed >= 3 and re.match(rb"AT\+(?:CIPSTART|CIFSR)", data):
            self.echo = (b"AT+NOSUCH\r", data)
            return b"AT+NOSUCH\r"
        return data


def four_pluses():
    """Take four pluses for three."""
    return lambda data: b"+++" if data == b"++++" else data


class NoEscapeAtOnce(Firmware):
    """After ATO the escape sequence is looked for once something else was typed."""

    def __init__(self):
        self.back = False

    def listens(self, data):
        super().listens(data)
        if data.startswith(b"ATO\r"):
            self.back = True
        elif self.back and data == b"+++":
            return b""
        elif self.back and not data.startswith(b"AT"):
            self.back = False
        return data


class BackOnTheLine(Firmware):
    """A burst of data that begins as ATO does is swallowed."""

    def __init__(self):
        self.data_mode = False

    def speaks(self, piece):
        if re.fullmatch(rb"\r\nCONNECT\r\n", piece):
            self.data_mode = True
        elif piece in {b"\r\nOK\r\n", b"\r\nCLOSED\r\n"}:
            self.data_mode = False
        return (piece,)

    def listens(self, data):
        return b"" if self.data_mode and data.startswith(b"ATO") else data


class OccupiedAfterReset(Misheard):
    """A connection that the far end reset occupies the module until AT+CIPSHUT came."""

    def __init__(self):
        super().__init__(
            rb"AT\+CIPSTART=.*|AT\+CIPSHUT",
            lambda found, earlier: b"AT+NOSUCH" if self.occupied(found[0]) else found[0],
        )
        self.lost = False

    def occupied(self, line):
        self.lost = self.lost and line != b"AT+CIPSHUT"
        return self.lost

    def hears(self):
        self.lost = False

        def hear(event):
            self.lost = self.lost or isinstance(event, net.LinkLost)
            return (event,)

        return hear


OCCUPIED = OccupiedAfterReset()


ONE_IS_NONE = Misheard(
    rb"AT\+CIPSEND=((?:\d,)?)1", lambda found, earlier: b"AT+CIPSEND" + (b"=" + found[1][:-1] if found[1] else b"")
)


class AcceptsStrings(Firmware):
    """DATA ACCEPT counts to the first 0x00."""

    def __init__(self):
        self.length = None

    def asks(self, request):
        if isinstance(request, net.Send) and b"\0" in request.data:
            self.length = request.data.index(b"\0")
        elif isinstance(request, net.Send):
            self.length = None
        return (request,)

    def speaks(self, piece):
        if self.length is not None:
            piece = re.sub(rb"^(\r\nDATA ACCEPT: ?(?:\d,)?)\d+\r", rb"\g<1>%d\r" % self.length, piece)
        return (piece,)


class StaysAfterSecondClose(Firmware):
    """The second far end that closes in data mode is told of, and leaves the module deaf to commands until +++."""

    def __init__(self):
        self.closed = 0
        self.deaf = False

    def speaks(self, piece):
        if b"\r\nCLOSED\r\n" in piece:
            self.closed += 1
            self.deaf = self.closed > 1
        return (piece,)

    def listens(self, data):
        if self.deaf and data.startswith(b"+++"):
            self.deaf = False
            return b"", b"\r\nOK\r\n"
        return b"" if self.deaf else data


class CutRows(Firmware):
    """Ports in the status have room for four digits."""

    def speaks(self, piece):
        return (re.sub(rb'(C: \d,\d,"(?:TCP|UDP)","[\d.]+","\d{4})\d"', rb'\1"', piece),)


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


class ClientLinesWait(Firmware):
    """A second client's data, before the server's own host has sent anything, is kept."""

    def __init__(self):
        self.clients = {}
        self.sent = False

    def hears(self, event):
        if isinstance(event, net.Incoming):
            self.clients[event.link] = len(self.clients)
        if isinstance(event, net.Received) and self.clients.get(event.link, 0) > 0 and not self.sent:
            return ()
        return (event,)

    def asks(self, request):
        if isinstance(request, net.Send) and request.link in self.clients:
            self.sent = True
        return (request,)


def ping_line_twice():
    """Print the last line of a ping twice, from the second ping on."""
    return answer(r"AT\+CIPPING=.*", lambda piece: (piece, piece) if b"+CIPPING: 4," in piece else (piece,), spared=1)()


# --- once more: clients of the server, highest numbers, more than 1024 bytes ---


def sent_to(limit: int):
    """Cut what is sent with a command."""

    def make():
        def ask(request):
            if isinstance(request, net.Send) and request.size is None:
                request = replace(request, data=request.data[:limit])
            return (request,)

        return ask

    return make


class Clients(Firmware):
    """Something is otherwise for the clients of the server, in single connection mode."""

    client = False

    def speaks(self, piece):
        if re.match(rb"\r\nREMOTE IP: ?[\d.]+\r\n", piece):
            self.client = True
        elif re.match(rb"\r\nCONNECT OK\r\n", piece):
            self.client = False
        return self.otherwise(piece) if self.client else (piece,)

    def otherwise(self, piece):
        raise NotImplementedError


class ClientsUnheaded(Clients):
    """Their data has no head."""

    def otherwise(self, piece):
        return (re.sub(rb"^(\r\nRECV FROM:[^\r]*\r\n)?\r\n\+IPD,\d+(?:,TCP)?:", rb"\1", piece),)


class ClientsUnannounced(Clients):
    """Their data is not announced."""

    def otherwise(self, piece):
        return () if re.fullmatch(rb"\r\n\+CIPRXGET: ?1[^\r]*\r\n", piece) else (piece,)


class ClientsSlow(Clients):
    """Quick sending is not for them."""

    def otherwise(self, piece):
        return (re.sub(rb"^\r\nDATA ACCEPT: ?\d+\r\n", b"\r\nSEND OK\r\n", piece),)


class ClientsUncounted(Clients):
    """What is sent to them is not counted."""

    def otherwise(self, piece):
        return (re.sub(rb"\+CIPACK: \d+,\d+,\d+", b"+CIPACK: 0,0,0", piece),)


TWO_DIGITS = Misheard(rb"AT\+CIPSEND=(\d,\d\d)\d+", lambda found, earlier: b"AT+CIPSEND=" + found[1])


class LastPortForBoth(Firmware):
    """The local port that was set last is that of both protocols."""

    port = 0

    def command(self, line):
        if found := re.match(rb'AT\+CLPORT="(?:TCP|UDP)",(\d+)', line):
            self.port = int(found[1])

    def asks(self, request):
        if isinstance(request, net.Connect) and self.port:
            request = replace(request, local_port=self.port)
        return (request,)


class ResumesNothing(Firmware):
    """ATO is answered by CONNECT when the connection has ended meanwhile."""

    ended = False

    def speaks(self, piece):
        if b"\r\nCLOSED\r\n" in piece:
            self.ended = True
        elif re.match(rb"\r\nCONNECT( OK)?\r\n", piece):
            self.ended = False
        return (piece,)

    def listens(self, data):
        return (b"", b"ATO\r\r\nCONNECT\r\n") if self.ended and data == b"ATO\r" else data


class StaysInStatus(Firmware):
    """In multi connection mode detaching leaves IP STATUS told, where there is no connection."""

    multi = False
    state = b""
    stuck = False

    def command(self, line):
        if line == b"AT+CIPMUX=1":
            self.multi = True
        if line == b"AT+CGATT=0":
            self.stuck = self.multi and self.state == b"IP STATUS"
        if line == b"AT+CIPSHUT":
            self.stuck = False
            self.state = b""
        if line == b"AT+CIFSR":
            self.state = b"IP STATUS"
        if line.startswith(b"AT+CIPSTART"):
            self.state = b"IP PROCESSING"

    def speaks(self, piece):
        return (piece.replace(b"STATE: PDP DEACT", b"STATE: IP STATUS") if self.stuck else piece,)


DEFECTS: tuple[Defect, ...] = (
    Defect(
        id="sim7020-3.2-tail-of-apn",
        requirement="SIM7020EN-3.2-R1",
        sentence="AT*MCGDEFCONT fixes the APN for the activation that follows.",
        instead="A shorter APN is written over a longer one, and the rest of that stays.",
        kind="repetition",
        change=Change(firmware=TailOfTheName),
        probe="""
            send AT+CFUN=0
            send AT*MCGDEFCONT="IP","longername"
            send AT+CFUN=1
            wait 15
            send AT+CFUN=0
            send AT*MCGDEFCONT="IP","short"
            send AT+CFUN=1
            wait 15
            send AT+CGCONTRDP
        """,
    ),
    Defect(
        id="sim7020-4.1-fails-once-more",
        requirement="SIM7020EN-4.1-U1",
        sentence="A name that has an address is reported with it.",
        instead="The first name after one that was not found is reported as not found.",
        kind="repetition",
        change=Change(firmware=FailsOnceMore),
        probe="""
            send AT+CDNSGIP="abctest"
            wait 15
            send AT+CDNSGIP="www.baidu.com"
            wait 5
        """,
    ),
    Defect(
        id="sim7020-4.2-last-line-twice",
        requirement="SIM7020EN-4.2-L1",
        sentence="A ping is reported in four lines, numbered 1 to 4.",
        instead="From the second ping on the fourth line is printed twice.",
        kind="repetition",
        change=Change(speaks=ping_line_twice),
        probe="""
            server TCP
            send AT+CIPPING="{server.ip}"
            wait 8
            send AT+CIPPING="{server.ip}"
            wait 8
        """,
    ),
    Defect(
        id="sim7020-2.1-flag-forgotten-on-closing",
        requirement="SIM7020EN-2.1-C10",
        sentence="AT+CSORCVFLAG sets how received data is shown.",
        instead="The flag falls back to 0 when any socket is closed.",
        kind="repetition",
        change=Change(**forgotten_on_closing(b"+CSORCVFLAG")),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSOC=1,2,1
            send AT+CSORCVFLAG=1
            send AT+CSOCL=1
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-2.1-typed-uncounted",
        requirement="SIM7020EN-2.1-C12",
        sentence="AT+CSOACK tells how much was sent on the connection.",
        instead="What was typed after AT+CSODSEND is not counted.",
        kind="one at a time",
        change=Change(firmware=TypedUncounted),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSODSEND=0,5
            type hello
            wait 2
            send AT+CSOACK=0
        """,
    ),
    Defect(
        id="sim7020-2.1-clients-created-only",
        requirement="SIM7020EN-2.1-C11",
        sentence="AT+CSOSTATUS tells the status of a socket.",
        instead="The socket of a client that came to the server is told as created only.",
        kind="one at a time",
        change=Change(firmware=ClientsNotConnected),
        probe="""
            client TCP
            given listening-socket 5000
            client connects 5000
            send AT+CSOSTATUS=1
        """,
    ),
    Defect(
        id="sim7020-5.2-text-to-semicolon",
        requirement="SIM7020EN-5.2-R3",
        sentence="The characters between the quotation marks are sent.",
        instead="Text ends before a semicolon.",
        kind="binary",
        change=Change(firmware=TextToSemicolon),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSOSEND=0,0,"a;b"
        """,
    ),
    Defect(
        id="sim7020-5.4-second-end-takes-client",
        requirement="SIM7020EN-5.4-R5",
        sentence="Closing the listening socket leaves its client connected.",
        instead="The second listening socket that is closed takes its client with it.",
        kind="repetition",
        change=Change(firmware=TakesTheClientAlong),
        probe="""
            client TCP
            given listening-socket 5000
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
            send AT+CSOB=0,5000
            send AT+CSOLIS=0
            client connects 5000
            send AT+CSOCL=0
            send AT+CSOSEND=1,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-5.5-left-on-all",
        requirement="SIM7020EN-5.5-R2",
        sentence="What is left of that socket is told.",
        instead="What is left is counted over all sockets.",
        kind="two at once",
        change=Change(firmware=LeftOnAll),
        probe="""
            server TCP
            second TCP
            given connected-socket server 0
            send AT+CSOC=1,1,1
            send AT+CSOCON=1,{second.port},"{second.ip}"
            send AT+CSORXGET=1
            server sends hello
            second sends hello
            send AT+CSORXGET=2,0,3
        """,
    ),
    Defect(
        id="sim7020-5.5-signed-digits",
        requirement="SIM7020EN-5.5-R3",
        sentence="Mode 3 prints two hex digits a byte.",
        instead="Bytes from 0x80 on are printed with the sign that they have as characters: FFFFFF80.",
        kind="binary",
        change=Change(firmware=SignedDigits),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSORXGET=1
            server sends <0x80>
            send AT+CSORXGET=3,0,10
        """,
    ),
    Defect(
        id="sim7020-5.5-told-once-for-all",
        requirement="SIM7020EN-5.5-U1",
        sentence="Data that waits on a socket is told of.",
        instead="As long as data of one socket waits, that of others is not told of.",
        kind="two at once",
        change=Change(firmware=ToldOnceForAll),
        probe="""
            server TCP
            second TCP
            given connected-socket server 0
            send AT+CSOC=1,1,1
            send AT+CSOCON=1,{second.port},"{second.ip}"
            send AT+CSORXGET=1
            server sends hello
            second sends hello
        """,
    ),
    Defect(
        id="sim7020-5.5-untold-after-digits",
        requirement="SIM7020EN-5.5-U1",
        sentence="New data is told of when everything was fetched.",
        instead="When what waited was fetched as digits, new data is not told of any more.",
        kind="repetition",
        change=Change(firmware=ToldOnceBeforeDigits),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSORXGET=1
            server sends hello
            send AT+CSORXGET=3,0,10
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-5.5-empty-error-again",
        requirement="SIM7020EN-5.5-R4",
        sentence="With nothing left the answer is a length of 0, and OK.",
        instead="It is so once; each further time it is ERROR.",
        kind="repetition",
        change=Change(
            speaks=answer(
                r"AT\+CSORXGET=[23],.*",
                lambda piece: (
                    (re.sub(rb"(?s)\r\n\+CSORXGET: [23],\d,0,0\r\n.*", b"\r\nERROR\r\n", piece),)
                    if b",0,0" in piece
                    else (piece,)
                ),
                spared=2,
            )
        ),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSORXGET=1
            server sends hello
            send AT+CSORXGET=2,0,10
            send AT+CSORXGET=3,0,10
            send AT+CSORXGET=3,0,10
        """,
    ),
    Defect(
        id="sim7020-5.7-digits-of-128",
        requirement="SIM7020EN-5.7-R2",
        sentence="As many digits as the length says are sent.",
        instead="Of more than 256 digits the first 256 are sent.",
        kind="binary",
        change=Change(firmware=ShortDigits),
        probe=f"""
            server TCP
            given connected-socket server 0
            send AT+CSOSEND=0,260,"{"61" * 130}"
        """,
    ),
    Defect(
        id="sim7020-5.8-last-sender-told",
        requirement="SIM7020EN-5.8-U1",
        sentence="SEND tells the socket whose data has arrived.",
        instead="It tells the socket that was sent on last.",
        kind="two at once",
        change=Change(firmware=ReportsLastSender),
        probe="""
            server TCP
            second TCP
            given connected-socket server 0
            send AT+CSOC=1,1,1
            send AT+CSOCON=1,{second.port},"{second.ip}"
            send AT+CSOSENDFLAG=1
            server stops acknowledging
            send AT+CSOSEND=0,0,"hello"
            send AT+CSOSEND=1,0,"hello"
            server acknowledges
            wait 10
        """,
    ),
    Defect(
        id="sim7020-5.8-typed-unreported",
        requirement="SIM7020EN-5.8-R1",
        sentence="With the flag on, acknowledged TCP data is reported.",
        instead="What was typed after AT+CSODSEND is not.",
        kind="one at a time",
        change=Change(firmware=TypedUnreported),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSOSENDFLAG=1
            send AT+CSODSEND=0,5
            type hello
            wait 3
        """,
    ),
    Defect(
        id="sim7020-5.10-places-changed",
        requirement="SIM7020EN-5.10-R1",
        sentence="The same socket goes on being usable after power saving.",
        instead="Of two that outlive it each sends to the other one's far end.",
        kind="two at once",
        change=Change(firmware=changes_places_asleep),
        probe="""
            server UDP
            second UDP
            given connected-socket server 0
            send AT+CSOC=1,2,1
            send AT+CSOCON=1,{second.port},"{second.ip}"
            send AT+RETENTION=1
            send AT+CPSMS=1
            wait 16
            send AT+CSOSEND=0,0,"hello"
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.4-port-unheeded",
        requirement="SIM7020EN-6.4-R7",
        sentence="AT+CIPUDPMODE=2 changes address and port.",
        instead="With the address unchanged, a new port is not taken over.",
        kind="repetition",
        change=Change(firmware=PortOnly),
        probe="""
            server UDP
            given ip-status
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPUDPMODE=2,"{server.ip}",7777
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7020-6.4-source-as-sent-to",
        requirement="SIM7020EN-6.4-U1",
        sentence="RECV FROM tells the port that the datagram came from.",
        instead="Once the destination was changed, it tells the port that was sent to last.",
        kind="repetition",
        change=Change(firmware=SourceAsSentTo),
        probe="""
            server UDP
            second UDP
            given ip-status
            send AT+CIPSRIP=1
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}",{server.port}
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-6.6-number-of-before",
        requirement="SIM7020EN-6.6-U2",
        sentence="+RECEIVE tells the connection that data is of.",
        instead="Receptions between which the host gives no command are all told under the number of the first.",
        kind="two at once",
        change=Change(firmware=NumberOfBefore),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}",{second.port}
            server sends hello
            second sends hello
        """,
    ),
    Defect(
        id="sim7020-6.6-ports-of-four-digits",
        requirement="SIM7020EN-6.6-R6",
        sentence="The status tells address and port.",
        instead="Of a port with five digits the first four are told.",
        kind="binary",
        change=Change(firmware=CutRows),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPCLOSE=0
            send AT+CIPSTART=0,"UDP","{server.ip}","50000"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.6-row-of-before",
        requirement="SIM7020EN-6.6-S2",
        sentence="A connected number is shown with its type, address and port.",
        instead="The address and port of the first connection with that number are shown ever after.",
        kind="repetition",
        change=Change(firmware=RowOfBefore),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPCLOSE=0
            send AT+CIPSTART=0,"TCP","{second.ip}","{second.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.7-second-client-waits",
        requirement="SIM7020EN-6.7-R4",
        sentence="Data of clients is received like that of other connections.",
        instead="Data of a second client is not told as long as nothing was sent to any client.",
        kind="two at once",
        change=Change(firmware=ClientLinesWait),
        probe="""
            client TCP
            second-client TCP
            given listening-multi 5000
            client connects 5000
            second-client connects 5000
            second-client sends hello
        """,
    ),
    Defect(
        id="sim7020-6.8-name-of-before",
        requirement="SIM7020EN-6.8-R3",
        sentence="AT+CIPSTART with a name connects to the host of that name.",
        instead="It connects to the name that AT+CDNSGIP was asked last.",
        kind="repetition",
        change=Change(firmware=connects_to_asked_name),
        probe="""
            server TCP
            given ip-status
            send AT+CDNSGIP="www.sim.com"
            send AT+CIPSTART="TCP","server.example",{server.port}
            wait 5
        """,
    ),
    Defect(
        id="sim7020-6.9.2-one-is-none",
        requirement="SIM7020EN-6.9.2-R1",
        sentence="The data is sent as soon as there is as much as the length says.",
        instead="A length of 1 is taken for none.",
        kind="binary",
        change=Change(**ONE_IS_NONE.change()),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=1
            type a
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.9.3-accepts-strings",
        requirement="SIM7020EN-6.9.3-R3",
        sentence="DATA ACCEPT tells how much was taken in.",
        instead="It counts up to the first 0x00.",
        kind="binary",
        change=Change(firmware=AcceptsStrings),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND=5
            type a<0x00>bcd
            wait 3
        """,
    ),
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
        id="sim7020-6.12-third-takes-context",
        requirement="SIM7020EN-6.12-R6",
        sentence="AT+CIPCLOSE leaves the context active.",
        instead="The third one takes it along: AT+CIPSTART is answered by ERROR.",
        kind="repetition",
        change=Change(firmware=AfterThirdClose),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7020-6.13-occupied-after-reset",
        requirement="SIM7020EN-6.13-X1",
        sentence="After a dropped connection AT+CIPCLOSE and AT+CIPSTART make a new one.",
        instead="When the far end reset it, AT+CIPSTART is answered by ERROR until AT+CIPSHUT came.",
        kind="repetition",
        change=Change(**OCCUPIED.change(), hears=OCCUPIED.hears),
        probe="""
            server TCP
            given connected server
            server resets
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            wait 5
        """,
    ),
    Defect(
        id="sim7020-6.14.1-begins-as-ato",
        requirement="SIM7020EN-6.14.1-R3",
        sentence="Everything that comes in data mode is data.",
        instead="What begins with ATO is swallowed.",
        kind="binary",
        change=Change(firmware=BackOnTheLine),
        probe="""
            server TCP
            given data-mode server
            type ATOM<CR>
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.14.4-four-pluses",
        requirement="SIM7020EN-6.14.4-T2",
        sentence="Behind +++ the line has to be idle for 1000 ms.",
        instead="A fourth + at once does no harm.",
        kind="timing",
        change=Change(listens=four_pluses),
        probe="""
            server TCP
            given data-mode server
            wait 3
            type ++++
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.14.4-no-escape-at-once",
        requirement="SIM7020EN-6.14.4-R1",
        sentence="+++ leads from data mode to command mode.",
        instead="Back in data mode by ATO, it does once something else was typed.",
        kind="repetition",
        change=Change(firmware=NoEscapeAtOnce),
        probe="""
            server TCP
            given data-mode server
            wait 3
            type +++
            wait 3
            send ATO
            wait 3
            type +++
            wait 3
            send AT
        """,
    ),
    Defect(
        id="sim7020-6.14.4-deaf-after-second",
        requirement="SIM7020EN-6.14.4-R2",
        sentence="When the far end closes, the module is in command mode.",
        instead="The second time CLOSED is printed, and commands are not taken until +++.",
        kind="repetition",
        change=Change(firmware=StaysAfterSecondClose),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            wait 3
            server closes
            send AT
        """,
    ),
    Defect(
        id="sim7020-6.2-sent-to-1024",
        requirement="SIM7020EN-6.2-R5",
        sentence="The text that is typed is sent when Ctrl-Z is typed.",
        instead="Of more than 1024 bytes the first 1024 are sent.",
        kind="binary",
        change=Change(asks=sent_to(1024)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type <1100 bytes><Ctrl-Z>
            wait 3
        """,
    ),
    Defect(
        id="sim7020-6.2-closed-again-late",
        requirement="SIM7020EN-6.2-U2",
        sentence="When the server closes, CLOSED is told.",
        instead="It is told once more four seconds later.",
        kind="timing",
        change=Change(
            speaks=lambda: lambda piece: (piece, (4 * SECOND, piece)) if piece == b"\r\nCLOSED\r\n" else (piece,)
        ),
        probe="""
            server TCP
            given connected server
            server closes
            wait 6
        """,
    ),
    Defect(
        id="sim7020-6.2-received-to-1024",
        requirement="SIM7020EN-6.2-R7",
        sentence="Received data is put out unchanged.",
        instead="What comes at once is put out up to 1024 bytes.",
        kind="binary",
        change=Change(hears=received(lambda data: data[:1024])),
        probe="""
            server TCP
            given connected server
            server sends <1400 bytes>
        """,
    ),
    Defect(
        id="sim7020-6.9.3-highest-accepted-lower",
        requirement="SIM7020EN-6.9.3-R5",
        sentence="DATA ACCEPT tells the number of the connection.",
        instead="Numbers 4 and 5 are told as 0 and 1.",
        kind="two at once",
        change=Change(
            lines=(
                Line(r"DATA ACCEPT: ?4,(.*)", r"DATA ACCEPT: 0,\1"),
                Line(r"DATA ACCEPT: ?5,(.*)", r"DATA ACCEPT: 1,\1"),
            )
        ),
        probe="""
            server TCP
            given connected-multi server 4
            send AT+CIPQSEND=1
            send AT+CIPSEND=4
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7020-6.6-highest-sent-unnumbered",
        requirement="SIM7020EN-6.6-R5",
        sentence="SEND OK has the number in front.",
        instead="That of number 5 has none.",
        kind="two at once",
        change=Change(lines=(Line(r"5,(SEND OK)", r"\1"),)),
        probe="""
            server TCP
            given connected-multi server 5
            send AT+CIPSEND=5
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7020-6.9.2-two-digits",
        requirement="SIM7020EN-6.9.2-R3",
        sentence="In multi connection mode the number is followed by the length.",
        instead="Of a length with three digits the first two count.",
        kind="binary",
        change=Change(**TWO_DIGITS.change()),
        probe="""
            server TCP
            given connected-multi server 1
            send AT+CIPSEND=1,100
            type <100 bytes>
            wait 3
        """,
    ),
    Defect(
        id="sim7020-2.2-last-port-for-both",
        requirement="SIM7020EN-2.2-C8",
        sentence="AT+CLPORT sets the local port for a protocol.",
        instead="The port that was set last is that of both protocols.",
        kind="two at once",
        change=Change(firmware=LastPortForBoth),
        probe="""
            server UDP
            client UDP
            given ip-status
            send AT+CLPORT="UDP",8888
            send AT+CLPORT="TCP",7777
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}",{server.port}
            client connects 8888
            client sends hello
        """,
    ),
    Defect(
        id="sim7020-6.14.4-resumes-nothing",
        requirement="SIM7020EN-6.14.4-R4",
        sentence="ATO leads back to data mode if the connection is active.",
        instead="When it has ended in command mode, ATO is answered by CONNECT as well.",
        kind="one at a time",
        change=Change(firmware=ResumesNothing),
        probe="""
            server TCP
            given data-mode server
            wait 3
            type +++
            wait 3
            server closes
            send ATO
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
    Defect(
        id="sim7020-6.9.3-clients-slow",
        requirement="SIM7020EN-6.9.3-R3",
        sentence="In quick mode DATA ACCEPT is the answer.",
        instead="On the connection of a client of the server it is SEND OK.",
        kind="one at a time",
        change=Change(firmware=ClientsSlow),
        probe="""
            client TCP
            given listening 5000
            send AT+CIPQSEND=1
            client connects 5000
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
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
        id="sim7020-6.11-status-stays",
        requirement="SIM7020EN-6.11-S33",
        sentence="In multi connection mode AT+CGATT=0 leads to PDP DEACT.",
        instead="Without a connection it leaves IP STATUS.",
        kind="one at a time",
        change=Change(firmware=StaysInStatus),
        probe="""
            given ip-status-multi
            send AT+CGATT=0
            send AT+CIPSTATUS
        """,
    ),
)
