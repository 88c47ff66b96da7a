"""Ctrl-C while processes begin that share a run: it is taken by the one that begins them."""

import signal
import subprocess
import sys

import pytest

from atconform.play.interruption import Interruption, beginning_others

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no masks of signals")

BEGUN = """
import os, signal, sys
from atconform.play.interruption import Interruption
os.kill(os.getpid(), signal.SIGINT)  # as from a terminal, before anything could take it
interruption = Interruption()
interruption.listen()
interruption.begun_by_another()
print("went on")
try:
    os.kill(os.getpid(), signal.SIGINT)
    print("ignored")
except KeyboardInterrupt:
    print("took the next one")
"""


@pytest.mark.parametrize(("ignored", "next_one"), [(False, "took the next one"), (True, "ignored")])
def test_a_process_lets_go_of_what_came_too_early_and_takes_what_comes_then(ignored, next_one):
    before = signal.signal(signal.SIGINT, signal.SIG_IGN if ignored else signal.default_int_handler)
    try:
        with beginning_others():
            done = subprocess.run([sys.executable, "-c", BEGUN], capture_output=True, text=True, timeout=60)
    finally:
        signal.signal(signal.SIGINT, before)
    assert done.stdout.splitlines() == ["went on", next_one]
    assert done.stderr == ""


def interrupted(steps):
    with beginning_others():
        signal.raise_signal(signal.SIGINT)
        steps.append("others begun")
    steps.append("never")


def test_in_the_process_that_begins_others_it_takes_effect_when_they_have_begun():
    before, interruption, steps = signal.getsignal(signal.SIGINT), Interruption(), []
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        interruption.listen()
        with pytest.raises(KeyboardInterrupt):
            interrupted(steps)
    finally:
        signal.signal(signal.SIGINT, before)
    assert steps == ["others begun"]
