"""A far end in a process of its own, as its users start it."""

from __future__ import annotations

import signal

import pytest

from atconform.results.records import read_run
from tests.commands.terminal import PATIENCE, atconform, emulated_module, scenarios, started
from tests.peer.farend import write_secret

TOKEN = "correct horse battery staple"
PLAYED = ("tcp-receives", "udp-sends")
LISTEN = ("--listen", "127.0.0.1:0")


@pytest.fixture
def where(tmp_path):
    write_secret(tmp_path / "token", TOKEN)
    write_secret(tmp_path / "short", "secret")
    (tmp_path / "open").write_text(TOKEN, "utf-8")
    (tmp_path / "open").chmod(0o644)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--token-file", "missing", *LISTEN], "missing: No such file or directory; name a file that holds"),
        (["--token-file", "open", *LISTEN], "open: others can read or change it; chmod 600 open"),
        (["--token-file", "short", *LISTEN], "short: the token is shorter than 16 characters"),
        (["--token-file", "token", "--listen", "7443"], "--listen 7443: write HOST:PORT"),
        (["--token-file", "token", "--listen", "0.0.0.0:7443"], "so it needs --tls-cert and --tls-key"),
        (["--token-file", "token", *LISTEN, "--ports", "9-1"], "--ports 9-1: write the first and the last port"),
        (["--token-file", "token", *LISTEN, "--tls-cert", "token"], "token: no certificate with its key in PEM"),
        (["--token-file", "token", *LISTEN, "--bind", "example.org"], "example.org is no IPv4 address"),
    ],
)
def test_a_far_end_that_cannot_be_says_why_in_one_line(where, arguments, says):
    done = atconform("peer", *arguments, where=where)
    assert says in done.stdout
    assert len(done.stdout.splitlines()) == 1
    assert done.returncode == 4


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ('url = "https://192.0.2.1:7443"', "write tls://HOST:PORT"),
        ('url = "tcp://192.0.2.1:7443"', "the token must not leave this machine in clear"),
        ('url = "tls://192.0.2.1:7443"', "[peer] token_file: name the file"),
        ('url = "tls://192.0.2.1:7443"\ntoken_file = "token"\nca = "missing"', "[peer] ca missing"),
        ('url = "tcp://127.0.0.1:9"\ntoken_file = "token"', "the far end cannot be reached"),
    ],
)
def test_a_bench_file_that_names_no_far_end_is_wrong_use(where, lines, says):
    with emulated_module(where) as (port, _):
        (where / "bench.toml").write_text(f'[module.left]\nport = "{port}"\n[peer]\n{lines}\n', "utf-8")
        done = atconform("run", "--bench", "bench.toml", "--section", "2.1.1", where=where)
    assert says in done.stdout
    assert done.returncode == 4


def test_a_run_with_a_far_end_in_another_process(where):
    with (
        emulated_module(where) as (port, _),
        started("peer", *LISTEN, "--token-file", "token", where=where) as far_end,
    ):
        assert far_end.stdout is not None
        address = far_end.stdout.readline().split()[3]
        bench = f'[module.left]\nport = "{port}"\n[peer]\nurl = "tcp://{address}"\ntoken_file = "token"\n'
        (where / "bench.toml").write_text(bench, "utf-8")
        done = atconform("run", "--bench", "bench.toml", *scenarios(*PLAYED), "--report", "run", where=where)
        far_end.send_signal(signal.SIGTERM)
        log = far_end.stdout.read()
        assert far_end.wait(PATIENCE) == 0
    assert done.returncode == 0, done.stdout
    assert {scenario.id: scenario.verdict for scenario in read_run(where / "run").scenarios} == dict.fromkeys(
        PLAYED, "pass"
    )
    assert "has signed in" in log
    written = log + done.stdout + "".join(file.read_text("utf-8") for file in (where / "run").rglob("*.jsonl"))
    assert TOKEN not in written
