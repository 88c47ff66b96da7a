"""One module in a process of its own, the line to it, its power switch, and runs of the suite against it."""

from __future__ import annotations

import contextlib
import shlex
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

from tests.chaos.line import TURN, Line
from tests.commands.terminal import ENVIRONMENT, PROGRAM, scenarios
from tests.peer.farend import write_secret

PATIENCE = 5
"""Seconds that a run waits for a module that went away."""
LONGEST = 240
"""Seconds after which a run hangs."""
TOKEN = "chaos chaos chaos chaos"
PUSH = "import socket, sys; s = socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); s.recv(1)"


class Rig:
    """Everything of one round, in one folder; only processes that it started are ever signalled.

    :param direct: whether the host has the module's own pty, and not a line's
    :param with_switch: whether the bench may turn the module's power off and on
    :param with_peer: whether the far end is a program of its own
    """

    def __init__(self, folder: Path, *, direct: bool, with_switch: bool, with_peer: bool) -> None:
        self.folder = folder
        self._modem = folder / "modem"
        self._emulator: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self.turn_on()
        self._line = None if direct else Line(folder / "line", self._modem)
        self._with_switch = with_switch
        self._far_end: subprocess.Popen[bytes] | None = None
        self._far_end_at = ""
        if with_peer:
            write_secret(folder / "token", TOKEN)
            self.begin_far_end()
        self._switch = socket.socket(socket.AF_UNIX)
        self._switch.bind(str(folder / "switch"))
        self._switch.listen()
        threading.Thread(target=self._serve_switch, daemon=True).start()

    # --- the module ---

    def turn_on(self) -> None:
        """Have an emulator, if there is none."""
        with self._lock:
            if self._emulator is not None:
                return
            command = [*PROGRAM, "emulate", "sim800", "--pty", "--link", str(self._modem), "--quick"]
            self._emulator = subprocess.Popen(
                command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            assert self._emulator.stdout is not None
            self._emulator.stdout.readline()

    def turn_off(self) -> None:
        """Kill the emulator."""
        with self._lock:
            if self._emulator is not None:
                # The device's number is soon another pty's, at which the name must not lead.
                self._modem.unlink(missing_ok=True)
                self._emulator.kill()
                self._emulator.wait()
                assert self._emulator.stdout is not None
                self._emulator.stdout.close()
                self._emulator = None

    def freeze(self) -> None:
        """Stop the emulator where it is."""
        if self._emulator is not None:
            self._emulator.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let the emulator go on."""
        if self._emulator is not None:
            self._emulator.send_signal(signal.SIGCONT)

    def _serve_switch(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                caller, _ = self._switch.accept()
                with caller:
                    self.turn_off()
                    self.turn_on()

    # --- the far end ---

    def begin_far_end(self) -> None:
        """Have a far end in a process of its own; at the same port as before, if there was one."""
        command = [*PROGRAM, "peer", "--listen", self._far_end_at or "127.0.0.1:0", "--token-file", "token"]
        self._far_end = subprocess.Popen(
            command, cwd=self.folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert self._far_end.stdout is not None
        self._far_end_at = self._far_end.stdout.readline().split()[3].decode()

    def end_far_end(self) -> None:
        """Kill the far end."""
        if self._far_end is not None:
            self._far_end.kill()
            self._far_end.wait()
            assert self._far_end.stdout is not None
            self._far_end.stdout.close()
            self._far_end = None

    # --- runs ---

    @property
    def line(self) -> Line:
        """The line, which a round without one does nothing to."""
        assert self._line is not None
        return self._line

    def start(self, report: str, names: list[str]) -> Run:
        """Begin a run."""
        bench = self.folder / f"{report}.toml"
        push = shlex.join([sys.executable, "-c", PUSH, str(self.folder / "switch")])
        port = self._modem if self._line is None else self.folder / "line"
        allowed = str(self._with_switch).lower()
        far_end = f"[peer]\nurl = 'tcp://{self._far_end_at}'\ntoken_file = 'token'\n" if self._far_end_at else ""
        module = f"[module.one]\nport = '{port}'\npower = '''{push}'''\n[allow]\npower_cycles = {allowed}\n"
        bench.write_text(module + far_end)
        # Noise in what goes to the module, or in data, looks like a module's fault; but not twice.
        options = ["--confirm", *scenarios(*names)]
        command = [*PROGRAM, "run", "--bench", str(bench), "--report", report, *options]
        return Run([*command, "--", f"--patience={PATIENCE}"], self.folder, report)

    def mend(self) -> None:
        """Undo what was done to module and line."""
        self.thaw()
        self.turn_on()
        if self._far_end_at and self._far_end is None:
            self.begin_far_end()
        if self._line is not None:
            self._line.plug_in()
            self._line.disturb(bytes, seconds=0)

    def close(self) -> None:
        """End everything."""
        self._switch.close()
        if self._line is not None:
            self._line.close()
        self.turn_off()
        self.end_far_end()


class Run:
    """A run of the suite in a process of its own."""

    def __init__(self, command: list[str], folder: Path, report: str) -> None:
        self.record = folder / report / "run.jsonl"
        self._output = folder / f"{report}.txt"
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                command, cwd=folder, env=ENVIRONMENT, stdout=output, stderr=subprocess.STDOUT
            )

    def goes_on_for(self, seconds: float) -> bool:
        """Let time pass, unless the run ends before."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    def plays(self) -> bool:
        """Wait until scenarios are played; false where the run ended before."""
        while "scenarios" not in self.output():
            if not self.goes_on_for(TURN):
                return False
        return True

    def end(self) -> int | None:
        """Wait for the exit code; None where the run hung and was killed."""
        if self.goes_on_for(LONGEST):
            self.kill()
            return None
        return self._process.returncode

    def kill(self) -> None:
        """Kill it as the system would."""
        self._process.kill()
        self._process.wait()

    def output(self) -> str:
        """Return what a user has seen."""
        return self._output.read_text(errors="replace")
