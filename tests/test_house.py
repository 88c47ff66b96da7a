"""The plan of the house holds: every room stands on a floor, and a program loads only the rooms that it needs."""

import re
import subprocess
import sys
import tomllib

import pytest

from tests import ROOT

PACKAGE = ROOT / "src" / "atconform"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
FLAT = {"__init__", "__main__", "cli", "url"}


def rooms():
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    return packages | {path.stem for path in PACKAGE.glob("*.py") if not path.stem.startswith("__")}


def on_floors():
    layers = next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    return {room for layer in layers for room in layer.split(" | ")}


def test_every_room_stands_on_a_floor():
    assert on_floors() == {f"atconform.{room}" for room in rooms()} | {"steps", "fixtures"}


def test_nothing_else_stands_flat_beside_the_rooms():
    assert {path.stem for path in PACKAGE.glob("*.py")} == FLAT


def test_the_page_on_the_architecture_names_every_room_and_what_it_imports():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    said = dict(re.findall(r"^\| `(\w+)/?`[^|]*\|[^|]*\| ([^|]*) \|$", page, re.MULTILINE))
    assert said.keys() >= rooms() | {"steps", "fixtures"}
    for contract in CONTRACTS:
        named = re.fullmatch(r"(?:atconform\.)?(\w+) imports of the rooms below it only (.*)", contract["name"])
        if named:
            assert set(re.findall(r"\w+", said[named[1]])) == set(re.findall(r"\w+", named[2])), named[1]


@pytest.mark.parametrize(
    ("program", "without"),
    [
        pytest.param(
            "import atconform.place.opening, fixtures.beginning, fixtures.runlog, fixtures.verdict",
            "emulator virtual network serve",
            id="wire",
        ),
        pytest.param("import atconform.serve.command, atconform.url", "judge requirements place", id="emulate"),
        pytest.param("import atconform.peer.daemon", "judge requirements emulator place", id="peer"),
        pytest.param("import atconform.cli", "judge emulator requirements results place serve", id="help"),
    ],
)
def test_a_program_loads_no_room_that_it_does_not_need(program, without):
    told = subprocess.run(
        [sys.executable, "-c", f"import sys\n{program}\nprint(*sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    loaded = {name.split(".")[1] for name in told if name.startswith("atconform.")}
    assert not loaded & set(without.split())


def test_the_suite_keeps_all_that_it_knows_in_one_object_for_the_run_and_one_for_each_scenario():
    files = {path.name: path.read_text("utf-8") for path in (ROOT / "fixtures").glob("*.py")}
    kept = {name: text.count("StashKey[") for name, text in files.items() if "StashKey[" in text}
    assert kept == {"run.py": 1, "scenario.py": 1}
