"""What the host does to a protocol stack: how it comes to a state, opens data mode, puts back what was set.

One file for each stack below ``data/stacks``. A family has several stacks; where more than one of them has an entry,
that of the last one counts, as for data mode of SIM7020, which has a stack for that alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, cached_property
from typing import Literal, NamedTuple, TypeVar

import msgspec

from atconform.base.errors import BenchFault
from atconform.requirements import claims, datafiles
from atconform.requirements.claims import Claims, Restore

Entry = TypeVar("Entry")
Protocols = dict[Literal["TCP", "UDP"], str]


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table of a stack's file."""


class Stage(_Table, frozen=True, kw_only=True):
    """One command on the way to a state, what it is answered, and what is reported afterwards.

    ``{peer.ip}`` and the like stand for the peer that the state speaks of, ``{number}`` for its number.
    """

    command: str
    answer: tuple[str, ...] = ("OK",)
    report: tuple[str, ...] = ()
    until: str = ""
    """The first line of the answer that leads on: while another one comes, the network takes its time, and the module
    is asked again. Empty: none is waited for."""
    unreached: tuple[str, ...] = ()
    """By which of these lines the module tells that the network or the far end did not play along; empty: the stage
    needs neither. Nothing in time means the same. Anything else is the module's own doing."""


class StateEntry(_Table, frozen=True, kw_only=True):
    """The stages on the way to a state, by their names."""

    way: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    """What comes last; played for every number that the state has, and once where it has none."""


class Datagram(_Table, frozen=True, kw_only=True):
    """How a module sends a datagram to a peer."""

    state: str
    """The state to do it in."""
    stages: tuple[str, ...]
    typed: str
    """What is typed at the prompt."""
    data: str
    """What arrives then."""


class Reach(_Table, frozen=True, kw_only=True):
    """By which states is tried whether module and far end reach each other."""

    calling: str
    """The module has called a TCP server."""
    called: str
    """The module listens on a port."""
    datagram: Datagram


class Asked(_Table, frozen=True, kw_only=True):
    """How a module tells a setting, where that is not what is usual for commands of its kind."""

    ask: str = ""
    """The command; empty: the read form."""
    pattern: str = ""
    """Its groups find the values in the answer; where it finds nothing, there is nothing to put back. Empty: what is
    told is a state and not a setting."""
    back: tuple[str, ...] = ()
    """The commands that set these values, ``{0}`` and so on; empty: the write form."""
    prevents: str = ""
    """The capability that a module has not got which starts with this setting other than scenarios assume, since it
    takes effect before it can be set."""


class StackFile(_Table, frozen=True, kw_only=True):
    """What the host does to one stack."""

    connect_line: str = ""
    """The line with which the module enters data mode; some print the rate of the serial line with it."""
    protocols: Protocols = {}
    """What the stack's commands call the protocols, where it is not by their names."""
    stages: dict[str, Stage] = {}
    states: dict[str, StateEntry] = {}
    reach: Reach | None = None
    restore: dict[str, tuple[str, ...]] = {}
    """By command: what puts back what it has set."""
    asked: dict[str, Asked] = {}
    """By command: how the module tells what it has set."""
    stored: frozenset[str] = frozenset()
    """Commands whose settings a user may have stored, so that the module starts with them."""
    shut: Restore | None = None
    """What ends all connections of the stack, whatever was used."""
    registers_anew: frozenset[str] = frozenset()
    """Commands after whose use the module has to register in the network anew."""
    ends_context: frozenset[str] = frozenset()
    """Commands that end a context; the next one may have another address."""


class Way(NamedTuple):
    """The way to a state."""

    stages: tuple[Stage, ...]
    each: tuple[Stage, ...]
    """What comes last; played for every number that the state has, and once where it has none."""
    protocols: Protocols
    """What the commands on it call the protocols, where it is not by their names."""


