"""The table of placeholders: one row each, which scenarios use, places give and the page on the vocabulary names."""

import re

import pytest

from atconform.base.errors import BenchFault
from atconform.base.families import families
from atconform.emulator.families import build
from atconform.judge.placeholder_table import PLACEHOLDERS, SHAPES, values
from atconform.place.memory import MemoryPlace
from atconform.requirements import claims
from atconform.virtual.transport import power_up
from tests import ROOT

NAMES = [placeholder.name for placeholder in PLACEHOLDERS]
IN_BRACES = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)*)(?:[+-]\d+)?\}")
FEATURES = "\n".join(path.read_text("utf-8") for path in (ROOT / "features").rglob("*.feature"))
FIGURES = {figure.name for family in families() for figure in claims.load(family).figures}
VALUES = "\n".join(
    entry.value for family in families() for entries in claims.load(family).alternatives.values() for entry in entries
)
OPEN = {name for family in families() for name in claims.load(family).alternatives}


def test_every_placeholder_has_one_row_and_no_figure_has_its_name():
    assert len(set(NAMES)) == len(NAMES)
    assert not set(NAMES) & (FIGURES | OPEN)


@pytest.mark.parametrize("name", ["module.ip", "module.second_ip", "module.new_ip"])
def test_a_module_that_has_no_address_tells_none(name: str) -> None:
    assert re.fullmatch(SHAPES[name], "10.78.245.128")
    assert not re.fullmatch(SHAPES[name], "0.0.0.0")  # read, not bound


def test_every_placeholder_stands_in_a_scenario():
    used = set(IN_BRACES.findall(FEATURES)) | set(IN_BRACES.findall(VALUES))
    assert set(NAMES) - used == {"login"}  # which stands behind the APN by itself


def test_what_stands_in_braces_in_the_page_on_the_vocabulary_is_known():
    page = (ROOT / "docs" / "vocabulary.md").read_text("utf-8")
    named = set(re.findall(r"`\{([a-z_.]+)(?:[+-]\d+)?\}`", page))
    assert named - {"server.ip", "server.port", "limit"} <= set(NAMES) | FIGURES


@pytest.mark.parametrize("family", families())
def test_what_an_emulated_module_gives_has_the_shape_of_its_row(family):
    held = MemoryPlace("module", lambda: power_up(build(family))).begin(family).text.values
    shapes = {placeholder.name: placeholder.shape for placeholder in PLACEHOLDERS}
    assert [name for name, value in held.items() if value is not None and not re.fullmatch(shapes[name], value)] == []


def test_what_a_place_does_not_give_is_left_open_unless_only_the_place_can_know_it():
    held = values({"apn": "internet"})
    assert held["apn"] == "internet"
    assert held["module.ip"] is held["signal"] is held["failure"] is None
    assert "dns.name" not in held


def test_a_place_gives_nothing_for_which_there_is_no_placeholder():
    with pytest.raises(BenchFault, match=r"there is no placeholder \{module.age\}"):
        values({"module.age": "7"})
