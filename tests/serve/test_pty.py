from __future__ import annotations

import os
import termios
from pathlib import Path

import pytest
import serial

from atconform.base.errors import UsageError
from atconform.serve.pty import PtyEndpoint
from tests.serve.stub import OK, StubModule, emulated


def ask(port: serial.Serial, command: bytes, answer: bytes = OK) -> bytes:
    port.write(command)
    return port.read(len(answer))


def test_a_program_finds_the_module_under_the_link_and_the_link_goes_at_the_end(tmp_path):
    link = tmp_path / "modem"
    endpoint = PtyEndpoint(link)
    assert endpoint.where == str(link)
    with emulated(StubModule(), endpoint):
        with serial.Serial(str(link), timeout=5) as port:
            assert ask(port, b"AT\r") == OK
        assert link.is_symlink()
    assert not link.is_symlink()


def test_a_link_left_behind_by_an_earlier_run_is_replaced(tmp_path):
    link = tmp_path / "modem"
    link.symlink_to("/dev/pts/no-longer-there")
    endpoint = PtyEndpoint(link)
    assert os.readlink(link) == endpoint.device
    endpoint.close()


def test_a_link_that_another_emulator_has_taken_over_is_left_to_it(tmp_path):
    link = tmp_path / "modem"
    first = PtyEndpoint(link)
    second = PtyEndpoint(link)
    first.close()
    assert os.readlink(link) == second.device
    second.close()
    assert not link.is_symlink()


def test_a_file_is_never_replaced_by_a_link(tmp_path):
    link = tmp_path / "modem"
    link.write_text("precious")
    with pytest.raises(UsageError, match="which is not a link"):
        PtyEndpoint(link)
    assert link.read_text() == "precious"


def test_a_link_in_a_directory_that_does_not_exist_is_a_users_mistake():
    with pytest.raises(UsageError, match="--link /no/such/directory/modem: No such file or directory"):
        PtyEndpoint(Path("/no/such/directory/modem"))


def test_programs_may_come_and_go():
    endpoint = PtyEndpoint()
    with emulated(StubModule(), endpoint):
        for _ in range(5):
            with serial.Serial(endpoint.device, timeout=5) as port:
                assert ask(port, b"AT\r") == OK


def test_what_a_program_wrote_before_it_left_reaches_the_module():
    endpoint = PtyEndpoint()
    with emulated(StubModule(), endpoint):
        descriptor = os.open(endpoint.device, os.O_WRONLY | os.O_NOCTTY)
        os.write(descriptor, b"AT\r")
        os.close(descriptor)
        descriptor = os.open(endpoint.device, os.O_RDONLY | os.O_NOCTTY)
        assert os.read(descriptor, len(OK)) == OK
        os.close(descriptor)


def test_the_terminal_stays_raw_so_that_it_never_echoes_into_the_module():
    endpoint = PtyEndpoint()
    with emulated(StubModule(), endpoint):
        for _ in range(2):
            descriptor = os.open(endpoint.device, os.O_RDWR | os.O_NOCTTY)
            assert not termios.tcgetattr(descriptor)[3] & (termios.ECHO | termios.ICANON)
            os.close(descriptor)


def test_every_byte_value_passes_both_ways():
    endpoint = PtyEndpoint()
    with emulated(StubModule(), endpoint), serial.Serial(endpoint.device, timeout=5) as port:
        assert ask(port, b"BLOB 251\r", bytes(251)) == bytes(range(251))


def test_more_than_the_terminal_holds_arrives_complete_when_the_program_reads_late():
    size = 300_000
    endpoint = PtyEndpoint()
    with emulated(StubModule(), endpoint), serial.Serial(endpoint.device, timeout=10) as port:
        port.write(f"BLOB {size}\r".encode())
        assert port.read(size) == bytes(index % 251 for index in range(size))
        assert ask(port, b"AT\r") == OK
