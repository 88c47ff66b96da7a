"""Whose fault it is that a module does not come to the state that a scenario begins in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from atconform.base.errors import Inconclusive, ModuleFault
from atconform.emulator.core.module import Module
from atconform.emulator.families import FAMILIES
from atconform.judge import preambles
from atconform.judge.bench import Bench
from atconform.judge.preambles import State
from atconform.place.memory import MemoryPlace
from atconform.protocol.network_action import NetworkAction
from atconform.requirements.claims import load
from atconform.virtual.transport import power_up
from tests.judge.scripted import session
from tests.judge.test_bench import NoPeers

CALLING = [
    ("sim800", State("connected", "server")),
    ("sim800", State("connected-multi", "server", ("2",))),
    ("sim800", State("data-mode", "server")),
    ("sim7020", State("connected-socket", "server", ("0",))),
    ("sim7x00", State("connected-link", "server", ("0",))),
    ("sim7x00", State("data-mode", "server")),
]


def bench_of(family, figures=None):
    """A bench whose module has other figures than its family claims."""
    declared = FAMILIES[family]
    made = replace(declared, figures=declared.figures.varied(figures or {}))
    bench = MemoryPlace("module", lambda: power_up(Module(made))).begin(family)
    bench.peers.open("server", "server", "TCP")
    return bench


@pytest.mark.parametrize(("family", "connections"), [("sim800", 5), ("sim7000", 7)])
def test_a_module_that_takes_fewer_connections_than_the_note_promises_fails(family, connections):
    bench = bench_of(family, {"cip.connections": connections})
    with pytest.raises(ModuleFault, match=r"said .*ERROR"):
        preambles.prepare(bench, State("connected-multi", "server", ("0", "connections.max-1")))


@pytest.mark.parametrize(("family", "state"), CALLING)
def test_a_far_end_out_of_reach_is_not_the_module_s_fault(family, state):
    bench = bench_of(family)
    bench.network(NetworkAction("cut-route", ("server",)))
    with pytest.raises(Inconclusive, match=f"could not be brought to be {state.name}"):
        preambles.prepare(bench, state)


@pytest.mark.parametrize(("family", "state"), [row for row in CALLING if row[0] != "sim7020"])
def test_a_network_that_gives_no_context_is_not_the_module_s_fault(family, state):
    bench = bench_of(family)
    bench.network(NetworkAction("refuse-context"))
    with pytest.raises(Inconclusive):
        preambles.prepare(bench, state)


def scripted(*said: bytes) -> Bench:
    claims = load("sim800")
    command = b"AT+CIICR\r"
    return Bench(session({command: [(1, command + b"".join(said))]}), NoPeers(), claims, {"apn": "CMNET"})


@pytest.mark.parametrize(
    ("said", "whose"),
    [((b"\r\nERROR\r\n",), Inconclusive), ((), Inconclusive), ((b"\r\nSHUT OK\r\n",), ModuleFault)],
    ids=["refused", "nothing in time", "another answer"],
)
def test_only_what_the_network_may_be_the_reason_for_is_inconclusive(said, whose):
    bench = scripted(*said)
    bench.session.transport.script[b'AT+CSTT="CMNET"\r'] = [(1, b'AT+CSTT="CMNET"\r\r\nOK\r\n')]
    with pytest.raises(whose):
        preambles.prepare(bench, State("ip-gprsact"))
