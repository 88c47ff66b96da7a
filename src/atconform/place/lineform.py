"""How a module was found to talk: with or without echo, with results in words, in numbers, or none (V.250, 6.2.4 to
6.2.6).

It cannot be asked, it is seen by the first answer, before the module is brought to command mode.
"""

from __future__ import annotations

from typing import NamedTuple

from atconform.base.units import SECOND
from atconform.place.conversation import ROUNDS, Conversation

ASK = "ATI"
"""Is answered with text even where results are off."""
PATIENCE = 2 * SECOND
CRLF = b"\r\n"


class LineForm(NamedTuple):
    """Echo, verbose results, results at all; as scenarios assume them where nothing else is said."""

    echo: bool = True
    verbose: bool = True
    results: bool = True

    @property
    def command(self) -> str:
        """The command that sets what scenarios do not assume; empty: nothing."""
        said = ("E0" * (not self.echo), "V0" * (not self.verbose), "Q1" * (not self.results))
        return f"AT{''.join(said)}" if any(said) else ""


USUAL = LineForm()


def seen(module: Conversation) -> LineForm:
    """Return how the module talks; what is unusual has to be seen twice, and a module that says nothing is as usual."""
    last = USUAL
    for _ in range(ROUNDS):
        form = _form(*module.hear(ASK, PATIENCE))
        if form == last:
            return form
        module.settle()  # one that is slow, or starts, answers later, and would answer what is asked next
        module.wake()
        last = form or last
    return USUAL


def _form(answer: bytes, complete: bool) -> LineForm | None:
    """Read how the module talks off its answer; None: it sleeps, is in data mode, or is not there."""
    text = answer.replace(f"{ASK}\r".encode(), b"", 1)
    return LineForm(text != answer, text.startswith(CRLF), complete) if text.strip() else None
