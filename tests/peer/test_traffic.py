from __future__ import annotations

import pytest

from atconform.base.errors import BenchFault
from atconform.base.units import SECOND
from atconform.peer.traffic import Allowance, Traffic


class Clock:
    now = 0

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def traffic(clock) -> Traffic:
    allowed = {"calls": Allowance(3, 1), "datagrams": Allowance(10, 2), "bytes": Allowance(1000, 100)}
    return Traffic(clock, allowed)


def spends(traffic: Traffic, ip: str, kind: str, count: int = 1) -> bool:
    try:
        traffic.spend(ip, kind, count)
    except BenchFault:
        return False
    return True


def test_what_is_allowed_at_once_comes_back_with_time(traffic, clock):
    assert [spends(traffic, "a", "calls") for _ in range(4)] == [True, True, True, False]
    clock.now += SECOND - 1
    assert not spends(traffic, "a", "calls")
    clock.now += 1
    assert [spends(traffic, "a", "calls") for _ in range(2)] == [True, False]
    clock.now += 3600 * SECOND
    assert [spends(traffic, "a", "calls") for _ in range(4)] == [True, True, True, False]


def test_addresses_and_kinds_have_allowances_of_their_own(traffic):
    assert [spends(traffic, "a", "calls") for _ in range(4)][-1] is False
    assert spends(traffic, "b", "calls")
    assert spends(traffic, "a", "datagrams")


def test_over_a_long_time_it_is_no_more_than_so_much_a_second(traffic, clock):
    sent = 0
    while clock.now < 100 * SECOND:
        sent += 60 * spends(traffic, "a", "bytes", 60)
        clock.now += SECOND // 10
    assert 100 * 100 <= sent <= 1000 + 100 * 100


def test_what_was_refused_is_not_counted(traffic, clock):
    for _ in range(100):
        assert not spends(traffic, "a", "bytes", 2000)
    assert spends(traffic, "a", "bytes", 1000)


def test_addresses_that_have_had_nothing_for_long_are_forgotten(traffic, clock):
    for number in range(10_000):
        spends(traffic, f"10.0.{number // 256}.{number % 256}", "calls")
        clock.now += SECOND // 100
    assert len(traffic._budgets) <= 200


def test_the_fault_says_who_gets_no_more_of_what(traffic):
    with pytest.raises(BenchFault, match="gets no more than 100 bytes a second from this far end"):
        traffic.spend("192.0.2.7", "bytes", 1001)
