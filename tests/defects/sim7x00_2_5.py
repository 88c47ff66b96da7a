"""SIM7X00 note, 2.5 to 2.6."""

from __future__ import annotations

from dataclasses import replace

from atconform.base.units import MS, SECOND
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.dialogue import IFC
from atconform.emulator.core.replies import ok
from atconform.emulator.general import line
from atconform.emulator.general.v250 import DTR_RULE
from atconform.emulator.netopen.datamode import DataMode
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    beyond,
    escape_confirmed,
    is_tcp,
    lost,
)
from tests.defects.seams import Change
from tests.defects.shared_sim7x00_2_4 import LEAVE

# --- 2.5 ---


class DisturbedByFarEnd(DataMode):
    """Measures the silence from what the far end has sent as well."""

    def put_out(self, data):
        super().put_out(data)
        self._line._detector._last_input = self.module.now


class LeavesOnceByDtr(DataMode):
    """Leaves data mode by DTR once."""

    def __init__(self, module):
        super().__init__(module)
        self._offs = 0

    def line_changed(self, line, *, high):
        self._offs += line == "DTR" and high and self._line.active
        if not (high and self._offs > 1):
            super().line_changed(line, high=high)


class ReturnsOnceByDtr(DataMode):
    """Goes back to data mode by DTR once."""

    def __init__(self, module):
        super().__init__(module)
        self._ons = 0

    def line_changed(self, line, *, high):
        returning = line == "DTR" and not high and self.link is not None and not self._line.active
        self._ons += returning
        if returning and self._ons > 1:
            self._line.dtr_changed(high=high)
        else:
            super().line_changed(line, high=high)


class RemembersDtr(DataMode):
    """Follows DTR for ever after AT&D1."""

    def settings_changed(self):
        if self.module.settings[DTR_RULE] == 1:
            self._once = True

    def line_changed(self, line, *, high):
        settings = self.module.settings
        value = settings[DTR_RULE]
        if getattr(self, "_once", False) and value != 1:
            settings[DTR_RULE] = 1
            super().line_changed(line, high=high)
            settings[DTR_RULE] = value
        else:
            super().line_changed(line, high=high)


def further_plus_signs_unheard():
    """Lose the plus signs behind three of them."""
    run = 0

    def listen(data):
        nonlocal run
        if data.strip(b"+"):
            run = 0
            return data
        taken = data[: max(0, 3 - run)]
        run += len(data)
        return taken

    return listen


FOR_SHOW = Command(
    "+IFC",
    test=("+IFC: (0,2),(0,2)",),
    read=lambda module: line.pair(module, IFC),
    write=form(lambda module, output, input_: ok(), Int(0, 2), Int(0, 2, default=None)),
)


# --- 2.6 ---

RESENDING = (net.Connect, net.Resend, net.Listen)


def resending(**how):
    """Change how is sent again; each field by a function of the whole."""

    def change(request):
        usual = request.resending
        return (replace(request, resending=replace(usual, **{name: by(usual) for name, by in how.items()})),)

    return change


def greatest_wait_stays():
    """Never wait less than was once set."""
    greatest = 0

    def ask(request):
        nonlocal greatest
        if not isinstance(request, RESENDING):
            return (request,)
        greatest = max(greatest, request.resending.least_wait)
        return (replace(request, resending=replace(request.resending, least_wait=greatest)),)

    return ask


SILENT = """
    server TCP
    send AT+NETOPEN
    send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    server stops
    send AT+CIPSEND=0,5
    type hello
"""


TWO_LINKS = """
    server TCP
    second TCP
    send AT+NETOPEN
    send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    send AT+CIPOPEN=1,"TCP","{second.ip}",{second.port}
    second stops
    send AT+CIPSEND=1,5
    type hello
"""


