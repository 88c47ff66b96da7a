"""Bringing a module back to where scenarios begin."""

from __future__ import annotations

import pytest

from atconform.base.errors import BenchFault
from atconform.base.families import families
from atconform.base.units import MS, SECOND
from atconform.emulator.families import build
from atconform.network import SimulatedNetwork
from atconform.place.command_mode import FIRST, LONGEST_ENTRY, XON, to_command_mode
from atconform.place.conversation import Conversation
from atconform.place.identity import identify
from atconform.place.recovery import TRIALS, Recovery, put_back
from atconform.place.registration import wait_until_attached
from atconform.requirements import stacks
from atconform.requirements.claims import load
from atconform.virtual.transport import MemoryTransport
from tests.judge.scripted import ScriptedTransport, session

OK = [(1, b"\r\nOK\r\n")]
RESTS = {b"ATE1V1Q0\r": OK, b"AT\r": OK}


class Script(ScriptedTransport):
    """Takes note of what was written."""

    def __init__(self, script):
        super().__init__(script)
        self.written = []

    def write(self, data):
        self.written.append(data)
        return super().write(data)


class Standstill(Script):
    """Answers nothing before an escape sequence was written."""

    def write(self, data):
        self.script[b"ATE1V1Q0\r"] = OK if b"+++" in self.written else []
        return super().write(data)


class Wired(Script):
    lines = frozenset({"DTR"})

    def set_line(self, line, *, high):
        self.written.append((line, high))


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        (b"ATE1V1Q0\r\r\nOK\r\n", []),
        (b"\r\nOK\r\n", [b"AT\r"]),
        (b"ATE1V1Q0\r0\r", [b"AT\r"]),
        (b"ATE1V1Q0\r\r\nRING\r\n\r\nOK\r\n", [b"AT\r"]),
    ],
)
def test_a_module_that_answers_is_left_in_peace(said, asked):
    module = Script(RESTS | {b"ATE1V1Q0\r": [(1, said)]})
    to_command_mode(Conversation(module), SECOND)
    assert module.written == [b"ATE1V1Q0\r", *asked]


def test_a_module_that_does_not_answer_is_asked_more_and_more_forcefully():
    module = Wired({})
    with pytest.raises(BenchFault, match="does not answer AT"):
        to_command_mode(Conversation(module), SECOND)
    tried = [step for step in module.written if step not in (b"ATE1V1Q0\r", b"\r")]
    escape = [XON, b"+++", b"\x1b\r"]
    pulse = [("DTR", True), ("DTR", False)]
    assert tried == [("DTR", False), *escape, *pulse, *escape, b"\r" * LONGEST_ENTRY]


def test_an_answer_is_heard_to_its_last_byte():
    module = Script({b"AT\r": [(1, b"\r\nOK\r"), (2, b"\n")]})
    assert Conversation(module).ask("AT") == b"\r\nOK\r\n"
    assert module.step(module.now() + SECOND) is None


def test_answers_that_pile_up_during_a_standstill_are_waited_for():
    module = Standstill({b"AT\r": [(1, b"\r\nOK\r\n"), (1500, b"\r\nOK\r\n"), (3000, b"\r\nCLOSED\r\n")]})
    to_command_mode(Conversation(module), SECOND)
    assert module.step(module.now() + 10 * SECOND) is None


def test_a_module_that_answers_at_but_does_not_put_things_back_has_not_recovered():
    claims = load("sim800")
    answers = {f"{restore.command}\r".encode(): OK for restore in stacks.of("sim800").restore}
    put_back(Conversation(Script(RESTS | answers)), claims, ())
    del answers[b"AT+CIPSHUT\r"]
    with pytest.raises(BenchFault, match=r"no answer to AT\+CIPSHUT"):
        put_back(Conversation(Script(RESTS | answers)), claims, ())


def test_a_module_that_says_nothing_at_all_is_not_said_to_lack_coverage():
    with pytest.raises(BenchFault, match="does not answer AT"):
        wait_until_attached(Conversation(Script({})))


