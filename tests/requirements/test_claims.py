import pytest

from atconform.errors import BenchFault, UsageError
from atconform.requirements import catalogue, claims, contradictions
from atconform.requirements.catalogue import load as load_catalogue
from atconform.units import MS, SECOND

SIM800 = claims.load("sim800")


def test_the_escape_guard_is_a_second_and_exactly_a_second_is_enough():
    figure = SIM800.figure("escape.before")
    assert (figure.value, figure.unit, figure.kind, figure.inclusive) == (SECOND, "us", "at least", True)


def test_a_count_of_bytes_is_not_a_time():
    figure = SIM800.figure("send.max")
    assert (figure.value, figure.unit, figure.kind) == (1460, "bytes", "at most")


def test_a_figure_that_the_note_prints_otherwise_knows_both():
    figure = SIM800.figure("waittm.step")
    assert (figure.value, figure.printed) == (100 * MS, 200 * MS)


def test_an_unknown_figure_is_refused_with_the_one_that_was_meant():
    with pytest.raises(BenchFault, match=r"no figure \{escape.befor\}; did you mean escape.before\?"):
        SIM800.figure("escape.befor")


@pytest.mark.parametrize(
    ("name", "requirement", "key"),
    [
        ("escape.before", "SIM800-2.2.4-T1", "silence_before"),
        ("escape.after", "SIM800-2.2.4-T1", "silence_after"),
        ("escape.gap", "SIM800-2.2.4-T1", "gap_max"),
        ("dtr.low", "SIM800-2.2.4-T2", "dtr_low_min"),
        ("ri.call", "SIM800-2.2.5-T1", "ri_low"),
        ("ri.sms", "SIM800-2.2.5-T2", "ri_low"),
        ("wake.dtr", "SIM800-11-T1", "dtr_low_min"),
        ("rxtimer.default", "SIM800-2.2.2-T2", "default"),
    ],
)
def test_a_figure_is_the_one_that_the_note_states(name, requirement, key):
    assert SIM800.figure(name).value == load_catalogue()[requirement].timing[key] * MS


def test_the_two_pulses_of_ri_cannot_be_taken_for_each_other():
    call, message = SIM800.figure("ri.call"), SIM800.figure("ri.sms")
    assert call.value + call.tolerance < message.value - message.tolerance


def test_every_figure_says_where_it_stands():
    for entry in SIM800.figures:
        named = [word.strip(",;") for word in entry.source.split() if word.startswith("SIM800-")]
        assert named
        assert all(name in catalogue.load() for name in named)


def test_every_contradiction_that_claims_rest_on_exists():
    named = [name for entry in SIM800.figures for name in contradictions.REFERENCE.findall(entry.source)]
    assert set(named) <= set(contradictions.load())


@pytest.mark.parametrize(
    ("command", "seconds"),
    [
        ("AT", 5),
        ("AT+CSQ", 5),
        ("AT+CIICR", 85),
        ('AT+CIPSTART="TCP","192.0.2.1",80', 160),
        ("at+cipshut", 65),
        ("AT+CIPSEND", 645),
        ("AT+CIPSEND?", 5),
        ("AT+COPS=?", 45),
        ("AT+COPS=0", 120),
        ("ATE0;+CIICR", 85),
        ("ATH", 20),
    ],
)
def test_a_command_may_take_as_long_as_the_manual_allows(command, seconds):
    assert SIM800.time_limit(command) == seconds * SECOND


@pytest.mark.parametrize(
    ("identity", "family"),
    [
        ("SIM800 R14.18", "sim800"),
        ("SIMCOM_SIM800L", "sim800"),
        ("Revision:1418B04SIM800L24", "sim800"),
        ("simcom_sim868", "sim800"),
        ("SIM8200EA-M2", None),
        ("SIM8008", None),
        ("SIM900 R11.0", None),
        ("", None),
    ],
)
def test_a_module_is_known_by_what_it_says_of_itself(identity, family):
    assert claims.family_of(identity) == family


@pytest.mark.parametrize("name", ["sim800", "SIM800", "sim868", "SIM800L"])
def test_a_family_is_found_by_its_name_or_an_alias(name):
    assert claims.family_named(name) == "sim800"


def test_an_unknown_family_is_refused_with_what_is_known():
    with pytest.raises(UsageError, match=r"no family 'sim80l'; did you mean sim800l\? \(known: sim800\)"):
        claims.family_named("sim80l")


@pytest.mark.parametrize(
    ("name", "value"),
    [("connections.max", 6), ("connections.serving", 5), ("server.clients", 1), ("contexts.max", 2)],
)
def test_the_number_of_connections_is_the_note_s(name, value):
    figure = SIM800.figure(name)
    assert (figure.value, figure.unit, figure.kind) == (value, "count", "at most")
