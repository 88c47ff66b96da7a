"""Opening the place of a module on a wire: its port, its far end, what it is, and which of them reach each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial

from atconform.base.addresses import is_loopback
from atconform.base.errors import BenchFault
from atconform.judge.bench import Bench
from atconform.peer.host import HostPeers
from atconform.peer.remote import ControlAddress, RemotePeers
from atconform.place import lineform, reach
from atconform.place.conversation import Conversation
from atconform.place.file import BenchFile, ModuleEntry, PeerEntry
from atconform.place.found import assume, give_back, look
from atconform.place.identity import Identity, identify
from atconform.place.lineform import LineForm
from atconform.place.place import lines_of
from atconform.place.power import switch
from atconform.place.registration import ROAMING, registration, wait_until_attached
from atconform.place.returning import PATIENCE, await_return
from atconform.place.selection import family_on, remark_on
from atconform.place.simcard import unlock
from atconform.place.wire import WirePlace
from atconform.protocol.transport import Stamp
from atconform.requirements.claims import load
from atconform.transport.serial import SerialTransport


def open_wire(
    entry: ModuleEntry, bench: BenchFile, said: str = "", unit: str = "", patience: int = PATIENCE
) -> WirePlace:
    """Open the place of a module on a wire, and try every way between the module and its far end.

    :param entry: the module, as the bench file has it
    :param said: the family that the user named; empty: the module is asked
    :param unit: what the bench file calls the module; default: the port's name
    :param patience: how long to wait for a module that went away to come back, in microseconds
    :raises UsageError: the port or the far end cannot be opened, or another family than the one named answers
    :raises BenchFault: no module answers, or its card or its network may not be used
    :raises Inconclusive: it does not come into the packet service
    """
    access = bench.sim.access()
    with ExitStack() as opened:
        transport = SerialTransport(entry.port, entry.baudrate, lines=entry.lines, flow=entry.flow)
        opened.callback(transport.close)
        peers = peers_of(bench.peer, transport.inbox.put)
        opened.callback(peers.shut_down)
        module = Conversation(transport)
        restart = partial(switch, entry.power) if entry.power and bench.allow.power_cycles else None
        form, identity = _met(transport, module, restart, patience)
        family = family_on(transport.name, identity.text, said)
        transport.measure()
        unlock(module, access.pin)
        claims = load(family)
        found = look(module, claims, form)
        opened.callback(give_back, module, claims, found, (), ())
        attached = partial(attach, module, access.pin, roaming=bench.allow.roaming)
        attached(assumed=partial(assume, module, claims, found, found.changed))
        place = WirePlace(
            module=module,
            transport=transport,
            peers=peers,
            unit=unit or transport.name,
            family=family,
            identity=identity,
            remark=remark_on(identity.text, family),
            found=found,
            given={"apn": access.apn, "login": access.login, "line.rate": str(entry.baudrate)},
            capabilities=peers.capabilities | lines_of(transport) | {"source-port"} | allowed_by(bench),
            attach=partial(attached, assumed=partial(assume, module, claims, found, found.stored)),
            switch=restart,
            patience=patience,
        )
        place.lack(reach.blocked(partial(_borrowed, place), one_machine=_is_own_loopback(bench.peer)))
        opened.pop_all()
        return place


def _met(
    transport: SerialTransport, module: Conversation, restart: Callable[[], None] | None, patience: int
) -> tuple[LineForm, Identity]:
    """Return how a module talks and what it is; one that does not answer is turned off and on, where that is allowed.

    :param restart: turns its power off and on again
    :param patience: how long to wait for it then, in microseconds
    :raises BenchFault: it does not answer
    """

    def meet() -> tuple[LineForm, Identity]:
        return lineform.seen(module), identify(module)

    try:
        return meet()
    except BenchFault:
        if restart is None:
            raise
    restart()
    return await_return(transport, patience, meet)


def peers_of(entry: PeerEntry, happened: Stamp) -> HostPeers | RemotePeers:
    """Return the peers that the bench file names: that on another host, or else this host's own sockets.

    :raises UsageError: that on another host cannot be used
    """
    if not entry.url:
        return HostPeers(happened, entry.listen, entry.address or None, entry.name)
    where = ControlAddress.read(entry.url, entry.token_file, entry.ca)
    return RemotePeers(happened, where, entry.address, entry.name)


def allowed_by(bench: BenchFile) -> set[str]:
    """Return the capabilities that the bench file says the place has, or that it allows."""
    said = {
        "persistent": bench.allow.persistent,
        "costs": bench.allow.costs,
        "server-name": bench.peer.name,
        "psm": bench.sim.psm,
    }
    return {name for name, given in said.items() if given}


def attach(module: Conversation, pin: str, *, roaming: bool, assumed: Callable[[], Collection[str]]) -> None:
    """Set what scenarios assume, open the SIM card, and wait until the module is in a packet service that it may use.

    :param roaming: whether it may use that of another network than the SIM card's own
    :param assumed: sets what scenarios assume; returns what the module refused, which may still be starting
    :raises BenchFault: the card stays locked, or the module is roaming and may not
    :raises Inconclusive: it does not come into the packet service
    """
    refused = assumed()  # first, since a module with its radio off knows of no card
    unlock(module, pin)
    wait_until_attached(module)
    if refused:
        assumed()
    if not roaming and registration(module) == ROAMING:
        raise BenchFault(
            f"{module.transport.name}: the module is roaming, where data may cost money; "
            "allow it with [allow] roaming in the bench file"
        )


def _is_own_loopback(entry: PeerEntry) -> bool:
    return not entry.url and is_loopback(entry.address or entry.listen)


@contextmanager
def _borrowed(place: WirePlace) -> Iterator[Bench]:
    bench = place.begin(place.family)
    try:
        yield bench
    finally:
        place.end(bench)
