"""Programs with threads: one runs at a time, and time moves when all of them wait."""

import concurrent.futures
import contextlib
import queue
import threading
import time
from threading import Lock as EarlyLock

import pytest
from serial.threaded import LineReader, ReaderThread

import atconform.testing.takeover.watchdog
from atconform.testing import NothingMore, WrongUse, module
from atconform.testing.endings import ThreadsLeft

taken = pytest.mark.atconform(threads=True)
EARLY_EVENT = threading.Event()
EARLY_LOCK = threading.Lock()


class Reader:
    """A program with a reading thread and a queue, as most are."""

    def __init__(self, port):
        self.port, self.lines, self.stop, self.lock = port, queue.Queue(), threading.Event(), threading.Lock()
        self.thread = threading.Thread(target=self._read, name="reader", daemon=True)
        self.thread.start()

    def _read(self):
        begun = b""
        while not self.stop.is_set():
            begun += self.port.read(self.port.in_waiting or 1)
            *lines, begun = begun.split(b"\r\n")
            for line in filter(None, lines):
                self.lines.put(line)

    def ask(self, command, timeout=5):
        with self.lock:
            self.port.write(command + b"\r")
            said = []
            while not said or said[-1] not in (b"OK", b"ERROR"):
                said.append(self.lines.get(timeout=timeout))
            return said

    def close(self):
        self.stop.set()
        self.thread.join()


@taken
def test_a_reading_thread(sim800):
    sim800.serial.timeout = 0.1
    reader = Reader(sim800.serial)
    assert reader.ask(b"ATE0")[-1] == b"OK"
    time.sleep(30)
    while not reader.lines.empty():
        reader.lines.get()
    before = sim800.elapsed
    with pytest.raises(queue.Empty):
        reader.lines.get(timeout=3600)
    assert sim800.elapsed - before == pytest.approx(3600, abs=0.01)
    assert reader.ask(b"AT+CREG?")[0] == b"+CREG: 0,1"
    reader.close()


@taken
def test_a_wait_that_nothing_can_end_says_what_each_thread_waits_for(sim800):
    sim800.serial.timeout = None
    reader = Reader(sim800.serial)
    reader.ask(b"ATE0")

    def get_for_ever():
        while True:
            reader.lines.get()

    with pytest.raises(NothingMore, match=r"MainThread waits for a lock.*; reader waits for read\(1\)"):
        get_for_ever()
    sim800.serial.cancel_read()
    reader.close()


@taken
def test_threads_take_turns_the_same_way_every_time(sim800):
    order = []

    def work(number):
        for _ in range(20):
            time.sleep(0.01 * number + 0.001)
            order.append((sim800.elapsed, number))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert order == sorted(order, key=lambda one: one[0])
    assert len(order) == 380


@taken
def test_a_pool(sim800):
    before = sim800.elapsed
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        list(pool.map(time.sleep, [10, 20, 30]))
    assert sim800.elapsed - before == pytest.approx(30, abs=0.1)


@taken
def test_a_timer(sim800):
    rung = []
    timer = threading.Timer(100, lambda: rung.append(sim800.elapsed))
    timer.start()
    timer.join()
    assert rung == [pytest.approx(100, abs=0.1)]


