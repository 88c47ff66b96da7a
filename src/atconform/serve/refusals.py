"""Why a command was answered with an error, for a person who reads the log: the module tells that there is no such
command, the inventory whether that is so by the manual."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from atconform.emulator.core.effects import Refusal
from atconform.inventory.documented import DocumentedCommand, by_key


def explain(refusal: Refusal, family: str) -> str:
    """Say in one line why a command was refused.

    :param family: a family's own name
    """
    command = f"AT{refusal.command}"
    match refusal.reason:
        case "unreadable":
            return "this is no command line"
        case "unknown":
            return f"{command}: {_unknown(_inventory(family).get(refusal.command.rstrip('=?')))}"
        case "form":
            return f"{command}: there is no such form of it"
        case "parameters":
            return f"{command}: its parameters do not fit"
        case "state":
            return f"{command}: refused ({refusal.state})" if refusal.state else f"{command}: refused"


def _unknown(documented: DocumentedCommand | None) -> str:
    if documented is None:
        return "no such command"
    if documented.source and not documented.emulated:
        return f"no such command of this family ({documented.source})"
    return "not emulated"


@lru_cache
def _inventory(family: str) -> Mapping[str, DocumentedCommand]:
    return by_key(family)
