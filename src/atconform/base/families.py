"""The families of modules, their firmware variants, and the names by which a user may call them.

Data for every room: who asks for a family by name needs neither the judge's claims nor the emulated modules.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from atconform.base.errors import UsageError
from atconform.base.suggest import did_you_mean


class FamilyNames(NamedTuple):
    """What a family, and what belongs to it, may be called."""

    aliases: tuple[str, ...]
    """Other names of the family, in small letters: the modules of the series."""
    variants: tuple[str, ...]
    """FamilyNames of the firmware variants that are emulated."""


RIGHTFUL = (
    "rightful-segments",
    "rightful-far-away",
    "rightful-slow-to-acknowledge",
    "rightful-in-between",
    "rightful-slow",
    "rightful-slow-start",
    "rightful-error-codes",
    "rightful-plain-errors",
    "rightful-stored",
    "rightful-left-quiet",
)
"""Variants of every family that are right by the documents."""

FAMILIES: Mapping[str, FamilyNames] = {
    "sim7000": FamilyNames(
        aliases=(
            "sim7000a",
            "sim7000c",
            "sim7000c-n",
            "sim7000e",
            "sim7000e-n",
            "sim7000g",
            "sim7000jc",
        ),
        variants=(
            "accept-space",
            *RIGHTFUL,
            "rightful-left-in-data-mode",
            "rightful-left-connected",
            "rightful-no-space",
            "rightful-shorter-send",
            "rightful-accept-space",
            "rightful-second-address-first",
            "rightful-notice-alone",
            "rightful-no-colon",
            "rightful-sender",
        ),
    ),
    "sim7020": FamilyNames(
        aliases=(
            "sim7020c",
            "sim7020e",
            "sim7020g",
            "sim7030",
            "sim7060",
            "sim7060c",
            "sim7060g",
            "sim7060r",
        ),
        variants=(
            "ping-first",
            "silent-accept",
            "no-retention",
            *RIGHTFUL,
            "rightful-left-connected",
            "rightful-shorter-send",
            "rightful-second-address-first",
            "rightful-no-colon",
            "rightful-space",
            "rightful-six-sockets",
            "rightful-socket-codes",
            "rightful-no-reason",
            "rightful-server-data",
            "rightful-accept-no-space",
        ),
    ),
    "sim7x00": FamilyNames(
        aliases=(
            "sim7500",
            "sim7500a",
            "sim7500e",
            "sim7500je",
            "sim7500sa",
            "sim7500v",
            "sim7600",
            "sim7600a",
            "sim7600a-h",
            "sim7600c",
            "sim7600c-h",
            "sim7600ce",
            "sim7600ce-c",
            "sim7600ce-l",
            "sim7600ce-m",
            "sim7600ce-t",
            "sim7600e",
            "sim7600e-h",
            "sim7600e-l",
            "sim7600ei",
            "sim7600g",
            "sim7600g-h",
            "sim7600jc-h",
            "sim7600na",
            "sim7600na-h",
            "sim7600sa",
            "sim7600sa-h",
            "sim7600v",
            "sim7600v-h",
        ),
        variants=(
            "plain-error",
            "reset-as-close",
            "no-sender",
            *RIGHTFUL,
            "rightful-left-asking",
            "rightful-left-in-data-mode",
            "rightful-left-open",
            "rightful-stop-behind-ok",
            "rightful-stop-with-clients",
            "rightful-reset-as-close",
            "rightful-two-figures",
            "rightful-blank-in-lists",
            "rightful-sender",
        ),
    ),
    "sim800": FamilyNames(
        aliases=(
            "sim800a",
            "sim800c",
            "sim800c-ds",
            "sim800e",
            "sim800f",
            "sim800g",
            "sim800h",
            "sim800l",
            "sim800m",
            "sim800m64",
            "sim800v",
            "sim800w",
            "sim800w16",
            "sim808",
            "sim840v",
            "sim840w",
            "sim840w16",
            "sim868",
            "sim868e",
        ),
        variants=(
            "short-guard",
            "no-space",
            "no-colon",
            *RIGHTFUL,
            "rightful-left-asking",
            "rightful-left-in-data-mode",
            "rightful-left-connected",
            "rightful-no-space",
            "rightful-shorter-send",
            "rightful-accept-space",
            "rightful-second-address-first",
            "rightful-notice-alone",
            "rightful-no-colon",
            "rightful-sender",
            "rightful-more-connections",
            "rightful-ip-close",
        ),
    ),
}
"""In order of their names."""


def families() -> list[str]:
    """Return the names of all families, in order."""
    return list(FAMILIES)


def modules() -> list[str]:
    """Return every ``FAMILY`` and ``FAMILY@VARIANT``."""
    return [name for family, names in FAMILIES.items() for name in (family, *(f"{family}@{v}" for v in names.variants))]


def family_named(name: str) -> str:
    """Return the family that a user means by its name or an alias, in either case.

    :raises UsageError: no family is called so
    """
    known = {alias: family for family, names in FAMILIES.items() for alias in (family, *names.aliases)}
    if name.lower() not in known:
        suggestion = did_you_mean(name.lower(), list(known))
        raise UsageError(f"no family {name!r}{suggestion} (known: {', '.join(FAMILIES)})")
    return known[name.lower()]


def module_named(name: str) -> tuple[str, str]:
    """Return the family and the variant that ``FAMILY[@VARIANT]`` means; the variant is not looked up.

    :raises UsageError: no family is called so
    """
    family, _, variant = name.partition("@")
    return family_named(family), variant


def check_variant(family: str, variant: str) -> None:
    """Refuse a variant that the emulated family has not got.

    :raises UsageError: it has none of that name
    """
    variants = FAMILIES[family].variants
    if variant not in variants:
        similar = did_you_mean(variant, list(variants))
        raise UsageError(
            f"the emulated {family} has no variant {variant!r}{similar}",
            f"atconform emulate {family} --list-variants lists them",
        )
