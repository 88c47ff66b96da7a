"""Trying one module of a bench file: everything that a run will rely on, one finding each."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import NamedTuple

from atconform.base.errors import BenchFault, Inconclusive, ModuleFault, UsageError
from atconform.base.families import module_named
from atconform.base.numbers import read_number
from atconform.base.porturls import public_name
from atconform.base.units import SECOND
from atconform.place.command_mode import to_command_mode
from atconform.place.conversation import Conversation
from atconform.place.file import BenchFile, ModuleEntry
from atconform.place.identity import identify, imei
from atconform.place.opening import open_wire
from atconform.place.power import words_of
from atconform.place.registration import ATTACH_ROUNDS, ROAMING, registration, wait_until_attached
from atconform.place.selection import family_on, remark_on
from atconform.place.simcard import sim_state, unlock
from atconform.protocol.transport import LineChange
from atconform.transport.serial import SerialTransport

UNKNOWN_SIGNAL = "99"
CARRIER_ALWAYS, CARRIER_AS_IT_IS = "AT&C0", "AT&C1"
FLOW_CONTROL_ON, FLOW_CONTROL_OFF = "AT+IFC=2,2", "AT+IFC=0,0"
OTHER_WAYS = {"inbound": "calls the module", "udp-peer": "exchanges datagrams", "source-port": "sees its ports"}
"""What is said of the capabilities of a far end beside that of being called, where it has them."""


class Finding(NamedTuple):
    """What came of one check."""

    what: str
    good: bool
    text: str


class BenchCheck:
    """The checks of one module, to be run once.

    :param unit: what the bench file calls the module
    """

    def __init__(self, entry: ModuleEntry, bench: BenchFile, unit: str) -> None:
        self._entry = entry
        self._bench = bench
        self._unit = unit
        self._family = module_named(entry.family)[0] if entry.family else ""

    def run(self) -> Iterator[Finding]:
        """Try everything, up to the first thing without which the rest cannot be tried."""
        try:
            self._access, self._mask = self._bench.sim.access(), self._bench.sim.masker()
            self._transport = SerialTransport(
                self._entry.port, self._entry.baudrate, lines=self._entry.lines, flow=self._entry.flow
            )
        except UsageError as error:
            yield Finding("port", False, str(error))
            return
        self._module = Conversation(self._transport)
        yield Finding("port", True, f"{public_name(self._entry.port)} at {self._entry.baudrate} baud")
        try:
            for what, check in self.ALONE:
                yield (finding := self._finding(what, check))
                if not finding.good and what in self.VITAL:
                    return
        finally:
            self._transport.close()
        yield self._finding("peer", BenchCheck._reach_peer)

    def _finding(self, what: str, check: Callable[[BenchCheck], str]) -> Finding:
        try:
            return Finding(what, True, self._mask(check(self)))
        except (BenchFault, Inconclusive, ModuleFault, UsageError) as fault:
            return Finding(what, False, self._mask(str(fault)))

    def _answer(self) -> str:
        to_command_mode(self._module, SECOND)
        return "to AT"

    def _identify(self) -> str:
        identity, number = identify(self._module), imei(self._module)
        self._family = family_on(self._transport.name, identity.text, self._family)
        told = filter(None, (identity.model, identity.firmware, number and f"IMEI ...{number[-4:]}", self._family))
        return "; ".join(filter(None, (", ".join(told), remark_on(identity.text, self._family))))

    def _see_lines(self) -> str:
        """Move those lines that commands can move, and hear whether the module follows."""
        wired = self._transport.lines
        if not wired:
            return "this port carries none"
        tried = {"DCD": self._dcd_follows, "RTS": self._rts_is_heeded}
        seen = {line: follows() for line, follows in tried.items() if line in wired}
        dead = [line for line, follows in seen.items() if not follows]
        if dead:
            raise Inconclusive(f"{' '.join(dead)} not seen to work; if not wired, leave it out of lines")
        names = [f"{' '.join(seen)} seen to work"] if seen else []
        untried = " ".join(sorted(wired - seen.keys()))
        return ", ".join([*names, f"{untried} not tried"] if untried else names)

    def _dcd_follows(self) -> bool:
        """AT&C0 holds DCD active, AT&C1 lets it go while there is no connection."""
        seen = []
        for command, high in ((CARRIER_ALWAYS, False), (CARRIER_AS_IT_IS, True)):
            self._module.hears()
            self._transport.write(f"{command}\r".encode())
            seen.append(self._changes("DCD", high))
        return all(seen)

    def _changes(self, line: str, high: bool) -> bool:
        deadline = self._transport.now() + SECOND
        while (event := self._transport.step(deadline)) is not None:
            if event.body == LineChange(line, high):
                return True
        return False

    def _rts_is_heeded(self) -> bool:
        """With hardware flow control on, the module keeps its answer back while RTS is inactive."""
        self._module.ask(FLOW_CONTROL_ON)
        self._transport.set_line("RTS", high=True)
        held = not self._module.ask("AT", SECOND)
        self._transport.set_line("RTS", high=False)
        answered = self._module.hears()
        self._module.ask(FLOW_CONTROL_OFF)
        return held and answered

    def _open_sim(self) -> str:
        unlock(self._module, self._access.pin)
        state = sim_state(self._module)
        if state != "READY":
            raise BenchFault(f"the SIM card is not ready ({state or 'there is none'})")
        return "ready"

    def _register(self) -> str:
        stat = registration(self._module, ATTACH_ROUNDS)
        if not stat:
            raise BenchFault("the module is in no network; check antenna, coverage and SIM card")
        if stat == ROAMING and not self._bench.allow.roaming:
            raise BenchFault("roaming, which [allow] roaming does not allow")
        return "roaming" if stat == ROAMING else "at home"

    def _signal(self) -> str:
        rssi = self._module.tell("AT+CSQ", r"\+CSQ: (\d+)")
        if rssi in ("", UNKNOWN_SIGNAL):
            raise Inconclusive("unknown")
        return f"{rssi} of 31 ({2 * read_number(rssi) - 113} dBm)"

    def _attach(self) -> str:
        try:
            wait_until_attached(self._module)
        except Inconclusive as fault:
            raise BenchFault(str(fault)) from None
        return "to the packet service"

    def _power(self) -> str:
        if not self._entry.power:
            return "no switch"
        program = words_of(self._entry.power)[0]
        if shutil.which(program) is None:
            raise UsageError(f"there is no program {program}")
        return "a switch, not tried" if self._bench.allow.power_cycles else "a switch, which [allow] does not allow"

    def _reach_peer(self) -> str:
        """Open the place as a run does, which tries every way between module and far end."""
        place = open_wire(self._entry, self._bench, self._family, self._unit)
        place.close()
        if why := place.blocked.get("tcp-peer"):
            raise BenchFault(f"the module does not reach it: {why}")
        lacks = {name: f"lacks {name} ({why})" for name, why in place.blocked.items()}
        return ", ".join(["reached by the module", *(lacks.get(name, does) for name, does in OTHER_WAYS.items())])

    ALONE = (
        ("answers", _answer),
        ("identity", _identify),
        ("lines", _see_lines),
        ("power", _power),
        ("SIM card", _open_sim),
        ("registered", _register),
        ("signal", _signal),
        ("attached", _attach),
    )
    """What is tried with nothing but the port, in this order."""
    VITAL = ("answers", "identity", "SIM card", "registered", "attached")
    """What has to be good for the rest to make sense."""
