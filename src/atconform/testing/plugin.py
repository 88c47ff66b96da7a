"""pytest's entry point. It loads nothing else of atconform until a test asks for a module."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from atconform.testing.handle import EmulatedModule
    from atconform.testing.ptymodule import PtyModule
    from atconform.testing.virtualmodule import VirtualModule

HeldT = TypeVar("HeldT", "VirtualModule", "PtyModule")
MARK = "atconform"
HELD = pytest.StashKey[dict[str, "EmulatedModule"]]()
"""The modules that a test holds, by the names of their fixtures."""


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of the mark."""
    config.addinivalue_line(
        "markers",
        f"{MARK}(variant=, started=, time=, threads=, **options): what the emulated modules of this test are like "
        "(docs/testing.md of atconform)",
    )


@pytest.fixture
def sim800(request: pytest.FixtureRequest) -> Iterator[VirtualModule]:
    """Have an emulated SIM800 in virtual time."""
    yield from _held(request, "sim800", _in_virtual_time())


@pytest.fixture
def sim800_pty(request: pytest.FixtureRequest) -> Iterator[PtyModule]:
    """Have an emulated SIM800 in real time, on a pseudo-terminal."""
    yield from _held(request, "sim800", _in_real_time())


@pytest.fixture
def sim7000(request: pytest.FixtureRequest) -> Iterator[VirtualModule]:
    """Have an emulated SIM7000 in virtual time."""
    yield from _held(request, "sim7000", _in_virtual_time())


@pytest.fixture
def sim7000_pty(request: pytest.FixtureRequest) -> Iterator[PtyModule]:
    """Have an emulated SIM7000 in real time, on a pseudo-terminal."""
    yield from _held(request, "sim7000", _in_real_time())


@pytest.fixture
def sim7020(request: pytest.FixtureRequest) -> Iterator[VirtualModule]:
    """Have an emulated SIM7020 in virtual time."""
    yield from _held(request, "sim7020", _in_virtual_time())


@pytest.fixture
def sim7020_pty(request: pytest.FixtureRequest) -> Iterator[PtyModule]:
    """Have an emulated SIM7020 in real time, on a pseudo-terminal."""
    yield from _held(request, "sim7020", _in_real_time())


@pytest.fixture
def sim7x00(request: pytest.FixtureRequest) -> Iterator[VirtualModule]:
    """Have an emulated SIM7500 or SIM7600 in virtual time."""
    yield from _held(request, "sim7x00", _in_virtual_time())


@pytest.fixture
def sim7x00_pty(request: pytest.FixtureRequest) -> Iterator[PtyModule]:
    """Have an emulated SIM7500 or SIM7600 in real time, on a pseudo-terminal."""
    yield from _held(request, "sim7x00", _in_real_time())


def _in_virtual_time() -> type[VirtualModule]:
    from atconform.testing.virtualmodule import VirtualModule

    return VirtualModule


if sys.platform == "win32":

    def _in_real_time() -> type[PtyModule]:
        pytest.skip("Windows has no pseudo-terminals")

else:

    def _in_real_time() -> type[PtyModule]:
        from atconform.testing.ptymodule import PtyModule

        return PtyModule


def _held(request: pytest.FixtureRequest, family: str, kind: type[HeldT]) -> Iterator[HeldT]:
    from atconform.testing.marked import opened

    held = opened(family, request.node.iter_markers(MARK), kind)
    request.node.stash.setdefault(HELD, {})[request.fixturename] = held
    try:
        yield held
    finally:
        held.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Fail a test whose program has swallowed what fails it."""
    result = yield
    for held in item.stash.get(HELD, {}).values():
        held.raise_failure()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show what was said before a test failed, on the terminal and in JUnit."""
    report = yield
    if report.failed and (modules := item.stash.get(HELD, None)):
        from atconform.testing.marked import show

        show(report, modules)
    return report
