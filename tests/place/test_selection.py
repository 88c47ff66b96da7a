"""Which module the options mean, and what a bench file has to do with it that merely lies in the folder."""

import pytest

from atconform.base.errors import UsageError
from atconform.place.file import Allow
from atconform.place.selection import select

LEFT = "[module.left]\nport = 'left'\npower = 'hub 1'\n"
RIGHT = "[module.right]\nport = 'right'\nfamily = 'sim800'\n"
ALLOW = "[allow]\ncosts = true\n"
APN = "[sim]\napn = 'mine'\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Stand in a folder with a bench file of what is written into it."""
    monkeypatch.chdir(tmp_path)
    return lambda *tables, name="bench.toml": (tmp_path / name).write_text("\n".join(tables))


def test_the_module_of_a_bench_file_in_the_folder_is_played_without_being_named(folder):
    folder(LEFT, APN)
    selection = select(None, None, None, None)
    assert (selection.unit, selection.entry.port, selection.bench.sim.apn) == ("left", "left", "mine")
    assert selection.by == "by bench.toml, found here (without its power: --bench bench.toml has that count)"


def test_power_and_allow_count_of_a_file_that_was_named_alone(folder):
    folder(LEFT, ALLOW)
    found, named = select(None, None, None, None), select(None, None, None, "bench.toml")
    assert (found.entry.power, found.bench.allow, found.left_out) == ("", Allow(), "power and [allow]")
    assert (named.entry.power, named.bench.allow, named.by) == ("hub 1", Allow(costs=True), "by bench.toml")


def test_of_several_modules_in_the_folder_one_has_to_be_chosen(folder):
    folder(LEFT, RIGHT)
    with pytest.raises(UsageError, match=r"bench\.toml lies in this folder and has several modules; choose one"):
        select(None, None, None, None)
    assert select("right", None, None, None).entry.port == "right"


def test_emulated_modules_are_played_beside_a_bench_where_they_are_asked_for(folder):
    folder(LEFT)
    selection = select(None, None, None, None, emulated=True)
    assert (selection.entry, selection.by) == (None, "")


def test_a_family_alone_is_an_emulated_one_and_the_bench_beside_it_is_named(folder):
    folder(LEFT)
    selection = select("sim800@no-space", None, None, None)
    assert (selection.entry, selection.family) == (None, "sim800")
    assert selection.by == "not on the module of bench.toml, found here (--module left)"


def test_a_port_is_that_of_its_entry_and_another_port_is_none_of_the_modules(folder):
    folder(LEFT, RIGHT, APN)
    assert select(None, "right", None, None).unit == "right"
    other = select("sim7000", "elsewhere", None, None)
    assert (other.unit, other.entry.port, other.family, other.bench.sim.apn) == ("", "elsewhere", "sim7000", "mine")


def test_a_bench_file_without_a_module_is_no_reason_to_play_an_emulated_one(folder):
    folder(APN)
    with pytest.raises(UsageError, match=r"bench.toml has no module; begin with \[module.NAME\]"):
        select("sim800", None, None, "bench.toml")
    assert select(None, "COM1", None, "bench.toml").entry.port == "COM1"
    assert select(None, None, None, None).by == "as bench.toml, found here, has no module"


def test_a_fault_in_a_file_that_nobody_named_says_why_it_is_read(folder):
    folder("[")
    with pytest.raises(UsageError, match=r"is not TOML.*; it lies in this folder, where a run uses it"):
        select(None, None, None, None)
    assert select(None, None, None, None, emulated=True).entry is None


@pytest.mark.parametrize("where", [{"port": "COM1"}, {"bench_file": "bench.toml"}])
def test_emulated_contradicts_a_place(folder, where):
    folder(LEFT)
    with pytest.raises(UsageError, match=r"--emulated and --.* are two different modules; choose"):
        select(None, where.get("port"), None, where.get("bench_file"), emulated=True)
