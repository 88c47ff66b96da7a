"""SIM800 note, 6 and 7: sending and receiving."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import SECOND
from atconform.emulator.cip import fetch, send
from atconform.emulator.cip.receive import Receiving
from atconform.emulator.cip.stack import AnsweredSending, refuse, stack
from atconform.emulator.core.command import Int, form
from atconform.emulator.core.payload import PayloadEntry
from atconform.emulator.core.replies import error, ok, prompt
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Mishearing, Sending, mishears, receives, respells, until
from tests.defects.defect import Defect
from tests.defects.seams import Change, Line


def sends_with(entry):
    """Make AT+CIPSEND ask for data as ``entry`` has it, given module, connection and length."""

    def ask(module, number, length):
        connection = stack(module).connections[number]
        if connection.status != "CONNECTED":
            return refuse(module)
        if length is not None and length > module.dialect.longest_send:
            return error(module.dialect.bad_parameter)
        return prompt(entry(module, connection, length))

    def write(module):
        length = Int(1, 65535, default=None)
        if stack(module).multi:
            return form(ask, Int(0, 5), length)
        return form(lambda m, given: ask(m, 0, given), length)

    def execute(module):
        return refuse(module) if stack(module).multi else ask(module, 0, None)

    usual = next(one for one in send.COMMANDS if one.name == "+CIPSEND")
    return (replace(usual, write=write, execute=execute),)


def entry_of(module, connection, length, *, time, done=send.hand_over):
    """Make the entry of data that AT+CIPSEND usually asks for, but for its time and what is done with the data."""
    return PayloadEntry(
        length=length,
        longest=module.dialect.longest_send,
        time=time,
        done=lambda typed: done(module, connection, typed),
        cancelled=lambda: ok(),
        too_long=lambda: error(module.dialect.bad_parameter),
    )


def usual_time(module, length):
    """Return after how long the data goes by itself."""
    timed, seconds = module.settings["cip.timed_send"]
    return seconds * SECOND if timed and length is None else None


# --- 6, 6.1 ---


class LengthStays(Mishearing):
    """Take AT+CIPSEND without a length for one with the length given before."""

    length = b""

    def takes(self, data):
        if found := re.fullmatch(rb"AT\+CIPSEND=(\d+)\r", data):
            self.length = found[1]
        if self.length and data == b"AT+CIPSEND\r":
            return b"AT+CIPSEND=" + self.length + b"\r"
        return data


class AmountForgotten(Firmware):
    """Tell nothing as sent once AT+CIPSTATUS has been asked."""

    asked = False

    def command(self, data):
        self.asked = self.asked or data.startswith(b"AT+CIPSTATUS")
        return data

    def piece(self, piece):
        return (re.sub(rb"\+CIPACK: [\d,]+", b"+CIPACK: 0,0,0", piece) if self.asked else piece,)


class OneLengthForAll(Mishearing):
    """Take every length for the one given first, on whichever connection."""

    length = b""

    def takes(self, data):
        if found := re.fullmatch(rb"(AT\+CIPSEND=\d,)(\d+)\r", data):
            self.length = self.length or found[2]
            return found[1] + self.length + b"\r"
        return data


class LineFeedLost(Firmware):
    """Lose a line feed that is the first byte of data."""

    fresh = False

    def piece(self, piece):
        self.fresh = piece == b"\r\n> "
        return (piece,)

    def command(self, data):
        return data.removeprefix(b"\n") if self.entering and self.fresh else data


class WithoutCtrlZ(Sending):
    """Leave 0x1A out of what is sent."""

    def sent(self, request):
        return request.data.replace(b"\x1a", b"")


class UntilNul(Sending):
    """Send what stands before the first 0x00."""

    def sent(self, request):
        return until(b"\0")(request.data)


class OneByteLate(Firmware):
    """Take the last byte of the second data of a fixed length only when another byte has been typed."""

    length = None
    fixed = 0
    typed = 0
    held = b""

    def command(self, data):
        if not self.entering:
            found = re.fullmatch(rb"AT\+CIPSEND=(?:\d,)?(\d+)\r", data) if not self.multi else None
            self.length = int(found[1]) if found else None
            self.fixed += found is not None
            self.typed, self.held = 0, b""
            return data
        if self.length is None or self.fixed < 2:
            return data
        if self.held:
            held, self.held = self.held, b""
            return held
        self.typed += len(data)
        if self.typed >= self.length:
            self.held = data[-1:]
            return data[:-1]
        return data


# --- 6.2 ---


def stale_timer(module, connection, length):
    """Let the timer of an entry end whatever entry there is when it expires."""
    time = usual_time(module, length)

    def expired():
        entry = module.interpreter._entry
        if entry is not None:
            module.interpreter._end_entry(entry)

    if time is not None:
        module.after(time, expired)
    return entry_of(module, connection, length, time=None)


def twice_the_time(module, connection, length):
    """Let the timer run twice as long from the second time on."""
    time = usual_time(module, length)
    if time is None:
        return entry_of(module, connection, length, time=None)
    times = vars(module.interpreter).setdefault("timed", [])
    times.append(time)
    return entry_of(module, connection, length, time=time * min(len(times), 2))


def timed_on_number_0(module, connection, length):
    """Let the timer run for number 0 only."""
    time = usual_time(module, length) if connection.number == 0 else None
    return entry_of(module, connection, length, time=time)


# --- 6.3 ---


def nothing_after_a_close():
    """Tell 0 as what can be sent once a connection has been closed."""
    closed = False

    def speak(piece):
        nonlocal closed
        closed = closed or b"CLOSED" in piece or b"CLOSE OK" in piece
        return (re.sub(rb"\+CIPSEND: \d+\r", b"+CIPSEND: 0\r", piece) if closed else piece,)

    return speak


class TwiceWhenQuick(Mishearing):
    """Tell twice as much as can be sent while quick sending is on."""

    quick = False

    def takes(self, data):
        if found := re.fullmatch(rb"AT\+CIPQSEND=([01])\r", data):
            self.quick = found[1] == b"1"
        return data

    def piece(self, piece):
        return (piece.replace(b"+CIPSEND: 1460", b"+CIPSEND: 2920") if self.quick else piece,)


class Clipping(Firmware):
    """Take as much of what is typed as fits, and leave the rest."""

    taken = 0

    def command(self, data):
        if not self.entering:
            self.taken = 0
            return data
        text, end, rest = data.partition(b"\x1a")
        text = text[: 1460 - self.taken]
        self.taken += len(text)
        return text + end + rest


# --- 6.4 ---


def answered_at_once(module, connection, data):
    """Say SEND OK when the data is under way."""
    cip = stack(module)
    connection.sent += len(data)
    module.ask(net.Send(connection.link, data))
    if module.settings["cip.quick_send"]:
        return send.hand_over(module, connection, data)
    connection.sendings.append(AnsweredSending(len(data), len(data), None))
    return cip.send_ok(connection)


def at_once(module, connection, length):
    """Make an entry whose data is answered before it is acknowledged."""
    return entry_of(module, connection, length, time=usual_time(module, length), done=answered_at_once)


class AnyAcknowledgement(Firmware):
    """Take an acknowledgement for that of the connection which has waited longest."""

    def __init__(self):
        super().__init__()
        self.waiting = []

    def request(self, request):
        if isinstance(request, net.Send) and self.protocols.get(request.link) == "TCP":
            self.waiting.append(request.link)
        return (request,)

    def event(self, event):
        if isinstance(event, net.Acknowledged) and self.waiting:
            return (replace(event, link=self.waiting.pop(0)),)
        return (event,)


class TwoUnderWay(Mishearing):
    """Refuse to send while two pieces of data are not acknowledged."""

    under_way = 0

    def takes(self, data):
        return b"AT+CIPSEND=0\r" if data == b"AT+CIPSEND\r" and self.under_way >= 2 else data

    def request(self, request):
        self.under_way += isinstance(request, net.Send)
        return (request,)

    def event(self, event):
        self.under_way -= isinstance(event, net.Acknowledged)
        return (event,)


class AcceptedUntilNul(Firmware):
    """Tell as accepted what stands before the first 0x00."""

    length = 0

    def request(self, request):
        if isinstance(request, net.Send):
            self.length = len(until(b"\0")(request.data))
        return (request,)

    def piece(self, piece):
        yield re.sub(rb"(DATA ACCEPT:(?:\d,)?)\d+\r", lambda found: found[1] + b"%d\r" % self.length, piece)


# --- 6.5 ---


class LastSendingOnly(Firmware):
    """Tell how much was sent the last time."""

    length = 0

    def request(self, request):
        if isinstance(request, net.Send):
            self.length = len(request.data)
        return (request,)

    def piece(self, piece):
        def spell(found):
            waiting = int(found[3])
            return b"+CIPACK: %d,%d,%d" % (self.length, max(self.length - waiting, 0), min(waiting, self.length))

        yield re.sub(rb"\+CIPACK: (\d+),(\d+),(\d+)", spell, piece)


class TotalsStay(Firmware):
    """Go on counting when there is a new connection."""

    def __init__(self):
        super().__init__()
        self.sent = self.acknowledged = 0
        self.before = (0, 0)

    def request(self, request):
        if isinstance(request, net.Connect):
            self.before = (self.sent, self.acknowledged)
        if isinstance(request, net.Send):
            self.sent += len(request.data)
        return (request,)

    def event(self, event):
        if isinstance(event, net.Acknowledged):
            self.acknowledged += event.count
        return (event,)

    def piece(self, piece):
        def spell(found):
            sent, acknowledged = int(found[1]) + self.before[0], int(found[2]) + self.before[1]
            return b"+CIPACK: %d,%d,%d" % (sent, acknowledged, sent - acknowledged)

        yield re.sub(rb"\+CIPACK: (\d+),(\d+),\d+", spell, piece)


class ClosedForEver(Firmware):
    """Show the first connection's end as the state of a second that is up."""

    closed = False

    def piece(self, piece):
        self.closed = self.closed or b"CLOSED" in piece or b"CLOSE OK" in piece
        return (piece.replace(b"STATE: CONNECT OK", b"STATE: TCP CLOSED") if self.closed else piece,)


