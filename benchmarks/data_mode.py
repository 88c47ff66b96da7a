"""Bytes a second through transparent data mode, to a TCP socket on this machine and back, against socat.

    python benchmarks/data_mode.py [FAMILY...]

Both bridge a line of the same kind (a pseudo-terminal, then a TCP connection) to a TCP connection, each in a process of
its own; one direction at a time. What arrives is compared with what was sent.
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

from measuring import ATCONFORM, families, give_up, in_turns, open_terminal, ratios, show
from pty_round_trip import line_of, wait_until_ready

from atconform.emulator.families import FAMILIES
from atconform.requirements import stacks

PATTERN = bytes(byte for byte in range(32, 127) if byte not in b"+") * 11
AMOUNT = 16 * 1024 * 1024
"""A multiple of the 1024 bytes that the module collects before it sends, so that none wait for AT+CIPCCFG's timer."""
PIECE = 64 * 1024
TURNS = 7
PATIENCE = 60.0
LINES = {"pty": ["--pty"], "TCP": ["--tcp", "0"]}
"""A line's name: how `atconform emulate` is told to be on one."""
GOAL, DEMAND = 1, 2


def block(amount: int) -> bytes:
    """Make so many bytes to send."""
    return (PATTERN * (amount // len(PATTERN) + 1))[:amount]


DATA = block(AMOUNT)

Bridge = tuple[int, socket.socket]
"""A line, as a descriptor, and the far end of the TCP connection that it is led to."""


def command(line: int, text: str, last: str) -> None:
    """Send a command, and wait for the last line of its answer."""
    os.write(line, text.encode() + b"\r")
    heard = b""
    while not (heard.endswith(b"\r\n") and heard[:-2].rpartition(b"\r\n")[2].startswith(last.encode())):
        if not select.select([line], [], [], PATIENCE)[0] or b"ERROR" in heard:
            sys.exit(f"{text} was answered {heard!r}, expected {last!r} at its end")
        heard += os.read(line, 4096)


def way_of(family: str) -> tuple[stacks.Stage, ...] | None:
    """Find the commands that lead to data mode; None where the family has none."""
    known = stacks.of(family)
    if "data-mode" not in known.states:
        return None
    way = known.way_to("data-mode")
    return (*way.stages, *way.each)


@contextlib.contextmanager
def through_module(family: str, line: str, listener: socket.socket, *options: str) -> Iterator[Bridge]:
    """Bring an emulated module to data mode."""
    ip, port = listener.getsockname()
    values = {"{apn}": "CMNET", "{module.ip}": ip, "{peer.protocol}": "TCP", "{peer.ip}": ip, "{peer.port}": str(port)}
    with line_of([*ATCONFORM, "emulate", family, "--quick", *LINES[line], *options]) as opened:
        wait_until_ready(opened)
        for stage in way_of(family) or ():
            command(opened, *(fill_in(text, values) for text in (stage.command, (*stage.answer, *stage.report)[-1])))
        with listener.accept()[0] as connection:
            yield opened, connection


def fill_in(text: str, values: dict[str, str]) -> str:
    """Put values in the place of placeholders; of a rate, which is not known, only what stands before it counts."""
    for placeholder, value in values.items():
        text = text.replace(placeholder, value)
    return text.partition("{")[0].rstrip()


@contextlib.contextmanager
def through_socat(line: str, listener: socket.socket) -> Iterator[Bridge]:
    """Have socat lead a line of the same kind to the listener."""
    with contextlib.ExitStack() as stack:
        link = Path(stack.enter_context(tempfile.TemporaryDirectory()), "terminal")
        ours, its = stack.enter_context(socket.socket()), stack.enter_context(socket.socket())
        if line == "pty":
            address = f"PTY,raw,echo=0,link={link}"
        else:
            with socket.create_server(("127.0.0.1", 0)) as server:
                ours.connect(server.getsockname())
                its = stack.enter_context(server.accept()[0])
            address = f"FD:{its.fileno()}"
        ip, port = listener.getsockname()
        arguments = ["socat", "-b", str(PIECE), address, f"TCP:{ip}:{port}"]
        process = stack.enter_context(subprocess.Popen(arguments, pass_fds=[its.fileno()]))
        stack.callback(process.terminate)
        its.close()
        connection = stack.enter_context(listener.accept()[0])
        opened = open_terminal(str(link)) if line == "pty" else ours.detach()
        stack.callback(os.close, opened)
        yield opened, connection


def write_all(line: int, data: bytes) -> None:
    """Write everything to a line."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(line, rest[:PIECE]) :]


def transfer(data: bytes, send: Callable[[], None], receive: Callable[[int], bytes]) -> float:
    """Send everything in one thread and receive it in this one; return millions of bytes a second."""
    got = bytearray()
    sender = threading.Thread(target=send, daemon=True)
    begin = time.perf_counter()
    sender.start()
    while len(got) < len(data):
        assert time.perf_counter() - begin < PATIENCE, f"only {len(got)} of {len(data)} bytes came"
        got += receive(PIECE)
    elapsed = time.perf_counter() - begin
    sender.join()
    assert got == data, "other bytes came than were sent"
    return len(data) / elapsed / 1e6


def to_network(data: bytes, bridge: Bridge) -> float:
    """Measure what is written to the line and arrives at the socket."""
    line, connection = bridge
    return transfer(data, partial(write_all, line, data), connection.recv)


def from_network(data: bytes, bridge: Bridge) -> float:
    """Measure what is sent by the socket and arrives at the line."""
    line, connection = bridge
    return transfer(data, partial(connection.sendall, data), partial(os.read, line))


DIRECTIONS = {"host to network": to_network, "network to host": from_network}


def measure(family: str, line: str) -> None:
    """Measure both directions of both on one kind of line, in turns."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        listener.settimeout(PATIENCE)
        module = stack.enter_context(through_module(family, line, listener))
        socat = stack.enter_context(through_socat(line, listener))
        for title, direction in DIRECTIONS.items():
            ours, theirs = in_turns(TURNS, partial(direction, DATA, module), partial(direction, DATA, socat))
            show(
                f"{family} on {line}, {title}, {AMOUNT // 1024 // 1024} MiB a turn",
                [
                    ("atconform emulate, data mode", ours, "MB/s"),
                    ("socat", theirs, "MB/s"),
                    ("ratio of the times", ratios(theirs, ours), "x"),
                ],
            )


def main() -> None:
    """Measure every family that has data mode, on every kind of line."""
    if shutil.which("socat") is None:
        give_up("socat is missing; install it (Debian: apt-get install socat) to compare with it")
    for family in families([family for family in FAMILIES if way_of(family)]):
        for line in LINES:
            measure(family, line)
    print(f"goal: {GOAL} x; demand: at most {DEMAND} x")


if __name__ == "__main__":
    main()
