"""One thread's loop over sockets, timers and calls from other threads, on the monotonic clock.

It serves everything here that talks to the operating system in real time: the emulator on a wire, its host
network, and the peers of a bench. All callbacks run in the thread that turns the reactor.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from atconform.base.timers import Timer, Timers
from atconform.base.units import SECOND

T = TypeVar("T")
Callback = Callable[[], None]

READ = selectors.EVENT_READ
WRITE = selectors.EVENT_WRITE


def now() -> int:
    """Return the present on the monotonic clock, in microseconds."""
    return time.perf_counter_ns() // 1000  # the clock of time.monotonic, which on Windows moves by 16 ms at a time


def _nothing() -> None:
    """Ignore an event."""


class Watch:
    """The interest in one socket or descriptor; nothing is wanted at first."""

    __slots__ = ("_closed", "_fileobj", "_selector", "_wanted", "on_readable", "on_writable")

    def __init__(
        self,
        selector: selectors.BaseSelector,
        fileobj: socket.socket | int,
        on_readable: Callback,
        on_writable: Callback,
    ) -> None:
        self._selector = selector
        self._fileobj = fileobj
        self._wanted = 0
        self._closed = False
        self.on_readable = on_readable
        self.on_writable = on_writable

    @property
    def wanted(self) -> int:
        """READ and WRITE, as far as they are wanted."""
        return self._wanted

    def want(self, *, read: bool | None = None, write: bool | None = None) -> None:
        """Say what is to be reported from now on; None leaves it as it is. Nothing is, once this is closed."""
        if self._closed:
            return
        wanted = self._wanted
        if read is not None:
            wanted = wanted | READ if read else wanted & ~READ
        if write is not None:
            wanted = wanted | WRITE if write else wanted & ~WRITE
        if wanted == self._wanted:
            return
        if not self._wanted:
            self._selector.register(self._fileobj, wanted, self)
        elif not wanted:
            self._selector.unregister(self._fileobj)
        else:
            self._selector.modify(self._fileobj, wanted, self)
        self._wanted = wanted

    def close(self) -> None:
        """Want nothing for ever; to be called before the socket is closed. Idempotent."""
        self.want(read=False, write=False)
        self._closed = True


class Reactor:
    """Waits for what comes first: a socket, a timer, a call from another thread."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._timers = Timers()
        self._calls: deque[Callback] = deque()
        self._awake, self.waker = socket.socketpair()
        """A byte that is sent ends the wait that is under way."""
        self._awake.setblocking(False)
        self.waker.setblocking(False)
        self.watch(self._awake, self._woken).want(read=True)

    def watch(
        self,
        fileobj: socket.socket | int,
        on_readable: Callback = _nothing,
        on_writable: Callback = _nothing,
    ) -> Watch:
        """Prepare to watch a socket or descriptor."""
        return Watch(self._selector, fileobj, on_readable, on_writable)

    def call_at(self, when: int, callback: Callback) -> Timer:
        """Call at an instant, or as soon after it as possible."""
        return self._timers.after(when - self._timers.now, callback)

    def call_soon(self, callback: Callback) -> None:
        """Call at the next turn, in the reactor's thread; for other threads and for signal handlers."""
        self._calls.append(callback)
        # A full socket holds earlier wake-up calls, and one is enough; a closed one has no reader.
        with contextlib.suppress(OSError):
            self.waker.send(b"\0")

    def turn(self, deadline: int | None = None) -> None:
        """Wait until something happens or ``deadline`` is reached, and do what is due."""
        due = self._timers.next_deadline()
        if due is not None and (deadline is None or due < deadline):
            deadline = due
        timeout = None if deadline is None else max(0, deadline - now()) / SECOND
        for key, ready in self._selector.select(timeout):
            watch: Watch = key.data
            if ready & READ and watch.wanted & READ:
                watch.on_readable()
            if ready & WRITE and watch.wanted & WRITE:
                watch.on_writable()
        if due is not None:
            self._timers.advance(now())

    def close(self) -> None:
        """Release the reactor's own sockets. Idempotent."""
        self._selector.close()
        self._awake.close()
        self.waker.close()

    def _woken(self) -> None:
        self._awake.recv(4096)
        while self._calls:
            self._calls.popleft()()


class ReactorThread:
    """A thread that turns a reactor; ``turn`` is what it does again and again."""

    def __init__(self, name: str, reactor: Reactor, turn: Callback) -> None:
        self._reactor = reactor
        self._turn = turn
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def call(self, function: Callable[[], T]) -> T:
        """Run a function in the thread and return what it returns, or raise what it raises."""
        if not self._thread.is_alive():
            raise RuntimeError(f"the thread {self._thread.name} has ended")
        answer: Future[T] = Future()

        def run() -> None:
            try:
                answer.set_result(function())
            except BaseException as error:
                answer.set_exception(error)

        self._reactor.call_soon(run)
        return answer.result(timeout=10)

    def stop(self, last: Callback = _nothing) -> None:
        """Do one last thing in the thread, end it and release the reactor. Idempotent."""

        def end() -> None:
            last()
            self._stopped = True

        if self._thread.is_alive():
            self._reactor.call_soon(end)
            self._thread.join(timeout=10)
        self._reactor.close()

    def _run(self) -> None:
        while not self._stopped:
            self._turn()
