"""A module on a wire."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from atconform.base.errors import BenchFault, ModuleGone
from atconform.base.units import spell
from atconform.judge import placeholder_table
from atconform.judge.bench import Bench
from atconform.judge.circumstances import Circumstances
from atconform.peer.host import HostPeers
from atconform.peer.remote import RemotePeers
from atconform.place import reach
from atconform.place.command_mode import to_command_mode
from atconform.place.conversation import Conversation
from atconform.place.found import Found, give_back
from atconform.place.identity import Identity, identify
from atconform.place.place import session_with
from atconform.place.recovery import Recovery, delete_messages, settable
from atconform.place.returning import await_return, lost
from atconform.requirements.claims import Claims, load
from atconform.transport.serial import SerialTransport


class WirePlace:
    """A module on a wire, with a far end on this host or on another one.

    It is opened by :func:`atconform.place.opening.open_wire`.

    :param module: for talking to it between scenarios
    :param unit: what the place calls it
    :param identity: what it said of itself
    :param remark: what is to be known of it beside that
    :param given: the values of placeholders that the place knows
    :param found: what it was found with that is not as scenarios assume
    :param attach: brings it into the packet service, once it answers, set as scenarios assume
    :param switch: turns its power off and on again; None: it has no power switch that may be used
    :param patience: how long to wait for it to come back when it went away, in microseconds
    """

    def __init__(
        self,
        *,
        module: Conversation,
        transport: SerialTransport,
        peers: HostPeers | RemotePeers,
        unit: str,
        family: str,
        identity: Identity,
        remark: str,
        found: Found,
        given: Mapping[str, str],
        capabilities: frozenset[str],
        attach: Callable[[], None],
        switch: Callable[[], None] | None,
        patience: int,
    ) -> None:
        self.transport = transport
        self.unit = unit
        self.family = family
        self.identity = identity
        self.remark = remark
        self.capabilities = (capabilities | ({"power-cycle"} if switch else set())) - found.blocked.keys()
        self.blocked = found.blocked
        self._module = module
        self._recovery = Recovery(module)
        self._peers = peers
        self._found = found
        self._given = given
        self._attach = attach
        self._switch = switch
        self._patience = patience
        self._touched: set[str] | None = None
        """Names of the commands that may have set something since the module was last brought back; None: it has not
        been."""
        self._met = Circumstances(())
        """What was met in the last scenario."""
        self._met.started = transport.now()  # it may have been switched on for this run
        self._messages: list[str] = []
        """Where the short messages are stored that the last scenario had delivered."""
        self._ever_touched: set[str] = set()
        self._left = False
        self._gone = False
        """Whether it has stayed away longer than it is waited for."""
        self._silent_since: int | None = None
        """When it began not to answer; None: it does."""

    def lack(self, blocked: Mapping[str, str]) -> None:
        """Record what the place lacks because a way between module and far end does not work.

        :param blocked: why, by the name of the capability
        """
        self.blocked = {**self.blocked, **blocked}
        self.capabilities -= blocked.keys()
        self.remark = "; ".join(filter(None, (self.remark, reach.summary(blocked))))

    def begin(self, family: str) -> Bench:
        """Bring the module back to where scenarios begin, and hand out the bench."""
        claims = load(family)
        self._recover(claims)
        delete_messages(self._module, self._messages)
        self._touched = set()
        values = placeholder_table.values(self._given)
        restart = self._restart if self._switch else None
        session = session_with(self.transport, claims, self._found, self._met)
        return Bench(session, self._peers, claims, values, restart=restart)

    def _restart(self) -> None:
        if self._switch is not None:
            self._switch()
        self._come_back()

    def end(self, bench: Bench) -> None:
        """Record what the scenario has used, and take the peers away."""
        self._touched = (self._touched or set()) | bench.session.line.touched
        self._ever_touched |= self._touched
        self._met = bench.session.circumstances.ended(self.transport.now())
        self._messages = bench.session.messages
        self._recovery.heed(bench.session)
        bench.close()

    def _recover(self, claims: Claims) -> None:
        """Bring the module to where scenarios begin; where it does not come there, turn its power off and on, or wait
        for its port.

        :raises ModuleGone: it has not come back, or not answered, for as long as it is waited for
        :raises BenchFault: it does not come there even so
        """
        last, self._touched = self._touched, None
        everything = self._found.stored | self._ever_touched | settable(claims)
        began = self.transport.now()
        try:
            touched = everything if last is None else last | self._found.stored
            self._recovery.restore(claims, touched, self._attach)
        except BenchFault as fault:
            if self._switch is not None:
                self._switch()
            elif not lost(self.transport):
                raise self._silent(began, fault) from None
            self._come_back()
            self._recovery.restore(claims, everything, self._attach)
        self._silent_since = None

    def _silent(self, began: int, fault: BenchFault) -> BenchFault:
        """Return what is to be raised of a module that is there and does not come to where scenarios begin."""
        if self._silent_since is None:
            self._silent_since = began
        silent = self.transport.now() - self._silent_since
        return ModuleGone(f"{fault}; so for {spell(silent)}") if silent >= self._patience else fault

    def _come_back(self) -> None:
        """Wait for the port, if it went away, until the module there answers and is in the packet service.

        :raises ModuleGone: it does not come back in time, or another one does; then it is not waited for again
        """
        patience = 0 if self._gone else self._patience
        try:
            await_return(self.transport, patience, self._is_back)
        except ModuleGone:
            self._gone = True
            raise
        self._gone = False

    def _is_back(self) -> None:
        self._expect_the_same()
        self._met.started = self.transport.now()
        self._attach()

    def _expect_the_same(self) -> None:
        """Refuse a module that is another one than at the beginning.

        :raises BenchFault: it is, or it does not answer
        """
        identity = identify(self._module)
        if identity != self.identity:
            why = f"{self.transport.name}: there is {identity.text!r} now, and no longer {self.identity.text!r}"
            self.transport.give_up(why)
            raise BenchFault(why)

    def identify(self) -> Identity:
        """Ask the module once more what it is; if its port went away, wait for it.

        :raises atconform.base.errors.BenchFault: it does not answer, or does not come back
        """
        if lost(self.transport):
            self._come_back()
        return identify(self._module)

    def check_peers(self) -> None:
        """Ask the far end whether it is still there.

        :raises BenchFault: it is not
        """
        self._peers.check()

    def leave(self) -> str:
        """Put back the settings as they were found, once; return what could not be, and why.

        A module that does not answer is given up when every way to command mode has been tried.
        """
        if self._left:
            return ""
        self._left = True
        claims = load(self.family)
        last = self._ever_touched | settable(claims) if self._touched is None else self._touched
        if self._messages:
            to_command_mode(self._module, claims.figure("escape.after").value)
            delete_messages(self._module, self._messages)
        return give_back(self._module, claims, self._found, last, self._ever_touched)

    def close(self) -> None:
        """Put back the settings, and release the port."""
        self.leave()
        self._peers.shut_down()
        self.transport.close()