@taken
def test_a_barrier(sim800):
    barrier, past = threading.Barrier(3), []

    def work(seconds):
        time.sleep(seconds)
        barrier.wait()
        past.append(sim800.elapsed)

    threads = [threading.Thread(target=work, args=(seconds,)) for seconds in (1, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert past == [pytest.approx(3, abs=0.1)] * 3


@taken
def test_a_thread_that_spins_lets_others_run(sim800):
    seen = []

    def look():
        while not seen:
            if sim800.serial.in_waiting:
                seen.append(sim800.elapsed)

    thread = threading.Thread(target=look)
    thread.start()
    time.sleep(5)
    sim800.serial.write(b"AT\r")
    thread.join(10)
    assert seen


@taken
def test_locks_and_events_that_were_made_early(sim800):
    def set_later():
        with EARLY_LOCK:
            time.sleep(5)
        EARLY_EVENT.set()

    assert type(EarlyLock()) is type(threading.Lock())
    threading.Thread(target=set_later).start()
    time.sleep(1)
    with EARLY_LOCK:
        assert sim800.elapsed >= 5
    assert EARLY_EVENT.wait(10)
    assert sim800.elapsed < 6


@taken
def test_pyserials_own_reading_thread(sim800):
    got = []

    class Lines(LineReader):
        def handle_line(self, line):
            got.append(line)

    sim800.serial.timeout = 1
    with ReaderThread(sim800.serial, Lines) as protocol:
        protocol.transport.write(b"AT\r")
        time.sleep(5)
    assert "OK" in got


@taken
def test_what_breaks_in_a_thread_is_told_as_ever(sim800):
    told = []
    before, threading.excepthook = threading.excepthook, told.append
    try:
        thread = threading.Thread(target=lambda: 1 // 0)
        thread.start()
        thread.join()
    finally:
        threading.excepthook = before
    assert [one.exc_type for one in told] == [ZeroDivisionError]
    assert not thread.is_alive()


def played(test, **options):
    """Play a test with a module of its own."""
    with module("sim800", **options) as held:
        return test(held)


def test_a_thread_that_does_not_go_by_the_clock_is_refused_and_the_test_fails():
    refused = []

    def test(sim800):
        def read():
            with contextlib.suppress(BaseException):
                sim800.serial.read(1)
            refused.append(True)

        thread = threading.Thread(target=read, name="reader")
        thread.start()
        thread.join()

    with pytest.raises(WrongUse, match=r"the thread reader does not go by the clock.*takes_over_threads"):
        played(test)
    assert refused


def test_threads_that_are_left_are_ended_and_named():
    def test(sim800):
        sim800.serial.timeout = None
        reader = Reader(sim800.serial)
        reader.ask(b"AT")
        return reader.thread

    with pytest.warns(ThreadsLeft, match=r"reader \(waits for "):
        thread = played(test, threads=True)
    thread.join(2)
    assert not thread.is_alive()


def test_a_thread_whose_turn_never_came_does_not_begin():
    begun = []

    def test(_):
        def sleeps():
            begun.append(True)
            time.sleep(3)  # real time, to which it would come if it began

        thread = threading.Thread(target=sleeps, name="late")
        thread.start()
        return thread

    with pytest.warns(ThreadsLeft, match=r"late \(has not begun\)"):
        thread = played(test, threads=True)
    thread.join(2)
    assert not thread.is_alive()
    assert not begun


def test_a_thread_that_takes_its_end_for_an_error_is_ended_nevertheless():
    def test(sim800):
        def tries_again():
            while True:
                with contextlib.suppress(Exception):
                    sim800.serial.read(1)

        thread = threading.Thread(target=tries_again, daemon=True)
        thread.start()
        sim800.sleep(10)
        return thread

    with pytest.warns(ThreadsLeft):
        thread = played(test, threads=True)
    thread.join(2)
    assert not thread.is_alive()


def test_a_thread_that_swallows_its_end_is_named():
    def test(sim800):
        def never_ends():
            while True:
                with contextlib.suppress(BaseException):
                    sim800.serial.read(1)

        threading.Thread(target=never_ends, name="stubborn", daemon=True).start()
        sim800.sleep(10)

    with pytest.raises(WrongUse, match="threads do not end when the test is over: stubborn"):
        played(test, threads=True)


def test_a_real_lock_that_is_held_over_a_wait_is_named(monkeypatch):
    monkeypatch.setattr(atconform.testing.takeover.watchdog, "PATIENCE", 0.5)

    class Device:
        def __init__(self):
            self.lock = threading.Lock()

        def work(self):
            with self.lock:
                time.sleep(5)

    device = Device()  # before the test takes over threads

    def test(sim800):
        threading.Thread(target=device.work, name="worker").start()
        time.sleep(1)
        device.work()

    with pytest.raises(WrongUse, match=r"the thread MainThread has come to no wait.*worker waits for sleep"):
        played(test, time=True, threads=True)
