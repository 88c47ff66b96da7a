from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atconform.base.errors import UsageError
from atconform.base.units import MS, SECOND
from atconform.serve.wire import Wire, read_pace


def arrivals(puts: list[tuple[int, int]], baud: int) -> list[Fraction]:
    """Return when each byte arrives: ten bit times after the one before it or, on an idle line, after it was put in."""
    free, out = Fraction(0), []
    for when, count in puts:
        for _ in range(count):
            free = max(free, Fraction(when)) + Fraction(10 * SECOND, baud)
            out.append(free)
    return out


@given(
    baud=st.sampled_from([300, 9600, 57600, 115200, 921600]),
    doings=st.lists(st.tuples(st.integers(0, 20 * MS), st.integers(0, 30))),
)
def test_every_byte_comes_through_in_its_time_however_they_are_put_in_and_looked_at(baud, doings):
    wire = Wire(baud)
    puts, taken, now = [], 0, 0
    for pause, count in doings:  # a count of 0 only looks
        now += pause
        if count:
            wire.put(bytes(count), now)
            puts.append((now, count))
        else:
            data = wire.through(now)
            wire.take(len(data))
            taken += len(data)
        assert taken + len(wire.through(now)) == sum(when <= now for when in arrivals(puts, baud))
    following = [when for when in arrivals(puts, baud) if when > now]
    assert wire.next_deadline() == (-(-following[0] // 1) if following else None)


def test_a_long_block_takes_exactly_its_time():
    wire = Wire(115200)
    wire.put(bytes(115_200), 0)
    assert len(wire.through(10 * SECOND - 1)) == 115_199
    assert len(wire.through(10 * SECOND)) == 115_200


def test_the_rate_is_the_same_when_the_wire_is_filled_up_again_and_again():
    wire, now, came = Wire(115200), 0, 0
    while now < 10 * SECOND:
        wire.put(bytes(4096 - len(wire)), now)
        now += 1 * MS
        data = wire.through(now)
        wire.take(len(data))
        came += len(data)
    assert came == 115_200


def test_bytes_keep_their_order_and_what_is_not_taken_stays():
    wire = Wire(10_000)
    wire.put(b"abc", 0)
    wire.put(b"def", 1 * MS)
    assert wire.through(2 * MS) == b"ab"
    wire.take(1)
    assert wire.through(6 * MS) == b"bcdef"
    assert len(wire) == 5


def test_what_was_put_in_later_is_not_through_at_an_earlier_time():
    wire = Wire(10_000)
    wire.put(b"abc", 5 * MS)
    assert wire.through(4 * MS) == b""


def test_without_a_pace_everything_is_through_at_once():
    wire = Wire()
    wire.put(b"abc", 0)
    assert wire.through(0) == b"abc"
    assert wire.next_deadline() is None


@pytest.mark.parametrize("text", ["0", "fast", "", "-9600", "9600.0", "9_600", "9" * 10])
def test_what_is_no_rate_is_said_in_one_line(text):
    with pytest.raises(UsageError, match=f"--pace {text}: name a rate in bits a second, for instance 115200"):
        read_pace(text)
