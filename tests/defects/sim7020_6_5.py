"""SIM7020 note, 6.5."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import MS
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020_6 import (
    answer,
    asked_again,
    late,
    swap,
)
from tests.defects.seams import Change, Line


def first_client_told():
    """Tell the address of the first client for every client."""
    first = b""

    def speak(piece):
        nonlocal first
        found = re.fullmatch(rb"\r\n((?:\d,)?)REMOTE IP: ([\d.]+)\r\n", piece)
        if found:
            first = first or found[2]
            return (b"\r\n" + found[1] + b"REMOTE IP: " + first + b"\r\n",)
        return (piece,)

    return speak


def first_data_of_later_clients_lost():
    """Lose what a client sends first, from the second client on."""
    clients, fresh = 0, set()

    def hear(event):
        nonlocal clients
        if isinstance(event, net.Incoming):
            clients += 1
            if clients > 1:
                fresh.add(event.link)
        if isinstance(event, net.Received) and event.link in fresh:
            fresh.remove(event.link)
            return ()
        return (event,)

    return hear


def to_first_client():
    """Send to the link of the first client, whichever client is connected."""

    def ask(request):
        if isinstance(request, net.Send) and request.link < -1:
            return (replace(request, link=-1),)
        return (request,)

    return ask


DEFECTS = (
    Defect(
        id="sim7020-6.5-first-port-listened-on",
        requirement="SIM7020EN-6.5-R1",
        sentence="AT+CIPSERVER=1 listens on the port that it gives.",
        instead="A second server listens on the port of the first one.",
        kind="repetition",
        change=Change(asks=asked_again(net.Listen, lambda first, request: (replace(request, port=first.port),))),
        probe="""
            client TCP
            given listening 1234
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,4321
            client connects 4321
        """,
    ),
    Defect(
        id="sim7020-6.5-second-server-unreported",
        requirement="SIM7020EN-6.5-U1",
        sentence="SERVER OK tells that the server listens.",
        instead="It comes for the first server only.",
        kind="repetition",
        change=Change(lines=(Line("SERVER OK", None, spared=1),)),
        probe="""
            given listening 1234
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,1234
        """,
    ),
    Defect(
        id="sim7020-6.5-address-of-second-server",
        requirement="SIM7020EN-6.5-R2",
        sentence="AT+CIFSR behind SERVER OK tells the address that clients call.",
        instead="For a second server it tells 127.0.0.1.",
        kind="repetition",
        change=Change(
            speaks=answer(
                r"AT\+CIPSERVER=1,.*", swap(rb"^\r\n\d+\.\d+\.\d+\.\d+\r\n", b"\r\n127.0.0.1\r\n"), spared=1, until=None
            )
        ),
        probe="""
            given listening 1234
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,1234
            send AT+CIFSR
        """,
    ),
    Defect(
        id="sim7020-6.5-address-of-first-client",
        requirement="SIM7020EN-6.5-U2",
        sentence="REMOTE IP tells the address of the client that has connected.",
        instead="A later client is told with the address of the first one.",
        kind="repetition",
        change=Change(speaks=first_client_told),
        probe="""
            client TCP
            second-client TCP
            given listening 1234
            client connects 1234
            client closes
            second-client connects 1234
        """,
    ),
    Defect(
        id="sim7020-6.5-first-data-of-later-client",
        requirement="SIM7020EN-6.5-R3",
        sentence="What the connected client sends is put out.",
        instead="From the second client on the first data is lost.",
        kind="repetition",
        change=Change(hears=first_data_of_later_clients_lost),
        probe="""
            client TCP
            second-client TCP
            given listening 1234
            client connects 1234
            client closes
            second-client connects 1234
            second-client sends hello
        """,
    ),
    Defect(
        id="sim7020-6.5-sent-to-client-before",
        requirement="SIM7020EN-6.5-R4",
        sentence="AT+CIPSEND sends to the connected client.",
        instead="When that is a later client the data goes to the link of the first one.",
        kind="repetition",
        change=Change(asks=to_first_client),
        probe="""
            client TCP
            second-client TCP
            given listening 1234
            client connects 1234
            client closes
            second-client connects 1234
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7020-6.5-listens-on",
        requirement="SIM7020EN-6.5-R5",
        sentence="AT+CIPSERVER=0 ends the listening.",
        instead="The second time it is answered, and the port stays open.",
        kind="repetition",
        change=Change(asks=asked_again(net.StopListening, lambda _first, _request: ())),
        probe="""
            client TCP
            given listening 1234
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,1234
            send AT+CIPSERVER=0
            client connects 1234
        """,
    ),
    Defect(
        id="sim7020-6.5-server-close-before-ok",
        requirement="SIM7020EN-6.5-U3",
        sentence="SERVER CLOSE follows on the OK of AT+CIPSERVER=0.",
        instead="It comes before the OK.",
        kind="timing",
        change=Change(speaks=answer(r"AT\+CIPSERVER=0", late(rb"^\r\nOK\r\n$", 20 * MS))),
        probe="""
            given listening 1234
            send AT+CIPSERVER=0
        """,
    ),
    Defect(
        id="sim7020-6.5-state-before-ok",
        requirement="SIM7020EN-6.5-R7",
        sentence="AT+CIPSTATUS is answered by OK, and the state follows.",
        instead="From the second time on the state comes first.",
        kind="repetition",
        change=Change(speaks=answer(r"AT\+CIPSTATUS", late(rb"^\r\nOK\r\n$", 20 * MS), spared=1)),
        probe="""
            send AT+CIPSTATUS
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7020-6.5-listening-shown-once",
        requirement="SIM7020EN-6.5-S1",
        sentence="A server without a client is shown as SERVER LISTENING.",
        instead="A second server is shown as CONNECT OK while it waits for its client.",
        kind="repetition",
        change=Change(
            speaks=answer(
                r"AT\+CIPSERVER=1,.*", swap(rb"STATE: SERVER LISTENING", b"STATE: CONNECT OK"), spared=1, until=None
            )
        ),
        probe="""
            given listening 1234
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,1234
            send AT+CIPSTATUS
        """,
    ),
)
