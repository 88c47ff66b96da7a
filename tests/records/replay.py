"""Playing a record through the judge: which lines it refuses, and what it makes of the others."""

from __future__ import annotations

from dataclasses import dataclass, field

from atconform.base.errors import ModuleFault
from atconform.judge.circumstances import Circumstances
from atconform.judge.frameclaims import FrameClaims
from atconform.judge.grammar import grammar
from atconform.judge.grammar.frame import Frame
from atconform.judge.grammar.grammar import Grammar
from atconform.judge.session import Session
from atconform.requirements import circumstances, claims
from tests.records.othersubjects import subject_of
from tests.records.record import Record
from tests.records.transport import RecordTransport

UNDERSTOOD = frozenset({"echo", "line", "header", "payload", "prompt", "raw", "ppp"})


@dataclass
class Outcome:
    """What became of a record."""

    refused: list[str] = field(default_factory=list)
    """Lines that the judge does not understand, and what else it holds against the module."""
    leniencies: set[str] = field(default_factory=set)
    circumstances: set[str] = field(default_factory=set)
    other_subjects: set[str] = field(default_factory=set)


def grammar_of(family: str) -> Grammar:
    """Return what a family may print."""
    own = claims.load(family)
    return grammar.load(own.stacks, own.spelt)


class Replay:
    """A record that is being played through the judge."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._transport = RecordTransport(record)
        self.session = Session(
            self._transport,
            grammar_of(record.family),
            claims.load(record.family).prompt.text.encode(),
            Circumstances(circumstances.of(record.family)),
        )
        self.session.line.echo = record.echo
        self._claims = FrameClaims(self.session)
        self.outcome = Outcome()

    def play(self) -> Outcome:
        """Write what the record's host wrote, and claim what comes."""
        for turn in self._record.turns:
            if turn.power_on:
                self.session.begin_anew()
            if turn.data:
                self.session.type(turn.data)
            elif turn.command:
                self.session.send(turn.command)
            else:
                self._transport.begin_turn()
            self.session.pass_time(self._transport.ends)
            self._claim()
        self._end()
        return self.outcome

    def _claim(self) -> None:
        log, where = self.session.log, self.session.framer.ledger.command
        for frame in list(log.unclaimed()):
            if frame.kind not in UNDERSTOOD:
                self._refuse(frame, where)
            log.claim(frame)

    def _refuse(self, frame: Frame, command: str) -> None:
        subject = subject_of(frame.text.strip())
        if subject is not None:
            self.outcome.other_subjects.add(subject)
        else:
            after = f" after AT{command}" if command else ""
            self.outcome.refused.append(self.session.grammar.why_not(frame.text.strip()) + after)

    def _end(self) -> None:
        try:
            self._claims.end()
        except ModuleFault as fault:
            self.outcome.refused.append(str(fault))
        self.outcome.leniencies = {name for frame in self.session.log.frames for name in frame.leniencies}
        self.outcome.circumstances = {met.circumstance.id for met in self.session.circumstances.met}


def play(record: Record) -> Outcome:
    """Play a record through the judge of its family."""
    return Replay(record).play()
