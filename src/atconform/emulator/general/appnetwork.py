"""AT+CNACT, AT+CNCFG, AT+CNACTCFG: the network of the applications (SIM7000 AT command manual, 5.2.30, 5.2.31, 5.2.36).

What the manual leaves open: AT+CNACT=1 while it is active, and AT+CNACT=0 while it is not, are refused, as AT+SAPBR
does it; how long the texts of AT+CNCFG may be is taken from AT+SAPBR too.
"""

from __future__ import annotations

from typing import Any

from atconform.emulator.core.command import Command, Int, Text, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.replies import Reply, error, ok
from atconform.emulator.core.settings import Setting
from atconform.emulator.general import appcontext
from atconform.emulator.general.appcontext import CLOSING, DOWN, OPENING, UP, AppContext
from atconform.protocol import network as net

DEACTIVATE, ACTIVATE, AUTOMATICALLY = range(3)
ACTIVE, DEACTIVE = "+APP PDP: ACTIVE", "+APP PDP: DEACTIVE"
STATUS = {DOWN: 0, UP: 1, OPENING: 2, CLOSING: 2}
LONGEST_APN, LONGEST_NAME = 64, 32

CNCFG: Setting[tuple[Any, ...]] = Setting(
    "cncfg",
    (0, "", "", "", 0),
    (Int(0, 2), Text(LONGEST_APN), Text(LONGEST_NAME), Text(LONGEST_NAME), Int(0, 3)),
    command="+CNCFG",
)
"""Type of address, access point name, user name, password, way of authentication."""
CNACTCFG = Setting("cnactcfg", "IPV4", Word(("IPV4", "IPV6", "IPV4V6")), command="+CNACTCFG")


class AppNetwork(AppContext):
    """The network of the applications, which says when it comes and goes."""

    automatic = False
    """Whether it comes up by itself whenever it can."""

    def bring_up(self) -> None:
        """Bring it up."""
        self.open(self._told)

    def take_down(self) -> None:
        """Take it down."""
        self.close(self._told)

    def _told(self) -> None:
        self.module.announce(ACTIVE if self.state == UP else DEACTIVE)

    def lost(self) -> tuple[str, ...]:
        """Return what is told when it has been lost."""
        return (DEACTIVE,)

    def network_event(self, event: net.NetworkEvent) -> None:
        """Come up as soon as that can be, if that is wanted."""
        super().network_event(event)
        if event == net.Attachment(True) and self.automatic and self.state == DOWN:
            self.bring_up()


def activate(module: Device, mode: int, _: str) -> Reply:
    """AT+CNACT=<mode>[,<apn>]: OK first, what comes of it by itself."""
    network = module.part(AppNetwork)
    if mode == DEACTIVATE:
        wanted, network.automatic = network.automatic, False
        if network.state == UP:
            return ok(then=network.take_down)
        return ok() if wanted else error(module.dialect.not_allowed)
    if mode == AUTOMATICALLY:
        network.automatic = True
        return ok(then=network.bring_up) if network.possible and network.state == DOWN else ok()
    if network.state != DOWN or not network.possible:
        return error(module.dialect.not_allowed)
    return ok(then=network.bring_up)


def state(module: Device) -> Reply:
    """AT+CNACT?."""
    network = module.part(AppNetwork)
    return ok(f'+CNACT: {STATUS[network.state]},"{network.address}"')


def configure(module: Device, *values: int | str) -> Reply:
    """AT+CNCFG=: what is left out stands for itself: no APN, no user, no authentication."""
    module.settings[CNCFG] = values
    return ok()


def configuration(module: Device) -> Reply:
    """AT+CNCFG?."""
    kind, apn, user, password, way = module.settings[CNCFG]
    return ok(f'+CNCFG: {kind},"{apn}","{user}","{password}",{way}')


def choose_type(module: Device, kind: str) -> Reply:
    """AT+CNACTCFG=."""
    module.settings[CNACTCFG] = kind
    return ok()


TYPES = ",".join(f'"{kind}"' for kind in ("IPV4", "IPV6", "IPV4V6"))
NAME = Text(LONGEST_NAME, default="")

SETTINGS = (CNCFG, CNACTCFG)

COMMANDS = (
    Command("+CNACT", read=state, write=form(activate, Int(DEACTIVATE, AUTOMATICALLY), Text(LONGEST_APN, default=""))),
    Command(
        "+CNCFG",
        test=(f"+CNCFG: (0-2),{LONGEST_APN},{LONGEST_NAME},{LONGEST_NAME},(0-3)",),
        read=configuration,
        write=form(configure, Int(0, 2), Text(LONGEST_APN, default=""), NAME, NAME, Int(0, 3, default=0)),
    ),
    Command(
        "+CNACTCFG",
        test=(f"+CNACTCFG: ({TYPES})",),
        read=lambda module: ok(f'+CNACTCFG: "{module.settings[CNACTCFG]}"'),
        write=form(choose_type, CNACTCFG.only),
    ),
)

PARTS = (AppNetwork,)
FIGURES = appcontext.FIGURES