class UdpAsTcp(Firmware):
    """Tell UDP data as confirmed while there is a TCP connection too."""

    number = None

    def command(self, data):
        found = re.match(rb"AT\+CIPACK=(\d)", data)
        self.number = int(found[1]) if found else None
        return data

    def piece(self, piece):
        kinds = {self.protocols[link] for link in self.links.values()}
        if len(kinds) == 2 and self.protocols.get(self.links.get(self.number)) == "UDP":
            piece = re.sub(rb"\+CIPACK: (\d+),\d+,\d+", rb"+CIPACK: \1,\1,0", piece)
        return (piece,)


ACK_TWICE = """
    server TCP
    given connected server
    send AT+CIPSEND
    type hello<Ctrl-Z>
    wait 1
    send AT+CIPSEND
    type you<Ctrl-Z>
    wait 1
    send AT+CIPACK
"""
TCP_AND_UDP = """
    server TCP
    second UDP
    given connected-multi server 0
    send AT+CIPSTART=1,"UDP","{second.ip}","{second.port}"
"""
TWO = """
    server TCP
    second TCP
    given connected-multi server 0
    send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
"""

SECTION_6 = (
    Defect(
        id="sim800-6-length-stays",
        requirement="SIM800-6-R1",
        sentence="Data can be sent with changeable length as well as with a fixed one.",
        instead="After data of a fixed length, AT+CIPSEND alone expects as many bytes again.",
        kind="repetition",
        change=Change(firmware=LengthStays),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=5
            type hello
            wait 1
            send AT+CIPSEND
            type hello again<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-6-amount-forgotten",
        requirement="SIM800-6-R2",
        sentence="On a TCP connection it can be asked how much was sent and received in all.",
        instead="When AT+CIPSTATUS has been asked, the amount begins at 0 again.",
        kind="repetition",
        change=Change(firmware=AmountForgotten),
        probe=ACK_TWICE + "send AT+CIPSTATUS\nsend AT+CIPACK",
    ),
    Defect(
        id="sim800-6.1-greatest-length-short",
        requirement="SIM800-6.1-R1",
        sentence="With a length given, so many bytes are sent.",
        instead="With the greatest length, one less is.",
        kind="binary",
        change=Change(firmware=mishears(rb"AT\+CIPSEND=1460\r", b"AT+CIPSEND=1459\r")),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=1460
            type <1460 bytes>
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.1-line-feed-lost",
        requirement="SIM800-6.1-R1",
        sentence="With a length given, the data goes when so many bytes are there.",
        instead="A line feed at its beginning is not counted and not sent.",
        kind="binary",
        change=Change(firmware=LineFeedLost),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=3
            type <LF>ab
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.1-second-needs-one-more",
        requirement="SIM800-6.1-R1",
        sentence="With a length given, the data goes as soon as so many bytes are there.",
        instead="From the second time on it waits for a byte more.",
        kind="repetition",
        change=Change(firmware=OneByteLate),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=5
            type hello
            wait 1
            send AT+CIPSEND=5
            type hello
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.1-ctrl-z-swallowed",
        requirement="SIM800-6.1-R2",
        sentence="With a length given, Ctrl-Z has no meaning.",
        instead="It is counted, and not sent.",
        kind="binary",
        change=Change(firmware=WithoutCtrlZ),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=5
            type ab<Ctrl-Z>de
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.1-sent-until-nul",
        requirement="SIM800-6.1-R3",
        sentence="In multi connection mode, too, as many bytes are sent as the length says.",
        instead="As many are as stand before the first 0x00.",
        kind="binary",
        change=Change(firmware=UntilNul),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSEND=0,5
            type ab<0x00>de
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.1-one-length-for-all",
        requirement="SIM800-6.1-R3",
        sentence="In multi connection mode the length stands behind the number, and holds for that sending.",
        instead="The length given first holds for all connections.",
        kind="two at once",
        change=Change(firmware=OneLengthForAll),
        probe=TWO
        + """
            send AT+CIPSEND=0,5
            type hello
            wait 1
            send AT+CIPSEND=1,3
            type you
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.2-timer-stays-on",
        requirement="SIM800-6.2-R1",
        sentence="AT+CIPATS sets whether data goes by itself.",
        instead="Once it does, that cannot be switched off.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPATS=0.*\r", b"AT+CIPATS=1\r", after=rb"AT\+CIPATS=1.*\r")),
        probe="""
            server TCP
            given connected server
            send AT+CIPATS=1,3
            send AT+CIPATS=0
            send AT+CIPSEND
            type hello
            wait 5
        """,
    ),
    Defect(
        id="sim800-6.2-first-time-stays",
        requirement="SIM800-6.2-R1",
        sentence="AT+CIPATS sets the time after which data goes.",
        instead="The time given first stays.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPATS=1,.*\r", b"AT+CIPATS=1\r", spared=1)),
        probe="""
            server TCP
            given connected server
            send AT+CIPATS=1,2
            send AT+CIPATS=1,5
            send AT+CIPSEND
            type hello
            wait 7
        """,
    ),
    Defect(
        id="sim800-6.2-stale-timer",
        requirement="SIM800-6.2-T1",
        sentence="Data goes when the time since it was asked for has passed.",
        instead="The timer of data that Ctrl-Z has sent runs on, and sends the next data too early.",
        kind="timing",
        change=Change(commands=sends_with(stale_timer)),
        probe="""
            server TCP
            given connected server
            send AT+CIPATS=1,5
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type you
            wait 7
        """,
    ),
    Defect(
        id="sim800-6.2-second-time-late",
        requirement="SIM800-6.2-T1",
        sentence="Data goes when the time that was set has passed.",
        instead="From the second time on it goes when twice the time has passed.",
        kind="timing",
        change=Change(commands=sends_with(twice_the_time)),
        probe="""
            server TCP
            given connected server
            send AT+CIPATS=1,3
            send AT+CIPSEND
            type hello
            wait 5
            send AT+CIPSEND
            type you
            wait 5
        """,
    ),
    Defect(
        id="sim800-6.2-timer-for-number-0",
        requirement="SIM800-6.2-T1",
        sentence="In multi connection mode data goes by itself on every connection.",
        instead="It does so on number 0 only.",
        kind="two at once",
        change=Change(commands=sends_with(timed_on_number_0)),
        probe=TWO
        + """
            send AT+CIPATS=1,3
            send AT+CIPSEND=1
            type hello
            wait 5
        """,
    ),
    Defect(
        id="sim800-6.3-nothing-after-a-close",
        requirement="SIM800-6.3-R1",
        sentence="AT+CIPSEND? tells how much can be sent at present.",
        instead="After the first connection it tells 0, also on a second.",
        kind="repetition",
        change=Change(speaks=nothing_after_a_close),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPSEND?
        """,
    ),
    Defect(
        id="sim800-6.3-more-when-quick",
        requirement="SIM800-6.3-L1",
        sentence="At most 1460 bytes can be sent at a time.",
        instead="With quick sending AT+CIPSEND? tells twice as many.",
        kind="one at a time",
        change=Change(firmware=TwiceWhenQuick),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND?
        """,
    ),
    Defect(
        id="sim800-6.3-greatest-refused",
        requirement="SIM800-6.3-L1",
        sentence="Up to 1460 bytes can be sent at a time.",
        instead="Exactly so many are refused.",
        kind="binary",
        change=Change(firmware=mishears(rb"AT\+CIPSEND=((?:\d,)?)1460\r", rb"AT+CIPSEND=\g<1>1461\r")),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=1460
            type <1460 bytes>
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.3-length-of-the-first",
        requirement="SIM800-6.3-R2",
        sentence="In multi connection mode AT+CIPSEND? tells the length for all connections that are active.",
        instead="It tells that of number 0 only.",
        kind="two at once",
        change=Change(lines=(Line(r"\+CIPSEND: [1-5],\d+", None),)),
        probe=TWO + "send AT+CIPSEND?",
    ),
    Defect(
        id="sim800-6.3-limit-enforced-once",
        requirement="SIM800-6.3-X1",
        sentence="A length above the maximum is answered ERROR.",
        instead="The second time there is a prompt.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPSEND=((?:\d,)?)1461\r", rb"AT+CIPSEND=\g<1>1460\r", spared=1)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=1461
            send AT+CIPSEND=1461
        """,
    ),
    Defect(
        id="sim800-6.3-limit-not-in-multi",
        requirement="SIM800-6.3-X1",
        sentence="A length above the maximum is answered ERROR.",
        instead="In multi connection mode there is a prompt, if it is above by one.",
        kind="binary",
        change=Change(firmware=mishears(rb"AT\+CIPSEND=(\d),1461\r", rb"AT+CIPSEND=\1,1460\r")),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSEND=0,1461
        """,
    ),
    Defect(
        id="sim800-6.3-clipped",
        requirement="SIM800-6.3-X2",
        sentence="More data than the maximum, behind the prompt, is answered ERROR.",
        instead="As much as fits is sent, and SEND OK is said.",
        kind="binary",
        change=Change(firmware=Clipping),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type <1461 bytes><Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.4-send-ok-before-ack",
        requirement="SIM800-6.4-R1",
        sentence="SEND OK comes when the server has acknowledged the data.",
        instead="It comes when the data is on its way.",
        kind="timing",
        change=Change(commands=sends_with(at_once)),
        probe="""
            server TCP
            given connected server
            server stops acknowledging
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.4-anothers-ack",
        requirement="SIM800-6.4-R1",
        sentence="SEND OK comes when the server of that connection has acknowledged the data.",
        instead="It comes on an acknowledgement of another connection, if this one waits longer.",
        kind="two at once",
        change=Change(firmware=AnyAcknowledgement),
        probe=TWO
        + """
            server stops acknowledging
            send AT+CIPSEND=0
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPSEND=1
            type other<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.4-quick-stays",
        requirement="SIM800-6.4-R1",
        sentence="AT+CIPQSEND=0 leads to normal sending.",
        instead="Once it is quick it stays quick.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPQSEND=0\r", b"AT+CIPQSEND=1\r", after=rb"AT\+CIPQSEND=1\r")),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPQSEND=0
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.4-send-ok-too",
        requirement="SIM800-6.4-R2",
        sentence="With quick sending there is DATA ACCEPT and no SEND OK.",
        instead="From the second time on there is SEND OK as well.",
        kind="repetition",
        change=Change(lines=(Line(r"(DATA ACCEPT:\d+)", r"\1\r\n\r\nSEND OK", spared=1),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.4-two-under-way",
        requirement="SIM800-6.4-R3",
        sentence="With quick sending data can be sent one after the other without a wait.",
        instead="When two pieces are not acknowledged a third is refused.",
        kind="repetition",
        change=Change(firmware=TwoUnderWay),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            server stops acknowledging
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type three<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.4-accepted-until-nul",
        requirement="SIM800-6.4-R4",
        sentence="DATA ACCEPT tells how many bytes were taken.",
        instead="It tells how many stand before the first 0x00.",
        kind="binary",
        change=Change(firmware=AcceptedUntilNul),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND
            type ab<0x00>de<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-6.4-accepted-on-number-0",
        requirement="SIM800-6.4-R4",
        sentence="In multi connection mode DATA ACCEPT tells the number of the connection.",
        instead="It tells number 0 with every connection.",
        kind="two at once",
        change=Change(lines=(Line(r"DATA ACCEPT:[1-5],(\d+)", r"DATA ACCEPT:0,\1"),)),
        probe=TWO + "send AT+CIPQSEND=1\nsend AT+CIPSEND=1\ntype hello<Ctrl-Z>\nwait 1",
    ),
    Defect(
        id="sim800-6.5-confirmed-when-sent",
        requirement="SIM800-6.5-R1",
        sentence="AT+CIPACK tells how much the server has confirmed, and how much it has not.",
        instead="It tells all that was sent as confirmed, before the server has done so.",
        kind="timing",
        change=Change(lines=(Line(r"\+CIPACK: (\d+),\d+,[1-9]\d*", r"+CIPACK: \1,\1,0"),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            server stops acknowledging
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPACK
        """,
    ),
    Defect(
        id="sim800-6.5-last-sending-only",
        requirement="SIM800-6.5-R2",
        sentence="The amounts are totals of the connection.",
        instead="They are those of the last sending.",
        kind="repetition",
        change=Change(firmware=LastSendingOnly),
        probe=ACK_TWICE,
    ),
    Defect(
        id="sim800-6.5-totals-stay",
        requirement="SIM800-6.5-R2",
        sentence="The amounts are totals of the connection.",
        instead="They go on from those of the connection before.",
        kind="repetition",
        change=Change(firmware=TotalsStay),
        probe=ACK_TWICE
        + """
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPACK
        """,
    ),
    Defect(
        id="sim800-6.5-closed-for-ever",
        requirement="SIM800-6.5-S1",
        sentence="The state is CONNECT OK while a TCP connection is up.",
        instead="For a second one it is still what it was when the first had been closed.",
        kind="repetition",
        change=Change(firmware=ClosedForEver),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim800-6.5-amount-of-number-0",
        requirement="SIM800-6.5-R3",
        sentence="AT+CIPACK=<n> tells the amounts of connection n.",
        instead="It tells those of number 0.",
        kind="two at once",
        change=Change(firmware=mishears(rb"AT\+CIPACK=\d\r", b"AT+CIPACK=0\r")),
        probe=TWO + "send AT+CIPSEND=1\ntype hello<Ctrl-Z>\nwait 1\nsend AT+CIPACK=1",
    ),
    Defect(
        id="sim800-6.5-udp-confirmed",
        requirement="SIM800-6.5-R4",
        sentence="What is sent by UDP is told as not confirmed.",
        instead="While there is a TCP connection, too, it is told as confirmed.",
        kind="two at once",
        change=Change(firmware=UdpAsTcp),
        probe=TCP_AND_UDP + "send AT+CIPSEND=1\ntype hello<Ctrl-Z>\nwait 1\nsend AT+CIPACK=1",
    ),
)

