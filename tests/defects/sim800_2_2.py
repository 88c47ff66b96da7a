"""SIM800 note, 2.2 to 2.2.5: data mode."""

from __future__ import annotations

from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.cip.connect import Connecting
from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.server import Serving
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.replies import ok, result
from atconform.emulator.general.calls import Call
from atconform.emulator.general.sms import MessageStorage
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.meddling import forgets, received, sent, without, wrapped
from tests.defects.seams import Change, Line

USUAL_RETRIES = 5
OK = b"\r\nOK\r\n"
CONNECT = b"\r\nCONNECT\r\n"


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


# --- what it is ---


class SecondWithoutData(Connecting):
    """Reports the second connection of transparent mode, and stays in command mode."""

    def __init__(self, module):
        super().__init__(module)
        self._met = 0

    def _connected(self, cip, connection):
        self._met += cip.transparent
        if cip.transparent and self._met > 1:
            connection.status = "CONNECTED"
            cip.pull(connection.context, "connected")
            self.module.announce("CONNECT")
        else:
            super()._connected(cip, connection)


def edited(data):
    """Let a backspace take back what is before it."""
    out = bytearray()
    for byte in data:
        if byte == 0x08:
            del out[-1:]
        else:
            out.append(byte)
    return bytes(out)


def telnet(data):
    """Double 0xFF, as Telnet does."""
    return data.replace(b"\xff", b"\xff\xff")


def first_byte_lost():
    """Lose the first byte put out after each return to data mode."""
    met, lose = 0, False

    def speak(piece):
        nonlocal met, lose
        if piece == CONNECT:
            met += 1
            lose = met > 1
        elif lose and not piece.startswith(b"\r\n"):
            lose = False
            return (piece[1:],)
        return (piece,)

    return speak


def no_command_lines(data):
    """Send no command line."""
    return b"" if data.startswith(b"AT") and data.rstrip(b"\n").endswith(b"\r") else data


def close_refused_from_data_mode(module, usual):
    """Refuse AT+CIPCLOSE while there is a connection to go back to."""
    return refuse(module) if module.part(DataMode).connection is not None else usual(module)


def obeys_xoff():
    """Take XON and XOFF out of what the host types."""
    return without(0x11, 0x13)


WHAT = (
    Defect(
        id="sim800-2.2.1-second-without-data",
        requirement="SIM800-2.2.1-R1",
        sentence="In transparent mode the module is in data mode as soon as the connection is established.",
        instead="The second connection is reported as it should be, but typed data is taken for commands.",
        kind="repetition",
        change=Change(parts={Connecting: SecondWithoutData}),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            type hello
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.1-ctrl-z-not-sent",
        requirement="SIM800-2.2.1-R2",
        sentence="All that is typed in data mode is data.",
        instead="0x1A is left out of it.",
        kind="binary",
        change=Change(asks=sent(without(0x1A), data_mode=True)),
        probe="""
            server TCP
            given data-mode server
            type one<0x1A>two
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.1-backspace-obeyed",
        requirement="SIM800-2.2.1-R2",
        sentence="All that is typed in data mode is data.",
        instead="A backspace takes back the byte before it, as on a command line.",
        kind="binary",
        change=Change(asks=sent(edited, data_mode=True)),
        probe="""
            server TCP
            given data-mode server
            type one<BS>two
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.1-ff-doubled",
        requirement="SIM800-2.2.1-R3",
        sentence="What the far end sends is put out in data mode with nothing added.",
        instead="0xFF is put out twice.",
        kind="binary",
        change=Change(hears=received(telnet)),
        probe="""
            server TCP
            given data-mode server
            server sends a<0xFF>b
        """,
    ),
    Defect(
        id="sim800-2.2.1-first-byte-lost",
        requirement="SIM800-2.2.1-R3",
        sentence="All that the far end sends is put out in data mode.",
        instead="The first byte after a return to data mode is lost.",
        kind="repetition",
        change=Change(speaks=first_byte_lost),
        probe="""
            server TCP
            given data-mode server
            server sends one
            wait 2
            type +++
            wait 2
            send ATO
            server sends two
        """,
    ),
    Defect(
        id="sim800-2.2.1-command-line-not-sent",
        requirement="SIM800-2.2.1-R4",
        sentence="In data mode a command line is sent to the far end like other data.",
        instead="It is taken out of the data, though it is not answered.",
        kind="binary",
        change=Change(asks=sent(no_command_lines, data_mode=True)),
        probe="""
            server TCP
            given data-mode server
            type AT+CSQ<CR>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.1-close-refused",
        requirement="SIM800-2.2.1-R5",
        sentence="Back in command mode, every command can be used again.",
        instead="AT+CIPCLOSE is refused while there is a connection to go back to.",
        kind="one at a time",
        change=Change(commands=(wrapped("+CIPCLOSE", execute=close_refused_from_data_mode),)),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send AT+CIPCLOSE
        """,
    ),
    Defect(
        id="sim800-2.2.1-xoff-obeyed",
        requirement="SIM800-2.2.1-R6",
        sentence="There is no flow control by default.",
        instead="XON and XOFF among the data are taken for it, and not sent.",
        kind="binary",
        change=Change(listens=obeys_xoff),
        probe="""
            server TCP
            given data-mode server
            type a<0x13>b<0x11>c
            wait 2
        """,
    ),
)


