from __future__ import annotations

import socket

import pytest
import serial

from atconform.base.errors import UsageError
from atconform.serve.rfc2217 import Rfc2217Endpoint
from atconform.serve.tcp import BUSY, TcpEndpoint
from tests.serve.stub import OK, StubModule, emulated

LOOPBACK = "127.0.0.1"


def read_exactly(client: socket.socket, size: int) -> bytes:
    client.settimeout(5)
    data = b""
    while len(data) < size and (more := client.recv(size - len(data))):
        data += more
    return data


def test_a_client_talks_to_the_module():
    endpoint = TcpEndpoint(LOOPBACK, 0)
    with emulated(StubModule(), endpoint), socket.create_connection(endpoint.address, 5) as client:
        client.sendall(b"AT\rAT\r")
        assert read_exactly(client, 2 * len(OK)) == 2 * OK


def test_a_second_client_is_told_that_the_port_is_taken_and_the_first_goes_on():
    endpoint = TcpEndpoint(LOOPBACK, 0)
    with emulated(StubModule(), endpoint), socket.create_connection(endpoint.address, 5) as first:
        first.sendall(b"AT\r")
        assert read_exactly(first, len(OK)) == OK
        with socket.create_connection(endpoint.address, 5) as second:
            assert read_exactly(second, len(BUSY) + 1) == BUSY
        first.sendall(b"AT\r")
        assert read_exactly(first, len(OK)) == OK


def test_a_client_may_come_back():
    endpoint = TcpEndpoint(LOOPBACK, 0)
    with emulated(StubModule(), endpoint):
        for _ in range(3):
            with socket.create_connection(endpoint.address, 5) as client:
                client.sendall(b"AT\r")
                assert read_exactly(client, len(OK)) == OK
                client.shutdown(socket.SHUT_WR)
                assert client.recv(1) == b""


def test_a_client_that_reads_late_gets_everything():
    endpoint = TcpEndpoint(LOOPBACK, 0)
    with emulated(StubModule(), endpoint), socket.create_connection(endpoint.address, 5) as client:
        client.sendall(b"BLOB 900000\r")
        assert read_exactly(client, 900_000) == bytes(index % 251 for index in range(900_000))


def test_a_port_that_is_taken_is_a_users_mistake():
    endpoint = TcpEndpoint(LOOPBACK, 0)
    with pytest.raises(UsageError, match="Address already in use; choose another"):
        TcpEndpoint(*endpoint.address)
    endpoint.close()


def test_over_rfc2217_the_byte_that_begins_telnet_commands_is_only_a_byte():
    core = StubModule()
    endpoint = Rfc2217Endpoint(LOOPBACK, 0)
    with emulated(core, endpoint) as thread, serial.serial_for_url(endpoint.where, timeout=5) as port:
        thread.call(lambda: endpoint.write(b"a\xffb\xff\xffc"))
        assert port.read(6) == b"a\xffb\xff\xffc"
        port.write(b"\xff\xff\r")
        assert port.read(9) == b"\r\nERROR\r\n"


def test_over_rfc2217_dtr_and_rts_reach_the_module_with_low_as_active():
    core = StubModule()
    endpoint = Rfc2217Endpoint(LOOPBACK, 0)
    with emulated(core, endpoint):
        assert core.host_lines == {"DTR": True, "RTS": True}
        with serial.serial_for_url(endpoint.where, timeout=5) as port:
            assert core.host_lines == {"DTR": False, "RTS": False}
            port.dtr = False
            assert core.host_lines == {"DTR": True, "RTS": False}


def test_over_rfc2217_lines_of_the_module_are_seen_before_what_it_says_next():
    endpoint = Rfc2217Endpoint(LOOPBACK, 0)
    with emulated(StubModule(), endpoint), serial.serial_for_url(endpoint.where, timeout=5) as port:
        assert not port.cd
        port.write(b"LINE DCD low\rAT\r")
        assert port.read(len(OK)) == OK
        assert port.cd
        port.write(b"LINE DCD high\rLINE RI low\rAT\r")
        assert port.read(len(OK)) == OK
        assert not port.cd
        assert port.ri


def test_over_rfc2217_any_baud_rate_is_accepted():
    endpoint = Rfc2217Endpoint(LOOPBACK, 0)
    with emulated(StubModule(), endpoint), serial.serial_for_url(endpoint.where, 57600, timeout=5) as port:
        port.baudrate = 1234567
        port.write(b"AT\r")
        assert port.read(len(OK)) == OK


@pytest.mark.parametrize("nonsense", [b"\xff\xf0", b"\xff\xfa\x2c\x01\x00\xff\xf0", b"\xff\xfa\x2c\x02\xff\xf0"])
def test_over_rfc2217_a_client_that_sends_nonsense_is_let_go_and_another_may_come(nonsense):
    endpoint = Rfc2217Endpoint(LOOPBACK, 0)
    with emulated(StubModule(), endpoint):
        with socket.create_connection(endpoint.address, 5) as client:
            client.settimeout(5)
            client.sendall(nonsense)
            while client.recv(4096):
                pass
        with serial.serial_for_url(endpoint.where, timeout=5) as port:
            port.write(b"AT\r")
            assert port.read(len(OK)) == OK
