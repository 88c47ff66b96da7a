"""CIFSREX: the local address as an answer with a name and OK (SIM7000 AT command manual, 8.2.12)."""

from __future__ import annotations

from atconform.emulator.cip.bearer import tell_address
from atconform.emulator.core.command import Command
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, ok


def local_address(module: Device) -> Reply:
    """AT+CIFSREX: allowed where AT+CIFSR is, and changes the state as it does."""
    return tell_address(module, lambda address: ok(f"+CIFSREX: {address}"))


COMMANDS = (Command("+CIFSREX", test=(), execute=local_address),)
