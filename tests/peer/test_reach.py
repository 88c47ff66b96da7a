"""Which ways between module and far end work, tried with an emulated module of each family."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial

import pytest

from atconform.bench import Bench
from atconform.emulator.families import build
from atconform.errors import BenchFault, ModuleFault
from atconform.peer.messages import Role, TransportProtocol
from atconform.peer.reach import TRIALS, blocked, ways_of
from atconform.places import MemoryPlace
from atconform.requirements.claims import families

Borrow = Callable[[], AbstractContextManager[Bench]]


@pytest.fixture(params=families())
def borrow(request) -> Borrow:
    place = MemoryPlace("module", partial(build, request.param))

    @contextmanager
    def borrow() -> Iterator[Bench]:
        bench = place.begin(request.param)
        yield bench
        place.end(bench)

    return borrow


def test_where_every_way_works_nothing_is_lacking(borrow):
    assert blocked(borrow) == {}


@pytest.mark.parametrize("trial", TRIALS.values(), ids=TRIALS)
def test_a_module_that_keeps_to_its_note_comes_to_the_end_of_every_trial(borrow, trial):
    with borrow() as bench:
        trial(bench, ways_of(bench.claims))
        assert bench.session.judgements > 1


def test_what_the_module_does_wrong_on_the_way_is_left_to_the_scenarios(borrow, monkeypatch):
    @contextmanager
    def misspelt() -> Iterator[Bench]:
        with borrow() as bench:
            monkeypatch.setattr(bench, "prepare", misspell)
            yield bench

    def misspell(state: str) -> None:
        raise ModuleFault("the module answered 'OKAY'")

    assert blocked(misspelt) == {}


def test_a_far_end_that_the_module_does_not_reach_is_lacking_with_the_reason(borrow, monkeypatch):
    @contextmanager
    def cut_off() -> Iterator[Bench]:
        with borrow() as bench:
            open_peer = bench.open_peer

            def open_out_of_reach(name: str, role: Role, protocol: TransportProtocol) -> None:
                open_peer(name, role, protocol)
                if name == "server":
                    bench.network("has no route to the server")

            monkeypatch.setattr(bench, "open_peer", open_out_of_reach)
            yield bench

    assert blocked(cut_off)["tcp-peer"].startswith("the server saw no connection within")


def test_a_far_end_whose_datagrams_do_not_arrive_is_lacking_with_the_reason(borrow, monkeypatch):
    @contextmanager
    def swallowing() -> Iterator[Bench]:
        with borrow() as bench:
            monkeypatch.setattr(bench, "peer_sends", lambda _name, _text: None)
            yield bench

    lacking = blocked(swallowing)
    assert lacking.keys() == {"udp-peer"}
    assert "hello" in lacking["udp-peer"]


def test_a_module_that_the_far_end_does_not_reach_is_lacking_with_the_reason(borrow, monkeypatch):
    @contextmanager
    def one_way() -> Iterator[Bench]:
        with borrow() as bench:
            monkeypatch.setattr(bench, "peer_connects", refuse)
            yield bench

    def refuse(name: str, port: int) -> None:
        raise BenchFault("10.0.0.1:5001 has not called this far end, which reaches nobody else")

    assert blocked(one_way) == {"inbound": "10.0.0.1:5001 has not called this far end, which reaches nobody else"}
