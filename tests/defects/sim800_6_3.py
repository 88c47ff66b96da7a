"""SIM800 note, 6.3 to 6.4."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.cip import send
from atconform.emulator.cip.connections import AnsweredSending
from atconform.emulator.cip.parameters import QUICK_SEND
from atconform.emulator.cip.stack import stack
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Mishearing, mishears, until
from tests.defects.defect import Defect
from tests.defects.seams import Change, Line
from tests.defects.shared_sim800_6 import TWO, entry_of, sends_with, usual_time

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
    if module.settings[QUICK_SEND]:
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


DEFECTS = (
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
        id="sim800-6.3-last-hundred-refused",
        requirement="SIM800-6.3-L1",
        sentence="Up to 1460 bytes can be sent at a time.",
        instead="The last hundred of them are refused.",
        kind="binary",
        change=Change(
            firmware=mishears(rb"AT\+CIPSEND=((?:\d,)?)14(?:[0-5]\d|60)\r", rb"AT+CIPSEND=\g<1>1461\r"),
        ),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=1459
            type <1459 bytes>
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
)
