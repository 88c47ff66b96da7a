"""What a failed test shows of where it failed: its own lines and the program's, and none of ours."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import pytest

OURS = str(Path(__file__).parents[1])
PLAYING = ("_pytest", "pluggy")
"""What plays a test: a traceback that ends there says nothing, and is left as it is."""


def shorten(excinfo: pytest.ExceptionInfo[BaseException]) -> pytest.ExceptionInfo[BaseException]:
    """Leave our lines out of the traceback of an error of ours, and of those that it comes from."""
    error: BaseException | None = excinfo.value
    seen = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        error.__traceback__ = _without_ours(error.__traceback__)
        error = error.__cause__
    return pytest.ExceptionInfo.from_exception(excinfo.value)


def _without_ours(traceback: TracebackType | None) -> TracebackType | None:
    kept = []
    each = traceback
    while each is not None:
        if not each.tb_frame.f_code.co_filename.startswith(OURS):
            kept.append(each)
        each = each.tb_next
    if not kept or str(kept[-1].tb_frame.f_globals.get("__name__")).partition(".")[0] in PLAYING:
        return traceback
    for one, following in zip(kept, [*kept[1:], None], strict=True):
        one.tb_next = following
    return kept[0]
