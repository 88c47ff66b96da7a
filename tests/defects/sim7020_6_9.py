"""SIM7020 notes, 6.9 to 6.9.3: sending."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import SECOND
from atconform.emulator.cip.parameters import QUICK_SEND, TIMED_SEND
from atconform.emulator.cip.stack import refuse, stack
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7020_6 import (
    command,
    knowing,
    pieces,
)
from tests.defects.seams import Change, Line


def told(state: str, instead: str, **which) -> Change:
    """Tell a state as another one."""
    return Change(lines=(Line(f"STATE: {state}", f"STATE: {instead}", **which),))


AMOUNTS = rb"\+CIPACK: (\d+),(\d+),(\d+)"


def confirmed_as_asked_before():
    """Tell as confirmed what was confirmed when it was asked before, unless that is the first time."""
    before = None

    def amounts(found):
        nonlocal before
        sent, confirmed = int(found[1]), int(found[2])
        shown, before = min(sent, confirmed if before is None else before), confirmed
        return b"+CIPACK: %d,%d,%d" % (sent, shown, sent - shown)

    return lambda piece: (re.sub(AMOUNTS, amounts, piece),)


def length_kept():
    """End an entry without a length where the last one with a length ended."""
    length, left = 0, None

    def listen(data):
        nonlocal length, left
        if found := re.search(rb"AT\+CIPSEND=(\d+)\r$", data):
            length, left = int(found[1]), None
        elif re.search(rb"AT\+CIPSEND\r$", data):
            left = length or None
        elif left is not None:
            entry, rest = data[:left], data[left:]
            left -= len(entry)
            if not left:
                left = None
                return entry + b"\x1a" + rest.partition(b"\x1a")[2]
        return data

    return listen


def line_feeds_lost():
    """Lose the LF behind a CR in an entry of fixed length."""
    within = False

    def listen(data):
        nonlocal within
        if re.search(rb"AT\+[A-Z]+[^\r]*\r$", data):
            within = re.search(rb"AT\+CIPSEND=(?:\d,)?\d+\r$", data) is not None
            return data
        return data.replace(b"\r\n", b"\r") if within else data

    return listen


def end_mark_wanted_again():
    """Hold the last byte of an entry of fixed length back until Ctrl-Z comes, from the second such entry on."""
    entries, left, held = 0, None, b""

    def listen(data):
        nonlocal entries, left, held
        if found := re.search(rb"AT\+CIPSEND=(?:\d,)?(\d+)\r$", data):
            entries += 1
            left, held = (int(found[1]) if entries > 1 else None), b""
        elif re.search(rb"AT\+[A-Z]+[^\r]*\r$", data):
            left, held = None, b""
        elif held and data == b"\x1a":
            data, held = held, b""
        elif left is not None and not held:
            left -= len(data)
            if left <= 0:
                data, held, left = data[:-1], data[-1:], None
        return data

    return listen


def number_and_length_swapped(host):
    """Send an entry of fixed length on the connection whose number is the length, if there is one."""
    links = {}

    def ask(request):
        if isinstance(request, net.Connect):
            links[host.number()] = request.link
        found = re.fullmatch(rb"AT\+CIPSEND=\d,(\d+)", host.command)
        if isinstance(request, net.Send) and found and int(found[1]) in links:
            return (replace(request, link=links[int(found[1])]),)
        return (request,)

    return ask


def timer_runs_once(usual, module, *values):
    """Forget, once an entry has begun, that entries are ended by time."""
    reply = usual(module, *values)
    module.settings[TIMED_SEND] = (0, module.settings[TIMED_SEND][1])
    return reply


def first_time_kept(usual, module, on, seconds):
    """Keep the time that was set first."""
    known = module.settings[TIMED_SEND][1]
    return usual(module, on, known or seconds)


def timed_goes_to_first(host):
    """Send what is ended by time on the connection that was made first."""
    first = None

    def ask(request):
        nonlocal first
        if isinstance(request, net.Connect) and first is None:
            first = request.link
        by_time = not host.typed.endswith(b"\x1a") and re.fullmatch(rb"AT\+CIPSEND=\d", host.command)
        if isinstance(request, net.Send) and first is not None and by_time:
            return (replace(request, link=first),)
        return (request,)

    return ask


def quick_for_good(usual, module, on):
    """Never go back from quick to normal sending."""
    return usual(module, on or module.settings[QUICK_SEND])


def one_unacknowledged(usual, module, *values):
    """Take no data while earlier data is unacknowledged."""
    return refuse(module) if any(c.sendings for c in stack(module).connections) else usual(module, *values)


def accepted_in_all():
    """Tell how much has been accepted in all, and not this time."""
    total = 0

    def respell(piece):
        nonlocal total
        if found := re.fullmatch(rb"\r\nDATA ACCEPT: ((?:\d,)?)(\d+)\r\n", piece):
            total += int(found[2])
            return (b"\r\nDATA ACCEPT: %b%d\r\n" % (found[1], total),)
        return (piece,)

    return respell


def accepted_number_before():
    """Tell the number of the connection that was sent on before."""
    last = b""

    def respell(piece):
        nonlocal last
        if found := re.fullmatch(rb"\r\nDATA ACCEPT: (\d),(\d+)\r\n", piece):
            told, last = last or found[1], found[1]
            return (b"\r\nDATA ACCEPT: %b,%b\r\n" % (told, found[2]),)
        return (piece,)

    return respell


DEFECTS = (
    Defect(
        id="sim7020-6.9-confirmed-as-before",
        requirement="SIM7020EN-6.9-R2",
        sentence="The host can learn how much has been sent and how much has arrived.",
        instead="From the second time on, what had arrived when it was asked before is told.",
        kind="repetition",
        change=Change(speaks=pieces(confirmed_as_asked_before)),
        probe="""
            server TCP
            given connected server
            send AT+CIPACK
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPACK
        """,
    ),
    Defect(
        id="sim7020-6.9.1-length-kept",
        requirement="SIM7020EN-6.9.1-R1",
        sentence="Data can be sent with a fixed length and without one.",
        instead="After a fixed length, an entry without one ends at that length as well.",
        kind="repetition",
        change=Change(listens=length_kept),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=3
            type one
            wait 1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
        """,
    ),
    Defect(
        id="sim7020-6.9.2-line-ends-count-once",
        requirement="SIM7020EN-6.9.2-R1",
        sentence="An entry of fixed length is sent when so many bytes are there.",
        instead="CR LF counts as one byte, and is sent as one.",
        kind="binary",
        change=Change(listens=line_feeds_lost),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=6
            type ab<CR><LF>cd
            wait 2
        """,
    ),
    # Whether Ctrl-Z can be among the data is left open (G31); that none is needed is what the note says.
    Defect(
        id="sim7020-6.9.2-end-mark-wanted-again",
        requirement="SIM7020EN-6.9.2-R2",
        sentence="With a fixed length no Ctrl-Z is needed.",
        instead="From the second such entry on the data waits for one.",
        kind="repetition",
        change=Change(listens=end_mark_wanted_again),
        probe="""
            server TCP
            given connected server
            send AT+CIPSEND=5
            type hello
            wait 2
            send AT+CIPSEND=5
            type hello
            wait 2
        """,
    ),
    Defect(
        id="sim7020-6.9.2-number-and-length-swapped",
        requirement="SIM7020EN-6.9.2-R3",
        sentence="AT+CIPSEND=<n>,<LENGTH> sends so many bytes on connection n.",
        instead="Where the length is the number of a connection too, they go there.",
        kind="two at once",
        change=Change(**knowing(number_and_length_swapped)),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}",{second.port}
            send AT+CIPSEND=0,1
            type x
            wait 1
        """,
    ),
    Defect(
        id="sim7020-6.9.2-timer-runs-once",
        requirement="SIM7020ZH-6.9.2-R1",
        sentence="With a time set by AT+CIPATS every entry is sent when the time has run out.",
        instead="The first one is, the second one waits for Ctrl-Z.",
        kind="repetition",
        change=Change(commands=(command("+CIPSEND", timer_runs_once),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPATS=1,2
            send AT+CIPSEND
            type one
            wait 4
            send AT+CIPSEND
            type two
            wait 4
        """,
    ),
    Defect(
        id="sim7020-6.9.2-timed-goes-to-first",
        requirement="SIM7020ZH-6.9.2-R2",
        sentence="Timed sending works with a connection number too.",
        instead="What the timer ends goes to the connection that was made first.",
        kind="two at once",
        change=Change(**knowing(timed_goes_to_first)),
        probe="""
            server TCP
            second TCP
            given connected-multi server 0
            send AT+CIPSTART=1,"TCP","{second.ip}",{second.port}
            send AT+CIPATS=1,2
            send AT+CIPSEND=1
            type hello
            wait 4
        """,
    ),
    Defect(
        id="sim7020-6.9.2-first-time-kept",
        requirement="SIM7020ZH-6.9.2-T1",
        sentence="An entry is sent when the time of AT+CIPATS has run out.",
        instead="The time that was set first counts, whatever is set later.",
        kind="timing",
        change=Change(commands=(command("+CIPATS", first_time_kept),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPATS=1,2
            send AT+CIPATS=1,6
            send AT+CIPSEND
            type hello
            wait 8
        """,
    ),
    Defect(
        id="sim7020-6.9.3-quick-for-good",
        requirement="SIM7020EN-6.9.3-R1",
        sentence="AT+CIPQSEND chooses between normal and quick sending.",
        instead="Once quick, AT+CIPQSEND=0 is answered and changes nothing.",
        kind="repetition",
        change=Change(commands=(command("+CIPQSEND", quick_for_good),)),
        probe="""
            server TCP
            send AT+CIPQSEND=1
            send AT+CIPQSEND=0
            send AT+CIPQSEND?
        """,
    ),
    Defect(
        id="sim7020-6.9.3-lost-and-confirmed",
        requirement="SIM7020EN-6.9.3-R2",
        sentence="In normal sending SEND OK comes only after the far end's acknowledgement.",
        instead="It comes as well when the connection breaks before.",
        kind="one at a time",
        change=Change(lines=(Line(r"((?:\d,)?)SEND FAIL", r"\1SEND OK"),)),
        probe="""
            server TCP
            given connected server
            server stops acknowledging
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            server resets
        """,
    ),
    Defect(
        id="sim7020-6.9.3-accepted-late",
        requirement="SIM7020EN-6.9.3-R3",
        sentence="In quick sending DATA ACCEPT comes as soon as the data has been taken.",
        instead="It comes four seconds later.",
        kind="timing",
        change=Change(lines=(Line("(DATA ACCEPT: .*)", r"\1", late=4 * SECOND),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 6
        """,
        unseen=(
            "No document says how soon DATA ACCEPT comes (G35): a module that takes as long over every answer is right."
        ),
    ),
    Defect(
        id="sim7020-6.9.3-accepted-in-all",
        requirement="SIM7020ZH-6.9.3-R3",
        sentence="DATA ACCEPT tells the length of the data that was taken.",
        instead="It tells how much has been taken in all.",
        kind="repetition",
        change=Change(speaks=pieces(accepted_in_all)),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPSEND
            type hello<Ctrl-Z>
        """,
    ),
    Defect(
        id="sim7020-6.9.3-one-unacknowledged",
        requirement="SIM7020EN-6.9.3-R4",
        sentence="In quick sending the host can go on without waiting for acknowledgements.",
        instead="AT+CIPSEND is refused while earlier data is unacknowledged.",
        kind="timing",
        change=Change(commands=(command("+CIPSEND", one_unacknowledged),)),
        probe="""
            server TCP
            given connected server
            send AT+CIPQSEND=1
            server stops acknowledging
            send AT+CIPSEND
            type hello<Ctrl-Z>
            wait 1
            send AT+CIPSEND
        """,
    ),
    Defect(
        id="sim7020-6.9.3-accepted-number-before",
        requirement="SIM7020EN-6.9.3-R5",
        sentence="DATA ACCEPT tells the number on which was sent.",
        instead="It tells the number on which was sent before.",
        kind="two at once",
        change=Change(speaks=pieces(accepted_number_before)),
        probe="""
            server TCP
            given connected-multi server 0 1
            send AT+CIPQSEND=1
            send AT+CIPSEND=0
            type one<Ctrl-Z>
            wait 1
            send AT+CIPSEND=1
            type two<Ctrl-Z>
        """,
    ),
)
