"""SIM800 note, 6 to 6.2."""

from __future__ import annotations

import re

from tests.defects.cip_filters import Firmware, Mishearing, Sending, mishears, until
from tests.defects.defect import Defect
from tests.defects.seams import Change
from tests.defects.shared_sim800_6 import ACK_TWICE, TWO, entry_of, sends_with, usual_time

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


DEFECTS = (
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
        id="sim800-6.1-three-digits",
        requirement="SIM800-6.1-R1",
        sentence="With a length given, so many bytes are sent.",
        instead="Of a length of four digits three are read.",
        kind="binary",
        change=Change(firmware=mishears(rb"AT\+CIPSEND=(1\d\d)\d\r", rb"AT+CIPSEND=\1\r")),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=1400
            type <1400 bytes>
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
)
