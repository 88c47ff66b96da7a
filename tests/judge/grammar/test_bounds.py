"""A module that never comes to an end: every byte costs the same, and frames are what they are in any pieces."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from atconform.judge.grammar import grammar
from atconform.judge.grammar.bounds import LONGEST, MOST_COUNTED
from atconform.judge.grammar.framer import Framer
from atconform.judge.grammar.ledger import common_length

GRAMMAR = grammar.load(("v250", "bearer", "cip", "cso"))
SERVER = ("server", 1)
DIGITS = b"9" * 4400
SHAPES = {
    "CR": b"\r",
    "LF": b"\n",
    "CR LF": b"\r\n",
    "CR LF LF": b"\r\n\n",
    "CR CR LF": b"\r\r\n",
    "NUL": b"\0",
    "A": b"A",
    "A CR": b"A\r",
    "plus": b"+",
    "quote": b'"',
    "colon": b":",
    "digits": b"0123456789",
    "OK without a line end": b"\r\nOK",
    "OK without a line before it": b"OK\r\n",
    "OK": b"\r\nOK\r\n",
    "an unknown line": b"\r\nBOO\r\n",
    "a broken line": b"\r\nB\xff\r\n",
    "the beginning of a report": b"\r\n+CREG",
    "prompts": b"\r\n> ",
    "headers": b"\r\n+IPD,3:abc",
    "echo": b"AT\r",
    "a piece of echo": b"AT",
    "payload": b"hel",
    "noise": b"A\xff",
    "flags": b"~",
    "frames of PPP": b"~a~",
    "text under a line": b'\r\n+CMT: "1","","x"\r\nAWAKE\r\n',
    "anything": random.Random(1).randbytes(3000),
    "anything of a line": bytes(random.Random(2).choices(b'\r\nA>+:~"0 hel', k=3000)),
}


class Watched(Framer):
    """A framer that counts how many bytes it looks at."""

    looked_at = 0

    def _echo(self, data):
        self.looked_at += len(data)
        return super()._echo(data)


def made(*, verbose=True, kind=Framer):
    framer = kind(GRAMMAR)
    framer.verbose = verbose
    framer.ledger.owe_echo(b"AT\r")
    framer.ledger.owe_payload(SERVER, b"hello")
    framer.ledger.ppp = True
    return framer


def cut(framer, *chunks):
    frames = []
    for chunk in chunks:
        framer.feed(chunk)
        frames += framer.take()
    framer.settle()
    return [(frame.kind, frame.raw) for frame in frames + framer.take()]


def pieces(data, size):
    return [data[begin : begin + size] for begin in range(0, len(data), size)]


def much(shape, size):
    return (SHAPES[shape] * (size // len(SHAPES[shape]) + 1))[:size]


@pytest.mark.parametrize("verbose", [True, False], ids=["verbose", "terse"])
@pytest.mark.parametrize("shape", SHAPES)
def test_frames_are_the_same_in_any_pieces_however_much_comes(shape, verbose):
    data = much(shape, 2 * LONGEST + 100) + b"\r\n\r\nOK\r\n"
    whole = cut(made(verbose=verbose), data)
    assert b"".join(raw for _, raw in whole) == data
    cuts = [0, *range(LONGEST - 8, LONGEST + 8), *range(2 * LONGEST - 8, 2 * LONGEST + 120, 8), len(data)]
    assert cut(made(verbose=verbose), *(data[begin:end] for begin, end in pairwise(cuts))) == whole


@pytest.mark.parametrize("verbose", [True, False], ids=["verbose", "terse"])
@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_as_much_is_looked_at_no_more_than_eight_times_as_often(shape, verbose):
    looked_at = []
    for size in (5_000, 20_000):
        framer = made(verbose=verbose, kind=Watched)
        cut(framer, *pieces(much(shape, size), 10_000))
        looked_at.append(framer.looked_at)
    assert looked_at[1] <= 8 * looked_at[0]


@pytest.mark.parametrize("size", [1, 1000])
def test_what_is_waited_for_does_not_cost_more_the_more_of_it_has_come(size):
    costs = []
    for length in (6_000, 24_000):
        framer = Watched(GRAMMAR)
        framer.ledger.owe_echo(bytes(length))
        framer.ledger.owe_payload(SERVER, b"x" * length)
        assert {kind for kind, _ in cut(framer, *pieces(bytes(length), size))} == {"echo"}
        assert {kind for kind, _ in cut(framer, *pieces(b"x" * length, size))} == {"raw"}
        assert not framer.ledger.echo
        assert framer.ledger.payload == {}
        costs.append(framer.looked_at / length)
    assert costs[1] <= 2 * costs[0]


def test_payload_in_pieces_tells_when_each_came():
    framer = Framer(GRAMMAR)
    framer.ledger.owe_payload(SERVER, b"x" * 3 * LONGEST)
    for at in range(3 * LONGEST):
        framer.feed(b"x", (at, at))
    came = [piece for frame in framer.take() for piece in frame.pieces]
    assert came == [(1, (at, at)) for at in range(3 * LONGEST)]


def test_payload_in_digits_may_be_longer_than_what_is_looked_at():
    framer = Framer(GRAMMAR)
    framer.ledger.owe_payload(SERVER, bytes(3000))
    assert {kind for kind, _ in cut(framer, *pieces(bytes(3000).hex().encode(), 100))} == {"raw"}
    assert framer.ledger.payload == {}


@pytest.mark.parametrize("line", [b"\r\n" + b"A" * 50_000, b"\r\n+IPD," + DIGITS + b":", b"\r\n" + bytes(5000)])
def test_a_line_is_too_long_as_soon_as_it_is_longer_than_any(line):
    framer = Framer(GRAMMAR)
    framer.feed(line)
    first, *_ = framer.take()
    assert (first.kind, first.raw) == ("excess", line[:LONGEST])


def test_a_terse_line_has_nothing_before_it_and_may_be_too_long_as_well():
    assert cut(made(verbose=False), *pieces(b"B" * 5000, 1000))[0] == ("excess", b"B" * LONGEST)


def test_the_longest_line_is_a_line():
    line = b"\r\n" + b"Z" * (LONGEST - 4) + b"\r\n"
    assert cut(Framer(GRAMMAR), *pieces(line + b"\r\nOK\r\n", 100)) == [("unknown", line), ("line", b"\r\nOK\r\n")]


@pytest.mark.parametrize("header", [b"+IPD,%d:", b"+RECEIVE,0,%d:\r\n", b"+CIPRXGET: 2,%d,0\r\n"])
def test_a_header_that_counts_more_than_a_module_can_have_is_too_much(header):
    assert [cut(Framer(GRAMMAR), b"\r\n" + header % count)[0][0] for count in (MOST_COUNTED, MOST_COUNTED + 1)] == [
        "header",
        "excess",
    ]
    many = b"\r\n" + header.replace(b"%d", b"9" * 3000)
    assert cut(Framer(GRAMMAR), many)[0][0] == "excess"


# --- a line that nobody knows, while echo or payload is owed

UNKNOWN = (b"OVER THE LIMIT", b"ALARM", b"READY AT LAST", b"HALTED", b"WARNING")
OWED = (b"AT\r", b"AT+CSQ\r", b"UN", b"hello\x1a")


@pytest.mark.parametrize("size", [1, 100])
@pytest.mark.parametrize("owed", OWED)
@pytest.mark.parametrize("line", UNKNOWN)
def test_an_unknown_line_ends_at_its_line_end_whatever_letters_it_has(line, owed, size):
    for verbose, said in ((True, b"\r\n" + line + b"\r\n"), (False, line + b"\r\n")):
        framer = Framer(GRAMMAR)
        framer.verbose = verbose
        framer.ledger.owe_echo(owed)
        framer.ledger.owe_payload(SERVER, b"World")
        assert cut(framer, *pieces(said + owed + b"\r\nOK\r\n", size))[:2] == [("unknown", said), ("echo", owed)]


@pytest.mark.parametrize("size", [1, 100])
@pytest.mark.parametrize("line", UNKNOWN)
def test_text_that_is_no_line_for_want_of_a_line_end_before_it_is_taken_as_one_as_well(line, size):
    framer = Framer(GRAMMAR)
    framer.ledger.owe_echo(b"AT\r")
    frames = cut(framer, *pieces(line + b"\r\nAT\r\r\nOK\r\n", size))
    assert [kind for kind, _ in frames if kind != "stray"] == ["echo", "line"]
    assert b"".join(raw for kind, raw in frames if kind == "stray") == line + b"\r\n"


@pytest.mark.parametrize("line", [b'\r\n+CMT: "1","","x"\r\nAWAKE\r\n', b"\r\nWAKE\r\n"])
def test_text_that_begins_as_what_is_owed_does_is_none_of_it(line):
    framer = Framer(GRAMMAR)
    framer.ledger.owe_echo(b"AT\r")
    framer.ledger.owe_payload(SERVER, b"World")
    assert [raw for _, raw in cut(framer, *pieces(line + b"AT\rWorld", 4))] == [line, b"AT\r", b"World"]


@pytest.mark.parametrize("begin", range(1, 6))
def test_a_line_may_come_in_the_middle_of_echo(begin):
    framer = Framer(GRAMMAR)
    framer.ledger.owe_echo(b"AT+CSQ\r")
    assert cut(framer, *pieces(b"AT+CSQ\r"[:begin] + b"\r\nRING\r\n" + b"AT+CSQ\r"[begin:], 1)) == [
        ("echo", b"AT+CSQ\r"[:begin]),
        ("line", b"\r\nRING\r\n"),
        ("echo", b"AT+CSQ\r"[begin:]),
    ]


def test_the_common_length_is_found():
    for first, second in pairwise([b"", b"a", b"ab", b"abc", b"b", b"bbbbbb", b"bbbbba", b"bb"]):
        expected = next((i for i, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), None)
        assert common_length(first, second) == (min(len(first), len(second)) if expected is None else expected)
