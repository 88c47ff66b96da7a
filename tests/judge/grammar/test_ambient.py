"""What a module says of itself at any time is recorded, and never a failure of a scenario that does not speak of it."""

from __future__ import annotations

import pytest

from atconform.base.families import families
from atconform.base.units import SECOND
from atconform.judge.doubt import doubt
from atconform.judge.grammar import grammar
from atconform.requirements.claims import load
from tests.judge.scripted import Conversation, ScriptedTransport

GRAMMARS = {family: grammar.load(load(family).stacks) for family in families()}
AMBIENT = [
    pytest.param(one, sample, id=f"{family}: {sample}")
    for family, one in GRAMMARS.items()
    for rule in one.rules.values()
    if rule.ambient == ""
    for sample in rule.samples
]
ECHO, ANSWER, RESULT = b"AT+CSQ\r", b"\r\n+CSQ: 20,0\r\n", b"\r\nOK\r\n"


@pytest.mark.parametrize("place", [0, 1, 2, 3], ids=["before the echo", "after it", "before the result", "at the end"])
@pytest.mark.parametrize(("grammar", "sample"), AMBIENT)
def test_an_unexpected_line_disturbs_no_exchange(grammar, sample, place):
    pieces = [ECHO, ANSWER, RESULT]
    pieces.insert(place, f"\r\n{sample}\r\n".encode())
    session = Conversation(ScriptedTransport({ECHO: [(1 + at, piece) for at, piece in enumerate(pieces)]}), grammar)
    session.send("AT+CSQ")
    session.answers("+CSQ: 20,0", "OK", limit=SECOND)
    session.end()
    assert session.findings.ambient == [sample]


def test_what_is_told_once_more_for_the_same_reason_is_nobody_s():
    session = Conversation(ScriptedTransport({}), GRAMMARS["sim7020"])
    for _ in range(2):
        session.note_stimulus("p>", "server: sends")
        for delay in (1, 2, 3):
            session.transport.say(b"\r\n+CSORXGET: 1,0\r\n", delay)
        session.reports("+CSORXGET: 1,0")
        session.is_silent(SECOND)
    session.end()
    assert session.findings.ambient == ["+CSORXGET: 1,0"] * 4


def test_a_module_that_boots_in_the_middle_is_not_blamed_for_what_it_forgot():
    session = Conversation(ScriptedTransport({ECHO: [(1, ECHO), (2, b"\r\nRDY\r\n")]}), GRAMMARS["sim800"])
    session.send("AT+CSQ")
    session.pass_time(SECOND)
    assert doubt(session) == "the module booted in the middle (RDY)"


@pytest.mark.parametrize(("noise", "why"), [(b"O\xcb\r\n", "garbage came (O<0xCB>"), (b"OKK\r\n", "")])
def test_garbage_is_not_held_against_the_module_but_a_line_that_nobody_knows_is(noise, why):
    session = Conversation(ScriptedTransport({ECHO: [(1, ECHO), (2, b"\r\n" + noise)]}), GRAMMARS["sim800"])
    session.send("AT+CSQ")
    session.pass_time(SECOND)
    assert doubt(session).startswith(why)
    assert bool(doubt(session)) == bool(why)


def test_a_module_that_is_told_to_boot_is_judged_as_ever():
    reset = b"AT+CFUN=1,1\r"
    session = Conversation(ScriptedTransport({reset: [(1, reset + RESULT), (2, b"\r\nRDY\r\n")]}), GRAMMARS["sim800"])
    session.send("AT+CFUN=1,1")
    session.pass_time(SECOND)
    assert session.findings.ambient == ["RDY"]
    assert doubt(session) == ""


@pytest.mark.parametrize(
    "line",
    [
        "RDY",
        "+CPIN: READY",
        "+CFUN: 1",
        "Call Ready",
        '*PSUTTZ: 2015, 8, 3, 6, 22, 7, "+32", 0',
        "DST: 0",
        '+CTZV: "+32"',
        "+CGEV: NW DETACH",
        "+CREG: 1",
        "+CGREG: 1",
        "+CEREG: 1",
    ],
)
def test_a_boot_network_time_and_registration_are_ambient(line):
    assert {one.read(line).rule.ambient for one in GRAMMARS.values()} == {""}
