"""What a failure rests on is told everywhere that it is shown: document, edition, section, and what that states."""

import io
import zipfile

import pytest
from click.testing import CliRunner
from rich.console import Console

from atconform.commands.show import command as show
from atconform.requirements.catalogue import load
from atconform.results import grounds
from atconform.results.comparison import compare
from atconform.results.records import Broken
from atconform.results.report.bundle import bundle
from atconform.results.report.compare import comparison_page
from atconform.results.report.markdown import comparison_summary, run_summary
from atconform.results.report.runs import report
from atconform.results.terminal.summary import summary
from tests.results.report.reporting import Page, a_run, a_scenario, again

NAME = "SIM800-2.2.4-T1"
EDITION, SECTION = load().documents["SIM800"].edition, "section 2.2.4"
TEXT = " ".join(load()[NAME].text.split())
FAILED = {"verdict": "fail", "reason": "said ERROR, expected OK", "basis": "note", "rests_on": (NAME,)}


@pytest.fixture
def run(tmp_path):
    return a_run(tmp_path / "new", a_scenario(**FAILED))


@pytest.fixture
def before(tmp_path):
    return a_run(tmp_path / "old", a_scenario())


def shown(run):
    console = Console(width=500, file=io.StringIO())
    console.print(summary(run.run, run.path, {}))
    return console.file.getvalue()


def shown_by_command(run):
    return CliRunner().invoke(show, [str(run.path), "escape"], terminal_width=500).output


def again_txt(run):
    archive = zipfile.ZipFile(io.BytesIO(bundle([run], load(), again)))
    return next(archive.read(name).decode() for name in archive.namelist() if name.endswith("again.txt"))


@pytest.mark.parametrize(
    "told",
    [
        pytest.param(lambda run, before: shown_by_command(run), id="show"),
        pytest.param(lambda run, before: run_summary(run, load(), again), id="Markdown"),
        pytest.param(lambda run, before: again_txt(run), id="the archive"),
        pytest.param(
            lambda run, before: comparison_summary(before, run, compare(before.run, run.run), load()),
            id="Markdown of a comparison",
        ),
    ],
)
def test_a_failure_names_document_edition_section_and_statement(run, before, told):
    text = " ".join(told(run, before).replace("#", " ").split())
    assert f"expected by the application note {NAME}, {EDITION}, {SECTION}: {TEXT}" in text
    assert FAILED["reason"] in text


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(lambda run, before: report([run], load(), again), id="report"),
        pytest.param(
            lambda run, before: comparison_page(before, run, compare(before.run, run.run), load(), again),
            id="comparison",
        ),
    ],
)
def test_a_page_has_what_a_failure_rests_on(run, before, page):
    data = Page(page(run, before)).data
    (failed,) = [result for result in data["results"] if result["state"] == "fail"]
    assert (failed["basis"], failed["rests_on"]) == ("the application note", [NAME])
    where, text = data["grounds"][NAME]
    assert (where, " ".join(text.split())) == (f"{EDITION}, {SECTION}", TEXT)


def test_failures_are_counted_by_what_they_rest_on(tmp_path):
    by_manual = a_scenario("other", **FAILED | {"basis": "manual"})
    run = a_run(tmp_path / "run", a_scenario(**FAILED), by_manual, a_scenario("good"))
    counted = "1 by the application note, 1 by the AT command manual"
    assert grounds.spelt(grounds.counted(run.scenarios)) == counted
    assert f"failed {counted}" in shown(run)
    assert f"Failed {counted}." in run_summary(run, load(), again)


def test_what_is_remarked_by_our_reading_names_the_gap_and_why(tmp_path):
    broken = Broken(basis="own", rests_on=("G01",), text="it took 9 s")
    run = a_run(tmp_path / "run", a_scenario(remarks=("by our reading G01: it took 9 s",), broken=(broken,)))
    (statement,) = grounds.of(run.scenarios[0], load())
    assert statement.where == "where the documents are silent or open"
    assert "No document has a general limit" in statement.text


def test_what_only_another_release_knows_is_left_out():
    assert list(grounds.statements(["SIM800-99.9-X1", "G999"], load())) == []
