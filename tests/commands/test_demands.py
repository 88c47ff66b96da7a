"""What is demanded of a run beside that it passes: how much it may skip, what its place has to have."""

from __future__ import annotations

import pytest

from atconform.results.records import read_run
from tests.commands.terminal import atconform, emulated_module, scenarios

ONE_OF_TWO = [*scenarios("attached", "bearer-takes-its-time"), "--report", "run"]


def end_of(folder):
    footer = read_run(folder / "run").footer
    return footer.exit_code, footer.remark


def test_a_run_that_passes_and_is_not_what_was_demanded_ends_with_5_and_says_why(tmp_path):
    demands = ["--max-skips", "0", "--require", "dns", "--require", "tcp-peer"]
    with emulated_module(tmp_path) as (link, _):
        done = atconform("run", "--port", link, *ONE_OF_TWO, *demands, where=tmp_path)
    code, remark = end_of(tmp_path)
    lacks = f"{link} lacks what --require asks for: dns (a domain name with two addresses"
    assert (done.returncode, code) == (5, 5)
    assert f"! {lacks}" in done.stdout.splitlines()[1]
    assert lacks in remark
    assert "tcp-peer (" not in remark
    assert remark.endswith("1 scenario skipped, where --max-skips allows 0")
    assert "--max-skips allows 0" in " ".join(done.stdout.partition("! ")[2].split())


def test_a_run_that_is_what_was_demanded_ends_as_ever(tmp_path):
    with emulated_module(tmp_path) as (link, _):
        demands = ["--max-skips", "1", "--require", "tcp-peer"]
        done = atconform("run", "--port", link, *ONE_OF_TWO, *demands, where=tmp_path)
    assert (done.returncode, end_of(tmp_path)) == (0, (0, ""))


def test_a_run_in_memory_has_what_it_needs(tmp_path):
    run = ["run", "--module", "sim800", *scenarios("attached"), "--report", "run"]
    done = atconform(*run, "--require", "dns", "--require", "line:ri", "--max-skips", "0", where=tmp_path)
    assert (done.returncode, end_of(tmp_path)) == (0, (0, ""))


@pytest.mark.parametrize(
    ("demands", "says"),
    [
        (["--require", "dsn"], "--require dsn: no such capability; did you mean dns?; known: tcp-peer, "),
        (["--max-skips", "-1"], "--max-skips -1: name how many"),
    ],
)
def test_a_demand_that_makes_no_sense_is_wrong_use(tmp_path, demands, says):
    done = atconform("run", "--module", "sim800", *demands, where=tmp_path)
    assert (done.returncode, says in done.stdout) == (4, True)
