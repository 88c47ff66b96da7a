"""A bench file that lies in the folder, as the user of a run meets it."""

from __future__ import annotations

import subprocess
import sys

from atconform.results.records import read_run
from tests import ROOT
from tests.commands.terminal import atconform, emulated_module, scenarios

RUN = ["run", *scenarios("attached"), "--report", "run"]


def test_its_module_is_played_and_the_first_line_names_it(tmp_path):
    with emulated_module(tmp_path) as (link, _):
        (tmp_path / "bench.toml").write_text(f"[module.left]\nport = '{link}'\n[allow]\ncosts = true\n")
        done = atconform(*RUN, where=tmp_path)
    first = done.stdout.splitlines()[0]
    assert f"sim800 on {link} by bench.toml, found here " in first
    assert "(without its [allow]: --bench bench.toml has that count)" in first
    run = read_run(tmp_path / "run")
    assert (done.returncode, run.header.modules[0].unit, run.header.bench["allow"]["costs"]) == (0, "left", False)


def test_emulated_modules_are_told_apart_from_it(tmp_path):
    (tmp_path / "bench.toml").write_text("[module.left]\nport = '/dev/no-such-port'\n")
    done = atconform(*RUN, "--module", "sim800", where=tmp_path)
    assert "in memory, not on the module of bench.toml, found here (--module left)" in done.stdout.splitlines()[0]
    listed = atconform("run", "--list", "--emulated", *scenarios("attached"), where=tmp_path)
    assert (listed.returncode, "bench.toml" in listed.stdout) == (0, False)
    assert "/dev/no-such-port" in atconform("run", where=tmp_path).stdout


def test_a_run_on_a_wire_with_nothing_but_skips_has_run_nothing(tmp_path):
    with emulated_module(tmp_path) as (link, _):
        done = atconform(
            "run", "--port", link, *scenarios("call-ring", "call-rings-no-longer"), "--report", "run", where=tmp_path
        )
    verdicts = read_run(tmp_path / "run").footer.verdicts
    assert (done.returncode, set(verdicts)) == (5, {"skip"})


def test_the_folder_of_a_run_on_a_port_is_named_by_the_family_found_there(tmp_path):
    with emulated_module(tmp_path) as (link, _):
        done = atconform("run", "--port", link, *scenarios("attached"), where=tmp_path)
    assert done.returncode == 0, done.stdout
    (folder,) = tmp_path.glob("reports/*")
    assert folder.name.endswith("-sim800")


def test_the_self_check_and_the_projects_own_tests_leave_it_alone(tmp_path):
    (tmp_path / "bench.toml").write_text("[module.left]\nport = '/dev/no-such-port'\n")
    own = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "--co"]
    test = ROOT / "tests" / "place" / "test_identity_lines.py"
    done = subprocess.run([*own, str(test)], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    done = atconform("selfcheck", "--sample", "500", "attached", "module", "says", where=tmp_path)
    assert "scenarios recorded" in done.stdout
