"""SIM7X00 note, 2.4.2 to 2.4.3."""

from __future__ import annotations

import re

from atconform.base.units import MS, SECOND
from atconform.emulator.netopen.datamode import DataMode
from atconform.emulator.netopen.receive import Receiving
from atconform.emulator.netopen.send import transmit
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    answered,
    beyond,
    escape_confirmed,
    is_udp,
    lost,
    lost_when_empty,
    ok_first,
    once_said,
    refused,
    second_plus_signs_unheard,
    with_data,
    with_fields,
)
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7x00_2_4 import LEAVE, DeafBehindReturn

MODE_SET = r"AT\+CIPMODE=1\r"


# --- 2.4.2 ---


class TakesFirstClient(DataMode):
    """Goes to data mode by itself for the first client only."""

    def __init__(self, module):
        super().__init__(module)
        self._offers = 0

    def offer(self, link, *, enter):
        self._offers += 1
        super().offer(link, enter=enter and self._offers == 1)


def connect_late():
    """Tell CONNECT of a client a minute after the client."""
    came = False

    def speak(piece):
        nonlocal came
        if b"\r\n+CLIENT: 0,0," in piece:
            came = True
        elif came and piece.startswith(b"\r\nCONNECT "):
            came = False
            return ((60 * SECOND, piece),)
        return (piece,)

    return speak


def client_late():
    """Tell a client of the transparent server behind its CONNECT."""
    mode = False

    def speak(piece):
        nonlocal mode
        mode = mode or piece == b"AT+CIPMODE=1\r"
        return ((200 * MS, piece),) if mode and b"\r\n+CLIENT: 0,0," in piece else (piece,)

    return speak


def server_closed_with_client():
    """Stop the servers when a client's link is closed."""
    servers = []

    def ask(request):
        if isinstance(request, net.Listen):
            servers.append(request.server)
        if isinstance(request, net.Close) and request.link < 0:
            return (request, *map(net.StopListening, servers))
        return (request,)

    return ask


CALLED = """
    client TCP
    send ATS0=7
    send AT+CIPMODE=1
    send AT+NETOPEN
    send AT+SERVERSTART=8080,0
    client connects 8080
"""


# --- 2.4.3 ---

UDP = """
    server UDP
    send AT+CIPMODE=1
    send AT+NETOPEN
    send AT+CIPOPEN=0,"UDP","{server.ip}",{server.port},8080
"""


def wireless_rate_stays():
    """Tell the rate of the radio link in each CONNECT once it has been told."""
    told = None

    def speak(piece):
        nonlocal told
        found = re.fullmatch(rb"\r\nCONNECT (\d+)\r\n", piece)
        if found and found[1] != b"115200":
            told = piece
        return (told or piece,) if found else (piece,)

    return speak


def empty_lines_merged(data):
    """Take two line ends for one."""
    return data.replace(b"\r\n\r\n", b"\r\n")


class FollowsSender(Receiving):
    """Takes whoever has sent the last datagram for the far end."""

    def _received(self, link, source, data):
        if link.transparent and link.protocol == "UDP":
            address, _, port = source.rpartition(":")
            link.address, link.port = address, int(port)
        super()._received(link, source, data)


class AnswersSender(DataMode):
    """Sends datagrams to the far end that the link has at present."""

    def _typed(self, data):
        if self.link is not None and self.link.protocol == "UDP":
            transmit(self.module, self.link, data, (self.link.address, self.link.port))
        else:
            super()._typed(data)


