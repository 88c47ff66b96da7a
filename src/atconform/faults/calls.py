"""Faults as a program calls them, one call for each of the table. Times are seconds here, as everywhere in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NoReturn, TypedDict, Unpack

from atconform.base.suggest import did_you_mean
from atconform.faults.begun import Begun, Do
from atconform.faults.chance import USUAL_RATE, Odds
from atconform.faults.faulty import FaultyModule
from atconform.faults.order import Order
from atconform.faults.table import FAULTS


class Beginning(TypedDict, total=False):
    """When a fault begins; times in seconds."""

    after: float
    """How long it waits before it begins."""
    every: float | None
    """Begins again and again, with so much time between."""
    after_command: str | None
    """Waits for a command line that begins like this."""


class Happening(Beginning, total=False):
    """When, and how often, a fault happens that is over at once."""

    times: int | Literal["always"] | None
    """How often it happens; once unless there is ``every``."""


class Holding(Beginning, total=False):
    """When, and how long, a fault holds."""

    lasts: float | None
    """How long it holds; None: until it is ended."""


class Meeting(Holding, total=False):
    """When, and how often, a fault meets what it is about."""

    times: int | Literal["always"]
    """How many it meets each time it has begun; one unless this is said."""


class Bytes(Meeting, total=False):
    """Which bytes of the serial line a fault meets."""

    count: int
    """How many; one unless this is said."""
    at: int | None
    """Behind how many bytes of the piece they stand; None: in its middle."""
    text: str | None
    """Only in a piece that has this in it."""
    what: Literal["anything", "echo", "answer", "prompt", "unsolicited", "data"]
    """Only in what is said so, on the way to the host."""
    way: Literal["to-host", "to-module"]
    """On which way; to the host unless this is said."""


class Faults:
    """Has things go wrong with a module.

    :param core: the module with its faults around it
    :param do: does what is to be done, where and when whoever drives the module does such things
    """

    def __init__(self, core: FaultyModule, do: Do) -> None:
        self._core = core
        self._do = do

    def begin(self, fault: str, **given: object) -> Begun:
        """Begin a fault by its name.

        :raises UsageError: there is no such fault, its values do not fit, or this module cannot have it
        """
        return self._held(self._do(lambda now: self._core.begin(fault, given, now)))

    def _held(self, order: Order) -> Begun:
        return Begun(order, self._core, self._do)

    if not TYPE_CHECKING:  # a type checker knows what there is

        def __getattr__(self, name: str) -> NoReturn:
            similar = did_you_mean(name, [kind.key for kind in FAULTS])
            raise AttributeError(f"there is no fault {name}{similar}", name=name, obj=self)

    def clear(self) -> None:
        """End every fault, also those that wait."""
        self._do(self._core.clear)

    def at_random(self, seed: int, rate: int = USUAL_RATE, *names: str) -> None:
        """Have faults begin at random, so many in an hour, of these names or of all; the same seed draws the same.

        :raises UsageError: seed or rate is none, or a fault is named that there is not or this module cannot have
        """
        odds = Odds(seed, rate, names)
        self._do(lambda now: self._core.draw(odds, now))

    @property
    def active(self) -> tuple[Begun, ...]:
        """What waits or acts."""
        return tuple(map(self._held, self._do(self._core.active)))

    # --- one for each row of the table ---

    def context_lost(self, **when: Unpack[Happening]) -> Begun:
        """The network takes the PDP context away, and every connection in it."""
        return self.begin("context-lost", **when)

    def activation_refused(self, *, by: float = 0.6, **when: Unpack[Meeting]) -> Begun:
        """The network refuses the PDP context that the module asks for."""
        return self.begin("activation-refused", by=by, **when)

    def no_network(self, **when: Unpack[Holding]) -> Begun:
        """There is no network to be heard: no signal, no registration, no packet service."""
        return self.begin("no-network", **when)

    def no_packet_service(self, **when: Unpack[Holding]) -> Begun:
        """The network registers the module and gives it no packet service."""
        return self.begin("no-packet-service", **when)

    def weak_signal(self, *, rssi: int = 2, ber: int = 7, **when: Unpack[Holding]) -> Begun:
        """The signal is weak, by what the module tells of it."""
        return self.begin("weak-signal", rssi=rssi, ber=ber, **when)

    def registration_denied(self, **when: Unpack[Holding]) -> Begun:
        """The network refuses to register the module."""
        return self.begin("registration-denied", **when)

    def sim_removed(self, **when: Unpack[Holding]) -> Begun:
        """The SIM card is taken out; put back, it is found at the next start or by AT+CFUN=0 and AT+CFUN=1."""
        return self.begin("sim-removed", **when)

    def name_not_resolved(self, *, name: str | None = None, by: float = 2, **when: Unpack[Meeting]) -> Begun:
        """A name is not resolved, where it is looked up or called."""
        return self.begin("name-not-resolved", name=name, by=by, **when)

    def no_route(self, *, by: float = 3, **when: Unpack[Meeting]) -> Begun:
        """A TCP connection does not come about: the far end's host cannot be reached."""
        return self.begin("no-route", by=by, **when)

    def refused(self, *, by: float = 0.3, **when: Unpack[Meeting]) -> Begun:
        """A TCP connection does not come about: the far end refuses it."""
        return self.begin("refused", by=by, **when)

    def call_unanswered(
        self, *, patience: float | None = None, for_ever: bool = False, **when: Unpack[Meeting]
    ) -> Begun:
        """A TCP connection does not come about: nobody answers, and the module gives up late."""
        return self.begin("call-unanswered", patience=patience, for_ever=for_ever, **when)

    def silent_server(self, **when: Unpack[Holding]) -> Begun:
        """Servers take connections and data, and nothing that they send comes."""
        return self.begin("silent-server", **when)

    def slow_server(self, *, by: float = 20, **when: Unpack[Holding]) -> Begun:
        """What servers send by TCP comes late."""
        return self.begin("slow-server", by=by, **when)

    def no_acknowledgements(self, **when: Unpack[Holding]) -> Begun:
        """Nothing that the module sends by TCP is acknowledged, until it gives the connection up."""
        return self.begin("no-acknowledgements", **when)

    def link_lost(self, **when: Unpack[Holding]) -> Begun:
        """Every TCP connection that is up is dead from now on, and the module is told nothing."""
        return self.begin("link-lost", **when)

    def server_closes(self, *, how: Literal["close", "reset"] = "close", **when: Unpack[Happening]) -> Begun:
        """The far end closes every TCP connection that is up, or resets it."""
        return self.begin("server-closes", how=how, **when)

    def segments(self, *, size: int = 7, gap: float = 0.3, **when: Unpack[Holding]) -> Begun:
        """What comes by TCP comes in small pieces, with time between them."""
        return self.begin("segments", size=size, gap=gap, **when)

    def datagrams_lost(
        self, *, way: Literal["both", "from-module", "to-module"] = "both", **when: Unpack[Meeting]
    ) -> Begun:
        """Datagrams get lost."""
        return self.begin("datagrams-lost", way=way, **when)

    def datagrams_doubled(
        self, *, way: Literal["both", "from-module", "to-module"] = "both", by: float = 0.2, **when: Unpack[Meeting]
    ) -> Begun:
        """Datagrams come twice."""
        return self.begin("datagrams-doubled", way=way, by=by, **when)

    def datagrams_late(
        self, *, way: Literal["both", "from-module", "to-module"] = "both", by: float = 5, **when: Unpack[Meeting]
    ) -> Begun:
        """Datagrams come late, and behind those that were sent after them."""
        return self.begin("datagrams-late", way=way, by=by, **when)

    def urc_lost(self, *, text: str | None = None, **when: Unpack[Meeting]) -> Begun:
        """An unsolicited line does not come."""
        return self.begin("urc-lost", text=text, **when)

    def urc_late(self, *, text: str | None = None, by: float = 5, **when: Unpack[Meeting]) -> Begun:
        """An unsolicited line comes late, whatever that is in the middle of."""
        return self.begin("urc-late", text=text, by=by, **when)

    def urc_inside_answer(
        self,
        *,
        text: str | None = None,
        command: str | None = None,
        where: Literal["inside", "before"] = "inside",
        **when: Unpack[Meeting],
    ) -> Begun:
        """An unsolicited line waits for the next answer, and comes before it or inside it."""
        return self.begin("urc-inside-answer", text=text, command=command, where=where, **when)

    def answer_lost(
        self, *, command: str | None = None, what: Literal["answer", "prompt"] = "answer", **when: Unpack[Meeting]
    ) -> Begun:
        """The answer to a command does not come, though the command has done what it does."""
        return self.begin("answer-lost", command=command, what=what, **when)

    def answer_late(
        self,
        *,
        command: str | None = None,
        what: Literal["answer", "prompt"] = "answer",
        by: float = 5,
        **when: Unpack[Meeting],
    ) -> Begun:
        """The answer to a command comes late, or its prompt for data."""
        return self.begin("answer-late", command=command, what=what, by=by, **when)

    def prompt_never(self, **when: Unpack[Meeting]) -> Begun:
        """The prompt for data does not come; the module waits for the data all the same."""
        return self.begin("prompt-never", **when)

    def error(self, *, command: str, answer: str = "ERROR", **when: Unpack[Meeting]) -> Begun:
        """A command is answered with an error and does nothing."""
        return self.begin("error", command=command, answer=answer, **when)

    def send_fail(self, **when: Unpack[Meeting]) -> Begun:
        """The module has no room for what is to be sent, and says that sending failed."""
        return self.begin("send-fail", **when)

    def receive_buffer_overrun(
        self, *, limit: int = 2800, effect: Literal["send-fail", "lost"] = "send-fail", **when: Unpack[Holding]
    ) -> Begun:
        """With so much received and not fetched, every sending fails, or what comes is lost."""
        return self.begin("receive-buffer-overrun", limit=limit, effect=effect, **when)

    def unread_lost(self, **when: Unpack[Holding]) -> Begun:
        """What waits to be fetched is lost when its connection ends, and fetching is an error."""
        return self.begin("unread-lost", **when)

    def reboot(self, **when: Unpack[Happening]) -> Begun:
        """The module starts anew by itself."""
        return self.begin("reboot", **when)

    def freeze(self, **when: Unpack[Holding]) -> Begun:
        """The module hangs: it hears nothing and says nothing, until it gets power anew or its power key is pressed."""
        return self.begin("freeze", **when)

    def brown_out(
        self, *, warning: float = 5, off_for: float = 10, millivolts: int = 3250, **when: Unpack[Holding]
    ) -> Begun:
        """The supply gives in: the module warns, switches itself off, and has power again after a while."""
        return self.begin("brown-out", warning=warning, off_for=off_for, millivolts=millivolts, **when)

    def bytes_lost(self, **which: Unpack[Bytes]) -> Begun:
        """Bytes of the serial line get lost."""
        return self.begin("bytes-lost", **which)

    def bytes_doubled(self, **which: Unpack[Bytes]) -> Begun:
        """Bytes of the serial line come twice."""
        return self.begin("bytes-doubled", **which)

    def bytes_garbled(self, **which: Unpack[Bytes]) -> Begun:
        """Bytes of the serial line are others."""
        return self.begin("bytes-garbled", **which)

    def noise(self, *, digits: str = "00ff", **when: Unpack[Happening]) -> Begun:
        """Bytes come to the host that nobody has sent."""
        return self.begin("noise", digits=digits, **when)

    def sms(self, *, number: str = "+491710000001", text: str = "hello", **when: Unpack[Happening]) -> Begun:
        """A short message comes."""
        return self.begin("sms", number=number, text=text, **when)

    def call(self, *, number: str = "+491710000001", rings_for: float = 20, **when: Unpack[Happening]) -> Begun:
        """A voice call comes, and rings until it is answered, refused or given up."""
        return self.begin("call", number=number, rings_for=rings_for, **when)

    def network_time(self, *, ahead: float = 0, zone: int | None = None, **when: Unpack[Happening]) -> Begun:
        """The network tells the time once more, or another one; the module says it as AT+CLTS or AT+CTZR asks."""
        return self.begin("network-time", ahead=ahead, zone=zone, **when)
