"""Making a module and a network for a test, by the options that ``atconform emulate`` has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from atconform.base.errors import UsageError
from atconform.base.families import module_named
from atconform.base.suggest import did_you_mean
from atconform.emulator.core.module import Family, Module
from atconform.emulator.families import variant
from atconform.faults.plan import Plan
from atconform.network import SimulatedNetwork
from atconform.network.conditions import Conditions
from atconform.protocol import network_delays
from atconform.serve.building import declare
from atconform.serve.options import IN_URL, from_query

USELESS = frozenset({"maps", "names", "address", "allow_network", "start", "power_key", "ready", "pace", "log", "mask"})
"""What of a setup is about real networks, real lines and log files."""
OPTIONS = {
    option.asked_for[0].replace("-", "_"): option for option in IN_URL if (option.sets or option.key) not in USELESS
}
"""The options of a test's module, by how Python spells them: ``pin="1234"``, ``signal=12``, ``no_sim=True``."""


@dataclass(frozen=True)
class Made:
    """A module without power, its network, what is planned to go wrong with it, and how long it takes to start."""

    module: Module
    network: SimulatedNetwork
    plan: Plan
    start_time: int
    """From power-on until the module takes commands, in microseconds."""


def make(name: str, options: Mapping[str, Any]) -> Made:
    """Make a module, without power yet, and a network of its own.

    :param name: FAMILY[@VARIANT]
    :param options: as in :data:`OPTIONS`
    :raises UsageError: there is no such family, variant or option, or it is not written as it should be
    """
    spelt = tuple((key, _spelt(value)) for key, value in options.items())
    declare_it = _declared.__wrapped__ if "faults" in options else _declared  # a plan's file may have changed
    declared = declare_it(name, spelt)
    network = SimulatedNetwork(replace(declared.conditions, names=dict(declared.conditions.names)))
    return Made(Module(declared.family), network, declared.plan, declared.start_time)


class _Declared(NamedTuple):
    family: Family
    conditions: Conditions
    plan: Plan
    start_time: int


@lru_cache
def _declared(name: str, options: tuple[tuple[str, str], ...]) -> _Declared:
    """Declare a module and its network; every test of a project asks for the same few."""
    for given, _ in options:
        if given not in OPTIONS:
            raise UsageError(
                f"unknown option {given}{did_you_mean(given, sorted(OPTIONS))}",
                f"a test's module has {', '.join(sorted(OPTIONS))}; variant, started; in virtual time time, threads",
            )
    setup = from_query({OPTIONS[key].asked_for[0]: [value] for key, value in options})
    family = declare(name, setup)
    of_variant = variant("@".join(module_named(name)))
    conditions = Conditions(**{**(of_variant.network if of_variant else {}), **setup.network})
    conditions.delays = network_delays.NORMAL if setup.delays else network_delays.NONE
    return _Declared(family, conditions, setup.faults, family.figures.values()["power.boot_delay"])


def _spelt(value: object) -> str:
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)
