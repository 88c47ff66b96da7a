"""A small application, as application developers write them: it reports a figure to a server."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

REGISTERED = (b"\r\n+CREG: 0,1", b"\r\n+CREG: 0,5")
DATA = re.compile(rb"\r\n\+IPD,(\d+):")
MESSAGE = re.compile(rb"\r\n\+CMTI: \"SM\",(\d+)\r\n")


class Link:
    """A module at a serial port, and a dialogue with it."""

    def __init__(self, serial: Any, sleep: Callable[[float], None], monotonic: Callable[[], float]) -> None:
        self.serial = serial
        self.sleep = sleep
        self.monotonic = monotonic
        self.received = b""
        """What servers have sent."""
        self.messages: list[int] = []
        """Where short messages are kept that have come in."""
        self._heard = b""
        serial.timeout = 0.2

    def until(self, *words: bytes, timeout: float = 30) -> bytes:
        """Read until one of the words has come; return what came, with it."""
        end = self.monotonic() + timeout
        while True:
            self._set_aside()
            found = [self._heard.index(word) + len(word) for word in words if word in self._heard]
            if found:
                said, self._heard = self._heard[: min(found)], self._heard[min(found) :]
                return said
            if self.monotonic() >= end:
                raise TimeoutError(f"{words} did not come, but {self._heard!r}")
            self._heard += self.serial.read(self.serial.in_waiting or 1)

    def until_data(self, data: bytes, timeout: float = 30) -> None:
        """Wait until a server has sent this."""
        end = self.monotonic() + timeout
        while data not in self.received:
            if self.monotonic() >= end:
                raise TimeoutError(f"{data!r} did not come, but {self.received!r}")
            self.listen(0.2)

    def listen(self, seconds: float) -> None:
        """Take what comes in so many seconds."""
        end = self.monotonic() + seconds
        while self.monotonic() < end:
            self._heard += self.serial.read(self.serial.in_waiting or 1)
            self._set_aside()

    def _set_aside(self) -> None:
        """Take out of what was heard what nobody has asked for."""
        if b"\r\n+" not in self._heard:
            return
        for message in MESSAGE.finditer(self._heard):
            self.messages.append(int(message[1]))
        self._heard = MESSAGE.sub(b"", self._heard)
        while (header := DATA.search(self._heard)) and len(self._heard) >= header.end() + int(header[1]):
            end = header.end() + int(header[1])
            self.received += self._heard[header.end() : end]
            self._heard = self._heard[: header.start()] + self._heard[end:]

    def ask(self, command: str, *words: bytes, timeout: float = 30) -> bytes:
        """Give a command and return its answer."""
        self.serial.write(command.encode() + b"\r")
        return self.until(*(words or (b"OK\r\n", b"ERROR\r\n")), timeout=timeout)

    def go_online(self, pin: str = "") -> None:
        """Unlock the card, wait for the network, and ask for an address."""
        self.ask("ATE0")
        if pin:
            self.unlock(pin)
        while not self.ask("AT+CREG?").startswith(REGISTERED):
            self.sleep(1)
        while b"+CGATT: 1" not in self.ask("AT+CGATT?"):
            self.sleep(1)
        self.ask("AT+CIPHEAD=1")
        self.ask_for_address()

    def unlock(self, pin: str) -> None:
        """Wait for the card, and enter its PIN once it is asked for."""
        while b"READY" not in (asked := self.ask("AT+CPIN?")):
            if b"SIM PIN" in asked:
                self.ask(f'AT+CPIN="{pin}"')
            self.sleep(1)

    def ask_for_address(self) -> None:
        """Bring the PDP context up."""
        self.ask('AT+CSTT="internet"')
        self.ask("AT+CIICR")
        self.ask("AT+CIFSR", b"\r\n")

    def connect(self, host: str, port: int) -> bool:
        """Connect; return whether that has come about."""
        command = f'AT+CIPSTART="TCP","{host}",{port}'
        said = self.ask(command, b"CONNECT OK\r\n", b"CONNECT FAIL\r\n", b"ERROR\r\n", timeout=160)
        if b"ERROR" in said:
            self.listen(0.2)
        return b"CONNECT OK" in said or b"ALREADY CONNECT" in self._heard

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
        pin: str = "",
    ) -> None:
        self.link = Link(serial, sleep, monotonic)
        self.link.go_online(pin)

    def report(self, data: bytes, host: str = "report.example", port: int = 80) -> bool:
        """Report a figure; return whether the server has it."""
        for _ in range(3):
            if self.link.connect(host, port) and self.link.send(data):
                return True
            self.link.ask("AT+CIPSHUT", b"SHUT OK\r\n")
            self.link.ask_for_address()
        return False

    def rest(self, seconds: float) -> None:
        """Let the module sleep for so long, and wake it."""
        self.link.ask("AT+CSCLK=1")
        self.link.serial.dtr = False
        self.link.sleep(seconds)
        self.link.serial.dtr = True
        self.link.sleep(0.1)


class Pipe:
    """A connection in transparent mode: what is written is data, until ``+++``."""

    def __init__(self, link: Link, host: str, port: int) -> None:
        self._link = link
        link.ask("AT+CIPMODE=1")
        link.ask_for_address()
        link.ask(f'AT+CIPSTART="TCP","{host}",{port}', b"CONNECT\r\n", b"CONNECT FAIL\r\n")

    def write(self, data: bytes) -> None:
        """Send data."""
        self._link.serial.write(data)

    def close(self) -> None:
        """Go back to command mode, with the silence around ``+++`` that the module asks for, and close."""
        self._link.sleep(1.1)
        self._link.serial.write(b"+++")
        self._link.until(b"OK\r\n")
        self._link.ask("AT+CIPCLOSE", b"CLOSE OK\r\n")
