"""Work that makes very many objects and lets go of none: Python need not look for what can be let go meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def holding() -> Iterator[None]:
    """Keep Python from looking for rings of objects, which takes longer the more there are; then it is as before."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
