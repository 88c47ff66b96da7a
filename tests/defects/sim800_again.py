"""SIM800 note, all of it once more: what comes back, comes together or comes late."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.receive import Receiving
from atconform.emulator.cip.stack import refuse, stack
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Mishearing, Sending, respells
from tests.defects.defect import Defect
from tests.defects.meddling import wrapped
from tests.defects.seams import Change
from tests.defects.shared_sim800_6 import entry_of, sends_with, usual_time
from tests.defects.shared_sim800_8 import BRING_UP, TWO


class SaysItWasSent(Firmware):
    """Say SEND OK when the data has been typed, where ``hasty`` tells so; what is said in due time is left out."""

    sendings = 0
    unsaid = 0
    quick = False
    number = b""

    def hasty(self):
        return True

    def command(self, data):
        if found := re.match(rb"AT\+CIPQSEND=([01])", data):
            self.quick = found[1] == b"1"
        if found := re.match(rb"AT\+CIPSEND=(\d)\r", data):
            self.number = found[1] + b", "
        if self.entering and data.endswith(b"\x1a"):
            hasty = self.hasty() and not self.quick
            self.sendings += 1
            if hasty:
                self.unsaid += 1
                self.entering = False
                return data, b"\r\n" + self.number + b"SEND OK\r\n"
        return data

    def piece(self, piece):
        if b"SEND OK" in piece and self.unsaid:
            self.unsaid -= 1
            return ()
        return (piece,)


def signed(found):
    """Spell a port as a number of sixteen bits with a sign."""
    port = int(found[2])
    return found[1] + str(port - 0x10000 if port >= 0x8000 else port).encode()


# --- 2.1 ---


class ThirdNotWaitedFor(SaysItWasSent):
    """Say SEND OK of the third sending as soon as its data is there."""

    def hasty(self):
        return self.sendings >= 2


class AddressOfFarEnd(Firmware):
    """Tell the far end's address as one's own, once there is a connection."""

    far = b""
    asked = False

    def command(self, data):
        self.asked = data.startswith(b"AT+CIFSR")
        return data

    def event(self, event):
        if isinstance(event, net.Connected):
            self.far = event.address.encode()
        return (event,)

    def piece(self, piece):
        if self.asked and self.far and self.links:
            piece = re.sub(rb"(\r\n)[\d.]+(\r\n)", lambda found: found[1] + self.far + found[2], piece)
        return (piece,)


class ClosedAtThePrompt(Firmware):
    """Do not report a connection that the server closes while the host is typing what to send."""

    unreported = False

    def event(self, event):
        if isinstance(event, net.PeerClosed):
            self.unreported = self.entering
        return (event,)

    def piece(self, piece):
        return () if self.unreported and re.fullmatch(rb"\r\n(\d, )?CLOSED\r\n", piece) else (piece,)


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


class ClientAfterReset(Firmware):
    """Say nothing of the client that follows one which reset its connection."""

    quiet = False

    def event(self, event):
        if isinstance(event, net.LinkLost) and event.link < 0:
            self.quiet = True
        return (event,)

    def piece(self, piece):
        if self.quiet and b"REMOTE IP" in piece:
            self.quiet = False
            return ()
        return (piece,)


class MergedDatagrams(Receiving):
    """Put datagrams that come shortly one after another out as one."""

    kept: net.Received | None = None

    def network_event(self, event):
        if not isinstance(event, net.Received):
            return super().network_event(event)
        connection = stack(self.module).by_link(event.link)
        if connection is None or connection.protocol != "UDP":
            return super().network_event(event)
        if self.kept is not None and (self.kept.address, self.kept.port) == (event.address, event.port):
            self.kept = replace(self.kept, data=self.kept.data + event.data)
            return None
        self._put_out()
        self.kept = event
        self.module.after(200 * MS, self._put_out)
        return None

    def _put_out(self):
        kept, self.kept = self.kept, None
        if kept is not None:
            super().network_event(kept)


class OnlyNewDestination(Firmware):
    """Receive from the address that AT+CIPUDPMODE=2 gave, and from no other."""

    only = None

    def command(self, data):
        if found := re.match(rb'AT\+CIPUDPMODE=2,"([\d.]+)","?(\d+)', data):
            self.only = (found[1].decode(), int(found[2]))
        return data

    def event(self, event):
        if isinstance(event, net.Received) and self.only and (event.address, event.port) != self.only:
            return ()
        return (event,)


# --- 2.2 ---


class FlowCharactersAfterReturn(Firmware):
    """Take XON and XOFF out of what is sent once ATO has led back to data mode."""

    returned = False

    def command(self, data):
        if data.upper().startswith(b"ATO"):
            self.returned = True
        return data

    def request(self, request):
        if self.returned and isinstance(request, net.Send) and request.size is not None:
            request = replace(request, data=request.data.translate(None, b"\x11\x13"))
        return (request,)


class KeptTwice(DataMode):
    """Put out twice what arrived in command mode, when ATO leads back."""

    def carry(self):
        if self._line.active:
            return super().carry()
        self._received *= 2
        return super().carry()


class SizeForgotten(DataMode):
    """Forget the block size with the first connection."""

    begun = 0

    def enter(self, connection):
        self.begun += self.connection is not connection
        super().enter(connection)

    @property
    def _transfer(self):
        usual = super()._transfer
        return usual._replace(size=1460) if self.begun > 1 else usual


class PauseOfEightBits(DataMode):
    """Keep the pause between portions in eight bits."""

    @property
    def _transfer(self):
        usual = super()._transfer
        return usual._replace(portion_gap=usual.portion_gap & 0xFF)


class CarrierFlickersAtReturn(DataMode):
    """Let DCD go high for 100 ms when ATO leads back to data mode."""

    carried = 0

    def carry(self):
        self.carried += 1
        super().carry()
        if self.carried > 1:
            self.module.pins.drive("DCD", high=True)
            self.module.after(100 * MS, lambda: self.module.pins.drive("DCD", high=self.connection is None))


class ArrivalCountsAsInput(DataMode):
    """Begin the silence before the escape sequence anew with what arrives."""

    def put_out(self, data):
        super().put_out(data)
        self._line._detector._last_input = self.module.now


class LongDtrUnheard(DataMode):
    """Do not take a level of DTR that lasted more than five seconds for a pulse."""

    low_since = 0

    def line_changed(self, line, *, high):
        if line == "DTR" and not high:
            self.low_since = self.module.now
        if line == "DTR" and high and self.module.now - self.low_since > 5 * SECOND:
            self._line._dtr_low_since = None
            return
        super().line_changed(line, high=high)


class LastDataWithTheEnd(DataMode):
    """Put received data out 100 ms late, and lose what is not out when the connection ends."""

    def put_out(self, data):
        connection = self.connection
        self.module.after(100 * MS, lambda: self._late(connection, data))

    def _late(self, connection, data):
        if self.connection is connection:
            super().put_out(data)


class DeafAfterReturn(DataMode):
    """Lose what is typed in the first 200 ms of data mode, when ATO led there."""

    deaf_until = 0
    carried = 0

    def carry(self):
        self.carried += 1
        if self.carried > 1:
            self.deaf_until = self.module.now + 200 * MS
        super().carry()

    def _data(self, data):
        if self.module.now >= self.deaf_until:
            super()._data(data)


class PulseOfTheMessage(Firmware):
    """Make the pulse of a call as long as that of a message, once a message has come."""

    message = False
    calling = False

    def event(self, event):
        if isinstance(event, net.IncomingMessage):
            self.message, self.calling = True, False
        if isinstance(event, net.IncomingCall):
            self.calling = True
        return (event,)

    def drive(self, line, high):
        late = 70 * MS if line == "RI" and high and self.message and self.calling else 0
        return ((late, line, high),)


class MessageBesideCall(Firmware):
    """Say nothing of a message that comes while a call comes in."""

    calling = False
    unsaid = False

    def event(self, event):
        if isinstance(event, net.IncomingCall):
            self.calling = True
        if isinstance(event, net.CallEnded):
            self.calling = False
        if isinstance(event, net.IncomingMessage):
            self.unsaid = self.calling
        return (event,)

    def piece(self, piece):
        return () if self.unsaid and b"+CMTI" in piece else (piece,)


# --- 2.3 ---


class OnePortForBoth(Firmware):
    """Take the port that was set last, for whichever protocol."""

    last = 0

    def command(self, data):
        if found := re.match(rb'AT\+CLPORT="\w+","?(\d+)', data):
            self.last = int(found[1])
        return data

    def request(self, request):
        if isinstance(request, net.Connect) and not self.multi and request.local_port:
            request = replace(request, local_port=self.last)
        return (request,)


# --- 3 ---


class UnderTheNumberOfThePrompt(Firmware):
    """Put data out under the number that data is typed for at the moment."""

    asked = b"0"

    def command(self, data):
        if found := re.match(rb"AT\+CIPSEND=(\d)", data):
            self.asked = found[1]
        return data

    def piece(self, piece):
        if self.entering:
            piece = re.sub(rb"\+RECEIVE,\d,", b"+RECEIVE," + self.asked + b",", piece)
        return (piece,)


class ClientAsZero(Firmware):
    """Announce a client as number 0 while there are other connections."""

    def piece(self, piece):
        if len(self.links) > 1:
            piece = re.sub(rb"\d(, ?REMOTE IP)", rb"0\1", piece)
        return (piece,)


class ClosedToldAgain(Firmware):
    """Tell with each connection that is closed all that were before."""

    def __init__(self):
        super().__init__()
        self.closed = []

    def piece(self, piece):
        found = re.fullmatch(rb"\r\n(\d), CLOSED\r\n", piece)
        if not found:
            return (piece,)
        self.closed.append(piece)
        return (b"".join(self.closed),)


# --- 4 ---


def shut_and_first(module, usual):
    """Shut the selected context, and select the first."""
    reply = usual(module)
    stack(module).selected = 0
    return reply


# --- 5 ---


class NameOfTheFailed(Firmware):
    """Tell, in the first good answer after a bad one, the name of the bad one."""

    asked = b""
    failed = b""

    def command(self, data):
        if found := re.match(rb'AT\+CDNSGIP="?([^"\r]+)', data):
            self.asked = found[1]
        return data

    def piece(self, piece):
        if b"+CDNSGIP: 0" in piece:
            self.failed = self.asked
        if self.failed and b"+CDNSGIP: 1" in piece:
            piece = re.sub(rb'(: 1,")[^"]+', rb"\1" + self.failed, piece)
            self.failed = b""
        return (piece,)


class SecondFailureUntold(Firmware):
    """Say nothing of a name that failed before."""

    def __init__(self):
        super().__init__()
        self.failed = set()

    def event(self, event):
        if isinstance(event, net.ResolveFailed):
            if event.name in self.failed:
                return ()
            self.failed.add(event.name)
        return (event,)


class CapitalsUnknown(Firmware):
    """Find no name that is spelt in capitals."""

    def request(self, request):
        if isinstance(request, net.Connect) and re.search("[A-Z]", request.host):
            request = replace(request, host="nowhere.invalid")
        return (request,)


# --- 6 ---


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


# --- 7 ---


class UnannouncedAfterDigits(Firmware):
    """Do not announce what arrives after the waiting data was fetched as digits."""

    quiet = False

    def command(self, data):
        if found := re.match(rb"AT\+CIPRXGET=([23])", data):
            self.quiet = found[1] == b"3"
        return data

    def piece(self, piece):
        return () if self.quiet and re.fullmatch(rb"\r\n\+CIPRXGET: ?1(,\d)?\r\n", piece) else (piece,)


# --- 8 to 12 ---


class QuickWithoutNumber(Firmware):
    """Tell the end of a quick close without the number."""

    quick = False

    def command(self, data):
        if data.startswith(b"AT+CIPCLOSE"):
            self.quick = bool(re.match(rb"AT\+CIPCLOSE=\d,1", data))
        return data

    def piece(self, piece):
        return (re.sub(rb"\d, ?CLOSE OK", b"CLOSE OK", piece) if self.quick else piece,)


class DeactToldOnce(Firmware):
    """Tell PDP DEACT the first time it is asked for, IP INITIAL from then on."""

    told = False

    def command(self, data):
        if data.startswith(b"AT+CIPSHUT"):
            self.told = False
        return data

    def piece(self, piece):
        if b"STATE: PDP DEACT" in piece:
            if self.told:
                piece = piece.replace(b"PDP DEACT", b"IP INITIAL")
            self.told = True
        return (piece,)


class StatusRefusedInTransparentMode(Mishearing):
    """Refuse AT+CIPSTATUS after the escape from data mode."""

    transparent = False

    def takes(self, data):
        if found := re.match(rb"AT\+CIPMODE=([01])", data):
            self.transparent = found[1] == b"1"
        return b"AT+CIPSTATUS=9\r" if self.transparent and self.links and data == b"AT+CIPSTATUS\r" else data


class ClosedLostAsleep(Firmware):
    """Say nothing of a connection that is closed while DTR lets the module sleep."""

    sleeps = False
    high = False
    unsaid = False

    def command(self, data):
        if found := re.match(rb"AT\+CSCLK=(\d)", data):
            self.sleeps = found[1] == b"1"
        return data

    def sense(self, line, high):
        if line == "DTR":
            self.high = high
        return ((0, line, high),)

    def piece(self, piece):
        lost = self.sleeps and self.high and re.fullmatch(rb"\r\n(\d, )?CLOSED\r\n", piece)
        return () if lost else (piece,)


class DeafAfterReset(Firmware):
    """Receive nothing on the connection that follows one which was reset."""

    reset = False
    deaf = 0

    def request(self, request):
        if isinstance(request, net.Connect) and self.reset:
            self.reset, self.deaf = False, request.link
        return (request,)

    def event(self, event):
        if isinstance(event, net.LinkLost):
            self.reset = True
        return () if isinstance(event, net.Received) and event.link == self.deaf else (event,)


class WithoutPromptWithoutEnd(Firmware):
    """Leave SEND OK out with AT+CIPSPRT=0."""

    without = False

    def command(self, data):
        if found := re.match(rb"AT\+CIPSPRT=(\d)", data):
            self.without = found[1] == b"0"
        return data

    def piece(self, piece):
        return () if self.without and b"SEND OK" in piece else (piece,)


class FirstDataOfClient(Receiving):
    """Lose what a client sends in the first three seconds."""

    deaf_until = 0

    def network_event(self, event):
        if isinstance(event, net.Incoming):
            self.deaf_until = self.module.now + 3 * SECOND
        if isinstance(event, net.Received) and event.link < 0 and self.module.now < self.deaf_until:
            return
        super().network_event(event)


class HeadersFirst(Receiving):
    """Put the data out 200 ms behind its header."""

    def _received(self, connection, event):
        if not stack(self.module).multi or self.module.settings["cip.fetch"]:
            super()._received(connection, event)
            return
        source = f"{event.address}:{event.port}"
        self.module.announce(self.header(connection, source, len(event.data)))
        self.module.after(200 * MS, lambda: self.module.announce(event.data))


class OkBehindTheList(Firmware):
    """Put the OK behind the list of AT+CIPSTATUS, where there are two connections or more."""

    asked = False
    kept = b""

    def command(self, data):
        self.asked = data == b"AT+CIPSTATUS\r"
        return data

    def piece(self, piece):
        if self.asked and self.multi and len(self.links) > 1 and piece == b"\r\nOK\r\n":
            self.asked, self.kept = False, piece
            return ()
        if self.kept and b"C: 5" in piece:
            kept, self.kept = self.kept, b""
            return (piece, kept)
        return (piece,)


class NamesNotWhileConnected(Mishearing):
    """Refuse to look a name up while there is a connection."""

    def takes(self, data):
        return b"AT+CDNSGIP=\r" if self.links and data.startswith(b"AT+CDNSGIP=") else data


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


class SlowNotByNumber(Mishearing):
    """Refuse mode 0 of AT+CIPCLOSE, which can only be left out, in multi connection mode."""

    def takes(self, data):
        return re.sub(rb"(AT\+CIPCLOSE=\d),0\r", rb"\1,9\r", data) if self.multi else data


class DatagramsLostAsleep(ClosedLostAsleep):
    """Lose datagrams that come while DTR lets the module sleep."""

    def event(self, event):
        asleep = self.sleeps and self.high and isinstance(event, net.Received)
        return () if asleep and self.protocols.get(event.link) == "UDP" else (event,)

    def piece(self, piece):
        return (piece,)


def four_pluses():
    """Take four plus signs for the escape sequence."""
    return lambda data: b"+++" if data == b"++++" else data


def no_return_to_udp(module, usual):
    """Refuse to go back to a UDP connection."""
    return refuse(module) if stack(module).connections[0].protocol == "UDP" else usual(module)


class EndsWhereClientResets(Firmware):
    """Say nothing of a connection that was reset while data waits for its acknowledgement."""

    waiting = 0

    def request(self, request):
        self.waiting += isinstance(request, net.Send)
        return (request,)

    def event(self, event):
        if isinstance(event, net.Acknowledged):
            self.waiting = 0
        return (event,)

    def piece(self, piece):
        return () if self.waiting and re.fullmatch(rb"\r\n(\d, )?CLOSED\r\n", piece) else (piece,)


class ServerEndsWithFifth(Mishearing):
    """Refuse to send to a client while four others are connected."""

    def takes(self, data):
        clients = sum(link < 0 for link in self.links.values())
        return re.sub(rb"AT\+CIPSEND=(\d)\r", rb"AT+CIPSEND=9\r", data) if clients >= 5 else data


class LengthWithTheName(Firmware):
    """Count two bytes too many in +RECEIVE from a hundred bytes up."""

    def piece(self, piece):
        def spelt(found):
            length = int(found[2])
            return found[1] + str(length + 2 if length >= 100 else length).encode() + b":"

        return (re.sub(rb"(\+RECEIVE,\d,)(\d+):", spelt, piece),)


class PromptForgottenWhenMulti(Firmware):
    """Show the prompt in multi connection mode, whatever AT+CIPSPRT says."""

    shown = True
    asked = False

    def command(self, data):
        if found := re.match(rb"AT\+CIPSPRT=(\d)", data):
            self.shown = found[1] != b"0"
        self.asked = data.startswith(b"AT+CIPSEND=")
        return data

    def piece(self, piece):
        if self.asked and self.multi and not self.shown and piece.startswith(b"AT+CIPSEND="):
            self.asked = False
            return (piece, b"\r\n> ")
        return (piece,)


class QuickCloseOfUdpUntold(Firmware):
    """Say nothing when a UDP connection is closed quickly."""

    quick = False

    def command(self, data):
        self.quick = bool(re.match(rb"AT\+CIPCLOSE=(\d,)?1\r", data)) and "UDP" in self.protocols.values()
        return data

    def piece(self, piece):
        return () if self.quick and b"CLOSE OK" in piece else (piece,)


class AddressOnce(Firmware):
    """Tell the address of the client once, and 0.0.0.0 for further ones of the same address."""

    def __init__(self):
        super().__init__()
        self.told = set()

    def piece(self, piece):
        if found := re.search(rb"REMOTE IP: ([\d.]+)", piece):
            if found[1] in self.told:
                piece = piece.replace(found[1], b"0.0.0.0")
            self.told.add(found[1])
        return (piece,)


class SelectedByNumber(Mishearing):
    """Refuse AT+CIPSGTXT for the context that is selected already."""

    def takes(self, data):
        found = re.fullmatch(rb"AT\+CIPSGTXT=([01])\r", data)
        return b"AT+CIPSGTXT=9\r" if found and int(found[1]) == self.selected else data


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


class RingOfTheSecondLost(Firmware):
    """Say nothing of a call that comes in data mode after ATO."""

    returned = False

    def command(self, data):
        if data.upper().startswith(b"ATO"):
            self.returned = True
        return data

    def piece(self, piece):
        return () if self.returned and piece == b"\r\nRING\r\n" else (piece,)


class DataBehindClosed(Firmware):
    """Report CLOSED before the data that came with the end."""

    kept = b""

    def event(self, event):
        if isinstance(event, net.Received) and not self.entering:
            return ((150 * MS, event),)
        return (event,)


DEFECTS = (
    Defect(
        id="sim800-2.1.1-third-not-waited-for",
        requirement="SIM800-2.1.1-R12",
        sentence="On TCP SEND OK says that the far end has the data.",
        instead="It does for two sendings; that of the third comes at once.",
        kind="repetition",
        change=Change(firmware=ThirdNotWaitedFor),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 1
            server stops
            send AT+CIPSEND
            type three<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-2.1.1-address-of-the-far-end",
        requirement="SIM800-2.1.1-R10",
        sentence="AT+CIFSR tells the local address.",
        instead="While there is a connection it tells that of the far end.",
        kind="one at a time",
        change=Change(firmware=AddressOfFarEnd),
        probe="""
            server TCP
            given connected server
            send AT+CIFSR
        """,
    ),
    Defect(
        id="sim800-2.1.1-closed-at-the-prompt",
        requirement="SIM800-2.1.1-U2",
        sentence="CLOSED tells that the server has closed.",
        instead="It is lost when that happens while the host types what to send.",
        kind="two at once",
        change=Change(firmware=ClosedAtThePrompt),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            server closes
            type you<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-2.1.3-client-after-reset",
        requirement="SIM800-2.1.3-U1",
        sentence="Each client that connects is announced with its address.",
        instead="The one that follows a client which reset its connection is not.",
        kind="repetition",
        change=Change(firmware=ClientAfterReset),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            client resets
            client connects 5000
        """,
    ),
    Defect(
        id="sim800-2.1.4-merged-datagrams",
        requirement="SIM800-2.1.4-U1",
        sentence="Each datagram is put out with its source and its length.",
        instead="Two of one sender within 200 ms are put out as one.",
        kind="two at once",
        change=Change(parts={Receiving: MergedDatagrams}),
        probe="""
            server UDP
            send AT+CIPHEAD=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type x<Ctrl-Z>
            wait 1
            server sends one
            server sends two
        """,
    ),
    Defect(
        id="sim800-2.1.4-only-the-new-destination",
        requirement="SIM800-2.1.4-R1",
        sentence="In extended mode data comes from any address and port.",
        instead="Once AT+CIPUDPMODE=2 has set another destination it comes from that only.",
        kind="repetition",
        change=Change(firmware=OnlyNewDestination),
        probe="""
            server UDP
            second UDP
            send AT+CIPUDPMODE=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type x<Ctrl-Z>
            wait 1
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            server sends one
        """,
    ),
    Defect(
        id="sim800-2.1.4-port-with-a-sign",
        requirement="SIM800-2.1.4-R6",
        sentence="AT+CIPUDPMODE? tells the port that data is sent to.",
        instead="Ports from 32768 up are told as negative numbers.",
        kind="binary",
        change=Change(firmware=respells(rb'(\+CIPUDPMODE: 1,"[^"]+",)(\d+)', lambda _, found: signed(found))),
        probe="""
            server UDP
            send AT+CIPUDPMODE=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPUDPMODE=2,"{server.ip}",40000
            send AT+CIPUDPMODE?
        """,
    ),
    Defect(
        id="sim800-2.2.1-flow-characters-after-return",
        requirement="SIM800-2.2.1-R2",
        sentence="All that is typed in data mode is data.",
        instead="Once ATO has led back, 0x11 and 0x13 are taken out.",
        kind="binary",
        change=Change(firmware=FlowCharactersAfterReturn),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            type a<0x11><0x13>b
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.1-kept-twice",
        requirement="SIM800-2.2.1-R3",
        sentence="What arrives is put out as it is.",
        instead="What arrived in command mode is put out twice when ATO leads back.",
        kind="repetition",
        change=Change(parts={DataMode: KeptTwice}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            server sends hello
            send ATO
        """,
    ),
    Defect(
        id="sim800-2.2.1-last-data-with-the-end",
        requirement="SIM800-2.2.1-R3",
        sentence="What arrives is put out.",
        instead="Not what arrives less than 100 ms before the server closes.",
        kind="timing",
        change=Change(parts={DataMode: LastDataWithTheEnd}),
        probe="""
            server TCP
            given data-mode server
            type x
            wait 1
            server sends hello
            server closes
        """,
    ),
    Defect(
        id="sim800-2.2.1-deaf-after-return",
        requirement="SIM800-2.2.1-R2",
        sentence="After CONNECT all that is typed is data.",
        instead="What is typed within 200 ms of the CONNECT of ATO is lost.",
        kind="timing",
        change=Change(parts={DataMode: DeafAfterReturn}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            type ATO<CR>
            wait 0.1
            type hello
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.1-no-status-after-escape",
        requirement="SIM800-2.2.1-R5",
        sentence="After the switch to command mode all commands can be used.",
        instead="AT+CIPSTATUS is refused while the connection lives.",
        kind="one at a time",
        change=Change(firmware=StatusRefusedInTransparentMode),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-2.2.2-size-forgotten",
        requirement="SIM800-2.2.2-R4",
        sentence="SendSz is the size of a block that is sent without waiting.",
        instead="It is for the first connection; later ones have 1460.",
        kind="repetition",
        change=Change(parts={DataMode: SizeForgotten}),
        probe="""
            server TCP
            send AT+CIPCCFG=5,10,100,1,0,1460,50
            send AT+CIPMODE=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            type <100 bytes>
            wait 3
        """,
    ),
    Defect(
        id="sim800-2.2.2-pause-of-eight-bits",
        requirement="SIM800-2.2.2-T2",
        sentence="Rxtimer is the time between two portions.",
        instead="It is kept in eight bits, so that 300 ms are 44.",
        kind="binary",
        change=Change(parts={DataMode: PauseOfEightBits}),
        probe="""
            server TCP
            send AT+CIPCCFG=5,2,1024,1,1,50,300
            send AT+CIPMODE=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends <200 bytes>
            wait 3
        """,
    ),
    Defect(
        id="sim800-2.2.4-arrival-counts-as-input",
        requirement="SIM800-2.2.4-T1",
        sentence="The silence before the escape sequence is one of what the host types.",
        instead="What arrives from the network breaks it.",
        kind="two at once",
        change=Change(parts={DataMode: ArrivalCountsAsInput}),
        probe="""
            server TCP
            given data-mode server
            network round-trip 5000000
            server sends hello
            wait 0.9
            type +++
            wait 3
        """,
    ),
    Defect(
        id="sim800-2.2.4-long-dtr-unheard",
        requirement="SIM800-2.2.4-T2",
        sentence="DTR low for a second or more, and then high, leads to command mode.",
        instead="It does not when it was low for more than five seconds.",
        kind="timing",
        change=Change(parts={DataMode: LongDtrUnheard}),
        probe="""
            server TCP
            send AT&D1
            send AT+CIPMODE=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            line DTR high
            wait 1
            line DTR low
            wait 8
            line DTR high
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.5-pulse-of-the-message",
        requirement="SIM800-2.2.5-T1",
        sentence="A call in data mode makes RI low for 50 ms.",
        instead="For 120 ms, as for a message, once a message has come.",
        kind="two at once",
        change=Change(firmware=PulseOfTheMessage),
        probe="""
            server TCP
            given data-mode server
            network deliver-message
            network call
        """,
    ),
    Defect(
        id="sim800-2.2.5-message-beside-a-call",
        requirement="SIM800-2.2.5-E1",
        sentence="Back in command mode, the message that came is reported by +CMTI.",
        instead="Not one that came while a call came in.",
        kind="two at once",
        change=Change(firmware=MessageBesideCall),
        probe="""
            server TCP
            given data-mode server
            network call
            network deliver-message
            wait 2
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.3-one-port-for-both",
        requirement="SIM800-2.3-R2",
        sentence="The local port is fixed at what AT+CLPORT gave.",
        instead="What was given last, for TCP or UDP, holds for both.",
        kind="two at once",
        change=Change(firmware=OnePortForBoth),
        probe="""
            server UDP
            send AT+CLPORT="UDP",6000
            send AT+CLPORT="TCP",5000
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            server connects 6000
            server sends hello
        """,
    ),
    Defect(
        id="sim800-3.1-under-the-number-of-the-prompt",
        requirement="SIM800-3.1-U2",
        sentence="The header tells the connection on which data came.",
        instead="While data is typed, it tells the one that it is typed for.",
        kind="two at once",
        change=Change(firmware=UnderTheNumberOfThePrompt),
        probe=f"""
            {TWO}
            send AT+CIPSEND=1
            server sends hello
            type you<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-3.1-closed-told-again",
        requirement="SIM800-3.1-U3",
        sentence="CLOSED is told of the connection that was closed.",
        instead="With the second one the first is told again.",
        kind="repetition",
        change=Change(firmware=ClosedToldAgain),
        probe=f"""
            {TWO}
            second closes
            server closes
        """,
    ),
    Defect(
        id="sim800-3.2-client-as-zero",
        requirement="SIM800-3.2-U1",
        sentence="A client is announced with the number that it was given.",
        instead="With 0, where there are other connections.",
        kind="two at once",
        change=Change(firmware=ClientAsZero),
        probe="""
            server TCP
            client TCP
            given connected-multi server 0
            send AT+CIPSERVER=1,5000
            client connects 5000
        """,
    ),
    Defect(
        id="sim800-4-first-selected-by-shut",
        requirement="SIM800-4-R3",
        sentence="AT+CIPSGTXT=1 selects the second context.",
        instead="AT+CIPSHUT selects the first again.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPSHUT", execute=shut_and_first),)),
        probe="""
            given multi
            send AT+CIPSGTXT=1
            send AT+CSTT="CMWAP"
            send AT+CIPSHUT
            send AT+CSTT="CMWAP"
            send AT+CIPSGTXT=0
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-5-name-of-the-failed",
        requirement="SIM800-5-U1",
        sentence="The answer tells the name that was asked for.",
        instead="After one that could not be resolved it tells that one once more.",
        kind="repetition",
        change=Change(firmware=NameOfTheFailed),
        probe="""
            given ip-status
            send AT+CDNSGIP=abctest
            send AT+CDNSGIP=www.baidu.com
        """,
    ),
    Defect(
        id="sim800-5-second-failure-untold",
        requirement="SIM800-5-X1",
        sentence="A name that cannot be resolved is told by 0,8.",
        instead="Once; asked again, nothing follows the OK.",
        kind="repetition",
        change=Change(firmware=SecondFailureUntold),
        probe="""
            given ip-status
            send AT+CDNSGIP=abctest
            send AT+CDNSGIP=abctest
        """,
    ),
    Defect(
        id="sim800-5-capitals-unknown",
        requirement="SIM800-5-R1",
        sentence="AT+CIPSTART connects to a domain name.",
        instead="Not to one spelt in capitals.",
        kind="binary",
        change=Change(firmware=CapitalsUnknown),
        probe="""
            server TCP
            given ip-status
            send AT+CIPSTART="TCP","WWW.SIM.COM","{server.port}"
        """,
    ),
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
        id="sim800-8-deact-told-once",
        requirement="SIM800-8-S17",
        sentence="PDP DEACT is the state after the context was deactivated.",
        instead="It is told once; asked again, IP INITIAL is told.",
        kind="repetition",
        change=Change(firmware=DeactToldOnce),
        probe="""
            given ip-status
            network withdraw-context
            send AT+CIPSTATUS
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-9-quick-close-without-number",
        requirement="SIM800-9-R3",
        sentence="In multi connection mode the number goes before what is told.",
        instead="CLOSE OK of a quick close comes without.",
        kind="one at a time",
        change=Change(firmware=QuickWithoutNumber),
        probe=f"""
            {TWO}
            send AT+CIPCLOSE=1,1
        """,
    ),
    Defect(
        id="sim800-10-carrier-flickers-at-return",
        requirement="SIM800-10-R2",
        sentence="DCD is low as long as the connection lives.",
        instead="It goes high for 100 ms when ATO leads back.",
        kind="timing",
        change=Change(parts={DataMode: CarrierFlickersAtReturn}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            wait 2
        """,
    ),
    Defect(
        id="sim800-11-closed-lost-asleep",
        requirement="SIM800-11-R6",
        sentence="Any event over the air wakes the module.",
        instead="That the server closed is never told if the module was asleep.",
        kind="two at once",
        change=Change(firmware=ClosedLostAsleep),
        probe="""
            server TCP
            given connected server
            send AT+CSCLK=1
            line DTR high
            wait 10
            server closes
            line DTR low
            wait 2
        """,
    ),
    Defect(
        id="sim800-12-deaf-after-reset",
        requirement="SIM800-12-X1",
        sentence="After an error AT+CIPCLOSE and AT+CIPSTART set the connection up again.",
        instead="They do, but on one that follows a reset nothing is received.",
        kind="repetition",
        change=Change(firmware=DeafAfterReset),
        probe="""
            server TCP
            given connected server
            server resets
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
        """,
    ),
    Defect(
        id="sim800-2.1.1-without-prompt-without-end",
        requirement="SIM800-2.1.1-R11",
        sentence="AT+CIPSPRT sets whether the prompt comes.",
        instead="With 0 SEND OK does not come either.",
        kind="one at a time",
        change=Change(firmware=WithoutPromptWithoutEnd),
        probe="""
            server TCP
            given connected server
            send AT+CIPSPRT=0
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-2.1.3-first-data-of-client",
        requirement="SIM800-2.1.3-R3",
        sentence="Data of the client is put out.",
        instead="Not what it sends in the first three seconds.",
        kind="timing",
        change=Change(parts={Receiving: FirstDataOfClient}),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            client sends hello
        """,
    ),
    Defect(
        id="sim800-3.1-headers-first",
        requirement="SIM800-3.1-U2",
        sentence="The data follows the line with its number and length.",
        instead="200 ms later, so that another header can come in between.",
        kind="two at once",
        change=Change(parts={Receiving: HeadersFirst}),
        probe=f"""
            {TWO}
            server sends hello
            second sends you
        """,
    ),
    Defect(
        id="sim800-2.2.4-four-pluses",
        requirement="SIM800-2.2.4-T1",
        sentence="The escape sequence is three plus signs with silence behind them.",
        instead="Four are taken for it as well.",
        kind="binary",
        change=Change(listens=four_pluses),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type ++++
            wait 3
        """,
    ),
    Defect(
        id="sim800-2.2.4-no-return-to-udp",
        requirement="SIM800-2.2.4-R8",
        sentence="ATO leads back to data mode while the connection lives.",
        instead="It is refused for a UDP connection.",
        kind="one at a time",
        change=Change(commands=(wrapped("O", execute=no_return_to_udp),)),
        probe="""
            server UDP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
        """,
    ),
    Defect(
        id="sim800-3.1-ok-behind-the-list",
        requirement="SIM800-3.1-R6",
        sentence="AT+CIPSTATUS answers OK, and then the state and the list.",
        instead="OK comes behind the list where there are two connections.",
        kind="two at once",
        change=Change(firmware=OkBehindTheList),
        probe=f"""
            {TWO}
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-5-not-while-connected",
        requirement="SIM800-5-R4",
        sentence="AT+CDNSGIP queries the address of a name.",
        instead="It is refused while there is a connection.",
        kind="two at once",
        change=Change(firmware=NamesNotWhileConnected),
        probe="""
            server TCP
            given connected server
            send AT+CDNSGIP=www.baidu.com
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
        id="sim800-9-slow-not-by-number",
        requirement="SIM800-9-R3",
        sentence="In multi connection mode the mode stands behind the number.",
        instead="0 is refused there; it can be left out only.",
        kind="one at a time",
        change=Change(firmware=SlowNotByNumber),
        probe=f"""
            {TWO}
            send AT+CIPCLOSE=1,0
        """,
    ),
    Defect(
        id="sim800-11-datagrams-lost-asleep",
        requirement="SIM800-11-R5",
        sentence="Data of the remote end wakes the module.",
        instead="That of a UDP connection does not, and is lost.",
        kind="two at once",
        change=Change(firmware=DatagramsLostAsleep),
        probe="""
            server UDP
            given connected server
            send AT+CIPSEND
            type x<Ctrl-Z>
            wait 1
            send AT+CSCLK=1
            line DTR high
            wait 10
            server sends hello
            line DTR low
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.1-reset-while-waiting",
        requirement="SIM800-2.1.1-U2",
        sentence="CLOSED tells that the far end has ended the connection.",
        instead="Not while data waits for its acknowledgement.",
        kind="two at once",
        change=Change(firmware=EndsWhereClientResets),
        probe="""
            server TCP
            given connected server
            server stops
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server closes
            server acknowledges
        """,
        unseen="what is told of a connection that ends while SEND OK is waited for, no document says",
    ),
    Defect(
        id="sim800-3.2-no-data-for-five",
        requirement="SIM800-3.2-R5",
        sentence="AT+CIPSEND=<n> sends to the client with that number.",
        instead="It is refused while five clients are connected.",
        kind="two at once",
        change=Change(firmware=ServerEndsWithFifth),
        probe="""
            aclient TCP
            bclient TCP
            cclient TCP
            dclient TCP
            eclient TCP
            given listening-multi 5000
            aclient connects 5000
            bclient connects 5000
            cclient connects 5000
            dclient connects 5000
            eclient connects 5000
            send AT+CIPSEND=0
        """,
    ),
    Defect(
        id="sim800-3.1-length-with-line-end",
        requirement="SIM800-3.1-U2",
        sentence="The line before received data tells its length.",
        instead="From a hundred bytes up it is two more.",
        kind="binary",
        change=Change(firmware=LengthWithTheName),
        probe="""
            server TCP
            given connected-multi server 0
            server sends <100 bytes>
        """,
    ),
    Defect(
        id="sim800-2.1.1-prompt-in-multi",
        requirement="SIM800-2.1.1-R11",
        sentence="AT+CIPSPRT sets whether the prompt is shown.",
        instead="In multi connection mode it is shown always.",
        kind="two at once",
        change=Change(firmware=PromptForgottenWhenMulti),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSPRT=0
            send AT+CIPSEND=0
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-9-quick-close-of-udp-untold",
        requirement="SIM800-9-R1",
        sentence="AT+CIPCLOSE=1 closes, and CLOSE OK is reported.",
        instead="Not of a UDP connection.",
        kind="one at a time",
        change=Change(firmware=QuickCloseOfUdpUntold),
        probe="""
            server UDP
            given connected server
            send AT+CIPCLOSE=1
        """,
    ),
    Defect(
        id="sim800-3.2-address-once",
        requirement="SIM800-3.2-U1",
        sentence="Each client is told with its address.",
        instead="A second one of the same address is told with four zeros.",
        kind="repetition",
        change=Change(firmware=AddressOnce),
        probe="""
            client TCP
            given listening-multi 5000
            client connects 5000
            client connects 5000
        """,
    ),
    Defect(
        id="sim800-4-selected-again-refused",
        requirement="SIM800-4-R3",
        sentence="AT+CIPSGTXT selects a context, and is answered OK.",
        instead="It is refused for the one that is selected already.",
        kind="repetition",
        change=Change(firmware=SelectedByNumber),
        probe="""
            given multi
            send AT+CIPSGTXT=1
            send AT+CIPSGTXT=1
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
    Defect(
        id="sim800-2.2.5-no-ring-after-return",
        requirement="SIM800-2.2.5-R1",
        sentence="A call that came in data mode is reported when that is left.",
        instead="Not once ATO has led back.",
        kind="repetition",
        change=Change(firmware=RingOfTheSecondLost),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            network call
            wait 2
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.1-closed-before-the-last",
        requirement="SIM800-2.1.1-R6",
        sentence="What arrives is put out.",
        instead="What comes less than 150 ms before the end of the connection is lost.",
        kind="timing",
        change=Change(firmware=DataBehindClosed),
        probe="""
            server TCP
            given connected server
            type A
            server sends hello
            server closes
        """,
    ),
)
