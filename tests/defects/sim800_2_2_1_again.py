"""SIM800 note, 2.2.1 to 2.2.5: further ones."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.stack import refuse, stack
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Mishearing
from tests.defects.defect import Defect
from tests.defects.meddling import wrapped
from tests.defects.seams import Change


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


class StatusRefusedInTransparentMode(Mishearing):
    """Refuse AT+CIPSTATUS after the escape from data mode."""

    transparent = False

    def takes(self, data):
        if found := re.match(rb"AT\+CIPMODE=([01])", data):
            self.transparent = found[1] == b"1"
        return b"AT+CIPSTATUS=9\r" if self.transparent and self.links and data == b"AT+CIPSTATUS\r" else data


def four_pluses():
    """Take four plus signs for the escape sequence."""
    return lambda data: b"+++" if data == b"++++" else data


def no_return_to_udp(module, usual):
    """Refuse to go back to a UDP connection."""
    return refuse(module) if stack(module).connections[0].protocol == "UDP" else usual(module)


class RingOfTheSecondLost(Firmware):
    """Say nothing of a call that comes in data mode after ATO."""

    returned = False

    def command(self, data):
        if data.upper().startswith(b"ATO"):
            self.returned = True
        return data

    def piece(self, piece):
        return () if self.returned and piece == b"\r\nRING\r\n" else (piece,)


DEFECTS = (
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
)
