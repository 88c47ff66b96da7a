"""pytest's entry point. It loads nothing else of atconform until a test asks for a module."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from atconform.testing.handle import EmulatedModule
    from atconform.testing.ptymodule import PtyModule
    from atconform.testing.virtualmodule import VirtualModule

HeldT = TypeVar("HeldT", "VirtualModule", "PtyModule")
MARK = "atconform"
FAMILIES = ("sim800", "sim7000", "sim7020", "sim7x00")
"""Those of ``base.families``, which is not loaded for this: each has two fixtures, by its name and with ``_pty``."""
HELD = pytest.StashKey[dict[str, "EmulatedModule"]]()
"""The modules that a test holds, by the names of their fixtures."""


def pytest_configure(config: pytest.Config) -> None:
    """Tell pytest of the mark."""
    config.addinivalue_line(
        "markers",
        f"{MARK}(variant=, started=, time=, threads=, **options): what the emulated modules of this test are like "
        "(docs/testing.md of atconform)",
    )


def _virtual() -> type[VirtualModule]:
    from atconform.testing.virtualmodule import VirtualModule

    return VirtualModule


if sys.platform == "win32":

    def _real() -> type[PtyModule]:
        pytest.skip("Windows has no pseudo-terminals")

else:

    def _real() -> type[PtyModule]:
        from atconform.testing.ptymodule import PtyModule

        return PtyModule


def _fixture(family: str, kind: Callable[[], type[HeldT]], of_what: str) -> Any:
    """Make the fixture of a family's module.

    :param kind: loads the class of the module
    :param of_what: what it is in, for a person who lists fixtures
    """

    def fixture(request: pytest.FixtureRequest) -> Iterator[HeldT]:
        from atconform.testing.marked import opened

        held = opened(family, request.node.iter_markers(MARK), kind())
        request.node.stash.setdefault(HELD, {})[request.fixturename] = held
        try:
            yield held
        finally:
            held.close()

    fixture.__doc__ = f"An emulated {family.upper()} in {of_what}."
    return fixture


for family in FAMILIES:
    globals()[family] = pytest.fixture(name=family)(_fixture(family, _virtual, "virtual time"))
    globals()[f"{family}_pty"] = pytest.fixture(name=f"{family}_pty")(
        _fixture(family, _real, "real time, on a pseudo-terminal")
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Fail a test whose program has swallowed what fails it."""
    result = yield
    for held in item.stash.get(HELD, {}).values():
        held.raise_failure()
    return result


@pytest.hookimpl(specname="pytest_runtest_makereport")
def pytest_shorten_traceback(item: pytest.Item, call: pytest.CallInfo[Any]) -> None:
    """Show of an error of ours where the test came to it; no wrapper, since those of unittest are given here first."""
    if call.excinfo is None or "atconform.testing.making" not in sys.modules or item.config.option.fulltrace:
        return
    if type(call.excinfo.value).__module__.startswith("atconform."):
        from atconform.testing.tracebacks import shorten

        call.excinfo = shorten(call.excinfo)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[Any]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show what was said before a test failed, on the terminal and in JUnit."""
    report = yield
    if "atconform.testing.left" in sys.modules and (report.failed or call.when == "teardown"):
        from atconform.testing import left, marked

        modules = [*item.stash.get(HELD, {}).items(), *((held.name, held) for held in left.take())]
        if report.failed:
            marked.show(report, modules)
    if call.when == "teardown" and HELD in item.stash:
        del item.stash[HELD]  # tests live as long as the run, modules need not
    return report
