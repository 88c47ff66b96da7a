"""What is installed, set or lying about beside the suite changes nothing of a run."""

from __future__ import annotations

import os

import pytest

from atconform.results.records import read_run
from tests.commands.small_run import SHORT, play, program, said
from tests.commands.terminal import ENVIRONMENT

HARD = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
"""A locale in which nothing but ASCII can be written, as far as Python lets itself be told."""


def assert_it_passes(done, where):
    said(done.stdout, done.stderr)
    record = read_run(where / "run")
    assert (done.returncode, record.footer.verdicts) == (0, {"pass": 1}), done.stdout + done.stderr


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTEST_ADDOPTS": "--nonsense"},
        {"PYTEST_ADDOPTS": "-x -n3 -p no:terminal --collect-only"},
        {"PYTEST_PLUGINS": "nowhere.to.be.found"},
        {"PYTEST_DEBUG": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": ""},
        HARD,
    ],
)
def test_variables_of_the_environment(tmp_path, environment):
    assert_it_passes(play(SHORT, tmp_path, env=environment), tmp_path)


def test_a_plug_in_that_claims_an_option_of_ours(tmp_path):
    """As pytest-embedded does."""
    about = tmp_path / "installed" / "foreign-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: foreign\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[pytest11]\nforeign = foreign\n")
    (about.parent / "foreign.py").write_text("def pytest_addoption(parser):\n    parser.addoption('--port')\n")
    path = os.pathsep.join(filter(None, [ENVIRONMENT.get("PYTHONPATH", ""), str(about.parent)]))
    assert_it_passes(play(SHORT, tmp_path, env={"PYTHONPATH": path}), tmp_path)


def test_settings_of_pytest_that_lie_where_the_user_stands(tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --nonsense\n")
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\naddopts = '--nonsense'\n")
    (tmp_path / "conftest.py").write_text("raise SystemExit('mine')\n")
    (tmp_path / "steps.py").write_text("raise SystemExit('mine')\n")
    assert_it_passes(play(SHORT, tmp_path), tmp_path)


def test_a_locale_without_chinese_plays_chinese_scenarios(tmp_path):
    command = [*program("grounds_zh"), "run", "--module", "sim800", "--scenario", "mini-zh-own", "--report", "run"]
    done = play(command, tmp_path, env=HARD)
    said(done.stdout, done.stderr)
    (scenario,) = read_run(tmp_path / "run").scenarios
    assert (scenario.verdict, scenario.title) == ("pass", "只违反我们的理解")
