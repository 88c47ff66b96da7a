"""Whatever ends a run leaves a footer with its reason, ``none`` for the rest, JUnit's file, exit code 2 and a line."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import signal
import subprocess

import pytest

from atconform.results.records import read_run
from tests.commands.small_run import LONG, RUN, SCENARIOS, SHORT, assert_ended_in_order, play, playing, said

FULL = os.strerror(errno.ENOSPC)
TOO_LARGE = os.strerror(errno.EFBIG)


@pytest.fixture(autouse=True)
def hangups_end():
    """A machine that runs tests without a terminal may have them ignored, and what is started inherits that."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def limited(size):
    """Let no file become larger, in the child."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("which", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal(tmp_path, which):
    with playing(tmp_path) as run:
        run.send_signal(getattr(signal, which))
        output, errors = run.communicate()
    by = {"SIGINT": "Ctrl-C"}.get(which, which)
    record = assert_ended_in_order(tmp_path / "run", run.returncode, f"cut off by {by}", output, errors)
    assert record.scenarios[-1].reason == f"not played: cut off by {by}"
    assert f"! cut off by {by}" in output
    assert errors == ""


def test_several_signals_one_after_the_other(tmp_path):
    with playing(tmp_path) as run:
        for which in (signal.SIGTERM, signal.SIGINT, signal.SIGINT, signal.SIGHUP, signal.SIGTERM):
            run.send_signal(which)
        output, errors = run.communicate()
    assert_ended_in_order(tmp_path / "run", run.returncode, "cut off by ", output, errors)


def test_a_signal_that_is_to_be_ignored_ends_nothing(tmp_path):
    def ignored():
        signal.signal(signal.SIGHUP, signal.SIG_IGN)

    with playing(tmp_path, [*RUN, "--repeat", "10"], preexec_fn=ignored) as run:
        run.send_signal(signal.SIGHUP)
        output, errors = run.communicate()
    said(output, errors)
    assert run.returncode == 0


def test_standard_output_whose_reader_has_seen_enough(tmp_path):
    with playing(tmp_path) as run:
        run.stdout.close()
        errors = run.stderr.read()
        run.wait()
    record = assert_ended_in_order(tmp_path / "run", run.returncode, "standard output is closed", errors)
    assert record.scenarios[0].verdict == "pass"
    assert errors == "atconform: cut off: standard output is closed\n"


def test_both_outputs_gone_at_once(tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    done = play(LONG, tmp_path, stdout=writing, stderr=writing)
    os.close(writing)
    record = assert_ended_in_order(tmp_path / "run", done.returncode, "standard output is closed")
    assert {scenario.verdict for scenario in record.scenarios} == {"none"}


def test_a_full_device_as_standard_output(tmp_path):
    with open("/dev/full", "w") as full:
        done = play(LONG, tmp_path, stdout=full)
    assert_ended_in_order(tmp_path / "run", done.returncode, f"standard output: {FULL}", done.stderr)
    assert done.stderr == f"atconform: cut off: standard output: {FULL}\n"


@pytest.mark.parametrize("descriptors", [(1,), (2,), (0, 1, 2)])
def test_outputs_that_are_closed_from_the_beginning_are_not_wanted(tmp_path, descriptors):
    def close():
        for descriptor in descriptors:
            os.close(descriptor)

    done = play(SHORT, tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=close)
    record = read_run(tmp_path / "run")
    assert (done.returncode, record.footer.exit_code, record.footer.verdicts) == (0, 0, {"pass": 1})
    assert not record.complaints


def test_files_that_may_not_become_larger(tmp_path):
    done = play(LONG, tmp_path, preexec_fn=limited(112_000))
    record = assert_ended_in_order(tmp_path / "run", done.returncode, TOO_LARGE, done.stdout, done.stderr)
    assert record.scenarios[0].verdict == "pass"
    assert (tmp_path / "run" / "run.jsonl").stat().st_size <= 112_000
    assert TOO_LARGE in done.stdout


def test_no_room_for_the_record_at_all_is_said_before_anything_is_played(tmp_path):
    done = play(LONG, tmp_path, preexec_fn=limited(4096))
    assert done.returncode == 4
    assert "atconform: there is no room for the run in run" in said(done.stdout, done.stderr)
    assert not (tmp_path / "run").exists()


@pytest.mark.skipif(shutil.which("unshare") is None, reason="no unshare here")
@pytest.mark.parametrize("size", ["600k"])
def test_a_full_disk(tmp_path, size):
    (tmp_path / "disk").mkdir()
    script = f'mount -t tmpfs -o size={size} none disk && "$@"; code=$?; cp -r disk/run kept; exit $code'
    command = ["disk/run" if word == "run" and at > LONG.index("--report") else word for at, word in enumerate(LONG)]
    done = play(["unshare", "-rm", "sh", "-c", script, "sh", *command], tmp_path)
    if "unshare failed" in done.stderr or "mount:" in done.stderr:
        pytest.skip("no file system can be made here")
    record = assert_ended_in_order(tmp_path / "kept", done.returncode, FULL, done.stdout, done.stderr)
    assert record.scenarios[0].verdict == "pass"


def test_a_folder_that_is_taken_away_gets_its_record_again(tmp_path):
    with playing(tmp_path) as run:
        shutil.rmtree(tmp_path / "run", ignore_errors=True)
        output, errors = run.communicate()
    record = assert_ended_in_order(tmp_path / "run", run.returncode, "", output, errors)
    assert record.scenarios[0].verdict == "pass"


def test_a_file_in_the_place_of_the_folder(tmp_path):
    with playing(tmp_path) as run:
        (tmp_path / "run").rename(tmp_path / "elsewhere")
        (tmp_path / "run").write_text("mine")
        output, errors = run.communicate()
    said(output, errors)
    record = read_run(tmp_path / "run-kept")
    assert (run.returncode, record.footer.exit_code) == (2, 2)
    assert len(record.scenarios) == SCENARIOS
    assert "File exists" in record.footer.remark
    assert "records: run-kept" in output
    assert (tmp_path / "run").read_text() == "mine"


@pytest.mark.parametrize(
    ("folder", "says"),
    [("x" * 300, errno.ENAMETOOLONG), ("/proc/run", errno.ENOENT), ("file/run", errno.ENOTDIR)],
)
def test_a_folder_that_cannot_be_is_said_in_one_line(tmp_path, folder, says):
    (tmp_path / "file").write_text("")
    done = play([*RUN, "--report", folder], tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    assert said(done.stderr).strip().count("\n") == 0
    assert f"{folder}: {os.strerror(says)}" in done.stderr
