"""The commands of a family's manual and what becomes of them, as ``atconform emulate FAMILY --commands`` prints it."""

from __future__ import annotations

import json
from functools import lru_cache

import pytest
from click.testing import CliRunner

from atconform.base.errors import UsageError
from atconform.base.families import families
from atconform.commands import emulate


@lru_cache
def printed(*arguments):
    done = CliRunner(env={"COLUMNS": "80", "TERM": "dumb"}).invoke(
        emulate.command, arguments, catch_exceptions=False, standalone_mode=False
    )
    assert done.return_value == 0
    return done.stdout


def listed(module):
    return {row["name"]: row for row in json.loads(printed(module, "--commands", "--json"))}


@pytest.mark.parametrize("family", families())
def test_the_list_fits_a_terminal_of_80_columns(family):
    lines = printed(family, "--commands").splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].split() == ["command", "forms", "does", "what"]


def test_a_command_is_listed_with_its_forms_what_it_does_and_its_values():
    lines = printed("sim800", "--commands").splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("AT+CIPMUX"))
    assert lines[at].split()[:3] == ["AT+CIPMUX", "trw", "behave"]
    assert "n: 0,1" in lines[at + 1]
    assert any(line.split()[:3] == ["AT+HTTPINIT", "tx", "refuse"] for line in lines)


def test_the_list_ends_with_what_its_letters_mean_and_with_counts():
    told = printed("sim800", "--commands")
    assert "forms  t test, r read, w write, x execute" in told
    assert f"{len(listed('sim800'))} commands: " in told


def test_a_module_is_meant_by_any_of_its_names():
    assert listed("sim7600e") == listed("sim7x00")


def test_programs_have_all_of_it_as_json():
    rows = listed("sim800")
    assert rows["AT+CIPSTART"]["section"] == "8.2.2"
    assert rows["AT+CIPSTART"]["response"] == 160
    assert rows["AT+CIPSTART"]["missing"] == []
    assert rows["AT+HTTPINIT"]["disposition"] == "refuse"
    assert rows["AT+CNTP"]["source"] == "SIM800 NTP note; a record"


def test_what_a_firmware_has_not_got_is_missing():
    assert listed("sim7020@no-retention")["AT+RETENTION"]["missing"] == ["test", "read", "write"]


def test_json_without_a_list_is_wrong_use():
    with pytest.raises(UsageError, match="add --commands"):
        printed("sim800", "--json")
