"""The options of an emulated module, each declared once.

``atconform emulate``, the query of ``emulator://FAMILY?pin=1234&signal=12`` and the table of docs/emulate.md are made
of this table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, get_args
from urllib.parse import quote

from atconform.base.addresses import LOOPBACK, is_ipv4
from atconform.base.errors import UsageError
from atconform.base.suggest import did_you_mean
from atconform.base.units import MS
from atconform.faults.plan import NOTHING, Plan, read_plan
from atconform.network.conditions import REGISTERED, SEARCHING
from atconform.protocol.network import Operator, System
from atconform.serve.network.addresses import Endpoint, read_mapping, read_name
from atconform.serve.wire import read_pace

Part = Literal["figures", "identity", "network", "own"]
Start = Literal["now", "open"]
PowerKey = Literal["none", "open", "dtr", "rts"]

HOME, ROAMING = REGISTERED
DENIED = 3
REGISTRATIONS = {"home": HOME, "roaming": ROAMING, "denied": DENIED, "none": SEARCHING}
"""What the network says to the module: <stat> of AT+CREG (3GPP TS 27.007, 7.2)."""
NO_SIGNAL = (99, 99)
"""AT+CSQ where nothing is received (3GPP TS 27.007, 8.5)."""


@dataclass(frozen=True, slots=True)
class Setup:
    """An emulated module as somebody wants it."""

    figures: Mapping[str, Any] = field(default_factory=dict)
    """Figures of the module, by subject and name: ``sim.pin``."""
    identity: Mapping[str, str] = field(default_factory=dict)
    """What the identity commands answer, where it is not the family's."""
    network: Mapping[str, Any] = field(default_factory=dict)
    """What the network is like: fields of :class:`atconform.network.conditions.Conditions`."""
    maps: tuple[tuple[Endpoint, Endpoint], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    allow_network: bool = False
    address: str = LOOPBACK
    """The address that a PDP context is given."""
    rate: int | None = None
    """The rate of the serial line that is stored in it (AT+IPR); None: as its family is delivered."""
    delays: bool = True
    """Whether it takes the time that a real module takes."""
    pace: int | None = None
    """The baud rate at which bytes come and go; None lets them pass at once."""
    start: Start = "now"
    """When the module gets power: at once, or when its port is opened."""
    power_key: PowerKey = "none"
    """What presses the power key."""
    ready: bool = False
    faults: Plan = NOTHING
    """What goes wrong by itself."""
    control: Path | None = None
    """Where it can be told to go wrong while it runs."""
    log: Path | None = None
    mask: bool = False
    """Whether the log is without secrets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option."""

    name: str
    """With its dashes, as on the command line."""
    help: str
    """A sentence, or several words that end like one."""
    example: str
    """A value that shows how it is written; empty for a flag."""
    metavar: str = ""
    """What a user reads in the place of the value; empty for a flag."""
    choices: tuple[str, ...] = ()
    """What is chosen from, if that is all there is."""
    several: bool = False
    """Whether it may be given more than once."""
    query: str = ""
    """How the query of a URL has it, where that is another name; for a flag, ``name=value``."""
    on_command_line: bool = True
    in_url: bool = True
    part: Part = "own"
    """What of :class:`Setup` it belongs to."""
    sets: str = ""
    """The name of what it sets; empty: its own."""
    means: Any = True
    """What a flag sets."""
    read: Callable[[str], Any] = str
    """Read its value; raises ValueError with how it is to be written, or UsageError."""

    @property
    def flag(self) -> bool:
        """Whether it has no value."""
        return not self.metavar and not self.choices

    @property
    def key(self) -> str:
        """The name of its value among those of the others."""
        return self.name.lstrip("-").replace("-", "_")

    @property
    def asked_for(self) -> tuple[str, str]:
        """How a query names it, and what it says there if it is a flag."""
        name, _, value = (self.query or self.name.lstrip("-")).partition("=")
        return name, value or "yes"

    def applied(self, setup: Setup, given: Any, called: str) -> Setup:
        """Return a setup with this option.

        :param given: True for a flag, a text, or several texts
        :param called: how the user has named it
        :raises UsageError: it is not written as it should be
        """
        if self.flag:
            value: Any = self.means
        elif self.several:
            value = tuple(self._value(text, called) for text in given)
        else:
            value = self._value(given, called)
        return self._set(setup, value)

    def _set(self, setup: Setup, value: Any) -> Setup:
        name = self.sets or self.key
        match self.part:
            case "figures":
                return replace(setup, figures={**setup.figures, name: value})
            case "identity":
                return replace(setup, identity={**setup.identity, name: value})
            case "network":
                return replace(setup, network={**setup.network, name: value})
            case "own":
                return replace(setup, **{name: value})

    def _value(self, text: str, called: str) -> Any:
        if self.choices and text not in self.choices:
            similar = did_you_mean(text, list(self.choices))
            raise UsageError(f"{called} {text}: no such choice{similar}", f"choose from {', '.join(self.choices)}")
        try:
            return self.read(text)
        except ValueError as error:
            raise UsageError(f"{called} {text}: {error}", f"for instance {called} {self.example}") from None


def _digits(what: str, least: int, most: int) -> Callable[[str], str]:
    """Make a reader of a number that is told digit by digit."""
    length = f"{least}" if least == most else f"{least} to {most}"

    def read(text: str) -> str:
        if not (text.isascii() and text.isdigit() and least <= len(text) <= most):
            raise ValueError(f"{what} has {length} digits")
        return text

    return read


def _iccid(text: str) -> str:
    if not re.fullmatch("[0-9A-Fa-f]{18,22}", text):
        raise ValueError("an ICCID has 18 to 22 digits")
    return text.upper()


def _number(text: str) -> str:
    if not re.fullmatch(r"\+?[0-9]{1,20}", text):
        raise ValueError("a telephone number has digits, and may begin with +")
    return text


def _word(text: str) -> str:
    if not (text and text.isascii() and text.isprintable()):
        raise ValueError("a module prints ASCII letters, at least one")
    return text


def _operator(text: str) -> Operator:
    """Read ``LONG[,SHORT[,CODE]]``; the code is that of test networks where none is named (ITU-T E.212)."""
    long, *others = (piece.strip() for piece in text.split(","))
    short, numeric = [*others, *("", "")[len(others) :]][:2] if len(others) <= 2 else ("", "?")
    numeric = numeric or "00101"
    if not (long and re.fullmatch("[0-9]{5,6}", numeric) and text.isascii() and text.isprintable() and '"' not in text):
        raise ValueError("write the long name, the short one, and the code of 5 or 6 digits")
    return Operator(long, short or long[:8], numeric)


def _signal(text: str) -> tuple[int, int]:
    if not (text.isascii() and text.isdigit() and (int(text) <= 31 or text == "99")):
        raise ValueError("AT+CSQ tells 0 to 31, or 99 where there is none")
    return NO_SIGNAL if text == "99" else (int(text), 0)


def _rate(text: str) -> int:
    if not re.fullmatch("[0-9]{1,7}", text):
        raise ValueError("name a number of bits a second")
    return int(text)


def _milliseconds(text: str) -> int:
    if not (re.fullmatch("[0-9]{1,5}", text) and int(text) <= 60_000):
        raise ValueError("name milliseconds, 60000 at the most")
    return int(text) * MS


def _millivolts(text: str) -> int:
    """Read volts, ``3.8`` or ``3.8V``, or millivolts."""
    found = re.fullmatch(r"([0-9]{1,4}(?:\.[0-9]{1,3})?) ?(V|mV|)", text, re.IGNORECASE)
    value = float(found[1]) if found else 0
    if found and (found[2].lower() == "v" or (not found[2] and value < 100)):
        value *= 1000
    if not 1000 <= value <= 6000:
        raise ValueError("name volts, from 1 to 6")
    return round(value)


def _address(text: str) -> str:
    if not is_ipv4(text):
        raise ValueError("write an IPv4 address")
    return text


OPTIONS = (
    Option(
        name="--pin",
        metavar="PIN",
        example="1234",
        help="The SIM card asks for this PIN.",
        part="figures",
        sets="sim.pin",
        read=_digits("a PIN", 4, 8),
    ),
    Option(
        name="--puk",
        metavar="PUK",
        example="12345678",
        help="The SIM card is blocked, and asks for this PUK.",
        part="figures",
        sets="sim.puk",
        read=_digits("a PUK", 8, 8),
    ),
    Option(
        name="--no-sim",
        example="",
        help="There is no SIM card in the module.",
        part="figures",
        sets="sim.inserted",
        means=False,
    ),
    Option(
        name="--registration",
        metavar="STATE",
        choices=tuple(REGISTRATIONS),
        example="roaming",
        help="What the network says: home, roaming, denied, or none: there is no network.",
        part="network",
        read=REGISTRATIONS.__getitem__,
    ),
    Option(
        name="--system",
        metavar="SYSTEM",
        choices=get_args(System),
        example="GSM",
        help="The one radio system that there is, for SIM7X00; default: all, of which LTE serves it.",
        part="network",
        sets="systems",
        read=lambda text: (text,),
    ),
    Option(
        name="--signal",
        metavar="RSSI",
        example="12",
        help="The signal, as AT+CSQ tells it: 0 to 31, or 99.",
        part="network",
        read=_signal,
    ),
    Option(
        name="--operator",
        metavar="NAME",
        example="Telco,TLC,26201",
        help="The operator: LONG[,SHORT[,CODE]].",
        part="network",
        read=_operator,
    ),
    Option(
        name="--latency",
        metavar="MS",
        example="150",
        help="How many milliseconds what is sent is on its way to a far end, or back.",
        part="network",
        read=_milliseconds,
    ),
    Option(
        name="--jitter",
        metavar="MS",
        example="50",
        help="How many milliseconds longer it may take than that.",
        part="network",
        read=_milliseconds,
    ),
    Option(
        name="--map",
        metavar="A:P=B:Q",
        several=True,
        example="www.example.com:80=127.0.0.1:8080",
        help="Reach address or name A, port P, at B:Q; may be repeated.",
        sets="maps",
        read=read_mapping,
    ),
    Option(
        name="--dns",
        metavar="NAME=IP",
        several=True,
        example="www.example.com=127.0.0.1",
        help="Resolve a name; may be repeated.",
        sets="names",
        read=read_name,
    ),
    Option(
        name="--address",
        metavar="IP",
        example="127.0.0.2",
        help="The module's own address; default: 127.0.0.1.",
        read=_address,
    ),
    Option(
        name="--allow-network",
        example="",
        query="network=allow",
        help="Let the module reach other hosts, and be reached.",
    ),
    Option(
        name="--model",
        metavar="NAME",
        example="SIM7500E",
        help="What the module says it is (AT+CGMM, ATI).",
        part="identity",
        read=_word,
    ),
    Option(
        name="--firmware",
        metavar="TEXT",
        example="1418B06SIM800L24",
        help="Its firmware (AT+CGMR).",
        part="identity",
        sets="revision",
        read=_word,
    ),
    Option(
        name="--imei",
        metavar="IMEI",
        example="490154203237518",
        help="Its IMEI (AT+CGSN).",
        part="identity",
        read=_digits("an IMEI", 15, 15),
    ),
    Option(
        name="--imsi",
        metavar="IMSI",
        example="001010123456789",
        help="The IMSI of the SIM card (AT+CIMI).",
        part="identity",
        read=_digits("an IMSI", 6, 15),
    ),
    Option(
        name="--iccid",
        metavar="ICCID",
        example="8949000000000000001F",
        help="The ICCID of the SIM card (AT+CCID).",
        part="identity",
        read=_iccid,
    ),
    Option(
        name="--number",
        metavar="NUMBER",
        example="+491710000000",
        help="The module's own number (AT+CNUM).",
        part="identity",
        read=_number,
    ),
    Option(
        name="--supply",
        metavar="VOLTS",
        example="3.7",
        help="The supply voltage that it measures (AT+CBC).",
        part="figures",
        sets="measures.millivolts",
        read=_millivolts,
    ),
    Option(
        name="--rate",
        metavar="BAUD",
        example="115200",
        help="The rate that is stored in it (AT+IPR): it starts with RDY; 0: it finds it out.",
        read=_rate,
    ),
    Option(
        name="--start",
        metavar="WHEN",
        choices=("now", "open"),
        example="open",
        help="Give it power now, or when its port is opened; default: now.",
        in_url=False,
    ),
    Option(
        name="--power-key",
        metavar="LINE",
        choices=("none", "open", "dtr", "rts"),
        example="dtr",
        help="What switches it on again: opening its port, or DTR or RTS that becomes active.",
    ),
    Option(name="--ready", example="", help="Say when it is registered; a URL is opened then."),
    Option(
        name="--pace",
        metavar="BAUD",
        example="115200",
        help="Carry bytes as slowly as a real line of this rate, both ways.",
        read=read_pace,
    ),
    Option(
        name="--quick",
        example="",
        query="delays=none",
        sets="delays",
        means=False,
        help="Answer at once, instead of with the delays of a real module.",
    ),
    Option(
        name="--faults",
        metavar="PLAN",
        example="random:1",
        help="What goes wrong, and when: the path of a plan, or random:SEED[,FAULTS-AN-HOUR].",
        read=read_plan,
    ),
    Option(
        name="--control",
        metavar="PATH",
        example="/tmp/sim800.control",
        help="Take what atconform tell says, by a socket for you alone.",
        in_url=False,
        read=Path,
    ),
    Option(name="--log", metavar="FILE", example="module.log", help="Write the conversation.", read=Path),
    Option(name="--mask", example="", help="Write it without passwords, PINs and identities."),
)
"""In the order in which help shows them."""

OF_THE_CARD = ("pin", "puk", "imsi", "iccid", "number")
"""Options that mean nothing without a card."""
ON_COMMAND_LINE = tuple(option for option in OPTIONS if option.on_command_line)
IN_URL = tuple(option for option in OPTIONS if option.in_url)


def from_command_line(given: Mapping[str, Any]) -> Setup:
    """Read what the command line was given.

    :param given: values by the keys of their options; what was not given is None, False or empty
    :raises UsageError: something is not written as it should be, or does not go together
    """
    return _whole((option, given[option.key], option.name) for option in ON_COMMAND_LINE if given.get(option.key))


def from_query(given: Mapping[str, Sequence[str]]) -> Setup:
    """Read the query of a URL.

    :param given: values by their names
    :raises UsageError: there is no such option, it is not written as it should be, or does not go together with others
    """
    known = {option.asked_for[0]: option for option in IN_URL}
    if unknown := given.keys() - known:
        name = min(unknown)
        similar = did_you_mean(name, sorted(known))
        raise UsageError(f"unknown option {name}{similar}", f"known are {', '.join(sorted(known))}")
    return _whole(
        (known[name], values if known[name].several else values[-1], name)
        for name, values in given.items()
        if not known[name].flag or _meant(known[name], values[-1])
    )


def _meant(option: Option, value: str) -> bool:
    """Return whether a flag is set by a query.

    :raises UsageError: it says neither that nor the contrary
    """
    name, yes = option.asked_for
    no = "normal" if name == "delays" else "no"
    if value not in (yes, no, *(("",) if yes == "yes" else ())):
        raise UsageError(f"{name}={value}: no such choice", f"choose from {yes}, {no}")
    return value != no


def _whole(given: Iterable[tuple[Option, Any, str]]) -> Setup:
    """Put a setup together, with what follows from its options."""
    setup, keys = Setup(), {}
    for option, value, called in given:
        keys[option.key] = called
        setup = option.applied(setup, value, called)
    if "no_sim" in keys and (others := [keys[key] for key in OF_THE_CARD if key in keys]):
        raise UsageError(f"{keys['no_sim']} and {others[0]} exclude each other", "leave one of them out")
    figures, network = dict(setup.figures), dict(setup.network)
    if "puk" in keys:
        figures["sim.blocked"] = True
    if network.get("registration") == SEARCHING:
        network.setdefault("signal", NO_SIGNAL)
    return replace(setup, figures=figures, network=network)


def never_registers(setup: Setup) -> str:
    """Say why a module is not registered by itself; empty where it is."""
    if not setup.figures.get("sim.inserted", True):
        return "there is no SIM card"
    if "sim.pin" in setup.figures or "sim.blocked" in setup.figures:
        return "the SIM card waits for a code"
    if setup.network.get("registration", HOME) not in REGISTERED:
        return "the network does not let it in"
    return ""


def documented() -> str:
    """Write the table of docs/emulate.md."""
    lines = ["| `atconform emulate` | `emulator://` | |", "|---|---|---|"]
    for option in OPTIONS:
        name, yes = option.asked_for
        typed = option.name if option.flag else f"{option.name} {option.example}"
        queried = f"`{name}={quote(yes if option.flag else option.example, safe=':=,')}`" if option.in_url else "-"
        lines.append(f"| `{typed}` | {queried} | {option.help} |")
    return "\n".join(lines) + "\n"
