"""A SIM7X00 in memory, driven as the modules of the CIP tests are."""

from __future__ import annotations

from atconform.base.units import MS, SECOND
from tests.emulator.cip import rig

MODULE_IP = rig.MODULE_IP
JUST_LONGER = 1_001 * MS
"""A silence that is long enough on both sides of an escape sequence."""


class Rig(rig.Rig):
    """Echo is off; nothing has been opened."""

    def __init__(self, *setup: str) -> None:
        super().__init__("sim7x00", *setup)

    def open(self, number: int = 0, name: str = "server") -> list[str]:
        """Open a TCP link to a server, which is opened if there is none of this name."""
        if name not in self.opened():
            self.server(name)
        address = self.network.peers.named(name).address
        return self.at(f'AT+CIPOPEN={number},"TCP","{address.ip}",{address.port}')

    def send(self, data: bytes, number: int = 0, duration: int = SECOND) -> list[str]:
        """Send data of a known length on a link."""
        assert self.at(f"AT+CIPSEND={number},{len(data)}", 10 * MS) == [">"]
        return self.type(data, duration)

    def escape(self) -> list[str]:
        """Leave data mode."""
        self.later(JUST_LONGER)
        return self.type(b"+++", JUST_LONGER)


def opened(*setup: str) -> Rig:
    """Make a rig whose network is open."""
    return Rig(*setup, "AT+NETOPEN")


def connected(*setup: str) -> Rig:
    """Make a rig whose link 0 is connected to a server."""
    made = opened(*setup)
    made.open()
    return made


def in_data_mode(*setup: str) -> Rig:
    """Make a rig whose link 0 is connected to a server and in data mode."""
    return connected("AT+CIPMODE=1", *setup)
