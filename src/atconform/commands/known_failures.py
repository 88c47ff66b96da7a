"""``atconform known-failures --from RUN``: drafts a list of known failures from what failed in a run."""

from __future__ import annotations

from pathlib import Path

import click

from atconform.base.saying import hand_out
from atconform.results.known_draft import draft
from atconform.results.records import read_run


@click.command("known-failures")
@click.option(
    "--from", "run", required=True, type=click.Path(exists=True, path_type=Path), metavar="RUN", help="A run."
)
def command(run: Path) -> None:
    """Write a draft of known-failures.toml for what failed in RUN; explain each entry before you use it."""
    hand_out(draft(read_run(run)))
