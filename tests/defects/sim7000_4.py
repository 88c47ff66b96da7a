"""SIM7000 note, 4 to 6.2."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.emulator.cip import send as sending
from atconform.emulator.cip.figures import Figures
from atconform.emulator.cip.parameters import TIMED_SEND
from atconform.emulator.cip.stack import stack
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.payload import PayloadEntry
from atconform.emulator.core.replies import ok, prompt
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7000 import echoed
from tests.defects.seams import Change
from tests.defects.shared_sim7000_3 import cipsend, handing_over


def in_latest_context():
    """Open every connection in the context that came up last."""
    context = 0

    def ask(request):
        nonlocal context
        match request:
            case net.Activate(context=context):
                pass
            case net.Connect():
                return (replace(request, context=context),)
        return (request,)

    return ask


def both_contexts_down():
    """Give up both contexts whichever is to be given up."""

    def ask(request):
        if isinstance(request, net.Deactivate):
            return (request, net.Deactivate(1 - request.context))
        return (request,)

    return ask


def selected_context_listed():
    """List every connection with the context that is selected."""
    selected = b"0"

    def speak(piece):
        nonlocal selected
        if found := re.fullmatch(rb"AT\+CIPSGTXT=(\d)", echoed(piece)):
            selected = found[1]
        return (re.sub(rb"(\r\nC: \d,)\d", rb"\g<1>" + selected, piece),)

    return speak


def first_address_for_both():
    """Take the address of the first context for that of the second."""
    first = ""

    def hear(event):
        nonlocal first
        if isinstance(event, net.Activated):
            if event.context == 0:
                first = event.address
            elif first:
                return (replace(event, address=first),)
        return (event,)

    return hear


def first_addresses_for_all():
    """Tell the addresses of the name that was found first for every name."""
    first = ()

    def hear(event):
        nonlocal first
        if isinstance(event, net.Resolved):
            first = first or event.addresses
            return (replace(event, addresses=first),)
        return (event,)

    return hear


def last_addresses_for_none():
    """Tell the addresses of the name before for a name that there is not."""
    last = ()

    def hear(event):
        nonlocal last
        match event:
            case net.Resolved(addresses=last):
                pass
            case net.ResolveFailed(query=query, name=name) if last:
                return (net.Resolved(query, name, last),)
        return (event,)

    return hear


def no_number_by_name():
    """Report a connection that was opened by name without its number."""
    by_name = False

    def speak(piece):
        nonlocal by_name
        if echoed(piece).startswith(b"AT+CIPSTART="):
            by_name = re.search(rb'P","[^"]*[A-Za-z]', piece) is not None
        return (re.sub(rb"^\r\n\d, (?=CONNECT OK\r\n)", b"\r\n", piece) if by_name else piece,)

    return speak


class EndsByLengthToo(PayloadEntry):
    """What is typed at a prompt without a length; it ends after so many bytes as well."""

    def __init__(self, most, **usual):
        super().__init__(length=None, **usual)
        self._most = most

    def receive(self, data):
        """Receive bytes, up to that many in all."""
        taken = super().receive(data[: self._most - len(self._data)])
        self.ended = self.ended or len(self._data) == self._most
        return taken


class LineEndsOnce(PayloadEntry):
    """What is typed at a prompt with a length; each CR LF counts as one byte."""

    def receive(self, data):
        """Receive bytes, until there are enough."""
        for index, byte in enumerate(data):
            self._data.append(byte)
            self.ended = len(self._data.replace(b"\r\n", b"\n")) == self._length
            if self.ended:
                return index + 1
        return len(data)


def length_stays(module, number, length):
    """End what is typed without a length after the one that was given before."""
    cip = stack(module)
    connection = cip.connections[number]
    if length is None and getattr(cip, "length_before", None) and connection.status == "CONNECTED":
        return prompt(EndsByLengthToo(cip.length_before, **handing_over(module, connection)))
    cip.length_before = length
    return sending.send(module, number, length)


def line_ends_once(module, number, length):
    """Count each CR LF once where a length is given."""
    connection = stack(module).connections[number]
    if length is None or length > module.figures[Figures].longest_send or connection.status != "CONNECTED":
        return sending.send(module, number, length)
    return prompt(LineEndsOnce(length=length, **handing_over(module, connection)))


def number_of_length_before():
    """Report what was sent by length with the number of the connection that was used before."""
    number = before = b""
    fixed = False

    def speak(piece):
        nonlocal number, before, fixed
        if found := re.fullmatch(rb"AT\+CIPSEND=(\d)(,\d+)?", echoed(piece)):
            before, number = number or found[1], found[1]
            fixed = found[2] is not None
        if fixed and re.fullmatch(rb"\r\n\d, SEND OK\r\n", piece):
            return (b"\r\n%b, SEND OK\r\n" % before,)
        return (piece,)

    return speak


def timer_once(module, number, length):
    """Let the timer that is set end one entry, and be off then."""
    reply = sending.send(module, number, length)
    module.settings[TIMED_SEND] = (0, module.settings[TIMED_SEND][1])
    return reply


def timer_for_good(module, on, seconds):
    """AT+CIPATS: the timer that is on is not switched off, although it says OK."""
    return ok() if not on else sending.set_timer(module, on, seconds)


DEFECTS = (
    Defect(
        id="sim7000-4-in-latest-context",
        requirement="SIM7000-4-R5",
        sentence="A connection is opened in the context that is selected.",
        instead="It is opened in the one that came up last.",
        kind="two at once",
        change=Change(asks=in_latest_context),
        probe="""
            server UDP
            given connected-multi server 0
            send AT+CIPSEND=0
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSGTXT=1
            send AT+CSTT="CMWAP"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSGTXT=0
            send AT+CIPSTART=1,"UDP","{server.ip}","{server.port}"
            send AT+CIPSGTXT=1
            send AT+CIPSHUT
            send AT+CIPSEND=1
            type two<Ctrl-Z>
            wait 1
        """,
        unseen="from which address a connection calls, and whether it outlives the other context, is open (G15, G16)",
    ),
    Defect(
        id="sim7000-4-both-contexts-down",
        requirement="SIM7000-4-R8",
        sentence="AT+CIPSHUT shuts the context that is selected; the other stays active.",
        instead="Both are given up, although only the one that is selected is told to be.",
        kind="two at once",
        change=Change(asks=both_contexts_down),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSGTXT=1
            send AT+CSTT="CMWAP"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSHUT
            send AT+CIPSEND=0
            type hello<Ctrl-Z>
            wait 1
        """,
        unseen="whether the connections of the other context go on is open (C79, G16)",
    ),
    Defect(
        id="sim7000-4-selected-context-listed",
        requirement="SIM7000-4-R7",
        sentence="AT+CIPSTATUS lists each connection with its context.",
        instead="It lists all of them with the context that is selected.",
        kind="two at once",
        change=Change(speaks=selected_context_listed),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSGTXT=1
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-4-one-address-for-both",
        requirement="SIM7000-4-R4",
        sentence="The second context has an address of its own.",
        instead="AT+CIFSR tells that of the first there too.",
        kind="two at once",
        change=Change(hears=first_address_for_both),
        probe="""
            given ip-status-multi
            send AT+CIPSGTXT=1
            send AT+CSTT="CMWAP"
            send AT+CIICR
            send AT+CIFSR
        """,
    ),
    Defect(
        id="sim7000-5-first-addresses-for-all",
        requirement="SIM7000-5-U1",
        sentence="The addresses of the name are told.",
        instead="From the second name on they are those of the first.",
        kind="repetition",
        change=Change(hears=first_addresses_for_all),
        probe="""
            given ip-status
            send AT+CDNSGIP="www.sim.com"
            send AT+CDNSGIP="www.baidu.com"
        """,
    ),
    Defect(
        id="sim7000-5-last-addresses-for-none",
        requirement="SIM7000-5-X1",
        sentence="A name that cannot be resolved is reported with 0,8.",
        instead="Once a name was found it is reported with the addresses of that one.",
        kind="repetition",
        change=Change(hears=last_addresses_for_none),
        probe="""
            given ip-status
            send AT+CDNSGIP="www.sim.com"
            send AT+CDNSGIP="abctest"
        """,
    ),
    Defect(
        id="sim7000-5-no-number-by-name",
        requirement="SIM7000-5-R3",
        sentence="By name too a connection of multi connection mode has its number.",
        instead="It is reported without.",
        kind="one at a time",
        change=Change(speaks=no_number_by_name),
        probe="""
            server TCP
            given ip-status-multi
            send AT+CIPSTART=2,"TCP","{server.name}",{server.port}
        """,
    ),
    Defect(
        id="sim7000-6-length-stays",
        requirement="SIM7000-6-R1",
        sentence="Data can be sent with changeable length, with fixed length and by timer.",
        instead="After a sending with a length, one without ends after that length as well.",
        kind="repetition",
        change=Change(commands=(cipsend(single=length_stays),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=5
            type hello
            wait 1
            send AT+CIPSEND
            type hello world<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-6.1-line-end-counted-once",
        requirement="SIM7000-6.1-R1",
        sentence="Data is sent by itself as soon as as many bytes have been typed as the length says.",
        instead="CR LF counts as one: it waits for one more byte.",
        kind="binary",
        change=Change(commands=(cipsend(line_ends_once, line_ends_once),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=6
            type ab<CR><LF>cd
            wait 2
            type e
            wait 2
        """,
    ),
    Defect(
        id="sim7000-6.1-number-used-before",
        requirement="SIM7000-6.1-R3",
        sentence="In multi connection mode the number stands before the length.",
        instead="What is sent by length is reported with the number that AT+CIPSEND had before.",
        kind="two at once",
        change=Change(speaks=number_of_length_before),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPSEND=0,5
            type hello
            wait 1
            send AT+CIPSEND=1,5
            type hello
            wait 1
        """,
    ),
    Defect(
        id="sim7000-6.2-timer-once",
        requirement="SIM7000-6.2-T1",
        sentence="With the timer set, data is sent when the time is over.",
        instead="That holds for one AT+CIPSEND; the next one waits for ever.",
        kind="repetition",
        change=Change(commands=(cipsend(timer_once, timer_once),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPATS=1,3
            send AT+CIPSEND
            type hello
            wait 4
            send AT+CIPSEND
            type hello
            wait 4
        """,
    ),
    Defect(
        id="sim7000-6.2-timer-for-good",
        requirement="SIM7000-6.2-R1",
        sentence="AT+CIPATS sets whether there is a timer, and its time.",
        instead="What is on is not switched off.",
        kind="repetition",
        change=Change(
            commands=(
                Command(
                    "+CIPATS",
                    test=("+CIPATS: (0-NOT AUTO SEND,1-AUTO SEND),(1-100)",),
                    read=sending.read_timer,
                    write=form(timer_for_good, Int(0, 1), Int(1, 100, default=None)),
                ),
            )
        ),
        probe="""
            server TCP
            given connected server
            send AT+CIPATS=1,3
            send AT+CIPATS=0
            send AT+CIPSEND
            type hello
            wait 4
        """,
    ),
)
