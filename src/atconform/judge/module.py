"""What the steps of a scenario say of the module: what it answers, reports, delivers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from atconform.base.errors import ModuleFault
from atconform.base.units import SECOND, spell
from atconform.judge.expecting import Expecter
from atconform.judge.frameclaims import FrameClaims
from atconform.judge.grammar.frame import Frame
from atconform.judge.placeholders import Placeholders
from atconform.judge.session import Session
from atconform.judge.timing import Timing

IGNORED = 5 * SECOND
"""How long a command has to stay without echo and answer to have been ignored: longer than any answer takes."""


class Module:
    """The module under test, as one scenario judges it."""

    def __init__(self, session: Session, text: Placeholders, expecter: Expecter, timing: Timing) -> None:
        self._session = session
        self._text = text
        self._expecter = expecter
        self._timing = timing
        self._claims = FrameClaims(session)

    def answers(self, text: str, until: str = "") -> bool:
        """Judge the exchange that the last command, or the data typed last, began.

        :param until: a narrower expectation of its first line, which is no fault where it is not met; empty: none
        :returns: whether the first line is the one that is waited for
        :raises ModuleFault: other lines came, or no final result in time
        """
        command = self._session.framer.ledger.command
        frames = self._claims.answers(self._expecter.read(text, command), self._timing.answer)
        self._learn(text, frames)
        return not until or self._expecter.read(until, command).lines[0].match(frames[0]) is not None

    def reports(self, text: str) -> None:
        """Judge the lines that come next.

        :raises ModuleFault: other lines came, or none in time
        """
        expected = self._expecter.read(text, self._session.framer.ledger.command)
        self._learn(text, self._claims.reports(expected, self._timing.report))

    def _learn(self, text: str, frames: Sequence[Frame]) -> None:
        self._text.learn(text, [frame.text for frame in frames])

    def delivers(self, text: str) -> None:
        """Judge received network data.

        :raises ModuleFault: other data came, or not all of it in time
        """
        data = self._text.data(text)
        self._claims.delivers(data, self._timing.through_network(len(data)))

    def puts_out(self, text: str, size: int, figure: str) -> None:
        """Judge received network data that comes in portions, each so long after the one before has begun.

        A line by which times are not known exactly hides a pause that is shorter than it should be.

        :param size: how many bytes a portion has
        :param figure: of the family, with its tolerance
        :raises ModuleFault: other data came, or a portion too soon
        """
        data = self._text.data(text)
        frames = self._claims.delivers(data, self._timing.portions(len(data), size, figure))
        came = [at for frame in frames for count, at in frame.pieces for _ in range(count)]
        begun = came[::size]
        apart = self._timing.shortest(figure) - 2 * self._session.transport.edge
        for number, (before, after) in enumerate(pairwise(begun), start=2):
            if after[1] - before[0] < apart:
                took = spell(max(0, after[1] - before[0]))
                raise ModuleFault(f"portion {number} began {took} after the one before, expected {figure}", came=True)

    def puts_out_under(self, text: str, header: str) -> None:
        """Judge received network data, in pieces of any length that are each counted by a header.

        :raises ModuleFault: other data came, not all of it in time, or not under such headers
        """
        data = self._text.data(text)
        expected = self._expecter.read(header, self._session.framer.ledger.command)
        self._claims.delivers_under(expected, data, self._timing.through_network(len(data)))

    def is_silent(self, time: str) -> None:
        """Judge that the module says nothing for so long.

        :raises ModuleFault: it said something
        """
        self._claims.is_silent(self._timing.time(time))

    def ignores(self, command: str) -> None:
        """Judge that a command is neither echoed nor answered, within the time that any answer would take.

        :raises ModuleFault: it is
        """
        self._claims.ignores(self._text.fill_in(command), IGNORED)

    def end(self) -> None:
        """Judge, once the line is quiet, that nothing came without being asked for.

        :raises ModuleFault: something did
        """
        self._claims.end()
