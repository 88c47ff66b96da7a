"""What network, card, supply and other users do is noted, explains or accuses, and is no fault of the module."""

from __future__ import annotations

import pytest

from atconform.base.basis import Basis
from atconform.base.errors import BenchFault, ModuleFault
from atconform.base.families import families
from atconform.base.units import SECOND
from atconform.base.verdict import Verdict
from atconform.judge.circumstances import Circumstances
from atconform.judge.doubt import accusation, doubt
from atconform.judge.grammar import grammar
from atconform.judge.verdict import Playing, judge
from atconform.requirements import circumstances
from atconform.requirements.claims import load
from tests.judge.scripted import Conversation, ScriptedTransport

GRAMMARS = {family: grammar.load(load(family).stacks) for family in families()}
ECHO, ANSWER, RESULT = b"AT+CSQ\r", b"\r\n+CSQ: 20,0\r\n", b"\r\nOK\r\n"
BESIDE = [
    pytest.param(family, sample, id=f"{family}: {sample}")
    for family in families()
    for rule in dict.fromkeys(rule for one in circumstances.of(family) if not one.instead for rule in one.rules)
    if rule in GRAMMARS[family].rules and rule not in ("no_carrier", "ipclose_own")
    for sample in GRAMMARS[family].rules[rule].samples
]


def session_of(family="sim800", script=None, earlier=None):
    met = Circumstances(circumstances.of(family), earlier)
    return Conversation(ScriptedTransport(script or {}), GRAMMARS[family], met)


def lines(session):
    return [met.frame.text for met in session.circumstances.met]


@pytest.mark.parametrize(("family", "sample"), BESIDE)
def test_a_line_of_another_subject_disturbs_no_exchange(family, sample):
    for place, name in enumerate(("before the echo", "after it", "before the result", "at the end")):
        pieces = [ECHO, ANSWER, RESULT]
        pieces.insert(place, f"\r\n{sample}\r\n".encode())
        session = session_of(family, {ECHO: [(1 + at, piece) for at, piece in enumerate(pieces)]})
        session.send("AT+CSQ")
        session.answers("+CSQ: 20,0", "OK", limit=SECOND)
        session.end()
        assert (lines(session), session.findings.remarks) == ([sample], []), name


def test_every_circumstance_is_seen_by_rules_of_a_grammar():
    known = {rule for one in GRAMMARS.values() for rule in one.rules}
    assert {rule for one in circumstances.load() for rule in one.rules} <= known
    assert all(known & set(one.rules) or one.sign for one in circumstances.load())


def test_every_line_of_the_world_means_something():
    world = [name for name, rule in GRAMMARS["sim800"].rules.items() if rule.at_any_time]
    assert set(world) <= circumstances.rules()


def test_it_is_noted_in_the_transcript():
    session = session_of()
    session.transport.say(b'\r\n+CIEV: 10,"26003","Orange","Orange", 0, 0\r\n')
    session.pass_time(SECOND)
    assert [entry.text for entry in session.transcript.entries][-1] == (
        'harmless: the network told its name (+CIEV: 10,"26003","Orange","Orange", 0, 0)'
    )


def test_what_is_told_once_more_for_the_same_reason_is_nobody_s():
    session = session_of("sim7020")
    for _ in range(2):
        session.note_stimulus("p>", "server: sends")
        for delay in (1, 2, 3):
            session.transport.say(b"\r\n+CSORXGET: 1,0\r\n", delay)
        session.reports("+CSORXGET: 1,0")
        session.is_silent(SECOND)
    session.end()
    assert len(session.findings.remarks) == 4


# ---- a scenario that is about such a line


def test_a_scenario_that_expects_it_judges_it_whenever_it_came():
    session = session_of()
    session.transport.say(b"\r\nRING\r\n")
    session.pass_time(SECOND)
    session.reports("RING")
    session.end()
    assert lines(session) == []


def test_a_scenario_that_expects_it_judges_that_it_came_once():
    session = session_of()
    session.transport.say(b"\r\n+PDP: DEACT\r\n")
    session.transport.say(b"\r\n+PDP: DEACT\r\n", 500)
    session.reports("+PDP: DEACT")
    with pytest.raises(ModuleFault, match="also said"):
        session.end()


def test_a_scenario_that_expects_it_judges_the_order():
    session = session_of()
    session.transport.say(b"\r\n+PDP: DEACT\r\n\r\nCLOSED\r\n")
    session.reports("CLOSED")
    with pytest.raises(ModuleFault, match=r"\+PDP: DEACT\] came before \[CLOSED"):
        session.reports("+PDP: DEACT")