# --- how it is configured ---


def shut_to_normal(module, usual):
    """Go back to normal mode at AT+CIPSHUT."""
    answer = usual(module)
    module.settings["cip.transparent"] = 0
    return answer


def last_two_exchanged(module, usual, *values):
    """Take the sixth parameter for the seventh, and the seventh for the sixth."""
    answer = usual(module, *values)
    module.settings["cip.transfer"] = (*values[:5], values[6], values[5]) if None not in values else values
    return answer


def retries_once():
    """Give the number of retries to the first connection only."""
    met = 0

    def ask(request):
        nonlocal met
        if isinstance(request, net.Connect):
            met += 1
            if met > 1:
                return (replace(request, resending=replace(request.resending, retries=USUAL_RETRIES)),)
        return (request,)

    return ask


def one_more_byte():
    """Cut blocks of one byte more than was asked for."""

    def ask(request):
        if isinstance(request, net.Send) and request.size is not None:
            return (replace(request, size=request.size + 1),)
        return (request,)

    return ask


def pauses_kept(module, usual, *values):
    """Keep the pauses between portions once they were asked for."""
    paused = module.settings["cip.transfer"][4]
    return usual(module, *values[:4], 1 if paused and values[4] is not None else values[4], *values[5:])


def every_other_portion_late():
    """Put every other portion of data out late, so that the pause behind it is short."""
    carrying, odd = False, False

    def speak(piece):
        nonlocal carrying, odd
        if piece.startswith((b"AT", b"\r\n")):
            carrying = piece == CONNECT
        elif carrying and len(piece) >= 50:
            odd = not odd
            return ((40 * MS, piece),) if odd else (piece,)
        return (piece,)

    return speak


class LongPortions(DataMode):
    """Adds a byte to every portion, the terminating zero's place."""

    @property
    def _transfer(self):
        usual = super()._transfer
        return usual._replace(portion_size=usual.portion_size + 1)


class WaitOfBefore(DataMode):
    """Goes by the waiting time of the first connection."""

    _wait = None

    @property
    def _transfer(self):
        usual = super()._transfer
        if self._wait is None and self.active:
            self._wait = usual.wait
        return usual if self._wait is None else usual._replace(wait=self._wait)


class LateBlocks(DataMode):
    """Sends full blocks when nothing more is typed."""

    def _data(self, data):
        size = len(self._collected) + len(data)
        if size and size % self._transfer.size == 0:
            self._collected += data
            self._stop_timers()
            self._waiting = self.module.after(SECOND, lambda: self._send(len(self._collected)))
        else:
            super()._data(data)


