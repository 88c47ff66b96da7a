"""SIM7000 note, all of it once more: what comes second, and what comes beside something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from atconform.emulator.cip import send as sending
from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.fetch import AS_DIGITS
from atconform.emulator.cip.ports import CHOSEN_BY_NETWORK, LocalPorts
from atconform.emulator.cip.receive import Receiving
from atconform.emulator.cip.stack import stack
from atconform.emulator.core.replies import ok
from atconform.emulator.general.escape import EscapeDetector
from atconform.emulator.general.sleep import BY_DTR, Sleep
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Misdirecting, Sending, mishears, respells
from tests.defects.defect import Defect
from tests.defects.filters_sim7000 import after, echoed, in_data_mode
from tests.defects.meddling import wrapped
from tests.defects.seams import Change, Line, Speak
from tests.defects.shared_sim7000_3 import cipsend

SECOND = 1_000_000
FAMILY = "sim7000"


def tells_first(pattern: bytes) -> Callable[[], Speak]:
    """Put what the first such place had into all that follow; the second group of the pattern is the place."""

    def make() -> Speak:
        first: bytes | None = None

        def spell(found: re.Match) -> bytes:
            nonlocal first
            first = found[2] if first is None else first
            return found[1] + first

        return lambda piece: (re.sub(pattern, spell, piece),)

    return make


class StartsCounted(Firmware):
    """Counts connections as they are opened, and not as they end."""

    started = 0

    def command(self, data):
        if self.multi and data.startswith(b"AT+CIPSTART="):
            self.started += 1
            if self.started > 8:
                return b"AT+CIPSTART=8\r"
        if data.startswith(b"AT+CIPSHUT"):
            self.started = 0
        return data


def shuts_and_forgets(name: str, value: object):
    """AT+CIPSHUT: forget a setting too."""

    def execute(module, usual):
        module.settings[name] = value
        return usual(module)

    return wrapped("+CIPSHUT", execute=execute, family=FAMILY)


class DeafAtPrompt(Firmware):
    """Hears nothing of the network while it asks for data."""

    def event(self, event):
        return () if self.entering and isinstance(event, net.Received) else (event,)


class SlowData(Firmware):
    """Takes its time over data, and not over the end of a connection."""

    def event(self, event):
        return ((SECOND // 5, event),) if isinstance(event, net.Received) else (event,)


class PortStays(Firmware):
    """Sends datagrams elsewhere: to another address, and to the port that it had."""

    def __init__(self):
        super().__init__()
        self.ports = {}

    def request(self, request):
        if isinstance(request, net.Connect):
            self.ports[request.link] = request.port
        if isinstance(request, net.Send) and request.to is not None:
            return (replace(request, to=(request.to[0], self.ports[request.link])),)
        return (request,)


class PortsSigned(LocalPorts):
    """Keeps ports as signed numbers of 16 bits: what is above is not set."""

    def effective(self, protocol):
        """Return the local port that a new client connection uses."""
        port = super().effective(protocol)
        return port if port < 0x8000 else CHOSEN_BY_NETWORK


class Watched(EscapeDetector):
    """Takes no account of what was typed in command mode."""

    def reset(self):
        """Begin anew."""
        super().reset()
        self._last_input = -1000 * SECOND


class NoSilenceAfterReturn(DataMode):
    """Wants no silence before +++ behind ATO."""

    def __init__(self, module):
        super().__init__(module)
        self._line._detector.__class__ = Watched


class SilenceOfBoth(DataMode):
    """Wants the network to be silent too before +++."""

    def put_out(self, data):
        """Put received data on the serial line."""
        self._line._detector._last_input = self.module.now
        super().put_out(data)


class NoReturnAfterError(Firmware):
    """Loses sight of the connection when a command is refused in command mode."""

    refused = False
    there = False

    def piece(self, piece):
        if piece.startswith(b"\r\nCONNECT\r\n"):
            self.there, self.refused = True, False
        if self.there and re.search(rb"\r\n(\+CME )?ERROR", piece):
            self.refused = True
        return (piece,)

    def command(self, data):
        return b"ATO1\r" if self.refused and re.fullmatch(rb"ATO0?\r", data) else data


class TwoBits(Misdirecting):
    """Keeps connection numbers in two bits where it sends."""

    def directed(self, request):
        number = self.number_of(request.link)
        if number is not None and number > 3 and number & 3 in self.links:
            return self.links[number & 3]
        return request.link


class ClosedForGood(Firmware):
    """Lists a number as closed for ever, once its far end closed it."""

    def __init__(self):
        super().__init__()
        self.closed = set()

    def piece(self, piece):
        if found := re.fullmatch(rb"\r\n(\d), CLOSED\r\n", piece):
            self.closed.add(found[1])

        def spell(found):
            return found[0].replace(b"CONNECTED", b"CLOSED") if found[1] in self.closed else found[0]

        return (re.sub(rb'C: (\d),[^\r]*"CONNECTED"', spell, piece),)


class SelectsFirst:
    """AT+CIPSHUT: go back to the first context."""

    @staticmethod
    def execute(module, usual):
        """Shut down, and select the first context."""
        reply = usual(module)
        stack(module).selected = 0
        return reply


class DeafInOther(Firmware):
    """Loses what comes in the context that is not selected."""

    def __init__(self):
        super().__init__()
        self.contexts = {}

    def request(self, request):
        if isinstance(request, net.Connect):
            self.contexts[request.link] = request.context
        return (request,)

    def event(self, event):
        if isinstance(event, net.Received) and self.contexts.get(event.link, self.selected) != self.selected:
            return ()
        return (event,)


class NoNameAfterFailure(Firmware):
    """Finds no name any more, once one was not found."""

    failed = False

    def event(self, event):
        if isinstance(event, net.ResolveFailed):
            self.failed = True
        if self.failed and isinstance(event, net.Resolved):
            return (net.ResolveFailed(event.query, event.name),)
        return (event,)


class FirstName(Firmware):
    """Connects to the host that was named first, whatever name is given."""

    first = ""

    def request(self, request):
        if isinstance(request, net.Connect) and re.search("[A-Za-z]", request.host):
            self.first = self.first or request.host
            return (replace(request, host=self.first),)
        return (request,)


def first_time_stays(module, usual, on, seconds):
    """AT+CIPATS: keep the time that was given first."""
    time = module.settings["cip.timed_send"][1]
    return usual(module, on, time or seconds)


class RefusedAgain(Firmware):
    """Refuses the sending after one that was too long."""

    refused = False

    def command(self, data):
        if re.fullmatch(rb"AT\+CIPSEND=(\d,)?14(6[1-9]|[7-9]\d)\r", data):
            self.refused = True
            return data
        if self.refused and data.startswith(b"AT+CIPSEND") and b"?" not in data:
            self.refused = False
            return b"AT+CIPSEND=1461\r" if not self.multi else b"AT+CIPSEND=0,1461\r"
        return data


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


class SleepsForGood(Sleep):
    """Cannot be told not to sleep any more."""

    told = False

    def _may_sleep(self):
        self.told = self.told or self.module.settings["csclk"] == BY_DTR
        return self.told and self.module.pins.host("DTR")


class LosesWhileAsleep(Receiving):
    """Receives asleep once; from the second sleep on what comes is lost."""

    naps = 0
    asleep = False

    def network_event(self, event):
        """Receive data from the network."""
        asleep = self.module.find(Sleep)._asleep
        if asleep and isinstance(event, net.Received):
            self.naps += 1
            if self.naps > 1:
                return
        super().network_event(event)


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


def server_without_udp(firmware: Firmware, found: re.Match) -> bytes:
    """Leave UDP out of what can be sent on each connection."""
    link = firmware.links.get(int(found[1]))
    return b"" if link is not None and firmware.protocols.get(link) == "UDP" else found[0]


class ReachesFirst(Firmware):
    """Lets a second client take the place of the first."""

    def __init__(self):
        super().__init__()
        self.accepted = []

    def event(self, event):
        if isinstance(event, net.Incoming) and not self.multi:
            gone = tuple(net.PeerClosed(link) for link in self.accepted)
            self.accepted = [event.link]
            return (*gone, event)
        return (event,)


class ClosesClients(Firmware):
    """Closes what the server accepted together with the server."""

    def __init__(self):
        super().__init__()
        self.accepted = []

    def event(self, event):
        if isinstance(event, net.Incoming):
            self.accepted.append(event.link)
        return (event,)

    def request(self, request):
        if isinstance(request, net.StopListening):
            return (request, *(net.Close(link, abort=True) for link in self.accepted))
        return (request,)


class WholePortions(DataMode):
    """Puts out portions that are full, and holds back what is left."""

    def _put_out(self):
        transfer = self._transfer
        if transfer.portions and len(self._received) < transfer.portion_size:
            self._gap = None
            return
        super()._put_out()


class ForgetsOnLeaving(DataMode):
    """Throws away what has not been sent when data mode is left."""

    def _leaving(self):
        self._collected.clear()
        super()._leaving()


class DeafToDtr(DataMode):
    """Does not follow DTR where +++ is off."""

    def line_changed(self, line, *, high):
        """Follow DTR."""
        if self._transfer.escape or not high:
            super().line_changed(line, high=high)


class PortsInMulti(LocalPorts):
    """Has the port of AT+CLPORT in multi connection mode too."""

    def effective(self, protocol):
        """Return the local port that a new client connection uses."""
        numbered = max(self.ports, key=lambda one: one[protocol])
        return numbered[protocol]


def listed_for_good():
    """List the server after it has been closed too."""
    line = b""
    closed = False

    def speak(piece):
        nonlocal line, closed
        if found := re.match(rb"\r\nS: [^\r]*\r\n", piece):
            line, closed = found[0], False
        closed = closed or piece == b"\r\nSERVER CLOSE\r\n"
        if closed and line and piece.startswith(b"\r\nC: 0,"):
            return (line, piece)
        return (piece,)

    return speak


def closed_again():
    """Report a connection that the host closed once more, as if the far end had."""

    def speak(piece):
        if found := re.fullmatch(rb"\r\n(\d), CLOSE OK\r\n", piece):
            return (piece, (2 * SECOND, b"\r\n%b, CLOSED\r\n" % found[1]))
        return (piece,)

    return speak


def state_of_first(module, usual):
    """AT+CIPSTATUS: tell the state of the first context, whichever is selected."""
    reply = usual(module)

    def printed():
        cip = stack(module)
        selected, cip.selected = cip.selected, 0
        reply.then()
        cip.selected = selected

    return replace(reply, then=printed)


class NameAskedLast(Firmware):
    """Tells each result with the name that was asked for last."""

    name = ""

    def request(self, request):
        if isinstance(request, net.Resolve):
            self.name = request.name
        return (request,)

    def event(self, event):
        return (replace(event, name=self.name),) if isinstance(event, net.Resolved) else (event,)


def timed_on_lowest(module, number, length):
    """AT+CIPSEND=<n>: send on the lowest number where the timer is on."""
    timed, _ = module.settings["cip.timed_send"]
    if timed and length is None:
        number = min((connection.number for connection in stack(module).live()), default=number)
    return sending.send(module, number, length)


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
    return ok() if mode == 0 and module.settings["cip.fetch"] else usual(module, mode, *rest)


def digits_extended(module, usual, mode, *rest):
    """AT+CIPRXGET=3: spell bytes as signed numbers of 32 bits, of which the upper ones are left out if they are 0."""
    reply = usual(module, mode, *rest)
    if mode != AS_DIGITS or not reply.payload:
        return reply
    data = bytes.fromhex(reply.payload.decode())
    return replace(reply, payload=b"".join(b"%02X" % byte if byte < 0x80 else b"FFFFFF%02X" % byte for byte in data))


class FullBlocks(Sending):
    """Loses the last byte of what fills blocks of 512 bytes."""

    def sent(self, request):
        data = request.data
        return data[:-1] if request.size is None and len(data) % 512 == 0 else data


def detached_behind_shut():
    """Tell that the packet service is gone, once a context was shut."""
    return after(rb"SHUT OK", rb"\+CGATT: 1", b"+CGATT: 0")()


def small_portions_stay(module, usual, *values):
    """AT+CIPCCFG: keep size and pause of portions as they were set first."""
    reply = usual(module, *values)
    kept = getattr(module, "portions_kept", None)
    if kept is None:
        module.portions_kept = module.settings["cip.transfer"][5:]
    else:
        module.settings["cip.transfer"] = (*module.settings["cip.transfer"][:5], *kept)
    return reply


class EchoesAgain(Firmware):
    """Echoes what is typed in data mode, once it was entered for a second time."""

    entered = 0
    data = False

    def piece(self, piece):
        if piece == b"\r\nCONNECT\r\n":
            self.entered, self.data = self.entered + 1, True
        elif re.fullmatch(rb"\r\n(OK|CLOSED|\+PDP: DEACT)\r\n", piece):
            self.data = False
        return (piece,)

    def listens(self, data):
        if self.data and self.entered > 1 and data.strip(b"+"):
            return (data, data)
        return super().listens(data)


class LosesBetween(Firmware):
    """Loses the first byte of what is typed at the prompt after a pause."""

    typed = 0

    def listens(self, data):
        if not self.entering:
            self.typed = 0
            return super().listens(data)
        self.typed += 1
        return data[1:] if self.typed > 1 and len(data) > 1 else data


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


def state_first():
    """Tell the state before OK, from the second time on."""
    met = 0
    held = b""

    def speak(piece):
        nonlocal met, held
        if echoed(piece) == b"AT+CIPSTATUS":
            met += 1
            return (piece,)
        if met > 1 and piece == b"\r\nOK\r\n" and not held:
            held = piece
            return ()
        if held and b"STATE: " in piece:
            held, late = b"", held
            return (piece, late)
        return (piece,)

    return speak


def timer_goes_on(module, number, length):
    """Let the timer of the entry before go on for the next one, which has half of it left."""
    reply = sending.send(module, number, length)
    if reply.prompt is not None and reply.prompt.time:
        if getattr(module, "timed_before", False):
            reply.prompt.time //= 2
        module.timed_before = True
    return reply


class ShutStaysOpen(Firmware):
    """Goes on listening when the context is shut."""

    asked = False

    def command(self, data):
        self.asked = data.startswith((b"AT+CIPSERVER=0", b"AT+CIPCLOSE"))
        return data

    def request(self, request):
        return () if isinstance(request, net.StopListening | net.Deactivate) and not self.asked else (request,)


class ListeningStill(Firmware):
    """Tells that it listens when the second client is connected."""

    came = 0

    def event(self, event):
        self.came += isinstance(event, net.Incoming)
        return (event,)

    def piece(self, piece):
        return (piece.replace(b"STATE: CONNECT OK", b"STATE: SERVER LISTENING") if self.came > 1 else piece,)


class DtrAsEntered(DataMode):
    """Follows DTR as AT&D told when the connection came up."""

    told = 0

    def enter(self, connection):
        """Report CONNECT and carry data."""
        self.told = self.module.settings["dtr"]
        super().enter(connection)

    def line_changed(self, line, *, high):
        """Follow DTR."""
        if self.told == self.module.settings["dtr"] or not self.active or not high:
            super().line_changed(line, high=high)


class ClosedBehindShut(Firmware):
    """Tells UDP CLOSED behind AT+CIPSHUT, where there was a UDP connection."""

    shut = False

    def piece(self, piece):
        if b"SHUT OK" in piece:
            self.shut = "UDP" in self.protocols.values() and not self.multi
        if echoed(piece).startswith(b"AT+CSTT"):
            self.shut = False
        return (piece.replace(b"STATE: IP INITIAL", b"STATE: UDP CLOSED") if self.shut else piece,)


class CutsAsleep(Receiving):
    """Keeps the first 64 bytes of what comes while it sleeps."""

    def network_event(self, event):
        """Receive data from the network."""
        if isinstance(event, net.Received) and self.module.find(Sleep)._asleep:
            event = replace(event, data=event.data[:64])
        super().network_event(event)


def cut_of_clients():
    """Keep the first 1024 bytes of what a client sends at once."""

    def hear(event):
        if isinstance(event, net.Received) and event.link < 0:
            event = replace(event, data=event.data[:1024])
        return (event,)

    return hear


class RestGoesAlong(Sending):
    """Sends the last byte of what was too long with what is typed next."""

    rest = b""
    was_entering = False

    def piece(self, piece):
        if self.was_entering and b"ERROR" in piece:
            self.rest = b"x"
        self.was_entering = self.entering
        return (piece,)

    def sent(self, request):
        rest, self.rest = self.rest, b""
        return rest + request.data


DEFECTS = (
    Defect(
        id="sim7000-3-starts-counted",
        requirement="SIM7000-3-L1",
        sentence="Eight connections in total are supported.",
        instead="The ninth that is opened is refused, however many have been closed meanwhile.",
        kind="repetition",
        change=Change(firmware=StartsCounted),
        probe="\nserver TCP\ngiven ip-status-multi\n"
        + "\n".join('send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"\nsend AT+CIPCLOSE=0' for _ in range(9)),
    ),
    Defect(
        id="sim7000-2.1-mode-shut",
        requirement="SIM7000-2.1-R1",
        sentence="AT+CIPMODE=1 selects transparent mode.",
        instead="AT+CIPSHUT goes back to non-transparent mode.",
        kind="repetition",
        change=Change(commands=(shuts_and_forgets("cip.transparent", 0),)),
        probe="""
            server TCP
            send AT+CIPMODE=1
            send AT+CIPSHUT
            send AT+CIPMODE?
        """,
    ),
    Defect(
        id="sim7000-2.1.1-deaf-at-prompt",
        requirement="SIM7000-2.1.1-R6",
        sentence="Data of the server comes to the serial port by itself.",
        instead="What comes while the prompt waits for input is lost.",
        kind="timing",
        change=Change(firmware=DeafAtPrompt),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            server sends early
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7000-2.1.1-last-data-lost",
        requirement="SIM7000-2.1.1-R6",
        sentence="Data of the server comes to the serial port by itself.",
        instead="What comes right before the server closes is lost.",
        kind="timing",
        change=Change(firmware=SlowData),
        probe="""
            server TCP
            given connected server
            server sends hello
            server sends last words
            server closes
        """,
    ),
    Defect(
        id="sim7000-2.1.1-address-then-ok",
        requirement="SIM7000-2.1.1-R10",
        sentence="AT+CIFSR answers the address alone.",
        instead="From the second time on OK comes behind it.",
        kind="repetition",
        change=Change(lines=(Line(r"(\d+\.\d+\.\d+\.\d+)", "\\1\r\n\r\nOK", spared=1),)),
        probe="""
            given ip-status
            send AT+CIFSR
            send AT+CIFSR
        """,
    ),
    Defect(
        id="sim7000-2.1.1-first-apn-told",
        requirement="SIM7000-2.1.1-R8",
        sentence="AT+CSTT sets the APN.",
        instead="After AT+CIPSHUT another one is set, and the first one is still told.",
        kind="repetition",
        change=Change(speaks=tells_first(rb'(\+CSTT: )("[^"]*")')),
        probe="""
            given ip-status
            send AT+CSTT?
            send AT+CIPSHUT
            send AT+CSTT="CMWAP"
            send AT+CSTT?
        """,
    ),
    Defect(
        id="sim7000-2.1.4-port-stays",
        requirement="SIM7000-2.1.4-R7",
        sentence="AT+CIPUDPMODE=2 sets another address and port to send to.",
        instead="The address is taken, the port stays that of AT+CIPSTART.",
        kind="one at a time",
        change=Change(firmware=PortStays),
        probe="""
            server UDP
            other UDP
            given ip-status
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPUDPMODE=2,"{other.ip}",{other.port}
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-2.3-ports-signed",
        requirement="SIM7000-2.3-R2",
        sentence="With AT+CLPORT set to a port, that is the local port.",
        instead="Ports from 32768 on are told and not used.",
        kind="one at a time",
        change=Change(parts={LocalPorts: PortsSigned}),
        probe="""
            server UDP
            send AT+CLPORT="UDP",40000
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-2.2.4-no-silence-after-return",
        requirement="SIM7000-2.2.4-T3",
        sentence="There has to be an idle period of 1000 ms before +++.",
        instead="Right behind ATO and CONNECT none is asked for.",
        kind="timing",
        change=Change(parts={DataMode: NoSilenceAfterReturn}),
        probe="""
            server TCP
            given data-mode server
            type hello
            wait 1.5
            type +++
            wait 1.5
            type ATO<CR>
            wait 0.5
            type +++
            wait 2
        """,
        unseen="Whether the silence was too short depends on how soon CONNECT comes, of which no document speaks.",
    ),
    Defect(
        id="sim7000-2.2.4-silence-of-both",
        requirement="SIM7000-2.2.4-T1",
        sentence="+++ with 1000 ms of silence of the host before and after switches to command mode.",
        instead="Data of the server that comes in that silence spoils it.",
        kind="timing",
        change=Change(parts={DataMode: SilenceOfBoth}),
        probe="""
            server TCP
            given data-mode server
            network round-trip 5000000
            server sends hello
            wait 0.6
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim7000-2.2.4-no-return-after-error",
        requirement="SIM7000-2.2.4-R8",
        sentence="ATO leads back to data mode while the connection is active.",
        instead="Where a command was refused in between it answers ERROR.",
        kind="repetition",
        change=Change(firmware=NoReturnAfterError),
        probe="""
            server TCP
            given data-mode server
            wait 1.5
            type +++
            wait 1.5
            send AT+CIPSTART=9
            send ATO
        """,
    ),
    Defect(
        id="sim7000-2.2.1-255-doubled",
        requirement="SIM7000-2.2.1-R3",
        sentence="In data mode what comes from the far end goes to the serial port as it is.",
        instead="0xFF comes twice.",
        kind="binary",
        change=Change(speaks=in_data_mode(lambda piece: piece.replace(b"\xff", b"\xff\xff"))),
        probe="""
            server TCP
            given data-mode server
            server sends a<0xFF>b
        """,
    ),
    Defect(
        id="sim7000-3.1-length-low-byte",
        requirement="SIM7000-3.1-U2",
        sentence="+RECEIVE tells how many bytes were received.",
        instead="From 256 on it is the low byte of that.",
        kind="binary",
        change=Change(
            firmware=respells(
                rb"(\+RECEIVE,\d,)(\d+)", lambda firmware, found: found[1] + b"%d" % (int(found[2]) & 0xFF)
            )
        ),
        probe="""
            server TCP
            given connected-multi server 0
            server sends <300 bytes>
        """,
    ),
    Defect(
        id="sim7000-3.1-two-bits",
        requirement="SIM7000-3.1-R3",
        sentence="AT+CIPSEND=<n> sends on connection n.",
        instead="What is sent on number 4 to 7 goes out on 0 to 3, where that is open.",
        kind="two at once",
        change=Change(firmware=TwoBits),
        probe="""
            server TCP
            given connected-multi server 1
            second TCP
            send AT+CIPSTART=5,"TCP","{second.ip}","{second.port}"
            send AT+CIPSEND=5
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-3.1-closed-for-good",
        requirement="SIM7000-3.1-S2",
        sentence="AT+CIPSTATUS lists a connection that is up as CONNECTED.",
        instead="A number whose far end once closed is listed as CLOSED when it is connected again.",
        kind="repetition",
        change=Change(firmware=ClosedForGood),
        probe="""
            server TCP
            given connected-multi server 0
            server closes
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-9-quick-for-good",
        requirement="SIM7000-9-R2",
        sentence="AT+CIPCLOSE without a mode closes slowly.",
        instead="Once there was a quick closing, it closes quickly.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPCLOSE\r", b"AT+CIPCLOSE=1\r", after=rb"AT\+CIPCLOSE=1\r")),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
        """,
    ),
    Defect(
        id="sim7000-4-shut-selects-first",
        requirement="SIM7000-4-R3",
        sentence="AT+CIPSGTXT=1 switches to the second context.",
        instead="AT+CIPSHUT switches back to the first.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPSHUT", execute=SelectsFirst.execute, family=FAMILY),)),
        probe="""
            given ip-status-multi
            send AT+CIPSGTXT=1
            send AT+CSTT="CMWAP"
            send AT+CIPSHUT
            send AT+CSTT="CMWAP"
        """,
    ),
    Defect(
        id="sim7000-4-deaf-in-other",
        requirement="SIM7000-4-R6",
        sentence="With two contexts data comes on all connections as usual.",
        instead="What comes on a connection of the context that is not selected is lost.",
        kind="two at once",
        change=Change(firmware=DeafInOther),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSGTXT=1
            server sends hello
        """,
    ),
    Defect(
        id="sim7000-5-no-name-after-failure",
        requirement="SIM7000-5-R4",
        sentence="AT+CDNSGIP asks for the address of a name.",
        instead="After a name that there is not, none is found any more.",
        kind="repetition",
        change=Change(firmware=NoNameAfterFailure),
        probe="""
            given ip-status
            send AT+CDNSGIP="abctest"
            send AT+CDNSGIP="www.sim.com"
        """,
    ),
    Defect(
        id="sim7000-5-first-name",
        requirement="SIM7000-5-R1",
        sentence="AT+CIPSTART connects to the host of the name that it is given.",
        instead="Each further name leads to the host of the first.",
        kind="repetition",
        change=Change(firmware=FirstName),
        probe="""
            server TCP
            given ip-status-multi
            send AT+CIPSTART=0,"TCP","{server.name}",{server.port}
            send AT+CIPSTART=1,"TCP","abctest",{server.port}
        """,
    ),
    Defect(
        id="sim7000-6.2-first-time-stays",
        requirement="SIM7000-6.2-R1",
        sentence="AT+CIPATS sets the time of the timer.",
        instead="It keeps the one that was given first.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPATS", write=first_time_stays, family=FAMILY),)),
        probe="""
            send AT+CIPATS=1,5
            send AT+CIPATS=1,2
            send AT+CIPATS?
        """,
    ),
    Defect(
        id="sim7000-6.3-refused-again",
        requirement="SIM7000-6.3-X1",
        sentence="A length above the maximum is answered ERROR.",
        instead="The next sending is as well, whatever its length.",
        kind="repetition",
        change=Change(firmware=RefusedAgain),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=1461
            send AT+CIPSEND
        """,
    ),
    Defect(
        id="sim7000-6.3-udp-not-listed",
        requirement="SIM7000-6.3-R2",
        sentence="In multi connection mode AT+CIPSEND? tells the maximum of all active connections.",
        instead="It leaves those of UDP out.",
        kind="two at once",
        change=Change(firmware=respells(rb"\+CIPSEND: (\d),\d+\r\n", server_without_udp)),
        probe="""
            server TCP
            given connected-multi server 0
            second UDP
            send AT+CIPSTART=1,"UDP","{second.ip}","{second.port}"
            send AT+CIPSEND?
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
        id="sim7000-11-sleeps-for-good",
        requirement="SIM7000-11-R2",
        sentence="AT+CSCLK=1 enables sleep.",
        instead="AT+CSCLK=0 does not take it back.",
        kind="repetition",
        change=Change(parts={Sleep: SleepsForGood}),
        probe="""
            send AT+CSCLK=1
            send AT+CSCLK=0
            line DTR high
            wait 10
            send AT
        """,
    ),
    Defect(
        id="sim7000-11-loses-while-asleep",
        requirement="SIM7000-11-R5",
        sentence="Data of the far end wakes the module.",
        instead="Asleep it receives once; what comes in a further sleep is lost.",
        kind="repetition",
        change=Change(parts={Receiving: LosesWhileAsleep}),
        probe="""
            server TCP
            given connected server
            line DTR low
            send AT+CSCLK=1
            line DTR high
            wait 10
            server sends one
            wait 10
            server sends two
        """,
    ),
    Defect(
        id="sim7000-12-third-start-fails",
        requirement="SIM7000-12-X2",
        sentence="AT+CIPSHUT shuts the context off, and the connection can be made anew.",
        instead="After the second AT+CIPSHUT the connection does not come up.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIICR\r", b"AT+CIICR=\r", spared=2)),
        probe="""
            given ip-status
            send AT+CIPSHUT
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIPSHUT
            send AT+CSTT="CMNET"
            send AT+CIICR
        """,
    ),
    Defect(
        id="sim7000-2.1.3-second-takes-place",
        requirement="SIM7000-2.1.3-L1",
        sentence="In single connection mode the server lets one client connect.",
        instead="A second one takes the place of the first, which is reported as closed.",
        kind="two at once",
        change=Change(firmware=ReachesFirst),
        probe="""
            client TCP
            second-client TCP
            given listening 5000
            client connects 5000
            second-client connects 5000
        """,
    ),
    Defect(
        id="sim7000-2.1.3-client-closed-with-server",
        requirement="SIM7000-2.1.3-R6",
        sentence="AT+CIPSERVER=0 closes the listening; the connection with the client stays.",
        instead="It closes that connection too.",
        kind="one at a time",
        change=Change(firmware=ClosesClients),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            send AT+CIPSERVER=0
            client sends hello
        """,
    ),
    Defect(
        id="sim7000-2.2.2-whole-portions",
        requirement="SIM7000-2.2.2-L1",
        sentence="RxSize is how much is put out each time.",
        instead="What does not fill a portion is held back until there is more.",
        kind="binary",
        change=Change(parts={DataMode: WholePortions}),
        probe="""
            server TCP
            given ip-status
            send AT+CIPMODE=1
            send AT+CIPCCFG=5,2,1024,1,1,100,50
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends <150 bytes>
        """,
    ),
    Defect(
        id="sim7000-2.2.1-forgets-on-leaving",
        requirement="SIM7000-2.2.1-R2",
        sentence="All that is typed in data mode is sent.",
        instead="What waits to be sent when data mode is left is lost.",
        kind="timing",
        change=Change(parts={DataMode: ForgetsOnLeaving}),
        probe="""
            server TCP
            given ip-status
            send AT&D1
            line DTR high
            send AT+CIPMODE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            line DTR low
            wait 1.1
            type hello
            line DTR high
            wait 3
        """,
    ),
    Defect(
        id="sim7000-2.2.4-deaf-to-dtr",
        requirement="SIM7000-2.2.4-T2",
        sentence="With AT&D1 DTR leads to command mode.",
        instead="It does not where the escape sequence is off.",
        kind="one at a time",
        change=Change(parts={DataMode: DeafToDtr}),
        probe="""
            server TCP
            given ip-status
            send AT&D1
            line DTR high
            send AT+CIPMODE=1
            send AT+CIPCCFG=5,2,1024,0,0,1460,50
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            line DTR low
            wait 1.5
            line DTR high
            wait 2
        """,
    ),
    Defect(
        id="sim7000-2.3-ports-in-multi",
        requirement="SIM7000-2.3-R4",
        sentence="AT+CLPORT is effective in single connection mode only.",
        instead="In multi connection mode connections come from that port too.",
        kind="one at a time",
        change=Change(parts={LocalPorts: PortsInMulti}),
        probe="""
            server UDP
            send AT+CLPORT="UDP",7777
            send AT+CIPMUX=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART=0,"UDP","{server.ip}","{server.port}"
            send AT+CIPSEND=0,5
            type hello
            wait 1
            send AT+CIPSTART=1,"UDP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-3.2-listed-for-good",
        requirement="SIM7000-3.2-R10",
        sentence="The server is listed while it listens.",
        instead="It is listed as listening after AT+CIPSERVER=0 too.",
        kind="repetition",
        change=Change(speaks=listed_for_good),
        probe="""
            given listening-multi 5000
            send AT+CIPSTATUS
            send AT+CIPSERVER=0
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-3.1-closed-again",
        requirement="SIM7000-3.1-U3",
        sentence="CLOSED with the number tells that the far end has closed.",
        instead="It also comes two seconds after the host closed.",
        kind="timing",
        change=Change(speaks=closed_again),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPCLOSE=0
            wait 4
        """,
    ),
    Defect(
        id="sim7000-4-state-of-first",
        requirement="SIM7000-4-R4",
        sentence="The second context is brought up by itself, beginning with AT+CSTT.",
        instead="With it selected, the state told is that of the first.",
        kind="two at once",
        change=Change(commands=(wrapped("+CIPSTATUS", execute=state_of_first, family=FAMILY),)),
        probe="""
            given ip-status-multi
            send AT+CIPSGTXT=1
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-5-name-asked-last",
        requirement="SIM7000-5-U1",
        sentence="The result names the name that was asked for.",
        instead="Of two questions at once both results have the name of the second.",
        kind="two at once",
        change=Change(firmware=NameAskedLast),
        probe="""
            given ip-status
            type AT+CDNSGIP="www.sim.com"<CR>
            wait 0.02
            type AT+CDNSGIP="www.baidu.com"<CR>
            wait 2
        """,
    ),
    Defect(
        id="sim7000-6.2-timed-on-lowest",
        requirement="SIM7000-6.2-T1",
        sentence="In multi connection mode too what is typed is sent on connection n when the time is over.",
        instead="With the timer on it goes out on the lowest number.",
        kind="two at once",
        change=Change(commands=(cipsend(multi=timed_on_lowest),)),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPATS=1,2
            send AT+CIPSEND=1
            type hello
            wait 4
        """,
    ),
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
        id="sim7000-2.1.1-full-blocks",
        requirement="SIM7000-2.1.1-R4",
        sentence="What is typed behind the prompt is sent.",
        instead="Where it is 512 bytes, or twice as many, the last one is missing.",
        kind="binary",
        change=Change(firmware=FullBlocks),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type <512 bytes><Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-2.1.1-detached-behind-shut",
        requirement="SIM7000-2.1.1-C3",
        sentence="AT+CGATT? tells whether the module is attached to the data service.",
        instead="After AT+CIPSHUT it tells 0, although it is.",
        kind="repetition",
        change=Change(speaks=detached_behind_shut),
        probe="""
            given ip-status
            send AT+CIPSHUT
            send AT+CGATT?
        """,
    ),
    Defect(
        id="sim7000-2.1.1-card-asked-once",
        requirement="SIM7000-2.1.1-C1",
        sentence="AT+CPIN? tells READY where no password is needed.",
        instead="The second time it tells SIM PIN.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CPIN: READY", "+CPIN: SIM PIN", spared=1),)),
        probe="""
            send AT+CPIN?
            send AT+CPIN?
        """,
    ),
    Defect(
        id="sim7000-2.1.4-first-destination-told",
        requirement="SIM7000-2.1.4-R6",
        sentence="AT+CIPUDPMODE? tells where data goes.",
        instead="It tells the destination that it told first.",
        kind="repetition",
        change=Change(speaks=tells_first(rb"(\+CIPUDPMODE: 1,)([^\r]+)")),
        probe="""
            server UDP
            other UDP
            given ip-status
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPUDPMODE?
            send AT+CIPUDPMODE=2,"{other.ip}",{other.port}
            send AT+CIPUDPMODE?
        """,
    ),
    Defect(
        id="sim7000-2.2.2-portions-stay",
        requirement="SIM7000-2.2.2-T2",
        sentence="Rxtimer is the time between two portions.",
        instead="Size and time of portions stay as AT+CIPCCFG set them first.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPCCFG", write=small_portions_stay, family=FAMILY),)),
        probe="""
            send AT+CIPCCFG=5,2,1024,1,1,100,50
            send AT+CIPCCFG=5,2,1024,1,1,200,100
            send AT+CIPCCFG?
        """,
    ),
    Defect(
        id="sim7000-2.2.3-echoes-again",
        requirement="SIM7000-2.2.3-R5",
        sentence="In data mode what is typed is not echoed.",
        instead="It is, once data mode was left and entered again.",
        kind="repetition",
        change=Change(firmware=EchoesAgain),
        probe="""
            server TCP
            given data-mode server
            wait 1.5
            type +++
            wait 1.5
            send ATO
            type hello
            wait 1
        """,
    ),
    Defect(
        id="sim7000-3.1-six-rows",
        requirement="SIM7000-3.1-R6",
        sentence="AT+CIPSTATUS lists eight connections.",
        instead="From the second time on it lists six.",
        kind="repetition",
        change=Change(lines=(Line(r"C: [67],.*", None, spared=2),)),
        probe="""
            given ip-status-multi
            send AT+CIPSTATUS
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-3.1-upper-numbers-told-as-lower",
        requirement="SIM7000-3.1-U1",
        sentence="A connection is reported with its number.",
        instead="Numbers from 4 on are told less 4.",
        kind="two at once",
        change=Change(lines=tuple(Line(f"{n}, CONNECT OK", f"{n - 4}, CONNECT OK") for n in range(4, 8))),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSTART=5,"TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-5-other-code-again",
        requirement="SIM7000-5-X1",
        sentence="A name that cannot be resolved is reported with 0,8.",
        instead="The second time the code is 3.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CDNSGIP: 0,8", "+CDNSGIP: 0,3", spared=1),)),
        probe="""
            given ip-status
            send AT+CDNSGIP="abctest"
            send AT+CDNSGIP="abctest"
        """,
    ),
    Defect(
        id="sim7000-2.1.1-loses-between",
        requirement="SIM7000-2.1.1-R4",
        sentence="What is typed behind the prompt is sent, until Ctrl-Z.",
        instead="Where it is typed in pieces, each further piece lacks its first byte.",
        kind="binary",
        change=Change(firmware=LosesBetween),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type hello
            wait 1
            type again<Ctrl-Z>
            wait 1
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
        id="sim7000-10-state-first",
        requirement="SIM7000-10-R1",
        sentence="AT+CIPSTATUS answers OK, and then the state.",
        instead="From the second time on the state stands before OK.",
        kind="repetition",
        change=Change(speaks=state_first),
        probe="""
            send AT+CIPSTATUS
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-6.2-timer-goes-on",
        requirement="SIM7000-6.2-T1",
        sentence="Data is sent when the time that is set is over.",
        instead="Each further sending has half of it.",
        kind="repetition",
        change=Change(commands=(cipsend(timer_goes_on, timer_goes_on),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPATS=1,4
            send AT+CIPSEND
            type hello
            wait 5
            send AT+CIPSEND
            type hello
            wait 5
        """,
    ),
    Defect(
        id="sim7000-3.2-shut-stays-open",
        requirement="SIM7000-3.2-R9",
        sentence="AT+CIPSHUT closes all connections and deactivates the context.",
        instead="The server goes on to let clients connect, of which nothing is told.",
        kind="repetition",
        change=Change(firmware=ShutStaysOpen),
        probe="""
            client TCP
            given listening-multi 5000
            send AT+CIPSHUT
            client connects 5000
        """,
    ),
    Defect(
        id="sim7000-2.1.3-listening-still",
        requirement="SIM7000-8-S35",
        sentence="With a client connected the state is CONNECT OK.",
        instead="From the second client on it is told as SERVER LISTENING.",
        kind="repetition",
        change=Change(firmware=ListeningStill),
        probe="""
            client TCP
            second-client TCP
            given listening 5000
            client connects 5000
            client closes
            second-client connects 5000
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-2.2.4-dtr-as-entered",
        requirement="SIM7000-2.2.4-R4",
        sentence="DTR leads to command mode with AT&D1.",
        instead="What AT&D said when the connection came up holds until it ends.",
        kind="repetition",
        change=Change(parts={DataMode: DtrAsEntered}),
        probe="""
            server TCP
            given ip-status
            send AT&D0
            line DTR high
            send AT+CIPMODE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            wait 1.5
            type +++
            wait 1.5
            send AT&D1
            send ATO
            line DTR low
            wait 1.5
            line DTR high
            wait 2
        """,
    ),
    Defect(
        id="sim7000-9-closed-behind-shut",
        requirement="SIM7000-9-R5",
        sentence="AT+CIPSHUT closes the connection and deactivates the context.",
        instead="After a UDP connection the state told behind it is UDP CLOSED.",
        kind="one at a time",
        change=Change(firmware=ClosedBehindShut),
        probe="""
            server UDP
            given connected server
            send AT+CIPSHUT
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-6.3-nothing-left",
        requirement="SIM7000-6.3-R1",
        sentence="AT+CIPSEND? tells how much can be sent.",
        instead="The second time it tells 0.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CIPSEND: \d+", "+CIPSEND: 0", spared=1),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND?
            send AT+CIPSEND?
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
    Defect(
        id="sim7000-11-cuts-asleep",
        requirement="SIM7000-11-R5",
        sentence="Data of the far end wakes the module.",
        instead="Of what wakes it, 64 bytes are kept.",
        kind="binary",
        change=Change(parts={Receiving: CutsAsleep}),
        probe="""
            server TCP
            given connected server
            line DTR low
            send AT+CSCLK=1
            line DTR high
            wait 10
            server sends <100 bytes>
        """,
    ),
    Defect(
        id="sim7000-2.1.3-cut-of-clients",
        requirement="SIM7000-2.1.3-R3",
        sentence="The server receives what its client sends.",
        instead="Of what comes at once, 1024 bytes are kept.",
        kind="binary",
        change=Change(hears=cut_of_clients),
        probe="""
            client TCP
            given listening 5000
            client connects 5000
            client sends <1400 bytes>
        """,
    ),
    Defect(
        id="sim7000-6.3-rest-goes-along",
        requirement="SIM7000-6.3-X2",
        sentence="Input above the maximum is answered ERROR.",
        instead="Its last byte goes out before what is typed next.",
        kind="repetition",
        change=Change(firmware=RestGoesAlong),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type <1461 bytes><Ctrl-Z>
            wait 1
            send AT+CIPSEND=5
            type hello
            wait 1
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
)
