"""The same module in real time, on a pseudo-terminal."""

import pytest
import serial

from atconform.testing import PtyModule, ServerBroke
from tests.testing.tracker import Link, Tracker

quick = pytest.mark.atconform(delays="none")


@quick
def test_the_example_in_real_time(sim800_pty):
    server = sim800_pty.network.tcp_server("report.example", 80)
    server.hangs_up(after=0, times=1)
    tracker = Tracker(sim800_pty.serial, sleep=sim800_pty.sleep, monotonic=sim800_pty.monotonic)
    tracker.report(b"21.5")
    assert server.received == b"21.5"
    assert "AT+CIPSHUT" in sim800_pty.commands
    assert len(server.connections) == 2


def test_it_takes_commands_at_once_though_it_takes_its_time_to_start(sim800_pty):
    sim800_pty.serial.write(b"AT\r")
    assert b"OK" in sim800_pty.serial.read_until(b"OK\r\n")


@quick
def test_servers_answer_and_the_network_is_told_what_to_do(sim800_pty):
    server = sim800_pty.network.tcp_server("echo.example", 7)
    server.echoes()
    link = Link(sim800_pty.serial, sim800_pty.sleep, sim800_pty.monotonic)
    link.go_online()
    assert link.connect("echo.example", 7)
    link.send(b"hello")
    link.until_data(b"hello")
    server.connection.send(b"wake up", after=0.05)
    link.until_data(b"wake up")
    sim800_pty.network.loses_context()
    link.until(b"+PDP: DEACT")
    assert sim800_pty.state == "PDP DEACT"
    assert "+PDP: DEACT" in sim800_pty.announcements


@pytest.mark.atconform(time=True)
def test_its_time_is_the_real_one_beside_a_module_in_virtual_time(sim800, sim800_pty):
    sim800.sleep(3600)
    before = sim800_pty.monotonic()
    sim800_pty.sleep(0.01)
    assert 0.01 <= sim800_pty.monotonic() - before < 60
    assert 0 <= sim800_pty.elapsed < 60


@quick
@pytest.mark.atconform(threads=True)
def test_it_is_in_real_time_also_where_a_test_has_taken_over_threads(sim800, sim800_pty):
    with PtyModule("sim7000", delays="none") as other:
        for held in (sim800_pty, other):
            held.network.tcp_server("report.example", 80)
            held.serial.write(b"AT\r")
            assert b"OK" in held.serial.read_until(b"OK\r\n")


@quick
def test_two_programs_after_each_other_open_the_device(sim800_pty):
    for _ in range(2):
        with serial.Serial(sim800_pty.device, timeout=5) as port:
            port.write(b"AT\r")
            assert b"OK" in port.read_until(b"OK\r\n")


def test_an_assertion_in_a_servers_function_fails_the_test_at_its_end():
    def play():
        with PtyModule("sim800", delays="none") as held:
            held.network.tcp_server("a.example", 80).answers(lambda data: 1 // 0)
            link = Link(held.serial, held.sleep, held.monotonic)
            link.go_online()
            link.connect("a.example", 80)
            link.send(b"x")

    with pytest.raises(ServerBroke, match="ZeroDivisionError"):
        play()
