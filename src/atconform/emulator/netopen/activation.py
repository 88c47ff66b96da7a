"""NETOPEN, NETCLOSE, IPADDR: the network under links and servers (SIM7X00 note, 2.2; AT command manual, 11.2)."""

from __future__ import annotations

from collections.abc import Callable

from atconform.base.timers import Timer
from atconform.base.units import MS
from atconform.emulator.core.command import Command
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import Reply, ok
from atconform.emulator.core.transitions import Machine
from atconform.emulator.general.packet import PacketService
from atconform.emulator.general.registration import Radio
from atconform.emulator.netopen import network_states
from atconform.emulator.netopen.contexts import AUTHENTICATION, DEFINED, PROFILE
from atconform.emulator.netopen.errors import Err, IpError, ip_error, refuse
from atconform.emulator.netopen.parameters import TIMEOUTS
from atconform.protocol import network as net

CONTEXT = 0
"""What the network calls the context of every link."""


class Network(Part):
    """The context: its state, and the module's address while it is open."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self.machine = Machine(network_states.NETWORK, network_states.CLOSED)
        self.address = ""
        self.when_closed: list[Callable[[], None]] = []
        """Called when the network has just been closed, from either side."""
        self._patience: Timer | None = None
        self._number = 0
        """Of the context, as AT+CSOCKSETPN said when it was asked for."""

    def describe_state(self, command: str) -> str:
        """Say whether the network is open."""
        return self.machine.state

    @property
    def open(self) -> bool:
        """Whether links and servers can be had."""
        return self.machine.state == network_states.OPEN

    def bring_up(self) -> None:
        """Ask for the context, for as long as AT+CIPTIMEOUT allows."""
        settings = self.module.settings
        profile = self._number = settings[PROFILE]
        _, apn, *_ = settings[DEFINED][profile]
        _, user, password = settings[AUTHENTICATION].get(profile, (0, "", ""))
        self._patience = self.module.after(settings[TIMEOUTS].network * MS, self._too_late)
        self.module.ask(net.Activate(CONTEXT, apn, user, password))

    def _too_late(self) -> None:
        self.module.ask(net.Deactivate(CONTEXT))
        self._failed(Err.TIMEOUT)

    def _failed(self, err: Err) -> None:
        self._lose_patience()
        self.machine.pull("failed")
        self.module.announce(f"+NETOPEN: {err:d}")

    def _lose_patience(self) -> None:
        if self._patience is not None:
            self._patience.cancel()

    def take_down(self) -> None:
        """End links and servers, and give the context back."""
        self._end(by_network=False)
        self.module.ask(net.Deactivate(CONTEXT))

    def _end(self, *, by_network: bool) -> None:
        self.address = ""
        self.module.part(PacketService).drop(self._number, by_network=by_network)
        for hook in self.when_closed:
            hook()

    def network_event(self, event: net.NetworkEvent) -> None:
        """Follow the context; without the packet service there is none."""
        match event:
            case net.Activated(context=context, address=address) if self._concerns(context, "opened"):
                self._lose_patience()
                self.machine.pull("opened")
                self.address = address
                self.module.part(PacketService).carry(self._number, address)
                self.module.announce(f"+NETOPEN: {Err.NONE:d}")
            case net.ActivationRefused(context=context) if self._concerns(context, "failed"):
                self._failed(Err.NETWORK_FAILURE)
            case net.Deactivated(context=context, by_network=False) if self._concerns(context, "closed"):
                self._closed("closed")
            case net.Deactivated(context=context, by_network=True) if self._concerns(context, "lost"):
                self._lost()
            case net.Attachment(attached=False) if self.machine.permits("lost"):
                self._lost()

    def _concerns(self, context: int, trigger: str) -> bool:
        return context == CONTEXT and self.machine.permits(trigger)

    def _closed(self, trigger: str) -> None:
        self.machine.pull(trigger)
        self.module.announce(f"+NETCLOSE: {Err.NONE:d}")

    def _lost(self) -> None:
        match self.machine.state:
            case network_states.OPENING:
                self._failed(Err.NETWORK_FAILURE)
            case network_states.CLOSING:
                self._closed("lost")
            case _:
                self.machine.pull("lost")
                self._end(by_network=True)
                self.module.announce("+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY")


def open_network(module: Device) -> Reply:
    """AT+NETOPEN: OK first, the result when there is one; plain ERROR where it cannot even begin."""
    network = module.part(Network)
    if network.machine.state in (network_states.OPENING, network_states.OPEN):
        return ip_error(module, IpError.NETWORK_ALREADY_OPENED)
    defined = module.settings[PROFILE] in module.settings[DEFINED]
    if not network.machine.permits("NETOPEN") or not defined or not module.part(Radio).attached:
        return refuse()
    network.machine.pull("NETOPEN")
    return ok(then=network.bring_up)


def close_network(module: Device) -> Reply:
    """AT+NETCLOSE: OK first; what is open is closed with it."""
    network = module.part(Network)
    if not network.machine.permits("NETCLOSE"):
        return refuse(f"+NETCLOSE: {Err.NETWORK_NOT_OPENED:d}")
    network.machine.pull("NETCLOSE")
    return ok(then=network.take_down)


def address(module: Device) -> Reply:
    """AT+IPADDR."""
    own = module.part(Network).address
    return ok(f"+IPADDR: {own}") if own else ip_error(module, IpError.NETWORK_NOT_OPENED)


COMMANDS = (
    Command(
        "+NETOPEN",
        test=(),
        read=lambda module: ok(f"+NETOPEN: {module.part(Network).open:d}"),
        execute=open_network,
    ),
    Command("+NETCLOSE", test=(), execute=close_network),
    Command("+IPADDR", test=(), execute=address),
)

PARTS = (Network,)
