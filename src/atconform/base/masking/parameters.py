"""Reading the parameters of a command or an answer, also of one that is written wrongly or not to its end.

No module has a sign by which a quotation mark could stand within a text. One that does is taken to end the text only
where what follows is what can follow: a tail that is taken for something else would stay readable.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from atconform.base.masking.style import Style

_LINE_END = re.compile(r"[\r\n\x1a\x1b]")
_BLANKS = re.compile(r"[ \t]*")


class Parameter(NamedTuple):
    """Where a parameter stands, without its quotation marks."""

    begin: int
    end: int
    quoted: bool

    def of(self, text: str) -> str:
        """Return what it says."""
        return text[self.begin : self.end]


def read(text: str, begin: int, style: Style) -> list[Parameter]:
    """Read the parameters that stand from a place on, to the end of their command.

    The last may have no end: it is read as far as the line goes.
    """
    end = _LINE_END.search(text, begin)
    line = text[: end.start() if end else len(text)]
    given: list[Parameter] = []
    position = begin
    while True:
        position = _blanks(line, position)
        parameter, position = _quoted(line, position, style) or _bare(line, position, style)
        given.append(parameter)
        position = _blanks(line, position)
        if line[position : position + 1] != ",":
            return given
        position += 1


def _blanks(line: str, position: int) -> int:
    blanks = _BLANKS.match(line, position)
    return blanks.end() if blanks else position


def _quoted(line: str, position: int, style: Style) -> tuple[Parameter, int] | None:
    opened = style.quote.match(line, position)
    if opened is None:
        return None
    begin = opened.end()
    # What looks like the end of the line may be a part of the text: then its quotation mark comes behind it.
    for mark in style.quote.finditer(line, begin):
        if _closes(_to_the_end(line, mark.end(), style), mark.end(), style):
            return Parameter(begin, mark.start(), True), mark.end()
    end = len(_to_the_end(line, begin, style))
    return Parameter(begin, end, True), end


def _to_the_end(line: str, begin: int, style: Style) -> str:
    end = style.line_end.search(line, begin)
    return line[: end.start()] if end else line


def _closes(line: str, behind: int, style: Style) -> bool:
    closes = style.closes.match(line, behind)
    if closes is None:
        return False
    if closes[0].endswith(";"):
        return style.further.match(line, closes.end()) is not None
    return closes[0].endswith(",") or closes.end() == len(line) or line.count('"', behind) % 2 == 0


def _bare(line: str, position: int, style: Style) -> tuple[Parameter, int]:
    line = _to_the_end(line, position, style)
    most = style.bare.match(line, position)
    end = most.end() if most else position
    for semicolon in re.finditer(";", line[position:end]):
        if style.further.match(line, position + semicolon.end()):
            end = position + semicolon.start()
            break
    written = line[position:end].rstrip(" \t")
    return Parameter(position, position + len(written), False), end
