"""SIM7X00 note, 2.4 to 2.10: data mode, sending again, time limits, dormancy, voice calls."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.core.command import Command, Int, Text, Word, form
from atconform.emulator.core.replies import ok
from atconform.emulator.general import line
from atconform.emulator.general.dataline import DataLine
from atconform.emulator.netopen import connect, dormancy
from atconform.emulator.netopen.activation import Network
from atconform.emulator.netopen.datamode import DataMode
from atconform.emulator.netopen.dormancy import Dormancy
from atconform.emulator.netopen.errors import IpError, ip_error
from atconform.emulator.netopen.links import links
from atconform.emulator.netopen.receive import Receiving
from atconform.emulator.netopen.send import transmit
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    answered,
    as_before,
    beyond,
    cut_at_zero,
    escape_confirmed,
    is_tcp,
    is_udp,
    lost,
    lost_when_empty,
    ok_first,
    once_said,
    refused,
    second_plus_signs_unheard,
    with_data,
    with_fields,
    without_mark,
)
from tests.defects.seams import Change, Line

CONNECTED = r"CONNECT \d+"
MODE_SET = r"AT\+CIPMODE=1\r"

# --- 2.4 ---


def opens_with(open_link):
    """Declare AT+CIPOPEN with another way to open a link."""
    return Command(
        "+CIPOPEN",
        read=next(command.read for command in connect.COMMANDS if command.name == "+CIPOPEN"),
        write=form(
            open_link,
            Int(0, 255),
            Word(("TCP", "UDP")),
            Text(default=""),
            Int(0, 65535, default=0),
            Int(0, 65535, default=0),
        ),
    )


def open_alone(module, number, *others):
    """AT+CIPOPEN: link 0 is for command mode where another link is connected already."""
    mode = module.settings["net.transparent"]
    if any(link.connected for link in links(module).all):
        module.settings["net.transparent"] = 0
    reply = connect.open_link(module, number, *others)
    module.settings["net.transparent"] = mode
    return reply


def open_below_nine(module, number, *others):
    """AT+CIPOPEN: with data mode there is no link 9."""
    if number == 9 and module.settings["net.transparent"]:
        return ip_error(module, IpError.INVALID_PARAMETER)
    return connect.open_link(module, number, *others)


class HangsUpSecondTime(DataMode):
    """Gives the connection up when data mode is left for the second time."""

    def __init__(self, module):
        super().__init__(module)
        self._left = 0
        self._line = DataLine(module, self._typed, leaving=self._leave)

    def _leave(self):
        self._left += 1
        if self._left == 2 and self.link is not None:
            self.module.ask(net.Close(self.link.link, abort=True))


class DeafBehindReturn(DataMode):
    """Drops what is typed from the second entering of data mode on."""

    def __init__(self, module):
        super().__init__(module)
        self._entered = 0

    def carry(self):
        self._entered += 1
        super().carry()

    def _typed(self, data):
        if self._entered < 2:
            super()._typed(data)


TRANSPARENT = (
    Defect(
        id="sim7x00-2.4-data-of-other-link-mixed-in",
        requirement="SIM7X00-2.4-L1",
        sentence="One socket at a time is carried in data mode.",
        instead="Data of link 1 comes out among that of link 0.",
        kind="two at once",
        change=Change(hears=as_before(net.Received, "link")),
        probe="""
            server TCP
            second TCP
            given data-mode server
            wait 2
            server sends hello
            type +++
            wait 2
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send ATO
            second sends other
        """,
    ),
    Defect(
        id="sim7x00-2.4-parameters-refused-second-time",
        requirement="SIM7X00-2.4-C1",
        sentence="AT+CIPCCFG sets parameters of the transfer.",
        instead="It can be used once; then it answers ERROR.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPCCFG=.*", refused, spared=1)),
        probe="""
            send AT+CIPCCFG=3
            send AT+CIPCCFG=5
        """,
    ),
    Defect(
        id="sim7x00-2.4-connect-stays-behind-data-mode",
        requirement="SIM7X00-2.4-R1",
        sentence="There is data mode only with mode 1.",
        instead="After a link in data mode, links of command mode are told with CONNECT too.",
        kind="repetition",
        change=Change(speaks=once_said(CONNECTED, r"\+CIPOPEN: 0,0", "CONNECT 115200")),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send AT+NETCLOSE
            send AT+CIPMODE=0
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
        """,
    ),
    Defect(
        id="sim7x00-2.4-first-link-not-transparent-beside-others",
        requirement="SIM7X00-2.4-R2",
        sentence="With mode 1, link 0 is the transparent one.",
        instead="Where another link is connected before, it is a link of command mode.",
        kind="two at once",
        change=Change(commands=(opens_with(open_alone),)),
        probe="""
            server TCP
            second TCP
            given network-open-transparent
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
        """,
    ),
    Defect(
        id="sim7x00-2.4-other-link-told-with-connect",
        requirement="SIM7X00-2.4-R3",
        sentence="With mode 1 the links 1 to 9 are still links of command mode.",
        instead="Opening one behind link 0 is told with CONNECT.",
        kind="two at once",
        change=Change(speaks=once_said(CONNECTED, r"\+CIPOPEN: [1-9],0", "CONNECT 115200")),
        probe="""
            server TCP
            second TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
        """,
    ),
    Defect(
        id="sim7x00-2.4-no-link-nine",
        requirement="SIM7X00-2.4-L2",
        sentence="With mode 1 there are the links 1 to 9 beside link 0.",
        instead="Link 9 is refused as a wrong parameter.",
        kind="one at a time",
        change=Change(commands=(opens_with(open_below_nine),)),
        probe="""
            server TCP
            given network-open-transparent
            send AT+CIPOPEN=9,"TCP","{server.ip}",{server.port}
        """,
    ),
    Defect(
        id="sim7x00-2.4-second-escape-hangs-up",
        requirement="SIM7X00-2.4-S1",
        sentence="The escape sequence leaves the connection as it is.",
        instead="The second one ends it.",
        kind="repetition",
        change=Change(parts={DataMode: HangsUpSecondTime}),
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
)

