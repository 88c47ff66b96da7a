"""The recipes of docs/testing.md, word for word."""

import asyncio
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.testing.tracker import Link, Pipe, Tracker


def test_sends_again_after_the_server_hung_up(sim800):
    server = sim800.network.tcp_server("report.example", 80)
    server.hangs_up(after=0, times=1)
    tracker = Tracker(sim800.serial, sleep=sim800.sleep, monotonic=sim800.monotonic)
    tracker.report(b"21.5")
    assert server.received == b"21.5"
    assert "AT+CIPSHUT" in sim800.commands


def test_data_that_comes_while_it_sends_is_not_lost(sim800):
    server = sim800.network.tcp_server("report.example", 80)
    server.answers(lambda connection, data: b"interval=60;")
    tracker = Tracker(sim800.serial, sleep=sim800.sleep, monotonic=sim800.monotonic)
    tracker.report(b"21.5")
    server.connection.send(b"name=left;", after=0.04)  # under way while the next report is
    assert tracker.report(b"21.6")
    tracker.link.listen(1)
    assert tracker.link.received == b"interval=60;name=left;interval=60;"


def test_leaves_transparent_mode_without_sending_the_pluses(sim800):
    server = sim800.network.tcp_server("log.example", 514)
    link = Link(sim800.serial, sim800.sleep, sim800.monotonic)
    link.go_online()
    pipe = Pipe(link, "log.example", 514)
    pipe.write(b"temperature 21.5\n")
    pipe.close()
    assert server.received == b"temperature 21.5\n"
    assert not sim800.remarks  # as there would be for +++ without the silence around it


def test_wakes_the_module_before_it_types(sim800):
    server = sim800.network.tcp_server("report.example", 80)
    tracker = Tracker(sim800.serial, sleep=sim800.sleep, monotonic=sim800.monotonic)
    for _ in range(3):
        tracker.report(b"21.5")
        tracker.rest(3600)
    assert server.received == b"21.5" * 3
    assert not [remark for remark in sim800.remarks if remark.mistake == "deaf"]


def test_asks_for_a_new_address_when_the_context_is_lost(sim800):
    server = sim800.network.tcp_server("report.example", 80)
    tracker = Tracker(sim800.serial, sleep=sim800.sleep, monotonic=sim800.monotonic)
    tracker.report(b"21.5")
    sim800.network.loses_context()
    assert tracker.report(b"21.6")
    assert server.received == b"21.521.6"
    assert sim800.commands.count("AT+CIICR") == 2


def test_a_message_that_comes_in_between_disturbs_nothing(sim800):
    server = sim800.network.tcp_server("report.example", 80)
    tracker = Tracker(sim800.serial, sleep=sim800.sleep, monotonic=sim800.monotonic)
    server.answers(lambda data: sim800.network.sends_message("+491710000000", "restart"))
    assert tracker.report(b"21.5")
    tracker.link.listen(5)
    assert tracker.link.messages == [1]


@pytest.mark.atconform(pin="1234")
def test_enters_the_pin_once(sim800):
    tracker = Tracker(sim800.serial, sleep=sim800.sleep, monotonic=sim800.monotonic, pin="1234")
    sim800.network.tcp_server("report.example", 80)
    assert tracker.report(b"21.5")
    assert sim800.commands.count('AT+CPIN="1234"') == 1


def test_the_second_module_reports_while_the_first_cannot(sim800, sim7000):
    server = sim7000.network.tcp_server("report.example", 80)
    first = Tracker(sim800.serial, sleep=sim800.sleep, monotonic=sim800.monotonic)
    second = Tracker(sim7000.serial, sleep=sim7000.sleep, monotonic=sim7000.monotonic)
    assert first.report(b"21.5") or second.report(b"21.5")
    assert server.received == b"21.5"
    assert sim800.monotonic() == pytest.approx(sim7000.monotonic(), abs=0.001)  # they go by one clock


def test_a_program_with_tasks(sim800):
    async def clock_of(reader, writer):
        writer.write(b"ATE0;+CCLK?\r")
        answer = await asyncio.wait_for(reader.readuntil(b"OK\r\n"), timeout=5)
        return answer.split(b'"')[1]

    async def main():
        reader, writer = await sim800.open_connection()
        before = await clock_of(reader, writer)
        await asyncio.sleep(3600)
        return before, await clock_of(reader, writer)

    before, after = asyncio.run(main())
    assert before != after
    assert sim800.elapsed == pytest.approx(3600, abs=1)


@pytest.mark.skipif(not shutil.which("cc"), reason="there is no C compiler")
def test_a_program_in_c(sim800_pty, tmp_path):
    source = Path(__file__).with_name("hello.c")
    subprocess.run(["cc", "-o", tmp_path / "hello", source], check=True)
    said = subprocess.run([tmp_path / "hello", sim800_pty.device], capture_output=True, timeout=10, check=True).stdout
    assert b"SIM800" in said
    assert sim800_pty.commands == ["ATE0;+CGMM"]
