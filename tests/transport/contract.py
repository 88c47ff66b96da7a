"""What every transport must do, whatever carries it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from atconform.base.errors import BenchFault
from atconform.base.units import MS, SECOND
from atconform.protocol.transport import (
    LINES_TO_HOST,
    LINES_TO_MODULE,
    Event,
    Fault,
    LineChange,
    ModuleBytes,
    Transport,
)

PATIENCE = 5 * SECOND
AT_REST = {"CTS": False, "DSR": False, "DCD": True, "RI": True}
"""A module that is on, without connection and call (levels at its pins)."""


def next_event(transport: Transport) -> Event:
    """Wait for one event, at most for a bounded time."""
    event = transport.step(transport.now() + PATIENCE)
    assert event is not None, "nothing happened"
    return event


def collect(transport: Transport, size: int) -> tuple[bytes, list[Event]]:
    """Take events until so many bytes have come."""
    data, events = b"", []
    while len(data) < size:
        event = next_event(transport)
        assert not isinstance(event.body, Fault), event.body
        if isinstance(event.body, ModuleBytes):
            data += event.body.data
            events.append(event)
    return data, events


def check_transport(
    transport: Transport,
    *,
    command: bytes = b"AT\r",
    answer: bytes = b"\r\nOK\r\n",
    module_sees: Callable[[str], bool] | None = None,
    module_drives: Callable[[str, bool], None] | None = None,
    break_line: Callable[[], None] | None = None,
) -> None:
    """Hold a transport to its contract, and close it.

    :param command: what the module at the other end answers at once with ``answer``
    :param module_sees: tells the level at which the module sees DTR or RTS
    :param module_drives: has the module drive DCD, RI, CTS or DSR
    :param break_line: takes the other end away; left out where that cannot be
    """
    check_waiting(transport)
    check_bytes(transport, command, answer)
    check_lines(transport, module_sees, module_drives)
    check_refusals(transport)
    if break_line is not None:
        check_fault(transport, break_line, command)
    check_close(transport, command)


def check_waiting(transport: Transport) -> None:
    deadline = transport.now() + 20 * MS
    assert transport.step(deadline) is None
    assert transport.now() >= deadline
    assert transport.step(transport.now() - 1) is None


def check_bytes(transport: Transport, command: bytes, answer: bytes) -> None:
    rounds = 5
    previous = None
    for _ in range(rounds):
        before = transport.now()
        written = transport.write(command)
        assert before <= written.earliest <= written.latest
        data, events = collect(transport, len(answer))
        assert data == answer
        for event in events:
            assert event.at.earliest <= event.at.latest <= transport.now()
            assert event.at.latest >= before
            assert previous is None or event.at >= previous
            previous = event.at
    transport.write(command * rounds)
    assert collect(transport, len(answer) * rounds)[0] == answer * rounds


def check_lines(
    transport: Transport,
    module_sees: Callable[[str], bool] | None,
    module_drives: Callable[[str, bool], None] | None,
) -> None:
    for line in sorted(transport.lines & LINES_TO_MODULE):
        for high in (True, False):
            at = transport.set_line(line, high=high)
            assert at.earliest <= at.latest
            if module_sees is not None:
                assert module_sees(line) == high
    if module_drives is None:
        return
    for line in sorted(transport.lines & LINES_TO_HOST):
        for high in (not AT_REST[line], AT_REST[line]):
            before = transport.now()
            module_drives(line, high)
            event = next_event(transport)
            assert event.body == LineChange(line, high)
            assert event.at.latest >= before


def check_refusals(transport: Transport) -> None:
    for line in sorted((LINES_TO_MODULE | {"DCD"}) - (transport.lines & LINES_TO_MODULE)):
        with pytest.raises(BenchFault):
            transport.set_line(line, high=True)


def check_fault(transport: Transport, break_line: Callable[[], None], command: bytes) -> None:
    break_line()
    event = next_event(transport)
    while not isinstance(event.body, Fault):
        event = next_event(transport)
    assert transport.name in event.body.what
    with pytest.raises(BenchFault):
        transport.write(command)


def check_close(transport: Transport, command: bytes) -> None:
    transport.close()
    transport.close()
    with pytest.raises(BenchFault):
        transport.write(command)
