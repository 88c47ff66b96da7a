"""The last lines of a start that a scenario asked for are not held against the module in the next one."""

from __future__ import annotations

import pytest

from atconform.base.units import SECOND
from atconform.judge.doubt import accusation
from atconform.network import SimulatedNetwork
from atconform.place.memory import MemoryPlace
from atconform.virtual.transport import MemoryTransport
from tests.defects.seams import Change, Defective


def spoken_late(text):
    """Give power to a SIM800 that says a line when it is asked for its signal."""

    def make():
        return lambda piece: (f"\r\n{text}\r\n".encode(), piece) if b"+CSQ: " in piece else (piece,)

    return MemoryTransport(Defective("sim800", Change(speaks=make)), SimulatedNetwork())


@pytest.mark.parametrize(("asked", "accused"), [("AT+CFUN=1,1", False), ("AT", True)])
def test_a_late_line_is_of_the_start_that_was_asked_for(asked, accused):
    place = MemoryPlace("late", lambda: spoken_late("SMS Ready"), one_module=True)
    first = place.begin("sim800")
    first.host.sends(asked)
    first.session.pass_time(first.session.transport.now() + 10 * SECOND)
    place.end(first)
    second = place.begin("sim800")
    second.host.sends("AT+CSQ")
    second.session.pass_time(second.session.transport.now() + SECOND)
    assert (accusation(second.session) is not None) is accused
