"""The host's side of one scenario: it writes, waits, and judges what the module answers.

Every frame that the module sends has to be claimed by a step. What no step claimed fails the scenario in the end,
unless its rule is *ambient* and it was recorded as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from atconform.base.errors import BenchFault, Inconclusive, ModuleFault
from atconform.base.notation import Limits, read_bytes, show_bytes
from atconform.base.units import SECOND, spell
from atconform.judge.grammar.framer import FLAG, Frame, Framer
from atconform.judge.grammar.grammar import Grammar
from atconform.judge.transcript import Transcript
from atconform.ppp.describing import describe
from atconform.ppp.framing import decode, encode
from atconform.protocol.peer import PeerEvent
from atconform.protocol.transport import Event, Fault, Instant, LineChange, ModuleBytes, Transport

COMMAND_NAME = re.compile(r"[+*^$%][A-Z]+|&[A-Z]|S\d+|(?<![A-Z+])[A-Z](?=\d|$)", re.IGNORECASE)
FLOOD = 2 * SECOND
"""How long after a deadline bytes may still come one upon the other, before it is called a flood."""
GARBAGE = re.compile(rb"[^\r\n\x20-\x7e]")
"""What no line of a module has: noise, or another baud rate."""
BOOT = frozenset({"rdy", "services_ready", "call_ready", "sms_ready"})
"""Rules of the lines that a module says when it has booted."""
RESTARTS = frozenset({"+CFUN", "+CPOWD", "+CPSMS", "+CPIN", "+CRESET"})
"""Commands that make it say them."""
CLAIMABLE = ("line", "header", "prompt")


class Expected(NamedTuple):
    """One line that a step expects; NUL stands for a value that cannot be known beforehand."""

    text: str
    tolerated: tuple[str, ...] = ()
    """Other lines that a module may answer, with a remark: the note's misprint, or what the documents leave open."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A measured time, within an interval, and the limits it was held against (microseconds)."""

    name: str
    earliest: int
    latest: int
    limits: Limits


def judge_interval(earliest: int, latest: int, limits: Limits, what: str) -> None:
    """Hold a time that is known within an interval against limits.

    :raises ModuleFault: it is outside of them for certain
    :raises Inconclusive: a limit lies inside the interval
    """
    shown = spell(earliest) if earliest == latest else f"between {spell(earliest)} and {spell(latest)}"
    if limits.low is not None and latest < limits.low:
        raise ModuleFault(f"{what} took {shown}, expected at least {spell(limits.low)}")
    if limits.high is not None and earliest > limits.high:
        raise ModuleFault(f"{what} took {shown}, expected at most {spell(limits.high)}")
    if (limits.low is not None and earliest < limits.low) or (limits.high is not None and latest > limits.high):
        raise Inconclusive(f"{what} took {shown}; a limit lies in between, so that the uncertainty hides the verdict")


