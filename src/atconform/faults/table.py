"""The faults: what each is called everywhere, what it does, and what can be said of it."""

from __future__ import annotations

from atconform.base.errors import UsageError
from atconform.base.suggest import did_you_mean
from atconform.base.units import MS
from atconform.emulator.core.module import Module
from atconform.faults import radio
from atconform.faults.kind import FaultKind
from atconform.faults.parameters import Parameter

FAULTS = (
    FaultKind(
        "context-lost",
        "The network takes the PDP context away, and every connection in it.",
        radio.ContextLost,
    ),
    FaultKind(
        "activation-refused",
        "The network refuses the PDP context that the module asks for.",
        radio.ActivationRefused,
        (Parameter("by", "time", "how long the network takes to refuse", default=600 * MS),),
    ),
    FaultKind(
        "no-network",
        "There is no network to be heard: no signal, no registration, no packet service.",
        radio.NoNetwork,
    ),
    FaultKind(
        "weak-signal",
        "The signal is weak, by what the module tells of it.",
        radio.WeakSignal,
        (
            Parameter("rssi", "number", "<rssi> of AT+CSQ", default=2, most=31),
            Parameter("ber", "number", "<ber> of AT+CSQ", default=7, most=7),
        ),
    ),
    FaultKind(
        "registration-denied",
        "The network refuses to register the module.",
        radio.RegistrationDenied,
    ),
)
"""In the order in which they are listed."""

BY_NAME = {kind.name: kind for kind in FAULTS}


def find(name: str, module: Module) -> FaultKind:
    """Find a fault for a module.

    :param name: with hyphens or, as in Python, with underscores
    :raises UsageError: there is none of this name, or this module cannot have it
    """
    kind = BY_NAME.get(name.replace("_", "-"))
    if kind is None:
        similar = did_you_mean(name, list(BY_NAME))
        raise UsageError(f"there is no fault {name}{similar}", "atconform emulate --list-faults names them")
    if not has(module, kind):
        raise UsageError(f"{kind.name}: the emulated {module.family.name} has no {kind.lacks}", "choose another fault")
    return kind


def has(module: Module, kind: FaultKind) -> bool:
    """Return whether a module can have a fault."""
    return not kind.needs or any(command in module.commands for command in kind.needs)


def had_by(module: Module) -> list[FaultKind]:
    """Return the faults that a module can have."""
    return [kind for kind in FAULTS if has(module, kind)]
