"""SIM800 note, 11 to 12."""

from __future__ import annotations

import re

from atconform.base.units import MS
from atconform.emulator.cip.stack import stack
from atconform.emulator.general.sleep import CSCLK, Sleep
from atconform.protocol import network as net
from tests.defects.cip_filters import Firmware, Mishearing, mishears
from tests.defects.defect import Defect
from tests.defects.seams import Change
from tests.defects.shared_sim800_8 import BRING_UP, TWO

# --- 11 ---


class ClosesAsleep(Sleep):
    """Drop all connections when falling asleep."""

    def _fall_asleep(self):
        for connection in stack(self.module).live():
            self.module.ask(net.Close(connection.link, abort=True))
        super()._fall_asleep()


class SleepsAgainstDtr(Sleep):
    """Sleep also with DTR low, once it has been high."""

    been_high = False

    def line_changed(self, line, *, high):
        self.been_high = self.been_high or (line == "DTR" and high)
        super().line_changed(line, high=high)

    def _may_sleep(self):
        return super()._may_sleep() or (self.been_high and self.module.settings[CSCLK] == 1)


class SleepsOnce(Sleep):
    """Fall asleep once and, when woken, never again."""

    slept = False

    def _fall_asleep(self):
        if not self.slept:
            self.slept = True
            super()._fall_asleep()


class Remembers(Sleep):
    """Keep what is typed while asleep, and work on it when woken."""

    typed = b""

    def _heard(self, data):
        self.typed += data

    def _wake(self):
        super()._wake()
        typed, self.typed = self.typed, b""
        self.module.port.receive(typed)


class DeafOnce(Sleep):
    """Take commands in every sleep but the first."""

    slept = 0

    def _fall_asleep(self):
        self.slept += 1
        super()._fall_asleep()
        if self.slept > 1:
            self.module.port.resume()


class Asleep(Firmware):
    """Takes the module for asleep while AT+CSCLK=1 holds and DTR is high."""

    enabled = False
    dtr = False

    def command(self, data):
        if found := re.fullmatch(rb"AT\+CSCLK=(\d)\r", data):
            self.enabled = found[1] == b"1"
        return data

    def sense(self, line, high):
        if line == "DTR":
            self.dtr = high
        return ((0, line, high),)

    @property
    def asleep(self):
        return self.enabled and self.dtr


class SecondDataLost(Asleep):
    """Lose, in each sleep, all data but the first."""

    arrived = 0

    def event(self, event):
        if not isinstance(event, net.Received) or not self.asleep:
            self.arrived = self.arrived if self.asleep else 0
            return (event,)
        self.arrived += 1
        return (event,) if self.arrived == 1 else ()


class OneConnectionWakes(Asleep):
    """Lose, asleep, data of all connections but the first."""

    def event(self, event):
        lost = isinstance(event, net.Received) and self.asleep and event.link != min(self.links.values(), default=0)
        return () if lost else (event,)


class SecondMessageLost(Asleep):
    """Lose all messages that come while asleep but the first."""

    arrived = 0

    def event(self, event):
        if isinstance(event, net.IncomingMessage) and self.asleep:
            self.arrived += 1
            return (event,) if self.arrived == 1 else ()
        return (event,)


class NoCallsBesideConnection(Asleep):
    """Lose calls that come while asleep with a connection."""

    def event(self, event):
        return () if isinstance(event, net.IncomingCall) and self.asleep and self.links else (event,)


class Waking(Sleep):
    """Takes commands again by itself, until DTR changes."""

    woken = False

    def wake_up(self):
        """Take commands again."""
        self.woken = True
        self._wake()

    def line_changed(self, line, *, high):
        self.woken = False
        super().line_changed(line, high=high)

    def _may_sleep(self):
        return super()._may_sleep() and not self.woken


class WokenByData(Waking):
    """Take commands again when data has arrived for the second time."""

    arrived = 0

    def network_event(self, event):
        super().network_event(event)
        if self._asleep and isinstance(event, net.Received):
            self.arrived += 1
            if self.arrived > 1:
                self.wake_up()


class WokenByMessage(Waking):
    """Take commands again when a message has arrived."""

    def network_event(self, event):
        super().network_event(event)
        if self._asleep and isinstance(event, net.IncomingMessage):
            self.wake_up()


class HarderToWake(Sleep):
    """Take half a second of DTR to wake up from the second sleep on."""

    woken = 0

    def line_changed(self, line, *, high):
        super().line_changed(line, high=high)
        if self.woken and self._waking is not None and not high and self._asleep:
            self._waking.cancel()
            self._waking = self.module.after(500 * MS, self._wake)

    def _wake(self):
        self.woken += 1
        super()._wake()


