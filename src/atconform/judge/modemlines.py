"""Judging the modem lines that the module drives."""

from __future__ import annotations

from atconform.base.errors import ModuleFault
from atconform.base.units import spell
from atconform.judge.session import Session
from atconform.judge.timing import Timing


class ModemLines:
    """DCD, RI, CTS and DSR of the module in one scenario."""

    def __init__(self, session: Session, timing: Timing) -> None:
        self._session = session
        self._timing = timing

    def holds(self, line: str, *, high: bool) -> None:
        """Judge the level of a line.

        :raises ModuleFault: it is at the other one
        """
        self._session.findings.judgements += 1
        self._session.wait(lambda: self._level(line) == high, self._session.transport.edge)
        if self._level(line) != high:
            raise ModuleFault(f"{line} is {_name(not high)}, expected {_name(high)}", came=True)

    def keeps(self, line: str, time: str, *, high: bool) -> None:
        """Judge the level of a line when so much time has passed, and that it was not left since it was reached.

        What came before the last thing that was done to the module is of no account.

        :raises ModuleFault: it is at the other level, or was in between
        """
        session = self._session
        session.findings.judgements += 1
        session.pass_time(session.transport.now() + self._timing.time(time))
        since = session.watch.stimulus.earliest
        changes = session.modem_lines.get(line, [])
        before = [level for at, level in changes if at.latest < since]
        reached = (before[-1] if before else True) == high
        for at, level in changes[len(before) :]:
            if level != high and reached:
                after = spell(max(0, at.latest - since))
                raise ModuleFault(f"{line} did not stay {_name(high)}, it left after {after}", came=True)
            reached = reached or level == high
        if self._level(line) != high:
            raise ModuleFault(f"{line} is {_name(not high)} after {time}, expected {_name(high)}", came=True)

    def _level(self, line: str) -> bool:
        changes = self._session.modem_lines.get(line)
        return changes[-1][1] if changes else True

    def pulses(self, line: str, limits: str) -> None:
        """Judge one low pulse of a line.

        :raises ModuleFault: there was none, or its length is outside the limits
        """
        changes = self._session.modem_lines.setdefault(line, [])

        def complete() -> bool:
            return any(not level for _, level in changes) and changes[-1][1]

        wait = self._timing.report
        if not wait.until(complete, self._session):
            raise ModuleFault(f"{line} gave no low pulse within {spell(wait.patience)}")
        fell = next(index for index, (_, level) in enumerate(changes) if not level)
        fall, rise = changes[fell][0], changes[fell + 1][0]
        del changes[: fell + 2]
        earliest, latest = rise.earliest - fall.latest, rise.latest - fall.earliest
        self._timing.judge(max(0, earliest), latest, limits, f"the pulse of {line}")


def _name(high: bool) -> str:
    return "high" if high else "low"
