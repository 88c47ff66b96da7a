"""SIM7X00 note, 1 to 2.3: PPP, network environment, context, command mode."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.core.command import Address, Command, Int, Text, Word, form
from atconform.emulator.core.replies import ok
from atconform.emulator.general import packet
from atconform.emulator.netopen import parameters, send
from atconform.emulator.netopen.activation import Network
from atconform.emulator.netopen.links import CLIENT as CLIENT_LINK
from atconform.emulator.netopen.links import Links, links
from atconform.emulator.netopen.receive import Receiving, push
from atconform.emulator.netopen.server import servers, stop
from atconform.emulator.ppp.dial import DataCall
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    ERROR,
    OK,
    accepted,
    answered,
    as_before,
    beyond,
    cut_at_zero,
    is_tcp,
    is_udp,
    later_data,
    lost,
    lost_when_empty,
    ok_first,
    ok_late,
    ok_lost,
    once_said,
    refused,
    second_plus_signs_unheard,
    seven_bits,
    with_data,
    with_fields,
    without_mark,
)
from tests.defects.seams import Change, Line

# --- 1 ---


class KeepsCall(DataCall):
    """Goes back to command mode when the host hangs up, and still thinks that there is a call."""

    def hang_up(self):
        session = self.session
        super().hang_up()
        self.session = session


class ReadsCommands(DataCall):
    """Answers what looks like a command although PPP is carried."""

    def _typed(self, data):
        if data == b"AT\r":
            self.module.transmit(OK)
        else:
            super()._typed(data)


def frames_lost_after_return():
    """Put no frame of PPP out any more after the second CONNECT."""
    connected = 0

    def speak(piece):
        nonlocal connected
        connected += b"CONNECT" in piece
        return () if connected > 1 and piece[:1] == b"\x7e" else (piece,)

    return speak


SHORT_NAMES = Command(
    "+CGDCONT",
    test=packet.definable,
    read=packet.definitions,
    write=form(
        packet.define,
        Int(1, 24),
        Word(("IP", "PPP", "IPV6", "IPV4V6"), default=None),
        Text(16, default=""),
        Text(15, default=""),
        *(Int(0, greatest, default=0) for greatest in (2, 4, 1, 1)),
    ),
)

FIRST = (
    Defect(
        id="sim7x00-1-apn-of-sixteen",
        requirement="SIM7X00-1-R3",
        sentence="The APN is whatever the carrier calls it.",
        instead="A name of more than sixteen characters is refused.",
        kind="binary",
        change=Change(commands=(SHORT_NAMES,)),
        probe="""
            send AT+CGDCONT=1,"IP","internet.carrier1"
            send AT+CGDCONT?
        """,
    ),
    Defect(
        id="sim7x00-1-second-dial-refused",
        requirement="SIM7X00-1-C2",
        sentence="Dialling the packet service leads to PPP on the port.",
        instead="After a call that was hung up the next one does not come about.",
        kind="repetition",
        change=Change(parts={DataCall: KeepsCall}),
        probe="""
            send AT+CGDCONT=1,"IP","CMNET"
            send ATD*99#
            wait 2
            type +++
            wait 2
            send ATH
            send ATD*99#
            wait 2
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-1-second-escape-unheard",
        requirement="SIM7X00-1-R2",
        sentence="The escape sequence leads out of PPP.",
        instead="After a return with ATO it is not heard the next time.",
        kind="repetition",
        change=Change(listens=second_plus_signs_unheard),
        probe="""
            send AT+CGDCONT=1,"IP","CMNET"
            send ATD*99#
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
        id="sim7x00-1-command-read-in-ppp",
        requirement="SIM7X00-1-S1",
        sentence="While PPP is carried no commands are read.",
        instead="AT with a carriage return is answered in the middle of PPP.",
        kind="binary",
        change=Change(parts={DataCall: ReadsCommands}),
        probe="""
            send AT+CGDCONT=1,"IP","CMNET"
            send ATD*99#
            wait 2
            type AT<CR>
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-1-frames-lost-after-return",
        requirement="SIM7X00-1-E1",
        sentence="From dialling until data mode is left the port carries PPP frames.",
        instead="After a return with ATO the module sends no frame any more.",
        kind="repetition",
        change=Change(speaks=frames_lost_after_return),
        probe="""
            send AT+CGDCONT=1,"IP","CMNET"
            send ATD*99#
            wait 2
            type +++
            wait 2
            send ATO
            type <0x7E><0xFF><0x03><0xC0>!<0x01><0x01><0x00><0x04><0xD1><0xB5><0x7E>
            wait 2
        """,
    ),
)

# --- 2.1 ---


def swapped_second_time():
    """Print OK before the information of a query that is answered for the second time."""
    met = set()

    def speak(piece):
        found = re.match(rb"\r\n(\+C[A-Z]+):", piece)
        if found and piece.endswith(OK) and found[1] in met:
            return ok_first(piece)
        if found:
            met.add(found[1])
        return (piece,)

    return speak


def silent_before_opening():
    """Refuse to tell the serving system until the network has been opened once."""
    opened = False

    def speak(piece):
        nonlocal opened
        opened = opened or b"+NETOPEN: 0" in piece
        return (ERROR,) if piece.startswith(b"\r\n+CPSI:") and not opened else (piece,)

    return speak


ENVIRONMENT = (
    Defect(
        id="sim7x00-2.1-no-system-before-opening",
        requirement="SIM7X00-2.1-R1",
        sentence="The state of the network is asked before TCP/IP is set up.",
        instead="The serving system is told only after the network has been opened.",
        kind="one at a time",
        change=Change(speaks=silent_before_opening),
        probe="""
            wait 2
            send AT+CPSI?
        """,
    ),
    Defect(
        id="sim7x00-2.1-second-signal-incomplete",
        requirement="SIM7X00-2.1-E1",
        sentence="The answer about the signal has its strength and its error rate.",
        instead="From the second time on the error rate is missing.",
        kind="repetition",
        change=Change(lines=(Line(r"(\+CSQ: \d+),\d+", r"\1", spared=1),)),
        probe="""
            send AT+CSQ
            send AT+CSQ
        """,
    ),
    Defect(
        id="sim7x00-2.1-reporting-not-off-again",
        requirement="SIM7X00-2.1-E2",
        sentence="With reporting off the registration is told with 0 first.",
        instead="After reporting was on once, 1 is told although it is off again.",
        kind="repetition",
        change=Change(speaks=once_said(r"AT\+CREG=1\r", r"\+CREG: 0,(\d)", r"+CREG: 1,\1")),
        probe="""
            send AT+CREG=1
            send AT+CREG=0
            send AT+CREG?
        """,
    ),
    Defect(
        id="sim7x00-2.1-system-told-twice",
        requirement="SIM7X00-2.1-E3",
        sentence="The serving system is told in one line.",
        instead="The second time the line comes twice, the old one still being in the buffer.",
        kind="repetition",
        change=Change(lines=(Line(r"(\+CPSI: .*)", "\\1\r\n\\1", spared=1),)),
        probe="""
            wait 2
            send AT+CPSI?
            send AT+CPSI?
        """,
    ),
    Defect(
        id="sim7x00-2.1-unregistered-after-closing",
        requirement="SIM7X00-2.1-E4",
        sentence="A module that is registered for packet service says so.",
        instead="After the network was closed it says that it is not.",
        kind="repetition",
        change=Change(speaks=once_said(r"\+NETCLOSE: 0", r"\+CGREG: 0,1", "+CGREG: 0,0")),
        probe="""
            given network-open
            send AT+NETCLOSE
            send AT+CGREG?
        """,
    ),
    Defect(
        id="sim7x00-2.1-second-round-swapped",
        requirement="SIM7X00-2.1-E5",
        sentence="Each query gets its line, and then its OK.",
        instead="In the second round OK comes before the line.",
        kind="repetition",
        change=Change(speaks=swapped_second_time),
        probe="""
            send AT+CSQ
            send AT+CREG?
            send AT+CSQ
            send AT+CREG?
        """,
    ),
)

