"""SIM800 note, 2.1.4."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.cip.receive import Receiving
from atconform.emulator.cip.udp import UdpModes
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.meddling import (
    keeps_first,
    until_zero,
)
from tests.defects.seams import Change

# --- UDP extended mode ---


def two_sources():
    """Hear of two senders only."""
    known = []

    def hear(event):
        if isinstance(event, net.Received):
            source = (event.address, event.port)
            if source not in known and len(known) == 2:
                return ()
            known.extend(() if source in known else (source,))
        return (event,)

    return hear


def source_of_before():
    """Name the sender of the data before."""
    before = None

    def hear(event):
        nonlocal before
        if isinstance(event, net.Received):
            last, before = before, (event.address, event.port)
            if last is not None:
                return (replace(event, address=last[0], port=last[1]),)
        return (event,)

    return hear


def source_when_it_changes():
    """Name a sender once, until another one sends."""
    last = None

    def speak(piece):
        nonlocal last
        found = re.match(rb"\r\nRECV FROM:[\d.:]+\r\n", piece)
        if found is None:
            return (piece,)
        repeated, last = found[0] == last, found[0]
        return (piece[found.end() :] if repeated else piece,)

    return speak


def length_otherwise(length):
    """Make a filter that tells another length in the IP head."""

    def speak(piece):
        found = re.search(rb"\+IPD,(\d+):", piece)
        if found is None:
            return (piece,)
        return (piece[: found.start(1)] + b"%d" % length(piece[found.end() :]) + piece[found.end(1) :],)

    return lambda: speak


def head_forgotten():
    """Put the IP head before the data of the first connection only."""
    met = 0

    def speak(piece):
        nonlocal met
        met += b"CONNECT OK\r\n" in piece
        return (re.sub(rb"\r\n\+IPD,\d+:", b"", piece) if met > 1 else piece,)

    return speak


def extended_once():
    """Hear on later connections of their own server only."""
    servers = {}

    def hear(event):
        match event:
            case net.Connected(link=link):
                servers[link] = (event.address, event.port)
            case net.Received(link=link) if len(servers) > 1 and servers.get(link) != (event.address, event.port):
                return ()
        return (event,)

    return hear


class AnswersLastSender(Receiving):
    """Sends to whoever has sent last."""

    def _received(self, connection, event):
        super()._received(connection, event)
        if connection.protocol == "UDP":
            self.module.part(UdpModes).modes[connection.number].destination = (event.address, event.port)


class RedirectionUndone(Receiving):
    """Sends to the server of AT+CIPSTART again when that has sent something."""

    def _received(self, connection, event):
        super()._received(connection, event)
        if (event.address, event.port) == (connection.address, connection.port):
            self.module.part(UdpModes).modes[connection.number].destination = None


def port_forgotten():
    """Forget the local port when the context goes."""
    gone = False

    def ask(request):
        nonlocal gone
        gone = gone or isinstance(request, net.Deactivate)
        if gone and isinstance(request, net.Connect):
            return (replace(request, local_port=0),)
        return (request,)

    return ask


def has_destination(request):
    """Whether it goes to another address than that of its link."""
    return request.to is not None


DEFECTS = (
    Defect(
        id="sim800-2.1.4-two-sources",
        requirement="SIM800-2.1.4-R1",
        sentence="In UDP extended mode data of any sender is put out.",
        instead="That of the first two is, a third one is not heard.",
        kind="two at once",
        change=Change(hears=two_sources),
        probe="""
            server UDP
            second UDP
            third UDP
            send AT+CLPORT="UDP",8888
            send AT+CIPUDPMODE=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            server connects 8888
            second connects 8888
            third connects 8888
            server sends one
            second sends two
            third sends three
        """,
    ),
    Defect(
        id="sim800-2.1.4-port-forgotten",
        requirement="SIM800-2.1.4-R2",
        sentence="AT+CLPORT sets the local UDP port.",
        instead="AT+CIPSHUT makes it forget the port.",
        kind="repetition",
        change=Change(asks=port_forgotten),
        probe="""
            server UDP
            send AT+CLPORT="UDP",8888
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSHUT
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            send AT+CIPSHUT
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            server connects 8888
            server sends hello
        """,
    ),
    Defect(
        id="sim800-2.1.4-source-of-before",
        requirement="SIM800-2.1.4-R3",
        sentence="With AT+CIPSRIP=1 the sender stands before its data.",
        instead="From the second datagram on it is the sender of the one before.",
        kind="two at once",
        change=Change(hears=source_of_before),
        probe="""
            server UDP
            second UDP
            send AT+CLPORT="UDP",8888
            send AT+CIPUDPMODE=1
            send AT+CIPSRIP=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            server connects 8888
            second connects 8888
            server sends one
            second sends two
        """,
    ),
    Defect(
        id="sim800-2.1.4-length-of-a-byte",
        requirement="SIM800-2.1.4-R4",
        sentence="With AT+CIPHEAD=1 the length of the data stands before it.",
        instead="It is counted in a byte: from 256 bytes on it begins anew.",
        kind="binary",
        change=Change(speaks=length_otherwise(lambda data: len(data) % 256)),
        probe="""
            server UDP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            server sends <300 bytes>
        """,
    ),
    Defect(
        id="sim800-2.1.4-head-forgotten",
        requirement="SIM800-2.1.4-R4",
        sentence="AT+CIPHEAD=1 puts a head before received data.",
        instead="The next connection has none.",
        kind="repetition",
        change=Change(speaks=head_forgotten),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            server sends one
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends two
        """,
    ),
    Defect(
        id="sim800-2.1.4-extended-once",
        requirement="SIM800-2.1.4-R5",
        sentence="AT+CIPUDPMODE=1 has the module put out data of other senders too.",
        instead="On the first connection; on later ones other senders are not heard.",
        kind="repetition",
        change=Change(hears=extended_once),
        probe="""
            server UDP
            second UDP
            send AT+CLPORT="UDP",8888
            send AT+CIPUDPMODE=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            second connects 8888
            second sends two
        """,
    ),
    Defect(
        id="sim800-2.1.4-answers-last-sender",
        requirement="SIM800-2.1.4-R6",
        sentence="Data goes to the address of AT+CIPSTART until another one is set, and the query tells it.",
        instead="It goes to whoever has sent last, as the query tells too.",
        kind="two at once",
        change=Change(parts={Receiving: AnswersLastSender}),
        probe="""
            server UDP
            second UDP
            send AT+CLPORT="UDP",8888
            send AT+CIPUDPMODE=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            second connects 8888
            second sends two
            send AT+CIPUDPMODE?
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.4-source-when-it-changes",
        requirement="SIM800-2.1.4-U1",
        sentence="The sender stands before each datagram.",
        instead="Before the first of several in a row only.",
        kind="repetition",
        change=Change(speaks=source_when_it_changes),
        probe="""
            server UDP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSRIP=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            server sends one
            server sends two
        """,
    ),
    Defect(
        id="sim800-2.1.4-length-until-zero",
        requirement="SIM800-2.1.4-U1",
        sentence="The length counts the bytes of the data.",
        instead="It counts them to the first 0x00.",
        kind="binary",
        change=Change(speaks=length_otherwise(lambda data: len(until_zero(data)))),
        probe="""
            server UDP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 2
            server sends one<0x00>two
        """,
    ),
    Defect(
        id="sim800-2.1.4-second-redirection-ignored",
        requirement="SIM800-2.1.4-R7",
        sentence="AT+CIPUDPMODE=2 changes where data goes.",
        instead="The second time it is confirmed, and data goes where the first time led.",
        kind="repetition",
        change=Change(asks=keeps_first(net.Send, "to", wanted=has_destination)),
        probe="""
            server UDP
            second UDP
            third UDP
            given connected server
            send AT+CIPUDPMODE=1
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 2
            send AT+CIPUDPMODE=2,"{third.ip}",{third.port}
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.1.4-redirection-undone",
        requirement="SIM800-2.1.4-R7",
        sentence="AT+CIPUDPMODE=2 changes where data goes from then on.",
        instead="A datagram of the first address makes it go there again.",
        kind="two at once",
        change=Change(parts={Receiving: RedirectionUndone}),
        probe="""
            server UDP
            second UDP
            given connected server
            send AT+CIPUDPMODE=1
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 2
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            server sends hello
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 2
        """,
    ),
)
