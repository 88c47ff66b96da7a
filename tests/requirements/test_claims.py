import pytest

from atconform.base.errors import BenchFault, UsageError
from atconform.base.families import families, family_named
from atconform.base.units import MS, SECOND
from atconform.requirements import claims, datafiles
from atconform.requirements.catalogue import load as load_catalogue

SIM800 = claims.load("sim800")
SIM7000 = claims.load("sim7000")
SIM7X00 = claims.load("sim7x00")
FAMILIES = [claims.load(family) for family in families()]
NTH = ("first", "second", "third", "fourth", "fifth")
every_family = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.family)


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
        ("escape.before", "SIM7000-2.2.4-T1", "silence_before"),
        ("escape.after", "SIM7000-2.2.4-T1", "silence_after"),
        ("escape.gap", "SIM7000-2.2.4-T1", "gap_max"),
        ("dtr.low", "SIM7000-2.2.4-T2", "dtr_low_min"),
        ("ri.sms", "SIM7000-2.2.5-T1", "ri_low"),
        ("wake.dtr", "SIM7000-11-T1", "dtr_low_min"),
        ("rxtimer.default", "SIM7000-2.2.2-T2", "default"),
    ],
)
def test_a_figure_is_the_one_that_the_note_states(name, requirement, key):
    note = load_catalogue()
    assert claims.load(note.family(requirement)).figure(name).value == note[requirement].timing[key] * MS


@pytest.mark.parametrize(
    ("schedule", "total", "requirement"),
    [
        ("default", "total", "SIM7X00-2.6-T3"),
        ("default", "retries.total", "SIM7X00-2.6-T4"),
        ("minimum", "total", "SIM7X00-2.6-T6"),
        ("minimum", "both.total", "SIM7X00-2.6-R5"),
    ],
)
def test_the_far_end_sees_resends_half_a_round_trip_after_the_note_sends_them(schedule, total, requirement):
    timing = load_catalogue()[requirement].timing
    seen = [SIM7X00.figure(f"retransmission.{schedule}.{nth}").value for nth in NTH[: len(timing["resend_at"])]]
    assert seen == [(at + timing["ertt"] // 2) * MS for at in timing["resend_at"]]
    assert SIM7X00.figure(f"retransmission.{total}").value == timing["fail_at"] * MS


@pytest.mark.parametrize(("words", "count"), [("one", 1), ("two", 2), ("three", 3), ("six", 6)])
def test_the_waits_of_name_queries_add_up(words, count):
    waits = load_catalogue()["SIM7X00-2.8-T1"].timing["query_waits"]
    assert SIM7X00.figure(f"queries.{words}.min").value == sum(waits[:count]) * MS


def test_a_family_without_calls_has_no_pulse_for_one():
    with pytest.raises(BenchFault, match=r"no figure \{ri.call\}"):
        SIM7000.figure("ri.call")


def test_the_two_pulses_of_ri_cannot_be_taken_for_each_other():
    call, message = SIM800.figure("ri.call"), SIM800.figure("ri.sms")
    assert call.value + call.tolerance < message.value - message.tolerance


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
    assert SIM800.time_limit(command).within == seconds * SECOND


@pytest.mark.parametrize(
    ("command", "seconds"),
    [
        ("AT+CIICR", 85),
        ("AT+CIPSHUT", 65),
        ("AT+CGATT=0", 75),
        ('AT+CIPSTART=7,"TCP","192.0.2.1",80', 160),
        ("AT+CIPSEND=7", 645),
        ("AT+CIFSREX", 5),
    ],
)
def test_each_family_has_the_time_limits_of_its_own_manual(command, seconds):
    assert SIM7000.time_limit(command).within == seconds * SECOND


@pytest.mark.parametrize(
    ("identity", "family"),
    [
        ("SIM800 R14.18", "sim800"),
        ("SIMCOM_SIM800L", "sim800"),
        ("Revision:1418B04SIM800L24", "sim800"),
        ("simcom_sim868", "sim800"),
        ("SIM7000 R1351", "sim7000"),
        ("SIMCOM_SIM7000E", "sim7000"),
        ("Revision: 1351B01SIM7000", "sim7000"),
        ("SIM70001", None),
        ("SIM8200EA-M2", None),
        ("SIM8008", None),
        ("SIM900 R11.0", None),
        ("", None),
    ],
)
def test_a_module_is_known_by_what_it_says_of_itself(identity, family):
    assert claims.family_of(identity) == family


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("sim800", "sim800"),
        ("SIM800", "sim800"),
        ("sim868", "sim800"),
        ("SIM800L", "sim800"),
        ("SIM7000", "sim7000"),
        ("SIM7000E", "sim7000"),
    ],
)
def test_a_family_is_found_by_its_name_or_an_alias(name, family):
    assert family_named(name) == family


def test_an_unknown_family_is_refused_with_what_is_known():
    known = ", ".join(families())
    with pytest.raises(UsageError, match=rf"no family 'sim80l'; did you mean sim800l\? \(known: {known}\)"):
        family_named("sim80l")


@pytest.mark.parametrize(
    ("family", "name", "value"),
    [
        (SIM800, "connections.max", 6),
        (SIM800, "connections.serving", 5),
        (SIM800, "server.clients", 1),
        (SIM800, "contexts.max", 2),
        (SIM7000, "connections.max", 8),
        (SIM7000, "connections.serving", 7),
        (SIM7000, "server.clients", 1),
        (SIM7000, "contexts.max", 2),
    ],
)
def test_the_number_of_connections_is_the_note_s(family, name, value):
    figure = family.figure(name)
    assert (figure.value, figure.unit, figure.kind) == (value, "count", "at most")


def test_every_family_that_a_user_may_name_has_claims():
    assert families() == list(datafiles.files("claims"))
