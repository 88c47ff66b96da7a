"""The parameters of faults: what kind of value each has, and how it is written down.

Times are microseconds, as everywhere; they are written as ``30s``, ``500 ms``, ``1h``, or as a number of seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from atconform.base.errors import UsageError
from atconform.base.suggest import did_you_mean
from atconform.base.units import MS, SECOND

Kind = Literal["time", "number", "times", "text", "choice", "yes or no"]
UNITS = {"ms": MS, "s": SECOND, "min": 60 * SECOND, "h": 3600 * SECOND, "": SECOND}
_TIME = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(ms|s|min|h|)")
LONGEST = 365 * 24 * 3600 * SECOND
MOST = 1_000_000
ALWAYS = MOST
"""How often something strikes that has no limit."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a fault."""

    name: str
    """With hyphens, as plans and the command line have it; in Python, with underscores."""
    kind: Kind
    says: str
    """What it means, in a few words."""
    default: Any = None
    """None: it may be left out, and ``unless`` says what holds then."""
    required: bool = False
    unless: str = ""
    """What holds where it is left out and has no default."""
    choices: tuple[str, ...] = ()
    least: int = 0
    """The least value of a number; a time may be zero."""
    most: int = MOST
    """The greatest value of a number."""
    like: str = r"[ -~]{1,200}"
    """A regular expression that a text fits."""

    @property
    def key(self) -> str:
        """How it is called in Python."""
        return self.name.replace("-", "_")

    @property
    def written(self) -> str:
        """What its value looks like, for a person."""
        return "|".join(self.choices) if self.kind == "choice" else self.kind

    @property
    def usual(self) -> str:
        """Its default, as it is written down."""
        if self.required:
            return "has to be given"
        return self.unless or write(self.kind, self.default)

    def read(self, value: object) -> Any:
        """Read a value as a plan, a command line or a program has it.

        :raises UsageError: it is none of this parameter
        """
        match self.kind:
            case "time":
                return self._time(value)
            case "times":
                return ALWAYS if value == "always" else self._number(value)
            case "number":
                return self._number(value)
            case "choice":
                if value not in self.choices:
                    similar = did_you_mean(str(value), list(self.choices))
                    raise self._wrong(value, f"choose from {', '.join(self.choices)}", similar)
                return value
            case "yes or no":
                if value in (True, "yes", "true"):
                    return True
                if value in (False, "no", "false"):
                    return False
                raise self._wrong(value, "write yes or no")
            case "text":
                if not isinstance(value, str) or not re.fullmatch(self.like, value):
                    raise self._wrong(value, f"for instance {self.default}" if self.default else "write ASCII letters")
                return value

    def _time(self, value: object) -> int:
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value * SECOND <= LONGEST:
            return round(value * SECOND)
        found = _TIME.fullmatch(value) if isinstance(value, str) else None
        if found and float(found[1]) * UNITS[found[2]] <= LONGEST:
            return round(float(found[1]) * UNITS[found[2]])
        raise self._wrong(value, "write it as 30s, 500ms, 5min or 1h")

    def _number(self, value: object) -> int:
        if isinstance(value, str) and re.fullmatch("-?[0-9]{1,7}", value):
            value = int(value)
        if not isinstance(value, int) or isinstance(value, bool) or not self.least <= value <= self.most:
            more = ", or always" if self.kind == "times" else ""
            raise self._wrong(value, f"write a whole number from {self.least} to {self.most}{more}")
        return value

    def _wrong(self, value: object, hint: str, similar: str = "") -> UsageError:
        return UsageError(f"{self.name}={value}: no such {WORDS.get(self.kind, 'value')}{similar}", hint)


WORDS = {"time": "time", "number": "number", "times": "number", "text": "text"}


def write(kind: Kind, value: Any) -> str:
    """Write a value down as it is read."""
    if kind == "yes or no":
        return "yes" if value else "no"
    if kind == "times" and value == ALWAYS:
        return "always"
    if kind == "time":
        unit = next((unit for unit in ("h", "min", "s", "ms") if value and value % UNITS[unit] == 0), "s")
        return f"{value / UNITS[unit]:g}{unit}"
    return str(value)


def values(parameters: Iterable[Parameter], given: Mapping[str, object], fault: str) -> dict[str, Any]:
    """Read what was given for the parameters of a fault; return all of them by their names in Python.

    :param given: by name, with hyphens or underscores; None is left out
    :raises UsageError: there is no such parameter, a value is none of it, or one is missing
    """
    known = {parameter.key: parameter for parameter in parameters}
    found: dict[str, Any] = {}
    for name, value in given.items():
        parameter = known.get(name.replace("-", "_"))
        if parameter is None:
            names = [one.name for one in known.values()]
            similar = did_you_mean(name.replace("_", "-"), names)
            raise UsageError(f"{fault} has no parameter {name}{similar}", f"it has {', '.join(names)}")
        if value is not None:
            try:
                found[parameter.key] = parameter.read(value)
            except UsageError as error:
                raise UsageError(f"{fault}: {error.what}", error.hint) from None
    for key, parameter in known.items():
        if parameter.required and key not in found:
            raise UsageError(f"{fault} wants {parameter.name}={parameter.written}", parameter.says)
        found.setdefault(key, parameter.default)
    return found