class Stacks:
    """The stacks that a family claims, taken together.

    :raises BenchFault: one of them has no file, or a broken one
    """

    def __init__(self, claimed: Claims) -> None:
        self._claims = claimed
        self._files = {stack: load(stack) for stack in claimed.stacks}

    @property
    def states(self) -> list[str]:
        """The states to which a way is known."""
        return list(dict.fromkeys(state for file in self._files.values() for state in file.states))

    def way_to(self, state: str) -> Way:
        """Return the way to a state.

        :raises BenchFault: no stack of the family leads there, or has a stage that is named
        """
        stack, entry = self._last(f"states.{state}", lambda file: file.states.get(state))
        return Way(self.stages(entry.way), self.stages(entry.each), self._files[stack].protocols)

    def stages(self, names: tuple[str, ...]) -> tuple[Stage, ...]:
        """Return the stages of these names.

        :raises BenchFault: no stack of the family has one of them
        """
        return tuple(map(self._stage, names))

    def _stage(self, name: str) -> Stage:
        return self._last(f"stages.{name}", lambda file: file.stages.get(name))[1]

    @property
    def connect_line(self) -> str:
        """The line with which the module enters data mode.

        :raises BenchFault: no stack of the family has one
        """
        return self._last("connect_line", lambda file: file.connect_line)[1]

    @property
    def reach(self) -> Reach:
        """By which states is tried whether module and far end reach each other.

        :raises BenchFault: no stack of the family says it
        """
        return self._last("reach", lambda file: file.reach)[1]

    @property
    def registers_anew(self) -> frozenset[str]:
        """Commands after whose use the module has to register in the network anew."""
        return frozenset().union(*(file.registers_anew for file in self._files.values()))

    @property
    def ends_context(self) -> frozenset[str]:
        """Commands that end a context, so that the address of the next one is not known."""
        return frozenset().union(*(file.ends_context for file in self._files.values()))

    @cached_property
    def restore(self) -> tuple[Restore, ...]:
        """The commands that put back what scenarios may have set, in the order that the family claims.

        :raises BenchFault: no stack of the family has what it names
        """
        return tuple(command for entry in self._claims.restore for command in self._restoring(entry))

    @property
    def stored(self) -> frozenset[str]:
        """Commands whose settings a user may have stored, so that the module starts with them."""
        return frozenset().union(*(file.stored for file in self._files.values()))

    def asked(self, name: str) -> Asked | None:
        """Return how the module tells what a command has set; None: as is usual for commands of its kind."""
        return next((file.asked[name] for file in self._files.values() if name in file.asked), None)

    def _restoring(self, entry: str | Restore) -> Iterator[Restore]:
        if isinstance(entry, Restore):
            yield entry
        elif entry in self._files:
            shut = self._files[entry].shut
            if shut is None:
                raise BenchFault(f"stacks/{entry}.toml has no entry shut, by which {self._claims.family} restores")
            yield shut
        else:
            _, commands = self._last(f"restore.{entry}", lambda file: file.restore.get(entry))
            yield from (Restore(command=command, after=entry) for command in commands)

    def _last(self, entry: str, find: Callable[[StackFile], Entry | None]) -> tuple[str, Entry]:
        """Find an entry in the last stack that has it; returns that stack as well.

        :param entry: what it is called in the files
        """
        for stack, file in reversed(self._files.items()):
            if found := find(file):
                return stack, found
        stacks = ", ".join(f"{stack}.toml" for stack in self._files)
        raise BenchFault(f"no stack of {self._claims.family} has an entry {entry} (data/stacks: {stacks})")


@cache
def load(stack: str) -> StackFile:
    """Read the file of a stack.

    :raises BenchFault: there is none, or it is broken; the message names file and place
    """
    file = datafiles.files("stacks").get(stack)
    if file is None:
        raise BenchFault(f"there is no stacks/{stack}.toml, which says what the host does to the stack {stack}")
    return datafiles.decode(file.read_bytes(), StackFile, f"stacks/{file.name}")


@cache
def of(family: str) -> Stacks:
    """Return the stacks of a family.

    :raises BenchFault: one of them has no file, or a broken one
    """
    return Stacks(claims.load(family))
