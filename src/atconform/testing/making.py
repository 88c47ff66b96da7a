"""Making a module and a network for a test, by the options that ``atconform emulate`` has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from atconform.base.errors import UsageError
from atconform.base.suggest import did_you_mean
from atconform.emulator.core.module import Module
from atconform.emulator.families import variant
from atconform.network import SimulatedNetwork
from atconform.network.conditions import Conditions
from atconform.protocol import network_delays
from atconform.serve.building import build_module
from atconform.serve.options import IN_URL, Setup, from_query

USELESS = frozenset({"maps", "names", "address", "allow_network", "start", "power_key", "ready", "pace", "log", "mask"})
"""What of a setup is about real networks, real lines and log files."""
OPTIONS = {
    option.asked_for[0].replace("-", "_"): option for option in IN_URL if (option.sets or option.key) not in USELESS
}
"""The options of a test's module, by how Python spells them: ``pin="1234"``, ``signal=12``, ``no_sim=True``."""


def make(name: str, options: Mapping[str, Any]) -> tuple[Module, SimulatedNetwork]:
    """Make a module, without power yet, and a network of its own.

    :param name: FAMILY[@VARIANT]
    :param options: as in :data:`OPTIONS`
    :raises UsageError: there is no such family, variant or option, or it is not written as it should be
    """
    for given in options:
        if given not in OPTIONS:
            raise UsageError(
                f"unknown option {given}{did_you_mean(given, sorted(OPTIONS))}",
                f"a test's module has {', '.join(sorted(OPTIONS))}",
            )
    setup = from_query({OPTIONS[key].asked_for[0]: [_spelt(value)] for key, value in options.items()})
    return build_module(name, setup), SimulatedNetwork(_conditions(name, setup))


def _spelt(value: object) -> str:
    return ("no", "yes")[value] if isinstance(value, bool) else str(value)


def _conditions(name: str, setup: Setup) -> Conditions:
    declared = variant(name)
    conditions = Conditions(**{**(declared.network if declared else {}), **setup.network})
    conditions.delays = network_delays.NORMAL if setup.delays else network_delays.NONE
    return conditions


def start_time(module: Module) -> int:
    """Return how long after power-on a module takes commands, in microseconds."""
    delay: int = module.figures.values()["power.boot_delay"]
    return delay
