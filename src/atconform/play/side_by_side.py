"""The suite on several modules at once: a run of its own for each, in a process of its own.

What one module does to its run disturbs no other. Each run holds one end of a pipe, and ends as by Ctrl-C when the
other end is closed: by Ctrl-C here, or because this program is gone, however it went.
"""

from __future__ import annotations

import _thread
import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from atconform.base.errors import UsageError
from atconform.results.batch import OUTPUT
from atconform.results.terminal.following import Followed

TURN = 1.0
"""Seconds after which the state of the runs is shown anew."""

APART: dict[str, Any]
"""How a run is started so that Ctrl-C at the terminal does not reach it too."""
if sys.platform == "win32":
    APART = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
else:
    APART = {"start_new_session": True}


def end_with_whoever_started_this() -> None:
    """End this program as by Ctrl-C when its standard input is closed at the other end."""
    tie = os.dup(0)  # pytest puts another file there

    def watch() -> None:
        while os.read(tie, 1):
            pass
        if sys.platform == "win32":
            _thread.interrupt_main()  # a signal to a process of its own would end it at once there
        else:
            os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=watch, name="tie", daemon=True).start()


class UnitRun:
    """The run of one module.

    :param unit: what the bench file calls the module
    :param folder: where its record goes
    :param options: of ``atconform run``, but for the module and the folder
    """

    def __init__(self, unit: str, folder: Path, options: Sequence[str]) -> None:
        self.unit, self.folder = unit, folder
        self._followed = Followed(folder)
        self.seconds = 0.0
        """How long the run took, when it has ended."""
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            raise UsageError(f"{folder} is there already", "name another folder with --report") from None
        except OSError as error:
            raise UsageError(f"cannot write to {folder}: {error.strerror}", "name a folder with --report") from None
        command = [sys.executable, "-m", "atconform", "run", "--tied", f"--module={unit}", f"--report={folder}"]
        self._begin = time.monotonic()
        with (folder / OUTPUT).open("wb") as output:
            self._process = subprocess.Popen(
                [*command, *options],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=os.environ | {"PYTHONIOENCODING": "utf-8"},
                **APART,
            )

    def wait(self) -> None:
        """Wait until the run has ended."""
        self._process.wait()
        self.seconds = time.monotonic() - self._begin

    def cut_off(self) -> None:
        """Have the run end as by Ctrl-C."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()

    def kill(self) -> None:
        """End the run wherever it is."""
        self._process.kill()

    @property
    def code(self) -> int | None:
        """Its exit code; None while it runs, negative where a signal has ended it."""
        return self._process.poll()

    def seen(self) -> Followed:
        """Return the record as far as it is written."""
        self._followed.look()
        return self._followed

    def output(self) -> str:
        """Return what a user would have seen so far."""
        return (self.folder / OUTPUT).read_text("utf-8", errors="replace")


def play(
    units: Sequence[str], folder: Path, options: Sequence[str], show: Callable[[Sequence[UnitRun]], None]
) -> list[UnitRun]:
    """Play the suite on each module, until the last run has ended. Ctrl-C cuts all of them off; again, it kills them.

    :param folder: gets a folder for each module, with the module's name
    :param show: is called from time to time, and whenever a run has ended
    """
    unit_runs = [UnitRun(unit, folder / unit, options) for unit in units]
    endings = iter((UnitRun.cut_off, UnitRun.kill))
    with ThreadPoolExecutor(len(unit_runs)) as pool:
        pending = {pool.submit(unit_run.wait) for unit_run in unit_runs}
        while pending:
            try:
                pending = wait(pending, TURN, FIRST_COMPLETED).not_done
                show(unit_runs)
            except KeyboardInterrupt:
                ending = next(endings, UnitRun.kill)
                for unit_run in unit_runs:
                    ending(unit_run)
    return unit_runs
