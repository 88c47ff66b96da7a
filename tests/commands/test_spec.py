"""The pages that lay the suite beside the notes, and the count of what its expectations rest on, are those in docs."""

import re
from io import StringIO

import pytest
from click.testing import CliRunner
from rich.console import Console

from atconform.commands.requirements import command, marked_scenarios, pages
from atconform.judge.grammar.told import table
from atconform.judge.marks import count
from atconform.requirements.catalogue import load
from atconform.requirements.table import basis_table
from tests import ROOT


@pytest.fixture(scope="module")
def written():
    return pages()


@pytest.mark.parametrize("name", [*load().notes, "doubts"])
def test_a_page_is_current(written, name):
    kept = (ROOT / "docs" / "spec" / f"{name}.md").read_text("utf-8")
    assert kept == written[f"{name}.md"], "atconform requirements --spec docs/spec writes it anew"


def test_every_requirement_that_leaves_something_open_has_a_decision(written):
    rows = [line.split(" | ") for line in written["doubts.md"].splitlines() if line.startswith("| SIM")]
    assert rows
    assert [row[0] for row in rows if not row[-1].strip(" |")] == []


@pytest.mark.parametrize("note", load().notes)
def test_a_page_has_every_requirement_of_its_note_and_links_every_scenario_to_a_file(written, note):
    text = written[f"{note}.md"]
    assert [one.id for one in load().for_note(note) if f"**{one.id}** " not in text] == []
    for link in set(re.findall(r"\]\(\.\./\.\./(features/\S+)\)", text)):
        assert (ROOT / link).is_file()


def test_the_count_of_expectations_by_basis_is_current():
    console = Console(file=StringIO(), width=100)
    console.print(basis_table(count(load(), marked_scenarios())))
    printed = [line.rstrip() for line in console.file.getvalue().splitlines()]
    kept = (ROOT / "docs" / "verdicts.md").read_text("utf-8")
    assert "\n".join(printed) in kept, "atconform requirements --bases prints it anew"


def test_pages_are_written_into_a_folder(tmp_path):
    done = CliRunner().invoke(command, ["--spec", str(tmp_path / "spec")])
    assert done.exit_code == 0
    assert {path.stem for path in (tmp_path / "spec").iterdir()} == {*load().notes, "doubts"}


def test_the_table_of_circumstances_is_current():
    kept = (ROOT / "docs" / "verdicts.md").read_text("utf-8")
    assert table() in kept, "atconform requirements --circumstances prints it anew"
