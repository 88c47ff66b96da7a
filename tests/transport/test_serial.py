from __future__ import annotations

import contextlib
import os
import select
import tty

import pytest

from atconform.base.errors import BenchFault, UsageError
from atconform.base.porturls import public_name
from atconform.base.units import MS, SECOND
from atconform.protocol.transport import Instant, ModuleBytes
from atconform.realtime.inbox import LIMIT
from atconform.realtime.openport import open_port
from atconform.realtime.reactor import now
from atconform.serve.pty import PtyEndpoint
from atconform.serve.rfc2217 import Rfc2217Endpoint
from atconform.serve.tcp import TcpEndpoint
from atconform.transport.serial import SerialTransport
from tests.serve.stub import StubModule, emulated
from tests.transport.contract import check_transport, collect, next_event

LOOPBACK = "127.0.0.1"


def test_a_pty_keeps_the_contract():
    endpoint = PtyEndpoint()
    with emulated(StubModule(), endpoint):
        transport = SerialTransport(endpoint.device)
        assert transport.lines == frozenset()
        check_transport(transport)


def test_a_pty_that_goes_away_is_a_fault():
    endpoint = PtyEndpoint()
    with emulated(StubModule(), endpoint) as thread:
        transport = SerialTransport(endpoint.device)
        check_transport(transport, break_line=lambda: thread.call(endpoint.close))


def test_a_tcp_port_keeps_the_contract():
    endpoint = TcpEndpoint(LOOPBACK, 0)
    with emulated(StubModule(), endpoint) as thread:
        transport = SerialTransport(endpoint.where)
        assert transport.lines == frozenset()
        check_transport(transport, break_line=lambda: thread.call(endpoint.close))


def test_an_rfc2217_port_keeps_the_contract_with_its_modem_lines():
    core = StubModule()
    endpoint = Rfc2217Endpoint(LOOPBACK, 0)
    with emulated(core, endpoint) as thread:
        transport = SerialTransport(endpoint.where)
        assert transport.lines == {"DTR", "RTS", "DCD", "RI", "CTS", "DSR"}
        check_transport(
            transport,
            module_sees=core.host_lines.__getitem__,
            module_drives=lambda line, high: thread.call(lambda: endpoint.set_line(line, high=high)),
            break_line=lambda: thread.call(endpoint.close),
        )


def test_lines_that_are_not_wired_can_be_left_out():
    endpoint = Rfc2217Endpoint(LOOPBACK, 0)
    with emulated(StubModule(), endpoint):
        transport = SerialTransport(endpoint.where, lines={"DTR", "DCD"})
        assert transport.lines == {"DTR", "DCD"}
        with pytest.raises(BenchFault, match="does not carry RTS"):
            transport.set_line("RTS", high=True)
        transport.close()


def test_an_rfc2217_server_that_confirms_no_lines_carries_none():
    endpoint = Rfc2217Endpoint(LOOPBACK, 0)
    with emulated(StubModule(), endpoint):
        transport = SerialTransport(f"{endpoint.where}?ign_set_control")
        assert transport.lines == frozenset()
        transport.close()


def test_measuring_widens_the_edge_to_four_times_the_slowest_round_trip():
    endpoint = PtyEndpoint()
    with emulated(StubModule(answers_after=30 * MS), endpoint):
        transport = SerialTransport(endpoint.device)
        assert (transport.uncertainty, transport.edge) == (2 * MS, 20 * MS)
        assert transport.measure(rounds=2) >= 30 * MS
        assert transport.edge == 4 * transport.uncertainty
        transport.close()


def test_measuring_a_module_that_is_off_says_what_to_look_at():
    master, slave = os.openpty()
    transport = SerialTransport(os.ttyname(slave))
    with pytest.raises(BenchFault, match="is the module on"):
        transport.measure(rounds=1, patience=50 * MS)
    transport.close()
    os.close(master)
    os.close(slave)


