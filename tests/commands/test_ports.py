"""Finding the modules: ``atconform ports`` on pseudo-terminals."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tty
from contextlib import contextmanager

import pytest

from tests.commands.terminal import atconform, emulated_module, stub_module

HOLD = "import os, sys; os.open(sys.argv[1], os.O_RDWR | os.O_NOCTTY); print('open', flush=True); sys.stdin.read()"


@contextmanager
def held(port):
    process = subprocess.Popen([sys.executable, "-c", HOLD, port], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert process.stdout.readline() == b"open\n"
        yield process
    finally:
        process.communicate()


@contextmanager
def nobody():
    master, slave = pty.openpty()
    tty.setraw(slave)
    yield os.ttyname(slave)
    os.close(slave)
    os.close(master)


def said(done):
    """What was printed, without the breaks of its lines."""
    return " ".join(done.stdout.split())


def test_a_module_is_listed_with_model_firmware_family_and_the_end_of_its_imei(tmp_path):
    with emulated_module(tmp_path) as (port, _):
        done = atconform("ports", os.path.realpath(port), where=tmp_path)
    assert "SIM800L, 1418B05SIM800L24, sim800 ...1317" in said(done)
    assert (done.returncode, "864713" in done.stdout) == (0, False)


def test_a_module_of_a_model_that_is_not_known_asks_for_its_family(tmp_path):
    def answer(line):
        return line + b"\r\r\n" + (b"SIM890X" if line in (b"ATI", b"AT+CGMM") else b"") + b"\r\nOK\r\n"

    with stub_module(answer) as port:
        done = atconform("ports", port, where=tmp_path)
    assert "SIM890X, of no known family; name one with --module" in said(done)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda line: bytes(range(128, 255)), "but garbage (<0x80><0x81>"),
        (lambda line: bytes(range(128, 255)), "; the baud rate is wrong"),
        (lambda line: b"login: ", "what comes is no answer to AT (login:"),
    ],
    ids=["garbage", "a wrong rate", "another device"],
)
def test_what_speaks_but_is_no_module_is_told_from_a_wrong_rate(tmp_path, answer, says):
    with stub_module(answer) as port:
        done = atconform("ports", port, where=tmp_path)
    assert says in said(done)
    assert done.returncode == 1


def test_a_port_where_nothing_answers_is_listed_as_silent(tmp_path):
    with nobody() as port:
        done = atconform("ports", port, "/dev/no-such-port", where=tmp_path)
    assert "the module does not answer AT" in said(done)
    assert "there is no such port" in said(done)
    assert (done.returncode, "Traceback" in done.stdout) == (1, False)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who holds a port")
def test_a_port_that_another_program_holds_is_left_alone_and_the_program_is_named(tmp_path):
    with emulated_module(tmp_path) as (link, _), held(str(link)) as process:
        done = atconform("ports", link, where=tmp_path)
    assert "held by python" in said(done)
    assert f"(process {process.pid})" in said(done)
    assert done.returncode == 1
