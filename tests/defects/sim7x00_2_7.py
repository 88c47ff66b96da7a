"""SIM7X00 note, 2.7 to 2.9."""

from __future__ import annotations

from dataclasses import replace

from atconform.base.units import SECOND
from atconform.emulator.core.command import Command, Int, form
from atconform.emulator.core.replies import ok
from atconform.emulator.netopen import dormancy
from atconform.emulator.netopen.activation import Network
from atconform.emulator.netopen.dormancy import FIN_WHEN_DORMANT, Dormancy
from atconform.emulator.netopen.figures import Figures
from atconform.emulator.netopen.parameters import TIMEOUTS, NameQueries, Timeouts
from atconform.protocol import network as net
from tests.defects.defect import Defect
from tests.defects.filters_sim7x00 import (
    answered,
    beyond,
    is_tcp,
    refused,
    with_fields,
)
from tests.defects.seams import Change, Line

# --- 2.7, 2.8 ---


class LimitForOneOpening(Network):
    """Forgets the longest time of an opening with the opening."""

    def bring_up(self):
        super().bring_up()
        self.module.settings[TIMEOUTS] = self.module.settings[TIMEOUTS]._replace(network=120_000)


def set_swapped(module, opening, connecting, sending):
    """AT+CIPTIMEOUT=: the first two for each other."""
    module.settings[TIMEOUTS] = Timeouts(connecting, opening, sending)
    return ok()


def read_swapped(module):
    """AT+CIPTIMEOUT?: as they were set."""
    connecting, opening, sending = module.settings[TIMEOUTS]
    return ok(f"+CIPTIMEOUT: {opening},{connecting},{sending}")


SWAPPED = Command("+CIPTIMEOUT", read=read_swapped, write=form(set_swapped, *(Int(3_000, 120_000) for _ in range(3))))


def counter_of_all_names():
    """Give a name up with its first query where another name was not answered before."""
    unanswered = set()

    def hear(event):
        if not isinstance(event, net.ResolveFailed) or event.answered:
            return (event,)
        others = unanswered - {event.name}
        unanswered.add(event.name)
        return (replace(event, answered=bool(others)),)

    return hear


NAMELESS = """
    given network-open
    network silence-name-servers
"""


# --- 2.9, 2.10 ---


class AnnouncesOnce(Dormancy):
    """Tells the far end of the first close only."""

    def __init__(self, module):
        super().__init__(module)
        self._closes = 0

    @property
    def closes_silently(self):
        self._closes += 1
        dormant = self.module.now - self._last_data >= self.module.figures[Figures].dormant_after
        return super().closes_silently or (dormant and self._closes > 1)


class ForOneStart(Dormancy):
    """Reads what was set, and takes it away."""

    def __init__(self, module):
        super().__init__(module)
        module.memory.at_once.pop("net.fin_when_dormant", None)


class AtOnce(Dormancy):
    """Follows what was set without a start in between."""

    @property
    def closes_silently(self):
        self._fin_when_dormant = self.module.settings[FIN_WHEN_DORMANT] == dormancy.YES
        return super().closes_silently


DORMANT = """
    send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
    wait 40
    send AT+CIPCLOSE=0
"""


FIN_SET = """
    send AT+CNVW=1341,0,"01"
    power
    wait 5
"""


