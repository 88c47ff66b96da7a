"""Claiming the module's frames for the steps of a scenario, and judging them.

Every frame has to be claimed by a step. What no step claimed fails the scenario in the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from atconform.base.basis import Basis
from atconform.base.errors import ModuleFault
from atconform.base.notation import show_bytes
from atconform.base.units import spell
from atconform.judge import overrun
from atconform.judge.expectation import Expectation, ExpectedLines
from atconform.judge.grammar.bounds import CRLF
from atconform.judge.grammar.frame import Frame
from atconform.judge.grammar.ledger import OPTIONAL
from atconform.judge.ground import Ground
from atconform.judge.session import Session
from atconform.judge.timing import Wait
from atconform.ppp.describing import describe
from atconform.ppp.framing import decode
from atconform.protocol.transport import Instant

SHOWN = 20
"""How many frames are shown at the most."""


class FrameClaims:
    """What the steps of one scenario claim."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._log = session.log
        self._reported = 0
        """The position behind the line that was reported last."""

    # --- claims ---

    def answers(self, expected: ExpectedLines, wait: Wait) -> list[Frame]:
        """Claim the exchange that the last command began, up to its final result or prompt, and judge its lines.

        :raises ModuleFault: other lines came, or no final result in time
        """
        lines = expected.lines
        self._session.expects(line.example(self._session.grammar.read) for line in lines)
        got: list[Frame] = []
        if not wait.until(self._claiming_exchange(got, lines), self._session):
            so_far = f"; so far: {show_frames(got)}" if got else ""
            raise ModuleFault(f"no {str(lines[-1])!r} within {spell(wait.patience)}{so_far}{self._leftover()}")
        self._judge_order(got)
        misprint = expected.misprint
        if len(misprint) > len(got) and all(map(_matches, got, misprint)):
            self._note(got)
            self.reports(ExpectedLines(misprint[len(got) :]), wait)
            self._session.findings.remarks.append(f"answered as misprinted: {' '.join(map(str, misprint))}")
        else:
            self._judge(got, lines)
        return got

    def reports(self, expected: ExpectedLines, wait: Wait) -> list[Frame]:
        """Claim the next lines, right or wrong, and judge them; after them, lines that only the misprint has.

        :raises ModuleFault: other lines came, or none in time
        """
        got: list[Frame] = []
        wrong: ModuleFault | None = None
        self._session.expects(line.example(self._session.grammar.read) for line in expected.lines)
        for line in expected.lines:
            if not wait.until(lambda: self._log.next_line() is not None, self._session):
                raise ModuleFault(f"no {str(line)!r} within {spell(wait.patience)}{self._leftover()}")
            frame = self._log.next_line()
            assert frame is not None
            self._log.claim(frame)
            before, self._reported = self._reported, frame.position
            got.append(frame)
            try:
                if frame.position < before:
                    ahead = show_frames([self._log.frames[before]])
                    raise ModuleFault(f"{show_frames([frame])} came before {ahead}", came=True)
                self._judge([frame], [line])
            except ModuleFault as fault:
                if self._session.findings.ground.basis.documented:
                    raise
                wrong = wrong or fault  # the scenario goes on, so that the lines behind it are claimed as well
        if wrong is not None:
            raise wrong
        if len(expected.misprint) > len(got) and all(map(_matches, got, expected.misprint)):
            self._report_misprint(expected.misprint, len(got))
        return got

    def _report_misprint(self, misprint: Sequence[Expectation], already: int) -> None:
        """Claim the lines that a misprint has behind those that are meant, if they come."""
        session = self._session
        for line in misprint[already:]:
            session.wait(lambda: self._log.next_line() is not None, session.transport.quiet)
            frame = self._log.next_line()
            if frame is None or not _matches(frame, line):
                return
            self._log.claim(frame)
            self._reported = frame.position
        session.findings.remarks.append(f"reported as misprinted: {' '.join(map(str, misprint))}")

    def delivers(self, data: bytes, wait: Wait) -> list[Frame]:
        """Claim received network data, with or without a header before it, and judge it; return it as it came.

        :raises ModuleFault: other data came, or not all of it in time
        """
        got: list[Frame] = []
        have = bytearray()

        def enough() -> bool:
            for frame in self._data_at_hand():
                if len(have) >= len(data) and frame.line is not got[-1].line:
                    break  # it is under a header of its own, which is yet to be reported
                self._log.claim(frame)
                got.append(frame)
                have.extend(frame.raw)
            return len(have) >= len(data)

        complete = wait.until(enough, self._session)
        if have != data:
            problem = "" if complete else f" within {spell(wait.patience)}"
            raise ModuleFault(
                f"delivered {show_bytes(bytes(have))!r}{problem}, expected {show_bytes(data)!r}{self._leftover()}"
            )
        self._note(got)
        return got

    def delivers_under(self, header: ExpectedLines, data: bytes, wait: Wait) -> None:
        """Claim received network data in any number of pieces, each under a header that counts it, and judge it.

        :raises ModuleFault: it came under no header or under another, other data came, or not all of it in time
        """
        got: list[Frame] = []
        have = bytearray()
        (line,) = header.lines
        self._session.expects([line.example(self._session.grammar.read)])

        fresh = self._log.fresh()

        def enough() -> bool:
            for frame in fresh():
                if len(have) >= len(data):
                    break
                if frame.kind in ("header", "line", "prompt", "raw", "payload"):
                    self._log.claim(frame)
                    got.append(frame)
                    self._judge_headed(frame, line)
                    have.extend(frame.raw if frame.kind == "payload" else b"")
            return len(have) >= len(data)

        complete = wait.until(enough, self._session)
        if have != data:
            problem = "" if complete else f" within {spell(wait.patience)}"
            raise ModuleFault(
                f"put out {show_bytes(bytes(have))!r}{problem}, expected {show_bytes(data)!r}{self._leftover()}"
            )
        self._reported = got[-1].position if got else self._reported
        self._note(got)

    def _judge_headed(self, frame: Frame, header: Expectation) -> None:
        if frame.kind == "raw":
            raise ModuleFault(f"put out {show_bytes(frame.raw)!r} that no [{header}] counts", came=True)
        if frame.kind != "payload" and not _matches(frame, header):
            raise ModuleFault(f"said {show_frames([frame])}, expected [{header}]", came=True)

    def is_silent(self, duration: int) -> None:
        """Judge that the module says nothing for so long.

        Where no document demands that, the scenario goes on, so that what came is claimed.

        :raises ModuleFault: it said something
        """
        session, documented = self._session, self._session.findings.ground.basis.documented
        deadline = session.transport.now() + duration
        session.wait(self._log.has_come(lambda frame: documented and self._breaks_silence(frame)), duration)
        if spoken := self._spoken():
            if not documented:
                self._let_pass(spoken)
            raise ModuleFault(
                f"should have been silent for {spell(duration)}, but said {show_frames(spoken)}", came=True
            )
        session.pass_time(deadline)
        session.findings.judgements += 1

    def _let_pass(self, spoken: Sequence[Frame]) -> None:
        """Claim lines and data that break a silence which no document demands: they are remarked, and not again."""
        for frame in spoken:
            if frame.kind in ("line", "header", "payload", "raw"):
                self._log.claim(frame)

    def ignores(self, command: str, duration: int) -> None:
        """Send a command, and judge that it is neither echoed nor answered for so long; what is unsolicited may come.

        :raises ModuleFault: it was echoed or answered
        """
        session = self._session
        session.send(command)
        session.pass_time(session.transport.now() + duration)
        said = [frame for frame in self._log.frames[session.exchange_begin :] if not _is_unasked(frame)]
        if said:
            raise ModuleFault(f"{command} should have been ignored, but the module said {show_frames(said)}", came=True)
        session.framer.ledger.forgive_echo()
        session.findings.judgements += 1

    def end(self) -> None:
        """Wait until the line is quiet, and judge that nothing was said without being asked for.

        :raises ModuleFault: something was
        """
        session = self._session
        session.fall_quiet()
        for frame in self._log.echoes():
            self._log.claim(frame)
        if session.framer.ledger.echo.strip(OPTIONAL):
            raise ModuleFault(f"the echo of {show_bytes(bytes(session.framer.ledger.echo))!r} is missing")
        if (header := session.framer.awaited_payload) is not None:
            raise ModuleFault(f"{header.text!r} was not followed by its data")
        if left := tuple(self._log.unclaimed()):
            self._judge_leftover(left)

    def _judge_leftover(self, left: Sequence[Frame]) -> None:
        """Hold what no step claimed against the module if it stands in a document, or is no line at all.

        A line that was seen elsewhere, or that no document knows, is remarked.

        :raises ModuleFault: it is
        """
        grounds = [self._ground_of(frame) for frame in left]
        strongest = max(grounds, key=lambda ground: ground.basis)
        if self._session.findings.fails(strongest):
            raise ModuleFault(f"the module also said {show_frames(left)}", came=True).resting_on(
                strongest.basis, strongest.names
            )
        for frame, ground in zip(left, grounds, strict=True):
            self._session.findings.deviate(ground, f"the module also said {show_frames([frame])}")

    def _ground_of(self, frame: Frame) -> Ground:
        """Return on what it rests that a frame has to be claimed: on what its rule stands in, if the family has it."""
        rule = frame.rule
        if rule is not None and rule.at_any_time and not self._session.circumstances.knows(rule.name):
            return Ground(Basis.OWN)
        return _ground_of(frame)

    # --- an exchange ---

    def _claiming_exchange(self, got: list[Frame], expected: Sequence[Expectation]) -> Callable[[], bool]:
        """Make a condition: the exchange is complete; what belongs to it is claimed.

        What nobody asks for is looked at again while lines that are expected are yet to come: it may be the next.
        """
        fresh, met = self._log.fresh(), 0

        def complete() -> bool:
            nonlocal fresh, met
            if met < len(got) < len(expected):
                fresh, met = self._log.fresh(), len(got)
            return self._claim_exchange(got, expected, fresh())

        return complete

    def _claim_exchange(self, got: list[Frame], expected: Sequence[Expectation], fresh: Iterator[Frame]) -> bool:
        """Claim what belongs to the exchange; true when it is complete."""
        for frame in fresh:
            if frame.kind == "echo":
                self._log.claim(frame)
            elif frame.kind == "prompt" or _belongs(frame, got, expected):
                self._log.claim(frame)
                got.append(frame)
                if frame.kind == "prompt" or _ends(frame, got, expected):
                    return True
                overrun.refuse_more(len(got) - len(expected), frame)
        return False

    def _judge_order(self, got: Sequence[Frame]) -> None:
        """Judge that the echo stands before the end of the exchange, and what became of the command after it."""
        ledger = self._session.framer.ledger
        owed, late = bytes(ledger.echo).strip(OPTIONAL), self._log.echoes()
        if owed or late:
            missing = show_bytes(owed) if owed else show_frames(late)
            raise ModuleFault(f"the echo of {missing!r} is missing before {show_frames(got[-1:])}", came=True)
        ledger.forgive_echo()
        begin, end = self._session.exchange_begin, got[-1].position
        if misplaced := [frame for frame in self._log.frames[got[0].position : end] if frame.kind == "echo"]:
            raise ModuleFault(f"{show_frames(got[:1])} came before its echo {show_frames(misplaced)}", came=True)
        results = (frame for frame in self._log.lines() if frame.rule is not None and frame.rule.result)
        if early := [frame for frame in results if begin <= frame.position < end]:
            raise ModuleFault(f"{show_frames(early)} came before {show_frames(got[-1:])}", came=True)

    # --- judging ---

    def _data_at_hand(self) -> list[Frame]:
        """Return network data; what came before a line that was reported already (its header) is in the wrong place."""
        return list(self._log.data(self._reported))

    def _spoken(self) -> list[Frame]:
        """Return what breaks a silence."""
        return [frame for frame in self._log.unclaimed() if self._breaks_silence(frame)]

    def _breaks_silence(self, frame: Frame) -> bool:
        """Return whether a frame breaks a silence; what no document of the family knows is remarked in the end."""
        return frame.kind != "echo" and self._log.is_unclaimed(frame) and self._ground_of(frame).basis.documented

    def _judge(self, got: Sequence[Frame], expected: Sequence[Expectation]) -> None:
        found = [line.match(frame) for frame, line in zip(got, expected, strict=False)]
        if len(got) != len(expected) or None in found:
            self._session.circumstances.explains_mismatch(got, self._session.framer.ledger.command)
            wanted = " ".join(f"[{line}]" for line in expected)
            said = show_frames(got) or "nothing"
            fault = ModuleFault(f"said {said}, expected {wanted}{self._leftover()}", came=True)
            raise _resting_on_values(fault, got, expected) if len(got) == len(expected) else fault
        for frame, way in zip(got, found, strict=True):
            if way is not None and way.remark:
                self._session.findings.tolerate(f"{frame.text} {way.remark}", way.breaks)
        self._note(got)

    def _note(self, got: Sequence[Frame]) -> None:
        findings = self._session.findings
        findings.judgements += 1
        for frame in got:
            self._session.watch.observe(Instant(*frame.at))
            findings.remarks += [f"{name}: {frame.text}" for name in frame.leniencies]

    def _leftover(self) -> str:
        """Say what came that is no line of the grammar, and where it stops being one."""
        stray = self._log.stray().strip(b"\r\n")
        return f"; {self._session.grammar.why_not(stray.decode('latin-1'))}" if stray else ""


