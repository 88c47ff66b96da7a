"""SIM7X00 note, 2.4.3 to 2.7: further ones."""

from __future__ import annotations

from atconform.base.units import SECOND
from atconform.emulator.general import escape
from atconform.emulator.netopen.activation import Network
from atconform.emulator.netopen.datamode import DataMode
from atconform.emulator.netopen.parameters import TIMEOUTS, TRANSFER, Timeouts, Transfer
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    beyond,
    with_fields,
)
from tests.defects.seams import Change
from tests.defects.shared_sim7x00_again import Behind, Firmware, ForgetsWith


class Together(escape.EscapeDetector):
    """Allows the time between two plus signs for all three together."""

    first = 0

    def _hold(self, pluses):
        now = self._module.now
        if not self._held:
            self.first = now
        elif now - self.first > self._module.figures[escape.Figures].gap:
            self._give_up()
            self._data(b"+" * pluses)
            return
        super()._hold(pluses)


class OwnDetector(DataMode):
    """Recognises plus signs in its own way."""

    detector = Together

    def __init__(self, module):
        super().__init__(module)
        self._line._detector = self.detector(module, self._typed, self._line._escaped)


class HoldsBehind(OwnDetector):
    """Passes plus signs on behind the data that follows them."""

    detector = Behind


class FarEndBehind(DataMode):
    """Takes data of the far end for a break of the silence behind the plus signs."""

    def put_out(self, data):
        super().put_out(data)
        if self._line._detector._held == escape.LENGTH:
            self._line._detector._give_up()


class DeafToDtr(Firmware):
    """Does not hear DTR any more after a return with ATO."""

    deaf = False

    def speaks(self, piece):
        self.deaf = self.deaf or piece.upper() == b"ATO\r"
        return (piece,)

    def senses(self, line, high):
        return () if self.deaf and line == "DTR" else ((0, line, high),)


class ForgetsTimeouts(ForgetsWith):
    forgotten = {TIMEOUTS: Timeouts()}


class ForgetsTransfer(ForgetsWith):
    forgotten = {TRANSFER: Transfer()}


class OneAtATime(Firmware):
    """Begins to open a second link only when the first has had its time."""

    def __init__(self):
        self.under_way = set()

    def asks(self, request):
        if isinstance(request, net.Connect) and request.protocol == "TCP":
            others = bool(self.under_way)
            self.under_way.add(request.link)
            return ((20 * SECOND, request) if others else request,)
        return (request,)

    def hears(self, event):
        if isinstance(event, net.Connected | net.ConnectFailed):
            self.under_way.discard(event.link)
        return (event,)


class DeafAfterReturn(Firmware):
    """Does not hear the first plus signs behind ATO."""

    returned = False

    def speaks(self, piece):
        self.returned = self.returned or piece.upper() == b"ATO\r"
        return (piece,)

    def listens(self, data):
        if self.returned and data == b"+++":
            self.returned = False
            return b"++"
        return data


DEFECTS = (
    Defect(
        id="sim7x00-2.4.3-local-port-once",
        requirement="SIM7X00-2.4.3-R2",
        sentence="The fifth parameter is the local port.",
        instead="At the second opening it is not used.",
        kind="repetition",
        change=Change(
            asks=beyond(
                net.Connect,
                with_fields(local_port=0),
                spared=1,
                when=lambda said: said.protocol == "UDP" and not said.any_source,
            )
        ),
        probe="""
            server UDP
            given network-open-transparent
            send AT+CIPOPEN=0,"UDP","{server.ip}",{server.port},8080
            wait 2
            type +++
            wait 2
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"UDP","{server.ip}",{server.port},8080
            server connects 8080
            server sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.5-gaps-together",
        requirement="SIM7X00-2.5-T3",
        sentence="Up to 900 ms may pass between two plus signs.",
        instead="No more than 900 ms may pass from the first to the third.",
        kind="timing",
        change=Change(parts={DataMode: OwnDetector}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +
            wait 0.8
            type +
            wait 0.8
            type +
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-signs-behind-data",
        requirement="SIM7X00-2.5-X1",
        sentence="Plus signs that are no escape sequence are data.",
        instead="They come behind the data that follows them.",
        kind="binary",
        change=Change(parts={DataMode: HoldsBehind}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type ++
            wait 0.5
            type abc
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-far-end-breaks-silence-behind",
        requirement="SIM7X00-2.5-T2",
        sentence="The host has to be silent behind the plus signs.",
        instead="Data of the far end breaks the silence as well.",
        kind="timing",
        change=Change(parts={DataMode: FarEndBehind}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            server sends hello
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-deaf-to-dtr-after-ato",
        requirement="SIM7X00-2.5-R4",
        sentence="With AT&D1 DTR leads from data mode to command mode.",
        instead="After a return with ATO it does not.",
        kind="repetition",
        change=Change(firmware=DeafToDtr),
        probe="""
            server TCP
            line DTR low
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            wait 2
            line DTR high
            wait 1
        """,
    ),
    Defect(
        id="sim7x00-2.5-guard-from-connect",
        requirement="SIM7X00-2.5-T1",
        sentence="The host has to have been silent before the plus signs.",
        instead="After ATO the sequence is not heard for ten seconds.",
        kind="timing",
        change=Change(firmware=DeafAfterReturn),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            wait 2
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.6-retries-forgotten-with-network",
        requirement="SIM7X00-2.6-C1",
        sentence="The first parameter of AT+CIPCCFG is how often a packet is sent again.",
        instead="When the network is closed it is forgotten.",
        kind="repetition",
        change=Change(parts={Network: ForgetsTransfer}),
        probe="""
            server TCP
            given network-open
            send AT+CIPCCFG=3
            send AT+NETCLOSE
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            server stops
            send AT+CIPSEND=0,5
            type hello
            wait 100
        """,
    ),
    Defect(
        id="sim7x00-2.7-times-forgotten-with-network",
        requirement="SIM7X00-2.7-T2",
        sentence="A link that cannot be opened is told within the second time of AT+CIPTIMEOUT.",
        instead="When the network is closed the times are forgotten.",
        kind="repetition",
        change=Change(parts={Network: ForgetsTimeouts}),
        probe="""
            server TCP
            given network-open
            server stops
            send AT+CIPTIMEOUT=40000,30000,25000
            send AT+NETCLOSE
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 130
        """,
    ),
    Defect(
        id="sim7x00-2.7-second-waits-for-first",
        requirement="SIM7X00-2.7-T2",
        sentence="A link that cannot be opened is told within the second time of AT+CIPTIMEOUT.",
        instead="While another is being opened that time begins twenty seconds later.",
        kind="two at once",
        change=Change(firmware=OneAtATime),
        probe="""
            server TCP
            second TCP
            given network-open
            server stops
            second stops
            send AT+CIPTIMEOUT=40000,30000,25000
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            wait 80
        """,
    ),
)
