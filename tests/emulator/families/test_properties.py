"""What holds for every input and every family: nothing breaks the core, which is a function of its input, and all that
a module says is grammar.
"""

import re
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from atconform.emulator.core.dialect import Dialect
from atconform.emulator.core.effects import Effect
from atconform.emulator.core.module import Module
from atconform.emulator.families import FAMILIES, build
from atconform.judge.grammar.framer import Framer
from atconform.protocol import network as net
from tests.emulator.conftest import GRAMMARS, MS, SECOND, Host

NAMES = sorted({name for family in FAMILIES.values() for name in family.commands})
COMMANDS = [(family, name) for family in sorted(FAMILIES) for name in sorted(FAMILIES[family].commands)]
each_family = pytest.mark.parametrize("family", sorted(FAMILIES))

arguments = st.lists(
    st.one_of(
        st.integers(-1, 70000).map(str),
        st.sampled_from(['"TCP"', '"UDP"', '"IP"', '"CMNET"', '"10.0.0.1"', "", '"', '"1234"', "x"]),
    ),
    max_size=5,
).map(",".join)
commands = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(NAMES).map(lambda name: name + "?"),
    st.sampled_from(NAMES).map(lambda name: name + "=?"),
    st.tuples(st.sampled_from(NAMES), arguments).map("=".join),
    st.tuples(st.sampled_from(NAMES), st.integers(0, 300)).map(lambda pair: f"{pair[0]}{pair[1]}"),
)
lines = st.lists(commands, min_size=1, max_size=4).map(lambda parts: f"AT{';'.join(parts)}\r".encode())
typed = st.one_of(st.binary(max_size=60), lines, st.sampled_from([b"+++", b"\x1a", b"\x1b", b"A/", b"\x11\x13"]))
events = st.sampled_from(
    [
        net.Registration(1),
        net.Registration(0),
        net.Attachment(True),
        net.Attachment(False),
        net.Signal(20, 0),
        net.Operator("CHINA MOBILE", "CMCC", "46000"),
        net.IncomingCall("+8613800000000"),
        net.CallEnded(),
        net.IncomingMessage("10086", "hello"),
        net.NetworkTime(849_398_399, -47, 1),
    ]
)
levels = st.tuples(st.sampled_from(["DTR", "RTS"]), st.booleans())
steps = st.lists(st.tuples(st.integers(0, 5 * SECOND), st.one_of(typed, events, levels, st.none())), max_size=25)


def play(module: Module, played: list[tuple[int, object]]) -> list[Effect]:
    """Do to a module what is to be done, at the times given, and return everything that it wants done."""
    now, effects = 0, []
    module.power_on(now)
    for delay, step in played:
        now += delay
        match step:
            case bytes():
                module.receive(step, now)
            case (str() as line, bool() as high):
                module.set_line(line, high, now)
            case None:
                module.advance(now)
            case event:
                module.network_event(event, now)
        effects += module.take_effects()
    return effects


@each_family
@given(played=steps)
@example(played=[(0, b"AT\r"), (SECOND, b"AT+CFUN=1,1\r"), (MS, b"AT\r")])
@example(played=[(SECOND, b'AT+CIPSEND="'), (0, b"\r")])
def test_no_input_breaks_the_core_and_the_same_input_gives_the_same_effects(family, played):
    assert play(build(family), played) == play(build(family), played)


@each_family
@given(data=st.binary(max_size=200))
def test_after_any_bytes_a_module_in_command_mode_answers_again(family, data):
    host = Host(family)
    host.wait(2 * SECOND)
    host.type(data.replace(b"\x13", b"").decode("latin-1"))
    assert "OK" in host.type("\x1b\r", 3 * SECOND) + host.type("ATE0V1Q0\r", 3 * SECOND)


def understood(family: str, text: str, command: str, *, verbose: bool = True) -> list[str]:
    """Return the names of the rules of all that came; "?" for what is no line of the grammar."""
    framer = Framer(GRAMMARS[family], FAMILIES[family].figures[Dialect].prompt)
    framer.verbose = verbose
    framer.ledger.command = command if command.startswith("+") else ""
    framer.feed(text.encode("latin-1"))
    framer.settle()
    names = []
    for frame in framer.take():
        strict = frame.rule is not None and not frame.leniencies
        names.append(frame.rule.name if strict else frame.kind if frame.kind == "prompt" else "?")
    return names


def ends(family: str, name: str) -> bool:
    rules = GRAMMARS[family].rules
    return name == "prompt" or (name in rules and rules[name].ends)


@pytest.mark.parametrize(("family", "name"), [pair for pair in COMMANDS if pair[1] not in ("V", "Z", "&F")])
def test_every_form_of_every_command_ends_and_is_grammar(new_host, family, name):
    for verbose, form in product((True, False), ("=?", "?", "")):
        host = new_host(family)
        host.say("ATV1" if verbose else "ATV0")
        said = host.type(f"AT{name}{form}\r", 10 * SECOND)
        names = understood(family, said, name, verbose=verbose)
        assert "?" not in names, f"{said!r} has a line that the grammar does not know"
        assert any(ends(family, name) for name in names), f"{said!r} has no end"


@each_family
def test_every_extended_command_that_has_a_test_form_answers_it_with_ok(new_host, family):
    extended = {name: command for name, command in FAMILIES[family].commands.items() if name[0] in "+*"}
    answers = {name: new_host(family).say(f"AT{name}=?") for name in extended}
    assert {name for name, answer in answers.items() if answer[-1] != "OK"} == {
        name for name, command in extended.items() if command.test is None
    }
    assert all(answer[-1] == "OK" or answer == ["ERROR"] for answer in answers.values())


@each_family
@given(command=commands.filter(lambda command: not command.startswith("V")))
def test_whatever_a_command_is_asked_its_answer_is_grammar(family, command):
    host = Host(family)
    host.wait(2 * SECOND)
    host.say("ATE0")
    said = host.type(f"AT{command}\r", 5 * SECOND)
    name = re.match(r"[+&*]?[A-Z0-9]+", command)
    assert "?" not in understood(family, said, name[0] if name else ""), said


@each_family
def test_a_command_of_another_family_only_is_unknown(new_host, family):
    host = new_host(family)
    host.say("AT+CMEE=1")
    foreign = [name for name in NAMES if name[0] in "+*" and name not in FAMILIES[family].commands]
    unknown = ["ERROR" if FAMILIES[family].figures[Dialect].unknown_command is None else "+CME ERROR: 100"]
    assert [name for name in foreign if host.say(f"AT{name}?") != unknown] == []


@each_family
def test_what_the_module_says_by_itself_is_grammar(new_host, family):
    host = new_host(family)
    host.say("ATE0", "AT&W", "AT+IPR=115200", "AT&W")
    host.power_cycle()
    said = host.wait(2 * SECOND)
    for setting in ("+CREG=2", "+CGREG=2", "+CEREG=2", "+CLIP=1", "+CLTS=1", "+CMGF=1"):
        host.say(f"AT{setting}")
    for event in (
        net.Registration(5),
        net.IncomingCall("10086"),
        net.CallEnded(),
        net.IncomingMessage("10086", "hello"),
        net.NetworkTime(491_898_127, 32),
    ):
        host.happens(event)
        said += host.wait(1 * SECOND)
    names = understood(family, said, "")
    assert "?" not in names, said
    assert {"rdy", "sim_state", "creg_changed", "cmti"} <= set(names)
    assert {"sms_ready", "services_ready"} & set(names)
    assert ("ring" in names) == ("A" in FAMILIES[family].commands)
