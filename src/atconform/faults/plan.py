"""A plan of what goes wrong: a TOML file, or ``random:SEED[,RATE]``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from atconform.base.errors import UsageError
from atconform.base.suggest import did_you_mean
from atconform.faults.chance import USUAL_RATE, Odds

RANDOM = re.compile(r"random:([0-9]{1,18})(?:,([0-9]{1,6}))?")
KEYS = ("fault", "random")
LARGEST = 1024 * 1024
"""Bytes. A file that is larger is no plan."""


@dataclass(frozen=True, slots=True)
class Planned:
    """One fault of a plan, as it is written there."""

    name: str
    given: Mapping[str, object]
    where: str = ""
    """Where it stands, for a person: ``plan.toml line 7``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to go wrong, with times that count from the start."""

    faults: tuple[Planned, ...] = ()
    odds: Odds | None = None
    """What is drawn at random beside it."""


NOTHING = Plan()


def read_plan(text: str) -> Plan:
    """Read what an option says: the path of a plan, or ``random:SEED[,RATE]``.

    :raises UsageError: it is neither, or the plan is not written as it should be
    """
    if text.startswith("random:"):
        found = RANDOM.fullmatch(text)
        if found is None:
            raise UsageError(f"{text}: no such seed or rate", "write random:SEED or random:SEED,FAULTS-AN-HOUR")
        return Plan(odds=Odds(int(found[1]), USUAL_RATE if found[2] is None else int(found[2])))
    path = Path(text)
    try:
        with path.open("rb") as file:
            octets = file.read(LARGEST + 1)
        if len(octets) > LARGEST:
            raise UsageError(f"{path} is too large for a plan", "name a TOML file with [[fault]] tables")
        written = octets.decode("utf-8")
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}", "name a plan, or random:SEED") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8", "name a TOML file with [[fault]] tables") from None
    return parse_plan(written, str(path))


def parse_plan(written: str, called: str) -> Plan:
    """Read the text of a plan.

    :param called: what the plan is called in what is said of it
    :raises UsageError: it is not written as it should be
    """
    try:
        read = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{called}: {error}", "docs/faults.md shows a plan") from None
    for key in read:
        if key not in KEYS:
            raise UsageError(
                f"{called}{_line(written, key)}: a plan has no {key}{did_you_mean(key, list(KEYS))}",
                "it has [[fault]] tables and a [random] table",
            )
    tables = read.get("fault", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise UsageError(f"{called}{_line(written, 'fault')}: fault is not a list of tables", "write [[fault]]")
    begins = _headings(written)
    whole = begins if len(begins) == len(tables) else [0] * len(tables)
    faults = tuple(_fault(table, f"{called} line {n}" if n else called) for n, table in zip(whole, tables, strict=True))
    odds = read.get("random")
    return Plan(faults, None if odds is None else _odds(odds, f"{called}{_line(written, 'random')}"))


def _headings(written: str) -> list[int]:
    """Return in which lines tables of faults begin."""
    return [n for n, line in enumerate(written.splitlines(), 1) if re.match(r"\s*\[\[\s*fault\s*\]\]", line)]


def _line(written: str, key: str) -> str:
    """Say in which line a table or key begins, if that can be seen."""
    head = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*(\]|=|\.|$)""")
    return next((f" line {n}" for n, line in enumerate(written.splitlines(), 1) if head.match(line)), "")


def _fault(table: Mapping[str, Any], where: str) -> Planned:
    name = table.get("name")
    if not isinstance(name, str):
        raise UsageError(f"{where}: a fault without a name", 'write for instance name = "context-lost"')
    return Planned(name, {key: value for key, value in table.items() if key != "name"}, where)


def _odds(table: object, where: str) -> Odds:
    """Read what is drawn at random.

    :raises UsageError: it is not written as it should be
    """
    if not isinstance(table, dict):
        raise UsageError(f"{where}: random is not a table", "write [random], and below it seed = 1")
    known = ("seed", "rate", "faults")
    for key in table:
        if key not in known:
            raise UsageError(
                f"{where}: random has no {key}{did_you_mean(key, list(known))}", "it has seed, rate, faults"
            )
    seed, rate, names = table.get("seed"), table.get("rate", USUAL_RATE), table.get("faults", [])
    if seed is None:
        raise UsageError(f"{where}: random wants a seed", "write for instance seed = 1")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise UsageError(f"{where}: faults is not a list of names", 'write for instance faults = ["context-lost"]')
    try:
        return Odds(seed, rate, tuple(names))
    except UsageError as error:
        raise UsageError(f"{where}: {error.what}", error.hint) from None
