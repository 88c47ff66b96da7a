"""What no step has claimed yet is found without looking through what is."""

import sys

from atconform.base.holding import holding
from atconform.judge.framelog import FrameLog
from atconform.judge.grammar.frame import Frame


def log_of(*kinds):
    log = FrameLog()
    for kind in kinds:
        log.add(Frame(kind, kind.encode()))
    return log


def test_unclaimed_frames_of_every_kind_come_in_their_order():
    log = log_of("echo", "line", "raw", "stray", "line", "payload")
    log.claim(log.frames[1])
    assert [frame.position for frame in log.unclaimed()] == [0, 2, 3, 4, 5]
    assert log.next_line() is log.frames[4]
    assert [frame.position for frame in log.data()] == [2, 5]
    assert log.stray() == b"stray"


def test_a_frame_that_asks_for_no_step_is_no_unclaimed_one():
    log = FrameLog()
    log.add(Frame("line", b"RDY"), claimed=True)
    assert list(log.unclaimed()) == []
    assert len(log) == 1


def test_equal_frames_are_claimed_one_by_one():
    log = log_of("line", "line")
    log.claim(log.frames[0])
    assert log.next_line() is log.frames[1]


def lines_of_code_run(work):
    """Count the lines that are run here and below: what looking costs, whatever the machine is at."""
    count = 0

    def trace(_frame, event, _argument):
        nonlocal count
        count += event == "line"
        return trace

    with holding():  # others have Python call them when it looks for what can be let go
        sys.settrace(trace)
        try:
            work()
        finally:
            sys.settrace(None)
    return count


def test_looking_for_the_next_unclaimed_frame_costs_the_same_after_ten_thousand_frames_as_after_ten():
    costs = []
    for earlier in (10, 10_000):
        log = log_of(*["line"] * earlier)
        for frame in log.frames:
            log.claim(frame)
        log.add(Frame("line", b"CLOSED"))
        costs.append(lines_of_code_run(lambda log=log: (log.next_line(), list(log.unclaimed()))))
    assert costs[0] == costs[1]
