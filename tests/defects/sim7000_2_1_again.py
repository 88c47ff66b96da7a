"""SIM7000 note, 2.1 to 2.2.1: further ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.parameters import TRANSPARENT_MODE
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Sending
from tests.defects.defect import Defect
from tests.defects.filters_sim7000 import after, in_data_mode
from tests.defects.meddling import wrapped
from tests.defects.seams import Change, Line, Speak
from tests.defects.shared_sim7000_again import FAMILY, SECOND


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


class ForgetsOnLeaving(DataMode):
    """Throws away what has not been sent when data mode is left."""

    def _leaving(self):
        self._collected.clear()
        super()._leaving()


class FullBlocks(Sending):
    """Loses the last byte of what fills blocks of 512 bytes."""

    def sent(self, request):
        data = request.data
        return data[:-1] if request.size is None and len(data) % 512 == 0 else data


def detached_behind_shut():
    """Tell that the packet service is gone, once a context was shut."""
    return after(rb"SHUT OK", rb"\+CGATT: 1", b"+CGATT: 0")()


class LosesBetween(Firmware):
    """Loses the first byte of what is typed at the prompt after a pause."""

    typed = 0

    def listens(self, data):
        if not self.entering:
            self.typed = 0
            return super().listens(data)
        self.typed += 1
        return data[1:] if self.typed > 1 and len(data) > 1 else data


class ListeningStill(Firmware):
    """Tells that it listens when the second client is connected."""

    came = 0

    def event(self, event):
        self.came += isinstance(event, net.Incoming)
        return (event,)

    def piece(self, piece):
        return (piece.replace(b"STATE: CONNECT OK", b"STATE: SERVER LISTENING") if self.came > 1 else piece,)


def cut_of_clients():
    """Keep the first 1024 bytes of what a client sends at once."""

    def hear(event):
        if isinstance(event, net.Received) and event.link < 0:
            event = replace(event, data=event.data[:1024])
        return (event,)

    return hear


DEFECTS = (
    Defect(
        id="sim7000-2.1-mode-shut",
        requirement="SIM7000-2.1-R1",
        sentence="AT+CIPMODE=1 selects transparent mode.",
        instead="AT+CIPSHUT goes back to non-transparent mode.",
        kind="repetition",
        change=Change(commands=(shuts_and_forgets(TRANSPARENT_MODE, 0),)),
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
)
