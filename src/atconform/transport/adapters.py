"""USB serial adapters: the one that was unplugged is known again, under any device name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from serial.tools import list_ports

if TYPE_CHECKING:
    from serial.tools.list_ports_common import ListPortInfo


def of_device(device: str) -> str:
    """Return which adapter, and which of its interfaces, a device or a link to one belongs to; empty if to none."""
    real = os.path.realpath(device)
    return next((_key(port) for port in list_ports.comports() if port.device == real), "")


def device_of(adapter: str) -> str:
    """Return which device an adapter is at present; empty if it is not plugged in, or there never was one."""
    return next((port.device for port in list_ports.comports() if adapter and _key(port) == adapter), "")


def _key(port: ListPortInfo) -> str:
    """Name an adapter by maker, product and serial number, or by the socket it is in if it has no number."""
    if port.vid is None:
        return ""
    socket, _, interface = (port.location or "").partition(":")
    return f"{port.vid:04x}:{port.pid:04x}:{port.serial_number or socket}:{interface}"
