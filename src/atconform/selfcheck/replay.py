"""Playing a scenario's recorded steps again, without pytest, on a module that was broken on purpose."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from atconform.base.verdict import Verdict
from atconform.emulator.core.figures import FigureSets
from atconform.emulator.core.module import Module
from atconform.emulator.families import FAMILIES
from atconform.judge.bench import Bench
from atconform.judge.doubt import accusation, doubt
from atconform.judge.grammar.grammar import Grammar
from atconform.judge.verdict import Judgement, Playing, judge
from atconform.place.memory import MemoryPlace
from atconform.selfcheck.mutants import MutatedTransport, WireMutant, wire_mutants
from atconform.virtual.transport import MemoryTransport, power_up


@dataclass(frozen=True, slots=True)
class Call:
    """One step, as it was called: the function and its arguments, but for the bench."""

    function: Callable[..., Any]
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Recorded:
    """A scenario that passed, and the steps that it consisted of."""

    name: str
    family: str
    requirements: tuple[str, ...]
    calls: tuple[Call, ...]


class Player:
    """Plays recorded scenarios, each on a fresh module of a family.

    :param name: what the module is called
    :param switch_on: gives power to a fresh module
    :param left: what is typed at it before it is used, a command each
    :param strict: whether what is tolerated is a failure
    """

    def __init__(
        self,
        family: str,
        name: str,
        switch_on: Callable[[], MemoryTransport],
        *,
        left: Sequence[str] = (),
        strict: bool = True,
    ) -> None:
        self._family = family
        self._strict = strict
        self._mutant: WireMutant | None = None
        self._transport: MutatedTransport | None = None
        self._place = MemoryPlace(name, switch_on, left=left, between=self._put_between)
        self.remarks: tuple[str, ...] = ()
        """What was remarked of the scenario that was played last."""
        self._grammar: Grammar | None = None
        self._lines: frozenset[str] = frozenset()

    def _put_between(self, inner: Any) -> MutatedTransport:
        self._transport = MutatedTransport(inner, self._mutant, self._free_characters, self._lines)
        return self._transport

    def play(self, scenario: Recorded, mutant: WireMutant | None = None) -> Judgement:
        """Play a scenario, and judge it as a run does."""
        self._mutant = mutant
        self._lines = frozenset(call.arguments["line"] for call in scenario.calls if "line" in call.arguments)
        bench: Bench | None = None
        problem: Exception | None = None
        try:
            bench = self._place.begin(self._family)
            bench.plays(
                scenario.requirements, [c.arguments["ground"] for c in scenario.calls if "ground" in c.arguments]
            )
            self._grammar = bench.session.grammar
            for call in scenario.calls:
                call.function(bench=bench, **call.arguments)
            bench.end()
        except Exception as ended_by:  # as in the suite itself, all that goes wrong is a verdict
            problem = ended_by
        if bench is None:
            return judge(Playing(problem), strict=self._strict)
        findings, session = bench.session.findings, bench.session
        playing = Playing(problem, findings.remarks, doubt(session), accused=accusation(session), left=findings.left)
        self.remarks = tuple(findings.remarks)
        return judge(playing, strict=self._strict)

    def sent(self) -> list[bytes]:
        """Return what the module sent in the scenario that was played last; empty for a change of a modem line."""
        assert self._transport is not None
        return self._transport.sent

    def _free_characters(self, data: bytes) -> set[int]:
        """Find the characters whose value the grammar leaves open."""
        free: set[int] = set()
        assert self._grammar is not None
        position = 0
        for piece in data.decode("latin-1").split("\r\n"):
            line = self._grammar.read(piece) if piece else None
            if line is not None:
                for name in line.rule.free:
                    value = line.fields.get(name)
                    if value and (start := piece.find(value)) >= 0:
                        free |= set(range(position + start, position + start + len(value)))
            position += len(piece) + 2
        return free


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no scenario noticed."""

    scenario: str
    mutant: str
    sent: str
    """What the mutant was about."""


def wire_survivors(player: Player, scenario: Recorded) -> tuple[list[Survivor], int]:
    """Play a scenario on every wire mutant of itself; returns those it did not notice, and how many there were."""
    if player.play(scenario).verdict is not Verdict.PASS:
        return [Survivor(scenario.name, "none", "does not pass when it is played again")], 0
    sent = player.sent()
    survivors, count = [], 0
    for mutant in wire_mutants(sent):
        count += 1
        if player.play(scenario, mutant).verdict is Verdict.PASS:
            shown = sent[mutant.index].decode("latin-1").strip() or "a modem line"
            survivors.append(Survivor(scenario.name, str(mutant), shown))
    return survivors, count


def usual(family: str, figures: FigureSets | None = None) -> Player:
    """Make a player on modules of a family, with its own figures or others."""
    declared = FAMILIES[family]
    broken = replace(declared, figures=figures) if figures else declared
    return Player(family, f"broken {family}", lambda: power_up(Module(broken)))


def figure_survives(family: str, figures: FigureSets, scenarios: Sequence[Recorded]) -> bool:
    """Return whether every scenario passes on a module with these figures."""
    player = usual(family, figures)
    return all(player.play(scenario).verdict is Verdict.PASS for scenario in scenarios)
