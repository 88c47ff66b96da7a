"""When a fault begins, how often, and when it is over."""

import pytest

from atconform.base.errors import UsageError
from tests.faults.desk import Desk


def bearer(desk):
    """Bring a context up."""
    desk.sleep(8)
    for line in ("ATE0", 'AT+CSTT="internet"', "AT+CIICR", "AT+CIFSR"):
        desk.write(line.encode() + b"\r")
        desk.sleep(2)
    desk.read(10_000, 0)


def lost(desk):
    return desk.log.count(b"+PDP: DEACT")


def test_now():
    desk = Desk()
    bearer(desk)
    order = desk.faults.begin("context-lost")
    desk.sleep(1)
    assert (lost(desk), order.struck, order.over) == (1, 1, True)


def test_after_a_time():
    desk = Desk()
    bearer(desk)
    desk.faults.begin("context-lost", after=30)
    desk.sleep(29)
    assert lost(desk) == 0
    desk.sleep(2)
    assert lost(desk) == 1


def test_again_and_again():
    desk = Desk()
    bearer(desk)
    order = desk.faults.begin("context-lost", every=3600)
    desk.sleep(1)
    for hour in (1, 2, 3):
        assert lost(desk) == hour
        for line in (b"AT+CIPSHUT\r", b'AT+CSTT="internet"\r', b"AT+CIICR\r"):
            desk.write(line)
            desk.sleep(2)
        desk.sleep(3594)
    order.end()
    desk.sleep(7200)
    assert lost(desk) == 4


def test_so_many_times():
    desk = Desk()
    desk.sleep(5)
    order = desk.faults.begin("context-lost", every=10, times=3)
    desk.sleep(25)
    assert order.over


def test_after_a_command():
    desk = Desk()
    bearer(desk)
    desk.faults.begin("context-lost", after_command="at+cipstart")
    desk.write(b"AT+CIPSTATUS\r")
    desk.sleep(1)
    assert lost(desk) == 0
    desk.write(b'AT+CIPSTART="TCP","198.51.100.7",80\r')
    desk.sleep(1)
    assert lost(desk) == 1


def test_for_a_time():
    desk = Desk()
    desk.sleep(8)
    desk.faults.begin("weak-signal", after=1, lasts=10)
    desk.sleep(2)
    desk.write(b"AT+CSQ\r")
    desk.sleep(10)
    desk.write(b"AT+CSQ\r")
    desk.sleep(1)
    assert b"+CSQ: 2,7" in desk.log
    assert b"+CSQ: 20,0" in desk.log
    assert desk.faults.active == ()


def test_one_that_has_met_what_it_is_about_is_not_ended_the_next_time_by_the_time_before():
    desk = Desk()
    desk.sleep(8)
    desk.faults.error(command="AT+CSQ", every=10, lasts=15)
    for late in (1, 14.5):  # the first is met at once; the second waits from 10 s to 25 s
        desk.sleep(late)
        desk.write(b"AT+CSQ\r")
        desk.sleep(1)
    assert desk.log.count(b"\r\nERROR\r\n") == 2


def test_until_it_is_ended():
    desk = Desk()
    desk.sleep(8)
    order = desk.faults.begin("no-network")
    desk.sleep(1000)
    assert desk.faults.active == (order,)
    desk.faults.clear()
    desk.write(b"AT+CREG?\r")
    desk.sleep(1)
    assert b"+CREG: 0,1" in desk.log


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"every": 10, "after_command": "AT"}, "every and after-command exclude each other"),
        ({"every": 0}, "every=0s would never let time pass"),
        ({"after": -1}, "after=-1: no such time"),
        ({"after": "1 week"}, "after=1 week: no such time"),
        ({"after": True}, "after=True: no such time"),
        ({"times": 0}, "times=0: no such number"),
        ({"after_command": "AT\r"}, "no such text"),
        ({"lasts": 1}, "context-lost has no parameter lasts"),
    ],
)
def test_what_does_not_fit(given, wrong):
    with pytest.raises(UsageError, match=wrong):
        Desk().faults.begin("context-lost", **given)


def test_what_is_called_in_vain_is_seen_until_it_has_failed():
    desk = Desk()
    bearer(desk)
    desk.faults.call_unanswered(patience=20)
    desk.write(b'AT+CIPSTART="TCP","198.51.100.7",80\r')
    desk.sleep(10)
    assert [(link.far, link.up) for link in desk.core.seen.links.values()] == [("198.51.100.7:80", False)]
    desk.sleep(20)
    assert desk.core.seen.links == {}


def test_no_such_fault():
    with pytest.raises(UsageError, match="there is no fault context_list; did you mean context-lost"):
        Desk().faults.begin("context_list")
