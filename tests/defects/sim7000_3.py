"""SIM7000 note, 3 to 12: multi connection mode, contexts, names, sending, receiving, states, closing, sleep."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.cip import close as closing
from atconform.emulator.cip import send as sending
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.payload import PayloadEntry
from atconform.emulator.core.replies import error, ok, prompt, text
from atconform.emulator.general.sleep import Sleep
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7000 import Paired, after, echoed
from tests.defects.seams import Change, Line

NOBODYS_PORT = 1
RECEIVED = re.compile(rb"\r\n\+RECEIVE,(\d),(\d+):\r\n", re.DOTALL)


def no_clients_beside_own():
    """Let no client in any more once the module has a connection of its own."""
    own = False

    def hear(event):
        nonlocal own
        own = own or isinstance(event, net.Connected)
        return () if own and isinstance(event, net.Incoming) else (event,)

    return hear


def four_of_tcp():
    """Call nobody with the fifth TCP connection that is open at the same time."""
    open_ = set()

    def ask(request):
        match request:
            case net.Connect(link=link, protocol="TCP"):
                if len(open_) == 4:
                    return (replace(request, port=NOBODYS_PORT),)
                open_.add(link)
            case net.Close(link=link):
                open_.discard(link)
            case net.Deactivate():
                open_.clear()
        return (request,)

    return ask


def header_of_other_left_out():
    """Put data out without a header where data of another connection came just before."""
    before = None

    def speak(piece):
        nonlocal before
        header = RECEIVED.match(piece)
        number, before = before, header and header[1]
        if header and number and number != header[1]:
            return (piece[header.end() :],)
        return (piece,)

    return speak


def last_line_end_left_out(piece):
    """Put data out without the CR LF at its end, whose bytes are counted."""
    header = RECEIVED.match(piece)
    return (piece.removesuffix(b"\r\n") if header and piece[header.end() :] != b"\r\n" else piece,)


def second_close_in_a_row_untold():
    """Do not report an end that follows on another, nothing in between."""
    before = False

    def speak(piece):
        nonlocal before
        closed = re.fullmatch(rb"\r\n\d, CLOSED\r\n", piece) is not None
        untold, before = closed and before, closed
        return () if untold else (piece,)

    return speak


def latest_dropped_too():
    """Drop the connection that was opened last together with any other that is dropped by force."""
    latest = 0

    def ask(request):
        nonlocal latest
        match request:
            case net.Connect(link=latest):
                pass
            case net.Close(link=link, abort=True) if link > 0 and latest not in (0, link):
                return (request, net.Close(latest, abort=True))
        return (request,)

    return ask


def forgotten_when_closed_here():
    """List a connection that the host has closed as one that never was."""
    closed = set()

    def speak(piece):
        if found := re.match(rb"AT\+CIPCLOSE=(\d)", echoed(piece)):
            closed.add(found[1])
        elif found := re.match(rb"AT\+CIPSTART=(\d)", echoed(piece)):
            closed.discard(found[1])
        for number in closed:
            piece = re.sub(
                rb'C: %b,\d,"[^\r\n]*"CLOSED"' % number,
                rb'C: %b,,"","","","INITIAL"' % number,
                piece,
            )
        return (piece,)

    return speak


def clients_counted():
    """Report each client with the count of clients in the place of its number."""
    count = 0

    def speak(piece):
        nonlocal count
        if found := re.fullmatch(rb"\r\n\d(, REMOTE IP: [\d.]+\r\n)", piece):
            count += 1
            return (b"\r\n%d%b" % (count - 1, found[1]),)
        return (piece,)

    return speak


def first_port_listed():
    """List the server with the port of the first one."""
    first = b""

    def speak(piece):
        nonlocal first
        if found := re.search(rb'(\r\nS: \d,\d,")(\d+)', piece):
            first = first or found[2]
            return (piece[: found.start()] + found[1] + first + piece[found.end() :],)
        return (piece,)

    return speak


def data_to_latest_client():
    """Send what is for a client to the client that came last."""
    clients = []

    def ask(request):
        match request:
            case net.Send(link=link) if link < 0:
                return (replace(request, link=min([link, *clients])),)
            case net.Close(link=link) if link in clients:
                clients.remove(link)
        return (request,)

    def hear(event):
        if isinstance(event, net.Incoming):
            clients.append(event.link)
        return (event,)

    return ask, hear


LATEST_CLIENT = Paired(data_to_latest_client)


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


def handing_over(module, connection):
    """Give what every entry at the prompt of AT+CIPSEND does in the end."""
    return {
        "longest": module.dialect.longest_send,
        "done": lambda typed: sending.hand_over(module, connection, typed),
        "cancelled": ok,
        "too_long": lambda: error(module.dialect.bad_parameter),
    }


def cipsend(single=sending.send, multi=sending.send):
    """Declare AT+CIPSEND with other ways to send in either mode."""

    def parameters(module):
        length = Int(1, 65535, default=None)
        if stack(module).multi:
            return form(multi, Int(0, 7), length)
        return form(lambda module, given: single(module, 0, given), length)

    def alone(module):
        return refuse(module) if stack(module).multi else single(module, 0, None)

    return Command("+CIPSEND", test=sending.send_test, read=sending.send_read, write=parameters, execute=alone)


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
    if length is None or length > module.dialect.longest_send or connection.status != "CONNECTED":
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
    module.settings["cip.timed_send"] = (0, module.settings["cip.timed_send"][1])
    return reply


def timer_for_good(module, on, seconds):
    """AT+CIPATS: the timer that is on is not switched off, although it says OK."""
    return ok() if not on else sending.set_timer(module, on, seconds)


def unlimited(module, number, length):
    """Take every length."""
    connection = stack(module).connections[number]
    if length is None or connection.status != "CONNECTED":
        return sending.send(module, number, length)
    return prompt(PayloadEntry(length=length, **handing_over(module, connection) | {"longest": 65535}))


def ctrl_z_counted(module, number, length):
    """Count the Ctrl-Z with the bytes that it ends: one less may be typed."""
    connection = stack(module).connections[number]
    if length is not None or connection.status != "CONNECTED":
        return sending.send(module, number, length)
    return prompt(PayloadEntry(length=None, **handing_over(module, connection) | {"longest": 1459}))


def third_unconfirmed_refused(module, number, length):
    """Refuse to send while two pieces are not acknowledged."""
    waiting = stack(module).connections[number].sendings
    return refuse(module) if len(waiting) > 1 else sending.send(module, number, length)


def first_length_only(piece):
    """Tell the greatest length of connection 0 only."""
    return (re.sub(rb"(?<=\r\n)\+CIPSEND: [1-7],\d+\r\n", b"", piece),)


def accepted_in_total():
    """Tell how much has been taken in by the sum of all that was, since power-on."""
    total = 0

    def speak(piece):
        nonlocal total
        if found := re.fullmatch(rb"(\r\nDATA ACCEPT:(?:\d,)?)(\d+)(\r\n)", piece):
            total += int(found[2])
            return (found[1] + b"%d" % total + found[3],)
        return (piece,)

    return speak


def confirmed_all_the_same():
    """Report SEND OK behind the second DATA ACCEPT and each further one."""
    told = 0

    def speak(piece):
        nonlocal told
        if piece.startswith(b"\r\nDATA ACCEPT:"):
            told += 1
            if told > 1:
                return (piece, (200 * MS, b"\r\nSEND OK\r\n"))
        return (piece,)

    return speak


def amounts_of_earlier_connections():
    """Add to what was sent and acknowledged what AT+CIPACK told of earlier connections."""
    earlier = [0, 0]
    now = [0, 0]

    def speak(piece):
        if re.match(rb"AT\+CIPSTART=", echoed(piece)):
            earlier[:] = [old + new for old, new in zip(earlier, now, strict=True)]
            now[:] = [0, 0]
        if found := re.search(rb"(?<=\r\n\+CIPACK: )(\d+),(\d+)", piece):
            now[:] = [int(found[1]), int(found[2])]
            sums = b"%d,%d" % (now[0] + earlier[0], now[1] + earlier[1])
            return (piece[: found.start()] + sums + piece[found.end() :],)
        return (piece,)

    return speak


def amount_of_lowest(module):
    """AT+CIPACK=: whatever the number, that of the lowest connection that is up."""

    def amount(module, number):
        up = [c.number for c in stack(module).live()]
        return sending.amount(module, min(up, default=number))

    return form(amount, Int(0, 7)) if stack(module).multi else None


def line_ends_counted_once(piece):
    """Count each CR LF of the data as one byte in the IP head."""
    if found := re.match(rb"((?:\r\n[^\r\n]*\r\n)?\r\n\+IPD,)(\d+)(?=[:,])", piece):
        length = int(found[2]) - piece[found.end() :].count(b"\r\n")
        return (found[1] + b"%d" % length + piece[found.end() :],)
    return (piece,)


def first_protocol_shown():
    """Show the protocol of the first connection in every IP head."""
    first = b""

    def speak(piece):
        nonlocal first
        if found := re.search(rb"(?<=\r\n\+IPD,)(\d+,)(TCP|UDP)", piece):
            first = first or found[2]
            return (piece[: found.start()] + found[1] + first + piece[found.end() :],)
        return (piece,)

    return speak


def one_connection_notified():
    """Notify of data on one connection only, until something is fetched."""
    notified = b""

    def speak(piece):
        nonlocal notified
        if echoed(piece).startswith(b"AT+CIPRXGET="):
            notified = b""
        elif found := re.fullmatch(rb"\r\n\+CIPRXGET: 1,(\d)\r\n", piece):
            if notified not in (b"", found[1]):
                return ()
            notified = found[1]
        return (piece,)

    return speak


FETCHED = re.compile(rb"(\r\n\+CIPRXGET: ([23]),(?:\d,)?)(\d+),(\d+)\r\n")
"""What stands before fetched data; in multi connection mode with the number."""


def left_before(piece):
    """Tell how much was there before as what is left, if anything is."""
    found = FETCHED.match(piece)
    if found and int(found[4]):
        left = int(found[3]) + int(found[4])
        return (found[1] + found[3] + b",%d\r\n" % left + piece[found.end() :],)
    return (piece,)


def fetched_up_to_nul(piece):
    """Put fetched data out up to its first 0x00 only, and tell the length of all of it."""
    found = FETCHED.match(piece)
    if found and found[2] == b"2":
        end = found.end() + int(found[3])
        return (piece[: found.end()] + piece[found.end() : end].partition(b"\0")[0] + piece[end:],)
    return (piece,)


def digits_without_zero(piece):
    """Put a byte below 0x10 out as one digit."""
    found = FETCHED.match(piece)
    if found and found[2] == b"3":
        end = found.end() + 2 * int(found[3])
        digits = re.sub(rb"0(.)|(..)", rb"\1\2", piece[found.end() : end])
        return (piece[: found.end()] + digits + piece[end:],)
    return (piece,)


def closed_early_once_used(module, mode):
    """AT+CIPCLOSE in single connection mode: with data sent it does not wait for the far end."""
    cip = stack(module)
    connection = cip.connections[0]
    if mode != closing.SLOW or not connection.sent or connection.status != "CONNECTED":
        return closing.close_single(module, mode)
    cip.context.machine.pull("CIPCLOSE")
    module.ask(net.Close(connection.link))
    cip.end(connection, "closed")
    return text("CLOSE OK")


def early_close_form(module):
    """Take the parameters of AT+CIPCLOSE."""
    if stack(module).multi:
        return closing.close_form(module)
    return form(closed_early_once_used, Int(closing.SLOW, closing.QUICK, default=closing.SLOW))


def early_close_alone(module):
    """AT+CIPCLOSE without parameters."""
    return refuse(module) if stack(module).multi else closed_early_once_used(module, closing.SLOW)


def close_by_mode(module, number, mode):
    """AT+CIPCLOSE=<n>,<mode>: take the second for the number, and the first for the mode."""
    if mode is None or number > closing.QUICK:
        return closing.close_multi(module, number, mode or closing.SLOW)
    return closing.close_multi(module, mode, number)


def exchanged_form(module):
    """Take the parameters of AT+CIPCLOSE."""
    if stack(module).multi:
        return form(close_by_mode, Int(0, 7), Int(closing.SLOW, closing.QUICK, default=None))
    return closing.close_form(module)


def quick_close_late():
    """Wait three seconds with CLOSE OK when closing is to be quick."""
    quick = False

    def speak(piece):
        nonlocal quick
        if echoed(piece):
            quick = re.fullmatch(rb"AT\+CIPCLOSE=(\d,)?1", echoed(piece)) is not None
        late = quick and piece.endswith(b"CLOSE OK\r\n")
        return ((3 * SECOND if late else 0, piece),)

    return speak


def context_given_up_too():
    """Reach nobody any more once the host has closed two connections, until the context comes up anew."""
    ended = set()
    closed = 0

    def ask(request):
        nonlocal closed
        match request:
            case net.Activate():
                closed = 0
            case net.Close(link=link) if link not in ended:
                closed += 1
            case net.Connect() if closed > 1:
                return (replace(request, port=NOBODYS_PORT),)
        return (request,)

    def hear(event):
        if isinstance(event, net.PeerClosed):
            ended.add(event.link)
        return (event,)

    return ask, hear


CONTEXT_GIVEN_UP = Paired(context_given_up_too)


def carrier_fails():
    """Let DCD go high for 50 ms, soon after it has gone low."""

    def drive(line, high):
        if line == "DCD" and not high:
            return ((0, line, False), (200 * MS, line, True), (250 * MS, line, False))
        return ((0, line, high),)

    return drive


def carrier_ends_late():
    """Let DCD go high two seconds late, from the second time on."""
    ended = 0

    def drive(line, high):
        nonlocal ended
        ended += line == "DCD" and high
        return ((2 * SECOND if line == "DCD" and high and ended > 1 else 0, line, high),)

    return drive


def state_before():
    """Tell the state that was told the time before."""
    last = b""

    def speak(piece):
        nonlocal last
        found = re.search(rb"(?<=\r\nSTATE: )[^\r\n]+", piece)
        if not found:
            return (piece,)
        told, last = last or found[0], found[0]
        return (piece[: found.start()] + told + piece[found.end() :],)

    return speak


class WokenByData(Sleep):
    """Answers commands as soon as data has woken it."""

    def network_event(self, event):
        """Wake the serial port with data."""
        super().network_event(event)
        if self._asleep and isinstance(event, net.Received):
            self._wake()


class SleepsOnce(Sleep):
    """Does not fall asleep a second time."""

    def __init__(self, module):
        super().__init__(module)
        self._slept = False

    def _fall_asleep(self):
        if not self._slept:
            self._slept = True
            super()._fall_asleep()


class WokenBySecondLine(Sleep):
    """Works again with the second line that is typed while it sleeps."""

    def __init__(self, module):
        super().__init__(module)
        self._lines = 0

    def _fall_asleep(self):
        self._lines = 0
        super()._fall_asleep()

    def _heard(self, data):
        self._lines += data.count(b"\r")
        if self._lines > 1:
            self._wake()
            self.module.port.receive(data)


class SleepsWithOneConnection(Sleep):
    """Drops every connection but the lowest when it falls asleep."""

    def _fall_asleep(self):
        for connection in list(stack(self.module).live())[1:]:
            self.module.ask(net.Close(connection.link, abort=True))
        super()._fall_asleep()


def no_connection_since_loss():
    """Let every connection fail once one was lost, until the context comes up anew."""
    lost = False

    def hear(event):
        nonlocal lost
        match event:
            case net.LinkLost():
                lost = True
            case net.Activated():
                lost = False
            case net.Connected(link=link) if lost:
                return (net.ConnectFailed(link, "timeout"),)
        return (event,)

    return hear


def no_context_since_loss():
    """Let every context be refused once one was taken away."""
    lost = False

    def hear(event):
        nonlocal lost
        match event:
            case net.Deactivated(by_network=True):
                lost = True
            case net.Activated(context=context) if lost:
                return (net.ActivationRefused(context),)
        return (event,)

    return hear


DEFECTS = (
    Defect(
        id="sim7000-3-no-clients-beside-own",
        requirement="SIM7000-3-R4",
        sentence="The server lets clients in, and the module can connect to servers at the same time.",
        instead="Once it has connected to a server no client is let in any more.",
        kind="two at once",
        change=Change(hears=no_clients_beside_own),
        probe="""
            server TCP
            client TCP
            given listening-multi 5000
            send AT+CIPSTART=3,"TCP","{server.ip}","{server.port}"
            client connects 5000
        """,
    ),
    Defect(
        id="sim7000-3-four-of-tcp",
        requirement="SIM7000-3-L1",
        sentence="There can be eight connections, of TCP and UDP together.",
        instead="Of TCP there can be four; the fifth fails.",
        kind="two at once",
        change=Change(asks=four_of_tcp),
        probe="""
            server TCP
            given connected-multi server 0 3
            send AT+CIPSTART=7,"TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-3.1-header-of-other-left-out",
        requirement="SIM7000-3.1-U2",
        sentence="Received data is preceded by a line with its connection and its length.",
        instead="Right behind data of another connection it is put out without such a line.",
        kind="two at once",
        change=Change(speaks=header_of_other_left_out),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
            server sends one
            second sends two
            second sends three
        """,
    ),
    Defect(
        id="sim7000-3.1-line-end-of-data-left-out",
        requirement="SIM7000-3.1-U2",
        sentence="The line before received data tells how many bytes follow.",
        instead="The CR LF at the end of data is counted and not put out.",
        kind="binary",
        change=Change(speaks=lambda: last_line_end_left_out),
        probe="""
            server TCP
            given connected-multi server 0
            server sends hello<CR><LF>
        """,
    ),
    Defect(
        id="sim7000-3.1-second-end-in-a-row-untold",
        requirement="SIM7000-3.1-U3",
        sentence="The end of a connection is reported with its number.",
        instead="Of two that end one after the other only the first is reported.",
        kind="two at once",
        change=Change(speaks=second_close_in_a_row_untold),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
            server closes
            second closes
        """,
    ),
    Defect(
        id="sim7000-3.1-latest-dropped-too",
        requirement="SIM7000-3.1-R4",
        sentence="AT+CIPCLOSE=<n> closes connection n alone.",
        instead="Where the far end takes no part in it, it takes the connection with it that was opened last.",
        kind="two at once",
        change=Change(asks=latest_dropped_too),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
            send AT+CIPCLOSE=0,1
            second sends hello
        """,
    ),
    Defect(
        id="sim7000-3.1-forgotten-when-closed-here",
        requirement="SIM7000-3.1-S2",
        sentence="A connection that was closed is listed as such, with its address and port.",
        instead="One that the host has closed is listed as if it had never been.",
        kind="one at a time",
        change=Change(speaks=forgotten_when_closed_here),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPCLOSE=1
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-3.2-clients-counted",
        requirement="SIM7000-3.2-U1",
        sentence="A client is reported with the number of its connection.",
        instead="It is reported with the count of clients before it.",
        kind="two at once",
        change=Change(speaks=clients_counted),
        probe="""
            server TCP
            client TCP
            given listening-multi 5000
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
            client connects 5000
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-3.2-second-server-close-untold",
        requirement="SIM7000-3.2-R7",
        sentence="SERVER CLOSE follows on the OK of AT+CIPSERVER=0.",
        instead="It does not for the second server since power-on.",
        kind="repetition",
        change=Change(lines=(Line("SERVER CLOSE", None, spared=1),)),
        probe="""
            given listening-multi 5000
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,5001
            send AT+CIPSERVER=0
        """,
    ),
    Defect(
        id="sim7000-3.2-first-port-listed",
        requirement="SIM7000-3.2-R10",
        sentence="AT+CIPSTATUS lists the server with its port.",
        instead="It is the port of the first server since power-on.",
        kind="repetition",
        change=Change(speaks=first_port_listed),
        probe="""
            given listening-multi 5000
            send AT+CIPSTATUS
            send AT+CIPSERVER=0
            send AT+CIPSERVER=1,5001
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-3.2-data-to-latest-client",
        requirement="SIM7000-3.2-R5",
        sentence="AT+CIPSEND=<n> sends to the client with this number.",
        instead="It goes to the client that came last.",
        kind="two at once",
        change=Change(asks=LATEST_CLIENT.asks, hears=LATEST_CLIENT.hears),
        probe="""
            client TCP
            otherclient TCP
            given listening-multi 5000
            client connects 5000
            otherclient connects 5000
            send AT+CIPQSEND=1
            send AT+CIPSEND=0
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
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
    Defect(
        id="sim7000-6.3-no-limit-behind-number",
        requirement="SIM7000-6.3-X1",
        sentence="A length above the greatest is answered ERROR.",
        instead="Behind a connection number it is taken.",
        kind="one at a time",
        change=Change(commands=(cipsend(multi=unlimited),)),
        probe="""
            server TCP
            given connected-multi server 0
            send AT+CIPSEND=0,1461
        """,
    ),
    Defect(
        id="sim7000-6.3-first-connection-told",
        requirement="SIM7000-6.3-R2",
        sentence="AT+CIPSEND? tells the greatest length for every connection that is up.",
        instead="It tells that of connection 0 only.",
        kind="two at once",
        change=Change(speaks=lambda: first_length_only),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPSEND?
        """,
    ),
    Defect(
        id="sim7000-6.3-ctrl-z-counted",
        requirement="SIM7000-6.3-L1",
        sentence="Up to 1460 bytes can be sent at once.",
        instead="The Ctrl-Z counts: 1460 bytes before it are answered ERROR.",
        kind="binary",
        change=Change(commands=(cipsend(ctrl_z_counted, ctrl_z_counted),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type <1460 bytes><Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-6.4-third-unconfirmed-refused",
        requirement="SIM7000-6.4-R3",
        sentence="In quick sending mode there can be one AT+CIPSEND after the other.",
        instead="With two that the server has not acknowledged the third is refused.",
        kind="timing",
        change=Change(commands=(cipsend(third_unconfirmed_refused, third_unconfirmed_refused),)),
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
        """,
    ),
    Defect(
        id="sim7000-6.4-accepted-in-total",
        requirement="SIM7000-6.4-R4",
        sentence="DATA ACCEPT tells how many bytes have been typed.",
        instead="It tells how many have been since power-on.",
        kind="repetition",
        change=Change(speaks=accepted_in_total),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type three<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-6.4-confirmed-all-the-same",
        requirement="SIM7000-6.4-R2",
        sentence="In quick sending mode DATA ACCEPT is reported and SEND OK is not.",
        instead="From the second sending on SEND OK follows a little later.",
        kind="repetition",
        change=Change(speaks=confirmed_all_the_same),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type two<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7000-6.5-amounts-of-earlier-connections",
        requirement="SIM7000-6.5-R2",
        sentence="AT+CIPACK tells the amounts of the connection.",
        instead="They go on from those of the connection before.",
        kind="repetition",
        change=Change(speaks=amounts_of_earlier_connections),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPACK
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPACK
        """,
    ),
    Defect(
        id="sim7000-6.5-amount-of-lowest",
        requirement="SIM7000-6.5-R3",
        sentence="AT+CIPACK=<n> tells the amounts of connection n.",
        instead="They are those of the lowest connection that is up.",
        kind="two at once",
        change=Change(commands=(Command("+CIPACK", test=(), write=amount_of_lowest, execute=sending.amount_execute),)),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPSEND=1
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPACK=1
        """,
    ),
    Defect(
        id="sim7000-7.1-line-ends-counted-once",
        requirement="SIM7000-7.1-C1",
        sentence="The IP head tells the length of the data.",
        instead="Each CR LF in it counts as one byte.",
        kind="binary",
        change=Change(speaks=lambda: line_ends_counted_once),
        probe="""
            server TCP
            given connected server
            send AT+CIPHEAD=1
            server sends one<CR><LF>two<CR><LF>
        """,
    ),
    Defect(
        id="sim7000-7.1-first-protocol-shown",
        requirement="SIM7000-7.1-C3",
        sentence="AT+CIPSHOWTP shows the protocol in the IP head.",
        instead="It shows that of the first connection, after it too.",
        kind="repetition",
        change=Change(speaks=first_protocol_shown),
        probe="""
            server TCP
            second UDP
            given connected server
            send AT+CIPHEAD=1
            send AT+CIPSHOWTP=1
            server sends one
            send AT+CIPCLOSE
            send AT+CIPSTART="UDP","{second.ip}","{second.port}"
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            second sends two
        """,
    ),
    Defect(
        id="sim7000-7.2-one-connection-notified",
        requirement="SIM7000-7.2-R3",
        sentence="In multi connection mode each connection has its data to fetch.",
        instead="While data of one waits, no other one is reported.",
        kind="two at once",
        change=Change(speaks=one_connection_notified),
        probe="""
            server TCP
            second TCP
            send AT+CIPRXGET=1
            send AT+CIPMUX=1
            send AT+CSTT="CMNET"
            send AT+CIICR
            send AT+CIFSR
            send AT+CIPSTART=0,"TCP","{server.ip}","{server.port}"
            send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
            server sends one
            second sends two
        """,
    ),
    Defect(
        id="sim7000-7.2-left-before",
        requirement="SIM7000-7.2-R4",
        sentence="The answer to a fetch tells how much is left.",
        instead="While anything is left it tells how much there was before.",
        kind="repetition",
        change=Change(speaks=lambda: left_before),
        probe="""
            server TCP
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends hello world
            send AT+CIPRXGET=2,4
            send AT+CIPRXGET=2,4
            send AT+CIPRXGET=2,4
        """,
    ),
    Defect(
        id="sim7000-7.2-fetched-up-to-nul",
        requirement="SIM7000-7.2-C1",
        sentence="Mode 2 gives the data as it is.",
        instead="It gives it up to the first 0x00, and tells the length of all.",
        kind="binary",
        change=Change(speaks=lambda: fetched_up_to_nul),
        probe="""
            server TCP
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends one<0x00>two
            send AT+CIPRXGET=2,100
        """,
    ),
    Defect(
        id="sim7000-7.2-digits-without-zero",
        requirement="SIM7000-7.2-R5",
        sentence="Mode 3 gives two digits for each byte.",
        instead="A byte below 0x10 gets one.",
        kind="binary",
        change=Change(speaks=lambda: digits_without_zero),
        probe="""
            server TCP
            send AT+CIPRXGET=1
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server sends a<0x0D><0x0A><0x1A><0xFF>
            send AT+CIPRXGET=3,100
        """,
    ),
    Defect(
        id="sim7000-8-closed-for-good",
        requirement="SIM7000-8-S35",
        sentence="With the connection up the state is CONNECT OK.",
        instead="With a connection that was opened behind another it is still TCP CLOSED.",
        kind="repetition",
        change=Change(
            speaks=after(rb"^\r\n(CLOSED|CLOSE OK)\r\n", rb"STATE: CONNECT OK", b"STATE: TCP CLOSED", rb"^\r\nSHUT OK")
        ),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-8-processing-ends-with-first",
        requirement="SIM7000-8-S34",
        sentence="The state is IP PROCESSING while there are connections.",
        instead="With the first one that the host closes it is IP STATUS, whatever others there are.",
        kind="two at once",
        change=Change(
            speaks=after(rb"^\r\n\d, CLOSE OK\r\n", rb"STATE: IP PROCESSING", b"STATE: IP STATUS", rb"^AT\+CIPSTART=")
        ),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPCLOSE=0
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-8-deactivation-unseen-when-closed",
        requirement="SIM7000-8-S15",
        sentence="Detaching leads to PDP DEACT from every state with a context.",
        instead="From TCP CLOSED it does not.",
        kind="one at a time",
        change=Change(
            speaks=after(
                rb"^\r\n(CLOSED|CLOSE OK)\r\n", rb"STATE: PDP DEACT", b"STATE: TCP CLOSED", rb"^AT\+CIPS(TART=|HUT)"
            )
        ),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CGATT=0
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-9-early-once-used",
        requirement="SIM7000-9-T1",
        sentence="In slow closing CLOSE OK comes when the server has taken part.",
        instead="On a connection that has sent data it comes at once.",
        kind="timing",
        change=Change(commands=(Command("+CIPCLOSE", test=(), write=early_close_form, execute=early_close_alone),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPCLOSE
        """,
    ),
    Defect(
        id="sim7000-9-quick-late",
        requirement="SIM7000-9-T2",
        sentence="In quick closing CLOSE OK comes at once.",
        instead="It comes three seconds later.",
        kind="timing",
        change=Change(speaks=quick_close_late),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE=1
            wait 2
        """,
    ),
    Defect(
        id="sim7000-9-number-and-mode-exchanged",
        requirement="SIM7000-9-R3",
        sentence="In multi connection mode the number stands before the mode.",
        instead="With both given the second is taken for the number.",
        kind="two at once",
        change=Change(commands=(Command("+CIPCLOSE", test=(), write=exchanged_form, execute=closing.close_execute),)),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPCLOSE=0,1
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-9-context-given-up-too",
        requirement="SIM7000-9-R4",
        sentence="AT+CIPCLOSE leaves the context active.",
        instead="The second one takes it down, untold: the next connection fails.",
        kind="repetition",
        change=Change(asks=CONTEXT_GIVEN_UP.asks, hears=CONTEXT_GIVEN_UP.hears),
        probe="""
            server TCP
            given connected server
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-10-carrier-fails",
        requirement="SIM7000-10-R2",
        sentence="DCD is low as long as there is a connection.",
        instead="It goes high for 50 ms, soon after CONNECT.",
        kind="timing",
        change=Change(drives=carrier_fails),
        probe="""
            server TCP
            given data-mode server
            wait 2
        """,
    ),
    Defect(
        id="sim7000-10-carrier-ends-late",
        requirement="SIM7000-10-R3",
        sentence="DCD goes high whenever the connection is dropped.",
        instead="From the second time on it goes high two seconds later.",
        kind="timing",
        change=Change(drives=carrier_ends_late),
        probe="""
            server TCP
            given data-mode server
            server closes
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            server closes
        """,
    ),
    Defect(
        id="sim7000-10-state-before",
        requirement="SIM7000-10-R1",
        sentence="AT+CIPSTATUS tells the present state.",
        instead="It tells the one that it found the time before.",
        kind="repetition",
        change=Change(speaks=state_before),
        probe="""
            server TCP
            given ip-status
            send AT+CIPSTATUS
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
            send AT+CIPSTATUS
        """,
    ),
    Defect(
        id="sim7000-11-drops-all-but-one",
        requirement="SIM7000-11-R1",
        sentence="The module sleeps with its connections kept.",
        instead="It drops all but the one with the lowest number when it falls asleep.",
        kind="two at once",
        change=Change(parts={Sleep: SleepsWithOneConnection}),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"
            send AT+CSCLK=1
            line DTR high
            wait 4
            second sends hello
        """,
    ),
    Defect(
        id="sim7000-11-sleeps-once",
        requirement="SIM7000-11-R3",
        sentence="The module sleeps when DTR is high and nothing is going on.",
        instead="Woken once, it does not sleep again.",
        kind="repetition",
        change=Change(parts={Sleep: SleepsOnce}),
        probe="""
            send AT+CSCLK=1
            line DTR high
            wait 4
            line DTR low
            wait 1
            line DTR high
            wait 4
            send AT
        """,
    ),
    Defect(
        id="sim7000-11-second-line-wakes",
        requirement="SIM7000-11-R4",
        sentence="Asleep, the module answers no commands.",
        instead="The second line that is typed is answered.",
        kind="repetition",
        change=Change(parts={Sleep: WokenBySecondLine}),
        probe="""
            send AT+CSCLK=1
            line DTR high
            wait 4
            send AT
            send AT
        """,
    ),
    Defect(
        id="sim7000-11-data-opens-port",
        requirement="SIM7000-11-R7",
        sentence="Woken by data, the module answers no commands until DTR has been low.",
        instead="It does.",
        kind="timing",
        change=Change(parts={Sleep: WokenByData}),
        probe="""
            server TCP
            given connected server
            network round-trip 6000000
            send AT+CSCLK=1
            line DTR high
            wait 4
            server sends hello
            wait 1.2
            send AT
        """,
    ),
    Defect(
        id="sim7000-11-wakes-late",
        requirement="SIM7000-11-T1",
        sentence="DTR low for 50 ms or more opens the serial port again.",
        instead="It takes 80 ms.",
        kind="timing",
        change=Change(figures={"wake_dtr": 80 * MS}),
        probe="""
            send AT+CSCLK=1
            line DTR high
            wait 4
            line DTR low
            wait 0.06
            line DTR high
            wait 0.1
            send AT
        """,
    ),
    Defect(
        id="sim7000-12-no-connection-since-loss",
        requirement="SIM7000-12-X1",
        sentence="After an error the connection can be closed and started again.",
        instead="Once one was lost no connection comes up any more, until the context is shut and brought up anew.",
        kind="repetition",
        change=Change(hears=no_connection_since_loss),
        probe="""
            server TCP
            given connected server
            server resets
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim7000-12-no-context-since-loss",
        requirement="SIM7000-12-X2",
        sentence="After AT+CIPSHUT the connection can be started again.",
        instead="Once a context was taken away none comes up any more, until the module is reset.",
        kind="repetition",
        change=Change(hears=no_context_since_loss),
        probe="""
            server TCP
            given connected server
            network withdraw-context
            send AT+CIPSHUT
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
)