def test_a_scenario_that_has_the_network_bring_it_about_judges_a_silence_by_it():
    session = session_of()
    session.circumstances.action("deliver-message")
    session.transport.say(b'\r\n+CMTI: "SM",1\r\n', 100)
    with pytest.raises(ModuleFault, match="should have been silent"):
        session.is_silent(SECOND)


def test_lines_that_others_brought_about_before_leave_open_whose_the_later_ones_are():
    session = session_of()
    session.transport.say(b'\r\n+CMTI: "SM",4\r\n')
    session.pass_time(SECOND)
    session.note_stimulus("--", "the network delivers a short message")
    session.circumstances.action("deliver-message")
    session.transport.say(b'\r\n+CMTI: "SM",5\r\n\r\n+CMTI: "SM",6\r\n')
    session.reports('+CMTI: "SM",5')
    with pytest.raises(ModuleFault, match="also said"):
        session.end()
    assert doubt(session) == 'a short message came (+CMTI: "SM",4)'


# ---- several lines, and lines with a condition


def test_the_text_of_a_message_belongs_to_its_head():
    session = session_of()
    session.transport.say(b'\r\n+CMT: "+8613800000000","","26/11/30,12:00:00+32"\r\nOK\r\n')
    session.transport.say(b"\r\n+CDS: 26\r\n", 10)
    session.transport.say(b"07911326040000F0\r\n", 20)
    session.is_silent(SECOND)
    session.end()
    assert len(lines(session)) == 2


def test_what_comes_behind_the_text_of_a_message_is_none_of_it():
    ask = b"AT+CMGR=1\r"
    shown = b'\r\n+CMGR: "REC UNREAD","+86138","","26/11/30,12:00:00+32"\r\nhello\r\n\r\nOK\r\n'
    session = session_of("sim800", {ask: [(1, ask + shown + b"\r\nUNDER-VOLTAGE WARNNING\r\n")]})
    session.send("AT+CMGR=1")
    session.answers('+CMGR: "REC UNREAD","+86138","","26/11/30,12:00:00+32"', "hello", "OK")
    session.end()
    assert lines(session) == ["UNDER-VOLTAGE WARNNING"]


def test_a_caller_who_gives_up_is_no_answer_to_a_command():
    session = session_of("sim800", {ECHO: [(1, ECHO), (2, b"\r\nRING\r\n\r\nNO CARRIER\r\n"), (3, ANSWER + RESULT)]})
    session.send("AT+CSQ")
    session.answers("+CSQ: 20,0", "OK", limit=SECOND)
    session.end()
    assert lines(session) == ["RING", "NO CARRIER"]


def test_a_line_of_another_family_is_remarked():
    session = session_of("sim7020")
    session.transport.say(b"\r\nCHARGE-ONLY MODE\r\n")
    session.end()
    assert session.findings.remarks == ["by our reading: the module also said [CHARGE-ONLY MODE]"]


def test_a_line_that_nobody_knows_ends_at_its_end():
    session = session_of("sim800", {ECHO: [(1, b"\r\nANOTHER WARNING\r\n" + ECHO + ANSWER + RESULT)]})
    session.send("AT+CSQ")
    session.answers("+CSQ: 20,0", "OK", limit=SECOND)
    session.end()
    assert session.findings.remarks == ["by our reading: the module also said [ANOTHER WARNING]"]


# ---- what explains


@pytest.mark.parametrize(
    ("family", "line", "why"),
    [
        ("sim800", "+PDP: DEACT", "the network took the context away (+PDP: DEACT)"),
        ("sim800", "UNDER-VOLTAGE WARNNING", "the supply was too low or too high (UNDER-VOLTAGE WARNNING)"),
        ("sim800", "+CPIN: NOT READY", "the card was not ready (+CPIN: NOT READY)"),
        (
            "sim7x00",
            "+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY",
            "the network took the context away (+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY)",
        ),
    ],
)
def test_a_scenario_that_then_misses_something_is_inconclusive_by_its_name(family, line, why):
    session = session_of(family)
    session.transport.say(f"\r\n{line}\r\n".encode())
    with pytest.raises(ModuleFault) as fault:
        session.reports("CLOSED" if family == "sim800" else "+NETOPEN: 0", limit=SECOND)
    judgement = judge(Playing(fault.value, doubt=doubt(session)))
    assert judgement.verdict is Verdict.INCONC
    assert judgement.reason.startswith(why)


