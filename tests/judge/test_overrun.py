"""A module that never comes to an end: it is held against it, a step ends in time, and waiting costs what comes."""

import contextlib
import itertools

import pytest

from atconform.base.basis import Basis
from atconform.base.errors import BenchFault, ModuleFault, Overrun
from atconform.base.notation import show_bytes
from atconform.base.units import MS, SECOND
from atconform.judge.grammar import grammar
from atconform.judge.ground import Ground
from atconform.judge.overrun import MOST_UNASKED
from atconform.protocol.transport import Event, Instant, ModuleBytes
from tests.judge.scripted import Conversation, ScriptedTransport
from tests.judge.test_framelog import lines_of_code_run

GRAMMAR = grammar.load(("v250", "bearer", "cip"))
STEPS = {
    "answers": lambda s: s.answers("OK"),
    "reports": lambda s: s.reports("CLOSED"),
    "delivers": lambda s: s.delivers(b"hello"),
    "puts out": lambda s: s.puts_out(b"hello", "+IPD,5:"),
    "silence": lambda s: s.is_silent(5 * SECOND),
    "ignores": lambda s: s.ignores("AT", 5 * SECOND),
    "the end": lambda s: s.end(),
}
LINES = (b"\r\n+CSQ: 20,0\r\n", b"\r\nRING\r\n", b"\r\nB\xffO\r\n")


class Endless(ScriptedTransport):
    """A module that says something whenever it is listened to."""

    def __init__(self, chunks, gap=1 * MS):
        super().__init__()
        self._chunks = iter(chunks)
        self._gap = gap

    def step(self, deadline):
        chunk = next(self._chunks, None) if self._now + self._gap <= deadline or not self._gap else None
        if chunk is None:
            return super().step(deadline)
        self._now += self._gap
        return Event(Instant(self._now, self._now), ModuleBytes(chunk))


def hearing(chunks, gap=1 * MS):
    s = Conversation(Endless(chunks, gap), GRAMMAR)
    s.line.echo = False
    s.send("AT")
    return s


@pytest.mark.parametrize("line", LINES, ids=show_bytes)
@pytest.mark.parametrize("step", STEPS)
def test_lines_without_end_are_the_modules_fault_in_words(step, line):
    s = hearing(itertools.repeat(line * 500, 1000))
    with pytest.raises(ModuleFault) as raised:
        STEPS[step](s)
    assert len(s.log) <= 2 * MOST_UNASKED + 10
    assert len(str(raised.value)) < 3000
    assert s.transport.now() < 6 * SECOND


@pytest.mark.parametrize("noise", [b"\r\n", b"\r", b"A", b"\0", b"~", b"\r\n\n", b'"', b"0123456789"], ids=show_bytes)
@pytest.mark.parametrize("step", STEPS)
def test_noise_ends_no_later_than_the_step(step, noise):
    s = hearing(itertools.repeat(noise * (20_000 // len(noise)), 50))
    with pytest.raises(ModuleFault) as raised:
        STEPS[step](s)
    assert len(str(raised.value)) < 3000
    assert s.transport.now() < 6 * SECOND


@pytest.mark.parametrize("step", STEPS)
def test_a_line_without_end_is_the_modules_fault_at_once(step):
    s = hearing(itertools.chain([b"\r\n"], itertools.repeat(b"Z" * 1000, 50_000)))
    with pytest.raises(
        Overrun, match=r"^said 'Z+\.\.\. \(4094 bytes\)' without the end of a line: no line of a module"
    ):
        STEPS[step](s)
    assert s.transport.now() < SECOND


@pytest.mark.parametrize("digits", ["9" * 6, "9" * 3000, "9" * 4400])
def test_a_number_of_any_length_is_the_modules_fault_and_no_error(digits):
    s = hearing([f"\r\n+IPD,{digits}:".encode()])
    with pytest.raises(Overrun, match=r"^said '\+IPD,9+"):
        s.delivers(b"hello")


def test_empty_lines_are_shown():
    s = hearing([b"\r\n" * 9])
    with pytest.raises(ModuleFault, match=r"^the module also said \[(<CR><LF>){9}\]$"):
        s.end()


def test_a_flood_of_answers_is_no_answer():
    s = hearing(itertools.repeat(b"\r\n+CSQ: 20,0\r\n" * 500, 1000))
    with pytest.raises(
        Overrun, match=r"said more than 10000 lines or pieces that nobody asked for; the last: '\+CSQ: 20,0'"
    ):
        s.answers("+CSQ: 20,0", "OK")


def test_what_never_ends_fails_whatever_its_step_rests_on():
    s = hearing(itertools.repeat(b"\r\nBOO\r\n" * 500, 1000))
    s.findings.ground = Ground(Basis.OWN)
    with pytest.raises(Overrun) as raised:
        s.is_silent(5 * SECOND)
    with pytest.raises(Overrun):
        s.findings.weigh(raised.value)


def test_bytes_that_never_stop_are_a_fault_of_the_bench_soon_after_the_deadline():
    s = Conversation(Endless(itertools.repeat(b"\0"), gap=1 * MS), GRAMMAR)
    s.transport.step = lambda deadline, step=s.transport.step: step(deadline + 3600 * SECOND)
    with pytest.raises(BenchFault, match="never falls quiet"):
        s.pass_time(SECOND)
    assert s.transport.now() < 4 * SECOND


@pytest.mark.parametrize("step", ["answers", "reports", "delivers", "puts out", "silence"])
@pytest.mark.parametrize("said", [b"\r\nBOO\r\n", b"\r\nRING\r\n", b"x\r\n"], ids=show_bytes)
def test_waiting_looks_once_at_what_comes(step, said):
    def cost(count):
        s = hearing(itertools.repeat(said, count))
        s.findings.ground = Ground(Basis.OWN)  # so that a silence goes on

        def play():
            with contextlib.suppress(ModuleFault):
                STEPS[step](s)

        return lines_of_code_run(play)

    cost(1)  # the grammar is loaded when it is first used
    assert cost(400) < 5 * cost(100)


def test_an_unsolicited_line_that_is_expected_later_may_come_before_the_one_ahead_of_it():
    s = hearing([b"\r\nCLOSED\r\n\r\n+CSQ: 20,0\r\n", b"\r\nOK\r\n"])
    s.answers("+CSQ: 20,0", "CLOSED", "OK")
    s.end()
