"""pyserial's port for ``emulator://FAMILY[@VARIANT][?OPTION=VALUE&...]``, with the options of options.py."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from serial.serialutil import PortNotOpenError, SerialBase, SerialException, SerialTimeoutException, to_bytes

from atconform.base.errors import UsageError
from atconform.base.families import module_named
from atconform.realtime.reactor import Reactor, ReactorThread
from atconform.serve.building import build_module, build_network, with_faults, with_variant
from atconform.serve.inprocess import InProcessEndpoint
from atconform.serve.log import open_log
from atconform.serve.loop import Emulation
from atconform.serve.options import Setup, from_query, never_registers

PATIENCE = 60
"""Seconds in which a module has to be registered that is to be opened then."""


def _read(url: str) -> tuple[str, Setup]:
    """Read a URL.

    :raises UsageError: it is not written as it should be
    """
    parts = urlsplit(url)
    setup = from_query(parse_qs(parts.query, keep_blank_values=True))
    if setup.ready and (reason := never_registers(setup)):
        raise UsageError(f"ready: the module would not be registered, since {reason}", "leave ready out")
    return parts.netloc, setup


class Serial(SerialBase):  # type: ignore[misc]  # pyserial has no types
    """An emulated module behind pyserial's interface."""

    is_open: bool
    BAUDRATES = (*SerialBase.BAUDRATES, 0)
    """Every rate is accepted, as by a module that finds it out by itself (AT+IPR=0)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._endpoint: InProcessEndpoint | None = None
        self._cancelled = threading.Event()
        super().__init__(*args, **kwargs)

    def open(self) -> None:
        """Switch a new module on; with ``ready``, wait until it is registered.

        :raises serial.SerialException: it is open already, the URL is wrong, or the module is not registered in time
        """
        if self.is_open:
            raise SerialException("Port is already open.")
        registered = threading.Event()
        with contextlib.ExitStack() as stack:
            try:
                name, setup = _read(self.portstr)
                reactor = Reactor()
                stack.callback(reactor.close)
                emulation = self._emulate(name, setup, reactor, registered.set, stack)
            except UsageError as error:
                raise SerialException(f"could not open port {self.portstr}: {error}") from error
            self._held = stack.pop_all()
        self._emulation = emulation
        self._thread = ReactorThread(self.portstr, reactor, self._turn)
        self._thread.call(emulation.start)
        self.is_open = True
        self._update_dtr_state()
        self._update_rts_state()
        if setup.ready and not registered.wait(PATIENCE):
            self.close()
            raise SerialException(f"could not open port {self.portstr}: not registered within {PATIENCE} s")

    def _emulate(
        self,
        name: str,
        setup: Setup,
        reactor: Reactor,
        registered: Callable[[], None],
        stack: contextlib.ExitStack,
    ) -> Emulation:
        """Make the emulation that a URL describes.

        :param stack: what is to be let go of when the port is closed
        :raises UsageError: there is no such family or variant, or something that was asked for cannot be had
        """
        self._endpoint = InProcessEndpoint()
        return Emulation(
            with_faults(build_module(name, setup), setup),
            self._endpoint,
            build_network(reactor, with_variant(name, setup)),
            reactor,
            pace=setup.pace,
            log=open_log(setup.log, module_named(name)[0], stack, mask=setup.mask),
            power_key=setup.power_key,
            registered=registered,
        )

    def close(self) -> None:
        """Switch the module off. Idempotent."""
        if self.is_open:
            self.is_open = False
            self._thread.stop(self._emulation.close)
            self._held.close()

    def press_power_key(self) -> None:
        """Press the module's power key: it starts, if it was switched off or is in deep sleep."""
        self._module()
        self._emulation.press_power_key()

    @property
    def in_waiting(self) -> int:
        """How many bytes can be read at once."""
        return self._module().in_waiting

    @property
    def out_waiting(self) -> int:
        """Nothing ever waits on this side."""
        return 0

    def read(self, size: int = 1) -> bytes:
        """Read up to ``size`` bytes, for as long as ``timeout`` says."""
        try:
            return self._module().read(size, self._timeout, self._cancelled)
        except ConnectionError as error:
            raise SerialException(str(error)) from error

    def write(self, data: Any) -> int:
        """Write bytes; waits for as long as ``write_timeout`` says."""
        octets: bytes = to_bytes(data)
        if not self._module().send(octets, self._write_timeout):
            raise SerialTimeoutException("Write timeout")
        return len(octets)

    def flush(self) -> None:
        """Do nothing: what was written is with the module."""

    def cancel_read(self) -> None:
        """Make a ``read`` in another thread return."""
        module = self._module()
        with module.changed:
            self._cancelled.set()
            module.changed.notify_all()

    def reset_input_buffer(self) -> None:
        """Throw away what has not been read."""
        self._module().discard(read=True)

    def reset_output_buffer(self) -> None:
        """Throw away what the module has not taken yet."""
        self._module().discard(read=False)

    @property
    def cts(self) -> bool:
        """Whether CTS is active."""
        return not self._module().levels["CTS"]

    @property
    def dsr(self) -> bool:
        """Whether DSR is active."""
        return not self._module().levels["DSR"]

    @property
    def ri(self) -> bool:
        """Whether RI is active."""
        return not self._module().levels["RI"]

    @property
    def cd(self) -> bool:
        """Whether DCD is active."""
        return not self._module().levels["DCD"]

    def _turn(self) -> None:
        """Do one turn; if the emulator breaks, wake its reader instead of keeping silent for ever."""
        try:
            self._emulation.turn()
        except BaseException:
            if self._endpoint is not None:
                self._endpoint.close()
            raise

    def _module(self) -> InProcessEndpoint:
        if not self.is_open or self._endpoint is None:
            raise PortNotOpenError
        return self._endpoint

    def _update_dtr_state(self) -> None:
        self._module().drive("DTR", high=not self._dtr_state)

    def _update_rts_state(self) -> None:
        self._module().drive("RTS", high=not self._rts_state)

    def _update_break_state(self) -> None:
        """Do nothing: the module takes no notice of a break."""

    def _reconfigure_port(self) -> None:
        """Do nothing: every setting is accepted."""
