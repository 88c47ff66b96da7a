"""The PDN connection of an NB-IoT module, which comes up with the attachment and stays (SIM7020 note, 3; AT command
manual, 3.2.36 to 3.2.46): AT+CGCONTRDP, AT*MCGDEFCONT, AT+CGACT, AT+IPCONFIG, AT+CDISAUPDN.

Both TCP/IP stacks work over it; neither can give it up, since the last PDN connection cannot be disconnected (manual,
+CME ERROR 151).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from atconform.emulator.core.command import Command, Form, Int, Text, Word, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.number_settings import one_number
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, error, ok
from atconform.emulator.core.settings import Saved, Setting
from atconform.emulator.general import packet
from atconform.emulator.general.authentication import CGAUTH
from atconform.emulator.general.packet import CGDCONT
from atconform.emulator.general.registration import Radio
from atconform.protocol import network as net


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the PDN connection. Times in microseconds."""

    subscribed_apn: str = ""
    """What the network connects a module to that attaches without naming an APN."""


CONTEXT = 0
"""What the network calls the context; AT commands call it CID."""
CID, BEARER = 1, 5
MASK = "255.255.255.0"
LAST_PDN = 151

MCGDEFCONT = Setting("mcgdefcont", ("IP", "", "", ""), saved=Saved.AT_ONCE, command="*MCGDEFCONT")
"""Type, access point name, user name and password."""
CDISAUPDN = Setting("cdisaupdn", 1, Int(0, 1), Saved.AT_ONCE, "+CDISAUPDN")
"""Whether the connection comes up by itself, from the next start on (manual, 5.2.19)."""


class Pdn(Part):
    """The connection: its APN, and its address while it is up."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.apn = ""
        self.address = ""
        self._automatic = bool(module.settings[CDISAUPDN])
        self._asked = False
        """Whether the network has been asked for it, and has not answered."""
        self._answer: Callable[[Reply], None] | None = None

    def bring_up(self, *, with_attachment: bool = False) -> None:
        """Ask for the connection, with the APN of AT*MCGDEFCONT or, without one, that of the subscription.

        User and password are those of AT+CGAUTH, where it has been used.

        :param with_attachment: whether the network gives it with the attachment
        """
        if self._asked:
            return
        self._asked = True
        _, apn, user, password = self.module.settings[MCGDEFCONT]
        _, user, password = self.module.settings[CGAUTH].get(CID, (0, user, password))
        self.apn = apn or self.module.figures[Figures].subscribed_apn
        self.module.ask(net.Activate(CONTEXT, self.apn, user, password, with_attachment=with_attachment))

    def bring_up_for(self, answer: Callable[[Reply], None]) -> None:
        """Ask for the connection, and answer a command with what comes of it."""
        self._answer = answer
        self.bring_up()

    def network_event(self, event: net.NetworkEvent) -> None:
        """Follow the attachment; a connection that the network took away comes back as long as it lasts."""
        attached = self.module.part(Radio).attached
        match event:
            case net.Attachment(attached=True) if self._automatic and not self.address:
                self.bring_up(with_attachment=True)
            case net.Attachment(attached=False):
                self._down()
            case net.Activated(context=index, address=address) if index == CONTEXT and attached:
                self._asked, self.address = False, address
                self.module.part(packet.PacketService).carry(CID, address)
                self._conclude(ok())
            case net.ActivationRefused(context=index) if index == CONTEXT:
                self._asked = False
                self._conclude(error(self.module.dialect.not_allowed))
            case net.Deactivated(context=index) if index == CONTEXT:
                self.module.part(packet.PacketService).drop(CID, by_network=True)
                self._down()
                if attached and self._automatic:
                    self.bring_up()

    def _down(self) -> None:
        self._asked, self.address = False, ""
        self._conclude(error(self.module.dialect.not_allowed))

    def _conclude(self, reply: Reply) -> None:
        answer, self._answer = self._answer, None
        if answer is not None:
            answer(reply)

    def entering_deep_sleep(self) -> None:
        """Keep the connection: the network does too."""
        self.module.supply.retained["pdn"] = self.apn, self.address

    def left_deep_sleep(self) -> None:
        """Go on with the connection."""
        self.apn, self.address = self.module.supply.retained["pdn"]
        if self.address:
            self.module.part(packet.PacketService).carried[CID] = self.address


def shared(module: Device) -> bool:
    """Return whether the module's TCP/IP stacks work over one PDN connection that is not theirs to give up."""
    return module.find(Pdn) is not None