def test_an_uart_is_busy_for_as_long_as_the_baud_rate_says():
    endpoint = PtyEndpoint()
    with emulated(StubModule(), endpoint):
        transport = SerialTransport(endpoint.device, 9600)
        transport._byte_time = 10 * SECOND // 9600
        first = transport.write(b"AT\r" * 10)
        second = transport.write(b"AT\r")
        assert isinstance(first, Instant)
        assert second.earliest - first.earliest == 3 * (10 * SECOND // 9600)
        collect(transport, 11 * 6)
        transport.close()


def test_a_name_is_told_without_its_password():
    assert public_name("rfc2217://user:secret@10.0.0.1:7000") == "rfc2217://10.0.0.1:7000"
    assert public_name("/dev/ttyUSB0") == "/dev/ttyUSB0"
    assert public_name("emulator://sim800@late") == "emulator://sim800@late"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("/dev/no-such-port", "there is no such port"),
        ("gopher://127.0.0.1:70", "gopher:// is not known; use a device"),
        (f"socket://{LOOPBACK}:1", "nobody listens there"),
        ("/dev/null", "it is not a serial port"),
        ("socket://nowhere", "host or port is missing; write socket://HOST:PORT"),
    ],
)
def test_a_port_that_cannot_be_opened_is_said_in_one_line(url, says):
    with pytest.raises(UsageError, match=says) as caught:
        SerialTransport(url)
    assert str(caught.value).startswith(url)
    assert "\n" not in str(caught.value)


def test_a_port_is_opened_for_one_program_alone():
    endpoint = PtyEndpoint()
    first = open_port(endpoint.device, 115200)
    with pytest.raises(UsageError, match="another program has it open"):
        open_port(endpoint.device, 115200)
    first.close()
    endpoint.close()


def test_a_port_that_went_away_is_opened_again_as_another_device(tmp_path):
    link = tmp_path / "modem"
    first = PtyEndpoint(link)
    with emulated(StubModule(), first) as thread:
        transport = SerialTransport(str(link))
        thread.call(first.close)
        assert "went away" in next_event(transport).body.what
    with pytest.raises(UsageError, match="there is no such port"):
        transport.reopen()
    with pytest.raises(BenchFault, match="went away"):
        transport.write(b"AT\r")
    second = PtyEndpoint(link)
    with emulated(StubModule(), second):
        transport.reopen()
        check_transport(transport)


def test_what_was_said_before_a_port_was_opened_again_is_forgotten():
    endpoint = PtyEndpoint()
    with emulated(StubModule(), endpoint):
        transport = SerialTransport(endpoint.device)
        transport.write(b"AT\r")
        collect(transport, 1)
        transport.write(b"AT\r")
        transport.reopen()
        assert transport.step(transport.now()) is None
        transport.close()


def test_a_port_that_was_given_up_says_why_until_it_is_opened_again():
    endpoint = PtyEndpoint()
    with emulated(StubModule(), endpoint):
        transport = SerialTransport(endpoint.device)
        transport.give_up("another module is there")
        with pytest.raises(BenchFault, match="another module is there"):
            transport.write(b"AT\r")
        transport.reopen()
        check_transport(transport)


def test_a_module_that_floods_the_line_is_held_back():
    master, slave = os.openpty()
    tty.setraw(slave)
    os.set_blocking(master, False)
    with contextlib.closing(SerialTransport(os.ttyname(slave))) as transport:
        flooded = 0
        while select.select([], [master], [], 0.5)[1]:
            flooded += os.write(master, b"A" * 4096)
        assert flooded < 2 * LIMIT
        taken = 0
        while taken < flooded:
            event = transport.step(now() + SECOND)
            assert isinstance(event.body, ModuleBytes)
            taken += len(event.body.data)
        assert select.select([], [master], [], 5)[1]
    os.close(master)
    os.close(slave)