CONFIGURED = (
    Defect(
        id="sim800-2.2.2-normal-after-shut",
        requirement="SIM800-2.2.2-R1",
        sentence="AT+CIPMODE=1 enables transparent mode.",
        instead="AT+CIPSHUT disables it again.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPSHUT", execute=shut_to_normal),)),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSHUT
            send AT+CIPMODE?
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-2.2.2-last-two-exchanged",
        requirement="SIM800-2.2.2-R2",
        sentence="AT+CIPCCFG has seven parameters in a certain order.",
        instead="The last two are taken for each other.",
        kind="one at a time",
        change=Change(commands=(wrapped("+CIPCCFG", write=last_two_exchanged),)),
        probe="""
            server TCP
            send AT+CIPCCFG=5,2,1024,1,1,100,500
            send AT+CIPCCFG?
        """,
    ),
    Defect(
        id="sim800-2.2.2-retries-once",
        requirement="SIM800-2.2.2-R3",
        sentence="The first parameter is how often a packet is sent again.",
        instead="That holds for the first connection: a later one has five retries, whatever was asked for.",
        kind="repetition",
        change=Change(asks=retries_once),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPCCFG=3,2,1024,1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server stops acknowledging
            type hello
            wait 300
        """,
    ),
    Defect(
        id="sim800-2.2.2-wait-of-before",
        requirement="SIM800-2.2.2-T1",
        sentence="The second parameter is how long serial input is waited for before a packet is sent.",
        instead="The time of the first connection stays.",
        kind="repetition",
        change=Change(parts={DataMode: WaitOfBefore}),
        probe="""
            server TCP
            given data-mode server
            type one
            wait 2
            server closes
            send AT+CIPCCFG=5,10,1024,1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            type two
            wait 3
        """,
    ),
    Defect(
        id="sim800-2.2.2-steps-too-short",
        requirement="SIM800-2.2.2-T1",
        sentence="The time to wait for serial input is counted in steps of 200 ms.",
        instead="A step is 20 ms.",
        kind="timing",
        change=Change(figures={"wait_step": 20 * MS}),
        probe="""
            server TCP
            given data-mode server
            type one
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.2-block-of-one-more",
        requirement="SIM800-2.2.2-R4",
        sentence="The third parameter is the size of the blocks that are sent.",
        instead="Blocks are a byte longer.",
        kind="binary",
        change=Change(asks=one_more_byte),
        probe="""
            server TCP
            send AT+CIPCCFG=5,2,100,1
            send AT+CIPMODE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            type <200 bytes>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.2-full-block-waits",
        requirement="SIM800-2.2.2-R4",
        sentence="Data is sent as soon as a block of the size of the third parameter has been typed.",
        instead="Exactly one block waits for a second; only with more than that it goes at once.",
        kind="timing",
        change=Change(parts={DataMode: LateBlocks}),
        probe="""
            server TCP
            send AT+CIPCCFG=5,2,100,1
            send AT+CIPMODE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            type <100 bytes>
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.2-no-escape-by-default",
        requirement="SIM800-2.2.2-R5",
        sentence="The escape sequence is on by default.",
        instead="It is off.",
        kind="one at a time",
        change=Change(defaults={"cip.transfer": (5, 2, 1024, 0, 0, 1460, 50)}),
        probe="""
            power
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.2-pauses-kept",
        requirement="SIM800-2.2.2-R6",
        sentence="The fifth parameter sets whether there are pauses in what is put out.",
        instead="Once on, they stay on.",
        kind="repetition",
        change=Change(commands=(wrapped("+CIPCCFG", write=pauses_kept),)),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +++
            wait 2
            send AT+CIPCCFG=5,2,1024,1,1,100,500
            send AT+CIPCCFG=5,2,1024,1,0,100,500
            send ATO
            server sends <250 bytes>
        """,
    ),
    Defect(
        id="sim800-2.2.2-portions-too-long",
        requirement="SIM800-2.2.2-L1",
        sentence="The sixth parameter is the length of what is put out each time.",
        instead="Portions are a byte longer.",
        kind="binary",
        change=Change(parts={DataMode: LongPortions}),
        probe="""
            server TCP
            send AT+CIPCCFG=5,2,1024,1,1,100,500
            send AT+CIPMODE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends <250 bytes>
        """,
    ),
    Defect(
        id="sim800-2.2.2-short-pauses",
        requirement="SIM800-2.2.2-T2",
        sentence="The pause between two portions is as long as the seventh parameter says, 50 ms by default.",
        instead="Every other portion is late, so that the pause behind it is 10 ms.",
        kind="timing",
        change=Change(speaks=every_other_portion_late),
        probe="""
            server TCP
            send AT+CIPCCFG=5,2,1024,1,1,100,50
            send AT+CIPMODE=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends <400 bytes>
        """,
    ),
)


