"""A small run, as a program of its own, that can be ended in many ways: two scenarios in memory, many times over."""

from __future__ import annotations

import subprocess
import sys
from contextlib import contextmanager

from atconform.results.records import read_run
from tests import ROOT
from tests.commands.terminal import ENVIRONMENT, PATIENCE, START, wait_for_verdicts


def program(miniature):
    """Return the program whose only scenarios are those of a miniature."""
    file = str(ROOT / "tests" / "fixtures" / "miniatures" / f"{miniature}.feature")
    features = f"from pathlib import Path; from atconform.play import suite; suite.features = lambda: Path({file!r})"
    return [sys.executable, "-c", f"{START}; {features}; from atconform.cli import main; main()"]


TIMES = 100
"""So often that a run does not come to its end by itself while it is ended."""
SCENARIOS = 2 * TIMES
RUN = [*program("repeated"), "run", "--module", "sim800", "--report", "run"]
LONG = [*RUN, "--repeat", str(TIMES)]
SHORT = [*RUN, "--scenario", "mini-steady"]


def play(command, where, **options):
    """Play to the end; what is said is kept apart: the lines on standard output, and those on standard error."""
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    env = {**ENVIRONMENT, **options.pop("env", {})}
    return subprocess.run(command, cwd=where, env=env, text=True, timeout=PATIENCE, check=False, **options)


@contextmanager
def playing(where, command=LONG, **options):
    """Play until the first verdict; ended by its id at the end of the block, if it has not ended by itself."""
    process = subprocess.Popen(
        command, cwd=where, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )
    try:
        wait_for_verdicts(process, where / "run")
        yield process
    finally:
        process.kill()
        process.communicate()


def said(*texts):
    """Return what was said, which is never a traceback."""
    together = "\n".join(filter(None, texts))
    assert "Traceback" not in together, together
    assert "INTERNALERROR" not in together, together
    assert "Exception ignored" not in together, together
    return together


def assert_ended_in_order(folder, code, reason, *texts):
    """A run that was ended has its reason in the footer, its exit code, ``none`` for the rest, and JUnit's file."""
    said(*texts)
    record = read_run(folder)
    assert record.footer is not None
    assert (code, record.footer.exit_code) == (2, 2)
    assert reason in record.footer.remark
    assert not record.complaints
    verdicts = [scenario.verdict for scenario in record.scenarios]
    assert len(verdicts) == record.header.scenarios
    assert verdicts[-1] == "none"
    assert set(verdicts) <= {"pass", "none"}
    assert record.footer.verdicts == {name: verdicts.count(name) for name in set(verdicts)}
    assert (folder / "junit.xml").read_text().startswith("<?xml")
    assert not (folder / "spare").exists()
    return record
