"""The figures of a family: a set for each subject, declared beside the subject's commands.

Data, so that a variant is a changed copy. A figure is known by its subject and its name: ``escape.before``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import Field, field, fields, replace
from typing import Any, Literal, TypeVar

Delays = Literal["short", "normal", "none"]
"""How long a module takes: short and distinct as virtual time wants it, like a real module, or no time at all."""
Set = TypeVar("Set")


def figure(default: int, step: int = 1) -> Any:
    """Declare a figure that the self-check may move by ``step``: a scenario must notice."""
    return field(default=default, metadata={"step": step})


def delay(short: int, *, normal: int, none: int | None = None) -> Any:
    """Declare how long something takes; short delays are small, distinct and not zero: no order is an accident.

    :param normal: how long it takes a real module, in microseconds
    :param none: how long it takes where the surroundings take their own time already; None: as short as it is
    """
    return field(default=short, metadata={"normal": normal, "none": none})


class FigureSets:
    """What a family has of figures: one set, a frozen dataclass, for each subject."""

    def __init__(self, sets: Iterable[Any]) -> None:
        self._sets = {type(one): one for one in sets}

    def __getitem__(self, kind: type[Set]) -> Set:
        found: Set = self._sets[kind]
        return found

    def _named(self) -> Iterator[tuple[str, Any, Field[Any]]]:
        for kind, one in self._sets.items():
            for each in fields(one):
                yield f"{subject(kind)}.{each.name}", one, each

    def values(self) -> dict[str, Any]:
        """Return every figure by its name."""
        return {name: getattr(one, each.name) for name, one, each in self._named()}

    def varied(self, changes: Mapping[str, Any]) -> FigureSets:
        """Return a copy with other figures; of a table, only what stands in it otherwise has to be given.

        :param changes: by name, as in ``escape.before``
        :raises KeyError: the family has no such figure
        """
        usual = self.values()
        merged = {name: _merged(usual[name], value) for name, value in changes.items()}
        return FigureSets(
            replace(one, **{name.split(".")[1]: value for name, value in merged.items() if _of(name) == subject(kind)})
            for kind, one in self._sets.items()
        )

    def at(self, delays: Delays) -> FigureSets:
        """Return a copy that takes its time otherwise."""
        times = {name: each.metadata.get(delays) for name, _, each in self._named()}
        return self.varied({name: time for name, time in times.items() if time is not None})

    def movable(self) -> dict[str, int]:
        """Return which figures the self-check may move, and by how much."""
        steps = {name: each.metadata.get("step") for name, _, each in self._named()}
        return {name: step for name, step in steps.items() if step and self.values()[name]}


def subject(kind: type[Any]) -> str:
    """Tell what the figures of a set are about: the file, or the stack, that declares it."""
    parts = kind.__module__.split(".")
    return "core" if parts[-2] == "core" else parts[-2] if parts[-1] == "figures" else parts[-1]


def _of(name: str) -> str:
    return name.split(".", maxsplit=1)[0]


def _merged(usual: Any, value: Any) -> Any:
    """Return a figure as a variant has it; of a table, what it says otherwise than its family."""
    return {**usual, **value} if isinstance(usual, Mapping) else value
