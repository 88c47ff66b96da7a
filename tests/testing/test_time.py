"""Time in a test: it moves when the program waits or looks, and costs nothing."""

import time
from time import monotonic, sleep

import pytest

from atconform.testing import NothingMore, WrongUse, module
from tests.testing.tracker import Link, Tracker

taken = pytest.mark.atconform(time=True)


def patiently(wait=time.sleep, *, now=time.monotonic):
    before = now()
    wait(100)
    return now() - before


class Clocked:
    sleep = time.sleep
    now = staticmethod(time.monotonic)


def test_a_read_takes_as_long_as_the_answer(sim800):
    sim800.serial.write(b"AT\r")
    assert sim800.serial.read_until(b"OK\r\n").endswith(b"OK\r\n")
    assert 0 < sim800.elapsed < 0.1


def test_a_read_that_gets_nothing_takes_its_timeout(sim800):
    sim800.serial.timeout = 90
    sim800.serial.write(b"ATE0\r")
    sim800.sleep(30)
    sim800.serial.reset_input_buffer()
    before = sim800.elapsed
    assert sim800.serial.read(1) == b""
    assert sim800.elapsed - before == 90


def test_an_hour_is_over_at_once(sim800):
    before = sim800.monotonic()
    sim800.sleep(3600)
    assert sim800.monotonic() - before == pytest.approx(3600, abs=0.001)


def test_a_wait_that_nothing_can_end_says_who_waits_for_what(sim800):
    sim800.sleep(60)
    sim800.serial.timeout = None
    with pytest.raises(NothingMore, match=r"MainThread waits for read\(1\), timeout none; the last that"):
        sim800.serial.read(1)


def test_a_program_that_takes_every_exception_for_an_error_of_its_own_does_not_swallow_that(sim800):
    def program():
        sim800.serial.timeout = None
        while True:
            try:
                sim800.serial.read(1)
            except Exception:
                continue

    with pytest.raises(NothingMore):
        program()


def test_a_program_that_spins_moves_time(sim800):
    sim800.serial.write(b"AT\r")
    sim800.serial.reset_input_buffer()
    while not sim800.serial.in_waiting:
        pass
    assert b"OK" in sim800.serial.read(sim800.serial.in_waiting)


def test_a_program_that_spins_for_ever_is_told_so(sim800):
    sim800.sleep(60)

    def spin():
        while not sim800.serial.in_waiting:
            pass

    with pytest.raises(NothingMore, match=r"MainThread has looked \d+ times"):
        spin()


def test_a_timeout_of_zero_is_a_look(sim800):
    sim800.serial.timeout = 0
    sim800.serial.write(b"AT\r")
    said = b""
    while b"OK\r\n" not in said:
        said += sim800.serial.read(64)
    assert sim800.elapsed < 0.1


def test_bytes_that_follow_each_other_can_be_waited_for(sim800):
    sim800.serial.timeout, sim800.serial.inter_byte_timeout = 10, 0.5
    sim800.serial.write(b"AT\r")
    assert sim800.serial.read(100) == b"AT\r\r\nOK\r\n"
    assert sim800.elapsed < 1


@taken
def test_what_sleeps_and_looks_at_the_clock_goes_by_the_time_of_the_test(sim800):
    before = time.monotonic(), time.time(), time.perf_counter_ns()
    time.sleep(86_400)
    after = time.monotonic(), time.time(), time.perf_counter_ns()
    assert after[0] - before[0] == pytest.approx(86_400, abs=0.001)
    assert after[1] - before[1] == pytest.approx(86_400, abs=0.001)
    assert after[2] - before[2] == pytest.approx(86_400e9, abs=1e6)


@taken
def test_also_by_names_that_were_bound_early(sim800):
    before = monotonic()
    sleep(1000)
    assert monotonic() - before == pytest.approx(1000, abs=0.001)
    assert patiently() == pytest.approx(100, abs=0.001)
    Clocked.sleep(5)
    assert Clocked.now() - before == pytest.approx(1105, abs=0.001)


def test_everything_is_put_back(sim800):
    real = time.sleep, patiently.__defaults__, Clocked.__dict__["now"]
    sim800.takes_over_time()
    assert time.sleep is not real[0]
    sim800.close()
    assert (time.sleep, patiently.__defaults__, Clocked.__dict__["now"]) == real
    assert patiently.__kwdefaults__ == {"now": time.monotonic}


@taken
def test_the_date_begins_on_the_same_day_every_time(sim800):
    assert time.gmtime()[:5] == time.gmtime(time.time())[:5] == (2026, 1, 1, 0, 0)
    sleep(86_400)
    assert time.gmtime()[:3] == (2026, 1, 2)


@taken
def test_a_program_that_knows_nothing_of_it_is_tested(sim800):
    server = sim800.network.tcp_server("report.example", 80)
    assert Tracker(sim800.serial).report(b"21.5")
    assert server.received == b"21.5"


def test_freezegun_before_is_refused(sim800, monkeypatch):
    def fake_monotonic():
        return 0.0

    fake_monotonic.__module__ = "freezegun.api"
    monkeypatch.setattr(time, "monotonic", fake_monotonic)
    with pytest.raises(WrongUse, match="freezegun has replaced it"):
        sim800.takes_over_time()


@taken
def test_freezegun_on_top_is_refused(sim800, monkeypatch):
    def fake_monotonic():
        return 0.0

    fake_monotonic.__module__ = "freezegun.api"
    monkeypatch.setattr(time, "monotonic", fake_monotonic)
    with pytest.raises(WrongUse, match="freezegun has replaced"):
        sim800.serial.read(1)


def test_two_modules_go_by_one_clock(sim800, sim7000):
    before = sim800.elapsed, sim7000.elapsed
    sim7000.sleep(10)
    assert (sim800.elapsed, sim7000.elapsed) == (before[0] + 10, before[1] + 10)


def test_a_module_that_is_opened_later_goes_by_the_same_clock(sim800):
    sim800.sleep(10)
    with module("sim7000", delays="none") as other:
        other.sleep(5)
        assert other.elapsed == 5
    assert sim800.elapsed == 15
    sim800.sleep(1)


def test_the_same_test_is_the_same_every_time():
    def played():
        with module("sim800") as held:
            held.network.tcp_server("echo.example", 7).echoes()
            link = Link(held.serial, held.sleep, held.monotonic)
            link.go_online()
            link.connect("echo.example", 7)
            link.send(b"x" * 100)
            link.until_data(b"x" * 100)
            return held.transcript

    assert played() == played()
