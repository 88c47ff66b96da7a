"""A module that starts in the middle of a scenario is set as scenarios assume before the next command of it."""

from __future__ import annotations

import pytest

from atconform.base.units import SECOND
from atconform.judge.grammar import grammar
from atconform.judge.starts import Starts
from tests.judge.scripted import Conversation, ScriptedTransport

SET = ("ATE1V1Q0", "AT+CMEE=0")
ASKED = {
    b"AT+CMEE=0\r": [(1, b"AT+CMEE=0\r\r\nOK\r\n")],
    b"AT+CSQ\r": [(1, b"AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n")],
}
OK = b"\r\nOK\r\n"


class Writes(ScriptedTransport):
    def __init__(self, script):
        super().__init__(script)
        self.written = []

    def write(self, data):
        self.written.append(data)
        return super().write(data)


def session(script, starts):
    conversation = Conversation(Writes(ASKED | script), grammar.load(("v250", "bearer", "cso")))
    conversation.starts = starts
    return conversation


def starting(command, *said):
    """Script a module that answers a command and then, without echo, says these lines as it starts."""
    answer = (1, command.encode() + b"\r" + OK)
    return {
        command.encode() + b"\r": [answer, *((1000 * at, line) for at, line in enumerate(said, 1))],
        b"ATE1V1Q0\r": [(1, OK)],
    }


@pytest.mark.parametrize("command", ["AT+CFUN=1,1", "AT+CFUN=6", "AT+CRESET"])
@pytest.mark.parametrize("said", [(b"\r\nRDY\r\n",), ()], ids=["rdy", "without-a-word"])
def test_after_a_start_what_was_stored_is_set_before_the_next_command(command, said):
    s = session(starting(command, *said), Starts(SET, echo=False))
    s.send(command)
    s.answers("OK")
    s.pass_time(3 * SECOND)
    s.send("AT+CSQ")
    s.answers("+CSQ: 20,0", "OK")
    s.end()
    assert s.transport.written == [f"{line}\r".encode() for line in (command, *SET, "AT+CSQ")]
    assert s.findings.remarks == []


def test_the_lines_of_a_start_without_verbose_results_are_understood():
    script = starting("AT+CPSMS=1", b'+CPSMSTATUS: "EXIT PSM"\r\n')
    script[b"AT+CPSMS=1\r"].insert(1, (500, b'\r\n+CPSMSTATUS: "ENTER PSM"\r\n'))
    s = session(script, Starts(SET, echo=False, verbose=False))
    s.send("AT+CPSMS=1")
    s.answers("OK")
    s.reports('+CPSMSTATUS: "ENTER PSM"')
    s.reports('+CPSMSTATUS: "EXIT PSM"')
    s.send("AT+CSQ")
    s.answers("+CSQ: 20,0", "OK")
    s.end()
    assert s.transport.written[1:] == [f"{line}\r".encode() for line in (*SET, "AT+CSQ")]


def test_a_line_that_comes_while_it_is_set_is_still_to_be_claimed():
    script = starting("AT+CRESET", b"\r\nRDY\r\n")
    script[b"ATE1V1Q0\r"].insert(0, (0, b"\r\nRING\r\n"))
    s = session(script, Starts(SET, echo=False))
    s.send("AT+CRESET")
    s.answers("OK")
    s.pass_time(3 * SECOND)
    s.send("AT+CSQ")
    s.answers("+CSQ: 20,0", "OK")
    s.reports("RING")
    s.end()


def test_a_module_with_which_nothing_was_stored_is_sent_nothing():
    echoed = starting("AT+CRESET", b"\r\nRDY\r\n")
    s = session(echoed, Starts())
    s.send("AT+CRESET")
    s.answers("OK")
    s.pass_time(3 * SECOND)
    s.send("AT+CSQ")
    s.answers("+CSQ: 20,0", "OK")
    s.end()
    assert s.transport.written == [b"AT+CRESET\r", b"AT+CSQ\r"]
