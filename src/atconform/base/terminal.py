"""Tables and coloured lines on a terminal: the one console. Whoever a text is from, it is shown and not obeyed."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import IO, Any, cast

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from atconform.base.plain import uncommanding, visible


class Terminal(Console):
    """Standard output, for tables and coloured lines. A plain ``str`` has no markup and no names of emoji in it."""

    def __init__(self) -> None:
        super().__init__(file=cast("IO[str]", _Uncommanding(sys.stdout)), highlight=False, markup=False, emoji=False)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Render as rich does; what it leaves in a text that cannot be printed is written by name."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(visible(segment.text), segment.style)


class _Uncommanding:
    """A stream in which no line is a command to a CI server, wherever lines were broken."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(uncommanding(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
