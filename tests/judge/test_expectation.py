"""Expectations: which frames they take, and what they remark of them."""

import pytest

from atconform.judge.expectation import Blank, Spelling, Tolerated, expectation
from atconform.judge.expecting import Expecter
from atconform.judge.grammar import grammar
from atconform.judge.grammar.framer import Framer
from atconform.judge.placeholders import Placeholders
from atconform.requirements.claims import load

GRAMMAR = grammar.load(("v250", "bearer", "cip"))
ANY, REGISTERED = Blank().mark, Blank("[15]", "registration").mark


def frame(line):
    framer = Framer(GRAMMAR)
    framer.feed(f"\r\n{line}\r\n".encode())
    framer.settle()
    return framer.take()[0]


@pytest.mark.parametrize(
    ("spelling", "line", "fits"),
    [
        ("+CSQ: 20,0", "+CSQ: 20,0", True),
        ("+CSQ: 20,0", "+CSQ: 20,1", False),
        ("0, CONNECT OK", "0,CONNECT OK", True),
        (f"+CSQ: {ANY}", "+CSQ: 7,99", True),
        (f"+CSQ: {ANY}", "+CREG: 0,1", False),
        (f"+CREG: 0,{REGISTERED}", "+CREG: 0,1", True),
        (f"+CREG: 0,{REGISTERED}", "+CREG: 0,5", True),
        (f"+CREG: 0,{REGISTERED}", "+CREG: 0,0", False),
        (f"+CREG: 0,{REGISTERED}", "+CREG: 0,2", False),
        ("what no grammar knows", "OK", False),
    ],
)
def test_a_spelling_takes_its_line_in_every_way_that_the_grammar_leaves_free(spelling, line, fits):
    assert Spelling.read(spelling, GRAMMAR.read).fits(frame(line)) == fits


def test_a_spelling_shows_a_person_what_is_left_open():
    assert str(Spelling.read(f"+CREG: 0,{REGISTERED}", GRAMMAR.read)) == "+CREG: 0,{registration}"
    assert str(Spelling.read(f"+CSQ: {ANY}", GRAMMAR.read)) == "+CSQ: *"


def test_what_is_meant_passes_silently_and_an_alternative_with_its_remark():
    expected = expectation("CLOSE OK", GRAMMAR.read, tolerated=[Tolerated("CLOSE OK"), Tolerated("CLOSED")])
    assert [expected.match(frame(line)).remark for line in ("CLOSE OK", "CLOSED")] == [
        "",
        "is tolerated instead of CLOSE OK",
    ]
    assert expected.match(frame("OK")) is None


def expecter(family, *played):
    claims = load(family)
    reader = Expecter(family, grammar.load(claims.stacks, claims.spelt), Placeholders(claims, {}))
    reader.played = played
    return reader


def test_a_misprint_of_the_note_is_read_and_names_its_contradiction():
    (line,) = expecter("sim800").read("+PDP DEACT", "").lines
    assert (str(line), line.reading) == ("+PDP: DEACT", "C77")


def test_a_misprint_of_several_lines_keeps_the_print_beside_the_reading():
    expected = expecter("sim800").read("OK\nCLOSED OK", "")
    assert [str(line) for line in expected.lines] == ["CLOSE OK"]
    assert [str(line) for line in expected.misprint] == ["OK", "CLOSED OK"]


def test_values_that_the_documents_leave_open_are_alternatives():
    (line,) = expecter("sim7020").read("+CSOERR: 0,{closed.code}", "").lines
    assert [str(alternative.spelling) for alternative in line.alternatives] == [
        "+CSOERR: 0,4",
        "+CSOERR: 0,3",
        "+CSOERR: 0,2",
        "+CSOERR: 0,-1",
    ]


def test_an_alternative_may_stand_for_several_values():
    text = Placeholders(load("sim7020"), {"dns.ip": "192.0.2.1", "dns.second_ip": "192.0.2.2"})
    assert [way.text for way in text.spell("{dns.addresses}")] == ['"192.0.2.1","192.0.2.2"', '"192.0.2.2","192.0.2.1"']


def test_an_alternative_may_leave_a_value_open():
    text = Placeholders(load("sim800"), {"unstated": None})
    assert [way.text for way in text.spell("{resumed}")] == ["CONNECT", f"CONNECT {Blank('.+', 'unstated').mark}"]