# --- connections ---


def transparent_for_multi(module, usual, on):
    """Take AT+CIPMODE in multi connection mode."""
    if stack(module).multi:
        module.settings["cip.transparent"] = on
        return ok()
    return usual(module, on)


class SecondClientInCommandMode(Serving):
    """Leads the first client of a transparent server to data mode, and no further one."""

    def __init__(self, module):
        super().__init__(module)
        self._met = 0

    def _client(self, cip, server, event):
        self._met += not cip.full()
        usual = self.module.settings["cip.transparent"]
        self.module.settings["cip.transparent"] = usual and self._met == 1
        super()._client(cip, server, event)
        self.module.settings["cip.transparent"] = usual


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


CONNECTIONS = (
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
)


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
    module.settings["cip.transfer"] = (5, 2, 1024, 1, 0, 1460, 50)
    return answer


def no_pluses(data):
    """Send no data that consists of plus signs."""
    return data if data.strip(b"+") else b""


def plus_of_seven_bits():
    """Clear the eighth bit before looking for plus signs."""
    return lambda data: data if data.strip(b"\xab") else b"+" * len(data)


def dtr_stays(module, usual, value):
    """Let DTR lead to command mode for ever, once it was allowed to."""
    return ok() if module.settings["dtr"] == 1 else usual(module, value)


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