# --- 2.2 ---


def stays_transparent(module, on):
    """AT+CIPMODE=: what is 1 stays 1."""
    return parameters.set_transparent(module, on or module.settings["net.transparent"])


STAYS = Command(
    "+CIPMODE",
    test=("+CIPMODE: (0-1)",),
    read=lambda module: ok(f"+CIPMODE: {module.settings['net.transparent']}"),
    write=form(stays_transparent, Int(0, 1)),
)


class SecondOpening(Network):
    """Has the mode of links wrong from the second opening on."""

    mode = 0

    def __init__(self, module):
        super().__init__(module)
        self._openings = 0

    def bring_up(self):
        self._openings += 1
        if self._openings > 1:
            self.module.settings["net.transparent"] = self.mode
        super().bring_up()


class SecondOpeningTransparent(SecondOpening):
    """Is in data mode from the second opening on."""

    mode = 1


def result_with_ok():
    """Tell the result of opening together with OK, and not when the context is up."""
    opening = False

    def speak(piece):
        nonlocal opening
        if piece == b"AT+NETOPEN\r":
            opening = True
        elif opening and piece == OK:
            return (piece, b"\r\n+NETOPEN: 0\r\n")
        elif opening and b"+NETOPEN:" in piece:
            opening = False
            return ()
        return (piece,)

    return speak


def result_before_ok_with_links():
    """Tell that the network is closed before OK, where links have been open."""
    links, closing = 0, False

    def speak(piece):
        nonlocal links, closing
        links += b"+CIPOPEN: " in piece and piece.endswith(b",0\r\n")
        if piece == b"AT+NETCLOSE\r":
            closing = links > 1
        elif closing and piece == OK:
            return ()
        elif closing and b"+NETCLOSE: 0" in piece:
            closing = False
            return (piece, OK)
        return (piece,)

    return speak


