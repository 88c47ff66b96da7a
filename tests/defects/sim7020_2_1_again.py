"""SIM7020 note, 2.1 to 4.2: further ones."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020 import Misheard
from tests.defects.filters_sim7020_6 import answer
from tests.defects.seams import Change
from tests.defects.shared_sim7020_again import Firmware


def forgotten_on_closing(setting: bytes) -> dict[str, object]:
    """Let a setting fall back to 0 as soon as a socket is closed."""
    return Misheard(rb"AT\+CSOCL=\d", lambda found, earlier: found[0] + b";" + setting + b"=0").change()


class TypedUncounted(Firmware):
    """AT+CSOACK does not count what was typed after AT+CSODSEND."""

    def __init__(self):
        self.typed_in = {}

    def asks(self, request):
        found = re.match(rb"AT\+CSODSEND=(\d)", self.line)
        if isinstance(request, net.Send) and found is not None:
            self.typed_in[found[1]] = self.typed_in.get(found[1], 0) + len(request.data)
        return (request,)

    def speaks(self, piece):
        def told(found):
            less = self.typed_in.get(found[2], 0)
            amounts = [max(0, int(value) - less) for value in found[3].split(b",")[:2]]
            return b"%b%b,%d,%d,%d" % (found[1], found[2], *amounts, amounts[0] - amounts[1])

        return (re.sub(rb"(\+CSOACK: )(\d),(\d+,\d+),\d+", told, piece),)


class ClientsNotConnected(Firmware):
    """A client that came to the server counts as created only."""

    def __init__(self):
        self.clients = set()

    def speaks(self, piece):
        for found in re.finditer(rb"\+NEW CLIENT CONNECT?: ?(\d)", piece):
            self.clients.add(found[1])

        def told(found):
            return found[1] + found[2] + (b",1" if found[2] in self.clients else b",2")

        return (re.sub(rb"(\+CSOSTATUS: )(\d),2", told, piece),)


class TailOfTheName(Firmware):
    """A shorter APN is written over a longer one, of which the rest stays."""

    def __init__(self):
        self.apn = ""

    def asks(self, request):
        if isinstance(request, net.Activate) and request.apn:
            self.apn = request.apn + self.apn[len(request.apn) :]
            request = replace(request, apn=self.apn)
        return (request,)

    def speaks(self, piece):
        if self.apn:
            piece = re.sub(
                rb'(\+CGCONTRDP: \d,\d,")([^"]*)"',
                lambda found: (
                    found[1] + self.apn.encode() + b'"' if self.apn.encode().startswith(found[2]) else found[0]
                ),
                piece,
            )
        return (piece,)


class FailsOnceMore(Firmware):
    """After a name that was not found, the next one is not found either."""

    def __init__(self):
        self.failed = False

    def speaks(self, piece):
        if re.match(rb"\r\n\+CDNSGIP: 0,", piece):
            self.failed = not self.failed
        elif self.failed and re.match(rb"\r\n\+CDNSGIP: 1,", piece):
            self.failed = False
            return (b"\r\n+CDNSGIP: 0,8\r\n",)
        return (piece,)


def ping_line_twice():
    """Print the last line of a ping twice, from the second ping on."""
    return answer(r"AT\+CIPPING=.*", lambda piece: (piece, piece) if b"+CIPPING: 4," in piece else (piece,), spared=1)()


class LastPortForBoth(Firmware):
    """The local port that was set last is that of both protocols."""

    port = 0

    def command(self, line):
        if found := re.match(rb'AT\+CLPORT="(?:TCP|UDP)",(\d+)', line):
            self.port = int(found[1])

    def asks(self, request):
        if isinstance(request, net.Connect) and self.port:
            request = replace(request, local_port=self.port)
        return (request,)


DEFECTS = (
    Defect(
        id="sim7020-2.1-flag-forgotten-on-closing",
        requirement="SIM7020EN-2.1-C10",
        sentence="AT+CSORCVFLAG sets how received data is shown.",
        instead="The flag falls back to 0 when any socket is closed.",
        kind="repetition",
        change=Change(**forgotten_on_closing(b"+CSORCVFLAG")),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSOC=1,2,1
            send AT+CSORCVFLAG=1
            send AT+CSOCL=1
            server sends hello
        """,
    ),
    Defect(
        id="sim7020-2.1-typed-uncounted",
        requirement="SIM7020EN-2.1-C12",
        sentence="AT+CSOACK tells how much was sent on the connection.",
        instead="What was typed after AT+CSODSEND is not counted.",
        kind="one at a time",
        change=Change(firmware=TypedUncounted),
        probe="""
            server TCP
            given connected-socket server 0
            send AT+CSODSEND=0,5
            type hello
            wait 2
            send AT+CSOACK=0
        """,
    ),
    Defect(
        id="sim7020-2.1-clients-created-only",
        requirement="SIM7020EN-2.1-C11",
        sentence="AT+CSOSTATUS tells the status of a socket.",
        instead="The socket of a client that came to the server is told as created only.",
        kind="one at a time",
        change=Change(firmware=ClientsNotConnected),
        probe="""
            client TCP
            given listening-socket 5000
            client connects 5000
            send AT+CSOSTATUS=1
        """,
    ),
    Defect(
        id="sim7020-2.2-last-port-for-both",
        requirement="SIM7020EN-2.2-C8",
        sentence="AT+CLPORT sets the local port for a protocol.",
        instead="The port that was set last is that of both protocols.",
        kind="two at once",
        change=Change(firmware=LastPortForBoth),
        probe="""
            server UDP
            client UDP
            given ip-status
            send AT+CLPORT="UDP",8888
            send AT+CLPORT="TCP",7777
            send AT+CIPUDPMODE=1
            send AT+CIPSTART="UDP","{server.ip}",{server.port}
            client connects 8888
            client sends hello
        """,
    ),
    Defect(
        id="sim7020-3.2-tail-of-apn",
        requirement="SIM7020EN-3.2-R1",
        sentence="AT*MCGDEFCONT fixes the APN for the activation that follows.",
        instead="A shorter APN is written over a longer one, and the rest of that stays.",
        kind="repetition",
        change=Change(firmware=TailOfTheName),
        probe="""
            send AT+CFUN=0
            send AT*MCGDEFCONT="IP","longername"
            send AT+CFUN=1
            wait 15
            send AT+CFUN=0
            send AT*MCGDEFCONT="IP","short"
            send AT+CFUN=1
            wait 15
            send AT+CGCONTRDP
        """,
    ),
    Defect(
        id="sim7020-4.1-fails-once-more",
        requirement="SIM7020EN-4.1-U1",
        sentence="A name that has an address is reported with it.",
        instead="The first name after one that was not found is reported as not found.",
        kind="repetition",
        change=Change(firmware=FailsOnceMore),
        probe="""
            send AT+CDNSGIP="abctest"
            wait 15
            send AT+CDNSGIP="www.baidu.com"
            wait 5
        """,
    ),
    Defect(
        id="sim7020-4.2-last-line-twice",
        requirement="SIM7020EN-4.2-L1",
        sentence="A ping is reported in four lines, numbered 1 to 4.",
        instead="From the second ping on the fourth line is printed twice.",
        kind="repetition",
        change=Change(speaks=ping_line_twice),
        probe="""
            server TCP
            send AT+CIPPING="{server.ip}"
            wait 8
            send AT+CIPPING="{server.ip}"
            wait 8
        """,
    ),
)
