"""The SIM card: when it is ready, the PIN it may ask for (AT+CPIN), and what it keeps of its codes.

A card counts wrong tries and keeps the counts without power (3GPP TS 51.011, 11.3); the AT command manuals tell them by
AT+SPIC (SIM800, SIM7X00) and AT+CPINR (SIM7020).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from atconform.emulator.core.command import Command, Handler, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, error, message_error, ok
from atconform.emulator.core.settings import Saved, Setting


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the SIM card. Times in microseconds."""

    pin: str = ""
    """The PIN that the card asks for; empty: it asks for none."""
    unasked_pin: str = "1234"
    """The PIN of a card that does not ask for it, until AT+CLCK makes it ask."""
    puk: str = "12345678"
    pin2: str = "5678"
    blocked: bool = False
    """Whether the card is one whose PIN was entered wrongly too often, so that it asks for the PUK."""
    inserted: bool = True
    """Whether there is a card."""


NOT_INSERTED, SIM_BUSY = 10, 14
INCORRECT_PASSWORD = 16
PIN2_BLOCKED = 18
READY, PIN, PUK = "READY", "SIM PIN", "SIM PUK"
ABSENT = "NOT INSERTED"
"""What the start says where there is no card (SIM800 AT command manual, 18.1; SIM7000 and SIM7020 likewise)."""
PIN2, PUK2 = "SIM PIN2", "SIM PUK2"
MOST_TRIES: Mapping[str, int] = {PIN: 3, PUK: 10, PIN2: 3, PUK2: 10}
"""How often each code can be tried at most."""
LACKING: Mapping[str, tuple[int, int]] = {
    "": (SIM_BUSY, 314),
    ABSENT: (NOT_INSERTED, 310),
    PIN: (11, 311),
    PUK: (12, 316),
}
"""By what AT+CPIN? tells: the errors of the module, and of its message service, for what wants the card."""


@dataclass(frozen=True, slots=True)
class Codes:
    """What the card keeps of its codes."""

    pin: str
    pin2: str
    asks: bool
    """Whether it asks for the PIN when it gets power."""
    tries: Mapping[str, int]
    """How often each code may still be tried."""


CODES: Setting[Codes | None] = Setting("sim.codes", None, saved=Saved.AT_ONCE)
"""None: what the figures say, and nothing tried yet."""


class Sim(Part):
    """The card's state. ``unlocked`` is called when the host has entered what it asked for."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.state = ""
        """What AT+CPIN? tells; empty while the card has no power or is just starting."""
        self.unlocked: Callable[[], None] = lambda: None

    def describe_state(self, command: str) -> str:
        """Say what the card asks for, or that it has no power; where it asks for nothing, that hinders AT+CPIN only."""
        ready = "SIM ready" if command == "+CPIN" else ""
        off = "SIM off" if self.inserted else "no SIM"
        return {"": off, READY: ready}.get(self.state, self.state)

    @property
    def inserted(self) -> bool:
        """Whether there is a card."""
        return self.module.figures[Figures].inserted

    @property
    def lacking(self) -> tuple[int, int] | None:
        """The errors, of the module and of its message service, for what wants the card; None: it is ready."""
        return (NOT_INSERTED, 310) if not self.inserted else LACKING.get(self.state)

    @property
    def codes(self) -> Codes:
        """What the card keeps of its codes."""
        figures = self.module.figures[Figures]
        return self.module.settings[CODES] or Codes(
            pin=figures.pin or figures.unasked_pin,
            pin2=figures.pin2,
            asks=bool(figures.pin),
            tries={**MOST_TRIES, PIN: 0} if figures.blocked else MOST_TRIES,
        )

    def keep(self, codes: Codes) -> None:
        """Have the card keep this."""
        self.module.settings[CODES] = codes

    def switch_on(self) -> None:
        """Give the card power; ``state`` is then what it asks for."""
        codes = self.codes
        if not self.inserted:
            self.state = ABSENT
        else:
            self.state = PUK if not codes.tries[PIN] else PIN if codes.asks else READY

    def switch_off(self) -> None:
        """Take the card's power away."""
        self.state = ""

    def enter(self, password: str, new: str) -> bool:
        """Try a PIN, or the PUK with a new PIN; false when it is wrong."""
        if self.state == PUK:
            if not new or not self.check(PUK, password):
                return False
            codes = self.codes
            self.keep(replace(codes, pin=new, tries={**codes.tries, PIN: MOST_TRIES[PIN]}))
        elif not self.check(PIN, password):
            return False
        self.state = READY
        return True

    def check(self, kind: str, password: str) -> bool:
        """Try a code; a wrong one counts, and the third wrong PIN in a row makes the card ask for its PUK."""
        codes = self.codes
        left = codes.tries[kind]
        right = {PIN: codes.pin, PIN2: codes.pin2, PUK: self.module.figures[Figures].puk}[kind]
        good = bool(left) and password == right
        self.keep(replace(codes, tries={**codes.tries, kind: MOST_TRIES[kind] if good else max(0, left - 1)}))
        if kind == PIN and not self.codes.tries[PIN]:
            self.state = PUK
        return good


def with_card(run: Handler, *, messaging: bool = False) -> Handler:
    """Let a command do its work only while the card is ready, else it answers what is lacking.

    :param messaging: whether it tells errors as the message service does
    """

    def guarded(module: Device, *values: object) -> Reply:
        lacking = module.part(Sim).lacking
        if lacking is None:
            return run(module, *values)
        general, of_messages = lacking
        return message_error(of_messages) if messaging else error(general)

    return guarded


def refusal(module: Device) -> Reply:
    """Say that the card has no power, or is not there."""
    return error(SIM_BUSY if module.part(Sim).inserted else NOT_INSERTED)


def state(module: Device) -> Reply:
    """AT+CPIN?."""
    card = module.part(Sim)
    return refusal(module) if card.state in ("", ABSENT) else ok(f"+CPIN: {card.state}")


def enter(module: Device, password: str, new: str) -> Reply:
    """AT+CPIN=: not allowed while nothing is asked for."""
    card = module.part(Sim)
    if not card.inserted:
        return refusal(module)
    if card.state not in (PIN, PUK):
        return error(module.dialect.not_allowed)
    if not card.enter(password, new):
        return error(INCORRECT_PASSWORD)
    return ok(then=card.unlocked)


FIGURES = (Figures,)

SETTINGS = (CODES,)

COMMANDS = (
    Command("+CPIN", test=(), read=state, write=form(enter, Text(8, bare=True), Text(8, default="", bare=True))),
)

PARTS = (Sim,)
