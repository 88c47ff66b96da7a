"""SIM7020 note, 6.1 to 6.3: architecture, one client connection."""

from __future__ import annotations

import re

from atconform.base.units import MS, SECOND
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020_6 import (
    answer,
    late,
    lose,
    received,
    sent,
    swap,
)
from tests.defects.seams import Change, Line


def server_ends_first_client():
    """Drop the first connection when a server is opened."""
    first = 0

    def ask(request):
        nonlocal first
        if isinstance(request, net.Connect) and not first:
            first = request.link
        if isinstance(request, net.Listen) and first:
            return (net.Close(first, abort=True), request)
        return (request,)

    return ask


def connected_too_early():
    """Say CONNECT OK as soon as a TCP connection has been asked for, and not when it stands."""
    typed, early = b"", False

    def speak(piece):
        nonlocal typed, early
        if not piece.startswith(b"\r\n"):
            typed += piece
            if piece.endswith(b"\r"):
                early = b'AT+CIPSTART="TCP"' in typed
                typed = b""
        elif early and piece == b"\r\nOK\r\n":
            return (piece, b"\r\nCONNECT OK\r\n")
        elif early and piece == b"\r\nCONNECT OK\r\n":
            return ()
        return (piece,)

    return speak


def confirmed_too_early():
    """Say SEND OK as soon as Ctrl-Z has been typed, from the second sending on, and not when it is acknowledged."""
    typed, entry, quick, entries, told = b"", False, False, 0, False

    def speak(piece):
        nonlocal typed, entry, quick, entries, told
        if not piece.startswith(b"\r\n"):
            typed = (typed + piece)[-100:]
            if found := re.search(rb"AT\+CIPQSEND=([01])\r$", typed):
                quick = found[1] == b"1"
            if entry and not quick and piece.endswith(b"\x1a"):
                entry, entries = False, entries + 1
                told = entries > 1
                return (piece, b"\r\nSEND OK\r\n") if told else (piece,)
            entry = entry or typed.endswith(b"AT+CIPSEND\r")
        elif piece != b"\r\n> ":
            entry = False
        if told and piece == b"\r\nSEND OK\r\n":
            told = False
            return ()
        return (piece,)

    return speak


def zeros_behind_zero(data):
    """Copy as C does: behind the first 0x00 there is nothing but 0x00."""
    text, _, _ = data.partition(b"\0")
    return text.ljust(len(data), b"\0")


def end_told_late():
    """Hold CLOSED back until the host sends something."""
    held = False

    def speak(piece):
        nonlocal held
        if piece == b"\r\nCLOSED\r\n":
            held = True
            return ()
        if held and not piece.startswith(b"\r\n"):
            held = False
            return (b"\r\nCLOSED\r\n", piece)
        return (piece,)

    return speak


def told(state: str, instead: str, **which) -> Change:
    """Tell a state as another one."""
    return Change(lines=(Line(f"STATE: {state}", f"STATE: {instead}", **which),))


