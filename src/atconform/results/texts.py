"""The texts of a record: whoever said them, they are written and read as text that can be printed.

What comes out of a record is so the same on every way out of it, and nothing behind the reader has to ask.
"""

from __future__ import annotations

from typing import Any

from atconform.base.plain import visible, visible_line

OF_SEVERAL_LINES = frozenset({"reason", "known", "not_as_known", "remarks", "text", "steps", "remark"})
"""The keys of texts that can have several lines; every other text, and every key, stays in one."""
DEEPEST = 40
"""How many lists and objects can be in one another."""


def plain(value: Any, key: str = "", depth: int = 0) -> Any:
    """Write by name what cannot be printed in the texts and keys of a structure of lists and dictionaries.

    :param key: that the value has
    :raises ValueError: it is nested too deeply
    """
    if isinstance(value, str):
        return visible(value) if key in OF_SEVERAL_LINES else visible_line(value)
    if depth > DEEPEST:
        raise ValueError("it is nested too deeply")
    if isinstance(value, dict):
        return {visible_line(str(name)): plain(item, str(name), depth + 1) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, key, depth + 1) for item in value]
    return value
