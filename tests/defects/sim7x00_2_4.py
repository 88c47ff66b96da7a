"""SIM7X00 note, 2.4 to 2.4.1."""

from __future__ import annotations

from atconform.base.units import MS
from atconform.emulator.core.command import Command, Int, Text, Word, form
from atconform.emulator.general.dataline import DataLine
from atconform.emulator.netopen import connect
from atconform.emulator.netopen.datamode import DataMode
from atconform.emulator.netopen.errors import IpError, ip_error
from atconform.emulator.netopen.links import links
from atconform.emulator.netopen.parameters import TRANSPARENT_MODE
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    answered,
    as_before,
    beyond,
    cut_at_zero,
    escape_confirmed,
    lost,
    lost_when_empty,
    once_said,
    refused,
    second_plus_signs_unheard,
    with_data,
    without_mark,
)
from tests.defects.seams import Change, Line
from tests.defects.shared_sim7x00_2_4 import DeafBehindReturn

CONNECTED = r"CONNECT \d+"


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
    mode = module.settings[TRANSPARENT_MODE]
    if any(link.connected for link in links(module).all):
        module.settings[TRANSPARENT_MODE] = 0
    reply = connect.open_link(module, number, *others)
    module.settings[TRANSPARENT_MODE] = mode
    return reply


def open_below_nine(module, number, *others):
    """AT+CIPOPEN: with data mode there is no link 9."""
    if number == 9 and module.settings[TRANSPARENT_MODE]:
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


# --- 2.4.1 ---


def results_swallowed(data):
    """Lose what looks like OK."""
    return data.replace(b"\r\nOK\r\n", b"")


DEFECTS = (
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