# --- 7.1 ---


def without_line_end_held_back():
    """Keep data that does not end with a line feed until more has arrived."""
    held = None

    def hear(event):
        nonlocal held
        if not isinstance(event, net.Received):
            return (event,)
        if held is not None and held.link == event.link:
            event = replace(event, data=held.data + event.data)
        held = None if event.data.endswith(b"\n") else event
        return () if held is not None and len(event.data) < 20 else (event,)

    return hear


def length_until_nul(firmware, found):
    """Spell the length of a text that ends at 0x00."""
    return found[1] + b"%d" % len(until(b"\0")(found[3])) + found[2] + found[3]


class HeaderOnce(Firmware):
    """Put no header before data of a second connection."""

    connections = 0

    def request(self, request):
        self.connections += isinstance(request, net.Connect)
        return (request,)

    def piece(self, piece):
        return (re.sub(rb"\r\n\+IPD,\d+(,\w+)?:", b"", piece) if self.connections > 1 else piece,)


def first_sender():
    """Name every datagram's source as that of the first."""
    first = None

    def speak(piece):
        def spell(found):
            nonlocal first
            first = first or found[1]
            return b"RECV FROM:" + first

        return (re.sub(rb"RECV FROM: ?([\d.:]+)", spell, piece),)

    return speak


