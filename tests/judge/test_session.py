from contextlib import nullcontext

import pytest

from atconform.base.basis import Basis
from atconform.base.errors import BenchFault, Inconclusive, ModuleFault
from atconform.base.notation import Limits
from atconform.base.units import MS, SECOND
from atconform.judge.expectation import Blank
from atconform.judge.findings import judge_interval
from atconform.judge.grammar import grammar
from atconform.judge.ground import Ground
from atconform.judge.timing import Timing
from atconform.requirements import claims
from tests.judge.scripted import Conversation, ScriptedTransport, session


def test_an_exchange_is_claimed_from_its_echo_to_its_final_result():
    s = session({b"AT+CSQ\r": [(0, b"AT+CSQ\r"), (2, b"\r\n+CSQ: 20,0\r\n"), (3, b"\r\nOK\r\n")]})
    s.send("AT+CSQ")
    s.answers("+CSQ: 20,0", "OK")
    s.end()


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        (b"AT\r\r\nERROR\r\n", r"said \[ERROR\], expected \[OK\]"),
        (b"AT\r", "no 'OK' within 5 s"),
        (b"\r\nOK\r\n", "the echo of 'AT<CR>' is missing"),
        (b"AT\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n", r"said \[\+CSQ: 20,0\] \[OK\], expected \[OK\]"),
        (b"AT\r\r\nOKAY\r\n", "not understood"),
        (b"AT\r\nOK\r\n", "no 'OK'"),
    ],
)
def test_a_wrong_answer_is_the_modules_fault_and_says_what_came(said, complaint):
    s = session({b"AT\r": [(1, said)]})
    s.send("AT")
    with pytest.raises(ModuleFault, match=complaint):
        s.answers("OK")


def test_an_answer_in_pieces_is_the_same_answer():
    s = session({b"AT\r": [(i, bytes([byte])) for i, byte in enumerate(b"AT\r\r\nOK\r\n")]})
    s.send("AT")
    s.answers("OK")
    s.end()


def test_an_unsolicited_line_in_an_exchange_is_left_for_the_step_that_asks_for_it():
    s = session({b"AT\r": [(1, b"AT\r\r\nCLOSED\r\n\r\nOK\r\n")]})
    s.send("AT")
    s.answers("OK")
    s.reports("CLOSED")
    s.end()


def test_what_nobody_asked_for_fails_the_scenario():
    s = session({b"AT\r": [(1, b"AT\r\r\nOK\r\n\r\nCLOSED\r\n")]})
    s.send("AT")
    s.answers("OK")
    with pytest.raises(ModuleFault, match=r"the module also said \[CLOSED\]"):
        s.end()


def test_a_known_other_spelling_is_tolerated_with_a_remark():
    s = session({b"AT\r": [(1, b"AT\r\r\nOK\r\n\r\n0,CONNECT OK\r\n")]})
    s.send("AT")
    s.answers("OK")
    s.reports("0, CONNECT OK")
    assert s.findings.remarks == ["no space after the comma: 0,CONNECT OK"]


def test_another_connection_number_is_not_tolerated():
    s = session()
    s.transport.say(b"\r\n1, CONNECT OK\r\n")
    with pytest.raises(ModuleFault, match="expected"):
        s.reports("0, CONNECT OK")


def test_a_misprint_that_the_module_repeats_is_a_remark():
    s = session({b"AT+CIPCLOSE\r": [(1, b"AT+CIPCLOSE\r\r\nOK\r\n"), (2, b"\r\nCLOSED\r\n")]})
    s.send("AT+CIPCLOSE")
    s.answers("CLOSE OK", misprint=("OK", "CLOSED"))
    assert s.findings.remarks == ["answered as misprinted: OK CLOSED"]
    s.end()


@pytest.mark.parametrize("rows", [1, 2])
def test_rows_that_only_the_misprint_has_may_follow_those_that_are_meant(rows):
    printed = [f'C: {number},,"","","","INITIAL"' for number in range(2)]
    s = session()
    s.transport.say("".join(f"\r\n{row}\r\n" for row in printed[:rows]).encode())
    s.reports(printed[0], misprint=printed)
    assert len(s.findings.remarks) == rows - 1
    s.end()


