"""SIM7000 note, 8 to 11."""

from __future__ import annotations

import re
from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.cip import close as closing
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.replies import text
from atconform.emulator.general.sleep import Sleep
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7000 import Paired, after, echoed
from tests.defects.seams import Change
from tests.defects.shared_sim7000_3 import NOBODYS_PORT


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


DEFECTS = (
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
        unseen="no document has a figure for how soon it comes (G13)",
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
        change=Change(figures={"sleep.wake_dtr": 80 * MS}),
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
)
