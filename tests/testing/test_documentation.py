"""docs/testing.md says what is so."""

import ast
import re
import textwrap
from pathlib import Path

import pytest

from atconform.testing.handle import EmulatedModule
from atconform.testing.virtualmodule import VirtualModule
from tests import ROOT
from tests.testing.tracker import Tracker

PAGE = (ROOT / "docs" / "testing.md").read_text("utf-8")
HERE = Path(__file__).parent
RECIPES = (HERE / "test_recipes.py").read_text("utf-8")


def blocks():
    """Return the indented blocks of the page."""
    return [textwrap.dedent(block).strip() for block in re.findall(r"(?:^(?:    .*)?\n)+", PAGE, re.MULTILINE)]


def recipes():
    """Return the tests of the recipes by their names, as they are written."""
    lines = RECIPES.splitlines()
    return {
        node.name: "\n".join(
            lines[min([node.lineno, *(one.lineno for one in node.decorator_list)]) - 1 : node.end_lineno]
        )
        for node in ast.parse(RECIPES).body
        if isinstance(node, ast.FunctionDef)
    }


@pytest.mark.parametrize("name", recipes())
def test_each_recipe_stands_in_the_page_as_it_is_played(name):
    assert any(recipes()[name] in block for block in blocks())


def test_there_are_ten_recipes():
    assert len(recipes()) == len(re.findall("^### ", PAGE, re.MULTILINE)) == 10


def test_the_program_in_c_stands_there_as_it_is_compiled():
    assert any((HERE / "hello.c").read_text("utf-8").strip() in block for block in blocks())


def test_the_readme_tells_how_to_begin_on_its_first_screen_and_that_works(sim800):
    first_screen = (ROOT / "README.md").read_text("utf-8").splitlines(keepends=True)[:30]
    code = textwrap.dedent("".join(line for line in first_screen if line.startswith("    ")))
    names = {"Tracker": Tracker}
    exec(code, names)
    names["test_reports"](sim800)


def test_what_the_page_says_of_a_module_is_there():
    named = set(re.findall(r"^    sim800\.(\w+)", PAGE, re.MULTILINE)) | set(
        re.findall(r"`(?:await )?sim800\.(\w+)", PAGE)
    )
    assert named >= {"commands", "takes_over_time", "stands_at"}
    assert not {name for name in named if not hasattr(VirtualModule, name)} - {"serial", "network", "faults"}


def test_what_the_page_says_of_the_network_is_there():
    with_network = VirtualModule("sim800")
    try:
        network = with_network.network
        held = {"network": network, "server": network.tcp_server("a.example", 1), "client": network.tcp_client()}
        for whose, name in re.findall(r"(network|server|client)\.(\w+)\b(?!\.example)", PAGE):
            assert name in dir(held[whose]), f"{whose}.{name}"
    finally:
        with_network.close()


def test_each_public_thing_has_a_docstring():
    for kind in (EmulatedModule, VirtualModule):
        assert all(getattr(value, "__doc__", None) for name, value in vars(kind).items() if not name.startswith("_"))
