"""The families: one folder each, with its declaration and its firmware variants; loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from atconform.base.errors import UsageError
from atconform.base.families import check_variant, families
from atconform.emulator.core.figures import Delays
from atconform.emulator.core.module import Family, Module
from atconform.emulator.families.varying import Variant


class Declarations(Mapping[str, Family]):
    """The declaration of each family by its name; none is loaded before it is asked for."""

    def __getitem__(self, name: str) -> Family:
        if name not in families():
            raise KeyError(name)
        family: Family = import_module(f"{__name__}.{name}").FAMILY
        return family

    def __iter__(self) -> Iterator[str]:
        return iter(families())

    def __len__(self) -> int:
        return len(families())


FAMILIES = Declarations()


def variants(family: str) -> dict[str, Variant]:
    """Return a family's variants by their names; a family need not have any."""
    return {one.name: one for one in _of_file(family, "variants", "VARIANTS")}


def rightful(family: str) -> tuple[Variant, ...]:
    """Return those variants of a family that are right by the documents."""
    return _of_file(family, "rightful", "RIGHTFUL")


def _of_file(family: str, file: str, name: str) -> tuple[Variant, ...]:
    module = f"{__name__}.{family}.{file}"
    found: tuple[Variant, ...] = getattr(import_module(module), name) if find_spec(module) is not None else ()
    return found


@cache
def declared(name: str, delays: Delays = "short") -> Family:
    """Find a declaration.

    :param name: FAMILY[@VARIANT]
    :param delays: of the family; a variant may have some of its own
    :raises UsageError: there is no such family or variant; those that there are, are named
    """
    family, _, variant = name.partition("@")
    if family not in FAMILIES:
        raise UsageError(f"no family {family!r} is emulated (known: {', '.join(FAMILIES)})")
    declaration = FAMILIES[family]
    timed = replace(declaration, figures=declaration.figures.at(delays))
    if not variant:
        return timed
    check_variant(family, variant)
    return variants(family)[variant].of(timed)


def variant(name: str) -> Variant | None:
    """Find the declaration of a variant.

    :param name: FAMILY[@VARIANT]
    :returns: None where no variant is named
    :raises UsageError: there is no such family or variant
    """
    family, _, named = name.partition("@")
    declared(name)
    return variants(family)[named] if named else None


def build(name: str, delays: Delays = "short") -> Module:
    """Build an emulated module.

    :param name: FAMILY[@VARIANT]
    :raises UsageError: there is no such family or variant
    """
    return Module(declared(name, delays))