DEFECTS = (
    Defect(
        id="sim7020-6.1-server-ends-client",
        requirement="SIM7020EN-6.1-R1",
        sentence="Several client connections and a listening server stand beside each other.",
        instead="Opening the server drops the client connection that was made first.",
        kind="two at once",
        change=Change(asks=server_ends_first_client),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSERVER=1,1234
        """,
    ),
    Defect(
        id="sim7020-6.1-five-sockets",
        requirement="SIM7020EN-6.1-L1",
        sentence="There can be six sockets, of either protocol.",
        instead="The sixth connection is refused while five are there.",
        kind="two at once",
        change=Change(figures={"cip.connections": 5}),
        probe="""
            server TCP
            given connected-multi server 0 4
            send AT+CIPSTART=5,"TCP","{server.ip}",{server.port}
        """,
    ),
    Defect(
        id="sim7020-6.2-task-started-once",
        requirement="SIM7020EN-6.2-R1",
        sentence="AT+CSTT without parameters is answered by OK.",
        instead="It is answered by ERROR when it comes for the second time, after everything was shut.",
        kind="repetition",
        change=Change(speaks=answer(r"AT\+CSTT", swap(rb"OK", b"ERROR"), spared=1)),
        probe="""
            send AT+CSTT
            send AT+CIPSHUT
            send AT+CSTT
        """,
    ),
    Defect(
        id="sim7020-6.2-bearer-up-once",
        requirement="SIM7020EN-6.2-R2",
        sentence="AT+CIICR is answered by OK when it has brought the connection up.",
        instead="The second time it is answered by ERROR.",
        kind="repetition",
        change=Change(speaks=answer(r"AT\+CIICR", swap(rb"OK", b"ERROR"), spared=1)),
        probe="""
            given ip-gprsact
            send AT+CIPSHUT
            send AT+CSTT
            send AT+CIICR
        """,
    ),
    Defect(
        id="sim7020-6.2-address-once",
        requirement="SIM7020EN-6.2-R3",
        sentence="AT+CIFSR tells the local address.",
        instead="It tells 0.0.0.0 when it is asked again.",
        kind="repetition",
        change=Change(speaks=answer(r"AT\+CIFSR", swap(rb"\d+\.\d+\.\d+\.\d+", b"0.0.0.0"), spared=1)),
        probe="""
            given ip-status
            send AT+CIFSR
        """,
    ),
    Defect(
        id="sim7020-6.2-result-before-ok",
        requirement="SIM7020EN-6.2-R4",
        sentence="AT+CIPSTART is answered by OK at once, and how it went is told later.",
        instead="The OK comes so late that CONNECT OK is there before it.",
        kind="timing",
        change=Change(speaks=answer(r"AT\+CIPSTART=.*", late(rb"^\r\nOK\r\n$", 300 * MS))),
        probe="""
            server TCP
            given ip-status
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7020-6.2-connected-too-early",
        requirement="SIM7020EN-6.2-U1",
        sentence="CONNECT OK tells that the TCP connection stands.",
        instead="It comes right behind OK, whether the far end takes the connection or not.",
        kind="timing",
        change=Change(speaks=connected_too_early),
        probe="""
            server TCP
            given ip-status
            send AT+CIPSTART="TCP","{server.ip}","7"
        """,
    ),
    Defect(
        id="sim7020-6.2-zero-ends-text",
        requirement="SIM7020EN-6.2-R5",
        sentence="What is typed behind the prompt is what is sent.",
        instead="From the first 0x00 on everything is sent as 0x00.",
        kind="binary",
        change=Change(asks=sent(zeros_behind_zero)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type ab<0x00>cd<Ctrl-Z>
        """,
    ),
    Defect(
        id="sim7020-6.2-end-mark-sent",
        requirement="SIM7020EN-6.2-R5",
        sentence="The Ctrl-Z that ends the text is not sent.",
        instead="Behind a text of more than 1024 bytes it is sent as well.",
        kind="binary",
        change=Change(asks=sent(lambda data: data + b"\x1a" if len(data) > 1024 else data)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type <1025 bytes><Ctrl-Z>
        """,
    ),
    Defect(
        id="sim7020-6.2-second-confirmed-at-once",
        requirement="SIM7020EN-6.2-R6",
        sentence="On TCP SEND OK waits until the far end has acknowledged.",
        instead="The first one does, the second one comes as soon as the text has been typed.",
        kind="repetition",
        change=Change(speaks=confirmed_too_early),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 2
            server stops acknowledging
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7020-6.2-received-line-ends",
        requirement="SIM7020EN-6.2-R7",
        sentence="Received data is put out unchanged.",
        instead="CR LF in it becomes a single LF.",
        kind="binary",
        change=Change(hears=received(lambda data: data.replace(b"\r\n", b"\n"))),
        probe="""
            server TCP
            given connected server
            server sends one<CR><LF>two
        """,
    ),
    Defect(
        id="sim7020-6.2-received-1460",
        requirement="SIM7020EN-6.2-R7",
        sentence="Received data is put out whole.",
        instead="Of a segment of 1460 bytes or more the last byte is lost.",
        kind="binary",
        change=Change(hears=received(lambda data: data[:-1] if len(data) >= 1460 else data)),
        probe="""
            server TCP
            given connected server
            server sends <1460 bytes>
        """,
    ),
    Defect(
        id="sim7020-6.2-second-close-untold",
        requirement="SIM7020EN-6.2-U2",
        sentence="CLOSED tells that the far end has closed the connection.",
        instead="The end of a second connection is not told.",
        kind="repetition",
        change=Change(lines=(Line("CLOSED", None, spared=1),)),
        probe="""
            server TCP
            given connected server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server closes
        """,
    ),
    Defect(
        id="sim7020-6.2-close-held-back",
        requirement="SIM7020EN-6.2-U2",
        sentence="CLOSED comes when the far end has closed the connection.",
        instead="It is held back until the host sends its next command.",
        kind="timing",
        change=Change(speaks=end_told_late),
        probe="""
            server TCP
            given connected server
            server closes
            wait 5
            send AT
        """,
    ),
    Defect(
        id="sim7020-6.3-second-udp-unreported",
        requirement="SIM7020EN-6.3-R1",
        sentence="AT+CIPSTART with UDP is answered by OK, and CONNECT OK follows.",
        instead="CONNECT OK is missing from the second UDP connection on.",
        kind="repetition",
        change=Change(speaks=answer(r'AT\+CIPSTART="UDP".*', lose(rb"CONNECT OK"), spared=1)),
        probe="""
            server UDP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7020-6.3-confirmation-waits",
        requirement="SIM7020EN-6.3-R2",
        sentence="On UDP SEND OK tells that the data has left, and waits for nobody.",
        instead="It comes after five seconds in which an acknowledgement was waited for.",
        kind="timing",
        change=Change(
            speaks=answer(r'AT\+CIPSTART="UDP".*', late(rb"SEND OK", 5 * SECOND), until=r'AT\+CIPSTART="TCP".*')
        ),
        probe="""
            server UDP
            given connected server
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 8
        """,
        unseen=(
            "No document says how soon SEND OK comes on UDP: a module that takes as long over every answer is right."
        ),
    ),
    Defect(
        id="sim7020-6.3-long-datagram-unsent",
        requirement="SIM7020EN-6.3-R2",
        sentence="On UDP SEND OK tells that the data has been sent out.",
        instead="A datagram of more than 1024 bytes is confirmed and never sent.",
        kind="binary",
        change=Change(asks=sent(lambda data: b"" if len(data) > 1024 else data, "UDP")),
        probe="""
            server UDP
            given connected server
            send AT+CIPSEND
            type <1025 bytes><Ctrl-Z>
        """,
    ),
    Defect(
        id="sim7020-6.3-end-told-twice",
        requirement="SIM7020EN-6.3-U1",
        sentence="At the end of a UDP connection one line tells that it is closed.",
        instead="From the second UDP connection on the line comes twice.",
        kind="repetition",
        change=Change(speaks=answer(r"AT\+CIPCLOSE", swap(rb"\r\nCLOSE OK\r\n", b"\r\nCLOSE OK\r\n" * 2), spared=1)),
        probe="""
            server UDP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
        """,
    ),
)
