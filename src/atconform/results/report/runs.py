"""The report of runs: one HTML file, a matrix of the notes' requirements and the runs, and every scenario behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from atconform.requirements.catalogue import Catalogue
from atconform.results.report.looks import DID_NOT_PASS, LOOKS, state_of
from atconform.results.report.matrix import chapters, scenarios, tally
from atconform.results.report.page import render
from atconform.results.report.payload import Rerun, Transcripts, payload
from atconform.results.report.source import Source


def report(sources: Sequence[Source], catalogue: Catalogue, rerun: Rerun) -> Iterator[str]:
    """Make the report of some runs, in pieces, the first being the one that the others are held against.

    :param rerun: spells the command that plays a scenario again
    """
    played = scenarios([source.run for source in sources])
    laid_out = chapters(catalogue, played)
    transcripts = Transcripts()
    data = payload(catalogue, sources, played, laid_out, transcripts, rerun) | {"attention": DID_NOT_PASS}
    rows = [row for chapter in laid_out for section in chapter.sections for row in section.rows]
    return render(
        "report.html",
        ("page.js", "plot.js", "report.js"),
        sources=sources,
        tallied=[tally(map(state_of, source.scenarios)) for source in sources],
        catalogue=catalogue.version,
        chapters=laid_out,
        families=sorted({chapter.family for chapter in laid_out}),
        looks=LOOKS,
        in_state=Counter(state for row in rows for state in row.states),
        changed=sum(row.changed for row in rows),
        data=data,
        transcripts=transcripts.data(),
    )