def test_a_scenario_that_misses_nothing_passes_all_the_same():
    session = session_of("sim800", {ECHO: [(1, ECHO + b"\r\n+PDP: DEACT\r\n"), (2, ANSWER + RESULT)]})
    session.send("AT+CSQ")
    session.answers("+CSQ: 20,0", "OK")
    session.end()
    assert judge(Playing(None, doubt=doubt(session), accused=accusation(session))).verdict is Verdict.PASS


CALL = b'AT+CIPSTART="TCP","192.0.2.1","80"\r'


@pytest.mark.parametrize(("seen", "explained"), [(False, True), (True, False)], ids=["unseen", "seen by the server"])
def test_a_call_that_failed_is_the_network_s_unless_the_server_saw_it(seen, explained):
    session = session_of("sim800", {CALL: [(1, CALL + RESULT), (2000, b"\r\nCONNECT FAIL\r\n")]})
    session.send(CALL.decode().rstrip())
    session.answers("OK")
    if seen:
        session.circumstances.peer_saw("connected")
    with pytest.raises(ModuleFault):
        session.reports("CONNECT OK")
    assert bool(doubt(session)) is explained


@pytest.mark.parametrize(("host", "explained"), [("192.0.2.1", False), ("sim.example", True)], ids=["address", "name"])
def test_no_far_end_takes_part_in_a_udp_connection_that_failed(host, explained):
    call = f'AT+CIPSTART="UDP","{host}","80"'
    written = call.encode() + b"\r"
    session = session_of("sim800", {written: [(1, written + RESULT), (2000, b"\r\nCONNECT FAIL\r\n")]})
    session.send(call)
    session.answers("OK")
    with pytest.raises(ModuleFault):
        session.reports("CONNECT OK")
    assert bool(doubt(session)) is explained


def test_no_name_server_takes_part_in_a_udp_connection_to_a_name_that_was_found():
    query, call = 'AT+CDNSGIP="www.sim.com"', 'AT+CIPSTART="UDP","www.sim.com","80"'
    asked, called = query.encode() + b"\r", call.encode() + b"\r"
    found = b'\r\n+CDNSGIP: 1,"www.sim.com","192.0.2.1"\r\n'
    script = {asked: [(1, asked + RESULT), (2, found)], called: [(1, called + RESULT), (2, b"\r\nCONNECT FAIL\r\n")]}
    session = session_of("sim800", script)
    session.send(query)
    session.answers("OK")
    session.reports(found.decode().strip())
    session.send(call)
    session.answers("OK")
    with pytest.raises(ModuleFault):
        session.reports("CONNECT OK")
    assert not doubt(session)


def test_the_state_before_connect_fail_tells_that_the_call_did_not_come_through():
    said = b"\r\nSTATE: IP STATUS\r\n\r\nCONNECT FAIL\r\n"
    session = session_of("sim800", {CALL: [(1, CALL + RESULT), (2000, said)]})
    session.send(CALL.decode().rstrip())
    session.answers("OK")
    with pytest.raises(ModuleFault):
        session.reports("CONNECT OK")
    assert doubt(session) == "the call did not come through (STATE: IP STATUS)"


def test_a_state_in_the_place_of_the_expected_one_tells_that_the_context_is_lost():
    ask = b"AT+CIPSTATUS\r"
    session = session_of("sim800", {ask: [(1, ask + RESULT), (2, b"\r\nSTATE: PDP DEACT\r\n")]})
    session.send("AT+CIPSTATUS")
    session.answers("OK")
    with pytest.raises(ModuleFault):
        session.reports("STATE: CONNECT OK")
    assert doubt(session) == "the network took the context away (STATE: PDP DEACT)"


@pytest.mark.parametrize(
    ("noise", "noisy", "why"),
    [
        (b"O\xcb\r\n", True, "garbage came (O<0xCB>)"),
        (b"O\xcb\r\n", False, ""),
        (b"OKK\r\n", True, ""),
    ],
)
def test_garbage_is_the_line_s_where_a_line_can_be_noisy(noise, noisy, why):
    session = session_of("sim800", {ECHO: [(1, ECHO), (2, b"\r\n" + noise)]})
    session.transport.noisy = noisy
    session.send("AT+CSQ")
    session.pass_time(SECOND)
    assert doubt(session) == why


# ---- what accuses


