from __future__ import annotations

from collections.abc import Iterator

import pytest

from atconform.peer.host import HostPeers
from atconform.realtime.inbox import Inbox
from atconform.realtime.reactor import now
from tests.peer.contract import PATIENCE, Bench, PeersContract


class TestHostPeers(PeersContract):
    @pytest.fixture
    def bench(self) -> Iterator[Bench]:
        inbox = Inbox()
        peers = HostPeers(inbox.put)
        yield Bench(peers, inbox)
        peers.shut_down()

    def test_events_are_stamped_as_they_happen(self, bench):
        with bench.dial(bench.peers.open("server", "server", "TCP")) as module:
            module.sendall(b"hello")
            event = bench.inbox.get(now() + PATIENCE)
            assert event.at.earliest == event.at.latest
