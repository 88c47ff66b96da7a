"""pyserial's port for ``emulator://FAMILY[@VARIANT][?map=A:P=H:Q&dns=NAME=IP&network=allow&delays=none&pace=BAUD]``."""

from __future__ import annotations

import threading
from typing import Any
from urllib.parse import parse_qs, urlsplit

from serial.serialutil import PortNotOpenError, SerialBase, SerialException, SerialTimeoutException, to_bytes

from atconform.base.errors import UsageError
from atconform.base.families import family_named
from atconform.protocol import network_delays
from atconform.realtime.reactor import Reactor, ReactorThread
from atconform.serve.inprocess import InProcessEndpoint
from atconform.serve.loop import Emulation
from atconform.serve.network import AddressBook, HostNetwork, read_mapping, read_name
from atconform.serve.wire import chunk, read_pace

OPTIONS = {"map", "dns", "network", "delays", "pace"}


def _emulate(url: str, endpoint: InProcessEndpoint, reactor: Reactor) -> Emulation:
    """Make the emulation that a URL describes.

    :raises UsageError: the URL is not written as the module's first line says, or there is no such family or variant
    """
    from atconform.emulator import families

    parts = urlsplit(url)
    options = parse_qs(parts.query)
    if unknown := options.keys() - OPTIONS:
        raise UsageError(f"unknown option {min(unknown)}", f"known are {', '.join(sorted(OPTIONS))}")
    normal = options.get("delays") != ["none"]
    book = AddressBook(
        [read_mapping(text) for text in options.get("map", [])],
        dict(read_name(text) for text in options.get("dns", [])),
        anywhere=options.get("network") == ["allow"],
    )
    pace = read_pace(options["pace"][0]) if "pace" in options else None
    delays = network_delays.NORMAL if normal else network_delays.NONE
    network = HostNetwork(reactor, book, delays=delays, chunk=chunk(pace))
    family, at, variant = parts.netloc.partition("@")
    module = families.build(f"{family_named(family)}{at}{variant}", "normal" if normal else "none")
    return Emulation(module, endpoint, network, reactor, pace=pace)


class Serial(SerialBase):  # type: ignore[misc]
    """An emulated module behind pyserial's interface."""

    is_open: bool
    BAUDRATES = (*SerialBase.BAUDRATES, 0)
    """Every rate is accepted, as by a module that finds it out by itself (AT+IPR=0)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._endpoint: InProcessEndpoint | None = None
        self._cancelled = threading.Event()
        super().__init__(*args, **kwargs)

    def open(self) -> None:
        """Switch a new module on.

        :raises serial.SerialException: it is open already, or the URL is wrong
        """
        if self.is_open:
            raise SerialException("Port is already open.")
        endpoint = InProcessEndpoint()
        reactor = Reactor()
        try:
            emulation = _emulate(self.portstr, endpoint, reactor)
        except UsageError as error:
            reactor.close()
            raise SerialException(f"could not open port {self.portstr}: {error}") from error
        self._endpoint = endpoint
        self._emulation = emulation
        self._thread = ReactorThread(self.portstr, reactor, self._turn)
        self._thread.call(emulation.start)
        self.is_open = True
        self._update_dtr_state()
        self._update_rts_state()

    def close(self) -> None:
        """Switch the module off. Idempotent."""
        if self.is_open:
            self.is_open = False
            self._thread.stop(self._emulation.close)

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
