"""An emulated module in the tests of an application (docs/testing.md)."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from atconform.testing.endings import NothingMore, ServerBroke, ThreadsLeft, WrongUse
    from atconform.testing.opening import module
    from atconform.testing.ptymodule import PtyModule
    from atconform.testing.virtualmodule import VirtualModule

__all__ = ["NothingMore", "PtyModule", "ServerBroke", "ThreadsLeft", "VirtualModule", "WrongUse", "module"]

_STANDS_IN = {
    "NothingMore": "endings",
    "ServerBroke": "endings",
    "ThreadsLeft": "endings",
    "WrongUse": "endings",
    "PtyModule": "ptymodule",
    "VirtualModule": "virtualmodule",
    "module": "opening",
}


def __getattr__(name: str) -> Any:
    """Load what is used: pytest loads this room in projects, too, that use none of it."""
    if name not in _STANDS_IN:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_STANDS_IN[name]}"), name)