class Session:
    """One scenario's conversation with the module.

    :param grammar: what the module's family may print
    :param prompt: how the family spells the prompt for data
    """

    def __init__(self, transport: Transport, grammar: Grammar, prompt: bytes = b"> ") -> None:
        self.transport = transport
        self.grammar = grammar
        self.framer = Framer(grammar, prompt)
        self.transcript = Transcript(transport.now())
        self.frames: list[Frame] = []
        self.remarks: list[str] = []
        self.ambient: list[str] = []
        self.measured: list[Measured] = []
        self.judgements = 0
        self.echo = True
        self.data_mode = False
        self.command = ""
        self._exchange_begin = 0
        self._reported = 0
        self.used: set[str] = set()
        """Names of the commands sent, as in ``+CIPHEAD``, ``&D`` and ``S0``."""
        self.lines: dict[str, list[tuple[Instant, bool]]] = {}
        self.on_peer_event: Callable[[PeerEvent, Instant], None] | None = None
        self.on_frame: Callable[[bytes], bool] | None = None
        """The host's end of PPP: called with each frame, tells whether the module had reason to send it."""
        now = transport.now()
        self.last_write = Instant(now, now)
        self.stimulus = Instant(now, now)
        self.observed = Instant(now, now)
        self._end_by: int | None = None
        self._late = 0
        self._restarted = False

    # --- stimuli ---

    def send(self, command: str) -> None:
        """Send a command line; CR is added."""
        self.command = command
        self._exchange_begin = len(self.frames)
        self.used |= {name.upper() for name in COMMAND_NAME.findall(command.removeprefix("AT").removeprefix("at"))}
        match = re.match(r"AT([+*^$%][A-Z0-9]+)", command, re.IGNORECASE)
        self.framer.ledger.command = match[1].upper() if match else ""
        self.framer.ledger.ppp |= re.match(r"ATD\*99", command, re.IGNORECASE) is not None
        if re.match(r"AT[^+*^$%]*(?<![&\\])V0", command, re.IGNORECASE):
            self.framer.verbose = False
        elif re.match(r"AT[^+*^$%]*((?<![&\\])V1|Z|&F)", command, re.IGNORECASE):
            self.framer.verbose = True
        self._write(read_bytes(command) + b"\r")
        if re.match(r"AT[^+*^$%]*(?<!&)E0", command, re.IGNORECASE):
            self.echo = False
        elif re.match(r"AT[^+*^$%]*((?<!&)E1|Z|&F)", command, re.IGNORECASE):
            self.echo = True

    def type(self, data: bytes) -> None:
        """Write bytes, as data; in data mode no command is at work any more."""
        if self.data_mode:
            self.command = ""
        self._write(data)

    def send_frame(self, frame: bytes) -> None:
        """Write a frame of PPP."""
        self.transcript.note(self.transport.now(), "--", f"{describe(frame)} (host)")
        self.type(encode(frame))

    def _write(self, data: bytes) -> None:
        """Write bytes; in command mode with echo on they are expected to come back, but for LF."""
        if self.echo and not self.data_mode:
            self.framer.ledger.owe_echo(data.replace(b"\n", b""))
        self.transcript.note(self.transport.now(), ">", data)
        self._act(self.transport.write(data))

    def _act(self, at: Instant) -> None:
        """Record when the host did something.

        :raises Inconclusive: it should have ended a silence that was to be short, and came too late for that
        """
        self.last_write = self.stimulus = at
        end_by, self._end_by = self._end_by, None
        if end_by is not None and at.latest > end_by:
            over = spell(at.latest - end_by)
            raise Inconclusive(f"this machine was busy: what was to end a short silence came {over} too late")

    def expect_payload(self, source: tuple[str, int], data: bytes) -> None:
        """Record that a peer is about to send this to the module."""
        now = self.transport.now()
        self.framer.ledger.owe_payload(source, data)
        self.transcript.note(now, "p>", f"{source[0]} {source[1]}: {show_bytes(data)}")
        self.stimulus = Instant(now, now)

    def note_peer(self, peer: str, what: str) -> None:
        """Record that a peer is about to do something."""
        now = self.transport.now()
        self.transcript.note(now, "p>", f"{peer}: {what}")
        self.stimulus = Instant(now, now)

    def set_line(self, line: str, *, high: bool) -> None:
        """Drive DTR or RTS."""
        self.transcript.note(self.transport.now(), "--", f"{line} {'high' if high else 'low'} (host)")
        self._act(self.transport.set_line(line, high=high))

    def begin_anew(self) -> None:
        """Receive what has come so far, and expect a module that has just got power: echo on, results in words."""
        self.pass_time(self.transport.now())
        self.transcript.note(self.transport.now(), "--", "power-cycled")
        self.framer.ledger.clear()
        self.echo, self.data_mode, self.framer.verbose = True, False, True
        self._restarted = True

    def be_silent(self, duration: int, *, at_most: bool = False) -> None:
        """Do nothing until so much time has passed since the end of the last byte written, or line set.

        :param at_most: whether a longer silence would be wrong, and not a shorter one
        :raises BenchFault: that silence is over already
        """
        end = (self.last_write.earliest if at_most else self.last_write.latest) + duration
        if self.transport.now() > end:
            over = spell(self.transport.now() - self.last_write.latest)
            raise BenchFault(f"the host should be silent for {spell(duration)}, but has been so for {over} already")
        self._end_by = end + self.transport.edge if at_most else None
        self.pass_time(end)
        self._late = max(self._late, self.transport.now() - end)

    def doubt(self) -> str:
        """Return why a failure may be none of what the scenario is about; empty if nothing speaks for that.

        The line may be noisy. The module may have booted by itself. This machine may have been busy when a silence
        ended; an emulator on it is as late as this program is.
        """
        boot = next((frame.text for frame in self.frames if frame.rule is not None and frame.rule.name in BOOT), "")
        if boot and not self._restarted and RESTARTS.isdisjoint(self.used):
            return f"the module booted in the middle ({boot})"
        stray = b"".join(frame.raw for frame in self.frames if frame.kind == "stray")
        if GARBAGE.search(stray):
            return f"garbage came ({show_bytes(stray.strip()[:20])})"
        if 2 * self._late > self.transport.edge:
            return f"this machine was busy, {spell(self._late)} late where {spell(self.transport.edge)} count"
        return ""

    # --- waiting ---

    def pass_time(self, deadline: int) -> None:
        """Receive everything that happens until a time.

        :raises BenchFault: more comes than can be read, so that the time never comes
        """
        while self._take_in(self.transport.step(deadline)):
            self._refuse_flood(deadline)
        self._settle_if_quiet()

    def wait(self, condition: Callable[[], bool], limit: int) -> bool:
        """Receive what happens until a condition holds; false when the limit (microseconds) passed first."""
        deadline = self.transport.now() + limit
        while not condition():
            patience = deadline
            if self.framer.undecided:
                patience = min(deadline, self.transport.now() + self.transport.quiet)
            if self._take_in(self.transport.step(patience)):
                self._refuse_flood(deadline)
                continue
            self._settle_if_quiet()
            if patience == deadline:
                return condition()
        return True

    def _refuse_flood(self, deadline: int) -> None:
        if self.transport.now() > deadline + FLOOD:
            raise BenchFault(f"{self.transport.name} never falls quiet; is the baud rate right?")

    def _settle_if_quiet(self) -> None:
        self.framer.settle()
        self._collect()

    def _take_in(self, event: Event | None) -> bool:
        if event is None:
            return False
        match event.body:
            case ModuleBytes(data=data):
                self.transcript.note(event.at.latest, "<", data)
                self.framer.feed(data, event.at)
                self._collect()
            case LineChange(line=line, high=high):
                self.transcript.note(event.at.latest, "--", f"{line} {'high' if high else 'low'}")
                self.lines.setdefault(line, []).append((event.at, high))
            case PeerEvent() as peer_event:
                shown = f"{peer_event.peer} {peer_event.connection}: {peer_event.kind} {show_bytes(peer_event.data)}"
                self.transcript.note(event.at.latest, "p<", shown.strip())
                if self.on_peer_event is not None:
                    self.on_peer_event(peer_event, event.at)
            case Fault(what=what):
                raise BenchFault(what)
        return True

    def _collect(self) -> None:
        for frame in self.framer.take():
            rule = frame.rule
            if rule is not None and rule.ambient is not None and rule.ambient in ("", self.framer.ledger.command):
                frame.claimed = True
                self.ambient.append(frame.text)
            self._follow_mode(frame)
            self.frames.append(frame)
            if frame.kind == "ppp":
                self._take_frame(frame)

    def _take_frame(self, frame: Frame) -> None:
        """Hand a frame of PPP to the host's end; before there is one, a module may speak. In command mode none may."""
        content = decode(frame.raw)
        if content is not None:
            self.transcript.note(frame.at[1], "--", f"{describe(content)} (module)")
        if not self.data_mode:
            return
        if self.on_frame is None or frame.raw == FLAG:
            frame.claimed = True
        elif content is not None:
            frame.claimed = self.on_frame(content)

    def _follow_mode(self, frame: Frame) -> None:
        """Follow the module into data mode and out of it, since only command mode echoes."""
        if frame.rule is None:
            return
        if frame.rule.name == "connect":
            self.data_mode = True
        elif frame.rule.name in ("ok", "closed", "pdp_deact", "no_carrier"):
            self.data_mode = False

    # --- judging ---

    def unclaimed(self) -> list[Frame]:
        """Return which frames no step has claimed yet."""
        return [frame for frame in self.frames if not frame.claimed]

    def answers(
        self, expected: Sequence[Expected], limit: int, printed: Sequence[Expected] | None = None
    ) -> list[Frame]:
        """Claim the exchange that the last command began, up to its final result or prompt, and judge its lines.

        :param expected: the lines as read
        :param printed: the lines as a note prints them, where that is a misprint: tolerated, with a remark
        :raises ModuleFault: other lines came, or no final result within the limit
        """
        got: list[Frame] = []
        if not self.wait(lambda: self._exchange(got, expected), limit):
            so_far = f"; so far: {show_frames(got)}" if got else ""
            raise ModuleFault(f"no {expected[-1].text!r} within {spell(limit)}{so_far}{self._leftover()}")
        self._judge_order(got)
        if printed is not None and len(printed) > len(got) and all(map(self._matches, got, printed)):
            self._note(got)
            self.reports(printed[len(got) :], limit)
            self.remarks.append(f"answered as misprinted: {' '.join(line.text for line in printed)}")
        else:
            self._judge(got, expected)
        return got

    def _exchange(self, got: list[Frame], expected: Sequence[Expected]) -> bool:
        """Claim what belongs to the exchange; true when it is complete."""
        for frame in self.frames:
            if frame.claimed:
                continue
            if frame.kind == "echo":
                frame.claimed = True
            elif frame.kind == "prompt" or self._belongs(frame, got, expected):
                frame.claimed = True
                got.append(frame)
                if frame.kind == "prompt" or self._ends(frame, got, expected):
                    return True
        return False

    def _judge_order(self, got: Sequence[Frame]) -> None:
        """Judge that the echo stands before the end of the exchange, and what became of the command after it."""
        owed = self.framer.ledger.echo.strip(b"\x1a\x1b")
        late = [frame for frame in self.unclaimed() if frame.kind == "echo"]
        if owed or late:
            missing = show_bytes(owed) if owed else show_frames(late)
            raise ModuleFault(f"the echo of {missing!r} is missing before {show_frames(got[-1:])}")
        self.framer.ledger.echo = b""
        end = self._position(got[-1])
        early = [
            frame
            for frame in self.frames[self._exchange_begin : end]
            if not frame.claimed and frame.rule is not None and frame.rule.result
        ]
        if early:
            raise ModuleFault(f"{show_frames(early)} came before {show_frames(got[-1:])}")

    def _belongs(self, frame: Frame, got: Sequence[Frame], expected: Sequence[Expected]) -> bool:
        """Return whether a frame is part of an exchange: unsolicited lines are only where they are expected."""
        if frame.kind == "payload":
            return bool(got) and got[-1].line is frame.line
        if frame.kind not in ("line", "header") or frame.rule is None:
            return False
        if frame.rule.kind != "unsolicited":
            return True
        return len(got) < len(expected) and self._matches(frame, expected[len(got)])

    def _ends(self, frame: Frame, got: Sequence[Frame], expected: Sequence[Expected]) -> bool:
        """Return whether a frame ends the exchange; one that is expected in its place with more to follow does not."""
        if frame.rule is None or not frame.rule.ends:
            return False
        return len(got) >= len(expected) or not self._matches(frame, expected[len(got) - 1])

    def reports(self, expected: Sequence[Expected], limit: int) -> list[Frame]:
        """Claim the next lines, right or wrong, and judge them.

        :raises ModuleFault: other lines came, or none within the limit
        """
        got: list[Frame] = []
        for line in expected:
            if not self.wait(lambda: self._next_line() is not None, limit):
                raise ModuleFault(f"no {line.text!r} within {spell(limit)}{self._leftover()}")
            frame = self._next_line()
            assert frame is not None
            frame.claimed = True
            self._judge([frame], [line])
            self._reported = self._position(frame)
            got.append(frame)
        return got

    def _next_line(self) -> Frame | None:
        return next((frame for frame in self.unclaimed() if frame.kind in CLAIMABLE), None)

    def delivers(self, data: bytes, limit: int) -> None:
        """Claim received network data, with or without a header before it, and judge it.

        :raises ModuleFault: other data came, or not all of it within the limit
        """
        got: list[Frame] = []

        def enough() -> bool:
            got.extend(self._claim_data())
            return sum(len(frame.raw) for frame in got) >= len(data)

        complete = self.wait(enough, limit)
        have = b"".join(frame.raw for frame in got)
        if have != data:
            problem = "" if complete else f" within {spell(limit)}"
            raise ModuleFault(
                f"delivered {show_bytes(have)!r}{problem}, expected {show_bytes(data)!r}{self._leftover()}"
            )
        self._note(got)

    def _position(self, wanted: Frame) -> int:
        """Return where a frame stands; frames can be equal and still be two."""
        return next(index for index, frame in enumerate(self.frames) if frame is wanted)

    def _claim_data(self) -> list[Frame]:
        """Claim network data; what came before a line that was reported already (its header) is in the wrong place."""
        data = [
            frame for frame in self.frames[self._reported :] if not frame.claimed and frame.kind in ("raw", "payload")
        ]
        for frame in data:
            frame.claimed = True
        return data

    def is_silent(self, duration: int) -> None:
        """Judge that the module says nothing for so long.

        :raises ModuleFault: it said something
        """
        deadline = self.transport.now() + duration
        self.wait(lambda: bool(self._spoken()), duration)
        if spoken := self._spoken():
            raise ModuleFault(f"should have been silent for {spell(duration)}, but said {show_frames(spoken)}")
        self.pass_time(deadline)
        self.judgements += 1

    def ignores(self, command: str, duration: int) -> None:
        """Send a command, and judge that it is neither echoed nor answered for so long; network data may come.

        :raises ModuleFault: it was echoed or answered
        """
        self.send(command)
        self.pass_time(self.transport.now() + duration)
        said = [frame for frame in self.frames[self._exchange_begin :] if frame.kind not in ("raw", "payload")]
        if said:
            raise ModuleFault(f"{command} should have been ignored, but the module said {show_frames(said)}")
        self.framer.ledger.echo = b""
        self.judgements += 1

    def _spoken(self) -> list[Frame]:
        return [frame for frame in self.unclaimed() if frame.kind != "echo"]

    def elapsed(self) -> tuple[int, int]:
        """Return the time from the last stimulus to what was claimed last: not less than, not more than."""
        earliest = self.observed.earliest - self.stimulus.latest
        return max(0, earliest), self.observed.latest - self.stimulus.earliest

    def end(self) -> None:
        """Wait until the line is quiet, and judge that nothing was said without being asked for.

        :raises ModuleFault: something was
        """
        self.pass_time(self.transport.now() + self.transport.quiet)
        for frame in self.frames:
            if frame.kind == "echo":
                frame.claimed = True
        if self.framer.ledger.echo.strip(b"\x1a\x1b"):
            raise ModuleFault(f"the echo of {show_bytes(self.framer.ledger.echo)!r} is missing")
        if (header := self.framer.awaited_payload) is not None:
            raise ModuleFault(f"{header.text!r} was not followed by its data")
        if left := self.unclaimed():
            raise ModuleFault(f"the module also said {show_frames(left)}")

    # --- comparing ---

    def _matches(self, frame: Frame, expected: Expected) -> bool:
        return any(self._is(frame, text) for text in (expected.text, *expected.tolerated))

    def _is(self, frame: Frame, text: str) -> bool:
        """Return whether a frame is the line that is spelt so, with any free spelling."""
        if frame.kind == "prompt":
            return text.strip() == ">"
        if frame.kind in ("payload", "raw"):
            return frame.raw == read_bytes(text)
        if frame.line is None:
            return False
        if "\0" in text or "\1" in text:
            pattern = re.escape(text).replace("\0", "(.+?)").replace("\1", r"(?!0\b)(.+?)")
            return re.fullmatch(pattern, frame.line.text) is not None
        wanted = self.grammar.read(text, self.framer.ledger.command)
        wanted = wanted or self.grammar.read_inline_header(text)
        if wanted is None:
            return text == frame.text
        return wanted.rule is frame.line.rule and wanted.fields == frame.line.fields

    def _judge(self, got: Sequence[Frame], expected: Sequence[Expected]) -> None:
        matched = len(got) == len(expected) and all(map(self._matches, got, expected))
        if not matched:
            wanted = " ".join(f"[{line.text.replace(chr(0), '*')}]" for line in expected)
            raise ModuleFault(f"said {show_frames(got) or 'nothing'}, expected {wanted}{self._leftover()}")
        self.remarks += [
            f"{frame.text} is tolerated instead of {line.text}"
            for frame, line in zip(got, expected, strict=True)
            if line.tolerated and not self._is(frame, line.text)
        ]
        self._note(got)

    def _note(self, got: Sequence[Frame]) -> None:
        self.judgements += 1
        for frame in got:
            self.observed = Instant(*frame.at)
            self.remarks += [f"{name}: {frame.text}" for name in frame.leniencies]

    def _leftover(self) -> str:
        """Say what came that is no line of the grammar, and where it stops being one."""
        stray = b"".join(frame.raw for frame in self.unclaimed() if frame.kind == "stray").strip(b"\r\n")
        return f"; {self.grammar.why_not(stray.decode('latin-1'))}" if stray else ""


def show_frames(frames: Iterable[Frame]) -> str:
    """Write frames for a person."""
    return " ".join(f"[{show_frame(frame)}]" for frame in frames)


def show_frame(frame: Frame) -> str:
    """Write a frame for a person; one of PPP by what it says."""
    content = decode(frame.raw) if frame.kind == "ppp" else None
    return describe(content) if content is not None else show_bytes(frame.raw.strip(bytes((13, 10))))
