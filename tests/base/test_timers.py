import gc

from atconform.base.timers import TIDY_FROM, Timer, Timers


def test_what_was_taken_back_is_not_kept_until_it_would_have_been_due():
    timers, ran = Timers(), []
    timers.after(1, lambda: ran.append("first"))
    for number in range(10_000):
        timer = timers.after(3600 + number, lambda: ran.append("taken back"))
        timer.cancel()
    waiting = sum(isinstance(thing, Timer) for thing in gc.get_objects())
    timers.after(2, lambda: ran.append("last"))
    timers.advance(100_000)
    assert ran == ["first", "last"]
    assert waiting < TIDY_FROM + 1000  # with those of other tests


def test_what_waits_runs_in_the_order_of_its_time_however_many_there_are():
    timers, ran = Timers(), []
    kept = [timers.after(number * 7919 % 5000, lambda number=number: ran.append(number)) for number in range(5000)]
    for timer in kept[::3]:
        timer.cancel()
    timers.advance(5000)
    assert ran == [number for number in sorted(range(5000), key=lambda n: n * 7919 % 5000) if number % 3]
