"""The families: one declaration each, and their firmware variants."""

from __future__ import annotations

from dataclasses import replace

from atconform.base.errors import UsageError
from atconform.base.families import check_variant
from atconform.emulator.core.figures import Delays
from atconform.emulator.core.module import Family, Module
from atconform.emulator.families import sim7x00, sim800, sim7000, sim7020
from atconform.emulator.families.variants import VARIANTS
from atconform.emulator.families.varying import Variant

FAMILIES: dict[str, Family] = {
    family.name: family for family in (sim800.FAMILY, sim7000.FAMILY, sim7020.FAMILY, sim7x00.FAMILY)
}


def declared(name: str, delays: Delays = "short") -> Family:
    """Find a declaration.

    :param name: FAMILY[@VARIANT]
    :param delays: of the family; a variant may have some of its own
    :raises UsageError: there is no such family or variant; those that there are, are named
    """
    family, _, variant = name.partition("@")
    if family not in FAMILIES:
        raise UsageError(f"no family {family!r} is emulated (known: {', '.join(FAMILIES)})")
    timed = replace(FAMILIES[family], figures=FAMILIES[family].figures.at(delays))
    if not variant:
        return timed
    check_variant(family, variant)
    return VARIANTS[family][variant].of(timed)


def variant(name: str) -> Variant | None:
    """Find the declaration of a variant.

    :param name: FAMILY[@VARIANT]
    :returns: None where no variant is named
    :raises UsageError: there is no such family or variant
    """
    family, _, named = name.partition("@")
    declared(name)
    return VARIANTS[family][named] if named else None


def build(name: str, delays: Delays = "short") -> Module:
    """Build an emulated module.

    :param name: FAMILY[@VARIANT]
    :raises UsageError: there is no such family or variant
    """
    return Module(declared(name, delays))
