"""``atconform peer``: a remote far end until it is told to end."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import re
import socket
import ssl
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from atconform.base import saying
from atconform.base.addresses import is_loopback, loopback_of
from atconform.base.errors import UsageError
from atconform.peer.admission import USUAL
from atconform.peer.ports import Ports
from atconform.peer.server import ControlServer
from atconform.peer.tokenfile import read_token
from atconform.realtime.ending import at_signal, signals_wake

WATCHED_ON_WINDOWS = 512
"""Sockets that its ``select`` takes; it may have any number."""


def serve(
    listen: str,
    token_file: Path,
    tls_cert: Path | None = None,
    tls_key: Path | None = None,
    *,
    ports: str,
    bind: str | None = None,
    say: Callable[[str], None] = saying.say,
) -> int:
    """Serve test hosts until SIGINT, SIGTERM or SIGHUP; returns the exit code 0.

    :param listen: HOST:PORT at which test hosts sign in; port 0 lets the system choose
    :param token_file: what holds the secret that test hosts have to know
    :param tls_cert: certificate chain in PEM; may be left out where only this machine can sign in
    :param tls_key: its private key, where that stands in a file of its own
    :param ports: A-B, the ports that peers may have
    :param bind: the address at which peers stand, where that is another one than the host of ``listen``
    :param say: prints the log, line by line
    :raises UsageError: what was asked for cannot be had
    :raises BenchFault: the port is taken
    """
    host, port = _read_address(listen)
    token = read_token(token_file, say)
    tls = _tls(tls_cert, tls_key)
    if tls is None and not is_loopback(host):
        raise UsageError(f"{listen} can be reached from other machines, so it needs --tls-cert and --tls-key")
    address = _read_ip(bind or host)
    limits = USUAL._replace(files=_allow_many_files())
    server = ControlServer(token, Ports(address, read_ports(ports)), tls, _stamped(say), limits)
    # The loop that Windows has by itself watches no sockets.
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        runner.run(_serve(server, host, port, say))
    return 0


async def _serve(server: ControlServer, host: str, port: int, say: Callable[[str], None]) -> None:
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    with _woken_by_signals(loop), at_signal(lambda: loop.call_soon_threadsafe(ended.set)):
        listening = await server.listen(host, port)
        say(f"far end on {host}:{listening.sockets[0].getsockname()[1]} (Ctrl-C ends it)")
        sys.stdout.flush()
        await ended.wait()


@contextlib.contextmanager
def _woken_by_signals(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """Have signals wake the loop, whose own way Windows lacks."""
    awake, waker = socket.socketpair()
    with awake, waker:
        for end in (awake, waker):
            end.setblocking(False)
        loop.add_reader(awake, awake.recv, 4096)
        with signals_wake(waker):
            yield
        loop.remove_reader(awake)


def read_ports(text: str) -> range:
    """Read ``A-B``, both included.

    :raises UsageError: it is not written like this
    """
    match = re.fullmatch(r"(\d{1,5})-(\d{1,5})", text, re.ASCII)
    if match is None or not 0 < int(match[1]) <= int(match[2]) < 65536:
        raise UsageError(f"--ports {text}: write the first and the last port, for instance 20000-20999")
    return range(int(match[1]), int(match[2]) + 1)


def _read_address(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not re.fullmatch(r"\d{1,5}", port, re.ASCII) or int(port) > 65535:
        raise UsageError(f"--listen {text}: write HOST:PORT, for instance 0.0.0.0:7443")
    return loopback_of(host) or host.removeprefix("[").removesuffix("]"), int(port)


def _read_ip(host: str) -> str:
    try:
        return str(ipaddress.IPv4Address(loopback_of(host) or host))
    except ValueError:
        raise UsageError(f"{host} is no IPv4 address of this host", "name the one of the peers with --bind") from None


def _tls(certificate: Path | None, key: Path | None) -> ssl.SSLContext | None:
    if certificate is None:
        if key is not None:
            raise UsageError("--tls-key goes with --tls-cert")
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(certificate, key)
    except OSError as error:
        raise UsageError(f"{certificate}: no certificate with its key in PEM: {error.strerror}") from None
    return context


def _stamped(say: Callable[[str], None]) -> Callable[[str], None]:
    def write(what: str) -> None:
        say(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} {what}")

    return write


def _allow_many_files() -> int:
    """Ask the system for as many sockets as it allows; returns how many that are."""
    allowed = WATCHED_ON_WINDOWS
    if sys.platform != "win32":
        import resource  # only POSIX systems have it, and only this command needs it

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        now, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        allowed = sys.maxsize if now == resource.RLIM_INFINITY else now
    return allowed
