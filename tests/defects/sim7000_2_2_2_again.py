"""SIM7000 note, 2.2.2 to 3.1: further ones."""

from __future__ import annotations

import re

from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.parameters import TRANSFER, Transfer
from atconform.emulator.cip.ports import CHOSEN_BY_NETWORK, LocalPorts
from atconform.emulator.general.escape import EscapeDetector
from atconform.emulator.general.v250 import DTR_RULE
from tests.defects.cip_filters import Firmware, Misdirecting, respells
from tests.defects.defect import Defect
from tests.defects.meddling import wrapped
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7000_again import FAMILY, SECOND


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


class WholePortions(DataMode):
    """Puts out portions that are full, and holds back what is left."""

    def _put_out(self):
        transfer = self._transfer
        if transfer.portions and len(self._received) < transfer.portion_size:
            self._gap = None
            return
        super()._put_out()


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


def closed_again():
    """Report a connection that the host closed once more, as if the far end had."""

    def speak(piece):
        if found := re.fullmatch(rb"\r\n(\d), CLOSE OK\r\n", piece):
            return (piece, (2 * SECOND, b"\r\n%b, CLOSED\r\n" % found[1]))
        return (piece,)

    return speak


def small_portions_stay(module, usual, *values):
    """AT+CIPCCFG: keep size and pause of portions as they were set first."""
    reply = usual(module, *values)
    kept = getattr(module, "portions_kept", None)
    if kept is None:
        module.portions_kept = module.settings[TRANSFER][5:]
    else:
        module.settings[TRANSFER] = Transfer(*module.settings[TRANSFER][:5], *kept)
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


class DtrAsEntered(DataMode):
    """Follows DTR as AT&D told when the connection came up."""

    told = 0

    def enter(self, connection):
        """Report CONNECT and carry data."""
        self.told = self.module.settings[DTR_RULE]
        super().enter(connection)

    def line_changed(self, line, *, high):
        """Follow DTR."""
        if self.told == self.module.settings[DTR_RULE] or not self.active or not high:
            super().line_changed(line, high=high)


DEFECTS = (
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
)
