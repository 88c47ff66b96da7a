"""A remote far end in a thread of its own, on loopback."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from atconform.base.units import MS
from atconform.peer.admission import USUAL, AdmissionLimits
from atconform.peer.control import FROM_NEW_PEERS, FROM_PEERS, VERSION, SignIn, line_of
from atconform.peer.ports import ANY, Ports
from atconform.peer.remote import ControlAddress
from atconform.peer.server import ControlServer

LOOPBACK = "127.0.0.1"
TOKEN = "correct horse battery staple"
PATIENCE = 60
"""Seconds after which a test that still waits fails."""
QUICK = USUAL._replace(slow_down=10 * MS)
"""As usual, but that a wrong token is answered soon."""


class FarEnd:
    """A running far end, its port and its log."""

    def __init__(self, port: int, log: list[str], logged: threading.Condition, directory: Path) -> None:
        self.port = port
        self.log = log
        self._logged = logged
        self._directory = directory

    def address(self, token: str = TOKEN, scheme: str = "tcp", ca: str = "") -> ControlAddress:
        """Where it is, as a bench file would say."""
        token_file = self._directory / "token"
        write_secret(token_file, token + "\n")
        return ControlAddress.read(f"{scheme}://{LOOPBACK}:{self.port}", str(token_file), ca)

    def await_log(self, text: str) -> str:
        """Wait until a line of the log contains a text."""
        with self._logged:
            assert self._logged.wait_for(lambda: any(text in line for line in self.log), PATIENCE), self.log
        return next(line for line in self.log if text in line)


@contextmanager
def running(
    directory: Path, limits: AdmissionLimits = QUICK, tls: ssl.SSLContext | None = None, ports: range = ANY
) -> Iterator[FarEnd]:
    """Have a far end for a while."""
    log: list[str] = []
    logged = threading.Condition()

    def say(what: str) -> None:
        with logged:
            log.append(what)
            logged.notify_all()

    loop = asyncio.new_event_loop()
    server = ControlServer(TOKEN, Ports(LOOPBACK, ports), tls, say, limits)
    listening = loop.run_until_complete(server.listen(LOOPBACK, 0))
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield FarEnd(listening.sockets[0].getsockname()[1], log, logged, directory)
    finally:
        asyncio.run_coroutine_threadsafe(_end(listening), loop).result(PATIENCE)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(PATIENCE)
        loop.close()


async def _end(listening: asyncio.Server) -> None:
    listening.close()
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def write_secret(file: Path, text: str) -> None:
    """Write a file that nobody else can read."""
    file.touch(mode=0o600)
    file.write_text(text, "utf-8")


def make_certificate(where: Path, ip: str) -> None:
    """Write ``cert.pem`` and ``key.pem`` for a far end at an address; skips the test where there is no openssl."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificate, is not installed")
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", where / "key.pem"]
    name = ["-subj", "/CN=far end", "-addext", f"subjectAltName=IP:{ip}"]
    subprocess.run(
        ["openssl", "req", "-x509", "-days", "2", *key, *name, "-out", where / "cert.pem"],
        check=True,
        capture_output=True,
        timeout=60,
    )


class RawTestHost:
    """A control connection on which anything can be said."""

    def __init__(self, far_end: FarEnd) -> None:
        self.socket = socket.create_connection((LOOPBACK, far_end.port), PATIENCE)
        self._lines = self.socket.makefile("rb")

    def say(self, line: bytes) -> None:
        """Send bytes as they are."""
        self.socket.sendall(line)

    def hears(self) -> bytes:
        """Take the next line; empty where the far end has hung up."""
        try:
            return self._lines.readline()
        except ConnectionResetError:
            return b""

    def signs_in(self, token: str = TOKEN, version: int = VERSION) -> Any:
        """Say the token, and hear what the far end says to it."""
        self.say(line_of(SignIn(version, token)))
        return FROM_NEW_PEERS.decode(self.hears())

    def asks(self, line: bytes) -> Any:
        """Ask for something, and hear the answer."""
        self.say(line)
        return FROM_PEERS.decode(self.hears())

    def close(self) -> None:
        """Hang up."""
        self._lines.close()
        self.socket.close()


Opens = Callable[[], RawTestHost]
