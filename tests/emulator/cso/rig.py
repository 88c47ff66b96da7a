"""A SIM7020 in memory, driven as the modules of the CIP tests are."""

from __future__ import annotations

from tests.emulator.cip import rig

MODULE_IP = rig.MODULE_IP


class Rig(rig.Rig):
    """Echo is off; the PDN connection has come up by itself."""

    def __init__(self, *setup: str) -> None:
        super().__init__("sim7020", *setup)

    def connect(self, number: int = 0, protocol: str = "TCP", name: str = "server") -> list[str]:
        """Connect a socket to a server, which is opened if there is none of this name."""
        if name not in self.opened():
            self.server(name, protocol)
        address = self.network.peers.named(name).address
        return self.at(f'AT+CSOCON={number},{address.port},"{address.ip}"')


def connected(*setup: str, protocol: str = "TCP") -> Rig:
    """Make a rig whose socket 0 is connected to a server."""
    made = Rig(*setup, f"AT+CSOC=1,{1 if protocol == 'TCP' else 2},1")
    made.connect(protocol=protocol)
    return made


def listening(*setup: str) -> Rig:
    """Make a rig whose socket 0 is the server, on port 5678."""
    return Rig(*setup, "AT+CSOC=1,1,1", "AT+CSOB=0,5678", "AT+CSOLIS=0")
