"""Times and figures of a scenario: reading them, waiting as long as they say, judging what was measured."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from atconform.base.errors import Inconclusive, ModuleFault
from atconform.base.notation import Limits, read_limits, read_time
from atconform.base.units import SECOND, spell
from atconform.judge.findings import Measured, judge_interval
from atconform.judge.ground import Ground, of_source
from atconform.judge.session import Session
from atconform.protocol.network_action import NetworkAction
from atconform.requirements.claims import Claims

ABOUT = re.compile(r"about (?:(\d+) x )?\{([a-z.0-9-]+)\}")
FIGURE = re.compile(r"\{([a-z.0-9-]+)\}")
FIGURES = re.compile(r"(?:\d+ x )?\{[a-z.0-9-]+\}")
BARE = str.maketrans("", "", "{}")
JUST = re.compile(r"just \{([a-z.]+)\}")
UNNAMED = "what came last"
"""What a time is called whose limits are written as numbers."""
OWN_PATIENCE = 3
"""How many times a limit of our own is waited for, before what it is about counts as not having come."""


class Allowed(NamedTuple):
    """Limits that a time may lie in, and the remark that goes with it, if any."""

    limits: Limits
    remark: str = ""


class Wait(NamedTuple):
    """How long something may take, and how long it is waited for."""

    limit: int
    """Microseconds after which it is late."""
    ground: Ground
    given_up: int | None = None
    """Microseconds after which it has not come, where that is said; None: by what the limit rests on."""

    @property
    def patience(self) -> int:
        """Microseconds after which it has not come; longer than the limit where that is our own."""
        if self.given_up is not None:
            return self.given_up
        return self.limit if self.ground.basis.documented else OWN_PATIENCE * self.limit

    def until(self, condition: Callable[[], bool], session: Session) -> bool:
        """Wait for a condition; one that holds after a limit of our own, and still in time, is remarked."""
        begin = session.transport.now()
        if not session.wait(condition, self.patience):
            return False
        took = session.transport.now() - begin
        if took > self.limit:
            session.findings.deviate(self.ground, f"it took {spell(took)}, expected at most {spell(self.limit)}")
        return True


class Timing:
    """What a family's figures say of the times of one scenario."""

    def __init__(self, session: Session, claims: Claims) -> None:
        self._session = session
        self._claims = claims
        self.patience: int | None = None
        """How long to wait for what comes through the network; None: as long as the family's figures say."""
        self._round_trip = 0
        """How long the scenario has the network take for a round trip, as far as it says so."""
        self.found: dict[str, tuple[int, int]] = {}
        """Figures found by trials, in microseconds: not less than, not more than."""

    def figure(self, name: str) -> int:
        """Return a figure of the family, in microseconds or bytes; ``limit`` is the time of the last command."""
        return self.limit if name == "limit" else self._claims.figure(name).value

    def time(self, text: str) -> int:
        """Read a time; what stands in braces is a figure of the family."""
        return read_time(text, self.figure)

    @property
    def limit(self) -> int:
        """How long the last command may take to its last line, in microseconds."""
        return self._claims.time_limit(self._session.line.command).within

    @property
    def answer(self) -> Wait:
        """How long the last line of the last command is waited for."""
        limit = self._claims.time_limit(self._session.line.command)
        return Wait(limit.within, of_source(limit.source))

    def network_told(self, action: NetworkAction) -> None:
        """Record what the scenario has the network do; what it takes time for takes longer from now on."""
        if action.name == "round-trip":
            self._round_trip = int(action.arguments[0])

    def through_network(self, amount: int = 0) -> Wait:
        """Return how long something is waited for that has to come through the network, in either direction.

        :param amount: how many bytes it is
        """
        late, rate = self._claims.figure("network.late"), self._claims.figure("network.rate")
        limit = late.value + self._round_trip + amount * SECOND // rate.value
        wait = Wait(limit, of_source(late.source), self.patience)
        return self._later(wait) if self._session.watch.cause == "conditions" else wait

    def portions(self, amount: int, size: int, figure: str) -> Wait:
        """Return how long data is waited for that is put out in portions of so many bytes, with pauses in between."""
        wait, pauses = self.through_network(amount), amount // size * self.figure(figure)
        return wait._replace(limit=wait.limit + pauses)

    def shortest(self, name: str) -> int:
        """Return the shortest that a figure may measure."""
        figure = self._claims.figure(name)
        return figure.value - (figure.tolerance or 0)

    @property
    def resend(self) -> Wait:
        """How long a retransmission is waited for, which comes when the one before has been waited for in vain."""
        return self._later(self.through_network())

    @property
    def report(self) -> Wait:
        """How long a line is waited for: what is due to the far end has its own time, the rest that of the command."""
        return self.answer if self._session.watch.cause == "host" else self.through_network()

    def _later(self, wait: Wait) -> Wait:
        return max(wait, self.answer, key=lambda one: one.limit)

    def limits(self, text: str) -> list[Allowed]:
        """Read what a time may be: limits, ``just {figure}`` for a figure as far as the transport can tell, or
        ``about 3 x {figure}`` for a figure that has a tolerance.

        Where the note prints another value than the family is known to have, that one is allowed with a remark.
        """
        if match := JUST.fullmatch(text):
            return [Allowed(_around(self.figure(match[1]), self._session.transport.edge))]
        match = ABOUT.fullmatch(text)
        if match is None:
            return [Allowed(read_limits(text, self.figure))]
        times, figure = int(match[1] or 1), self._claims.figure(match[2])
        allowed = [Allowed(_around(times * figure.value, times * figure.tolerance))]
        if figure.printed is not None:
            remark = f"{figure.name} is {spell(figure.printed)}, as the note prints it, and not {spell(figure.value)}"
            allowed.append(Allowed(_around(times * figure.printed, times * figure.tolerance), remark))
        return allowed

    def took(self, limits: str) -> None:
        """Judge the time from the last stimulus to what was claimed last, under the name of the figure in the limits.

        :raises ModuleFault: it is outside the limits
        """
        named = [match[0].translate(BARE) for match in FIGURES.finditer(limits)]
        self.judge(*self._session.watch.elapsed(), limits, named[-1] if named else UNNAMED)

    def measures(self, name: str, limits: str) -> None:
        """Judge a figure that was found by trials, or else the time from the last stimulus to what was claimed last.

        :raises ModuleFault: it is outside the limits
        """
        self.judge(*self.found.get(name, self._session.watch.elapsed()), limits, name)

    def judge(self, earliest: int, latest: int, limits: str, name: str) -> None:
        """Judge a time that is known within an interval.

        :raises ModuleFault: it is outside the limits for certain
        :raises Inconclusive: a limit lies inside the interval
        """
        findings, (first, *others) = self._session.findings, self.limits(limits)
        findings.judgements += 1
        findings.measured.append(Measured(name, earliest, latest, first.limits))
        try:
            judge_interval(earliest, latest, first.limits, name)
        except (ModuleFault, Inconclusive) as problem:
            fitting = [other for other in others if _fits(earliest, latest, other.limits)]
            if not fitting:
                raise self._rest(
                    problem, limits, low=first.limits.low is not None and latest < first.limits.low
                ) from None
            findings.remarks.append(fitting[0].remark)

    def _rest(self, problem: ModuleFault | Inconclusive, limits: str, *, low: bool) -> ModuleFault | Inconclusive:
        """Say of a fault what the limit rests on that was missed: the figure that it was written with."""
        names = FIGURE.findall(limits)
        if isinstance(problem, ModuleFault) and names:
            name = names[0 if low else -1]
            ground = self.answer.ground if name == "limit" else of_source(self._claims.figure(name).source)
            return problem.resting_on(ground.basis, ground.names)
        return problem


def _around(value: int, tolerance: int) -> Limits:
    return Limits(value - tolerance, value + tolerance)


def _fits(earliest: int, latest: int, limits: Limits) -> bool:
    return (limits.low is None or earliest >= limits.low) and (limits.high is None or latest <= limits.high)