def active(module: Device) -> bool:
    """Return whether the PDN connection is up; false for a family without one."""
    pdn = module.find(Pdn)
    return pdn is not None and bool(pdn.address)


def connections(module: Device, number: int | None = None) -> Reply:
    """AT+CGCONTRDP, AT+CGCONTRDP=<cid>: what the network gave; nothing for a context that is not active."""
    pdn = module.part(Pdn)
    if not pdn.address or number not in (None, CID):
        return ok()
    return ok(f'+CGCONTRDP: {CID},{BEARER},"{pdn.apn}","{pdn.address}.{MASK}"')


def connected(module: Device) -> Reply:
    """AT+CGCONTRDP=?: the active contexts."""
    return ok(*((f"+CGCONTRDP: ({CID})",) if active(module) else ()))


def configure(module: Device, kind: str, apn: str, user: str, password: str) -> Reply:
    """AT*MCGDEFCONT=: what the connection is asked for with, from the next attachment on."""
    module.settings[MCGDEFCONT] = (kind, apn, user, password)
    return ok()


def configured(module: Device) -> Reply:
    """AT*MCGDEFCONT?."""
    kind, *rest = module.settings[MCGDEFCONT]
    shown = (kind, *rest) if any(rest) else (kind,)
    return ok("*MCGDEFCONT: " + ",".join(f'"{value}"' for value in shown))


def configurable(module: Device) -> Reply:
    """AT*MCGDEFCONT=?: the types of connection."""
    return ok("*MCGDEFCONT: (" + ",".join(f'"{kind}"' for kind in module.figures[packet.Figures].types) + ")")


def own_addresses(module: Device) -> Reply:
    """AT+IPCONFIG: the address, where there is one (manual, 3.2.39)."""
    address = module.part(Pdn).address
    return ok(*((f"+IPCONFIG: {address}",) if address else ()))


def definitions(module: Device) -> Reply:
    """AT+CGDCONT?: what is defined, and the PDN connection as the network has given it."""
    pdn, kind = module.part(Pdn), module.settings[MCGDEFCONT][0]
    options = (0,) * len(module.figures[packet.Figures].options)
    defined = module.settings[CGDCONT]
    known = dict(defined)
    if pdn.address:
        known.setdefault(CID, (kind, pdn.apn, "", *options))
    return ok(*(packet.spell(module, number, *row) for number, row in sorted(known.items())))


def activations(module: Device) -> Reply:
    """AT+CGACT?: the PDN connection, and each further context that is defined."""
    others = module.part(packet.PacketService).active
    states = {number: number in others for number in module.settings[CGDCONT]} | {CID: active(module)}
    return ok(*(f"+CGACT: {number},{state:d}" for number, state in sorted(states.items())))


def activate(module: Device, wanted: int, number: int) -> Reply:
    """AT+CGACT=: the PDN connection can be brought up by hand, and not be given up."""
    if number != CID:
        return packet.activate(module, wanted, number)
    if not wanted:
        return error(LAST_PDN if active(module) else module.dialect.not_allowed)
    if active(module):
        return ok()
    pdn = module.part(Pdn)
    if not module.part(Radio).attached:
        return module.part(packet.PacketService).attached_for(pdn.bring_up_for)
    pdn.bring_up_for(module.interpreter.defer(alone=True))
    return PENDING


def activate_form(module: Device) -> Form:
    """The parameters of AT+CGACT."""
    return form(activate, Int(0, 1), Int(1, module.figures[packet.Figures].contexts, default=CID))


FIGURES = (Figures,)

SETTINGS = (MCGDEFCONT, CDISAUPDN)

COMMANDS = (
    Command(
        "+CGCONTRDP",
        test=connected,
        write=lambda module: form(connections, Int(0, module.figures[packet.Figures].contexts, default=None)),
        execute=connections,
    ),
    Command(
        "*MCGDEFCONT",
        test=configurable,
        read=configured,
        write=lambda module: form(configure, Word(module.figures[packet.Figures].types), *[Text(64, default="")] * 3),
    ),
    Command("+CGDCONT", test=packet.definable, read=definitions, write=packet.define_form),
    Command("+IPCONFIG", execute=own_addresses),
    one_number(CDISAUPDN),
    Command("+CGACT", test=("+CGACT: (0-1)",), read=activations, write=activate_form),
)

PARTS = (Pdn,)