CONTEXT = (
    Defect(
        id="sim7x00-2.2-second-profile-refused",
        requirement="SIM7X00-2.2-E1",
        sentence="Choosing the profile is answered with OK.",
        instead="Choosing the profile that is chosen already is answered with ERROR.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CSOCKSETPN=1", refused, spared=1)),
        probe="""
            send AT+CSOCKSETPN=1
            send AT+CSOCKSETPN=1
        """,
    ),
    Defect(
        id="sim7x00-2.2-no-profile-by-default",
        requirement="SIM7X00-2.2-R1",
        sentence="The profile can be left at its default.",
        instead="By default a profile is chosen that is not defined, and the network cannot be opened.",
        kind="one at a time",
        change=Change(defaults={"net.profile": 2}),
        probe="""
            wait 2
            send AT+NETOPEN
        """,
    ),
    Defect(
        id="sim7x00-2.2-no-authentication",
        requirement="SIM7X00-2.2-C1",
        sentence="There is a command for the authentication.",
        instead="The module does not know it.",
        kind="one at a time",
        change=Change(without=frozenset({"+CSOCKAUTH"})),
        probe="send AT+CSOCKAUTH=?",
    ),
    Defect(
        id="sim7x00-2.2-mode-stays",
        requirement="SIM7X00-2.2-E2",
        sentence="Mode 0 makes the links that follow links of command mode.",
        instead="After mode 1, mode 0 is answered with OK and changes nothing.",
        kind="repetition",
        change=Change(commands=(STAYS,)),
        probe="""
            server TCP
            send AT+CIPMODE=1
            send AT+CIPMODE=0
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
        """,
    ),
    Defect(
        id="sim7x00-2.2-mode-forgotten-by-second-opening",
        requirement="SIM7X00-2.2-R3",
        sentence="Data mode that is configured before the network is opened is in force then.",
        instead="The second opening puts the module back to command mode.",
        kind="repetition",
        change=Change(parts={Network: SecondOpening}),
        probe="""
            server TCP
            given network-open-transparent
            send AT+NETCLOSE
            send AT+CIPMODE=1
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
        """,
    ),
    Defect(
        id="sim7x00-2.2-second-opening-transparent",
        requirement="SIM7X00-2.2-R2",
        sentence="Where no mode was set, links are links of command mode.",
        instead="After the network was closed and opened again they are in data mode.",
        kind="repetition",
        change=Change(parts={Network: SecondOpeningTransparent}),
        probe="""
            server TCP
            given network-open
            send AT+NETCLOSE
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
        """,
    ),
    Defect(
        id="sim7x00-2.2-result-before-context",
        requirement="SIM7X00-2.2-E3",
        sentence="The result of opening comes when the context is up.",
        instead="It comes together with OK, however long the context takes.",
        kind="timing",
        change=Change(speaks=result_with_ok),
        probe="""
            network delay-context 3000000
            send AT+NETOPEN
            send AT+IPADDR
            wait 3
        """,
    ),
    Defect(
        id="sim7x00-2.2-second-result-twice",
        requirement="SIM7X00-2.2-U1",
        sentence="Each opening has one result.",
        instead="The second opening tells it twice.",
        kind="repetition",
        change=Change(lines=(Line(r"\+NETOPEN: 0", "+NETOPEN: 0\r\n\r\n+NETOPEN: 0", spared=1),)),
        probe="""
            given network-open
            send AT+NETCLOSE
            send AT+NETOPEN
        """,
    ),
    Defect(
        id="sim7x00-2.2-no-address-again",
        requirement="SIM7X00-2.2-E4",
        sentence="With the context up, the module tells its address.",
        instead="After closing and opening again it tells 0.0.0.0.",
        kind="repetition",
        change=Change(speaks=once_said(r"\+NETCLOSE: 0", r"\+IPADDR: [\d.]+", "+IPADDR: 0.0.0.0")),
        probe="""
            given network-open
            send AT+NETCLOSE
            send AT+NETOPEN
            send AT+IPADDR
        """,
    ),
    Defect(
        id="sim7x00-2.2-closed-before-ok",
        requirement="SIM7X00-2.2-E5",
        sentence="Closing the network is answered with OK, and then its result follows.",
        instead="Where two links are open the result comes first.",
        kind="two at once",
        change=Change(speaks=result_before_ok_with_links),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+NETCLOSE
        """,
    ),
    Defect(
        id="sim7x00-2.2-second-closing-without-result",
        requirement="SIM7X00-2.2-U2",
        sentence="Each closing of the network has its result.",
        instead="The second closing has none.",
        kind="repetition",
        change=Change(lines=(Line(r"\+NETCLOSE: 0", None, spared=1),)),
        probe="""
            given network-open
            send AT+NETCLOSE
            send AT+NETOPEN
            send AT+NETCLOSE
        """,
    ),
    Defect(
        id="sim7x00-2.2-not-opened-again",
        requirement="SIM7X00-2.2-S1",
        sentence="A network that was closed can be opened again.",
        instead="The second opening fails.",
        kind="repetition",
        change=Change(
            hears=beyond(net.Activated, lambda event: (net.ActivationRefused(event.context),), spared=1),
        ),
        probe="""
            given network-open
            send AT+NETCLOSE
            send AT+NETOPEN
        """,
    ),
)

# --- 2.3, 2.3.1 ---


class TransparentAfterLoss(Links):
    """Changes to data mode when a link is lost."""

    def end(self, link, trigger):
        super().end(link, trigger)
        if trigger == "lost":
            self.module.settings["net.transparent"] = 1


def all_to_latest():
    """Send everything on the link that was opened last."""
    latest = 0

    def ask(request):
        nonlocal latest
        if isinstance(request, net.Connect):
            latest = request.link
        return (replace(request, link=latest),) if isinstance(request, net.Send) else (request,)

    return ask


def counts_in_a_byte():
    """Count the bytes that were sent in eight bits."""

    def speak(piece):
        found = re.fullmatch(rb"\r\n\+CIPSEND: (\d),(\d+),(\d+)\r\n", piece)
        if not found:
            return (piece,)
        number, asked, sent = map(int, found.groups())
        return (f"\r\n+CIPSEND: {number},{asked & 0xFF},{sent & 0xFF}\r\n".encode(),)

    return speak


def mark_counted(piece):
    """Count the end mark."""
    found = re.fullmatch(rb"\r\n\+CIPSEND: (\d),(\d+),(\d+)\r\n", piece)
    if not found:
        return (piece,)
    number, asked, sent = map(int, found.groups())
    return (f"\r\n+CIPSEND: {number},{asked + 1},{sent + 1}\r\n".encode(),)


def refused_after_close():
    """Let the first connection fail that is opened after the far end has closed one."""
    closed = False

    def hear(event):
        nonlocal closed
        if isinstance(event, net.PeerClosed):
            closed = True
        elif closed and isinstance(event, net.Connected):
            closed = False
            return (net.ConnectFailed(event.link, "refused"),)
        return (event,)

    return hear


def tail_beyond_a_byte(data):
    """Send, of 256 bytes and more, only as many as the lower byte of the length says."""
    return data if len(data) < 256 else data[: len(data) & 0xFF]


CLIENT = (
    Defect(
        id="sim7x00-2.3-transparent-after-far-close",
        requirement="SIM7X00-2.3-R1",
        sentence="Command mode is the default.",
        instead="It is so until a far end has closed a link; the next link takes the port.",
        kind="repetition",
        change=Change(parts={Links: TransparentAfterLoss}),
        probe="""
            server TCP
            given connected-link server 0
            server closes
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            type AT<CR>
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3-data-to-latest-link",
        requirement="SIM7X00-2.3-R2",
        sentence="Several sockets can be open at once in command mode.",
        instead="What is sent on any of them goes out on the one that was opened last.",
        kind="two at once",
        change=Change(asks=all_to_latest),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPSEND=0,5
            type hello
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-ok-late-on-second-link",
        requirement="SIM7X00-2.3.1-E1",
        sentence="Opening is answered with OK at once, the result follows.",
        instead="On a second link OK comes behind the result.",
        kind="two at once",
        change=Change(speaks=answered(r'AT\+CIPOPEN=[1-9],"TCP".*', ok_late(500 * MS))),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-address-of-first-link",
        requirement="SIM7X00-2.3.1-R1",
        sentence="A link goes to the address that its command gives.",
        instead="A further link goes to the address of the first, with the port of its own.",
        kind="two at once",
        change=Change(asks=as_before(net.Connect, "host", when=is_tcp)),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-second-link-told-as-first",
        requirement="SIM7X00-2.3.1-U1",
        sentence="The result of opening begins with the number of the link.",
        instead="It begins with 0 for every link.",
        kind="two at once",
        change=Change(lines=(Line(r"\+CIPOPEN: [1-9],0", "+CIPOPEN: 0,0"),)),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-data-cut-at-zero",
        requirement="SIM7X00-2.3.1-E2",
        sentence="The peer receives the bytes that were typed.",
        instead="It receives those before the first 0x00.",
        kind="binary",
        change=Change(asks=beyond(net.Send, lost_when_empty(with_data(cut_at_zero)))),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,5
            type he<0x00>lo
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-mark-swallowed-in-fixed-length",
        requirement="SIM7X00-2.3.1-R2",
        sentence="With a length, that many bytes are sent, whatever they are.",
        instead="0x1A among them does not arrive.",
        kind="binary",
        change=Change(asks=beyond(net.Send, lost_when_empty(with_data(without_mark)))),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,5
            type he<0x1A>lo
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-length-in-a-byte",
        requirement="SIM7X00-2.3.1-R2",
        sentence="With a length, that many bytes are sent.",
        instead="Of 256 and more only the rest of the division by 256 is sent.",
        kind="binary",
        change=Change(asks=beyond(net.Send, lost_when_empty(with_data(tail_beyond_a_byte)))),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,300
            type <300 bytes>
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-waits-for-more",
        requirement="SIM7X00-2.3.1-R2",
        sentence="With a length, the data is sent when its last byte has been typed.",
        instead="It stays in the module for half a minute more, in case that more comes.",
        kind="timing",
        change=Change(asks=beyond(net.Send, lambda request: ((30 * SECOND, request),))),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,5
            type hello
            wait 31
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-count-in-a-byte",
        requirement="SIM7X00-2.3.1-U2",
        sentence="The result of sending counts the bytes.",
        instead="It counts them modulo 256.",
        kind="binary",
        change=Change(speaks=counts_in_a_byte),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,256
            type <256 bytes>
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-second-mark-counted",
        requirement="SIM7X00-2.3.1-E3",
        sentence="The end mark is not counted.",
        instead="From the second time on it is.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPSEND=\d,", mark_counted, spared=1)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,
            type hello<Ctrl-Z>
            wait 2
            send AT+CIPSEND=0,
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-data-cut-at-line-end",
        requirement="SIM7X00-2.3.1-R3",
        sentence="Without a length the data goes as far as the end mark.",
        instead="What stands behind a line end does not arrive.",
        kind="binary",
        change=Change(asks=beyond(net.Send, lost_when_empty(with_data(lambda data: data.split(b"\r\n")[0])))),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,
            type hello<CR><LF>you<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-close-of-second-link-ok-late",
        requirement="SIM7X00-2.3.1-E4",
        sentence="Closing is answered with OK, then the result comes.",
        instead="On a link other than 0, OK comes behind the result.",
        kind="two at once",
        change=Change(speaks=answered(r"AT\+CIPCLOSE=[1-9]", ok_late(500 * MS))),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPCLOSE=1
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-second-close-without-result",
        requirement="SIM7X00-2.3.1-U3",
        sentence="Closing a link has a result.",
        instead="The second time that the same link is closed it has none.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CIPCLOSE: 0,0", None, spared=1),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-far-close-under-first-link",
        requirement="SIM7X00-2.3.1-U4",
        sentence="That the far end has closed is told with the number of the link.",
        instead="It is told of link 0, whichever it is.",
        kind="two at once",
        change=Change(lines=(Line(r"\+IPCLOSE: [1-9],1", "+IPCLOSE: 0,1"),)),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            second closes
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-second-far-close-silent",
        requirement="SIM7X00-2.3.1-U4",
        sentence="That the far end has closed is told.",
        instead="It is told the first time only.",
        kind="repetition",
        change=Change(lines=(Line(r"\+IPCLOSE: \d,1", None, spared=1),)),
        probe="""
            server TCP
            given connected-link server 0
            server closes
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            server closes
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-own-close-told-as-far",
        requirement="SIM7X00-2.3.1-U5",
        sentence="Reason 0 is for a close by the module itself.",
        instead="The second time that the host closes a link, a close by the far end is told besides.",
        kind="repetition",
        change=Change(lines=(Line(r"(\+CIPCLOSE: (\d),0)", "\\1\r\n\r\n+IPCLOSE: \\2,1", spared=1),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-reason-stays-reset",
        requirement="SIM7X00-2.3.1-U6",
        sentence="A close in order by the far end has reason 1.",
        instead="After one reset every close is told as a reset.",
        kind="repetition",
        change=Change(speaks=once_said(r"\+IPCLOSE: \d,3", r"\+IPCLOSE: (\d),1", r"+IPCLOSE: \1,3")),
        probe="""
            server TCP
            given connected-link server 0
            server resets
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            server closes
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-reset-of-second-link-as-own",
        requirement="SIM7X00-2.3.1-U7",
        sentence="A reset has a reason of its own.",
        instead="On links other than 0 it is told as a close by the module itself.",
        kind="two at once",
        change=Change(lines=(Line(r"\+IPCLOSE: ([1-9]),3", r"+IPCLOSE: \1,0"),)),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            second resets
        """,
    ),
    Defect(
        id="sim7x00-2.3.1-no-link-after-far-close",
        requirement="SIM7X00-2.3.1-S1",
        sentence="A link that the far end has closed is closed, and can be opened again.",
        instead="The next opening fails.",
        kind="repetition",
        change=Change(hears=refused_after_close),
        probe="""
            server TCP
            given connected-link server 0
            server closes
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
        """,
    ),
)

# --- 2.3.2 ---


def first_source_only():
    """Hear, on each UDP link, of the datagrams of the first source only."""
    sources = {}

    def hear(event):
        if isinstance(event, net.Received):
            source = sources.setdefault(event.link, (event.address, event.port))
            if source != (event.address, event.port):
                return ()
        return (event,)

    return hear


def first_destination():
    """Send to the destination that was named first."""
    first = None

    def ask(request):
        nonlocal first
        if isinstance(request, net.Send) and request.to is not None:
            first = first or request.to
            return (replace(request, to=first),)
        return (request,)

    return ask


def cut_in_lines(request):
    """Send each line of the data by itself."""
    return tuple(replace(request, data=line) for line in request.data.splitlines(keepends=True))


DATAGRAMS = (
    Defect(
        id="sim7x00-2.3.2-one-source",
        requirement="SIM7X00-2.3.2-R1",
        sentence="One UDP link exchanges datagrams with several far ends.",
        instead="After the first datagram that arrives, those of other senders are dropped.",
        kind="two at once",
        change=Change(hears=first_source_only),
        probe="""
            server UDP
            second UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPSEND=0,5,"{server.ip}",{server.port}
            type hello
            wait 2
            send AT+CIPSEND=0,5,"{second.ip}",{second.port}
            type hello
            wait 2
            server sends first
            second sends other
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-second-udp-link-ok-first",
        requirement="SIM7X00-2.3.2-R2",
        sentence="For UDP the results of opening stand before OK.",
        instead="On a second UDP link OK comes first.",
        kind="two at once",
        change=Change(speaks=answered(r'AT\+CIPOPEN=[1-9],"UDP".*', ok_first)),
        probe="""
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPOPEN=1,"UDP",,,9001
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-second-open-ok-first",
        requirement="SIM7X00-2.3.2-E1",
        sentence="Opening a UDP link tells the result, then OK.",
        instead="When the link has been open before, OK comes first.",
        kind="repetition",
        change=Change(speaks=answered(r'AT\+CIPOPEN=0,"UDP".*', ok_first, spared=1)),
        probe="""
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"UDP",,,9000
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-local-port-not-free-again",
        requirement="SIM7X00-2.3.2-R3",
        sentence="The datagrams come from the local port that the command gives.",
        instead="When a UDP link has been open before, they come from some other port.",
        kind="repetition",
        change=Change(asks=beyond(net.Connect, with_fields(local_port=0), spared=1, when=is_udp)),
        probe="""
            server UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"UDP",,,9000
            server connects 9000
            server sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-datagram-cut-in-lines",
        requirement="SIM7X00-2.3.2-E2",
        sentence="What is typed for one sending arrives as one datagram.",
        instead="Each line of it is a datagram.",
        kind="binary",
        change=Change(asks=beyond(net.Send, cut_in_lines)),
        probe="""
            server UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPSEND=0,6,"{server.ip}",{server.port}
            type he<CR><LF>lo
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-first-destination-stays",
        requirement="SIM7X00-2.3.2-E3",
        sentence="A sending goes to the destination that it names.",
        instead="All go to the one that was named first.",
        kind="repetition",
        change=Change(asks=first_destination),
        probe="""
            server UDP
            second UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPSEND=0,5,"{server.ip}",{server.port}
            type hello
            wait 2
            send AT+CIPSEND=0,5,"{second.ip}",{second.port}
            type hello
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-second-mark-counted",
        requirement="SIM7X00-2.3.2-E4",
        sentence="The end mark is not part of the datagram's length.",
        instead="From the second time on it is counted.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPSEND=\d,,.*", mark_counted, spared=1)),
        probe="""
            server UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPSEND=0,,"{server.ip}",{server.port}
            type hello<Ctrl-Z>
            wait 2
            send AT+CIPSEND=0,,"{server.ip}",{server.port}
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-second-close-ok-first",
        requirement="SIM7X00-2.3.2-E5",
        sentence="Closing a UDP link tells the result, then OK.",
        instead="From the second time on OK comes first.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPCLOSE=\d", ok_first, spared=1)),
        probe="""
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPCLOSE=0
        """,
    ),
    Defect(
        id="sim7x00-2.3.2-three-datagrams",
        requirement="SIM7X00-2.3.2-S1",
        sentence="As long as the UDP link is open, datagrams can be sent.",
        instead="The fourth and those after it do not go out: their buffers are never given back.",
        kind="repetition",
        change=Change(asks=beyond(net.Send, lost, spared=3)),
        probe="""
            server UDP
            given network-open
            send AT+CIPOPEN=0,"UDP",,,9000
            send AT+CIPSEND=0,1,"{server.ip}",{server.port}
            type 1
            wait 2
            send AT+CIPSEND=0,1,"{server.ip}",{server.port}
            type 2
            wait 2
            send AT+CIPSEND=0,1,"{server.ip}",{server.port}
            type 3
            wait 2
            send AT+CIPSEND=0,1,"{server.ip}",{server.port}
            type 4
            wait 2
        """,
    ),
)

