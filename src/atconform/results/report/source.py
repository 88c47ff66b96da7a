"""The runs that a report is made of, and the transcripts that lie beside their records."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from atconform.base.exitcodes import ExitCode
from atconform.results.comparison import attempts
from atconform.results.records import Run, ScenarioRecord
from atconform.results.report.looks import rank
from atconform.results.transcripts import Transcript, read_transcript


class Source(NamedTuple):
    """One run of a report."""

    path: Path
    """The run's folder, or its ``run.jsonl``."""
    run: Run

    @property
    def folder(self) -> Path:
        """The run's folder."""
        return self.path if self.path.is_dir() else self.path.parent

    @property
    def emulated(self) -> bool:
        """Whether a module of it was the emulator."""
        return any(module.emulated for module in self.run.header.modules)

    @property
    def cut_off(self) -> bool:
        """Whether scenarios may be missing."""
        return self.run.footer is None or self.run.footer.exit_code == ExitCode.CUT_OFF

    @property
    def scenarios(self) -> list[ScenarioRecord]:
        """Every scenario once, as the worst of its attempts came out."""
        return [min(records, key=rank) for records in attempts(self.run).values()]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader has to know about the run before its verdicts, one sentence each."""
        footer = self.run.footer
        ended = (footer.remark, *footer.known_faults) if footer else ()
        return (*self.run.complaints, *filter(None, ended))

    def transcript(self, record: ScenarioRecord) -> Transcript:
        """Read a scenario's transcript."""
        return read_transcript(self.folder, record.transcript)
