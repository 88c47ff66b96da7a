"""SIM7000 note, 2.2.3 to 2.2.5."""

from __future__ import annotations

from atconform.base.units import MS, SECOND
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7000 import (
    after,
    echoed,
    leaving,
)
from tests.defects.seams import Change, Line


def second_low_late():
    """Drive DCD low 300 ms too late from the second time on."""
    low = 0

    def drive(line, high):
        nonlocal low
        if line == "DCD":
            low += not high
            if low > 1 and not high:
                return ((300 * MS, line, high),)
        return ((0, line, high),)

    return drive


def closed_untold_since_return():
    """Do not report the end of a connection whose data mode the host had left and come back to."""
    returned = False

    def speak(piece):
        nonlocal returned
        if echoed(piece).startswith(b"AT+CIPSTART"):
            returned = False
        elif echoed(piece) == b"ATO":
            returned = True
        return () if returned and piece == b"\r\nCLOSED\r\n" else (piece,)

    return speak


def second_return_untold():
    """Say nothing when the host comes back to data mode for the second time."""
    came_back = 0
    asked = False

    def speak(piece):
        nonlocal came_back, asked
        if echoed(piece):
            asked = echoed(piece) == b"ATO"
        elif asked and piece == b"\r\nCONNECT\r\n":
            asked = False
            came_back += 1
            return (piece,) if came_back == 1 else ()
        return (piece,)

    return speak


def ring_shorter_later():
    """End every pulse of RI but the first after half of its time."""
    pulses = 0

    def drive(line, high):
        nonlocal pulses
        if line != "RI":
            return ((0, line, high),)
        pulses += not high
        if pulses < 2:
            return ((0, line, high),)
        return () if high else ((0, line, False), (60 * MS, line, True))

    return drive


def one_message_told():
    """Report only the first of the messages that had to wait for the end of data mode."""
    told = 0
    waited = False

    def speak(piece):
        nonlocal told, waited
        if piece == b"\r\nCONNECT\r\n":
            waited, told = True, 0
        elif echoed(piece):
            waited = False
        elif waited and piece.startswith(b"\r\n+CMTI"):
            told += 1
            return (piece,) if told == 1 else ()
        return (piece,)

    return speak


def client_gone_unheard():
    """Hear of the first client's close only."""
    gone = 0

    def hear(event):
        nonlocal gone
        if isinstance(event, net.PeerClosed) and event.link < 0:
            gone += 1
            return (event,) if gone == 1 else ()
        return (event,)

    return hear


DEFECTS = (
    Defect(
        id="sim7000-2.2.3-no-transparent-server",
        requirement="SIM7000-2.2.3-R2",
        sentence="In transparent mode the module can be a server too.",
        instead="AT+CIPSERVER=1 is refused there.",
        kind="one at a time",
        change=Change(figures={"cip.transparent_server": False}),
        probe="""
            given ip-status
            send AT+CIPMODE=1
            send AT+CIPSERVER=1,5000
        """,
    ),
    Defect(
        id="sim7000-2.2.3-second-carrier-late",
        requirement="SIM7000-2.2.3-R4",
        sentence="DCD goes low when CONNECT is reported.",
        instead="From the second connection on it goes low 300 ms later.",
        kind="timing",
        change=Change(drives=second_low_late),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
        unseen="no document says how soon the line follows; half a second is given (G112)",
    ),
    Defect(
        id="sim7000-2.2.3-close-untold-since-return",
        requirement="SIM7000-2.2.3-U1",
        sentence="CLOSED is reported when the server closes the connection in data mode.",
        instead="It is not, if the host had left data mode and come back.",
        kind="repetition",
        change=Change(speaks=closed_untold_since_return),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            server closes
        """,
    ),
    Defect(
        id="sim7000-2.2.3-second-told-otherwise",
        requirement="SIM7000-2.2.3-R3",
        sentence="A connection in transparent mode is reported by CONNECT.",
        instead="From the second on it is reported by CONNECT OK.",
        kind="repetition",
        change=Change(speaks=after(rb"^\r\nCLOSED\r\n", rb"^\r\nCONNECT\r\n", b"\r\nCONNECT OK\r\n", rb"^ATO\r")),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-2.2.4-pluses-counted-together",
        requirement="SIM7000-2.2.4-T1",
        sentence="Up to a second may pass between one plus sign and the next.",
        instead="All three have to come within a second.",
        kind="timing",
        change=Change(figures={"escape.gap": 499 * MS}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +
            wait 0.7
            type +
            wait 0.7
            type +
            wait 3
        """,
    ),
    Defect(
        id="sim7000-2.2.4-lone-plus-lost",
        requirement="SIM7000-2.2.4-R3",
        sentence="Plus signs with more than a second between them are data.",
        instead="One that stands alone is lost.",
        kind="timing",
        change=Change(asks=leaving(lambda data: b"" if data == b"+" else data)),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type ++
            wait 1.5
            type +
            wait 3
        """,
    ),
    Defect(
        id="sim7000-2.2.4-dtr-in-whole-seconds",
        requirement="SIM7000-2.2.4-T2",
        sentence="DTR low for a second or more, and then high, leads to command mode.",
        instead="It has to be low for two seconds.",
        kind="timing",
        change=Change(figures={"dataline.dtr_low": 2 * SECOND}),
        probe="""
            server TCP
            line DTR high
            given ip-status
            send AT&D1
            send AT+CIPMODE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            line DTR low
            wait 1.5
            line DTR high
            wait 1
        """,
    ),
    Defect(
        id="sim7000-2.2.4-second-return-untold",
        requirement="SIM7000-2.2.4-R8",
        sentence="ATO leads back to data mode, and CONNECT is reported.",
        instead="The second time it leads there without a word.",
        kind="repetition",
        change=Change(speaks=second_return_untold),
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
            send ATO
            server sends hello
        """,
    ),
    Defect(
        id="sim7000-2.2.4-second-client-gone-unheard",
        requirement="SIM7000-2.2.4-R6",
        sentence="A server's module leaves data mode when the client closes the connection.",
        instead="It stays in data mode when the second client does.",
        kind="repetition",
        change=Change(hears=client_gone_unheard),
        probe="""
            client TCP
            given ip-status
            send AT+CIPMODE=1
            send AT+CIPSERVER=1,5000
            client connects 5000
            client closes
            client connects 5000
            client closes
            send AT
        """,
    ),
    Defect(
        id="sim7000-2.2.4-second-deactivation-untold",
        requirement="SIM7000-2.2.4-U1",
        sentence="A deactivation of the context is reported.",
        instead="Only the first one is.",
        kind="repetition",
        change=Change(lines=(Line(r"\+PDP: DEACT", None, spared=1),)),
        probe="""
            server TCP
            given data-mode server
            network withdraw-context
            send AT+CIPSHUT
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            network withdraw-context
        """,
    ),
    Defect(
        id="sim7000-2.2.5-second-ring-short",
        requirement="SIM7000-2.2.5-T1",
        sentence="RI goes low for 120 ms when a short message comes.",
        instead="From the second message on it is 60 ms.",
        kind="timing",
        change=Change(drives=ring_shorter_later),
        probe="""
            network deliver-message
            network deliver-message
        """,
    ),
    Defect(
        id="sim7000-2.2.5-one-message-told",
        requirement="SIM7000-2.2.5-R1",
        sentence="Messages that came in data mode are reported once it is left.",
        instead="Of several only the first is.",
        kind="repetition",
        change=Change(speaks=one_message_told),
        probe="""
            server TCP
            given data-mode server
            network deliver-message
            network deliver-message
            type +++
            wait 2
        """,
    ),
)
