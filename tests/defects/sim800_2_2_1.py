"""SIM800 note, 2.2.1 to 2.2.2."""

from __future__ import annotations

from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.cip.connect import Connecting
from atconform.emulator.cip.datamode import DataMode
from atconform.emulator.cip.parameters import TRANSFER, TRANSPARENT_MODE, Transfer
from atconform.emulator.cip.stack import refuse
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.meddling import received, sent, without, wrapped
from tests.defects.seams import Change
from tests.defects.shared_sim800_2_2 import CONNECT

USUAL_RETRIES = 5


# --- what it is ---


class SecondWithoutData(Connecting):
    """Reports the second connection of transparent mode, and stays in command mode."""

    def __init__(self, module):
        super().__init__(module)
        self._met = 0

    def _connected(self, cip, connection):
        self._met += cip.transparent
        if cip.transparent and self._met > 1:
            connection.machine.pull("connected")
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


# --- how it is configured ---


def shut_to_normal(module, usual):
    """Go back to normal mode at AT+CIPSHUT."""
    answer = usual(module)
    module.settings[TRANSPARENT_MODE] = 0
    return answer


def last_two_exchanged(module, usual, *values):
    """Take the sixth parameter for the seventh, and the seventh for the sixth."""
    answer = usual(module, *values)
    module.settings[TRANSFER] = Transfer(*values[:5], values[6], values[5]) if None not in values else Transfer(*values)
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
    paused = module.settings[TRANSFER].portions
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


DEFECTS = (
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
        change=Change(figures={"cip.wait_step": 20 * MS}),
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
        unseen="A block that leaves a second late cannot be told from one that the network takes a second longer to "
        "carry, and no document says how soon it has to be at the far end.",
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
        change=Change(defaults={"cip.transfer": Transfer(escape=0)}),
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