def sender_when_it_changes():
    """Name the source only where it is not that of the data before."""
    last = None

    def speak(piece):
        nonlocal last
        found = re.match(rb"\r\nRECV FROM: ?([\d.:]+)\r\n", piece)
        if found and found[1] == last:
            return (piece[found.end() :],)
        last = found[1] if found else last
        return (piece,)

    return speak


def first_protocol():
    """Show the protocol of the first data with all that follows."""
    first = None

    def speak(piece):
        def spell(found):
            nonlocal first
            first = first or found[2]
            return found[1] + first + b":"

        return (re.sub(rb"(\r\n\+IPD,\d+,)(TCP|UDP):", spell, piece),)

    return speak


class BareBehindEntry(Firmware):
    """Put no header before data that arrives while data is asked for."""

    arrived = 0

    def event(self, event):
        self.arrived += isinstance(event, net.Received) and self.entering
        return (event,)

    def piece(self, piece):
        if self.arrived and b"+IPD" in piece:
            self.arrived -= 1
            piece = re.sub(rb"\r\n\+IPD,\d+(,\w+)?:", b"", piece)
        return (piece,)


def one_header_for_all():
    """Put a header with the length of the first data before whatever arrives."""
    length = None

    def speak(piece):
        def spell(found):
            nonlocal length
            length = length or found[2]
            return found[1] + length + found[3]

        return (re.sub(rb"(\r\n\+IPD,)(\d+)(,\w+:|:)", spell, piece),)

    return speak


