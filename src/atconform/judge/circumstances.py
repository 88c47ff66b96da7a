"""What others than the module brought about in a scenario, and what it means for the verdict.

A line by which a circumstance is seen is set aside, so that no step meets it, unless the scenario is about it: its
steps expect such a line, or it had the network bring it about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from atconform.base.basis import Basis
from atconform.base.units import SECOND
from atconform.judge.grammar.frame import Frame
from atconform.judge.grammar.grammar import Line
from atconform.judge.ground import Ground
from atconform.requirements.circumstances import Circumstance

STARTING = 60 * SECOND
"""How long the last lines of a start may follow on what is known of it; no document has a time."""
UDP_TO = re.compile(r'"UDP","([^"]+)"')
ADDRESS = re.compile(r"[\d.]+")


@dataclass(frozen=True, slots=True)
class Met:
    """A circumstance that was met."""

    circumstance: Circumstance
    frame: Frame

    def __str__(self) -> str:
        """Say it, with the line by which it was seen."""
        return f"{self.circumstance.says} ({self.frame.text})"

    @property
    def ground(self) -> Ground:
        """On what it rests that the module is accused."""
        return Ground(Basis.MANUAL, self.circumstance.statements)


class Circumstances:
    """The circumstances of one scenario.

    :param table: those that the family may meet, in the order in which the first that fits counts
    :param earlier: those of the scenario before, on the same module; None: there was none
    """

    def __init__(self, table: Sequence[Circumstance], earlier: Circumstances | None = None) -> None:
        self.started: int | None = earlier.started if earlier is not None else None
        """When the module was last known to start, in microseconds of the transport's clock; None: not known."""
        self._met_earlier = {met.circumstance.id for met in earlier.met} if earlier is not None else set()
        self.met: list[Met] = []
        """What was seen, in order; what the scenario turned out to be about is no longer in it."""
        self.used: Iterable[str] = ()
        """Names of the commands that the scenario has used."""
        self.restarted = False
        """Whether the module's power was switched in the scenario."""
        self.in_data_mode = False
        """Whether the line before left the module in data mode."""
        self._starting: frozenset[str] = frozenset().union(*(one.told for one in table))
        self._by_rule: dict[str, list[Circumstance]] = {}
        for one in table:
            for rule in one.rules:
                self._by_rule.setdefault(rule, []).append(one)
        self._subjects: set[str] = set()
        self._actions: set[str] = set()
        self._seen_by_peers: set[str] = set()
        self._udp = False
        """Whether the last command opens a UDP connection, and needs no name server for it."""
        self._found: set[str] = set()
        """The names whose addresses the module has told."""

    def knows(self, rule: str) -> bool:
        """Return whether lines of a rule are met in this family."""
        return rule in self._by_rule

    def ended(self, now: int) -> Circumstances:
        """Record that the scenario is over; a module that it had start may not have come to the end of that.

        :param now: the present, in microseconds of the transport's clock
        """
        if self.restarted or not self._starting.isdisjoint(self.used):
            self.started = now
        return self

    # --- what the scenario does ---

    def command(self, command: str) -> None:
        """Record that a command is about to be sent: what peers saw before has nothing to do with it."""
        self._seen_by_peers.clear()
        host = UDP_TO.search(command.upper())
        self._udp = host is not None and (ADDRESS.fullmatch(host[1]) is not None or host[1] in self._found)

    def action(self, name: str) -> None:
        """Record that the scenario has the network do something."""
        self._actions.add(name)

    def peer_saw(self, what: str) -> None:
        """Record what a far end saw."""
        self._seen_by_peers.add(what)

    def expects(self, lines: Iterable[Line | None], at_work: str = "", since: int = 0) -> list[Frame]:
        """Record that the scenario is about these lines.

        :param at_work: the command at work
        :param since: the position of the first frame that its last stimulus can have brought about
        :returns: frames that were set aside since then, and are now to be judged
        """
        for line in lines:
            for one in self._by_rule.get(line.rule.name, ()) if line is not None else ():
                here = not one.at_work or at_work in one.at_work
                if here and line is not None and one.fits(line.rule.name, dict(line.fields)):
                    self._subjects.add(line.rule.name)
        back = [met.frame for met in self.met if met.frame.position >= since and self._is_subject(met)]
        if back:
            positions = {frame.position for frame in back}
            self.met = [met for met in self.met if met.frame.position not in positions]
        return back

    # --- what comes ---

    def meets(self, frame: Frame, at_work: str) -> Met | None:
        """Return the circumstance by which a frame came that is none of the scenario's own; None: it is one of those.

        :param at_work: the command at work
        """
        if frame.rule is not None and frame.rule.name == "cdnsgip":
            self._found.add(str(frame.fields["domain"]).strip('"').upper())
        found = self._find(frame, at_work)
        if found is None or found.instead:
            return None
        met = Met(found, frame)
        self.met.append(met)
        if found.starts:
            self.started = frame.at[0]
        return met

    def explains_mismatch(self, frames: Iterable[Frame], at_work: str) -> None:
        """Record what stands in the place of lines that were expected."""
        for frame in frames:
            found = self._find(frame, at_work)
            if found is not None and found.instead:
                self.met.append(Met(found, frame))

    def _find(self, frame: Frame, at_work: str) -> Circumstance | None:
        if frame.line is None or frame.line.rule.name in self._subjects:
            return None
        return next(
            (one for one in self._by_rule.get(frame.line.rule.name, ()) if self._fits(one, frame, at_work)), None
        )

    def _fits(self, one: Circumstance, frame: Frame, at_work: str) -> bool:
        assert frame.line is not None
        used = set(self.used)
        since_start = STARTING if self.started is None else frame.at[0] - self.started
        return (
            one.fits(frame.line.rule.name, dict(frame.line.fields))
            and self._actions.isdisjoint(one.actions)
            and one.having <= self._actions
            and not (one.commanding and self.in_data_mode)
            and (not one.at_work or at_work in one.at_work)
            and (not one.told or self.restarted or not one.told.isdisjoint(used))
            and (not one.not_told or not (self.restarted or not one.not_told.isdisjoint(used)))
            and (not one.after or one.after in self._met_earlier | {met.circumstance.id for met in self.met})
            and (not one.within_start or since_start < STARTING)
            and (not one.unless_peer or one.unless_peer not in self._seen_by_peers)
            and not (one.unless_udp and self._udp)
        )

    # --- what it means ---

    def explaining(self) -> str:
        """Return what explains that a scenario missed something; empty: nothing does.

        That others did what a scenario then has done as well leaves open whose the lines are.
        """
        return next((str(met) for met in self.met if met.circumstance.means == "explains" or self._is_subject(met)), "")

    def _is_subject(self, met: Met) -> bool:
        rule = met.frame.rule
        return rule is not None and (
            rule.name in self._subjects or not self._actions.isdisjoint(met.circumstance.actions)
        )

    def accused(self) -> Met | None:
        """Return what the module is accused of, whatever its scenario came to."""
        return next((met for met in self.met if met.circumstance.means == "accuses"), None)