def test_network_data_without_header_is_known_by_what_was_sent():
    s = session()
    s.expect_payload(("server", 1), b"hello")
    s.transport.say(b"hello")
    s.delivers(b"hello")
    s.end()


def test_other_network_data_than_was_sent_fails():
    s = session()
    s.expect_payload(("server", 1), b"hello")
    s.transport.say(b"hellp")
    with pytest.raises(ModuleFault, match="delivered 'hell'"):
        s.delivers(b"hello")


def test_counted_data_may_look_like_a_result():
    s = session()
    s.expect_payload(("server", 1), b"\r\nOK\r\n")
    s.transport.say(b"\r\n+RECEIVE,0,6:\r\n\r\nOK\r\n")
    s.reports("+RECEIVE,0,6:")
    s.delivers(b"\r\nOK\r\n")
    s.end()


def test_data_under_the_next_header_is_left_for_the_next_step():
    s = session()
    s.expect_payload(("server", 1), b"hello")
    s.expect_payload(("server", 2), b"you")
    s.transport.say(b"\r\n+RECEIVE,0,5:\r\nhello\r\n+RECEIVE,1,3:\r\nyou")
    s.reports("+RECEIVE,0,5:")
    s.delivers(b"hello")
    s.reports("+RECEIVE,1,3:")
    s.delivers(b"you")
    s.end()


HEADER = f"+RECEIVE,0,{Blank(r'[0-9]+', 'counted').mark}:"


def test_data_in_pieces_is_counted_by_their_headers():
    s = session()
    s.expect_payload(("server", 1), b"hello you")
    s.transport.say(b"\r\n+RECEIVE,0,5:\r\nhello\r\n+RECEIVE,0,4:\r\n you")
    s.puts_out(b"hello you", HEADER)
    s.end()


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        (b"\r\n+RECEIVE,0,5:\r\nhello you", "put out ' you' that no"),
        (b"\r\n+RECEIVE,0,5:\r\nhello\r\n+RECEIVE,1,4:\r\n you", "said"),
        (b"\r\n+RECEIVE,0,5:\r\nhello", "put out 'hello' within 5 s"),
    ],
    ids=["uncounted", "another's", "not all"],
)
def test_data_that_its_headers_do_not_count_fails(said, problem):
    s = session()
    s.expect_payload(("server", 1), b"hello you")
    s.transport.say(said)
    with pytest.raises(ModuleFault, match=problem):
        s.puts_out(b"hello you", HEADER)


def test_silence_is_broken_by_any_line():
    s = session()
    s.transport.say(b"\r\nCLOSED\r\n", delay=500)
    with pytest.raises(ModuleFault, match="should have been silent for 1 s"):
        s.is_silent(SECOND)


@pytest.mark.parametrize(("basis", "left"), [(Basis.NOTE, True), (Basis.OWN, False)])
def test_what_breaks_a_silence_that_no_document_demands_is_not_held_against_the_module_again(basis, left):
    s = session()
    s.findings.ground = Ground(basis)
    s.transport.say(b"\r\nCLOSED\r\n", delay=500)
    with pytest.raises(ModuleFault, match="should have been silent"):
        s.is_silent(SECOND)
    assert any(s.log.unclaimed()) is left


def test_a_line_that_no_command_asks_for_is_no_answer_to_a_command_that_is_ignored():
    s = session()
    s.transport.say(b"\r\nRING\r\n", delay=500)
    s.ignores("AT", SECOND)
    s.reports("RING")
    s.end()


def test_a_command_that_is_answered_is_not_ignored():
    s = session({b"AT\r": [(100, b"AT\r\r\nOK\r\n")]})
    with pytest.raises(ModuleFault, match="AT should have been ignored"):
        s.ignores("AT", SECOND)


def test_data_that_breaks_a_silence_of_ours_does_not_stand_before_what_comes_later():
    s = session()
    s.findings.ground = Ground(Basis.OWN)
    s.expect_payload(("stranger", 1), b"hello")
    s.transport.say(b"hello", delay=500)
    with pytest.raises(ModuleFault, match="should have been silent"):
        s.is_silent(SECOND)
    s.expect_payload(("server", 1), b"welcome")
    s.transport.say(b"welcome")
    s.delivers(b"welcome")
    s.end()