SWITCHING = (
    Defect(
        id="sim800-2.2.4-guard-too-short",
        requirement="SIM800-2.2.4-T3",
        sentence="There is a silence before the escape sequence, of a second or more.",
        instead="Half a second is enough.",
        kind="timing",
        change=Change(figures={"escape_before": 500 * MS}),
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
        change=Change(figures={"escape_gap": 300 * MS}),
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
        change=Change(figures={"escape_gap": 2 * SECOND}),
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
        change=Change(figures={"escape_after": 500 * MS}),
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
        requirement="SIM800-2.2.4-T2",
        sentence="DTR has to be low for at least a second before it goes high, to leave data mode.",
        instead="A fifth of a second is enough.",
        kind="timing",
        change=Change(figures={"dtr_low": 200 * MS}),
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


# --- calls and messages ---


class SecondCallAsMessage(Call):
    """Gives the pulse of a message for every call but the first."""

    def __init__(self, module):
        super().__init__(module)
        self._met = 0

    def network_event(self, event):
        """Record a call."""
        usual = self.module.dialect
        self._met += isinstance(event, net.IncomingCall)
        if self._met > 1:
            self.module.dialect = replace(usual, ri_call=usual.ri_message)
        super().network_event(event)
        self.module.dialect = usual


class SecondMessageAsCall(MessageStorage):
    """Gives the pulse of a call for every message but the first."""

    def __init__(self, module):
        super().__init__(module)
        self._met = 0

    def network_event(self, event):
        """Record a message."""
        usual = self.module.dialect
        self._met += isinstance(event, net.IncomingMessage)
        if self._met > 1:
            self.module.dialect = replace(usual, ri_message=usual.ri_call)
        super().network_event(event)
        self.module.dialect = usual


def pulse_twice():
    """Give every pulse of RI twice."""

    def drive(line, high):
        if line == "RI" and high:
            return ((0, line, True), (100 * MS, line, False), (150 * MS, line, True))
        return ((0, line, high),)

    return drive


def announced_before_ok():
    """Let an OK that comes by itself wait, so that what was held back comes first."""
    asked = False

    def speak(piece):
        nonlocal asked
        if piece.endswith(b"\r"):
            asked = True
        elif piece == OK and not asked:
            return ((100 * MS, piece),)
        elif piece in (OK, CONNECT):
            asked = False
        return (piece,)

    return speak


def one_of_two_kept():
    """Keep one thing to announce for after data mode: the first."""
    left = False

    def speak(piece):
        nonlocal left
        if piece == OK:
            left = True
        elif left and piece == b"\r\nRING\r\n":
            return (piece,)
        elif left and b"+CMTI" in piece:
            left = False
            return ()
        else:
            left = False
        return (piece,)

    return speak


def first_index_for_all():
    """Tell every message with the index of the first."""
    first = b""

    def speak(piece):
        nonlocal first
        if b"+CMTI" in piece:
            first = first or piece
            return (first,)
        return (piece,)

    return speak


def answer_refused(module, usual):
    """Answer no call while there is a connection to go back to."""
    return result("NO CARRIER") if module.part(DataMode).connection is not None else usual(module)


CALLS = (
    Defect(
        id="sim800-2.2.5-second-call-as-message",
        requirement="SIM800-2.2.5-T1",
        sentence="For a call in data mode RI is low for 50 ms.",
        instead="For the second call it is low for 120 ms, as for a message.",
        kind="repetition",
        change=Change(parts={Call: SecondCallAsMessage}),
        probe="""
            server TCP
            given data-mode server
            network call
            network end-call
            network call
        """,
    ),
    Defect(
        id="sim800-2.2.5-pulse-twice",
        requirement="SIM800-2.2.5-T1",
        sentence="For a call in data mode there is one pulse of RI.",
        instead="There are two.",
        kind="timing",
        change=Change(drives=pulse_twice),
        probe="""
            server TCP
            given data-mode server
            network call
        """,
    ),
    Defect(
        id="sim800-2.2.5-second-message-as-call",
        requirement="SIM800-2.2.5-T2",
        sentence="For a short message RI is low for 120 ms.",
        instead="For the second one it is low for 50 ms, as for a call.",
        kind="repetition",
        change=Change(parts={MessageStorage: SecondMessageAsCall}),
        probe="""
            server TCP
            given data-mode server
            network deliver-message
            network deliver-message
        """,
    ),
    Defect(
        id="sim800-2.2.5-announced-before-ok",
        requirement="SIM800-2.2.5-R1",
        sentence="First the module goes to command mode, then it announces the call.",
        instead="The announcement comes before the OK by which data mode ends.",
        kind="timing",
        change=Change(speaks=announced_before_ok),
        probe="""
            server TCP
            given data-mode server
            network call
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.5-one-of-two-kept",
        requirement="SIM800-2.2.5-E1",
        sentence="Call and message of data mode are both announced after it.",
        instead="When both came, the call is.",
        kind="two at once",
        change=Change(speaks=one_of_two_kept),
        probe="""
            server TCP
            given data-mode server
            network call
            network deliver-message
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim800-2.2.5-second-call-rings-on",
        requirement="SIM800-2.2.5-U1",
        sentence="RING reports that a call comes in.",
        instead="The second one rings on when the caller has long hung up.",
        kind="repetition",
        change=Change(hears=forgets(net.CallEnded)),
        probe="""
            network call
            network end-call
            network call
            network end-call
            wait 8
        """,
    ),
    Defect(
        id="sim800-2.2.5-first-index-for-all",
        requirement="SIM800-2.2.5-U2",
        sentence="A new message is reported with its index.",
        instead="Every message is reported with the index of the first.",
        kind="repetition",
        change=Change(speaks=first_index_for_all),
        probe="""
            network deliver-message
            network deliver-message
        """,
    ),
    Defect(
        id="sim800-2.2.5-answer-refused",
        requirement="SIM800-2.2.5-R2",
        sentence="After the switch to command mode the call can be answered.",
        instead="ATA is answered NO CARRIER while there is a connection to go back to.",
        kind="one at a time",
        change=Change(commands=(wrapped("A", execute=answer_refused),)),
        probe="""
            server TCP
            given data-mode server
            network call
            type +++
            wait 2
            send ATA
        """,
    ),
)

DEFECTS = (*WHAT, *CONFIGURED, *CONNECTIONS, *SWITCHING, *CALLS)
