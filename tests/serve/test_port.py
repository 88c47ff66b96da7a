from __future__ import annotations

import os

from atconform.base.units import SECOND
from atconform.realtime.reactor import Reactor, now
from atconform.serve.port import PortEndpoint
from tests.serve.stub import OK, StubModule, emulated


def test_a_module_works_on_a_serial_port_without_modem_lines():
    """A pty stands for the UART; the test is at the other end of the cable."""
    master, slave = os.openpty()
    endpoint = PortEndpoint(os.ttyname(slave))
    with emulated(StubModule(), endpoint):
        os.write(master, b"AT\r")
        assert os.read(master, 64) == OK
    os.close(master)
    os.close(slave)


def test_a_port_that_goes_away_is_reported():
    lost = []

    class Sink:
        room = 64

        def received(self, data: bytes) -> None:
            raise AssertionError(data)

        def lost(self, what: str) -> None:
            lost.append(what)

    master, slave = os.openpty()
    endpoint = PortEndpoint(os.ttyname(slave))
    reactor = Reactor()
    endpoint.attach(reactor, Sink())
    os.close(master)
    reactor.turn(now() + 5 * SECOND)
    assert len(lost) == 1
    assert lost[0].startswith(f"{endpoint.where} went away: ")
    endpoint.close()
    reactor.close()
    os.close(slave)
