"""The rules of the grammar, held against the samples that stand above them."""

import pytest

from atconform.judge.grammar.framer import Framer
from atconform.judge.grammar.grammar import Rule, load
from atconform.selfcheck.mutants import other

STACKS = ("v250", "bearer", "cip", "cso")
GRAMMAR = load(STACKS)
SAMPLES = [(rule, sample) for rule in GRAMMAR.rules.values() for sample in rule.samples]


def read(rule: Rule, sample: str):
    return GRAMMAR.read(sample, rule.command, start="inline_header" if rule.inline else "line")


@pytest.mark.parametrize(("rule", "sample"), SAMPLES, ids=[f"{rule.name}: {sample}" for rule, sample in SAMPLES])
def test_a_sample_is_read_strictly_as_the_rule_it_stands_above(rule, sample):
    line = read(rule, sample)
    assert line is not None, GRAMMAR.why_not(sample)
    assert (line.rule.name, line.leniencies, line.text) == (rule.name, (), sample)


@pytest.mark.parametrize("stacks", [STACKS, ("v250", "bearer", "netopen", "data_mode")], ids=["cip, cso", "netopen"])
def test_a_letter_or_digit_that_is_another_makes_another_line(stacks):
    grammar, unseen = load(stacks), []
    for rule in grammar.rules.values():
        start = "inline_header" if rule.inline else "line"
        for sample in rule.samples:
            line = grammar.read(sample, rule.command, start)
            for place in (place for place, letter in enumerate(sample) if letter.isalnum()):
                changed = sample[:place] + other(ord(sample[place])).decode() + sample[place + 1 :]
                misread = grammar.read(changed, rule.command, start)
                if misread is not None and (misread.rule, misread.fields) == (line.rule, line.fields):
                    unseen.append(f"{rule.name}: {changed}")
    assert unseen == []


@pytest.mark.parametrize("rule", GRAMMAR.rules.values(), ids=lambda rule: rule.name)
def test_every_rule_tells_where_it_stands_and_gives_a_sample(rule):
    assert rule.stands
    assert rule.samples


@pytest.mark.parametrize("rule", [rule for rule in GRAMMAR.rules.values() if rule.free], ids=lambda rule: rule.name)
def test_free_fields_are_fields_of_the_rule(rule):
    seen = {name for sample in rule.samples for name in read(rule, sample).fields}
    assert rule.free <= seen


def test_an_answer_means_nothing_after_another_command():
    assert GRAMMAR.read("SIMCOM_SIM800L", "+CGMM").rule.name == "cgmm"
    assert GRAMMAR.read("SIMCOM_SIM800L", "+CSQ") is None


def test_the_state_of_the_card_is_an_answer_after_its_command_and_unsolicited_else():
    assert GRAMMAR.read("+CPIN: READY", "+CPIN").rule.name == "cpin"
    assert GRAMMAR.read("+CPIN: READY").rule.name == "sim_state"
    assert GRAMMAR.read("+CPIN: NOT READY", "+CPIN").rule.name == "sim_state"


def test_the_text_of_a_message_does_not_hide_the_lines_around_it():
    assert GRAMMAR.read("OK", "+CMGR").rule.name == "ok"
    assert GRAMMAR.read("see you", "+CMGR").rule.name == "message"


@pytest.mark.parametrize("name", ["rdy", "call_ready", "sms_ready", "sim_state", "network_information", "cgev"])
def test_lines_that_others_bring_about_may_come_at_any_time(name):
    assert GRAMMAR.rules[name].at_any_time


@pytest.mark.parametrize("name", ["ok", "connect_ok", "closed"])
def test_lines_that_only_a_scenario_brings_about_may_not(name):
    assert not GRAMMAR.rules[name].at_any_time


def test_without_verbose_results_information_has_no_leading_line_end_and_results_are_numbers():
    framer = Framer(GRAMMAR)
    framer.verbose = False
    framer.feed(b"+CSQ: 20,0\r\n0\r000\r\n0\r")
    framer.settle()
    assert [frame.text for frame in framer.take()] == ["+CSQ: 20,0", "0", "000", "0"]