# --- 7.2 ---


class Forgetful(Receiving):
    """Go back to pushing data when a connection has ended."""

    def network_event(self, event):
        super().network_event(event)
        if isinstance(event, net.PeerClosed | net.Closed):
            self.module.settings["cip.fetch"] = 0


class FetchedUntilNul(Firmware):
    """Put out, of what is fetched, what stands before the first 0x00."""

    def piece(self, piece):
        if found := re.match(rb"(?s)(\r\n\+CIPRXGET: 2,[\d,.:]+\r\n)([^\0]*)\0.*(\r\nOK\r\n)$", piece):
            return (found[1] + found[2] + found[3],)
        return (piece,)


def rest_lost(module, mode, length):
    """Give up what is left when a part has been fetched."""
    reply = fetch.fetch_single(module, mode, length)
    if mode in (fetch.AS_IT_IS, fetch.AS_DIGITS) and reply.lines:
        inbox = stack(module).connections[0].inbox
        inbox.take(len(inbox))
    return reply


def fetch_form_with_loss(module):
    """Give the parameters of AT+CIPRXGET."""
    if stack(module).multi:
        return fetch.fetch_form(module)
    return form(rest_lost, Int(0, 4), Int(0, 1460, default=None))


class QuietBesideUnread(Firmware):
    """Tell of no data while another connection has some that was told and not fetched."""

    def __init__(self):
        super().__init__()
        self.unread = set()

    def command(self, data):
        if found := re.match(rb"AT\+CIPRXGET=[23],(\d)", data):
            self.unread.discard(found[1])
        return data

    def piece(self, piece):
        found = re.fullmatch(rb"\r\n\+CIPRXGET: 1,(\d).*\r\n", piece)
        if not found:
            return (piece,)
        told = not self.unread - {found[1]}
        self.unread.add(found[1])
        return (piece,) if told else ()


