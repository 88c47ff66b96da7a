import re

import pytest

from atconform.base.exitcodes import ExitCode
from atconform.cli import run
from atconform.commands.run import command
from tests import ROOT


def test_the_codes_are_those_that_scripts_know():
    assert [(code.name, code.value) for code in ExitCode] == [
        ("PASSED", 0),
        ("FAILED", 1),
        ("CUT_OFF", 2),
        ("WRONG_USE", 4),
        ("NOTHING_RAN", 5),
        ("INCONCLUSIVE", 6),
    ]


def test_the_help_of_a_run_and_the_readme_explain_every_code():
    table = (ROOT / "README.md").read_text("utf-8").partition("| exit code | |")[2].partition("\n\n")[0]
    for text in (command.help.partition("Exit code:")[2], table):
        assert {int(number) for number in re.findall(r"\b\d\b", text)} == set(ExitCode)


def test_no_other_module_of_the_program_has_codes_of_its_own():
    own = re.compile(
        r"^[A-Z_]*(?:USE|CODE|OFF|FOUND|INTERRUPTED) = [1-6]$|\bsys\.exit\(\d|^    return [0-6]$", re.MULTILINE
    )
    files = [ROOT / "src/atconform/cli.py", *(ROOT / "src/atconform/commands").glob("*.py")]
    assert [file.name for file in files if own.search(file.read_text("utf-8"))] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--version"], ExitCode.PASSED),
        (["run", "--help"], ExitCode.PASSED),
        (["nonsense"], ExitCode.WRONG_USE),
        (["run", "--each"], ExitCode.WRONG_USE),
    ],
)
def test_the_command_line_ends_with_them(arguments, code):
    assert run(arguments) == code
