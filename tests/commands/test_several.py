"""Several modules of a bench at the same time, each in a process of its own."""

from __future__ import annotations

import signal
from contextlib import ExitStack

import pytest

from atconform.results.records import read_run
from tests.commands.terminal import atconform, emulated_module, scenarios, started, wait_for_verdicts

TWO = ["run", *scenarios("attached", "multi-tcp-and-udp"), "--bench", "bench.toml", "--report", "run"]
ESCAPES = scenarios(requirements=("SIM800-2.2.4-R3", "SIM800-2.2.4-T3"))
LONG = ["run", *ESCAPES, "--bench", "bench.toml", "--report", "run"]


@pytest.fixture
def bench(tmp_path):
    """Writes a bench file whose modules are emulators; the families are its arguments, by name."""
    with ExitStack() as stack:

        def write(**families):
            for name, family in families.items():
                stack.enter_context(emulated_module(tmp_path, family, name))
            entries = (f"[module.{name}]\nport = '{tmp_path / name}'\n" for name in families)
            (tmp_path / "bench.toml").write_text("\n".join(entries))

        yield write


def test_each_module_has_a_record_and_a_line_of_the_table_and_the_odd_one_is_named(tmp_path, bench):
    bench(left="sim800", right="sim800@no-space")
    done = atconform(*TWO, "--each", "--strict", where=tmp_path)
    left, right = (read_run(tmp_path / "run" / name) for name in ("left", "right"))
    assert [module.unit for run in (left, right) for module in run.header.modules] == ["left", "right"]
    assert [scenario.verdict for scenario in left.scenarios] == ["pass", "pass"]
    assert [scenario.verdict for scenario in right.scenarios] == ["pass", "fail"]
    assert (left.footer.exit_code, right.footer.exit_code, done.returncode) == (0, 1, 1)
    assert "passed  " in done.stdout
    assert "failed  " in done.stdout
    rows = [line.split() for line in done.stdout.splitlines()]
    assert [row[2:4] for row in rows if row[:1] in (["left"], ["right"])] == [["2", "·"], ["1", "1"]]
    assert "the modules do not agree in 1 scenario\n  multi-tcp-and-udp  fails on right, passes on 1\n" in done.stdout
    assert (tmp_path / "run" / "left" / "junit.xml").exists()
    again = atconform("show", "run", where=tmp_path).stdout
    assert [line.split()[:4] for line in again.splitlines()][:3] == [row[:4] for row in rows][:3]
    both = atconform("show", "run", "multi-tcp-and-udp", where=tmp_path).stdout
    assert [words in both for words in ("left\npass  multi-tcp", "right\nfail  multi-tcp")] == [True, True]
    assert atconform("report", "run", where=tmp_path).stdout == "written: run/report.html\n"


def test_modules_can_be_chosen_by_name(tmp_path, bench):
    bench(left="sim800", right="sim800", third="sim800")
    atconform(*TWO, "--each", "--module", "third", "--module", "left", where=tmp_path)
    assert {folder.name for folder in (tmp_path / "run").iterdir()} == {"left", "third"}


def test_what_is_wrong_with_one_module_is_said_and_stops_no_other(tmp_path, bench):
    bench(left="sim800", right="sim800")
    text = (tmp_path / "bench.toml").read_text().replace(str(tmp_path / "right"), str(tmp_path / "nowhere"))
    (tmp_path / "bench.toml").write_text(text)
    done = atconform(*TWO, "--each", where=tmp_path)
    assert done.returncode == 4
    assert [scenario.verdict for scenario in read_run(tmp_path / "run" / "left").scenarios] == ["pass", "pass"]
    assert "there is no such" in " ".join(done.stdout.split())


def test_ctrl_c_cuts_every_run_off_and_keeps_what_was_judged(tmp_path, bench):
    bench(left="sim800", right="sim800")
    with started(*LONG, "--each", where=tmp_path) as run:
        for name in ("left", "right"):
            wait_for_verdicts(run, tmp_path / "run" / name)
        run.send_signal(signal.SIGINT)
        said, _ = run.communicate()
    left, right = (read_run(tmp_path / "run" / name) for name in ("left", "right"))
    assert left.footer.remark == right.footer.remark == "cut off by Ctrl-C"
    assert left.scenarios[0].verdict != "none"
    assert left.scenarios[-1].verdict == "none"
    assert run.returncode == 2
    assert said.count("cut off by Ctrl-C") == 2
    assert "Traceback" not in said


def test_a_run_ends_when_whoever_started_it_is_gone(tmp_path, bench):
    bench(left="sim800")
    with started(*LONG, "--tied", where=tmp_path) as run:
        wait_for_verdicts(run, tmp_path / "run")
        run.stdin.close()
        run.wait()
    assert read_run(tmp_path / "run").footer.remark == "cut off by Ctrl-C"


def test_equal_modules_share_the_suite_out_and_leave_one_record(tmp_path, bench):
    bench(left="sim800", right="sim800")
    done = atconform(*TWO, "--share", "--repeat", "3", where=tmp_path)
    run = read_run(tmp_path / "run")
    assert done.returncode == run.footer.exit_code == 0
    assert sorted(module.unit for module in run.header.modules) == ["left", "right"]
    assert sorted((scenario.id, scenario.attempt) for scenario in run.scenarios) == [
        (name, attempt) for name in ("attached", "multi-tcp-and-udp") for attempt in (1, 2, 3)
    ]
    assert {scenario.unit for scenario in run.scenarios} == {"left", "right"}
    assert f"sim800 on {tmp_path / 'left'}, {tmp_path / 'right'} by bench.toml, " in done.stdout


def test_a_module_that_is_another_one_is_no_equal(tmp_path, bench):
    bench(left="sim800", right="sim7000")
    done = atconform(*TWO, "--share", where=tmp_path)
    assert done.returncode == 4
    assert "a suite is shared among equal modules" in done.stdout
    assert not (tmp_path / "run").exists()


def test_a_shared_run_that_is_cut_off_names_what_was_not_played(tmp_path, bench):
    bench(left="sim800", right="sim800")
    with started(*LONG, "--share", where=tmp_path) as run:
        wait_for_verdicts(run, tmp_path / "run")
        run.send_signal(signal.SIGINT)
        run.communicate()
    record = read_run(tmp_path / "run")
    verdicts = [scenario.verdict for scenario in record.scenarios]
    assert verdicts[0] != "none"
    assert verdicts[-1] == "none"
    assert len(verdicts) == record.header.scenarios
    assert run.returncode == record.footer.exit_code == 2


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (["--each"], "name it with --bench"),
        (["--each", "--share", "--bench", "bench.toml"], "choose"),
        (["--each", "--bench", "bench.toml"], "one and two are at the same port"),
        (["--each", "--bench", "bench.toml", "--module", "tow"], "no module 'tow'; did you mean two?"),
        (["--module", "one", "--module", "two", "--bench", "bench.toml"], "of several modules, say whether"),
        (["--bench", "bench.toml"], "or play --each"),
    ],
)
def test_wrong_use_is_said_in_one_line(tmp_path, options, problem):
    (tmp_path / "bench.toml").write_text("[module.one]\nport = '/dev/null'\n[module.two]\nport = '/dev/null'\n")
    done = atconform("run", *options, where=tmp_path)
    assert done.returncode == 4
    assert problem in done.stdout
    assert done.stdout.strip().count("\n") == 0