def test_what_a_module_says_of_itself_holds_no_character_that_a_terminal_obeys():
    said = {b"ATI\r": [(1, b"ATI\r\r\n\x1b[31mSIM800\xff R14\r\n\r\nOK\r\n")]}
    identity = identify(Conversation(Script(RESTS | said)))
    assert identity.text == "<ESC>[31mSIM800<0xFF> R14"


def fresh(family):
    return Conversation(MemoryTransport(build(family, "normal"), SimulatedNetwork()))


@pytest.mark.parametrize("family", families())
def test_a_module_that_is_asked_while_it_boots_is_not_taken_for_another(family):
    booting, awake = fresh(family), fresh(family)
    assert booting.hears()
    wait_until_attached(awake)
    assert identify(booting) == identify(awake)


# ---- at rest


class Restored:
    """A module that is brought back again and again, and speaks of its own when it is told to end its connections."""

    def __init__(self, kind=Script):
        claims = load("sim800")
        commands = [restore.command for restore in stacks.of("sim800").restore if not restore.after]
        echoed = {f"{command}\r".encode(): f"{command}\r\r\nOK\r\n".encode() for command in ["ATE1V1Q0", *commands]}
        asked = {b"AT+CGATT?\r": b"AT+CGATT?\r\r\n+CGATT: 1\r\n\r\nOK\r\n"}
        self.module = kind(RESTS | {command: [(1, answer)] for command, answer in (echoed | asked).items()})
        self.recovery = Recovery(Conversation(self.module))
        self._claims = claims

    def says(self, line, after):
        """Have it say a line so many milliseconds after each AT+CIPSHUT; none where there is no time."""
        self.module.script[b"AT+CIPSHUT\r"][1:] = [(after, line)] if after else []

    def took(self):
        """Bring it back; return how long that took."""
        begin = self.module.now()
        self.recovery.restore(self._claims, (), pytest.fail)
        return self.module.now() - begin


def test_a_module_that_is_always_silent_when_it_was_brought_back_is_soon_relied_on():
    module = Restored()
    took = [module.took() for _ in range(TRIALS + 3)]
    assert min(took[:TRIALS]) >= module.module.quiet
    assert max(took[TRIALS:]) < 10 * MS


@pytest.mark.parametrize("after", [2, 500])
def test_a_module_that_speaks_when_it_was_brought_back_is_waited_for_every_time(after):
    module = Restored()
    module.says(b"\r\nCLOSED\r\n", after)
    for _ in range(2 * TRIALS):
        module.took()
        assert module.module.step(module.module.now() + 10 * SECOND) is None


def test_a_module_that_speaks_before_it_has_answered_the_last_question_is_no_longer_relied_on():
    module = Restored()
    for _ in range(TRIALS):
        module.took()
    module.says(b"\r\nCLOSED\r\n", 2)
    assert module.took() >= module.module.quiet
    module.says(b"", 0)
    took = [module.took() for _ in range(TRIALS + 1)]
    assert min(took[:TRIALS]) >= module.module.quiet
    assert took[TRIALS] < 10 * MS


@pytest.mark.parametrize(("line", "relied_on"), [(b"\r\nOK\r\n", True), (b"\r\nOK\r\n\r\nCLOSED\r\n", False)])
def test_a_module_that_speaks_unasked_in_a_scenario_is_no_longer_relied_on(line, relied_on):
    module, scenario = Restored(), session({b"AT\r": [(0, b"AT\r" + line)]})
    for _ in range(TRIALS):
        module.took()
    scenario.send("AT")
    scenario.answers("OK")
    module.recovery.heed(scenario)
    assert (module.took() < module.module.quiet) == relied_on


def test_a_module_that_a_scenario_has_left_in_data_mode_is_not_waited_for_long():
    known, unknown = Restored(Standstill), Restored(Standstill)
    scenario = session({b"ATO\r": [(0, b"ATO\r\r\nCONNECT\r\n")]})
    scenario.send("ATO")
    scenario.answers("CONNECT")
    known.module.quiet = unknown.module.quiet = 300 * MS
    known.recovery.heed(scenario)
    assert unknown.took() - known.took() == FIRST - known.module.quiet
