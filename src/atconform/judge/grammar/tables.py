"""The tables by which a grammar is parsed. To make them takes a quarter of a second: they are kept as modules are."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import lark
from lark import Lark

from atconform.base.kept import kept

FOLDER = Path(__file__).parent / "__pycache__"


def parser(source: str, starts: tuple[str, ...]) -> Lark:
    """Return the parser of a grammar.

    :param source: the grammar
    :param starts: the rules that a line can be read as
    :raises lark.exceptions.LarkError: it is no grammar
    """
    made_of = "\n".join([lark.__version__, *starts, source])
    return kept(
        FOLDER / f"{sha256(made_of.encode()).hexdigest()[:16]}.lark",
        made_of,
        lambda: Lark(source, parser="lalr", start=list(starts), maybe_placeholders=False),
        Lark.load,
        lambda made, file: made.save(file),
    )
