from __future__ import annotations

import threading

import pytest
import serial

from atconform.base.errors import UsageError
from atconform.base.units import MS, SECOND
from atconform.protocol.transport import Fault
from atconform.realtime.reactor import now
from atconform.serve import protocol_emulator
from atconform.serve.options import Setup
from atconform.transport.serial import SerialTransport
from tests.serve.stub import OK, StubModule
from tests.transport.contract import check_transport, next_event


@pytest.fixture
def built(monkeypatch) -> list[StubModule]:
    """The modules that were built, stubs in place of a family's."""
    modules = []

    def build(name: str, setup: Setup) -> StubModule:
        if name != "sim800":
            raise UsageError(f"no family {name!r}")
        modules.append(StubModule(answers_after=30 * MS if setup.delays else 0))
        return modules[-1]

    monkeypatch.setattr(protocol_emulator, "build_module", build)
    return modules


def test_a_family_goes_by_the_names_of_its_models():
    with serial.serial_for_url("emulator://SIM7600G-H@no-sender?delays=none", timeout=5) as port:
        port.write(b"AT+CGMM\r")
        assert b"SIM7600" in port.read_until(b"OK\r\n")


@pytest.fixture
def port(built):
    with serial.serial_for_url("emulator://sim800?delays=none", timeout=5) as port:
        yield port


def test_an_emulated_module_keeps_the_contract_of_a_transport(built):
    transport = SerialTransport("emulator://sim800?delays=none")
    assert transport.emulated
    assert transport.lines == {"DTR", "RTS", "DCD", "RI", "CTS", "DSR"}

    def drive(line: str, high: bool) -> None:
        transport._port._endpoint.set_line(line, high=high)

    check_transport(transport, module_drives=drive)


def test_pyserial_opens_a_module_by_its_family(port):
    port.write(b"AT\r")
    assert port.read(len(OK)) == OK


def test_a_module_has_the_delays_of_real_life_unless_told_otherwise(built):
    with serial.serial_for_url("emulator://sim800", timeout=5) as port:
        port.write(b"AT\r")
        assert port.read(len(OK)) == OK
    assert built[0]._delay == 30 * MS


def test_lines_come_in_order_with_the_bytes(port, built):
    port.dtr = False
    port.rts = False
    port.write(b"AT\r")
    assert port.read(len(OK)) == OK
    assert built[0].host_lines == {"DTR": True, "RTS": True}
    port.write(b"LINE DCD low\rLINE RI low\rLINE CTS high\rAT\r")
    assert port.read(len(OK)) == OK
    assert (port.cd, port.ri, port.cts, port.dsr) == (True, True, False, True)


def test_a_read_returns_what_there_is_when_its_time_is_over(port):
    port.timeout = 0.02
    assert port.read(1) == b""
    port.timeout = 0
    assert port.read(1) == b""


def test_what_waits_can_be_counted_and_thrown_away(port):
    port.write(b"AT\rAT\r")
    port.read(len(OK) + 1)
    assert port.in_waiting == len(OK) - 1
    port.reset_input_buffer()
    assert port.in_waiting == 0


def test_a_read_in_another_thread_can_be_cancelled(port):
    port.timeout = None
    results = []
    thread = threading.Thread(target=lambda: results.append(port.read(1)), daemon=True)
    thread.start()
    port.cancel_read()
    thread.join(timeout=5)
    assert results == [b""]


def test_more_than_the_buffers_hold_arrives_complete(port):
    size = 1_000_000
    port.write(f"BLOB {size}\r".encode())
    assert port.read(size) == bytes(index % 251 for index in range(size))


def test_a_pace_holds_in_both_directions(built):
    with serial.serial_for_url("emulator://sim800?delays=none&pace=1200", timeout=5) as port:
        before = now()
        port.write(b"AT\r")
        assert port.read(len(OK)) == OK
        assert now() - before >= (3 + len(OK)) * 10 * SECOND // 1200


def test_a_program_that_writes_faster_than_the_pace_has_to_wait(built):
    url = "emulator://sim800?delays=none&pace=1200"
    with serial.serial_for_url(url, write_timeout=0.1) as port, pytest.raises(serial.SerialTimeoutException):
        port.write(bytes(100_000))


def test_closing_is_final_and_may_be_repeated(port):
    port.close()
    port.close()
    with pytest.raises(serial.SerialException):
        port.write(b"AT\r")
    port.open()
    port.write(b"AT\r")
    assert port.read(len(OK)) == OK


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_emulator_that_breaks_is_a_fault_and_not_silence(built, monkeypatch):
    def broken(self: StubModule, data: bytes, now: int) -> None:
        raise ZeroDivisionError

    transport = SerialTransport("emulator://sim800?delays=none")
    monkeypatch.setattr(StubModule, "receive", broken)
    transport.write(b"AT\r")
    fault = next_event(transport).body
    assert isinstance(fault, Fault)
    assert "the emulator has ended" in fault.what
    transport.close()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("emulator://sim999", "no family 'sim999'"),
        ("emulator://sim800?volume=11", "unknown option volume; known are address, delays, dns, "),
        ("emulator://sim800?map=nonsense", "write NAMED-HOST:PORT"),
        ("emulator://sim800?pace=fast", "name a rate in bits a second, for instance 115200"),
    ],
)
def test_an_url_that_means_nothing_is_refused_in_one_line(built, url, says):
    with pytest.raises(UsageError, match=says) as caught:
        SerialTransport(url)
    assert "\n" not in str(caught.value)
