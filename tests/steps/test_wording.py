"""What states and events are called: the same in both languages, and everything that there is has a name there."""

import pytest

from atconform.base.families import families
from atconform.base.notation import read_time
from atconform.base.units import MS, SECOND
from atconform.judge.preambles import State
from atconform.network import control
from atconform.protocol.network_action import NetworkAction
from atconform.requirements import stacks
from steps import network_events, states
from steps.wording import SLOT, NotInVocabulary, read

EVENTS = network_events.EVENTS
STATES = states.STATES
TABLES = {"events": EVENTS, "states": STATES}
WORDS = {"PEER": ("the server", "服务器"), "N": ("2", "2"), "TIME": ("300 ms", "300 ms"), "SYSTEM": ("LTE", "LTE")}
"""What to put in the place of a word in capitals, in English and in Chinese."""
every_wording = pytest.mark.parametrize(
    ("table", "wording"), [(table, wording) for table in TABLES.values() for wording in table], ids=str
)


def spelt(text, language):
    """Put words in the place of those in capitals."""
    return SLOT.sub(lambda slot: WORDS[slot[0]][language], text)


def event(text):
    return network_events.event(text, lambda time: read_time(time, lambda _: 0))


@every_wording
def test_a_wording_is_read_as_itself_and_as_no_other_in_both_languages(table, wording):
    for text in (spelt(wording.english, 0), spelt(wording.chinese, 1)):
        assert [other for other in table if other.read(text)] == [wording]


@every_wording
def test_a_wording_names_the_same_in_both_languages(table, wording):
    assert sorted(SLOT.findall(wording.english)) == sorted(SLOT.findall(wording.chinese))
    assert read(table, spelt(wording.english, 0)) == read(table, spelt(wording.chinese, 1))


@every_wording
def test_what_is_read_can_be_said_again(table, wording):
    said = read(table, spelt(wording.chinese, 1))
    assert read(table, said.english) == said


def test_what_the_network_can_be_told_and_what_scenarios_can_say_of_it_are_the_same():
    assert [wording.name for wording in EVENTS] == list(control.ACTIONS)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("withdraws the PDP context", NetworkAction("withdraw-context")),
        ("takes 60 s for the next PDP context", NetworkAction("delay-context", (60 * SECOND,))),
        ("往返时延为 300 ms", NetworkAction("round-trip", (300 * MS,))),
        ("has no route to the logger", NetworkAction("cut-route", ("logger",))),
        ("到服务器的路由恢复", NetworkAction("restore-route", ("server",))),
        ("到 logger 的路由恢复", NetworkAction("restore-route", ("logger",))),
        ("制式为 GSM", NetworkAction("serve-by", ("GSM",))),
    ],
)
def test_an_event_is_an_action_of_the_network(text, action):
    assert event(text).action == action


def test_an_event_is_noted_in_english():
    assert event("has no route to the server").english == "has no route to the server"
    assert event("到服务器的路由中断").english == "has no route to the server"
    assert event("往返时延为 3 s").english == "takes 3 s for a round trip"


def test_an_event_that_there_is_not_is_refused_with_those_that_there_are():
    with pytest.raises(NotInVocabulary, match="cannot be told: 'explodes'; known: withdraws the PDP context, refuses"):
        event("explodes")


def test_every_state_that_a_stack_leads_to_can_be_named_and_the_other_way_round():
    assert {wording.name for wording in STATES} == {
        state for family in families() for state in stacks.of(family).states
    }


@pytest.mark.parametrize("family", families())
def test_a_state_names_a_peer_and_numbers_where_its_way_speaks_of_them(family):
    known = stacks.of(family)
    for wording in STATES:
        if wording.name in known.states:
            way = known.way_to(wording.name)
            text = str((*way.stages, *way.each))
            slots = SLOT.findall(wording.english)
            assert ("PEER" in slots, "N" in slots) == ("{peer." in text, "{number}" in text), wording.name


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("ready", State("ready")),
        ("connected to server", State("connected", "server")),
        ("connected to the logger-2 as connection 1", State("connected-multi", "logger-2", ("1",))),
        ("已与服务器建立第 0 至 2 路连接", State("connected-multi", "server", ("0", "2"))),
        (
            "connected to the server as connections 1 to {connections.max-1}",
            State("connected-multi", "server", ("1", "connections.max-1")),
        ),
        ("已通过 socket 0 与 logger 建立连接", State("connected-socket", "logger", ("0",))),
        ("listening on port 1234", State("listening", "", ("1234",))),
    ],
)
def test_a_state_has_a_name_a_peer_and_numbers(text, state):
    assert states.state(text) == (state, text)


def test_a_state_that_there_is_not_is_refused_with_those_that_there_are():
    with pytest.raises(NotInVocabulary, match="cannot be 'in IP LIMBO'; known: ready, in IP INITIAL, in IP START"):
        states.state("in IP LIMBO")
