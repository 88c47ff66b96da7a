"""Firmware variants, by the names that users give on the command line and to pyserial."""

from __future__ import annotations

import pytest
import serial

import atconform.url
from atconform.base.families import families
from atconform.emulator.families import rightful
from atconform.results.records import read_run
from tests.commands.terminal import atconform, scenarios, started

PLAYED = scenarios("escape-too-early", "escape-in-time")


def test_the_variants_of_a_family_are_named_with_a_line_each(tmp_path):
    done = atconform("emulate", "sim800", "--list-variants", where=tmp_path)
    names = [line.split()[0] for line in done.stdout.splitlines()]
    assert names[:3] == ["sim800@short-guard", "sim800@no-space", "sim800@no-colon"]
    assert names[3:] == [f"sim800@{variant.name}" for variant in rightful("sim800")]
    assert "half a second of silence around +++" in done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("family", families())
def test_a_list_of_variants_fits_a_terminal_of_100_columns(tmp_path, family):
    done = atconform("emulate", family, "--list-variants", where=tmp_path)
    assert max(map(len, done.stdout.splitlines())) <= 100


def test_a_run_of_a_variant_says_so_wherever_it_names_the_module(tmp_path):
    done = atconform("run", "--module", "sim800@short-guard", *PLAYED, "--report", "run", where=tmp_path)
    assert "EMULATED sim800@short-guard, in memory: 2 scenarios" in done.stdout
    assert "emulated sim800@short-guard" in done.stdout.rpartition("EMULATED sim800@short-guard")[2]
    (module,) = read_run(tmp_path / "run").header.modules
    assert (module.family, module.variant, module.emulated) == ("sim800", "short-guard", True)
    assert "EMULATED.sim800@short-guard" in (tmp_path / "run" / "junit.xml").read_text()
    shown = atconform("show", "run", "escape-too-early", where=tmp_path).stdout
    assert "again: atconform run --scenario escape-too-early --module sim800@short-guard" in shown
    summary = atconform("report", "run", "--markdown", where=tmp_path).stdout
    assert "- emulated sim800&#64;short-guard (sim800&#64;short-guard), " in summary


def test_processes_that_share_a_run_name_the_variant_as_well(tmp_path):
    atconform("run", "--module", "sim800@short-guard", *PLAYED, "--report", "run", "--", "-n2", where=tmp_path)
    assert [module.name for module in read_run(tmp_path / "run").header.modules] == ["sim800@short-guard"]


def test_comparing_a_family_with_a_variant_names_both_and_ends_with_1_where_something_regressed(tmp_path):
    atconform("run", "--module", "sim800", *PLAYED, "--report", "old", where=tmp_path)
    atconform("run", "--module", "sim800@short-guard", *PLAYED, "--report", "new", where=tmp_path)
    done = atconform("compare", "old", "new", where=tmp_path)
    assert "old  old: sim800 " in done.stdout
    assert "new  new: sim800@short-guard " in done.stdout
    assert "regressed: 1 cause, 1 scenario\n" in done.stdout
    assert "    escape-too-early  sim800  " in done.stdout
    assert "2 scenarios, 1 regressed, 1 same" in done.stdout
    assert done.returncode == 1


def test_a_variant_is_emulated_for_other_programs_too(tmp_path):
    link = tmp_path / "modem"
    with started("emulate", "sim7020@no-retention", "--link", link, "--quick", where=tmp_path) as process:
        assert process.stdout.readline() == f"sim7020@no-retention on {link} (Ctrl-C ends it)\n"
        with serial.Serial(str(link), timeout=10) as port:
            assert refuses(port, b"AT+RETENTION?\r")


def test_pyserial_opens_a_variant_by_its_name():
    with serial.serial_for_url("emulator://sim7020@no-retention?delays=none", timeout=10) as port:
        assert refuses(port, b"AT+RETENTION?\r")


def refuses(port, command):
    """Whether a module that echoes answers a command with ERROR."""
    port.write(command)
    return port.read_until(b"ERROR\r\n") == command + b"\r\nERROR\r\n"
