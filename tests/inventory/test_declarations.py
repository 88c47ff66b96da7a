"""The inventory and the declarations of the emulated modules, held against each other both ways."""

import pytest

from atconform.emulator.families import FAMILIES
from atconform.inventory.documented import by_key, inventory, missing

BEYOND = {
    ("sim7000", "+GCAP", "test"),
    ("sim7020", "+CGCONTRDP", "execute"),
    ("sim7020", "+CGSN", "write"),
    ("sim7x00", "+CNVW", "test"),
    ("sim7x00", "+IPADDR", "test"),
    ("sim7x00", "+NETCLOSE", "test"),
    ("sim7x00", "+NETOPEN", "test"),
    ("sim7x00", "+SERVERSTOP", "execute"),
    ("sim7x00", "+SERVERSTOP", "test"),
    ("sim800", "+GCAP", "test"),
}
"""Forms that the emulated module has beyond the manual: of the notes, for hosts that ask, as published clients do."""


def forms(family):
    return {name: command.forms for name, command in FAMILIES[family].commands.items()}


def waiting(family):
    declared = forms(family)
    found = ((command, missing(command, declared.get(command.key, ()))) for command in inventory(family))
    return [f"{command.name} {' '.join(absent)}" for command, absent in found if absent]


@pytest.mark.parametrize("family", FAMILIES)
def test_every_declared_command_stands_in_the_inventory_and_is_not_refused_there(family):
    known = by_key(family)
    assert [name for name in forms(family) if name not in known or not known[name].emulated] == []


@pytest.mark.parametrize("family", FAMILIES)
def test_every_command_of_the_inventory_is_declared_with_its_forms(family):
    assert waiting(family) == []


def test_the_forms_that_are_declared_are_those_of_the_inventory():
    beyond = {
        (family, name, form)
        for family in FAMILIES
        for name, declared in forms(family).items()
        if by_key(family)[name].extended
        for form in declared
        if form not in by_key(family)[name].forms
    }
    assert beyond == BEYOND