def _resting_on_values(fault: ModuleFault, got: Sequence[Frame], expected: Sequence[Expectation]) -> ModuleFault:
    """Say of a fault what it rests on, where lines differ in nothing but values that rest on less than a note."""
    grounds = [line.fails_by(frame) for frame, line in zip(got, expected, strict=True) if line.match(frame) is None]
    known = [ground for ground in grounds if ground is not None]
    if len(known) < len(grounds):
        return fault
    strongest = max(known, key=lambda ground: ground.basis)
    return fault.resting_on(strongest.basis, strongest.names)


def _ground_of(frame: Frame) -> Ground:
    """Return on what it rests that a frame has to be claimed: on what its rule stands in."""
    if frame.kind == "unknown":
        return Ground(Basis.OWN)
    if frame.kind in ("line", "header") and frame.rule is not None:
        return Ground(frame.rule.basis)
    return Ground(Basis.NOTE)


def _is_unasked(frame: Frame) -> bool:
    """Return whether a frame is network data, or a line that no command asks for."""
    return frame.kind in ("raw", "payload") or (frame.rule is not None and frame.rule.kind == "unsolicited")


def _matches(frame: Frame, expected: Expectation) -> bool:
    return expected.match(frame) is not None


def _belongs(frame: Frame, got: Sequence[Frame], expected: Sequence[Expectation]) -> bool:
    """Return whether a frame is part of an exchange: unsolicited lines are only where they are expected."""
    if frame.kind == "payload":
        return bool(got) and got[-1].line is frame.line
    if frame.kind not in ("line", "header") or frame.rule is None:
        return False
    if frame.rule.kind != "unsolicited":
        return True
    return len(got) < len(expected) and _matches(frame, expected[len(got)])


