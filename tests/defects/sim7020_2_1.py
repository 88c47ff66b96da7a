"""SIM7020 note, 2.1."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import (
    after_command,
    sent,
    sent_on,
    told_of_the_other,
    unheeded_again,
    up_to_zero,
)
from tests.defects.seams import Change, Line


def second_goes_where_the_first_does():
    """Connect every further link to the host and port of the first."""
    first = None

    def ask(request):
        nonlocal first
        if isinstance(request, net.Connect):
            first = first or request
            request = replace(request, host=first.host, port=first.port)
        return (request,)

    return ask


def listens_where_it_first_did():
    """Listen on the port that the first server had."""
    first = None

    def ask(request):
        nonlocal first
        if isinstance(request, net.Listen):
            first = first or request.port
            request = replace(request, port=first)
        return (request,)

    return ask


def deaf_the_second_time():
    """Stop listening at once, from the second server on."""
    met = 0

    def ask(request):
        nonlocal met
        met += isinstance(request, net.Listen)
        if isinstance(request, net.Listen) and met > 1:
            return (request, net.StopListening(request.server))
        return (request,)

    return ask


def closes_the_first():
    """Close the oldest link, whichever is to be closed."""
    open_links = []

    def ask(request):
        if isinstance(request, net.Connect):
            open_links.append(request.link)
        if isinstance(request, net.Close) and request.link in open_links:
            request = replace(request, link=open_links.pop(0))
        return (request,)

    return ask


def without_repetitions():
    """Take data that is the same as the last for a repetition of it."""
    last = None

    def hear(event):
        nonlocal last
        if isinstance(event, net.Received):
            same, last = event.data == last, event.data
            return () if same else (event,)
        return (event,)

    return hear


def entry_of_before():
    """Send, from the second data entry on, what was in the buffer of the first, as long as the new data is."""
    entered = None
    entering = False

    def listen(data):
        nonlocal entering
        if data.endswith(b"\r"):
            entering = data.startswith(b"AT+CSODSEND=")
        elif entering:
            nonlocal entered
            entered = entered or data
            return (entered * len(data))[: len(data)]
        return data

    return listen


def status_of_before():
    """Tell that a socket is connected after its connection has ended."""
    lost = set()

    def speak(piece):
        for found in re.finditer(rb"\r\n\+CSOERR: (\d),", piece):
            lost.add(found[1])
        if piece.startswith(b"\r\n+CSOSTATUS: ") and piece[14:15] in lost:
            piece = piece.replace(b",1\r\n", b",2\r\n")
        return (piece,)

    return speak


TWO_TCP = """
    server TCP
    second TCP
    given connected-socket server 0
    given connected-socket second 1
