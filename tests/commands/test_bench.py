"""The bench file as its user meets it, with the module in a process of its own."""

from __future__ import annotations

import re
import subprocess
import sys
from contextlib import contextmanager

import pytest

from atconform.results.records import read_run
from tests.commands import terminal
from tests.commands.terminal import atconform, emulated_module, scenarios, started

CHANGED = """
import sys
from dataclasses import replace
from pathlib import Path
from atconform.emulator.families import FAMILIES
from atconform.emulator.core.module import Module
from atconform.serve.command import serve
from atconform.serve.options import Setup
family = FAMILIES["sim800"]
pin, model = sys.argv[2:]
family = replace(family, figures=family.figures.at("none").varied({"sim.pin": pin}))
if model:
    family = replace(family, identity=family.identity | dict.fromkeys(("product", "model", "revision"), model))
serve(Module(family), "sim800", Setup(delays=False), pty=True, link=Path(sys.argv[1]))
"""
"""An emulated module whose SIM card waits for a PIN, or that says that it is another model."""


@contextmanager
def changed_module(where, pin="", model=""):
    link = where / "modem"
    process = subprocess.Popen([sys.executable, "-c", CHANGED, link, pin, model], stdout=subprocess.PIPE, text=True)
    try:
        assert "Ctrl-C ends it" in process.stdout.readline()
        yield link
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(autouse=True)
def notes(tmp_path, monkeypatch):
    """Where tried PINs are noted."""
    monkeypatch.setitem(terminal.ENVIRONMENT, "XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "atconform" / "tried-pins"


def bench_file(where, port, more="", tables=""):
    (where / "bench.toml").write_text(f'[module.left]\nport = "{port}"\n{more}\n{tables}\n')


def said(done):
    """What was printed, without the breaks of its lines."""
    return " ".join(done.stdout.split())


def test_a_new_bench_file_has_every_key_explained_and_is_never_written_over(tmp_path):
    assert atconform("bench", "init", "bench.toml", where=tmp_path).returncode == 0
    written = (tmp_path / "bench.toml").read_text()
    assert written == atconform("bench", "init", where=tmp_path).stdout
    (tmp_path / "bench.toml").write_text("mine")
    done = atconform("bench", "init", "bench.toml", where=tmp_path)
    assert (done.returncode, "bench.toml exists" in done.stdout) == (4, True)
    assert (tmp_path / "bench.toml").read_text() == "mine"


def test_a_check_of_a_good_bench_has_a_line_for_everything_that_a_run_relies_on(tmp_path):
    with emulated_module(tmp_path) as (port, _):
        bench_file(tmp_path, port, 'family = "sim800"')
        done = atconform("bench", "check", where=tmp_path)
    assert [line.split()[1] for line in done.stdout.splitlines() if line[0] in "✓✗"] == [
        "port", "answers", "identity", "lines", "power", "SIM", "registered", "signal", "attached", "peer",
    ]  # fmt: skip
    assert "✗" not in done.stdout
    assert "✓ identity SIMCOM_SIM800L, Revision:1418B05SIM800L24, IMEI ...1317, sim800" in said(done)
    assert "✓ signal 24 of 31 (-65 dBm)" in said(done)
    assert done.returncode == 0


def test_modem_lines_are_seen_to_work_where_the_port_carries_them(tmp_path):
    with started("emulate", "sim800", "--rfc2217", "127.0.0.1:0", "--quick", where=tmp_path) as process:
        bench_file(tmp_path, process.stdout.readline().split()[2])
        done = atconform("bench", "check", where=tmp_path)
    assert "✓ lines DCD RTS seen to work, CTS DSR DTR RI not tried" in said(done)
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("port", "more", "says"),
    [
        ("/dev/no-such-port", "", "✗ port /dev/no-such-port: there is no such port"),
        ("{port}", 'family = "sim7000"', "which is no sim7000; say --module sim800"),
        ("{port}", 'power = "no-such-switch 1"', "✗ power there is no program no-such-switch"),
    ],
)
def test_a_check_says_what_is_wrong_and_ends_with_1(tmp_path, port, more, says):
    with emulated_module(tmp_path) as (link, _):
        bench_file(tmp_path, port.format(port=link), more)
        done = atconform("bench", "check", where=tmp_path)
    assert says in said(done)
    assert done.returncode == 1


def test_a_check_of_a_module_that_the_file_has_not_got_is_wrong_use(tmp_path):
    bench_file(tmp_path, "/dev/no-such-port")
    done = atconform("bench", "check", "--module", "lefft", where=tmp_path)
    assert (done.returncode, "no module 'lefft'; did you mean left?" in done.stdout) == (4, True)


def test_the_right_pin_opens_the_card_and_stands_in_no_record(tmp_path, monkeypatch, notes):
    monkeypatch.setitem(terminal.ENVIRONMENT, "SIM_PIN", "1234")
    with changed_module(tmp_path, pin="1234") as port:
        bench_file(tmp_path, port, tables='[sim]\npin = { env = "SIM_PIN" }')
        one = [*scenarios("status-states[start]"), "--report", "run"]
        done = atconform("run", "--bench", "bench.toml", *one, where=tmp_path)
    assert done.returncode == 0, done.stdout
    written = [file.read_text("utf-8") for file in (tmp_path / "run").rglob("*") if file.is_file()]
    assert len(written) > 1
    assert not any('"1234"' in text or "CPIN=" in text for text in written)
    assert list(notes.iterdir()) == []


