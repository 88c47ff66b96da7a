"""A serial line between a host and an emulated module that things can happen to: unplugged, noisy, lossy."""

from __future__ import annotations

import contextlib
import os
import pty
import random
import select
import termios
import threading
import time
import tty
from collections.abc import Callable
from pathlib import Path

CHUNK = 4096
TURN = 0.05
"""Seconds after which the line looks anew for a module that went away."""

Disturb = Callable[[bytes], bytes]


class Line:
    """Carries bytes between a pty of its own, which ``name`` leads to, and the pty that ``module`` leads to."""

    def __init__(self, name: Path, module: Path) -> None:
        self._name, self._module = name, module
        self._lock = threading.Lock()
        self._near: tuple[int, int] | None = None
        self._far: int | None = None
        self._disturb: Disturb = bytes
        self._disturbed_until = 0.0
        self._closing = threading.Event()
        self.plug_in()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def plug_in(self) -> None:
        """Give the host a port: a new device, under the same name."""
        with self._lock:
            if self._near is not None:
                return
            master, slave = self._near = pty.openpty()
            tty.setraw(slave)
            os.set_blocking(master, False)
            beside = self._name.with_suffix(".new")
            beside.symlink_to(os.ttyname(slave))
            beside.replace(self._name)

    def unplug(self) -> None:
        """Take the host's port away; its name leads nowhere."""
        with self._lock:
            self._name.unlink(missing_ok=True)
            if self._near is not None:
                for end in self._near:
                    os.close(end)
                self._near = None

    def disturb(self, how: Disturb, seconds: float) -> None:
        """Do something to the bytes of either direction for a while."""
        with self._lock:
            self._disturb, self._disturbed_until = how, time.monotonic() + seconds

    def close(self) -> None:
        """Release everything."""
        self._closing.set()
        self._thread.join()
        self.unplug()
        if self._far is not None:
            os.close(self._far)

    def _serve(self) -> None:
        while not self._closing.is_set():
            with self._lock:
                if self._far is None:
                    self._look_for_the_module()
                ends = [end for end in (self._near and self._near[0], self._far) if end is not None]
            with contextlib.suppress(OSError, ValueError):  # an end was closed meanwhile
                ready, _, _ = select.select(ends, [], [], TURN)
                with self._lock:
                    for end in ready:
                        self._carry(end)

    def _look_for_the_module(self) -> None:
        with contextlib.suppress(OSError, termios.error):
            self._far = os.open(self._module, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
            tty.setraw(self._far)

    def _carry(self, end: int) -> None:
        near = self._near[0] if self._near is not None else None
        if end not in (near, self._far):  # unplugged meanwhile, and its number may be something else's by now
            return
        try:
            data = os.read(end, CHUNK)
            if not data:
                raise ConnectionError("the other end closed the line")
            if time.monotonic() < self._disturbed_until:
                data = self._disturb(data)
            to = self._far if end == near else near
            if to is not None:
                os.write(to, data)
        except BlockingIOError:
            return
        except OSError:
            if self._far is not None and end == self._far:
                os.close(self._far)
                self._far = None


def noise(rng: random.Random, share: float) -> Disturb:
    """Change a share of the bytes to others."""
    return lambda data: bytes(rng.randrange(256) if rng.random() < share else byte for byte in data)


def loss(rng: random.Random, share: float) -> Disturb:
    """Lose a share of the bytes."""
    return lambda data: bytes(byte for byte in data if rng.random() >= share)
