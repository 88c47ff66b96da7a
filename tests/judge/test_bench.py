import pytest

from atconform.base.basis import Basis
from atconform.base.errors import BenchFault, ModuleFault
from atconform.judge.bench import Bench
from atconform.judge.placeholders import Placeholders
from atconform.requirements.claims import load
from tests.judge.scripted import session


class NoPeers:
    capabilities = frozenset()

    def close_all(self):
        pass


def bench(script=None, **values):
    return Bench(session(script), NoPeers(), load("sim800"), {"apn": "CMNET", "module.ip": "10.0.0.1"} | values)


def test_placeholders_stand_for_values_and_for_figures_of_the_family():
    text = Placeholders(load("sim800"), {"apn": "CMNET"})
    assert text.fill_in('AT+CSTT="{apn}"') == 'AT+CSTT="CMNET"'
    assert text.fill_in("AT+CIPSEND={send.max+1}") == "AT+CIPSEND=1461"
    assert text.lines('C: {4..connections.max-1},,"","","","INITIAL"') == [
        'C: 4,,"","","","INITIAL"',
        'C: 5,,"","","","INITIAL"',
    ]


def test_an_unknown_placeholder_is_the_suites_fault():
    with pytest.raises(BenchFault, match=r"no figure \{send.maximum\}"):
        bench().text.fill_in("{send.maximum}")


def test_a_value_that_nobody_can_know_may_be_any_that_the_grammar_allows():
    b = bench({b"AT+CSQ\r": [(1, b"AT+CSQ\r\r\n+CSQ: 7,99\r\n\r\nOK\r\n")]}, signal=None)
    b.host.sends("AT+CSQ")
    b.module.answers("+CSQ: {signal}\nOK")


@pytest.mark.parametrize("stat", [0, 2, 3])
def test_a_value_that_nobody_can_know_is_still_one_that_the_scenario_can_mean(stat):
    b = bench({b"AT+CREG?\r": [(1, b"AT+CREG?\r\r\n+CREG: 0,%d\r\n\r\nOK\r\n" % stat)]}, registration=None)
    b.host.sends("AT+CREG?")
    with pytest.raises(ModuleFault, match=r"expected \[\+CREG: 0,\{registration\}\] \[OK\]"):
        b.module.answers("+CREG: 0,{registration}\nOK")


def test_the_modules_address_is_learnt_from_its_answer():
    b = bench({b"AT+CIFSR\r": [(1, b"AT+CIFSR\r\r\n192.0.2.7\r\n")]}, **{"module.ip": None})
    b.host.sends("AT+CIFSR")
    b.module.answers("{module.ip}")
    assert b.text.fill_in("{module.ip}") == "192.0.2.7"


def answer_after(milliseconds):
    b = bench({b"AT\r": [(0, b"AT\r"), (milliseconds, b"\r\nOK\r\n")]})
    b.host.sends("AT")
    b.module.answers("OK")
    return b


def test_a_figure_that_the_note_misprints_is_measured_both_ways():
    known = answer_after(1000)
    known.timing.took("about 10 x {waittm.step}")
    assert known.session.findings.remarks == []
    printed = answer_after(2000)
    printed.timing.took("about 10 x {waittm.step}")
    assert printed.session.findings.remarks == ["waittm.step is 200 ms, as the note prints it, and not 100 ms"]
    with pytest.raises(ModuleFault, match=r"10 x waittm\.step took 1500 ms"):
        answer_after(1500).timing.took("about 10 x {waittm.step}")


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        ("at most {close.alone}", "close.alone"),
        ("between {waittm.step} and {close.alone}", "close.alone"),
        ("about 10 x {waittm.step}", "10 x waittm.step"),
        ("at most 5 s", "what came last"),
    ],
)
def test_a_time_is_called_by_the_figure_that_it_is_held_against(limits, name):
    b = answer_after(1000)
    b.timing.took(limits)
    assert [figure.name for figure in b.session.findings.measured] == [name]


def test_a_measured_name_is_the_name_of_the_figure_and_the_limit_that_of_the_last_command():
    b = bench({b"AT+CIICR\r": [(0, b"AT+CIICR\r"), (40, b"\r\nOK\r\n")]})
    b.host.sends("AT+CIICR")
    b.module.answers("OK")
    b.timing.measures("answer.CIICR", "at most {limit}")
    (measured,) = b.session.findings.measured
    assert (measured.name, measured.earliest, measured.limits.high) == ("answer.CIICR", 40_000, 85_000_000)


def test_missing_the_limit_of_a_command_rests_on_what_that_limit_rests_on():
    b = answer_after(6000)
    with pytest.raises(ModuleFault, match="expected at most 5 s") as missed:
        b.timing.measures("answer.AT", "at most {limit}")
    assert (missed.value.basis, missed.value.names) == (Basis.OWN, ("G01",))


@pytest.mark.parametrize("stopped", [b"\r\n+SERVERSTOP: 0,0\r\n\r\nOK\r\n", b"\r\nOK\r\n\r\n+SERVERSTOP: 0,0\r\n"])
def test_a_result_may_stand_before_the_line_that_it_is_meant_to_stand_behind(stopped):
    command = b"AT+SERVERSTOP=0\r"
    claims = load("sim7x00")
    b = Bench(session({command: [(1, command + stopped)]}, stacks=claims.stacks), NoPeers(), claims, {})
    b.host.sends("AT+SERVERSTOP=0")
    b.module.answers("{stopped.first}\n{stopped.first.done}")
    b.end()
    assert bool(b.session.findings.remarks) == (b"OK" in stopped[:6])


def test_a_value_that_the_documents_leave_open_may_hold_placeholders():
    text = Placeholders(load("sim7x00"), {"server.ip": "192.0.2.1", "server.port": "80"})
    assert [way.text for way in text.spell("{kept.zero}")] == [
        "+CIPRXGET: 1,0",
        "RECV FROM:192.0.2.1:80",
        "RCV FROM:192.0.2.1:80",
    ]


def test_bytes_stand_in_a_command_as_digits():
    text = Placeholders(load("sim7020"), {})
    assert text.command("AT+CSOSEND=0,12,<12 bytes in hex>") == "AT+CSOSEND=0,12,303132333435363738396162"
    assert text.command("<all values in hex>") == bytes(range(256)).hex().upper()
    assert text.command("<all values in small hex>") == bytes(range(256)).hex()
