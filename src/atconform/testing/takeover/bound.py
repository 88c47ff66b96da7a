"""What a program has bound before a test began: ``from time import sleep``, ``def retry(wait=time.sleep)``.

It is found in the globals of modules, in the defaults of their functions and in the attributes of their classes. What
an object keeps is not found.
"""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Callable, Iterator
from types import FunctionType, ModuleType
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import pytest

LEFT_ALONE = frozenset(
    {"_pytest", "allure_commons", "allure_pytest", "atconform", "execnet", "hypothesis", "pluggy", "pytest",
     "pytest_asyncio", "pytest_bdd", "pytest_timeout", "serial", "xdist"}
)  # fmt: skip
"""Packages that keep the real ones: what plays the tests, and what stands on our ports anyway."""
_STANDARD = sysconfig.get_paths()["stdlib"]
_INSTALLED = ("site-packages", "dist-packages")


class Place(NamedTuple):
    """Where something is kept."""

    owner: Any
    """A module, a class or a function."""
    name: str
    """Of its attribute."""


class Search:
    """Looks for certain things in all modules that are no part of Python, and remembers where they were.

    :param wanted: tells whether this is one of them
    """

    def __init__(self, wanted: Callable[[Any], bool]) -> None:
        self._wanted = wanted
        self._known: WeakKeyDictionary[ModuleType, tuple[int, list[Place]]] = WeakKeyDictionary()
        """Where they are in a module, and how many names it had then: to look through all takes long."""

    def replace(self, patch: pytest.MonkeyPatch, stand_in: Callable[[Any], Any]) -> None:
        """Put something in the place of each.

        :param stand_in: tells what to put in the place of this one
        """

        def other(value: Any) -> Any:
            return stand_in(value) if self._wanted(value) else value

        for module in _modules():
            for owner, name in self._places(module):
                value = vars(owner).get(name) if name not in _DEFAULTS else getattr(owner, name)
                match value:
                    case staticmethod():
                        patch.setattr(owner, name, staticmethod(other(value.__func__)))
                    case tuple() if name == "__defaults__":
                        patch.setattr(owner, name, tuple(map(other, value)))
                    case dict() if name == "__kwdefaults__":
                        patch.setattr(owner, name, {key: other(each) for key, each in value.items()})
                    case _ if isinstance(owner, type) and isinstance(new := other(value), FunctionType):
                        patch.setattr(owner, name, staticmethod(new))  # a builtin function is no method, either
                    case _:
                        patch.setattr(owner, name, other(value))

    def _places(self, module: ModuleType) -> list[Place]:
        size, places = self._known.get(module, (-1, []))
        if size != len(vars(module)):
            places = [*self._look_through(module)]
            self._known[module] = len(vars(module)), places
        return places

    def _look_through(self, module: ModuleType) -> Iterator[Place]:
        for name, value in list(vars(module).items()):
            if self._wanted(value):
                yield Place(module, name)
            elif getattr(value, "__module__", None) == module.__name__:
                if isinstance(value, FunctionType):
                    yield from self._in_defaults(value)
                elif isinstance(value, type):
                    yield from self._in_class(value)

    def _in_class(self, owner: type) -> Iterator[Place]:
        for name, value in list(vars(owner).items()):
            function = value.__func__ if isinstance(value, staticmethod | classmethod) else value
            if self._wanted(function):
                yield Place(owner, name)
            elif isinstance(function, FunctionType):
                yield from self._in_defaults(function)

    def _in_defaults(self, function: FunctionType) -> Iterator[Place]:
        for name in _DEFAULTS:
            kept = getattr(function, name) or ()
            if any(map(self._wanted, kept.values() if isinstance(kept, dict) else kept)):
                yield Place(function, name)


_DEFAULTS = ("__defaults__", "__kwdefaults__")


def _modules() -> Iterator[ModuleType]:
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if not file or not isinstance(module, ModuleType) or name.partition(".")[0] in LEFT_ALONE:
            continue
        if not file.startswith(_STANDARD) or any(folder in file for folder in _INSTALLED):
            yield module