def digits_counted(firmware, found):
    """Count digits instead of bytes."""
    return found[1] + b"%d,%d" % (2 * int(found[2]), 2 * int(found[3]))


def hex_piece(spell):
    """Spell the digits of what is fetched byte by byte."""

    class Digits(Firmware):
        def piece(self, piece):
            if found := re.match(rb"(\r\n\+CIPRXGET: 3,[\d,.:]+\r\n)([0-9A-F]*)(.*)", piece, re.DOTALL):
                digits = b"".join(spell(byte).encode() for byte in bytes.fromhex(found[2].decode()))
                return (found[1] + digits + found[3],)
            return (piece,)

    return Digits


TWO_FETCHED = """
    server TCP
    second TCP
    given ip-status-multi
    send AT+CIPRXGET=1
    send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
    send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
"""
FETCHED = """
    server TCP
    given ip-status
    send AT+CIPRXGET=1
    send AT+CIPSTART="TCP","{server.ip}","{server.port}"
"""

SECTION_7 = (
    Defect(
        id="sim800-7.1-held-back-without-line-end",
        requirement="SIM800-7.1-R1",
        sentence="Data that arrives is put out by itself.",
        instead="A few bytes without a line feed behind them are kept until more arrives.",
        kind="binary",
        change=Change(hears=without_line_end_held_back),
        probe="""
            server TCP
            given connected server
            server sends hello
        """,
    ),
    Defect(
        id="sim800-7.1-put-out-until-nul",
        requirement="SIM800-7.1-R1",
        sentence="Data that arrives is put out.",
        instead="What stands before the first 0x00 is.",
        kind="binary",
        change=Change(hears=receives(until(b"\0"))),
        probe="""
            server TCP
            given connected server
            server sends ab<0x00>de
        """,
    ),
    Defect(
        id="sim800-7.1-length-until-nul",
        requirement="SIM800-7.1-C1",
        sentence="The header tells the length of the data.",
        instead="It tells how much stands before the first 0x00.",
        kind="binary",
        change=Change(firmware=respells(rb"(?s)(\r\n\+IPD,)\d+(,\w+:|:)(.*)", length_until_nul)),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            server sends ab<0x00>de
        """,
    ),
    Defect(
        id="sim800-7.1-header-once",
        requirement="SIM800-7.1-C1",
        sentence="AT+CIPHEAD=1 puts a header before the data.",
        instead="It holds for the first connection; a second one's data has none.",
        kind="repetition",
        change=Change(firmware=HeaderOnce),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
        """,
    ),
    Defect(
        id="sim800-7.1-first-sender",
        requirement="SIM800-7.1-C2",
        sentence="AT+CIPSRIP=1 names the source of received data.",
        instead="It names the source of the first data, whoever sends.",
        kind="two at once",
        change=Change(speaks=first_sender),
        probe="""
            server UDP
            second UDP
            given ip-status
            send AT+CIPUDPMODE=1
            send AT+CIPSRIP=1
            send AT+CIPSTART="UDP","{server.ip}","{server.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server sends one
            send AT+CIPUDPMODE=2,"{second.ip}",{second.port}
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            second sends two
        """,
    ),
    Defect(
        id="sim800-7.1-sender-when-it-changes",
        requirement="SIM800-7.1-C2",
        sentence="AT+CIPSRIP=1 names the source of all received data.",
        instead="It names it when it is not the one of the data before.",
        kind="repetition",
        change=Change(speaks=sender_when_it_changes),
        probe="""
            server TCP
            given connected server
            send AT+CIPSRIP=1
            server sends one
            server sends two
        """,
    ),
    Defect(
        id="sim800-7.1-first-protocol",
        requirement="SIM800-7.1-C3",
        sentence="AT+CIPSHOWTP shows whether data came by TCP or by UDP.",
        instead="It shows by what the first data came.",
        kind="repetition",
        change=Change(speaks=first_protocol),
        probe="""
            server TCP
            second UDP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSHOWTP=1
            server sends hello
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{second.ip}","{second.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            second sends hello
        """,
    ),
    Defect(
        id="sim800-7.1-bare-behind-entry",
        requirement="SIM800-7.1-R2",
        sentence="With the header on, received data can be told from answers.",
        instead="Data that arrives while data is asked for is put out afterwards without one.",
        kind="timing",
        change=Change(firmware=BareBehindEntry),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSEND
            server sends one
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim800-7.1-first-length",
        requirement="SIM800-7.1-R2",
        sentence="The length of each payload can be read off its header.",
        instead="All headers have the length of the first payload.",
        kind="repetition",
        change=Change(speaks=one_header_for_all),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            server sends hello
            server sends you
        """,
    ),
    Defect(
        id="sim800-7.2-fetching-once",
        requirement="SIM800-7.2-R1",
        sentence="AT+CIPRXGET=1 makes data wait until it is fetched.",
        instead="It is forgotten when the connection ends; the next one's data is pushed.",
        kind="repetition",
        change=Change(parts={Receiving: Forgetful}),
        probe=FETCHED
        + """
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
        """,
    ),
    Defect(
        id="sim800-7.2-never-pushed-again",
        requirement="SIM800-7.2-R2",
        sentence="With AT+CIPRXGET=0 data is pushed.",
        instead="Once it has been fetched it is never pushed again.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIPRXGET=0\r", b"AT+CIPRXGET=1\r", after=rb"AT\+CIPRXGET=1\r")),
        probe="""
            server TCP
            given ip-status
            send AT+CIPRXGET=1
            send AT+CIPRXGET=0
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello
        """,
    ),
    Defect(
        id="sim800-7.2-fetched-until-nul",
        requirement="SIM800-7.2-C1",
        sentence="Mode 2 puts out the data as it is.",
        instead="It puts out what stands before the first 0x00.",
        kind="binary",
        change=Change(firmware=FetchedUntilNul),
        probe=FETCHED + "server sends ab<0x00>de\nsend AT+CIPRXGET=2,1460",
    ),
    Defect(
        id="sim800-7.2-rest-lost",
        requirement="SIM800-7.2-C1",
        sentence="A fetch gives as many bytes as it says, and the rest waits for the next one.",
        instead="The rest is told, and lost.",
        kind="repetition",
        change=Change(
            commands=(
                replace(
                    next(one for one in fetch.COMMANDS if one.name == "+CIPRXGET"),
                    write=fetch_form_with_loss,
                ),
            )
        ),
        probe=FETCHED + "server sends hello\nsend AT+CIPRXGET=2,2\nsend AT+CIPRXGET=2,3",
    ),
    Defect(
        id="sim800-7.2-limit-of-digits-stays",
        requirement="SIM800-7.2-C1",
        sentence="A fetch in mode 2 gives as many bytes as it asks for.",
        instead="After a fetch in mode 3 it gives no more than that mode does.",
        kind="repetition",
        change=Change(
            firmware=mishears(
                rb"AT\+CIPRXGET=2,(?:7[3-9]\d|[89]\d\d|1\d{3})\r",
                b"AT+CIPRXGET=2,730\r",
                after=rb"AT\+CIPRXGET=3.*\r",
            )
        ),
        probe=FETCHED + "server sends <1000 bytes>\nsend AT+CIPRXGET=3,10\nsend AT+CIPRXGET=2,900",
    ),
    Defect(
        id="sim800-7.2-fetched-from-number-0",
        requirement="SIM800-7.2-R3",
        sentence="In multi connection mode the number says whose data is fetched.",
        instead="That of number 0 is.",
        kind="two at once",
        change=Change(firmware=mishears(rb"AT\+CIPRXGET=([23]),\d(.*\r)", rb"AT+CIPRXGET=\1,0\2")),
        probe=TWO_FETCHED + "server sends one\nsecond sends two\nsend AT+CIPRXGET=2,1",
    ),
    Defect(
        id="sim800-7.2-told-once",
        requirement="SIM800-7.2-U1",
        sentence="Data that arrives is told of.",
        instead="The first is; after a fetch there is never a word again.",
        kind="repetition",
        change=Change(lines=(Line(r"\+CIPRXGET: 1.*", None, spared=1),)),
        probe=FETCHED + "server sends one\nsend AT+CIPRXGET=2,1460\nserver sends two",
    ),
    Defect(
        id="sim800-7.2-quiet-beside-unread",
        requirement="SIM800-7.2-U1",
        sentence="Data that arrives on a connection is told of.",
        instead="It is not while another connection has data that was not fetched.",
        kind="two at once",
        change=Change(firmware=QuietBesideUnread),
        probe=TWO_FETCHED + "server sends one\nsecond sends two",
    ),
    Defect(
        id="sim800-7.2-nothing-left",
        requirement="SIM800-7.2-R4",
        sentence="The answer tells how much is left.",
        instead="It tells 0, also where a part has been fetched.",
        kind="one at a time",
        change=Change(lines=(Line(r"(\+CIPRXGET: [23],\d+),[1-9]\d*", r"\1,0"),)),
        probe=FETCHED + "server sends hello\nsend AT+CIPRXGET=2,2",
    ),
    Defect(
        id="sim800-7.2-digits-counted",
        requirement="SIM800-7.2-R4",
        sentence="The answer counts bytes, in mode 3 too.",
        instead="In mode 3 it counts digits.",
        kind="one at a time",
        change=Change(firmware=respells(rb"(\+CIPRXGET: 3,)(\d+),(\d+)", digits_counted)),
        probe=FETCHED + "server sends hello\nsend AT+CIPRXGET=3,10",
    ),
    Defect(
        id="sim800-7.2-greatest-fetch-refused",
        requirement="SIM800-7.2-L1",
        sentence="Mode 2 gives up to 1460 bytes at a time.",
        instead="Exactly so many are refused.",
        kind="binary",
        change=Change(firmware=mishears(rb"AT\+CIPRXGET=2,1460\r", b"AT+CIPRXGET=2,1461\r")),
        probe=FETCHED + "server sends hello\nsend AT+CIPRXGET=2,1460",
    ),
    Defect(
        id="sim800-7.2-greatest-fetch-of-digits-refused",
        requirement="SIM800-7.2-L2",
        sentence="Mode 3 gives up to 730 bytes at a time.",
        instead="Exactly so many are refused.",
        kind="binary",
        change=Change(firmware=mishears(rb"AT\+CIPRXGET=3,730\r", b"AT+CIPRXGET=3,731\r")),
        probe=FETCHED + "server sends hello\nsend AT+CIPRXGET=3,730",
    ),
    Defect(
        id="sim800-7.2-digits-signed",
        requirement="SIM800-7.2-R5",
        sentence="Mode 3 gives two digits for a byte.",
        instead="A byte with the eighth bit set has six F in front.",
        kind="binary",
        change=Change(firmware=hex_piece(lambda byte: f"{byte:02X}" if byte < 0x80 else f"FFFFFF{byte:02X}")),
        probe=FETCHED + "server sends a<0xFF>b\nsend AT+CIPRXGET=3,10",
    ),
    Defect(
        id="sim800-7.2-digits-without-zero",
        requirement="SIM800-7.2-R5",
        sentence="Mode 3 gives two digits for a byte.",
        instead="A byte below 0x10 has one.",
        kind="binary",
        change=Change(firmware=hex_piece(lambda byte: f"{byte:X}")),
        probe=FETCHED + "server sends a<0x00><0x1A>b\nsend AT+CIPRXGET=3,10",
    ),
)

DEFECTS = (*SECTION_6, *SECTION_7)
