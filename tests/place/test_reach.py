"""Which ways between module and far end work, tried with an emulated module of each family."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import msgspec
import pytest

from atconform.base.errors import BenchFault, ModuleFault
from atconform.base.families import families
from atconform.emulator.families import build
from atconform.judge import preambles
from atconform.judge.bench import Bench
from atconform.judge.peer import Peer
from atconform.judge.preambles import State
from atconform.place.memory import MemoryPlace
from atconform.place.reach import PATIENCE, TRIALS, blocked, summary
from atconform.protocol.network_action import NetworkAction
from atconform.protocol.peer import Address, PeerEvent, Role, TransportProtocol
from atconform.protocol.transport import Instant
from atconform.requirements import stacks
from atconform.virtual.transport import power_up

Borrow = Callable[[], AbstractContextManager[Bench]]


@pytest.fixture(params=families())
def borrow(request) -> Borrow:
    place = MemoryPlace("module", lambda: power_up(build(request.param)))

    @contextmanager
    def borrow() -> Iterator[Bench]:
        bench = place.begin(request.param)
        yield bench
        place.end(bench)

    return borrow


def test_where_every_way_works_nothing_is_lacking(borrow):
    assert blocked(borrow) == {}


@pytest.mark.parametrize("trial", TRIALS)
def test_a_module_that_keeps_to_its_note_comes_to_the_end_of_every_trial(borrow, trial):
    with borrow() as bench:
        trial(bench, stacks.of(bench.claims.family).reach)
        assert bench.session.findings.judgements > 1


def test_what_the_module_does_wrong_on_the_way_is_left_to_the_scenarios(borrow, monkeypatch):
    def misspell(bench: Bench, state: State) -> None:
        raise ModuleFault("the module answered 'OKAY'")

    monkeypatch.setattr(preambles, "prepare", misspell)
    assert blocked(borrow) == {}


@pytest.fixture
def cut_off(borrow, monkeypatch) -> Borrow:
    """Lend a module that does not reach its far end."""

    @contextmanager
    def cut_off() -> Iterator[Bench]:
        with borrow() as bench:
            open_peer = bench.peers.open

            def open_out_of_reach(name: str, role: Role, protocol: TransportProtocol) -> None:
                open_peer(name, role, protocol)
                if name == "server":
                    bench.network(NetworkAction("cut-route", ("server",)))

            monkeypatch.setattr(bench.peers, "open", open_out_of_reach)
            yield bench

    return cut_off


def test_a_far_end_that_the_module_does_not_reach_is_lacking_with_the_reason(cut_off):
    lacking = blocked(cut_off)
    assert lacking.keys() >= {"tcp-peer", "source-port"}
    assert lacking["tcp-peer"] == "the server saw no connection within 10 s"


def test_on_loopback_one_call_tells_whether_anything_is_reached(borrow, cut_off):
    assert blocked(borrow, one_machine=True) == {}
    lacking = blocked(cut_off, one_machine=True)
    assert lacking.keys() == {"tcp-peer", "udp-peer", "inbound", "source-port"}
    assert "[peer] of the bench file" in lacking["inbound"]


def test_what_does_not_arrive_is_not_waited_for_as_long_as_the_module_may_take(borrow, monkeypatch):
    @contextmanager
    def without_answers() -> Iterator[Bench]:
        with borrow() as bench:
            for does in ("sends", "connects"):
                monkeypatch.setattr(bench.peers, does, lambda *_: None)
            begin = bench.session.transport.now()
            yield bench
            assert bench.session.transport.now() - begin < 2 * PATIENCE

    assert blocked(without_answers).keys() == {"inbound", "udp-peer"}


def test_where_addresses_are_translated_the_modules_ports_are_not_seen(borrow, monkeypatch):
    take_event = Peer.take_event

    def from_elsewhere(peer: Peer, event: PeerEvent, at: Instant) -> None:
        seen = None if event.address is None else Address("203.0.113.9", 40000)
        take_event(peer, msgspec.structs.replace(event, address=seen), at)

    monkeypatch.setattr(Peer, "take_event", from_elsewhere)
    lacking = blocked(borrow)
    assert lacking.keys() == {"source-port"}
    assert "was called from 203.0.113.9" in lacking["source-port"]


def test_a_reason_is_told_once():
    assert summary({}) == ""
    assert summary({"a": "no", "b": "no", "c": "never"}) == "the far end lacks a, b: no; the far end lacks c: never"


def test_a_far_end_whose_datagrams_do_not_arrive_is_lacking_with_the_reason(borrow, monkeypatch):
    @contextmanager
    def swallowing() -> Iterator[Bench]:
        with borrow() as bench:
            monkeypatch.setattr(bench.peers, "sends", lambda _name, _text: None)
            yield bench

    lacking = blocked(swallowing)
    assert lacking.keys() == {"udp-peer"}
    assert "hello" in lacking["udp-peer"]


def test_a_module_that_the_far_end_does_not_reach_is_lacking_with_the_reason(borrow, monkeypatch):
    @contextmanager
    def one_way() -> Iterator[Bench]:
        with borrow() as bench:
            monkeypatch.setattr(bench.peers, "connects", refuse)
            yield bench

    def refuse(name: str, port: int) -> None:
        raise BenchFault("10.0.0.1:5001 has not called this far end, which reaches nobody else")

    assert blocked(one_way) == {"inbound": "10.0.0.1:5001 has not called this far end, which reaches nobody else"}
