"""A small application, as application developers write them: it reports a figure to a server."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

READY = (b"+CREG: 0,1", b"+CREG: 0,5")


class Link:
    """A module at a serial port, and a dialogue with it."""

    def __init__(self, serial: Any, sleep: Callable[[float], None], monotonic: Callable[[], float]) -> None:
        self.serial = serial
        self.sleep = sleep
        self.monotonic = monotonic
        self._heard = b""
        serial.timeout = 0.2

    def until(self, *words: bytes, timeout: float = 30) -> bytes:
        """Read until one of the words has come; return what came, with it."""
        end = self.monotonic() + timeout
        while True:
            found = [self._heard.index(word) + len(word) for word in words if word in self._heard]
            if found:
                said, self._heard = self._heard[: min(found)], self._heard[min(found) :]
                return said
            if self.monotonic() >= end:
                raise TimeoutError(f"{words} did not come, but {self._heard!r}")
            self._heard += self.serial.read(self.serial.in_waiting or 1)

    def ask(self, command: str, *words: bytes, timeout: float = 30) -> bytes:
        """Give a command and return its answer."""
        self.serial.write(command.encode() + b"\r")
        return self.until(*(words or (b"OK\r\n", b"ERROR\r\n")), timeout=timeout)

    def go_online(self) -> None:
        """Wait for the network, and ask for an address."""
        self.ask("ATE0")
        while not any(word in self.ask("AT+CREG?") for word in READY):
            self.sleep(1)
        while b"+CGATT: 1" not in self.ask("AT+CGATT?"):
            self.sleep(1)
        self.ask('AT+CSTT="internet"')
        self.ask("AT+CIICR")
        self.ask("AT+CIFSR", b"\r\n")

    def connect(self, host: str, port: int) -> bool:
        """Connect; return whether that has come about."""
        return b"CONNECT OK" in self.ask(
            f'AT+CIPSTART="TCP","{host}",{port}', b"CONNECT OK\r\n", b"CONNECT FAIL\r\n", b"ERROR\r\n", timeout=160
        )

    def send(self, data: bytes) -> bool:
        """Send; return whether it has arrived."""
        if b">" not in self.ask(f"AT+CIPSEND={len(data)}", b"> ", b"ERROR\r\n"):
            return False
        self.serial.write(data)
        return b"SEND OK" in self.until(b"SEND OK\r\n", b"SEND FAIL\r\n", b"CLOSED\r\n", b"ERROR\r\n", timeout=650)


class Tracker:
    """Reports to a server, and tries again when that fails."""

    def __init__(
        self,
        serial: Any,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.link = Link(serial, sleep, monotonic)
        self.link.go_online()

    def report(self, data: bytes, host: str = "report.example", port: int = 80) -> bool:
        """Report a figure; return whether the server has it."""
        for _ in range(3):
            if self.link.connect(host, port) and self.link.send(data):
                return True
            self.link.ask("AT+CIPSHUT", b"SHUT OK\r\n")
            self.link.ask('AT+CSTT="internet"')
            self.link.ask("AT+CIICR")
            self.link.ask("AT+CIFSR", b"\r\n")
        return False