def test_a_notice_that_comes_again_is_no_fault_where_no_document_has_it_once():
    s = session()
    s.transport.say(b"\r\n+CIPRXGET: 1\r\n", delay=100)
    s.transport.say(b"\r\n+CIPRXGET: 1\r\n", delay=200)
    s.reports("+CIPRXGET: 1")
    s.end()
    assert [deviation.ground for deviation in s.findings.deviations] == [Ground(Basis.OWN, ("G24",))]


@pytest.mark.parametrize(
    ("command", "basis", "name"),
    [("AT+CIPCLOSE", Basis.OWN, "G02"), ("AT+CIPSHUT", Basis.MANUAL, "SIM800AT-8.2.7-T1")],
)
def test_the_limit_of_a_command_rests_on_what_states_it(command, basis, name):
    s = session({command.encode() + b"\r": [(1, b"\r\nOK\r\n")]})
    s.send(command)
    with pytest.raises(ModuleFault, match="at most") as raised:
        Timing(s, claims.load("sim800")).judge(200 * SECOND, 200 * SECOND, "at most {limit}", "that")
    assert (raised.value.basis, raised.value.names) == (basis, (name,))


def test_a_silence_that_has_to_be_short_and_is_longer_already_is_the_benchs_fault():
    s = session()
    s.type(b"x")
    s.pass_time(s.transport.now() + 3 * SECOND)
    with pytest.raises(BenchFault, match="has been so for 3 s already"):
        s.be_silent(SECOND, at_most=True)


def test_a_silence_that_may_be_longer_has_ended_where_a_slow_answer_made_it_so():
    s = session()
    s.type(b"x")
    s.pass_time(s.transport.now() + 3 * SECOND)
    s.be_silent(SECOND)
    assert s.transport.now() == 3 * SECOND


def test_a_line_that_nobody_knows_breaks_no_silence_and_is_remarked():
    s = session()
    s.transport.say(b"\r\nNO SUCH LINE: 1\r\n", delay=500)
    s.is_silent(SECOND)
    s.end()
    assert s.findings.remarks == ["by our reading: the module also said [NO SUCH LINE: 1]"]


def test_a_call_rings_again_and_again():
    s = session()
    s.note_stimulus("--", "the network calls the module")
    for delay in (100, 3100, 6100):
        s.transport.say(b"\r\nRING\r\n", delay)
    s.reports("RING")
    s.is_silent(10 * SECOND)
    s.end()
    assert s.findings.remarks == []


def test_a_list_may_have_more_lines_than_the_documents_promise():
    s = Conversation(ScriptedTransport(), grammar.load(("v250", "bearer", "cip")), promised={"connections.max": 1})
    s.transport.say(b'\r\nC: 0,,"","","","INITIAL"\r\nC: 1,,"","","","INITIAL"\r\n')
    s.reports('C: 0,,"","","","INITIAL"')
    s.end()
    assert s.findings.remarks == ['by our reading G119: C: 1,,"","","","INITIAL" is more than the documents promise']


def test_nothing_is_echoed_in_data_mode():
    s = session({b"ATO\r": [(1, b"ATO\r\r\nCONNECT\r\n")], b"x": [(1, b"x")]})
    s.send("ATO")
    s.answers("CONNECT")
    s.type(b"x")
    with pytest.raises(ModuleFault, match=r"also said \[x\]"):
        s.end()


def test_a_time_is_judged_with_its_uncertainty():
    limits = Limits(100 * MS, 200 * MS)
    judge_interval(100 * MS, 200 * MS, limits, "that")
    with pytest.raises(ModuleFault, match="expected at least 100 ms"):
        judge_interval(90 * MS, 99 * MS, limits, "that")
    with pytest.raises(ModuleFault, match="expected at most 200 ms"):
        judge_interval(201 * MS, 210 * MS, limits, "that")
    with pytest.raises(Inconclusive, match="a limit lies in between"):
        judge_interval(190 * MS, 201 * MS, limits, "that")


def test_what_a_step_waited_for_is_measured_from_the_last_stimulus():
    s = session({b"AT\r": [(0, b"AT\r"), (30, b"\r\nOK\r\n")]}, uncertainty=2 * MS)
    s.pass_time(SECOND)
    s.send("AT")
    s.answers("OK")
    assert s.watch.elapsed() == (28 * MS, 30 * MS)