def _ends(frame: Frame, got: Sequence[Frame], expected: Sequence[Expectation]) -> bool:
    """Return whether a frame ends the exchange; one that is expected in its place with more to follow does not."""
    if frame.rule is None:
        return False
    if not frame.rule.ends:  # a result that may stand before the line that it is expected after
        return len(got) == len(expected) and any(other.rule is not None and other.rule.ends for other in got)
    return len(got) >= len(expected) or not _matches(frame, expected[len(got) - 1])


def show_frames(frames: Iterable[Frame]) -> str:
    """Write frames for a person: of many the first, and strays that touch each other as the one piece that they are."""
    pieces: list[list[Frame]] = []
    for frame in frames:
        last = pieces[-1][-1] if pieces else None
        if last is not None and last.kind == frame.kind == "stray" and last.position + 1 == frame.position:
            pieces[-1].append(frame)
        else:
            pieces.append([frame])
    shown = [show_frame(replace(piece[0], raw=b"".join(frame.raw for frame in piece))) for piece in pieces[:SHOWN]]
    more = f" and {len(pieces) - SHOWN} more" if len(pieces) > SHOWN else ""
    return " ".join(f"[{one}]" for one in shown) + more


def show_frame(frame: Frame) -> str:
    """Write a frame for a person; one of PPP by what it says."""
    content = decode(frame.raw) if frame.kind == "ppp" else None
    return describe(content) if content is not None else show_bytes(frame.raw.strip(CRLF) or frame.raw)
