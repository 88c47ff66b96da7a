"""SIM7X00 note, 1 to 2.2."""

from __future__ import annotations

import re

from atconform.emulator.core.command import Command, Int, Text, Word, form
from atconform.emulator.core.replies import ok
from atconform.emulator.general import packet
from atconform.emulator.netopen import modes
from atconform.emulator.netopen.activation import Network
from atconform.emulator.netopen.parameters import TRANSPARENT_MODE
from atconform.emulator.ppp.dial import DataCall
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    ERROR,
    OK,
    answered,
    beyond,
    ok_first,
    once_said,
    refused,
    second_plus_signs_unheard,
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


# --- 2.2 ---


def stays_transparent(module, on):
    """AT+CIPMODE=: what is 1 stays 1."""
    return modes.set_transparent(module, on or module.settings[TRANSPARENT_MODE])


STAYS = Command(
    "+CIPMODE",
    test=("+CIPMODE: (0-1)",),
    read=lambda module: ok(f"+CIPMODE: {module.settings[TRANSPARENT_MODE]}"),
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
            self.module.settings[TRANSPARENT_MODE] = self.mode
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


DEFECTS = (
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
        unseen=(
            "The note names the command alone, and the manual has it not: neither says of any form of it what "
            "is answered, so ERROR passes."
        ),
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