def test_a_line_that_never_falls_quiet_is_a_fault_of_the_bench():
    s = session()

    def endless(deadline):
        s.transport.say(b"\xff", delay=10)
        return ScriptedTransport.step(s.transport, s.transport.now() + 10 * MS)

    s.transport.step = endless
    with pytest.raises(BenchFault, match="never falls quiet"):
        s.pass_time(s.transport.now() + SECOND)


def test_data_that_stands_before_its_header_is_not_taken_for_what_follows_it():
    s = session()
    s.expect_payload(("server", 1), b"hello")
    s.transport.say(b"hello\r\nRECV FROM:192.0.2.1:9600\r\n")
    s.reports("RECV FROM:192.0.2.1:9600")
    with pytest.raises(ModuleFault, match="delivered '' within 5 s, expected 'hello'"):
        s.delivers(b"hello")


def test_a_header_without_its_data_fails():
    s = session()
    s.transport.say(b"\r\n+IPD,5:")
    s.reports("+IPD,5:")
    with pytest.raises(ModuleFault, match=r"'\+IPD,5:' was not followed by its data"):
        s.end()


def test_a_prompt_without_its_blank_does_not_hold_the_host_up():
    s = session({b"AT+CIPSEND\r": [(1, b"AT+CIPSEND\r\r\n>")]})
    s.send("AT+CIPSEND")
    s.answers(">")
    assert s.transport.now() < SECOND
    assert s.findings.remarks == ["prompt without its space: \r\n>"]


def test_an_echo_between_two_lines_of_an_answer_is_in_the_wrong_place():
    s = session({b"AT+CIPSTATUS\r": [(1, b"\r\nOK\r\n"), (2, b"AT+CIPSTATUS\r"), (3, b"\r\nSTATE: IP INITIAL\r\n")]})
    s.send("AT+CIPSTATUS")
    with pytest.raises(ModuleFault, match="came before its echo"):
        s.answers("OK", "STATE: IP INITIAL")


QUIET = ScriptedTransport.quiet


@pytest.mark.parametrize(("late", "caught"), [(QUIET - MS, True), (QUIET + MS, False)])
def test_a_line_that_comes_while_the_line_falls_quiet_fails_the_scenario(late, caught):
    s = session({b"AT\r": [(1, b"AT\r\r\nOK\r\n"), (1 + late // MS, b"\r\nCLOSED\r\n")]})
    s.send("AT")
    s.answers("OK")
    with pytest.raises(ModuleFault, match=r"also said \[CLOSED\]") if caught else nullcontext():
        s.end()


def test_a_silence_that_has_lasted_at_the_end_is_not_waited_for_again():
    s = session({b"AT\r": [(1, b"AT\r\r\nOK\r\n")]})
    s.send("AT")
    s.answers("OK")
    s.is_silent(QUIET // 2)
    s.end()
    assert s.transport.now() == MS + QUIET
    s.is_silent(3 * QUIET)
    s.end()
    assert s.transport.now() == MS + 4 * QUIET


@pytest.mark.parametrize(
    "deed",
    [
        lambda s: s.type(b"x"),
        lambda s: s.note_stimulus("--", "the network ends the call"),
        lambda s: s.expect_payload(("server", 1), b"hello"),
    ],
)
def test_what_is_done_last_is_given_time_to_show_at_the_end(deed):
    s = session({b"x": [(0, b"x")]})
    s.is_silent(3 * QUIET)
    deed(s)
    s.end()
    assert s.transport.now() == 4 * QUIET


@pytest.mark.parametrize(
    ("command", "touched"),
    [
        ("AT+CIPMUX?", set()),
        ("AT+CIPMUX=?", set()),
        ("at+cipmux=1", {"+CIPMUX"}),
        ("AT+CIPSHUT", {"+CIPSHUT"}),
        ("AT+CIPMUX?;+CIPMODE=1;S0?;S7=30", {"+CIPMODE", "S7"}),
    ],
)
def test_a_command_that_only_asks_has_set_nothing(command, touched):
    s = session()
    s.send(command)
    assert s.line.touched == touched
    assert s.line.used >= touched
