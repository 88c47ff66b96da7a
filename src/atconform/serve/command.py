"""``atconform emulate``: one emulated module on one line until it is told to end."""

from __future__ import annotations

import contextlib
import signal
import sys
from functools import partial
from typing import TYPE_CHECKING

from atconform.base import saying
from atconform.base.addresses import LOOPBACK
from atconform.base.errors import UsageError
from atconform.base.exitcodes import ExitCode
from atconform.base.families import module_named
from atconform.base.porturls import hosts_of, public_name
from atconform.emulator.core.surroundings import TimedCore
from atconform.faults import FaultyModule
from atconform.faults.telling import tell
from atconform.realtime.ending import signals_wake, until_signal
from atconform.realtime.reactor import Reactor, now
from atconform.serve.building import build_network
from atconform.serve.control import Control
from atconform.serve.log import open_log
from atconform.serve.loop import Emulation
from atconform.serve.network.gate import Gate
from atconform.serve.options import Setup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path
    from types import FrameType

    from atconform.serve.endpoint import Endpoint


def serve(
    core: TimedCore,
    name: str,
    setup: Setup | None = None,
    *,
    pty: bool = False,
    tcp: str | None = None,
    rfc2217: str | None = None,
    port: str | None = None,
    baudrate: int = 115200,
    link: Path | None = None,
    say: Callable[[str], None] = saying.say,
) -> int:
    """Serve a module until SIGINT, SIGTERM or SIGHUP, and return the exit code. SIGUSR1 presses its power key.

    :param name: how the module is called in what is printed: FAMILY[@VARIANT]
    :param setup: the network around it, when it starts, and what is written down; the module itself is made already
    :param pty: on a pseudo-terminal, which is also what happens when no other line is named
    :param tcp: on a TCP port: [HOST:]PORT; 0 lets the system choose
    :param rfc2217: on an RFC 2217 port: [HOST:]PORT
    :param port: on a real serial port, at ``baudrate``
    :param link: a symbolic link to the pty, removed at the end
    :param say: prints the line that says where to connect, and that it is registered
    :raises UsageError: what was asked for cannot be had
    :raises BenchFault: the line went away
    """
    setup = setup or Setup()
    gate = Gate(anywhere=setup.allow_network)
    for where in filter(None, (tcp, rfc2217)):
        _check_reach(gate, read_address(where)[0], f"{where} can be reached from other machines")
    for host in hosts_of(port or ""):
        _check_reach(gate, host, f"--port {public_name(port or '')} leads to another machine")
    if setup.power_key in ("dtr", "rts") and not (rfc2217 or port):
        raise UsageError(
            f"--power-key {setup.power_key}: this line has no modem lines",
            "use --rfc2217 or --port, or --power-key open",
        )
    with contextlib.ExitStack() as stack:
        reactor = Reactor()
        stack.callback(reactor.close)
        network = build_network(reactor, setup)
        stack.callback(network.close)
        endpoint = _open(pty=pty, tcp=tcp, rfc2217=rfc2217, port=port, baudrate=baudrate, link=link)
        stack.callback(endpoint.close)
        log = open_log(setup.log, module_named(name)[0], stack, mask=setup.mask)

        def registered() -> None:
            say(f"{name} on {endpoint.where} is registered")
            sys.stdout.flush()

        emulation = Emulation(
            core,
            endpoint,
            network,
            reactor,
            pace=setup.pace,
            log=log,
            start=setup.start,
            power_key=setup.power_key,
            registered=registered if setup.ready else None,
        )
        stack.callback(emulation.close)
        if setup.control is not None and isinstance(core, FaultyModule):
            control = Control(setup.control, reactor, partial(told, core))
            stack.callback(control.close)
        with signals_wake(reactor.waker), _power_key(emulation.press_power_key), until_signal(emulation.stop):
            emulation.start()
            say(f"{name} on {endpoint.where} (Ctrl-C ends it)")
            sys.stdout.flush()
            emulation.run()
    return ExitCode.PASSED


def told(core: FaultyModule, words: Sequence[str]) -> str:
    """Do what somebody tells an emulated module while it runs; what follows is carried out in the same turn.

    :raises UsageError: it cannot be done
    """
    return tell(core, words, now())


@contextlib.contextmanager
def _power_key(press: Callable[[], None]) -> Iterator[None]:
    """Press the power key at SIGUSR1, where the system has that."""
    number = getattr(signal, "SIGUSR1", None)
    if number is None:
        yield
        return

    def pressed(_number: int, _frame: FrameType | None) -> None:
        press()

    before = signal.signal(number, pressed)
    try:
        yield
    finally:
        signal.signal(number, before)


def read_address(text: str) -> tuple[str, int]:
    """Read ``[HOST:]PORT``; without a host it is this machine alone.

    :raises UsageError: it is not written like this
    """
    host, _, port = text.rpartition(":")
    if not (port.isascii() and port.isdigit() and int(port) < 65536):
        raise UsageError(f"{text!r} is not [HOST:]PORT", "write for instance 7000 or 127.0.0.1:7000")
    return host or LOOPBACK, int(port)


def _check_reach(gate: Gate, host: str, problem: str) -> None:
    """Refuse a line that other machines have to do with, unless that was asked for."""
    if not gate.permits(host):
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
    return _open_pty(link)


if sys.platform == "win32":

    def _open_pty(link: Path | None) -> Endpoint:
        raise UsageError("Windows has no pseudo-terminals", "use --tcp or --rfc2217")
else:

    def _open_pty(link: Path | None) -> Endpoint:
        from atconform.serve.pty import PtyEndpoint

        return PtyEndpoint(link)
