"""The host's side of one scenario: it writes, and waits for what the module, the lines and the peers do.

Every frame that the module sends has to be claimed by a step (``frameclaims.py``), unless it came by a circumstance
(``circumstances.py``): then it is noted in the transcript.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from atconform.base.basis import Basis
from atconform.base.errors import BenchFault
from atconform.base.notation import read_bytes
from atconform.base.numbers import read_number
from atconform.base.units import MS, SECOND
from atconform.judge import overrun
from atconform.judge.circumstances import Circumstances
from atconform.judge.findings import Findings
from atconform.judge.framelog import FrameLog
from atconform.judge.grammar.frame import Frame
from atconform.judge.grammar.framer import Framer
from atconform.judge.grammar.grammar import Grammar, Line
from atconform.judge.grammar.pppframes import FLAG
from atconform.judge.ground import Ground
from atconform.judge.linestate import LineState
from atconform.judge.starts import Starts
from atconform.judge.stopwatch import Cause, Stopwatch
from atconform.judge.transcript import Direction, Transcript
from atconform.ppp.describing import describe
from atconform.ppp.framing import decode, encode
from atconform.protocol.peer import PeerEvent
from atconform.protocol.transport import Event, Fault, Instant, LineChange, ModuleBytes, Transport
from atconform.requirements.circumstances import load

BLANK = 100 * MS
"""How long the blank of a prompt is waited for: longer than the bytes of one write come apart by USB or a slow line."""
SETTING = 10 * SECOND
"""How long a setting is waited for that is made again, which is longer than any takes."""
FLOOD = 2 * SECOND
"""How long after a deadline bytes may still come one upon the other, before it is called a flood."""


class Session:
    """One scenario's conversation with the module.

    :param grammar: what the module's family may print
    :param prompt: how the family spells the prompt for data
    :param circumstances: what others may bring about meanwhile
    :param promised: how many of something the documents of the family promise, by the names of its figures
    :param starts: what a module is sent that starts in the middle
    """

    def __init__(
        self,
        transport: Transport,
        grammar: Grammar,
        prompt: bytes = b"> ",
        circumstances: Circumstances | None = None,
        promised: Mapping[str, int] | None = None,
        starts: Starts | None = None,
    ) -> None:
        self.transport = transport
        self.grammar = grammar
        self.framer = Framer(grammar, prompt)
        self.line = LineState(self.framer)
        self.log = FrameLog()
        self.watch = Stopwatch(transport.now())
        self.transcript = Transcript(transport.now())
        self.findings = Findings()
        self.circumstances = Circumstances(load()) if circumstances is None else circumstances
        self.circumstances.used = self.line.used
        self._promised = promised or {}
        self.starts = Starts() if starts is None else starts
        self.exchange_begin = 0
        """The position of the first frame behind the last command."""
        self._stimulated = 0
        """The position of the first frame behind what peer or network did last."""
        self._delivers = False
        """Whether the scenario has the network deliver short messages."""
        self._called = 0
        """The position of the first frame behind the last call of the network."""
        self._call_over: int | None = None
        """When the last call is over for certain; None: the network has not ended it."""
        self._happened = transport.now()
        """When the last thing happened that the transport has told of."""
        self.modem_lines: dict[str, list[tuple[Instant, bool]]] = {}
        """The levels that each modem line has changed to, and when."""
        self.on_peer_event: Callable[[PeerEvent, Instant], None] | None = None
        self.on_frame: Callable[[bytes], bool] | None = None
        """The host's end of PPP: called with each frame, tells whether the module had reason to send it."""

    # --- stimuli ---

    def send(self, command: str) -> None:
        """Send a command line; CR is added. A module that has started since is first set as scenarios assume."""
        if self.starts.due:
            self._set_again()
        self.exchange_begin = len(self.log)
        self.circumstances.command(command)
        self.line.before(command)
        self._write(read_bytes(command) + b"\r")
        self.line.after(command)

    def _set_again(self) -> None:
        """Set what scenarios assume; nothing is judged of it, and lines that have nothing to do with it stay."""
        self.starts.due = False
        for command in self.starts.commands:
            self._set(command)

    def _set(self, command: str) -> None:
        begin = len(self.log)
        self.line.before(command)
        self._write(command.encode() + b"\r")
        if not self.line.echo:  # as it was found; what was not stored is as usual after a start
            self.framer.ledger.owe_echo(command.encode() + b"\r")
        self.line.after(command)
        self.wait(self.log.has_come(_is_result, begin), SETTING)
        for frame in self.log.frames[begin:]:
            if frame.kind == "echo" or _is_result(frame):
                self.log.claim(frame)
        self.framer.ledger.forgive_echo()

    def type(self, data: bytes) -> None:
        """Write bytes, as data; in data mode no command is at work any more."""
        if self.line.data_mode:
            self.line.command = ""
        self._write(data)

    def send_frame(self, frame: bytes) -> None:
        """Write a frame of PPP."""
        self.transcript.note(self.transport.now(), "--", f"{describe(frame)} (host)")
        self.type(encode(frame))

    def _write(self, data: bytes) -> None:
        self.line.writes(data)
        self.transcript.note(self.transport.now(), ">", data)
        self.watch.write(self.transport.write(data))

    def set_line(self, line: str, *, high: bool) -> None:
        """Drive DTR or RTS."""
        self.transcript.note(self.transport.now(), "--", f"{line} {'high' if high else 'low'} (host)")
        self.watch.write(self.transport.set_line(line, high=high))

    def expect_payload(self, source: tuple[str, int], data: bytes) -> None:
        """Record that a peer is about to send this to the module."""
        self.framer.ledger.owe_payload(source, data)
        self.note_stimulus("p>", f"{source[0]} {source[1]}: ", data)

    def note_stimulus(self, direction: Direction, *what: str | bytes, cause: Cause = "far end") -> None:
        """Record that something is about to be done that the module may answer."""
        now = self.transport.now()
        self.transcript.note(now, direction, *what)
        self.watch.stimulate(now, cause)
        self._stimulated = len(self.log)

    def network_does(self, action: str, within: int) -> None:
        """Record what a scenario has the network do: a line that repeats tells of the last call, while that lasts.

        :param within: how long it takes at the longest, in microseconds, until the module knows
        """
        self.circumstances.action(action)
        self._delivers |= action == "deliver-message"
        if action == "call":
            self._called, self._call_over = len(self.log), None
        elif action == "end-call":
            self._call_over = self.transport.now() + within

    @property
    def messages(self) -> list[str]:
        """The places of the short messages that the scenario had delivered, and that were announced."""
        announced = (frame for frame in self.log.frames if frame.rule is not None and frame.rule.name == "cmti")
        return [str(frame.fields["index"]) for frame in announced] if self._delivers else []

    def begin_anew(self) -> None:
        """Receive what has come so far, and expect a module that has just got power."""
        self.pass_time(self.transport.now())
        self.transcript.note(self.transport.now(), "--", "power-cycled")
        self.line.power_up()
        self.circumstances.restarted = True

    def be_silent(self, duration: int, *, at_most: bool = False) -> None:
        """Do nothing until so much time has passed since the end of the last byte written, or line set.

        :param at_most: whether a longer silence would be wrong, and not a shorter one
        :raises BenchFault: it would be longer, and may not
        """
        end = self.watch.plan_silence(duration, self.transport.now(), self.transport.edge, at_most=at_most)
        self.pass_time(end)
        self.watch.end_silence(end, self.transport.now())

    def expects(self, lines: Iterable[Line | None]) -> None:
        """Record what the scenario is about; what was set aside and is one of these lines is there to be judged."""
        for frame in self.circumstances.expects(lines, self.framer.ledger.command, self._stimulated):
            self.log.take_back(frame)

    # --- waiting ---

    def pass_time(self, deadline: int) -> None:
        """Receive everything that happens until a time.

        :raises ModuleFault: more comes that nobody asked for than any module says
        :raises BenchFault: more comes than can be read, so that the time never comes
        """
        while self._take_in(self.transport.step(deadline)):
            self._refuse_flood(deadline)
        self._settle_if_quiet()

    def fall_quiet(self) -> None:
        """Receive what happens until the line is quiet; a silence that has lasted already counts.

        It counts from what happened last, at the module or at a peer, or was done last, by the host, a peer or the
        network.

        :raises ModuleFault: more comes that nobody asked for than any module says
        :raises BenchFault: more comes than can be read
        """
        self.pass_time(self.transport.now())
        since = max(self._happened, self.watch.stimulus.latest)
        self.pass_time(since + self.transport.quiet)

    def wait(self, condition: Callable[[], bool], limit: int) -> bool:
        """Receive what happens until a condition holds; false when the limit (microseconds) passed first.

        :raises ModuleFault: more comes that nobody asked for than any module says
        :raises BenchFault: more comes than can be read
        """
        deadline = self.transport.now() + limit
        while not condition():
            patience = deadline
            if self.framer.undecided:
                gap = BLANK if self.framer.awaits_blank else self.transport.quiet
                patience = min(deadline, self.transport.now() + gap)
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
        self._happened = event.at.latest
        match event.body:
            case ModuleBytes(data=data):
                self.transcript.note(event.at.latest, "<", data)
                self.framer.feed(data, event.at)
                self._collect()
            case LineChange(line=line, high=high):
                self.transcript.note(event.at.latest, "--", f"{line} {'high' if high else 'low'}")
                self.modem_lines.setdefault(line, []).append((event.at, high))
            case PeerEvent() as peer_event:
                said = f"{peer_event.peer} {peer_event.connection}: {peer_event.kind}"
                sent = peer_event.data
                self.transcript.note(event.at.latest, "p<", said, *((" ", sent) if sent else ()))
                self.circumstances.peer_saw(peer_event.kind)
                if self.on_peer_event is not None:
                    self.on_peer_event(peer_event, event.at)
            case Fault(what=what):
                raise BenchFault(what)
        return True

    def _collect(self) -> None:
        for frame in self.framer.frames():
            if self.starts.stops(frame, self.line.command):
                self.line.power_up(echo=self.starts.echo, verbose=self.starts.verbose)
            self.starts.follow(frame, self.line.command)
            self.circumstances.in_data_mode = self.line.data_mode
            self.line.follow(frame)
            self.log.add(frame, claimed=self._asks_for_no_step(frame))
            overrun.refuse(frame)
            overrun.refuse_more(self.log.unasked, frame)
            if frame.kind == "ppp":
                self._take_frame(frame)

    def _asks_for_no_step(self, frame: Frame) -> bool:
        """Return whether a frame is nobody's: beside an answer, told again, more than promised, by a circumstance."""
        rule, command = frame.rule, self.framer.ledger.command
        if rule is not None and rule.beside == command != "":
            return True
        met = self.circumstances.meets(frame, command)
        if met is not None:
            self.transcript.note(frame.at[1], "--", f"{met.circumstance.means}: {met}")
        elif rule is not None and self._is_told_again(frame):
            if not rule.repeats:
                self.findings.deviate(Ground(Basis.OWN, (rule.again,)), f"{frame.text} came again")
        elif rule is not None and rule.beyond is not None and self._is_beyond(frame, rule.beyond):
            more = f"{frame.text} is more than the documents promise"
            self.findings.deviate(Ground(Basis.OWN, rule.beyond[2:]), more)
        else:
            return False
        return True

    def _is_beyond(self, frame: Frame, beyond: tuple[str, str, str]) -> bool:
        number, promised = frame.fields.get(beyond[0]), self._promised.get(beyond[1])
        return bool(number) and promised is not None and read_number(number or "0") >= promised

    def _is_told_again(self, frame: Frame) -> bool:
        """Return whether a frame says what was said before: one that repeats, or one whose times no document counts."""
        rule = frame.rule
        if rule is None or not (rule.repeats or rule.again):
            return False
        if rule.repeats and self._call_over is not None and frame.at[0] > self._call_over:
            return False
        since = self._called if rule.repeats else self._stimulated  # what repeats goes on, whatever else happens
        return self.log.was_said(frame.text, since)

    def _take_frame(self, frame: Frame) -> None:
        """Hand a frame of PPP to the host's end; before there is one, a module may speak. In command mode none may."""
        content = decode(frame.raw) if frame.raw.strip(FLAG) else None
        if content is not None:
            self.transcript.note(frame.at[1], "--", f"{describe(content)} (module)")
        if not self.line.data_mode:
            return
        if self.on_frame is None or not frame.raw.strip(FLAG) or (content is not None and self.on_frame(content)):
            self.log.claim(frame)


def _is_result(frame: Frame) -> bool:
    return frame.rule is not None and frame.rule.kind == "final"
