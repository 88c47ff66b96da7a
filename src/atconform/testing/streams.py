"""The port of a module as asyncio's streams."""

from __future__ import annotations

import asyncio
from typing import Any

from atconform.testing.port import Serial

LIMIT = 2**16
"""Bytes that a reader keeps; beyond twice that it takes no more."""


class SerialTransport(asyncio.Transport):
    """Carries between a port and a protocol."""

    def __init__(self, loop: asyncio.AbstractEventLoop, protocol: asyncio.Protocol, port: Serial) -> None:
        super().__init__({"serial": port})
        self._loop = loop
        self._protocol = protocol
        self._port = port
        self._closing = False
        loop.call_soon(protocol.connection_made, self)
        self.resume_reading()

    def _read(self) -> None:
        if data := self._port.read(self._port.in_waiting):
            self._protocol.data_received(data)

    def write(self, data: Any) -> None:
        """Write bytes; the module has them at once."""
        self._port.write(data)

    def pause_reading(self) -> None:
        """Leave at the port what comes."""
        self._loop.remove_reader(self._port.fileno())

    def resume_reading(self) -> None:
        """Take what comes."""
        self._loop.add_reader(self._port.fileno(), self._read)

    def is_closing(self) -> bool:
        """Return whether it is closed, or about to be."""
        return self._closing

    def close(self) -> None:
        """Take no more; the port stays open. Idempotent."""
        if not self._closing:
            self._closing = True
            self.pause_reading()
            self._loop.call_soon(self._protocol.connection_lost, None)

    abort = close

    def can_write_eof(self) -> bool:
        """Return that a serial line has no end of file."""
        return False

    def get_write_buffer_size(self) -> int:
        """Return that nothing ever waits on this side."""
        return 0


def connect(port: Serial) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Make streams of a port, in the running event loop."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=LIMIT, loop=loop)
    protocol = asyncio.StreamReaderProtocol(reader, loop=loop)
    transport = SerialTransport(loop, protocol, port)
    return reader, asyncio.StreamWriter(transport, protocol, reader, loop)
