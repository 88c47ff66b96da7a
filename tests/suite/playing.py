"""Playing the miniatures: scenarios whose verdicts are known beforehand, in a run of their own."""

import subprocess
import sys
from pathlib import Path

from atconform.results.records import read_run

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 120


def play_miniature(name, folder, *options):
    """Play a feature file of the miniatures; returns the ended process and the record of the run."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "--module", "sim800"]
    command += [f"tests/suite/miniatures/{name}.feature", f"--report={folder / 'run'}", *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    return done, read_run(folder / "run")
