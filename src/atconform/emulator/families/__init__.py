"""The families: one declaration each."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from atconform.emulator import dialect
from atconform.emulator.families import sim800, sim7000, sim7020
from atconform.emulator.module import Family, Module

FAMILIES: dict[str, Family] = {family.name: family for family in (sim800.FAMILY, sim7000.FAMILY, sim7020.FAMILY)}


Delays = Literal["short", "typical", "none"]
"""How long the module takes: short and distinct as virtual time wants it, like a real module, or no time at all."""


def build(name: str, delays: Delays = "short") -> Module:
    """Build the emulated module of a family.

    :param name: a family's name
    :raises KeyError: there is no such family
    """
    family = FAMILIES[name]
    change = {"short": lambda d: d, "typical": dialect.typical, "none": dialect.immediate}[delays]
    return Module(replace(family, dialect=change(family.dialect)))
