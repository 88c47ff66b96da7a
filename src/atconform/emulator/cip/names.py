"""CDNSCFG, CDNSGIP: name servers and names (SIM800 note, 5)."""

from __future__ import annotations

from atconform.emulator.cip.parameters import NAME_SERVERS
from atconform.emulator.cip.stack import refuse, stack
from atconform.emulator.core.command import Address, Command, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok
from atconform.protocol import network as net

NOT_SET = "0.0.0.0"
NOT_FOUND = 8
"""The manual's DNS COMMON ERROR."""


class Names(Part):
    """Waits for what became of names that were asked for."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.queries: set[int] = set()

    def network_event(self, event: net.NetworkEvent) -> None:
        """Report the addresses of a name, or that there are none."""
        match event:
            case net.Resolved(query=query, name=name, addresses=addresses) if query in self.queries:
                self.queries.remove(query)
                quoted = ",".join(f'"{part}"' for part in (name, *addresses[:2]))
                self.module.announce(f"+CDNSGIP: 1,{quoted}")
            case net.ResolveFailed(query=query) if query in self.queries:
                self.queries.remove(query)
                self.module.announce(f"+CDNSGIP: 0,{NOT_FOUND}")


def look_up(module: Device, name: str) -> Reply:
    """AT+CDNSGIP=<name>: OK first, the addresses later; needs an active context."""
    cip = stack(module)
    if not cip.online or not name:
        return refuse(module)
    query, servers = module.new_link(), tuple(s for s in module.settings[NAME_SERVERS] if s != NOT_SET)
    module.part(Names).queries.add(query)
    return ok(then=lambda: module.ask(net.Resolve(query, cip.selected, name, servers)))


def set_servers(module: Device, primary: str, secondary: str) -> Reply:
    """AT+CDNSCFG=<primary>[,<secondary>]."""
    module.settings[NAME_SERVERS] = (primary, secondary)
    return ok()


def read_servers(module: Device) -> Reply:
    """AT+CDNSCFG?."""
    primary, secondary = module.settings[NAME_SERVERS]
    return ok(f"PrimaryDns: {primary}", f"SecondaryDns: {secondary}")


COMMANDS = (
    Command(
        "+CDNSCFG",
        test=('+CDNSCFG: ("Primary DNS"),("Secondary DNS")',),
        read=read_servers,
        write=form(set_servers, Address(), Address(default=NOT_SET)),
    ),
    Command("+CDNSGIP", test=(), write=form(look_up, Text(bare=True))),
)

PARTS = (Names,)
