"""Faults on real lines and with real sockets: what a host reads there."""

from __future__ import annotations

import contextlib
import socket
import threading

import pytest
import serial

import atconform.url  # noqa: F401  teaches pyserial emulator://
from atconform.emulator.families import build
from atconform.faults import FAULTS, FaultyModule
from atconform.faults.plan import Plan, Planned
from atconform.realtime.reactor import now
from atconform.serve.pty import PtyEndpoint
from atconform.serve.rfc2217 import Rfc2217Endpoint
from atconform.serve.tcp import TcpEndpoint
from tests.serve.stub import emulated

LOOPBACK = "127.0.0.1"


NEEDED = {"error": {"command": "AT+CSQ"}}
"""Values that have to be given."""


@contextlib.contextmanager
def on_line(line: str, *plan: Planned):
    """A port at whose other end a SIM800 with faults is, on real sockets."""
    module = FaultyModule(build("sim800", "none"), Plan(plan))
    endpoint = {
        "pty": PtyEndpoint,
        "tcp": lambda: TcpEndpoint(LOOPBACK, 0),
        "rfc2217": lambda: Rfc2217Endpoint(LOOPBACK, 0),
    }[line]()
    where = endpoint.device if line == "pty" else endpoint.where
    with emulated(module, endpoint), serial.serial_for_url(where, timeout=5) as port:
        yield port


@pytest.fixture
def server():
    """A server on this machine that sends back what comes, to each client."""
    with socket.create_server((LOOPBACK, 0)) as listening, contextlib.ExitStack() as stack:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    client, _ = listening.accept()
                    stack.callback(client.close)
                    threading.Thread(target=echo, args=(client,), daemon=True).start()

        def echo(client: socket.socket) -> None:
            with contextlib.suppress(OSError):
                while data := client.recv(1000):
                    client.sendall(data)

        threading.Thread(target=serve, daemon=True).start()
        yield listening.getsockname()[1]


def ask(port, text: str, *ends: bytes) -> bytes:
    """Type a line, and read until the answer has one of these ends."""
    port.write(text.encode() + b"\r")
    return until(port, *(ends or (b"OK\r\n", b"ERROR\r\n")))


def until(port, *ends: bytes) -> bytes:
    answer = b""
    while not answer.endswith(ends):
        piece = port.read(1)
        assert piece, answer
        answer += piece
    return answer


def ready(port) -> None:
    while b"+CGATT: 1" not in ask(port, "AT+CGATT?"):
        pass
    for line in ("ATE0", 'AT+CSTT="internet"', "AT+CIICR"):
        ask(port, line)
    ask(port, "AT+CIFSR", b".1\r\n")


def call(port, to: int, *ends: bytes) -> bytes:
    ask(port, f'AT+CIPSTART="TCP","{LOOPBACK}",{to}')
    return until(port, *(ends or (b"CONNECT OK\r\n",)))


@pytest.mark.parametrize("line", ["pty", "tcp", "rfc2217"])
def test_a_fault_of_the_network_and_one_of_the_line_on_every_line(line):
    with on_line(
        line,
        Planned("context-lost", {"after-command": "AT+CIPSTATUS"}),
        Planned("bytes-garbled", {"text": "STATE", "count": 1, "at": 2}),
    ) as port:
        ready(port)
        said = ask(port, "AT+CIPSTATUS", b"DEACT\r\n", b"STATUS\r\n", b"GPRSACT\r\n")
        said += until(port, b"+PDP: DEACT\r\n") if b"+PDP" not in said else b""
        assert b"\x06TATE: IP STATUS" in said


def test_a_link_that_is_lost_without_notice(server):
    with on_line("pty", Planned("link-lost", {"after-command": "AT+CIPSEND"})) as port:
        ready(port)
        call(port, server)
        ask(port, "AT+CIPSEND=2", b"> ")
        port.write(b"hi")
        port.timeout = 0.5
        assert port.read(100) == b""
        port.timeout = 5
        assert b"STATE: CONNECT OK" in ask(port, "AT+CIPSTATUS", b"CONNECT OK\r\n")