# --- 2.3.3 ---

HEAD = re.compile(rb"(\+IPD)(\d+)(\r\n)")


def head_of_first_block_only():
    """Put a head before the first of several blocks that come without a command between them."""
    block = 0

    def speak(piece):
        nonlocal block
        if b"\r\n+IPD" not in piece:
            block = 0
            return (piece,)
        block += 1
        return (HEAD.sub(b"", piece, count=1) if block > 1 else piece,)

    return speak


def length_in_a_byte(piece):
    """Tell the length modulo 256."""
    return HEAD.sub(lambda found: b"%s%d%s" % (found[1], int(found[2]) & 0xFF, found[3]), piece, count=1)


def cut_behind_head(piece):
    """Put out what stands before the first 0x00, under a head that tells the whole length."""
    head, found, data = piece.partition(b"\r\n+IPD")
    length, line_end, data = data.partition(b"\r\n")
    return head + found + length + line_end + cut_at_zero(data)


def sender_behind_head(piece):
    """Put the line about the sender behind the head."""
    return re.sub(rb"^\r\n(RECV FROM:[^\r]*\r\n)(\+IPD\d+\r\n)", rb"\r\n\2\1", piece)


def without_sender(piece):
    """Leave the line about the sender out."""
    return re.sub(rb"^\r\nRECV FROM:[^\r]*\r\n(?=\+IPD)", b"\r\n", piece)


