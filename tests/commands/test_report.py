"""Reports as their user asks for them."""

import json
import shutil
import zipfile

import pytest

from tests.commands.terminal import atconform, scenarios
from tests.results.report.reporting import Page
from tests.results.test_schema import line_faults


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """Two runs, the second with a failure in it."""
    where = tmp_path_factory.mktemp("played")
    atconform("run", *scenarios("escape-too-early"), "--module", "sim800", "--report", "old", where=where)
    shutil.copytree(where / "old", where / "new")
    record = where / "new" / "run.jsonl"
    lines = [json.loads(line) for line in record.read_text().splitlines()]
    lines[1] |= {"verdict": "fail", "reason": "no OK"}
    record.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return where


def test_the_page_goes_into_the_folder_of_the_run(played):
    done = atconform("report", "old", where=played)
    assert (done.returncode, done.stdout) == (0, "written: old/report.html\n")
    assert Page((played / "old" / "report.html").read_text()).row("SIM800-2.2.4-T3")[0].startswith("✓ pass")


def test_several_runs_stand_side_by_side_where_the_user_wants_the_page(played):
    atconform("report", "old", "new/run.jsonl", "--output", "both.html", where=played)
    page = Page((played / "both.html").read_text())
    assert [cell[0] for cell in page.row("SIM800-2.2.4-T3")] == ["✓", "✗"]


def test_the_archive_says_how_to_play_a_failure_again(played):
    assert atconform("report", "new", "--bundle", "sent.zip", where=played).returncode == 0
    with zipfile.ZipFile(played / "sent.zip") as archive:
        commands = next(archive.read(name).decode() for name in archive.namelist() if name.endswith("again.txt"))
    assert "atconform run --scenario escape-too-early --module sim800" in commands


def test_a_summary_goes_to_the_terminal_and_nothing_is_written(played):
    before = sorted(played.rglob("*"))
    done = atconform("report", "new", "--markdown", where=played)
    assert done.stdout.startswith("## atconform: 1 scenario, 1 fail\n")
    assert sorted(played.rglob("*")) == before


def test_a_comparison_can_be_a_page_or_a_summary(played):
    done = atconform("compare", "old", "new", "--html", "changes.html", "--markdown", where=played)
    assert (done.returncode, "## atconform: 1 scenario: 1 regressed" in done.stdout) == (1, True)
    page = Page((played / "changes.html").read_text())
    assert [details["data-change"] for details in page.named("details")] == ["regressed"]


def test_a_page_of_a_comparison_is_about_two_runs(played):
    done = atconform("compare", "old", "new", "old", "--html", "x.html", where=played)
    assert (done.returncode, "atconform report lays several side by side" in done.stdout) == (4, True)


def test_a_place_that_cannot_be_written_is_wrong_use(played):
    done = atconform("report", "old", "--output", "no/such/folder/x.html", where=played)
    assert (done.returncode, "cannot write no/such/folder/x.html" in done.stdout) == (4, True)


def test_every_line_of_a_real_run_fits_the_published_schema(played):
    lines = (played / "old" / "run.jsonl").read_text().splitlines()
    assert [line_faults(line) for line in lines] == [[]] * 3
