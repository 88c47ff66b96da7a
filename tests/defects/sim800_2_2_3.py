"""SIM800 note, 2.2.3 to 2.2.4."""

from __future__ import annotations

from atconform.base.units import MS, SECOND
from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.parameters import TRANSFER, TRANSPARENT_MODE, Transfer
from atconform.emulator.cip.server import Serving
from atconform.emulator.cip.stack import stack
from atconform.emulator.core.replies import ok, result
from atconform.emulator.general.v250 import DTR_RULE
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.meddling import forgets, sent, wrapped
from tests.defects.seams import Change, Line
from tests.defects.shared_sim800_2_2 import CONNECT


def second_confirmation_lost():
    """Lose the OK that comes by itself for the second time: behind no command line."""
    told = 0
    asked = False

    def speak(piece):
        nonlocal told, asked
        if piece.endswith(b"\r") or b"CONNECT" in piece:  # the echo of a command line, and what may come of it
            asked = piece.endswith(b"\r")
        elif piece == b"\r\nOK\r\n":
            told += not asked
            asked = False
            return () if told == 2 else (piece,)
        return (piece,)

    return speak


# --- connections ---


def transparent_for_multi(module, usual, on):
    """Take AT+CIPMODE in multi connection mode."""
    if stack(module).multi:
        module.settings[TRANSPARENT_MODE] = on
        return ok()
    return usual(module, on)


class SecondClientInCommandMode(Serving):
    """Leads the first client of a transparent server to data mode, and no further one."""

    def __init__(self, module):
        super().__init__(module)
        self._met = 0

    def _client(self, cip, server, event):
        self._met += not cip.full()
        usual = self.module.settings[TRANSPARENT_MODE]
        self.module.settings[TRANSPARENT_MODE] = usual and self._met == 1
        super()._client(cip, server, event)
        self.module.settings[TRANSPARENT_MODE] = usual


def connect_ok_later():
    """Report a second connection of transparent mode as one of normal mode is."""
    started, met = False, 0

    def speak(piece):
        nonlocal started, met
        if piece.startswith(b"AT+CIPSTART"):
            started = True
        elif piece == CONNECT and started:
            started, met = False, met + 1
            return (b"\r\nCONNECT OK\r\n" if met > 1 else piece,)
        return (piece,)

    return speak


def carrier_late():
    """Show the carrier 700 ms late."""
    return lambda line, high: ((0 if high or line != "DCD" else 700 * MS, line, high),)


def carrier_flickers():
    """Let DCD go high for 20 ms, just when it has become low."""

    def drive(line, high):
        if line == "DCD" and not high:
            return ((0, line, False), (10 * MS, line, True), (30 * MS, line, False))
        return ((0, line, high),)

    return drive


def carrier_once():
    """Show the carrier of the first connection only."""
    met = 0

    def drive(line, high):
        nonlocal met
        met += line == "DCD" and not high
        return () if line == "DCD" and not high and met > 1 else ((0, line, high),)

    return drive


def echo_after_return():
    """Echo data once the host has come back by ATO."""
    back = False

    def listen(data):
        nonlocal back
        if data.upper() == b"ATO\r":
            back = True
        elif back and data.startswith((b"+", b"AT")):
            back = False
        elif back:
            return (data, data)
        return data

    return listen


# --- from mode to mode ---


def second_escape_unheard():
    """Do not hear the escape sequence a second time."""
    met = 0

    def listen(data):
        nonlocal met
        met += data == b"+++"
        return b"" if data == b"+++" and met > 1 else data

    return listen


def shut_to_default_transfer(module, usual):
    """Forget AT+CIPCCFG at AT+CIPSHUT."""
    answer = usual(module)
    module.settings[TRANSFER] = Transfer()
    return answer


def no_pluses(data):
    """Send no data that consists of plus signs."""
    return data if data.strip(b"+") else b""


def plus_of_seven_bits():
    """Clear the eighth bit before looking for plus signs."""
    return lambda data: data if data.strip(b"\xab") else b"+" * len(data)


def dtr_stays(module, usual, value):
    """Let DTR lead to command mode for ever, once it was allowed to."""
    return ok() if module.settings[DTR_RULE] == 1 else usual(module, value)


def is_by_client(event):
    """Whether a client of the module's server did it."""
    return event.link < 0


def data_mode_without_connection(module, usual):
    """Report CONNECT although there is no connection any more."""
    if stack(module).connections[0].status == "CLOSED" and module.part(DataMode).connection is None:
        return result("CONNECT")
    return usual(module)


def later_return_denied():
    """Deny the second return to data mode, which comes about nevertheless."""
    returning, met = False, 0

    def speak(piece):
        nonlocal returning, met
        if piece.upper() == b"ATO\r":
            returning = True
        elif returning and piece == CONNECT:
            returning, met = False, met + 1
            return (b"\r\nNO CARRIER\r\n" if met > 1 else piece,)
        return (piece,)

    return speak