def test_a_module_that_starts_by_itself_is_at_fault_also_where_the_scenario_would_have_passed():
    session = session_of("sim800", {ECHO: [(1, ECHO + ANSWER + RESULT), (2, b"\r\nRDY\r\n")]})
    session.send("AT+CSQ")
    session.answers("+CSQ: 20,0", "OK")
    session.end()
    judgement = judge(Playing(None, accused=accusation(session)))
    assert (judgement.verdict, judgement.reason) == (Verdict.FAIL, "the module started by itself (RDY)")
    assert judgement.ground is not None
    assert (judgement.ground.basis, judgement.ground.names) == (Basis.MANUAL, ("SIM800AT-19.3-U3",))


def test_what_it_then_missed_stands_beside_it():
    accused = ModuleFault("the module started by itself (RDY)")
    missed = judge(Playing(ModuleFault("no 'OK'"), accused=accused))
    assert (missed.verdict, missed.reason) == (Verdict.FAIL, "the module started by itself (RDY); no 'OK'")
    assert judge(Playing(BenchFault("unplugged"), accused=accused)).verdict is Verdict.ERROR


def test_after_a_power_warning_it_is_the_supply():
    session = session_of()
    session.transport.say(b"\r\nUNDER-VOLTAGE WARNNING\r\n")
    session.transport.say(b"\r\nRDY\r\n", 1000)
    session.pass_time(2 * SECOND)
    assert accusation(session) is None
    assert doubt(session).startswith("the supply was too low or too high")


def test_a_module_that_is_told_to_start_is_not_accused():
    reset = b"AT+CFUN=1,1\r"
    session = session_of("sim800", {reset: [(1, reset + RESULT), (2, b"\r\nRDY\r\n")]})
    session.send("AT+CFUN=1,1")
    session.pass_time(SECOND)
    assert accusation(session) is None
    assert doubt(session) == ""


@pytest.mark.parametrize(("used", "accused"), [({"+CFUN"}, False), (set(), True)], ids=["told to start", "not told to"])
def test_the_last_lines_of_a_start_that_the_scenario_before_asked_for_come_late(used, accused):
    before = Circumstances(circumstances.of("sim800"))
    before.used = used
    session = session_of(earlier=before.ended(0))
    session.transport.say(b"\r\nSMS Ready\r\n", 20_000)
    session.pass_time(30 * SECOND)
    assert (accusation(session) is not None) is accused


def test_a_power_warning_in_the_scenario_before_explains_a_start_too():
    before = session_of()
    before.transport.say(b"\r\nUNDER-VOLTAGE WARNNING\r\n")
    before.pass_time(SECOND)
    session = session_of(earlier=before.circumstances.ended(SECOND))
    session.transport.say(b"\r\nRDY\r\n")
    session.pass_time(SECOND)
    assert accusation(session) is None
    assert doubt(session) == "the module started after a power warning (RDY)"


def test_what_is_not_judged_accuses_nobody():
    session = session_of()
    session.findings.judged_from = Basis.NOTE
    session.transport.say(b"\r\nRDY\r\n")
    session.pass_time(SECOND)
    assert accusation(session) is None


# ---- a call that the scenario has the network make


def test_a_line_that_repeats_tells_of_the_call_as_long_as_it_lasts():
    session = session_of("sim800")
    session.network_does("call", SECOND)
    for delay in (0, 300, 600):
        session.transport.say(b"\r\nRING\r\n", delay)
    session.reports("RING")
    session.is_silent(SECOND)
    session.network_does("end-call", SECOND)
    session.transport.say(b"\r\nRING\r\n", 100)
    session.transport.say(b"\r\nNO CARRIER\r\n", 200)
    session.is_silent(2 * SECOND)
    session.transport.say(b"\r\nRING\r\n")
    with pytest.raises(ModuleFault, match="should have been silent"):
        session.is_silent(SECOND)


def test_the_next_call_is_told_for_itself():
    session = session_of("sim800")
    for _ in range(2):
        session.network_does("call", SECOND)
        session.transport.say(b"\r\nRING\r\n", 100)
        session.reports("RING")
        session.network_does("end-call", SECOND)
    session.network_does("call", SECOND)
    with pytest.raises(ModuleFault, match="no 'RING'"):
        session.reports("RING")


def test_that_a_caller_gave_up_is_not_told_in_data_mode():
    session = session_of("sim800")
    session.line.data_mode = True
    session.network_does("end-call", SECOND)
    session.transport.say(b"\r\nNO CARRIER\r\n", 100)
    with pytest.raises(ModuleFault, match="should have been silent"):
        session.is_silent(SECOND)