DEFECTS = (
    Defect(
        id="sim7x00-2.7-first-two-swapped",
        requirement="SIM7X00-2.7-C1",
        sentence="The first time is for opening the network, the second for connecting.",
        instead="They are taken for each other.",
        kind="timing",
        change=Change(commands=(SWAPPED,)),
        probe="""
            send AT+CIPTIMEOUT=5000,20000,20000
            network delay-context 60000000
            send AT+NETOPEN
            wait 25
        """,
    ),
    Defect(
        id="sim7x00-2.7-times-set-once",
        requirement="SIM7X00-2.7-E1",
        sentence="The times can be set, with blanks behind the commas.",
        instead="The second time the answer is ERROR.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPTIMEOUT=.*", refused, spared=1)),
        probe="""
            send AT+CIPTIMEOUT=40000, 30000, 25000
            send AT+CIPTIMEOUT=40000, 30000, 25000
        """,
    ),
    Defect(
        id="sim7x00-2.7-limit-for-one-opening",
        requirement="SIM7X00-2.7-T1",
        sentence="Opening the network takes no longer than the first time says.",
        instead="This holds for one opening; the next one takes two minutes.",
        kind="repetition",
        change=Change(parts={Network: LimitForOneOpening}),
        probe="""
            send AT+CIPTIMEOUT=5000,20000,20000
            network delay-context 60000000
            send AT+NETOPEN
            wait 6
            network delay-context 60000000
            send AT+NETOPEN
            wait 6
        """,
    ),
    Defect(
        id="sim7x00-2.7-limit-for-one-connection",
        requirement="SIM7X00-2.7-T2",
        sentence="Connecting takes no longer than the second time says.",
        instead="From the second connection on it takes as long as the network lets it.",
        kind="repetition",
        change=Change(asks=beyond(net.Connect, with_fields(timeout=None), spared=1, when=is_tcp)),
        probe="""
            server TCP
            given network-open
            server stops
            send AT+CIPTIMEOUT=20000,5000,20000
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 6
            send AT+CIPOPEN=0,"TCP","{server.ip}",{server.port}
            wait 20
        """,
    ),
    Defect(
        id="sim7x00-2.7-failure-told-late",
        requirement="SIM7X00-2.7-T3",
        sentence="Sending fails no later than the third time says.",
        instead="That it has failed is told ten seconds later.",
        kind="timing",
        change=Change(lines=(Line(r"(\+CIPSEND: \d,\d+,0|\+IPCLOSE: \d,2)", r"\1", late=10 * SECOND),)),
        probe="""
            server TCP
            given connected-link server 0
            send AT+CIPSENDMODE=1
            send AT+CIPTIMEOUT=20000,20000,5000
            server stops
            send AT+CIPSEND=0,5
            type hello
            wait 20
        """,
    ),
    Defect(
        id="sim7x00-2.8-times-set-once",
        requirement="SIM7X00-2.8-E1",
        sentence="The limits of queries can be set, with a blank before the last.",
        instead="The second time the answer is ERROR.",
        kind="repetition",
        change=Change(speaks=answered(r"AT\+CIPDNSSET=.*", refused, spared=1)),
        probe="""
            send AT+CIPDNSSET=0,30000, 5
            send AT+CIPDNSSET=0,30000, 5
        """,
    ),
    Defect(
        id="sim7x00-2.8-waits-grow-by-three-seconds",
        requirement="SIM7X00-2.8-T1",
        sentence="With each query for a name the wait grows by a second, and longer it may not be.",
        instead="Each wait is three seconds longer than the one before.",
        kind="timing",
        change=Change(figures={"netopen.query_longer": 3 * SECOND}),
        probe=f"""
            {NAMELESS}
            send AT+CIPDNSSET=0,30000,5
            send AT+CDNSGIP="www.sim.com"
            wait 70
        """,
    ),
    Defect(
        id="sim7x00-2.8-counter-of-all-names",
        requirement="SIM7X00-2.8-R2",
        sentence="A query that is not answered is sent again.",
        instead="For the second name it is not: the counter has not been reset.",
        kind="repetition",
        change=Change(hears=counter_of_all_names),
        probe=f"""
            {NAMELESS}
            send AT+CIPDNSSET=0,30000,1
            send AT+CDNSGIP="www.sim.com"
            wait 10
            send AT+CDNSGIP="www.baidu.com"
            wait 10
        """,
    ),
    Defect(
        id="sim7x00-2.8-short-by-default",
        requirement="SIM7X00-2.8-R3",
        sentence="By default a query may take longer than with the limits that are recommended.",
        instead="By default it is sent once and then given up.",
        kind="timing",
        change=Change(defaults={"net.names": NameQueries(0, 3_000, 0)}),
        probe=f"""
            {NAMELESS}
            send AT+CDNSGIP="www.sim.com"
            wait 100
        """,
    ),
    Defect(
        id="sim7x00-2.8-longer-than-recommended",
        requirement="SIM7X00-2.8-T2",
        sentence="With the limits that are recommended a query fails within 63 s.",
        instead="Each wait is twelve seconds longer than the one before, and it takes three minutes.",
        kind="timing",
        change=Change(figures={"netopen.query_longer": 12 * SECOND}),
        probe=f"""
            {NAMELESS}
            send AT+CIPDNSSET=0,30000,5
            send AT+CDNSGIP="www.sim.com"
            wait 70
        """,
    ),
    Defect(
        id="sim7x00-2.9-second-close-with-fin",
        requirement="SIM7X00-2.9-R1",
        sentence="While the network is dormant the far end is not told of a close.",
        instead="From the second time on it is.",
        kind="repetition",
        change=Change(
            asks=beyond(net.Close, with_fields(silently=False), spared=1, when=lambda request: request.silently)
        ),
        probe=f"""
            server TCP
            given network-open
            {DORMANT}
            {DORMANT}
        """,
    ),
    Defect(
        id="sim7x00-2.9-item-written-once",
        requirement="SIM7X00-2.9-E1",
        sentence="The item of the memory can be written.",
        instead="Where it has its value already, the answer is ERROR.",
        kind="repetition",
        change=Change(speaks=answered(r'AT\+CNVW=1341,0,"01"', refused, spared=1)),
        probe="""
            send AT+CNVW=1341,0,"01"
            send AT+CNVW=1341,0,"01"
        """,
    ),
    Defect(
        id="sim7x00-2.9-one-fin",
        requirement="SIM7X00-2.9-R2",
        sentence="With the item set, the far end is told of a close although the network is dormant.",
        instead="It is told of the first close only.",
        kind="repetition",
        change=Change(parts={Dormancy: AnnouncesOnce}),
        probe=f"""
            server TCP
            {FIN_SET}
            send AT+NETOPEN
            {DORMANT}
            {DORMANT}
        """,
    ),
    Defect(
        id="sim7x00-2.9-for-one-start",
        requirement="SIM7X00-2.9-R3",
        sentence="The item needs to be written once.",
        instead="It is forgotten with the second start behind it.",
        kind="repetition",
        change=Change(parts={Dormancy: ForOneStart}),
        probe=f"""
            server TCP
            {FIN_SET}
            power
            wait 5
            send AT+NETOPEN
            {DORMANT}
        """,
    ),
    Defect(
        id="sim7x00-2.9-at-once",
        requirement="SIM7X00-2.9-R4",
        sentence="What was written takes effect with the next power cycle.",
        instead="It takes effect at once.",
        kind="timing",
        change=Change(parts={Dormancy: AtOnce}),
        probe=f"""
            server TCP
            given network-open
            send AT+CNVW=1341,0,"01"
            {DORMANT}
        """,
    ),
)