def sender_one_block_late():
    """Let AT+CIPSRIP=1 take effect with the second block behind it."""
    waiting = False

    def speak(piece):
        nonlocal waiting
        if piece == b"AT+CIPSRIP=1\r":
            waiting = True
        elif waiting and b"RECV FROM:" in piece:
            waiting = False
            return (without_sender(piece),)
        return (piece,)

    return speak


class TellsSenderAgain(Links):
    """Tells the sender again as soon as a link has been closed."""

    def end(self, link, trigger):
        super().end(link, trigger)
        self.module.settings["net.show_source"] = 1


def close_behind_data_unconfirmed():
    """Lose the OK of a close that comes right behind received data."""
    data = closing = False

    def speak(piece):
        nonlocal data, closing
        if b"\r\n+IPD" in piece:
            data = True
        elif piece.startswith(b"AT") and piece.endswith(b"\r"):
            closing, data = data and piece.startswith(b"AT+CIPCLOSE="), False
        elif closing:
            return ok_lost(piece)
        return (piece,)

    return speak


HEADERS = (
    Defect(
        id="sim7x00-2.3.3-head-of-first-block-only",
        requirement="SIM7X00-2.3.3-R1",
        sentence="Received data has a head.",
        instead="Of two blocks without a command between them only the first has one.",
        kind="repetition",
        change=Change(speaks=head_of_first_block_only),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSRIP=0
            server sends hello
            server sends again
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-sender-back-after-close",
        requirement="SIM7X00-2.3.3-R2",
        sentence="With the sender switched off, received data comes without it.",
        instead="After a link was closed it comes with it again.",
        kind="repetition",
        change=Change(parts={Links: TellsSenderAgain}),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSRIP=0
            send AT+CIPCLOSE=0
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            server sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-sender-one-block-late",
        requirement="SIM7X00-2.3.3-R3",
        sentence="Switching the sender on concerns the data that comes next.",
        instead="It concerns the data after that.",
        kind="repetition",
        change=Change(speaks=sender_one_block_late),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSRIP=0
            send AT+CIPSRIP=1
            server sends hello
            server sends again
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-data-cut-at-zero",
        requirement="SIM7X00-2.3.3-E3",
        sentence="Behind the head come as many bytes as it says.",
        instead="They end before the first 0x00.",
        kind="binary",
        change=Change(speaks=later_data(cut_behind_head)),
        probe="""
            server TCP
            given connected-link server 0
            server sends he<0x00>lo
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-length-in-a-byte",
        requirement="SIM7X00-2.3.3-U1",
        sentence="The head tells how many bytes follow.",
        instead="It tells that modulo 256.",
        kind="binary",
        change=Change(speaks=later_data(length_in_a_byte)),
        probe="""
            server TCP
            given connected-link server 0
            server sends <256 bytes>
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-line-feed-not-counted",
        requirement="SIM7X00-2.3.3-U1",
        sentence="The head tells how many bytes follow.",
        instead="Where data ends with a line feed the head leaves it out of the count.",
        kind="binary",
        change=Change(
            speaks=later_data(
                lambda piece: (
                    HEAD.sub(lambda found: b"%s%d%s" % (found[1], int(found[2]) - 1, found[3]), piece, count=1)
                    if piece.endswith(b"\n")
                    else piece
                )
            )
        ),
        probe="""
            server TCP
            given connected-link server 0
            server sends hello<CR><LF>
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-seven-bits",
        requirement="SIM7X00-2.3.3-E5",
        sentence="Behind sender and head come the bytes of the far end.",
        instead="They come without their eighth bit.",
        kind="binary",
        change=Change(hears=beyond(net.Received, with_data(seven_bits))),
        probe="""
            server TCP
            given connected-link server 0
            server sends h<0xE9>llo<0xFF>
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-sender-of-first-link",
        requirement="SIM7X00-2.3.3-U2",
        sentence="The sender is told with its address and port.",
        instead="For data of every link the sender of the first data is told.",
        kind="two at once",
        change=Change(hears=as_before(net.Received, "address", "port")),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            server sends hello
            second sends other
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-sender-behind-head-second-time",
        requirement="SIM7X00-2.3.3-R4",
        sentence="First comes the sender, then the head, then the data.",
        instead="From the second block on the head comes first.",
        kind="repetition",
        change=Change(speaks=later_data(sender_behind_head, spared=1)),
        probe="""
            server TCP
            given connected-link server 0
            server sends hello
            server sends again
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-sender-on-already",
        requirement="SIM7X00-2.3.3-E4",
        sentence="Switching the sender on is answered with OK.",
        instead="Where it was switched on before, the answer is ERROR.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPSRIP=1", refused, spared=1)),
        probe="""
            given network-open
            send AT+CIPSRIP=1
            send AT+CIPSRIP=0
            send AT+CIPSRIP=1
        """,
    ),
    Defect(
        id="sim7x00-2.3.3-close-behind-data-unconfirmed",
        requirement="SIM7X00-2.3.3-E6",
        sentence="Closing a link behind received data is answered with OK, then told.",
        instead="Right behind received data the OK is missing.",
        kind="one at a time",
        change=Change(speaks=close_behind_data_unconfirmed),
        probe="""
            server TCP
            given connected-link server 0
            server sends hello
            send AT+CIPCLOSE=0
        """,
    ),
)

# --- 2.3.4 ---


def fourth_stops_first():
    """Stop the first server when the fourth begins to listen."""
    servers = []

    def ask(request):
        if not isinstance(request, net.Listen):
            return (request,)
        servers.append(request.server)
        return (net.StopListening(servers[0]), request) if len(servers) == 4 else (request,)

    return ask


def next_port_second_time():
    """Listen one port further where the port was listened on before."""
    ports = set()

    def ask(request):
        if not isinstance(request, net.Listen):
            return (request,)
        known = request.port in ports
        ports.add(request.port)
        return (replace(request, port=request.port + known),)

    return ask


def all_stopped():
    """Stop every server with any of them."""
    servers = []

    def ask(request):
        if isinstance(request, net.Listen):
            servers.append(request.server)
        if isinstance(request, net.StopListening):
            return tuple(map(net.StopListening, servers))
        return (request,)

    return ask


def to_first_client():
    """Send what is for any client to the first one."""
    first = None

    def ask(request):
        nonlocal first
        if isinstance(request, net.Send) and request.link < 0:
            first = first or request.link
            return (replace(request, link=first),)
        return (request,)

    return ask


def not_closed_with_clients():
    """Never hear that the network is closed after a client has come."""
    came = False

    def hear(event):
        nonlocal came
        came = came or isinstance(event, net.Incoming)
        return () if came and isinstance(event, net.Deactivated) else (event,)

    return hear


def with_result(piece):
    """Let a result follow on OK."""
    return (piece, b"\r\n+SERVERSTART: 1,0\r\n") if piece == OK else (piece,)


def stop_latest(module):
    """AT+SERVERSTOP: the server with the greatest index that listens."""
    listening = [server.index for server in servers(module) if server.machine.permits("SERVERSTOP")]
    return stop(module, max(listening, default=0))


def send_with_mark(module, number, *others):
    """AT+CIPSEND=: what a server other than 0 has accepted takes an end mark too."""
    link = links(module).all[number] if number < len(links(module).all) else None
    if link is None or link.server < 1:
        return send.send(module, number, *others)
    server, link.server = link.server, CLIENT_LINK
    reply = send.send(module, number, *others)
    link.server = server
    return reply


TAKES_MARK = Command(
    "+CIPSEND",
    write=form(
        send_with_mark, Int(0, 255), Int(0, 65535, default=None), Address(default=None), Int(0, 65535, default=None)
    ),
)

STOPS_LATEST = Command("+SERVERSTOP", test=(), write=form(stop, Int(0, 255)), execute=stop_latest)

SERVER = (
    Defect(
        id="sim7x00-2.3.4-fourth-stops-first",
        requirement="SIM7X00-2.3.4-L1",
        sentence="Four sockets can listen.",
        instead="The fourth takes the place of the first, which nothing tells.",
        kind="two at once",
        change=Change(asks=fourth_stops_first),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
            send AT+SERVERSTART=7070,2
            send AT+SERVERSTART=6060,3
            client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-result-behind-ok",
        requirement="SIM7X00-2.3.4-R1",
        sentence="Starting a server is answered with OK alone.",
        instead="On servers other than 0 a result follows.",
        kind="two at once",
        change=Change(speaks=answered(r"AT\+SERVERSTART=\d+,[1-3]", with_result)),
        probe="""
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-port-busy-after-stop",
        requirement="SIM7X00-2.3.4-S1",
        sentence="A server that was stopped can be started again on its port.",
        instead="It listens one port further.",
        kind="repetition",
        change=Change(asks=next_port_second_time),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTOP=0
            send AT+SERVERSTART=8080,0
            client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-second-start-unconfirmed",
        requirement="SIM7X00-2.3.4-E2",
        sentence="Each of the servers is confirmed with OK.",
        instead="Where another one listens already, the confirmation is missing.",
        kind="two at once",
        change=Change(speaks=answered(r"AT\+SERVERSTART=.*", ok_lost, spared=1)),
        probe="""
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-client-of-wrong-server",
        requirement="SIM7X00-2.3.4-U1",
        sentence="A client is told with the server that it has come to.",
        instead="It is always told as one of server 0.",
        kind="two at once",
        change=Change(lines=(Line(r"\+CLIENT: (\d),[1-3],(.*)", r"+CLIENT: \1,0,\2"),)),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
            client connects 9090
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-second-client-silent",
        requirement="SIM7X00-2.3.4-U1",
        sentence="Each client that is accepted is told.",
        instead="The second one is accepted without a word.",
        kind="two at once",
        change=Change(lines=(Line(r"\+CLIENT: .*", None, spared=1),)),
        probe="""
            client TCP
            other-client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            other-client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-address-of-first-client",
        requirement="SIM7X00-2.3.4-E3",
        sentence="A client is told with its address and port.",
        instead="A later one is told with those of the first.",
        kind="two at once",
        change=Change(hears=as_before(net.Incoming, "address", "port")),
        probe="""
            client TCP
            other-client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            other-client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-accepted-listed-as-own-second-time",
        requirement="SIM7X00-2.3.4-R2",
        sentence="In the list an accepted link shows the server that has accepted it.",
        instead="The second time that the list is asked for it shows -1.",
        kind="repetition",
        change=Change(lines=(Line(r'(\+CIPOPEN: \d,"TCP",.*),[0-3]', r"\1,-1", spared=1),)),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            send AT+CIPOPEN?
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-listed-with-other-server",
        requirement="SIM7X00-2.3.4-E4",
        sentence="The list tells the index of the server behind an accepted link.",
        instead="For servers other than 0 it is one too small.",
        kind="two at once",
        change=Change(
            lines=tuple(Line(rf'(\+CIPOPEN: \d,"TCP",.*,\d+),{index}', rf"\g<1>,{index - 1}") for index in (1, 2, 3))
        ),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
            client connects 9090
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-second-client-hangs",
        requirement="SIM7X00-2.3.4-L2",
        sentence="There are ten links, and an accepted connection takes one of them.",
        instead="The second accepted connection does not get one: it hangs.",
        kind="two at once",
        change=Change(hears=beyond(net.Incoming, lost, spared=1)),
        probe="""
            client TCP
            other-client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            other-client connects 8080
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-data-to-first-client",
        requirement="SIM7X00-2.3.4-E5",
        sentence="What is sent on an accepted link arrives at its client.",
        instead="It arrives at the client that was sent to first.",
        kind="two at once",
        change=Change(asks=to_first_client),
        probe="""
            client TCP
            other-client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            other-client connects 8080
            send AT+CIPSEND=0,5
            type hello
            wait 2
            send AT+CIPSEND=1,5
            type other
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-mark-on-other-servers",
        requirement="SIM7X00-2.3.4-R3",
        sentence="On a link that a server has accepted, data is sent by its length only.",
        instead="On links of servers other than 0 the length can be left out.",
        kind="two at once",
        change=Change(commands=(TAKES_MARK,)),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
            client connects 9090
            send AT+CIPSEND=0,
            type hello<Ctrl-Z>
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-second-stop-listens-on",
        requirement="SIM7X00-2.3.4-E6",
        sentence="A server that was stopped listens no more.",
        instead="The second time it does, whatever is told.",
        kind="repetition",
        change=Change(asks=beyond(net.StopListening, lost, spared=1)),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTOP=0
            send AT+SERVERSTART=8081,0
            send AT+SERVERSTOP=0
            client connects 8081
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-latest-stopped",
        requirement="SIM7X00-2.3.4-R4",
        sentence="Without an index, server 0 is stopped.",
        instead="The server with the greatest index is stopped.",
        kind="two at once",
        change=Change(commands=(STOPS_LATEST,)),
        probe="""
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
            send AT+SERVERSTOP
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-stop-told-of-first",
        requirement="SIM7X00-2.3.4-U2",
        sentence="The result of stopping begins with the index of the server.",
        instead="It begins with 0 for every server.",
        kind="two at once",
        change=Change(lines=(Line(r"\+SERVERSTOP: [1-3],0", "+SERVERSTOP: 0,0"),)),
        probe="""
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
            send AT+SERVERSTOP=1
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-all-stopped",
        requirement="SIM7X00-2.3.4-E7",
        sentence="Each server is stopped by itself.",
        instead="With one of them all stop listening.",
        kind="two at once",
        change=Change(asks=all_stopped),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            send AT+SERVERSTART=9090,1
            send AT+SERVERSTOP=1
            client connects 8080
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-not-closed-with-clients",
        requirement="SIM7X00-2.3.4-E8",
        sentence="The network can be closed while a client is connected, and that is told.",
        instead="After a client has come the result of closing never does.",
        kind="one at a time",
        change=Change(hears=not_closed_with_clients),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            send AT+NETCLOSE
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-list-short-with-servers",
        requirement="SIM7X00-2.3.4-R5",
        sentence="The state of all links can be asked for at any time.",
        instead="After a client has come the list leaves the last link out.",
        kind="two at once",
        change=Change(speaks=once_said(r"\+CLIENT: ", r"\+CIPOPEN: 9", "")),
        probe="""
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.4-second-client-not-closed",
        requirement="SIM7X00-2.3.4-R6",
        sentence="An accepted link is closed with its number.",
        instead="The second one that is closed is not: the client learns nothing.",
        kind="repetition",
        change=Change(asks=beyond(net.Close, lost, spared=1, when=accepted)),
        probe="""
            client TCP
            other-client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            other-client connects 8080
            send AT+CIPCLOSE=0
            send AT+CIPCLOSE=1
        """,
    ),
)

