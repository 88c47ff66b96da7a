"""What the emulated module prints, the judge's grammar reads: in sequences of commands, whatever the network does.

Echo is off. Of a command line with several commands it is not known which one a line answers: any of them will do.
"""

from __future__ import annotations

import re
from functools import partial
from random import Random

from atconform.base.families import families
from atconform.base.units import SECOND
from atconform.emulator.core.dialect import Dialect
from atconform.emulator.core.dialogue import ECHO, VERBOSE
from atconform.judge.grammar.framer import Frame, Framer
from atconform.judge.grammar.grammar import load
from atconform.judge.linestate import LineState
from atconform.protocol import network as net
from atconform.requirements import claims
from tests.fuzz.attack import Complaint, Subject, kind_of_line
from tests.fuzz.core import Stand
from tests.fuzz.happenings import Level
from tests.fuzz.steps import Step, steps

GRAMMARS = {family: load(said.stacks, said.spelt) for family in families() if (said := claims.load(family))}
PAUSES = (1 * SECOND, 4 * SECOND, 20 * SECOND)
"""Long enough for the answer: what stands behind the next command is read as that one's."""
NAME = re.compile(r"[+*^$%][A-Z0-9]+|&V", re.IGNORECASE)


class Reader:
    """The judge's ear beside a module."""

    def __init__(self, family: str) -> None:
        self.stand = Stand(family)
        self._grammar = GRAMMARS[family]
        self._framer = Framer(self._grammar, self.stand.module.figures[Dialect].prompt)
        self._line = LineState(self._framer)
        self._line.echo = False
        self._joined: set[str] = set()
        """Commands that stood with others on a line, which may go on much later, behind data that was asked for."""

    def does(self, step: Step) -> list[Frame]:
        """Do a step, and read what the module says meanwhile."""
        what, _ = step
        module = self.stand.module
        if module.supply.on:
            module.settings[ECHO] = 0
        if isinstance(what, str):
            self._line.before(what)
            if ";" in what:
                self._joined |= {name.upper() for name in NAME.findall(what)}
        said = self.stand.does(step)
        for source, data in self.stand.far_end.sent:
            self._framer.ledger.owe_payload(source, data)
        self.stand.far_end.sent.clear()
        self._framer.verbose = bool(module.settings[VERBOSE])
        self._framer.feed(said)
        self._framer.settle()
        return self._framer.take()

    def unread(self, frame: Frame) -> bool:
        """Return whether a frame is one that the grammar does not know, or knows by a leniency alone."""
        if frame.kind not in ("unknown", "stray"):
            return bool(frame.leniencies)
        read = (self._grammar.read(frame.text, name) for name in self._joined)
        return not any(line is not None and not line.leniencies for line in read)


def draw(family: str, rng: Random) -> list[Step]:
    """Draw what is done to a module of a family."""
    return [step for step in steps(family, rng, PAUSES) if not _hides_answers(step[0])]


def _hides_answers(what: object) -> bool:
    """Return whether something would have lines come at other times, or none, or in two forms at once.

    A message without text is left out too: its empty line is one line end too many to the framer.
    """
    match what:
        case str():
            return "S3=" in what or (";" in what and ("V" in what or "CMGR" in what))
        case bytes():
            return b"\x13" in what or b"AT" in what.upper()
        case Level(line=line):
            return line == "RTS"
        case net.IncomingMessage(text=text):
            return not text
    return False


def check(family: str, played: list[Step]) -> None:
    """Read all that a module says."""
    reader = Reader(family)
    for step in played:
        for frame in reader.does(step):
            if reader.unread(frame):
                text = frame.text.strip("\r\n")
                why = ", ".join(frame.leniencies) or frame.kind
                raise Complaint(f"{family} prints {kind_of_line(text)[:60]!r}", f"{text!r} ({why}) at {step[0]!r}")


SUBJECTS = [Subject(f"reading-{family}", partial(draw, family), partial(check, family)) for family in sorted(GRAMMARS)]