def test_a_pin_that_was_wrong_once_is_never_sent_again(tmp_path, monkeypatch):
    monkeypatch.setitem(terminal.ENVIRONMENT, "SIM_PIN", "4321")
    with changed_module(tmp_path, pin="1234") as port:
        bench_file(tmp_path, port, tables='[sim]\npin = { env = "SIM_PIN" }')
        first = atconform("run", "--bench", "bench.toml", where=tmp_path)
        again = [atconform("bench", "check", where=tmp_path) for _ in range(3)]
        monkeypatch.setitem(terminal.ENVIRONMENT, "SIM_PIN", "1234")
        right = atconform("bench", "check", where=tmp_path)
    assert (first.returncode, "did not take the PIN, which is not tried again" in said(first)) == (4, True)
    assert all("was sent to this SIM card before, which did not take it" in said(done) for done in again)
    assert "✓ SIM card ready" in said(right)


@pytest.mark.parametrize(
    ("pin", "says"), [("", "which has no SIM_PIN; set it"), ("12a4", "its PIN, which has not 4 to 8 digits")]
)
def test_a_pin_that_cannot_be_one_is_not_sent(tmp_path, monkeypatch, pin, says):
    monkeypatch.setitem(terminal.ENVIRONMENT, "SIM_PIN", pin)
    with changed_module(tmp_path, pin="1234") as port:
        bench_file(tmp_path, port, tables='[sim]\npin = { env = "SIM_PIN" }')
        done = atconform("run", "--bench", "bench.toml", where=tmp_path)
    assert (done.returncode, says in said(done)) == (4, True)


def test_user_and_password_go_with_the_apn_and_the_password_is_masked_in_whatever_pieces_it_comes(
    tmp_path, monkeypatch
):
    password = 'hush"hush,hush'
    monkeypatch.setitem(terminal.ENVIRONMENT, "APN_PASSWORD", password)
    with emulated_module(tmp_path, options=("--pace", "9600", "--log", "log", "--mask")) as (port, module):
        bench_file(tmp_path, port, tables='[sim]\napn = "m2m"\nuser = "me"\npassword = { env = "APN_PASSWORD" }')
        one = [*scenarios("status-states[start]"), "--report", "run"]
        done = atconform("run", "--bench", "bench.toml", *one, "--", "--alluredir=run/allure", where=tmp_path)
        module.terminate()
        module.wait()
    assert "status-states[start]" in said(done)
    files = [tmp_path / "log", *(file for file in (tmp_path / "run").rglob("*") if file.is_file())]
    written = [*(file.read_text("utf-8") for file in files), done.stdout]
    assert any('AT+CSTT="m2m","me","***"' in text for text in written)
    assert not [text for text in written if any(part in spoken(text) for part in (password, 'hush"', "hush,"))]


def spoken(text):
    """Sew together what each direction of a transcript or a log says."""
    rows = re.findall(r"^ *[\d.]+  (\S+) +(.*)$", text, re.MULTILINE)
    return "\n".join([text, *("".join(what for who, what in rows if who == one) for one, _ in rows[:20])])


@pytest.mark.parametrize("allowed", [False, True])
def test_the_power_switch_is_used_where_it_is_there_and_allowed(tmp_path, allowed):
    with emulated_module(tmp_path) as (port, _):
        bench_file(tmp_path, port, 'power = "true"', f"[allow]\npower_cycles = {str(allowed).lower()}")
        one = scenarios("modes-after-power-on")
        done = atconform("run", "--bench", "bench.toml", *one, "--list", where=tmp_path)
    assert ("power-cycle (a power switch: power of the module, and [allow] power_cycles" in said(done)) != allowed


def test_an_unknown_model_is_played_as_the_family_that_is_named_with_a_remark(tmp_path):
    with changed_module(tmp_path, model="SIM890X") as port:
        one = [*scenarios("status-states[initial]"), "--report", "run"]
        refused = atconform("run", "--port", port, *one, where=tmp_path)
        played = atconform("run", "--port", port, "--module", "sim800", *one, where=tmp_path)
    assert (refused.returncode, "if it is one of them, say which with --module" in said(refused)) == (4, True)
    assert played.returncode == 0
    (module,) = read_run(tmp_path / "run").header.modules
    assert module.identity == "SIM890X"
    assert "played as sim800, as the user named it: its model is not known there" in module.remark


def test_the_list_says_how_long_it_will_take_and_an_earlier_run_tells_better(tmp_path):
    selection = ["--module", "sim800", *scenarios("escape-too-early")]
    atconform("run", *selection, "--report", "run", where=tmp_path)
    record = tmp_path / "run" / "run.jsonl"
    record.write_text(re.sub(r'"wall_seconds":[0-9.]+', '"wall_seconds":600.0', record.read_text()))
    assert "estimated: less than a minute" in atconform("run", "--list", *selection, where=tmp_path).stdout
    assert (
        "estimated: about 10 minutes"
        in atconform("run", "--list", *selection, "--earlier", "run", where=tmp_path).stdout
    )


def test_on_a_wire_the_list_counts_what_scenarios_wait_for(tmp_path):
    with emulated_module(tmp_path) as (port, _):
        searches = scenarios("figure-escape-before", "figure-escape-after", "figure-escape-gap")
        listed = atconform("run", "--list", "--port", port, *searches, where=tmp_path)
    assert "estimated: about a minute" in listed.stdout


def test_an_earlier_run_that_is_not_there_is_wrong_use(tmp_path):
    done = atconform("run", "--list", "--earlier", "missing", where=tmp_path)
    assert (done.returncode, "no run at missing" in done.stdout) == (4, True)