WITH_CONNECTION = """
    server TCP
    given connected server
    send AT+CSCLK=1
    line DTR high
    wait 3
"""


# --- 12 ---


class NoneBehindReset(Mishearing):
    """Refuse a new connection when one has been reset, until the context has been shut."""

    broken = False

    def takes(self, data):
        if data.startswith(b"AT+CIPSHUT"):
            self.broken = False
        return data.replace(b"AT+CIPSTART=", b"AT+CIPSTART=,") if self.broken else data

    def event(self, event):
        self.broken = self.broken or isinstance(event, net.LinkLost)
        return (event,)


class OneErrorForBoth(Mishearing):
    """Refuse to connect a number again, when its connection was reset, while there is another."""

    def __init__(self):
        super().__init__()
        self.broken = set()

    def takes(self, data):
        found = re.match(rb"AT\+CIPSTART=(\d),", data)
        if found and int(found[1]) in self.broken and self.links:
            return data.replace(b"=", b"=9", 1)
        return data

    def event(self, event):
        if isinstance(event, net.LinkLost):
            self.broken.add(self.number_of(event.link))
        return (event,)


class NeverActiveAgain(Mishearing):
    """Refuse to bring up the context when it was lost once."""

    lost = False

    def takes(self, data):
        return b"AT+CIICR=0\r" if self.lost and data == b"AT+CIICR\r" else data

    def event(self, event):
        self.lost = self.lost or (isinstance(event, net.Deactivated) and event.by_network)
        return (event,)


