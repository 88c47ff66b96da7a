"""``atconform emulate``: one emulated module on one line until it is told to end."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING

from atconform.base import saying
from atconform.base.addresses import LOOPBACK, is_ipv4
from atconform.base.errors import UsageError
from atconform.base.exitcodes import ExitCode
from atconform.base.families import module_named
from atconform.base.porturls import hosts_of, public_name
from atconform.protocol import network_delays
from atconform.realtime.ending import until_signal
from atconform.realtime.reactor import Reactor
from atconform.serve.log import ConversationLog
from atconform.serve.loop import Emulation, TimedCore
from atconform.serve.network import AddressBook, HostNetwork, read_mapping, read_name
from atconform.serve.wire import chunk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from atconform.serve.endpoint import Endpoint


def serve(
    core: TimedCore,
    name: str,
    *,
    pty: bool = False,
    tcp: str | None = None,
    rfc2217: str | None = None,
    port: str | None = None,
    baudrate: int = 115200,
    link: Path | None = None,
    maps: Sequence[str] = (),
    dns: Sequence[str] = (),
    allow_network: bool = False,
    address: str = LOOPBACK,
    delays: bool = True,
    pace: int | None = None,
    log: Path | None = None,
    say: Callable[[str], None] = saying.say,
) -> int:
    """Serve a module until SIGINT, SIGTERM or SIGHUP, and return the exit code.

    :param name: how the module is called in what is printed: FAMILY[@VARIANT]
    :param pty: on a pseudo-terminal, which is also what happens when no other line is named
    :param tcp: on a TCP port: [HOST:]PORT; 0 lets the system choose
    :param rfc2217: on an RFC 2217 port: [HOST:]PORT
    :param port: on a real serial port, at ``baudrate``
    :param link: a symbolic link to the pty, removed at the end
    :param maps: NAMED-HOST:PORT=REAL-HOST:PORT
    :param dns: NAME=IP
    :param allow_network: reach, and be reached by, other machines too, on the line as well as in the network
    :param address: the address that a PDP context is given
    :param delays: whether registration and the like take the time that they take in life
    :param pace: the baud rate at which bytes come and go; None lets them pass at once
    :param log: the file to which the conversation is written
    :param say: prints the one line that says where to connect
    :raises UsageError: what was asked for cannot be had
    :raises BenchFault: the line went away
    """
    if not is_ipv4(address):
        raise UsageError(f"--address {address}: write an IPv4 address, for instance 127.0.0.2")
    book = AddressBook(map(read_mapping, maps), dict(map(read_name, dns)), anywhere=allow_network)
    for where in filter(None, (tcp, rfc2217)):
        _check_reach(book, read_address(where)[0], f"{where} can be reached from other machines")
    for host in hosts_of(port or ""):
        _check_reach(book, host, f"--port {public_name(port or '')} leads to another machine")
    endpoint = _open(pty=pty, tcp=tcp, rfc2217=rfc2217, port=port, baudrate=baudrate, link=link)
    with contextlib.ExitStack() as stack:
        stack.callback(endpoint.close)
        conversation = _open_log(log, module_named(name)[0], stack)
        reactor = Reactor()
        stack.callback(reactor.close)
        network = HostNetwork(
            reactor,
            book,
            address=address,
            delays=network_delays.NORMAL if delays else network_delays.NONE,
            chunk=chunk(pace),
        )
        emulation = Emulation(core, endpoint, network, reactor, pace=pace, log=conversation)
        stack.callback(emulation.close)
        with until_signal(emulation.stop):
            emulation.start()
            say(f"{name} on {endpoint.where} (Ctrl-C ends it)")
            sys.stdout.flush()
            emulation.run()
    return ExitCode.PASSED


def read_address(text: str) -> tuple[str, int]:
    """Read ``[HOST:]PORT``; without a host it is this machine alone.

    :raises UsageError: it is not written like this
    """
    host, _, port = text.rpartition(":")
    if not (port.isascii() and port.isdigit() and int(port) < 65536):
        raise UsageError(f"{text!r} is not [HOST:]PORT", "write for instance 7000 or 127.0.0.1:7000")
    return host or LOOPBACK, int(port)


def _check_reach(book: AddressBook, host: str, problem: str) -> None:
    """Refuse a line that other machines have to do with, unless that was asked for."""
    if not book.gate.permits(host):
        raise UsageError(problem, "add --allow-network if that is meant")


def _open(
    *, pty: bool, tcp: str | None, rfc2217: str | None, port: str | None, baudrate: int, link: Path | None
) -> Endpoint:
    if sum((pty, tcp is not None, rfc2217 is not None, port is not None)) > 1:
        raise UsageError("--pty, --tcp, --rfc2217 and --port exclude each other", "choose one")
    if link is not None and (tcp or rfc2217 or port):
        raise UsageError("--link makes a link to a pty, so it goes with --pty only")
    if tcp is not None:
        from atconform.serve.tcp import TcpEndpoint

        return TcpEndpoint(*read_address(tcp))
    if rfc2217 is not None:
        from atconform.serve.rfc2217 import Rfc2217Endpoint

        return Rfc2217Endpoint(*read_address(rfc2217))
    if port is not None:
        from atconform.serve.port import PortEndpoint

        return PortEndpoint(port, baudrate)
    try:
        from atconform.serve.pty import PtyEndpoint
    except ImportError:
        raise UsageError("this system has no pseudo-terminals", "use --tcp or --rfc2217") from None
    return PtyEndpoint(link)


def _open_log(path: Path | None, family: str, stack: contextlib.ExitStack) -> ConversationLog | None:
    if path is None:
        return None
    try:
        log = ConversationLog(stack.enter_context(path.open("w", encoding="utf-8")), family)
    except OSError as error:
        raise UsageError(f"--log {path}: {error.strerror}", "name a file that can be written") from None
    stack.callback(log.close)
    return log
