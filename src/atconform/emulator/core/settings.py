"""Settings of a module: their defaults, and which of them outlive what.

Each family declares its settings in a table; commands read and write them by name.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


class Saved(enum.Enum):
    """How a setting is kept (the manuals' parameter saving modes)."""

    NO = "lost at power-off"
    PROFILE = "stored by AT&W"
    AT_ONCE = "stored when set"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its default, how it is kept, and whether AT&F and ATZ leave it alone."""

    default: Any
    saved: Saved = Saved.NO
    untouched_by_reset: bool = False


@dataclass(slots=True)
class Memory:
    """The module's non-volatile memory, which outlives a power cycle."""

    profile: dict[str, Any] = field(default_factory=dict)
    at_once: dict[str, Any] = field(default_factory=dict)


class Settings:
    """The present values of a module's settings; ``changed`` is called whenever one of them changes."""

    def __init__(self, declared: Mapping[str, Setting], memory: Memory, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._declared = declared
        self._memory = memory
        self._values = {name: setting.default for name, setting in declared.items()}
        self._values |= memory.profile
        self._values |= memory.at_once

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._values[name] = value
        if self._declared[name].saved is Saved.AT_ONCE:
            self._memory.at_once[name] = value
        self._changed()

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
