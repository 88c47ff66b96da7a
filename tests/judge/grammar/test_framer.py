"""Cutting the module's output into frames: what each piece is, and that the pieces it came in do not matter."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atconform.judge.grammar import grammar
from atconform.judge.grammar.framer import Framer

GRAMMAR = grammar.load(("v250", "bearer", "cip", "cso"))
SERVER = ("server", 1)
OTHER = ("other", 1)

Frames = list[tuple[str, bytes]]


def framer(echo: bytes = b"", payload: dict[tuple[str, int], bytes] | None = None, *, verbose: bool = True) -> Framer:
    made = Framer(GRAMMAR)
    made.verbose = verbose
    made.ledger.owe_echo(echo)
    for source, data in (payload or {}).items():
        made.ledger.owe_payload(source, data)
    return made


def cut(made: Framer, *chunks: bytes) -> Frames:
    """Feed chunks, settle, and tell the frames, adjacent ones of the same kind put together."""
    for chunk in chunks:
        made.feed(chunk)
    made.settle()
    frames: Frames = []
    for frame in made.take():
        if frames and frames[-1][0] == frame.kind in ("echo", "raw", "stray"):
            frames[-1] = (frame.kind, frames[-1][1] + frame.raw)
        else:
            frames.append((frame.kind, frame.raw))
    return frames


def test_echo_answer_and_report_are_told_apart() -> None:
    data = b"AT+CIPSEND\r\r\n> hello\x1a\r\nSEND OK\r\n"
    assert cut(framer(b"AT+CIPSEND\rhello\x1a"), data) == [
        ("echo", b"AT+CIPSEND\r"),
        ("prompt", b"\r\n> "),
        ("echo", b"hello\x1a"),
        ("line", b"\r\nSEND OK\r\n"),
    ]


def test_the_control_character_that_ended_an_entry_may_be_missing_from_the_echo() -> None:
    data = b"hello\r\nSEND OK\r\nAT\r\r\nOK\r\n"
    kinds = [kind for kind, _ in cut(framer(b"hello\x1aAT\r"), data)]
    assert kinds == ["echo", "line", "echo", "line"]


@pytest.mark.parametrize("echoed", [b"one\r\n\ntwo\r\n", b"one\rtwo\r", b"one\r\ntwo\r"])
def test_a_line_feed_may_be_missing_from_the_echo(echoed: bytes) -> None:
    made = framer(b"one\r\n\ntwo\r\n")
    frames = cut(made, echoed + b"\r\nOK\r\n")
    assert {kind for kind, _ in frames[:-1]} == {"echo"}
    assert frames[-1] == ("line", b"\r\nOK\r\n")
    assert made.ledger.echo.strip(b"\n") == b""


@pytest.mark.parametrize("echoed", [b"a\r\nb\n\x1a", b"a\rb\x1a"], ids=["echoed", "left out"])
def test_lf_may_be_echoed_and_may_be_missing(echoed) -> None:
    frames = cut(framer(b"a\r\nb\n\x1a"), echoed + b"\r\nSEND OK\r\n")
    assert frames == [("echo", echoed), ("line", b"\r\nSEND OK\r\n")]


def test_a_report_before_the_echoed_control_character_leaves_it_owed() -> None:
    assert cut(framer(b"\x1a"), b"\r\nCLOSED\r\n\x1a") == [("line", b"\r\nCLOSED\r\n"), ("echo", b"\x1a")]


def test_payload_without_a_header_is_known_by_what_was_sent() -> None:
    made = framer(payload={SERVER: b"hello SIM800"})
    assert cut(made, b"hello SIM800\r\nCLOSED\r\n") == [("raw", b"hello SIM800"), ("line", b"\r\nCLOSED\r\n")]
    assert made.ledger.payload == {}


def test_of_two_payloads_that_begin_alike_the_one_that_came_is_paid() -> None:
    made = framer(payload={SERVER: b"ab", OTHER: b"abc"})
    made.feed(b"ab")
    assert made.take() == []
    made.feed(b"c")
    assert [frame.source for frame in made.take()] == [OTHER]


def test_a_payload_that_was_cut_short_is_paid_in_part() -> None:
    made = framer(payload={SERVER: b"hello"})
    assert cut(made, b"hel\r\nCLOSED\r\n") == [("raw", b"hel"), ("line", b"\r\nCLOSED\r\n")]
    assert made.ledger.payload == {SERVER: b"lo"}


@pytest.mark.parametrize(
    ("header", "payload"),
    [
        (b"\r\n+RECEIVE,0,8:\r\n", b"\r\nOK\r\nxy"),
        (b"\r\n+RECEIVE,0,8,116.228.221.51:8500:\r\n", b"AT\r\r\nOK\r"),
        (b"\r\n+IPD,8:", b"\r\nOK\r\nxy"),
        (b"\r\n+IPD,8,TCP:", b"+IPD,9::"),
        (b"\r\n+CIPRXGET: 2,8,0\r\n", b"\r\nOK\r\nxy"),
        (b"\r\n+CIPRXGET: 2,5,8,0\r\n", b"\r\n> 1234"),
        (b"\r\n+CIPRXGET: 2,8,0,116.228.221.51:8500\r\n", b"12345678"),
        (b"\r\n+CIPRXGET: 3,4,0\r\n", b"0D0A4F4B"),
    ],
)
def test_a_header_counts_its_payload_whatever_that_looks_like(header: bytes, payload: bytes) -> None:
    data = header + payload + b"\r\nOK\r\n"
    assert cut(framer(), data) == [("header", header), ("payload", payload), ("line", b"\r\nOK\r\n")]


def test_digits_pay_the_bytes_that_they_stand_for() -> None:
    made = framer(payload={SERVER: b"hello"})
    cut(made, b"\r\n+CIPRXGET: 3,5,0\r\n68656C6C6F\r\nOK\r\n")
    assert made.ledger.payload == {}


def test_nothing_follows_a_header_that_counts_nothing() -> None:
    kinds = [kind for kind, _ in cut(framer(), b"\r\n+CIPRXGET: 2,0,0\r\n\r\nOK\r\n")]
    assert kinds == ["header", "line"]


@pytest.mark.parametrize("data", [b"hello", b"\r\nOK\r\n", b"a,b:c", b"\xff\x00\r", b"> "])
def test_a_line_may_hold_data_that_it_counts_whatever_that_looks_like(data: bytes) -> None:
    made = framer(payload={SERVER: data})
    line = b"\r\n+CSONMI: 0,%d," % len(data) + data + b"\r\n"
    assert cut(made, line + b"\r\nOK\r\n") == [("line", line), ("line", b"\r\nOK\r\n")]
    assert made.ledger.payload == {}


def test_digits_within_a_line_pay_the_bytes_that_they_stand_for() -> None:
    made = framer(payload={SERVER: b"123", OTHER: b"313233"})
    cut(made, b"\r\n+CSONMI: 0,6,313233\r\n")
    assert made.ledger.payload == {OTHER: b"313233"}


def test_a_line_that_counts_its_data_wrongly_keeps_the_wrong_count() -> None:
    made = framer()
    made.feed(b"\r\n+CSONMI: 0,3,313233\r\n")
    assert [frame.fields["held_length"] for frame in made.take()] == ["3"]


def test_lines_may_stand_under_each_other_where_the_grammar_says_so() -> None:
    data = b'\r\nSTATE: IP STATUS\r\n\r\nC: 0,,"","","","INITIAL"\r\nC: 1,,"","","","INITIAL"\r\n'
    assert [kind for kind, _ in cut(framer(), data)] == ["line", "line", "line"]


def test_empty_lines_before_a_line_are_tolerated_by_name() -> None:
    made = framer()
    made.feed(b"\r\n\r\nOK\r\n")
    assert [(frame.kind, frame.leniencies) for frame in made.take()] == [("line", ("empty lines before a line",))]


def test_a_prompt_without_its_space_is_tolerated_by_name() -> None:
    made = framer()
    made.feed(b"\r\n>")
    assert made.take() == []
    made.settle()
    assert [(frame.kind, frame.leniencies) for frame in made.take()] == [("prompt", ("prompt without its space",))]


def test_a_line_that_no_rule_knows_ends_at_its_end() -> None:
    assert cut(framer(), b"\r\nBOO\r\n\r\nOK\r\n") == [("unknown", b"\r\nBOO\r\n"), ("line", b"\r\nOK\r\n")]


def test_what_is_no_line_of_text_is_stray_and_what_follows_is_not() -> None:
    assert cut(framer(), b"\r\nB\xcbO\r\n\r\nOK\r\n") == [("stray", b"\r\nB\xcbO"), ("line", b"\r\n\r\nOK\r\n")]


def test_numbers_are_results_in_terse_mode() -> None:
    data = b"AT\r0\r+CIPMUX: 0\r\n0\r\r\n+RECEIVE,0,2:\r\nhi\r\n> 4\r"
    kinds = [kind for kind, _ in cut(framer(b"AT\r", verbose=False), data)]
    assert kinds == ["echo", "line", "line", "line", "header", "payload", "prompt", "line"]


def test_a_text_that_two_leniencies_would_rewrite_in_turn_is_refused() -> None:
    assert GRAMMAR.read("0,NOTHING KNOWN") is None


# --- any chunking of the same bytes gives the same frames

PLAIN = st.binary(max_size=12).map(lambda data: data.replace(b"\r", b"").replace(b"\n", b""))
SAMPLES = [sample for rule in GRAMMAR.rules.values() for sample in rule.samples if not (rule.inline or rule.counts)]
LINES = st.sampled_from(SAMPLES).map(lambda text: b"\r\n" + text.encode() + b"\r\n")
COUNTED = st.binary(max_size=12).flatmap(
    lambda data: st.sampled_from(
        [
            b"\r\n+RECEIVE,0,%d:\r\n" % len(data) + data,
            b"\r\n+IPD,%d:" % len(data) + data,
            b"\r\n+CIPRXGET: 2,%d,0\r\n" % len(data) + data,
            b"\r\n+CIPRXGET: 3,1,%d,7\r\n" % len(data) + data.hex().upper().encode(),
            b"\r\n+CSONMI: 0,%d," % len(data) + data + b"\r\n",
        ]
    )
)
NOISE = st.lists(st.sampled_from([b"\r", b"\n", b"\r\n", b">", b" ", b"0", b":", b"+IPD,3:", b"OK", b"C: "])).map(
    b"".join
)
PIECES = st.lists(
    st.one_of(
        st.tuples(st.just("echo"), PLAIN),
        st.tuples(st.just("server"), PLAIN),
        st.tuples(st.just("other"), PLAIN),
        st.tuples(st.just(""), LINES),
        st.tuples(st.just(""), COUNTED),
        st.tuples(st.just(""), st.just(b"\r\n> ")),
        st.tuples(st.just(""), NOISE),
    ),
    max_size=12,
)


@given(PIECES, st.booleans(), st.data())
def test_any_chunking_gives_the_same_frames_and_loses_nothing(
    pieces: list[tuple[str, bytes]], verbose: bool, data: st.DataObject
) -> None:
    def owed(by: str) -> bytes:
        return b"".join(piece for owes, piece in pieces if owes == by)

    def made() -> Framer:
        payload = {(name, 1): owed(name) for name in ("server", "other") if owed(name)}
        return framer(owed("echo"), payload, verbose=verbose)

    output = b"".join(piece for _, piece in pieces)
    cuts = sorted(data.draw(st.sets(st.integers(0, len(output)), max_size=20)) | {0, len(output)})
    chunks = [output[start:end] for start, end in pairwise(cuts)]
    whole = cut(made(), output)
    assert cut(made(), *chunks) == whole
    assert cut(made(), *(output[i : i + 1] for i in range(len(output)))) == whole
    assert b"".join(raw for _, raw in whole) == output


@given(PIECES)
def test_what_is_printed_as_the_grammar_says_is_never_stray(pieces: list[tuple[str, bytes]]) -> None:
    lines = [piece for owes, piece in pieces if not owes and piece.startswith(b"\r\n") and len(piece) > 4]
    counted = b"".join(b"\r\n+RECEIVE,3,%d:\r\n" % len(line) + line for line in lines)
    assert {kind for kind, _ in cut(framer(), counted)} <= {"header", "payload"}
