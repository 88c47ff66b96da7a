"""Bytes a second through transparent data mode, to a TCP socket on this machine and back, against socat.

Both bridge a pseudo-terminal to a TCP connection, each in a process of its own; one direction at a time. What arrives
is compared with what was sent.
"""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from measuring import ATCONFORM, family, give_up, in_turns, open_terminal, ratios, show
from pty_round_trip import terminal_of, wait_until_ready

from atconform import states
from atconform.requirements import claims

PATTERN = bytes(byte for byte in range(32, 127) if byte not in b"+") * 11
AMOUNT = 16 * 1024 * 1024
"""A multiple of the 1024 bytes that the module collects before it sends, so that none wait for AT+CIPCCFG's timer."""
DATA = (PATTERN * (AMOUNT // len(PATTERN) + 1))[:AMOUNT]
PIECE = 64 * 1024
TURNS = 5
PATIENCE = 60.0

Bridge = tuple[int, socket.socket]
"""A pseudo-terminal and the far end of its TCP connection."""


def command(terminal: int, text: str, last: str) -> None:
    """Send a command, and wait for the last line of its answer."""
    os.write(terminal, text.encode() + b"\r")
    heard = b""
    while not (heard.endswith(b"\r\n") and heard[:-2].rpartition(b"\r\n")[2].startswith(last.encode())):
        if not select.select([terminal], [], [], PATIENCE)[0] or b"ERROR" in heard:
            sys.exit(f"{text} was answered {heard!r}, expected {last!r} at its end")
        heard += os.read(terminal, 4096)


@contextlib.contextmanager
def through_module(listener: socket.socket) -> Iterator[Bridge]:
    """Bring an emulated module to data mode."""
    ip, port = listener.getsockname()
    values = {"{apn}": "CMNET", "{module.ip}": ip, "{peer.protocol}": "TCP", "{peer.ip}": ip, "{peer.port}": str(port)}
    with terminal_of([*ATCONFORM, "emulate", family(), "--pty", "--quick"]) as terminal:
        wait_until_ready(terminal)
        way = states.find("in data mode with the server", claims.load(family()).stacks)
        assert way is not None
        for stage in (*way.way, *way.each):
            command(terminal, *(fill_in(text, values) for text in (stage.command, (*stage.answer, *stage.report)[-1])))
        with listener.accept()[0] as connection:
            yield terminal, connection


def fill_in(text: str, values: dict[str, str]) -> str:
    """Put values in the place of placeholders; of a rate, which is not known, only what stands before it counts."""
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text.partition("{")[0].rstrip()


@contextlib.contextmanager
def through_socat(listener: socket.socket) -> Iterator[Bridge]:
    """Have socat make a pseudo-terminal, and lead it to the listener."""
    ip, port = listener.getsockname()
    with tempfile.TemporaryDirectory() as folder:
        link = Path(folder, "terminal")
        with subprocess.Popen(
            ["socat", "-b", str(PIECE), f"PTY,raw,echo=0,link={link}", f"TCP:{ip}:{port}"]
        ) as process:
            try:
                with listener.accept()[0] as connection:
                    terminal = open_terminal(str(link))
                    yield terminal, connection
                    os.close(terminal)
            finally:
                process.terminate()


def write_all(terminal: int) -> None:
    """Write everything to a pseudo-terminal."""
    rest = memoryview(DATA)
    while rest:
        rest = rest[os.write(terminal, rest[:PIECE]) :]


def transfer(send: Callable[[], None], receive: Callable[[int], bytes]) -> float:
    """Send everything in one thread and receive it in this one; return millions of bytes a second."""
    got = bytearray()
    sender = threading.Thread(target=send, daemon=True)
    begin = time.perf_counter()
    sender.start()
    while len(got) < AMOUNT:
        assert time.perf_counter() - begin < PATIENCE, f"only {len(got)} of {AMOUNT} bytes came"
        got += receive(PIECE)
    elapsed = time.perf_counter() - begin
    sender.join()
    assert got == DATA, "other bytes came than were sent"
    return AMOUNT / elapsed / 1e6


def to_network(bridge: Bridge) -> float:
    """Measure what is written to the pseudo-terminal and arrives at the socket."""
    terminal, connection = bridge
    return transfer(partial(write_all, terminal), connection.recv)


def from_network(bridge: Bridge) -> float:
    """Measure what is sent by the socket and arrives at the pseudo-terminal."""
    terminal, connection = bridge
    return transfer(partial(connection.sendall, DATA), partial(os.read, terminal))


def main() -> None:
    """Measure both directions of both in turns."""
    if shutil.which("socat") is None:
        give_up("socat is missing; install it (Debian: apt-get install socat) to compare with it")
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        listener.settimeout(PATIENCE)
        module = stack.enter_context(through_module(listener))
        socat = stack.enter_context(through_socat(listener))
        for title, direction in (("host to network", to_network), ("network to host", from_network)):
            ours, theirs = in_turns(TURNS, partial(direction, module), partial(direction, socat))
            show(
                f"{title}, {AMOUNT // 1024 // 1024} MiB a turn",
                [
                    ("atconform emulate, data mode", ours, "MB/s"),
                    ("socat", theirs, "MB/s"),
                    ("ratio of the times", ratios(theirs, ours), "x"),
                ],
            )


if __name__ == "__main__":
    main()