# --- 2.3.5 ---


def used_links_first(piece):
    """List the links that are connected before the others."""
    lines = re.findall(rb"\+CIPOPEN: [^\r]*\r\n", piece)
    if len(lines) < 10:
        return (piece,)
    listed = sorted(lines, key=lambda line: b"," not in line)
    return (b"\r\n" + b"".join(listed) + piece[piece.rindex(lines[-1]) + len(lines[-1]) :],)


def ports_of_first(piece):
    """List every link with the address and port of the first one."""
    found = re.search(rb'\+CIPOPEN: \d,"TCP",("[^"]*",\d+),', piece)
    if found is None:
        return (piece,)
    return (re.sub(rb'(\+CIPOPEN: \d,"TCP",)"[^"]*",\d+,', rb"\g<1>" + found[1] + b",", piece),)


def lengths_added_up():
    """Tell in each head how many bytes have come altogether."""
    total = 0

    def speak(piece):
        nonlocal total
        found = HEAD.search(piece)
        if found is None:
            return (piece,)
        total += int(found[2])
        return (HEAD.sub(b"+IPD%d\r\n" % total, piece, count=1),)

    return speak


LISTED = r"AT\+CIPOPEN\?"

LIST = (
    Defect(
        id="sim7x00-2.3.5-no-ok-second-time",
        requirement="SIM7X00-2.3.5-E1",
        sentence="The list of the links ends with OK.",
        instead="The second time it ends without.",
        kind="repetition",
        change=Change(speaks=answered(LISTED, ok_lost, spared=1)),
        probe="""
            given network-open
            send AT+CIPOPEN?
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.5-used-links-first",
        requirement="SIM7X00-2.3.5-L1",
        sentence="The links are listed in the order of their numbers.",
        instead="Those that are connected come first.",
        kind="two at once",
        change=Change(speaks=answered(LISTED, used_links_first)),
        probe="""
            server TCP
            given connected-link server 3
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.5-closed-link-with-commas",
        requirement="SIM7X00-2.3.5-R1",
        sentence="A link without a connection is listed with its number alone.",
        instead="One that was closed keeps its fields, with nothing in them.",
        kind="repetition",
        change=Change(speaks=once_said(r"\+CIPCLOSE: 0,0", r"\+CIPOPEN: 0", '+CIPOPEN: 0,"","",0,-1')),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPCLOSE=0
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.5-far-closed-link-listed",
        requirement="SIM7X00-2.3.5-R1",
        sentence="A link without a connection is listed with its number alone.",
        instead="One that the far end has closed is still listed as it was before.",
        kind="repetition",
        change=Change(
            speaks=once_said(r"\+IPCLOSE: 0,1", r"\+CIPOPEN: 0", r'+CIPOPEN: 0,"TCP","116.228.221.51",8500,-1')
        ),
        probe="""
            server TCP
            given connected-link server 0
            server closes
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.5-far-end-of-first-link",
        requirement="SIM7X00-2.3.5-E3",
        sentence="A client link is listed with the address and port of its far end.",
        instead="All are listed with those of the first.",
        kind="two at once",
        change=Change(speaks=answered(LISTED, ports_of_first)),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.5-client-listed-under-server",
        requirement="SIM7X00-2.3.5-R2",
        sentence="-1 says that the module has opened the link itself.",
        instead="After a server has accepted a client, own links are listed with its index too.",
        kind="two at once",
        change=Change(speaks=once_said(r"\+CLIENT: ", r"(\+CIPOPEN: \d,.*),-1", r"\1,0")),
        probe="""
            server TCP
            client TCP
            given network-open
            send AT+SERVERSTART=8080,0
            client connects 8080
            send AT+CIPOPEN=1,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.3.5-length-of-all-data",
        requirement="SIM7X00-2.3.5-E2",
        sentence="The head of received data tells the length of this data.",
        instead="It tells how many bytes have come since the module was switched on.",
        kind="repetition",
        change=Change(speaks=lengths_added_up),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSRIP=0
            server sends hello
            server sends again
        """,
    ),
)

# --- 2.3.6 ---


class FetchesOnce(Links):
    """Puts data out by itself again on every link that is opened."""

    def begin(self, number, protocol, trigger):
        self.module.settings["net.fetch"] = 0
        return super().begin(number, protocol, trigger)


class FetchesFirstLink(Receiving):
    """Keeps the data of link 0 only."""

    def _received(self, link, source, data):
        if link.number and self.module.settings["net.fetch"]:
            push(self.module, link, source, data)
        else:
            super()._received(link, source, data)


def payload_cut_at_zero(piece):
    """Hand over what stands before the first 0x00."""
    if not piece.startswith(b"\r\n+CIPRXGET: 2,") or b"\x00" not in piece:
        return (piece,)
    return (cut_at_zero(piece) + OK,)


MANUAL = (
    Defect(
        id="sim7x00-2.3.6-manual-again-refused",
        requirement="SIM7X00-2.3.6-E1",
        sentence="Switching to manual reception is answered with OK.",
        instead="While it is on already it is answered with ERROR.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPRXGET=1", refused, spared=1)),
        probe="""
            send AT+CIPRXGET=1
            send AT+CIPRXGET=1
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-forgotten-by-next-link",
        requirement="SIM7X00-2.3.6-R1",
        sentence="Manual reception needs to be set once.",
        instead="The next link that is opened puts its data out by itself.",
        kind="repetition",
        change=Change(parts={Links: FetchesOnce}),
        probe="""
            server TCP
            second TCP
            given connected-link server 0
            send AT+CIPRXGET=1
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            second sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-one-link-kept",
        requirement="SIM7X00-2.3.6-R2",
        sentence="With manual reception data waits until it is fetched.",
        instead="That of links other than 0 is put out at once.",
        kind="two at once",
        change=Change(parts={Receiving: FetchesFirstLink}),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPRXGET=1
            second sends hello
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-announced-once",
        requirement="SIM7X00-2.3.6-E2",
        sentence="The arrival of data is announced.",
        instead="Only the first arrival is, although all was fetched before the second.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CIPRXGET: 1,\d|RE?CV FROM:.*", None, spared=1),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPRXGET=1
            server sends hello
            send AT+CIPRXGET=2,0,1024
            server sends again
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-fetched-up-to-zero",
        requirement="SIM7X00-2.3.6-E3",
        sentence="As many bytes are handed over as the head says.",
        instead="They end before the first 0x00.",
        kind="binary",
        change=Change(speaks=answered(r"AT\+CIPRXGET=2.*", payload_cut_at_zero)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPRXGET=1
            server sends he<0x00>lo
            send AT+CIPRXGET=2,0,1024
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-fetched-from-first-link",
        requirement="SIM7X00-2.3.6-R3",
        sentence="Data is fetched from the link that is named.",
        instead="All data waits under the link that received first.",
        kind="two at once",
        change=Change(hears=as_before(net.Received, "link")),
        probe="""
            server TCP
            second TCP
            given network-open
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
            send AT+CIPRXGET=1
            server sends hello
            second sends other
            send AT+CIPRXGET=2,0,1024
            send AT+CIPRXGET=2,1,1024
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-rest-told-once",
        requirement="SIM7X00-2.3.6-R4",
        sentence="The head tells how many bytes are left.",
        instead="From the second fetching on it tells that none are.",
        kind="repetition",
        change=Change(lines=(Line(r"(\+CIPRXGET: 2,\d,\d+),[1-9]\d*", r"\1,0", spared=1),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPRXGET=1
            server sends hello
            send AT+CIPRXGET=2,0,2
            send AT+CIPRXGET=2,0,2
        """,
    ),
    Defect(
        id="sim7x00-2.3.6-second-arrival-kept-twice",
        requirement="SIM7X00-2.3.6-S1",
        sentence="Data that arrives while other data waits is kept with it.",
        instead="It is kept twice.",
        kind="repetition",
        change=Change(hears=beyond(net.Received, lambda event: (event, event), spared=1)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPRXGET=1
            server sends hello
            server sends again
            send AT+CIPRXGET=2,0,1024
        """,
    ),
)

DEFECTS = (*FIRST, *ENVIRONMENT, *CONTEXT, *CLIENT, *DATAGRAMS, *HEADERS, *SERVER, *LIST, *MANUAL)