"""


DEFECTS = (
    Defect(
        id="sim7020-2.1-second-creation-next-id",
        requirement="SIM7020EN-2.1-C1",
        sentence="Creating a socket returns its id.",
        instead="The number told after a close goes on from the last one, while the socket has the number 0 again.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CSOC: 0", "+CSOC: 1", spared=1),)),
        probe="""
            send AT+CSOC=1,1,1
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
        """,
    ),
    Defect(
        id="sim7020-2.1-second-connect-first-peer",
        requirement="SIM7020EN-2.1-C2",
        sentence="A socket is connected to the address and port that are given.",
        instead="The second socket goes to the far end of the first.",
        kind="two at once",
        change=Change(asks=second_goes_where_the_first_does),
        probe=TWO_TCP + 'send AT+CSOSEND=1,0,"hello"',
    ),
    Defect(
        id="sim7020-2.1-bound-to-earlier-port",
        requirement="SIM7020EN-2.1-C3",
        sentence="A local port can be bound to a socket.",
        instead="A socket that is made and bound anew has the port of the one before.",
        kind="repetition",
        change=Change(asks=listens_where_it_first_did),
        probe="""
            client TCP
            given listening-socket 5000
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
            send AT+CSOB=0,6000
            send AT+CSOLIS=0
            client connects 6000
        """,
    ),
    Defect(
        id="sim7020-2.1-second-listening-deaf",
        requirement="SIM7020EN-2.1-C4",
        sentence="The command opens the listening function of a server.",
        instead="The second time it is confirmed, and nothing listens.",
        kind="repetition",
        change=Change(asks=deaf_the_second_time),
        probe="""
            client TCP
            given listening-socket 5000
            send AT+CSOCL=0
            send AT+CSOC=1,1,1
            send AT+CSOB=0,5000
            send AT+CSOLIS=0
            client connects 5000
        """,
    ),
    Defect(
        id="sim7020-2.1-retention-stays-on",
        requirement="SIM7020EN-2.1-C5",
        sentence="Whether the sockets are kept is a setting that can be set.",
        instead="What was switched on cannot be switched off again.",
        kind="repetition",
        change=Change(**unheeded_again(b"AT+RETENTION=1", b"AT+RETENTION=0")),
        probe="""
            send AT+RETENTION=1
            send AT+RETENTION=0
            send AT+RETENTION?
        """,
    ),
    Defect(
        id="sim7020-2.1-send-up-to-zero",
        requirement="SIM7020EN-2.1-C6",
        sentence="The data of the command is sent to the far end.",
        instead="What stands behind a byte 0x00 is not sent.",
        kind="binary",
        change=Change(asks=sent(up_to_zero)),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSOSEND=0,6,"410042"
        """,
    ),
    Defect(
        id="sim7020-2.1-send-second-socket-first-link",
        requirement="SIM7020EN-2.1-C6",
        sentence="Data goes to the far end of the socket that is named.",
        instead="What the second socket sends goes to the far end of the first.",
        kind="two at once",
        change=Change(asks=sent_on(1, 2)),
        probe=TWO_TCP + 'send AT+CSOSEND=1,0,"hello"',
    ),
    Defect(
        id="sim7020-2.1-data-entry-of-before",
        requirement="SIM7020EN-2.1-C7",
        sentence="The data entered behind the command is sent to the far end.",
        instead="The second time the data of the first entry is sent.",
        kind="repetition",
        change=Change(listens=entry_of_before),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSODSEND=0,5
            type hello
            wait 2
            send AT+CSODSEND=0,5
            type world
            wait 2
        """,
    ),
    Defect(
        id="sim7020-2.1-close-second-closes-first",
        requirement="SIM7020EN-2.1-C8",
        sentence="The socket that is named is closed.",
        instead="Of two connections the one that was made first is closed.",
        kind="two at once",
        change=Change(asks=closes_the_first),
        probe=TWO_TCP + "send AT+CSOCL=1",
    ),
    Defect(
        id="sim7020-2.1-send-flag-stays-on",
        requirement="SIM7020EN-2.1-C9",
        sentence="The send flag can be set.",
        instead="Once it is 1 it cannot be set to 0 again.",
        kind="repetition",
        change=Change(**unheeded_again(b"AT+CSOSENDFLAG=1", b"AT+CSOSENDFLAG=0")),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSOSENDFLAG=1
            send AT+CSOSENDFLAG=0
            send AT+CSOSEND=0,0,"hello"
        """,
    ),
    Defect(
        id="sim7020-2.1-receive-flag-stays-on",
        requirement="SIM7020EN-2.1-C10",
        sentence="The receive flag can be set.",
        instead="Once it is 1 it cannot be set to 0 again.",
        kind="repetition",
        change=Change(**unheeded_again(b"AT+CSORCVFLAG=1", b"AT+CSORCVFLAG=0")),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSORCVFLAG=1
            send AT+CSORCVFLAG=0
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-2.1-receive-flag-known-once",
        requirement="SIM7020EN-2.1-C10",
        sentence="The module has a command for the receive flag.",
        instead="Its test form is answered once, and then with an error.",
        kind="repetition",
        change=Change(
            speaks=after_command(
                rb"AT\+CSORCVFLAG=\?", lambda piece: b"\r\nERROR\r\n" if b"OK" in piece else b"", spared=1
            )
        ),
        probe="""
            send AT+CSORCVFLAG=?
            send AT+CSORCVFLAG=?
        """,
    ),
    Defect(
        id="sim7020-2.1-status-after-loss",
        requirement="SIM7020EN-2.1-C11",
        sentence="The status of a socket can be asked for.",
        instead="After its connection has ended a socket is still said to be connected.",
        kind="repetition",
        change=Change(speaks=status_of_before),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSOSTATUS=0
            server closes
            send AT+CSOSTATUS=0
        """,
    ),
    Defect(
        id="sim7020-2.1-status-of-the-other",
        requirement="SIM7020EN-2.1-C11",
        sentence="The status told is that of the socket that is named.",
        instead="Of the second socket the status of the first is told.",
        kind="two at once",
        change=Change(speaks=told_of_the_other("+CSOSTATUS")),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSOC=1,1,1
            send AT+CSOSTATUS=0
            send AT+CSOSTATUS=1
        """,
    ),
    Defect(
        id="sim7020-2.1-amounts-of-the-other",
        requirement="SIM7020EN-2.1-C12",
        sentence="What a connection has carried can be asked for.",
        instead="Of the second socket the amounts of the first are told.",
        kind="two at once",
        change=Change(speaks=told_of_the_other("+CSOACK")),
        probe=TWO_TCP
        + """
            send AT+CSOSEND=0,0,"hello"
            send AT+CSOACK=0
            send AT+CSOACK=1
        """,
    ),
    Defect(
        id="sim7020-2.1-keepalive-of-the-other",
        requirement="SIM7020EN-2.1-C13",
        sentence="The keepalive parameters of a socket can be set.",
        instead="The second socket is shown with the parameters of the first.",
        kind="two at once",
        change=Change(speaks=told_of_the_other("+CSOALIVE")),
        probe="""
            send AT+CSOC=1,1,1
            send AT+CSOC=1,1,1
            send AT+CSOALIVE=0,1,60,40,3
            send AT+CSOALIVE?
        """,
    ),
    Defect(
        id="sim7020-2.1-fetching-stays-on",
        requirement="SIM7020EN-2.1-C14",
        sentence="Whether data is fetched by hand is switched by the command.",
        instead="What was switched on cannot be switched off again.",
        kind="repetition",
        change=Change(**unheeded_again(b"AT+CSORXGET=1", b"AT+CSORXGET=0")),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSORXGET=1
            send AT+CSORXGET=0
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-2.1-same-data-told-once",
        requirement="SIM7020EN-2.1-C15",
        sentence="An arrived message is indicated.",
        instead="One that has the same text as the last is taken for a repetition, and lost.",
        kind="repetition",
        change=Change(hears=without_repetitions),
        probe="""
            server TCP
            given connected-socket server 0
            server sends hello
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-2.1-one-error-only",
        requirement="SIM7020EN-2.1-C16",
        sentence="An error of a socket is indicated.",
        instead="Only the first one is, whichever socket it belongs to.",
        kind="two at once",
        change=Change(lines=(Line(r"\+CSOERR: .*", None, spared=1),)),
        probe=TWO_TCP
        + """
            server resets
            second resets
        """,
    ),
)