def test_a_server_that_is_silent_and_speaks_again(server):
    with on_line("pty", Planned("silent-server", {"after-command": "AT+CIPSEND", "lasts": "500ms"})) as port:
        ready(port)
        call(port, server)
        ask(port, "AT+CIPSEND=2", b"> ")
        port.write(b"hi")
        until(port, b"SEND OK\r\n")
        port.timeout = 0.1
        assert port.read(2) == b""
        port.timeout = 5
        assert port.read(2) == b"hi"


def test_the_far_end_closes(server):
    with on_line("pty", Planned("server-closes", {"after-command": "AT+CSQ"})) as port:
        ready(port)
        call(port, server)
        ask(port, "AT+CSQ")
        assert until(port, b"CLOSED\r\n")
        assert call(port, server)


def test_data_in_small_pieces(server):
    with on_line("pty", Planned("segments", {"size": 2, "gap": "10ms"})) as port:
        ready(port)
        ask(port, "AT+CIPHEAD=1")
        call(port, server)
        ask(port, "AT+CIPSEND=4", b"> ")
        port.write(b"data")
        assert b"+IPD,2:da\r\n+IPD,2:ta" in until(port, b":ta")


@pytest.mark.parametrize(
    ("fault", "given"), [("refused", {}), ("no-route", {"by": "10ms"}), ("call-unanswered", {"patience": "10ms"})]
)
def test_a_call_that_fails_and_the_next_one(server, fault, given):
    with on_line("pty", Planned(fault, given)) as port:
        ready(port)
        assert call(port, server, b"CONNECT FAIL\r\n")
        assert call(port, server)


def test_a_plan_in_a_url(tmp_path):
    plan = tmp_path / "plan.toml"
    plan.write_text('[[fault]]\nname = "error"\ncommand = "AT+CSQ"\nanswer = "+CME ERROR: 100"\n')
    with serial.serial_for_url(f"emulator://sim800?delays=none&faults={plan}", timeout=5) as port:
        assert ask(port, "AT+CSQ", b"ERROR: 100\r\n")
        assert b"+CSQ: 24,0" in ask(port, "AT+CSQ")


def test_every_fault_can_come_and_go_while_a_real_connection_stands(server):
    module = FaultyModule(build("sim800", "none"))
    endpoint = PtyEndpoint()
    with emulated(module, endpoint) as thread, serial.Serial(endpoint.device, timeout=5) as port:
        for kind in FAULTS:
            ready(port)
            call(port, server)
            given = {"by": 0} if any(one.name == "by" for one in kind.parameters) else {}
            thread.call(lambda: module.begin(kind.name, given | NEEDED.get(kind.name, {}), now()))  # noqa: B023
            for typed in (b"AT+CSQ\r", b"AT+CIPSEND=2\r", b"hi", b"AT+CIPCLOSE\r"):
                port.write(typed)
            thread.call(lambda: module.clear(now()))
            thread.call(lambda: module.power_on(now()))
            port.timeout = 0.02
            while port.read(1000):
                pass
            port.timeout = 5


def test_without_a_network_and_with_it_again():
    with on_line("tcp", Planned("no-network", {"after-command": "AT+CIFSR", "lasts": "300ms"})) as port:
        ready(port)
        told = until(port, b"+PDP: DEACT\r\n")
        assert told
        assert b"+CREG: 0,2" in ask(port, "AT+CREG?")
        while b"+CREG: 0,1" not in ask(port, "AT+CREG?"):
            pass


def test_a_name_that_is_not_resolved():
    with on_line("pty", Planned("name-not-resolved", {"name": "nowhere", "by": "10ms"})) as port:
        ready(port)
        ask(port, 'AT+CDNSGIP="nowhere.example"')
        assert b"+CDNSGIP: 0,8" in until(port, b"8\r\n")
