"""How much a far end grows while everybody abuses it, in a process of its own."""

from __future__ import annotations

import contextlib
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from atconform.peer.control import LONGEST_LINE, Ask, Open, PeerSend, StayAwake, Welcome, line_of
from tests.commands.terminal import started
from tests.peer.farend import LOOPBACK, PATIENCE, TOKEN, RawTestHost, write_secret
from tests.peer.test_hostile import MEGABYTE, flood

BOUND = 48 * MEGABYTE
"""Two sessions with 4 MiB to send and 1 MiB to be read, and 16 connections with lines without an end: doubled."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a process tells its size in /proc only on Linux")


class Process:
    """A far end that runs."""

    def __init__(self, port: int, pid: int) -> None:
        self.port = port
        self._status = Path(f"/proc/{pid}/status")

    def most(self) -> int:
        """Return how large it has been at most, in bytes."""
        lines = dict(line.split(":", 1) for line in self._status.read_text("ascii").splitlines())
        return int(lines["VmHWM"].split()[0]) * 1024


@pytest.fixture
def far_end(tmp_path) -> Iterator[Process]:
    write_secret(tmp_path / "token", TOKEN)
    with started("peer", "--listen", f"{LOOPBACK}:0", "--token-file", "token", where=tmp_path) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().split()[3].rpartition(":")[2])
        yield Process(port, process.pid)


def test_a_far_end_that_is_abused_stays_small(far_end):
    with contextlib.ExitStack() as stack:

        def connect() -> RawTestHost:
            test_host = RawTestHost(far_end)
            stack.callback(test_host.close)
            return test_host

        def sign_in() -> tuple[RawTestHost, int]:
            guest = connect()
            assert isinstance(guest.signs_in(), Welcome)
            return guest, guest.asks(line_of(Ask(1, Open("server", "server", "TCP")))).port

        deaf, asking, honest = [sign_in() for _ in range(2)], sign_in()[0], sign_in()[0]
        first = far_end.most()
        for guest, port in deaf:
            module = stack.enter_context(socket.create_connection((LOOPBACK, port), PATIENCE))
            guest.hears()  # of the connection
            piece = line_of(Ask(2, PeerSend("server", 1, bytes(65536))))
            refused = [guest.asks(piece).fault for _ in range(256)][-1]
            assert "would wait" in refused or "gets no more than" in refused
            flood(module, bytes(65536), 256 * MEGABYTE)
        flood(asking.socket, line_of(Ask(1, StayAwake())) * 1000, 256 * MEGABYTE)
        for _ in range(300):
            connect()  # half open
        for intruder in [connect() for _ in range(32)]:
            with contextlib.suppress(OSError):
                intruder.say(b"x" * (3 * LONGEST_LINE))
        assert far_end.most() - first < BOUND
        assert honest.asks(line_of(Ask(3, StayAwake()))).number == 3
