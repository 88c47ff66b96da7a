"""States that the network has to bring about: the module is asked until it tells them."""

import pytest

from atconform.base.errors import Inconclusive, ModuleFault
from atconform.base.units import SECOND
from atconform.judge.preambles import State, prepare
from tests.judge.test_bench import bench

REGISTERED, ATTACHED = State("registered"), State("attached")


class InTurn(dict):
    """A script by which the same command is answered otherwise each time; the last answer stays."""

    def get(self, key, default=()):
        answers = self[key]
        return [(1, key + answers.pop(0) if len(answers) > 1 else key + answers[0])]


def asked(command, *told):
    return bench(
        InTurn({command + b"\r": [b"\r\n" + line + b"\r\n" for line in told]}), registration=None, unstated=None
    )


def told(stat):
    return b"+CREG: 0,%d\r\n\r\nOK" % stat


@pytest.mark.parametrize("registered", [1, 5])
def test_a_module_that_searches_is_asked_every_second_until_it_is_registered_at_home_or_roaming(registered):
    held = asked(b"AT+CREG?", told(0), told(2), told(2), told(registered))
    prepare(held, REGISTERED)
    assert 3 * SECOND < held.session.transport.now() < 4 * SECOND
    held.end()


def test_attaching_is_waited_for_in_the_same_way():
    held = asked(b"AT+CGATT?", b"+CGATT: 0\r\n\r\nOK", b"+CGATT: 1\r\n\r\nOK")
    prepare(held, ATTACHED)
    assert held.session.transport.now() > SECOND
    held.end()


def test_a_network_that_does_not_let_the_module_in_says_nothing_about_the_module():
    with pytest.raises(Inconclusive, match=r"^AT\+CREG\? was not answered \+CREG: 0,\{registration\} within 180 s$"):
        prepare(asked(b"AT+CREG?", told(3)), REGISTERED)


def test_what_is_no_answer_to_the_question_is_the_modules_fault_at_once():
    held = asked(b"AT+CREG?", b"ERROR")
    with pytest.raises(ModuleFault, match=r"said \[ERROR\]"):
        prepare(held, REGISTERED)
    assert held.session.transport.now() < SECOND


def with_address(address):
    answers = {
        b"AT+CIPSHUT\r": b"SHUT OK",
        b'AT+CSTT="CMNET"\r': b"OK",
        b"AT+CIICR\r": b"OK",
        b"AT+CIFSR\r": address,
    }
    return bench({command: [(1, command + b"\r\n" + line + b"\r\n")] for command, line in answers.items()})


def test_a_context_that_is_activated_anew_may_have_another_address():
    held = with_address(b"192.0.2.7")
    held.host.sends("AT+CIPSHUT")
    held.module.answers("SHUT OK")
    prepare(held, State("ip-status"))
    assert held.text.fill_in("{module.ip}") == "192.0.2.7"


def test_a_context_that_was_not_ended_keeps_its_address():
    with pytest.raises(ModuleFault, match=r"said \[192\.0\.2\.7\]"):
        prepare(with_address(b"192.0.2.7"), State("ip-status"))
