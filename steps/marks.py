"""How the Then steps of a scenario say what they rest on, where that is not the strongest document among its tags."""

from __future__ import annotations

import re

PREFIXES = (
    re.compile(r"by the (manual) (.+)", re.DOTALL),
    re.compile(r"as (observed) (.+)", re.DOTALL),
    re.compile(r"by our reading (G\d{2,3}) (.+)", re.DOTALL),
)
CHINESE = {
    "按手册，": "by the manual ",
    "据记录，": "as observed ",
    r"按我们的理解 ?(G\d{2,3})，": r"by our reading \1 ",
}


def read_mark(step: str) -> tuple[str, str]:
    """Read what a Then step rests on, and the rest of the step.

    :returns: ``manual``, ``observed``, the id of a gap, or nothing where the step has no mark; and the rest
    """
    if not step.isascii():
        for chinese, english in CHINESE.items():
            step = re.sub(rf"^{chinese}", english, step)
    for prefix in PREFIXES:
        if match := prefix.fullmatch(step):
            return match[1], match[2]
    return "", step
