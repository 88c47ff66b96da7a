"""The list of known failures, ``known-failures.toml``: what is known to be wrong, and how it fails.

A scenario that is listed has to fail, and its reason has to contain the text that the list has for it; then the run
does not fail because of it. Any other end of it says that the list is wrong. ``docs/known-failures.md`` tells
how the file is written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Annotated

import msgspec

from atconform.base.errors import UsageError
from atconform.base.suggest import did_you_mean

FILE = "known-failures.toml"
"""What the list is called where no other file is named."""

UNEXPLAINED = "not explained yet"
"""Stands in a draft where a person has to write the reason; a list that still says so is refused."""

Text = Annotated[str, msgspec.Meta(min_length=1)]


class Range(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """From one firmware to another, both included; an end that is empty is open."""

    first: str = msgspec.field(default="", name="from")
    last: str = msgspec.field(default="", name="to")

    def covers(self, firmware: str) -> bool:
        """Return whether a firmware lies in the range; one whose letters differ from those of an end does not."""
        after_first = not self.first or _not_after(self.first, firmware)
        return after_first and (not self.last or _not_after(firmware, self.last))

    @property
    def empty(self) -> bool:
        """Whether no firmware can lie in it: its ends are no two of one line, or stand the wrong way round."""
        return bool(self.first and self.last) and not _not_after(self.first, self.last)


def _not_after(first: str, second: str) -> bool:
    """Return whether two firmwares differ in their numbers alone, and the first is not the later one."""
    (letters, numbers), (other_letters, other_numbers) = _parts(first), _parts(second)
    return letters == other_letters and numbers <= other_numbers


def _parts(firmware: str) -> tuple[list[str], list[tuple[int, str]]]:
    """Take a firmware apart: ``1418B05SIM800L24`` has the letters B, SIM, L and the numbers 1418, 5, 800, 24.

    Numbers are their length and digits, since a module may give more digits than can be reckoned with.
    """
    name = firmware.removeprefix("Revision:").strip()
    numbers = [number.lstrip("0") for number in re.findall(r"[0-9]+", name)]
    return re.split(r"[0-9]+", name), [(len(number), number) for number in numbers]


class KnownFailure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One entry of the list: a scenario, or every scenario of a requirement."""

    scenario: str = ""
    """``id``, for every case that it has, or ``id[case]``."""
    requirement: str = ""
    family: Text
    """FAMILY, or FAMILY@VARIANT."""
    firmware: Range = Range()
    reason: Text
    link: str = ""
    contains: Text
    """What the reason of the failure has to contain."""

    def covers(
        self, names: Collection[str], requirements: Collection[str], family: str, variant: str, firmware: str
    ) -> bool:
        """Return whether the entry is about a scenario on a module.

        :param names: what the scenario is called, without its case and with it
        :param requirements: what it shows
        """
        about = self.scenario in names if self.scenario else self.requirement in requirements
        return about and self.family in (family, f"{family}@{variant}") and self.firmware.covers(firmware)

    @property
    def note(self) -> str:
        """The reason, and where more is to be read."""
        return f"{self.reason} ({self.link})" if self.link else self.reason


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    known: list[KnownFailure] = []


def read(path: Path) -> tuple[KnownFailure, ...]:
    """Read a list of known failures.

    :raises UsageError: it cannot be read, or an entry is wrong; names the key and the place
    """
    try:
        content = tomllib.loads(path.read_text("utf-8"))
        entries = msgspec.convert(content, _File).known
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}", "name a list of known failures that can be read") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} is not TOML: {error}") from None
    except msgspec.ValidationError as error:
        raise UsageError(f"{path}: {_explain(str(error))}") from None
    for number, entry in enumerate(entries, start=1):
        if bool(entry.scenario) == bool(entry.requirement):
            raise UsageError(f"{path}: entry {number}: name a scenario or a requirement, one of the two")
        if entry.reason == UNEXPLAINED:
            what = f"{path}: entry {number} ({entry.scenario or entry.requirement}): {UNEXPLAINED}"
            raise UsageError(what, "write into its reason why it fails, or remove the entry")
        if entry.firmware.empty:
            ends = f"{entry.firmware.first} to {entry.firmware.last}"
            raise UsageError(f"{path}: entry {number} firmware: no firmware lies between the two: {ends}")
    return tuple(entries)


EXPECTED = {
    "str": "expected text",
    "array": "write [[known]] before each",
    "object": 'write { from = "...", to = "..." }',
}
"""What a wrong type is answered with."""


def _explain(problem: str) -> str:
    """Say where and what is wrong: ``entry 2: the key 'famly' is not known; did you mean family?``."""
    what, _, place = problem.partition(" - at `$.")
    if unknown := re.search(r"unknown field `(.+?)`", what):
        keys = ["known", *KnownFailure.__struct_encode_fields__, *Range.__struct_encode_fields__]
        what = f"the key {unknown[1]!r} is not known{did_you_mean(unknown[1], keys)}"
    elif missing := re.search(r"required field `(.+?)`", what):
        what = f"the key {missing[1]!r} is missing"
    elif "length" in what:
        what = "it may not be empty"
    else:
        for expected, words in EXPECTED.items():
            what = what.replace(f"Expected `{expected}`", words)
    entry = re.fullmatch(r"known\[(\d+)\]\.?(.*)`", place)
    where = f"entry {int(entry[1]) + 1} {entry[2].replace('.', ' ')}".strip() if entry else place.rstrip("`")
    return f"{where}: {what}" if where else what


def faults(
    entries: Iterable[KnownFailure],
    scenarios: Collection[str],
    requirements: Collection[str],
    modules: Collection[str],
) -> list[str]:
    """Return which entries name what does not exist, one line each.

    :param scenarios: the names of all scenarios, without their cases and with them
    :param requirements: the ids of the catalogue
    :param modules: the families, and their variants as FAMILY@VARIANT
    """
    return [
        f"entry {number}: {fault}"
        for number, entry in enumerate(entries, start=1)
        for fault in _faults(entry, scenarios, requirements, modules)
    ]


def _faults(
    entry: KnownFailure, scenarios: Collection[str], requirements: Collection[str], modules: Collection[str]
) -> Iterator[str]:
    named = {
        "scenario": (entry.scenario, scenarios),
        "requirement": (entry.requirement, requirements),
        "variant" if "@" in entry.family else "family": (entry.family, modules),
    }
    for kind, (name, known) in named.items():
        if name and name not in known:
            yield f"no {kind} {name!r}{did_you_mean(name, list(known))}"
