"""The tables by which a grammar is parsed. To make them takes a quarter of a second: they are kept as modules are."""

from __future__ import annotations

import contextlib
import os
import sys
from hashlib import sha256
from pathlib import Path

import lark
from lark import Lark


def parser(source: str, starts: tuple[str, ...]) -> Lark:
    """Return the parser of a grammar.

    :param source: the grammar
    :param starts: the rules that a line can be read as
    :raises lark.exceptions.LarkError: it is no grammar
    """
    file = _file(source, starts)
    # Whatever is wrong with what was kept, it is made anew.
    with contextlib.suppress(Exception), file.open("rb") as kept:
        return Lark.load(kept)
    made = Lark(source, parser="lalr", start=list(starts), maybe_placeholders=False)
    if not sys.dont_write_bytecode:
        with contextlib.suppress(OSError):  # as for compiled modules, there need not be a place
            _keep(made, file)
    return made


def _file(source: str, starts: tuple[str, ...]) -> Path:
    """Name the file of a grammar; it is another one for each release of lark and Python."""
    key = "\n".join([lark.__version__, sys.version, *starts, source])
    return Path(__file__).parent / "__pycache__" / f"{sha256(key.encode()).hexdigest()[:16]}.lark"


def _keep(made: Lark, file: Path) -> None:
    """Write the tables so that whoever sees the file sees it whole.

    :raises OSError: they cannot be written there
    """
    begun = file.with_suffix(f".{os.getpid()}")
    try:
        with begun.open("wb") as written:
            made.save(written)
        begun.replace(file)
    finally:
        begun.unlink(missing_ok=True)
