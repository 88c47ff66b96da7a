"""The families: one declaration each."""

from __future__ import annotations

from dataclasses import replace

from atconform.emulator import dialect
from atconform.emulator.families import sim800
from atconform.emulator.module import Family, Module

FAMILIES: dict[str, Family] = {family.name: family for family in (sim800.FAMILY,)}


def build(name: str, *, typical: bool = False) -> Module:
    """Build the emulated module of a family.

    :param name: a family's name
    :param typical: answer with the delays of real modules instead of short ones
    :raises KeyError: there is no such family
    """
    family = FAMILIES[name]
    return Module(replace(family, dialect=dialect.typical(family.dialect)) if typical else family)
