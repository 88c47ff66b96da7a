"""``atconform report RUN [MORE]``: runs as a page to read, an archive to send, or a summary for a pull request."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from atconform.base.errors import UsageError
from atconform.base.holding import holding
from atconform.base.saying import hand_out, say
from atconform.requirements.catalogue import load
from atconform.results.again import scenario_again
from atconform.results.batch import runs_meant
from atconform.results.newfile import taking_the_place_of
from atconform.results.output.markdown import joined
from atconform.results.records import read_run
from atconform.results.report.bundle import bundle
from atconform.results.report.markdown import run_summary
from atconform.results.report.runs import report
from atconform.results.report.source import Source

PAGE = "report.html"
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("report")
@click.argument("runs", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="RUN [MORE]")
@click.option("--output", type=FILE, metavar="FILE", help="Where the page goes.")
@click.option(
    "--bundle", "archive", type=FILE, metavar="FILE.zip", help="Write all that a vendor needs to one archive."
)
@click.option("--markdown", is_flag=True, help="Print a summary for a pull request.")
@holding()
def command(runs: tuple[Path, ...], output: Path | None, archive: Path | None, markdown: bool) -> None:
    """Make one HTML file of runs: their folders, or their run.jsonl. Later runs are held against the first.

    The folder of run --each stands for the runs of all of its modules.

    The page goes to report.html in the folder that is named first, where neither an archive nor a summary is asked for.
    """
    sources = [Source(path, read_run(path)) for named in runs for path in runs_meant(named)]
    if markdown:
        hand_out(joined(run_summary(source, load(), scenario_again) for source in sources))
    if archive:
        write(archive, [bundle(sources, load(), scenario_again)])
    if output or not (archive or markdown):
        write(output or _beside(runs[0]), map(str.encode, report(sources, load(), scenario_again)))


def _beside(run: Path) -> Path:
    """Name the page in the folder of a run, or of a batch, whose writer may be someone else.

    :raises UsageError: what is there would be written through, or never be done with
    """
    page = (run if run.is_dir() else run.parent) / PAGE
    if page.is_symlink() or (page.exists() and not page.is_file()):
        raise UsageError(f"cannot write {page}: what is there is no page", "name another place with --output")
    return page


def write(file: Path, content: Iterable[bytes]) -> None:
    """Write what is made, piece by piece, and say where it is.

    :raises UsageError: it cannot be written there
    """
    try:
        with taking_the_place_of(file) as stream:
            stream.writelines(content)
    except OSError as error:
        raise UsageError(f"cannot write {file}: {error.strerror}", "name another place") from None
    say(f"written: {file}", err=True)