DEFECTS = (
    Defect(
        id="sim7x00-2.4.2-second-client-not-taken",
        requirement="SIM7X00-2.4.2-R1",
        sentence="With S0 set, a client leads to data mode by itself.",
        instead="The second client does not: S0 has been used up.",
        kind="repetition",
        change=Change(parts={DataMode: TakesFirstClient}),
        probe=f"""
            {CALLED}
            {LEAVE}
            send AT+CIPCLOSE=0
            client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.4.2-mode-set-already",
        requirement="SIM7X00-2.4.2-E2",
        sentence="With the network closed, mode 1 can be set.",
        instead="Where it was set before, the answer is ERROR.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPMODE=1", refused, spared=1)),
        probe="""
            send AT+CIPMODE=1
            send AT+CIPMODE=1
        """,
    ),
    Defect(
        id="sim7x00-2.4.2-blank-refused",
        requirement="SIM7X00-2.4.2-E4",
        sentence="A blank may stand before the index of the server.",
        instead="The answer is ERROR.",
        kind="one at a time",
        change=Change(speaks=answered(r"AT\+SERVERSTART=\d+, \d", refused)),
        probe="""
            given network-open-transparent
            send AT+SERVERSTART=8080, 0
        """,
    ),
    Defect(
        id="sim7x00-2.4.2-other-server-transparent",
        requirement="SIM7X00-2.4.2-R2",
        sentence="Only server 0 leads to data mode.",
        instead="Clients of the others are told with CONNECT as well.",
        kind="two at once",
        change=Change(speaks=once_said(MODE_SET, r"(\+CLIENT: \d,[1-3],[\d.:]+)", "\\1\r\n\r\nCONNECT 115200")),
        probe="""
            client TCP
            send ATS0=7
            send AT+CIPMODE=1
            send AT+NETOPEN
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
            client connects 9090
        """,
    ),
    Defect(
        id="sim7x00-2.4.2-client-behind-connect",
        requirement="SIM7X00-2.4.2-E5",
        sentence="First the client is told, then CONNECT.",
        instead="The client is told in the middle of data mode.",
        kind="timing",
        change=Change(speaks=client_late),
        probe=CALLED,
    ),
    Defect(
        id="sim7x00-2.4.2-second-client-of-first-server-transparent",
        requirement="SIM7X00-2.4.2-R3",
        sentence="Only link 0 is carried in data mode.",
        instead="A second client of server 0, which gets link 1, is told with CONNECT too.",
        kind="two at once",
        change=Change(speaks=once_said(MODE_SET, r"(\+CLIENT: [1-9],0,[\d.:]+)", "\\1\r\n\r\nCONNECT 115200")),
        probe=f"""
            {CALLED}
            {LEAVE}
            other-client TCP
            other-client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.4.2-connect-a-minute-late",
        requirement="SIM7X00-2.4.2-U1",
        sentence="CONNECT follows on the client at once.",
        instead="It takes a minute.",
        kind="timing",
        change=Change(speaks=connect_late),
        probe=f"""
            {CALLED}
            wait 61
        """,
    ),
    Defect(
        id="sim7x00-2.4.2-second-escape-silent",
        requirement="SIM7X00-2.4.2-E6",
        sentence="On an accepted link the escape sequence is confirmed with OK.",
        instead="The second time it is not.",
        kind="repetition",
        change=Change(speaks=escape_confirmed(lost, spared=1)),
        probe=f"""
            {CALLED}
            {LEAVE}
            send ATO
            {LEAVE}
        """,
    ),
    Defect(
        id="sim7x00-2.4.2-accepted-link-without-closed",
        requirement="SIM7X00-2.4.2-E7",
        sentence="Closing the client's link tells OK, CLOSED and the result.",
        instead="CLOSED is missing for a link that was accepted.",
        kind="one at a time",
        change=Change(speaks=once_said(r"\+CLIENT: 0,0,", "CLOSED", "")),
        probe=f"""
            {CALLED}
            {LEAVE}
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim7x00-2.4.2-server-closed-with-client",
        requirement="SIM7X00-2.4.2-R4",
        sentence="Closing the client's link leaves the server listening.",
        instead="The next client is refused.",
        kind="repetition",
        change=Change(asks=server_closed_with_client),
        probe=f"""
            {CALLED}
            {LEAVE}
            send AT+CIPCLOSE=0
            client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.4.2-second-stop-without-result",
        requirement="SIM7X00-2.4.2-E8",
        sentence="Stopping the server tells its result before OK.",
        instead="The second time it tells OK alone.",
        kind="repetition",
        change=Change(lines=(Line(r"\+SERVERSTOP: 0,0", None, spared=1),)),
        probe="""
            given network-open-transparent
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTOP=0
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTOP=0
        """,
    ),
    Defect(
        id="sim7x00-2.4.2-second-client-under-next-number",
        requirement="SIM7X00-2.4.2-S1",
        sentence="After the client's link was closed, the next client gets link 0.",
        instead="It is told as link 1.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CLIENT: 0,0,(.*)", r"+CLIENT: 1,0,\1", spared=1),)),
        probe=f"""
            {CALLED}
            {LEAVE}
            send AT+CIPCLOSE=0
            client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.4.3-line-ends-merged",
        requirement="SIM7X00-2.4.3-E2",
        sentence="In data mode what is typed arrives at the far end as it is.",
        instead="Of two line ends one arrives.",
        kind="binary",
        change=Change(asks=beyond(net.Send, with_data(empty_lines_merged))),
        probe=f"""
            {UDP}
            type he<CR><LF><CR><LF>lo
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.4.3-received-plus-signs-lost",
        requirement="SIM7X00-2.4.3-E2",
        sentence="In data mode what the far end sends comes out as it is.",
        instead="Three plus signs from there are swallowed.",
        kind="binary",
        change=Change(hears=beyond(net.Received, lost_when_empty(with_data(lambda data: data.replace(b"+++", b""))))),
        probe=f"""
            {UDP}
            type hello
            wait 2
            server sends he+++lo
        """,
    ),
    Defect(
        id="sim7x00-2.4.3-other-link-transparent",
        requirement="SIM7X00-2.4.3-R1",
        sentence="Only link 0 is a UDP link of data mode.",
        instead="Others are told with CONNECT as well.",
        kind="two at once",
        change=Change(speaks=once_said(MODE_SET, r"\+CIPOPEN: [1-9],0\r\n\r\nOK", "CONNECT 115200")),
        probe="""
            given network-open-transparent
            send AT+CIPOPEN=1,"UDP",,,9001
        """,
    ),
    Defect(
        id="sim7x00-2.4.3-answers-latest-sender",
        requirement="SIM7X00-2.4.3-R2",
        sentence="In data mode the destination is fixed when the link is opened.",
        instead="What is typed goes to whoever has sent the last datagram.",
        kind="two at once",
        change=Change(
            asks=beyond(net.Connect, with_fields(any_source=True), when=is_udp),
            parts={Receiving: FollowsSender, DataMode: AnswersSender},
        ),
        probe=f"""
            stranger UDP
            {UDP}
            stranger connects 8080
            stranger sends other
            type hello
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.4.3-escape-confirmed-twice",
        requirement="SIM7X00-2.4.3-E3",
        sentence="The escape sequence is confirmed with one OK.",
        instead="From the second time on there are two.",
        kind="repetition",
        change=Change(speaks=escape_confirmed(lambda piece: (piece, piece), spared=1)),
        probe=f"""
            {UDP}
            {LEAVE}
            send ATO
            {LEAVE}
        """,
    ),
    Defect(
        id="sim7x00-2.4.3-deaf-behind-return",
        requirement="SIM7X00-2.4.3-E4",
        sentence="ATO goes on with the same far end.",
        instead="Datagrams behind it are not sent.",
        kind="repetition",
        change=Change(parts={DataMode: DeafBehindReturn}),
        probe=f"""
            {UDP}
            {LEAVE}
            send ATO
            type hello
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.4.3-second-escape-unheard",
        requirement="SIM7X00-2.4.3-E5",
        sentence="After ATO the escape sequence leads out of data mode again.",
        instead="It is lost the second time.",
        kind="repetition",
        change=Change(listens=second_plus_signs_unheard),
        probe=f"""
            {UDP}
            {LEAVE}
            send ATO
            {LEAVE}
        """,
    ),
    Defect(
        id="sim7x00-2.4.3-second-close-ok-first",
        requirement="SIM7X00-2.4.3-E6",
        sentence="Closing the UDP link tells CLOSED and the result before OK.",
        instead="From the second time on OK comes first, as for TCP.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPCLOSE=0", ok_first, spared=1)),
        probe=f"""
            {UDP}
            {LEAVE}
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"UDP","{{server.ip}}",{{server.port}},8080
            {LEAVE}
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim7x00-2.4.3-wireless-rate-stays",
        requirement="SIM7X00-2.4.3-R4",
        sentence="After AT&E1 the rate of the serial line is told.",
        instead="Once that of the radio link was told, it is told for ever.",
        kind="repetition",
        change=Change(speaks=wireless_rate_stays),
        probe=f"""
            send AT&E0
            {UDP}
            {LEAVE}
            send AT&E1
            send ATO
        """,
    ),
    Defect(
        id="sim7x00-2.4.3-wireless-rate-told-once",
        requirement="SIM7X00-2.4.3-R5",
        sentence="After AT&E0 the rate of the radio link is told.",
        instead="It is told once; ATO tells that of the serial line.",
        kind="repetition",
        change=Change(lines=(Line(r"CONNECT 236800", "CONNECT 115200", spared=1),)),
        probe=f"""
            send AT&E0
            {UDP}
            {LEAVE}
            send ATO
        """,
    ),
    Defect(
        id="sim7x00-2.4.3-no-quality",
        requirement="SIM7X00-2.4.3-C1",
        sentence="There is a command for the quality of service.",
        instead="The module does not know it.",
        kind="one at a time",
        change=Change(without=frozenset({"+CGSOCKQREQ"})),
        probe="send AT+CGSOCKQREQ=?",
        unseen="The note has the name alone, and no manual has the command: a form that is refused proves nothing.",
    ),
)
