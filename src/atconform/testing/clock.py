"""The time of a test: it stands still while the program works, and moves when all of it waits."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Protocol, TypeVar

from atconform.base.units import MS, SECOND
from atconform.testing.endings import NothingMore, PortGone, ServerBroke, WrongUse
from atconform.testing.turns import Participant, this_thread

T = TypeVar("T")
LONGEST = 366 * 24 * 3600 * SECOND
"""A test that takes longer never ends."""
STEPS = ((100, 20), (1_000, 200), (20_000, 10 * MS), (100_000, 10 * SECOND))
"""How much time passes when a program looks and does nothing else: up to so many looks, microseconds each."""
LOOKS_IN_A_ROW = 50
"""How often a thread looks before others have their turn."""
ROUNDS = 10
"""How often a thread is told that the test is over before it is given up."""
PATIENCE = 2
"""Seconds in which it has to come to a wait, or to its end."""

_CLOCKS: dict[int, Clock] = {}
"""The clock that each thread goes by."""


class Source(Protocol):
    """Something that happens by itself; times in microseconds."""

    due: int | None
    """When something is due; None: nothing is."""

    def advance(self, now: int) -> None:
        """Let time pass until ``now``."""

    def last_words(self) -> str:
        """Tell what was said last, for a person who wonders why nothing more comes."""


class Clock:
    """One clock: what happens by itself, the threads that go by it, and the one place where all of them wait."""

    def __init__(self) -> None:
        self.now = 0
        """The present, in microseconds."""
        self.began = 0
        """When the test began to have its first module, in microseconds."""
        self.closed = False
        self.failure: BaseException | None = None
        """What fails the test, even where the program under test has swallowed it."""
        self.taken = ExitStack()
        """Puts back, at the end, what the clock has taken over: functions of the time, threads, ports, loops."""
        self.taken_over: set[str] = set()
        self.checks: list[Callable[[], None]] = []
        """Asked at every wait whether what was taken over still is; raise WrongUse if not."""
        self.sources: list[Source] = []
        self.turns = 0
        """How often a thread has come to a wait."""
        self._looks = 0
        self._in_function = False
        self._main = self._running = Participant(threading.current_thread().name)
        self._main.thread = this_thread()
        self._participants = {this_thread(): self._main}
        self._order = [self._main]
        _CLOCKS[this_thread()] = self

    # --- what happens by itself ---

    def next_deadline(self) -> int | None:
        """Return when something is due to happen by itself, or None."""
        due = None
        for source in self.sources:
            if source.due is not None and (due is None or source.due < due):
                due = source.due
        return due if due is None or due > self.now else self.now

    def move(self, to: int) -> None:
        """Let time pass until ``to``, where nothing is due before."""
        if to > LONGEST:
            raise NothingMore(self.explain("a year has passed on the clock of the test"))
        self.now = max(self.now, to)
        for source in self.sources:
            if source.due is not None and source.due <= self.now:
                source.advance(self.now)

    def run_until(self, until: int) -> None:
        """Let time pass, event by event."""
        while (due := self.next_deadline()) is not None and due <= until:
            self.move(due)
        self.now = max(self.now, until)

    def call(self, whose: str, function: Callable[[], T]) -> T | None:
        """Call a function of the test while the program under test waits.

        :param whose: whose function it is, for a person
        :raises ServerBroke: it raised something
        """
        self._in_function = True
        try:
            return function()
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            broke = ServerBroke(f"{whose}: {type(error).__name__}: {error}")
            self.fail(broke)
            raise broke from error
        finally:
            self._in_function = False

    def fail(self, failure: BaseException) -> None:
        """Fail the test, whatever the program under test makes of it."""
        self.failure = self.failure or failure
        if self._participants.get(this_thread()) is not self._main:
            self._main.error = self._main.error or failure

    # --- for programs ---

    def wait(self, ready: Callable[[], object], deadline: int | None, what: str) -> bool:
        """Wait until something is so, or until the deadline; return whether it is so.

        :param ready: tells whether it is so
        :param deadline: in microseconds; None: wait for ever
        :param what: what is waited for, for a person
        :raises NothingMore: nothing can end the wait
        :raises WrongUse: the thread does not go by this clock, or a server's function waits
        """
        me = self.participant()
        self._looks = 0
        if ready():
            return True
        me.ready, me.deadline, me.what = ready, deadline, what
        try:
            self._hand_over(me)
            return bool(ready())
        finally:
            me.ready = me.deadline = None

    def sleep(self, seconds: float) -> None:
        """Sleep: the module, the network and other threads go on meanwhile.

        :raises ValueError: the time is negative
        """
        if seconds < 0:
            raise ValueError("sleep length must be non-negative")
        end = self.now + round(seconds * SECOND)
        if end == self.now:
            self.look()
        else:
            self.wait(lambda: self.now >= end, end, f"sleep({seconds:g})")

    def monotonic(self) -> float:
        """Return the present in seconds; reading it takes a little time, so that programs that spin come to an end."""
        self.look()
        return self.now / SECOND

    def look(self) -> None:
        """Let a little time pass: a program has looked whether something is so. It is more when it does nothing else.

        :raises NothingMore: it has looked for very long
        """
        if self._in_function:
            return
        me = self.participant()
        self._looks += 1
        step = STEPS[0][1] if self._looks < STEPS[0][0] else self._longer_step()
        if step is None:
            raise NothingMore(self.explain(f"{me.name} has looked {self._looks} times and done nothing else"))
        if len(self._order) == 1 or self._looks % LOOKS_IN_A_ROW:
            self.run_until(self.now + step)
            me.raise_error()
            return
        looks, end = self._looks, self.now + step
        self.wait(lambda: self.now >= end, end, "nothing, and looks again and again")
        self._looks = looks

    def _longer_step(self) -> int | None:
        return next((time for most, time in STEPS if self._looks < most), None)

    def has_worked(self) -> None:
        """Take note that the program has done something else than look."""
        self._looks = 0

    # --- threads ---

    def participant(self) -> Participant:
        """Return the running thread as it goes by this clock.

        :raises WrongUse: it does not, or a server's function asks
        """
        me = self._participants.get(this_thread()) or self.known_thread()
        if self.closed:
            self.end_this_thread()
        if self._in_function:
            raise WrongUse(
                "a function that a server calls can neither wait nor use the port: the program under test waits for it",
                "give send() and close() an `after=` instead",
            )
        for check in self.checks:
            check()
        self.turns += 1
        return me

    def known_thread(self) -> Participant:
        """Return the running thread, also while a server's function has it.

        :raises WrongUse: it does not go by this clock
        """
        me = self._participants.get(this_thread())
        if me is None:
            wrong = WrongUse(
                f"the thread {threading.current_thread().name} does not go by the clock of the test",
                "call takes_over_threads() before the program starts it, or mark the test with "
                "@pytest.mark.atconform(threads=True)",
            )
            self.fail(wrong)
            raise wrong
        return me

    @property
    def alone(self) -> bool:
        """Whether one thread alone goes by this clock."""
        return len(self._order) == 1

    @property
    def others_run(self) -> bool:
        """Whether there are threads that do not go by this clock, so that something may come of them in real time."""
        return threading.active_count() > len(self._order)

    def register(self, name: str) -> Participant:
        """Let a thread that is about to start take part."""
        participant = Participant(name)
        self._order.append(participant)
        return participant

    def enter(self, participant: Participant) -> None:
        """Take part, in the thread itself; returns when it is its turn.

        :raises PortGone: the test is over before that
        """
        participant.baton.acquire()
        participant.thread = this_thread()
        self._running = participant
        self._participants[this_thread()] = participant
        _CLOCKS[this_thread()] = self
        if self.closed:
            participant.raise_error()

    def leave(self, participant: Participant) -> None:
        """Take part no more, in the thread itself."""
        participant.ended = True
        follower = self._main if self.closed else self._choose(participant)
        self.withdraw(participant)
        self._participants.pop(this_thread(), None)
        _CLOCKS.pop(this_thread(), None)
        follower.go()

    def withdraw(self, participant: Participant) -> None:
        """Let a thread take part no more."""
        self._order.remove(participant)

    @property
    def running_thread(self) -> tuple[str, int]:
        """The name and the number of the thread that runs."""
        return self._running.name, self._running.thread

    def break_up(self, failure: BaseException) -> None:
        """Fail the test because the running thread comes to no wait: end the waits of all others, which lets locks go.

        Called in another thread. From here on threads run as they come.
        """
        self.fail(failure)
        for one in self._order:
            if one is not self._running:
                one.error = failure
                one.go()

    def _hand_over(self, me: Participant) -> None:
        following = self._choose(me)
        if following is not me:
            me.pass_on_to(following)
            self._running = me
        me.raise_error()

    def _choose(self, after: Participant) -> Participant:
        """Return whose turn it is, the one behind ``after`` first; where all of them wait, time moves."""
        ring = self._order
        if len(ring) > 1:
            place = ring.index(after)
            ring = [one for one in (*ring[place + 1 :], *ring[: place + 1]) if not one.ended]
        while True:
            for one in ring:
                if one.can_go_on(self.now):
                    return one
            times = [one.deadline for one in ring if one.deadline is not None]
            if (due := self.next_deadline()) is not None:
                times.append(due)
            try:
                if not times:
                    raise NothingMore(self.explain("nothing more is going to happen"))
                self.move(min(times))
            except BaseException as error:
                # The test's own thread is told, whichever thread it came to.
                self._main.error = error

    def explain(self, why: str) -> str:
        """Say who waits for what."""
        waits = [f"{one.name} waits for {one.what}" for one in self._order if one.ready is not None]
        last = [words for source in self.sources if (words := source.last_words())]
        passed = f"{(self.now - self.began) / SECOND:.6f} s of the test have passed"
        return f"{why}: {'; '.join([*waits, *last, passed])}"

    # --- the end ---

    def close(self) -> list[str]:
        """End the threads that are left, and put back what was taken over; returns the names of those that do not end.

        Idempotent.
        """
        if self.closed:
            return []
        self.closed = True
        told: list[Participant] = []
        while left := [one for one in self._order[1:] if one not in told]:
            told.append(left[0])
            self._end(left[0])
        self.taken.close()
        _CLOCKS.pop(this_thread(), None)
        return [one.name for one in self._order[1:]]

    def _end(self, participant: Participant) -> None:
        """Tell a thread that the test is over, until it ends."""
        participant.error = PortGone("the test is over")
        for _ in range(ROUNDS):
            participant.go()
            if not self._main.baton.acquire(timeout=PATIENCE) or participant.ended:
                return

    def end_this_thread(self) -> None:
        """End a thread that runs on though it was told that the test is over; the test's own is let alone.

        :raises SystemExit: which programs do not take for an error of theirs
        """
        me = self._participants.get(this_thread())
        if me is None or me is self._main:
            return
        me.pass_on_to(self._main)
        raise SystemExit

    @property
    def running(self) -> list[str]:
        """The threads beside the test's own that have not ended, and what they wait for."""
        return [f"{one.name} ({f'waits for {one.what}' if one.what else 'has not begun'})" for one in self._order[1:]]


def clock_of_this_thread() -> Clock | None:
    """Return the clock that the running thread goes by, until that ends; None: the real one."""
    clock = _CLOCKS.get(this_thread())
    return None if clock is None or clock.closed else clock


def shared_clock() -> Clock:
    """Return the clock of the running thread: modules that are used together go by one."""
    return clock_of_this_thread() or Clock()