DEFECTS = (
    Defect(
        id="sim7x00-2.5-flow-control-for-show",
        requirement="SIM7X00-2.5-R1",
        sentence="Hardware flow control can be used.",
        instead="It is confirmed, and RTS does not hold the module back.",
        kind="one at a time",
        change=Change(commands=(FOR_SHOW,)),
        probe="""
            server TCP
            send AT+IFC=2,2
            send AT+CIPMODE=1
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            line RTS high
            server sends hello
            line RTS low
            wait 1
        """,
    ),
    Defect(
        id="sim7x00-2.5-four-plus-signs",
        requirement="SIM7X00-2.5-R3",
        sentence="The escape sequence is three plus signs and nothing else.",
        instead="Four are one too: the last is not looked at.",
        kind="binary",
        change=Change(listens=further_plus_signs_unheard),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type ++++
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-short-silence-before",
        requirement="SIM7X00-2.5-T1",
        sentence="More than a second of silence stands before the sequence.",
        instead="Half a second is enough.",
        kind="timing",
        change=Change(figures={"escape.before": 500 * MS}),
        probe="""
            server TCP
            given data-mode server
            type hello
            wait 0.7
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-silence-broken-by-far-end",
        requirement="SIM7X00-2.5-T1",
        sentence="It is the host that has to be silent before the sequence.",
        instead="Data of the far end breaks the silence.",
        kind="timing",
        change=Change(parts={DataMode: DisturbedByFarEnd}),
        probe="""
            server TCP
            given data-mode server
            network round-trip 3900000
            server sends hello
            type +++
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-short-silence-after",
        requirement="SIM7X00-2.5-T2",
        sentence="More than a second of silence stands behind the sequence.",
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
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-long-gap",
        requirement="SIM7X00-2.5-T3",
        sentence="The plus signs follow on each other within 900 ms.",
        instead="A second and a half between them is allowed.",
        kind="timing",
        change=Change(figures={"escape.gap": 1500 * MS}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +
            wait 1.2
            type ++
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-short-gap",
        requirement="SIM7X00-2.5-T3",
        sentence="The plus signs may follow on each other after up to 900 ms.",
        instead="After half a second they are taken for data.",
        kind="timing",
        change=Change(figures={"escape.gap": 500 * MS}),
        probe="""
            server TCP
            given data-mode server
            wait 2
            type +
            wait 0.7
            type ++
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-confirmed-late-second-time",
        requirement="SIM7X00-2.5-T4",
        sentence="After the silence behind the sequence comes OK.",
        instead="From the second time on it comes only after half a minute.",
        kind="timing",
        change=Change(speaks=escape_confirmed(lambda piece: ((30 * SECOND, piece),), spared=1)),
        probe=f"""
            server TCP
            given data-mode server
            {LEAVE}
            send ATO
            {LEAVE}
        """,
    ),
    Defect(
        id="sim7x00-2.5-dtr-leaves-once",
        requirement="SIM7X00-2.5-R4",
        sentence="With AT&D1, DTR leads out of data mode.",
        instead="It does so once.",
        kind="repetition",
        change=Change(parts={DataMode: LeavesOnceByDtr}),
        probe="""
            server TCP
            send AT&D1
            send AT+CIPMODE=1
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 2
            line DTR high
            wait 2
            send ATO
            line DTR low
            wait 2
            line DTR high
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-dtr-followed-for-ever",
        requirement="SIM7X00-2.5-R5",
        sentence="DTR leads out of data mode only after AT&D1.",
        instead="It still does so when AT&D0 has followed on AT&D1.",
        kind="repetition",
        change=Change(parts={DataMode: RemembersDtr}),
        probe="""
            server TCP
            send AT&D1
            send AT&D0
            send AT+CIPMODE=1
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 2
            line DTR high
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.5-dtr-returns-once",
        requirement="SIM7X00-2.5-S1",
        sentence="With AT&D1, DTR leads back to data mode.",
        instead="It does so once.",
        kind="repetition",
        change=Change(parts={DataMode: ReturnsOnceByDtr}),
        probe="""
            server TCP
            send AT&D1
            send AT+CIPMODE=1
            send AT+NETOPEN
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 2
            line DTR high
            wait 2
            line DTR low
            wait 2
            line DTR high
            wait 2
            line DTR low
            wait 2
        """,
    ),
    Defect(
        id="sim7x00-2.6-second-link-not-sent-again",
        requirement="SIM7X00-2.6-R2",
        sentence="What is not acknowledged in time is sent again.",
        instead="On a second link it is not.",
        kind="two at once",
        change=Change(asks=beyond(net.Connect, resending(retries=lambda _: 0), spared=1, when=is_tcp)),
        probe=f"""
            {TWO_LINKS}
            wait 10
        """,
    ),
    Defect(
        id="sim7x00-2.6-two-and-a-half-minutes",
        requirement="SIM7X00-2.6-T2",
        sentence="A packet is given up two minutes after it was sent first.",
        instead="It takes two minutes and a half.",
        kind="timing",
        change=Change(figures={"netopen.longest_trying": 150 * SECOND}),
        probe=f"""
            {SILENT}
            wait 160
        """,
    ),
    Defect(
        id="sim7x00-2.6-round-trip-not-measured",
        requirement="SIM7X00-2.6-R3",
        sentence="The wait is measured by the round trip.",
        instead="It begins at 3 s whatever the round trip.",
        kind="timing",
        change=Change(asks=beyond(RESENDING, resending(by_round_trip=lambda _: False))),
        probe=f"""
            {SILENT}
            wait 30
        """,
    ),
    Defect(
        id="sim7x00-2.6-four-times-by-default",
        requirement="SIM7X00-2.6-T3",
        sentence="With a round trip of 3 s a packet is sent again five times in the two minutes.",
        instead="After four times it is given up.",
        kind="timing",
        change=Change(asks=beyond(RESENDING, resending(retries=lambda usual: min(usual.retries, 4)))),
        probe="""
            server TCP
            given connected-link server 0
            network round-trip 3000000
            send AT+CIPSEND=0,5
            type hello
            wait 5
            server stops
            send AT+CIPSEND=0,5
            type hello
            wait 130
        """,
    ),
    Defect(
        id="sim7x00-2.6-second-failure-unnoticed",
        requirement="SIM7X00-2.6-X1",
        sentence="A packet that is given up closes its socket.",
        instead="The second time it is given up and the socket stays.",
        kind="repetition",
        change=Change(hears=beyond(net.LinkLost, lost, spared=1, when=lambda event: event.reason == "timeout")),
        probe=f"""
            send AT+CIPCCFG=1
            {SILENT}
            wait 5
            server acknowledges
            send AT+CIPOPEN=0,"TCP","{{server.ip}}",{{server.port}}
            server stops
            send AT+CIPSEND=0,5
            type hello
            wait 5
            send AT+CIPOPEN?
        """,
    ),
    Defect(
        id="sim7x00-2.6-two-minutes-not-stopped",
        requirement="SIM7X00-2.6-R4",
        sentence="With the acknowledgement the packet is sent, and the socket stays.",
        instead="The two minutes run on, and the link is closed at their end.",
        kind="timing",
        change=Change(
            hears=beyond(
                net.Acknowledged, lambda event: (event, (120 * SECOND, net.LinkLost(event.link, "timeout"))), times=1
            )
        ),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSEND=0,5
            type hello
            wait 125
        """,
    ),
    Defect(
        id="sim7x00-2.6-once-too-often",
        requirement="SIM7X00-2.6-L1",
        sentence="With 3 as the first parameter a packet is sent again three times.",
        instead="It is sent again four times.",
        kind="one at a time",
        change=Change(asks=beyond(RESENDING, resending(retries=lambda usual: usual.retries + (usual.retries < 10)))),
        probe=f"""
            send AT+CIPCCFG=3
            {SILENT}
            wait 20
        """,
    ),
    Defect(
        id="sim7x00-2.6-limit-for-own-links",
        requirement="SIM7X00-2.6-C1",
        sentence="The first parameter says how often a packet is sent again.",
        instead="It holds for links that the module has opened, not for accepted ones.",
        kind="two at once",
        change=Change(asks=beyond(net.Listen, resending(retries=lambda _: 10))),
        probe="""
            client TCP
            send AT+CIPCCFG=1
            send AT+NETOPEN
            send AT+SERVERSTART=8080,0
            client connects 8080
            client stops
            send AT+CIPSEND=0,5
            type hello
            wait 10
        """,
    ),
    Defect(
        id="sim7x00-2.6-limit-for-first-link",
        requirement="SIM7X00-2.6-T4",
        sentence="With 3 as the first parameter the fourth wait is the last.",
        instead="On a second link there is no such limit.",
        kind="two at once",
        change=Change(asks=beyond(net.Connect, resending(retries=lambda _: 10), spared=1, when=is_tcp)),
        probe=f"""
            send AT+CIPCCFG=3
            {TWO_LINKS}
            wait 20
        """,
    ),
    Defect(
        id="sim7x00-2.6-least-wait-stays",
        requirement="SIM7X00-2.6-C2",
        sentence="The seventh parameter is the shortest wait.",
        instead="It can be made longer, and not shorter again.",
        kind="repetition",
        change=Change(asks=greatest_wait_stays),
        probe="""
            given network-open
            send AT+CIPCCFG=,,,,,,10000
            server TCP
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            send AT+CIPCLOSE=0
            send AT+CIPCCFG=,,,,,,500
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            server stops
            send AT+CIPSEND=0,5
            type hello
            wait 10
        """,
    ),
    Defect(
        id="sim7x00-2.6-least-wait-of-first-link",
        requirement="SIM7X00-2.6-T5",
        sentence="No wait is shorter than the seventh parameter says.",
        instead="On a second link it is.",
        kind="two at once",
        change=Change(asks=beyond(net.Connect, resending(least_wait=lambda _: 500 * MS), spared=1, when=is_tcp)),
        probe=f"""
            send AT+CIPCCFG=,,,,,,10000
            {TWO_LINKS}
            wait 20
        """,
    ),
    Defect(
        id="sim7x00-2.6-least-wait-a-tenth",
        requirement="SIM7X00-2.6-T6",
        sentence="With 10000 as the seventh parameter the first wait is of 10 s.",
        instead="Five digits are cut to four: it is of 1 s.",
        kind="timing",
        change=Change(
            asks=beyond(
                RESENDING,
                resending(least_wait=lambda usual: usual.least_wait // (10 if usual.least_wait >= 10 * SECOND else 1)),
            )
        ),
        probe=f"""
            send AT+CIPCCFG=,,,,,,10000
            {SILENT}
            wait 20
        """,
    ),
    Defect(
        id="sim7x00-2.6-one-of-two-parameters",
        requirement="SIM7X00-2.6-R5",
        sentence="The two parameters can be used together.",
        instead="With the first one the seventh is forgotten.",
        kind="one at a time",
        change=Change(
            asks=beyond(
                RESENDING,
                resending(least_wait=lambda usual: usual.least_wait if usual.retries == 10 else 500 * MS),
            )
        ),
        probe=f"""
            send AT+CIPCCFG=3,,,,,,10000
            {SILENT}
            wait 50
        """,
    ),
)
