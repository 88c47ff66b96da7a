"""Each fault, met by two programs: a careful one survives it, a naive one fails."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from atconform.base.units import SECOND
from atconform.emulator.general.clock import CLTS
from atconform.faults import FAULTS
from tests.faults.applications import Careful, Failed, Naive
from tests.faults.desk import Desk


class Met(NamedTuple):
    """A fault with its values, and what the programs are at when they meet it."""

    fault: str
    given: dict[str, object] = {}
    task: str = "report"
    beside: tuple[tuple[str, dict[str, object]], ...] = ()
    """Faults that have to come together with it."""


SMS = ("sms", {"after_command": "AT+CSTT"})
MET = (
    Met("context-lost", {"after_command": "AT+CIPSEND"}),
    Met("activation-refused"),
    Met("no-network", {"after": 9, "lasts": 60}),
    Met("no-packet-service", {"after": 9, "lasts": 60}),
    Met("weak-signal", {"lasts": 600}),
    Met("registration-denied", {"lasts": 100}),
    Met("sim-removed", {"after": 9, "lasts": 60}),
    Met("name-not-resolved"),
    Met("no-route"),
    Met("refused", {"times": 2}),
    Met("call-unanswered"),
    Met("silent-server", {"lasts": 100}),
    Met("slow-server", {"by": 20}),
    Met("no-acknowledgements", {"lasts": 100}),
    Met("link-lost", {"after_command": "AT+CIPSEND"}),
    Met("server-closes", {"after_command": "AT+CIPSEND"}),
    Met("segments", {"size": 3}),
    Met("datagrams-lost", task="report_by_datagram"),
    Met("datagrams-doubled", {"way": "to-module"}, task="report_by_datagram"),
    Met("datagrams-late", {"by": 30}, task="report_by_datagram"),
    Met("urc-lost", {"text": "CONNECT OK"}),
    Met("urc-late", {"text": "CONNECT OK", "by": 15}),
    Met("urc-inside-answer", {"text": "+CMTI", "command": "AT+CIFSR", "where": "before"}, beside=(SMS,)),
    Met("answer-lost", {"command": "AT+CIICR"}),
    Met("answer-late", {"command": "AT+CIICR", "by": 20}),
    Met("prompt-never"),
    Met("error", {"command": "AT+CIICR"}),
    Met("send-fail"),
    Met("receive-buffer-overrun", task="report_while_unread"),
    Met("unread-lost", task="download"),
    Met("reboot", {"after_command": "AT+CIICR"}),
    Met("freeze", {"after_command": "AT+CIICR"}),
    Met("brown-out", {"after_command": "AT+CIICR"}),
    Met("bytes-lost", {"text": "CONNECT OK", "count": 3}),
    Met("bytes-doubled", {"way": "to-module", "text": "21.5"}),
    Met("bytes-garbled", {"way": "to-module", "text": "21.5"}),
    Met("noise", {"after_command": "AT+CIFSR"}),
    Met("sms", {"after_command": "AT+CIPSEND"}),
    Met("call", {"after_command": "AT+CIPSTART"}),
    Met("network-time", {"after_command": "AT+CIICR"}),
)
"""A row for each; where nothing else is said, both are sending a report by TCP."""


def played(met: Met, application: type[Naive | Careful]) -> tuple[Desk, bool]:
    """Let a program do its task with a fault; return whether it believes that it has, and is right."""
    desk = Desk()
    desk.module.settings[CLTS] = 1
    order = desk.faults.begin(met.fault, **met.given)
    for fault, given in met.beside:
        desk.faults.begin(fault, **given)
    try:
        if met.task == "download":
            done = application(desk).download(500) == desk.tcp.file
        else:
            getattr(application(desk), met.task)("21.5")
            taken = desk.udp.taken if met.task == "report_by_datagram" else desk.tcp.taken
            done = {*taken} == {"21.5"}
    except Failed:
        done = False
    assert order.struck, "the fault did not come about"
    return desk, done


def test_every_fault_is_met():
    assert [met.fault for met in MET] == [kind.name for kind in FAULTS]


@pytest.mark.parametrize("met", MET, ids=lambda met: met.fault)
def test_a_careful_program_survives_it(met):
    desk, done = played(met, Careful)
    assert done, desk.log.decode("latin-1")
    assert desk.transport.now() < 1800 * SECOND


@pytest.mark.parametrize("met", MET, ids=lambda met: met.fault)
def test_a_naive_program_fails(met):
    desk, done = played(met, Naive)
    assert not done, desk.log.decode("latin-1")


@pytest.mark.parametrize("task", ["report", "report_by_datagram", "download", "report_while_unread"])
@pytest.mark.parametrize("application", [Naive, Careful])
def test_without_a_fault_both_do_what_they_are_for(application, task):
    desk = Desk()
    if task == "download":
        assert application(desk).download(500) == desk.tcp.file
    else:
        getattr(application(desk), task)("21.5")
        desk.sleep(5)
        assert desk.tcp.taken + desk.udp.taken == ["21.5"]