DEFECTS = (
    Defect(
        id="sim800-11-connection-dropped",
        requirement="SIM800-11-R1",
        sentence="The connection is kept in sleep.",
        instead="It is reset when the module falls asleep.",
        kind="one at a time",
        change=Change(parts={Sleep: ClosesAsleep}),
        probe=WITH_CONNECTION,
    ),
    Defect(
        id="sim800-11-enabled-once",
        requirement="SIM800-11-R2",
        sentence="AT+CSCLK=1 lets the module sleep.",
        instead="When it has been set back once, it has no effect any more.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CSCLK=1\r", b"AT+CSCLK=0\r", spared=1)),
        probe="""
            given ready
            send AT+CSCLK=1
            send AT+CSCLK=0
            send AT+CSCLK=1
            line DTR high
            wait 3
            send AT
        """,
    ),
    Defect(
        id="sim800-11-sleeps-against-dtr",
        requirement="SIM800-11-R3",
        sentence="The module sleeps while DTR is high.",
        instead="Once it has been, it sleeps with DTR low as well.",
        kind="repetition",
        change=Change(parts={Sleep: SleepsAgainstDtr}),
        probe="""
            given ready
            send AT+CSCLK=1
            line DTR high
            wait 3
            line DTR low
            wait 3
            send AT
        """,
    ),
    Defect(
        id="sim800-11-sleeps-once",
        requirement="SIM800-11-R3",
        sentence="The module goes to sleep when DTR is high and nothing is going on.",
        instead="It does so once.",
        kind="repetition",
        change=Change(parts={Sleep: SleepsOnce}),
        probe="""
            given ready
            send AT+CSCLK=1
            line DTR high
            wait 3
            line DTR low
            wait 1
            line DTR high
            wait 3
            send AT
        """,
    ),
    Defect(
        id="sim800-11-remembers",
        requirement="SIM800-11-R4",
        sentence="Asleep, the serial port does not work.",
        instead="What is sent is kept, and answered when the module has been woken.",
        kind="timing",
        change=Change(parts={Sleep: Remembers}),
        probe=WITH_CONNECTION + "send AT\nline DTR low\nwait 1",
    ),
    Defect(
        id="sim800-11-deaf-once",
        requirement="SIM800-11-R4",
        sentence="Asleep, commands are not answered.",
        instead="From the second sleep on they are.",
        kind="repetition",
        change=Change(parts={Sleep: DeafOnce}),
        probe=WITH_CONNECTION + "line DTR low\nwait 1\nline DTR high\nwait 3\nsend AT",
    ),
    Defect(
        id="sim800-11-second-data-lost",
        requirement="SIM800-11-R5",
        sentence="Data wakes a sleeping module.",
        instead="Only the first does; what follows in the same sleep is lost.",
        kind="repetition",
        change=Change(firmware=SecondDataLost),
        probe=WITH_CONNECTION + "server sends one\nwait 2\nserver sends two\nline DTR low\nwait 1",
    ),
    Defect(
        id="sim800-11-one-connection-wakes",
        requirement="SIM800-11-R5",
        sentence="Data wakes a sleeping module.",
        instead="Of several connections only the first one's does; the others' is lost.",
        kind="two at once",
        change=Change(firmware=OneConnectionWakes),
        probe=TWO
        + """
            send AT+CSCLK=1
            line DTR high
            wait 3
            second sends hello
            line DTR low
            wait 1
        """,
    ),
    Defect(
        id="sim800-11-second-message-lost",
        requirement="SIM800-11-R6",
        sentence="A message wakes a sleeping module.",
        instead="The second is lost.",
        kind="repetition",
        change=Change(firmware=SecondMessageLost),
        probe=WITH_CONNECTION
        + """
            network deliver-message
            wait 2
            network deliver-message
            line DTR low
            wait 1
        """,
        unseen=(
            "How a message shows that came in sleep is not stated (G81), so that its line may be missing, and "
            "without its line its index is not known."
        ),
    ),
    Defect(
        id="sim800-11-no-calls-beside-connection",
        requirement="SIM800-11-R6",
        sentence="A call wakes a module that sleeps with a connection.",
        instead="With a connection calls are missed.",
        kind="one at a time",
        change=Change(firmware=NoCallsBesideConnection),
        probe=WITH_CONNECTION + "network call\nline DTR low\nwait 1",
    ),
    Defect(
        id="sim800-11-woken-by-data",
        requirement="SIM800-11-R7",
        sentence="Woken by data, the module answers no commands.",
        instead="When data has come for the second time, it does.",
        kind="repetition",
        change=Change(parts={Sleep: WokenByData}),
        probe=WITH_CONNECTION + "server sends one\nserver sends two\nsend AT",
    ),
    Defect(
        id="sim800-11-woken-by-message",
        requirement="SIM800-11-R7",
        sentence="Woken over the air, the module answers no commands.",
        instead="After a message it does.",
        kind="one at a time",
        change=Change(parts={Sleep: WokenByMessage}),
        probe=WITH_CONNECTION + "network deliver-message\nsend AT",
    ),
    Defect(
        id="sim800-11-harder-to-wake",
        requirement="SIM800-11-T1",
        sentence="DTR low for 50 ms brings the serial port back.",
        instead="From the second time on it takes half a second.",
        kind="timing",
        change=Change(parts={Sleep: HarderToWake}),
        probe=WITH_CONNECTION
        + """
            line DTR low
            wait 0.1
            line DTR high
            wait 3
            line DTR low
            wait 0.1
            line DTR high
            wait 0.01
            send AT
        """,
    ),
    Defect(
        id="sim800-12-none-behind-reset",
        requirement="SIM800-12-X1",
        sentence="After an error the connection can be closed and started again.",
        instead="When the server has reset one, a new one is refused until the context has been shut.",
        kind="repetition",
        change=Change(firmware=NoneBehindReset),
        probe="""
            server TCP
            given connected server
            server resets
            send AT+CIPCLOSE
            send AT+CIPSTART="TCP","{server.ip}","{server.port}"
        """,
    ),
    Defect(
        id="sim800-12-none-beside-another",
        requirement="SIM800-12-X1",
        sentence="After an error the connection can be started again.",
        instead="Its number can only be used again when the other connections are closed too.",
        kind="two at once",
        change=Change(firmware=OneErrorForBoth),
        probe=TWO + 'second resets\nsend AT+CIPSTART=1,"TCP","{second.ip}","{second.port}"',
    ),
    Defect(
        id="sim800-12-never-active-again",
        requirement="SIM800-12-X2",
        sentence="After AT+CIPSHUT everything can be started again.",
        instead="A context that the network has taken away once is not brought up again.",
        kind="repetition",
        change=Change(firmware=NeverActiveAgain),
        probe="given ip-status\nnetwork withdraw-context\nsend AT+CIPSHUT" + BRING_UP,
    ),
    Defect(
        id="sim800-12-reset-does-not-help",
        requirement="SIM800-12-X3",
        sentence="A reset leads out of every error.",
        instead="After AT+CFUN=1,1 no context comes up; only power off and on helps.",
        kind="repetition",
        change=Change(firmware=mishears(rb"AT\+CIICR\r", b"AT+CIICR=0\r", after=rb"AT\+CFUN=1,1\r")),
        probe="given ip-status\nsend AT+CFUN=1,1\nwait 10" + BRING_UP,
    ),
)