DEFECTS = (
    Defect(
        id="sim800-2.2.3-transparent-in-multi",
        requirement="SIM800-2.2.3-R1",
        sentence="Transparent mode is for single connection mode.",
        instead="AT+CIPMODE=1 is taken in multi connection mode.",
        kind="one at a time",
        change=Change(commands=(wrapped("+CIPMODE", write=transparent_for_multi),)),
        probe="""
            given multi
            send AT+CIPMODE=1
        """,
    ),
    Defect(
        id="sim800-2.2.3-second-client-in-command-mode",
        requirement="SIM800-2.2.3-R2",
        sentence="In transparent mode the module can be a TCP server.",
        instead="Only the first client leads to data mode, with later ones the module stays in command mode.",
        kind="repetition",
        change=Change(parts={Serving: SecondClientInCommandMode}),
        probe="""
            client TCP
            send AT+CIPMODE=1
            send AT+CIPSERVER=1,5000
            client connects 5000
            client closes
            client connects 5000
        """,
    ),
    Defect(
        id="sim800-2.2.3-connect-ok-later",
        requirement="SIM800-2.2.3-R3",
        sentence="A connection of transparent mode is reported by CONNECT alone.",
        instead="The second is reported by CONNECT OK, though it leads to data mode.",
        kind="repetition",
        change=Change(speaks=connect_ok_later),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-2.2.3-carrier-late",
        requirement="SIM800-2.2.3-R4",
        sentence="DCD becomes low with CONNECT.",
        instead="It becomes low 700 ms later.",
        kind="timing",
        change=Change(drives=carrier_late),
        probe="""
            server TCP
            given data-mode server
        """,
    ),
    Defect(
        id="sim800-2.2.3-carrier-flickers",
        requirement="SIM800-2.2.3-R4",
        sentence="DCD becomes low with CONNECT.",
        instead="It becomes low, goes high for 20 ms and becomes low again.",
        kind="timing",
        change=Change(drives=carrier_flickers),
        probe="""
            server TCP
            given data-mode server
        """,
    ),
    Defect(
        id="sim800-2.2.3-carrier-once",
        requirement="SIM800-2.2.3-R4",
        sentence="DCD becomes low with CONNECT.",
        instead="The first time; with the second connection it stays high.",
        kind="repetition",
        change=Change(drives=carrier_once),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-2.2.3-echo-after-return",
        requirement="SIM800-2.2.3-R5",
        sentence="Data is not echoed.",
        instead="It is once ATO has led back to data mode.",
        kind="repetition",
        change=Change(listens=echo_after_return),
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
        id="sim800-2.2.4-guard-too-short",
        requirement="SIM800-2.2.4-T3",
        sentence="There is a silence before the escape sequence, of a second or more.",
        instead="Half a second is enough.",
        kind="timing",
        change=Change(figures={"escape.before": 500 * MS}),
        probe="""
            server TCP
            given data-mode server
            type hello
            wait 0.7
            type +++
            wait 3
        """,
    ),
    Defect(
        id="sim800-2.2.4-second-escape-silent",
        requirement="SIM800-2.2.4-T1",
        sentence="The escape sequence leads to command mode, which the module confirms with OK.",
        instead="The second time it is not confirmed.",
        kind="repetition",
        change=Change(speaks=second_confirmation_lost),
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
        id="sim800-2.2.4-second-escape-unheard",
        requirement="SIM800-2.2.4-T1",
        sentence="Three plus signs between silences lead to command mode.",
        instead="Once: the second time nothing happens.",
        kind="repetition",
        change=Change(listens=second_escape_unheard),
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
        id="sim800-2.2.4-plus-signs-in-haste",
        requirement="SIM800-2.2.4-T1",
        sentence="Up to a second may pass between two of the plus signs.",
        instead="Only 300 ms may.",
        kind="timing",
        change=Change(figures={"escape.gap": 300 * MS}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +
            wait 0.6
            type +
            wait 0.6
            type +
            wait 3
        """,
    ),
    Defect(
        id="sim800-2.2.4-escape-back-after-shut",
        requirement="SIM800-2.2.4-R1",
        sentence="With the fourth parameter of AT+CIPCCFG at FALSE there is no escape sequence.",
        instead="AT+CIPSHUT brings it back.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPSHUT", execute=shut_to_default_transfer),)),
        probe="""
            server TCP
            send AT+CIPCCFG=5,2,1024,0
            send AT+CIPMODE=1
            send AT+CIPSHUT
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            wait 2
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.4-disabled-escape-swallowed",
        requirement="SIM800-2.2.4-R1",
        sentence="With the fourth parameter of AT+CIPCCFG at FALSE the plus signs are data.",
        instead="They do not switch, but are not sent either.",
        kind="binary",
        change=Change(asks=sent(no_pluses, data_mode=True)),
        probe="""
            server TCP
            send AT+CIPCCFG=5,2,1024,0
            send AT+CIPMODE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            wait 2
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.4-plus-of-seven-bits",
        requirement="SIM800-2.2.4-R2",
        sentence="The escape sequence is +++.",
        instead="Bytes that differ from it in the eighth bit only, 0xAB, do as well.",
        kind="binary",
        change=Change(listens=plus_of_seven_bits),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type <0xAB><0xAB><0xAB>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.4-plus-signs-at-leisure",
        requirement="SIM800-2.2.4-R3",
        sentence="Plus signs with more than a second between them are data.",
        instead="Two seconds may be between them.",
        kind="timing",
        change=Change(figures={"escape.gap": 2 * SECOND}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +
            wait 1.5
            type +
            wait 1.5
            type +
            wait 3
        """,
    ),
    Defect(
        id="sim800-2.2.4-guard-behind-too-short",
        requirement="SIM800-2.2.4-T3",
        sentence="There is a silence behind the escape sequence, of a second or more.",
        instead="Half a second is enough.",
        kind="timing",
        change=Change(figures={"escape.after": 500 * MS}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 0.7
            type hello
            wait 3
        """,
    ),
    Defect(
        id="sim800-2.2.4-dtr-too-fast",
        unseen="By the manual (2.2.29) the change of DTR alone leads to command mode, so that a module which does not "
        "wait for the second follows it, and the note does not say what a shorter pulse does.",
        requirement="SIM800-2.2.4-T2",
        sentence="DTR has to be low for at least a second before it goes high, to leave data mode.",
        instead="A fifth of a second is enough.",
        kind="timing",
        change=Change(figures={"dataline.dtr_low": 200 * MS}),
        probe="""
            server TCP
            send AT&D1
            line DTR high
            send AT+CIPMODE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            line DTR low
            wait 0.5
            line DTR high
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.4-dtr-stays",
        requirement="SIM800-2.2.4-R4",
        sentence="DTR leaves data mode with AT&D1 only.",
        instead="AT&D0 after AT&D1 changes nothing: it still does.",
        kind="repetition",
        change=Change(commands=(wrapped("&D", write=dtr_stays),)),
        probe="""
            server TCP
            send AT&D1
            send AT&D0
            line DTR high
            send AT+CIPMODE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            line DTR low
            wait 2
            line DTR high
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.4-second-server-close-unheard",
        requirement="SIM800-2.2.4-R5",
        sentence="When the server closes, the module goes back to command mode.",
        instead="The second time it stays in data mode.",
        kind="repetition",
        change=Change(hears=forgets(net.PeerClosed)),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server closes
            send AT
        """,
    ),
    Defect(
        id="sim800-2.2.4-second-client-close-unheard",
        requirement="SIM800-2.2.4-R6",
        sentence="When the client of a transparent server closes, the module goes back to command mode.",
        instead="With the second client it stays in data mode.",
        kind="repetition",
        change=Change(hears=forgets(net.PeerClosed, wanted=is_by_client)),
        probe="""
            client TCP
            send AT+CIPMODE=1
            send AT+CIPSERVER=1,5000
            client connects 5000
            client closes
            client connects 5000
            client closes
            send AT
        """,
    ),
    Defect(
        id="sim800-2.2.4-second-deactivation-unheard",
        requirement="SIM800-2.2.4-R7",
        sentence="When the PDP context is deactivated, the module goes back to command mode.",
        instead="The second time it stays in data mode.",
        kind="repetition",
        change=Change(hears=forgets(net.Deactivated, wanted=lambda event: event.by_network)),
        probe="""
            server TCP
            given data-mode server
            network withdraw-context
            send AT+CIPSHUT
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            network withdraw-context
            send AT
        """,
    ),
    Defect(
        id="sim800-2.2.4-second-deactivation-untold",
        requirement="SIM800-2.2.4-U1",
        sentence="The deactivation of the PDP context is reported.",
        instead="Only the first time.",
        kind="repetition",
        change=Change(lines=(Line(r"\+PDP: DEACT", None, spared=1),)),
        probe="""
            given ip-status
            network withdraw-context
            send AT+CIPSHUT
            send AT+CSTT="CMNET"
            send AT+CIICR
            network withdraw-context
        """,
    ),
    Defect(
        id="sim800-2.2.4-return-to-nothing",
        requirement="SIM800-2.2.4-R8",
        sentence="ATO leads back to data mode if the connection is still active.",
        instead="CONNECT also comes when the server has closed it.",
        kind="one at a time",
        change=Change(commands=(wrapped("O", execute=data_mode_without_connection),)),
        probe="""
            server TCP
            given data-mode server
            server closes
            send ATO
        """,
    ),
    Defect(
        id="sim800-2.2.4-second-return-denied",
        requirement="SIM800-2.2.4-R8",
        sentence="ATO leads back to data mode and reports CONNECT.",
        instead="The second time it says NO CARRIER, and leads to data mode nevertheless.",
        kind="repetition",
        change=Change(speaks=later_return_denied),
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
            send ATO
            server sends hello
        """,
    ),
)
