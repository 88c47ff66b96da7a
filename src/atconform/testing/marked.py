"""What a mark asks of a test's modules, and what is shown of them when the test fails."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from atconform.base.errors import UsageError
from atconform.testing.virtualmodule import VirtualModule

if TYPE_CHECKING:
    from atconform.testing.left import Shown
    from atconform.testing.ptymodule import PtyModule

HeldT = TypeVar("HeldT", "VirtualModule", "PtyModule")
MOST_LINES = 300
"""Of a transcript that are shown."""
OF_VIRTUAL_TIME = ("time", "threads")
"""What a mark says that means nothing to a module in real time."""


def opened(family: str, marks: Iterable[pytest.Mark], kind: type[HeldT]) -> HeldT:
    """Open the module of a fixture.

    :param marks: those of the test, the closest first
    :param kind: in virtual time or in real time
    :raises pytest.fail.Exception: a mark asks for something that there is not
    """
    asked: dict[str, Any] = {}
    for mark in marks:
        if mark.args:
            pytest.fail(f"@pytest.mark.atconform takes names with values, and not {mark.args[0]!r}", pytrace=False)
        asked = {**mark.kwargs, **asked}
    if not issubclass(kind, VirtualModule):
        asked = {name: value for name, value in asked.items() if name not in OF_VIRTUAL_TIME}
    try:
        return kind(family, **asked)
    except UsageError as error:
        raise pytest.fail.Exception(f"@pytest.mark.atconform: {error}", pytrace=False) from None


def show(report: pytest.TestReport, modules: Iterable[tuple[str, Shown]]) -> None:
    """Add transcripts to the report of a test that has failed.

    :param modules: with the names of their fixtures, or their own
    """
    for name, held in modules:
        title, text = f"{name}: transcript, until {held.elapsed:.6f} s", _shortened(held.transcript, name)
        add = getattr(report.longrepr, "addsection", None)
        if add is not None:  # stands in JUnit too, whatever of what a test has captured is shown
            add(title, text, "-")
        else:
            report.sections.append((title, text))


def _shortened(transcript: str, name: str) -> str:
    lines = transcript.splitlines()
    if len(lines) <= MOST_LINES:
        return transcript
    left_out = f"({len(lines) - MOST_LINES} lines before these are left out: {name}.transcript has them)"
    return "\n".join([left_out, *lines[-MOST_LINES:]])
