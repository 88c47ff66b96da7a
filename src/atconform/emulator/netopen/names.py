"""CDNSGIP, and names in other commands: queries, each of which waits longer than the last (SIM7X00 note, 2.8).

A query with counter k is waited for 3000 + 1000 k ms. Where the network is not open, one is opened for the query, and
closed behind it; that is what the first two parameters of AT+CIPDNSSET are about.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from atconform.base.timers import Timer
from atconform.base.units import MS
from atconform.emulator.core.command import Address, Argument, BadParameterError, Command, Text, form
from atconform.emulator.core.device import Device
from atconform.emulator.core.part import Part
from atconform.emulator.core.replies import PENDING, Reply, ok
from atconform.emulator.general.registration import Radio
from atconform.emulator.netopen import activation
from atconform.emulator.netopen.activation import Network
from atconform.emulator.netopen.errors import refuse
from atconform.emulator.netopen.figures import Figures
from atconform.emulator.netopen.parameters import NAMES
from atconform.protocol import network as net

CONTEXT = activation.CONTEXT + 1
"""What the network calls the context that is opened for a query alone."""
GENERAL_ERROR = 10
NAME = re.compile(r"(?=.{1,254}$)[a-z0-9][a-z0-9-]{0,62}(\.[a-z0-9][a-z0-9-]{0,62})*", re.IGNORECASE)

Found = Callable[[str | None], None]
"""Called with the address or name, or None where there is none."""


def is_address(host: str) -> bool:
    """Return whether a host is given by its address."""
    try:
        Address().parse(Argument(host, quoted=True))
    except BadParameterError:
        return False
    return True


@dataclass(slots=True)
class Query:
    """One name that is looked up."""

    number: int
    name: str
    found: Found
    reverse: bool = False
    """Whether the name is an address, and what is looked up is its name."""
    counter: int = 0


class Names(Part):
    """Looks names up, several at a time."""

    def __init__(self, module: Device) -> None:
        super().__init__(module)
        self._asked: dict[int, Query] = {}
        self._waiting: list[Query] = []
        self._attempts = 0
        self._own_context = False
        self._patience: Timer | None = None
        module.part(Network).when_closed.append(self._network_closed)

    def find(self, host: str, found: Found) -> None:
        """Look a name up; an address stands for itself."""
        if is_address(host):
            found(host)
            return
        self._look_up(Query(self.module.new_link(), host, found))

    def find_name(self, address: str, found: Found) -> None:
        """Look the name of an address up."""
        self._look_up(Query(self.module.new_link(), address, found, reverse=True))

    def _look_up(self, query: Query) -> None:
        if self.module.part(Network).open:
            self._ask(query, activation.CONTEXT)
        elif self._own_context:
            self._ask(query, CONTEXT)
        else:
            self._waiting.append(query)
            if self._patience is None:
                self._attempts = 0
                self._open()

    # --- the network, where it is opened for queries alone ---

    def _open(self) -> None:
        if not self.module.part(Radio).attached:
            self._fail_waiting()
            return
        timeout = self.module.settings[NAMES].patience
        self._attempts += 1
        self._patience = self.module.after(timeout * MS, self._too_late)
        self.module.ask(net.Activate(CONTEXT, ""))

    def _too_late(self) -> None:
        self.module.ask(net.Deactivate(CONTEXT))
        self._try_again()

    def _try_again(self) -> None:
        self._lose_patience()
        retries = self.module.settings[NAMES].network_retries
        if self._attempts <= retries:
            self._open()
        else:
            self._fail_waiting()

    def _lose_patience(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _fail_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for query in waiting:
            query.found(None)

    def _network_closed(self) -> None:
        if not self._own_context:
            self._fail_asked()

    def _fail_asked(self) -> None:
        for number in list(self._asked):
            self._conclude(number, None)

    # --- queries ---

    def _ask(self, query: Query, context: int) -> None:
        figures = self.module.figures[Figures]
        self._asked[query.number] = query
        timeout = figures.query_wait + query.counter * figures.query_longer
        self.module.ask(net.Resolve(query.number, context, query.name, timeout=timeout, reverse=query.reverse))

    def _conclude(self, number: int, address: str | None) -> None:
        self._asked.pop(number).found(address)
        if self._own_context and not self._asked:
            self._own_context = False
            self.module.ask(net.Deactivate(CONTEXT))

    def network_event(self, event: net.NetworkEvent) -> None:
        """Follow the queries, and the context that is there for them."""
        match event:
            case net.Resolved(query=number, name=name, addresses=addresses) if number in self._asked:
                self._conclude(number, name if self._asked[number].reverse else addresses[0])
            case net.ResolveFailed(query=number, answered=answered) if number in self._asked:
                self._not_found(self._asked[number], answered=answered)
            case net.Activated(context=context) if context == CONTEXT and self._patience is not None:
                self._lose_patience()
                self._own_context = True
                waiting, self._waiting = self._waiting, []
                for query in waiting:
                    self._ask(query, CONTEXT)
            case net.ActivationRefused(context=context) if context == CONTEXT and self._patience is not None:
                self._try_again()
            case net.Deactivated(context=context, by_network=True) if context == CONTEXT and self._own_context:
                self._fail_asked()
            case net.Attachment(attached=False) if self._own_context:
                self._fail_asked()

    def _not_found(self, query: Query, *, answered: bool) -> None:
        retries = self.module.settings[NAMES].retries
        if answered or query.counter == retries:
            self._conclude(query.number, None)
        else:
            query.counter += 1
            self._ask(query, CONTEXT if self._own_context else activation.CONTEXT)


def look_up(module: Device, name: str) -> Reply:
    """AT+CDNSGIP=<name>: the address, then OK."""
    if not NAME.fullmatch(name):
        return refuse()
    answer = module.interpreter.defer()

    def found(address: str | None) -> None:
        if address is None:
            answer(refuse(f"+CDNSGIP: 0,{GENERAL_ERROR}"))
        else:
            answer(ok(f'+CDNSGIP: 1,"{name}","{address}"'))

    module.part(Names).find(name, found)
    return PENDING


def look_up_name(module: Device, address: str) -> Reply:
    """AT+CDNSGHNAME=<address>: the name, then OK (manual, 11.3.2)."""
    answer = module.interpreter.defer()

    def found(name: str | None) -> None:
        if name is None:
            answer(refuse(f"+CDNSGHNAME: 0,{GENERAL_ERROR}"))
        else:
            answer(ok(f'+CDNSGHNAME: 1,"{name}","{address}"'))

    module.part(Names).find_name(address, found)
    return PENDING


COMMANDS = (
    Command("+CDNSGIP", test=(), write=form(look_up, Text(254))),
    Command("+CDNSGHNAME", test=(), write=form(look_up_name, Address())),
)

PARTS = (Names,)