# --- 2.4.1 ---


def results_swallowed(data):
    """Lose what looks like OK."""
    return data.replace(b"\r\nOK\r\n", b"")


PIPE = (
    Defect(
        id="sim7x00-2.4.1-mark-swallowed",
        requirement="SIM7X00-2.4.1-E2",
        sentence="In data mode what is typed arrives as it is.",
        instead="0x1A does not arrive.",
        kind="binary",
        change=Change(asks=beyond(net.Send, lost_when_empty(with_data(without_mark)))),
        probe="""
            server TCP
            given data-mode server
            type he<0x1A>lo
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.4.1-received-up-to-zero",
        requirement="SIM7X00-2.4.1-E2",
        sentence="In data mode what the far end sends comes out as it is.",
        instead="It ends before the first 0x00.",
        kind="binary",
        change=Change(hears=beyond(net.Received, lost_when_empty(with_data(cut_at_zero)))),
        probe="""
            server TCP
            given data-mode server
            server sends he<0x00>lo
        """,
    ),
    Defect(
        id="sim7x00-2.4.1-received-result-swallowed",
        requirement="SIM7X00-2.4.1-E2",
        sentence="In data mode what the far end sends comes out as it is.",
        instead="What looks like OK is taken for a result code and not shown.",
        kind="binary",
        change=Change(hears=beyond(net.Received, lost_when_empty(with_data(results_swallowed)))),
        probe="""
            server TCP
            given data-mode server
            server sends he<CR><LF>OK<CR><LF>lo
        """,
    ),
    Defect(
        id="sim7x00-2.4.1-second-connect-with-ok",
        requirement="SIM7X00-2.4.1-R2",
        sentence="A link in data mode is told with CONNECT alone.",
        instead="The second time OK follows.",
        kind="repetition",
        change=Change(lines=(Line(r"(CONNECT \d+)", "\\1\r\n\r\nOK", spared=1),)),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
        """,
    ),
    Defect(
        id="sim7x00-2.4.1-only-first-link-escapes",
        requirement="SIM7X00-2.4.1-E3",
        sentence="The escape sequence is confirmed with OK.",
        instead="On the second connection it is not confirmed.",
        kind="repetition",
        change=Change(speaks=escape_confirmed(lost, spared=1)),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 2
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.4.1-deaf-behind-return",
        requirement="SIM7X00-2.4.1-E4",
        sentence="ATO goes on with the same connection.",
        instead="What is typed behind it does not arrive.",
        kind="repetition",
        change=Change(parts={DataMode: DeafBehindReturn}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send ATO
            type hello
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.4.1-second-escape-unheard",
        requirement="SIM7X00-2.4.1-E5",
        sentence="After ATO the escape sequence leads out of data mode again.",
        instead="It is lost the second time.",
        kind="repetition",
        change=Change(listens=second_plus_signs_unheard),
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
        id="sim7x00-2.4.1-second-closed-behind-result",
        requirement="SIM7X00-2.4.1-E6",
        sentence="Closing tells OK, CLOSED and the result, in this order.",
        instead="From the second time on CLOSED comes last.",
        kind="repetition",
        change=Change(lines=(Line(r"CLOSED", "CLOSED", spared=1, late=200 * MS),)),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 2
            type +++
            wait 2
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim7x00-2.4.1-closed-on-other-links",
        requirement="SIM7X00-2.4.1-U1",
        sentence="CLOSED is told of the transparent link.",
        instead="After there was one it is told of links of command mode too.",
        kind="two at once",
        change=Change(speaks=once_said(CONNECTED, r"(\+CIPCLOSE: [1-9],0)", "CLOSED\r\n\r\n\\1")),
        probe="""
            server TCP
            second TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPCLOSE=1
        """,
    ),
    Defect(
        id="sim7x00-2.4.1-network-closed-silently-behind-link",
        requirement="SIM7X00-2.4.1-E7",
        sentence="Closing the network behind data mode is answered with OK and then told.",
        instead="Once a transparent link has been closed, it is not told.",
        kind="repetition",
        change=Change(speaks=once_said(r"CLOSED\r", r"\+NETCLOSE: 0", "")),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send AT+CIPCLOSE=0
            send AT+NETCLOSE
        """,
    ),
    Defect(
        id="sim7x00-2.4.1-data-to-earlier-connection",
        requirement="SIM7X00-2.4.1-S1",
        sentence="After closing, a new connection begins, and carries data.",
        instead="What is typed is still meant for the connection before it.",
        kind="repetition",
        change=Change(asks=as_before(net.Send, "link")),
        probe="""
            server TCP
            given data-mode server
            type hello
            wait 2
            type +++
            wait 2
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            type again
            wait 2
        """,
    ),
)

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
    """Tell CONNECT of a client seven seconds after the client."""
    came = False

    def speak(piece):
        nonlocal came
        if b"\r\n+CLIENT: 0,0," in piece:
            came = True
        elif came and piece.startswith(b"\r\nCONNECT "):
            came = False
            return ((7 * SECOND, piece),)
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
LEAVE = """
    wait 2
    type +++
    wait 2
"""

SERVER = (
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
        id="sim7x00-2.4.2-connect-seven-seconds-late",
        requirement="SIM7X00-2.4.2-U1",
        sentence="CONNECT follows on the client at once.",
        instead="It takes as many seconds as S0 says.",
        kind="timing",
        change=Change(speaks=connect_late),
        probe=f"""
            {CALLED}
            wait 8
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
)

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


PIPED_DATAGRAMS = (
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
    ),
)

# --- 2.5 ---


class DisturbedByFarEnd(DataMode):
    """Measures the silence from what the far end has sent as well."""

    def put_out(self, data):
        super().put_out(data)
        self._line._detector._last_input = self.module.now


class LeavesOnceByDtr(DataMode):
    """Leaves data mode by DTR once."""

    def __init__(self, module):
        super().__init__(module)
        self._offs = 0

    def line_changed(self, line, *, high):
        self._offs += line == "DTR" and high and self._line.active
        if not (high and self._offs > 1):
            super().line_changed(line, high=high)


class ReturnsOnceByDtr(DataMode):
    """Goes back to data mode by DTR once."""

    def __init__(self, module):
        super().__init__(module)
        self._ons = 0

    def line_changed(self, line, *, high):
        returning = line == "DTR" and not high and self.link is not None and not self._line.active
        self._ons += returning
        if returning and self._ons > 1:
            self._line.dtr_changed(high=high)
        else:
            super().line_changed(line, high=high)


class RemembersDtr(DataMode):
    """Follows DTR for ever after AT&D1."""

    def settings_changed(self):
        if self.module.settings["dtr"] == 1:
            self._once = True

    def line_changed(self, line, *, high):
        settings = self.module.settings
        value = settings["dtr"]
        if getattr(self, "_once", False) and value != 1:
            settings["dtr"] = 1
            super().line_changed(line, high=high)
            settings["dtr"] = value
        else:
            super().line_changed(line, high=high)


def further_plus_signs_unheard():
    """Lose the plus signs behind three of them."""
    run = 0

    def listen(data):
        nonlocal run
        if data.strip(b"+"):
            run = 0
            return data
        taken = data[: max(0, 3 - run)]
        run += len(data)
        return taken

    return listen


FOR_SHOW = Command(
    "+IFC",
    test=("+IFC: (0,2),(0,2)",),
    read=lambda module: line.pair(module, "+IFC", "ifc"),
    write=form(lambda module, output, input_: ok(), Int(0, 2), Int(0, 2, default=None)),
)

SWITCHING = (
    Defect(
        id="sim7x00-2.5-flow-control-for-show",
        requirement="SIM7X00-2.5-R1",
        sentence="Hardware flow control can be used.",
        instead="It is confirmed, and RTS does not hold the module back.",
        kind="one at a time",
        change=Change(commands=(FOR_SHOW,)),
        probe="""
            server TCP
            send AT+IFC=2,2
            send AT+CIPMODE=1
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            line RTS high
            server sends hello
            line RTS low
            wait 1
        """,
    ),
    Defect(
        id="sim7x00-2.5-four-plus-signs",
        requirement="SIM7X00-2.5-R3",
        sentence="The escape sequence is three plus signs and nothing else.",
        instead="Four are one too: the last is not looked at.",
        kind="binary",
        change=Change(listens=further_plus_signs_unheard),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type ++++
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-short-silence-before",
        requirement="SIM7X00-2.5-T1",
        sentence="More than a second of silence stands before the sequence.",
        instead="Half a second is enough.",
        kind="timing",
        change=Change(figures={"escape_before": 500 * MS}),
        probe="""
            server TCP
            given data-mode server
            type hello
            wait 0.7
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-silence-broken-by-far-end",
        requirement="SIM7X00-2.5-T1",
        sentence="It is the host that has to be silent before the sequence.",
        instead="Data of the far end breaks the silence.",
        kind="timing",
        change=Change(parts={DataMode: DisturbedByFarEnd}),
        probe="""
            server TCP
            given data-mode server
            network round-trip 3900000
            server sends hello
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-short-silence-after",
        requirement="SIM7X00-2.5-T2",
        sentence="More than a second of silence stands behind the sequence.",
        instead="Half a second is enough.",
        kind="timing",
        change=Change(figures={"escape_after": 500 * MS}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 0.7
            type hello
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-long-gap",
        requirement="SIM7X00-2.5-T3",
        sentence="The plus signs follow on each other within 900 ms.",
        instead="A second and a half between them is allowed.",
        kind="timing",
        change=Change(figures={"escape_gap": 1500 * MS}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +
            wait 1.2
            type ++
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-short-gap",
        requirement="SIM7X00-2.5-T3",
        sentence="The plus signs may follow on each other after up to 900 ms.",
        instead="After half a second they are taken for data.",
        kind="timing",
        change=Change(figures={"escape_gap": 500 * MS}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +
            wait 0.7
            type ++
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-confirmed-late-second-time",
        requirement="SIM7X00-2.5-T4",
        sentence="After the silence behind the sequence comes OK.",
        instead="From the second time on it comes only after half a minute.",
        kind="timing",
        change=Change(speaks=escape_confirmed(lambda piece: ((30 * SECOND, piece),), spared=1)),
        probe=f"""
            server TCP
            given data-mode server
            {LEAVE}
            send ATO
            {LEAVE}
        """,
    ),
    Defect(
        id="sim7x00-2.5-dtr-leaves-once",
        requirement="SIM7X00-2.5-R4",
        sentence="With AT&D1, DTR leads out of data mode.",
        instead="It does so once.",
        kind="repetition",
        change=Change(parts={DataMode: LeavesOnceByDtr}),
        probe="""
            server TCP
            send AT&D1
            send AT+CIPMODE=1
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 2
            line DTR high
            wait 2
            send ATO
            line DTR low
            wait 2
            line DTR high
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-dtr-followed-for-ever",
        requirement="SIM7X00-2.5-R5",
        sentence="DTR leads out of data mode only after AT&D1.",
        instead="It still does so when AT&D0 has followed on AT&D1.",
        kind="repetition",
        change=Change(parts={DataMode: RemembersDtr}),
        probe="""
            server TCP
            send AT&D1
            send AT&D0
            send AT+CIPMODE=1
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 2
            line DTR high
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-dtr-returns-once",
        requirement="SIM7X00-2.5-S1",
        sentence="With AT&D1, DTR leads back to data mode.",
        instead="It does so once.",
        kind="repetition",
        change=Change(parts={DataMode: ReturnsOnceByDtr}),
        probe="""
            server TCP
            send AT&D1
            send AT+CIPMODE=1
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 2
            line DTR high
            wait 2
            line DTR low
            wait 2
            line DTR high
            wait 2
            line DTR low
            wait 2
        """,
    ),
)

# --- 2.6 ---

RESENDING = (net.Connect, net.Resend, net.Listen)


def resending(**how):
    """Change how is sent again; each field by a function of the whole."""

    def change(request):
        usual = request.resending
        return (replace(request, resending=replace(usual, **{name: by(usual) for name, by in how.items()})),)

    return change


def greatest_wait_stays():
    """Never wait less than was once set."""
    greatest = 0

    def ask(request):
        nonlocal greatest
        if not isinstance(request, RESENDING):
            return (request,)
        greatest = max(greatest, request.resending.least_wait)
        return (replace(request, resending=replace(request.resending, least_wait=greatest)),)

    return ask


SILENT = """
    server TCP
    send AT+NETOPEN
    send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    server stops
    send AT+CIPSEND=0,5
    type hello
"""
TWO_LINKS = """
    server TCP
    second TCP
    send AT+NETOPEN
    send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
    second stops
    send AT+CIPSEND=1,5
    type hello
"""

SENDING_AGAIN = (
    Defect(
        id="sim7x00-2.6-second-link-not-sent-again",
        requirement="SIM7X00-2.6-R2",
        sentence="What is not acknowledged in time is sent again.",
        instead="On a second link it is not.",
        kind="two at once",
        change=Change(asks=beyond(net.Connect, resending(retries=lambda _: 0), spared=1, when=is_tcp)),
        probe=f"""
            {TWO_LINKS}
            wait 10
        """,
    ),
    Defect(
        id="sim7x00-2.6-two-and-a-half-minutes",
        requirement="SIM7X00-2.6-T2",
        sentence="A packet is given up two minutes after it was sent first.",
        instead="It takes two minutes and a half.",
        kind="timing",
        change=Change(figures={"longest_trying": 150 * SECOND}),
        probe=f"""
            {SILENT}
            wait 160
        """,
    ),
    Defect(
        id="sim7x00-2.6-round-trip-not-measured",
        requirement="SIM7X00-2.6-R3",
        sentence="The wait is measured by the round trip.",
        instead="It begins at 3 s whatever the round trip.",
        kind="timing",
        change=Change(asks=beyond(RESENDING, resending(by_round_trip=lambda _: False))),
        probe=f"""
            {SILENT}
            wait 30
        """,
    ),
    Defect(
        id="sim7x00-2.6-four-times-by-default",
        requirement="SIM7X00-2.6-T3",
        sentence="With a round trip of 3 s a packet is sent again five times in the two minutes.",
        instead="After four times it is given up.",
        kind="timing",
        change=Change(asks=beyond(RESENDING, resending(retries=lambda usual: min(usual.retries, 4)))),
        probe="""
            server TCP
            given connected-link server 0
            network round-trip 3000000
            send AT+CIPSEND=0,5
            type hello
            wait 5
            server stops
            send AT+CIPSEND=0,5
            type hello
            wait 130
        """,
    ),
    Defect(
        id="sim7x00-2.6-second-failure-unnoticed",
        requirement="SIM7X00-2.6-X1",
        sentence="A packet that is given up closes its socket.",
        instead="The second time it is given up and the socket stays.",
        kind="repetition",
        change=Change(hears=beyond(net.LinkLost, lost, spared=1, when=lambda event: event.reason == "timeout")),
        probe=f"""
            send AT+CIPCCFG=1
            {SILENT}
            wait 5
            server acknowledges
            send AT+CIPOPEN=0,"TCP","{{server.ip}}",{{server.port}}
            server stops
            send AT+CIPSEND=0,5
            type hello
            wait 5
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.6-two-minutes-not-stopped",
        requirement="SIM7X00-2.6-R4",
        sentence="With the acknowledgement the packet is sent, and the socket stays.",
        instead="The two minutes run on, and the link is closed at their end.",
        kind="timing",
        change=Change(
            hears=beyond(
                net.Acknowledged, lambda event: (event, (120 * SECOND, net.LinkLost(event.link, "timeout"))), times=1
            )
        ),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,5
            type hello
            wait 125
        """,
    ),
    Defect(
        id="sim7x00-2.6-once-too-often",
        requirement="SIM7X00-2.6-L1",
        sentence="With 3 as the first parameter a packet is sent again three times.",
        instead="It is sent again four times.",
        kind="one at a time",
        change=Change(asks=beyond(RESENDING, resending(retries=lambda usual: usual.retries + (usual.retries < 10)))),
        probe=f"""
            send AT+CIPCCFG=3
            {SILENT}
            wait 20
        """,
    ),
    Defect(
        id="sim7x00-2.6-limit-for-own-links",
        requirement="SIM7X00-2.6-C1",
        sentence="The first parameter says how often a packet is sent again.",
        instead="It holds for links that the module has opened, not for accepted ones.",
        kind="two at once",
        change=Change(asks=beyond(net.Listen, resending(retries=lambda _: 10))),
        probe="""
            client TCP
            send AT+CIPCCFG=1
            send AT+NETOPEN
            send AT+SERVERSTART=8080,0
            client connects 8080
            client stops
            send AT+CIPSEND=0,5
            type hello
            wait 10
        """,
    ),
    Defect(
        id="sim7x00-2.6-limit-for-first-link",
        requirement="SIM7X00-2.6-T4",
        sentence="With 3 as the first parameter the fourth wait is the last.",
        instead="On a second link there is no such limit.",
        kind="two at once",
        change=Change(asks=beyond(net.Connect, resending(retries=lambda _: 10), spared=1, when=is_tcp)),
        probe=f"""
            send AT+CIPCCFG=3
            {TWO_LINKS}
            wait 20
        """,
    ),
    Defect(
        id="sim7x00-2.6-least-wait-stays",
        requirement="SIM7X00-2.6-C2",
        sentence="The seventh parameter is the shortest wait.",
        instead="It can be made longer, and not shorter again.",
        kind="repetition",
        change=Change(asks=greatest_wait_stays),
        probe="""
            given network-open
            send AT+CIPCCFG=,,,,,,10000
            server TCP
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPCLOSE=0
            send AT+CIPCCFG=,,,,,,500
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            server stops
            send AT+CIPSEND=0,5
            type hello
            wait 10
        """,
    ),
    Defect(
        id="sim7x00-2.6-least-wait-of-first-link",
        requirement="SIM7X00-2.6-T5",
        sentence="No wait is shorter than the seventh parameter says.",
        instead="On a second link it is.",
        kind="two at once",
        change=Change(asks=beyond(net.Connect, resending(least_wait=lambda _: 500 * MS), spared=1, when=is_tcp)),
        probe=f"""
            send AT+CIPCCFG=,,,,,,10000
            {TWO_LINKS}
            wait 20
        """,
    ),
    Defect(
        id="sim7x00-2.6-least-wait-a-tenth",
        requirement="SIM7X00-2.6-T6",
        sentence="With 10000 as the seventh parameter the first wait is of 10 s.",
        instead="Five digits are cut to four: it is of 1 s.",
        kind="timing",
        change=Change(
            asks=beyond(
                RESENDING,
                resending(least_wait=lambda usual: usual.least_wait // (10 if usual.least_wait >= 10 * SECOND else 1)),
            )
        ),
        probe=f"""
            send AT+CIPCCFG=,,,,,,10000
            {SILENT}
            wait 20
        """,
    ),
    Defect(
        id="sim7x00-2.6-one-of-two-parameters",
        requirement="SIM7X00-2.6-R5",
        sentence="The two parameters can be used together.",
        instead="With the first one the seventh is forgotten.",
        kind="one at a time",
        change=Change(
            asks=beyond(
                RESENDING,
                resending(least_wait=lambda usual: usual.least_wait if usual.retries == 10 else 500 * MS),
            )
        ),
        probe=f"""
            send AT+CIPCCFG=3,,,,,,10000
            {SILENT}
            wait 50
        """,
    ),
)

# --- 2.7, 2.8 ---


class LimitForOneOpening(Network):
    """Forgets the longest time of an opening with the opening."""

    def bring_up(self):
        super().bring_up()
        self.module.settings["net.timeouts"] = (120_000, *self.module.settings["net.timeouts"][1:])


def set_swapped(module, opening, connecting, sending):
    """AT+CIPTIMEOUT=: the first two for each other."""
    module.settings["net.timeouts"] = (connecting, opening, sending)
    return ok()


def read_swapped(module):
    """AT+CIPTIMEOUT?: as they were set."""
    connecting, opening, sending = module.settings["net.timeouts"]
    return ok(f"+CIPTIMEOUT: {opening},{connecting},{sending}")


SWAPPED = Command("+CIPTIMEOUT", read=read_swapped, write=form(set_swapped, *(Int(3_000, 120_000) for _ in range(3))))


def counter_of_all_names():
    """Give a name up with its first query where another name was not answered before."""
    unanswered = set()

    def hear(event):
        if not isinstance(event, net.ResolveFailed) or event.answered:
            return (event,)
        others = unanswered - {event.name}
        unanswered.add(event.name)
        return (replace(event, answered=bool(others)),)

    return hear


NAMELESS = """
    given network-open
    network silence-name-servers
"""

LIMITS = (
    Defect(
        id="sim7x00-2.7-first-two-swapped",
        requirement="SIM7X00-2.7-C1",
        sentence="The first time is for opening the network, the second for connecting.",
        instead="They are taken for each other.",
        kind="timing",
        change=Change(commands=(SWAPPED,)),
        probe="""
            send AT+CIPTIMEOUT=5000,20000,20000
            network delay-context 60000000
            send AT+NETOPEN
            wait 25
        """,
    ),
    Defect(
        id="sim7x00-2.7-times-set-once",
        requirement="SIM7X00-2.7-E1",
        sentence="The times can be set, with blanks behind the commas.",
        instead="The second time the answer is ERROR.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPTIMEOUT=.*", refused, spared=1)),
        probe="""
            send AT+CIPTIMEOUT=40000, 30000, 25000
            send AT+CIPTIMEOUT=40000, 30000, 25000
        """,
    ),
    Defect(
        id="sim7x00-2.7-limit-for-one-opening",
        requirement="SIM7X00-2.7-T1",
        sentence="Opening the network takes no longer than the first time says.",
        instead="This holds for one opening; the next one takes two minutes.",
        kind="repetition",
        change=Change(parts={Network: LimitForOneOpening}),
        probe="""
            send AT+CIPTIMEOUT=5000,20000,20000
            network delay-context 60000000
            send AT+NETOPEN
            wait 6
            network delay-context 60000000
            send AT+NETOPEN
            wait 6
        """,
    ),
    Defect(
        id="sim7x00-2.7-limit-for-one-connection",
        requirement="SIM7X00-2.7-T2",
        sentence="Connecting takes no longer than the second time says.",
        instead="From the second connection on it takes as long as the network lets it.",
        kind="repetition",
        change=Change(asks=beyond(net.Connect, with_fields(timeout=None), spared=1, when=is_tcp)),
        probe="""
            server TCP
            given network-open
            server stops
            send AT+CIPTIMEOUT=20000,5000,20000
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 6
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 20
        """,
    ),
    Defect(
        id="sim7x00-2.7-failure-told-late",
        requirement="SIM7X00-2.7-T3",
        sentence="Sending fails no later than the third time says.",
        instead="That it has failed is told ten seconds later.",
        kind="timing",
        change=Change(lines=(Line(r"(\+CIPSEND: \d,\d+,0)", r"\1", late=10 * SECOND),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSENDMODE=1
            send AT+CIPTIMEOUT=20000,20000,5000
            server stops
            send AT+CIPSEND=0,5
            type hello
            wait 20
        """,
    ),
    Defect(
        id="sim7x00-2.8-times-set-once",
        requirement="SIM7X00-2.8-E1",
        sentence="The limits of queries can be set, with a blank before the last.",
        instead="The second time the answer is ERROR.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPDNSSET=.*", refused, spared=1)),
        probe="""
            send AT+CIPDNSSET=0,30000, 5
            send AT+CIPDNSSET=0,30000, 5
        """,
    ),
    Defect(
        id="sim7x00-2.8-waits-do-not-grow",
        requirement="SIM7X00-2.8-T1",
        sentence="With each query for a name the wait grows by a second.",
        instead="All waits are of three seconds.",
        kind="timing",
        change=Change(figures={"query_longer": 0}),
        probe=f"""
            {NAMELESS}
            send AT+CIPDNSSET=0,30000,5
            send AT+CDNSGIP="www.sim.com"
            wait 70
        """,
    ),
    Defect(
        id="sim7x00-2.8-counter-of-all-names",
        requirement="SIM7X00-2.8-R2",
        sentence="A query that is not answered is sent again.",
        instead="For the second name it is not: the counter has not been reset.",
        kind="repetition",
        change=Change(hears=counter_of_all_names),
        probe=f"""
            {NAMELESS}
            send AT+CIPDNSSET=0,30000,1
            send AT+CDNSGIP="www.sim.com"
            wait 10
            send AT+CDNSGIP="www.baidu.com"
            wait 10
        """,
    ),
    Defect(
        id="sim7x00-2.8-short-by-default",
        requirement="SIM7X00-2.8-R3",
        sentence="By default a query may take longer than with the limits that are recommended.",
        instead="By default it is sent once and then given up.",
        kind="timing",
        change=Change(defaults={"net.names": (0, 3_000, 0)}),
        probe=f"""
            {NAMELESS}
            send AT+CDNSGIP="www.sim.com"
            wait 100
        """,
    ),
    Defect(
        id="sim7x00-2.8-longer-than-recommended",
        requirement="SIM7X00-2.8-T2",
        sentence="With the limits that are recommended a query fails within 63 s.",
        instead="Each wait is twelve seconds longer than the one before, and it takes three minutes.",
        kind="timing",
        change=Change(figures={"query_longer": 12 * SECOND}),
        probe=f"""
            {NAMELESS}
            send AT+CIPDNSSET=0,30000,5
            send AT+CDNSGIP="www.sim.com"
            wait 70
        """,
    ),
)

# --- 2.9, 2.10 ---


class AnnouncesOnce(Dormancy):
    """Tells the far end of the first close only."""

    def __init__(self, module):
        super().__init__(module)
        self._closes = 0

    @property
    def closes_silently(self):
        self._closes += 1
        dormant = self.module.now - self._last_data >= self.module.dialect.dormant_after
        return super().closes_silently or (dormant and self._closes > 1)


class ForOneStart(Dormancy):
    """Reads what was set, and takes it away."""

    def __init__(self, module):
        super().__init__(module)
        module.memory.at_once.pop("net.fin_when_dormant", None)


class AtOnce(Dormancy):
    """Follows what was set without a start in between."""

    @property
    def closes_silently(self):
        self._fin_when_dormant = self.module.settings["net.fin_when_dormant"] == dormancy.YES
        return super().closes_silently


DORMANT = """
    send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    wait 40
    send AT+CIPCLOSE=0
"""
FIN_SET = """
    send AT+CNVW=1341,0,"01"
    power
    wait 5
"""

DORMANCY = (
    Defect(
        id="sim7x00-2.9-second-close-with-fin",
        requirement="SIM7X00-2.9-R1",
        sentence="While the network is dormant the far end is not told of a close.",
        instead="From the second time on it is.",
        kind="repetition",
        change=Change(
            asks=beyond(net.Close, with_fields(silently=False), spared=1, when=lambda request: request.silently)
        ),
        probe=f"""
            server TCP
            given network-open
            {DORMANT}
            {DORMANT}
        """,
    ),
    Defect(
        id="sim7x00-2.9-item-written-once",
        requirement="SIM7X00-2.9-E1",
        sentence="The item of the memory can be written.",
        instead="Where it has its value already, the answer is ERROR.",
        kind="repetition",
        change=Change(speaks=answered(r'AT\+CNVW=1341,0,"01"', refused, spared=1)),
        probe="""
            send AT+CNVW=1341,0,"01"
            send AT+CNVW=1341,0,"01"
        """,
    ),
    Defect(
        id="sim7x00-2.9-one-fin",
        requirement="SIM7X00-2.9-R2",
        sentence="With the item set, the far end is told of a close although the network is dormant.",
        instead="It is told of the first close only.",
        kind="repetition",
        change=Change(parts={Dormancy: AnnouncesOnce}),
        probe=f"""
            server TCP
            {FIN_SET}
            send AT+NETOPEN
            {DORMANT}
            {DORMANT}
        """,
    ),
    Defect(
        id="sim7x00-2.9-for-one-start",
        requirement="SIM7X00-2.9-R3",
        sentence="The item needs to be written once.",
        instead="It is forgotten with the second start behind it.",
        kind="repetition",
        change=Change(parts={Dormancy: ForOneStart}),
        probe=f"""
            server TCP
            {FIN_SET}
            power
            wait 5
            send AT+NETOPEN
            {DORMANT}
        """,
    ),
    Defect(
        id="sim7x00-2.9-at-once",
        requirement="SIM7X00-2.9-R4",
        sentence="What was written takes effect with the next power cycle.",
        instead="It takes effect at once.",
        kind="timing",
        change=Change(parts={Dormancy: AtOnce}),
        probe=f"""
            server TCP
            given network-open
            send AT+CNVW=1341,0,"01"
            {DORMANT}
        """,
    ),
)

VOICE = (
    Defect(
        id="sim7x00-2.10-data-in-outgoing-call",
        requirement="SIM7X00-2.10-R1",
        sentence="In GSM a voice call and TCP do not go together.",
        instead="In a call that the module has dialled data goes on.",
        kind="one at a time",
        change=Change(asks=beyond(net.Dial, lost)),
        probe="""
            server TCP
            given connected-link server 0
            send ATD10086;
            server sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.10-data-in-second-call",
        requirement="SIM7X00-2.10-R2",
        sentence="During a voice call in GSM no TCP data passes.",
        instead="In the second call that is answered it does.",
        kind="repetition",
        change=Change(asks=beyond(net.AnswerCall, lost, spared=1)),
        probe="""
            server TCP
            given connected-link server 0
            network call
            send ATA
            send AT+CHUP
            network call
            send ATA
            server sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.10-suspended-for-ever",
        requirement="SIM7X00-2.10-S1",
        sentence="When the call is over, data passes again.",
        instead="After the second call it does not.",
        kind="repetition",
        change=Change(asks=beyond(net.HangUp, lost, spared=1)),
        probe="""
            server TCP
            given connected-link server 0
            network call
            send ATA
            send AT+CHUP
            network call
            send ATA
            send AT+CHUP
            server sends hello
        """,
    ),
)

DEFECTS = (
    *TRANSPARENT,
    *PIPE,
    *SERVER,
    *PIPED_DATAGRAMS,
    *SWITCHING,
    *SENDING_AGAIN,
    *LIMITS,
    *DORMANCY,
    *VOICE,
)
