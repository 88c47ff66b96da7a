"""Settings of a module: what each may be, what it is at first, what it outlives, and which command shows it.

A setting is declared once, beside what goes by it, and is its own key: ``module.settings[HEAD]`` has the type of HEAD.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar, cast

from atconform.emulator.core.command import OneOf, Parameter

T = TypeVar("T")


class Saved(enum.Enum):
    """How a setting is kept (the manuals' parameter saving modes)."""

    NO = "lost at power-off"
    PROFILE = "stored by AT&W"
    AT_ONCE = "stored when set"
    AT_RESTART = "stored when set, in effect after a restart"


@dataclass(frozen=True, slots=True, eq=False)
class Setting(Generic[T]):
    """One setting."""

    name: str
    """What it is known by, with its stack where it has one: ``cip.head``."""
    default: T
    within: Parameter | tuple[Parameter, ...] | None = None
    """The values that it may have; a tuple: those of each of its numbers. None: any that it has the type of."""
    saved: Saved = Saved.NO
    command: str = ""
    """The command that shows it, where one does; a setting of that name and no other."""
    untouched_by_reset: bool = False
    """Whether AT&F and ATZ leave it alone."""

    def but(self, **changes: Any) -> Setting[T]:
        """Declare the same setting as another family has it: another default, range or way of being kept."""
        return replace(self, **changes)

    @property
    def only(self) -> Parameter:
        """The values of a setting that is one number or one text."""
        assert self.within is not None
        assert not isinstance(self.within, tuple)
        return self.within

    @property
    def choices(self) -> tuple[int, ...]:
        """The values of a setting that is one of a few numbers."""
        assert isinstance(self.within, OneOf)
        return self.within.choices

    @property
    def each(self) -> tuple[Parameter, ...]:
        """The values of each number of a setting that is a row of them."""
        assert isinstance(self.within, tuple)
        return self.within

    def allows(self, value: T) -> bool:
        """Return whether this is one of its values."""
        if isinstance(self.within, tuple):
            row = cast(tuple[Any, ...], value)
            return len(row) == len(self.within) and all(map(_allowed, self.within, row))
        return self.within is None or _allowed(self.within, value)


def _allowed(within: Parameter, value: Any) -> bool:
    return within.allows(value) or (value == within.default)


@dataclass(slots=True)
class Memory:
    """The module's non-volatile memory, which outlives a power cycle."""

    profile: dict[str, Any] = field(default_factory=dict)
    at_once: dict[str, Any] = field(default_factory=dict)


class Settings:
    """The present values of a module's settings; ``changed`` is called whenever one of them changes."""

    def __init__(self, declared: Mapping[str, Setting[Any]], memory: Memory, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._declared = declared
        self._memory = memory
        self._values = {name: setting.default for name, setting in declared.items()}
        self._values |= memory.profile
        self._values |= memory.at_once
        self._at_start = dict(self._values)

    def __getitem__(self, setting: Setting[T]) -> T:
        value: T = self._values[setting.name]
        return value

    def __setitem__(self, setting: Setting[T], value: T) -> None:
        declared = self.declared(setting)
        if not declared.allows(value):
            raise ValueError(f"{setting.name} cannot be {value!r}")
        self._values[setting.name] = value
        if declared.saved in (Saved.AT_ONCE, Saved.AT_RESTART):
            self._memory.at_once[setting.name] = value
        self._changed()

    def in_effect(self, setting: Setting[T]) -> T:
        """Return the value that the module goes by: of a setting that waits for a restart, what it started with."""
        waits = self.declared(setting).saved is Saved.AT_RESTART
        return cast(T, (self._at_start if waits else self._values)[setting.name])

    def declared(self, setting: Setting[T]) -> Setting[T]:
        """Return the setting as this module's family has it."""
        return self._declared[setting.name]

    def shown_by(self, command: str) -> Setting[Any]:
        """Return the setting that a command shows.

        :raises KeyError: there is none
        """
        return {setting.command: setting for setting in self._declared.values()}[command]

    def spell(self, setting: Setting[Any]) -> str:
        """Spell a value as read forms do: a row of numbers with commas between them."""
        value = self._values[setting.name]
        return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)

    def save(self, settings: Iterable[Setting[Any]]) -> None:
        """Keep present values over power cycles, however the settings are kept otherwise."""
        self._memory.at_once |= {setting.name: self._values[setting.name] for setting in settings}

    def are_saved(self, settings: Iterable[Setting[Any]]) -> bool:
        """Return whether the present values are those that have been kept."""
        stored = self._memory.at_once
        return all(stored.get(setting.name) == self._values[setting.name] for setting in settings)

    def store_profile(self) -> None:
        """AT&W: keep what belongs to the user profile."""
        self._memory.profile = {
            name: self._values[name] for name, setting in self._declared.items() if setting.saved is Saved.PROFILE
        }

    def restore_profile(self) -> None:
        """ATZ: back to the stored profile, defaults where nothing was stored."""
        self._reset(self._memory.profile)

    def restore_factory(self) -> None:
        """AT&F: back to the manufacturer's defaults; the stored profile stays."""
        self._reset({})

    def _reset(self, stored: Mapping[str, Any]) -> None:
        for name, setting in self._declared.items():
            if setting.saved is Saved.PROFILE and not setting.untouched_by_reset:
                self._values[name] = stored.get(name, setting.default)
        self._changed()
