"""The rules of the SIM7X00 stack, whose command names are those of another one."""

import pytest

from atconform.judge.grammar.framer import Framer
from atconform.judge.grammar.grammar import load
from atconform.requirements import claims

CLAIMS = claims.load("sim7x00")
GRAMMAR = load(CLAIMS.stacks, CLAIMS.spelt)
NETOPEN = frozenset(load(CLAIMS.stacks).rules) - frozenset(load(("v250", "bearer")).rules)
SAMPLES = [(GRAMMAR.rules[name], sample) for name in sorted(NETOPEN) for sample in GRAMMAR.rules[name].samples]


def frames(data):
    framer = Framer(GRAMMAR, CLAIMS.prompt.text.encode())
    framer.feed(data)
    framer.settle()
    return [(frame.kind, frame.text) for frame in framer.take()]


@pytest.mark.parametrize(("rule", "sample"), SAMPLES, ids=[f"{rule.name}: {sample}" for rule, sample in SAMPLES])
def test_a_sample_is_read_strictly_as_the_rule_it_stands_above(rule, sample):
    line = GRAMMAR.read(sample, rule.command)
    assert line is not None, GRAMMAR.why_not(sample)
    assert (line.rule.name, line.leniencies, line.text) == (rule.name, (), sample)


@pytest.mark.parametrize("name", sorted(NETOPEN))
def test_every_rule_tells_where_it_stands_and_gives_a_sample(name):
    assert GRAMMAR.rules[name].stands
    assert GRAMMAR.rules[name].samples


@pytest.mark.parametrize("rule", [GRAMMAR.rules[name] for name in sorted(NETOPEN) if GRAMMAR.rules[name].free])
def test_free_fields_are_fields_of_the_rule(rule):
    assert rule.free <= {name for sample in rule.samples for name in GRAMMAR.read(sample).fields}


@pytest.mark.parametrize(
    ("misprint", "meant"),
    [
        ("+NETOPEN: 0,0", "+NETOPEN: 0"),
        ("+IPCLOSE: 0, 1", "+IPCLOSE: 0,1"),
        ('+CIPOPEN: 0, "TCP","116.236.221.75",8011,-1', '+CIPOPEN: 0,"TCP","116.236.221.75",8011,-1'),
        ("RCV FROM:116.236.221.75:8011", "RECV FROM:116.236.221.75:8011"),
    ],
)
def test_a_misprint_of_the_note_is_understood_by_a_leniency(misprint, meant):
    line = GRAMMAR.read(misprint)
    assert line.text == meant
    assert line.leniencies


@pytest.mark.parametrize(
    "line", ["0, CONNECT OK", "CONNECT OK", "SEND OK", "+CIPRXGET: 2,15,0", "+IPD,13:", "CLOSE OK"]
)
def test_lines_of_the_other_language_are_not_understood(line):
    assert GRAMMAR.read(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "+CPSI: GSM,Online,460-00 0x1816,63905,81 EGSM 900,-68,0,31-31",
        "+CPSI: GSM,Online,460-00,0x182d,12401,27 EGSM 900,-64,2110,42-42",
        "+CPSI: WCDMA,Online,460-01,0Xa809,11122855,WCDMA IMT 2000,279,10663,0,1.5,62,33,52,500",
    ],
)
def test_the_serving_system_is_read_with_a_comma_or_a_blank_after_the_operator(line):
    assert GRAMMAR.read(line).rule.name == "cpsi"


@pytest.mark.parametrize("line", ["CONNECT", "CONNECT 115200"])
def test_data_mode_begins_with_or_without_a_rate(line):
    assert GRAMMAR.read(line).rule.name == "connect"


def test_the_prompt_has_no_blank():
    assert frames(b"\r\n>") == [("prompt", "\r\n>")]


@pytest.mark.parametrize("echo", [b"", b"hello", b" hello"])
def test_a_blank_behind_the_prompt_which_print_does_not_show_is_taken_for_a_part_of_it(echo):
    framer = Framer(GRAMMAR, CLAIMS.prompt.text.encode())
    framer.feed(b"\r\n>" if echo.startswith(b" ") else b"\r\n> ")
    framer.ledger.owe_echo(echo)
    framer.feed(echo)
    framer.settle()
    assert [(frame.kind, frame.raw) for frame in framer.take()] == [
        ("prompt", b"\r\n>"),
        *([("echo", echo)] if echo else []),
    ]


def test_the_lines_before_received_data_stand_one_under_the_other():
    assert frames(b"\r\nRECV FROM:192.0.2.1:8011\r\n+IPD16\r\nhello from\r\n 2nd") == [
        ("line", "RECV FROM:192.0.2.1:8011"),
        ("header", "+IPD16"),
        ("payload", "hello from\r\n 2nd"),
    ]


def test_the_listing_of_links_stands_in_one_block():
    assert frames(b'\r\n+CIPOPEN: 0,"TCP","192.0.2.1",8011,-1\r\n+CIPOPEN: 1\r\n\r\nOK\r\n') == [
        ("line", '+CIPOPEN: 0,"TCP","192.0.2.1",8011,-1'),
        ("line", "+CIPOPEN: 1"),
        ("line", "OK"),
    ]


def test_fetched_data_is_counted_and_may_hold_line_ends():
    assert frames(b"\r\n+CIPRXGET: 2,1,5,0\r\na\r\nOK\r\nOK\r\n") == [
        ("header", "+CIPRXGET: 2,1,5,0"),
        ("payload", "a\r\nOK"),
        ("line", "OK"),
    ]
