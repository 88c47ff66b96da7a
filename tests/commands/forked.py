"""Programs that begin with all loaded that they need: processes forked from one that has loaded it (:mod:`preloaded`).

Most of what a short run takes is loading, so that hundreds of them would take most of the time of the tests.
"""

from __future__ import annotations

import io
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path

CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["tests.commands.preloaded"])


Main = Callable[[], int | None]
"""What a program does, by ``sys.argv``; it ends with what is returned, unless it exits by itself."""


class Forked:
    """A program in a process of its own, with what the tests use of :class:`subprocess.Popen`.

    Errors stand among the output, as on a terminal.
    """

    def __init__(self, main: Main, arguments: Sequence[str], where: Path, environment: Mapping[str, str]) -> None:
        self.arguments = arguments
        its_input, written = CONTEXT.Pipe(duplex=False)
        read, its_output = CONTEXT.Pipe(duplex=False)
        given = (main, arguments, str(where), dict(environment), its_input, its_output)
        self._process = CONTEXT.Process(target=_become, args=given)
        self._process.start()
        self.stdin = os.fdopen(os.dup(written.fileno()), "w")
        self.stdout = os.fdopen(os.dup(read.fileno()))
        for end in (its_input, written, read, its_output):
            end.close()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """The exit code; the signal that ended it, negative; None: it has not ended."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self.returncode is None:
            raise subprocess.TimeoutExpired(self.arguments, timeout or 0)
        return self.returncode

    def communicate(self) -> tuple[str, None]:
        """Read all that it still writes, and wait for its end."""
        output = self.stdout.read()
        self.wait()
        return output, None

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def _become(
    main: Main,
    arguments: Sequence[str],
    where: str,
    environment: Mapping[str, str],
    its_input: Connection,
    its_output: Connection,
) -> None:
    """Be the program, in the process that was forked for it."""
    for ours, descriptor in ((its_input, 0), (its_output, 1), (its_output, 2)):
        os.dup2(ours.fileno(), descriptor)
    its_input.close()
    its_output.close()
    sys.stdin = os.fdopen(0, closefd=False)
    sys.stdout = io.TextIOWrapper(os.fdopen(1, "wb", 0, closefd=False), write_through=True)
    sys.stderr = io.TextIOWrapper(os.fdopen(2, "wb", 0, closefd=False), errors="backslashreplace", write_through=True)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(where)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv[1:] = arguments
    sys.exit(main())
