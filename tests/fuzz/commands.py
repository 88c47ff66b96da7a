"""Command lines for a family, drawn from what it declares: every form, values in their ranges and beside them."""

from __future__ import annotations

from functools import cache
from random import Random

from atconform.base.units import SECOND
from atconform.emulator.core.command import REQUIRED, Address, Form, Int, OneOf, Parameter, Ranges, Text, Word
from atconform.emulator.families import FAMILIES
from tests.emulator.driver import Driver
from tests.fuzz.chance import many, one_of

MODES = ((), ("AT+CIPMUX=1",), ("AT+CIPMODE=1",), ("AT+NETOPEN",))
"""What is typed before the write forms are looked at, since they are others in other modes."""
TEXTS = (
    *("", "CMNET", "TCP", "UDP", "IP", "116.228.221.51", "www.baidu.com", "nowhere.test", "10.0.0.1", "0.0.0.0"),
    *("10086", "1234", "01100001", "hello", "68656C6C6F", "SM", "GSM", "a b", "a,b", "a;b", ">", "OK", "\u00ff"),
)
NUMBERS = ("-1", "0", "1", "2", "8500", "9600", "1234", "65535", "65536", "99999999999", "1.5", "x", "007", "")
WRONG = (*NUMBERS, *(f'"{text}"' for text in TEXTS))
ADDRESSES = ("116.228.221.51", "10.0.0.1", "255.255.255.255")
LONGEST_TEXT = 300
STACKS = ("+CIP", "+CSO", "+NET", "+SERVER", "+CPING", "+SNPING", "+CDNS")
"""How the commands of protocol stacks begin."""
ASKED = 0.7
OTHER_FORMS = 0.25
"""How often a command that has a write form is drawn in another one."""


def line(family: str, rng: Random) -> str:
    """Draw a command line of one command."""
    return f"AT{_command(family, rng)}"


def joined(family: str, rng: Random) -> str:
    """Draw a command line of several commands."""
    return "AT" + ";".join(many(rng, 4, lambda: _command(family, rng), least=2))


def setting(family: str, rng: Random) -> list[str]:
    """Draw a command line that sets something, and most often the one that asks for it then."""
    known = FAMILIES[family].commands
    name = rng.choice([name for name in sorted(known) if known[name].read and _write_forms(family, name)])
    asked = [f"AT{name}?"] if rng.random() < ASKED else []
    return [f"AT{_written(family, name, rng)}", *asked]


def moving_data(family: str, rng: Random) -> str:
    """Draw a command line that sends data, which it may ask for, or that fetches data."""
    names = [name for name in sorted(FAMILIES[family].commands) if "SEND" in name or "RXGET" in name]
    return f"AT{_written(family, rng.choice(names), rng)}"


def data_waits(family: str) -> list[str]:
    """Return the command lines that have received data wait until it is fetched."""
    return [f"AT{name}=1" for name in ("+CIPRXGET", "+CSORXGET") if name in FAMILIES[family].commands]


def _command(family: str, rng: Random) -> str:
    """Draw a command: of the protocol stacks as often as of all others, which are more."""
    names = sorted(FAMILIES[family].commands)
    stacks = [name for name in names if name.startswith(STACKS)]
    name = rng.choice(rng.choice((names, stacks)))
    if rng.random() < OTHER_FORMS:
        return name + rng.choice(("?", "=?", ""))
    return _written(family, name, rng)


def _written(family: str, name: str, rng: Random) -> str:
    """Draw a write form, or nothing behind the name where there is none or all is left out."""
    forms = [form for form in _write_forms(family, name) if form.parameters]
    arguments = _arguments(rng.choice(forms), rng) if forms else ""
    return name + ("=" if arguments and name[0] in "+*^$%S" else "") + arguments


@cache
def _write_forms(family: str, name: str) -> tuple[Form, ...]:
    forms = (module.commands[name].write_form(module) for module in map(_in_mode, [family] * len(MODES), MODES))
    return tuple(dict.fromkeys(form for form in forms if form is not None))


@cache
def _in_mode(family: str, typed: tuple[str, ...]) -> Driver:
    driver = Driver(family)
    driver.pass_time(5 * SECOND)
    for line in typed:
        driver.type_raw(f"{line}\r".encode())
    return driver.module  # type: ignore[return-value]  # as a driver of the tests, it has what is asked here


def _arguments(form: Form, rng: Random) -> str:
    """Draw what stands behind the ``=``: as the form has it, values left out at its end and in its middle."""
    required = sum(parameter.default is REQUIRED for parameter in form.parameters)
    count = rng.randint(min(1, required), len(form.parameters))
    return ",".join(_value(parameter, rng) for parameter in form.parameters[:count])


def _value(parameter: Parameter, rng: Random) -> str:
    ways = [(12, lambda: _right(parameter, rng)), (1, lambda: rng.choice(WRONG))]
    if parameter.default is not REQUIRED:
        ways.append((2, str))
    return one_of(rng, *ways)


def _right(parameter: Parameter, rng: Random) -> str:
    match parameter:
        case Int(low=low, high=high):
            near = [value for value in (low, low + 1, high, 1234, 8500, 9600) if low <= value <= high]
            return str(rng.choice([*near, rng.randint(low, high)]))
        case OneOf(choices=numbers):
            return str(rng.choice(numbers))
        case Ranges(ranges=ranges):
            return _right(rng.choice(ranges), rng)
        case Word(choices=words):
            return f'"{rng.choice(words)}"'
        case Address():
            return f'"{rng.choice(ADDRESSES)}"'
        case Text(longest=longest, bare=bare):
            text = rng.choice([text for text in (*TEXTS, "x" * min(longest, LONGEST_TEXT)) if len(text) <= longest])
            return text if bare and text.isalnum() and rng.random() < 0.5 else f'"{text}"'
