"""Making an emulated module, and the network around it, as somebody wants it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from atconform.base.errors import UsageError
from atconform.base.families import FAMILIES, module_named
from atconform.emulator.core.module import Family, Module
from atconform.emulator.core.surroundings import TimedCore
from atconform.faults import FaultyModule
from atconform.faults.plan import NOTHING
from atconform.protocol import network_delays
from atconform.serve.network import AddressBook, HostNetwork, conditions
from atconform.serve.options import OPTIONS
from atconform.serve.wire import chunk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from atconform.emulator.core.settings import Setting
    from atconform.realtime.reactor import Reactor
    from atconform.serve.options import Setup

_CHIP = re.compile(r"SIM[0-9]+[0-9A-Z-]*$")
"""The name of a module at the end of what AT+CGMM answers: ``SIMCOM_SIM7600G-H``."""


def build_module(name: str, setup: Setup) -> Module:
    """Build a module, as :func:`declare` declares it."""
    return Module(declare(name, setup))


def declare(name: str, setup: Setup) -> Family:
    """Declare a module.

    :param name: FAMILY[@VARIANT]; a module of the series in the place of the family is that module by its identity, too
    :raises UsageError: there is no such family or variant, or it has nothing of what is to be set
    """
    from atconform.emulator.families import declared

    family, variant = module_named(name)
    declaration = declared(f"{family}@{variant}", "normal" if setup.delays else "none")
    identity = {**_as_one_of_the_series(declaration.identity, name.partition("@")[0], family), **setup.identity}
    return replace(
        declaration,
        identity=identified(declaration.identity, identity),
        settings=declaration.settings if setup.rate is None else _with_stored_rate(declaration, setup.rate),
        figures=declaration.figures.varied(_known(declaration, setup.figures)),
    )


def _with_stored_rate(declaration: Family, rate: int) -> Mapping[str, Setting[Any]]:
    """Return the settings of a family that begins with a rate: in AT+IPR and, where it has that, in AT+IPREX.

    :raises UsageError: it has no such rate
    """
    from atconform.emulator.general.line import IPR
    from atconform.emulator.general.permanentrate import IPREX

    settings = declaration.settings
    rates = [settings[one.name] for one in (IPR, IPREX) if one.name in settings]
    if not all(one.allows(rate) for one in rates):
        known = ", ".join(map(str, rates[0].choices))
        raise UsageError(f"the emulated {declaration.name} has no rate {rate}", f"it has {known}")
    return {**settings, **{one.name: one.but(default=rate) for one in rates}}


ON_SOCKETS = frozenset({"latency", "jitter", "registration", "signal", "operator", "systems"})
"""What of a network's conditions this machine's sockets can have."""


def with_variant(name: str, setup: Setup) -> Setup:
    """Add the network that a firmware variant has, as far as it can be had on this machine's sockets.

    :param name: FAMILY[@VARIANT]
    """
    from atconform.emulator.families import variants

    family, variant = module_named(name)
    chosen = variants(family).get(variant)
    has = {key: value for key, value in chosen.network.items() if key in ON_SOCKETS} if chosen else {}
    return replace(setup, network={**has, **setup.network})


def _as_one_of_the_series(usual: Mapping[str, str], name: str, family: str) -> dict[str, str]:
    """Return what is otherwise where a module of the series was named: its model, and the firmware named after it."""
    before = _CHIP.search(usual["model"])
    if name.lower() not in FAMILIES[family].aliases or before is None:
        return {}
    return {key: usual[key].replace(before[0], name.upper()) for key in ("model", "revision")}


def identified(usual: Mapping[str, str], changed: Mapping[str, str]) -> dict[str, str]:
    """Change an identity, also where one of its texts stands in what ATI answers.

    A family whose firmware is told behind ``Revision:`` tells another one so, too.
    """
    changed = dict(changed)
    before, colon, _ = usual["revision"].partition(":")
    if colon and "revision" in changed and not changed["revision"].startswith(f"{before}:"):
        changed["revision"] = f"{before}:{changed['revision']}"
    product = usual["product"]
    for key in ("model", "revision", "imei"):
        if key in changed:
            product = product.replace(usual[key], changed[key])
    chip = _CHIP.search(changed.get("model", ""))
    series = product.split(" ")[0]
    if chip and product == usual["product"] and not chip[0].startswith(series):
        product = product.replace(series, chip[0], 1)  # a SIM808 tells its own name here, a SIM800C that of its series
    return {**usual, "product": product, **changed}


def _known(declaration: Family, figures: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return figures, all of which the family has.

    :raises UsageError: it has nothing that tells one of them
    """
    known = declaration.figures.values()
    for option in OPTIONS:
        if option.part == "figures" and option.sets in figures and option.sets not in known:
            raise UsageError(
                f"the emulated {declaration.name} has nothing that {option.name} could set", "leave it out"
            )
    return figures


def with_faults(module: Module, setup: Setup) -> TimedCore:
    """Put around a module what goes wrong with it, if anything can.

    :raises UsageError: there is no such fault, or this module cannot have it
    """
    if setup.faults == NOTHING and setup.control is None:
        return module
    return FaultyModule(module, setup.faults)


def build_network(reactor: Reactor, setup: Setup) -> HostNetwork:
    """Make the network of this machine's sockets.

    :raises UsageError: what is named is reached at another machine, and that is not allowed
    """
    book = AddressBook(setup.maps, dict(setup.names), anywhere=setup.allow_network)
    return HostNetwork(
        reactor,
        book,
        address=setup.address,
        delays=network_delays.NORMAL if setup.delays else network_delays.NONE,
        chunk=chunk(setup.pace),
        conditions=replace(conditions(), **setup.network),
    )
