import pytest

from atconform.emulator.core.effects import Refusal
from atconform.serve.refusals import explain


@pytest.mark.parametrize(
    ("family", "refusal", "told"),
    [
        pytest.param("sim800", Refusal("+HTTPINIT", "unknown"), "AT+HTTPINIT: not emulated", id="another subject"),
        pytest.param("sim800", Refusal("+HTTPPARA=", "unknown"), "AT+HTTPPARA=: not emulated", id="with its form"),
        pytest.param("sim7020", Refusal("*MEXTRAINFO?", "unknown"), "AT*MEXTRAINFO?: no such command", id="of nobody"),
        pytest.param("sim800", Refusal("+FOO", "unknown"), "AT+FOO: no such command", id="unheard of"),
        pytest.param(
            "sim800", Refusal("+CPSI?", "unknown"), "AT+CPSI?: no such command of this family (SIM7000 5.2.21)",
            id="of another family",
        ),
        pytest.param("sim800", Refusal("+CSQ?", "form"), "AT+CSQ?: there is no such form of it", id="form"),
        pytest.param("sim800", Refusal("+CIPMUX=", "parameters"), "AT+CIPMUX=: its parameters do not fit", id="values"),
        pytest.param("sim800", Refusal("+CIICR", "state", "IP STATUS"), "AT+CIICR: refused (IP STATUS)", id="state"),
        pytest.param("sim800", Refusal("+CGATT=", "state"), "AT+CGATT=: refused", id="no state to tell"),
        pytest.param("sim800", Refusal("", "unreadable"), "this is no command line", id="no command"),
    ],
)  # fmt: skip
def test_why_a_command_was_refused_is_said_in_one_line(family, refusal, told):
    assert explain(refusal, family) == told
